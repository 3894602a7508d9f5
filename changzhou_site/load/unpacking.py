"""Spreadsheets are zip files of XML: unpacked within bounds, before a library sees them.

What a library is given is packed again of what was looked at here, so that no file can show one
thing and unpack to another.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import NamedTuple
from xml.parsers import expat

from changzhou_site.errors import Place
from changzhou_site.load.scalars import Wrong, wrong
from changzhou_site.load.table import MOST_CELLS, MOST_TABLE_BYTES

MOST_UNPACKED = 2 * MOST_TABLE_BYTES
MOST_MEMBERS = 10_000

READ = (".xml", ".rels", "mimetype")
"""What is read of a spreadsheet; pictures and macros are not."""

UNREADABLE = "save it again from a spreadsheet program, without a password; or as .csv"

FAILURES = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
    ValueError,
)
"""What zipfile raises of a file that is none, or is encrypted."""


def unpack(data: bytes, path: str) -> dict[str, bytes]:
    """The texts of a spreadsheet by their names. Raises Wrong for one that cannot be read, or would
    take too much memory."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            return _members(packed, path)
    except FAILURES as error:
        if isinstance(error, Wrong):
            raise
        raise _unreadable(path, "this is no spreadsheet that can be unpacked") from None


def _members(packed: zipfile.ZipFile, path: str) -> dict[str, bytes]:
    listed = packed.infolist()
    if len(listed) > MOST_MEMBERS or len(listed) > len({each.filename for each in listed}):
        raise _unreadable(path, "its files cannot be told apart")
    found, left = {}, MOST_UNPACKED
    for member in listed:
        if not member.filename.endswith(READ):
            continue
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _unreadable(path, "it is packed as no spreadsheet is")
        with packed.open(member) as file:
            content = file.read(left + 1)
        left -= len(content)
        if left < 0:
            raise too_large(path, f"more than {MOST_UNPACKED:,} bytes when it is unpacked")
        if b"\0" in content or b"<!DOCTYPE" in content:
            raise _unreadable(path, f"`{member.filename}` is not written as in a spreadsheet")
        found[member.filename] = content
    return found


def _unreadable(path: str, message: str) -> Wrong:
    return wrong(Place(path), "bad-table", message, UNREADABLE)


def too_large(path: str, message: str) -> Wrong:
    hint = "keep the rows and columns that the site uses"
    return wrong(Place(path), "file-too-large", message, hint)


def pack(members: Mapping[str, bytes]) -> BytesIO:
    """The same as a file, for a library to read."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    packed.seek(0)
    return packed


# How large a sheet is -----------------------------------------------------------------------------

ROW = re.compile(rb"<(?:[\w.-]+:)?row[\s/>]")
CELL = re.compile(rb"<(?:[\w.-]+:)?c[\s/>]")
REFERENCE = re.compile(rb"""\sr\s*=\s*["']\s*([A-Za-z]*)(\d*)""")
"""Where a cell or a row of .xlsx says that it stands."""


def refuse_far_cells(members: Mapping[str, bytes], path: str) -> None:
    """Raises Wrong where few cells stand so far apart that all between would fill the memory."""
    for name, content in members.items():
        is_ods = name == "content.xml"
        rows, columns = _extent_ods(content, path) if is_ods else _extent_xlsx(content)
        if rows * columns > MOST_CELLS:
            message = f"a sheet reaches over {rows:,} rows and {columns:,} columns"
            raise too_large(path, message)


def _extent_xlsx(content: bytes) -> tuple[int, int]:
    rows, columns, places = {b"1"}, {b"A"}, 0
    for match in REFERENCE.finditer(content):
        columns.add(match[1])
        rows.add(match[2])
        places += 1
    last = max(int(row[:9] or b"0") for row in rows), max(map(_column_number, columns))
    listed = sum(1 for _ in ROW.finditer(content)), sum(1 for _ in CELL.finditer(content))
    if places >= sum(listed):
        return last
    # Those that do not say where they stand follow one another.
    longest = max(sum(1 for _ in CELL.finditer(row)) for row in ROW.split(content))
    return last[0] + listed[0], last[1] + longest


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters[:9].upper():
        number = number * 26 + letter - ord("A") + 1
    return number


Corner = tuple[int, int]
"""Row and column of a cell, from 1."""


class SheetMarks(NamedTuple):
    """What is to be known of cells besides what they hold."""

    percents: dict[Corner, None]
    """Those that are shown with a percent sign."""
    faulty: dict[Corner, str]
    """What is told of those that have no value, and are not empty: a formula, an error."""
    merged: list[tuple[Corner, Corner]]
    """The first and the last of each run of merged cells."""


MOST_ALIKE = 100
"""Cells side by side that are looked at, of those that are written as one."""


class _Extent:
    """Walks through content.xml of .ods, and counts up to the last cell that says something."""

    def __init__(self) -> None:
        self.row = self.column = self.rows = self.columns = self.repeated = 0
        self.sheet = ""
        self.marks = dict[str, SheetMarks]()
        """By sheet."""

    def start(self, name: str, own: Mapping[str, str]) -> None:
        if name == "table:table":
            self.row, self.sheet = 0, own.get("table:name", "")
            self.repeated = 0
            self.marks.setdefault(self.sheet, SheetMarks({}, {}, []))
        elif name == "table:table-row":
            self.row += self.repeated
            self.column, self.repeated = 0, _count(own, "table:number-rows-repeated")
        elif name in ("table:table-cell", "table:covered-table-cell"):
            before = self.column
            self.column += _count(own, "table:number-columns-repeated")
            if self.sheet in self.marks:
                self._mark(own, before)
            if any(key.startswith("office:") or key == "table:formula" for key in own):
                self.rows = max(self.rows, self.row + self.repeated)
                self.columns = max(self.columns, self.column)

    def _mark(self, own: Mapping[str, str], before: int) -> None:
        row, column, marks = self.row + 1, before + 1, self.marks[self.sheet]
        alike = range(column, min(self.column, before + MOST_ALIKE) + 1)
        kind = own.get("office:value-type")
        if kind == "percentage":
            marks.percents.update({(row, each): None for each in alike})
        if kind is None and "table:formula" in own:
            written = f"={own['table:formula'].partition('=')[2]}"
            marks.faulty.update({(row, each): written for each in alike})
        down, across = (_count(own, f"table:number-{way}-spanned") for way in ("rows", "columns"))
        if down > 1 or across > 1:
            marks.merged.append(((row, column), (row + down - 1, column + across - 1)))


def _count(own: Mapping[str, str], name: str) -> int:
    written = own.get(name, "1")
    return int(written[:9]) if written.isascii() and written.isdigit() else 1


def _extent_ods(content: bytes, path: str) -> tuple[int, int]:
    extent = _walked(content, path)
    return extent.rows, extent.columns


def sheet_marks(content: bytes, path: str, sheet: str) -> SheetMarks:
    """What the library does not tell of a sheet of .ods. Raises Wrong."""
    return _walked(content, path).marks.get(sheet, SheetMarks({}, {}, []))


def _walked(content: bytes, path: str) -> _Extent:
    extent, parser = _Extent(), expat.ParserCreate()
    parser.StartElementHandler = extent.start
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        raise _unreadable(path, "its text cannot be read as XML") from None
    return extent
