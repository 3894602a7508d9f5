"""`share`: a part of its whole, one bar divided."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from changzhou_site.charts import style
from changzhou_site.charts.kinds.beams import Beam, Frame, draw_beam, reach
from changzhou_site.charts.kinds.kind import (
    Kind,
    Problems,
    needs_count,
    refuses_negative,
    same_dimension,
    shown,
)
from changzhou_site.charts.scene import Item, Scene, published_amount
from changzhou_site.charts.style import Paint
from changzhou_site.charts.words import Block, Line
from changzhou_site.errors import Problem
from changzhou_site.model import Bound, Chart, Indicator, Site
from changzhou_site.model import Kind as IndicatorKind
from changzhou_site.source import Text
from changzhou_site.units import BUILT_IN, RATIO, to_base
from changzhou_site.wording import quantity_text, whole_text

if TYPE_CHECKING:
    from changzhou_site.charts.canvas import Canvas

HUNDRED = Decimal(100)


def needs(chart: Chart, site: Site) -> Problems:
    yield from needs_count(chart, 1, 2)
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
    elif published_amount(indicator, indicator.newest) > _whole_amount(indicator):
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


def _whole_amount(indicator: Indicator) -> float:
    whole = indicator.newest.whole
    return 1.0 if whole is None else float(to_base(whole, indicator.unit))


@dataclass(frozen=True)
class Bar:
    """Where the whole stands, and how much of it is the part."""

    top: float
    length: float
    thickness: float
    share: float

    @property
    def frame(self) -> Frame:
        return Frame(style.EDGE, self.top + self.thickness / 2, 1, 0)


def draw(canvas: Canvas, scene: Scene) -> None:
    part, *wholes = scene.items
    words = _part_words(scene, part)
    bar = _bar(scene, words.height + style.GAP)
    bottom = bar.top + bar.thickness
    for whole in wholes:
        with canvas.mark(indicator=whole.indicator.id, period=whole.period):
            _draw_whole(canvas, bar, whole.bound)
            said = Block((Line(whole.value, scene.style.value),))
            bottom = _foot(canvas, scene.label(whole, bar.length) + said, bar)
    with canvas.mark(indicator=part.indicator.id, period=part.period):
        canvas.block(0, 0, words)
        pieces = part.observation.fraction
        if pieces and pieces[1] <= style.PIECES and part.bound is Bound.EXACT:
            _draw_pieces(canvas, scene, part, bar, *pieces)
        else:
            if not wholes:
                _draw_whole(canvas, bar, Bound.EXACT)
            _draw_part(canvas, scene, part, bar)
        if not wholes:
            bottom = _foot(canvas, _own_whole(scene, part), bar)
    canvas.height = bottom + style.EDGE


def _bar(scene: Scene, top: float) -> Bar:
    part, *wholes = scene.items
    whole = wholes[0].amount if wholes else _whole_amount(part.indicator)
    beyond = reach(wholes[0]) if wholes else 0
    length = scene.style.width - 2 * style.EDGE - beyond
    return Bar(top, length, scene.style.whole, part.amount / whole)


def _part_words(scene: Scene, part: Item) -> Block:
    said = Line(part.value, scene.style.large, scene.text_hue(part))
    return scene.label(part, scene.style.width) + Block((said,))


def _own_whole(scene: Scene, part: Item) -> Block:
    """What the whole is called where the part's indicator says it."""
    if part.observation.whole is not None:
        text = whole_text(part.indicator, part.observation, scene.language)
    else:
        text = quantity_text(HUNDRED, 0, BUILT_IN["%"], Bound.EXACT, scene.language)
    return Block((Line(text, scene.style.label, "muted"),))


def _draw_whole(canvas: Canvas, bar: Bar, bound: Bound) -> None:
    outline = Beam(bar.frame, bar.length, bar.thickness, "neutral", IndicatorKind.TARGET, bound)
    draw_beam(canvas, outline)


def _draw_part(canvas: Canvas, scene: Scene, part: Item, bar: Bar) -> None:
    length = bar.length * bar.share
    hue = scene.hue(part)
    draw_beam(canvas, Beam(bar.frame, length, bar.thickness, hue, part.kind, part.bound))


def _draw_pieces(canvas: Canvas, scene: Scene, part: Item, bar: Bar, top: int, bottom: int) -> None:
    """A fraction as the equal parts it is named after."""
    step = (bar.length + style.PIECE_GAP) / bottom
    for index in range(bottom):
        frame = Frame(style.EDGE + index * step, bar.frame.y, 1, 0)
        inside = index < top
        hue = scene.hue(part) if inside else "neutral"
        kind = part.kind if inside else IndicatorKind.TARGET
        length = step - style.PIECE_GAP
        draw_beam(canvas, Beam(frame, length, bar.thickness, hue, kind, Bound.EXACT))


def _foot(canvas: Canvas, words: Block, bar: Bar) -> float:
    """A bracket under the whole, and what it is; gives back where that ends."""
    y = bar.top + bar.thickness + style.BRACKET
    left, right = style.EDGE, style.EDGE + bar.length
    ends = [(left, y - 4), (left, y), (right, y), (right, y - 4)]
    canvas.line(ends, Paint(stroke="muted", width=1))
    return canvas.block(max(right, words.width), y + 4, words, style.END)


KIND = Kind("share", needs, draw, pairs=True)
