"""What the fonts of headings hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from changzhou_site.figures import figure_characters, plain_text
from changzhou_site.mentions import ReaderText, of_language
from changzhou_site.model import Language, Site


def headline_characters(language: Language, site: Site, texts: Iterable[ReaderText]) -> str:
    """Those of headline, section and page titles, and what any figure in them may come to say: so a
    changed figure needs no other font, and changes no page that does not say it."""
    return "".join(sorted(set("".join(_said(language, site, texts)))))


def _said(language: Language, site: Site, texts: Iterable[ReaderText]) -> Iterator[str]:
    yield figure_characters(site.used_units, language.numbers)
    for each in of_language(texts, language.code):
        if each.face == "serif":
            yield plain_text(each.text, site, language)
    for word in ("data_title", "corrections_title", "missing_title"):
        yield language.words[word]
