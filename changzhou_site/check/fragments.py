"""Links to a place on a page: whether there is such a place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from changzhou_site.addresses import (
    corrections_path,
    data_path,
    document_path,
    language_path,
    topic_anchor,
)
from changzhou_site.errors import Problem, suggest
from changzhou_site.model import Document, Site
from changzhou_site.prose import Prose

MAIN = "page-main"

DATA_PARTS = "indicators checks events sources corrections method unbound units limits".split()
"""What the data page has a heading for, of the id `data-…`."""


def check_fragments(site: Site, proses: Mapping[str, Prose]) -> Iterator[Problem]:
    """Every link of the prose to a place that its page does not have."""
    places = _places(site, proses)
    for document in site.documents:
        own = _ids(document, proses[document.path])
        for way, place in proses[document.path].ways:
            here = way.page == document_path(document, site.meta)[0]
            known = places.get(way.page, frozenset()) | (own if here else frozenset())
            if way.written and way.written not in known:
                hint = suggest(way.written, known - {MAIN}, "places on the page")
                yield Problem(place, "unknown-link", f"`#{way.written}` is not on the page", hint)


def _places(site: Site, proses: Mapping[str, Prose]) -> dict[str, frozenset[str]]:
    """The ids that a link may lead to, by page."""
    found: dict[str, frozenset[str]] = {}
    for language in site.languages:
        found[data_path(site.meta, language)] = frozenset(_data_ids(site, language))
        anchors = (correction.anchor for correction in site.corrections)
        found[corrections_path(site.meta, language)] = frozenset((MAIN, *anchors))
        found[language_path(site.meta, language)] = frozenset((MAIN,))
    for document in site.published.values():
        page, _ = document_path(document, site.meta)
        found[page] = found.get(page, frozenset()) | _ids(document, proses[document.path])
    return found


def _ids(document: Document, prose: Prose) -> frozenset[str]:
    """What a document puts on its page that has an id."""
    ids = {MAIN, f"{document.slug}-title"}
    ids |= {document.slug} if document.layout == "section" else set()
    ids |= {heading.id for heading in prose.headings}
    ids |= {f"chart-{id}" for id in prose.charts}
    return frozenset(ids) | prose.notes


def _data_ids(site: Site, language: str) -> Iterator[str]:
    yield MAIN
    if site.has_page_list(language):
        yield "data-pages"
    yield from (f"data-{part}" for part in DATA_PARTS)
    yield from (f"source-{id}" for id in site.sources)
    for id, indicator in site.indicators.items():
        yield id
        yield topic_anchor(indicator.topic)
