"""Figures as a site keeps them: indicators, their observations, units, periods and sources."""

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
from changzhou_site.model.language import PluralForms
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
    cell: str = ""
    """Where in a table it stands, as readers are told: `output.csv:14:3`, `book.xlsx 3-1!D9`."""
    derivation: Expression | None = None
    """The formula that gave it, each series in it with the period that was taken."""


MANY = 24
"""An indicator of more observations has a page of its own, and is one mark where it is drawn."""

MANY_INDICATORS = 300
"""A site of more indicators has a page for each topic, and one row for each on the data page."""


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
    said: Localised = field(default_factory=dict)
    """By language, the word that is usual for its bound; elsewhere the language's first."""

    @property
    def inputs(self) -> tuple[str, ...]:
        """The ids its formula names, in the order they stand in it."""
        return self.formula.inputs if self.formula else ()

    @cached_property
    def topic(self) -> str:
        """The file of data/indicators/ that it stands in."""
        return PurePosixPath(self.place.path).stem

    @property
    def newest(self) -> Observation:
        return self.observations[-1]

    @property
    def is_long(self) -> bool:
        return len(self.observations) > MANY

    def at(self, period: str | None) -> Observation | None:
        """The observation of a period as written, the newest for None."""
        return self.newest if period is None else self._dated.get(period)

    @cached_property
    def _dated(self) -> Mapping[str, Observation]:
        """The observations by their periods as written."""
        return {each.period.written: each for each in self.observations if each.period}


@dataclass(frozen=True)
class Amount:
    """A number as an editor writes it, in the unit of its indicator."""

    value: Decimal
    decimals: int
    fraction: tuple[int, int] | None = None

    def __str__(self) -> str:
        return "{}/{}".format(*self.fraction) if self.fraction else f"{self.value:f}"


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
    lang: str | None = None
    """The language of the title, as BCP 47 tags it, where it may not be that of the page."""
