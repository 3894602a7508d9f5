"""The boxes of texts in a drawing, for asking whether they lie over one another."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

BEFORE = {"start": 0.0, "middle": 0.5, "end": 1.0}
"""How much of a text stands before its anchor."""


@dataclass(frozen=True)
class Box:
    text: str
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        return (
            min(self.right, other.right) - max(self.left, other.left) > 0.2
            and min(self.bottom, other.bottom) - max(self.top, other.top) > 0.2
        )


def text_box(text: str, x: float, y: float, width: float, size: float, anchor: str) -> Box:
    """A text's box, as high as its letters are."""
    left = x - width * BEFORE[anchor]
    return Box(text, left, y - size * 0.88, left + width, y + size * 0.16)


def nothing_overlaps(found: list[Box]) -> None:
    for one, other in combinations(found, 2):
        assert not one.overlaps(other), (one, other)
