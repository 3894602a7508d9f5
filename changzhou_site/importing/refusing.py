"""Tables that there is no YAML for yet, and what is told of them."""

from __future__ import annotations

from changzhou_site.importing.columns import Sketch
from changzhou_site.importing.dating import find_dating
from changzhou_site.load.scalars import wrong
from changzhou_site.load.table import Table

FEWEST = 2
"""Columns named as periods that make a table a wide one."""


def refuse_unread(table: Table, found: Sketch) -> None:
    """Raises Wrong for a table without periods or figures, or with a column for each period."""
    dated = [number for number in found.figures if find_dating([table.columns[number]])]
    if len(dated) >= FEWEST and 2 * len(dated) >= len(found.figures):
        names = f"`{table.columns[dated[0]]}` to `{table.columns[dated[-1]]}`"
        message = f"the columns {names} are periods: a table with a column a period is not read yet"
        hint = "turn it, so that each period has a row and each figure a column"
        raise wrong(table.start, "not-built-yet", message, hint)
    if found.period is not None and find_dating([table.columns[found.period]]):
        message = f"`{table.columns[found.period]}` stands where the columns are named"
        hint = "put a row above it that names each column"
        raise wrong(table.start, "bad-table", message, hint)
    if not found.figures:
        more = f"; {found.unnamed} have numbers and no name of their own" if found.unnamed else ""
        message = f"no column with a name holds numbers{more}"
        hint = "the first row names the columns; a spreadsheet's range can begin at it: "
        hint += "`file.xlsx#sheet!A3:F16`"
        raise wrong(table.start, "bad-table", message, hint)
    if found.period is None and found.words:
        name = table.columns[found.words[0]]
        message = f"no column holds periods: figures of each `{name}` are a collection, and not "
        hint = f"add a column of periods, and pick the rows of one `{name}` by `where`; or write "
        hint += "the figures that the site names as `value: …`"
        raise wrong(table.start, "not-built-yet", f"{message}built yet", hint)
    if found.period is None:
        hint = "a row a period: 2021, 2021-Q1, 2021-12, 2021-12-29, or another way to write days"
        raise wrong(table.start, "bad-table", "no column holds periods", hint)
