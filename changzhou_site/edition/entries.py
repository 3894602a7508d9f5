"""The nouns of an edition, frozen. They are written as they stand here, so a field's name is a key
of data/indicators.json, and a field with a default is left out where it says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Annotated

from pydantic import PlainSerializer

from changzhou_site.model import Bound, Kind

FORMAT = 1
"""Goes up when a key changes its meaning or is gone; new keys may come without."""

Localised = Mapping[str, str]
"""A plain text by language code, figures filled in."""

Digits = Annotated[Decimal, PlainSerializer(lambda number: f"{number:f}", return_type=str)]
"""Written as a text: most readers of JSON take numbers for binary floats, which have no 0.1 and
drop the last zero of 8807.60."""


@dataclass(frozen=True)
class NamedEntry:
    """A publisher or a licence."""

    name: Localised
    url: str | None = None


@dataclass(frozen=True)
class Masthead:
    """What the site is."""

    title: Localised
    url: str
    languages: tuple[str, ...]
    published: str
    publisher: NamedEntry
    license: NamedEntry
    updated: str | None = None


@dataclass(frozen=True)
class SourceEntry:
    """A document that figures come from."""

    title: Localised
    publisher: Localised
    authors: tuple[str, ...] = ()
    date: str | None = None
    url: str | None = None
    accessed: str | None = None
    license: str | None = None


@dataclass(frozen=True)
class UnitEntry:
    """A unit that some indicator is in."""

    dimension: str
    """`CNY`, `CNY/year`, `ratio`"""
    scale: Digits
    """How many base units one of it is."""
    forms: Mapping[str, Localised]
    """By language, then plural category; {n} is the number."""


@dataclass(frozen=True)
class FigureValue:
    """One observation of an indicator."""

    value: Digits
    """In the indicator's unit, as published; of a fraction, rounded."""
    base: Digits
    """In base units, unrounded, to 12 significant digits, as pages carry it."""
    bound: Bound
    text: Localised
    """The value as it reads, with bound and unit."""
    sources: tuple[str, ...]
    """`xdkb#1.4`: a source's id, and where in it."""
    period: str | None = None
    """As written: `2021`, `2016/2021`, `../2025`; a threshold has none."""
    first: date | None = None
    """The first day of the period; none where it is open at its start."""
    last: date | None = None
    period_text: Localised | None = None
    of: Digits | None = None
    """The whole that the value is a part of: the `m` of n of m."""
    fraction: str | None = None
    """`1/3`, where the value is written so."""
    note: Localised | None = None

    @property
    def written(self) -> str:
        """As published: digits, or a fraction."""
        return self.fraction or f"{self.value:f}"


@dataclass(frozen=True)
class FigureEntry:
    """One indicator."""

    id: str
    topic: str
    """The file of data/indicators/ that it stands in."""
    label: Localised
    unit: str
    """A key of `units`; empty for a pure ratio."""
    kind: Kind
    observations: tuple[FigureValue, ...]
    """Oldest first, never empty."""
    formula: str | None = None
    inputs: tuple[str, ...] = ()
    """The ids that its formula names."""
    note: Localised | None = None
    used: tuple[str, ...] = ()
    """The pages and social cards where it is seen. Every indicator stands on the data pages and
    those of topics, and a chart's own page and files show what its `show` says: none is listed."""

    @property
    def newest(self) -> FigureValue:
        return self.observations[-1]


@dataclass(frozen=True)
class Answer:
    """A check, with both its sides in the unit; without them where it cannot be judged."""

    check: str
    why: Localised
    unit: str = ""
    left: Digits | None = None
    right: Digits | None = None
    holds: bool | None = None


@dataclass(frozen=True)
class Entry:
    """An entry of the corrections log."""

    date: str
    indicator: str
    was: str
    """As written: `8807.60`, `1/3`."""
    now: str
    why: Localised


@dataclass(frozen=True)
class ChartEntry:
    """A chart, and what tells whether it has changed."""

    type: str
    title: Localised
    words: str
    """A digest of the editors' own words, figures not filled in."""
    show: tuple[str, ...] = ()
    """The indicators it draws, in order; none for a timeline."""
    highlight: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    """Indicators that its words name besides."""
    used: tuple[str, ...] = ()
    """The pages it stands on, its own apart."""


@dataclass(frozen=True)
class PageEntry:
    """A page. The data pages' own words are those of events and checks: the figures on them are
    told one by one."""

    words: str
    """A digest of the editors' own words, figures not filled in."""
    title: str | None = None
    """None where the theme names the page."""


@dataclass(frozen=True)
class Edition:
    """What one version of a site says."""

    format: int
    site: Masthead
    sources: Mapping[str, SourceEntry]
    units: Mapping[str, UnitEntry]
    indicators: tuple[FigureEntry, ...]
    checks: tuple[Answer, ...]
    corrections: tuple[Entry, ...]
    charts: Mapping[str, ChartEntry]
    pages: Mapping[str, PageEntry]
    """By address, from the site's own: `./`, `en/`, `en/methods/`."""

    @property
    def first(self) -> str:
        """The language that is served at the top."""
        return self.site.languages[0]

    @cached_property
    def figures(self) -> Mapping[str, FigureEntry]:
        """The indicators by their ids."""
        return {figure.id: figure for figure in self.indicators}
