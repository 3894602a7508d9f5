// The marks of a chart answer to keyboard, pointer and touch, each with what its row of the table
// says; a line of many points is one mark, a slider along them. Without script the picture has its
// text alternative and the table is one activation away.

(() => {
  // CSS pixels. NEAR makes a target of 24 px or more of the thinnest mark; GAP parts mark and readout.
  const NEAR = 16;
  const GAP = 8;
  const FRAME = 4;
  const REACH = 48; // from a line, within which a pointer means it
  const CURSOR = 6;

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

  const SLIDES = {
    ArrowLeft: (index) => index - 1,
    ArrowDown: (index) => index - 1,
    ArrowRight: (index) => index + 1,
    ArrowUp: (index) => index + 1,
    PageDown: (index) => index - 12,
    PageUp: (index) => index + 12,
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

  // A long table is on a page of its own; what its rows say stands beside the drawing as data.
  const readPoints = (script) =>
    new Map(
      Object.entries(JSON.parse(script.textContent)).flatMap(([id, { label, source, points }]) =>
        points.map(([written, period, value]) => [
          `${id} ${written}`,
          Object.entries({ label, value, period, source }).map(([field, text]) => ({ field, text })),
        ]),
      ),
    );

  const readTable = (figure, colon) => {
    const script = figure.querySelector(".chart-points");
    if (script) return readPoints(script);
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
      this.parts = null;
    }

    // `spoken` elsewhere, it is not read aloud from here too.
    show(subject, parts, spoken = false) {
      if (subject === this.subject && parts === this.parts) return;
      this.subject = subject;
      this.parts = parts;
      this.element.setAttribute("aria-live", spoken ? "off" : "polite");
      this.element.replaceChildren(...this.lines(parts));
      this.place();
    }

    hide() {
      this.subject = this.parts = null;
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

  const isLine = ({ dataset }) => "points" in dataset;

  // Gives back the marks in the order of the table. What is no mark says nothing the marks do not.
  const openDrawing = (svg, table, separator) => {
    const order = [...table.keys()];
    const place = (mark) => order.indexOf(keyOf(mark));
    const all = [...svg.querySelectorAll(".mark")];
    const marks = all.filter((mark) => !isLine(mark) && place(mark) >= 0);
    const told = [...marks, ...all.filter(isLine)];
    if (!told.length) return [];
    svg.setAttribute("role", "group");
    for (const part of svg.children) {
      if (!told.some((mark) => part.contains(mark))) part.setAttribute("aria-hidden", "true");
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

  // Lines: a slider along the points of a dense one ---------------------------------------------------

  const MOVES = { M: [1, 1], m: [1, 1], l: [1, 1], h: [1, 0], v: [0, 1] };

  // The points of a path of straight steps, all but the first relative.
  const pointsOf = (path) => {
    const points = [];
    let [x, y] = [0, 0];
    for (const [, command, written] of path.getAttribute("d").matchAll(/([a-z])([^a-z]*)/gi)) {
      const numbers = (written.match(/-?(?:\d+\.?\d*|\.\d+)/g) ?? []).map(Number);
      const [across, down] = MOVES[command];
      for (let n = 0; n < numbers.length; n += across + down) {
        x += across ? numbers[n] : 0;
        y += down ? numbers[n + across] : 0;
        points.push({ x, y });
      }
    }
    return points;
  };

  class Line {
    constructor(mark, table, separator) {
      const { indicator } = mark.dataset;
      this.mark = mark;
      this.rows = [...table].filter(([key]) => key.startsWith(`${indicator} `)).map(([, row]) => row);
      // A line that lies on top of others is drawn after their marks.
      const apart = mark.ownerSVGElement.querySelector(`[data-line="${indicator}"] path`);
      this.points = pointsOf(apart ?? mark.querySelector("path"));
      this.separator = separator;
      this.cursor = document.createElementNS("http://www.w3.org/2000/svg", "circle");
      this.cursor.setAttribute("class", "mark-cursor");
      this.cursor.setAttribute("r", CURSOR);
      const named = this.rows[0].find(({ field }) => field === "label");
      const slider = {
        role: "slider",
        tabindex: 0,
        "aria-label": named.text,
        "aria-orientation": "horizontal",
        "aria-valuemin": 1,
        "aria-valuemax": this.rows.length,
      };
      for (const [name, value] of Object.entries(slider)) mark.setAttribute(name, value);
      this.go(Infinity);
    }

    get parts() {
      return this.rows[this.index];
    }

    go(index) {
      this.index = clamp(index, 0, this.rows.length - 1);
      const { x, y } = this.points[this.index];
      this.cursor.setAttribute("cx", x);
      this.cursor.setAttribute("cy", y);
      const texts = this.parts.filter(({ field }) => field !== "label").map(({ text }) => text);
      this.mark.setAttribute("aria-valuenow", this.index + 1);
      this.mark.setAttribute("aria-valuetext", texts.join(this.separator));
    }

    // The point that is next to a pointer along the line, and how far that is off in CSS pixels.
    nearest({ clientX, clientY }) {
      const { left, top, width } = this.mark.ownerSVGElement.getBoundingClientRect();
      const scale = width / this.mark.ownerSVGElement.viewBox.baseVal.width;
      const [x, y] = [(clientX - left) / scale, (clientY - top) / scale];
      const off = (point) => Math.abs(point.x - x);
      const index = this.points.reduce((best, point, n, all) => (off(point) < off(all[best]) ? n : best), 0);
      const point = this.points[index];
      return { line: this, index, far: Math.hypot(point.x - x, point.y - y) * scale };
    }
  }

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
      const lines = [...this.drawings.querySelectorAll(".mark")].filter(isLine);
      this.lines = new Map(lines.map((mark) => [mark, new Line(mark, this.table, separator)]));
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

    isMark(element) {
      return this.indexOf(element) >= 0 || this.lines.has(element);
    }

    // What speaks of itself: a mark, or the point that a line has been gone along to.
    subjectOf(mark) {
      return this.lines.get(mark)?.cursor ?? mark;
    }

    update() {
      const mark = this.hovered ?? this.focused;
      const line = this.lines.get(mark);
      for (const other of this.lines.values()) if (other !== line) other.cursor.remove();
      if (line) line.mark.ownerSVGElement.append(line.cursor);
      if (mark && mark !== this.dismissed) {
        const parts = line ? line.parts : this.table.get(keyOf(mark));
        this.readout.show(this.subjectOf(mark), parts, Boolean(line) && mark === this.focused);
      } else if (this.owns(this.readout.subject)) this.readout.hide();
    }

    owns(subject) {
      const cursors = [...this.lines.values()].map(({ cursor }) => cursor);
      return this.indexOf(subject) >= 0 || cursors.includes(subject);
    }

    dismiss() {
      this.dismissed = this.hovered ?? this.focused;
      this.readout.hide();
    }

    focusIn(mark) {
      this.focused = mark;
      this.dismissed = null;
      if (!this.lines.has(mark)) this.rove(this.indexOf(mark));
      this.update();
      drawFrame(this.frame, this.subjectOf(mark));
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
        const twin = this.twinOf(this.focused);
        this.hovered = this.focused = null;
        twin?.focus({ preventScroll: true });
        this.update();
      }
      this.readout.place();
    }

    // The same mark in the drawing that is seen.
    twinOf(mark) {
      const line = this.lines.get(mark);
      if (!line) return this.marks[this.indexOf(mark)];
      const { indicator } = mark.dataset;
      const alike = (other) => other.dataset.indicator === indicator && isVisible(other);
      const twin = [...this.lines.keys()].find(alike);
      this.lines.get(twin)?.go(line.index);
      return twin;
    }

    press(event) {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const line = this.lines.get(event.target);
      if (line) return this.slide(event, line);
      const index = this.marks.indexOf(event.target);
      const again = event.key === "Enter" || event.key === " ";
      if (index < 0 || !(again || event.key in STEPS)) return;
      event.preventDefault();
      const next = again ? index : clamp(STEPS[event.key](index), 0, this.marks.length - 1);
      this.choose(this.marks[next]);
    }

    slide(event, line) {
      if (!(event.key in SLIDES)) return;
      event.preventDefault();
      line.go(SLIDES[event.key](line.index));
      this.choose(line.mark);
    }

    choose(mark) {
      this.hovered = this.dismissed = null;
      mark.focus();
      this.focused = mark;
      this.update();
      drawFrame(this.frame, this.subjectOf(mark));
    }

    // The mark that a pointer means; of a line, its point there is gone to.
    meant(event) {
      const mark = markAt(this.marks, event);
      if (mark) return mark;
      const seen = [...this.lines.values()].filter((line) => isVisible(line.mark));
      const [near] = seen
        .map((line) => line.nearest(event))
        .filter(({ far }) => far < REACH)
        .sort((one, other) => one.far - other.far);
      near?.line.go(near.index);
      return near?.line.mark ?? null;
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
      const mark = this.meant(event);
      if (mark) this.choose(mark);
    }

    listen() {
      const { drawings, readout } = this;
      const isMark = ({ target }) => this.isMark(target);
      drawings.addEventListener("focusin", (event) => isMark(event) && this.focusIn(event.target));
      drawings.addEventListener("focusout", (event) => isMark(event) && this.focusOut(event.target));
      drawings.addEventListener("keydown", (event) => this.press(event));
      drawings.addEventListener("click", (event) => this.click(event));
      drawings.addEventListener("pointermove", (event) => {
        if (event.pointerType !== "touch") this.hover(this.meant(event));
      });
      drawings.addEventListener("pointerleave", () => this.leave());
      readout.element.addEventListener("pointerenter", () => {
        if (this.owns(readout.subject)) this.hover(this.hovered ?? this.focused);
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
