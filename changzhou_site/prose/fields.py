"""The guard over every text of the YAML files and the front matter that a reader sees."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from changzhou_site.errors import Problem
from changzhou_site.model import Localised, Site
from changzhou_site.prose.guard import Vocabulary, bound_mask, find_loose, tell
from changzhou_site.prose.mentions import Mention, Spot, document_spot
from changzhou_site.references import Block, Braces, ReferenceFault, Value, find_braces, find_value
from changzhou_site.source import Text


@dataclass(frozen=True)
class ReaderText:
    """A text that a reader sees, with the names it may hold."""

    text: Text
    language: str | None
    """None where one text serves all languages."""
    spot: Spot
    literals: tuple[str, ...] = ()
    is_label: bool = False
    plain: bool = False
    """Whether it is shown as written, and takes no figures."""


@dataclass(frozen=True)
class Fields:
    """What the check of all fields found."""

    problems: tuple[Problem, ...]
    mentions: tuple[Mention, ...]
    """Every indicator that some field names."""


def check_fields(
    site: Site, vocabulary: Vocabulary, excuses: Callable[[str], bool] = lambda _: False
) -> Fields:
    """Every loose number and faulty reference in the site's fields."""
    problems: list[Problem] = []
    mentions: list[Mention] = []
    for field in reader_texts(site):
        for found in _check(field, site, vocabulary, excuses):
            if isinstance(found, Mention):
                mentions.append(found)
            else:
                problems.append(found)
    return Fields(tuple(dict.fromkeys(problems)), tuple(mentions))


def _check(
    field: ReaderText, site: Site, vocabulary: Vocabulary, excuses: Callable[[str], bool]
) -> Iterator[Problem | Mention]:
    """Each reference, faulty or a mention, and each loose number."""
    text = field.text
    masked = text.value
    for braces in find_braces(text.value):
        if braces.escaped:
            continue
        mask = bound_mask(braces.inner, braces.end - braces.start)
        masked = masked[: braces.start] + mask + masked[braces.end :]
        try:
            value = _value(field, braces, site)
            place = text.at(value.offset)
            yield Mention(value.id, value.period, place, field.spot, field.language)
        except ReferenceFault as fault:
            if fault.code != "unknown-indicator" or not excuses(fault.id):
                yield Problem(text.at(fault.offset), fault.code, fault.message, fault.hint)
    for loose in find_loose(masked, vocabulary, field.literals):
        told = tell(loose, vocabulary, field.spot.name if field.is_label else "")
        yield Problem(text.at(loose.start), told.code, told.message, told.hint)


def _value(field: ReaderText, braces: Braces, site: Site) -> Value:
    """The figure that a field names. Raises ReferenceFault."""
    reference = braces.parse()
    if isinstance(reference, Block):
        hint = "charts and tables stand in prose, on a line of their own"
        message = f"`{reference.kind}` stands inside a field"
        raise ReferenceFault("block-inside", reference.offset, message, hint)
    if field.plain:
        hint = "it says when in words; a figure stands in the label or the note"
        raise ReferenceFault("no-figure-here", braces.start, "`period_text` takes no figure", hint)
    find_value(reference, site)
    if field.is_label and reference.part == "label":
        hint = "write the words out"
        raise ReferenceFault("label-in-label", reference.offset, "a label inside a label", hint)
    return reference


def reader_texts(site: Site) -> Iterator[ReaderText]:
    """Every text of the site's fields that a reader sees; names of people and works apart."""
    meta = site.meta
    site_texts = {"title": meta.title, "kicker": meta.kicker, "description": meta.description}
    for name, localised in site_texts.items():
        yield from _each(localised, Spot("site", name))
    for indicator in site.indicators.values():
        spot = Spot("indicator", indicator.id)
        yield from _each(indicator.label, spot, is_label=True)
        yield from _each(indicator.note, spot)
        for observation in indicator.observations:
            yield from _each(observation.period_text, spot, plain=True)
            yield from _each(observation.note, spot)
    for chart in site.charts.values():
        for localised in (chart.title, chart.subtitle, chart.alt, chart.note):
            yield from _each(localised, Spot("chart", chart.id))
    for event in site.events:
        yield from _each(event.title, Spot("event", event.date.written))
        yield from _each(event.text, Spot("event", event.date.written))
    for check in site.checks:
        yield from _each(check.why, Spot("check", check.text.value))
    for correction in site.corrections:
        yield from _each(correction.why, Spot("correction", correction.anchor))
    for document in site.documents:
        for text in (document.title, document.summary, document.kicker):
            if text:
                spot = document_spot(document)
                yield ReaderText(text, document.language, spot, document.literals)


def _each(
    localised: Localised | None, spot: Spot, *, is_label: bool = False, plain: bool = False
) -> Iterator[ReaderText]:
    texts: Mapping[str, Text] = localised or {}
    shared = len(set(texts.values())) == 1 < len(texts)
    for language, text in texts.items():
        told = None if shared else language
        yield ReaderText(text, told, spot, is_label=is_label, plain=plain)
        if shared:
            return
