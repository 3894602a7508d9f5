"""A panel of lines: its two scales, the lines and points in it, and the words at them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from changzhou_site.charts import style
from changzhou_site.charts.kinds.beams import Axes, draw_chevrons
from changzhou_site.charts.kinds.dot import draw_dot
from changzhou_site.charts.placing import Box, Placer
from changzhou_site.charts.scales import Ticks, nice_ticks, with_margin
from changzhou_site.charts.staging import Item, Staging
from changzhou_site.charts.style import Paint
from changzhou_site.charts.words import room
from changzhou_site.model import Bound, Kind

if TYPE_CHECKING:
    from changzhou_site.charts.canvas import Canvas, Point


@dataclass(frozen=True)
class Series:
    """One line: its points in time."""

    items: tuple[Item, ...]
    """One for each observation, with its own words."""
    hue: str


@dataclass(frozen=True)
class Panel:
    """An area with both scales."""

    box: Box
    days: tuple[float, float]
    ticks: Ticks
    unit: float

    def point(self, item: Item) -> Point:
        first, last = self.days
        part = (_day(item) - first) / ((last - first) or 1)
        x = self.box.left + part * (self.box.right - self.box.left)
        return x, self.y(item.amount / self.unit)

    def y(self, value: float) -> float:
        part = (value - self.ticks.low) / (self.ticks.high - self.ticks.low)
        return self.box.bottom - part * (self.box.bottom - self.box.top)

    @property
    def from_zero(self) -> bool:
        return self.ticks.low <= 0 <= self.ticks.high


def _day(item: Item) -> float:
    """The middle of an observation's period."""
    assert item.day is not None
    return item.day


def make_series(staging: Staging, items: tuple[Item, ...]) -> Series:
    """The first line has the second hue where none is highlighted."""
    hue = staging.hue(items[0])
    first = items is staging.series[0]
    return Series(items, "neutral" if hue == "second" and not first else hue)


def make_panel(staging: Staging, series: Sequence[Series], box: Box) -> Panel:
    items = [item for one in series for item in one.items]
    unit = float(staging.unit.scale)
    values = [item.amount / unit for item in items]
    ticks = nice_ticks(values, 3 if staging.style.narrow else 4)
    days = [_day(item) for item in items]
    return Panel(box, (min(days), max(days)), with_margin(ticks, values), unit)


# Scales -------------------------------------------------------------------------------------------


def tick_room(staging: Staging, series: Sequence[Series]) -> float:
    ticks = make_panel(staging, series, Box(0, 0, 1, 1)).ticks
    texts = [staging.tick_text(mark, ticks.decimals) for mark in ticks.marks]
    return max(room(text, staging.style.small) for text in texts) + 2 * style.GAP


def draw_grid(canvas: Canvas, staging: Staging, panel: Panel, *, labelled: bool) -> None:
    """The lines of the scale with its words; without them, the line at zero alone."""
    type = staging.style.small
    left = panel.box.left - (style.GAP if labelled else style.END_POINT)
    for mark in panel.ticks.marks:
        y = panel.y(mark)
        if labelled or mark == 0:
            paint = style.GRID if mark else style.BASELINE
            canvas.line([(left, y), (panel.box.right + style.END_POINT, y)], paint)
        if labelled:
            text = staging.tick_text(mark, panel.ticks.decimals)
            x = panel.box.left - 1.5 * style.GAP
            canvas.text(x, y + type.drop, text, type, "muted", style.END)


def clear_grid(canvas: Canvas, panel: Panel, boxes: Iterable[Box]) -> None:
    """Paper where words would stand on a line of the grid."""
    lines = [panel.y(mark) for mark in panel.ticks.marks if mark]
    for box in boxes:
        if any(box.top < y < box.bottom for y in lines):
            width, height = box.right - box.left, box.bottom - box.top
            canvas.rect(box.left, box.top, width, height, Paint(fill="paper"))


def draw_periods(canvas: Canvas, staging: Staging, panel: Panel, series: Sequence[Series]) -> float:
    """The first and last period, and those between that fit; gives back where they end."""
    type = staging.style.small
    items = {item.period: item for one in series for item in one.items}
    ordered = sorted(items.values(), key=_day)
    taken: list[Box] = []
    for item in [ordered[0], ordered[-1], *ordered[1:-1]]:
        width = room(item.when, type)
        left = panel.point(item)[0] - width / 2
        left = min(max(left, 0), staging.style.width - width)
        box = Box(left - style.GAP / 2, 0, left + width + style.GAP / 2, 1)
        if not any(box.meets(other) for other in taken):
            taken.append(box)
            y = panel.box.bottom + style.FOOT + type.size
            canvas.text(left + width / 2, y, item.when, type, "muted", style.MIDDLE)
    return panel.box.bottom + style.FOOT + type.leading + style.EDGE


# Lines and points ---------------------------------------------------------------------------------


LINE_DASHES: Mapping[Kind, tuple[float, ...]] = {
    Kind.ACTUAL: (),
    Kind.TARGET: style.TARGET_DASH,
    Kind.FORECAST: style.FORECAST_DASH,
    Kind.THRESHOLD: style.THRESHOLD_DASH,
}


def draw_line(canvas: Canvas, panel: Panel, one: Series) -> None:
    dash = LINE_DASHES[one.items[0].kind]
    width = style.STRONG_LINE if one.hue == "accent" else style.LINE
    paint = Paint(stroke=one.hue, width=width, dash=dash, round=not dash)
    canvas.line([panel.point(item) for item in one.items], paint)


def draw_point(canvas: Canvas, panel: Panel, one: Series, item: Item) -> None:
    x, y = panel.point(item)
    radius = _radius(one, item)
    if item.bound.sign:
        sign = -item.bound.sign
        axes = Axes(x, y + sign * radius, 0, sign)
        draw_chevrons(canvas, axes, 0, radius + 1, one.hue)
    draw_dot(canvas, item, x, y, radius, one.hue)


def _radius(one: Series, item: Item) -> float:
    outer = item in (one.items[0], one.items[-1])
    plain = item.bound is Bound.EXACT and item.kind is Kind.ACTUAL
    return style.END_POINT if outer or not plain else style.POINT


def place_values(
    staging: Staging, panel: Panel, one: Series, items: Iterable[Item], placer: Placer
) -> dict[str, Box]:
    """Where a line's values stand, by period: those of ends, of turns, of what is not exact."""
    boxes = {}
    for item in items:
        if item in _labelled(one):
            size = room(item.value, staging.style.value), staging.style.value.leading
            boxes[item.period] = placer.place(*panel.point(item), size, _clearance(one, item))
    return boxes


def draw_points(
    canvas: Canvas,
    staging: Staging,
    panel: Panel,
    one: Series,
    items: Iterable[Item],
    boxes: Mapping[str, Box],
) -> None:
    """Points of a line, those with a place for it with their value."""
    type = staging.style.value
    for item in items:
        with canvas.mark(indicator=item.id, period=item.period):
            draw_point(canvas, panel, one, item)
            if box := boxes.get(item.period):
                x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2 + type.drop
                canvas.text(x, y, item.value, type, staging.value_hue(item), style.MIDDLE)


def _labelled(one: Series) -> Iterator[Item]:
    yield one.items[0]
    yield one.items[-1]
    if len(one.items) >= style.EXTREMES_FROM:
        yield min(one.items, key=lambda item: item.amount)
        yield max(one.items, key=lambda item: item.amount)
    yield from (item for item in one.items if item.bound is not Bound.EXACT)


def _clearance(one: Series, item: Item) -> Point:
    """What a point with its open end takes above and below itself, and a little."""
    near, sign = _radius(one, item) + 2, item.bound.sign
    return near + style.OPEN_TIP * (sign > 0), near + style.OPEN_TIP * (sign < 0)


def make_placer(staging: Staging, panel: Panel, series: Sequence[Series]) -> Placer:
    """The whole height around the panel, with every line and point in it."""
    box = panel.box
    left = 0 if staging.style.narrow and panel.from_zero else box.left - style.GAP
    right = min(box.right + style.GAP, staging.style.width)
    top = box.top - staging.style.value.leading - style.GAP / 2
    placer = Placer(Box(left, top, right, box.bottom))
    for one in series:
        placer.add_line([panel.point(item) for item in one.items])
        for item in one.items:
            (x, y), (up, down) = panel.point(item), _clearance(one, item)
            placer.dots.append(Box(x - min(up, down), y - up, x + min(up, down), y + down))
    return placer
