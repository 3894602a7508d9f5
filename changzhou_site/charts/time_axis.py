"""The words on an axis of time, as a newspaper sets them: round years, or months within a year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from changzhou_site.charts.times import first_day
from changzhou_site.figures import moment_kind, tick_text
from changzhou_site.model import Language, Period


@dataclass(frozen=True)
class TimeTick:
    """A word on the axis, and the day it stands at."""

    day: float
    text: str


YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100)
EVEN_STEPS = (1, 2, 3, 4, 5, 6)
"""Steps from the first year, where they lead to the last one."""
MONTH_STEPS = (1, 2, 3, 6)
DAY_STEPS = (1, 2, 7, 14)

MONTHS_SHOWN = 30
"""Months are named on an axis of up to so many, years on a longer one; quarters likewise."""
DAYS_SHOWN = 60


def middle(period: Period) -> float:
    return (first_day(period).toordinal() + period.last.toordinal()) / 2


def time_levels(periods: Sequence[Period], language: Language) -> list[tuple[TimeTick, ...]]:
    """What may stand between the first and the last period, the closest words first; nothing for
    periods that have no round ones, as spans."""
    kinds = {_kind(period) for period in periods}
    if len(kinds) > 1 or not kinds <= {"year", "quarter", "month", "day"}:
        return []
    kind = kinds.pop()
    first, last = min(map(first_day, periods)), max(period.last for period in periods)
    levels: list[tuple[TimeTick, ...]] = []
    months = (last.year - first.year) * 12 + last.month - first.month
    if kind == "day" and (last - first).days <= DAYS_SHOWN:
        return [tuple(_days(first, last, step, language)) for step in DAY_STEPS]
    if kind != "year" and months <= MONTHS_SHOWN:
        steps = MONTH_STEPS if kind != "quarter" else MONTH_STEPS[2:]
        levels += [tuple(_months(first, last, step, kind, language)) for step in steps]
    span = last.year - first.year
    even = [step for step in EVEN_STEPS if kind == "year" and span % step == 0]
    starts = [(step, first.year) for step in even]
    starts += [(step, first.year + -first.year % step) for step in YEAR_STEPS if step not in even]
    for step, start in sorted(starts):
        levels.append(tuple(_years(range(start, last.year + 1, step), first, kind, language)))
    return levels


def _kind(period: Period) -> str:
    """`quarter` for every quarter, and `span` for what is no single moment."""
    kind = moment_kind(period.written) if "/" not in period.written else "span"
    return "quarter" if kind.startswith("Q") else kind


def _years(years: range, first: date, kind: str, language: Language) -> Iterator[TimeTick]:
    """Years, each where its first period is drawn, from a first day on."""
    for year in years:
        day = date(year, 1, 1)
        if day >= first:
            yield TimeTick(_drawn_at(day, kind), tick_text(day, "year", language))


def _months(
    first: date, last: date, step: int, kind: str, language: Language
) -> Iterator[TimeTick]:
    """Months, or the quarters they begin, within their years; each year by its own word."""
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        day = date(number // 12, number % 12 + 1, 1)
        if day >= first and (day.month - 1) % step == 0:
            said = "year" if day.month == 1 else "quarter" if kind == "quarter" else "month"
            yield TimeTick(_drawn_at(day, kind), tick_text(day, said, language))


def _days(first: date, last: date, step: int, language: Language) -> Iterator[TimeTick]:
    for number in range(first.toordinal(), last.toordinal() + 1, step):
        day = date.fromordinal(number)
        yield TimeTick(number, tick_text(day, "day", language))


def _drawn_at(day: date, kind: str) -> float:
    """The middle of the year, quarter, month or day that begins on a day."""
    months = {"year": 12, "quarter": 3, "month": 1}.get(kind)
    if months is None:
        return day.toordinal()
    number = day.year * 12 + day.month - 1 + months
    after = date(number // 12, number % 12 + 1, 1) if number < 120000 else date.max
    return (day.toordinal() + (after - timedelta(days=1)).toordinal()) / 2
