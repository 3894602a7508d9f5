"""Bars: how kind and bound look, lying or upright. Everything with a length is drawn by this.

A beam runs from its origin along one axis. Kinds differ in outline, bounds in the far end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from changzhou_site.charts import style
from changzhou_site.charts.staging import Item
from changzhou_site.charts.style import Paint
from changzhou_site.model import Bound, Kind

if TYPE_CHECKING:
    from changzhou_site.charts.canvas import Canvas, Point

FILLS: Mapping[Kind, tuple[float, ...] | None] = {
    Kind.ACTUAL: None,
    Kind.TARGET: (),
    Kind.FORECAST: style.FORECAST_DASH,
}
"""The dashes of a kind's outline; none for what is solid."""


@dataclass(frozen=True)
class Axes:
    """A beam's own axes: `along` from its origin, `across` from its middle."""

    x: float
    y: float
    dx: int
    dy: int

    def point(self, along: float, across: float) -> Point:
        return (
            self.x + along * self.dx + across * self.dy,
            self.y + along * self.dy + across * self.dx,
        )

    def points(self, pairs: Sequence[Point]) -> list[Point]:
        return [self.point(along, across) for along, across in pairs]


@dataclass(frozen=True)
class Beam:
    """One bar as it is to be drawn."""

    axes: Axes
    length: float
    thickness: float
    hue: str
    kind: Kind
    bound: Bound

    @property
    def outward(self) -> int:
        """Which way the far end is open: 1 away from the origin, -1 towards it, 0 neither. Greater
        amounts lie to the right, or above."""
        return self.bound.sign * (self.axes.dx - self.axes.dy)

    @property
    def half(self) -> float:
        return self.thickness / 2

    @property
    def fade(self) -> float:
        """How much of the length the inner part of an inexact end takes."""
        inward = style.OPEN_TIP if self.outward < 0 else 0
        return min(style.SOFT_REACH if self.bound.is_soft else inward, self.length)


def reach(item: Item) -> float:
    """How far a beam is drawn past its value."""
    if item.kind is Kind.THRESHOLD:
        return 0
    if item.points_out:
        return style.OPEN_TIP
    return style.SOFT_REACH if item.bound.is_soft else 0


def draw_beam(canvas: Canvas, beam: Beam) -> None:
    if beam.kind is Kind.THRESHOLD:
        _threshold(canvas, beam)
        return
    dash = FILLS[beam.kind]
    if dash is None:
        _solid(canvas, beam)
    else:
        _outlined(canvas, beam, dash)
    _open_end(canvas, beam)


def _solid(canvas: Canvas, beam: Beam) -> None:
    _quad(canvas, beam, 0, beam.length - beam.fade, Paint(fill=beam.hue))
    if beam.bound.is_soft:
        for along, opacity in _soft_steps(beam):
            paint = Paint(fill=beam.hue, opacity=opacity)
            _quad(canvas, beam, along, along + style.SOFT_STEP, paint)


def _soft_steps(beam: Beam) -> list[tuple[float, float]]:
    start = beam.length - beam.fade
    return [(start + n * style.SOFT_STEP, opacity) for n, opacity in enumerate(style.SOFT)]


def _outlined(canvas: Canvas, beam: Beam, dash: tuple[float, ...]) -> None:
    """Paper inside a line, the line open where the end is."""
    paint = Paint(stroke=beam.hue, width=style.OUTLINE, dash=dash)
    inset, body = style.OUTLINE / 2, beam.length - beam.fade
    half = beam.half - inset
    around = [(body, -half), (inset, -half), (inset, half), (body, half)]
    if beam.bound is Bound.EXACT:
        around[0], around[-1] = (beam.length - inset, -half), (beam.length - inset, half)
        canvas.polygon(beam.axes.points(around), paint)
        return
    canvas.line(beam.axes.points(around), paint)
    if beam.bound.is_soft:
        for along, opacity in _soft_steps(beam):
            step = Paint(stroke=beam.hue, width=style.OUTLINE, opacity=opacity)
            for across in (-half, half):
                ends = [(along, across), (along + style.SOFT_STEP * 0.6, across)]
                canvas.line(beam.axes.points(ends), step)


def draw_missing(canvas: Canvas, beam: Beam) -> None:
    """What is not there: an outline over a tint, its far end as open as that of any beam."""
    _quad(canvas, beam, 0, beam.length - beam.fade, Paint(fill=beam.hue, opacity=style.TINTED))
    draw_beam(canvas, beam)


def _threshold(canvas: Canvas, beam: Beam) -> None:
    """A mark to measure against: a line across, and a thin one that leads to it."""
    lead = [(0, 0), (beam.length, 0)]
    canvas.line(beam.axes.points(lead), Paint(stroke=beam.hue, width=1, dash=style.THRESHOLD_DASH))
    across = [(beam.length, -beam.half), (beam.length, beam.half)]
    canvas.line(beam.axes.points(across), Paint(stroke=beam.hue, width=style.OUTLINE + 0.75))


def _open_end(canvas: Canvas, beam: Beam) -> None:
    """Chevrons past the value for what is more, before it and a closed edge for what is less."""
    if beam.outward > 0:
        draw_chevrons(canvas, beam.axes, beam.length, beam.half, beam.hue)
    elif beam.outward < 0:
        edge = beam.length - style.OUTLINE / 2
        ends = [(edge, -beam.half), (edge, beam.half)]
        canvas.line(beam.axes.points(ends), Paint(stroke=beam.hue, width=style.OUTLINE))
        if beam.fade == style.OPEN_TIP:
            draw_chevrons(canvas, beam.axes, beam.length, beam.half, beam.hue, inward=True)


def draw_chevrons(
    canvas: Canvas, axes: Axes, start: float, half: float, hue: str, *, inward: bool = False
) -> None:
    """Three fading strokes that point on from `start`, or back from it."""
    sign = -1 if inward else 1
    depth = min(style.CHEVRON_DEPTH, half * 0.6)
    for index, (opacity, thick) in enumerate(style.CHEVRONS):
        at = start + sign * (index * style.CHEVRON_STEP + 3)
        front = [(at, -half), (at + sign * depth, 0), (at, half)]
        back = [(along + sign * thick, across) for along, across in reversed(front)]
        canvas.polygon(axes.points([*front, *back]), Paint(fill=hue, opacity=opacity))


def _quad(canvas: Canvas, beam: Beam, start: float, end: float, paint: Paint) -> None:
    if end <= start:
        return
    (x0, y0), (x1, y1) = beam.axes.point(start, -beam.half), beam.axes.point(end, beam.half)
    canvas.rect(min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0), paint)
