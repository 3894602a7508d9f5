"""Which figures a table has, and how each is to be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from pathlib import PurePosixPath

from changzhou_site.errors import Fault
from changzhou_site.figures import Quoted
from changzhou_site.guard import Vocabulary, disguises_of, find_loose, read_vocabulary
from changzhou_site.importing.columns import Sketch, rows_apart
from changzhou_site.importing.composing import Composed, ComposedFigure
from changzhou_site.importing.dating import NOWHERE
from changzhou_site.importing.naming import Header, make_id, read_header, units_by_name
from changzhou_site.load.offered import OfferedTable
from changzhou_site.load.scalars import Wrong, wrong
from changzhou_site.load.table import Table, shown
from changzhou_site.load.table_cells import read_number_cell
from changzhou_site.model import Site
from changzhou_site.units import MOST_DECIMALS, count_decimals

MOST_FIGURES = 200
"""Figures that are printed; of more, an editor keeps a few."""

SPREADSHEET_DECIMALS = 2
"""Where cells hold more than may be published."""


def plan(chosen: OfferedTable, found: Sketch, site: Site, languages: Sequence[str]) -> Composed:
    """The figures of a table in a site. Raises Wrong where nothing tells rows of a period apart."""
    table, apart = chosen.table, rows_apart(chosen.table, found)
    assert found.period is not None
    if apart is None:
        raise _repeated(table, found.period)
    figures = [number for number in found.figures if number not in apart][:MOST_FIGURES]
    headers = _headers([table.columns[number] for number in figures], site)
    stem = PurePosixPath(table.path).stem
    ids = set(site.indicators)
    composed = []
    vocabulary = read_vocabulary(site)
    for number, header in zip(figures, headers, strict=True):
        id = make_id(header.label, stem, ids.__contains__)
        ids.add(id)
        label, note = _sayable(header.label, vocabulary)
        composed.append(
            ComposedFigure(
                id,
                label,
                note,
                header.unit,
                header.unknown,
                _decimals(table, number),
                _values(chosen, found, number, apart),
            )
        )
    return Composed(
        make_id(stem, "imported", lambda _: False),
        chosen.name,
        _span(table, found),
        tuple(composed),
        tuple(languages),
        tuple(site.sources) if languages else (),
        tuple(_notes(chosen, found)),
        {table.columns[number]: tuple(table.by_value(number)) for number in apart},
    )


def _repeated(table: Table, column: int) -> Wrong:
    first, second, *_ = next(
        rows for period, rows in table.by_value(column).items() if period and len(rows) > 1
    )
    period, before = shown(table.rows[second][column]), table.place(first, column)
    message = f"`{period}` stands twice: first at {before}"
    hint = "no column tells its rows apart: keep one of them, or add one that does"
    return wrong(table.place(second, column), "repeated-period", message, hint)


def _headers(names: Sequence[str], site: Site) -> list[Header]:
    """What the headers say; labels that would be the same keep what sets them apart."""
    units = units_by_name(site.units.values(), tuple(site.languages))
    read = [read_header(name, units) for name in names]
    labels = Counter(header.label for header in read)
    return [
        header if labels[header.label] == 1 else Header(name, header.unit, header.unknown)
        for header, name in zip(read, names, strict=True)
    ]


def _sayable(label: str, vocabulary: Vocabulary) -> tuple[str, str]:
    """A label that the guard lets pass, and what the editor is to do if it does not: numbers in it
    are part of a name, or they are not to stand there."""
    if not find_loose(label, vocabulary):
        return label, ""
    name = label.replace('"', "")
    with suppress(Fault):
        disguises_of(vocabulary).judge_quoted(Quoted(name, 0), "")
        return f'{{{{ "{name}" }}}}', ""
    return label, "say it without its numbers, which are taken for figures"


def _decimals(table: Table, column: int) -> int | None:
    """Those of a spreadsheet's numbers, which have to be said."""
    cells = (row[column] for row in table.rows)
    most = max((count_decimals(cell) for cell in cells if isinstance(cell, Decimal)), default=0)
    if not most:
        return None
    return most if most <= MOST_DECIMALS else SPREADSHEET_DECIMALS


def _values(
    chosen: OfferedTable, found: Sketch, column: int, apart: Sequence[int]
) -> dict[str, str | Mapping[str, str]]:
    table, signs = chosen.table, found.signs[column]
    assert found.dating is not None
    assert found.period is not None
    dating = found.dating.dating
    where = {table.columns[each]: value for each, value in _picked(table, found, column, apart)}
    given: dict[str, str | Mapping[str, str] | None] = {
        "table": chosen.name,
        "period": table.columns[found.period],
        "value": table.columns[column],
        "dates": dating.dates,
        "to": dating.to,
        "where": where,
        "encoding": chosen.written.encoding,
        "delimiter": _said_delimiter(chosen.written.delimiter),
        "decimal": signs.decimal,
        "thousands": signs.thousands,
    }
    return {key: value for key, value in given.items() if value}


def _said_delimiter(sign: str | None) -> str | None:
    return "tab" if sign == "\t" else sign


def _picked(
    table: Table, found: Sketch, column: int, apart: Sequence[int]
) -> Iterator[tuple[int, str]]:
    """What stands in the columns that tell rows apart, in the first row that has a number."""
    for row in table.rows if apart else ():
        cells = [(each, shown(row[each])) for each in apart]
        with suppress(Wrong):
            number = read_number_cell(row[column], NOWHERE, found.signs[column])
            if number is not None and all(text for _, text in cells):
                yield from cells
                return


def _span(table: Table, found: Sketch) -> str:
    """The first and the last period."""
    assert found.dating is not None
    assert found.period is not None
    periods = []
    for row in table.rows:
        with suppress(Wrong):
            periods.append(found.dating.dating.read(row[found.period], NOWHERE))
    ordered = sorted(periods, key=lambda period: period.order)
    first, last = ordered[0].written, ordered[-1].written
    return first if first == last else f"{first} to {last}"


def _notes(chosen: OfferedTable, found: Sketch) -> Iterator[str]:
    if chosen.written.encoding:
        yield "`encoding` is what the bytes look like: see whether the names read as they should."
    if found.dating and found.dating.other:
        yield f"`dates` may be meant as `{found.dating.other}` as well: look which it is."
    if any(signs.thousands == "," and not signs.decimal for signs in found.signs.values()):
        yield "A comma is read as standing between thousands: look whether it does."
    if len(found.figures) > MOST_FIGURES:
        number = len(found.figures)
        yield f"Here are {MOST_FIGURES} of {number:,} columns; the others are written alike."
    if found.unnamed:
        what = "column of numbers has" if found.unnamed == 1 else "columns of numbers have"
        yield f"{found.unnamed} {what} no name of their own in the first row, and no figure here."
