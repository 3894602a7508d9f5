"""The records other than figures: what the site is, sources, units, charts, events, checks."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping

from changzhou_site.errors import Fault, Place, Problem, Report, nearest, suggest
from changzhou_site.formula import parse_check
from changzhou_site.languages import slow_pattern
from changzhou_site.load.built_in import built_in_units
from changzhou_site.load.context import Context, check_names, citations
from changzhou_site.load.scalars import read_id
from changzhou_site.load.schema import find_node, validate
from changzhou_site.load.shapes import (
    ChartShape,
    CheckShape,
    CorrectionShape,
    EventShape,
    SiteShape,
    SourceShape,
)
from changzhou_site.load.stand_ins import read_or_stand_in
from changzhou_site.load.unit_records import read_unit
from changzhou_site.model import (
    Chart,
    Check,
    Correction,
    Event,
    Language,
    Meta,
    Named,
    Source,
    Unit,
)
from changzhou_site.source import Entries, Fields, Node, Text
from changzhou_site.theme import COLOURS


def load_meta(
    node: Node | None, report: Report, languages: tuple[str, ...], told: Container[str]
) -> tuple[Meta, bool]:
    """What the site is, and whether all of that could be read; `told` are keys that could not."""
    place = Place("data/site.yaml")
    shape, is_whole = read_or_stand_in(SiteShape, node, place, report, languages, told)
    if isinstance(node, Fields):
        report.extend(_site_problems(shape, node.entries))
    meta = Meta(
        title=shape.title,
        kicker=shape.kicker,
        description=shape.description,
        url=shape.url if shape.url.endswith("/") else f"{shape.url}/",
        languages=languages,
        published=shape.published,
        updated=shape.updated,
        publisher=Named(**dict(shape.publisher)),
        authors=tuple(Named(**dict(author)) for author in shape.authors),
        contact=shape.contact,
        license=Named(**dict(shape.license)),
        front=shape.front,
        literals=shape.literals,
        names=shape.names,
        tokens={name: dict(colours) for name, colours in shape.theme.items()},
        place=place,
    )
    return meta, is_whole


def _site_problems(shape: SiteShape, entries: Entries) -> Iterator[Problem]:
    """What the keys of data/site.yaml hold that may not be there, or not together."""
    if "collections" in entries:
        place, hint = (
            entries["collections"][0].place,
            "remove the key until the program reads collections",
        )
        yield Problem(place, "not-built-yet", "collections are not built yet", hint)
    if re.search(r"[?#]|/(?:\.|%2e){1,2}(?:/|$)", shape.url, re.IGNORECASE):
        message = f"`{shape.url}` is no place for a site"
        hint = "the address of a folder, such as https://example.org/lake/"
        yield Problem(entries["url"][1].place, "bad-url", message, hint)
    if shape.updated and shape.updated.last < shape.published.last:
        message = f"{shape.updated.written} is before `published`, {shape.published.written}"
        hint = "correct `updated` or `published`"
        yield Problem(entries["updated"][1].place, "bad-date", message, hint)
    if len({text.value for text in shape.languages}) < len(shape.languages):
        place = entries["languages"][0].place
        yield Problem(place, "duplicate-language", "a language stands twice", "keep one")
    theme = entries["theme"][1] if shape.theme else None
    for name, (key, _) in theme.entries.items() if isinstance(theme, Fields) else ():
        if name not in COLOURS:
            hint = suggest(name, COLOURS, "tokens")
            yield Problem(key.place, "unknown-token", f"`{name}`", hint)


def load_source(key: Text, node: Node, report: Report, languages: tuple[str, ...]) -> Source | None:
    shape = validate(SourceShape, node, key.place, report, languages)
    with report:
        id = read_id(key)
        return Source(id=id, place=key.place, **dict(shape)) if shape else None
    return None


def load_unit(
    key: Text, node: Node, report: Report, languages: Mapping[str, Language]
) -> Unit | None:
    """A unit of data/units.yaml. Its forms stand beside its keys, by language."""
    built_in, replaceable = built_in_units()
    if key.value in built_in and key.value not in replaceable:
        hint = f"built in: {' '.join(id for id in built_in if id not in replaceable)}"
        report.error(key.place, "built-in-unit", f"`{key.value}` is built in", hint)
        return None
    with report:
        try:
            return read_unit(key, node, languages)
        except TimeoutError:
            raise slow_pattern(key.value, tuple(languages.values())) from None
    return None


def load_chart(key: Text, node: Node, report: Report, languages: tuple[str, ...]) -> Chart | None:
    shape = validate(ChartShape, node, key.place, report, languages)
    if shape is None:
        return None
    listed = find_node(node, ("show",))
    own = {
        "type": shape.type.value,
        "type_place": shape.type.place,
        "show_place": listed.place if listed else key.place,
    }
    return Chart(id=key.value, place=key.place, **{**dict(shape), **own})


def shows_known(
    chart: Chart,
    indicators: Mapping[str, object],
    faulty: Iterable[str],
    unread: frozenset[str],
    report: Report,
) -> bool:
    """Whether a chart's indicators are there; only unknown ones are told. `faulty` are those that
    have problems of their own, `unread` all that may be one of them."""
    declared, meant = frozenset((*indicators, *faulty)), set[str]()
    for text in chart.named:
        if text.value not in indicators and text.value not in unread:
            hint = suggest(text.value, declared, "indicators")
            report.error(text.place, "unknown-indicator", f"`{text.value}`", hint)
            meant |= {nearest(text.value, declared), text.value}
    drawn = "`show` or `gap`" if chart.gap else "`show`"
    shown = {*chart.ids} - meant
    for text in (*chart.highlight, *chart.label):
        id = text.value.partition("@")[0]
        if id not in shown | meant:
            hint = suggest(id, shown, f"ids in {drawn}")
            report.error(text.place, "not-shown", f"`{id}` is not in {drawn}", hint)
    return all(id in indicators for id in chart.ids)


def load_event(node: Node, context: Context) -> Event | None:
    shape = validate(EventShape, node, node.place, context.report, context.languages)
    if shape is None:
        check_names(node, context)
        return None
    with context.report:
        cited = citations(shape.source, context)
        return Event(shape.date, shape.title, shape.text, cited, shape.tag, node.place)
    return None


def load_check(node: Node, context: Context) -> Check | None:
    shape = validate(CheckShape, node, node.place, context.report, context.languages)
    if shape is None:
        return None
    text = shape.check
    try:
        sign, left, right = parse_check(text.value, context.units)
    except Fault as fault:
        context.report.extend([fault.problem(text.at(fault.offset))])
        return None
    return Check(text, shape.why, left, sign, right)


def load_correction(node: Node, context: Context) -> Correction | None:
    shape = validate(CorrectionShape, node, node.place, context.report, context.languages)
    if shape is None:
        return None
    named = shape.indicator
    return Correction(shape.date, named.value, shape.was, shape.now, shape.why, named.place)
