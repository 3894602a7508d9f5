"""Tables that are text: .csv and .tsv. How a file is written is said, never guessed."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from changzhou_site.errors import Place, Report, SiteError, counted
from changzhou_site.load.scalars import Wrong, wrong
from changzhou_site.load.table import MOST_CELLS, MOST_TABLE_BYTES, Table, few_of_each, plain_name
from changzhou_site.source import decode

SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""What .xlsx and .ods begin with, and the older .xls."""

LONGEST_CELL = 100_000
"""Characters; no figure or note takes so many."""

OTHERS = (";", "\t", "|", ",")
"""What may stand between cells where the usual sign does not."""


@dataclass(frozen=True)
class Written:
    """How a file is written, where it says so."""

    encoding: str | None = None
    delimiter: str | None = None


def read_delimited(data: bytes, path: str, written: Written) -> Table:
    """A table of a text file. Raises Wrong for all that is wrong with its lines."""
    text = _text(data, path, written.encoding)
    delimiter = written.delimiter or ("\t" if path.endswith(".tsv") else ",")
    lines = _Lines(path, text.split("\n"), delimiter)
    rows, numbers = _rows(lines)
    if not rows:
        hint = "the first line names the columns"
        raise wrong(Place(path), "bad-table", "the table is empty", hint)
    columns = tuple(plain_name(cell) for cell in rows[0])
    if not written.delimiter:
        _refuse_other_signs(rows[0], path, delimiter)
    body = _even_rows(rows[1:], numbers[1:], len(columns), lines)
    return Table(path, columns, body, numbers[1:], lines.locate, lines.locate(numbers[0], 0))


def _text(data: bytes, path: str, encoding: str | None) -> str:
    """The text of a file, its lines ended by \\n. Raises Wrong where it is not encoded so."""
    if data.startswith(SPREADSHEETS):
        hint = "give it the ending .xlsx or .ods, or save it from a spreadsheet program as .csv"
        raise wrong(Place(path), "bad-table", "this is no text, but a spreadsheet", hint)
    try:
        if encoding is None:
            return decode(data, path, MOST_TABLE_BYTES)
        return decode(data.decode(encoding).encode(), path, MOST_TABLE_BYTES)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"byte 0x{data[error.start]:02X} at offset {error.start} is not {encoding}"
        hint = "`encoding:` says how the file was saved"
        raise wrong(Place(path, line), "needs-encoding", message, hint) from None
    except SiteError as error:
        problem = error.problems[0]
        if problem.code != "not-utf8":
            raise Wrong(problem) from None
        if b"\0" in data and encoding:
            message, hint = "a character U+0000 stands in the table", "remove it"
            raise wrong(problem.place, "control-character", message, hint) from None
        hint = "say beside `table:` how the file was saved, such as `encoding: gb18030`, utf-16 "
        hint += f"or windows-1252; or {problem.hint}"
        raise wrong(problem.place, "needs-encoding", problem.message, hint) from None


def _refuse_other_signs(header: Sequence[str], path: str, delimiter: str) -> None:
    """Raises Wrong where the line of names seems to be cut by another sign than the usual."""
    for sign in OTHERS:
        if len(header) == 1 and sign != delimiter and sign in header[0]:
            raise _needs_delimiter(path, delimiter, sign)


def _rows(lines: _Lines) -> tuple[list[list[str]], list[int]]:
    """The rows that are not empty, each with the number of the line that it begins in. Raises Wrong
    where a line cannot be read."""
    rows, numbers, cells, begun = list[list[str]](), list[int](), 0, 1
    reader = csv.reader(lines.ended(), delimiter=lines.delimiter, strict=True)
    try:
        for row in reader:
            if any(len(cell) > LONGEST_CELL for cell in row):
                # csv has a bound of its own, which any library may set for the whole process.
                raise csv.Error(f"a cell of more than {LONGEST_CELL:,} characters")
            if any(row):
                rows.append(row)
                numbers.append(begun)
            begun, cells = reader.line_num + 1, cells + len(row)
            if cells > MOST_CELLS:
                message = f"more than {MOST_CELLS:,} cells"
                hint = "keep the rows and columns that the site uses"
                raise wrong(Place(lines.path), "file-too-large", message, hint)
    except csv.Error as error:
        _refuse_quoted_signs(lines, begun)
        hint = 'check the quotation marks; within a cell in quotes one is written ""'
        message = f"the line cannot be read: {error}"
        raise wrong(Place(lines.path, begun), "bad-table", message, hint) from None
    return rows, numbers


def _refuse_quoted_signs(lines: _Lines, line: int) -> None:
    """Raises Wrong where another sign than the usual stands between cells in quotes."""
    for sign in OTHERS:
        if sign != lines.delimiter and f'"{sign}"' in lines.all[line - 1]:
            raise _needs_delimiter(lines.path, lines.delimiter, sign)


def _needs_delimiter(path: str, usual: str, sign: str) -> Wrong:
    called = {"\t": "tab", ",": "comma"}.get(usual, f"`{usual}`")
    message = f"no {called} stands in the line that names the columns"
    name = {"\t": "tab"}.get(sign, f'"{sign}"')
    hint = f"say beside `table:` what does: `delimiter: {name}`"
    return wrong(Place(path), "needs-delimiter", message, hint)


def _even_rows(
    rows: list[list[str]], numbers: list[int], width: int, lines: _Lines
) -> list[list[str]]:
    """The rows, each with as many cells as there are columns. Raises Wrong for those that have not:
    a sign between thousands moves all that stands behind it."""
    report = Report()
    for row, number in zip(rows, numbers, strict=True):
        if len(row) != width and (len(row) < width or any(row[width:])):
            message = f"{counted(len(row), 'cell')} under {counted(width, 'column')}"
            hint = "a cell that holds the sign between cells is put in quotes; "
            hint += "headings and notes around a table are taken out of the file"
            report.error(lines.locate(number, 0), "row-cells", message, hint)
    if report.problems:
        raise Wrong(*few_of_each(report.problems))
    return rows


@dataclass(frozen=True)
class _Lines:
    """The lines of a file, with the way from a cell to its place."""

    path: str
    all: Sequence[str]
    delimiter: str

    def ended(self) -> Iterator[str]:
        return (f"{line}\n" for line in self.all)

    def locate(self, line: int, column: int) -> Place:
        """The place of a cell of the row that begins in a line."""
        text = self.all[line - 1]
        if '"' not in text:
            rest = text.split(self.delimiter, column)[-1]
            return Place(self.path, line, len(text) - len(rest) + 1)
        return self._after_quotes(line, column)

    def _after_quotes(self, line: int, column: int) -> Place:
        """The same where cells may be quoted, and go on over lines."""
        text, following = self.all[line - 1], line
        while text.count('"') % 2 and following < len(self.all):
            text, following = f"{text}\n{self.all[following]}", following + 1
        cell = re.compile(rf'"(?:[^"]|"")*"|[^{re.escape(self.delimiter)}\n]*')
        offset = 0
        for _ in range(column):
            match = cell.match(text, offset)
            offset = (match.end() if match else offset) + 1
        before = text[:offset]
        return Place(self.path, line + before.count("\n"), offset - before.rfind("\n"))
