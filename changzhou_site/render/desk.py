"""What pages of one language are put together from, with addresses from the site's top."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from markupsafe import Markup

from changzhou_site.addresses import document_path
from changzhou_site.charts import Layout
from changzhou_site.figures import digits_text, observed_text, plain_text, plural, rich_text
from changzhou_site.guard import StandingName
from changzhou_site.mentions import Proses, ReaderText, Stands, opening_chart
from changzhou_site.model import Chart, Document, Indicator, Language, Localised, Meta, Site, Source
from changzhou_site.pages import Page
from changzhou_site.prose import heading_clauses
from changzhou_site.render.templates import Theme
from changzhou_site.source import Text

Drawings = Mapping[tuple[str, str, Layout], str]
"""The SVG of each chart, by id, language and layout."""

Sizes = Mapping[str, tuple[int, int]]
"""Width and height in pixels of the pictures that were drawn, by path."""


Once = Callable[[str, Callable[[], str]], Markup]
"""Gives a piece by its name, and makes it if it was not made."""


@dataclass(frozen=True, eq=False)
class Desk:
    """The site in one language, with all that its pages share."""

    site: Site
    language: Language
    pages: tuple[Page, ...]
    """Those of the language."""
    proses: Proses
    stands: Stands
    theme: Theme
    names: tuple[StandingName, ...]
    """What holds a number and stands unbound on those pages."""
    texts: tuple[ReaderText, ...] = field(repr=False)
    """Every text beside the prose that a reader sees."""
    drawings: Drawings = field(repr=False)
    sizes: Sizes = field(repr=False)

    @property
    def code(self) -> str:
        return self.language.code

    @property
    def meta(self) -> Meta:
        return self.site.meta

    @property
    def words(self) -> Mapping[str, str]:
        return self.language.words

    def plain(self, text: Localised | Text) -> str:
        """A text with its figures filled in, for titles and attributes."""
        return plain_text(self._pick(text), self.site, self.language)

    def rich(self, text: Localised | Text, *, linked: bool = True) -> Markup:
        """A text with its figures bound, for the page itself."""
        return rich_text(self._pick(text), self.site, self.language, linked=linked)

    @property
    def opening(self) -> Chart | None:
        """The chart that the article opens with."""
        id = opening_chart(self.site, self.proses, self.code)
        return self.site.charts[id] if id else None

    def title(self, text: Localised | Text) -> Markup:
        """A heading's text; where a language has no spaces its clauses hold together."""
        rich = self.rich(text, linked=False)
        if not self.language.typesetting.clauses:
            return rich
        span = Markup('<span class="clause">{}</span>')
        return Markup().join(span.format(Markup(clause)) for clause in self.clauses(str(rich)))

    def clauses(self, text: str) -> list[str]:
        """The parts of a heading that hold together; all of it in a language that has spaces."""
        return heading_clauses(text, self.language.typesetting)

    def count(self, word: str, number: int) -> str:
        """How many there are, in words of the theme: `1 figure`, `5 figures`."""
        form = plural(self.language.counted[word], number, self.language.locale)
        return form.replace("{n}", digits_text(Decimal(number), self.language.numbers))

    def kind_word(self, kind: str) -> str:
        """What a figure is that is not measured; nothing for one that is."""
        return self.words.get(f"kind_{kind}", "")

    def page_title(self, page: Page) -> tuple[str, str]:
        """A page's title and description, as plain text."""
        if page.document:
            return self.plain(page.document.title), self.plain(page.document.summary)
        if page.chart:
            return self.plain(page.chart.title), self.plain(page.chart.alt)
        if page.indicator:
            return self.plain(page.indicator.label), self._extent(page.indicator)
        if page.topic is not None:
            return self.topic_name(page.topic), self.words["topic_summary"]
        if f"{page.kind}_title" in self.words:
            return self.words[f"{page.kind}_title"], self.words[f"{page.kind}_summary"]
        return self.plain(self.meta.title), self.plain(self.meta.description)

    def topic_name(self, stem: str) -> str:
        """What heads the figures of a file of data/indicators/, as plain text."""
        named = self.site.topic_text(self.code, stem)
        return self.plain(named) if named else plain_name(stem)

    def _extent(self, indicator: Indicator) -> str:
        """How many observations there are, and from when to when."""
        ends = indicator.observations[0], indicator.newest
        first, last = (observed_text(each, self.language) for each in ends)
        count = self.count("observations", len(indicator.observations))
        return self.words["series_summary"].format(observations=count, first=first, last=last)

    def short_name(self, document: Document) -> str:
        """What a section or page is called in short: its kicker, else its title."""
        return self.plain(document.kicker or document.title)

    @cached_property
    def short_names(self) -> Mapping[tuple[str, str], str]:
        """The same by a document's page and its place there."""
        documents = self.site.read_in(self.code)
        return {document_path(each, self.meta): self.short_name(each) for each in documents}

    @cached_property
    def sources_of(self) -> Mapping[str, tuple[Source, ...]]:
        """The sources by the name of their publisher."""
        found: dict[str, tuple[Source, ...]] = {}
        for source in self.site.sources.values():
            publisher = self.plain(source.publisher)
            found[publisher] = (*found.get(publisher, ()), source)
        return found

    @cached_property
    def card_titles(self) -> Mapping[str, str]:
        """The titles of the pages that have cards, by the card's name."""
        return {page.name: self.page_title(page)[0] for page in self.pages if page.has_card}

    def _pick(self, text: Localised | Text) -> Text:
        return text if isinstance(text, Text) else text[self.code]


def plain_name(stem: str) -> str:
    """A topic of which nothing else is known, by its file."""
    words = stem.replace("_", " ").replace("-", " ")
    return words[:1].upper() + words[1:]
