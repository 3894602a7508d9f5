// Where the theme makes blocks of a table's rows, on a phone, browsers forget that it is a table: its
// parts are told what they are. Elsewhere they know.

(() => {
  const HEADINGS = { col: "columnheader", row: "rowheader", rowgroup: "rowheader" };
  const tables = document.querySelectorAll("table.indicators, table.figures-table");

  const tell = (table) => {
    const parts = [...table.querySelectorAll("thead, tbody")].map((part) => [part, "rowgroup"]);
    for (const row of table.rows) {
      parts.push([row, "row"]);
      for (const cell of row.cells) parts.push([cell, HEADINGS[cell.scope] ?? "cell"]);
    }
    if (table.caption) parts.push([table.caption, "caption"]);
    table.setAttribute("role", "table");
    for (const [part, role] of parts) part.setAttribute("role", role);
  };

  const isBroken = (table) => getComputedStyle(table).display !== "table" && !table.role;

  const look = () => [...tables].filter(isBroken).forEach(tell);
  addEventListener("resize", look);
  look();
})();
