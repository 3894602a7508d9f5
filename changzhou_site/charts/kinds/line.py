"""`line`: observations over time; in the narrow layout, a panel for each indicator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from changzhou_site.charts import style
from changzhou_site.charts.kinds.chart_type import ChartType, Problems, shown
from changzhou_site.charts.kinds.panel import (
    Panel,
    Series,
    clear_grid,
    draw_grid,
    draw_line,
    draw_periods,
    draw_point,
    draw_points,
    make_panel,
    make_placer,
    make_series,
    place_values,
    tick_room,
)
from changzhou_site.charts.placing import Box, Placer
from changzhou_site.charts.scales import spread
from changzhou_site.charts.staging import Staging
from changzhou_site.charts.words import TextBlock
from changzhou_site.errors import Problem
from changzhou_site.model import Chart, Site

if TYPE_CHECKING:
    from changzhou_site.charts.canvas import Canvas, Point


def needs(chart: Chart, site: Site) -> Problems:
    for text, indicator in shown(chart, site):
        count = len(indicator.observations)
        if count < 2:
            message = f"`{indicator.id}` has one observation, and a line joins two or more"
            hint = "give it `values: {2020: …, 2021: …}`, or take another type"
            yield Problem(text.place, "chart-needs-observations", message, hint)
        elif not all(observation.period for observation in indicator.observations):
            message = f"`{indicator.id}` has an observation without a period"
            yield Problem(text.place, "chart-needs-period", message, "give each its `period`")


def draw(canvas: Canvas, staging: Staging) -> None:
    series = [make_series(staging, items) for items in staging.series]
    if staging.style.narrow:
        _draw_panels(canvas, staging, series)
    else:
        _draw_together(canvas, staging, series)


# The two layouts ----------------------------------------------------------------------------------


def _draw_together(canvas: Canvas, staging: Staging, series: Sequence[Series]) -> None:
    """All lines in one panel, each named at its end; what is highlighted lies on top."""
    panel, placer, names = _named(staging, series)
    names = sorted(names, key=lambda name: name.one.items[0].highlighted)
    values = {
        name.one: place_values(staging, panel, name.one, name.one.items[:-1], placer)
        for name in reversed(names)
    }
    draw_grid(canvas, staging, panel, labelled=True)
    clear_grid(canvas, panel, placer.labels)
    for name in names:
        draw_line(canvas, panel, name.one)
    for name in names:
        *before, last = name.one.items
        draw_points(canvas, staging, panel, name.one, before, values[name.one])
        with canvas.mark(indicator=last.id, period=last.period):
            draw_point(canvas, panel, name.one, last)
            canvas.block(name.left, name.top, name.words)
            if name.leader:
                canvas.line(name.leader, style.LEADER)
    canvas.height = draw_periods(canvas, staging, panel, series)


# Names --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class LineName:
    """What a line is called, and where that stands."""

    one: Series
    words: TextBlock
    left: float
    top: float
    leader: tuple[Point, ...]
    """From the line's end to its name, where that is far."""


def _named(staging: Staging, series: Sequence[Series]) -> tuple[Panel, Placer, list[LineName]]:
    """The panel with the names: beside the ends of lines where there is room, else in a column.

    First the column is as wide as the names of the lines that end last need; where another name
    finds no room in the panel, as wide as all of them need.
    """
    probe = make_panel(staging, series, Box(0, 0, 1, 1))
    late = [one for one in series if probe.point(one.items[-1])[0] == 1]
    for column in (late, series):
        panel = _wide_panel(staging, series, column)
        placer = make_placer(staging, panel, series)
        early = [one for one in series if one not in late]
        inside = [*_inside(staging, panel, placer, early)]
        outside = [one for one in series if one not in [name.one for name in inside]]
        if len(outside) <= len(column):
            break
    names = [*inside, *_in_column(staging, panel, outside)]
    for name in names:
        placer.add_line(name.leader)
    return panel, placer, names


def _wide_panel(staging: Staging, series: Sequence[Series], column: Sequence[Series]) -> Panel:
    """Between the scale's words and the column of names."""
    ends = [_end_words(staging, one) for one in series]
    widest = max(_end_words(staging, one).width for one in column)
    right = staging.style.width - widest - 2 * style.GAP
    top = staging.style.value.leading + style.GAP
    height = max(staging.style.plot, sum(words.height + style.END_GAP for words in ends))
    return make_panel(staging, series, Box(tick_room(staging, series), top, right, top + height))


def _inside(
    staging: Staging, panel: Panel, placer: Placer, early: Sequence[Series]
) -> Iterator[LineName]:
    """The names of lines that end early, to the right of their ends; what is highlighted first."""
    for one in sorted(early, key=lambda one: not one.items[0].highlighted):
        words = _end_words(staging, one)
        x, y = panel.point(one.items[-1])
        left = x + style.END_POINT + 2 * style.GAP
        box = placer.place_beside(left, y, (words.width, words.height))
        if box is not None:
            yield LineName(one, words, left, box.top, _leader((x, y), left, words, box.top))


def _in_column(staging: Staging, panel: Panel, series: Sequence[Series]) -> Iterator[LineName]:
    """The names beside the ends of their lines, spread so that none lies over another."""
    blocks = [_end_words(staging, one) for one in series]
    ends = [panel.point(one.items[-1]) for one in series]
    wanted = [y - words.height / 2 for (_, y), words in zip(ends, blocks, strict=True)]
    heights = [words.height + style.END_GAP for words in blocks]
    tops = spread(wanted, heights, 0, panel.box.bottom + style.GAP)
    left = panel.box.right + 2 * style.GAP
    for one, words, end, top in zip(series, blocks, ends, tops, strict=True):
        yield LineName(one, words, left, top, _leader(end, left, words, top))


def _leader(end: Point, left: float, words: TextBlock, top: float) -> tuple[Point, ...]:
    """Nothing where the name stands right beside its line's end."""
    x, y = end
    beside = top <= y <= top + words.height
    if beside and left - x <= style.FAR + style.GAP:
        return ()
    level = y if beside else top + words.lines[0].type.leading / 2
    return (x + style.END_POINT + 3, y), (left - 4, level)


# Panels -------------------------------------------------------------------------------------------


def _draw_panels(canvas: Canvas, staging: Staging, series: Sequence[Series]) -> None:
    """A panel under the other, to one scale, each with its name above it."""
    height = staging.style.plot if len(series) == 1 else staging.style.plot * style.PANEL_SHARE
    probe = make_panel(staging, series, Box(0, 0, 1, 1))
    left = style.EDGE + style.END_POINT if probe.from_zero else tick_room(staging, series)
    right = staging.style.width - style.EDGE - style.END_POINT
    y = 0.0
    for one in series:
        head = staging.name(one.items[-1], staging.style.width)
        y = canvas.block(0, y, head) + staging.style.value.leading + style.GAP / 2
        panel = replace(probe, box=Box(left, y, right, y + height))
        placer, labelled = make_placer(staging, panel, [one]), not probe.from_zero
        boxes = place_values(staging, panel, one, one.items, placer)
        draw_grid(canvas, staging, panel, labelled=labelled)
        clear_grid(canvas, panel, boxes.values() if labelled else ())
        draw_line(canvas, panel, one)
        draw_points(canvas, staging, panel, one, one.items, boxes)
        y = draw_periods(canvas, staging, panel, series) + staging.style.row_gap
    canvas.height = y - staging.style.row_gap


def _end_words(staging: Staging, one: Series) -> TextBlock:
    last = one.items[-1]
    value = TextBlock.of([last.value], staging.style.value, staging.value_hue(last))
    return staging.name(last, staging.style.width * style.END_SHARE) + value


TYPE = ChartType("line", draw, needs, least=1, most=4, one_scale=True, series=True)
