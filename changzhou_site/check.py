"""Every problem of a project: reading, prose, charts, and what only shows when all is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from changzhou_site.charts import Face, check_chart, check_glyphs
from changzhou_site.errors import Place, Problem
from changzhou_site.load import Reading, load_site
from changzhou_site.model import Document, Site
from changzhou_site.prose import (
    Mention,
    NoLinks,
    Prose,
    Vocabulary,
    check_fields,
    read_document,
    read_vocabulary,
)
from changzhou_site.references import Block
from changzhou_site.source import Text
from changzhou_site.uses import find_mentions


@dataclass(frozen=True)
class Checked:
    """A project that has been read and judged."""

    site: Site | None
    problems: tuple[Problem, ...]
    proses: Mapping[str, Prose]
    """Each document as read on its own, without its links."""
    mentions: tuple[Mention, ...]
    """Every place that names an indicator."""

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if not problem.warning)


def check_project(project: Path) -> Checked:
    """Every problem of a project's files. Nothing is written, nothing is drawn."""
    reading = load_site(project)
    if reading.site is None:
        return Checked(None, _sorted(reading.problems), {}, ())
    site = reading.site
    vocabulary = read_vocabulary(site)
    fields = check_fields(site, vocabulary, reading.excuses)
    proses = _proses(site, vocabulary, reading)
    problems = [
        *reading.problems,
        *fields.problems,
        *(problem for prose in proses.values() for problem in prose.problems),
        *(problem for chart in site.charts.values() for problem in check_chart(chart, site)),
        *_repeated_charts(site, proses),
        *_missing_glyphs(site),
    ]
    mentions = find_mentions(site, proses, fields)
    if all(problem.warning for problem in problems):  # what cannot be read would seem unused
        problems += _unused(site, mentions, proses)
    return Checked(site, _sorted(problems), proses, mentions)


def _sorted(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(set(problems)))


def _proses(site: Site, vocabulary: Vocabulary, reading: Reading) -> dict[str, Prose]:
    return {
        document.path: read_document(document, site, vocabulary, NoLinks(), reading.excuses)
        for document in site.documents
    }


def _repeated_charts(site: Site, proses: Mapping[str, Prose]) -> Iterator[Problem]:
    """A chart stands once on a page: its id is its address there."""
    first: dict[tuple[str, str, str], Place] = {}
    for document in site.published:
        for id, place in _placed_charts(document, proses[document.path]):
            before = first.setdefault((*_page_of(document), id), place)
            if before is not place:
                message = f"the chart `{id}` stands twice on one page"
                yield Problem(place, "chart-twice", message, f"keep one; the first is at {before}")


def _placed_charts(document: Document, prose: Prose) -> Iterator[tuple[str, Place]]:
    for piece in prose.pieces:
        if isinstance(piece, Block) and piece.kind == "chart":
            yield piece.items[0].id, document.body.at(piece.items[0].offset)


def _page_of(document: Document) -> tuple[str, str]:
    """The language and address of the page that a document stands on."""
    return document.language, "" if document.layout == "section" else document.slug


def _missing_glyphs(site: Site) -> Iterator[Problem]:
    """Characters that the packaged fonts cannot draw in files and cards, beside the drawings."""
    for face, what, text in _pictured(site):
        yield from check_glyphs(text, what, face)


def _pictured(site: Site) -> Iterator[tuple[Face, str, Text]]:
    """Every text that stands around a chart in its file, or on a card."""
    for chart in site.charts.values():
        around = {"title": chart.title, "subtitle": chart.subtitle, "note": chart.note}
        for name, texts in around.items():
            yield from (("sans", f"the {name} of a chart", text) for text in (texts or {}).values())
    meta = site.meta
    named = [meta.publisher.name, meta.license.name, meta.kicker or {}]
    named += [source.publisher for source in site.sources.values()]
    for texts in named:
        yield from (("sans", "a chart's file or a card", text) for text in texts.values())
    for text in (*meta.title.values(), *(document.title for document in site.published)):
        yield "serif", "a headline", text


UNSEEN = ("draft", "check", "correction")
"""What names an indicator without saying it."""


def _unused(
    site: Site, mentions: tuple[Mention, ...], proses: Mapping[str, Prose]
) -> Iterator[Problem]:
    """Warns of indicators and charts that no reader meets."""
    used = {mention.id for mention in mentions if mention.spot.kind not in UNSEEN}
    for indicator in site.indicators.values():
        if indicator.id not in used:
            hint = "name it in prose or a chart; it stands on the data page alone"
            message = f"nothing uses `{indicator.id}`"
            yield Problem(indicator.place, "unused-indicator", message, hint, warning=True)
    placed = {id for document in site.published for id in proses[document.path].charts}
    for chart in site.charts.values():
        if chart.id not in placed:
            hint = f"put {{{{ chart {chart.id} }}}} on a line of its own"
            message = f"no page shows `{chart.id}`"
            yield Problem(chart.place, "unused-chart", message, hint, warning=True)
