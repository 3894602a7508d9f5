"""A table as its file holds it: columns with names, and cells that know their places."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from changzhou_site.errors import Place, Problem, counted, suggest
from changzhou_site.load.scalars import wrong
from changzhou_site.source import Text

TableCell = str | Decimal | date
"""What stands in a cell: in a file of text always text, empty where nothing does."""

FOLDER = "data/tables/"

MOST_TABLE_BYTES = 50_000_000
MOST_CELLS = 3_000_000
"""What is read of one table; some hundred megabytes of memory."""

FEW = 5
"""Problems of one sort that are told of one table; more would be the same once more."""


@dataclass(frozen=True)
class Table:
    """The rows below the one that names the columns."""

    path: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[TableCell]]
    """None of them empty, each with a cell for each column."""
    numbers: Sequence[int]
    """Which row of its file each is, as `locate` knows it."""
    locate: Callable[[int, int], Place]
    """The place of a cell by the number of its row, and its column from 0."""
    start: Place
    """Of the row that names the columns."""
    _rows_by_value: dict[int, dict[str, list[int]]] = field(default_factory=dict)
    """By column; many indicators pick rows by the same."""

    def place(self, row: int, column: int) -> Place:
        return self.locate(self.numbers[row], column)

    def by_value(self, column: int) -> Mapping[str, list[int]]:
        """The rows by what stands in a column, with single spaces between its words."""
        if column not in self._rows_by_value:
            found = self._rows_by_value[column] = {}
            for number, row in enumerate(self.rows):
                found.setdefault(plain_name(shown(row[column])), []).append(number)
        return self._rows_by_value[column]

    def column(self, name: Text) -> int:
        """Which column has a name. Raises Wrong where none or several have."""
        found = [number for number, own in enumerate(self.columns) if own == plain_name(name.value)]
        if not found:
            hint = suggest(name.value, filter(None, self.columns), f"columns of {self.path}")
            raise wrong(name.place, "unknown-column", f"`{name}`", hint)
        if len(found) > 1:
            message = f"{self.path} has {counted(len(found), 'column')} of the name `{name}`"
            raise wrong(name.place, "unknown-column", message, "give each a name of its own")
        return found[0]


def plain_name(text: str) -> str:
    """What stands in a cell as it is named elsewhere: on one line, with single spaces."""
    return " ".join(text.split())


def shown(cell: TableCell) -> str:
    """A cell as text, as it is compared and told."""
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell).strip()


def few_of_each(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The first problems of each code; the last of them says how many more there are."""
    by_code: dict[str, list[Problem]] = {}
    for problem in problems:
        by_code.setdefault(problem.code, []).append(problem)
    found = list[Problem]()
    for same in by_code.values():
        found += same[:FEW]
        if len(same) > FEW:
            last = found.pop()
            message = f"{last.message}; {len(same) - FEW:,} more like it"
            found.append(replace(last, message=message))
    return tuple(found)
