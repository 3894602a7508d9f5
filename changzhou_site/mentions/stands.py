"""Where on the site each indicator is seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from changzhou_site.addresses import (
    corrections_path,
    data_path,
    document_path,
    full_row,
    language_path,
    topic_anchor,
    topic_path,
)
from changzhou_site.charts import draws_series, events_of
from changzhou_site.figures import Block, values_in
from changzhou_site.mentions.finding import Proses
from changzhou_site.model import Mention, Site
from changzhou_site.pages import Page, card_file
from changzhou_site.source import Text


@dataclass(frozen=True)
class Stand:
    """A place on the site where an indicator is seen."""

    kind: str
    """site (the headline and what stands around it), front, section, page, chart, embed (a chart's
    own page), card, topic (the heading of its figures), indicator, series (the page of all its
    observations), formula, event, check or correction"""
    name: str
    path: str
    fragment: str


@dataclass(frozen=True)
class Stands:
    """The places of all indicators in a language."""

    of: Mapping[str, tuple[Stand, ...]]
    """By indicator in the order of the files, in reading order, each once."""
    said: Mapping[str, frozenset[tuple[str, str | None]]]
    """The observations that are named or drawn on each page, by its path: indicator, and period as
    written, None for the newest. What formulas name is not said, but worked out."""

    @cached_property
    def on(self) -> Mapping[str, tuple[str, ...]]:
        """The indicators that are seen on each page, by its path."""
        found: dict[str, dict[str, None]] = {}
        for id, places in self.of.items():
            for stand in places:
                found.setdefault(stand.path, {})[id] = None
        return {path: tuple(ids) for path, ids in found.items()}


def find_stands(
    site: Site,
    mentions: Iterable[Mention],
    proses: Proses,
    pages: Iterable[Page],
    language: str,
) -> Stands:
    """The places of each indicator on the pages of a language.

    What a label or note names is seen wherever that is: with a key figure, and in a chart.
    """
    places = _Places(site, proses, language)
    found: dict[str, dict[Stand, None]] = {}
    read = [mention for mention in mentions if mention.language in (None, language)]
    for mention in read:
        found.setdefault(mention.id, {}).update(dict.fromkeys(places.of(mention)))
    labelled = {
        id: [stand for stand in stands if stand.kind in LABELLED] for id, stands in found.items()
    }
    for mention in read:
        if mention.spot.kind == "indicator":
            found[mention.id].update(dict.fromkeys(labelled.get(mention.spot.name, ())))
    opening = opening_chart(site, proses, language)
    for id, card in _on_cards(site, pages, language, opening):
        found.setdefault(id, {})[card] = None
    for page in pages:
        if page.indicator and page.language == language:
            stand = Stand("series", page.indicator.id, page.path, "")
            found.setdefault(page.indicator.id, {})[stand] = None
    of = {id: tuple(found[id]) for id in site.indicators if id in found}
    return Stands(of, _said(read, places, labelled, site))


def _said(
    read: Iterable[Mention], places: _Places, labelled: Mapping[str, Iterable[Stand]], site: Site
) -> dict[str, frozenset[tuple[str, str | None]]]:
    """The observations that are named or drawn, by the page they are seen on."""
    found: dict[str, set[tuple[str, str | None]]] = {}
    for mention in read:
        if mention.spot.kind != "formula":
            also = labelled.get(mention.spot.name, ()) if mention.spot.kind == "indicator" else ()
            told = {(mention.id, period) for period in _periods(mention, site)}
            for stand in (*places.of(mention), *also):
                found.setdefault(stand.path, set()).update(told)
    return {path: frozenset(said) for path, said in found.items()}


def _periods(mention: Mention, site: Site) -> Iterator[str | None]:
    """The period that a mention names; where it is drawn in its course, those of all observations,
    or of the first and the newest where they are many."""
    yield mention.period
    chart = site.charts.get(mention.spot.name) if mention.spot.kind == "chart" else None
    indicator = site.indicators.get(mention.id)
    if chart and indicator and mention.id in chart.ids and draws_series(chart):
        observations = indicator.observations[:1] if indicator.is_long else indicator.observations
        yield from (each.period.written for each in observations if each.period)
        yield None


LABELLED = ("front", "chart", "embed")
"""Where a figure stands with its label and notes."""


def opening_chart(site: Site, proses: Proses, language: str) -> str | None:
    """The chart that is the first thing of the first section: the opening picture."""
    sections = site.sections(language)
    return proses[sections[0].path].opening if sections else None


def _on_cards(
    site: Site, pages: Iterable[Page], language: str, opening: str | None
) -> Iterator[tuple[str, Stand]]:
    """What each card says: the kicker and the page's title, and on the article's the finding of the
    opening chart, or else the first key figure, by its label."""
    for page in pages:
        if page.language == language and page.has_card:
            card = Stand("card", page.name, card_file(site.meta, page), "")
            found = _finding(site, opening) if page.kind == "article" else ()
            texts = [site.indicators[id].label[language] for id in found if id in site.indicators]
            texts += _said_on_card(site, page)
            named = (value.id for text in texts for value in values_in(text))
            yield from ((id, card) for id in (*found, *named))


def _finding(site: Site, opening: str | None) -> tuple[str, ...]:
    """What the article's card draws."""
    drawn = site.charts[opening].ids if opening and opening in site.charts else ()
    return drawn or tuple(id.value for id in site.meta.front[:1])


def _said_on_card(site: Site, page: Page) -> Iterator[Text]:
    if site.meta.kicker:
        yield site.meta.kicker[page.language]
    if page.kind == "article":
        yield site.meta.title[page.language]
    if page.document:
        yield page.document.title


class _Places:
    """Where the texts of each spot are seen in one language."""

    def __init__(self, site: Site, proses: Proses, language: str) -> None:
        self.start = language_path(site.meta, language)
        self.site, self.language = site, language
        self.data = data_path(site.meta, language)
        self.corrections = corrections_path(site.meta, language)
        documents = site.read_in(language)
        self.documents = {d.slug: document_path(d, site.meta) for d in documents}
        self.charts: dict[str, list[str]] = {}
        self.timelines: list[tuple[str, str]] = []
        for document in documents:
            place, prose = self.documents[document.slug], proses[document.path]
            for id in prose.charts:
                self.charts.setdefault(id, []).append(place[0])
            if any(isinstance(piece, Block) and piece.kind == "timeline" for piece in prose.pieces):
                self.timelines.append(place)
        self.drawn: dict[str, list[str]] = {}
        for chart in site.charts.values():
            for event in events_of(chart, site):
                self.drawn.setdefault(event.date.written, []).append(chart.id)

    def of(self, mention: Mention) -> Iterator[Stand]:
        kind, name = mention.spot.kind, mention.spot.name
        if kind in ("front", "site"):
            yield Stand(kind, name, self.start, "page-main")
        elif kind in ("section", "page"):
            yield Stand(kind, name, *self.documents[name])
        elif kind == "chart":
            yield from self._chart(name)
        elif kind == "event":
            for id in dict.fromkeys(self.drawn.get(name, ())):
                yield from self._chart(id)
            for place in (*self.timelines, (self.data, "data-events")):
                yield Stand(kind, name, *place)
        elif kind == "correction":
            yield Stand(kind, name, self.corrections, name)
        elif kind == "check":
            yield Stand(kind, name, self.data, "data-checks")
        elif kind != "draft":
            yield from self._of_data(mention)

    def _of_data(self, mention: Mention) -> Iterator[Stand]:
        """Where a topic, a formula, a label or a note is seen; on a site of many indicators the
        data page has topics and labels alone."""
        kind, name, site = mention.spot.kind, mention.spot.name, self.site
        anchor = topic_anchor(name) if kind == "topic" else name
        if not site.has_topic_pages:
            yield Stand(kind, name, self.data, anchor)
            return
        if kind == "topic" or (kind == "indicator" and self._is_in_label(mention)):
            yield Stand(kind, name, self.data, anchor)
        if kind == "topic":
            yield Stand(kind, name, topic_path(site.meta, self.language, name), "")
        else:
            yield Stand(kind, name, *full_row(site, self.language, name))

    def _is_in_label(self, mention: Mention) -> bool:
        label = self.site.indicators[mention.spot.name].label[self.language]
        return any(value.id == mention.id for value in values_in(label))

    def _chart(self, id: str) -> Iterator[Stand]:
        for path in self.charts.get(id, ()):
            yield Stand("chart", id, path, f"chart-{id}")
        yield Stand("embed", id, f"{self.start}charts/{id}/", "")
