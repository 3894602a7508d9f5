"""Charts: indicators -> SVG that is inlined, the same chart as files and table, cards to share.

`check_chart` says what stands against a chart, without Matplotlib; the others want a sound one.
"""

from __future__ import annotations

from changzhou_site.charts.card import Card, draw_card
from changzhou_site.charts.check import check_chart, check_glyphs
from changzhou_site.charts.frame import ChartFiles, Frame, draw_files
from changzhou_site.charts.kinds import KINDS
from changzhou_site.charts.scene import events_of, set_scene
from changzhou_site.charts.style import STYLES, Face, Layout
from changzhou_site.charts.table import Column, Row, Table, chart_table
from changzhou_site.model import Chart, Site
from changzhou_site.references import plain_text
from changzhou_site.theme import palette

LAYOUTS: tuple[Layout, ...] = ("wide", "narrow")


def draw_chart(chart: Chart, site: Site, language: str, layout: Layout) -> str:
    """A chart's drawing as `<svg>`, to be inlined; the same bytes every time."""
    from changzhou_site.charts import canvas, svg  # Matplotlib is loaded where something is drawn

    colours = palette(site.meta.theme)
    scene = set_scene(chart, site, language, layout)
    with canvas.settings():
        surface = canvas.Canvas(scene.style.width, svg.stand_ins(colours))
        KINDS[chart.type].draw(surface, scene)
        drawn = surface.svg()
    return svg.finish(
        drawn,
        surface.marks,
        style=STYLES[layout],
        palette=colours,
        prefix=f"{chart.id}-{layout}-",
        alt=plain_text(chart.alt[language], site, language),
    )


__all__ = [
    "LAYOUTS",
    "Card",
    "ChartFiles",
    "Column",
    "Face",
    "Frame",
    "Layout",
    "Row",
    "Table",
    "chart_table",
    "check_chart",
    "check_glyphs",
    "draw_card",
    "draw_chart",
    "draw_files",
    "events_of",
]
