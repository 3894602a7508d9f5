// What a reader has done to the page outlasts its being shown anew.

const KEPT = "changzhou-site desk";
const FIELDS = "input:not([type=hidden]), select, textarea";
const OPENERS = "main [aria-haspopup]";
const SORTED = "th[data-sort]:is([aria-sort=ascending], [aria-sort=descending])";
const SCROLLED = "main :is(div, section, ol, ul, pre), nav ol";
const FOCUSABLE = "main :is(a[href], button, input, select, textarea, summary)";

// Elements by what they are for: what comes or goes before one does not make another of it.
const named = (selector) => {
  const found = {};
  const many = {};
  for (const element of document.querySelectorAll(selector)) {
    const around = element.parentElement.closest("[id], [data-chart]");
    const { about, sort } = element.dataset;
    const own = [element.localName, element.id, about, sort, around?.id, around?.dataset.chart];
    const name = own.join(" ");
    many[name] = (many[name] ?? 0) + 1;
    found[`${name} ${many[name]}`] = element;
  }
  return found;
};

const kindred = (selector, value) =>
  Object.entries(named(selector)).flatMap(([name, element]) => {
    const found = value(element);
    return found === undefined ? [] : [[name, found]];
  });

const isTyped = ({ value, defaultValue }) => value !== defaultValue;
const isScrolled = ({ scrollLeft, scrollTop }) => scrollLeft || scrollTop;
const selected = ({ selectionStart, selectionEnd }) => [selectionStart, selectionEnd];
const inFocus = () =>
  kindred(FOCUSABLE, (element) => (element === document.activeElement ? selected(element) : undefined));

export const kept = () => ({
  path: location.pathname,
  x: scrollX,
  y: scrollY,
  fields: kindred(FIELDS, (field) => (isTyped(field) ? field.value : undefined)),
  folds: kindred("details", ({ open }) => open),
  scrolled: kindred(SCROLLED, (element) =>
    isScrolled(element) ? [element.scrollLeft, element.scrollTop] : undefined,
  ),
  opener: kindred(OPENERS, ({ ariaExpanded }) => ariaExpanded === "true" || undefined),
  sorted: kindred(SORTED, ({ ariaSort }) => ariaSort),
  focused: document.activeElement === document.body ? [] : inFocus(),
});

const restoreEach = (selector, pairs, put) => {
  if (!pairs.length) return;
  const found = named(selector);
  for (const [name, value] of pairs) if (found[name]) put(found[name], value);
};

export const restoreLook = (was) => {
  restoreEach("details", was.folds, (fold, open) => (fold.open = open));
  restoreEach(SCROLLED, was.scrolled, (element, [left, top]) =>
    element.scrollTo({ left, top, behavior: "instant" }),
  );
  scrollTo({ left: was.x, top: was.y, behavior: "instant" });
};

// What the page's own scripts have to hear.
export const restoreDeeds = (was) => {
  restoreEach(FIELDS, was.fields, (field, value) => {
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
  restoreEach("th[data-sort]", was.sorted, (heading, way) => {
    const button = heading.querySelector("button");
    for (let n = 0; button && n < 2 && heading.ariaSort !== way; n += 1) button.click();
  });
  restoreEach(FOCUSABLE, was.focused, (element, [start, end]) => {
    element.focus({ preventScroll: true });
    if (typeof start === "number") element.setSelectionRange(start, end);
  });
  restoreEach(OPENERS, was.opener, (opener) => opener.click());
  restoreLook(was);
};

export const restore = () => {
  const was = JSON.parse(sessionStorage.getItem(KEPT) || "null");
  sessionStorage.removeItem(KEPT);
  if (was?.path === location.pathname) restoreDeeds(was);
};

export const reload = () => {
  sessionStorage.setItem(KEPT, JSON.stringify(kept()));
  location.reload();
};
