"""Quantities with dimensions, bounds and precision, and the arithmetic that carries all three.

A value with a bound is an interval around what is written; each operation works on the written
points (for the value) and on the intervals (for the bound of the result).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from changzhou_site.errors import Fault
from changzhou_site.model import INFINITE, Bound, Dimension, End, Indicator, Observation, Side
from changzhou_site.precision import AS_TYPED, Precision, coarsest, finest, written_precision
from changzhou_site.units import (
    CONTEXT,
    COUNT,
    RATIO,
    combine_dimensions,
    dimension_name,
    raise_dimension,
    to_base,
)


@dataclass(frozen=True)
class Quantity:
    """A number in base units with its dimension and what its bound says of it."""

    value: Decimal
    dimension: Dimension
    low: End
    high: End
    about: bool
    precision: Precision = AS_TYPED
    """How finely it is known."""

    @property
    def digits(self) -> int | None:
        """Its significant digits; None where it is exact."""
        return self.precision.digits_of(self.value)

    @property
    def exact(self) -> bool:
        return self.low.value == self.high.value == self.value and not self.about


def bounded(
    value: Decimal, dimension: Dimension, bound: Bound, precision: Precision = AS_TYPED
) -> Quantity:
    """A written value as a quantity."""
    low, high = bound.interval(value)
    return Quantity(value, dimension, low, high, bound.is_soft, precision)


def exact(value: Decimal, dimension: Dimension = RATIO) -> Quantity:
    return bounded(value, dimension, Bound.EXACT)


def quantity(indicator: Indicator, observation: Observation) -> Quantity:
    """An observation as arithmetic takes it."""
    base, precision = (
        to_base(observation.value, indicator.unit),
        written_precision(observation, indicator.unit),
    )
    return bounded(base, indicator.unit.dimension, observation.bound, precision)


def same_dimension(a: Dimension, b: Dimension) -> bool:
    """Counts multiply and divide as plain numbers: 3 个 of 3000亿元 each are 9000亿元."""
    return [pair for pair in a if pair[0] != COUNT] == [pair for pair in b if pair[0] != COUNT]


def bound_of(quantity: Quantity) -> Bound | None:
    """The bound that a result carries; None where it is open both ways."""
    at_low, at_high = (end.value == quantity.value for end in (quantity.low, quantity.high))
    if quantity.about:
        return Bound.ABOUT
    if at_low and at_high:
        return Bound.EXACT
    if at_low:
        return Bound.of(Side.ABOVE, included=quantity.low.included)
    return Bound.of(Side.BELOW, included=quantity.high.included) if at_high else None


def negate(a: Quantity) -> Quantity:
    low, high = _minus(a.high), _minus(a.low)
    return Quantity(_negative(a.value), a.dimension, low, high, a.about, a.precision)


def _negative(value: Decimal) -> Decimal:
    """No zero has a sign."""
    return value.copy_negate() if value else Decimal(0)


def _minus(end: End) -> End:
    return End(None if end.value is None else _negative(end.value), end.included)


def add(a: Quantity, b: Quantity) -> Quantity:
    """The sum of two quantities of one dimension."""
    _same_dimension("add", a, b)
    low, high = _plus(a.low, b.low), _plus(a.high, b.high)
    value, precision = CONTEXT.add(a.value, b.value), finest((a.precision, b.precision))
    return Quantity(value, a.dimension, low, high, a.about or b.about, precision)


def _plus(a: End, b: End) -> End:
    if a.value is None or b.value is None:
        return INFINITE
    return End(CONTEXT.add(a.value, b.value), a.included and b.included)


def _same_dimension(verb: str, *quantities: Quantity) -> None:
    dimensions = {quantity.dimension for quantity in quantities}
    if len(dimensions) > 1:
        listed = " and ".join(sorted(dimension_name(dimension) for dimension in dimensions))
        hint = "both sides need one dimension; a number takes a unit, as in `5 kWh`"
        raise Fault("dimension-mismatch", f"cannot {verb} {listed}", hint)


def subtract(a: Quantity, b: Quantity) -> Quantity:
    return add(a, negate(b))


def multiply(a: Quantity, b: Quantity) -> Quantity:
    """The product; its ends are the least and greatest of the products of the ends."""
    low, high = _span(_times(x, y) for x in _ends(a) for y in _ends(b))
    dimension = combine_dimensions((a.dimension, b.dimension))
    value = CONTEXT.multiply(a.value, b.value)
    precision = coarsest(value, (a.digits, b.digits))
    return Quantity(value, dimension, low, high, a.about or b.about, precision)


Corner = tuple[Decimal, bool]
"""A number, which may be infinite, and whether it is reached."""

INFINITY = Decimal("Infinity")


def _ends(a: Quantity) -> tuple[Corner, Corner]:
    low = -INFINITY if a.low.value is None else a.low.value
    high = INFINITY if a.high.value is None else a.high.value
    return (low, a.low.included), (high, a.high.included)


def _times(a: Corner, b: Corner) -> Corner:
    """The product of two ends; nothing times no end is nothing."""
    if a[0] == 0 or b[0] == 0:
        return Decimal(0), (a[0] == 0 and a[1]) or (b[0] == 0 and b[1])
    return CONTEXT.multiply(a[0], b[0]), a[1] and b[1]


def _span(corners: Iterable[Corner]) -> tuple[End, End]:
    """The least and the greatest of the ends, as ends."""
    found = list(corners)
    return _end(min(found, key=_from_below)), _end(max(found))


def _from_below(corner: Corner) -> Corner:
    """Of two low ends of one number, that which is reached goes further down."""
    return corner[0], not corner[1]


def _end(corner: Corner) -> End:
    return End(corner[0], corner[1]) if corner[0].is_finite() else INFINITE


def _signed(a: Quantity) -> bool:
    """Whether a quantity may lie below zero."""
    return a.low.value is None or a.low.value < 0


def divide(a: Quantity, b: Quantity) -> Quantity:
    """The quotient. A divisor that may be of either sign opens the result both ways."""
    if b.value == 0:
        raise Fault("division-by-zero", "the divisor is zero", "check the figures below the `/`")
    if b.value < 0:
        return divide(negate(a), negate(b))
    dimension = combine_dimensions((a.dimension, raise_dimension(b.dimension, -1)))
    if _signed(b):
        low = high = INFINITE
    else:
        low, high = _span(_over(x, y) for x in _ends(a) for y in _ends(b))
    value = CONTEXT.divide(a.value, b.value)
    precision = coarsest(value, (a.digits, b.digits))
    return Quantity(value, dimension, low, high, a.about or b.about, precision)


def _over(a: Corner, b: Corner) -> Corner:
    """The quotient of two ends, the divisor's not below zero."""
    if a[0] == 0:
        return a
    if b[0] == 0:
        return INFINITY.copy_sign(a[0]), False
    if not b[0].is_finite():
        return (a[0], False) if not a[0].is_finite() else (Decimal(0), False)
    return CONTEXT.divide(a[0], b[0]), a[1] and b[1]


EXPONENT = "write a number: 2, -1, or (1/5) of a ratio that is not below zero"


def power(a: Quantity, b: Quantity) -> Quantity:
    """`a ** b` for an exact ratio `b`; a root only of a ratio that is not negative."""
    if b.dimension or not b.exact:
        raise Fault("bad-exponent", "an exponent is an exact number without a unit", EXPONENT)
    whole = b.value == b.value.to_integral_value()
    if a.dimension and not whole:
        raise Fault("bad-exponent", f"no root of {dimension_name(a.dimension)}", EXPONENT)
    if (a.value < 0 and not whole) or (a.value == 0 and b.value < 0):
        raise Fault("bad-exponent", "this power has no real value", EXPONENT)
    if abs(b.value) > 1000:
        raise Fault("bad-exponent", "the exponent is larger than 1000", EXPONENT)
    value = CONTEXT.power(a.value, b.value)
    dimension = raise_dimension(a.dimension, int(b.value)) if whole else RATIO
    low, high = _power_ends(a, b.value, value)
    return Quantity(value, dimension, low, high, a.about, coarsest(value, (a.digits,)))


def _power_ends(a: Quantity, exponent: Decimal, value: Decimal) -> tuple[End, End]:
    if a.exact or exponent == 0:
        return End(value), End(value)
    if _signed(a):
        return INFINITE, INFINITE
    low, high = _raised(a.low, exponent), _raised(a.high, exponent)
    return (low, high) if exponent > 0 else (high, low)


def _raised(end: End, exponent: Decimal) -> End:
    """An end that is not below zero, raised."""
    if end.value is None:
        return end if exponent > 0 else End(Decimal(0), included=False)
    if end.value == 0 and exponent < 0:
        return INFINITE
    return End(CONTEXT.power(end.value, exponent), end.included)


def least(quantities: tuple[Quantity, ...]) -> Quantity:
    """min(): the least value; open below if any is, open above only if all are."""
    _same_dimension("compare", *quantities)
    lows, highs = zip(*map(_ends, quantities), strict=True)
    low, high = _end(min(lows, key=_from_below)), _end(min(highs))
    value = min(quantity.value for quantity in quantities)
    about = any(quantity.about for quantity in quantities)
    precision = finest(quantity.precision for quantity in quantities)
    return Quantity(value, quantities[0].dimension, low, high, about, precision)


def greatest(quantities: tuple[Quantity, ...]) -> Quantity:
    """max(), the mirror image of min()."""
    return negate(least(tuple(negate(quantity) for quantity in quantities)))


def rounded(a: Quantity, step: Decimal) -> Quantity:
    """round() to a step, half-even: the value and both ends; what is rounded may reach its end."""
    value, low, high = (
        None if each is None else _unsigned_zero(each.quantize(step, context=CONTEXT))
        for each in (a.value, a.low.value, a.high.value)
    )
    assert value is not None
    precision = Precision(step, None, a.precision.in_percent)
    return Quantity(value, a.dimension, _end_at(low), _end_at(high), a.about, precision)


def _unsigned_zero(value: Decimal) -> Decimal:
    return value if value else value.copy_abs()


def _end_at(value: Decimal | None) -> End:
    return INFINITE if value is None else End(value)
