"""`column`: amounts side by side, upright; lying where they do not fit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from changzhou_site.charts import style
from changzhou_site.charts.kinds import bar
from changzhou_site.charts.kinds.beams import Axes, Beam, draw_beam, reach
from changzhou_site.charts.scales import Lengths, fit_lengths
from changzhou_site.charts.staging import Item, Staging
from changzhou_site.charts.words import TextBlock, fits, room

if TYPE_CHECKING:
    from changzhou_site.charts.canvas import Canvas


def draw(canvas: Canvas, staging: Staging) -> None:
    slot = min(staging.style.width / len(staging.items), staging.style.slot)
    labels = _labels(staging, slot - 2 * style.GAP)
    if labels is None:
        bar.draw(canvas, staging)
        return
    lengths = _lengths(staging)
    bottom = style.EDGE + staging.style.plot
    for index, (item, label) in enumerate(zip(staging.items, labels, strict=True)):
        x = slot * (index + 0.5)
        with canvas.mark(indicator=item.id, period=item.period):
            _draw_column(canvas, staging, item, x, lengths, slot)
            canvas.block(x, bottom + style.GAP, label, style.MIDDLE)
    ends = [(style.EDGE, lengths.zero), (slot * len(labels), lengths.zero)]
    canvas.line(ends, style.BASELINE)
    canvas.height = bottom + style.GAP + max(label.height for label in labels) + style.EDGE


def _labels(staging: Staging, width: float) -> list[TextBlock] | None:
    """What is written under the columns, or None where a label or value does not fit."""
    labels = [staging.label(item, width) for item in staging.items]
    words = all(fits(item.label, staging.label_type(item), width) for item in staging.items)
    values = all(room(item.value, staging.style.value) <= width for item in staging.items)
    short = all(len(label.lines) <= style.COLUMN_LINES for label in labels)
    return labels if words and values and short else None


def _lengths(staging: Staging) -> Lengths:
    """From the baseline up; the values stand on the far ends."""
    beyond = [reach(item) + style.GAP + staging.style.value.leading for item in staging.items]
    amounts = [item.amount for item in staging.items]
    fitted = fit_lengths(amounts, beyond, staging.style.plot)
    return Lengths(style.EDGE + staging.style.plot - fitted.zero, fitted.scale)


def _draw_column(
    canvas: Canvas, staging: Staging, item: Item, x: float, lengths: Lengths, slot: float
) -> None:
    sign = 1 if item.amount < 0 else -1
    length, hue = bar.bar_length(item, lengths), staging.hue(item)
    thickness = min(staging.style.column, slot * style.COLUMN_SHARE)
    axes = Axes(x, lengths.zero, 0, sign)
    draw_beam(canvas, Beam(axes, length, thickness, hue, item.kind, item.bound))
    type = staging.style.value
    end = lengths.zero + sign * (length + reach(item))
    y = end - style.GAP if sign < 0 else end + style.GAP + type.size * 0.72
    canvas.text(x, y, item.value, type, staging.value_hue(item), style.MIDDLE)


TYPE = replace(bar.TYPE, name="column", draw=draw)
