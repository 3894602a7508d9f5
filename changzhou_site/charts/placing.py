"""Finds room for labels near points, so that none lies over another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """A rectangle on the drawing."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, point: Point) -> bool:
        return self.left <= point[0] <= self.right and self.top <= point[1] <= self.bottom


LABEL_COST, DOT_COST, OUTSIDE_COST, LINE_COST = 100, 12, 8, 1


@dataclass
class Placer:
    """What is taken already, and what a label had better not cover."""

    bounds: Box
    labels: list[Box] = field(default_factory=list)
    dots: list[Box] = field(default_factory=list)
    lines: list[Point] = field(default_factory=list)
    """Points close together along every line."""

    def place(self, x: float, y: float, size: Point, clear: Point) -> Box:
        """The best box of that size near a point, at least `clear` above or below it."""
        tried = list(self._candidates(x, y, size, clear))
        best = min(tried, key=lambda box: (self._cost(box), tried.index(box)))
        self.labels.append(best)
        return best

    def _candidates(self, x: float, y: float, size: Point, clear: Point) -> Iterable[Box]:
        width, height = size
        limits = (self.bounds.left, self.bounds.right - width)
        for half in range(9):
            steps = half / 2
            for shift in (0.5, 0.0, 1.0):
                left = min(max(x - width * shift, limits[0]), limits[1])
                above = y - clear[0] - height * (steps + 1)
                below = y + clear[1] + height * steps
                yield Box(left, above, left + width, above + height)
                yield Box(left, below, left + width, below + height)

    def _cost(self, box: Box) -> float:
        outside = box.top < self.bounds.top or box.bottom > self.bounds.bottom
        return (
            LABEL_COST * sum(box.meets(other) for other in self.labels)
            + DOT_COST * sum(box.meets(other) for other in self.dots)
            + LINE_COST * sum(box.holds(point) for point in self.lines)
            + OUTSIDE_COST * 3 * outside
        )

    def add_line(self, points: Sequence[Point], every: float = 4) -> None:
        """A line through points, as something to keep off."""
        for (x0, y0), (x1, y1) in pairwise(points):
            count = max(1, int(max(abs(x1 - x0), abs(y1 - y0)) / every))
            self.lines += [
                (x0 + (x1 - x0) * n / count, y0 + (y1 - y0) * n / count) for n in range(count + 1)
            ]
