"""The texts that are set in the packaged serif."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from changzhou_site.model import Site
from changzhou_site.figures import plain_text
from changzhou_site.render.words import WORDS
from changzhou_site.figures import figure_characters


def headline_texts(site: Site) -> Mapping[str, tuple[str, ...]]:
    """By language: headline, section and page titles, and what any figure in them may come to say.

    So a changed figure needs no other font, and changes no page that does not say it.
    """
    return {language: tuple(_texts(site, language)) for language in site.meta.languages}


def _texts(site: Site, language: str) -> Iterator[str]:
    yield figure_characters((i.unit for i in site.indicators.values()), language)
    yield plain_text(site.meta.title[language], site, language)
    for document in (*site.sections(language), *site.pages(language)):
        yield plain_text(document.title, site, language)
    words = WORDS[language]
    yield words["data_title"]
    yield words["corrections_title"]
    yield words["missing_title"]
