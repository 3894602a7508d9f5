"""`bar`: amounts side by side, lying."""

from __future__ import annotations

from typing import TYPE_CHECKING

from changzhou_site.charts import style
from changzhou_site.charts.kinds.beams import Axes, Beam, draw_beam, reach
from changzhou_site.charts.kinds.chart_type import ChartType, warns_of_ranks
from changzhou_site.charts.kinds.rows import LabelRow, LabelRows, draw_said, lay_rows
from changzhou_site.charts.scales import Lengths, fit_lengths
from changzhou_site.charts.staging import Item, Staging
from changzhou_site.charts.style import Anchor
from changzhou_site.charts.words import room

if TYPE_CHECKING:
    from changzhou_site.charts.canvas import Canvas


def draw(canvas: Canvas, staging: Staging) -> None:
    rows = lay_rows(staging, staging.style.bar)
    lengths = _lengths(staging, rows, values=True)
    free = staging.style.width - rows.left
    above = _longest(staging, lengths) < style.LEAST_BAR * free or _widest(staging) > free
    if above:
        rows = lay_rows(staging, staging.style.bar, lines=True)
        lengths = _lengths(staging, rows, values=False)
    _baseline(canvas, staging, rows, lengths.zero)
    for row in rows.rows:
        with canvas.mark(indicator=row.item.id, period=row.item.period):
            _draw_row(canvas, staging, rows, row, lengths)
    canvas.height = rows.bottom


def _lengths(staging: Staging, rows: LabelRows, *, values: bool) -> Lengths:
    """The scale that leaves each bar room for its tip and, after it, its value."""
    beyond = [_beyond(staging, item) if values else reach(item) for item in staging.items]
    amounts = [item.amount for item in staging.items]
    fitted = fit_lengths(amounts, beyond, staging.style.width - rows.left - style.EDGE)
    return Lengths(fitted.zero + rows.left, fitted.scale)


def _beyond(staging: Staging, item: Item) -> float:
    """What a bar's tip and the value after it take past its end."""
    return reach(item) + style.GAP + room(item.value, staging.style.value)


def _widest(staging: Staging) -> float:
    """What no bar at all would leave room for."""
    return max(_beyond(staging, item) for item in staging.items) + style.EDGE


def _longest(staging: Staging, lengths: Lengths) -> float:
    """What the bars take from end to end, or no bound at all where every value is nothing."""
    amounts = [0, *(item.amount for item in staging.items)]
    return (max(amounts) - min(amounts)) * lengths.scale if any(amounts) else float("inf")


def bar_length(item: Item, lengths: Lengths) -> float:
    """In pixels; what is not nothing is seen."""
    length = abs(item.amount) * lengths.scale
    return max(length, style.HAIRLINE) if length else 0


def _draw_row(
    canvas: Canvas, staging: Staging, rows: LabelRows, row: LabelRow, lengths: Lengths
) -> None:
    item, sign = row.item, -1 if row.item.amount < 0 else 1
    axes = Axes(lengths.zero, row.middle, sign, 0)
    length = bar_length(item, lengths)
    hue = staging.hue(item)
    draw_beam(canvas, Beam(axes, length, staging.style.bar, hue, item.kind, item.bound))
    canvas.block(0, row.top, row.block)
    type = staging.style.value
    if row.said.lines:
        x, anchor = _over(staging, rows, row, lengths)
        draw_said(canvas, row, x, staging.style.bar / 2, anchor)
        return
    x = lengths.zero + sign * (length + reach(item) + style.GAP)
    anchor = style.END if sign < 0 else style.START
    canvas.text(x, row.middle + type.drop, item.value, type, staging.value_hue(item), anchor)


def _over(
    staging: Staging, rows: LabelRows, row: LabelRow, lengths: Lengths
) -> tuple[float, Anchor]:
    """Where a value above its bar stands: on the bar's side of zero, as far as there is room."""
    width, zero = row.said.width, lengths.zero
    if row.item.amount < 0:
        return max(zero, rows.free + width), style.END
    if zero + width > staging.style.width:
        return staging.style.width, style.END
    return zero - (style.EDGE if staging.style.narrow else 0), style.START


def _baseline(canvas: Canvas, staging: Staging, rows: LabelRows, x: float) -> None:
    """One line where labels stand beside it; where they stand above the bars, one a bar."""
    half = staging.style.bar / 2 + (0 if rows.stacked else style.OVERHANG)
    tops = [row.middle for row in rows.rows]
    spans = [(y, y) for y in tops] if rows.stacked else [(tops[0], tops[-1])]
    for first, last in spans:
        canvas.line([(x, first - half), (x, last + half)], style.BASELINE)


TYPE = ChartType("bar", draw, warns_of_ranks, least=2, most=style.MOST_ROWS, one_scale=True)
