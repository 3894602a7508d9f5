"""Units: dimension, scale, conversion, and how values are rounded. Decimal throughout."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Context, Decimal

from changzhou_site.model import Bound, Dimension, Observation, Unit

CONTEXT = Context(prec=34, rounding=ROUND_HALF_EVEN, Emin=-6143, Emax=6144)
"""All arithmetic on figures happens in this context."""

WRITING = Context(prec=200)
"""What figures are written with: no digits of theirs are lost."""

RATIO: Dimension = ()
PERCENT = Unit("%", RATIO, Decimal("0.01"))
"""What shares are told in; its form is a language's own."""

COUNT = "count"
RANK = "rank"
PLACES = "places"
"""The unit of a difference of ranks."""

DIMENSION = re.compile(r"[A-Za-z][A-Za-z0-9_]*([*/][A-Za-z][A-Za-z0-9_]*)*")


def parse_dimension(text: str) -> Dimension:
    """`money`, `length/year`, `mass*length` -> a dimension; `1` or `ratio` is a pure ratio.

    Raises ValueError for anything else.
    """
    if text in ("1", "ratio"):
        return RATIO
    if not DIMENSION.fullmatch(text):
        raise ValueError(text)
    parts = re.findall(r"([*/]?)(\w+)", text)
    return combine_dimensions(((name, -1 if sign == "/" else 1),) for sign, name in parts)


def combine_dimensions(dimensions: Iterable[Dimension]) -> Dimension:
    """The dimension of a product."""
    powers: dict[str, int] = {}
    for dimension in dimensions:
        for name, power in dimension:
            powers[name] = powers.get(name, 0) + power
    return tuple(sorted((name, power) for name, power in powers.items() if power))


def raise_dimension(dimension: Dimension, exponent: int) -> Dimension:
    return tuple((name, power * exponent) for name, power in dimension if exponent)


def dimension_name(dimension: Dimension) -> str:
    """A dimension in words, for messages: `CNY/year`, `ratio`."""
    over = [name for name, power in dimension for _ in range(power)]
    under = [f"/{name}" for name, power in dimension for _ in range(-power)]
    return ("*".join(over) or ("1" if under else "ratio")) + "".join(under)


NO_UNIT = Unit("", RATIO, Decimal(1))
"""What a value without a unit has: a pure ratio."""


def is_rank(unit: Unit) -> bool:
    return unit.dimension == ((RANK, 1),)


def is_counted(unit: Unit) -> bool:
    """Whether there are only whole ones of what a unit names."""
    return unit.dimension in (((COUNT, 1),), ((RANK, 1),))


def is_worded(unit: Unit, language: str) -> bool:
    """Whether a unit reads in a language: a rank that is built in does by the language's own forms,
    and a value without a unit needs none."""
    return not unit.id or (is_rank(unit) and not unit.forms) or language in unit.forms


def to_base(value: Decimal, unit: Unit) -> Decimal:
    return CONTEXT.multiply(value, unit.scale)


def convert(value: Decimal, unit: Unit, to: Unit) -> Decimal:
    """A value of `unit` in another unit of the same dimension. Raises ValueError otherwise."""
    if unit.dimension != to.dimension:
        raise ValueError(
            f"{unit.id or 'ratio'} is {dimension_name(unit.dimension)}, "
            f"{to.id or 'ratio'} is {dimension_name(to.dimension)}"
        )
    return CONTEXT.divide(to_base(value, unit), to.scale)


def round_to(value: Decimal, decimals: int, bound: Bound) -> Decimal:
    """Rounded so that what is said stays true: over and at-least down, under and at-most up. No
    zero has a sign."""
    rounded = value.quantize(Decimal(1).scaleb(-decimals), bound.rounding.value, WRITING)
    return rounded if rounded else abs(rounded)


def published_value(observation: Observation) -> Decimal:
    """The number as it is said, rounded as its bound allows."""
    return round_to(observation.value, observation.decimals, observation.bound)


MOST_DECIMALS = 12
TOLD_APART = Context(prec=30)
"""Fewer digits than are computed, so that three thirds are one, and one less them nothing."""
LEAST = Decimal("1e-30")


def decimals_that_tell(value: Decimal, decimals: int, bound: Bound, unit: Unit) -> int:
    """The decimals, or as many more as it takes that a value which is neither nothing nor all of
    its whole does not read as if it were; 0 where no number of them does."""
    value = TOLD_APART.plus(value) if abs(value) > LEAST else Decimal(0)
    for count in range(decimals, MOST_DECIMALS + 1):
        rounded = round_to(value, count, bound)
        gone = not rounded and value
        whole = unit.dimension == RATIO and to_base(value, unit) < 1 <= to_base(rounded, unit)
        if not gone and not (whole and value > 0):
            return count
    return 0


FRACTION_DECIMALS = 12


def data_value(observation: Observation) -> Decimal:
    """The published number for machines; a fraction, which is published as one, has 12 decimals."""
    if observation.fraction is None:
        return published_value(observation)
    rounded = round_to(observation.value, FRACTION_DECIMALS, observation.bound)
    return Decimal(f"{rounded.normalize(WRITING):f}")


def count_decimals(value: Decimal) -> int:
    """The digits a number is written with after the point."""
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    return max(0, -exponent)


def significant_digits(value: Decimal) -> int:
    """The digits a number is written with that count: of a whole one, not the zeros it ends in."""
    digits = "".join(map(str, value.as_tuple().digits)).lstrip("0")
    return max(1, len(digits if count_decimals(value) else digits.rstrip("0")))


def significant_decimals(value: Decimal, digits: int) -> int:
    """The decimals with which `value` shows that many significant digits, at least none."""
    return max(0, digits - 1 - value.adjusted()) if value else 0


def base_text(value: Decimal) -> str:
    """A value in base units with 12 significant digits, as `<data value>` carries it."""
    context = Context(prec=12, rounding=ROUND_HALF_EVEN)
    return f"{context.plus(value).normalize(context):f}"
