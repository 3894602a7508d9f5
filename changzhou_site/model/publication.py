"""What a site makes of its figures: charts, prose, corrections, and all of it together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import zip_longest

from changzhou_site.digests import APART
from changzhou_site.errors import Place
from changzhou_site.model.expressions import Expression
from changzhou_site.model.language import Language
from changzhou_site.model.statistics import (
    MANY_INDICATORS,
    Amount,
    Citation,
    Indicator,
    Localised,
    Period,
    Source,
    Unit,
)
from changzhou_site.model.theme_files import Font, TextSetting, ThemeFiles
from changzhou_site.source import Text


@dataclass(frozen=True)
class Event:
    """Something that happened on a date."""

    date: Period
    title: Localised
    text: Localised | None
    citations: tuple[Citation, ...]
    tag: str | None
    place: Place


@dataclass(frozen=True)
class Check:
    """A comparison of two formulas that must hold."""

    text: Text
    why: Localised
    left: Expression
    sign: str
    right: Expression


@dataclass(frozen=True)
class Correction:
    """A figure that was published wrong, and when it was put right."""

    date: Period
    indicator: str
    was: Amount
    now: Amount
    why: Localised
    place: Place

    @property
    def anchor(self) -> str:
        """Where its entry stands in the corrections log."""
        return f"{self.indicator}-{self.date.written}"


@dataclass(frozen=True)
class Chart:
    """What a chart shows; how it looks is its type's matter."""

    id: str
    type: str
    type_place: Place
    title: Localised
    subtitle: Localised | None
    alt: Localised
    note: Localised | None
    show: tuple[tuple[Text, ...], ...]
    """The ids in `show`; a pair is a group of two, a single id a group of one."""
    highlight: tuple[Text, ...]
    label: tuple[Text, ...]
    """The points that carry their value, as `gdp@2019` or, for the newest, `gdp`."""
    gap: tuple[Text, ...]
    """What is missing from each pair in `show`, in their order."""
    tag: str | None
    place: Place
    show_place: Place
    """Of the list in `show`; that of the chart where it has none."""

    @property
    def named(self) -> tuple[Text, ...]:
        """All that it draws, where the record names it; each gap follows its pair."""
        shown = [text for group in self.show for text in group]
        pairs = (shown[at : at + 2] for at in range(0, len(shown), 2))
        both = zip_longest(pairs, ([text] for text in self.gap))
        return tuple(text for pair in both for texts in pair for text in texts or ())

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(text.value for text in self.named)


@dataclass(frozen=True)
class Named:
    """A name with an address: publisher, author, licence."""

    name: Localised
    url: str | None = None


@dataclass(frozen=True)
class Document:
    """A Markdown file: a section of the article, or a page of its own."""

    path: str
    language: str
    slug: str
    order: tuple[int, str]
    layout: str
    title: Text
    summary: Text
    kicker: Text | None
    literals: tuple[Text, ...]
    body: Text = field(metadata=APART)
    """What pages show of it is its prose."""
    authors: tuple[Named, ...] = ()
    """Who wrote it, where that is not said of the whole site."""
    draft: bool = False
    each: str | None = None


WIDTHS = (480, 960, 1440)

WIDEST = 1920
"""Twice the text's width and more; a larger original is there for who asks for it."""


@dataclass(frozen=True)
class Picture:
    """A picture that prose shows. The bytes are read once, in `load`."""

    name: str
    data: bytes = field(repr=False)
    width: int
    """In pixels, as it is seen: a camera held upright notes that, and stores the picture lying."""
    height: int
    is_still: bool = True

    @property
    def widths(self) -> tuple[int, ...]:
        """The widths in pixels that pages offer: smaller ones for phones, and its own."""
        return (*(width for width in WIDTHS if width < self.width), min(self.width, WIDEST))

    def in_width(self, width: int) -> str:
        """The plain name of the picture in one of them."""
        return f"{self.name}-{width}.webp"


@dataclass(frozen=True)
class Meta:
    """What data/site.yaml says."""

    title: Localised
    description: Localised
    url: str
    languages: tuple[str, ...]
    published: Period
    publisher: Named
    authors: tuple[Named, ...]
    license: Named
    place: Place
    kicker: Localised | None = None
    updated: Period | None = None
    contact: str | None = None
    front: tuple[Text, ...] = ()
    literals: tuple[Text, ...] = ()
    """Names that prose may hold; between slashes, patterns of them."""
    names: tuple[Text, ...] = ()
    """Classes of names that are off unless asked for."""
    tokens: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Overridden design tokens: name -> light and dark colour."""


MANY_PAGES = 12
"""As many pages stand in the navigation at most. Of more, one list stands on the data page, and a
title that changes there changes no other page."""


@dataclass(frozen=True)
class Site:
    """Everything the project's files say, checked."""

    meta: Meta
    languages: Mapping[str, Language]
    """What is known of each language of the site, in the order of data/site.yaml."""
    sources: Mapping[str, Source]
    units: Mapping[str, Unit]
    indicators: Mapping[str, Indicator]
    topics: Mapping[str, Localised]
    """What heads the indicators of a file on the data page, by its name, where it says so."""
    charts: Mapping[str, Chart]
    events: tuple[Event, ...]
    """Oldest first; one of a whole year stands before those in it."""
    checks: tuple[Check, ...]
    corrections: tuple[Correction, ...]
    """Oldest first."""
    documents: tuple[Document, ...]
    pictures: Mapping[str, Picture]
    theme: ThemeFiles
    fonts: Mapping[str, Font]
    """The packaged fonts, by face."""
    unread: tuple[str, ...] = ()
    """The ids of indicators that have problems of their own."""

    @property
    def declared(self) -> tuple[str, ...]:
        """The ids of all indicators, whether they can be read or not."""
        return (*self.indicators, *self.unread)

    @property
    def first(self) -> Language:
        """The language that is served at the top."""
        return self.languages[self.meta.languages[0]]

    @cached_property
    def settings(self) -> Mapping[str, TextSetting]:
        """What drawn lines are set with, by language."""
        return {
            code: TextSetting(self.fonts, language.typesetting)
            for code, language in self.languages.items()
        }

    @cached_property
    def published(self) -> Mapping[str, Document]:
        """The documents that readers see, by path; drafts are only checked."""
        return {document.path: document for document in self.documents if not document.draft}

    @cached_property
    def used_units(self) -> tuple[Unit, ...]:
        """The units that indicators are in, each once, as they are met; that of a ratio too."""
        met = {indicator.unit.id: indicator.unit for indicator in self.indicators.values()}
        return tuple(met.values())

    @cached_property
    def derived_from(self) -> Mapping[str, tuple[str, ...]]:
        """The indicators that are worked out from each, in the order of the files."""
        found: dict[str, list[str]] = {}
        for id, indicator in self.indicators.items():
            for each in indicator.inputs:
                found.setdefault(each, []).append(id)
        return {id: tuple(derived) for id, derived in found.items()}

    @property
    def has_topic_pages(self) -> bool:
        """Whether there are so many indicators that each topic has a page of its own."""
        return len(self.indicators) > MANY_INDICATORS

    @cached_property
    def by_topic(self) -> Mapping[str, tuple[Indicator, ...]]:
        """The indicators of each file of data/indicators/, by its name, as they are met."""
        found: dict[str, list[Indicator]] = {}
        for indicator in self.indicators.values():
            found.setdefault(indicator.topic, []).append(indicator)
        return {stem: tuple(indicators) for stem, indicators in found.items()}

    def topic_text(self, language: str, stem: str) -> Text | None:
        """What heads a topic: what its file says, else the short name of the section or page of
        its name."""
        if stem in self.topics:
            return self.topics[stem][language]
        document = self.find_document(language, stem)
        return (document.kicker or document.title) if document else None

    @property
    def modified(self) -> Period:
        """The day of the last change that the files tell: an update, or a correction."""
        days = [self.meta.published, *(correction.date for correction in self.corrections)]
        days += [self.meta.updated] if self.meta.updated else []
        return max(days, key=lambda day: day.order)

    def corrections_of(self, indicator: str) -> tuple[Correction, ...]:
        return self._corrections.get(indicator, ())

    @cached_property
    def _corrections(self) -> Mapping[str, tuple[Correction, ...]]:
        found: dict[str, tuple[Correction, ...]] = {}
        for each in self.corrections:
            found[each.indicator] = (*found.get(each.indicator, ()), each)
        return found

    def sections(self, language: str) -> tuple[Document, ...]:
        return self._ordered.get((language, "section"), ())

    def pages(self, language: str) -> tuple[Document, ...]:
        return self._ordered.get((language, "page"), ())

    def has_page_list(self, language: str) -> bool:
        """Whether a language has more pages than its navigation could show."""
        return len(self.pages(language)) > MANY_PAGES

    def read_in(self, language: str) -> tuple[Document, ...]:
        """A language's documents in the order in which they are read."""
        return (*self.sections(language), *self.pages(language))

    def find_document(self, language: str, slug: str) -> Document | None:
        """The published document of a slug in a language."""
        return self._by_slug.get((language, slug))

    @cached_property
    def _by_slug(self) -> Mapping[tuple[str, str], Document]:
        return {(each.language, each.slug): each for each in self.published.values()}

    @cached_property
    def _ordered(self) -> Mapping[tuple[str, str], tuple[Document, ...]]:
        """The published documents by language and layout, in their order."""
        found: dict[tuple[str, str], list[Document]] = {}
        for each in self.published.values():
            found.setdefault((each.language, each.layout), []).append(each)
        return {key: tuple(sorted(each, key=lambda d: d.order)) for key, each in found.items()}
