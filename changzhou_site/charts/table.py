"""A chart as a table: everything it says, without seeing it."""

from __future__ import annotations

from dataclasses import dataclass

from changzhou_site.charts.kinds import KINDS
from changzhou_site.charts.scene import events_of
from changzhou_site.model import Chart, Citation, Event, Indicator, Observation, Site
from changzhou_site.references import plain_text
from changzhou_site.wording import (
    observed_text,
    period_text,
    share_of,
    share_text,
    value_text,
    whole_text,
)

HEADINGS = {
    "zh": {
        "label": "指标",
        "event": "事件",
        "value": "数值",
        "whole": "总数",
        "share": "占比",
        "period": "时间",
        "source": "来源",
    },
    "en": {
        "label": "Indicator",
        "event": "Event",
        "value": "Value",
        "whole": "Out of",
        "share": "Share",
        "period": "Period",
        "source": "Source",
    },
}


@dataclass(frozen=True)
class Column:
    """A column of a chart's table."""

    field: str
    """The field of `Row` it shows."""
    heading: str


@dataclass(frozen=True)
class Row:
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
class Table:
    """A chart's rows, in the order it shows them."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def chart_table(chart: Chart, site: Site, language: str) -> Table:
    kind = KINDS.get(chart.type)
    if kind is not None and kind.events:
        rows = tuple(_event_row(event, site, language) for event in events_of(chart, site))
        return Table(_columns(("event", "period", "source"), language), rows)
    rows = tuple(
        _row(indicator, observation, site, language)
        for indicator in (site.indicators[id] for id in dict.fromkeys(chart.ids))
        for observation in _drawn(chart, indicator)
    )
    fields = ["label", "value", "period", "source"]
    if any(row.whole for row in rows):
        fields[2:2] = ["whole", "share"]
    return Table(_columns(tuple(fields), language), rows)


def _drawn(chart: Chart, indicator: Indicator) -> tuple[Observation, ...]:
    """A line shows every observation, other types the newest."""
    return indicator.observations if chart.type == "line" else (indicator.newest,)


def _columns(fields: tuple[str, ...], language: str) -> tuple[Column, ...]:
    headings = HEADINGS[language]
    return tuple(
        Column("label" if field == "event" else field, headings[field]) for field in fields
    )


def _row(indicator: Indicator, observation: Observation, site: Site, language: str) -> Row:
    whole = share = ""
    if observation.whole is not None:
        whole = whole_text(indicator, observation, language)
        part = share_of(indicator, observation)
        share = share_text(observation, part, language) if part is not None else ""
    return Row(
        label=plain_text(indicator.label[language], site, language),
        value=value_text(indicator, observation, language),
        whole=whole,
        share=share,
        period=observed_text(observation, language),
        source=_cited(observation.citations),
        citations=observation.citations,
        indicator=indicator,
        observation=observation,
    )


def _event_row(event: Event, site: Site, language: str) -> Row:
    return Row(
        label=plain_text(event.title[language], site, language),
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
