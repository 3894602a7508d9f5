"""Every text that a reader sees beside the prose itself, with what it belongs to.

The one list of them: guard, glyph check, heading fonts, mentions, parity and editions read it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from changzhou_site.model import (
    Document,
    Language,
    Localised,
    Site,
    Source,
    Spot,
    SpotTexts,
    document_spot,
)
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


FACES = {
    ("site", "title"): "serif",
    ("site", "kicker"): "sans",
    ("chart", "title"): "sans",
    ("chart", "subtitle"): "sans",
    ("chart", "note"): "sans",
}
"""The font of what is drawn, by the kind of its spot and its key."""


def reader_texts(site: Site) -> Iterator[ReaderText]:
    """All of them, in the order of the files."""
    for each in spot_texts(site):
        yield from _each(each, FACES.get((each.spot.kind, each.field)))
    for document in site.documents:
        yield from _of_document(document)
    yield from _names(site)


def unseen_texts(lost: Iterable[SpotTexts]) -> Iterator[ReaderText]:
    """Those of records that cannot be read, and that nobody sees as yet."""
    for each in lost:
        yield from _each(each)


def spot_texts(site: Site) -> Iterator[SpotTexts]:
    """Those of the YAML files, each in all languages."""
    meta = site.meta
    for field in ("title", "kicker", "description"):
        yield from _under(Spot("site", field), {field: getattr(meta, field)})
    for stem, topic in site.topics.items():
        yield SpotTexts(topic, Spot("topic", stem), "topic")
    for indicator in site.indicators.values():
        spot = Spot("indicator", indicator.id)
        yield from _under(spot, {"label": indicator.label, "note": indicator.note})
        for each in indicator.observations:
            yield from _under(spot, {"period_text": each.period_text, "note": each.note})
    for chart in site.charts.values():
        own = {"title": chart.title, "subtitle": chart.subtitle, "alt": chart.alt}
        yield from _under(Spot("chart", chart.id), {**own, "note": chart.note})
    for event in site.events:
        own = {"title": event.title, "text": event.text}
        yield from _under(Spot("event", event.date.written), own)
    for check in site.checks:
        yield from _under(Spot("check", check.text.value), {"why": check.why})
    for correction in site.corrections:
        yield from _under(Spot("correction", correction.anchor), {"why": correction.why})


def _under(spot: Spot, fields: Mapping[str, Localised | None]) -> Iterator[SpotTexts]:
    """The fields that are there."""
    for field, texts in fields.items():
        if texts:
            yield SpotTexts(texts, spot, field)


def _of_document(document: Document) -> Iterator[ReaderText]:
    """Of the front matter. A draft is not drawn."""
    spot, title = document_spot(document), None if document.draft else "serif"
    for field, text in (("title", document.title), ("summary", document.summary),
                        ("kicker", document.kicker)):  # fmt: skip
        if text:
            face = title if field == "title" else None
            yield ReaderText(text, document.language, spot, field, document.literals, face)


def _names(site: Site) -> Iterator[ReaderText]:
    """What is drawn of publishers, licences and titles of sources that have their publisher in
    common, in charts' files and on cards."""
    names = [("publisher", site.meta.publisher.name), ("license", site.meta.license.name)]
    names += [("publisher", source.publisher) for source in site.sources.values()]
    publishers = Counter(name for each in site.sources.values() for name in _publishers(each))
    names += [
        ("title", source.title)
        for source in site.sources.values()
        if any(publishers[name] > 1 for name in _publishers(source))
    ]
    for field, name in names:
        yield from _each(SpotTexts(name, Spot("site", field), field), "sans", is_name=True)


def _publishers(source: Source) -> frozenset[str]:
    """Its publisher's names."""
    return frozenset(text.value for text in source.publisher.values())


def _each(
    given: SpotTexts, face: str | None = None, *, is_name: bool = False
) -> Iterator[ReaderText]:
    texts: list[tuple[str | None, Text]] = [*given.texts.items()]
    if len({text for _, text in texts}) == 1 < len(texts):
        texts = [(None, texts[0][1])]
    for language, text in texts:
        yield ReaderText(text, language, given.spot, given.field, face=face, is_name=is_name)


def of_language(texts: Iterable[ReaderText], language: str) -> Iterator[ReaderText]:
    """Those that are seen in a language."""
    return (each for each in texts if each.language in (None, language))
