"""Renders one page: its shell, and what its kind puts into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from markupsafe import Markup

from changzhou_site.model import Document
from changzhou_site.pages import card_file, language_path, oembed_file
from changzhou_site.prose import Prose
from changzhou_site.figures import Block
from changzhou_site.render.blocks import event_view, figure_view, value_of
from changzhou_site.render.chart import chart_view
from changzhou_site.render.citations import cited_sources
from changzhou_site.render.corrections_log import (
    corrections_address,
    corrections_context,
    corrections_text,
)
from changzhou_site.render.data import data_context
from changzhou_site.render.frames import card_alt, page_card, page_title
from changzhou_site.render.provenance import provenance_views
from changzhou_site.render.desk import Scene
from changzhou_site.render.structured import structured_data
from changzhou_site.render.templates import Theme
from changzhou_site.render.words import WORDS
from changzhou_site.figures import LOCALES, TAGS, period_text

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


TEMPLATES = {"chart": "embed.html"}
"""The templates that are not called as their kind of page."""


@dataclass(frozen=True)
class Link:
    """A link of the page's frame."""

    text: str
    address: str
    tag: str = ""
    current: bool = False


@dataclass(frozen=True)
class SectionView:
    """A section of the article, or the body of a page."""

    id: str
    kicker: Markup | None
    title: Markup
    plain_title: str
    summary: Markup
    body: Markup


def render_page(scene: Scene, theme: Theme) -> bytes:
    """A page's HTML. Raises SiteError for a fault in a template."""
    kinds: Mapping[str, Callable[[Scene, Theme], dict[str, object]]] = {
        "article": _article,
        "data": lambda scene, _: data_context(scene),
        "page": _document_page,
        "chart": lambda scene, _: _chart_page(scene),
        "corrections": lambda scene, _: corrections_context(scene),
        "missing": _missing,
    }
    own = kinds[scene.page.kind](scene, theme)
    title, description = page_title(scene.site, scene.page)
    shell = _shell(scene, title, description)
    html = theme.render(TEMPLATES.get(scene.page.kind, f"{scene.page.kind}.html"), {**shell, **own})
    return f"{html}".encode()


def _shell(scene: Scene, title: str, description: str) -> dict[str, object]:
    """What every page is given."""
    meta, to = scene.site.meta, scene.addresses
    site_title = scene.plain(meta.title)
    return {
        "words": scene.words,
        "language": scene.language,
        "tag": TAGS[scene.language],
        "kind": scene.page.kind,
        "policy": POLICY,
        "title": title,
        "full_title": title if title == site_title else f"{title} · {site_title}",
        "description": description,
        "site_title": site_title,
        "publisher": scene.plain(meta.publisher.name),
        "canonical": urljoin(meta.url, scene.page.path),
        "alternates": list(_alternates(scene)),
        "locale": LOCALES[scene.language].replace("_Hans", ""),
        "image": _image(scene),
        "css": to.file("site.css"),
        "script": to.file("site.js"),
        "icon": to.to("favicon.svg"),
        "home": to.to(language_path(meta, scene.language)),
        "links": list(_navigation(scene)),
        "languages": list(_languages(scene)),
        "license": {"name": scene.plain(meta.license.name), "url": meta.license.url},
        "contact": meta.contact,
        "structured": structured_data(scene),
        "provenance": provenance_views(scene),
        "corrections_address": corrections_address(scene),
        "data_address": to.to(f"{language_path(meta, scene.language)}data/"),
    }


def _image(scene: Scene) -> dict[str, str]:
    """The page's picture for sharing, and what it shows in words."""
    meta, page = scene.site.meta, scene.page
    if page.kind == "missing":
        return {}
    alt = scene.plain(page.chart.alt) if page.chart else card_alt(page_card(scene.site, page))
    return {"url": urljoin(meta.url, card_file(meta, page)), "alt": alt}


def _alternates(scene: Scene) -> Iterator[Link]:
    """The page in its other languages, absolute, for machines; the first is the default."""
    paths = scene.page.alternates or {}
    for language, path in paths.items():
        yield Link(language, urljoin(scene.site.meta.url, path), TAGS[language])
    first = scene.site.meta.languages[0]
    if first in paths:
        yield Link(first, urljoin(scene.site.meta.url, paths[first]), "x-default")


def _languages(scene: Scene) -> Iterator[Link]:
    """The page in each language, or its article where the page is not translated."""
    meta = scene.site.meta
    for language in meta.languages:
        path = (scene.page.alternates or {}).get(language, language_path(meta, language))
        current = language == scene.language
        yield Link(WORDS[language]["name"], scene.addresses.to(path), TAGS[language], current)


def _navigation(scene: Scene) -> Iterator[Link]:
    """The pages beside the article."""
    for page in scene.pages:
        if page.language == scene.language and page.kind in ("page", "data"):
            text = scene.plain(page.document.title) if page.document else scene.words["data"]
            if page.document and page.document.kicker:
                text = scene.plain(page.document.kicker)
            yield Link(text, scene.addresses.to(page.path), current=page == scene.page)


def _article(scene: Scene, theme: Theme) -> dict[str, object]:
    meta, words = scene.site.meta, scene.words
    documents = scene.site.sections(scene.language)
    opening, views = None, []
    for document in documents:
        prose = scene.prose[document.path]
        if document is documents[0] and _opens_with_chart(prose):
            block = prose.pieces[0]
            assert isinstance(block, Block)
            opening = chart_view(scene, scene.site.charts[block.items[0].id])
            prose = replace(prose, pieces=prose.pieces[1:])
        views.append(_section(scene, theme, document, prose))
    return {
        "headline": scene.title(meta.title),
        "kicker": scene.rich(meta.kicker) if meta.kicker else None,
        "standfirst": scene.rich(meta.description),
        "authors": [scene.plain(author.name) for author in meta.authors],
        "dates": [
            (words[name], period_text(day, scene.language), day.written)
            for name, day in (("published", meta.published), ("updated", scene.site.modified))
            if name == "published" or day != meta.published
        ],
        "figures": [figure_view(scene, value_of(text.value)) for text in meta.front],
        "opening": opening,
        "sections": views,
        "sources": cited_sources(scene),
        "corrections": corrections_text(scene),
    }


def _opens_with_chart(prose: Prose) -> bool:
    """The first section's chart, where it stands first, is the opening picture."""
    first = prose.pieces[0] if prose.pieces else None
    return isinstance(first, Block) and first.kind == "chart"


def _section(scene: Scene, theme: Theme, document: Document, prose: Prose) -> SectionView:
    return SectionView(
        id=document.slug,
        kicker=scene.rich(document.kicker) if document.kicker else None,
        title=scene.title(document.title),
        plain_title=scene.plain(document.title),
        summary=scene.rich(document.summary),
        body=Markup("\n").join(_piece(scene, theme, piece) for piece in prose.pieces),
    )


def _piece(scene: Scene, theme: Theme, piece: Markup | Block) -> Markup:
    if not isinstance(piece, Block):
        return Markup('<div class="text">\n{}\n</div>').format(piece)
    return theme.render(f"{piece.kind}.html", {"words": scene.words, **_block(scene, piece)})


def _block(scene: Scene, block: Block) -> dict[str, object]:
    """What the partial of a block is given."""
    if block.kind == "chart":
        return {"chart": chart_view(scene, scene.site.charts[block.items[0].id])}
    if block.kind == "timeline":
        return {"events": [event_view(scene, event) for event in scene.site.events]}
    return {"figures": [figure_view(scene, value) for value in block.items]}


def _document_page(scene: Scene, theme: Theme) -> dict[str, object]:
    document = scene.page.document
    assert document is not None
    return {"section": _section(scene, theme, document, scene.prose[document.path])}


def _chart_page(scene: Scene) -> dict[str, object]:
    """One chart on its own, for embedding, with the way to the article that it stands in."""
    page, meta = scene.page, scene.site.meta
    assert page.chart is not None
    start = language_path(meta, scene.language)
    return {
        "chart": chart_view(scene, page.chart),
        "oembed": urljoin(meta.url, oembed_file(meta, page.chart, scene.language)),
        "article_address": scene.addresses.to(start),
    }


def _missing(scene: Scene, _: Theme) -> dict[str, object]:
    """The page for a wrong address speaks every language of the site."""
    meta = scene.site.meta
    return {
        "messages": [
            {
                "tag": TAGS[language],
                "words": WORDS[language],
                "home": scene.addresses.to(language_path(meta, language)),
            }
            for language in meta.languages
        ]
    }
