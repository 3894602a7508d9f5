"""Charts: indicators -> SVG that is inlined, the same chart as files and table, cards to share.

`check_chart` says what stands against a chart, without Matplotlib; the others want a sound one.
"""

from __future__ import annotations

from changzhou_site.charts.card import Card, draw_card
from changzhou_site.charts.chart_table import ChartTable, TableRow, chart_table
from changzhou_site.charts.demands import check_chart, check_glyphs
from changzhou_site.charts.drawn import draws_events, draws_series, events_of, stage_chart
from changzhou_site.charts.frame import ChartFiles, ChartFrame, draw_files
from changzhou_site.charts.kinds import CHART_TYPES
from changzhou_site.charts.staging import Staging
from changzhou_site.charts.style import CARD_SIZE, Layout, Type
from changzhou_site.charts.words import room, wrapped
from changzhou_site.model import TextSetting

LAYOUTS: tuple[Layout, ...] = ("wide", "narrow")


def text_lines(
    text: str, size: float, width: float, setting: TextSetting, weight: int = 400
) -> int:
    """How many lines a text takes on a page, with some width to spare for the reader's fonts."""
    return len(wrapped(text, Type(size, weight).on(setting), width))


def text_width(text: str, size: float, setting: TextSetting) -> float:
    """How wide a line of text is on a page, with some to spare."""
    return room(text, Type(size).on(setting))


def draw_chart(staging: Staging) -> str:
    """A chart's drawing as `<svg>`, to be inlined; the same bytes every time."""
    from changzhou_site.charts import canvas, svg  # Matplotlib is loaded where something is drawn

    with canvas.settings():
        surface = canvas.Canvas(staging.style.width, svg.stand_ins(staging.colours))
        CHART_TYPES[staging.type].draw(surface, staging)
        return svg.write_svg(surface, staging)


__all__ = [
    "CARD_SIZE",
    "CHART_TYPES",
    "LAYOUTS",
    "Card",
    "ChartFiles",
    "ChartFrame",
    "ChartTable",
    "Layout",
    "Staging",
    "TableRow",
    "chart_table",
    "check_chart",
    "check_glyphs",
    "draw_card",
    "draw_chart",
    "draw_files",
    "draws_events",
    "draws_series",
    "events_of",
    "stage_chart",
    "text_lines",
    "text_width",
]
