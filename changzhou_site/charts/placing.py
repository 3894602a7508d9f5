"""Where words go: where a label breaks into lines, and where it stands near points and lines."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter

from changzhou_site.charts.style import LABEL_LINES, Type
from changzhou_site.charts.words import (
    CLOSING,
    OPENING,
    PIECE,
    TextBlock,
    balanced,
    fits,
    room,
    wrapped,
)
from changzhou_site.model import Typesetting

Point = tuple[float, float]
Ways = dict[int, tuple[float, tuple[str, ...]]]
"""For each place in a text, what the best lines up to it cost, and those lines."""

SEARCHED = 12
"""The lines of a label up to which the best way to break it is looked for. A longer one is told as
too long; the search would take minutes."""

# Lines --------------------------------------------------------------------------------------------

RAGGED, BAD, ALONE = 2.0, 2.5, 10.0
"""What lines of unequal length cost, a word that is broken, a last line of a single character."""


def label_block(text: str, type: Type, width: float, colour: str = "ink") -> TextBlock:
    """A label in lines that end where a reader would pause; nothing for an empty one."""
    return TextBlock.of(label_lines(text, type, width), type, colour)


def figure_block(text: str, types: Sequence[Type], width: float, colour: str = "ink") -> TextBlock:
    """A figure in one line of the first type in which it has room, else in lines of the last."""
    fitting = (type for type in types if room(text, type) <= width)
    return label_block(text, next(fitting, types[-1]), width, colour)


@lru_cache(maxsize=4096)
def label_lines(text: str, type: Type, width: float) -> tuple[str, ...]:
    """As few lines as fit: they end after a joining word, before a bracket, between words, and are
    otherwise about equally long. One more line is taken where a word would be broken."""
    lines = wrapped(text, type, width)
    if len(lines) < 2:
        return tuple(lines)
    if len(lines) > SEARCHED or not fits(text, type, width):
        return tuple(balanced(text, type, width))
    cost, best = _broken(text, type, width, len(lines))
    if cost >= BAD and len(lines) < LABEL_LINES:
        more, longer = _broken(text, type, width, len(lines) + 1)
        best = longer if more < cost / 2 else best
    return best


def _broken(text: str, type: Type, width: float, count: int) -> tuple[float, tuple[str, ...]]:
    """The best way to break a text into so many lines, with its cost."""
    mean = room(text, type) / count
    ends = [*_breaks(text, type.set.rules), (len(text), 0.0)]
    best: Ways = {0: (0.0, ())}
    for _ in range(count):
        best = _one_more(text, type, width, mean, ends, best)
    return best.get(len(text), (math.inf, tuple(balanced(text, type, width))))


def _one_more(
    text: str,
    type: Type,
    width: float,
    mean: float,
    ends: Sequence[tuple[int, float]],
    best: Ways,
) -> Ways:
    """The cheapest ways to reach each end with one more line."""
    found: Ways = {}
    for start, (cost, lines) in best.items():
        for end, price in ends:
            if end <= start:
                continue
            line = text[start:end].strip()
            if (length := room(line, type)) > width:
                break
            alone = ALONE if end == len(text) and len(line) == 1 else 0
            total = cost + price + alone + RAGGED * ((length - mean) / mean) ** 2
            if end not in found or total <= found[end][0]:
                found[end] = total, (*lines, line)
    return found


def _breaks(text: str, rules: Typesetting) -> Iterator[tuple[int, float]]:
    """Where a line may end, and what that costs."""
    run = at = 0
    ends = rules.joining + rules.endings + rules.suffixes
    for piece, after in pairwise(PIECE.findall(text)):
        at += len(piece)
        run = run + 1 if _is_han(piece) and piece not in ends else 0
        if piece.isspace():
            word = text[: at - 1].rsplit(" ", 1)[-1]
            yield at, 0.35 if word.lower() in rules.small else 0.0
        elif not (after.isspace() or after[0] in CLOSING or piece[-1] in OPENING):
            yield at, _price(piece, after, run, rules)


def _price(piece: str, after: str, run: int, rules: Typesetting) -> float:
    """What a line's end between two pieces costs. Most Chinese words have two characters."""
    if after in OPENING or piece in CLOSING:
        return 0.0
    if piece in rules.joining:
        return 0.15
    if piece in rules.prefixes or after in rules.suffixes or piece + after in rules.bonds:
        return BAD
    if not _is_han(piece):
        return BAD if _is_han(after) else 0.5
    if after in rules.joining:
        return 1.2
    return 0.6 if run % 2 == 0 or not _is_han(after) else 1.0


def _is_han(piece: str) -> bool:
    return len(piece) == 1 and 0x3400 <= ord(piece) <= 0x9FFF


# Labels at points ---------------------------------------------------------------------------------


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


OFFS = (0.0, 0.25, 0.5, 0.75)
"""How far a label may be moved off its point, over its own height: it is still seen to be its."""
SHIFTS = (0.5, 0.25, 0.75, 0.0, 1.0)
"""How much of it stands to the left of its point."""
STROKE = 1.7
"""How near a label may come to the middle of a line."""


@dataclass(frozen=True)
class Course:
    """A line on the drawing, or a part of one."""

    points: tuple[Point, ...]
    """From left to right."""
    owner: str = ""
    """What it stands for."""


@dataclass(frozen=True)
class LabelPoint:
    """A point that is to have a label, and how that is to stand."""

    x: float
    y: float
    clear: Point
    """How far off it a label stands at least, above and below."""
    owner: str = ""
    """Whose line it is on."""
    below: bool = False
    """Whether a label stands rather below it than above."""
    spare: float = 0
    """How much of a label's width is free at each side of its words, for other fonts than ours."""


@dataclass
class Placer:
    """What is taken already, and what no label may cover."""

    bounds: Box
    labels: list[Box] = field(default_factory=list)
    dots: list[Box] = field(default_factory=list)
    lines: list[Course] = field(default_factory=list)
    spill: float = 0
    """How far over the left bound a label may stand that has no place within it."""
    points: list[Point] = field(default_factory=list)
    """What is seen as a point: no label stands nearer to another than to its own."""

    def place(self, spot: LabelPoint, size: Point) -> Box | None:
        """The nearest free box of that size above, below or beside a point, with no line of another
        between them and no other point nearer to it; None where there is none."""
        wider = replace(self.bounds, left=self.bounds.left - self.spill)
        for bounds in (self.bounds, wider):
            near = (
                (box, moved)
                for box, moved in _around(spot, size, bounds)
                if self._reaches(box, spot) and self._is_nearest(box, spot)
            )
            if found := self._first(near, bounds):
                return found
        return None

    def place_beside(self, start: Point, left: float, size: Point) -> Box | None:
        """A free box from `left` on, level with a point before it or a little off, so that no line
        runs between the two; None where there is none."""
        (_, y), (width, height) = start, size
        levels = (n / 8 for n in range(-18, 11))  # a name may lie between it and its point
        boxes = ((Box(left, y + height * n, left + width, y + height * (n + 1)), n) for n in levels)
        tried = ((box, abs(n + 0.5)) for box, n in boxes if not self._parts(start, box))
        return self._first(tried, self.bounds)

    def _parts(self, start: Point, box: Box) -> bool:
        """Whether a line runs between a point and a box to its right."""
        end = (box.left, min(max(start[1], box.top), box.bottom))
        steps = (step for line in self.lines for step in pairwise(line.points))
        return any(cut(start, end, *step) for step in steps)

    def _is_free(self, box: Box, bounds: Box) -> bool:
        within = bounds.left <= box.left and box.right <= bounds.right
        within = within and bounds.top <= box.top and box.bottom <= bounds.bottom
        taken = any(box.meets(other) for other in (*self.labels, *self.dots))
        return within and not taken and not any(crosses(line.points, box) for line in self.lines)

    def _reaches(self, box: Box, spot: LabelPoint) -> bool:
        """Whether nothing else runs between a box and its point."""
        x = min(max(spot.x, box.left), box.right)
        y = min(max(spot.y, box.top), box.bottom)
        way = Box(min(x, spot.x), min(y, spot.y), max(x, spot.x), max(y, spot.y))
        others = (line.points for line in self.lines if line.owner != spot.owner)
        return not any(crosses(points, way) for points in others)

    def _is_nearest(self, box: Box, spot: LabelPoint) -> bool:
        """Whether the words in a box are nearer to its point than to any other that is seen."""
        words = Box(box.left + spot.spare, box.top, box.right - spot.spare, box.bottom)
        own = _off(words, (spot.x, spot.y))
        return not any(_off(words, point) < own for point in self.points)

    def _first(self, tried: Iterable[tuple[Box, float]], bounds: Box) -> Box | None:
        nearest = sorted(tried, key=lambda one: one[1])
        found = next((box for box, _ in nearest if self._is_free(box, bounds)), None)
        self.labels += [found] if found else []
        return found


def _around(spot: LabelPoint, size: Point, bounds: Box) -> Iterator[tuple[Box, float]]:
    """Boxes around a point, each with how far it is moved off."""
    (width, height), (x, y), (up, down) = size, (spot.x, spot.y), spot.clear
    left, right = bounds.left, bounds.right - width
    for off in (height * part for part in OFFS):
        for shift in SHIFTS:
            at = min(max(x - width * shift, left), right)
            moved = off + abs(at + width / 2 - x) / 8
            tops = (y - up - height - off, y + down + off)
            for top in reversed(tops) if spot.below else tops:
                yield Box(at, top, at + width, top + height), moved
    for at in (x + max(up, down), x - max(up, down) - width):
        yield Box(at, y - height / 2, at + width, y + height / 2), height


def _off(box: Box, point: Point) -> float:
    """How far a point is off a box."""
    x, y = point
    dx, dy = max(box.left - x, 0, x - box.right), max(box.top - y, 0, y - box.bottom)
    return math.hypot(dx, dy)


def crosses(line: Sequence[Point], box: Box) -> bool:
    """Whether a line that runs from left to right passes through a box, or too near to it."""
    near = Box(box.left - STROKE, box.top - STROKE, box.right + STROKE, box.bottom + STROKE)
    start = max(0, bisect_left(line, near.left, key=itemgetter(0)) - 1)
    end = bisect_right(line, near.right, key=itemgetter(0)) + 1
    return any(_passes(a, b, near) for a, b in pairwise(line[start:end]))


def cut(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether the way from `a` to `b` and that from `c` to `d` cut each other."""

    def side(p: Point, q: Point, r: Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


def _passes(a: Point, b: Point, box: Box) -> bool:
    """Whether the way from one point to another has a part within a box."""
    (x0, y0), (x1, y1) = a, b
    start, end = 0.0, 1.0
    for at, step, low, high in ((x0, x1 - x0, box.left, box.right),
                                (y0, y1 - y0, box.top, box.bottom)):  # fmt: skip
        if step:
            near, far = sorted(((low - at) / step, (high - at) / step))
            start, end = max(start, near), min(end, far)
        elif not low < at < high:
            return False
    return start < end
