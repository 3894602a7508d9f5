"""What a source says of a figure's exactness, and all that follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from enum import Enum, StrEnum
from typing import Self


class Side(StrEnum):
    """On which side of what is said the true number may lie."""

    NONE = "none"
    ABOVE = "above"
    BELOW = "below"
    BOTH = "both"


class Rounding(Enum):
    """Which way a number is rounded, as `decimal` names it."""

    EVEN = ROUND_HALF_EVEN
    DOWN = ROUND_FLOOR
    UP = ROUND_CEILING

    @property
    def word(self) -> str:
        return self.name.lower()


@dataclass(frozen=True)
class End:
    """One end of an interval: a number, or None for infinity."""

    value: Decimal | None
    included: bool = True


INFINITE = End(None, included=False)


class Bound(StrEnum):
    """How exact a figure is. Everything that depends on it is worked out from its side and from
    whether the number that is said may itself be the true one."""

    side: Side
    included: bool

    EXACT = "exact", Side.NONE, True
    OVER = "over", Side.ABOVE, False
    AT_LEAST = "at-least", Side.ABOVE, True
    ABOUT = "about", Side.BOTH, True
    UNDER = "under", Side.BELOW, False
    AT_MOST = "at-most", Side.BELOW, True

    def __new__(cls, value: str, side: Side = Side.NONE, included: bool = True) -> Self:
        bound = str.__new__(cls, value)
        bound._value_ = value
        bound.side, bound.included = side, included
        return bound

    @classmethod
    def of(cls, side: Side, *, included: bool) -> Bound:
        """The bound that is open on a side."""
        return next(each for each in cls if (each.side, each.included) == (side, included))

    @property
    def sign(self) -> int:
        """Which way a scale is open: 1 to greater amounts, -1 to lesser ones, 0 to neither."""
        return {Side.ABOVE: 1, Side.BELOW: -1}.get(self.side, 0)

    @property
    def turned(self) -> Bound:
        """What it is of a number's negative."""
        turned = {Side.ABOVE: Side.BELOW, Side.BELOW: Side.ABOVE}.get(self.side, self.side)
        return Bound.of(turned, included=self.included)

    @property
    def is_soft(self) -> bool:
        """Whether the true number may lie on both sides."""
        return self.side is Side.BOTH

    @property
    def rounding(self) -> Rounding:
        """How a number is rounded so that what is said of it stays true."""
        return {1: Rounding.DOWN, -1: Rounding.UP}.get(self.sign, Rounding.EVEN)

    @property
    def property_name(self) -> str | None:
        """What schema.org calls the number; None where it is no end of what it may be."""
        return {1: "minValue", -1: "maxValue"}.get(self.sign, None if self.is_soft else "value")

    def interval(self, value: Decimal) -> tuple[End, End]:
        """What the true number lies between; below an upper bound lies zero, unless it is itself
        below that. About a number is taken as the number, and said to be about."""
        end = End(value, self.included)
        if self.sign > 0:
            return end, INFINITE
        if self.sign < 0:
            return (End(Decimal(0)) if value >= 0 else INFINITE), end
        return end, end
