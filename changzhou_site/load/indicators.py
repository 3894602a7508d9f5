"""Indicators as they stand in their files; those with a formula go on to `derived`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from changzhou_site.errors import Place
from changzhou_site.load.context import Context, check_names, citations, find_unit
from changzhou_site.load.derived import Deriver
from changzhou_site.load.scalars import Wrong, is_word, read_id, read_period, wrong
from changzhou_site.load.schema import validate
from changzhou_site.load.shapes import IndicatorShape, ObservationShape
from changzhou_site.model import Amount, Bound, Citation, Indicator, Kind, Observation, Period, Unit
from changzhou_site.source import Fields, Node, Text
from changzhou_site.units import CONTEXT, NO_UNIT, count_decimals, is_rank

RESERVED_IDS = frozenset(["chart", "figures", "table", "timeline", "rank", "min", "max", "round"])

FRACTION_DECIMALS = 3
"""The decimals of a fraction where it is drawn or converted instead of spelt."""


@dataclass(frozen=True)
class Record:
    """One indicator as it stands in its file."""

    key: Text
    node: Node


def load_indicators(
    records: Mapping[str, Record], context: Context, complete: bool
) -> dict[str, Indicator]:
    """All indicators that can be read, in the order they stand in; problems are reported.

    `complete` says whether every file that declares indicators could be read.
    """
    shapes: dict[str, IndicatorShape] = {}
    for id, record in records.items():
        shape = validate(
            IndicatorShape, record.node, record.key.place, context.report, context.languages
        )
        if shape and _whole(id, shape, record, context):
            shapes[id] = shape
        else:
            check_names(record.node, context)
    written = {
        id: indicator
        for id, shape in shapes.items()
        if not shape.formula and (indicator := _written(id, shape, records[id], context))
    }
    formulas = {id: shape for id, shape in shapes.items() if shape.formula}
    places = {id: record.key.place for id, record in records.items()}
    found = written | Deriver(formulas, places, written, context, complete).all()
    return {id: found[id] for id in records if id in found}


def _whole(id: str, shape: IndicatorShape, record: Record, context: Context) -> bool:
    """Whether a record says its value in one way, and all that way needs."""
    place = record.key.place
    before = len(context.report.problems)
    given = [key for key in ("value", "values", "formula") if getattr(shape, key) is not None]
    if len(given) != 1:
        said = (
            " and ".join(f"`{key}`" for key in given) or "neither `value`, `values` nor `formula`"
        )
        hint = "an indicator has one of value, values and formula"
        context.report.error(
            _key_place(record, given[-1:]) or place, "one-value", f"`{id}` has {said}", hint
        )
    else:
        for problem in _missing(shape, given[0]):
            context.report.error(
                place, "missing-key", f"`{id}` has no `{problem}`", f"add `{problem}: …`"
            )
        for key in _superfluous(shape, given[0]):
            at = _key_place(record, [key]) or place
            context.report.error(
                at, "key-not-here", f"`{key}` does not go with `{given[0]}`", "remove it"
            )
    return len(context.report.problems) == before


def _missing(shape: IndicatorShape, given: str) -> Iterator[str]:
    if (
        given != "formula"
        and shape.source is None
        and (given == "value" or not _all_cited(shape.values))
    ):
        yield "source"
    dated = shape.period or shape.period_text or shape.kind is Kind.THRESHOLD
    if given == "value" and not dated:
        yield "period"


def _all_cited(values: object) -> bool:
    return isinstance(values, dict) and all(
        isinstance(v, dict) and "source" in v for v in values.values()
    )


def _superfluous(shape: IndicatorShape, given: str) -> Iterator[str]:
    unwanted = {
        "value": ["decimals"],
        "values": ["of", "period", "period_text", "decimals"],
        "formula": ["of"],
    }
    yield from (key for key in unwanted[given] if getattr(shape, key) is not None)


def _key_place(record: Record, keys: list[str]) -> Place | None:
    entries = record.node.entries if isinstance(record.node, Fields) else {}
    return next((entries[key][0].place for key in keys if key in entries), None)


# Written indicators ------------------------------------------------------------------------------


def _written(id: str, shape: IndicatorShape, record: Record, context: Context) -> Indicator | None:
    unit, known = NO_UNIT, True
    cited: tuple[Citation, ...] = ()
    try:
        unit = find_unit(shape.unit, context)
        cited = citations(shape.source or (), context)
    except Wrong:
        check_names(record.node, context)
        known = False
    read = list(_observations(shape, record, unit, cited, context))
    observations = [observation for observation in read if observation]
    if not known or len(observations) < len(read):
        return None
    observations.sort(key=_age)
    kind = shape.kind or Kind.ACTUAL
    return Indicator(id, shape.label, unit, kind, tuple(observations), record.key.place, shape.note)


def _age(observation: Observation) -> tuple[date, date]:
    """Sorts the oldest first; of two that end on one day, the one that begins first."""
    period = observation.period
    return (period.last, period.first or date.min) if period else (date.max, date.max)


def _observations(
    shape: IndicatorShape, record: Record, unit: Unit, cited: tuple[Citation, ...], context: Context
) -> Iterator[Observation | None]:
    """The observations a record holds; None for one with problems, which are reported."""
    if shape.value is not None:
        place = _value_place(record, "value")
        single = ObservationShape.model_construct(
            value=shape.value,
            of=shape.of,
            bound=shape.bound or Bound.EXACT,
            period_text=shape.period_text,
            source=None,
            note=None,
        )
        yield _observation(single, shape.period, unit, cited, place, context)
        return
    values = record.node.entries["values"][1] if isinstance(record.node, Fields) else None
    if not isinstance(values, Fields) or not values.entries:
        place = _value_place(record, "values")
        message, hint = (
            "a map of periods to values belongs here",
            "write {2020: 7805.3, 2021: 8807.6}",
        )
        context.report.error(place, "wrong-shape", message, hint)
        yield None
        return
    for key, node in values.entries.values():
        yield _dated(key, node, shape, unit, cited, context)


def _dated(
    key: Text,
    node: Node,
    shape: IndicatorShape,
    unit: Unit,
    cited: tuple[Citation, ...],
    context: Context,
) -> Observation | None:
    """One entry of `values`: a number, or a map with what differs."""
    if isinstance(node, Text):
        entries = {"value": (Text("value", key.place), node)}
        node = Fields(entries, key.place)
    observed = validate(ObservationShape, node, key.place, context.report, context.languages)
    try:
        period = read_period(key)
        own = citations(observed.source, context) if observed and observed.source else cited
    except Wrong as error:
        context.report.extend(error.problems)
        return None
    if observed is None:
        return None
    bound = observed.bound if "bound" in observed.model_fields_set else shape.bound or Bound.EXACT
    observed = observed.model_copy(update={"bound": bound})
    place = node.entries["value"][1].place if isinstance(node, Fields) else key.place
    return _observation(observed, period, unit, own, place, context)


def _value_place(record: Record, key: str) -> Place:
    assert isinstance(record.node, Fields)
    return record.node.entries[key][1].place


def _observation(
    shape: ObservationShape,
    period: Period | None,
    unit: Unit,
    cited: tuple[Citation, ...],
    place: Place,
    context: Context,
) -> Observation | None:
    amount = amount_of(shape.value)
    try:
        _refuse_impossible(amount.value, amount.fraction, shape.of, unit, place)
    except Wrong as error:
        context.report.extend(error.problems)
        return None
    return Observation(
        amount.value,
        amount.decimals,
        shape.bound,
        period,
        shape.period_text,
        cited,
        place,
        amount.fraction,
        shape.of,
        shape.note,
    )


def amount_of(written: Decimal | tuple[int, int]) -> Amount:
    """A number or fraction as it is read."""
    if isinstance(written, tuple):
        return Amount(CONTEXT.divide(*map(Decimal, written)), FRACTION_DECIMALS, written)
    return Amount(written, count_decimals(written))


def _refuse_impossible(
    value: Decimal,
    fraction: tuple[int, int] | None,
    whole: Decimal | None,
    unit: Unit,
    place: Place,
) -> None:
    """Raises Wrong for a value that cannot be what its unit and its whole make of it."""
    if is_rank(unit) and (value < 1 or value != value.to_integral_value()):
        written = "/".join(map(str, fraction)) if fraction else f"{value}"
        hint = "a rank is a whole number from 1"
        raise wrong(place, "bad-rank", f"`{written}` is no rank", hint)
    if fraction and whole is not None:
        hint = "write `value: 1` and `of: 3`, or the fraction alone"
        raise wrong(place, "key-not-here", "`of` does not go with a fraction", hint)
    if whole is not None and whole <= 0:
        hint = "`of` is a number above zero"
        raise wrong(place, "part-exceeds-whole", f"its whole is {whole}", hint)
    if whole is not None and value > whole:
        hint = "`of` is the whole that the value is a part of"
        raise wrong(place, "part-exceeds-whole", f"{value} is more than {whole}, its whole", hint)


def check_id(key: Text, seen: Mapping[str, Record]) -> str:
    """An indicator's id. Raises Wrong where it is reserved, malformed, or taken."""
    if is_word(key) and key.value != "y" and key.value != "n":
        raise wrong(
            key.place,
            "yaml-word",
            f"`{key.value}` is read by YAML as true, false or nothing",
            "choose another id",
        )
    id = read_id(key)
    if id in RESERVED_IDS:
        listed = ", ".join(sorted(RESERVED_IDS))
        raise wrong(
            key.place, "reserved-id", f"`{id}` means something else in prose", f"reserved: {listed}"
        )
    if id in seen:
        first = seen[id].key.place
        raise wrong(key.place, "duplicate-id", f"`{id}` stands twice", f"the first is at {first}")
    return id
