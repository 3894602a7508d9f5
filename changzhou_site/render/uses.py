"""Where on the site each indicator stands, for the data page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from changzhou_site.model import Document, Site
from changzhou_site.pages import language_path
from changzhou_site.prose import Prose
from changzhou_site.references import plain_text
from changzhou_site.render.scene import Use
from changzhou_site.render.words import WORDS

Proses = Mapping[str, Prose]
"""Every document as HTML and blocks, by path of its file."""


def find_uses(site: Site, proses: Proses, language: str) -> dict[str, tuple[Use, ...]]:
    """The places of each indicator on the pages of a language, in reading order, each once."""
    found: dict[str, dict[Use, None]] = {}
    for id, use in _uses(site, proses, language):
        found.setdefault(id, {})[use] = None
    return {id: tuple(uses) for id, uses in found.items()}


def _uses(site: Site, proses: Proses, language: str) -> Iterator[tuple[str, Use]]:
    start = language_path(site.meta, language)
    for text in site.meta.front:
        yield text.value, Use(WORDS[language]["front"], start, "main")
    for document in (*site.sections(language), *site.pages(language)):
        path, fragment = _address(document, start)
        prose = proses[document.path]
        title = plain_text(document.title, site, language)
        for mention in prose.mentions:
            yield mention.id, Use(title, path, fragment)
        for id in prose.charts:
            chart = site.charts[id]
            use = Use(plain_text(chart.title[language], site, language), path, f"chart-{id}")
            yield from ((shown, use) for shown in chart.ids)


def _address(document: Document, start: str) -> tuple[str, str]:
    if document.layout == "section":
        return start, document.slug
    return f"{start}{document.slug}/", "main"
