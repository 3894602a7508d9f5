"""Periods that follow one another: how long they are, where a line through them breaks, and what
cannot be told by one line."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from changzhou_site.figures import moment_kind
from changzhou_site.model import Period

MONTHS = {"year": 12, "H1": 6, "H2": 6, "Q1": 3, "Q2": 3, "Q3": 3, "Q4": 3, "month": 1, "day": 0}
"""How many whole months each kind of moment takes."""

NEAR_DAYS = 3
"""Periods that are no whole months may differ by so many days: 10, 11 and 8 days of February."""
NEAR_SHARE = 0.9
"""Or the shorter one has this part of the longer."""

CLOSED_DAYS = 4
"""Of days, and of what else is no whole months, a step of more than so many usual ones is a gap:
markets close on weekends."""


@dataclass(frozen=True)
class Misfit:
    """Two periods that do not go together on a line."""

    nature: str
    before: Period
    after: Period


def first_day(period: Period) -> date:
    """Where a period begins; one that is open at its start begins with its last moment."""
    if period.first:
        return period.first
    months = MONTHS[moment_kind(period.written.rpartition("/")[2])]
    number = _month_number(period.last) - months + 1
    return date(number // 12, number % 12 + 1, 1) if months else period.last


def _month_number(day: date) -> int:
    return day.year * 12 + day.month - 1


def whole_months(period: Period) -> int | None:
    """How many months a period takes, or None where it begins or ends within one."""
    first, last = first_day(period), period.last
    whole = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    return _month_number(last) - _month_number(first) + 1 if whole else None


def days_in(period: Period) -> int:
    return (period.last - first_day(period)).days + 1


def are_alike(one: Period, other: Period) -> bool:
    """Whether two periods are of one length."""
    months = whole_months(one), whole_months(other)
    if None not in months:
        return months[0] == months[1]
    shorter, longer = sorted((days_in(one), days_in(other)))
    if any(months) and longer > NEAR_DAYS:
        return False
    return longer - shorter <= NEAR_DAYS * (shorter > NEAR_DAYS) or shorter > NEAR_SHARE * longer


def begin_together(periods: Sequence[Period]) -> bool:
    """Whether periods add up from a common day, as 1—3月, 1—6月 and 1—9月 do; every beginning has
    two or more of them, but the last, which may have just begun."""
    groups = [len(list(group)) for _, group in groupby(periods, first_day)]
    return len(groups) < len(periods) and all(size > 1 for size in groups[:-1])


# Where a line breaks ------------------------------------------------------------------------------


def breaks(periods: Sequence[Period]) -> Iterator[bool]:
    """Whether a line breaks before each period: where one is missing of those that follow one
    another in even steps, and where periods that add up begin anew."""
    yield True
    if begin_together(periods):
        yield from (first_day(one) != first_day(other) for one, other in pairwise(periods))
        return
    steps = list(_steps(periods))
    usual, count = Counter(steps).most_common(1)[0] if steps else (0, 0)
    most = usual if _in_months(periods) else usual * CLOSED_DAYS
    yield from (count * 2 > len(steps) and step > most for step in steps)


def _steps(periods: Sequence[Period]) -> Iterator[int]:
    """From the end of each to that of the next, in months where all are whole months, else days."""
    number = _month_number if _in_months(periods) else date.toordinal
    yield from (number(after.last) - number(before.last) for before, after in pairwise(periods))


def _in_months(periods: Sequence[Period]) -> bool:
    return all(whole_months(period) is not None for period in periods)


# What cannot be told by one line ------------------------------------------------------------------


def find_misfit(periods: Sequence[Period]) -> Misfit | None:
    """The first two periods, oldest first, that would make a false line; None where all is well."""
    if begin_together(periods):
        return None
    pairs = list(pairwise(periods))
    unlike = [(before, after) for before, after in pairs if not are_alike(before, after)]
    if len(unlike) == 1 and unlike[0] == pairs[-1] and _is_begun(*unlike[0]):
        return Misfit("chart-unfinished-period", *unlike[0])
    if unlike:
        return Misfit("chart-unlike-periods", *unlike[0])
    for before, after in pairs:
        if first_day(after) <= before.last:
            return Misfit("chart-overlapping-periods", before, after)
    return None


def _is_begun(before: Period, after: Period) -> bool:
    """Whether the second is a part of what would follow the first."""
    return first_day(after) > before.last and days_in(after) < days_in(before)
