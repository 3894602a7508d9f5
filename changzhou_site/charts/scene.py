"""A chart with everything it shows looked up and worded: what the kinds draw from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from changzhou_site.charts.placing import label_block
from changzhou_site.charts.style import STYLES, Layout, Style, Type
from changzhou_site.charts.words import Block
from changzhou_site.model import Bound, Chart, Event, Indicator, Kind, Observation, Site, Unit
from changzhou_site.references import plain_text
from changzhou_site.units import CONTEXT, round_to, to_base
from changzhou_site.wording import observed_text, period_text, quantity_text, value_text

OPEN_ABOVE = frozenset({Bound.OVER, Bound.AT_LEAST})
OPEN_BELOW = frozenset({Bound.UNDER, Bound.AT_MOST})


@dataclass(frozen=True)
class Item:
    """One mark of a chart: an observation with its words."""

    indicator: Indicator
    observation: Observation
    label: str
    value: str
    when: str
    """Its period, where the marks of the chart differ in it; else empty."""
    highlighted: bool

    @property
    def amount(self) -> float:
        """The published value in base units."""
        return published_amount(self.indicator, self.observation)

    @property
    def bound(self) -> Bound:
        return self.observation.bound

    @property
    def kind(self) -> Kind:
        return self.indicator.kind

    @property
    def period(self) -> str:
        return self.observation.period.written if self.observation.period else ""


@dataclass(frozen=True)
class Happening:
    """One event of a timeline, with its words."""

    event: Event
    date: str
    title: str


@dataclass(frozen=True)
class Scene:
    """What a kind needs to draw a chart in one language and layout."""

    language: str
    style: Style
    groups: tuple[tuple[Item, ...], ...]
    happenings: tuple[Happening, ...]
    units: dict[str, Unit]

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for group in self.groups for item in group)

    @property
    def unit(self) -> Unit:
        """The unit whose scale the chart is drawn to: the first indicator's."""
        return self.items[0].indicator.unit

    def hue(self, item: Item) -> str:
        """The colour token of a mark."""
        if item.highlighted:
            return "accent"
        return "neutral" if any(other.highlighted for other in self.items) else "second"

    def value_hue(self, item: Item) -> str:
        """The colour token of a mark's figure."""
        return "accent" if item.highlighted else "ink"

    def text_hue(self, item: Item) -> str:
        """The colour token of a large figure: its mark's, where that is dark enough for text."""
        hue = self.hue(item)
        return "ink" if hue == "neutral" else hue

    def tick_text(self, mark: float, decimals: int) -> str:
        """A mark of a scale, in the chart's unit; nothing needs none."""
        if not mark:
            return "0"
        value = Decimal(f"{mark:.{decimals}f}")
        return quantity_text(value, decimals, self.unit, Bound.EXACT, self.language)

    def label(self, item: Item, width: float) -> Block:
        """A mark's label with its period under it, wrapped into a width."""
        return self.name(item, width) + label_block(item.when, self.style.small, width, "muted")

    def name(self, item: Item, width: float) -> Block:
        """A mark's label alone."""
        return label_block(item.label, self.label_type(item), width)

    def label_type(self, item: Item) -> Type:
        """Bold for what stands out among others, which says so where there are no colours."""
        among = item.highlighted and not all(other.highlighted for other in self.items)
        return replace(self.style.label, weight=self.style.value.weight if among else 400)


def published_amount(indicator: Indicator, observation: Observation) -> float:
    """A value as published, in base units; a fraction is not rounded."""
    value = observation.value
    if observation.fraction is None:
        value = round_to(value, observation.decimals, observation.bound)
    else:
        top, bottom = observation.fraction
        value = CONTEXT.divide(Decimal(top), Decimal(bottom))
    return float(to_base(value, indicator.unit))


def set_scene(chart: Chart, site: Site, language: str, layout: Layout) -> Scene:
    highlighted = {text.value for text in chart.highlight}
    shown = [site.indicators[id] for id in chart.ids]
    dated = _differ(shown)
    groups = tuple(
        tuple(
            _item(site.indicators[text.value], text.value in highlighted, dated, site, language)
            for text in group
        )
        for group in chart.show
    )
    happenings = tuple(
        Happening(
            event,
            period_text(event.date, language),
            plain_text(event.title[language], site, language),
        )
        for event in events_of(chart, site)
    )
    return Scene(language, STYLES[layout], groups, happenings, dict(site.units))


def _differ(shown: Iterable[Indicator]) -> bool:
    """Whether the marks of a chart are not all of one time and kind."""
    seen = {
        (
            indicator.kind,
            indicator.newest.period and indicator.newest.period.written,
            _words(indicator.newest),
        )
        for indicator in shown
    }
    return len(seen) > 1


def _words(observation: Observation) -> str:
    texts = observation.period_text or {}
    return "|".join(text.value for text in texts.values())


def _item(indicator: Indicator, highlighted: bool, dated: bool, site: Site, language: str) -> Item:
    observation = indicator.newest
    return Item(
        indicator,
        observation,
        plain_text(indicator.label[language], site, language),
        value_text(indicator, observation, language),
        observed_text(observation, language) if dated else "",
        highlighted,
    )


def events_of(chart: Chart, site: Site) -> tuple[Event, ...]:
    """The events a timeline shows, oldest first; nothing of another chart."""
    if chart.type != "timeline":
        return ()
    return tuple(event for event in site.events if chart.tag in (None, event.tag))
