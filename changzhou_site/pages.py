"""Which pages there are, and where each stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import unquote

from changzhou_site.addresses import (
    MISSING,
    chart_file,
    document_path,
    language_path,
    topic_path,
)
from changzhou_site.model import Chart, Document, Indicator, Meta, Site

OF_THE_DATA = ("topic", "series")
"""Kinds of pages that are parts of the data page, parted from it where figures are many."""


@dataclass(frozen=True)
class Page:
    """One HTML page of the site."""

    kind: str
    """article, data, topic (its indicators, on a site of many), series (all observations of an
    indicator), corrections, page, chart (one, for embedding) or missing (404)"""
    language: str
    path: str
    """Its folder from the top as an address has it, with a slash behind (`en/data/`), or a file
    (`404.html`)."""
    document: Document | None = None
    chart: Chart | None = None
    indicator: Indicator | None = None
    topic: str | None = None
    """The file of data/indicators/."""
    alternates: Mapping[str, str] | None = None
    """The same page in each language that has it: language -> path."""

    @property
    def file(self) -> str:
        path = unquote(self.path)
        return path if path.endswith(".html") else f"{path}index.html"

    @property
    def is_listed(self) -> bool:
        """Whether it is to be found and shared; a chart alone and the 404 are not."""
        return self.kind not in ("chart", "missing")

    @property
    def has_card(self) -> bool:
        """Whether it has a picture for sharing of its own."""
        return self.is_listed and self.kind not in OF_THE_DATA

    @property
    def name(self) -> str:
        """What its card is called; the pages of some figures share that of the data page."""
        if self.kind in OF_THE_DATA:
            return "data"
        return self.document.slug if self.document else self.kind


def site_pages(site: Site) -> tuple[Page, ...]:
    """Every page, language by language, the article first."""
    slugs = {code: {d.slug for d in site.pages(code)} for code in site.languages}
    pages = [page for code in site.languages for page in _pages(code, site, slugs)]
    return (*pages, Page("missing", site.first.code, MISSING))


def _pages(language: str, site: Site, slugs: Mapping[str, set[str]]) -> Iterator[Page]:
    yield _translated("article", language, "", site)
    yield _translated("data", language, "data/", site)
    for stem in site.by_topic if site.has_topic_pages else ():
        path = topic_path(site.meta, site.first.code, stem)
        yield replace(_translated("topic", language, path, site), topic=stem)
    for indicator in site.indicators.values():
        if indicator.is_long:
            page = _translated("series", language, f"data/{indicator.id}/", site)
            yield replace(page, indicator=indicator)
    if site.corrections:
        yield _translated("corrections", language, "corrections/", site)
    for document in site.pages(language):
        yield _document_page(document, site.meta, slugs)
    for chart in site.charts.values():
        page = _translated("chart", language, f"charts/{chart.id}/", site)
        yield replace(page, chart=chart)


def _translated(kind: str, language: str, path: str, site: Site) -> Page:
    alternates = {other: language_path(site.meta, other) + path for other in site.languages}
    return Page(kind, language, alternates[language], alternates=alternates)


def _document_page(document: Document, meta: Meta, slugs: Mapping[str, set[str]]) -> Page:
    alternates = {
        language: f"{language_path(meta, language)}{document.slug}/"
        for language in meta.languages
        if document.slug in slugs[language]
    }
    path, _ = document_path(document, meta)
    return Page("page", document.language, path, document=document, alternates=alternates)


def oembed_file(meta: Meta, chart: Chart, language: str) -> str:
    return f"{language_path(meta, language)}charts/{chart.id}/oembed.json"


def card_file(meta: Meta, page: Page) -> str:
    """Where a page's picture for sharing lies: a chart's own picture, else its card."""
    if page.chart:
        return chart_file(meta, page.chart, page.language, "png")
    return f"{language_path(meta, page.language)}cards/{page.name}.png"
