"""What a chart draws, by its type: the observations of an indicator, or events; and all of it
looked up and worded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from changzhou_site.charts.kinds import CHART_TYPES
from changzhou_site.charts.kinds.timeline import tagged_events
from changzhou_site.charts.staging import (
    Happening,
    Item,
    Staging,
    published_amount,
    whole_amount,
)
from changzhou_site.charts.style import STYLES, Layout
from changzhou_site.charts.time_axis import TimeTick, middle, time_levels
from changzhou_site.charts.times import begin_together, breaks
from changzhou_site.figures import (
    exact_text,
    figure_characters,
    observed_text,
    period_text,
    plain_text,
    share_of,
    share_text,
    short_period_text,
    value_text,
    whole_text,
)
from changzhou_site.model import Chart, Event, Indicator, Kind, Language, Observation, Period, Site
from changzhou_site.theme import palette
from changzhou_site.units import NO_UNIT, PERCENT, RATIO, is_rank

HUNDRED = Decimal(100)


def draws_series(chart: Chart) -> bool:
    """Whether it draws all observations of an indicator, and not only the newest."""
    kind = CHART_TYPES.get(chart.type)
    return kind is not None and kind.series


def draws_events(chart: Chart) -> bool:
    kind = CHART_TYPES.get(chart.type)
    return kind is not None and kind.events


def observations_of(chart: Chart, indicator: Indicator) -> tuple[Observation, ...]:
    """The observations of an indicator that a chart draws."""
    return indicator.observations if draws_series(chart) else (indicator.newest,)


def events_of(chart: Chart, site: Site) -> tuple[Event, ...]:
    """The events that a chart draws, oldest first; none of a chart of indicators."""
    return tagged_events(chart, site) if draws_events(chart) else ()


def stage_chart(chart: Chart, site: Site, language: Language, layout: Layout) -> Staging:
    """A sound chart ready to be drawn."""
    stager = _Stager(site, language, chart)
    groups = tuple(tuple(stager.newest(text.value) for text in group) for group in chart.show)
    gaps = tuple(stager.newest(text.value) for text in chart.gap)
    series = tuple(map(stager.all, chart.ids)) if draws_series(chart) else ()
    levels = tuple(_levels(series, chart, site, language))
    happenings = tuple(map(stager.happening, events_of(chart, site)))
    unit = site.indicators[chart.ids[0]].unit if chart.ids else NO_UNIT
    numbers = language.numbers
    own = {numbers.code: unit.forms[numbers.code]} if unit.forms else {}
    unit = replace(unit, forms=own)
    shown = [item for group in (*groups, gaps, *series) for item in group]
    ticks = (tick.text for level in levels for tick in level)
    words = "".join((*_words(shown, happenings), *ticks, figure_characters([unit], numbers)))
    setting = site.settings[language.code].narrowed(f"{words}/0")  # what the kinds put between
    return Staging(
        id=chart.id,
        type=chart.type,
        alt=plain_text(chart.alt[language.code], site, language),
        style=STYLES[layout].on(setting),
        colours=palette(site.meta.tokens),
        groups=groups,
        gaps=gaps,
        series=series,
        levels=levels,
        happenings=happenings,
        unit=unit,
        numbers=numbers,
        is_han=language.is_han,
    )


def _words(items: Iterable[Item], happenings: Iterable[Happening]) -> Iterator[str]:
    for item in items:
        yield from (item.label, item.value, item.when, item.whole_text, item.share_text)
        yield item.tick
    for happening in happenings:
        yield from (happening.date, happening.title)


def _levels(
    series: Iterable[tuple[Item, ...]], chart: Chart, site: Site, language: Language
) -> Iterator[tuple[TimeTick, ...]]:
    """The words that may stand on an axis of time, the closest first: round ones where periods
    have such, else those of every period, of every second, and so on from the last back."""
    items = {item.day or 0: item for one in series for item in one}
    if not items:
        return
    shown = [site.indicators[id].observations for id in chart.ids]
    periods = [each.period for observations in shown for each in observations if each.period]
    round_ones = time_levels(periods, language)
    yield from round_ones
    if not round_ones:
        ticks = [TimeTick(day, items[day].tick) for day in sorted(items, reverse=True)]
        yield from (tuple(ticks[::step]) for step in range(1, len(ticks) + 1))


class _Stager:
    """Words the marks of one chart."""

    def __init__(self, site: Site, language: Language, chart: Chart) -> None:
        self.site, self.language = site, language
        self.highlighted = {text.value for text in chart.highlight}
        self.dated = _differ(self._shown(chart))
        self.named = {_point(text.value, site) for text in chart.label}
        self.at_ends = draws_series(chart) and any(map(_adds_up, self._shown(chart)))

    def _shown(self, chart: Chart) -> Iterator[Indicator]:
        return (self.site.indicators[id] for id in chart.ids)

    def newest(self, id: str) -> Item:
        indicator = self.site.indicators[id]
        return self._item(indicator, indicator.newest, dated=self.dated)

    def all(self, id: str) -> tuple[Item, ...]:
        indicator = self.site.indicators[id]
        periods = [each.period for each in indicator.observations if each.period]
        return tuple(
            replace(self._item(indicator, each, dated=True), joined=not broken)
            for each, broken in zip(indicator.observations, breaks(periods), strict=True)
        )

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
            tick=short_period_text(observation, language),
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
            day=self._day(period),
            named=(indicator.id, period and period.written) in self.named,
        )

    def _day(self, period: Period | None) -> float | None:
        """Where a period is drawn: at its middle, or at its end if it is by then, or adds up."""
        if period is None:
            return None
        at_end = self.at_ends or period.first is None
        return period.last.toordinal() if at_end else middle(period)

    def _whole_text(self, indicator: Indicator, observation: Observation) -> str:
        """What the whole is called where the indicator says it."""
        if observation.whole is not None:
            return whole_text(indicator, observation, self.language)
        if indicator.unit.dimension != RATIO:
            return ""
        return exact_text(HUNDRED, PERCENT, self.language.numbers)


def _point(written: str, site: Site) -> tuple[str, str | None]:
    """The point that `gdp@2019` names, or `gdp`: its id and its period as written."""
    id, _, period = written.partition("@")
    observation = site.indicators[id].at(period or None)
    return id, observation.period.written if observation and observation.period else None


def _adds_up(indicator: Indicator) -> bool:
    return begin_together([each.period for each in indicator.observations if each.period])


def _differ(shown: Iterable[Indicator]) -> bool:
    """Whether the marks of a chart are not all of one time and kind; a mark to measure against is
    of none."""
    seen = set()
    for indicator in shown:
        if indicator.kind is Kind.THRESHOLD and not indicator.newest.period_text:
            continue
        period, texts = indicator.newest.period, indicator.newest.period_text or {}
        said = tuple(text.value for text in texts.values())
        seen.add((indicator.kind, period and period.written, said))
    return len(seen) > 1
