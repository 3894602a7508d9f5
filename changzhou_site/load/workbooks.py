"""Tables that are spreadsheets: .xlsx and .ods, a sheet or a range of one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import isfinite
from typing import Any
from xml.etree import ElementTree

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from changzhou_site.errors import Place, Report, suggest
from changzhou_site.load.scalars import Wrong, wrong
from changzhou_site.load.table import Table, TableCell, few_of_each, plain_name, shown
from changzhou_site.load.unpacking import (
    UNREADABLE,
    Corner,
    SheetMarks,
    pack,
    refuse_far_cells,
    sheet_marks,
    unpack,
)
from changzhou_site.source import Text

RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6}):\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")


@dataclass(frozen=True)
class _Area:
    """Cells of a sheet, both corners within."""

    first: Corner
    last: Corner


def read_workbook(data: bytes, path: str, name: Text) -> Table:
    """The table that a name says: `file.xlsx`, `file.xlsx#sheet` or `file.xlsx#sheet!A3:F16`.
    Raises Wrong."""
    members = unpack(data, path)
    refuse_far_cells(members, path)
    start = name.value.find("#") + 1
    asked, _, written = name.value[start:].rpartition("!") if start else ("", "", "")
    if start and not asked:
        asked, written = written, ""
    try:
        book = load_workbook(pack(members))
        sheet = _sheet(book, asked.strip("'"), name, start)
    except CalamineError as error:
        message = f"the spreadsheet cannot be read: {error}"
        raise wrong(Place(path), "bad-table", message, UNREADABLE) from None
    area = _area(sheet, written, name, path)
    marks = _marks(members, sheet, path)
    _refuse_merged(sheet.name, marks, area, path)
    return _table(sheet, area, marks, path)


def _sheet(book: CalamineWorkbook, asked: str, name: Text, start: int) -> CalamineSheet:
    """The sheet that is asked for, or the first that an editor sees. Raises Wrong."""
    if not asked:
        visible = (
            each.name
            for each in book.sheets_metadata
            if each.visible is SheetVisibleEnum.Visible and each.typ is SheetTypeEnum.WorkSheet
        )
        return book.get_sheet_by_name(next(visible, book.sheet_names[0]))
    if asked not in book.sheet_names:
        hint = suggest(asked, book.sheet_names, "sheets")
        raise wrong(name.at(start), "unknown-sheet", f"`{asked}`", hint)
    return book.get_sheet_by_name(asked)


def _area(sheet: CalamineSheet, written: str, name: Text, path: str) -> _Area:
    """The range that is asked for, or all that is filled. Raises Wrong."""
    if sheet.start is None or sheet.end is None:
        place = Place(path, 1, 1, sheet.name)
        raise wrong(place, "bad-table", "the sheet is empty", "name another: `file.xlsx#sheet`")
    (top, left), (bottom, right) = sheet.start, sheet.end
    filled = _Area((top + 1, left + 1), (bottom + 1, right + 1))
    if not written:
        return filled
    match = RANGE.fullmatch(written.strip())
    if match is None:
        hint = "write it as spreadsheets do: `file.xlsx#sheet!A3:F16`"
        raise wrong(name.place, "unknown-sheet", f"`{written}` is no range of cells", hint)
    first, last = (int(match[2]), _number(match[1])), (int(match[4]), _number(match[3]))
    asked = _Area(first, (min(last[0], filled.last[0]), min(last[1], filled.last[1])))
    if asked.last[0] < first[0] or asked.last[1] < first[1]:
        hint = f"the cells of `{sheet.name}` end at {Place(path, *filled.last, sheet.name).cell}"
        raise wrong(name.place, "unknown-sheet", f"nothing stands in `{written}`", hint)
    return asked


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _marks(members: Mapping[str, bytes], sheet: CalamineSheet, path: str) -> SheetMarks:
    """What of a sheet the library does not tell, or tells from 0."""
    if "content.xml" in members:
        return sheet_marks(members["content.xml"], path, sheet.name)
    content = members.get(_member(members, sheet.name), b"")
    styles = _percent_styles(members.get("xl/styles.xml", b"")[:MOST_NAMES])
    merged = [
        ((top + 1, left + 1), (bottom + 1, right + 1))
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    ]
    percents = dict.fromkeys(_percents(content, styles))
    return SheetMarks(percents, dict(_faulty(content)), merged)


def _refuse_merged(sheet: str, marks: SheetMarks, area: _Area, path: str) -> None:
    """Raises Wrong for merged cells: a value would stand in the first of them alone."""
    report = Report()
    for (top, left), (bottom, right) in marks.merged:
        above, beside = bottom < area.first[0], right < area.first[1]
        below, beyond = top > area.last[0], left > area.last[1]
        if not (above or beside or below or beyond):
            first, last = Place(path, top, left, sheet), Place("", bottom, right)
            hint = "part them, or name a range without them: `file.xlsx#sheet!A3:F16`"
            report.error(first, "merged-cells", f"the cells up to {last.cell} are merged", hint)
    if report.problems:
        raise Wrong(*few_of_each(report.problems))


def _table(
    sheet: CalamineSheet,
    area: _Area,
    marks: SheetMarks,
    path: str,
) -> Table:
    """The rows of an area; the first names the columns."""
    rows, numbers = list[list[TableCell]](), list[int]()
    for number, row in _rows(sheet, area):
        cells = [
            marks.faulty.get((number, column)) or _cell(value, (number, column) in marks.percents)
            for column, value in enumerate(row, area.first[1])
        ]
        if any(cell != "" for cell in cells):
            rows.append(cells)
            numbers.append(number)

    def locate(number: int, column: int) -> Place:
        return Place(path, number, column + area.first[1], sheet.name)

    start = locate(area.first[0], 0)
    if not rows:
        raise wrong(start, "bad-table", "the table is empty", "name another sheet or range")
    columns = tuple(plain_name(shown(cell)) for cell in rows[0])
    return Table(path, columns, rows[1:], numbers[1:], locate, start)


def _rows(sheet: CalamineSheet, area: _Area) -> Iterator[tuple[int, list[Any]]]:
    """The rows of an area with their numbers, each as wide as it: the library gives none of the
    empty rows and columns before the first that is filled."""
    assert sheet.start is not None
    (top, left), ((first, start), (last, end)) = sheet.start, (area.first, area.last)
    for number, row in enumerate(sheet.to_python(), top + 1):
        if first <= number <= last:
            padded = [""] * max(0, left + 1 - start) + row[max(0, start - left - 1) :]
            yield number, padded[: end - start + 1]


def _cell(value: Any, is_percent: bool) -> TableCell:
    """A cell as it is read here: numbers exactly as they print, and nothing for nothing; those that
    are shown with a percent sign as text, with it: 0.12 reads 12%."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float) and isfinite(value):
        number = Decimal(repr(value))
        whole = number.to_integral_value()
        if is_percent:
            return f"{(number * 100).normalize():f}%"
        return Decimal(f"{whole if number == whole else number:f}")
    return value if isinstance(value, date) else str(value)


# Percent signs -----------------------------------------------------------------------------------

PERCENT_FORMATS = frozenset(["9", "10"])
"""Those that every .xlsx has, by their numbers."""
LITERAL = re.compile(r'"[^"]*"|\\.')
"""Signs that are shown and change nothing: `0"%"` shows 12 as 12%."""
STYLED = re.compile(
    rb"""<(?:\w{1,9}:)?c\s(?=[^>]{0,200}\bs="(\d{1,6})")[^>]{0,200}?\br="([A-Z]{1,3})(\d{1,7})\""""
)


def _percents(content: bytes, styles: frozenset[str]) -> Iterator[Corner]:
    """The cells of a sheet of .xlsx that are shown with a percent sign, and kept as a hundredth."""
    for match in STYLED.finditer(content) if styles else ():
        if match[1].decode() in styles:
            yield int(match[3]), _number(match[2].decode())


def _percent_styles(text: bytes) -> frozenset[str]:
    """The numbers of the styles of .xlsx that show a percent sign."""
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError:
        return frozenset()
    own = {
        each.get("numFmtId")
        for each in root.iter()
        if each.tag.endswith("}numFmt") and "%" in LITERAL.sub("", each.get("formatCode", ""))
    }
    styles = next((each for each in root if each.tag.endswith("}cellXfs")), ())
    shown_so = own | PERCENT_FORMATS
    return frozenset(
        str(number) for number, each in enumerate(styles) if each.get("numFmtId") in shown_so
    )


MOST_NAMES = 1_000_000
"""Bytes of the texts that name sheets and styles."""

# Formulas ----------------------------------------------------------------------------------------

PREFIX = rb"""(?:\w{1,9}:)?"""
"""Some programs name a namespace before each element."""
REFERENCE = rb"""\br="([A-Z]{1,3})(\d{1,7})"[^>]{0,200}>"""
FORMULA = re.compile(
    rb"""<%(x)sc\s[^>]{0,200}?%(at)s\s{0,9}<%(x)sf\b[^>]{0,200}(?:/>|>([^<]{0,9000})</%(x)sf>)"""
    rb"""\s{0,9}(?:<%(x)sv\s?/>|<%(x)sv></%(x)sv>)?\s{0,9}</%(x)sc>"""
    % {b"x": PREFIX, b"at": REFERENCE}
)
"""A cell with a formula and no result, which would read as an empty one."""
ERROR = re.compile(
    rb"""<%(x)sc\s(?=[^>]{0,200}\bt="e")[^>]{0,200}?%(at)s"""
    rb"""(?:<%(x)sf\b[^>]{0,200}(?:/>|>[^<]{0,9000}</%(x)sf>))?<%(x)sv>([^<]{0,99})</%(x)sv>"""
    % {b"x": PREFIX, b"at": REFERENCE}
)
"""A cell with what a formula failed with, which would read so too."""


def _faulty(content: bytes) -> Iterator[tuple[Corner, str]]:
    """The cells of a sheet of .xlsx that have no value, though they are not empty."""
    for pattern, sign in ((FORMULA, "="), (ERROR, "")):
        for match in pattern.finditer(content):
            corner = int(match[2]), _number(match[1].decode())
            yield corner, sign + (match[3] or b"").decode("utf-8", "replace")


def _member(members: Mapping[str, bytes], sheet: str) -> str:
    """The name of the file that holds a sheet of .xlsx; empty where it cannot be found."""
    try:
        texts = [members[f"xl/{name}"] for name in ("workbook.xml", "_rels/workbook.xml.rels")]
        book, ways = (ElementTree.fromstring(text[:MOST_NAMES]) for text in texts)
    except (KeyError, ElementTree.ParseError):
        return ""
    targets = {way.get("Id"): way.get("Target", "") for way in ways}
    for element in book.iter():
        if element.tag.endswith("}sheet") and element.get("name") == sheet:
            ids = [value for key, value in element.items() if key.endswith("}id")]
            target = targets.get(ids[0], "") if ids else ""
            return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    return ""
