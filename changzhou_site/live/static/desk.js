// The desk beside a page while it is written: shows it anew when it has changed, lists what is wrong,
// and says where things come from. It is never published.

import { exchange } from "./exchange.js";
import { reload, restore } from "./keeping.js";

const script = document.querySelector("script[data-page]");
const at = (name) => new URL(name, script.src);
const shown = script.dataset; // digests of the page that is shown, and of what it says
const ask = async (name) => (await fetch(at(name))).json();
const here = () => new URLSearchParams({ path: location.pathname });
const made = (tag, name, text = "") => {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.textContent = text;
  return element;
};

// What is wrong ----------------------------------------------------------------------------------

const link = ({ shown, link: address }) => {
  const element = made("a", "desk-place", shown);
  element.href = address;
  return element;
};

// What a problem quotes of its line, or else the number or word that begins there.
const faulty = (rest, message) => {
  const quoted = [...message.matchAll(/`([^`]+)`/g)].map((match) => match[1]);
  const word = /^(?:\p{N}[\p{N}.,]*\p{N}|[^\s\p{P}\p{S}]+|.)/u.exec(rest);
  return quoted.find((text) => rest.startsWith(text)) ?? word?.[0] ?? "";
};

const marked = ({ source, column, message }) => {
  const line = made("pre", "desk-source");
  const [before, after] = [[...source].slice(0, column - 1), [...source].slice(column - 1)];
  const rest = after.join("");
  const mark = faulty(rest, message);
  line.append(before.join(""), made("mark", "", mark || " "), rest.slice(mark.length));
  return line;
};

const told = (problem) => {
  const item = made("li", "desk-problem");
  const head = made("p", "desk-told");
  head.append(link(problem), " ", made("code", "", problem.code), ` ${problem.message}`);
  item.append(head);
  if (problem.source) item.append(marked(problem));
  if (problem.hint) item.append(made("p", "desk-hint", problem.hint));
  return item;
};

const list = (problems) => {
  const element = made("ol", "desk-list");
  element.append(...problems.map(told));
  return element;
};

const box = (id, label) => {
  const element = made("section", "desk-box");
  element.id = id;
  element.popover = "manual";
  element.lang = "en";
  element.setAttribute("aria-label", label);
  return element;
};

const overlay = box("desk-problems", "Problems");
overlay.setAttribute("role", "alert");

let listed; // what the overlay was last shown for: who has hidden that is not shown it twice
const showProblems = ({ number, problems }) => {
  const now = JSON.stringify([number, problems]);
  if (now === listed) return overlay;
  listed = now;
  if (!problems.length) return overlay.isConnected && overlay.remove();
  const many = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  const close = made("button", "desk-button", "Hide");
  close.type = "button";
  close.addEventListener("click", () => overlay.hidePopover());
  const head = made("header", "desk-head");
  const below = document.body.dataset.desk === "waiting"
    ? "no page can be shown before they are mended"
    : "the last good page is shown below";
  head.append(made("h2", "", `${many}; ${below}`), close);
  overlay.replaceChildren(head, list(problems));
  document.body.append(overlay);
  overlay.showPopover();
  return overlay;
};

// What there is to know --------------------------------------------------------------------------

const panel = box("desk-panel", "Desk");
const button = made("button", "desk-button desk-open", "Desk");
button.type = "button";
button.lang = "en";

const rows = (pairs) => {
  const element = made("dl", "desk-rows");
  for (const [name, value] of pairs) element.append(made("dt", "", name), made("dd", "", value));
  return element;
};

const thousand = (bytes) => `${(bytes / 1000).toFixed(1)} KB`;

const isOpen = (box) => box.isConnected && box.matches(":popover-open");

const showPanel = async () => {
  const [state, page] = await Promise.all([ask("state"), about()]);
  const parts = [
    made("h2", "", "This page"),
    rows([["Weight, compressed", `${thousand(page.bytes)} of ${thousand(page.budget)}`]]),
    made("h2", "", "Last change"),
    rows(Object.entries(state.seconds).map(([stage, s]) => [stage, `${(1000 * s).toFixed(0)} ms`])),
    made("h2", "", `Problems: ${state.problems.length}`),
    list(state.problems),
    made("h2", "", `Warnings: ${state.warnings.length}`),
    list(state.warnings),
    made("h2", "", "Numbers that stand unbound, as names or dates"),
    rows(Object.entries(state.unbound).map(([code, names]) => [code, names.join(", ") || "none"])),
  ];
  panel.replaceChildren(...parts);
  document.body.append(panel);
  panel.showPopover();
  return panel;
};

button.addEventListener("click", () => (isOpen(panel) ? panel.hidePopover() : showPanel()));
addEventListener("keydown", ({ key }) => {
  if (key !== "Escape") return;
  for (const each of [panel, overlay]) if (each.isConnected) each.hidePopover();
});

// Where things come from -------------------------------------------------------------------------

let known;
const about = () => {
  known ??= ask(`page?${here()}`);
  return known;
};

const origin = box("desk-origin", "Where it comes from");

const originOf = async (element) => {
  const page = await about();
  const figure = element.closest("[data-indicator]");
  const chart = element.closest("[data-chart]");
  const text = element.closest("article p, article li, article h2, main p, main li, main h2");
  const section = element.closest("section[id], article[id]");
  const found = [];
  const id = figure?.dataset.indicator;
  if (id && page.indicators?.[id]) found.push([id, page.indicators[id]]);
  if (chart && page.charts?.[chart.dataset.chart]) {
    found.push([chart.dataset.chart, page.charts[chart.dataset.chart]]);
  }
  if (!found.length && text) {
    const query = new URLSearchParams({
      path: location.pathname,
      section: section?.id ?? "",
      text: text.textContent.trim().slice(0, 300),
    });
    const place = await ask(`text?${query}`);
    if (place.path) found.push(["text", place]);
  }
  return found;
};

let pending;
const showOrigin = async ({ target }) => {
  const found = await originOf(target);
  origin.replaceChildren(
    ...found.map(([name, place]) => {
      const line = made("p", "desk-told");
      line.append(made("b", "", name), " ", link(place));
      return line;
    }),
  );
  if (!found.length) return origin.isConnected && origin.hidePopover();
  document.body.append(origin);
  const { left, bottom } = target.getBoundingClientRect();
  origin.style.setProperty("--desk-left", `${Math.max(8, Math.min(left, innerWidth - 330))}px`);
  origin.style.setProperty("--desk-top", `${Math.min(bottom + 6, innerHeight - 60)}px`);
  origin.showPopover();
  return origin;
};

// With Alt held down, so that the page is read as its readers read it.
addEventListener("pointermove", (event) => {
  clearTimeout(pending);
  if (event.altKey && event.target instanceof Element && !event.target.closest(".desk-box")) {
    pending = setTimeout(() => showOrigin(event), 60);
  }
});
addEventListener("keyup", ({ key }) => {
  if (key === "Alt" && origin.isConnected && !origin.matches(":hover")) origin.hidePopover();
});

// Changes ----------------------------------------------------------------------------------------

const sheets = () =>
  [...document.querySelectorAll("link[rel=stylesheet]")].filter(({ href }) => !href.endsWith("/desk.css"));

const markDrafts = ({ marked = [] }) => {
  for (const mark of document.querySelectorAll(".desk-draft")) mark.remove();
  for (const slug of marked) {
    const heading = document.getElementById(`${slug}-title`) ?? document.querySelector("h1");
    if (!heading) continue;
    const mark = made("span", "desk-draft", "Draft");
    mark.lang = "en";
    heading.prepend(mark);
  }
};

const exchangeSheets = (names) => {
  if (names.length !== sheets().length) return false;
  sheets().forEach((sheet, index) => {
    if (sheet.getAttribute("href") !== names[index]) sheet.setAttribute("href", names[index]);
  });
  return true;
};

const parse = (html) => new DOMParser().parseFromString(html, "text/html");

// The page as it came, before its scripts.
let said = null;

const rememberSaid = async () => {
  const { content, html } = await ask(`state?${here()}`);
  if (content === shown.content) said ??= parse(html);
};

const renew = async (page) => {
  known = undefined;
  const isWaiting = document.body.dataset.desk === "waiting";
  if (isWaiting && !page.problems.length) return location.reload();
  if (isWaiting || !page.page || page.page === shown.page) return;
  if (!exchangeSheets(page.sheets)) return reload();
  const now = { page: page.page, content: page.content };
  if (now.content === shown.content) return Object.assign(shown, now);
  const before = said;
  said = parse(page.html);
  const hadPanel = isOpen(panel);
  listed = undefined; // in another body it is closed
  const scripts = exchange(before, said);
  if (!scripts) return reload();
  Object.assign(shown, now);
  await scripts;
  if (hadPanel) showPanel();
};

// Where the site's address has another path now, the same page is there.
const isElsewhere = ({ base }) => {
  const [before, now] = [at("../").pathname, new URL(base, location).pathname];
  if (document.body.dataset.desk === "waiting" || now === before) return false;
  location.replace(now + location.pathname.slice(before.length) + location.hash);
  return true;
};

let number;
const look = async (data) => {
  if (number !== data) return; // there is a newer one
  const state = await ask(`state?${here()}&known=${shown.content}`);
  if (number !== data || isElsewhere(state)) return;
  await renew(state);
  if (number !== data) return;
  showProblems(state);
  markDrafts(state);
  button.textContent = state.warnings.length ? `Desk: ${state.warnings.length}` : "Desk";
};

// One after the other: scripts of a page must not run on the next.
let looked = Promise.resolve();
const changed = ({ data }) => {
  number = data;
  looked = looked.then(() => look(data)).catch(reportError);
};

const begin = async () => {
  document.body.append(button);
  restore();
  await rememberSaid();
  new EventSource(at("events")).addEventListener("message", changed);
};

if (document.readyState === "complete") begin();
else addEventListener("load", begin);
