"""The sources of a page, and how each is cited: in the order and with the signs of its language,
and without anything that the data do not say: no guess at the type of document, no "n.d.", no date
of today.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from babel.lists import format_list
from markupsafe import Markup

from changzhou_site.addresses import source_address
from changzhou_site.charts import chart_table
from changzhou_site.figures import Block, Found, cldr, period_text
from changzhou_site.model import Citation, Source
from changzhou_site.prose import Prose
from changzhou_site.render.desk import Desk
from changzhou_site.render.frames import cited_places
from changzhou_site.render.source_names import places_text, source_title
from changzhou_site.scripts import tagged


@dataclass(frozen=True)
class CitedSource:
    """A source that a page cites."""

    citation: Markup
    places: str
    """Where in it, in its order; empty where the data do not say."""
    address: str
    """Its entry on the data page."""


def cited_sources(
    desk: Desk, seen: Iterable[Found], proses: Iterable[Prose]
) -> tuple[CitedSource, ...]:
    """The sources of all that is seen on a page, in the order of the site's own list."""
    cited = cited_places(_citations(desk, seen, proses))
    return tuple(
        CitedSource(
            citation(desk, source),
            places_text(desk, cited[source.id]),
            source_address(desk.meta, desk.code, source.id),
        )
        for source in desk.site.sources.values()
        if source.id in cited
    )


def _citations(desk: Desk, seen: Iterable[Found], proses: Iterable[Prose]) -> Iterator[Citation]:
    """Of the indicators (a derived one has those of its inputs), the charts and the timelines."""
    for found in seen:
        yield from found.observation.citations
    for prose in proses:
        for block in prose.pieces:
            if isinstance(block, Block):
                yield from _block_citations(desk, block)


def _block_citations(desk: Desk, block: Block) -> Iterator[Citation]:
    if block.kind == "chart":
        chart = desk.site.charts[block.items[0].id]
        for row in chart_table(chart, desk.site, desk.language).rows:
            yield from row.citations
    if block.kind == "timeline":
        for event in desk.site.events:
            yield from event.citations


# One citation ------------------------------------------------------------------------------------

FIELD = re.compile(r"\{(\w+)\}")


def citation(desk: Desk, source: Source) -> Markup:
    """A source as a list of sources gives it, its title linked where it has an address."""
    style = desk.language.citation
    known = _known(desk, source)
    sentences = (
        Markup(style.joint).join(_pieces(pieces, known))
        for pieces in (
            style.sentences if source.authors or not style.anonymous else style.anonymous
        )
    )
    ended = [
        Markup("{}{}").format(each, "" if each.endswith(style.stop) else style.stop)
        for each in sentences
        if each
    ]
    return Markup(desk.words["sentence_gap"]).join(ended)


def _known(desk: Desk, source: Source) -> dict[str, Markup]:
    """What the data say of a source."""
    publisher = desk.plain(source.publisher)
    read = period_text(source.accessed, desk.language) if source.accessed else ""
    texts = {
        "authors": _authors(desk, source),
        "date": period_text(source.date, desk.language) if source.date else "",
        "publisher": "" if publisher in source.authors else publisher,
        "read": read and desk.words["accessed_on"].format(date=read),
    }
    known = {name: tagged(text, desk.language, desk.site) for name, text in texts.items() if text}
    return {**known, "title": source_title(desk, source, source.url)}


def _authors(desk: Desk, source: Source) -> str:
    between = desk.language.citation.authors
    if between is not None or not source.authors:
        return (between or "").join(source.authors)
    return str(format_list(source.authors, locale=cldr(desk.language.locale)))


def _pieces(pieces: Iterable[str], known: dict[str, Markup]) -> Iterator[Markup]:
    """The pieces of a sentence that the data can fill."""
    for piece in pieces:
        match = FIELD.search(piece)
        if match and match[1] in known:
            before, after = piece[: match.start()], piece[match.end() :]
            yield Markup("{}{}{}").format(before, known[match[1]], after)
