"""A chart on a page: its drawings, its table, and what a reader may do with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from changzhou_site.addresses import address, chart_file, chart_path
from changzhou_site.charts import LAYOUTS, ChartTable, TableRow, chart_table, draws_series
from changzhou_site.figures import Found, bound_html
from changzhou_site.model import Chart, Event
from changzhou_site.render.blocks import SourceLine, source_lines
from changzhou_site.render.desk import Desk
from changzhou_site.render.embeds import embed_code
from changzhou_site.render.structured import json_script

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
    """None where they are too many for the page of an article; the chart's own page has them."""
    points: Markup | None
    """What the marks say, for the script, where there are no rows to read it from."""
    sources: tuple[SourceLine, ...]
    actions: Mapping[str, str]
    """Addresses of its files, and of its own page where that is another."""
    embed_code: str


def chart_view(desk: Desk, chart: Chart, embed_height: int, *, alone: bool = False) -> ChartView:
    """A chart with its drawings, its table, and the sources of all its marks; `alone` on the page
    that is its own, which needs no way there. `embed_height` is what a frame of that page needs, in
    pixels."""
    table = chart_table(chart, desk.site, desk.language)
    is_long = not alone and _is_long(desk, chart)
    citations = [citation for row in table.rows for citation in row.citations]
    wide, narrow = (desk.drawings[chart.id, desk.code, layout] for layout in LAYOUTS)
    return ChartView(
        id=chart.id,
        title=desk.title(chart.title),
        plain_title=desk.plain(chart.title),
        subtitle=desk.rich(chart.subtitle) if chart.subtitle else None,
        note=desk.rich(chart.note) if chart.note else None,
        wide=Markup(wide),
        narrow=Markup(narrow),
        headings=tuple(table.columns.items()),
        rows=() if is_long else tuple(_rows(desk, table)),
        points=json_script(_points(desk, table)) if is_long else None,
        sources=source_lines(desk, citations),
        actions=_actions(desk, chart, alone=alone),
        embed_code=embed_code(desk, chart, embed_height),
    )


def _actions(desk: Desk, chart: Chart, *, alone: bool) -> dict[str, str]:
    files = {name: address(chart_file(desk.meta, chart, desk.code, name)) for name in FILES}
    own = chart_path(desk.meta, chart, desk.code)
    table = address(own, f"table-{chart.id}")
    return files if alone else {**files, "page": address(own), "table": table}


def _is_long(desk: Desk, chart: Chart) -> bool:
    """Whether its table would be longer than a page of an article is to carry."""
    return draws_series(chart) and any(desk.site.indicators[id].is_long for id in chart.ids)


def _points(desk: Desk, table: ChartTable) -> dict[str, object]:
    """What each line says of itself and of its points, by indicator: period, words, value."""
    lines: dict[str, list[TableRow]] = {}
    for row in table.rows:
        if isinstance(row.mark, Found):
            lines.setdefault(row.mark.indicator.id, []).append(row)
    return {id: _line(desk, rows, table.columns["source"]) for id, rows in lines.items()}


def _line(desk: Desk, rows: Sequence[TableRow], heading: str) -> dict[str, object]:
    sources = source_lines(desk, (citation for row in rows for citation in row.citations))
    named = (" ".join(filter(None, (each.name, each.locators))) for each in sources)
    told = f"{heading}{desk.words['colon']}{desk.words['semicolon'].join(named)}"
    points = [(_written(row.mark), row.period, row.value) for row in rows]
    return {"label": rows[0].label, "source": told, "points": points}


def _rows(desk: Desk, table: ChartTable) -> Iterator[RowView]:
    for number, row in enumerate(table.rows, 1):
        yield _row(desk, row, number, table.columns)


def _row(desk: Desk, row: TableRow, number: int, fields: Iterable[str]) -> RowView:
    return RowView(_attributes(row.mark, number), tuple(_cell(desk, row, each) for each in fields))


def _attributes(mark: Found | Event, number: int) -> Markup:
    if isinstance(mark, Event):
        return Markup('data-event="{}" data-period="{}"').format(number, mark.date.written)
    attributes = Markup('data-indicator="{}" data-period="{}"')
    return attributes.format(mark.indicator.id, _written(mark))


def _written(mark: Found | Event) -> str:
    """When a mark was, as written; empty for what has no period."""
    period = mark.date if isinstance(mark, Event) else mark.observation.period
    return period.written if period else ""


PARTS: Mapping[str, str | None] = {"value": None, "whole": "of", "share": "share"}
"""What of an indicator the fields of a row show."""


def _cell(desk: Desk, row: TableRow, field: str) -> Cell:
    if field == "source":
        return Cell(field, Markup(), source_lines(desk, row.citations))
    text = getattr(row, field)
    if field not in PARTS or isinstance(row.mark, Event) or not text:
        return Cell(field, Markup.escape(text))
    found = replace(row.mark, part=PARTS[field])
    return Cell(field, bound_html(found, desk.site, desk.language))
