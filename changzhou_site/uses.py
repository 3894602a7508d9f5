"""Where each indicator is said: every mention in the files, and where on the site it is seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from changzhou_site.charts import events_of
from changzhou_site.formula import Expression, FormulaError, names, parse_check, parse_formula
from changzhou_site.model import Chart, Document, Site
from changzhou_site.pages import card_file, document_path, language_path, site_pages
from changzhou_site.prose import Fields, Mention, Prose, Spot
from changzhou_site.references import Block, values_in
from changzhou_site.source import Text

Proses = Mapping[str, Prose]
"""Every document as HTML and blocks, by path of its file."""


@dataclass(frozen=True)
class Stand:
    """A place on the site where an indicator is seen."""

    kind: str
    """site (the headline and what stands around it), front, section, page, chart, embed (a chart's
    own page), card, indicator, formula, event, check or correction"""
    name: str
    path: str
    fragment: str


def find_mentions(site: Site, proses: Proses, fields: Fields) -> tuple[Mention, ...]:
    """Every place in the files that names an indicator, the article's in reading order first."""
    return (
        *_front(site),
        *(mention for mention in fields.mentions if mention.spot.kind == "site"),
        *(mention for document in _read(site) for mention in _of_document(document, site, proses)),
        *_charts(site, [id for id in site.charts if id not in _placed(site, proses)]),
        *(mention for mention in fields.mentions if mention.spot.kind != "site"),
        *_formulas(site),
        *_checks(site),
        *_corrections(site),
        *(m for d in site.documents if d.draft for m in proses[d.path].mentions),
    )


def _front(site: Site) -> Iterator[Mention]:
    for text in site.meta.front:
        yield _named(text, Spot("front", ""))


def _named(text: Text, spot: Spot) -> Mention:
    return Mention(text.value, None, text.place, spot, None)


def _read(site: Site) -> Iterator[Document]:
    """The documents in the order in which they are read."""
    for language in site.meta.languages:
        yield from (*site.sections(language), *site.pages(language))


def _of_document(document: Document, site: Site, proses: Proses) -> Iterator[Mention]:
    """What its text names, and, in the first language, what its charts show."""
    prose = proses[document.path]
    yield from prose.mentions
    if document.language == site.meta.languages[0]:
        yield from _charts(site, prose.charts)


def _placed(site: Site, proses: Proses) -> set[str]:
    """The charts that stand in the prose of the first language."""
    first = site.meta.languages[0]
    return {id for d in _read(site) if d.language == first for id in proses[d.path].charts}


def _charts(site: Site, ids: Iterable[str]) -> Iterator[Mention]:
    for chart in (site.charts[id] for id in ids if id in site.charts):
        for group in chart.show:
            yield from (_named(text, Spot("chart", chart.id)) for text in group)


def _formulas(site: Site) -> Iterator[Mention]:
    for indicator in site.indicators.values():
        if indicator.formula:
            expression = parse_formula(indicator.formula.value, site.units)
            yield from _in_formula(expression, indicator.formula, Spot("formula", indicator.id))


def _in_formula(expression: Expression, text: Text, spot: Spot) -> Iterator[Mention]:
    for name in names(expression):
        yield Mention(name.id, name.period, text.at(name.offset), spot, None)


def _checks(site: Site) -> Iterator[Mention]:
    for check in site.checks:
        with suppress(FormulaError):  # which is told as a problem
            _, *sides = parse_check(check.text.value, site.units)
            for side in sides:
                yield from _in_formula(side, check.text, Spot("check", check.text.value))


def _corrections(site: Site) -> Iterator[Mention]:
    for correction in site.corrections:
        spot = Spot("correction", correction.anchor)
        yield Mention(correction.indicator, None, correction.place, spot, None)


# Where they are seen -----------------------------------------------------------------------------


def find_stands(
    site: Site, mentions: tuple[Mention, ...], proses: Proses, language: str
) -> dict[str, tuple[Stand, ...]]:
    """The places of each indicator on the pages of a language, in reading order, each once.

    What a label or note names is seen wherever that is: with a key figure, and in a chart.
    """
    stands = _Stands(site, proses, language)
    found: dict[str, dict[Stand, None]] = {}
    read = [mention for mention in mentions if mention.language in (None, language)]
    for mention in read:
        found.setdefault(mention.id, {}).update(dict.fromkeys(stands.of(mention)))
    labelled = {
        id: [stand for stand in places if stand.kind in LABELLED] for id, places in found.items()
    }
    for mention in read:
        if mention.spot.kind == "indicator":
            found[mention.id].update(dict.fromkeys(labelled.get(mention.spot.name, ())))
    for id, card in _on_cards(site, language):
        found.setdefault(id, {})[card] = None
    return {id: tuple(places) for id, places in found.items()}


LABELLED = ("front", "chart", "embed")
"""Where a figure stands with its label and notes."""


def _on_cards(site: Site, language: str) -> Iterator[tuple[str, Stand]]:
    """What each card says: the page's title, the kicker, and the first key figure by its label."""
    meta = site.meta
    first = [id.value for id in meta.front[:1]]
    everywhere = [meta.kicker[language]] if meta.kicker else []
    everywhere += [site.indicators[id].label[language] for id in first if id in site.indicators]
    for page in site_pages(site):
        if page.language == language and page.is_listed:
            own = [meta.title[language]] if page.kind == "article" else []
            own += [page.document.title] if page.document else []
            card = Stand("card", page.name, card_file(meta, page), "")
            named = [value.id for text in (*own, *everywhere) for value in values_in(text)]
            yield from ((id, card) for id in (*first, *named))


def is_of_chart(mention: Mention, chart: Chart, site: Site) -> bool:
    """Whether a mention is in a chart's own words or list, or in an event that it draws."""
    spot = mention.spot
    if spot.kind == "event":
        return any(event.date.written == spot.name for event in events_of(chart, site))
    return spot.kind == "chart" and spot.name == chart.id


class _Stands:
    """Where the texts of each spot are seen in one language."""

    def __init__(self, site: Site, proses: Proses, language: str) -> None:
        self.site = site
        self.start = language_path(site.meta, language)
        documents = (*site.sections(language), *site.pages(language))
        self.documents = {d.slug: document_path(d, site.meta) for d in documents}
        self.charts: dict[str, list[str]] = {}
        self.timelines: list[tuple[str, str]] = []
        for document in documents:
            place, prose = self.documents[document.slug], proses[document.path]
            for id in prose.charts:
                self.charts.setdefault(id, []).append(place[0])
            if any(isinstance(piece, Block) and piece.kind == "timeline" for piece in prose.pieces):
                self.timelines.append(place)

    def of(self, mention: Mention) -> Iterator[Stand]:
        kind, name = mention.spot.kind, mention.spot.name
        if kind in ("front", "site"):
            yield Stand(kind, name, self.start, "page-main")
        elif kind in ("section", "page"):
            yield Stand(kind, name, *self.documents[name])
        elif kind == "chart":
            yield from self._chart(name)
        elif kind == "event":
            drawn = (c.id for c in self.site.charts.values() if is_of_chart(mention, c, self.site))
            for id in drawn:
                yield from self._chart(id)
            places = (*self.timelines, (f"{self.start}data/", "data-events"))
            yield from (Stand(kind, name, *place) for place in places)
        elif kind == "correction":
            yield Stand(kind, name, f"{self.start}corrections/", name)
        elif kind != "draft":
            fragment = "data-checks" if kind == "check" else name
            yield Stand(kind, name, f"{self.start}data/", fragment)

    def _chart(self, id: str) -> Iterator[Stand]:
        for path in self.charts.get(id, ()):
            yield Stand("chart", id, path, f"chart-{id}")
        yield Stand("embed", id, f"{self.start}charts/{id}/", "")
