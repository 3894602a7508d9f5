"""A chart as files: SVG and PNG in a frame, its numbers as CSV, its answer to oEmbed.

The pictures ask for what the chart shows and for its texts and sources; the numbers for its
indicators with their labels in every language; the answer for its title and the height of its two
drawings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urljoin

from changzhou_site.addresses import chart_file
from changzhou_site.charts import (
    TableRow,
    chart_table,
    draw_files,
    stage_chart,
)
from changzhou_site.figures import Found, plain_text
from changzhou_site.model import Chart, Event, Localised, Meta, Period, Site
from changzhou_site.outputs.data_files import Cells, csv_bytes, figure_cells, json_text, safe_cells
from changzhou_site.outputs.task import Made, Task
from changzhou_site.outputs.view import SiteView
from changzhou_site.pages import oembed_file
from changzhou_site.render import Desk, chart_frame, embed_code, embed_height


def plan_chart_pictures(view: SiteView) -> Iterator[Task]:
    for id, code in view.told_charts:
        svg, png = _pictures(view.site.meta, view.site.charts[id], code)
        yield Task(svg, make_pictures, (id, code), also=(png,))


def make_pictures(view: SiteView, id: str, code: str) -> Made:
    chart, desk = view.site.charts[id], view.desks[code]
    svg, png = _pictures(desk.meta, chart, code)
    staging = stage_chart(chart, view.site, desk.language, "wide")
    files = draw_files(staging, chart_frame(desk, chart))
    return {svg: files.svg, png: files.png}


def _pictures(meta: Meta, chart: Chart, language: str) -> tuple[str, str]:
    return chart_file(meta, chart, language, "svg"), chart_file(meta, chart, language, "png")


# Numbers -----------------------------------------------------------------------------------------


def plan_chart_tables(view: SiteView) -> Iterator[Task]:
    for id, code in view.told_charts:
        yield Task(
            chart_file(view.site.meta, view.site.charts[id], code, "csv"),
            make_chart_table,
            (id, code),
        )


def make_chart_table(view: SiteView, id: str, code: str) -> bytes:
    return csv_bytes(*_table(view.desks[code], view.site.charts[id]))


def _table(desk: Desk, chart: Chart) -> tuple[tuple[str, ...], tuple[Cells, ...]]:
    """A chart's rows for a spreadsheet, with labels in every language, the page's first."""
    languages = sorted(desk.site.languages, key=lambda other: other != desk.code)
    fields = ("indicator", *(f"label_{other}" for other in languages))
    fields += ("value", "of", "bound", "kind", "unit", "period", "period_text", "source")
    rows = chart_table(chart, desk.site, desk.language).rows
    return fields, tuple(_cells(desk.site, row, languages) for row in rows)


def _cells(site: Site, row: TableRow, languages: Sequence[str]) -> Cells:
    label, period, cells = _label_and_figure(row.mark)
    words = {
        f"label_{code}": plain_text(label[code], site, site.languages[code]) for code in languages
    }
    dated = {"period": period.written if period else "", "period_text": row.period}
    return cells | safe_cells({**words, **dated, "source": row.source})


def _label_and_figure(mark: Found | Event) -> tuple[Localised, Period | None, Cells]:
    if isinstance(mark, Event):
        return mark.title, mark.date, {}
    indicator, observation = mark.indicator, mark.observation
    return indicator.label, observation.period, figure_cells(indicator, observation)


# Embedding --------------------------------------------------------------------------------------


def plan_oembeds(view: SiteView) -> Iterator[Task]:
    for id, code in view.told_charts:
        yield Task(oembed_file(view.site.meta, view.site.charts[id], code), make_oembed, (id, code))


def make_oembed(view: SiteView, id: str, code: str) -> str:
    desk = view.desks[code]
    return json_text(_answer(desk, view.site.charts[id], embed_height(desk, id, view.once)))


def _answer(desk: Desk, chart: Chart, height: int) -> dict[str, object]:
    """The answer that an oEmbed consumer finds behind the page's discovery link."""
    meta = desk.meta
    return {
        "version": "1.0",
        "type": "rich",
        "title": desk.plain(chart.title),
        "provider_name": desk.plain(meta.publisher.name),
        "provider_url": meta.url,
        "html": embed_code(desk, chart, height),
        "width": 720,
        "height": height,
        **_thumbnail(desk, chart),
    }


def _thumbnail(desk: Desk, chart: Chart) -> dict[str, object]:
    """The chart as a picture, once it is drawn: the standard wants its size or none of it."""
    path = chart_file(desk.meta, chart, desk.code, "png")
    if path not in desk.sizes:
        return {}
    width, height = desk.sizes[path]
    address = urljoin(desk.meta.url, path)
    return {"thumbnail_url": address, "thumbnail_width": width, "thumbnail_height": height}
