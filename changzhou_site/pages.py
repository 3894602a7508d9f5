"""Which pages there are, where each stands, and how one leads to another."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from changzhou_site.model import Chart, Correction, Document, Meta, Site


@dataclass(frozen=True)
class Page:
    """One HTML page of the site."""

    kind: str
    """article, data, corrections, page, chart (one chart, for embedding) or missing (404)"""
    language: str
    path: str
    """Its folder from the top, with a slash behind (`en/data/`), or a file (`404.html`)."""
    document: Document | None = None
    chart: Chart | None = None
    alternates: Mapping[str, str] | None = None
    """The same page in each language that has it: language -> path."""

    @property
    def file(self) -> str:
        return self.path if self.path.endswith(".html") else f"{self.path}index.html"

    @property
    def is_listed(self) -> bool:
        """Whether it is to be found and shared, with a card; a chart alone and the 404 are not."""
        return self.kind not in ("chart", "missing")

    @property
    def name(self) -> str:
        """What its card is called."""
        return self.document.slug if self.document else self.kind


def language_path(meta: Meta, language: str) -> str:
    """Where a language begins: the first at the top, the others at `<lang>/`."""
    return "" if language == meta.languages[0] else f"{language}/"


def site_pages(site: Site) -> tuple[Page, ...]:
    """Every page, language by language, the article first."""
    meta = site.meta
    pages = [
        page
        for language in meta.languages
        for page in (
            _translated("article", language, "", site),
            _translated("data", language, "data/", site),
            *_corrections(language, site),
            *(_document_page(document, site) for document in site.pages(language)),
            *(_chart_page(chart, language, site) for chart in site.charts.values()),
        )
    ]
    return (*pages, Page("missing", meta.languages[0], "404.html"))


def _translated(kind: str, language: str, path: str, site: Site) -> Page:
    alternates = {other: language_path(site.meta, other) + path for other in site.meta.languages}
    return Page(kind, language, alternates[language], alternates=alternates)


def _corrections(language: str, site: Site) -> Iterator[Page]:
    if site.corrections:
        yield _translated("corrections", language, "corrections/", site)


def _chart_page(chart: Chart, language: str, site: Site) -> Page:
    page = _translated("chart", language, f"charts/{chart.id}/", site)
    return replace(page, chart=chart)


def chart_file(meta: Meta, chart: Chart, language: str, suffix: str) -> str:
    """Where a chart's file lies: `charts/<id>.png`."""
    return f"{language_path(meta, language)}charts/{chart.id}.{suffix}"


def oembed_file(meta: Meta, chart: Chart, language: str) -> str:
    return f"{language_path(meta, language)}charts/{chart.id}/oembed.json"


def card_file(meta: Meta, page: Page) -> str:
    """Where a page's picture for sharing lies: a chart's own picture, else its card."""
    if page.chart:
        return chart_file(meta, page.chart, page.language, "png")
    return f"{language_path(meta, page.language)}cards/{page.name}.png"


def _document_page(document: Document, site: Site) -> Page:
    alternates = {
        language: f"{language_path(site.meta, language)}{document.slug}/"
        for language in site.meta.languages
        if any(other.slug == document.slug for other in site.pages(language))
    }
    path = alternates[document.language]
    return Page("page", document.language, path, document=document, alternates=alternates)


def document_path(document: Document, meta: Meta) -> tuple[str, str]:
    """A document's page, and its place on it: a section in the article, or a page of its own."""
    start = language_path(meta, document.language)
    return (
        (start, document.slug) if document.layout == "section" else (f"{start}{document.slug}/", "")
    )


def base_path(meta: Meta) -> str:
    """The path under which the site is served, with slashes at both ends."""
    return urlsplit(meta.url).path or "/"


@dataclass(frozen=True)
class Addresses:
    """Addresses as one page sees them, relative so that the site can be moved."""

    page: Page
    meta: Meta
    files: Mapping[str, str]
    """Where assets and pictures lie, by their plain names."""

    def to(self, path: str, fragment: str = "") -> str:
        """The way to a path from the top of the site, and a place on that page."""
        if fragment and path == self.page.path:
            return f"#{fragment}"
        mark = f"#{fragment}" if fragment else ""
        if self.page.kind == "missing":  # it may be shown at any depth
            return base_path(self.meta) + path + mark
        way = posixpath.relpath(path or ".", self.page.path or ".")
        return f"{way}/{mark}" if path.endswith("/") or not path else way + mark

    def file(self, name: str) -> str:
        return self.to(self.files[name])

    def document(self, document: Document) -> str:
        return self.to(*document_path(document, self.meta))

    def row(self, indicator: str) -> str:
        return self.to(f"{language_path(self.meta, self.page.language)}data/", indicator)

    def correction(self, correction: Correction) -> str:
        start = language_path(self.meta, self.page.language)
        return self.to(f"{start}corrections/", correction.anchor)

    def source(self, source: str) -> str:
        return self.row(f"source-{source}")

    def picture(self, name: str) -> str:
        return self.file(name)
