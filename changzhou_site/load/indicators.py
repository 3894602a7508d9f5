"""Indicators as they stand in their files; those with a formula go on to `derived`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from changzhou_site.errors import Report
from changzhou_site.load.context import Context, check_names, citations, find_unit
from changzhou_site.load.derived import Deriver
from changzhou_site.load.facts import Declared, place_of
from changzhou_site.load.scalars import SPAN, Wrong, read_id, read_period, refuse_word, wrong
from changzhou_site.load.schema import find_node, validate
from changzhou_site.load.shapes import IndicatorShape, ObservationShape
from changzhou_site.load.table import few_of_each
from changzhou_site.load.table_series import Common, TableSeries, read_series
from changzhou_site.load.tables import table_path
from changzhou_site.model import Bound, Citation, Indicator, Kind, Observation, Unit
from changzhou_site.source import Fields, Node, Text
from changzhou_site.units import NO_UNIT, RATIO, is_rank

RESERVED_IDS = frozenset(
    "topic chart figures table timeline rank min max round sum mean median count first last".split()
)


def load_indicators(
    records: Mapping[str, Declared], context: Context, unread: frozenset[str]
) -> dict[str, Indicator]:
    """All indicators that can be read, in the order they stand in; problems are reported.

    `unread` are the ids of what cannot be read of the files.
    """
    known = {id: each for id, each in records.items() if isinstance(each, Indicator)}
    stated = {id: each for id, each in records.items() if not isinstance(each, Indicator)}
    shapes: dict[str, IndicatorShape] = {}
    broken: list[Text] = []
    for id, (key, node) in stated.items():
        node = _without_collection(node, context)
        shape = validate(IndicatorShape, node, key.place, context.report, context.languages)
        if shape and _whole(shape, key, node, context):
            shapes[id] = shape
        else:
            check_names(node, context)
            broken += _formula_of(node)
    written = known | {
        id: indicator
        for id, shape in shapes.items()
        if not shape.formula and (indicator := _written(shape, *stated[id], context))
    }
    formulas = {id: shape for id, shape in shapes.items() if shape.formula}
    places = {id: place_of(record) for id, record in records.items()}
    deriver = Deriver(formulas, places, written, context, unread)
    found = written | deriver.all()
    for text in broken:
        deriver.judge(text)
    return {id: found[id] for id in records if id in found}


def _formula_of(node: Node) -> list[Text]:
    """The formula of a record that cannot be read, if it has one."""
    given = find_node(node, ("formula",))
    return [given] if isinstance(given, Text) and given.value.strip() else []


def _without_collection(node: Node, context: Context) -> Node:
    """A record without what it is counted `by`, which is told."""
    if not isinstance(node, Fields) or "by" not in node.entries:
        return node
    place, hint = node.entries["by"][0].place, "remove the key until the program reads collections"
    context.report.error(place, "not-built-yet", "collections are not built yet", hint)
    return Fields({key: each for key, each in node.entries.items() if key != "by"}, node.place)


def _whole(shape: IndicatorShape, key: Text, node: Node, context: Context) -> bool:
    """Whether a record says its value in one way, and all that way needs."""
    assert isinstance(node, Fields)
    report, entries = context.report, node.entries
    before = len(report.problems)
    given = [name for name in WAYS if getattr(shape, name) is not None]
    if len(given) != 1:
        place = entries[given[-1]][0].place if given else key.place
        said = " and ".join(f"`{name}`" for name in given)
        said = said or "neither `value`, `values` nor `formula`"
        hint = "an indicator has one of value, values and formula"
        report.error(place, "one-value", f"`{key}` has {said}", hint)
        return False
    if given[0] != "formula" and shape.period is SPAN:
        message, hint = "`span` is for what is worked out by a formula", "write the period"
        report.error(entries["period"][1].place, "bad-period", message, hint)
    for name in _missing(shape, given[0]):
        report.error(key.place, "missing-key", f"`{key}` has no `{name}`", f"add `{name}: …`")
    stated = "table" if table_path(node) else given[0]
    for name in UNWANTED[stated]:
        if getattr(shape, name) is not None:
            place = entries[name][0].place
            message = f"`{name}` does not go with `{given[0]}`"
            report.error(place, "key-not-here", message, "remove it")
    return len(report.problems) == before


WAYS = ("value", "values", "formula")
"""The keys that say what a figure is."""

UNWANTED = {
    "value": ["decimals"],
    "values": ["of", "period", "period_text", "decimals"],
    "table": ["of", "period", "period_text"],
    "formula": ["of"],
}
"""Each, and `values` from a table, with those that do not go with it."""


def _missing(shape: IndicatorShape, given: str) -> Iterator[str]:
    cited = given == "formula" or shape.source
    if not cited and not (given == "values" and _all_cited(shape.values)):
        yield "source"
    dated = shape.period or shape.period_text or shape.kind is Kind.THRESHOLD
    if given == "value" and not dated:
        yield "period"


def _all_cited(values: object) -> bool:
    if not isinstance(values, dict) or "table" in values:
        return isinstance(values, dict) and "source" in values
    return all(isinstance(v, dict) and "source" in v for v in values.values())


# Written indicators ------------------------------------------------------------------------------


def _written(shape: IndicatorShape, key: Text, node: Node, context: Context) -> Indicator | None:
    before, known = len(context.report.problems), True
    try:
        unit, cited = find_unit(shape.unit, context), citations(shape.source or (), context)
    except Wrong:
        check_names(node, context)
        unit, cited, known = NO_UNIT, (Citation("", "", key.place),), False
    series = _series(
        shape, key, node, Common(unit, shape.bound or Bound.EXACT, cited, shape.decimals), context
    )
    observations = sorted(series.observations if series else (), key=_age)
    impossible = Report()
    for observation in observations:
        with impossible:
            _refuse_impossible(observation, unit)
    context.report.extend(few_of_each(impossible.problems))
    if not known or series is None or len(context.report.problems) > before:
        return None
    context.report.extend(series.gaps)
    return Indicator(
        key.value,
        shape.label,
        unit,
        series.kind or shape.kind or Kind.ACTUAL,
        tuple(observations),
        key.place,
        shape.note,
        said=shape.said or {},
    )


def _series(
    shape: IndicatorShape, key: Text, node: Node, common: Common, context: Context
) -> TableSeries | None:
    """What a record says, or the table that it names; None where the problems of that are told."""
    given = find_node(node, ("values",))
    if isinstance(given, Fields) and table_path(node):
        return read_series(key, given, common, context)
    return TableSeries(tuple(_observations(shape, node, common.citations, context)))


def _age(observation: Observation) -> tuple[date, date]:
    """Sorts the oldest first; of two that end on one day, the one that begins first."""
    period = observation.period
    return (period.last, period.first or date.min) if period else (date.max, date.max)


def _observations(
    shape: IndicatorShape, node: Node, cited: tuple[Citation, ...], context: Context
) -> Iterator[Observation]:
    """The observations a record holds; those with problems are reported."""
    given = find_node(node, ("value" if shape.value else "values",))
    assert given is not None
    if shape.value:
        yield Observation(
            **vars(shape.value),
            bound=shape.bound or Bound.EXACT,
            period=shape.period,
            period_text=shape.period_text,
            citations=cited,
            place=given.place,
            whole=shape.of,
        )
    elif isinstance(given, Fields) and given.entries:
        for key, value in given.entries.values():
            with context.report:
                yield from _dated(key, value, shape, cited, context)
    else:
        message, hint = (
            "a map of periods to values belongs here",
            "write {2020: 7805.3, 2021: 8807.6}",
        )
        context.report.error(given.place, "wrong-shape", message, hint)


def _dated(
    key: Text, node: Node, shape: IndicatorShape, cited: tuple[Citation, ...], context: Context
) -> Iterator[Observation]:
    """One entry of `values`: a number, or a map with what differs. Raises Wrong."""
    if isinstance(node, Text):
        node = Fields({"value": (Text("value", key.place), node)}, key.place)
    observed = validate(ObservationShape, node, key.place, context.report, context.languages)
    period = read_period(key)
    if observed is None:
        return
    given = find_node(node, ("value",))
    assert given is not None
    yield Observation(
        **vars(observed.value),
        bound=observed.bound or shape.bound or Bound.EXACT,
        period=period,
        period_text=observed.period_text,
        citations=citations(observed.source, context) if observed.source else cited,
        place=given.place,
        whole=observed.of,
        note=observed.note,
    )


def _refuse_impossible(observation: Observation, unit: Unit) -> None:
    """Raises Wrong for a value that cannot be what its unit and its whole make of it."""
    value, fraction, whole = observation.value, observation.fraction, observation.whole
    place = observation.place
    written = "/".join(map(str, fraction)) if fraction else f"{value}"
    if is_rank(unit) and (value < 1 or value != value.to_integral_value()):
        hint = "a rank is a whole number from 1"
        raise wrong(place, "bad-rank", f"`{written}` is no rank", hint)
    if is_rank(unit) and observation.bound is Bound.UNDER and value == 1:
        hint = "no place is before the first; a rank of `at-most` 1 is the first"
        raise wrong(place, "bad-rank", "`under` 1 is no rank", hint)
    if is_rank(unit) and whole is not None:
        hint = "make an indicator of how many are ranked"
        raise wrong(place, "key-not-here", "`of` does not go with a rank", hint)
    if fraction and unit.id and (unit.dimension != RATIO or unit.scale != 1):
        hint = f"leave `unit` out, and it reads as a fraction; or write the number in {unit.id}"
        raise wrong(place, "fraction-with-unit", f"`{written}` {unit.id} is no amount", hint)
    if fraction and whole is not None:
        hint = "write `value: 1` and `of: 3`, or the fraction alone"
        raise wrong(place, "key-not-here", "`of` does not go with a fraction", hint)
    if whole is not None and whole <= 0:
        hint = "`of` is a number above zero"
        raise wrong(place, "part-exceeds-whole", f"its whole is {whole}", hint)
    if whole is not None and value > whole:
        hint = "`of` is the whole that the value is a part of"
        raise wrong(place, "part-exceeds-whole", f"{value} is more than {whole}, its whole", hint)


# Ids ---------------------------------------------------------------------------------------------


def indicator_id(key: Text, seen: Mapping[str, Declared]) -> str:
    """Raises Wrong where it is reserved, malformed, or taken."""
    if key.value not in ("y", "n"):
        refuse_word(key, "choose another id")
    if key.value in RESERVED_IDS:
        hint = f"reserved: {', '.join(sorted(RESERVED_IDS))}"
        raise wrong(key.place, "reserved-id", f"`{key}` has a meaning of its own", hint)
    return new_id(key, seen)


def new_id(key: Text, seen: Mapping[str, Declared]) -> str:
    """Raises Wrong where it is malformed or taken."""
    id = read_id(key)
    if id in seen:
        hint = f"the first is at {place_of(seen[id])}"
        raise wrong(key.place, "duplicate-id", f"`{id}` stands twice", hint)
    return id
