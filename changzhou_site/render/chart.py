"""A chart on a page: its drawings, its table, and what a reader may do with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from changzhou_site.addresses import address, chart_file, chart_path
from changzhou_site.charts import LAYOUTS, TableRow, chart_table
from changzhou_site.figures import Found, bound_html
from changzhou_site.model import Chart
from changzhou_site.pages import Page
from changzhou_site.render.blocks import SourceLine, source_lines
from changzhou_site.render.desk import Desk
from changzhou_site.render.frames import embed_code, embed_height

FILES = ("csv", "png", "svg")


@dataclass(frozen=True)
class Cell:
    """One cell of a chart's table: a text, or the sources of its row."""

    field: str
    text: Markup
    sources: tuple[SourceLine, ...] = ()


@dataclass(frozen=True)
class RowView:
    """One row of a chart's table, with the attributes that tie it to its mark."""

    attributes: Markup
    cells: tuple[Cell, ...]


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
    rows: tuple[RowView, ...]
    sources: tuple[SourceLine, ...]
    actions: Mapping[str, str]
    """Addresses of its files, and of its own page where that is another."""
    embed_code: str


def chart_view(desk: Desk, chart: Chart, *, alone: bool = False) -> ChartView:
    """A chart with its drawings, its table, and the sources of all its marks; `alone` on the page
    that is its own, which needs no way there."""
    table = chart_table(chart, desk.site, desk.language)
    fields = [column.field for column in table.columns]
    citations = [citation for row in table.rows for citation in row.citations]
    wide, narrow = (desk.drawings[chart.id, desk.code, layout] for layout in LAYOUTS)
    height = embed_height(wide, narrow)
    return ChartView(
        id=chart.id,
        title=desk.title(chart.title),
        plain_title=desk.plain(chart.title),
        subtitle=desk.rich(chart.subtitle) if chart.subtitle else None,
        note=desk.rich(chart.note) if chart.note else None,
        wide=Markup(wide),
        narrow=Markup(narrow),
        headings=tuple((column.field, column.heading) for column in table.columns),
        rows=tuple(_row(desk, row, n, fields) for n, row in enumerate(table.rows, 1)),
        sources=source_lines(desk, citations),
        actions=_actions(desk, chart, alone=alone),
        embed_code=embed_code(desk, chart_page(desk, chart), height),
    )


def chart_page(desk: Desk, chart: Chart) -> Page:
    """A chart's own page."""
    return Page("chart", desk.code, chart_path(desk.meta, chart, desk.code), chart=chart)


def _actions(desk: Desk, chart: Chart, *, alone: bool) -> dict[str, str]:
    files = {name: address(chart_file(desk.meta, chart, desk.code, name)) for name in FILES}
    own = address(chart_path(desk.meta, chart, desk.code))
    return files if alone else {**files, "page": own}


def _row(desk: Desk, row: TableRow, number: int, fields: list[str]) -> RowView:
    cells = tuple(_cell(desk, row, field) for field in fields)
    period = row.observation.period if row.observation else row.event.date if row.event else None
    written = period.written if period else ""
    if row.indicator:
        attributes = Markup('data-indicator="{}" data-period="{}"').format(
            row.indicator.id, written
        )
    else:
        attributes = Markup('data-event="{}" data-period="{}"').format(number, written)
    return RowView(attributes, cells)


PARTS: Mapping[str, str | None] = {"value": None, "whole": "of", "share": "share"}
"""What of an indicator the fields of a row show."""


def _cell(desk: Desk, row: TableRow, field: str) -> Cell:
    if field == "source":
        return Cell(field, Markup(), source_lines(desk, row.citations))
    text = getattr(row, field)
    if field not in PARTS or row.indicator is None or row.observation is None or not text:
        return Cell(field, Markup.escape(text))
    found = Found(row.indicator, row.observation, PARTS[field])
    return Cell(field, bound_html(found, desk.site, desk.language))
