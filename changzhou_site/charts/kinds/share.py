"""`share`: a part of its whole, one bar divided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from changzhou_site.charts import style
from changzhou_site.charts.kinds.beams import Axes, Beam, draw_beam, reach
from changzhou_site.charts.kinds.chart_type import (
    ChartType,
    Problems,
    refuses_negative,
    same_dimension,
    shown,
)
from changzhou_site.charts.staging import Item, Staging, published_amount, whole_amount
from changzhou_site.charts.style import Paint
from changzhou_site.charts.words import Line, TextBlock
from changzhou_site.errors import Problem
from changzhou_site.model import Bound, Chart, Indicator, Kind, Site
from changzhou_site.source import Text
from changzhou_site.units import RATIO

if TYPE_CHECKING:
    from changzhou_site.charts.canvas import Canvas


def needs(chart: Chart, site: Site) -> Problems:
    items = shown(chart, site)
    for text, indicator in items:
        yield from refuses_negative(text, indicator)
    if len(items) == 1:
        yield from _is_part(*items[0])
    elif len(items) == 2:
        yield from _is_part_of(items[0][1], *items[1])


def _is_part(text: Text, indicator: Indicator) -> Problems:
    if indicator.newest.whole is None and indicator.unit.dimension != RATIO:
        hint = "show `[part, whole]`, or an indicator with `of`, a fraction or `%`"
        message = f"`{indicator.id}` is no part of a whole"
        yield Problem(text.place, "chart-needs-whole", message, hint)
    elif published_amount(indicator, indicator.newest) > whole_amount(indicator, indicator.newest):
        message = f"`{indicator.id}` is more than the whole"
        yield Problem(
            text.place, "chart-part-over-whole", message, "a part is no more than its whole"
        )


def _is_part_of(part: Indicator, text: Text, whole: Indicator) -> Problems:
    yield from same_dimension(part, text, whole)
    if part.unit.dimension != whole.unit.dimension:
        return
    a, b = (published_amount(indicator, indicator.newest) for indicator in (part, whole))
    if a > b or not b:
        message = f"`{part.id}` is more than `{whole.id}`" if b else f"`{whole.id}` is nothing"
        hint = "show the part first, then its whole"
        yield Problem(text.place, "chart-part-over-whole", message, hint)


@dataclass(frozen=True)
class Bar:
    """Where the whole stands, and how much of it is the part."""

    top: float
    length: float
    thickness: float
    share: float

    @property
    def axes(self) -> Axes:
        return Axes(style.EDGE, self.top + self.thickness / 2, 1, 0)


def draw(canvas: Canvas, staging: Staging) -> None:
    part, *wholes = staging.items
    words = _part_words(staging, part)
    bar = _bar(staging, words.height + style.GAP)
    bottom = bar.top + bar.thickness
    for whole in wholes:
        with canvas.mark(indicator=whole.id, period=whole.period):
            _draw_whole(canvas, bar, whole.bound)
            said = TextBlock((Line(whole.value, staging.style.value),))
            bottom = _foot(canvas, staging.label(whole, bar.length) + said, bar)
    with canvas.mark(indicator=part.id, period=part.period):
        canvas.block(0, 0, words)
        pieces = part.fraction
        if pieces and pieces[1] <= style.PIECES and part.bound is Bound.EXACT:
            _draw_pieces(canvas, staging, part, bar, *pieces)
        else:
            if not wholes:
                _draw_whole(canvas, bar, Bound.EXACT)
            _draw_part(canvas, staging, part, bar)
        if not wholes:
            bottom = _foot(canvas, _own_whole(staging, part), bar)
    canvas.height = bottom + style.EDGE


def _bar(staging: Staging, top: float) -> Bar:
    part, *wholes = staging.items
    whole = wholes[0].amount if wholes else part.whole_amount
    beyond = reach(wholes[0]) if wholes else 0
    length = staging.style.width - 2 * style.EDGE - beyond
    return Bar(top, length, staging.style.whole, part.amount / whole)


def _part_words(staging: Staging, part: Item) -> TextBlock:
    said = Line(part.value, staging.style.large, staging.text_hue(part))
    return staging.label(part, staging.style.width) + TextBlock((said,))


def _own_whole(staging: Staging, part: Item) -> TextBlock:
    """What the whole is called where the part's indicator says it."""
    return TextBlock((Line(part.whole_text, staging.style.label, "muted"),))


def _draw_whole(canvas: Canvas, bar: Bar, bound: Bound) -> None:
    outline = Beam(bar.axes, bar.length, bar.thickness, "neutral", Kind.TARGET, bound)
    draw_beam(canvas, outline)


def _draw_part(canvas: Canvas, staging: Staging, part: Item, bar: Bar) -> None:
    length = bar.length * bar.share
    hue = staging.hue(part)
    draw_beam(canvas, Beam(bar.axes, length, bar.thickness, hue, part.kind, part.bound))


def _draw_pieces(
    canvas: Canvas, staging: Staging, part: Item, bar: Bar, top: int, bottom: int
) -> None:
    """A fraction as the equal parts it is named after."""
    step = (bar.length + style.PIECE_GAP) / bottom
    for index in range(bottom):
        axes = Axes(style.EDGE + index * step, bar.axes.y, 1, 0)
        inside = index < top
        hue = staging.hue(part) if inside else "neutral"
        kind = part.kind if inside else Kind.TARGET
        length = step - style.PIECE_GAP
        draw_beam(canvas, Beam(axes, length, bar.thickness, hue, kind, Bound.EXACT))


def _foot(canvas: Canvas, words: TextBlock, bar: Bar) -> float:
    """A bracket under the whole, and what it is; gives back where that ends."""
    y = bar.top + bar.thickness + style.BRACKET
    left, right = style.EDGE, style.EDGE + bar.length
    ends = [(left, y - 4), (left, y), (right, y), (right, y - 4)]
    canvas.line(ends, Paint(stroke="muted", width=1))
    return canvas.block(max(right, words.width), y + 4, words, style.END)


TYPE = ChartType("share", draw, needs, least=1, most=2, groups=(1, 2))
