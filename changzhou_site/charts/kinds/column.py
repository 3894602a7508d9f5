"""`column`: amounts side by side, upright; lying where they do not fit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from changzhou_site.charts import style
from changzhou_site.charts.kinds import bar
from changzhou_site.charts.kinds.beams import Axes, Beam, draw_beam, reach
from changzhou_site.charts.scales import Lengths, fit_lengths
from changzhou_site.charts.staging import Item, Staging
from changzhou_site.charts.words import TextBlock, fits, room

if TYPE_CHECKING:
    from changzhou_site.charts.canvas import Canvas


@dataclass(frozen=True)
class Slots:
    """Where the columns stand and what is written under them."""

    width: float
    labels: tuple[TextBlock, ...]

    @property
    def inner(self) -> float:
        return self.width - 2 * style.GAP

    def middle(self, index: int) -> float:
        return self.width * (index + 0.5)


def draw(canvas: Canvas, staging: Staging) -> None:
    slots = _slots(staging)
    if slots is None:
        bar.draw(canvas, staging)
        return
    lengths = _lengths(staging)
    bottom = style.EDGE + staging.style.plot
    for index, item in enumerate(staging.items):
        with canvas.mark(indicator=item.id, period=item.period):
            _draw_column(canvas, staging, item, slots.middle(index), lengths, slots)
            canvas.block(slots.middle(index), bottom + style.GAP, slots.labels[index], style.MIDDLE)
    ends = [(style.EDGE, lengths.zero), (slots.width * len(staging.items), lengths.zero)]
    canvas.line(ends, style.BASELINE)
    canvas.height = bottom + style.GAP + max(block.height for block in slots.labels) + style.EDGE


def _slots(staging: Staging) -> Slots | None:
    """Room for each column, or None where a label or value does not fit."""
    width = min(staging.style.width / len(staging.items), staging.style.slot)
    slots = Slots(width, ())
    labels = tuple(staging.label(item, slots.inner) for item in staging.items)
    words = all(fits(item.label, staging.label_type(item), slots.inner) for item in staging.items)
    values = all(room(item.value, staging.style.value) <= slots.inner for item in staging.items)
    short = all(len(block.lines) <= style.COLUMN_LINES for block in labels)
    return Slots(width, labels) if words and values and short else None


def _lengths(staging: Staging) -> Lengths:
    """From the baseline up; the values stand on the far ends."""
    beyond = [reach(item) + style.GAP + staging.style.value.leading for item in staging.items]
    amounts = [item.amount for item in staging.items]
    fitted = fit_lengths(amounts, beyond, staging.style.plot)
    return Lengths(style.EDGE + staging.style.plot - fitted.zero, fitted.scale)


def _draw_column(
    canvas: Canvas, staging: Staging, item: Item, x: float, lengths: Lengths, slots: Slots
) -> None:
    sign = 1 if item.amount < 0 else -1
    length = bar.bar_length(item, lengths)
    thickness = min(staging.style.column, slots.width * style.COLUMN_SHARE)
    beam = Beam(
        Axes(x, lengths.zero, 0, sign),
        length,
        thickness,
        staging.hue(item),
        item.kind,
        item.bound,
        sign=-sign,
    )
    draw_beam(canvas, beam)
    type = staging.style.value
    end = lengths.zero + sign * (length + reach(item))
    y = end - style.GAP if sign < 0 else end + style.GAP + type.size * 0.72
    canvas.text(x, y, item.value, type, staging.value_hue(item), style.MIDDLE)


TYPE = replace(bar.TYPE, name="column", draw=draw)
