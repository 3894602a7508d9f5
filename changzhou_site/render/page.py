"""What each kind of page is given, and its HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import urljoin

from markupsafe import Markup

from changzhou_site.addresses import address, data_path, file_address, language_path
from changzhou_site.charts import CARD_SIZE
from changzhou_site.figures import Block, Found, find_value, period_text
from changzhou_site.model import Chart, Document
from changzhou_site.pages import Page, card_file, oembed_file
from changzhou_site.prose import Prose
from changzhou_site.render.blocks import event_view, figure_view, newest
from changzhou_site.render.chart import chart_view
from changzhou_site.render.citations import cited_sources
from changzhou_site.render.corrections_log import (
    corrections_address,
    corrections_context,
    corrections_text,
)
from changzhou_site.render.data import data_context
from changzhou_site.render.data_table import indicator_rows
from changzhou_site.render.desk import Desk, Once
from changzhou_site.render.embeds import embed_height
from changzhou_site.render.frames import card_alt, page_card
from changzhou_site.render.links import (
    alternate_links,
    language_links,
    navigation_links,
    open_graph_locale,
)
from changzhou_site.render.provenance import provenance_view, seen_on
from changzhou_site.render.series import series_context
from changzhou_site.render.structured import structured_data
from changzhou_site.render.templates import Theme
from changzhou_site.render.topic_index import short_rows, topic_context

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
    )
)
"""Nothing inline, nothing from another host. `frame-ancestors` needs a header, not a meta tag."""

BUNDLES = {"chart": "embed", "missing": "missing"}
"""The style and script that a kind of page loads, if not those of the site."""


@dataclass(frozen=True)
class PageView:
    """All that a page is made from: a template, and what it is given."""

    path: str
    file: str
    template: str
    context: Mapping[str, object]


@dataclass(frozen=True)
class SectionView:
    """A section of the article, or the body of a page."""

    id: str
    kicker: Markup | None
    title: Markup
    plain_title: str
    summary: Markup
    authors: tuple[str, ...]
    body: Markup


def render_page(view: PageView, theme: Theme) -> str:
    """A page's HTML, its addresses from the top of the site. Raises SiteError for a fault in a
    template."""
    return str(theme.render(view.template, view.context))


class PageMaker:
    """Makes the views of one language's pages; what several of them show is made once."""

    def __init__(self, desk: Desk, once: Once) -> None:
        self.desk, self.once = desk, once

    def view(self, page: Page) -> PageView:
        seen = tuple(seen_on(self.desk, page.path))
        context = {**self._shell(page, seen), **self._own(page, seen)}
        return PageView(page.path, page.file, f"pages/{page.kind}.html", context)

    # The shell -----------------------------------------------------------------------------------

    def _shell(self, page: Page, seen: Iterable[Found]) -> dict[str, object]:
        """What every page is given."""
        desk = self.desk
        meta, title = desk.meta, desk.plain(desk.meta.title)
        own, description = desk.page_title(page)
        license, bundle = meta.license, BUNDLES.get(page.kind, "site")
        return {
            "words": desk.words,
            "language": desk.code,
            "tag": desk.language.tag,
            "kind": page.kind,
            "policy": POLICY,
            "title": own,
            "full_title": own if own == title else f"{own} · {title}",
            "description": description,
            "site_title": title,
            "publisher": desk.plain(meta.publisher.name),
            "canonical": urljoin(meta.url, page.path),
            "alternates": list(alternate_links(desk.site, page)),
            "locale": open_graph_locale(desk.language),
            "image": self._image(page),
            "sheets": [file_address(f"{bundle}.css"), *self._heading_fonts(page)],
            "scripts": [] if page.kind == "missing" else [file_address(f"{bundle}.js")],
            "files": {name: file_address(name) for name in desk.site.theme.loose},
            "icon": address("favicon.svg"),
            "icon_picture": address("favicon.png"),
            "published": meta.published.written,
            "modified": desk.site.modified.written,
            "home": address(language_path(meta, desk.code)),
            "links": navigation_links(desk, page),
            "languages": list(language_links(desk.site, page)),
            "license": {"name": desk.plain(license.name), "url": license.url},
            "contact": meta.contact,
            "structured": structured_data(desk, page),
            "provenance": self._provenance(page, seen),
            "corrections_address": corrections_address(desk),
            "data_address": address(data_path(meta, desk.code)),
        }

    def _image(self, page: Page) -> dict[str, str]:
        """The page's picture for sharing, what it shows in words, and its size in pixels, a chart's
        once it is drawn."""
        if page.kind == "missing":
            return {}
        desk = self.desk
        alt = desk.plain(page.chart.alt) if page.chart else card_alt(page_card(desk, page))
        file = card_file(desk.meta, page)
        known = desk.sizes.get(file, ()) if page.chart else CARD_SIZE
        size = zip(("width", "height"), map(str, known), strict=False)
        return {"url": urljoin(desk.meta.url, file), "alt": alt, **dict(size)}

    def _heading_fonts(self, page: Page) -> Iterator[str]:
        """A chart alone has no headings."""
        languages = self.desk.site.languages if page.kind == "missing" else (self.desk.code,)
        if page.kind != "chart":
            yield from (file_address(f"headline-{code}.css") for code in languages)

    def _provenance(self, page: Page, seen: Iterable[Found]) -> Markup:
        """What stands behind the numbers of a page; what a number of the data page leads to stands
        there already."""
        if page.kind in ("data", "series"):
            return Markup()
        return Markup().join(map(self._slip, seen))

    def _slip(self, found: Found) -> Markup:
        name = f"slip {self.desk.code} {found.key}"
        return self.once(name, partial(self._make_slip, found.indicator.id, found.key))

    def _make_slip(self, id: str, key: str) -> Markup:
        """It is given names alone: what a piece knows it has to have asked for."""
        indicator = self.desk.site.indicators[id]
        each = (Found(indicator, observation) for observation in indicator.observations)
        about = provenance_view(self.desk, next(found for found in each if found.key == key))
        return self._part("parts/provenance.html", {"about": about})

    def _part(self, template: str, context: Mapping[str, object]) -> Markup:
        return self.desk.theme.render(template, {"words": self.desk.words, **context})

    def _full_rows(self, stem: str) -> Markup:
        """The indicators of a topic as rows of a table; `_short_rows` the same for an index."""
        return self.once(f"rows {self.desk.code} {stem}", partial(self._make_rows, stem))

    def _make_rows(self, stem: str) -> Markup:
        return self._part("parts/indicator_rows.html", {"rows": indicator_rows(self.desk, stem)})

    def _short_rows(self, stem: str) -> Markup:
        make = partial(self._make_short_rows, stem)
        return self.once(f"index {self.desk.code} {stem}", make)

    def _make_short_rows(self, stem: str) -> Markup:
        return self._part("parts/index_rows.html", {"rows": short_rows(self.desk, stem)})

    # Kinds ---------------------------------------------------------------------------------------

    def _own(self, page: Page, seen: tuple[Found, ...]) -> dict[str, object]:
        """What a kind of page is given besides."""
        if page.kind == "article":
            return self._article(seen)
        if page.kind == "data":
            is_index = self.desk.site.has_topic_pages
            return data_context(self.desk, self._short_rows if is_index else self._full_rows)
        if page.topic is not None:
            return topic_context(self.desk, page.topic, self._full_rows)
        if page.indicator:
            return series_context(self.desk, page.indicator)
        if page.kind == "corrections":
            return corrections_context(self.desk)
        if page.document:
            prose = self.desk.proses[page.document.path]
            return {"section": self._section(page.document, prose)}
        return self._chart_page(page.chart) if page.chart else self._missing()

    def _article(self, seen: tuple[Found, ...]) -> dict[str, object]:
        desk = self.desk
        meta, documents = desk.meta, desk.site.sections(desk.code)
        proses = [desk.proses[document.path] for document in documents]
        opening = desk.opening
        if opening:
            proses[0] = replace(proses[0], pieces=proses[0].pieces[1:])
        return {
            "headline": desk.title(meta.title),
            "kicker": desk.rich(meta.kicker) if meta.kicker else None,
            "standfirst": desk.rich(meta.description),
            "authors": [desk.plain(author.name) for author in meta.authors],
            "dates": list(self._dates()),
            "figures": [figure_view(desk, newest(desk, text.value)) for text in meta.front],
            "opening": self._chart(opening.id, alone=False) if opening else None,
            "sections": [
                self._section(document, prose)
                for document, prose in zip(documents, proses, strict=True)
            ],
            "sources": cited_sources(desk, seen, (desk.proses[d.path] for d in documents)),
            "corrections": corrections_text(desk),
        }

    def _dates(self) -> Iterator[tuple[str, str, str]]:
        """When the article came out and when it was changed: word, date, date for machines."""
        desk, published = self.desk, self.desk.meta.published
        days = [("published", published)]
        modified = desk.site.modified
        days += [("updated", modified)] if modified != published else []
        for word, day in days:
            yield desk.words[word], period_text(day, desk.language), day.written

    def _section(self, document: Document, prose: Prose) -> SectionView:
        desk = self.desk
        return SectionView(
            id=document.slug,
            kicker=desk.rich(document.kicker) if document.kicker else None,
            title=desk.title(document.title),
            plain_title=desk.plain(document.title),
            summary=desk.rich(document.summary),
            authors=tuple(desk.plain(author.name) for author in document.authors),
            body=Markup("\n").join(map(self._piece, prose.pieces)),
        )

    def _piece(self, piece: Markup | Block) -> Markup:
        if isinstance(piece, Block):
            return self._block(piece)
        return Markup('<div class="text">\n{}\n</div>').format(piece)

    def _block(self, block: Block) -> Markup:
        desk = self.desk
        if block.kind == "chart":
            return self._chart(block.items[0].id, alone=False)
        if block.kind == "timeline":
            views: object = [event_view(desk, event) for event in desk.site.events]
            return self._part("blocks/timeline.html", {"events": views})
        views = [
            figure_view(desk, find_value(item, desk.site, desk.language)) for item in block.items
        ]
        return self._part(f"blocks/{block.kind}.html", {"figures": views})

    def _chart(self, id: str, *, alone: bool) -> Markup:
        name = f"chart {self.desk.code} {id}{' alone' if alone else ''}"
        return self.once(name, partial(self._make_chart, id, alone))

    def _make_chart(self, id: str, alone: bool) -> Markup:
        height = embed_height(self.desk, id, self.once)
        view = chart_view(self.desk, self.desk.site.charts[id], height, alone=alone)
        parts = {"chart": view, "heading": "h1" if alone else "p"}
        return self._part("blocks/chart.html", parts)

    def _chart_page(self, chart: Chart) -> dict[str, object]:
        """One chart on its own, for embedding, with the way to the article that it stands in."""
        meta, code = self.desk.meta, self.desk.code
        return {
            "chart": self._chart(chart.id, alone=True),
            "oembed": urljoin(meta.url, oembed_file(meta, chart, code)),
            "article_address": address(language_path(meta, code)),
        }

    def _missing(self) -> dict[str, object]:
        """The page for a wrong address speaks every language of the site."""
        site = self.desk.site
        return {
            "messages": [
                {
                    "tag": language.tag,
                    "words": language.words,
                    "home": address(language_path(site.meta, code)),
                }
                for code, language in site.languages.items()
            ]
        }
