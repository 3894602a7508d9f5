"""`dot`: ranks or rates on a scale; of ranks the first is best, and at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from changzhou_site.charts import style
from changzhou_site.charts.kinds.beams import FILLS, Axes, draw_chevrons
from changzhou_site.charts.kinds.chart_type import ChartType
from changzhou_site.charts.kinds.rows import LabelRow, LabelRows, draw_said, lay_rows
from changzhou_site.charts.scales import Ticks, rank_ticks
from changzhou_site.charts.staging import Item, Staging
from changzhou_site.charts.style import Paint, Type
from changzhou_site.charts.words import room
from changzhou_site.model import Kind

if TYPE_CHECKING:
    from changzhou_site.charts.canvas import Canvas


@dataclass(frozen=True)
class Scale:
    """A scale from `low` to `high` amounts over pixels; ranks run backwards."""

    low: float
    high: float
    left: float
    right: float
    ticks: tuple[tuple[float, str], ...]
    backwards: bool

    def at(self, amount: float) -> float:
        part = (amount - self.low) / (self.high - self.low)
        return self.left + (1 - part if self.backwards else part) * (self.right - self.left)


def draw(canvas: Canvas, staging: Staging) -> None:
    rows = lay_rows(staging, 2 * style.DOT)
    axis = _axis(staging, rows, values=True)
    if axis.right - axis.left < style.LEAST_BAR * (staging.style.width - rows.left):
        rows = lay_rows(staging, 2 * style.DOT, lines=True)
        axis = _axis(staging, rows, values=False)
    for row in rows.rows:
        _draw_row(canvas, staging, rows, row, axis)
    _draw_ticks(canvas, staging, rows, axis)
    canvas.height = rows.bottom + style.GAP + staging.style.small.leading + style.EDGE


def _draw_row(
    canvas: Canvas, staging: Staging, rows: LabelRows, row: LabelRow, axis: Scale
) -> None:
    """A mark on its ruler, its value after it, or above the ruler where that has no room."""
    item, type = row.item, staging.style.value
    above = bool(row.said.lines)
    words = _extent(item, axis)[1] + _beyond(item) + style.GAP
    after = words + (0 if above else room(item.value, type))
    _draw_ruler(canvas, axis, row.middle, (_before(item, axis), after))
    with canvas.mark(indicator=item.id, period=item.period):
        _draw_mark(canvas, staging, item, axis, row.middle)
        canvas.block(0, row.top, row.block)
        if above:
            draw_said(canvas, row, rows.free, style.DOT)
        else:
            canvas.text(words, row.middle + type.drop, item.value, type, staging.value_hue(item))


# The scale ----------------------------------------------------------------------------------------


def _axis(staging: Staging, rows: LabelRows, *, values: bool) -> Scale:
    """As wide as leaves every mark its room, and every value to the right of its mark."""
    low, high, ticks = _range(staging)
    backwards = staging.items[0].is_rank
    left = rows.left + style.DOT + (style.OPEN_TIP if any(map(_points_left, staging.items)) else 0)
    full = Scale(low, high, 0, 1, (), backwards)
    right = staging.style.width - room(ticks[0 if backwards else -1][1], staging.style.small) / 2
    for item in staging.items:
        _, end = _extent(item, full)
        value = style.GAP + room(item.value, staging.style.value) if values else 0
        needed = _beyond(item) + value
        free = staging.style.width - style.EDGE - needed - left
        right = min(right, left + free / end if end > 0 else right)
    first = room(ticks[-1 if backwards else 0][1], staging.style.small) / 2
    left = max(left, first if rows.stacked else left)
    return Scale(low, high, left, right, ticks, backwards)


def _range(staging: Staging) -> tuple[float, float, tuple[tuple[float, str], ...]]:
    unit = staging.unit
    scale = float(unit.scale)
    values = [item.amount / scale for item in staging.items]
    if staging.items[0].is_rank:
        marks = rank_ticks(int(max(values)))
        ticks = Ticks(marks[0], marks[-1], tuple(marks), 0)
    else:
        ticks = staging.ticks(values, 3 if staging.style.narrow else style.TICKS)
    texts = staging.tick_texts(ticks)
    if max(room(text, staging.style.small) for text in texts) > staging.style.width / 2:
        texts = staging.tick_texts(ticks, bare=True)
    words = zip(ticks.marks, texts, strict=True)
    return (
        ticks.low * scale,
        ticks.high * scale,
        tuple((mark * scale, text) for mark, text in words),
    )


def _draw_ticks(canvas: Canvas, staging: Staging, rows: LabelRows, axis: Scale) -> None:
    """The scale's words under the last row: its ends, and as many between them as have room."""
    type = staging.style.small
    y = rows.bottom + style.GAP + type.size
    for amount, text in _said(axis, type):
        canvas.text(axis.at(amount), y, text, type, "muted", style.MIDDLE)


def _said(axis: Scale, type: Type) -> list[tuple[float, str]]:
    """The ticks that are labelled: all, every second, every third, with the last, which says the
    unit; of ranks the ends come first."""

    def clear(ticks: Sequence[tuple[float, str]]) -> bool:
        ordered = sorted(ticks, key=lambda tick: axis.at(tick[0]))
        return all(
            axis.at(b[0]) - axis.at(a[0])
            > (room(a[1], type) + room(b[1], type)) / 2 + style.GAP / 2
            for a, b in pairwise(ordered)
        )

    if not axis.backwards:
        steps = range(1, len(axis.ticks) + 1)
        return next(list(part) for step in steps if clear(part := axis.ticks[::-step]))
    said = [axis.ticks[0], axis.ticks[-1]]
    for tick in reversed(axis.ticks[1:-1]):
        said += [tick] if clear([*said, tick]) else []
    return said


def _draw_ruler(canvas: Canvas, axis: Scale, y: float, free: tuple[float, float]) -> None:
    """A row's own scale, interrupted from one x to another, where mark and value stand."""
    start, end = free
    if start > axis.left:
        canvas.line([(axis.left, y), (start, y)], style.GRID)
    if end < axis.right:
        canvas.line([(end, y), (axis.right, y)], style.GRID)
    places = [axis.at(amount) for amount, _ in axis.ticks]
    half = style.TICK / 2
    ticks = [[(x, y - half), (x, y + half)] for x in places if not start < x < end]
    canvas.lines(ticks, style.GRID)


# The marks ----------------------------------------------------------------------------------------


def _ranges(item: Item) -> bool:
    """Whether all that is known is that a rank lies between the first and this one."""
    return item.is_rank and item.bound.sign < 0


def _points_left(item: Item) -> bool:
    """Whether an open mark points to the left: to lesser values, to worse ranks."""
    return item.bound.sign == (1 if item.is_rank else -1)


def _extent(item: Item, axis: Scale) -> tuple[float, float]:
    """From where to where a mark stands on its axis, without what it reaches past that."""
    here = axis.at(item.amount)
    return (here, axis.at(axis.low)) if _ranges(item) else (here, here)


def _beyond(item: Item) -> float:
    """How far a mark is drawn past its place, to the right."""
    opens_right = bool(item.bound.sign) and not _points_left(item)
    return style.DOT + (style.OPEN_TIP if opens_right and not _ranges(item) else 0)


def _before(item: Item, axis: Scale) -> float:
    """Where a mark begins at its left."""
    return axis.at(item.amount) - style.DOT - (style.OPEN_TIP if _points_left(item) else 0)


def _draw_mark(canvas: Canvas, staging: Staging, item: Item, axis: Scale, y: float) -> None:
    start, end = _extent(item, axis)
    hue = staging.hue(item)
    if _ranges(item):
        paint = Paint(fill="paper", stroke=hue, width=style.OUTLINE)
        canvas.rect(start, y - style.RANGE / 2, end - start, style.RANGE, paint)
        return
    if item.bound.sign:
        sign = -1 if _points_left(item) else 1
        axes = Axes(start + sign * style.DOT, y, sign, 0)
        draw_chevrons(canvas, axes, 0, style.DOT, hue)
    draw_dot(canvas, item, start, y, style.DOT, hue)


def draw_dot(canvas: Canvas, item: Item, x: float, y: float, radius: float, hue: str) -> None:
    """Solid for what is, a ring for what is aimed at, dashed for what is foreseen."""
    if item.kind is Kind.THRESHOLD:
        canvas.line([(x, y - radius * 1.5), (x, y + radius * 1.5)], Paint(stroke=hue, width=2.5))
        return
    if item.bound.is_soft:
        for wider, opacity in style.HALO:
            canvas.circle(x, y, radius + wider, Paint(fill=hue, opacity=opacity))
        radius -= 2
    dash = FILLS[item.kind]
    if dash is None:
        canvas.circle(x, y, radius, Paint(fill=hue))
    else:
        finer = tuple(part * 0.6 for part in dash)
        outlined = Paint("paper", hue, style.OUTLINE, finer)
        canvas.circle(x, y, radius - style.OUTLINE / 2, outlined)


TYPE = ChartType("dot", draw, least=2, most=style.MOST_ROWS, one_scale=True)
