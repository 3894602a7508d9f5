"""`bar`: amounts side by side, lying."""

from __future__ import annotations

from typing import TYPE_CHECKING

from changzhou_site.charts import style
from changzhou_site.charts.kinds.beams import Beam, Frame, draw_beam, reach
from changzhou_site.charts.kinds.kind import (
    Kind,
    Problems,
    needs_count,
    needs_one_dimension,
    warns_of_ranks,
)
from changzhou_site.charts.kinds.rows import Row, Rows, lay_rows
from changzhou_site.charts.scales import Lengths, fit_lengths
from changzhou_site.charts.scene import Item, Scene
from changzhou_site.charts.words import room
from changzhou_site.model import Chart, Site

if TYPE_CHECKING:
    from changzhou_site.charts.canvas import Canvas


def needs(chart: Chart, site: Site) -> Problems:
    yield from needs_count(chart, 2)
    yield from needs_one_dimension(chart, site)
    yield from warns_of_ranks(chart, site)


def draw(canvas: Canvas, scene: Scene) -> None:
    rows = lay_rows(scene, scene.style.bar)
    lengths = _lengths(scene, rows, values=True)
    above = _longest(scene, lengths) < style.LEAST_BAR * (scene.style.width - rows.left)
    if above:
        rows = lay_rows(scene, scene.style.bar, lines=True)
        lengths = _lengths(scene, rows, values=False)
    _baseline(canvas, scene, rows, lengths.zero)
    for row in rows.rows:
        with canvas.mark(indicator=row.item.indicator.id, period=row.item.period):
            _draw_row(canvas, scene, row, lengths, above)
    canvas.height = rows.bottom


def _lengths(scene: Scene, rows: Rows, *, values: bool) -> Lengths:
    """The scale that leaves each bar room for its tip and, after it, its value."""
    beyond = [
        reach(item) + (style.GAP + room(item.value, scene.style.value) if values else 0)
        for item in scene.items
    ]
    fitted = fit_lengths(
        [item.amount for item in scene.items], beyond, scene.style.width - rows.left - style.EDGE
    )
    return Lengths(fitted.zero + rows.left, fitted.scale)


def _longest(scene: Scene, lengths: Lengths) -> float:
    """What the bars take from end to end, or no bound at all where every value is nothing."""
    amounts = [0, *(item.amount for item in scene.items)]
    return (max(amounts) - min(amounts)) * lengths.scale if any(amounts) else float("inf")


def bar_length(item: Item, lengths: Lengths) -> float:
    """In pixels; what is not nothing is seen."""
    length = abs(item.amount) * lengths.scale
    return max(length, style.HAIRLINE) if length else 0


def _draw_row(canvas: Canvas, scene: Scene, row: Row, lengths: Lengths, above: bool) -> None:
    item, sign = row.item, -1 if row.item.amount < 0 else 1
    frame = Frame(lengths.zero, row.middle, sign, 0)
    length = bar_length(item, lengths)
    draw_beam(canvas, Beam(frame, length, scene.style.bar, scene.hue(item), item.kind, item.bound))
    canvas.block(0, row.top, row.block)
    type = scene.style.value
    if above:
        x, y = 0.0 if scene.style.narrow else lengths.zero, row.middle - scene.style.bar / 2 - 5
        canvas.text(x, y, item.value, type, scene.value_hue(item))
        return
    x = lengths.zero + sign * (length + reach(item) + style.GAP)
    anchor = style.END if sign < 0 else style.START
    canvas.text(x, row.middle + type.drop, item.value, type, scene.value_hue(item), anchor)


def _baseline(canvas: Canvas, scene: Scene, rows: Rows, x: float) -> None:
    """One line where labels stand beside it; where they stand above the bars, one a bar."""
    half = scene.style.bar / 2 + (0 if rows.stacked else style.OVERHANG)
    tops = [row.middle for row in rows.rows]
    spans = [(y, y) for y in tops] if rows.stacked else [(tops[0], tops[-1])]
    for first, last in spans:
        canvas.line([(x, first - half), (x, last + half)], style.BASELINE)


KIND = Kind("bar", needs, draw)
