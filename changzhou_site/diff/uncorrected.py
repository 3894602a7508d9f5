"""Published values that changed, and the entries that the corrections log should have of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from changzhou_site.diff.changes import FigureChange, Observed, Uncorrected, ValueChange
from changzhou_site.diff.figure_changes import unit_of
from changzhou_site.edition import EDITION_FILE, Edition, Entry, UnitEntry
from changzhou_site.errors import Place, Problem
from changzhou_site.units import CONTEXT

PLACEHOLDER = "…"
"""Stands for what only the editors know."""


def find_uncorrected(
    old: Edition,
    new: Edition,
    changed: tuple[FigureChange, ...],
    places: Mapping[Observed, Place],
) -> tuple[Uncorrected, ...]:
    """Values that were published, are published otherwise for the same period, and have no entry.

    What follows from inputs is covered by theirs. `places` are those of the newer values.
    """
    return tuple(
        uncorrected
        for change in changed
        if not change.follows
        for value in change.values
        if value.revised
        for uncorrected in _judge(change, value, old, new, places)
    )


def _judge(
    change: FigureChange,
    value: ValueChange,
    old: Edition,
    new: Edition,
    places: Mapping[Observed, Place],
) -> Iterator[Uncorrected]:
    assert value.was_value is not None
    assert value.now_value is not None
    id, figure = change.id, new.figures[change.id]
    was = _in_unit(value.was_value, unit_of(old.figures[id], old), unit_of(figure, new))
    if was is None or _equal(was, value.now_value):
        return
    remedy, entry = OLDER, None
    if value.now_period == figure.newest.period:
        logs = (_log(id, old), _log(id, new))
        if _covered(was, value.now_value, *logs):
            return
        remedy, needed = _remedy(id, was, value.now_value, *logs, new)
        entry = _written(needed, new)
    place = places.get((id, value.now_period), Place(EDITION_FILE))
    yield Uncorrected(
        id, change.label, was, value.now_value, place, remedy, entry, value.now_period
    )


OLDER = "the corrections log holds the newest value of an indicator alone; say it in a note"

Log = tuple[Entry, ...]
"""The entries of one indicator, oldest first."""


def _log(id: str, edition: Edition) -> Log:
    return tuple(entry for entry in edition.corrections if entry.indicator == id)


def _in_unit(written: str, unit: UnitEntry, other: UnitEntry) -> str | None:
    """A published number in another unit; None where that is of another dimension."""
    if unit.dimension != other.dimension:
        return None
    if unit.scale == other.scale:
        return written
    amount = Fraction(written) * Fraction(unit.scale) / Fraction(other.scale)
    digits = CONTEXT.divide(*map(Decimal, amount.as_integer_ratio()))
    return f"{digits.normalize(CONTEXT):f}"


def _equal(written: str, other: str) -> bool:
    return Fraction(written) == Fraction(other)


def _covered(was: str, now: str, old: Log, new: Log) -> bool:
    """Whether the log leads from one value to the other: in one entry, in several, or in one of
    the old log that was led on, since a day holds one correction of a figure."""
    if not new or not _equal(new[-1].now, now):
        return False
    led_on = any(_leads_on(new[-1], entry) and _equal(entry.now, was) for entry in old)
    return led_on or any(_equal(entry.was, was) for entry in new)


def _leads_on(entry: Entry, earlier: Entry) -> bool:
    """Whether an entry is an earlier one with, perhaps, another end."""
    same = (entry.date, entry.indicator) == (earlier.date, earlier.indicator)
    return same and _equal(entry.was, earlier.was)


def _remedy(id: str, was: str, now: str, old: Log, new: Log, edition: Edition) -> tuple[str, Entry]:
    """What to do, and with which entry. Nothing follows one that is too late, or wrong itself."""
    day = edition.site.updated or edition.site.published
    if not new or (new[-1] in old and new[-1].date < day):
        where = "add to" if edition.corrections else "put into"
        return f"{where} data/corrections.yaml", Entry(day, id, was, now, {})
    last = new[-1].date
    begun = next((entry.was for entry in old if entry.date == last), was)
    remedy = f"let the entry of {last} in data/corrections.yaml say this"
    if new[-1] in old:
        remedy += ", or, if that day is over, set `updated` in data/site.yaml and try again"
    return remedy, Entry(last, id, begun, now, {})


def _written(entry: Entry, edition: Edition) -> str:
    """`- {date: 2022-02-10, indicator: gdp, was: 8807.5, now: 8807.6, why: {zh: …, en: …}}`"""
    why = ", ".join(f"{language}: {PLACEHOLDER}" for language in edition.site.languages)
    numbers = f"was: {entry.was}, now: {entry.now}"
    return f"- {{date: {entry.date}, indicator: {entry.indicator}, {numbers}, why: {{{why}}}}}"


def find_withdrawn(old: Edition, new: Edition) -> tuple[Entry, ...]:
    """Entries of the log that are gone. One whose end was led on is still there."""
    return tuple(
        entry
        for entry in old.corrections
        if not any(_leads_on(each, entry) for each in new.corrections)
    )


def withdrawal(entry: Entry) -> Problem:
    """A log that can be emptied is no record."""
    message = f"the correction of `{entry.indicator}` on {entry.date}, {entry.was} to {entry.now},"
    hint = "put it back; if it was wrong itself, correct the figure again in an entry of its own"
    place = Place("data/corrections.yaml")
    return Problem(place, "correction-withdrawn", f"{message} is gone", hint)


def as_problem(uncorrected: Uncorrected) -> Problem:
    """A published value may not change silently; what the log cannot hold is only a warning."""
    at = f" @{uncorrected.period}" if uncorrected.entry is None and uncorrected.period else ""
    message = f"`{uncorrected.id}`{at} was published as {uncorrected.was} and is now "
    message += f"{uncorrected.now}, without an entry in the corrections log"
    hint = f"{uncorrected.remedy}: {uncorrected.entry}" if uncorrected.entry else uncorrected.remedy
    return Problem(
        uncorrected.place, "uncorrected-change", message, hint, warning=uncorrected.entry is None
    )
