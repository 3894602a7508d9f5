"""A panel of lines: its two scales and the words at them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from changzhou_site.charts import style
from changzhou_site.charts.placing import Box, label_block
from changzhou_site.charts.scales import Ticks, with_margin
from changzhou_site.charts.staging import Item, Staging
from changzhou_site.charts.style import Paint
from changzhou_site.charts.time_axis import TimeTick
from changzhou_site.charts.words import TextBlock, room

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

    def x(self, day: float) -> float:
        first, last = self.days
        part = (day - first) / ((last - first) or 1)
        return self.box.left + part * (self.box.right - self.box.left)

    def y(self, value: float) -> float:
        part = (value - self.ticks.low) / (self.ticks.high - self.ticks.low)
        return self.box.bottom - part * (self.box.bottom - self.box.top)

    def point(self, item: Item) -> Point:
        return self.x(day_of(item)), self.y(item.amount / self.unit)

    @property
    def from_zero(self) -> bool:
        return self.ticks.low <= 0 <= self.ticks.high


def day_of(item: Item) -> float:
    """Where an observation of a line is in time."""
    assert item.day is not None
    return item.day


def make_series(staging: Staging, items: tuple[Item, ...]) -> Series:
    """Of several lines, none highlighted, the first has the second hue: two are told apart."""
    among = len(staging.series) > 1 and not any(item.highlighted for item in staging.items)
    is_second = among and items is staging.series[0]
    return Series(items, "second" if is_second else staging.hue(items[0]))


def make_panel(staging: Staging, series: Sequence[Series], box: Box) -> Panel:
    items = [item for one in series for item in one.items]
    unit = float(staging.unit.scale)
    values = [item.amount / unit for item in items]
    ticks = staging.ticks(values, 3 if staging.style.narrow else 4)
    days = [day_of(item) for item in items]
    return Panel(box, (min(days), max(days)), with_margin(ticks, values), unit)


# The scale of amounts -----------------------------------------------------------------------------


@dataclass(frozen=True)
class ScaleWords:
    """The words of a panel's scale, the lowest first."""

    texts: tuple[str, ...]
    room: float
    """What they take at the left of the panel."""
    over: Box | None
    """Where the highest stands that is too long to stand beside its line: above it, from the left
    edge. It alone says the unit."""


def scale_words(staging: Staging, panel: Panel, *, bare: bool = False) -> ScaleWords:
    """`bare` leaves the unit to the values beside the points, as does a panel that is narrower."""
    type = staging.style.small
    texts = staging.tick_texts(panel.ticks, bare=bare)
    *lower, top = (room(text, type) for text in texts)
    if top > panel.box.right and not bare:
        return scale_words(staging, panel, bare=True)
    column, over = max(*lower, top), None
    if top > max(lower) + style.UNIT_ROOM:
        column, y = max(lower), panel.y(panel.ticks.high) - style.GRID.width
        over = Box(0, y - type.leading, top, y)
    return ScaleWords(texts, column + 2 * style.GAP, over)


def draw_grid(canvas: Canvas, staging: Staging, panel: Panel, words: ScaleWords | None) -> None:
    """The lines of the scale with its words; without them, the line at zero alone."""
    type = staging.style.small
    left = panel.box.left - (style.GAP if words else style.END_POINT)
    for index, mark in enumerate(panel.ticks.marks):
        y = panel.y(mark)
        if words or mark == 0:
            paint = style.GRID if mark else style.BASELINE
            canvas.line([(left, y), (panel.box.right + style.END_POINT, y)], paint)
        if words and words.over and index == len(words.texts) - 1:
            canvas.text(0, words.over.bottom - style.UNDER_UNIT, words.texts[-1], type, "muted")
        elif words:
            x = panel.box.left - 1.5 * style.GAP
            canvas.text(x, y + type.drop, words.texts[index], type, "muted", style.END)


def clear_grid(canvas: Canvas, panel: Panel, boxes: Iterable[Box]) -> None:
    """Paper where words would stand on a line of the grid."""
    lines = [panel.y(mark) for mark in panel.ticks.marks if mark]
    for box in boxes:
        if any(box.top < y < box.bottom for y in lines):
            width, height = box.right - box.left, box.bottom - box.top
            canvas.rect(box.left, box.top, width, height, Paint(fill="paper"))


# The scale of time --------------------------------------------------------------------------------


def draw_periods(canvas: Canvas, staging: Staging, panel: Panel, series: Sequence[Series]) -> float:
    """The first and last period, and round ones between that fit; gives back where they end."""
    type, top = staging.style.small, panel.box.bottom + style.FOOT
    items = {day_of(item): item for one in series for item in one.items}
    ends = [items[day] for day in panel.days]
    width = staging.style.width / 2 - style.GAP
    blocks = [label_block(item.tick, type, width, "muted") for item in ends]
    taken = [
        _under(staging, panel.x(day_of(item)), block)
        for item, block in zip(ends, blocks, strict=True)
    ]
    for box, block in zip(taken, blocks, strict=True):
        canvas.block((box.left + box.right) / 2, top, block, style.MIDDLE)
    days = list(panel.days)
    for tick in _between(staging, panel, taken):
        y = top + type.leading / 2 + type.drop
        canvas.text(panel.x(tick.day), y, tick.text, type, "muted", style.MIDDLE)
        days.append(tick.day)
    low = panel.box.bottom
    marks = [[(panel.x(day), low), (panel.x(day), low + style.TICK / 2)] for day in days]
    canvas.lines(marks, style.SCALE)
    return top + max(block.height for block in blocks) + style.EDGE


def _between(staging: Staging, panel: Panel, ends: Sequence[Box]) -> list[TimeTick]:
    """Of the words that may stand between the ends, the closest of which most have room."""
    for all_ticks in staging.levels:
        level = [tick for tick in all_ticks if tick.day not in panel.days]
        boxes = {tick: _tick_box(staging, panel, tick) for tick in level}
        free = [tick for tick in level if not any(boxes[tick].meets(end) for end in ends)]
        ordered = sorted((boxes[tick] for tick in free), key=lambda box: box.left)
        if len(free) * 2 > len(level) and not any(map(Box.meets, ordered, ordered[1:])):
            return free
    return []


def _tick_box(staging: Staging, panel: Panel, tick: TimeTick) -> Box:
    half = room(tick.text, staging.style.small) / 2 + style.GAP
    x = panel.x(tick.day)
    return Box(x - half, 0, x + half, 1)


def _under(staging: Staging, x: float, block: TextBlock) -> Box:
    """Where words under a point stand, within the drawing."""
    left = min(max(x - block.width / 2, 0), staging.style.width - block.width)
    return Box(left, 0, left + block.width, 1)


def course(panel: Panel, one: Series) -> Iterator[list[Point]]:
    """The points of a line, in parts where it has gaps."""
    part: list[Point] = []
    for item in one.items:
        if not item.joined and part:
            yield part
            part = []
        part.append(panel.point(item))
    yield part
