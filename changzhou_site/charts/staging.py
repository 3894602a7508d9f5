"""A chart with everything it shows looked up and worded: all that a drawing is given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from changzhou_site.charts.placing import label_block
from changzhou_site.charts.style import STYLES, Layout, Style, Type
from changzhou_site.charts.words import TextBlock
from changzhou_site.figures import (
    exact_text,
    figure_characters,
    observed_text,
    period_text,
    plain_text,
    share_of,
    share_text,
    value_text,
    whole_text,
)
from changzhou_site.model import (
    Bound,
    Chart,
    Dimension,
    Event,
    Indicator,
    Kind,
    Language,
    NumberWords,
    Observation,
    Site,
    Unit,
)
from changzhou_site.theme import Colour, palette
from changzhou_site.units import CONTEXT, NO_UNIT, PERCENT, RATIO, is_rank, round_to, to_base

HUNDRED = Decimal(100)


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
    """The middle of its period; None without one."""

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
    series: tuple[tuple[Item, ...], ...]
    """Of a type that draws them, every observation of each indicator, oldest first."""
    happenings: tuple[Happening, ...]
    unit: Unit
    """The unit whose scale the chart is drawn to: the first indicator's."""
    numbers: NumberWords
    is_han: bool

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for group in self.groups for item in group)

    def hue(self, item: Item) -> str:
        """The colour token of a mark."""
        if item.highlighted:
            return "accent"
        return "neutral" if any(other.highlighted for other in self.items) else "second"

    def value_hue(self, item: Item) -> str:
        """The colour token of a mark's figure."""
        return "accent" if item.highlighted else "ink"

    def tick_text(self, mark: float, decimals: int) -> str:
        """A mark of a scale, in the chart's unit; nothing needs none."""
        if not mark:
            return "0"
        return exact_text(Decimal(f"{mark:.{decimals}f}"), self.unit, self.numbers)

    def label(self, item: Item, width: float) -> TextBlock:
        """A mark's label with its period under it, wrapped into a width."""
        return self.name(item, width) + label_block(item.when, self.style.small, width, "muted")

    def name(self, item: Item, width: float) -> TextBlock:
        """A mark's label alone."""
        return label_block(item.label, self.label_type(item), width)

    def label_type(self, item: Item) -> Type:
        """Bold for what stands out among others, which says so where there are no colours."""
        among = item.highlighted and not all(other.highlighted for other in self.items)
        return replace(self.style.label, weight=self.style.value.weight if among else 400)


def text_hue(hue: str) -> str:
    """The colour token of a large figure: its mark's, where that is dark enough for text."""
    return "ink" if hue == "neutral" else hue


def published_amount(indicator: Indicator, observation: Observation) -> float:
    """A value as published, in base units; a fraction is not rounded."""
    value = observation.value
    if observation.fraction is None:
        value = round_to(value, observation.decimals, observation.bound)
    else:
        top, bottom = observation.fraction
        value = CONTEXT.divide(Decimal(top), Decimal(bottom))
    return float(to_base(value, indicator.unit))


def whole_amount(indicator: Indicator, observation: Observation) -> float:
    """What a value is a part of, in base units; a ratio is a part of one."""
    whole = observation.whole
    return 1.0 if whole is None else float(to_base(whole, indicator.unit))


def set_stage(
    chart: Chart,
    site: Site,
    language: Language,
    layout: Layout,
    *,
    series: bool,
    events: bool,
) -> Staging:
    """A chart ready to be drawn; with `series`, all observations of what it shows, with `events`
    those instead of indicators."""
    stager = _Stager(site, language, chart)
    groups = tuple(tuple(stager.newest(text.value) for text in group) for group in chart.show)
    lines = tuple(stager.all(id) for id in chart.ids) if series else ()
    told = tagged_events(chart, site) if events else ()
    happenings = tuple(map(stager.happening, told))
    unit = site.indicators[chart.ids[0]].unit if chart.ids else NO_UNIT
    numbers = language.numbers
    own = {numbers.code: unit.forms[numbers.code]} if unit.forms else {}
    unit = replace(unit, forms=own)
    shown = [item for group in (*groups, *lines) for item in group]
    words = "".join((*_words(shown, happenings), figure_characters([unit], numbers)))
    setting = site.settings[language.code].narrowed(f"{words}/0")  # what the kinds put between
    return Staging(
        id=chart.id,
        type=chart.type,
        alt=plain_text(chart.alt[language.code], site, language),
        style=STYLES[layout].on(setting),
        colours=palette(site.meta.tokens),
        groups=groups,
        series=lines,
        happenings=happenings,
        unit=unit,
        numbers=numbers,
        is_han=language.is_han,
    )


def _words(items: Iterable[Item], happenings: Iterable[Happening]) -> Iterator[str]:
    for item in items:
        yield from (item.label, item.value, item.when, item.whole_text, item.share_text)
    for happening in happenings:
        yield from (happening.date, happening.title)


class _Stager:
    """Words the marks of one chart."""

    def __init__(self, site: Site, language: Language, chart: Chart) -> None:
        self.site, self.language = site, language
        self.highlighted = {text.value for text in chart.highlight}
        self.dated = _differ(site.indicators[id] for id in chart.ids)

    def newest(self, id: str) -> Item:
        indicator = self.site.indicators[id]
        return self._item(indicator, indicator.newest, dated=self.dated)

    def all(self, id: str) -> tuple[Item, ...]:
        indicator = self.site.indicators[id]
        return tuple(self._item(indicator, each, dated=True) for each in indicator.observations)

    def happening(self, event: Event) -> Happening:
        title = plain_text(event.title[self.language.code], self.site, self.language)
        return Happening(event.date.written, period_text(event.date, self.language), title)

    def _item(self, indicator: Indicator, observation: Observation, *, dated: bool) -> Item:
        language, period = self.language, observation.period
        share = share_of(indicator, observation)
        return Item(
            id=indicator.id,
            period=period.written if period else "",
            label=plain_text(indicator.label[language.code], self.site, language),
            value=value_text(indicator, observation, language),
            when=observed_text(observation, language) if dated else "",
            highlighted=indicator.id in self.highlighted,
            amount=published_amount(indicator, observation),
            bound=observation.bound,
            kind=indicator.kind,
            dimension=indicator.unit.dimension,
            is_rank=is_rank(indicator.unit),
            number=observation.value,
            fraction=observation.fraction,
            whole=observation.whole,
            whole_amount=whole_amount(indicator, observation),
            whole_text=self._whole_text(indicator, observation),
            share_text="" if share is None else share_text(observation, share, language),
            day=_middle(observation),
        )

    def _whole_text(self, indicator: Indicator, observation: Observation) -> str:
        """What the whole is called where the indicator says it."""
        if observation.whole is not None:
            return whole_text(indicator, observation, self.language)
        if indicator.unit.dimension != RATIO:
            return ""
        return exact_text(HUNDRED, PERCENT, self.language.numbers)


def _middle(observation: Observation) -> float | None:
    period = observation.period
    if period is None:
        return None
    return ((period.first or period.last).toordinal() + period.last.toordinal()) / 2


def _differ(shown: Iterable[Indicator]) -> bool:
    """Whether the marks of a chart are not all of one time and kind."""
    seen = set()
    for indicator in shown:
        period, texts = indicator.newest.period, indicator.newest.period_text or {}
        said = tuple(text.value for text in texts.values())
        seen.add((indicator.kind, period and period.written, said))
    return len(seen) > 1


def tagged_events(chart: Chart, site: Site) -> tuple[Event, ...]:
    """The events that a chart of events draws, oldest first."""
    return tuple(event for event in site.events if chart.tag in (None, event.tag))
