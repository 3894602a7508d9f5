"""What stands in a panel: lines, those of their points that are seen, and values beside them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from changzhou_site.charts import style
from changzhou_site.charts.fonts import measure
from changzhou_site.charts.kinds.beams import Axes, draw_chevrons
from changzhou_site.charts.kinds.dot import draw_dot
from changzhou_site.charts.kinds.panel import Panel, ScaleWords, Series, course
from changzhou_site.charts.placing import Box, Course, LabelPoint, Placer
from changzhou_site.charts.staging import Item, Staging
from changzhou_site.charts.style import Paint
from changzhou_site.charts.words import room
from changzhou_site.model import MANY, Bound, Kind

if TYPE_CHECKING:
    from changzhou_site.charts.canvas import Canvas, Point

LINE_DASHES: Mapping[Kind, tuple[float, ...]] = {
    Kind.ACTUAL: (),
    Kind.TARGET: style.TARGET_DASH,
    Kind.FORECAST: style.FORECAST_DASH,
    Kind.THRESHOLD: style.THRESHOLD_DASH,
}


@dataclass(frozen=True)
class LinePoints:
    """What of a line is seen as points: their radii, and the boxes of values beside them."""

    radii: Mapping[str, float]
    """By period as written; what is not here is part of the line alone."""
    values: Mapping[str, Box]


def is_dense(one: Series) -> bool:
    """Whether the points of a line are too many for marks of their own."""
    return len(one.items) > MANY


def draw_line(canvas: Canvas, panel: Panel, one: Series) -> None:
    dash = LINE_DASHES[one.items[0].kind]
    width = style.STRONG_LINE if one.hue == "accent" else style.LINE
    paint = Paint(stroke=one.hue, width=width, dash=dash, round=not dash)
    canvas.lines(course(panel, one), paint)


def draw_point(
    canvas: Canvas, staging: Staging, panel: Panel, one: Series, item: Item, seen: LinePoints
) -> None:
    """A point of a line, where it is seen, with its value, where there is a place for it."""
    x, y = panel.point(item)
    if radius := seen.radii.get(item.period):
        if item.bound.sign:
            sign = -item.bound.sign
            draw_chevrons(canvas, Axes(x, y + sign * radius, 0, sign), 0, radius + 1, one.hue)
        draw_dot(canvas, item, x, y, radius, one.hue)
    if box := seen.values.get(item.period):
        type = staging.style.value
        x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2 + type.drop
        canvas.text(x, y, item.value, type, staging.value_hue(item), style.MIDDLE)


# Which points are seen ----------------------------------------------------------------------------


def seen_points(one: Series, values: Mapping[str, Box]) -> LinePoints:
    """Of few points all; else those that say something: the last, those with a value, those
    between gaps, and those that are not exact, if these are few. The others are dots no wider than
    the line, so that they can be pointed at; where they are too many, none."""
    loud = [*_uncertain(one), *_alone(one.items), one.items[-1]]
    loud += [item for item in one.items if item.period in values]
    radii = {item.period: _radius(one, item) for item in loud}
    if not is_dense(one):
        few = len(one.items) <= style.FEW
        rest = {item.period: _radius(one, item) if few else style.LINE / 2 for item in one.items}
        radii = rest | radii
    return LinePoints(radii, values)


def _radius(one: Series, item: Item) -> float:
    outer = item in (one.items[0], one.items[-1])
    return style.END_POINT if outer or not _is_plain(item) else style.POINT


def _is_plain(item: Item) -> bool:
    return item.bound is Bound.EXACT and item.kind is Kind.ACTUAL


def _uncertain(one: Series) -> list[Item]:
    """The points that are not exact; none where they are most of what there is."""
    found = [item for item in one.items if item.bound is not Bound.EXACT]
    return found if len(found) <= style.FEW else []


def _alone(items: Sequence[Item]) -> Iterator[Item]:
    """Points between gaps, which no line shows."""
    for n, item in enumerate(items):
        if not item.joined and (n + 1 == len(items) or not items[n + 1].joined):
            yield item


# Values -------------------------------------------------------------------------------------------


def place_values(
    staging: Staging, panel: Panel, one: Series, items: Iterable[Item], placer: Placer
) -> dict[str, Box]:
    """Where a line's values stand, by period: what has no room is left out."""
    boxes: dict[str, Box] = {}
    told = [panel.point(item) for item in one.items if item not in items]
    for item in _labelled(staging, one):
        point = panel.point(item)
        close = any(math.dist(point, other) < style.CLOSE for other in told)
        if item in items and (item.named or not close):
            type = staging.style.value
            size = room(item.value, type), type.leading
            spare = (size[0] - measure(item.value, type)) / 2
            spot = LabelPoint(*point, _clearance(one, item), item.id, _is_low(one, item), spare)
            if box := placer.place(spot, size):
                boxes[item.period] = box
                placer.points.append(point)
                told.append(point)
    return boxes


def _is_low(one: Series, item: Item) -> bool:
    """Whether a point lies lower than the line around it."""
    at, reach = one.items.index(item), max(1, len(one.items) // style.AROUND)
    around = [*one.items[max(0, at - reach) : at], *one.items[at + 1 : at + reach + 1]]
    return item.amount < sum(each.amount for each in around) / len(around)


def _labelled(staging: Staging, one: Series) -> Iterator[Item]:
    """Points that are to have their values beside them, what matters most first: those the editor
    names; else the ends, the turns, and what is not exact."""
    if any(item.named for each in staging.series for item in each):
        yield from (item for item in one.items if item.named)
        return
    yield from (one.items[-1], one.items[0])
    if len(one.items) >= style.EXTREMES_FROM:
        yield max(one.items, key=lambda item: item.amount)
        yield min(one.items, key=lambda item: item.amount)
    yield from _uncertain(one)


def is_labelled(staging: Staging, one: Series, item: Item) -> bool:
    """Whether a point is to have its value beside it."""
    return item in _labelled(staging, one)


def _clearance(one: Series, item: Item) -> Point:
    """What a point with its open end takes above and below itself, and a little."""
    near, sign = _radius(one, item) + 2, item.bound.sign
    return near + style.OPEN_TIP * (sign > 0), near + style.OPEN_TIP * (sign < 0)


def head_room(staging: Staging, series: Sequence[Series]) -> float:
    """Over a panel, for the value of a point at its upper edge. In a narrow one the last points
    have theirs there too, above their open ends."""
    is_open = any(one.items[-1].bound.sign > 0 for one in series)
    tip = style.OPEN_TIP if staging.style.narrow and is_open else 0
    return staging.style.value.leading + style.GAP + tip


def make_placer(
    staging: Staging, panel: Panel, series: Sequence[Series], words: ScaleWords | None
) -> Placer:
    """The height around the panel, with the words of its scale, every line, and every point that is
    seen whether it has a value or not."""
    box = panel.box
    left = box.left - style.GAP if words else 0
    right = min(box.right + style.GAP, staging.style.width)
    top = box.top - head_room(staging, series) - style.EDGE
    bottom = box.bottom + (0 if panel.from_zero else style.FOOT / 2)
    placer = Placer(Box(left, top, right, bottom), spill=style.GAP / 2 if words else 0)
    placer.labels += [words.over] if words and words.over else []
    if panel.ticks.low < 0 < panel.ticks.high:
        placer.lines.append(Course(((left, panel.y(0)), (right, panel.y(0)))))
    for one in series:
        owner = one.items[0].id
        placer.lines += [Course(tuple(part), owner) for part in course(panel, one)]
        radii = seen_points(one, {}).radii
        for item in one.items:
            if radii.get(item.period, 0) > style.LINE / 2:
                placer.points.append(panel.point(item))
            if item.period in radii:
                (x, y), (up, down) = panel.point(item), _clearance(one, item)
                placer.dots.append(Box(x - min(up, down), y - up, x + min(up, down), y + down))
    return placer
