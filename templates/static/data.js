// The table of the data page can be sorted and filtered. Without script it stands there whole, in the
// editors' order, and the controls do not show.

(() => {
  const table = document.querySelector("table.indicators");
  if (!table) return;
  const topics = [...table.tBodies];
  const rows = [...table.querySelectorAll("tr.indicator")]; // in the editors' order
  const homes = new Map(rows.map((row) => [row, row.parentElement]));

  // Sorting: all rows move into one body, and back to their topics -------------------------------------

  const sortedBody = document.createElement("tbody");
  sortedBody.setAttribute("role", "rowgroup");

  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const labels = new Map(
    rows.map((row) => [row, row.querySelector(".indicator-label").textContent]),
  );
  const dimensions = [...new Set(rows.map((row) => row.dataset.dimension))];
  const dimension = (row) => dimensions.indexOf(row.dataset.dimension);

  // Values compare within their dimension, and what has no period comes last, whichever way is up.
  const ORDERS = {
    name: (a, b, way) => way * collator.compare(labels.get(a), labels.get(b)),
    value: (a, b, way) =>
      dimension(a) - dimension(b) || way * (Number(a.dataset.value) - Number(b.dataset.value)),
    period: ({ dataset: { period: a } }, { dataset: { period: b } }, way) =>
      !a - !b || way * ((a > b) - (a < b)),
  };
  const WAYS = { ascending: 1, descending: -1 };
  const NEXT = { none: "ascending", ascending: "descending", descending: "none" };

  const headings = [...table.querySelectorAll("th[data-sort]")];

  const sort = (heading, way) => {
    for (const other of headings) other.setAttribute("aria-sort", other === heading ? way : "none");
    const sorted = way in WAYS;
    const order = ORDERS[heading.dataset.sort];
    if (sorted) sortedBody.append(...[...rows].sort((a, b) => order(a, b, WAYS[way])));
    else for (const row of rows) homes.get(row).append(row);
    table.classList.toggle("sorted", sorted);
    if (sorted) table.append(sortedBody);
    else sortedBody.remove();
    hideEmpty();
  };

  // A topic shows while a row of it does.
  const hideEmpty = () => {
    for (const topic of topics) topic.hidden = !topic.querySelector("tr.indicator:not([hidden])");
  };

  for (const heading of headings) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...heading.childNodes);
    heading.append(button);
    heading.setAttribute("aria-sort", "none");
    button.addEventListener("click", () => sort(heading, NEXT[heading.getAttribute("aria-sort")]));
  }

  // Filtering ------------------------------------------------------------------------------------------

  const box = document.querySelector(".filter");
  const field = box.querySelector("input");
  const status = box.querySelector("[role=status]");
  box.hidden = false;

  const targeted = () => decodeURIComponent(location.hash.slice(1));

  const say = (shown) => {
    const { some, none } = status.dataset;
    const text = shown ? some : none;
    status.textContent = text.replace("{shown}", shown).replace("{all}", rows.length);
  };

  // As the site folded the words of each row: full width is half width, and capitals are small.
  const fold = (text) => text.normalize("NFKC").toLowerCase();

  // A row in short has no words of its own: it is found by what it shows, its id and its topic.
  const folded = new Map();
  const wordsOf = (row) => {
    if (!folded.has(row)) {
      const heading = homes.get(row).querySelector("[scope=rowgroup]")?.textContent ?? "";
      const shown = [...row.cells].map((cell) => cell.textContent);
      folded.set(row, row.dataset.words ?? fold([row.id, heading, ...shown].join(" ")));
    }
    return folded.get(row);
  };

  const filter = () => {
    const wanted = fold(field.value).split(/\s+/).filter(Boolean);
    for (const row of rows) {
      const isFound = wanted.every((word) => wordsOf(row).includes(word));
      row.hidden = !isFound && row.id !== targeted();
    }
    hideEmpty();
    say(rows.filter((row) => !row.hidden).length);
  };

  const clear = () => {
    field.value = "";
    filter();
  };

  // While pinyin is being typed nothing is looked for; what it becomes is.
  field.addEventListener("input", ({ isComposing }) => isComposing || filter());
  field.addEventListener("compositionend", filter);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing || !field.value) return;
    event.preventDefault();
    clear();
  });

  // A link leads to its row or topic even where that is put away ---------------------------------------

  const reveal = (id) => {
    const place = document.getElementById(id);
    if (!place || !table.contains(place) || place.getClientRects().length) return false;
    clear();
    if (topics.includes(place)) sort(headings[0], "none");
    place.scrollIntoView();
    return true;
  };

  // A number opens what stands behind it and leaves the table as it is.
  document.addEventListener("click", ({ target }) => {
    const link = target.closest?.("a[href^='#']:not([data-about])");
    if (link) reveal(decodeURIComponent(link.hash.slice(1)));
  });
  addEventListener("hashchange", () => reveal(targeted()));
  // A browser may bring back what was typed before the page was left.
  if (field.value) filter();
})();
