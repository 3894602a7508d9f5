"""Where words go: where a label breaks into lines, and where it stands near points and lines."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

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

# Lines --------------------------------------------------------------------------------------------

RAGGED, BAD, ALONE = 2.0, 2.5, 10.0
"""What lines of unequal length cost, a word that is broken, a last line of a single character."""


def label_block(text: str, type: Type, width: float, colour: str = "ink") -> TextBlock:
    """A label in lines that end where a reader would pause; nothing for an empty one."""
    return TextBlock.of(label_lines(text, type, width), type, colour)


@lru_cache(maxsize=4096)
def label_lines(text: str, type: Type, width: float) -> tuple[str, ...]:
    """As few lines as fit: they end after a joining word, before a bracket, between words, and are
    otherwise about equally long. One more line is taken where a word would be broken."""
    lines = wrapped(text, type, width)
    if len(lines) < 2:
        return tuple(lines)
    if not fits(text, type, width):
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

    def holds(self, point: Point) -> bool:
        return self.left <= point[0] <= self.right and self.top <= point[1] <= self.bottom


LABEL_COST, DOT_COST, OUTSIDE_COST, LINE_COST, FAR_COST = 100, 12, 24, 1.5, 0.4


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
        return self._best(self._around(x, y, size, clear))

    def place_beside(self, x: float, y: float, size: Point) -> Box | None:
        """A free box to the right of a point, level with it or a little off; None where all are
        taken."""
        width, height = size
        levels = sorted((n / 4 for n in range(-12, 13)), key=abs)
        tried = (Box(x, y + height * n, x + width, y + height * (n + 1)) for n in levels)
        free = [box for box in tried if not self._cost(box) and box.right <= self.bounds.right]
        return (
            self._best((box, abs((box.top + box.bottom) / 2 - y)) for box in free) if free else None
        )

    def _best(self, tried: Iterable[tuple[Box, float]]) -> Box:
        """The box that covers least, near rather than far."""
        best, least = None, math.inf
        for box, moved in sorted(tried, key=lambda one: one[1]):
            if FAR_COST * moved >= least:
                break
            cost = self._cost(box) + FAR_COST * moved
            if cost < least:
                best, least = box, cost
        assert best is not None
        self.labels.append(best)
        return best

    def _around(self, x: float, y: float, size: Point, clear: Point) -> Iterator[tuple[Box, float]]:
        """Boxes above and below a point, each with how far it is moved off."""
        width, height = size
        left, right = self.bounds.left, self.bounds.right - width
        for steps in range(17):
            off = height * steps / 4
            for shift in (0.5, 0.25, 0.75, 0.0, 1.0):
                at = min(max(x - width * shift, left), right)
                moved = off + abs(at + width / 2 - x) / 8
                for top in (y - clear[0] - height - off, y + clear[1] + off):
                    yield Box(at, top, at + width, top + height), moved

    def _cost(self, box: Box) -> float:
        outside = box.top < self.bounds.top or box.bottom > self.bounds.bottom
        return (
            LABEL_COST * sum(box.meets(other) for other in self.labels)
            + DOT_COST * sum(box.meets(other) for other in self.dots)
            + LINE_COST * sum(box.holds(point) for point in self.lines)
            + OUTSIDE_COST * outside
        )

    def add_line(self, points: Sequence[Point], every: float = 4) -> None:
        """A line through points, as something to keep off."""
        for (x0, y0), (x1, y1) in pairwise(points):
            count = max(1, int(max(abs(x1 - x0), abs(y1 - y0)) / every))
            self.lines += [
                (x0 + (x1 - x0) * n / count, y0 + (y1 - y0) * n / count) for n in range(count + 1)
            ]
