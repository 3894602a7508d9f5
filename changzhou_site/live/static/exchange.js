// Puts what a page says now in the place of what it said, without loading it again: where texts and
// attributes alone differ, these; else the whole body, on which the page's scripts run as on a new one.

import { kept, restoreDeeds, restoreLook } from "./keeping.js";

// Scripts know by heart what these say.
const KNOWN_TO_SCRIPTS = "figure[data-chart], table.indicators, .contents";

// Scripts that ran on a body that is gone still listen, and so hold it: after so many, all is shed.
const MOST_EXCHANGED = 25;
let exchanged = 0;

const isDesk = ({ classList }) => [...(classList ?? [])].some((name) => name.startsWith("desk-"));

const differsInAttributes = (old, fresh) => {
  const names = (element) => element.getAttributeNames().sort().join(" ");
  return names(old) !== names(fresh);
};

const isTaggedAlike = (old, fresh) => old.cloneNode().isEqualNode(fresh.cloneNode());

// What to do to the page that is shown, which its scripts may have changed; null where its shape is
// another.
const changesOf = (old, fresh, live) => {
  if (old.isEqualNode(fresh)) return [];
  if (old.nodeName !== fresh.nodeName || live?.nodeName !== old.nodeName) return null;
  if (old.nodeType === Node.TEXT_NODE) return [() => (live.data = fresh.data)];
  if (old.nodeType !== Node.ELEMENT_NODE || old.matches(KNOWN_TO_SCRIPTS)) return null;
  if (differsInAttributes(old, fresh)) return null;
  const nodes = [...live.childNodes].filter((node) => !isDesk(node));
  const size = old.childNodes.length;
  if (fresh.childNodes.length !== size || nodes.length !== size) return null;
  const changes = fresh
    .getAttributeNames()
    .filter((name) => fresh.getAttribute(name) !== old.getAttribute(name))
    .map((name) => () => live.setAttribute(name, fresh.getAttribute(name)));
  for (const [index, node] of nodes.entries()) {
    const within = changesOf(old.childNodes[index], fresh.childNodes[index], node);
    if (!within) return null;
    changes.push(...within);
  }
  return changes;
};

const scripts = (page) => [...page.head.querySelectorAll("script[src]:not([data-page])")];

const isLoadedAlike = (fresh) => {
  const names = (page) => scripts(page).map((script) => script.getAttribute("src")).join(" ");
  return names(fresh) === names(document) && fresh.documentElement.lang === document.documentElement.lang;
};

const runAgain = (script) =>
  new Promise((done) => {
    const copy = document.createElement("script");
    copy.async = false; // they run in their order
    copy.setAttribute("src", script.getAttribute("src"));
    for (const end of ["load", "error"]) copy.addEventListener(end, done);
    script.replaceWith(copy);
  });

const painted = () =>
  new Promise((done) => {
    if (document.hidden) return done(); // nothing is painted then
    const { port1, port2 } = new MessageChannel();
    port2.onmessage = done;
    document.addEventListener("visibilitychange", done, { once: true });
    requestAnimationFrame(() => port1.postMessage(""));
  });

const exchangeBody = async (fresh) => {
  const was = kept();
  const body = document.importNode(fresh.body, true);
  body.append(...[...document.body.children].filter(isDesk));
  document.body.replaceWith(body);
  if (location.hash) location.replace(location.hash); // so that CSS knows the target
  restoreLook(was);
  await painted(); // what is new is seen before scripts take their time
  await Promise.all(scripts(document).map(runAgain));
  restoreDeeds(was);
};

// `before` is what the page said, as it came; null where that is not known. Gives a promise of the end
// of its scripts, or null where the page has to be loaded again.
export const exchange = (before, fresh) => {
  if (!isLoadedAlike(fresh)) return null;
  if (before && !isTaggedAlike(before.documentElement, fresh.documentElement)) return null;
  document.title = fresh.title;
  const changes = before && changesOf(before.body, fresh.body, document.body);
  if (changes) return Promise.all(changes.map((change) => change()));
  exchanged += 1;
  return exchanged > MOST_EXCHANGED ? null : exchangeBody(fresh);
};
