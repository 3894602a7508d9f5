"""The tables of a project, each read once for all indicators that name it."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from changzhou_site.digests import ABSENT, Digests
from changzhou_site.errors import suggest
from changzhou_site.load.delimited import Written, read_delimited
from changzhou_site.load.files import Files, is_table
from changzhou_site.load.scalars import Wrong, wrong
from changzhou_site.load.schema import find_node
from changzhou_site.load.table import FOLDER, Table
from changzhou_site.source import Node, Text

TEXTS = (".csv", ".tsv")
WORKBOOKS = (".xlsx", ".ods")


def table_path(node: Node) -> str | None:
    """The table that the record of an indicator names, as a path of the project."""
    name = find_node(node, ("values", "table"))
    return f"{FOLDER}{name.value.partition('#')[0]}" if isinstance(name, Text) else None


class Tables:
    """Opens tables by their names; what one holds is the same for all who ask in one reading."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self._contents: dict[str, bytes | None] = {}
        self._read: dict[tuple[str, Written], Table | None] = {}

    def digest(self, path: str) -> bytes:
        """Of the bytes of a table, as they are read."""
        data = self._content(path)
        return ABSENT if data is None else Digests().of(data)

    def know(self, name: str, written: Written, table: Table) -> None:
        """Takes it that a table of this name is what has been read already."""
        self._read[name, written] = table

    def open(self, name: Text, written: Written) -> Table:
        """The table of a name. Raises Wrong; its own problems are told once."""
        key = name.value, written
        if key not in self._read:
            self._read[key] = None
            self._read[key] = self._open(name, written)
        table = self._read[key]
        if table is None:
            raise Wrong
        return table

    def _open(self, name: Text, written: Written) -> Table:
        file = name.value.partition("#")[0]
        path = f"{FOLDER}{file}"
        data = None if re.search(r"[/\\]", file) else self._content(path)
        if data is None:
            known = [each.removeprefix(FOLDER) for each in self.files.tables() if is_table(each)]
            hint = suggest(file, known, f"files in {FOLDER}")
            raise wrong(name.place, "unknown-table", f"`{file}`", hint)
        return read_table(data, path, name, written)

    def _content(self, path: str) -> bytes | None:
        """The bytes of a table, the same all the time; None where there is none."""
        if path not in self._contents:
            is_there = self.files.exists(path)
            self._contents[path] = self.files.content(path) if is_there else None
        return self._contents[path]


def read_table(data: bytes, path: str, name: Text, written: Written) -> Table:
    """The table in the bytes of a file, by its name: `file.csv`, `file.xlsx#sheet!A3:F16`. Raises
    Wrong."""
    file, mark, _ = name.value.partition("#")
    suffix = PurePosixPath(file).suffix
    if suffix in WORKBOOKS:
        _refuse_signs(name, written)
        # Few sites have one, and all would load the library.
        from changzhou_site.load.workbooks import read_workbook

        return read_workbook(data, path, name)
    if suffix not in TEXTS:
        hint = f"save it as {', '.join(TEXTS)} or {' or '.join(WORKBOOKS)}"
        raise wrong(name.place, "bad-table", f"`{file}` is no table that is read", hint)
    if mark:
        hint = "leave out what stands from the # on"
        raise wrong(name.at(len(file)), "unknown-sheet", f"`{file}` has no sheets", hint)
    return read_delimited(data, path, written)


def _refuse_signs(name: Text, written: Written) -> None:
    """Raises Wrong where it is said of a spreadsheet how its text is written."""
    given = [key for key, value in vars(written).items() if value is not None]
    if given:
        message = f"`{given[0]}` does not go with a spreadsheet"
        raise wrong(name.place, "key-not-here", message, "remove it")
