"""A chart on a page: its drawings, its table, and what a reader may do with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from changzhou_site.figures import bound_html
from changzhou_site.charts import Row, chart_table
from changzhou_site.model import Chart
from changzhou_site.pages import Page, chart_file
from changzhou_site.render.blocks import SourceLine, source_lines, value_of
from changzhou_site.render.frames import embed_code, embed_height
from changzhou_site.render.desk import Scene

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


def chart_view(scene: Scene, chart: Chart) -> ChartView:
    """A chart with its drawings, its table, and the sources of all its marks."""
    table = chart_table(chart, scene.site, scene.language)
    fields = [column.field for column in table.columns]
    citations = [citation for row in table.rows for citation in row.citations]
    wide = scene.drawings[chart.id, scene.language, "wide"]
    narrow = scene.drawings[chart.id, scene.language, "narrow"]
    own = find_chart_page(scene, chart)
    height = embed_height(wide, narrow)
    return ChartView(
        id=chart.id,
        title=scene.title(chart.title),
        plain_title=scene.plain(chart.title),
        subtitle=scene.rich(chart.subtitle) if chart.subtitle else None,
        note=scene.rich(chart.note) if chart.note else None,
        wide=Markup(wide),
        narrow=Markup(narrow),
        headings=tuple((column.field, column.heading) for column in table.columns),
        rows=tuple(_row(scene, row, n, fields) for n, row in enumerate(table.rows, 1)),
        sources=source_lines(scene, citations),
        actions=_actions(scene, chart, own),
        embed_code=embed_code(scene.site, own, height),
    )


def find_chart_page(scene: Scene, chart: Chart) -> Page:
    """A chart's own page, in the language of the page that shows it."""
    pages = (page for page in scene.pages if page.chart and page.language == scene.language)
    return next(page for page in pages if page.chart is chart)


def _actions(scene: Scene, chart: Chart, own: Page) -> dict[str, str]:
    meta, to = scene.site.meta, scene.addresses.to
    files = {name: to(chart_file(meta, chart, scene.language, name)) for name in FILES}
    return files if scene.page == own else {**files, "page": to(own.path)}


def _row(scene: Scene, row: Row, number: int, fields: list[str]) -> RowView:
    cells = tuple(_cell(scene, row, field) for field in fields)
    period = row.observation.period if row.observation else row.event.date if row.event else None
    written = period.written if period else ""
    if row.indicator:
        attributes = Markup('data-indicator="{}" data-period="{}"').format(
            row.indicator.id, written
        )
    else:
        attributes = Markup('data-event="{}" data-period="{}"').format(number, written)
    return RowView(attributes, cells)


def _cell(scene: Scene, row: Row, field: str) -> Cell:
    if field == "source":
        return Cell(field, Markup(), source_lines(scene, row.citations))
    part = {"value": None, "whole": "of", "share": "share"}.get(field, "")
    text = getattr(row, field)
    if part == "" or row.indicator is None or not text:
        return Cell(field, Markup.escape(text))
    value = replace(value_of(row.indicator.id, row.observation), part=part)
    return Cell(field, bound_html(value, scene.site, scene.language, scene.addresses))
