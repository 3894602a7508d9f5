"""`line`: observations over time; in the narrow layout, a panel for each indicator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from changzhou_site.charts import style
from changzhou_site.charts.kinds.kind import (
    Kind,
    Problems,
    needs_count,
    needs_one_dimension,
    shown,
)
from changzhou_site.charts.kinds.panel import (
    Panel,
    Series,
    draw_grid,
    draw_line,
    draw_periods,
    draw_point,
    draw_points,
    make_panel,
    make_placer,
    make_series,
    tick_room,
)
from changzhou_site.charts.placing import Box
from changzhou_site.charts.scales import spread
from changzhou_site.charts.scene import Scene
from changzhou_site.charts.words import Block, Line, block
from changzhou_site.errors import Problem
from changzhou_site.model import Chart, Site

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


def draw(canvas: Canvas, scene: Scene) -> None:
    series = [make_series(scene, item) for item in scene.items]
    if scene.style.narrow:
        _draw_panels(canvas, scene, series)
    else:
        _draw_together(canvas, scene, series)


# The two layouts ----------------------------------------------------------------------------------


def _draw_together(canvas: Canvas, scene: Scene, series: Sequence[Series]) -> None:
    """All lines in one panel, each named at its end; what is highlighted lies on top."""
    panel = _wide_panel(scene, series)
    draw_grid(canvas, scene, panel, labelled=True)
    names = sorted(_names(scene, panel, series), key=lambda name: name.one.items[0].highlighted)
    placer = make_placer(scene, panel, series)
    for name in names:
        placer.add_line(name.leader)
        draw_line(canvas, panel, name.one)
    for name in names:
        draw_points(canvas, scene, panel, name.one, placer, last=False)
        last = name.one.items[-1]
        with canvas.mark(indicator=last.indicator.id, period=last.period):
            draw_point(canvas, panel, name.one, last)
            canvas.block(_names_left(panel), name.top, name.words)
            if name.leader:
                canvas.line(name.leader, style.LEADER)
    canvas.height = draw_periods(canvas, scene, panel, series)


def _wide_panel(scene: Scene, series: Sequence[Series]) -> Panel:
    """Between the scale's words and the names."""
    ends = [_end_words(scene, one) for one in series]
    right = scene.style.width - max(words.width for words in ends) - 2 * style.GAP
    top = scene.style.value.leading + style.GAP
    height = max(scene.style.plot, sum(words.height + style.END_GAP for words in ends))
    return make_panel(scene, series, Box(tick_room(scene, series), top, right, top + height))


@dataclass(frozen=True)
class Name:
    """What a line is called, and where that stands."""

    one: Series
    words: Block
    top: float
    leader: tuple[Point, ...]
    """From the line's end to its name, where that is far."""


def _names_left(panel: Panel) -> float:
    return panel.box.right + 2 * style.GAP


def _names(scene: Scene, panel: Panel, series: Sequence[Series]) -> Iterator[Name]:
    """The names beside the ends of their lines, spread so that none lies over another."""
    blocks = [_end_words(scene, one) for one in series]
    ends = [panel.point(one.items[-1]) for one in series]
    wanted = [y - words.height / 2 for (_, y), words in zip(ends, blocks, strict=True)]
    heights = [words.height + style.END_GAP for words in blocks]
    tops = spread(wanted, heights, 0, panel.box.bottom + style.GAP)
    for one, words, end, top in zip(series, blocks, ends, tops, strict=True):
        yield Name(one, words, top, _leader(panel, end, words, top))


def _leader(panel: Panel, end: Point, words: Block, top: float) -> tuple[Point, ...]:
    x, y = end
    beside = top <= y <= top + words.height
    if beside and _names_left(panel) - x <= style.FAR + style.GAP:
        return ()
    level = y if beside else top + words.lines[0].type.leading / 2
    return (x + style.END_POINT + 3, y), (_names_left(panel) - 4, level)


def _draw_panels(canvas: Canvas, scene: Scene, series: Sequence[Series]) -> None:
    """A panel under the other, to one scale, each with its name above it."""
    height = scene.style.plot if len(series) == 1 else scene.style.plot * style.PANEL_SHARE
    probe = make_panel(scene, series, Box(0, 0, 1, 1))
    left = style.EDGE + style.END_POINT if probe.from_zero else tick_room(scene, series)
    right = scene.style.width - style.EDGE - style.END_POINT
    y = 0.0
    for one in series:
        head = block(one.items[-1].label, scene.style.label, scene.style.width)
        y = canvas.block(0, y, head) + scene.style.value.leading + style.GAP / 2
        panel = replace(probe, box=Box(left, y, right, y + height))
        draw_grid(canvas, scene, panel, labelled=not probe.from_zero)
        draw_line(canvas, panel, one)
        draw_points(canvas, scene, panel, one, make_placer(scene, panel, [one]), last=True)
        y = draw_periods(canvas, scene, panel, series) + scene.style.row_gap
    canvas.height = y - scene.style.row_gap


def _end_words(scene: Scene, one: Series) -> Block:
    last = one.items[-1]
    hue = "accent" if last.highlighted else "ink"
    width = scene.style.width * style.END_SHARE
    value = Block((Line(last.value, scene.style.value, hue),))
    return block(last.label, scene.style.label, width) + value


KIND = Kind("line", needs, draw)
