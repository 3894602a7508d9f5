"""The sources of a page, and how each is cited.

In Chinese in the order of GB/T 7714 (who, title, publisher, date, when read), in English in that of
APA (who, date, title, publisher); both with the page's own punctuation, and without anything that
the data do not say: no guess at the type of document, no "n.d.", no date of today.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from babel.lists import format_list
from markupsafe import Markup

from changzhou_site.charts import chart_table
from changzhou_site.model import Citation, Period, Source
from changzhou_site.figures import Block
from changzhou_site.render.frames import cited_places
from changzhou_site.render.provenance import seen_on_page
from changzhou_site.render.desk import Scene
from changzhou_site.figures import locale, period_text


@dataclass(frozen=True)
class CitedSource:
    """A source that a page cites."""

    citation: Markup
    places: str
    """Where in it, in its order; empty where the data do not say."""
    address: str
    """Its entry on the data page."""


def cited_sources(scene: Scene) -> tuple[CitedSource, ...]:
    """The sources of all that is seen on the page, in the order of the site's own list."""
    cited = cited_places(_citations(scene))
    return tuple(
        CitedSource(
            citation(scene, source),
            scene.words["comma"].join(cited[source.id]),
            scene.addresses.source(source.id),
        )
        for source in scene.site.sources.values()
        if source.id in cited
    )


def _citations(scene: Scene) -> Iterator[Citation]:
    """Of the indicators (a derived one has those of its inputs), the charts and the timelines."""
    for found in seen_on_page(scene):
        yield from found.observation.citations
    for prose in scene.prose.values():
        for block in prose.pieces:
            if isinstance(block, Block):
                yield from _block_citations(scene, block)


def _block_citations(scene: Scene, block: Block) -> Iterator[Citation]:
    if block.kind == "chart":
        chart = scene.site.charts[block.items[0].id]
        for row in chart_table(chart, scene.site, scene.language).rows:
            yield from row.citations
    if block.kind == "timeline":
        for event in scene.site.events:
            yield from event.citations


# One citation ------------------------------------------------------------------------------------


def citation(scene: Scene, source: Source) -> Markup:
    """A source as a list of sources gives it, its title linked where it has an address."""
    return (_chinese if scene.language == "zh" else _english)(scene, source)


def _chinese(scene: Scene, source: Source) -> Markup:
    publisher = scene.plain(source.publisher)
    issued = [] if publisher in source.authors else [publisher]
    issued += [_day(scene, source.date)] if source.date else []
    return _sentences(
        scene,
        ["、".join(source.authors), _title(scene, source), "，".join(issued), _read(scene, source)],
        "。",
    )


def _english(scene: Scene, source: Source) -> Markup:
    """Without an author the title comes first, and the date behind it."""
    publisher = scene.plain(source.publisher)
    date = f" ({_day(scene, source.date)})" if source.date else ""
    title = _title(scene, source)
    authors = format_list(source.authors, locale=locale("en")) if source.authors else ""
    first = [f"{authors}{date}", title] if authors else [title + date]
    issued = "" if publisher in source.authors else publisher
    return _sentences(scene, [*first, issued, _read(scene, source)], ".")


def _day(scene: Scene, day: Period) -> str:
    return period_text(day, scene.language)


def _title(scene: Scene, source: Source) -> Markup:
    title = Markup.escape(scene.plain(source.title))
    if source.url:
        title = Markup('<a href="{}">{}</a>').format(source.url, title)
    words = scene.words
    return Markup("<cite>{}{}{}</cite>").format(words["title_open"], title, words["title_close"])


def _read(scene: Scene, source: Source) -> str:
    """When it was read, where the data say so."""
    if source.accessed is None:
        return ""
    return scene.words["accessed_on"].format(date=_day(scene, source.accessed))


def _sentences(scene: Scene, parts: Iterable[str], stop: str) -> Markup:
    """The parts that are there, each with a full stop, if it has none of its own."""
    ended = [
        Markup("{}{}").format(part, "" if part.endswith(stop) else stop) for part in parts if part
    ]
    return Markup(scene.words["sentence_gap"]).join(ended)
