"""How a column of a table dates its rows, found by trying."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from changzhou_site.errors import Place
from changzhou_site.load.scalars import Wrong
from changzhou_site.load.table import TableCell, shown
from changzhou_site.load.table_cells import DIRECTIVES, Dating
from changzhou_site.load.table_shape import Step
from changzhou_site.model import Period

NOWHERE = Place("")

YEARS = range(1500, 2200)
"""What a number of four digits may be, if it is a year."""

STEPS: tuple[Step, ...] = ("year", "quarter", "month")
"""The longest first: a year that is dated by its first day is no month."""

ENOUGH = 0.6
"""The share of cells that make a column one of periods; the others are told."""

LOOKED_AT = 3
"""Cells whose form is tried on the others."""


@dataclass(frozen=True)
class FoundDating:
    """How a column is read, and how well."""

    dating: Dating
    share: float
    """Of the cells that are not empty, those that can be read."""
    order: float
    """The share of neighbours that stand in one direction: rows are mostly in order of time."""
    other: str | None
    """Another way to read the same days, where nothing tells which is meant."""


def find_dating(cells: Sequence[TableCell]) -> FoundDating | None:
    """How some cells are periods; None where they are not."""
    filled = [cell for cell in cells if shown(cell)]
    tried = [each for dates in _ways(filled) if (each := _tried(dates, filled))]
    best = max(tried, key=lambda each: (each.share, each.dating.to is not None), default=None)
    if best is None or best.share < ENOUGH:
        return None
    others = [each.dating.dates for each in tried if _rivals(each, best)]
    return FoundDating(best.dating, best.share, best.order, others[0] if others else None)


def _rivals(other: FoundDating, best: FoundDating) -> bool:
    if best.dating.dates is None or other is best:
        return False
    return (other.share, other.dating.to) == (best.share, best.dating.to)


def _tried(dates: str | None, cells: Sequence[TableCell]) -> FoundDating | None:
    read = _reader(Dating(dates))
    periods = [period for cell in cells if (period := read(cell))]
    if not periods:
        return None
    to = next((step for step in STEPS if _are_all(step, dates, cells, periods)), None)
    return FoundDating(Dating(dates, to), len(periods) / len(cells), _order(periods), None)


def _reader(dating: Dating) -> Callable[[TableCell], Period | None]:
    def read(cell: TableCell) -> Period | None:
        with suppress(Wrong):
            period = dating.read(cell, NOWHERE)
            return period if period.last.year in YEARS else None
        return None

    return read


def _are_all(
    step: Step, dates: str | None, cells: Sequence[TableCell], periods: Sequence[Period]
) -> bool:
    """Whether cells are days, each of which stands for a period of its own."""
    if any(period.first != period.last for period in periods):
        return False
    read = _reader(Dating(dates, step))
    made = {period.written for cell in cells if (period := read(cell))}
    return len(made) == len({period.written for period in periods})


def _order(periods: Sequence[Period]) -> float:
    steps = [one.order < other.order for one, other in pairwise(periods) if one != other]
    return max(sum(steps), len(steps) - sum(steps)) / len(steps) if steps else 0


# Ways of writing a day ----------------------------------------------------------------------------

NUMBERS = re.compile(r"\d+|[A-Za-z]{3,}")
TIMES = ("%H", "%M", "%S")


def _ways(cells: Sequence[TableCell]) -> Iterator[str | None]:
    """As it is, and as the first cells look, if these look like days."""
    yield None
    found = dict[str, None]()
    for cell in cells[:LOOKED_AT]:
        found |= dict.fromkeys(_forms(shown(cell)))
    yield from found


def _forms(written: str) -> Iterator[str]:
    """What a text may be written as: a year of four digits in it, and other numbers around."""
    if re.fullmatch(r"-?\d+\.\d+", written) or not _has_year(written):
        return
    runs = list(NUMBERS.finditer(written))
    for order in (("%d", "%m"), ("%m", "%d")):
        named = _named([run[0] for run in runs], order)
        if named and _is_each_once(named):
            yield _put(written, runs, named)


def _has_year(written: str) -> bool:
    return bool(re.search(r"(?<!\d)(\d{4}|\d{6}|\d{8})(?!\d)", written)) and len(written) < 40


def _named(runs: Sequence[str], before: tuple[str, str]) -> list[str] | None:
    """A directive for each run of digits or letters. Before a year a day or a month comes first as
    `before` says; behind one the month does."""
    years = [place for place, run in enumerate(runs) if run.isdigit() and len(run) in (4, 6, 8)]
    if not years:
        return None
    year = years[0]
    month = next((_month(run) for run in runs if _month(run)), None)
    ahead = [run for run in runs[:year] if run.isdigit()]
    first = iter(before if len(ahead) > 1 else ("%d",) if month else ("%m",))
    later = iter((*(() if month else ("%m",)), "%d", *TIMES) if not ahead else TIMES)
    named = []
    for place, run in enumerate(runs):
        if place == year:
            named.append({4: "%Y", 6: "%Y%m", 8: "%Y%m%d"}[len(run)])
        elif not run.isdigit():
            named.append(_month(run) or run)
        else:
            named.append(next(first if place < year else later, run))
    return named


def _is_each_once(named: Sequence[str]) -> bool:
    """Whether no part of a date is read twice, as the month of `1 202001` would be."""
    found = DIRECTIVES.findall("".join(named))
    return len(found) == len(set(found))


def _month(run: str) -> str | None:
    for directive in ("%b", "%B"):
        with suppress(ValueError):
            datetime.strptime(run, directive)
            return directive
    return None


def _put(written: str, runs: Sequence[re.Match[str]], named: Sequence[str]) -> str:
    text, end = "", 0
    for run, directive in zip(runs, named, strict=True):
        text += written[end : run.start()].replace("%", "%%") + directive
        end = run.end()
    return text + written[end:].replace("%", "%%")
