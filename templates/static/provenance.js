// A bound number opens what stands behind it, in place. Without script, or where the browser knows no
// popovers, it is a link to its row on the data page; so it is for every click that asks for a new tab.

(() => {
  if (!("popover" in HTMLElement.prototype)) return;

  // CSS pixels: between number and popover, and between popover and the edge of the window.
  const GAP = 6;
  const EDGE = 8;
  const LEAST = 160; // lower than this it would say nothing

  const openers = new WeakMap(); // popover -> the number that it was opened from
  let pressed = null; // the number whose popover its own press is about to close

  const clamp = (value, low, high) => Math.max(low, Math.min(value, high));
  const popoverOf = (link) => document.getElementById(`about-${link.dataset.about}`);
  const isOpen = (popover) => popover.matches(":popover-open");
  const isOpenFrom = (link) => isOpen(popoverOf(link)) && openers.get(popoverOf(link)) === link;

  // Below the number, else above it, else beside it: the first that is in sight whole.
  const spot = (number, width, height) => {
    const right = document.documentElement.clientWidth - EDGE - width;
    const bottom = innerHeight - EDGE - height;
    const x = clamp(number.left, EDGE, right);
    const y = clamp(number.top, EDGE, bottom);
    const spots = [
      [x, number.bottom + GAP],
      [x, number.top - GAP - height],
      [number.right + GAP, y],
      [number.left - GAP - width, y],
    ];
    const isFree = ([left, top]) => EDGE <= left && left <= right && EDGE <= top && top <= bottom;
    return spots.find(isFree);
  };

  // Where none is, it takes the larger room above or below, and what does not fit is scrolled to.
  const squeeze = (popover, number) => {
    const above = number.top - GAP - EDGE;
    const below = innerHeight - EDGE - GAP - number.bottom;
    popover.style.setProperty("--room", `${Math.max(above, below, LEAST)}px`);
    const { offsetWidth: width, offsetHeight: height } = popover;
    const right = document.documentElement.clientWidth - EDGE - width;
    const y = below < above ? number.top - GAP - height : number.bottom + GAP;
    return [
      clamp(number.left, EDGE, right),
      clamp(y, EDGE, innerHeight - EDGE - height),
    ];
  };

  // It scrolls with the text. A sheet, which CSS fixes to the foot, must not cover the number.
  const place = (popover) => {
    const number = openers.get(popover).getBoundingClientRect();
    popover.style.removeProperty("--room");
    const { offsetWidth: width, offsetHeight: height } = popover;
    if (getComputedStyle(popover).position === "fixed") {
      scrollBy({ top: Math.max(0, number.bottom + GAP - (innerHeight - height)) });
      return;
    }
    const [x, y] = spot(number, width, height) ?? squeeze(popover, number);
    popover.style.setProperty("--x", `${scrollX + x}px`);
    popover.style.setProperty("--y", `${scrollY + y}px`);
  };

  const open = (link) => {
    const popover = popoverOf(link);
    openers.set(popover, link);
    popover.showPopover();
    link.setAttribute("aria-expanded", "true");
    place(popover);
    popover.scrollTop = 0;
    popover.focus({ preventScroll: true });
  };

  const giveBackFocus = (popover) => openers.get(popover).focus({ preventScroll: true });

  // A link stays a link for every other key and button. Its own press closes an open popover before it
  // becomes a click, which must not open it again.
  const click = (event, link) => {
    const { button, altKey, ctrlKey, metaKey, shiftKey } = event;
    if (event.defaultPrevented || button || altKey || ctrlKey || metaKey || shiftKey) return;
    event.preventDefault();
    const closes = isOpenFrom(link) || (event.detail > 0 && pressed === link);
    pressed = null;
    if (!closes) return open(link);
    if (isOpen(popoverOf(link))) popoverOf(link).hidePopover();
    giveBackFocus(popoverOf(link));
  };

  // Tab goes on from the number, although the popover stands at the end of the page.
  const tab = (event, popover) => {
    const stops = [...popover.querySelectorAll("a[href], button")];
    const outer = event.shiftKey ? [popover, stops[0]] : [stops.at(-1)];
    if (!outer.includes(document.activeElement)) return;
    if (event.shiftKey) event.preventDefault();
    popover.hidePopover();
    giveBackFocus(popover);
  };

  const listen = (popover) => {
    popover.addEventListener("beforetoggle", ({ newState }) => {
      if (newState === "closed") openers.get(popover)?.setAttribute("aria-expanded", "false");
    });
    // Whoever has moved on to something else stays there.
    popover.addEventListener("toggle", ({ newState }) => {
      if (newState === "closed" && document.activeElement === document.body) giveBackFocus(popover);
    });
    popover.addEventListener("keydown", (event) => {
      if (event.key === "Tab") tab(event, popover);
      if (event.key === "Escape") event.stopPropagation(); // it closes this, and no chart's readout
    });
  };

  // The numbers inside a popover lead away from it.
  const links = [...document.querySelectorAll("a.bound")].filter(
    (link) => !link.closest(".provenance") && popoverOf(link),
  );
  for (const link of links) {
    link.setAttribute("aria-haspopup", "dialog");
    link.setAttribute("aria-expanded", "false");
  }
  new Set(links.map(popoverOf)).forEach(listen);

  const ours = new Set(links);
  const numberAt = ({ target }) => {
    const link = target instanceof Element ? target.closest("a.bound") : null;
    return ours.has(link) ? link : null;
  };
  document.addEventListener("click", (event) => {
    const link = numberAt(event);
    if (link) click(event, link);
  });
  document.addEventListener(
    "pointerdown",
    (event) => {
      const link = numberAt(event);
      pressed = link && isOpenFrom(link) ? link : null;
    },
    true,
  );
  addEventListener("resize", () => {
    const popover = document.querySelector(".provenance:popover-open");
    if (popover) place(popover);
  });
})();
