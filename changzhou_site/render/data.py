"""The data page: every figure with its source, formula and uses, and how to read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from changzhou_site.addresses import address, document_address
from changzhou_site.mentions import ReaderText
from changzhou_site.render.blocks import event_view
from changzhou_site.render.checks import check_views
from changzhou_site.render.citations import citation
from changzhou_site.render.data_table import Topic, topics
from changzhou_site.render.desk import Desk
from changzhou_site.render.extent import coverage_text, limit_texts
from changzhou_site.render.links import Link
from changzhou_site.render.method import rules, terms, unit_views
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
}
"""The parts under the table: id and word."""


@dataclass(frozen=True)
class SourceView:
    """An entry of the list of sources."""

    id: str
    citation: Markup
    license: str | None


def data_context(desk: Desk, texts: Iterable[ReaderText]) -> dict[str, object]:
    """What the data page's template is given."""
    site = desk.site
    found = topics(desk)
    views: dict[str, object] = {
        "events": [event_view(desk, event) for event in site.events],
        "checks": check_views(desk),
        "limits": list(limit_texts(desk)),
        "unbound": list(unbound_terms(desk)),
    }
    absent = {name for name, view in views.items() if not view}
    return {
        **views,
        "topics": found,
        "contents": list(_contents(desk, found, absent)),
        "coverage": coverage_text(desk, texts),
        "downloads": [Link(desk.words[word], address(path)) for word, path in DOWNLOADS.items()],
        "terms": list(terms(desk)),
        "rules": list(rules(desk)),
        "pages": [
            Link(desk.plain(page.title), document_address(page, desk.meta))
            for page in site.pages(desk.code)
        ],
        "units": unit_views(desk),
        "sources": [
            SourceView(source.id, citation(desk, source), source.license)
            for source in site.sources.values()
        ],
    }


def _contents(desk: Desk, found: tuple[Topic, ...], absent: set[str]) -> Iterator[Link]:
    """The topics and parts; `absent` are the words of parts that have nothing to say."""
    for topic in found:
        yield Link(topic.name, f"#{topic.id}")
    for id, word in PARTS.items():
        if word not in absent:
            yield Link(desk.words[word], f"#{id}")
