"""A chart as a table: everything it says, without seeing it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from changzhou_site.charts.drawn import draws_events, events_of, observations_of
from changzhou_site.figures import (
    Found,
    observed_text,
    period_text,
    plain_text,
    share_of,
    share_text,
    value_text,
    whole_text,
)
from changzhou_site.model import Chart, Citation, Event, Language, Site


@dataclass(frozen=True)
class TableRow:
    """What one mark of a chart says."""

    mark: Found | Event
    label: str
    period: str
    citations: tuple[Citation, ...]
    value: str = ""
    """With bound and unit; empty for an event."""
    whole: str = ""
    """The `m` of n of m, where there is one."""
    share: str = ""

    @property
    def source(self) -> str:
        """The citations as they are written: `xdkb#1.4; yearbook#3`."""
        return "; ".join(map(str, self.citations))


@dataclass(frozen=True)
class ChartTable:
    """A chart's rows, in the order it shows them."""

    columns: Mapping[str, str]
    """The headings by the field of a row that stands under them."""
    rows: tuple[TableRow, ...]


def chart_table(chart: Chart, site: Site, language: Language) -> ChartTable:
    """A chart's rows in a language; its columns as the theme's words call them."""
    if draws_events(chart):
        rows = tuple(_event_row(event, site, language) for event in events_of(chart, site))
        columns = _columns(["label", "period", "source"], language)
        return ChartTable({**columns, "label": language.words["heading_event"]}, rows)
    rows = tuple(
        _row(Found(indicator, observation), site, language)
        for indicator in (site.indicators[id] for id in dict.fromkeys(chart.ids))
        for observation in observations_of(chart, indicator)
    )
    parts = ["whole", "share"] if any(row.whole for row in rows) else []
    return ChartTable(_columns(["label", "value", *parts, "period", "source"], language), rows)


def _columns(fields: list[str], language: Language) -> dict[str, str]:
    return {field: language.words[f"heading_{field}"] for field in fields}


def _row(found: Found, site: Site, language: Language) -> TableRow:
    indicator, observation = found.indicator, found.observation
    whole = share = ""
    if observation.whole is not None:
        whole = whole_text(indicator, observation, language)
        part = share_of(indicator, observation)
        share = share_text(observation, part, language) if part is not None else ""
    return TableRow(
        found,
        label=plain_text(indicator.label[language.code], site, language),
        period=observed_text(observation, language),
        citations=observation.citations,
        value=value_text(indicator, observation, language),
        whole=whole,
        share=share,
    )


def _event_row(event: Event, site: Site, language: Language) -> TableRow:
    return TableRow(
        event,
        label=plain_text(event.title[language.code], site, language),
        period=period_text(event.date, language),
        citations=event.citations,
    )
