"""`coverage`: n of m. Wholes of equal length, in cells where these can be seen, else as bars."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from changzhou_site.charts import style
from changzhou_site.charts.kinds.beams import Axes, Beam, draw_beam, reach
from changzhou_site.charts.kinds.chart_type import ChartType, Problems, refuses_negative, shown
from changzhou_site.charts.placing import figure_block, label_block
from changzhou_site.charts.staging import Item, Staging
from changzhou_site.charts.style import Paint
from changzhou_site.charts.words import TextBlock
from changzhou_site.errors import Problem
from changzhou_site.model import Bound, Chart, Indicator, Kind, Site
from changzhou_site.source import Text

if TYPE_CHECKING:
    from changzhou_site.charts.canvas import Canvas


def needs(chart: Chart, site: Site) -> Problems:
    for text, indicator in shown(chart, site):
        yield from _countable(text, indicator)


def _countable(text: Text, indicator: Indicator) -> Problems:
    observation, id = indicator.newest, indicator.id
    whole = observation.whole
    if whole is None:
        hint = "add `of: …` to the indicator, or take another type"
        yield Problem(text.place, "chart-needs-whole", f"`{id}` has no `of`", hint)
        return
    yield from refuses_negative(text, indicator)
    if whole % 1 or observation.value % 1:
        message = f"`{id}` is {observation.value} of {whole}, which cannot be counted"
        hint = "`type: share` draws parts of any size"
        yield Problem(text.place, "chart-not-whole", message, hint)


@dataclass(frozen=True)
class Strip:
    """A whole that lies along one line, and how it is divided."""

    beam: Beam
    """The outline of the whole."""
    whole: int

    @property
    def pitch(self) -> float:
        """From one cell to the next."""
        return (self.beam.length + style.CELL_GAP) / self.whole

    @property
    def is_divided(self) -> bool:
        """Whether each of its cells can be seen."""
        return self.pitch - style.CELL_GAP >= style.LEAST_CELL


def draw(canvas: Canvas, staging: Staging) -> None:
    column = 0.0 if staging.style.narrow else staging.style.width * style.COVERAGE_SHARE
    blocks = [_words(staging, item, column or staging.style.width) for item in staging.items]
    left = max(block.width for block in blocks) + 2 * style.GAP if column else style.EDGE
    length, thickness = _length(staging, left), staging.style.bar
    y = float(style.EDGE)
    for item, words in zip(staging.items, blocks, strict=True):
        with canvas.mark(indicator=item.id, period=item.period):
            end = canvas.block(0, y, words)
            middle = y + max(words.height, thickness) / 2 if column else end + 4 + thickness / 2
            axes = Axes(left, middle, 1, 0)
            outline = Beam(axes, length, thickness, "neutral", Kind.TARGET, Bound.EXACT)
            _draw_strip(canvas, staging, item, Strip(outline, _whole(item)))
        y = max(middle + thickness / 2, end) + staging.style.row_gap
    canvas.height = y - staging.style.row_gap + style.EDGE


def _length(staging: Staging, left: float) -> float:
    """Of every whole: as long as there is room for what is drawn past a part."""
    room = staging.style.width - style.EDGE - left
    return min(
        [room, *((room - reach(item)) / _part(item) for item in staging.items if item.amount)]
    )


def _part(item: Item) -> float:
    return item.amount / item.whole_amount


def _whole(item: Item) -> int:
    assert item.whole is not None
    return int(item.whole)


def _words(staging: Staging, item: Item, width: float) -> TextBlock:
    """The label, the count and its whole, the share."""
    said = f"{item.value} / {item.whole_text}"
    most = max(width, staging.style.width / 2)
    figure = figure_block(said, [staging.style.value], most, staging.value_hue(item))
    share = label_block(item.share_text, staging.style.small, width, "muted")
    return staging.label(item, width) + figure + share


# Strips -------------------------------------------------------------------------------------------


def _draw_strip(canvas: Canvas, staging: Staging, item: Item, strip: Strip) -> None:
    if strip.is_divided:
        _draw_cells(canvas, staging, item, strip)
        return
    draw_beam(canvas, strip.beam)
    length = strip.beam.length * _part(item)
    part = replace(strip.beam, length=length, hue=staging.hue(item), kind=item.kind)
    draw_beam(canvas, replace(part, bound=item.bound))


def _draw_cells(canvas: Canvas, staging: Staging, item: Item, strip: Strip) -> None:
    hue = staging.hue(item)
    sure, unsure = _sure(item, int(item.number), strip.whole)
    if item.kind is Kind.ACTUAL:
        _cells(canvas, strip, (0, sure), Paint(fill=hue))
    else:
        dash = style.CELL_DASH if item.kind is Kind.FORECAST else ()
        _cells(canvas, strip, (0, sure), Paint("paper", hue, style.OUTLINE, dash))
    for index, opacity in enumerate(unsure, sure):
        _cells(canvas, strip, (index, index + 1), Paint(fill=hue, opacity=opacity))
    _cells(canvas, strip, (sure + len(unsure), strip.whole), style.CELL_EMPTY)


def _sure(item: Item, part: int, whole: int) -> tuple[int, tuple[float, ...]]:
    """How many cells are surely filled, and how faint those are that may be."""
    fading = style.CELL_FADE
    if item.bound.sign > 0:
        return part, fading[: whole - part]
    if item.bound.sign < 0:
        sure = max(0, part - len(fading))
        return sure, fading[: part - sure]
    if item.bound.is_soft:
        sure = max(0, part - 2)
        return sure, style.SOFT[: min(part + 2, whole) - sure]
    return part, ()


def _cells(canvas: Canvas, strip: Strip, span: tuple[int, int], paint: Paint) -> None:
    """Cells from one number to another, their outline within them."""
    inset = paint.width / 2 if paint.stroke else 0
    x, top = strip.beam.axes.point(inset, inset - strip.beam.half)
    lefts = [x + index * strip.pitch for index in range(*span)]
    width = strip.pitch - style.CELL_GAP - 2 * inset
    canvas.boxes(((left, top) for left in lefts), width, strip.beam.thickness - 2 * inset, paint)


TYPE = ChartType("coverage", draw, needs, least=1, most=style.MOST_ROWS)
