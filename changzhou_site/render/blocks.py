"""What the partials of the theme show: charts, key figures, tables, timelines, sources."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from markupsafe import Markup

from changzhou_site.bound import bound_html
from changzhou_site.charts import Row, chart_table
from changzhou_site.model import Chart, Citation, Event, Indicator, Kind, Observation
from changzhou_site.references import Block, Value, find_value
from changzhou_site.render.scene import Scene
from changzhou_site.wording import observed_text, period_text


@dataclass(frozen=True)
class SourceLine:
    """A source with the places of it that are cited."""

    name: str
    locators: str
    address: str


@dataclass(frozen=True)
class FigureView:
    """One figure, to be shown large or as a row."""

    id: str
    label: Markup
    value: Markup
    period: str
    kind: str
    note: Markup | None
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True)
class EventView:
    """One event of a timeline."""

    date: str
    machine_date: str
    title: Markup
    text: Markup | None
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True)
class Cell:
    """One cell of a chart's table: a text, or the sources of its row."""

    field: str
    text: Markup
    sources: tuple[SourceLine, ...] = ()


@dataclass(frozen=True)
class ChartView:
    """A chart with all that stands around its drawing."""

    id: str
    title: Markup
    plain_title: str
    subtitle: Markup | None
    note: Markup | None
    wide: Markup
    narrow: Markup
    headings: tuple[tuple[str, str], ...]
    """Field and heading of each column."""
    rows: tuple[tuple[Cell, ...], ...]
    sources: tuple[SourceLine, ...]


def source_lines(scene: Scene, citations: Iterable[Citation]) -> tuple[SourceLine, ...]:
    """The sources of some figures, each once, with the places cited in it."""
    locators: dict[str, dict[str, None]] = {}
    for citation in citations:
        places = locators.setdefault(citation.source, {})
        if citation.locator:
            places[citation.locator] = None
    return tuple(
        SourceLine(
            scene.plain(scene.site.sources[id].publisher),
            scene.words["comma"].join(sorted(places, key=_natural)),
            scene.addresses.source(id),
        )
        for id, places in locators.items()
    )


def _natural(locator: str) -> list[tuple[int, str]]:
    """Orders 2.4 before 2.10."""
    return [
        (int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", locator)
    ]


def figure_view(scene: Scene, value: Value, *, linked: bool = True) -> FigureView:
    """A figure with its label, period, kind and sources."""
    found = find_value(value, scene.site)
    indicator, observation = found.indicator, found.observation
    row = scene.addresses.row(indicator.id) if linked else None
    note = observation.note or indicator.note
    return FigureView(
        id=indicator.id,
        label=scene.rich(indicator.label, linked=False),
        value=bound_html(value, scene.site, scene.language, row),
        period=observed_text(observation, scene.language),
        kind=kind_word(scene, indicator),
        note=scene.rich(note) if note else None,
        sources=source_lines(scene, observation.citations),
    )


def kind_word(scene: Scene, indicator: Indicator) -> str:
    """What kind a figure is, where it is no plain measurement and its label does not say so."""
    if indicator.kind is Kind.ACTUAL:
        return ""
    word = scene.words[f"kind_{indicator.kind}"]
    return "" if word in scene.plain(indicator.label).lower() else word


def value_of(id: str, observation: Observation | None = None) -> Value:
    """A reference to an indicator's value, as prose would write it."""
    period = observation.period.written if observation and observation.period else None
    return Value(id, period, None, None, None, 0)


def event_view(scene: Scene, event: Event) -> EventView:
    return EventView(
        date=period_text(event.date, scene.language),
        machine_date=event.date.written,
        title=scene.rich(event.title),
        text=scene.rich(event.text) if event.text else None,
        sources=source_lines(scene, event.citations),
    )


def chart_view(scene: Scene, chart: Chart) -> ChartView:
    """A chart with its drawings, its table, and the sources of all its marks."""
    table = chart_table(chart, scene.site, scene.language)
    citations = [citation for row in table.rows for citation in row.citations]
    return ChartView(
        id=chart.id,
        title=scene.title(chart.title),
        plain_title=scene.plain(chart.title),
        subtitle=scene.rich(chart.subtitle) if chart.subtitle else None,
        note=scene.rich(chart.note) if chart.note else None,
        wide=Markup(scene.drawings[chart.id, scene.language, "wide"]),
        narrow=Markup(scene.drawings[chart.id, scene.language, "narrow"]),
        headings=tuple((column.field, column.heading) for column in table.columns),
        rows=tuple(
            tuple(_cell(scene, row, column.field) for column in table.columns) for row in table.rows
        ),
        sources=source_lines(scene, citations),
    )


def _cell(scene: Scene, row: Row, field: str) -> Cell:
    if field == "source":
        return Cell(field, Markup(), source_lines(scene, row.citations))
    part = {"value": None, "whole": "of", "share": "share"}.get(field, "")
    text = getattr(row, field)
    if part == "" or row.indicator is None or not text:
        return Cell(field, Markup.escape(text))
    value = replace(value_of(row.indicator.id, row.observation), part=part)
    address = scene.addresses.row(row.indicator.id)
    return Cell(field, bound_html(value, scene.site, scene.language, address))


def block_context(scene: Scene, block: Block) -> tuple[str, dict[str, object]]:
    """The partial that shows a block, and what it is given."""
    if block.kind == "chart":
        chart = scene.site.charts[block.items[0].id]
        return "chart.html", {"chart": chart_view(scene, chart)}
    if block.kind == "timeline":
        events = [event_view(scene, event) for event in scene.site.events]
        return "timeline.html", {"events": events}
    figures = [figure_view(scene, value) for value in block.items]
    return f"{block.kind}.html", {"figures": figures}
