"""A chart with everything it shows looked up and worded: all that a drawing is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from changzhou_site.charts.placing import figure_block, label_block
from changzhou_site.charts.scales import Ticks, nice_ticks
from changzhou_site.charts.style import Style, Type
from changzhou_site.charts.time_axis import TimeTick
from changzhou_site.charts.words import TextBlock
from changzhou_site.figures import scale_texts
from changzhou_site.model import (
    Bound,
    Dimension,
    Indicator,
    Kind,
    NumberWords,
    Observation,
    Unit,
)
from changzhou_site.theme import Colour
from changzhou_site.units import is_counted, published_value, to_base


@dataclass(frozen=True)
class Item:
    """One mark of a chart: an observation with its words."""

    id: str
    period: str
    """As written; empty without one."""
    label: str
    value: str
    when: str
    """Its period, where the marks of the chart differ in it; else empty."""
    tick: str
    """Its period as an axis says it."""
    highlighted: bool
    amount: float
    """The published value in base units."""
    bound: Bound
    kind: Kind
    dimension: Dimension
    is_rank: bool
    number: Decimal
    """The value as written."""
    fraction: tuple[int, int] | None
    whole: Decimal | None
    """The `m` of n of m."""
    whole_amount: float
    """The whole in base units; of a ratio, one."""
    whole_text: str
    share_text: str
    """Its part of the whole; empty where it has none."""
    day: float | None
    """Where its period is on an axis of time, in days; None without one."""
    named: bool
    """Whether the editor asks for its value beside it."""
    joined: bool = True
    """Whether a line joins it to the one before."""

    @property
    def points_out(self) -> bool:
        """Whether the true number may lie farther from zero than what is drawn."""
        return bool(self.bound.sign) and (self.bound.sign > 0) == (self.amount >= 0)


@dataclass(frozen=True)
class Happening:
    """One event of a timeline, with its words."""

    written: str
    """Its date as it is written."""
    date: str
    title: str


@dataclass(frozen=True)
class Staging:
    """What it takes to draw a chart in one language and layout."""

    id: str
    type: str
    alt: str
    style: Style
    colours: Mapping[str, Colour]
    groups: tuple[tuple[Item, ...], ...]
    gaps: tuple[Item, ...]
    """What is missing from each pair, in their order; none where it is not drawn."""
    series: tuple[tuple[Item, ...], ...]
    """Of a type that draws them, every observation of each indicator, oldest first."""
    levels: tuple[tuple[TimeTick, ...], ...]
    """What may be said on an axis of time between its ends, the closest words first."""
    happenings: tuple[Happening, ...]
    unit: Unit
    """The unit whose scale the chart is drawn to: the first indicator's."""
    numbers: NumberWords
    is_han: bool

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for group in self.groups for item in group)

    def hue(self, item: Item) -> str:
        """The colour token of a mark: the accent is what the title names."""
        return "accent" if item.highlighted else "neutral"

    def value_hue(self, item: Item) -> str:
        """The colour token of a mark's figure."""
        return "accent" if item.highlighted else "ink"

    def ticks(self, values: Sequence[float], count: int) -> Ticks:
        """About so many marks of a scale around values, in the chart's unit; whole ones of what is
        counted."""
        return nice_ticks(values, count, self.least_step(values))

    def least_step(self, values: Sequence[float]) -> float:
        """The least step of a scale around values, in the chart's unit."""
        scale = float(self.unit.scale)
        whole = is_counted(self.unit) and all((value * scale).is_integer() for value in values)
        return 1 / scale if whole else 0

    def tick_texts(self, ticks: Ticks, *, bare: bool = False) -> tuple[str, ...]:
        """The words of the marks of a scale, the unit said once, or not at all where `bare`."""
        marks = [Decimal(f"{mark:.{ticks.decimals}f}") for mark in ticks.marks]
        return scale_texts(marks, self.unit, self.numbers, bare=bare)

    def label(self, item: Item, width: float) -> TextBlock:
        """A mark's label with its period under it, wrapped into a width."""
        return self.name(item, width) + label_block(item.when, self.style.small, width, "muted")

    def name(self, item: Item, width: float) -> TextBlock:
        """A mark's label alone."""
        return label_block(item.label, self.label_type(item), width)

    def figure(self, item: Item, width: float, *types: Type) -> TextBlock:
        """A mark's value in one line of the first type in which it has room, else in lines of the
        last; they are of the size of values in rows where none are given."""
        return figure_block(item.value, types or (self.style.value,), width, self.value_hue(item))

    def label_type(self, item: Item) -> Type:
        """Bold for what stands out among others, which says so where there are no colours."""
        shown = (*self.items, *self.gaps)
        among = item.highlighted and not all(other.highlighted for other in shown)
        return replace(self.style.label, weight=self.style.value.weight if among else 400)


def published_amount(indicator: Indicator, observation: Observation) -> float:
    """A value as published, in base units; a fraction is not rounded."""
    value = observation.value if observation.fraction else published_value(observation)
    return float(to_base(value, indicator.unit))


def whole_amount(indicator: Indicator, observation: Observation) -> float:
    """What a value is a part of, in base units; a ratio is a part of one."""
    whole = observation.whole
    return 1.0 if whole is None else float(to_base(whole, indicator.unit))
