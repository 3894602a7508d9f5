// The contents bar marks the section that is being read. Without script it is a plain list of links.

(() => {
  const bar = document.querySelector(".contents");
  if (!bar) return;
  const links = new Map(
    [...bar.querySelectorAll("a")].map((link) => [link.hash.slice(1), link]),
  );
  const sections = [...links.keys()].map((id) => document.getElementById(id));
  let marked = null;

  const mark = () => {
    const line = bar.offsetHeight + 24;
    const read = sections.filter((section) => section.getBoundingClientRect().top <= line);
    const link = read.length ? links.get(read[read.length - 1].id) : null;
    if (link === marked) return;
    marked?.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "true");
    marked = link;
    const list = link?.closest("ol");
    list?.scrollTo({ left: link.offsetLeft - list.clientWidth / 3 });
  };

  new IntersectionObserver(mark, { rootMargin: "-60px 0px -60% 0px", threshold: [0, 1] }).observe(bar);
  addEventListener("scroll", () => requestAnimationFrame(mark), { passive: true });
  mark();
})();
