// What a reader has done to the page outlasts its being shown anew.

const KEPT = "changzhou-site desk";
const fields = () => [...document.querySelectorAll("input:not([type=hidden]), select, textarea")];
const folds = () => [...document.querySelectorAll("details")];
const openers = () => [...document.querySelectorAll("main [aria-haspopup]")];

export const kept = () => ({
  path: location.pathname,
  x: scrollX,
  y: scrollY,
  fields: fields().map(({ value }) => value),
  folds: folds().map((fold) => fold.open),
  opener: openers().findIndex((element) => element.ariaExpanded === "true"),
});

export const restoreLook = (was) => {
  folds().forEach((fold, index) => (fold.open = was.folds[index] ?? fold.open));
  scrollTo({ left: was.x, top: was.y, behavior: "instant" });
};

// What the page's own scripts have to hear.
export const restoreDeeds = (was) => {
  fields().forEach((field, index) => {
    if (was.fields[index] === undefined) return;
    field.value = was.fields[index];
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
  openers()[was.opener]?.click();
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
