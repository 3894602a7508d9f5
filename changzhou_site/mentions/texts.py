"""Every text that a reader sees beside the prose itself, with what it belongs to.

The one list of them: guard, glyph check, heading fonts, mentions and editions read it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from changzhou_site.model import Document, Language, Localised, Site, Spot, document_spot
from changzhou_site.source import Text


@dataclass(frozen=True)
class ReaderText:
    """A text that a reader sees, with the names it may hold."""

    text: Text
    language: str | None
    """None where one text serves all languages."""
    spot: Spot
    field: str
    """The key it stands under: `title`, `label`, `note`."""
    literals: tuple[Text, ...] = ()
    face: str | None = None
    """The packaged font it is set in, where it is drawn or is a heading."""
    is_name: bool = False
    """The name of a person, work or licence: it may hold any number."""

    @property
    def is_label(self) -> bool:
        return self.field == "label"

    def languages(self, site: Site) -> tuple[Language, ...]:
        """Those that it is read in."""
        own = site.languages.get(self.language or "")
        return (own,) if own else tuple(site.languages.values())

    @property
    def takes_figures(self) -> bool:
        return self.field != "period_text" and not self.is_name


def reader_texts(site: Site) -> Iterator[ReaderText]:
    """All of them, in the order of the files."""
    meta = site.meta
    yield from _each(meta.title, Spot("site", "title"), "title", "serif")
    yield from _each(meta.kicker, Spot("site", "kicker"), "kicker", "sans")
    yield from _each(meta.description, Spot("site", "description"), "description")
    for indicator in site.indicators.values():
        spot = Spot("indicator", indicator.id)
        yield from _each(indicator.label, spot, "label")
        yield from _each(indicator.note, spot, "note")
        for observation in indicator.observations:
            yield from _each(observation.period_text, spot, "period_text")
            yield from _each(observation.note, spot, "note")
    for chart in site.charts.values():
        spot = Spot("chart", chart.id)
        yield from _each(chart.title, spot, "title", "sans")
        yield from _each(chart.subtitle, spot, "subtitle", "sans")
        yield from _each(chart.alt, spot, "alt")
        yield from _each(chart.note, spot, "note", "sans")
    for event in site.events:
        yield from _each(event.title, Spot("event", event.date.written), "title")
        yield from _each(event.text, Spot("event", event.date.written), "text")
    for check in site.checks:
        yield from _each(check.why, Spot("check", check.text.value), "why")
    for correction in site.corrections:
        yield from _each(correction.why, Spot("correction", correction.anchor), "why")
    for document in site.documents:
        yield from _of_document(document)
    yield from _names(site)


def _of_document(document: Document) -> Iterator[ReaderText]:
    """Of the front matter. A draft is not drawn."""
    spot, title = document_spot(document), None if document.draft else "serif"
    for field, text in (("title", document.title), ("summary", document.summary),
                        ("kicker", document.kicker)):  # fmt: skip
        if text:
            face = title if field == "title" else None
            yield ReaderText(text, document.language, spot, field, document.literals, face)


def _names(site: Site) -> Iterator[ReaderText]:
    """What is drawn of publishers and licences, in charts' files and on cards."""
    names = [("publisher", site.meta.publisher.name), ("license", site.meta.license.name)]
    names += [("publisher", source.publisher) for source in site.sources.values()]
    for field, name in names:
        yield from _each(name, Spot("site", field), field, "sans", is_name=True)


def _each(
    localised: Localised | None,
    spot: Spot,
    field: str,
    face: str | None = None,
    *,
    is_name: bool = False,
) -> Iterator[ReaderText]:
    texts: list[tuple[str | None, Text]] = [*(localised or {}).items()]
    if len({text for _, text in texts}) == 1 < len(texts):
        texts = [(None, texts[0][1])]
    for language, text in texts:
        yield ReaderText(text, language, spot, field, face=face, is_name=is_name)


def of_language(texts: Iterable[ReaderText], language: str) -> Iterator[ReaderText]:
    """Those that are seen in a language."""
    return (each for each in texts if each.language in (None, language))
