// Where the theme makes blocks of a table's rows, on a phone, browsers forget what they are: rows and
// cells are told. Elsewhere they know.

(() => {
  const HEADINGS = { col: "columnheader", row: "rowheader", rowgroup: "rowheader" };
  const tables = [...document.querySelectorAll("table.indicators, table.figures-table")];
  const shownAs = (element) => getComputedStyle(element).display;

  const tell = (table) => {
    const parts = [...table.querySelectorAll("thead, tbody")].map((part) => [part, "rowgroup"]);
    for (const row of table.rows) {
      parts.push([row, "row"]);
      for (const cell of row.cells) parts.push([cell, HEADINGS[cell.scope] ?? "cell"]);
    }
    if (shownAs(table) !== "table") table.setAttribute("role", "table");
    for (const [part, role] of parts) part.setAttribute("role", role);
  };

  const isBroken = (table) => shownAs(table.tBodies[0]) !== "table-row-group";
  const isTold = (table) => table.tBodies[0].hasAttribute("role");

  const look = () => tables.filter((table) => isBroken(table) && !isTold(table)).forEach(tell);
  addEventListener("resize", look);
  look();
})();
