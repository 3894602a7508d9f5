"""`share`: a part of its whole, one bar divided."""

from __future__ import annotations

from dataclasses import replace
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
from changzhou_site.charts.placing import figure_block, label_block
from changzhou_site.charts.staging import Item, Staging, published_amount, whole_amount
from changzhou_site.charts.style import Paint
from changzhou_site.charts.words import TextBlock
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
        message, hint = (
            f"`{indicator.id}` is more than the whole",
            "a part is no more than its whole",
        )
        yield Problem(text.place, "chart-part-over-whole", message, hint)


def _is_part_of(part: Indicator, text: Text, whole: Indicator) -> Problems:
    yield from same_dimension(part, text, whole)
    if part.unit.dimension != whole.unit.dimension:
        return
    a, b = (published_amount(indicator, indicator.newest) for indicator in (part, whole))
    if a > b or not b:
        message = f"`{part.id}` is more than `{whole.id}`" if b else f"`{whole.id}` is nothing"
        hint = "show the part first, then its whole"
        yield Problem(text.place, "chart-part-over-whole", message, hint)


def draw(canvas: Canvas, staging: Staging) -> None:
    part, *others = staging.items
    whole = others[0] if others else None
    sizes = staging.style.large, staging.style.middling, staging.style.value
    said = staging.figure(part, staging.style.width, *sizes)
    words = staging.label(part, staging.style.width) + said
    beam = _whole_beam(staging, whole, words.height + style.GAP)
    with canvas.mark(indicator=part.id, period=part.period):
        canvas.block(0, 0, words)
        pieces = part.fraction
        if pieces and pieces[1] <= style.PIECES and part.bound is Bound.EXACT:
            _draw_pieces(canvas, staging, part, beam, *pieces)
        else:
            if not whole:
                draw_beam(canvas, beam)
            share = part.amount / (whole.amount if whole else part.whole_amount)
            _draw_part(canvas, staging, part, replace(beam, length=beam.length * share))
        if not whole:
            own = label_block(part.whole_text, staging.style.label, beam.length, "muted")
            bottom = _foot(canvas, own, beam)
    if whole:
        with canvas.mark(indicator=whole.id, period=whole.period):
            draw_beam(canvas, beam)
            said = figure_block(whole.value, [staging.style.value], beam.length)
            bottom = _foot(canvas, staging.label(whole, beam.length) + said, beam)
    canvas.height = bottom + style.EDGE


def _whole_beam(staging: Staging, whole: Item | None, top: float) -> Beam:
    """The outline of the whole; exact where the part's own indicator tells it."""
    thickness = staging.style.whole
    length = staging.style.width - 2 * style.EDGE - (reach(whole) if whole else 0)
    axes = Axes(style.EDGE, top + thickness / 2, 1, 0)
    bound = whole.bound if whole else Bound.EXACT
    return Beam(axes, length, thickness, "neutral", Kind.TARGET, bound)


def _draw_part(canvas: Canvas, staging: Staging, part: Item, beam: Beam) -> None:
    draw_beam(canvas, replace(beam, hue=staging.hue(part), kind=part.kind, bound=part.bound))


def _draw_pieces(
    canvas: Canvas, staging: Staging, part: Item, beam: Beam, top: int, bottom: int
) -> None:
    """A fraction as the equal parts it is named after."""
    step = (beam.length + style.PIECE_GAP) / bottom
    for index in range(bottom):
        axes = replace(beam.axes, x=style.EDGE + index * step)
        piece = replace(beam, axes=axes, length=step - style.PIECE_GAP, bound=Bound.EXACT)
        if index < top:
            _draw_part(canvas, staging, part, piece)
        else:
            draw_beam(canvas, piece)


def _foot(canvas: Canvas, words: TextBlock, whole: Beam) -> float:
    """A bracket under the whole, and what it is; gives back where that ends."""
    y = whole.axes.y + whole.half + style.BRACKET
    left, right = style.EDGE, style.EDGE + whole.length
    ends = [(left, y - 4), (left, y), (right, y), (right, y - 4)]
    canvas.line(ends, Paint(stroke="muted", width=1))
    return canvas.block(max(right, words.width), y + 4, words, style.END)


TYPE = ChartType("share", draw, needs, least=1, most=2, groups=(1, 2))
