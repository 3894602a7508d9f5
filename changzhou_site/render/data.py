"""The data page: every figure with its source, formula and uses, and how to read them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from changzhou_site.model import Source
from changzhou_site.render.blocks import event_view
from changzhou_site.render.checks import check_views
from changzhou_site.render.citations import citation
from changzhou_site.render.extent import coverage, coverage_texts, limit_texts
from changzhou_site.render.data_table import Topic, topics
from changzhou_site.render.method import rules, terms, unit_views
from changzhou_site.render.desk import Scene

DOWNLOADS = {
    "download_indicators_csv": "data/indicators.csv",
    "download_indicators_json": "data/indicators.json",
    "download_package": "data/datapackage.json",
}
"""The same files for all languages, at the top of the site."""

PARTS = {
    "data-method": "method",
    "data-units": "units",
    "data-limits": "limits",
    "data-checks": "checks",
    "data-events": "events",
    "data-sources": "sources",
    "data-corrections": "corrections",
}
"""The parts under the table: id and word."""


@dataclass(frozen=True)
class Named:
    """A link with its text."""

    text: str
    address: str


@dataclass(frozen=True)
class SourceView:
    """An entry of the list of sources."""

    id: str
    citation: Markup
    license: str | None


def data_context(scene: Scene) -> dict[str, object]:
    """What the data page's template is given."""
    site = scene.site
    found = topics(scene)
    views: dict[str, object] = {
        "events": [event_view(scene, event) for event in site.events],
        "checks": check_views(scene),
        "limits": list(limit_texts(scene)),
    }
    absent = {name for name, view in views.items() if not view}
    return {
        **views,
        "topics": found,
        "contents": list(_contents(scene, found, absent)),
        "coverage": scene.words["sentence_gap"].join(coverage_texts(scene, coverage(scene))),
        "downloads": [
            Named(scene.words[word], scene.addresses.to(path)) for word, path in DOWNLOADS.items()
        ],
        "terms": terms(scene),
        "rules": list(rules(scene)),
        "pages": list(_pages(scene)),
        "units": unit_views(scene),
        "sources": [_source(scene, source) for source in site.sources.values()],
    }


def _contents(scene: Scene, found: tuple[Topic, ...], absent: set[str]) -> Iterator[Named]:
    """The topics and parts; `absent` are the words of parts that have nothing to say."""
    for topic in found:
        yield Named(topic.name, f"#{topic.id}")
    for id, word in PARTS.items():
        if word not in absent:
            yield Named(scene.words[word], f"#{id}")


def _pages(scene: Scene) -> Iterator[Named]:
    """The site's own pages, where it may say more of its methods."""
    for document in scene.site.pages(scene.language):
        yield Named(scene.plain(document.title), scene.addresses.document(document))


def _source(scene: Scene, source: Source) -> SourceView:
    return SourceView(source.id, citation(scene, source), source.license)
