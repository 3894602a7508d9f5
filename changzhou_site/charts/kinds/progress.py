"""`progress`: from now to a target or a threshold."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from changzhou_site.charts import style
from changzhou_site.charts.kinds.beams import Axes, Beam, draw_beam, reach
from changzhou_site.charts.kinds.chart_type import (
    ChartType,
    Problems,
    refuses_negative,
    same_dimension,
)
from changzhou_site.charts.scales import Ticks, nice_step, step_decimals
from changzhou_site.charts.staging import Item, Staging, text_hue
from changzhou_site.charts.style import Type
from changzhou_site.charts.words import TextBlock, room
from changzhou_site.errors import Problem
from changzhou_site.model import Bound, Chart, Indicator, Kind, Site
from changzhou_site.source import Text

if TYPE_CHECKING:
    from changzhou_site.charts.canvas import Canvas

AIMS = (Kind.TARGET, Kind.THRESHOLD)


def needs(chart: Chart, site: Site) -> Problems:
    pairs, hint = _pairs_of(chart), "`show: [now, target]`, or a list of such pairs"
    if not chart.show:
        yield Problem(chart.place, "chart-needs-pairs", "`progress` shows nothing", hint)
    elif 2 * len(pairs) != len(chart.ids):
        odd = next(group[0] for group in chart.show if len(group) != 2)
        yield Problem(odd.place, "chart-needs-pairs", f"`{odd.value}` stands in no pair", hint)
    for now, target in pairs:
        yield from _pair(site.indicators[now.value], now, site.indicators[target.value], target)


def _pairs_of(chart: Chart) -> list[tuple[Text, Text]]:
    """`[a, b]` and `[[a, b], [c, d]]` alike as pairs; what is no pair is left out."""
    if len(chart.show) == 2 and all(len(group) == 1 for group in chart.show):
        return [(chart.show[0][0], chart.show[1][0])]
    return [(group[0], group[1]) for group in chart.show if len(group) == 2]


def _pair(now: Indicator, at: Text, target: Indicator, target_at: Text) -> Problems:
    yield from same_dimension(now, target_at, target)
    yield from refuses_negative(at, now)
    if target.kind not in AIMS:
        message = f"`{target.id}` is {target.kind}, and progress is towards a target or threshold"
        hint = "a pair is [now, target]; give the target `kind: target` or `kind: threshold`"
        yield Problem(target_at.place, "chart-needs-target", message, hint)
    elif target.newest.value <= 0:
        message = f"`{target.id}` is not above zero"
        yield Problem(target_at.place, "chart-negative", message, "progress is drawn from zero")
    if now.kind in AIMS:
        message = f"`{now.id}` is itself a {now.kind}"
        hint = "a pair is [now, target], what is first and what is aimed at second"
        yield Problem(at.place, "chart-needs-now", message, hint)


@dataclass(frozen=True)
class Pair:
    """Now and what it goes to, with their words and lengths."""

    now: Item
    target: Item
    now_words: TextBlock
    target_words: TextBlock
    now_length: float
    target_length: float

    @property
    def beside(self) -> float:
        """The width both need above the bar."""
        return self.now_words.width + 3 * style.GAP + self.target_words.width


def draw(canvas: Canvas, staging: Staging) -> None:
    pairs = _pairs(staging)
    thickness = staging.style.track if len(pairs) == 1 else staging.style.bar
    y = 0.0
    above = all(pair.beside <= staging.style.width for pair in pairs)
    for pair in pairs:
        y = _draw_pair(canvas, staging, pair, y, thickness, above) + staging.style.row_gap * 2
    canvas.height = y - staging.style.row_gap * 2 + style.EDGE


def _pairs(staging: Staging) -> list[Pair]:
    items = staging.items
    couples = list(zip(items[::2], items[1::2], strict=True))
    single = len(couples) == 1
    sizes = (staging.style.big if single else staging.style.middling, staging.style.middling)
    return [
        Pair(
            now,
            target,
            _words(staging, now, sizes[0], text_hue(_now_hue(staging, now))),
            _words(staging, target, sizes[1], staging.value_hue(target)),
            now.amount * scale,
            target.amount * scale,
        )
        for (now, target), scale in zip(couples, _scales(staging, couples), strict=True)
    ]


def _now_hue(staging: Staging, now: Item) -> str:
    """The one thing a drawing is about is its accent, said or not."""
    alone = len(staging.items) == 2 and not any(item.highlighted for item in staging.items)
    return "accent" if alone else staging.hue(now)


def _scales(staging: Staging, couples: Sequence[tuple[Item, Item]]) -> list[float]:
    """One scale for all rows of one dimension; else each row fills the width by itself."""
    room = staging.style.width - 2 * style.EDGE
    fitting = [
        min((room - reach(item)) / item.amount for item in couple if item.amount)
        for couple in couples
    ]
    dimensions = {item.dimension for couple in couples for item in couple}
    return [min(fitting)] * len(fitting) if len(dimensions) == 1 else fitting


def _words(staging: Staging, item: Item, size: Type, hue: str) -> TextBlock:
    width = staging.style.width * (1 if staging.style.narrow else style.NOW_SHARE)
    return staging.label(item, width) + TextBlock.of([item.value], size, hue)


def _draw_pair(
    canvas: Canvas, staging: Staging, pair: Pair, y: float, thickness: float, above: bool
) -> float:
    """Words above, the bar, and the target's words beneath where they do not fit above."""
    head = max(pair.now_words.height, pair.target_words.height if above else 0)
    top = y + head + style.GAP
    foot = top + thickness + style.GAP
    axes = Axes(style.EDGE, top + thickness / 2, 1, 0)
    now, target, words = pair.now, pair.target, pair.target_words
    is_mark = target.kind is Kind.THRESHOLD
    right = max(style.EDGE + pair.target_length, pair.beside if above else words.width)
    with canvas.mark(indicator=now.id, period=now.period):
        canvas.block(0, y + head - pair.now_words.height, pair.now_words)
        hue = _now_hue(staging, now)
        draw_beam(canvas, Beam(axes, pair.now_length, thickness, hue, now.kind, now.bound))
    with canvas.mark(indicator=target.id, period=target.period):
        hue = "accent" if target.highlighted else "neutral"
        bound = Bound.EXACT if is_mark else target.bound
        draw_beam(canvas, Beam(axes, pair.target_length, thickness, hue, Kind.TARGET, bound))
        level = pair.now_words.lines[-1].under - words.lines[-1].under
        words_top = y + head - words.height - level if above else foot
        canvas.block(right, words_top, words, style.END)
    if is_mark or pair.now_length > pair.target_length:
        ends = thickness / 2 + style.OVERHANG
        canvas.line(
            axes.points([(pair.target_length, -ends), (pair.target_length, ends)]), style.MARK
        )
    if above and len(staging.items) == 2:
        return _draw_scale(canvas, staging, pair, foot)
    return foot - style.GAP + style.OVERHANG if above else foot + words.height


def _draw_scale(canvas: Canvas, staging: Staging, pair: Pair, y: float) -> float:
    """A quiet scale under the one bar, to just before the target; gives back where it ends."""
    type, target = staging.style.small, pair.target.amount / float(staging.unit.scale)
    step = nice_step(target, 3 if staging.style.narrow else 5)
    step = max(step, staging.least_step([target]))
    per_unit = pair.target_length / target
    end = style.EDGE + pair.target_length - room(pair.target.value, type) - room("0", type)
    count = max(1, math.ceil((end - style.EDGE) / (step * per_unit)))
    marks = tuple(step * number for number in range(count))
    texts = staging.tick_texts(Ticks(0, marks[-1], marks, step_decimals(step)))
    for mark, text in zip(marks, texts, strict=True):
        x = style.EDGE + mark * per_unit
        canvas.line([(x, y - style.GAP / 2), (x, y)], style.SCALE)
        anchor = style.MIDDLE if mark else style.START
        canvas.text(x if mark else 0, y + type.size + 3, text, type, "muted", anchor)
    return y + type.leading + style.EDGE


TYPE = ChartType("progress", draw, needs, most=style.MOST_ROWS, groups=(1, 2))
