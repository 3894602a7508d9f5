"""Quantities with dimensions and bounds, and the arithmetic that carries both.

A value with a bound is an interval around what is written; each operation works on the written
points (for the value) and on the intervals (for the bound of the result).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from changzhou_site.model import Bound, Dimension
from changzhou_site.units import (
    CONTEXT,
    RATIO,
    combine_dimensions,
    dimension_name,
    raise_dimension,
)


class ArithmeticProblem(Exception):
    """An operation that has no result: its code, and what is wrong."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


@dataclass(frozen=True)
class End:
    """One end of an interval: a number in base units or None for infinity."""

    value: Decimal | None
    included: bool = True


@dataclass(frozen=True)
class Quantity:
    """A number in base units with its dimension and what its bound says of it."""

    value: Decimal
    dimension: Dimension = RATIO
    low: End = End(None)
    high: End = End(None)
    about: bool = False

    @property
    def exact(self) -> bool:
        return self.low.value == self.high.value == self.value and not self.about


def bounded(value: Decimal, dimension: Dimension, bound: Bound) -> Quantity:
    """A written value as a quantity. Below an upper bound lies zero, unless it is written so."""
    point, infinite = End(value), End(None, included=False)
    floor = End(Decimal(0)) if value >= 0 else infinite
    low, high = {
        Bound.EXACT: (point, point),
        Bound.ABOUT: (point, point),
        Bound.OVER: (End(value, included=False), infinite),
        Bound.AT_LEAST: (point, infinite),
        Bound.UNDER: (floor, End(value, included=False)),
        Bound.AT_MOST: (floor, point),
    }[bound]
    return Quantity(value, dimension, low, high, about=bound is Bound.ABOUT)


def bound_of(quantity: Quantity) -> Bound | None:
    """The bound that a result carries; None where it is open both ways."""
    if quantity.about:
        return Bound.ABOUT
    below = quantity.low.value != quantity.value or not quantity.low.included
    above = quantity.high.value != quantity.value or not quantity.high.included
    if quantity.low.value == quantity.value == quantity.high.value:
        return Bound.EXACT
    if quantity.low.value == quantity.value:
        return Bound.OVER if below else Bound.AT_LEAST
    if quantity.high.value == quantity.value:
        return Bound.UNDER if above else Bound.AT_MOST
    return None


def negate(a: Quantity) -> Quantity:
    return Quantity(-a.value, a.dimension, _minus(a.high), _minus(a.low), a.about)


def _minus(end: End) -> End:
    return End(None if end.value is None else -end.value, end.included)


def add(a: Quantity, b: Quantity) -> Quantity:
    """The sum of two quantities of one dimension."""
    _same_dimension("add", a, b)
    low, high = _plus(a.low, b.low), _plus(a.high, b.high)
    return Quantity(CONTEXT.add(a.value, b.value), a.dimension, low, high, a.about or b.about)


def _plus(a: End, b: End) -> End:
    if a.value is None or b.value is None:
        return End(None, included=False)
    return End(CONTEXT.add(a.value, b.value), a.included and b.included)


def _same_dimension(verb: str, *quantities: Quantity) -> None:
    dimensions = {quantity.dimension for quantity in quantities}
    if len(dimensions) > 1:
        listed = " and ".join(sorted(dimension_name(dimension) for dimension in dimensions))
        hint = "both sides need one dimension; a number takes a unit, as in `5 年`"
        raise ArithmeticProblem("dimension-mismatch", f"cannot {verb} {listed}", hint)


def subtract(a: Quantity, b: Quantity) -> Quantity:
    return add(a, negate(b))


def multiply(a: Quantity, b: Quantity) -> Quantity:
    """The product; its ends are the least and greatest of the products of the ends."""
    corners = [_times(x, y) for x in (a.low, a.high) for y in (b.low, b.high)]
    if _signed(a) or _signed(b):
        corners = [End(None, included=False)] if _open(a) or _open(b) else corners
    low, high = _span(corners)
    dimension = combine_dimensions((a.dimension, b.dimension))
    return Quantity(CONTEXT.multiply(a.value, b.value), dimension, low, high, a.about or b.about)


def _times(a: End, b: End) -> End:
    if a.value is not None and b.value is not None:
        return End(CONTEXT.multiply(a.value, b.value), a.included and b.included)
    zero = a.value == 0 or b.value == 0
    return End(Decimal(0)) if zero else End(None, included=False)


def _signed(a: Quantity) -> bool:
    """Whether a quantity may lie below zero."""
    return a.low.value is None or a.low.value < 0


def _open(a: Quantity) -> bool:
    return a.low.value is None or a.high.value is None


def _span(corners: Iterable[End]) -> tuple[End, End]:
    ends = list(corners)
    finite = [end for end in ends if end.value is not None]
    if len(ends) == 1 and not finite:
        return ends[0], ends[0]
    low = min(finite, key=lambda end: (end.value, not end.included))
    infinite = next((end for end in ends if end.value is None), None)
    high = infinite or max(finite, key=lambda end: (end.value, end.included))
    return low, high


def divide(a: Quantity, b: Quantity) -> Quantity:
    """The quotient. A divisor that may be of either sign opens the result both ways."""
    if b.value == 0:
        raise ArithmeticProblem("division-by-zero", "the divisor is zero")
    if b.high.value is not None and b.high.value < 0:
        return divide(negate(a), negate(b))
    corners = [_over(x, y) for x in (a.low, a.high) for y in (b.low, b.high)]
    if _signed(b) or (_signed(a) and (_open(a) or _open(b))):
        corners = [End(None, included=False)]
    low, high = _span(corners)
    dimension = combine_dimensions((a.dimension, raise_dimension(b.dimension, -1)))
    return Quantity(CONTEXT.divide(a.value, b.value), dimension, low, high, a.about or b.about)


def _over(a: End, b: End) -> End:
    if a.value == 0:
        return a
    if a.value is None or b.value == 0:
        return End(None, included=False)
    if b.value is None:
        return End(Decimal(0), included=False)
    return End(CONTEXT.divide(a.value, b.value), a.included and b.included)


def power(a: Quantity, b: Quantity) -> Quantity:
    """`a ** b` for an exact ratio `b`; a root only of a ratio that is not negative."""
    if b.dimension or not b.exact:
        raise ArithmeticProblem("bad-exponent", "an exponent is an exact number without a unit")
    whole = b.value == b.value.to_integral_value()
    if a.dimension and not whole:
        raise ArithmeticProblem("bad-exponent", f"no root of {dimension_name(a.dimension)}")
    if (a.value < 0 and not whole) or (a.value == 0 and b.value < 0):
        raise ArithmeticProblem("bad-exponent", "this power has no real value")
    if abs(b.value) > 1000:
        raise ArithmeticProblem("bad-exponent", "the exponent is larger than 1000")
    value = CONTEXT.power(a.value, b.value)
    dimension = raise_dimension(a.dimension, int(b.value)) if whole else RATIO
    low, high = _power_ends(a, b.value, value)
    return Quantity(value, dimension, low, high, a.about)


def _power_ends(a: Quantity, exponent: Decimal, value: Decimal) -> tuple[End, End]:
    if a.exact or exponent == 0:
        return End(value), End(value)
    if _signed(a):
        return End(None, included=False), End(None, included=False)
    if exponent > 0:
        return _raised(a.low, exponent), _raised(a.high, exponent)
    one = End(Decimal(1))
    return _over(one, _raised(a.high, -exponent)), _over(one, _raised(a.low, -exponent))


def _raised(end: End, exponent: Decimal) -> End:
    return end if end.value is None else End(CONTEXT.power(end.value, exponent), end.included)


def least(quantities: tuple[Quantity, ...]) -> Quantity:
    """min(): the least value; open below if any is, open above only if all are."""
    _same_dimension("compare", *quantities)
    low = min((quantity.low for quantity in quantities), key=_low_order)
    high = min((quantity.high for quantity in quantities), key=_high_order)
    value = min(quantity.value for quantity in quantities)
    about = any(quantity.about for quantity in quantities)
    return Quantity(value, quantities[0].dimension, low, high, about)


def greatest(quantities: tuple[Quantity, ...]) -> Quantity:
    """max(), the mirror image of min()."""
    return negate(least(tuple(negate(quantity) for quantity in quantities)))


def _low_order(end: End) -> tuple[Decimal, bool]:
    return (Decimal("-Infinity") if end.value is None else end.value, not end.included)


def _high_order(end: End) -> tuple[Decimal, bool]:
    return (Decimal("Infinity") if end.value is None else end.value, end.included)


def rounded(a: Quantity, to_digits: Callable[[Decimal], Decimal]) -> Quantity:
    """round(): the value and both ends, by the same rule."""
    low, high = (
        End(None if end.value is None else to_digits(end.value), end.included)
        for end in (a.low, a.high)
    )
    return Quantity(to_digits(a.value), a.dimension, low, high, a.about)
