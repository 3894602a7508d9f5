"""`progress`: from now to a target or a threshold, each target a whole of its own."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from changzhou_site.charts import style
from changzhou_site.charts.kinds.beams import Axes, Beam, draw_beam, draw_missing, reach
from changzhou_site.charts.kinds.chart_type import ChartType
from changzhou_site.charts.kinds.progress_needs import needs
from changzhou_site.charts.placing import Box
from changzhou_site.charts.scales import Ticks, nice_step, step_decimals
from changzhou_site.charts.staging import Item, Staging
from changzhou_site.charts.style import Anchor, Type
from changzhou_site.charts.words import TextBlock, room
from changzhou_site.model import Bound, Kind

if TYPE_CHECKING:
    from changzhou_site.charts.canvas import Canvas


@dataclass(frozen=True)
class Missing:
    """What lies between now and the target, with its words."""

    item: Item
    words: TextBlock


@dataclass(frozen=True)
class Track:
    """Now and what it goes to, with their words and lengths."""

    now: Item
    target: Item
    now_words: TextBlock
    target_words: TextBlock
    now_length: float
    target_length: float
    missing: Missing | None

    @property
    def beside(self) -> float:
        """The width both need above the bar."""
        return self.now_words.width + 3 * style.GAP + self.target_words.width


def draw(canvas: Canvas, staging: Staging) -> None:
    tracks, above = _fitting(staging)
    thickness = staging.style.track if len(tracks) == 1 else staging.style.bar
    y = 0.0
    for track in tracks:
        y = _draw_track(canvas, staging, track, y, thickness, above) + staging.style.row_gap * 2
    canvas.height = y - staging.style.row_gap * 2 + style.EDGE


def _fitting(staging: Staging) -> tuple[list[Track], bool]:
    """The tracks, and whether the words of each have room side by side above it."""
    width, narrow = staging.style.width, staging.style.narrow
    tracks = list(
        _tracks(staging, width / 2 - 2 * style.GAP if narrow else width * style.NOW_SHARE)
    )
    if all(track.beside <= width for track in tracks):
        return tracks, True
    return list(_tracks(staging, width)), False


def _tracks(staging: Staging, width: float) -> Iterator[Track]:
    """With labels in a width. Where what is missing is drawn, that is the large figure and no
    other."""
    items = staging.items
    couples = list(zip(items[::2], items[1::2], strict=True))
    sizes = _sizes(staging)
    alone = len(couples) == 1 and not staging.gaps
    big = (staging.style.big, staging.style.large, *sizes) if alone else sizes
    whole = _whole(staging, couples)
    for (now, target), gap in zip_longest(couples, staging.gaps):
        yield Track(
            now,
            target,
            _words(staging, now, width, *big),
            _words(staging, target, width, *sizes),
            now.amount * whole / target.amount,
            whole,
            _missing(staging, gap) if gap else None,
        )


def _sizes(staging: Staging) -> tuple[Type, ...]:
    """Of the sizes that the values of both have those in which every one has room, so that they
    are alike; the last if there is none."""
    sizes = (staging.style.middling, staging.style.value)[bool(staging.gaps) :]
    rooms = {size: max(room(item.value, size) for item in staging.items) for size in sizes}
    fitting = tuple(size for size in sizes if rooms[size] <= staging.style.width)
    return fitting or sizes[-1:]


def _missing(staging: Staging, gap: Item) -> Missing:
    sizes = staging.style.middling, staging.style.value
    return Missing(gap, _words(staging, gap, staging.style.width, *sizes))


def _whole(staging: Staging, couples: Sequence[tuple[Item, Item]]) -> float:
    """The one length of all targets, so that all that is drawn past them has room."""
    room = staging.style.width - 2 * style.EDGE
    fitting = [
        (room - reach(item)) * min(1, target.amount / item.amount)
        for now, target in couples
        for item in (now, target)
        if item.amount
    ]
    return min(fitting)


def _words(staging: Staging, item: Item, width: float, *sizes: Type) -> TextBlock:
    """The label in a width, and the value in one line where the drawing has room for that."""
    return staging.label(item, width) + staging.figure(item, staging.style.width, *sizes)


def _draw_track(
    canvas: Canvas, staging: Staging, track: Track, y: float, thickness: float, above: bool
) -> float:
    """Words above, the bar, and beneath it what is missing, and the target's words where they do
    not fit above."""
    head = max(track.now_words.height, track.target_words.height if above else 0)
    top = y + head + style.GAP
    foot = top + thickness + style.GAP
    axes = Axes(style.EDGE, top + thickness / 2, 1, 0)
    now, target, words = track.now, track.target, track.target_words
    right = max(style.EDGE + track.target_length, track.beside if above else words.width)
    right = min(right, staging.style.width)  # measured with room to spare, they still fit
    with canvas.mark(indicator=now.id, period=now.period):
        canvas.block(0, y + head - track.now_words.height, track.now_words)
        hue = staging.hue(now)
        draw_beam(canvas, Beam(axes, track.now_length, thickness, hue, now.kind, now.bound))
    with canvas.mark(indicator=target.id, period=target.period):
        _draw_target(canvas, staging, track, axes, thickness)
        level = track.now_words.lines[-1].under - words.lines[-1].under
        words_top = y + head - words.height - level if above else foot
        canvas.block(right, words_top, words, style.END)
    if not above:
        foot += words.height + style.GAP
    if track.missing:
        return _draw_missing(canvas, staging, track, track.missing, axes, thickness, foot)
    if above and len(staging.items) == 2:
        return _draw_scale(canvas, staging, track, foot)
    return foot - style.GAP + (style.OVERHANG if above else 0)


def _draw_target(
    canvas: Canvas, staging: Staging, track: Track, axes: Axes, thickness: float
) -> None:
    """Its outline, unless what is missing is outlined; a line across at a mark to reach, and at
    what is passed."""
    target = track.target
    is_mark = target.kind is Kind.THRESHOLD
    if not track.missing:
        hue = staging.hue(target)
        bound = Bound.EXACT if is_mark else target.bound
        draw_beam(canvas, Beam(axes, track.target_length, thickness, hue, Kind.TARGET, bound))
    if is_mark or track.missing or track.now_length > track.target_length:
        ends = thickness / 2 + style.OVERHANG
        across = [(track.target_length, -ends), (track.target_length, ends)]
        canvas.line(axes.points(across), style.MARK if is_mark else style.BASELINE)


def _draw_missing(
    canvas: Canvas,
    staging: Staging,
    track: Track,
    missing: Missing,
    axes: Axes,
    thickness: float,
    foot: float,
) -> float:
    """From now to the target, its words beneath; gives back where they end."""
    item, words = missing.item, missing.words
    length = track.target_length - track.now_length
    start = Axes(axes.x + track.now_length, axes.y, 1, 0)
    bound = Bound.EXACT if track.target.kind is Kind.THRESHOLD else track.target.bound
    with canvas.mark(indicator=item.id, period=item.period):
        beam = Beam(start, length, thickness, staging.hue(item), Kind.TARGET, bound)
        draw_missing(canvas, beam)
        middle = start.x + length / 2
        left = min(max(0, middle - words.width / 2), staging.style.width - words.width)
        canvas.block(left + words.width / 2, foot, words, style.MIDDLE)
    return foot + words.height


# The scale ----------------------------------------------------------------------------------------


def _draw_scale(canvas: Canvas, staging: Staging, track: Track, y: float) -> float:
    """A quiet scale under the one bar, as far as now or the target reach; gives back where it
    ends."""
    type, unit = staging.style.small, float(staging.unit.scale)
    ticks = _ticks(staging, max(track.now.amount, track.target.amount) / unit)
    per_unit = track.target_length / (track.target.amount / unit)
    places = [style.EDGE + mark * per_unit for mark in ticks.marks]
    canvas.lines([[(x, y - style.GAP / 2), (x, y)] for x in places], style.SCALE)
    for x, text in _said(staging, places, ticks):
        at, anchor = _under(staging, x, text)
        canvas.text(at, y + type.size + 3, text, type, "muted", anchor)
    return y + type.leading + style.EDGE


def _ticks(staging: Staging, longest: float) -> Ticks:
    """From nothing to the last that is no more than the longest."""
    step = nice_step(longest, 3 if staging.style.narrow else 5)
    step = max(step, staging.least_step([longest]))
    marks = tuple(step * number for number in range(math.floor(longest / step + 1e-9) + 1))
    return Ticks(0, marks[-1], marks, step_decimals(step))


def _said(staging: Staging, places: Sequence[float], ticks: Ticks) -> list[tuple[float, str]]:
    """The ticks that are labelled: the first, the last, which says the unit, and as many between
    them as have room, evenly; where the unit leaves the first none, the words above say it."""
    last = len(places) - 1
    steps = [step for step in range(1, last + 1) if last % step == 0]
    for bare in (False, True):
        words = list(zip(places, staging.tick_texts(ticks, bare=bare), strict=True))
        for step in steps:
            boxes = [_tick_box(staging, x, text) for x, text in words[::step]]
            if not any(map(Box.meets, boxes, boxes[1:])):
                return words[::step]
    return []


def _tick_box(staging: Staging, x: float, text: str) -> Box:
    """What a word under a tick takes, with a gap to the next."""
    at, anchor = _under(staging, x, text)
    width = room(text, staging.style.small)
    left = at - width * {style.START: 0, style.MIDDLE: 0.5, style.END: 1}[anchor]
    return Box(left, 0, left + width + style.GAP / 2, 1)


def _under(staging: Staging, x: float, text: str) -> tuple[float, Anchor]:
    """Where a word under a tick stands: in its middle, as far as the drawing has room."""
    half = room(text, staging.style.small) / 2
    if x - half < 0:
        return 0, style.START
    return (staging.style.width, style.END) if x + half > staging.style.width else (x, style.MIDDLE)


TYPE = ChartType("progress", draw, needs, most=style.MOST_ROWS, groups=(1, 2), gaps=True)
