"""`line`: observations over time; in the narrow layout, a panel for each indicator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from changzhou_site.charts import style
from changzhou_site.charts.kinds.beams import FILLS, Frame, draw_chevrons
from changzhou_site.charts.kinds.dot import draw_dot
from changzhou_site.charts.kinds.kind import (
    Kind,
    Problems,
    needs_count,
    needs_one_dimension,
    shown,
)
from changzhou_site.charts.placing import Box, Placer
from changzhou_site.charts.scales import Ticks, nice_ticks, spread, with_margin
from changzhou_site.charts.scene import OPEN_ABOVE, OPEN_BELOW, Item, Scene
from changzhou_site.charts.style import Paint
from changzhou_site.charts.words import Block, Line, block, room
from changzhou_site.errors import Problem
from changzhou_site.model import Bound, Chart, Site
from changzhou_site.model import Kind as IndicatorKind
from changzhou_site.wording import observed_text, value_text

if TYPE_CHECKING:
    from changzhou_site.charts.canvas import Canvas, Point


def needs(chart: Chart, site: Site) -> Problems:
    yield from needs_count(chart, 1, 4)
    yield from needs_one_dimension(chart, site)
    for text, indicator in shown(chart, site):
        count = len(indicator.observations)
        if count < 2:
            message = f"`{indicator.id}` has one observation, and a line joins two or more"
            hint = "give it `values: {2020: …, 2021: …}`, or take another type"
            yield Problem(text.place, "chart-needs-observations", message, hint)
        elif not all(observation.period for observation in indicator.observations):
            message = f"`{indicator.id}` has an observation without a period"
            yield Problem(text.place, "chart-needs-period", message, "give each its `period`")


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
        return self.box.left + part * (self.box.right - self.box.left), self.y(
            item.amount / self.unit
        )

    def y(self, value: float) -> float:
        part = (value - self.ticks.low) / (self.ticks.high - self.ticks.low)
        return self.box.bottom - part * (self.box.bottom - self.box.top)

    @property
    def from_zero(self) -> bool:
        return self.ticks.low <= 0 <= self.ticks.high


def _day(item: Item) -> float:
    """The middle of an observation's period."""
    period = item.observation.period
    assert period is not None
    return ((period.first or period.last).toordinal() + period.last.toordinal()) / 2


def draw(canvas: Canvas, scene: Scene) -> None:
    series = [_series(scene, item) for item in scene.items]
    if scene.style.narrow:
        _draw_panels(canvas, scene, series)
    else:
        _draw_together(canvas, scene, series)


def _series(scene: Scene, item: Item) -> Series:
    indicator, language = item.indicator, scene.language
    points = tuple(
        replace(
            item,
            observation=observation,
            value=value_text(indicator, observation, language),
            when=observed_text(observation, language),
        )
        for observation in indicator.observations
    )
    first = item is scene.items[0] and scene.hue(item) == "second"
    hue = scene.hue(item)
    return Series(points, "neutral" if hue == "second" and not first else hue)


def _panel(scene: Scene, series: Sequence[Series], box: Box) -> Panel:
    items = [item for one in series for item in one.items]
    unit = float(scene.unit.scale)
    values = [item.amount / unit for item in items]
    ticks = nice_ticks(values, 3 if scene.style.narrow else 4)
    days = [_day(item) for item in items]
    return Panel(box, (min(days), max(days)), with_margin(ticks, values), unit)


# The two layouts ----------------------------------------------------------------------------------


def _draw_together(canvas: Canvas, scene: Scene, series: Sequence[Series]) -> None:
    """All lines in one panel, each named at its end."""
    ends = [_end_words(scene, one) for one in series]
    right = scene.style.width - max(words.width for words in ends) - 2 * style.GAP
    top = scene.style.value.leading + style.GAP
    heights = [words.height + style.END_GAP for words in ends]
    height = max(scene.style.plot, sum(heights))
    panel = _panel(scene, series, Box(_tick_room(scene, series), top, right, top + height))
    _draw_grid(canvas, scene, panel, labelled=True)
    placer = _placer(scene, panel, series)
    wanted = [
        panel.point(one.items[-1])[1] - words.height / 2
        for one, words in zip(series, ends, strict=True)
    ]
    tops = spread(wanted, heights, 0, top + height + style.GAP)
    for one in series:
        _draw_line(canvas, panel, one)
    for one, words, y in zip(series, ends, tops, strict=True):
        _draw_points(canvas, scene, panel, one, placer, last=False)
        with canvas.mark(indicator=one.items[-1].indicator.id, period=one.items[-1].period):
            _draw_point(canvas, panel, one, one.items[-1])
            _draw_name(canvas, panel, one, words, y)
    canvas.height = _draw_periods(canvas, scene, panel, series)


def _draw_name(canvas: Canvas, panel: Panel, one: Series, words: Block, y: float) -> None:
    """What a line is called, with a leader where it stands far from the line's end."""
    x = panel.box.right + 2 * style.GAP
    canvas.block(x, y, words)
    end_x, end_y = panel.point(one.items[-1])
    first = y + words.lines[0].type.leading / 2
    aside = not y <= end_y <= y + words.height
    if x - end_x > style.FAR + style.GAP or aside:
        start = end_x + style.END_POINT + 3
        canvas.line([(start, end_y), (x - 4, first if aside else end_y)], style.LEADER)


def _draw_panels(canvas: Canvas, scene: Scene, series: Sequence[Series]) -> None:
    """A panel under the other, to one scale, each with its name above it."""
    height = scene.style.plot if len(series) == 1 else scene.style.plot * style.PANEL_SHARE
    probe = _panel(scene, series, Box(0, 0, 1, 1))
    left = style.EDGE + style.END_POINT if probe.from_zero else _tick_room(scene, series)
    right = scene.style.width - style.EDGE - style.END_POINT
    y = 0.0
    for one in series:
        head = block(one.items[-1].label, scene.style.label, scene.style.width)
        y = canvas.block(0, y, head) + scene.style.value.leading + style.GAP / 2
        panel = replace(probe, box=Box(left, y, right, y + height))
        _draw_grid(canvas, scene, panel, labelled=not probe.from_zero)
        _draw_line(canvas, panel, one)
        _draw_points(canvas, scene, panel, one, _placer(scene, panel, [one]), last=True)
        y = _draw_periods(canvas, scene, panel, series) + scene.style.row_gap
    canvas.height = y - scene.style.row_gap


def _end_words(scene: Scene, one: Series) -> Block:
    last = one.items[-1]
    hue = "accent" if last.highlighted else "ink"
    width = scene.style.width * style.END_SHARE
    value = Block((Line(last.value, scene.style.value, hue),))
    return block(last.label, scene.style.label, width) + value


# Scales -------------------------------------------------------------------------------------------


def _tick_room(scene: Scene, series: Sequence[Series]) -> float:
    ticks = _panel(scene, series, Box(0, 0, 1, 1)).ticks
    texts = [scene.tick_text(mark, ticks.decimals) for mark in ticks.marks]
    return max(room(text, scene.style.small) for text in texts) + 2 * style.GAP


def _draw_grid(canvas: Canvas, scene: Scene, panel: Panel, *, labelled: bool) -> None:
    type = scene.style.small
    for mark in panel.ticks.marks:
        y = panel.y(mark)
        if labelled or mark == 0:
            start = 0 if labelled else panel.box.left - style.END_POINT
            paint = style.BASELINE if mark == 0 else style.GRID
            left = panel.box.left - style.GAP if labelled else start
            canvas.line([(left, y), (panel.box.right + style.END_POINT, y)], paint)
        if labelled:
            text = scene.tick_text(mark, panel.ticks.decimals)
            x = panel.box.left - 1.5 * style.GAP
            canvas.text(x, y + type.drop, text, type, "muted", style.END)


def _draw_periods(canvas: Canvas, scene: Scene, panel: Panel, series: Sequence[Series]) -> float:
    """The first and last period, and those between that fit; gives back where they end."""
    type = scene.style.small
    items = {item.period: item for one in series for item in one.items}
    ordered = sorted(items.values(), key=_day)
    taken: list[Box] = []
    for item in [ordered[0], ordered[-1], *ordered[1:-1]]:
        width = room(item.when, type)
        left = panel.point(item)[0] - width / 2
        left = min(max(left, 0), scene.style.width - width)
        box = Box(left - style.GAP / 2, 0, left + width + style.GAP / 2, 1)
        if not any(box.meets(other) for other in taken):
            taken.append(box)
            y = panel.box.bottom + style.FOOT + type.size
            canvas.text(left + width / 2, y, item.when, type, "muted", style.MIDDLE)
    return panel.box.bottom + style.FOOT + type.leading + style.EDGE


# Lines and points ---------------------------------------------------------------------------------


def _draw_line(canvas: Canvas, panel: Panel, one: Series) -> None:
    kind = one.items[0].kind
    dash = style.THRESHOLD_DASH if kind is IndicatorKind.THRESHOLD else FILLS[kind]
    if kind is IndicatorKind.TARGET:
        dash = style.TARGET_DASH
    paint = Paint(stroke=one.hue, width=style.LINE, dash=dash or (), round=not dash)
    canvas.line([panel.point(item) for item in one.items], paint)


def _draw_point(canvas: Canvas, panel: Panel, one: Series, item: Item) -> None:
    x, y = panel.point(item)
    radius = _radius(one, item)
    if item.bound in OPEN_ABOVE | OPEN_BELOW:
        sign = -1 if item.bound in OPEN_ABOVE else 1
        frame = Frame(x, y + sign * radius, 0, sign)
        draw_chevrons(canvas, frame, 0, radius + 1, one.hue)
    draw_dot(canvas, item, x, y, radius, one.hue)


def _radius(one: Series, item: Item) -> float:
    outer = item in (one.items[0], one.items[-1])
    plain = item.bound is Bound.EXACT and item.kind is IndicatorKind.ACTUAL
    return style.END_POINT if outer or not plain else style.POINT


def _draw_points(
    canvas: Canvas, scene: Scene, panel: Panel, one: Series, placer: Placer, *, last: bool
) -> None:
    """Every point, labelled at the ends, at the turns and where it is not exact."""
    for item in one.items if last else one.items[:-1]:
        with canvas.mark(indicator=item.indicator.id, period=item.period):
            _draw_point(canvas, panel, one, item)
            if item in _labelled(one):
                _draw_value(canvas, scene, panel, one, item, placer)


def _labelled(one: Series) -> Iterator[Item]:
    yield one.items[0]
    yield one.items[-1]
    if len(one.items) >= style.EXTREMES_FROM:
        yield min(one.items, key=lambda item: item.amount)
        yield max(one.items, key=lambda item: item.amount)
    yield from (item for item in one.items if item.bound is not Bound.EXACT)


def _draw_value(
    canvas: Canvas, scene: Scene, panel: Panel, one: Series, item: Item, placer: Placer
) -> None:
    x, y = panel.point(item)
    type = scene.style.value
    near = _radius(one, item) + 3
    up, down = (item.bound in open for open in (OPEN_ABOVE, OPEN_BELOW))
    clear = (near + style.OPEN_TIP * up, near + style.OPEN_TIP * down)
    box = placer.place(x, y, (room(item.value, type), type.leading), clear)
    baseline = (box.top + box.bottom) / 2 + type.drop
    hue = "accent" if item.highlighted else "ink"
    canvas.text((box.left + box.right) / 2, baseline, item.value, type, hue, style.MIDDLE)


def _placer(scene: Scene, panel: Panel, series: Sequence[Series]) -> Placer:
    """The whole height around the panel, with every line and point in it."""
    box = panel.box
    left = 0 if scene.style.narrow and panel.from_zero else box.left - style.GAP
    bounds = Box(
        left, box.top - scene.style.value.leading - style.GAP / 2, box.right + style.GAP, box.bottom
    )
    placer = Placer(bounds)
    for one in series:
        points = [panel.point(item) for item in one.items]
        placer.add_line(points)
        reach = style.END_POINT + 1
        placer.dots += [Box(x - reach, y - reach, x + reach, y + reach) for x, y in points]
    return placer


KIND = Kind("line", needs, draw)
