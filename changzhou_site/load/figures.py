"""Indicators as they stand in their files; those with a formula go on to `derived`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from changzhou_site.errors import Place
from changzhou_site.load.context import Context, citations, find_unit
from changzhou_site.load.derived import Derivation
from changzhou_site.load.scalars import Wrong, is_word, read_id, read_period, wrong
from changzhou_site.load.schema import IndicatorShape, ObservationShape, validate
from changzhou_site.model import Bound, Citation, Indicator, Kind, Observation, Period, Unit
from changzhou_site.source import Fields, Node, Text
from changzhou_site.units import CONTEXT, count_decimals, is_rank

RESERVED_IDS = frozenset(["chart", "figures", "table", "timeline", "rank", "min", "max", "round"])

FRACTION_DECIMALS = 3
"""The decimals of a fraction where it is drawn or converted instead of spelt."""


@dataclass(frozen=True)
class Record:
    """One indicator as it stands in its file."""

    key: Text
    node: Node


def load_indicators(records: Mapping[str, Record], context: Context) -> dict[str, Indicator]:
    """All indicators that can be read, in the order they stand in; problems are reported."""
    shapes: dict[str, IndicatorShape] = {}
    for id, record in records.items():
        shape = validate(
            IndicatorShape, record.node, record.key.place, context.report, context.languages
        )
        if shape and _whole(id, shape, record, context):
            shapes[id] = shape
    written = {
        id: indicator
        for id, shape in shapes.items()
        if not shape.formula and (indicator := _written(id, shape, records[id], context))
    }
    formulas = {id: shape for id, shape in shapes.items() if shape.formula}
    places = {id: record.key.place for id, record in records.items()}
    found = written | Derivation(formulas, places, written, context).all()
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
    try:
        unit = find_unit(shape.unit, context)
        cited = citations(shape.source or (), context)
        observations = list(_observations(shape, record, unit, cited, context))
    except Wrong as error:
        context.report.extend(error.problems)
        return None
    if not observations:
        return None
    observations.sort(
        key=lambda observation: observation.period.last if observation.period else date.max
    )
    kind = shape.kind or Kind.ACTUAL
    return Indicator(id, shape.label, unit, kind, tuple(observations), record.key.place, shape.note)


def _observations(
    shape: IndicatorShape, record: Record, unit: Unit, cited: tuple[Citation, ...], context: Context
) -> Iterator[Observation]:
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
        yield _observation(single, shape.period, unit, cited, place)
        return
    values = record.node.entries["values"][1] if isinstance(record.node, Fields) else None
    if not isinstance(values, Fields) or not values.entries:
        place = _value_place(record, "values")
        raise wrong(
            place,
            "wrong-shape",
            "a map of periods to values belongs here",
            "{2020: 7805.3, 2021: 8807.6}",
        )
    for key, node in values.entries.values():
        yield from _dated(key, node, shape, unit, cited, context)


def _dated(
    key: Text,
    node: Node,
    shape: IndicatorShape,
    unit: Unit,
    cited: tuple[Citation, ...],
    context: Context,
) -> Iterator[Observation]:
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
        return
    if observed:
        bound = (
            observed.bound if "bound" in observed.model_fields_set else shape.bound or Bound.EXACT
        )
        observed = observed.model_copy(update={"bound": bound})
        place = node.entries["value"][1].place if isinstance(node, Fields) else key.place
        yield _observation(observed, period, unit, own, place)


def _value_place(record: Record, key: str) -> Place:
    assert isinstance(record.node, Fields)
    return record.node.entries[key][1].place


def _observation(
    shape: ObservationShape,
    period: Period | None,
    unit: Unit,
    cited: tuple[Citation, ...],
    place: Place,
) -> Observation:
    fraction = shape.value if isinstance(shape.value, tuple) else None
    value = CONTEXT.divide(*map(Decimal, fraction)) if fraction else shape.value
    assert isinstance(value, Decimal)
    if is_rank(unit) and (value < 1 or value != value.to_integral_value()):
        raise wrong(place, "bad-rank", f"`{value}` is no rank", "a rank is a whole number from 1")
    if shape.of is not None and not 0 < shape.of >= value:
        hint = "`of` is the whole that the value is a part of"
        raise wrong(place, "part-exceeds-whole", f"{value} of {shape.of}", hint)
    decimals = FRACTION_DECIMALS if fraction else count_decimals(value)
    return Observation(
        value,
        decimals,
        shape.bound,
        period,
        shape.period_text,
        cited,
        place,
        fraction,
        shape.of,
        shape.note,
    )


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
