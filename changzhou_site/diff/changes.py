"""The nouns of a difference, frozen. `diff --json` prints them as they stand here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from msgspec.structs import asdict
from pydantic import InstanceOf, PlainSerializer

from changzhou_site.edition import Answer, Digits, Entry
from changzhou_site.errors import Place

Observed = tuple[str, str | None]
"""An observation: its indicator's id, and its period as written."""


@dataclass(frozen=True)
class Listed:
    """An indicator that was added or removed."""

    id: str
    label: str
    text: str
    """Its newest value, as it reads."""
    period: str | None = None
    """As it reads."""


@dataclass(frozen=True)
class FieldChange:
    """One thing that is said differently; empty where it was not said."""

    name: str
    was: str
    now: str


@dataclass(frozen=True)
class ValueChange:
    """One observation that reads differently."""

    was: str | None
    """As it read; None where the observation is new."""
    now: str | None
    """As it reads; None where it was taken away."""
    was_value: str | None = None
    """As published, digits or a fraction, in the unit it was in."""
    now_value: str | None = None
    was_period: str | None = None
    """As written."""
    now_period: str | None = None
    percent: Digits | None = None
    """The change in percent of the old value; none of zero, of another dimension, or of what is
    told in points or places."""
    points: Digits | None = None
    """Percentage points, where the unit is per cent."""
    places: Digits | None = None
    """How far a rank has moved; below zero is up."""

    @property
    def revised(self) -> bool:
        """Whether the same observation was published before with another text."""
        return None not in (self.was, self.now) and self.was_period == self.now_period


@dataclass(frozen=True)
class FigureChange:
    """An indicator of both versions that is not the same in them."""

    id: str
    label: str
    values: tuple[ValueChange, ...] = ()
    fields: tuple[FieldChange, ...] = ()
    follows: tuple[str, ...] = ()
    """The inputs that it changed with, its formula being the same."""
    series: bool = False
    """Whether it has several observations."""

    @property
    def seen(self) -> bool:
        """Whether it shows where the figure is used."""
        return bool(self.values) or any(field.name != "formula" for field in self.fields)


@dataclass(frozen=True)
class Touched:
    """A chart or page that is not the same in both versions."""

    id: str
    """A chart's id, a page's address."""
    how: str
    """added, removed or changed"""
    title: str | None = None
    figures: tuple[str, ...] = ()
    """The indicators seen there that were added, removed or changed, whatever of them changed:
    a page that names one is worth a look, even where another observation or label is meant."""
    charts: tuple[str, ...] = ()
    """On a page: the charts there whose words or drawing changed."""
    words: bool = False
    """Whether the editors' own words changed."""
    drawing: bool = False
    """Of a chart: whether its type, what it shows or what it highlights changed."""


@dataclass(frozen=True)
class CheckChange:
    """A check that was added, removed, or has another answer."""

    check: str
    was: Answer | None = None
    now: Answer | None = None


@dataclass(frozen=True)
class SourceChange:
    """A source that was added, removed or described anew."""

    id: str
    how: str
    title: str
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True)
class Difference:
    """All that is not the same in two editions, in the order of the newer one's files."""

    added: tuple[Listed, ...] = ()
    removed: tuple[Listed, ...] = ()
    changed: tuple[FigureChange, ...] = ()
    """Those that follow from others stand behind."""
    charts: tuple[Touched, ...] = ()
    pages: tuple[Touched, ...] = ()
    cards: tuple[str, ...] = ()
    """Social cards whose figure changed: a network may go on showing the old picture."""
    checks: tuple[CheckChange, ...] = ()
    corrections: tuple[Entry, ...] = ()
    """Entries of the log that are new."""
    withdrawn: tuple[Entry, ...] = ()
    """Entries of the log that are gone."""
    sources: tuple[SourceChange, ...] = ()
    site: tuple[FieldChange, ...] = ()
    uncorrected: tuple[Uncorrected, ...] = ()


@dataclass(frozen=True)
class Uncorrected:
    """A published value that changed without an entry in data/corrections.yaml."""

    id: str
    label: str
    was: str
    """Digits or a fraction, in the unit that the indicator has now."""
    now: str
    place: Annotated[InstanceOf[Place], PlainSerializer(asdict)]
    remedy: str
    """What to do, before the entry."""
    entry: str | None = None
    """Ready to paste; None for an older observation, which the log has no entries for."""
    period: str | None = None
