"""A chart as files: SVG and PNG in a frame, its numbers as CSV, its answer to oEmbed.

The pictures ask for what the chart shows and for its texts and sources; the numbers for its
indicators with their labels in every language; the answer for its title and the height of its two
drawings.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from urllib.parse import urljoin

from changzhou_site.addresses import chart_file
from changzhou_site.charts import (
    LAYOUTS,
    ChartFrame,
    Staging,
    TableRow,
    chart_table,
    draw_files,
    stage_chart,
)
from changzhou_site.figures import plain_text
from changzhou_site.model import Chart, Localised, Site
from changzhou_site.outputs.spreadsheet import csv_bytes, safe_text, value_cell, whole_cell
from changzhou_site.outputs.task import Made, Task
from changzhou_site.outputs.view import SiteView
from changzhou_site.pages import Page, oembed_file
from changzhou_site.render import Desk, chart_frame, embed_code, embed_height

Cells = dict[str, str]


def plan_chart_pictures(view: SiteView) -> Iterator[Task]:
    for chart in view.site.charts.values():
        for desk in view.desks.values():
            paths = tuple(
                chart_file(desk.meta, chart, desk.code, suffix) for suffix in ("svg", "png")
            )
            staging = stage_chart(chart, view.site, desk.language, "wide")
            yield Task(paths[0], make_pictures, (paths, staging, chart_frame(desk, chart)))


def make_pictures(paths: tuple[str, str], staging: Staging, frame: ChartFrame) -> Made:
    files = draw_files(staging, frame)
    return {paths[0]: files.svg, paths[1]: files.png}


# Numbers -----------------------------------------------------------------------------------------


def plan_chart_tables(view: SiteView) -> Iterator[Task]:
    for chart in view.site.charts.values():
        for desk in view.desks.values():
            path = chart_file(desk.meta, chart, desk.code, "csv")
            yield Task(path, make_table, (path, *_table(desk, chart)))


def make_table(path: str, fields: Sequence[str], rows: Sequence[Cells]) -> Made:
    return {path: csv_bytes(fields, rows)}


def _table(desk: Desk, chart: Chart) -> tuple[tuple[str, ...], tuple[Cells, ...]]:
    """A chart's rows for a spreadsheet, with labels in every language, the page's first."""
    languages = sorted(desk.site.languages, key=lambda other: other != desk.code)
    fields = ("indicator", *(f"label_{other}" for other in languages))
    fields += ("value", "of", "bound", "kind", "unit", "period", "source")
    rows = chart_table(chart, desk.site, desk.language).rows
    return fields, tuple(_cells(desk.site, row, languages) for row in rows)


def _cells(site: Site, row: TableRow, languages: Sequence[str]) -> Cells:
    localised: Localised = {}
    if row.indicator or row.event:
        localised = row.indicator.label if row.indicator else row.event.title if row.event else {}
    cells = {
        f"label_{code}": plain_text(localised[code], site, site.languages[code])
        for code in languages
    }
    cells |= {"period": row.period, "source": row.source}
    if row.indicator and row.observation:
        cells |= {
            "indicator": row.indicator.id,
            "bound": str(row.observation.bound),
            "kind": str(row.indicator.kind),
            "unit": row.indicator.unit.id,
        }
    return {name: safe_text(text) for name, text in cells.items()} | _numbers(row)


def _numbers(row: TableRow) -> Cells:
    """The published numbers; a negative one is no formula."""
    observation = row.observation
    if observation is None:
        return {}
    return {"value": value_cell(observation), "of": whole_cell(observation)}


# Embedding --------------------------------------------------------------------------------------


def plan_oembeds(view: SiteView) -> Iterator[Task]:
    for page in view.pages:
        if page.chart:
            path = oembed_file(view.site.meta, page.chart, page.language)
            yield Task(path, make_oembed, (path, _answer(view.desks[page.language], page)))


def make_oembed(path: str, answer: dict[str, object]) -> Made:
    return {path: (json.dumps(answer, ensure_ascii=False, indent=1) + "\n").encode()}


def _answer(desk: Desk, page: Page) -> dict[str, object]:
    """The answer that an oEmbed consumer finds behind the page's discovery link."""
    assert page.chart is not None
    id, meta = page.chart.id, desk.meta
    height = embed_height(*(desk.drawings[id, desk.code, layout] for layout in LAYOUTS))
    return {
        "version": "1.0",
        "type": "rich",
        "title": desk.plain(page.chart.title),
        "provider_name": desk.plain(meta.publisher.name),
        "provider_url": meta.url,
        "html": embed_code(desk, page, height),
        "width": 720,
        "height": height,
        "thumbnail_url": urljoin(meta.url, chart_file(meta, page.chart, desk.code, "png")),
    }
