"""A chart as a table: everything it says, without seeing it."""

from __future__ import annotations

from dataclasses import dataclass

from changzhou_site.charts.drawn import draws_events, events_of, observations_of
from changzhou_site.figures import (
    observed_text,
    period_text,
    plain_text,
    share_of,
    share_text,
    value_text,
    whole_text,
)
from changzhou_site.model import Chart, Citation, Event, Indicator, Language, Observation, Site


@dataclass(frozen=True)
class TableColumn:
    """A column of a chart's table."""

    field: str
    """The field of `Row` it shows."""
    heading: str


@dataclass(frozen=True)
class TableRow:
    """What one mark of a chart says."""

    label: str
    value: str
    """With bound and unit; empty for an event."""
    whole: str
    """The `m` of n of m, where there is one."""
    share: str
    period: str
    source: str
    """The citations as they are written: `xdkb#1.4; yearbook#3`."""
    citations: tuple[Citation, ...]
    indicator: Indicator | None = None
    observation: Observation | None = None
    event: Event | None = None


@dataclass(frozen=True)
class ChartTable:
    """A chart's rows, in the order it shows them."""

    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]


def chart_table(chart: Chart, site: Site, language: Language) -> ChartTable:
    """A chart's rows in a language; its columns as the theme's words call them."""
    if draws_events(chart):
        rows = tuple(_event_row(event, site, language) for event in events_of(chart, site))
        return ChartTable(_columns(("event", "period", "source"), language), rows)
    rows = tuple(
        _row(indicator, observation, site, language)
        for indicator in (site.indicators[id] for id in dict.fromkeys(chart.ids))
        for observation in observations_of(chart, indicator)
    )
    fields = ["label", "value", "period", "source"]
    if any(row.whole for row in rows):
        fields[2:2] = ["whole", "share"]
    return ChartTable(_columns(tuple(fields), language), rows)


def _columns(fields: tuple[str, ...], language: Language) -> tuple[TableColumn, ...]:
    words = language.words
    return tuple(
        TableColumn("label" if field == "event" else field, words[f"heading_{field}"])
        for field in fields
    )


def _row(
    indicator: Indicator, observation: Observation, site: Site, language: Language
) -> TableRow:
    whole = share = ""
    if observation.whole is not None:
        whole = whole_text(indicator, observation, language)
        part = share_of(indicator, observation)
        share = share_text(observation, part, language) if part is not None else ""
    return TableRow(
        label=plain_text(indicator.label[language.code], site, language),
        value=value_text(indicator, observation, language),
        whole=whole,
        share=share,
        period=observed_text(observation, language),
        source=_cited(observation.citations),
        citations=observation.citations,
        indicator=indicator,
        observation=observation,
    )


def _event_row(event: Event, site: Site, language: Language) -> TableRow:
    return TableRow(
        label=plain_text(event.title[language.code], site, language),
        value="",
        whole="",
        share="",
        period=period_text(event.date, language),
        source=_cited(event.citations),
        citations=event.citations,
        event=event,
    )


def _cited(citations: tuple[Citation, ...]) -> str:
    return "; ".join(map(str, citations))
