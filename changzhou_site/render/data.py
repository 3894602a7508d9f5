"""The data page: every figure with its source, formula and uses, and how to read them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from changzhou_site.addresses import address, document_address
from changzhou_site.render.blocks import event_view
from changzhou_site.render.checks import check_views
from changzhou_site.render.citations import citation
from changzhou_site.render.data_table import MakeRows, Topic, topics
from changzhou_site.render.desk import Desk
from changzhou_site.render.extent import coverage_text, limit_texts
from changzhou_site.render.links import PAGE_LIST, Link
from changzhou_site.render.method import rules, terms, unit_views
from changzhou_site.render.topic_index import IndexedTopic, indexed_topics
from changzhou_site.render.unbound import unbound_terms

DOWNLOADS = {
    "download_indicators_csv": "data/indicators.csv",
    "download_indicators_json": "data/indicators.json",
    "download_package": "data/datapackage.json",
}
"""The same files for all languages, at the top of the site."""

PARTS = {
    "data-method": "method",
    "data-unbound": "unbound",
    "data-units": "units",
    "data-limits": "limits",
    "data-checks": "checks",
    "data-events": "events",
    "data-sources": "sources",
    "data-corrections": "corrections",
    PAGE_LIST: "pages",
}
"""The parts under the table: id, and the word that heads it; what it shows has the same name."""

MANY_TOPICS = 40
"""The contents of the page name no more topics: they would be longer than the table's beginning."""


@dataclass(frozen=True)
class SourceView:
    """An entry of the list of sources."""

    id: str
    citation: Markup
    license: str | None


def data_context(desk: Desk, rows: MakeRows) -> dict[str, object]:
    """What the data page's template is given."""
    site = desk.site
    found = indexed_topics(desk, rows) if site.has_topic_pages else topics(desk, rows)
    views: dict[str, object] = {
        "events": [event_view(desk, event) for event in site.events],
        "checks": check_views(desk),
        "limits": list(limit_texts(desk)),
        "unbound": list(unbound_terms(desk)),
        "pages": _page_links(desk),
    }
    absent = {name for name, view in views.items() if not view}
    absent |= set() if site.has_page_list(desk.code) else {"pages"}
    return {
        **views,
        "topics": found,
        "is_index": site.has_topic_pages,
        "has_page_list": site.has_page_list(desk.code),
        "contents": list(_contents(desk, found, absent)),
        "coverage": coverage_text(desk, desk.texts),
        "downloads": [Link(desk.words[word], address(path)) for word, path in DOWNLOADS.items()],
        "terms": list(terms(desk)),
        "rules": list(rules(desk)),
        "units": unit_views(desk),
        "sources": [
            SourceView(source.id, citation(desk, source), source.license)
            for source in site.sources.values()
        ],
    }


def _page_links(desk: Desk) -> list[Link]:
    """The pages beside the article."""
    pages = desk.site.pages(desk.code)
    return [Link(desk.plain(page.title), document_address(page, desk.meta)) for page in pages]


def _contents(
    desk: Desk, found: Sequence[Topic | IndexedTopic], absent: set[str]
) -> Iterator[Link]:
    """The topics and parts; `absent` are the words of parts that have nothing to say."""
    for topic in found if len(found) <= MANY_TOPICS else ():
        yield Link(topic.name, f"#{topic.id}")
    for id, word in PARTS.items():
        if word not in absent:
            yield Link(desk.words[word], f"#{id}")
