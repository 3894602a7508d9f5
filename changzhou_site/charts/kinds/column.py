"""`column`: amounts side by side, upright; lying where they do not fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from changzhou_site.charts import style
from changzhou_site.charts.kinds import bar
from changzhou_site.charts.kinds.beams import Beam, Frame, draw_beam, reach
from changzhou_site.charts.kinds.kind import Kind
from changzhou_site.charts.scales import Lengths, fit_lengths
from changzhou_site.charts.scene import Item, Scene
from changzhou_site.charts.words import Block, fits, room

if TYPE_CHECKING:
    from changzhou_site.charts.canvas import Canvas


@dataclass(frozen=True)
class Slots:
    """Where the columns stand and what is written under them."""

    width: float
    labels: tuple[Block, ...]

    @property
    def inner(self) -> float:
        return self.width - 2 * style.GAP

    def middle(self, index: int) -> float:
        return self.width * (index + 0.5)


def draw(canvas: Canvas, scene: Scene) -> None:
    slots = _slots(scene)
    if slots is None:
        bar.draw(canvas, scene)
        return
    lengths = _lengths(scene)
    bottom = style.EDGE + scene.style.plot
    for index, item in enumerate(scene.items):
        with canvas.mark(indicator=item.indicator.id, period=item.period):
            _draw_column(canvas, scene, item, slots.middle(index), lengths, slots)
            canvas.block(slots.middle(index), bottom + style.GAP, slots.labels[index], style.MIDDLE)
    ends = [(style.EDGE, lengths.zero), (slots.width * len(scene.items), lengths.zero)]
    canvas.line(ends, style.BASELINE)
    canvas.height = bottom + style.GAP + max(block.height for block in slots.labels) + style.EDGE


def _slots(scene: Scene) -> Slots | None:
    """Room for each column, or None where a label or value does not fit."""
    width = min(scene.style.width / len(scene.items), scene.style.slot)
    slots = Slots(width, ())
    labels = tuple(scene.label(item, slots.inner) for item in scene.items)
    words = all(fits(item.label, scene.label_type(item), slots.inner) for item in scene.items)
    values = all(room(item.value, scene.style.value) <= slots.inner for item in scene.items)
    short = all(len(block.lines) <= style.COLUMN_LINES for block in labels)
    return Slots(width, labels) if words and values and short else None


def _lengths(scene: Scene) -> Lengths:
    """From the baseline up; the values stand on the far ends."""
    beyond = [reach(item) + style.GAP + scene.style.value.leading for item in scene.items]
    amounts = [item.amount for item in scene.items]
    fitted = fit_lengths(amounts, beyond, scene.style.plot)
    return Lengths(style.EDGE + scene.style.plot - fitted.zero, fitted.scale)


def _draw_column(
    canvas: Canvas, scene: Scene, item: Item, x: float, lengths: Lengths, slots: Slots
) -> None:
    sign = 1 if item.amount < 0 else -1
    length = bar.bar_length(item, lengths)
    thickness = min(scene.style.column, slots.width * style.COLUMN_SHARE)
    beam = Beam(
        Frame(x, lengths.zero, 0, sign), length, thickness, scene.hue(item), item.kind, item.bound
    )
    draw_beam(canvas, beam)
    type = scene.style.value
    end = lengths.zero + sign * (length + reach(item))
    y = end - style.GAP if sign < 0 else end + style.GAP + type.size * 0.72
    canvas.text(x, y, item.value, type, scene.value_hue(item), style.MIDDLE)


KIND = Kind("column", bar.needs, draw)
