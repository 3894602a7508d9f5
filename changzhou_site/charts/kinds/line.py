"""`line`: observations over time; in the narrow layout, a panel for each indicator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from changzhou_site.charts import style
from changzhou_site.charts.kinds.chart_type import ChartType
from changzhou_site.charts.kinds.line_needs import needs
from changzhou_site.charts.kinds.panel import (
    Panel,
    ScaleWords,
    Series,
    clear_grid,
    draw_grid,
    draw_periods,
    make_panel,
    make_series,
    scale_words,
)
from changzhou_site.charts.kinds.points import (
    LinePoints,
    draw_line,
    draw_point,
    head_room,
    is_dense,
    is_labelled,
    make_placer,
    place_values,
    seen_points,
)
from changzhou_site.charts.placing import Box, Course, Placer
from changzhou_site.charts.scales import spread
from changzhou_site.charts.staging import Staging
from changzhou_site.charts.words import TextBlock

if TYPE_CHECKING:
    from changzhou_site.charts.canvas import Canvas, Point


def draw(canvas: Canvas, staging: Staging) -> None:
    series = [make_series(staging, items) for items in staging.series]
    if staging.style.narrow:
        _draw_panels(canvas, staging, series)
    else:
        _draw_together(canvas, staging, series)


# The two layouts ----------------------------------------------------------------------------------


def _draw_together(canvas: Canvas, staging: Staging, series: Sequence[Series]) -> None:
    """All lines in one panel, each named at its end. What is highlighted lies on top, while marks
    stand in the order of `show`."""
    for bare in (False, True):
        panel, placer, words, names = _named(staging, series, bare=bare)
        seen = {}
        for one in sorted(series, key=_is_highlighted, reverse=True):
            values = place_values(staging, panel, one, one.items[:-1], placer)
            seen[one] = seen_points(one, values)
        if not words.over or all(map(_has_named, seen, seen.values())):
            break
    draw_grid(canvas, staging, panel, words)
    clear_grid(canvas, panel, placer.labels)
    for one in sorted(series, key=_is_highlighted):
        if not is_dense(one):
            draw_line(canvas, panel, one)
    for one in series:
        lined = is_dense(one) and not _is_over_others(one, series)
        _draw_marks(canvas, staging, panel, one, seen[one], names.get(one), lined=lined)
    for one in series:
        if _is_over_others(one, series):
            with canvas.line_of(one.items[0].id):
                draw_line(canvas, panel, one)
    canvas.height = draw_periods(canvas, staging, panel, series)


def _is_over_others(one: Series, series: Sequence[Series]) -> bool:
    """Whether a dense line is drawn apart from its mark, to lie on top of those that follow."""
    return is_dense(one) and _is_highlighted(one) and one is not series[-1]


def _has_named(one: Series, seen: LinePoints) -> bool:
    """Whether the points that the editor names have their values, the last by the line's name."""
    return all(item.period in seen.values for item in one.items[:-1] if item.named)


def _is_highlighted(one: Series) -> bool:
    return one.items[0].highlighted


def _draw_marks(
    canvas: Canvas,
    staging: Staging,
    panel: Panel,
    one: Series,
    seen: LinePoints,
    name: LineName | None = None,
    *,
    lined: bool,
) -> None:
    """A mark for each point, or, of a dense line, one for all of them, with the line in it where
    `lined`; its name is the last's."""
    first, last = one.items[0], one.items[-1]
    if is_dense(one):
        span, count = f"{first.period}/{last.period}", str(len(one.items))
        with canvas.mark(indicator=last.id, period=span, points=count):
            if lined:
                draw_line(canvas, panel, one)
            for item in one.items:
                draw_point(canvas, staging, panel, one, item, seen)
            _draw_name(canvas, name)
        return
    for item in one.items:
        with canvas.mark(indicator=item.id, period=item.period):
            draw_point(canvas, staging, panel, one, item, seen)
            _draw_name(canvas, name if item is last else None)


def _draw_name(canvas: Canvas, name: LineName | None) -> None:
    if name:
        canvas.block(name.left, name.top, name.words)
        canvas.lines([name.leader] if name.leader else [], style.LEADER)


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


def _named(
    staging: Staging, series: Sequence[Series], *, bare: bool
) -> tuple[Panel, Placer, ScaleWords, dict[Series, LineName]]:
    """The panel with the names: beside the ends of lines where there is room, else in a column.

    First the column is as wide as the names of the lines that end last need; where another name
    finds no room in the panel, as wide as all of them need.
    """
    probe = make_panel(staging, series, Box(0, 0, 1, 1))
    late = [one for one in series if probe.point(one.items[-1])[0] == 1]
    for column in (late, series):
        panel, words = _wide_panel(staging, series, column, bare=bare)
        placer = make_placer(staging, panel, series, words)
        early = [one for one in series if one not in late]
        inside = [*_inside(staging, panel, placer, early)]
        outside = [one for one in series if one not in [name.one for name in inside]]
        if len(outside) <= len(column):
            break
    names = [*inside, *_in_column(staging, panel, outside)]
    placer.lines += [Course(name.leader, name.one.items[0].id) for name in names]
    return panel, placer, words, {name.one: name for name in names}


def _wide_panel(
    staging: Staging, series: Sequence[Series], column: Sequence[Series], *, bare: bool
) -> tuple[Panel, ScaleWords]:
    """Between the scale's words and the column of names."""
    ends = [_end_words(staging, one) for one in series]
    widest = max(_end_words(staging, one).width for one in column)
    right = staging.style.width - widest - 2 * style.GAP
    top = head_room(staging, series)
    height = max(staging.style.plot, sum(words.height + style.END_GAP for words in ends))
    panel = make_panel(staging, series, Box(0, top, right, top + height))
    words = scale_words(staging, panel, bare=bare)
    return replace(panel, box=replace(panel.box, left=words.room)), words


def _inside(
    staging: Staging, panel: Panel, placer: Placer, early: Sequence[Series]
) -> Iterator[LineName]:
    """The names of lines that end early, to the right of their ends, the uppermost first."""
    heights = {one: panel.point(one.items[-1])[1] for one in early}
    for one in sorted(early, key=lambda one: (heights[one], not _is_highlighted(one))):
        x, y = panel.point(one.items[-1])
        start, left = (x + style.END_POINT + 3, y), x + style.END_POINT + 2 * style.GAP
        for share in (style.END_SHARE, style.WIDE_END_SHARE):
            words = _end_words(staging, one, share)
            box = placer.place_beside(start, left, (words.width, words.height))
            if box is not None:
                yield LineName(one, words, left, box.top, _leader((x, y), left, words, box.top))
                break


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
    """A panel under the other, to one scale, each with its name above it, and with its last value
    where that finds no room beside its point. The scale is said where it does not begin at zero,
    and where lines are dense, as few of their values are."""
    height = staging.style.plot if len(series) == 1 else staging.style.plot * style.PANEL_SHARE
    right = staging.style.width - style.EDGE - style.END_POINT
    probe = make_panel(staging, series, Box(0, 0, right, height))
    labelled = not probe.from_zero or any(map(is_dense, series))
    left = scale_words(staging, probe).room if labelled else style.EDGE + style.END_POINT
    y = 0.0
    for one in series:
        tries = (False, True) if one is series[0] else (True,)
        for head in (staging.name(one.items[-1], staging.style.width), _end_words(staging, one, 1)):
            top = y + head.height + head_room(staging, [one])
            panel = replace(probe, box=Box(left, top, right, top + height))
            words, seen = _panel_words(staging, panel, one, tries if labelled else ())
            if one.items[-1].period in seen.values or not is_labelled(staging, one, one.items[-1]):
                break
        canvas.block(0, y, head)
        draw_grid(canvas, staging, panel, words)
        clear_grid(canvas, panel, seen.values.values() if labelled else ())
        if not is_dense(one):
            draw_line(canvas, panel, one)
        _draw_marks(canvas, staging, panel, one, seen, lined=is_dense(one))
        y = draw_periods(canvas, staging, panel, series) + staging.style.row_gap
    canvas.height = y - staging.style.row_gap


def _panel_words(
    staging: Staging, panel: Panel, one: Series, tries: Sequence[bool]
) -> tuple[ScaleWords | None, LinePoints]:
    """The words of a panel's scale, if it has any, and the values beside its points. The scale is
    tried with its unit and bare: where the last value has no room beside the word with the unit,
    it says the unit itself."""
    scales: list[ScaleWords | None] = [scale_words(staging, panel, bare=bare) for bare in tries]
    for words in scales or [None]:
        placer = make_placer(staging, panel, [one], words)
        seen = seen_points(one, place_values(staging, panel, one, one.items, placer))
        if one.items[-1].period in seen.values:
            break
    return words, seen


def _end_words(staging: Staging, one: Series, share: float = style.END_SHARE) -> TextBlock:
    last = one.items[-1]
    value = staging.figure(last, staging.style.width * max(share, style.WIDE_END_SHARE))
    return staging.name(last, staging.style.width * share) + value


TYPE = ChartType("line", draw, needs, least=1, most=4, one_scale=True, series=True)
