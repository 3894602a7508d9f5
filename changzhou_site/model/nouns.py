"""The nouns of a site, frozen. What they mean together is decided in `load`, never here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from pathlib import PurePosixPath

from changzhou_site.errors import Place
from changzhou_site.model.bounds import Bound
from changzhou_site.model.expressions import Expression, Formula
from changzhou_site.model.language import Language, PluralForms
from changzhou_site.model.theme_files import Font, TextSetting, ThemeFiles
from changzhou_site.source import Text

Localised = Mapping[str, Text]
"""A text in every language of the site, by language code."""

Dimension = tuple[tuple[str, int], ...]
"""Names of base dimensions with their exponents, sorted; empty for a pure ratio."""


class Kind(StrEnum):
    """Whether a figure is measured, aimed at, foreseen, or a mark to measure against."""

    ACTUAL = "actual"
    TARGET = "target"
    FORECAST = "forecast"
    THRESHOLD = "threshold"


@dataclass(frozen=True)
class Unit:
    """A unit of measure with its forms in each language."""

    id: str
    dimension: Dimension
    scale: Decimal
    """How many base units one of it is: 亿元 is 10^8 元."""
    times: Decimal = Decimal(1)
    """How many of what its form names one of it is: 万吨 is 10^4 tonnes. Of money, the scale."""
    everywhere: bool = True
    """Whether the guard looks for its forms in every site, and not only where a figure is in it."""
    forms: Mapping[str, PluralForms] = field(default_factory=dict)
    """By language, then plural category; {n} is the number. A rank that is built in has none: it
    reads by the forms that each language has for ranks."""


@dataclass(frozen=True)
class Period:
    """The time a figure is about, as written and as days, both counted."""

    written: str
    first: date | None
    """None where the period is open at its start (`../2025`)."""
    last: date

    @property
    def order(self) -> tuple[date, date]:
        """Earlier ones first, and a whole year before what lies in it."""
        return (self.first or self.last, self.last)


@dataclass(frozen=True)
class Citation:
    """Where in a source a figure stands."""

    source: str
    locator: str
    place: Place

    def __str__(self) -> str:
        return f"{self.source}#{self.locator}" if self.locator else self.source


@dataclass(frozen=True)
class Observation:
    """One value of an indicator, in the indicator's unit."""

    value: Decimal
    """As written, or for a derived one as computed, unrounded."""
    decimals: int
    """Digits after the point when published."""
    bound: Bound
    period: Period | None
    period_text: Localised | None
    citations: tuple[Citation, ...]
    place: Place
    fraction: tuple[int, int] | None = None
    whole: Decimal | None = None
    """The `m` of n of m."""
    note: Localised | None = None


@dataclass(frozen=True)
class Indicator:
    """A figure with all that makes it one."""

    id: str
    label: Localised
    unit: Unit
    kind: Kind
    observations: tuple[Observation, ...]
    """Oldest first, never empty."""
    place: Place
    note: Localised | None = None
    formula: Formula | None = None

    @property
    def inputs(self) -> tuple[str, ...]:
        """The ids its formula names, in the order they stand in it."""
        return self.formula.inputs if self.formula else ()

    @property
    def topic(self) -> str:
        """The file of data/indicators/ that it stands in."""
        return PurePosixPath(self.place.path).stem

    @property
    def newest(self) -> Observation:
        return self.observations[-1]

    def at(self, period: str | None) -> Observation | None:
        """The observation of a period as written, the newest for None."""
        if period is None:
            return self.newest
        for observation in self.observations:
            if observation.period and observation.period.written == period:
                return observation
        return None


@dataclass(frozen=True)
class Source:
    """A document that figures come from. Its texts are names, not prose."""

    id: str
    title: Localised
    publisher: Localised
    place: Place
    authors: tuple[str, ...] = ()
    date: Period | None = None
    url: str | None = None
    accessed: Period | None = None
    license: str | None = None


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
class Amount:
    """A number as an editor writes it, in the unit of its indicator."""

    value: Decimal
    decimals: int
    fraction: tuple[int, int] | None = None

    def __str__(self) -> str:
        return "{}/{}".format(*self.fraction) if self.fraction else f"{self.value:f}"


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
    tag: str | None
    place: Place

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(text.value for group in self.show for text in group)


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
    literals: tuple[str, ...]
    body: Text
    draft: bool = False
    each: str | None = None


@dataclass(frozen=True)
class Picture:
    """A picture that prose shows. The bytes are read once, in `load`."""

    name: str
    data: bytes = field(repr=False)
    width: int
    height: int


@dataclass(frozen=True)
class Named:
    """A name with an address: publisher, author, licence."""

    name: Localised
    url: str | None = None


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
    literals: tuple[str, ...] = ()
    tokens: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Overridden design tokens: name -> light and dark colour."""


@dataclass(frozen=True)
class Site:
    """Everything the project's files say, checked."""

    meta: Meta
    languages: Mapping[str, Language]
    """What is known of each language of the site, in the order of data/site.yaml."""
    sources: Mapping[str, Source]
    units: Mapping[str, Unit]
    indicators: Mapping[str, Indicator]
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

    def read_in(self, language: str) -> tuple[Document, ...]:
        """A language's documents in the order in which they are read."""
        return (*self.sections(language), *self.pages(language))

    @cached_property
    def _ordered(self) -> Mapping[tuple[str, str], tuple[Document, ...]]:
        """The published documents by language and layout, in their order."""
        found: dict[tuple[str, str], list[Document]] = {}
        for each in self.published.values():
            found.setdefault((each.language, each.layout), []).append(each)
        return {key: tuple(sorted(each, key=lambda d: d.order)) for key, each in found.items()}
