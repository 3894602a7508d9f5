"""`coverage`: n of m, a square for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from changzhou_site.charts import style
from changzhou_site.charts.kinds.chart_type import ChartType, Problems, refuses_negative, shown
from changzhou_site.charts.placing import label_block
from changzhou_site.charts.staging import Item, Staging
from changzhou_site.charts.style import Paint
from changzhou_site.charts.words import TextBlock
from changzhou_site.errors import Problem
from changzhou_site.model import Chart, Indicator, Kind, Site
from changzhou_site.source import Text

if TYPE_CHECKING:
    from changzhou_site.charts.canvas import Canvas, Point


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
        message = f"`{id}` is {observation.value} of {whole}, which cannot be counted in squares"
        hint = "`type: share` draws parts of any size"
        yield Problem(text.place, "chart-not-whole", message, hint)
    elif whole > style.MOST_CELLS:
        message = f"`{id}` would be {whole} squares; {style.MOST_CELLS} can still be seen"
        yield Problem(text.place, "chart-too-many", message, "`type: share` draws it as a bar")


@dataclass(frozen=True)
class Grid:
    """Squares in rows, filled from the left."""

    left: float
    columns: int
    pitch: int

    @property
    def size(self) -> float:
        return self.pitch - style.CELL_GAP

    def height(self, whole: int) -> float:
        rows = -(-whole // self.columns)
        return rows * self.pitch - style.CELL_GAP

    def corners(self, top: float, start: int, end: int) -> Iterator[Point]:
        for index in range(start, end):
            row, column = divmod(index, self.columns)
            yield self.left + column * self.pitch, top + row * self.pitch


def draw(canvas: Canvas, staging: Staging) -> None:
    column = 0.0 if staging.style.narrow else staging.style.width * style.COVERAGE_SHARE
    blocks = [_words(staging, item, column or staging.style.width) for item in staging.items]
    left = max(block.width for block in blocks) + 2 * style.GAP if column else 0.0
    grid = _grid(staging, left + style.EDGE)
    y = float(style.EDGE)
    for item, words in zip(staging.items, blocks, strict=True):
        with canvas.mark(indicator=item.id, period=item.period):
            end = canvas.block(0, y - (2 if column else 0), words)
            top = y if column else end + 6
            _draw_squares(canvas, staging, item, grid, top)
        bottom = top + grid.height(_whole(item))
        y = max(bottom, end) + staging.style.row_gap * 1.25
    canvas.height = y - staging.style.row_gap * 1.25 + style.EDGE


def _whole(item: Item) -> int:
    assert item.whole is not None
    return int(item.whole)


def _grid(staging: Staging, left: float) -> Grid:
    """The largest squares, the same in all grids, that do not make the drawing too high."""
    wholes = [_whole(item) for item in staging.items]
    for pitch in style.CELLS:
        most = int((staging.style.width - left + style.CELL_GAP) // pitch)
        grid = Grid(left, _columns(most, wholes), pitch)
        if sum(map(grid.height, wholes)) <= style.GRID_HEIGHT:
            break
    return grid


def _columns(most: int, wholes: Sequence[int]) -> int:
    """About as many as fit, chosen so that no last row is left with a square or two."""

    def shortest(columns: int) -> float:
        lasts = [whole % columns or columns for whole in wholes if whole > columns]
        return min((last / columns for last in lasts), default=1.0)

    return max(range(most, int(most * style.LEAST_COLUMNS), -1), key=shortest)


def _words(staging: Staging, item: Item, width: float) -> TextBlock:
    """The label, the count and its whole, the share."""
    said = f"{item.value} / {item.whole_text}"
    figure = TextBlock.of([said], staging.style.value, staging.value_hue(item))
    share = label_block(item.share_text, staging.style.small, width, "muted")
    return staging.label(item, width) + figure + share


# Squares ------------------------------------------------------------------------------------------


def _draw_squares(canvas: Canvas, staging: Staging, item: Item, grid: Grid, top: float) -> None:
    hue, whole = staging.hue(item), _whole(item)
    sure, unsure = _sure(item, int(item.number), whole)
    if item.kind is Kind.ACTUAL:
        _filled(canvas, grid, top, sure, hue)
    else:
        dash = style.CELL_DASH if item.kind is Kind.FORECAST else ()
        _squares(canvas, grid, top, (0, sure), Paint("paper", hue, style.OUTLINE, dash))
    for index, opacity in enumerate(unsure, sure):
        _squares(canvas, grid, top, (index, index + 1), Paint(fill=hue, opacity=opacity))
    _squares(canvas, grid, top, (sure + len(unsure), whole), style.CELL_EMPTY)


def _sure(item: Item, part: int, whole: int) -> tuple[int, tuple[float, ...]]:
    """How many squares are surely filled, and how faint those are that may be."""
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


def _filled(canvas: Canvas, grid: Grid, top: float, count: int, hue: str) -> None:
    """Solid squares: each row is one thick dashed line, which is a tenth of the bytes."""
    paint = Paint(stroke=hue, width=grid.size, dash=(grid.size, style.CELL_GAP))
    rows = []
    for start in range(0, count, grid.columns):
        x, y = next(grid.corners(top + grid.size / 2, start, start + 1))
        squares = min(grid.columns, count - start)
        rows.append([(x, y), (x + squares * grid.pitch - style.CELL_GAP, y)])
    canvas.lines(rows, paint)


def _squares(canvas: Canvas, grid: Grid, top: float, span: tuple[int, int], paint: Paint) -> None:
    """Squares from one number to another, their outline within them."""
    inset = paint.width / 2 if paint.stroke else 0
    corners = ((x + inset, y + inset) for x, y in grid.corners(top, *span))
    canvas.squares(corners, grid.size - 2 * inset, paint)


TYPE = ChartType("coverage", draw, needs, least=1, most=style.MOST_ROWS)
