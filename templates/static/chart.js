// The marks of a chart answer to keyboard, pointer and touch, each with what its row of the table
// says. Without script the picture has its text alternative and the table is one activation away.

(() => {
  // CSS pixels. NEAR makes a target of 24 px or more of the thinnest mark; GAP parts mark and readout.
  const NEAR = 16;
  const GAP = 8;
  const FRAME = 4;

  // Milliseconds: the way from a mark to its readout, and how long "copied" stands.
  const GRACE = 250;
  const NOTICE = 4000;

  const STEPS = {
    ArrowLeft: (index) => index - 1,
    ArrowUp: (index) => index - 1,
    ArrowRight: (index) => index + 1,
    ArrowDown: (index) => index + 1,
    Home: () => 0,
    End: () => Infinity,
  };

  const clamp = (value, low, high) => Math.max(low, Math.min(value, high));
  const isBetween = (value, low, high) => low <= value && value <= high;
  const isVisible = (element) => element.getClientRects().length > 0;

  const boxWithin = (element, { left: x, top: y }) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    return { left: left - x, right: right - x, top: top - y, bottom: bottom - y };
  };

  // Words: a mark says what the table says ---------------------------------------------------------

  const keyOf = ({ dataset }) =>
    dataset.event ? `event ${dataset.event}` : `${dataset.indicator} ${dataset.period}`;

  const plain = (element) => element.textContent.replace(/\s+/g, " ").trim();

  // A label, a value and a period speak for themselves; what else a row holds is named by its heading.
  const said = (heading, cell, colon) => {
    const named = !["label", "value", "period"].includes(heading.dataset.field);
    return named ? `${plain(heading)}${colon}${plain(cell)}` : plain(cell);
  };

  const readRow = (row, headings, colon) =>
    headings
      .map((heading, n) => ({ field: heading.dataset.field, cell: row.cells[n], heading }))
      .filter(({ cell }) => cell && plain(cell))
      .map(({ field, cell, heading }) => ({ field, text: said(heading, cell, colon) }));

  const readTable = (figure, colon) => {
    const headings = [...figure.querySelectorAll(".chart-data thead th")];
    const rows = [...figure.querySelectorAll(".chart-data tbody tr")];
    return new Map(rows.map((row) => [keyOf(row), readRow(row, headings, colon)]));
  };

  // The readout: beside what it speaks of, and read aloud because it is a status ---------------------

  class Readout {
    constructor(figure) {
      this.figure = figure;
      this.element = figure.querySelector(".readout");
      this.subject = null;
    }

    show(subject, parts) {
      if (subject === this.subject) return;
      this.subject = subject;
      this.element.replaceChildren(...this.lines(parts));
      this.place();
    }

    hide() {
      this.subject = null;
      this.element.replaceChildren();
    }

    // Label and value have a line each, the rest shares one. The spaces between are for those who listen.
    lines(parts) {
      const line = (name, texts) => {
        const span = document.createElement("span");
        span.className = `readout-${name}`;
        span.textContent = texts.join(this.element.dataset.separator);
        return texts.length ? [span, " "] : [];
      };
      const texts = (wanted) => parts.filter(({ field }) => wanted(field)).map(({ text }) => text);
      return [
        ...line("label", texts((field) => field === "label")),
        ...line("value", texts((field) => field === "value")),
        ...line("rest", texts((field) => field !== "label" && field !== "value")),
      ];
    }

    place() {
      if (!this.subject) return;
      const [x, y] = this.spot();
      this.element.style.setProperty("--x", `${x}px`);
      this.element.style.setProperty("--y", `${y}px`);
    }

    // Above its subject, else below, else beside it, else over it: the first that is in sight. Never
    // beyond the figure, so that nothing scrolls and an embed does not grow.
    spot() {
      const { offsetWidth: width, offsetHeight: height } = this.element;
      const figure = this.figure.getBoundingClientRect();
      const subject = boxWithin(this.subject, figure);
      const { paddingLeft, paddingRight } = getComputedStyle(this.figure);
      const covered = document.querySelector(".contents")?.offsetHeight ?? 0;
      const x = [parseFloat(paddingLeft), figure.width - parseFloat(paddingRight) - width];
      const y = [
        Math.max(0, covered - figure.top),
        Math.min(figure.height, innerHeight - figure.top) - height,
      ];
      const centred = clamp((subject.left + subject.right - width) / 2, ...x);
      const level = clamp((subject.top + subject.bottom - height) / 2, ...y);
      const above = subject.top - GAP - height;
      const spots = [
        [centred, above],
        [centred, subject.bottom + GAP],
        [subject.right + GAP, level],
        [subject.left - GAP - width, level],
      ];
      const isFree = (spot) => isBetween(spot[0], ...x) && isBetween(spot[1], ...y);
      const over = [centred, clamp(clamp(above, ...y), 0, figure.height - height)];
      return spots.find(isFree) ?? over;
    }
  }

  // Drawings: pictures become groups of marks --------------------------------------------------------

  // Gives back the marks in the order of the table. What is no mark says nothing the marks do not.
  const openDrawing = (svg, table, separator) => {
    const order = [...table.keys()];
    const place = (mark) => order.indexOf(keyOf(mark));
    const marks = [...svg.querySelectorAll(".mark")].filter((mark) => place(mark) >= 0);
    if (!marks.length) return [];
    svg.setAttribute("role", "group");
    for (const part of svg.children) {
      if (!marks.some((mark) => part.contains(mark))) part.setAttribute("aria-hidden", "true");
    }
    for (const mark of marks) {
      const texts = table.get(keyOf(mark)).map(({ text }) => text);
      mark.setAttribute("role", "img");
      mark.setAttribute("aria-label", texts.join(separator));
    }
    return marks.sort((one, other) => place(one) - place(other));
  };

  const distance = ({ clientX: x, clientY: y }, element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    return Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
  };

  // The mark under a pointer, else the nearest: an outline is hollow, and a point is smaller than a finger.
  const markAt = (marks, event) => {
    const under = event.target.closest(".mark");
    if (marks.includes(under)) return under;
    const shapes = (mark) => [...mark.querySelectorAll(":not(g)")];
    const away = (mark) => Math.min(...shapes(mark).map((shape) => distance(event, shape)));
    const nearest = marks
      .map((mark) => ({ mark, far: away(mark) }))
      .reduce((best, one) => (one.far < best.far ? one : best), { mark: null, far: NEAR });
    return nearest.mark;
  };

  // The frame of the mark in focus is drawn, because not every browser outlines what is inside an SVG.
  const drawFrame = (frame, mark) => {
    const box = mark.getBBox();
    const edges = { x: box.x - FRAME, y: box.y - FRAME };
    const size = { width: box.width + 2 * FRAME, height: box.height + 2 * FRAME };
    for (const [name, value] of Object.entries({ ...edges, ...size })) {
      frame.setAttribute(name, value);
    }
    mark.ownerSVGElement.append(frame);
  };

  const makeFrame = () => {
    const frame = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    frame.setAttribute("class", "mark-frame");
    frame.setAttribute("aria-hidden", "true");
    return frame;
  };

  // A chart ------------------------------------------------------------------------------------------

  class Chart {
    constructor(figure, readout) {
      this.readout = readout;
      this.drawings = figure.querySelector(".drawings");
      const { colon, separator } = readout.element.dataset;
      this.table = readTable(figure, colon);
      this.sets = [...this.drawings.querySelectorAll("svg")].map((svg) =>
        openDrawing(svg, this.table, separator),
      );
      this.frame = makeFrame();
      this.focused = null;
      this.hovered = null;
      this.dismissed = null; // whose readout the reader closed; it stays closed until they move on
      this.leaving = 0;
    }

    get marks() {
      return this.sets.find((marks) => marks.some(isVisible)) ?? [];
    }

    indexOf(mark) {
      return Math.max(...this.sets.map((marks) => marks.indexOf(mark)));
    }

    // One mark of each drawing is reached by Tab; the others by the arrows from there.
    rove(index) {
      for (const marks of this.sets) {
        marks.forEach((mark, n) => mark.setAttribute("tabindex", n === index ? "0" : "-1"));
      }
    }

    update() {
      const mark = this.hovered ?? this.focused;
      if (mark && mark !== this.dismissed) this.readout.show(mark, this.table.get(keyOf(mark)));
      else if (this.indexOf(this.readout.subject) >= 0) this.readout.hide();
    }

    dismiss() {
      this.dismissed = this.hovered ?? this.focused;
      this.readout.hide();
    }

    focusIn(mark) {
      this.focused = mark;
      this.dismissed = null;
      this.rove(this.indexOf(mark));
      drawFrame(this.frame, mark);
      this.update();
    }

    // A mark that lost focus because its drawing gave way to the other one hands it over there.
    focusOut(mark) {
      if (!isVisible(mark)) return;
      this.focused = null;
      this.frame.remove();
      this.update();
    }

    follow() {
      if (this.focused && !isVisible(this.focused)) {
        const twin = this.marks[this.indexOf(this.focused)];
        this.hovered = this.focused = null;
        twin?.focus({ preventScroll: true });
        this.update();
      }
      this.readout.place();
    }

    press(event) {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const index = this.marks.indexOf(event.target);
      const again = event.key === "Enter" || event.key === " ";
      if (index < 0 || !(again || event.key in STEPS)) return;
      event.preventDefault();
      const next = again ? index : clamp(STEPS[event.key](index), 0, this.marks.length - 1);
      this.choose(this.marks[next]);
    }

    choose(mark) {
      this.hovered = this.dismissed = null;
      mark.focus();
      this.focused = mark;
      this.update();
    }

    hover(mark) {
      if (!mark) return this.leave();
      clearTimeout(this.leaving);
      if (mark !== this.dismissed) this.dismissed = null;
      this.hovered = mark;
      this.update();
    }

    leave() {
      clearTimeout(this.leaving);
      this.leaving = setTimeout(() => {
        if (this.hovered === this.dismissed) this.dismissed = null;
        this.hovered = null;
        this.update();
      }, GRACE);
    }

    // A tap arrives as a click, which a scroll never becomes.
    click(event) {
      const mark = markAt(this.marks, event);
      if (mark) this.choose(mark);
    }

    listen() {
      const { drawings, readout } = this;
      const isMark = ({ target }) => this.indexOf(target) >= 0;
      drawings.addEventListener("focusin", (event) => isMark(event) && this.focusIn(event.target));
      drawings.addEventListener("focusout", (event) => isMark(event) && this.focusOut(event.target));
      drawings.addEventListener("keydown", (event) => this.press(event));
      drawings.addEventListener("click", (event) => this.click(event));
      drawings.addEventListener("pointermove", (event) => {
        if (event.pointerType !== "touch") this.hover(markAt(this.marks, event));
      });
      drawings.addEventListener("pointerleave", () => this.leave());
      readout.element.addEventListener("pointerenter", () => {
        if (this.indexOf(readout.subject) >= 0) this.hover(readout.subject);
      });
      readout.element.addEventListener("pointerleave", () => this.leave());
      new ResizeObserver(() => this.follow()).observe(drawings);
    }
  }

  // Copying ------------------------------------------------------------------------------------------

  // Where the clipboard is not to be had (an old browser, a frame without permission), the text is
  // selected, and the reader's own keys copy it.
  const copy = async (area) => {
    try {
      await navigator.clipboard.writeText(area.value);
      return true;
    } catch {
      area.select();
      return document.execCommand("copy");
    }
  };

  const offerCopying = (figure, readout) => {
    const button = figure.querySelector(".chart-embed button");
    const area = figure.querySelector(".chart-embed textarea");
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const text = (await copy(area)) ? button.dataset.copied : button.dataset.selected;
      readout.hide();
      readout.show(button, [{ field: "value", text }]);
      setTimeout(() => readout.subject === button && readout.hide(), NOTICE);
    });
  };

  // The page -----------------------------------------------------------------------------------------

  // A site's own theme may do without a readout; its charts are left as they are.
  const figures = [...document.querySelectorAll("figure[data-chart]")];
  const charts = figures.filter((figure) => figure.querySelector(".readout")).map((figure) => {
    const readout = new Readout(figure);
    const chart = new Chart(figure, readout);
    chart.rove(0);
    chart.listen();
    offerCopying(figure, readout);
    return chart;
  });
  if (!charts.length) return;

  const open = () => charts.filter(({ readout }) => readout.subject);
  const dismissAll = () => open().forEach((chart) => chart.dismiss());
  document.addEventListener("keydown", ({ key }) => key === "Escape" && dismissAll());
  document.addEventListener("pointerdown", ({ pointerType }) => pointerType === "touch" && dismissAll());
  addEventListener("scroll", () => open().forEach(({ readout }) => readout.place()), { passive: true });
})();
