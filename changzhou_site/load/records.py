"""The records other than figures: what the site is, sources, units, charts, events, checks."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Protocol, TypeVar

from changzhou_site.errors import Fault, Place, Report, suggest
from changzhou_site.formula import parse_check
from changzhou_site.languages import slow_pattern
from changzhou_site.load.built_in import built_in_units
from changzhou_site.load.context import Context, check_names, citations
from changzhou_site.load.indicators import Record, amount_of
from changzhou_site.load.scalars import Wrong, read_id
from changzhou_site.load.schema import validate
from changzhou_site.load.shapes import (
    ChartShape,
    CheckShape,
    CorrectionShape,
    EventShape,
    NamedShape,
    SiteShape,
    SourceShape,
)
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
from changzhou_site.source import Fields, Node, Text
from changzhou_site.theme import COLOURS

T_co = TypeVar("T_co", covariant=True)


class ItemLoader(Protocol[T_co]):
    """Reads one record of a list."""

    def __call__(self, node: Node, place: Place, /) -> T_co | None: ...


IdCheck = Callable[[Text, Mapping[str, Record]], str]


def load_meta(node: Node, report: Report, languages: tuple[str, ...]) -> Meta | None:
    place = Place("data/site.yaml")
    shape = validate(SiteShape, node, place, report, languages)
    if shape is None:
        return None
    _refuse_unbuilt(node, report)
    _check_address(node, shape, report)
    _check_dates(node, shape, report)
    _refuse_repeats(node, shape, report)
    _check_tokens(node, shape, report)
    return Meta(
        title=shape.title,
        kicker=shape.kicker,
        description=shape.description,
        url=shape.url if shape.url.endswith("/") else f"{shape.url}/",
        languages=languages,
        published=shape.published,
        updated=shape.updated,
        publisher=_named(shape.publisher),
        authors=tuple(_named(author) for author in shape.authors),
        contact=shape.contact,
        license=_named(shape.license),
        front=tuple(shape.front),
        literals=tuple(text.value for text in shape.literals),
        tokens={name: {"light": c.light, "dark": c.dark} for name, c in shape.theme.items()},
        place=place,
    )


def _check_address(node: Node, shape: SiteShape, report: Report) -> None:
    if re.search(r"[?#]", shape.url):
        assert isinstance(node, Fields)
        hint = "the address of a folder, such as https://example.org/lake/"
        message = f"`{shape.url}` is no place for a site"
        report.error(node.entries["url"][1].place, "bad-url", message, hint)


def _check_dates(node: Node, shape: SiteShape, report: Report) -> None:
    if shape.updated and shape.updated.last < shape.published.last:
        assert isinstance(node, Fields)
        message = f"{shape.updated.written} is before `published`, {shape.published.written}"
        place = node.entries["updated"][1].place
        report.error(place, "bad-date", message, "correct `updated` or `published`")


def _named(shape: NamedShape) -> Named:
    return Named(shape.name, shape.url)


def _refuse_unbuilt(node: Node, report: Report) -> None:
    if isinstance(node, Fields) and "collections" in node.entries:
        place = node.entries["collections"][0].place
        hint = "remove the key until the program reads collections"
        report.error(place, "not-built-yet", "collections are not built yet", hint)


def _refuse_repeats(node: Node, shape: SiteShape, report: Report) -> None:
    listed = [text.value for text in shape.languages]
    if len(set(listed)) < len(listed):
        assert isinstance(node, Fields)
        report.error(
            node.entries["languages"][0].place,
            "duplicate-language",
            "a language stands twice",
            "keep one",
        )


def _check_tokens(node: Node, shape: SiteShape, report: Report) -> None:
    if not shape.theme or not isinstance(node, Fields):
        return
    theme = node.entries["theme"][1]
    assert isinstance(theme, Fields)
    for name in shape.theme:
        if name not in COLOURS:
            place = theme.entries[name][0].place
            report.error(place, "unknown-token", f"`{name}`", suggest(name, COLOURS, "tokens"))


def load_source(key: Text, node: Node, report: Report, languages: tuple[str, ...]) -> Source | None:
    shape = validate(SourceShape, node, key.place, report, languages)
    try:
        id = read_id(key)
    except Wrong as error:
        report.extend(error.problems)
        return None
    if shape is None:
        return None
    return Source(
        id,
        shape.title,
        shape.publisher,
        key.place,
        tuple(text.value for text in shape.authors),
        shape.date,
        shape.url,
        shape.accessed,
        shape.license.value if shape.license else None,
    )


def load_unit(
    key: Text, node: Node, report: Report, languages: Mapping[str, Language]
) -> Unit | None:
    """A unit of data/units.yaml. Its forms stand beside its keys, by language."""
    built_in, replaceable = built_in_units()
    if key.value in built_in and key.value not in replaceable:
        hint = f"built in: {' '.join(id for id in built_in if id not in replaceable)}"
        report.error(key.place, "built-in-unit", f"`{key.value}` is built in", hint)
        return None
    try:
        return read_unit(key, node, languages)
    except Wrong as error:
        report.extend(error.problems)
    except TimeoutError:
        report.extend(slow_pattern(key.value, tuple(languages.values())).problems)
    return None


def load_event(node: Node, place: Place, context: Context) -> Event | None:
    shape = validate(EventShape, node, place, context.report, context.languages)
    if shape is None:
        check_names(node, context)
        return None
    try:
        cited = citations(shape.source, context)
    except Wrong as error:
        context.report.extend(error.problems)
        return None
    tag = shape.tag.value if shape.tag else None
    return Event(shape.date, shape.title, shape.text, cited, tag, place)


def load_chart(id: str, record: Record, report: Report, languages: tuple[str, ...]) -> Chart | None:
    shape = validate(ChartShape, record.node, record.key.place, report, languages)
    if shape is None:
        return None
    return Chart(
        id=id,
        type=shape.type.value,
        type_place=shape.type.place,
        title=shape.title,
        subtitle=shape.subtitle,
        alt=shape.alt,
        note=shape.note,
        show=shape.show,
        highlight=shape.highlight,
        tag=shape.tag.value if shape.tag else None,
        place=record.key.place,
    )


def load_check(node: Node, place: Place, context: Context) -> Check | None:
    shape = validate(CheckShape, node, place, context.report, context.languages)
    if shape is None:
        return None
    text = shape.check
    try:
        sign, left, right = parse_check(text.value, context.units)
    except Fault as fault:
        context.report.extend([fault.problem(text.at(fault.offset))])
        return None
    return Check(text, shape.why, left, sign, right)


def load_correction(node: Node, place: Place, context: Context) -> Correction | None:
    shape = validate(CorrectionShape, node, place, context.report, context.languages)
    if shape is None:
        return None
    was, now = amount_of(shape.was), amount_of(shape.now)
    place = shape.indicator.place
    return Correction(shape.date, shape.indicator.value, was, now, shape.why, place)
