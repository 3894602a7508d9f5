"""What a page is rendered from: the site as one page sees it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from changzhou_site.figures import rich_text
from changzhou_site.charts import Layout
from changzhou_site.model import Localised, Site
from changzhou_site.pages import Addresses, Page
from changzhou_site.prose import Prose
from changzhou_site.figures import plain_text
from changzhou_site.render.words import WORDS
from changzhou_site.source import Text
from changzhou_site.mentions.stands import Stand

Drawings = Mapping[tuple[str, str, Layout], str]
"""The SVG of each chart, by id, language and layout."""


@dataclass(frozen=True)
class Scene:
    """A page with all that it is made from."""

    site: Site
    page: Page
    pages: tuple[Page, ...]
    addresses: Addresses
    prose: Mapping[str, Prose]
    """The page's documents as HTML and blocks, by path of their file."""
    drawings: Drawings
    stands: Mapping[str, tuple[Stand, ...]]
    """Where each indicator is seen in the page's language."""

    @property
    def language(self) -> str:
        return self.page.language

    @property
    def words(self) -> Mapping[str, str]:
        return WORDS[self.language]

    def plain(self, text: Localised | Text) -> str:
        """A text with its figures filled in, for titles and attributes."""
        return plain_text(self._pick(text), self.site, self.language)

    def rich(self, text: Localised | Text, *, linked: bool = True) -> Markup:
        """A text with its figures bound, for the page itself."""
        rows = self.addresses if linked else None
        return rich_text(self._pick(text), self.site, self.language, rows)

    def title(self, text: Localised | Text) -> Markup:
        """A heading's text; in Chinese its clauses hold together where the line breaks."""
        rich = self.rich(text, linked=False)
        if self.language != "zh":
            return rich
        clauses = re.findall(r".+?(?:[，；：。？！]|$)", str(rich))
        span = Markup('<span class="clause">{}</span>')
        return Markup().join(span.format(Markup(clause)) for clause in clauses)

    def _pick(self, text: Localised | Text) -> Text:
        return text if isinstance(text, Text) else text[self.language]
