"""The figures of two editions -> what changed in each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from changzhou_site.diff.changes import FieldChange, FigureChange, ValueChange
from changzhou_site.edition import Edition, FigureEntry, FigureValue, Localised, UnitEntry
from changzhou_site.units import CONTEXT, WRITING, significant_decimals

RATIO_UNIT = UnitEntry("ratio", Decimal(1), {})
PER_CENT = ("ratio", Decimal("0.01"))
RANK = "rank"


def compare_figures(old: Edition, new: Edition) -> tuple[FigureChange, ...]:
    """The indicators of both editions that are not the same in them, causes first."""
    pairs = ((old.figures[id], now) for id, now in new.figures.items() if id in old.figures)
    changes = [_change(was, now, old, new) for was, now in pairs]
    moved = {change.id for change in changes if change.values}
    told = [
        replace(change, follows=tuple(id for id in change.follows if id in moved))
        for change in changes
        if change.values or change.fields
    ]
    return tuple(sorted(told, key=lambda change: bool(change.follows)))


def _change(was: FigureEntry, now: FigureEntry, old: Edition, new: Edition) -> FigureChange:
    values = tuple(_values(was, now, old, new))
    return FigureChange(
        now.id,
        now.label[new.first],
        values,
        tuple(_fields(was, now, new)),
        follows=now.inputs if values and _same_formula(was, now) else (),
        series=_is_series(was, now),
    )


def _same_formula(was: FigureEntry, now: FigureEntry) -> bool:
    """If so, a changed value follows from the inputs."""
    return now.formula is not None and now.formula == was.formula


def _is_series(was: FigureEntry, now: FigureEntry) -> bool:
    return max(len(was.observations), len(now.observations)) > 1


# Values ------------------------------------------------------------------------------------------


def _pairs(
    was: FigureEntry, now: FigureEntry
) -> Iterator[tuple[FigureValue | None, FigureValue | None]]:
    """Observations of the same period, newest last; a single one is the same in a new period."""
    if not _is_series(was, now):
        yield was.newest, now.newest
        return
    before = {each.period: each for each in was.observations}
    after = {each.period: each for each in now.observations}
    yield from ((each, None) for period, each in before.items() if period not in after)
    yield from ((before.get(period), each) for period, each in after.items())


def _values(
    was: FigureEntry, now: FigureEntry, old: Edition, new: Edition
) -> Iterator[ValueChange]:
    units = (unit_of(was, old), unit_of(now, new))
    for before, after in _pairs(was, now):
        texts = _texts(before, after, old, new)
        if texts[0] != texts[1]:
            yield ValueChange(
                *texts,
                was_value=before.written if before else None,
                now_value=after.written if after else None,
                was_period=before.period if before else None,
                now_period=after.period if after else None,
                **(_by(_exact(before), _exact(after), *units) if before and after else {}),
            )


def _texts(
    before: FigureValue | None, after: FigureValue | None, old: Edition, new: Edition
) -> tuple[str | None, str | None]:
    if before and after:
        return told(before.text, after.text, new)
    return (before.text[old.first] if before else None, after.text[new.first] if after else None)


def unit_of(figure: FigureEntry, edition: Edition) -> UnitEntry:
    return edition.units.get(figure.unit, RATIO_UNIT)


def _exact(observed: FigureValue) -> Decimal:
    """The value as published; a fraction is published as one, and not as its rounded decimal."""
    if observed.fraction is None:
        return observed.value
    return CONTEXT.divide(*map(Decimal, observed.fraction.split("/")))


def _by(value: Decimal, now: Decimal, unit: UnitEntry, other: UnitEntry) -> dict[str, Any]:
    """How far a value has moved: in percent, or else in points, or else in places."""
    if unit.dimension != other.dimension:
        return {}
    was = CONTEXT.divide(CONTEXT.multiply(value, unit.scale), other.scale)
    if was == now:
        return {}
    moved = CONTEXT.subtract(now, was)
    if other.dimension == RANK:
        return {"places": moved}
    if (other.dimension, other.scale) == PER_CENT:
        return {"points": moved}
    return {"percent": _short(CONTEXT.divide(100 * moved, abs(was)))} if was else {}


def _short(number: Decimal) -> Decimal:
    """One decimal, or two digits of what is less than one; no zeros behind."""
    decimals = 1 if abs(number) >= 1 else significant_decimals(number, 2)
    rounded = number.quantize(Decimal(1).scaleb(-decimals), context=WRITING)
    return Decimal(f"{rounded.normalize(WRITING):f}")


# What is said of them ----------------------------------------------------------------------------


def told(was: Localised, now: Localised, new: Edition) -> tuple[str, str]:
    """A text of both editions in the first language in which it differs."""
    languages = [language for language in new.site.languages if language in was or not was]
    languages = languages or list(new.site.languages)
    pairs = [(was.get(language, ""), now.get(language, "")) for language in languages]
    return next((pair for pair in pairs if pair[0] != pair[1]), pairs[0])


def _fields(was: FigureEntry, now: FigureEntry, new: Edition) -> Iterator[FieldChange]:
    yield from differing(
        {
            "label": told(was.label, now.label, new),
            "unit": (was.unit, now.unit),
            "kind": (was.kind, now.kind),
            "formula": (was.formula or "", now.formula or ""),
            "note": told(was.note or {}, now.note or {}, new),
        }
    )
    derived = _same_formula(was, now)
    for before, after in _pairs(was, now):
        if before and after:
            mark = f" @{after.period}" if _is_series(was, now) else ""
            yield from differing(_observed(before, after, new, derived), mark)


def _observed(
    was: FigureValue, now: FigureValue, new: Edition, derived: bool
) -> dict[str, tuple[str, str]]:
    """What is said of an observation. A derived one has its sources of its inputs, and a value
    that changed is told with its period."""
    found = {
        "bound": (str(was.bound), str(now.bound)),
        "of": (_number(was.of), _number(now.of)),
        "source": (", ".join(was.sources), ", ".join(now.sources)),
        "period": _periods(was, now, new),
        "note": told(was.note or {}, now.note or {}, new),
    }
    if derived:
        del found["source"]
    if was.period != now.period and was.text != now.text:
        del found["period"]
    return found


def _periods(was: FigureValue, now: FigureValue, new: Edition) -> tuple[str, str]:
    """As they read; as written, if that is all that tells them apart."""
    texts = told(was.period_text or {}, now.period_text or {}, new)
    return texts if texts[0] != texts[1] else (was.period or "", now.period or "")


def _number(number: Decimal | None) -> str:
    return "" if number is None else f"{number:f}"


def differing(found: Mapping[str, tuple[str, str]], mark: str = "") -> Iterator[FieldChange]:
    for name, (was, now) in found.items():
        if was != now:
            yield FieldChange(f"{name}{mark}", str(was), str(now))
