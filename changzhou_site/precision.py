"""How finely numbers are known, and what becomes of that in arithmetic.

A number that is written has the digits it is written with; what is computed from such numbers is
not known more finely than they are. A number typed into a formula is exact, and counts for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from changzhou_site.model import Observation, Unit
from changzhou_site.units import (
    CONTEXT,
    PERCENT,
    TOLD_APART,
    count_decimals,
    published_value,
    significant_decimals,
    significant_digits,
)

LEAST_DIGITS = 3
"""The significant digits that a product or quotient has at least."""
PERCENT_DECIMALS = 1
"""Of what is told in per cent and is no sum of per cents."""


@dataclass(frozen=True)
class Precision:
    """How finely a number is known."""

    step: Decimal | None = None
    """The least amount that it tells, in base units; None for what is exact."""
    digits: int | None = None
    """The significant digits it is written with; None where they follow from the step."""
    in_percent: bool = True
    """Whether nothing but per cents and exact numbers went into it, as sums."""

    def digits_of(self, value: Decimal) -> int | None:
        """The significant digits of a number that is known so finely; None for an exact one."""
        if self.step is None or self.digits is not None:
            return self.digits
        return max(1, value.adjusted() - self.step.adjusted() + 1) if value else 1


AS_TYPED = Precision()


def written_precision(observation: Observation, unit: Unit) -> Precision:
    """That of an observation as it is published; a fraction is exact."""
    if observation.fraction:
        return AS_TYPED
    step = CONTEXT.multiply(Decimal(1).scaleb(-observation.decimals), unit.scale)
    digits = significant_digits(published_value(observation))
    return Precision(step, digits, unit.id == PERCENT.id)


def finest(precisions: Iterable[Precision]) -> Precision:
    """That of a sum or difference, and of the least and the greatest: of the finest of them."""
    each = tuple(precisions)
    steps = [precision.step for precision in each if precision.step is not None]
    return Precision(min(steps, default=None), None, all(one.in_percent for one in each))


def coarsest(value: Decimal, digits: Iterable[int | None]) -> Precision:
    """That of a product, quotient or power with this value: the significant digits of its coarsest
    input, three at least, and no more decimals than the value has."""
    known = [count for count in digits if count is not None]
    if not known:
        return Precision(in_percent=False)
    significant = max(LEAST_DIGITS, min(known))
    if not value:
        return Precision(None, significant, in_percent=False)
    place = max(value.adjusted() - significant + 1, _last_place(value))
    return Precision(Decimal(1).scaleb(place), significant, in_percent=False)


def _last_place(value: Decimal) -> int:
    exponent = value.normalize(TOLD_APART).as_tuple().exponent
    assert isinstance(exponent, int)
    return exponent


def decimals_of(value: Decimal, precision: Precision, unit: Unit, typed: int) -> int:
    """With how many decimals a result is told in its unit; `typed` are the most that a number of
    its formula has, which count where there is nothing else."""
    own = TOLD_APART.divide(value, unit.scale)
    if unit.id == PERCENT.id and not precision.in_percent:
        return PERCENT_DECIMALS
    if precision.step is not None:
        return max(0, -CONTEXT.divide(precision.step, unit.scale).adjusted())
    if unit.id == PERCENT.id and not typed:
        return PERCENT_DECIMALS
    exact = count_decimals(own.normalize(TOLD_APART))
    return min(exact, max(typed, significant_decimals(own, LEAST_DIGITS)))
