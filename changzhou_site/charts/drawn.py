"""What a chart draws, by its type: the observations of an indicator, or events."""

from __future__ import annotations

from changzhou_site.charts.kinds import CHART_TYPES
from changzhou_site.charts.staging import Staging, set_stage, tagged_events
from changzhou_site.charts.style import Layout
from changzhou_site.model import Chart, Event, Indicator, Language, Observation, Site


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
    series, events = draws_series(chart), draws_events(chart)
    return set_stage(chart, site, language, layout, series=series, events=events)
