"""What the columns of a table hold: periods, figures, words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import combinations, islice

from changzhou_site.importing.dating import NOWHERE, FoundDating, find_dating
from changzhou_site.load.scalars import Wrong, refuse_unreadable
from changzhou_site.load.table import Table, TableCell, shown
from changzhou_site.load.table_cells import NumberSigns, read_number_cell
from changzhou_site.source import Text

LOOKED_AT = 1_000
"""Rows that tell what a column holds; what the others hold is told when all are read."""

WAYS = tuple(
    NumberSigns(decimal, thousands)
    for decimal, thousands in (
        (None, None),
        (None, ","),
        (",", None),
        (",", "."),
        (None, " "),
        (",", " "),
        (None, "'"),
        (None, "’"),
    )
)
"""Those that need fewest words, and that most tables are in, first."""

NO_NUMBERS = {
    "not-a-number": "words",
    "number-with-unit": "words",
    "number-leading-zero": "code",
}
"""What is told of a cell that may be something else, and what."""


@dataclass(frozen=True)
class Sketch:
    """What a table holds, so far as it can be seen."""

    period: int | None
    dating: FoundDating | None
    figures: tuple[int, ...]
    signs: Mapping[int, NumberSigns]
    """Of the figures."""
    words: tuple[int, ...]
    unnamed: int
    """Columns of figures that cannot be named: they have no name, or share one."""

    @property
    def is_whole(self) -> bool:
        return self.period is not None and bool(self.figures)


def sketch(table: Table) -> Sketch:
    """What each column holds, of those that have a name."""
    step = max(1, len(table.rows) // LOOKED_AT)
    rows = list(islice(table.rows, 0, None, step))
    columns = [[row[number] for row in rows] for number in range(len(table.columns))]
    named = find_named(table)
    period, dating = _period(columns, named)
    numeric = {n: None for n, cells in enumerate(columns) if n != period and _is_numeric(cells)}
    figures = tuple(number for number in numeric if number in named)
    return Sketch(
        period,
        dating,
        figures,
        _signs({number: columns[number] for number in figures}),
        tuple(number for number in named if number != period and number not in numeric),
        len(numeric) - len(figures),
    )


def find_named(table: Table) -> dict[int, str]:
    """The columns that have a name of their own which can be written."""
    counts = Counter(filter(_is_writable, table.columns))
    return {number: name for number, name in enumerate(table.columns) if counts[name] == 1}


def _is_writable(name: str) -> bool:
    with suppress(Wrong):
        refuse_unreadable(Text(name, NOWHERE))
        return bool(name) and name.isprintable()
    return False


def _period(
    columns: Sequence[Sequence[TableCell]], named: Iterable[int]
) -> tuple[int | None, FoundDating | None]:
    """The column that dates the rows: of several that could, one in order of time, then the
    first."""
    found = {number: dating for number in named if (dating := find_dating(columns[number]))}
    best = max(found, key=lambda number: (found[number].order, -number), default=None)
    return best, None if best is None else found[best]


# Figures -----------------------------------------------------------------------------------------


def _is_numeric(cells: Iterable[TableCell]) -> bool:
    """Whether most of what stands in a column is a number, or meant for one."""
    found = Counter(_sort(cell) for cell in cells)
    return not found["code"] and found["number"] > 0 and found["number"] >= found["words"]


def _sort(cell: TableCell) -> str:
    try:
        return "gap" if read_number_cell(cell, NOWHERE, WAYS[0]) is None else "number"
    except Wrong as error:
        return NO_NUMBERS.get(error.problems[0].code, "number")


def _signs(columns: Mapping[int, Sequence[TableCell]]) -> dict[int, NumberSigns]:
    """How each column writes its numbers: as most of the table does, if it needs to be said."""
    cells = {number: _texts(cells) for number, cells in columns.items()}
    plain = {number: _read(texts, WAYS[0]) for number, texts in cells.items()}
    if all(len(plain[number]) == len(texts) for number, texts in cells.items()):
        return dict.fromkeys(columns, WAYS[0])
    all_texts = [text for texts in cells.values() for text in texts]
    usual = max(WAYS, key=lambda way: len(_read(all_texts, way)))
    found = {}
    for number, texts in cells.items():
        read = _read(texts, usual)
        found[number] = WAYS[0] if read == plain[number] else usual
        if len(read) < len(plain[number]):
            found[number] = max(WAYS, key=lambda way: len(_read(texts, way)))
    return found


def _texts(cells: Iterable[TableCell]) -> list[str]:
    return list(dict.fromkeys(cell for cell in cells if isinstance(cell, str)))


def _read(texts: Iterable[str], signs: NumberSigns) -> dict[str, object]:
    """The texts that are numbers, or gaps, if they are written so."""
    found = dict[str, object]()
    for text in texts:
        try:
            found[text] = read_number_cell(text, NOWHERE, signs)
        except Wrong:
            continue
    return found


# Rows of one sort --------------------------------------------------------------------------------

MOST_APART = 3
"""Columns that are looked at together for what tells the rows of a period apart."""
MOST_TRIED = 8


def rows_apart(table: Table, found: Sketch) -> tuple[int, ...] | None:
    """The columns that tell the rows of one period apart, few and of words if it can be; none where
    each period stands once, None where nothing tells them apart."""
    assert found.period is not None
    # Of a row without a period, the reader tells.
    rows = [row for row in table.rows if shown(row[found.period])]
    period = [shown(row[found.period]) for row in rows]
    for columns in _tried(table, found):
        cells = ([shown(row[column]) for row in rows] for column in columns)
        if len(set(zip(period, *cells, strict=True))) == len(period):
            return columns
    return None


def _tried(table: Table, found: Sketch) -> Iterator[tuple[int, ...]]:
    """No column, those of words, and then those of whole numbers that repeat too."""
    yield ()
    numbers = [number for number in found.figures if _repeats(table, number)]
    for known in (found.words[:MOST_TRIED], (*found.words, *numbers)[:MOST_TRIED]):
        for size in range(1, MOST_APART + 1):
            yield from combinations(known, size)


def _repeats(table: Table, column: int) -> bool:
    values = {shown(row[column]) for row in table.rows}
    return 2 * len(values) <= len(table.rows) and all(value.isdigit() for value in values)
