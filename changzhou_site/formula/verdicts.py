"""Whether a check holds, with both its sides."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal

from changzhou_site.arithmetic import Quantity, quantity, same_dimension
from changzhou_site.errors import Fault
from changzhou_site.formula.evaluation import COMPARED, Lookup, compare, evaluate
from changzhou_site.model import Check, Expression, Name, Site, Unit, names
from changzhou_site.units import NO_UNIT


@dataclass(frozen=True)
class CheckSide:
    """One side of a check."""

    expression: Expression
    value: Quantity


@dataclass(frozen=True)
class Verdict:
    """A check and its answer."""

    check: Check
    left: CheckSide
    right: CheckSide
    holds: bool
    unit: Unit
    """In which both sides are told; they are of its dimension, or pure numbers."""

    @property
    def numbers(self) -> tuple[Decimal, Decimal]:
        """Both sides in that unit, with digits that tell them apart, or enough of equal ones."""
        for context in (Context(prec=8), COMPARED):
            left, right = self._numbers(context)
            if left != right:
                return left, right
        return self._numbers(Context(prec=12))

    def _numbers(self, context: Context) -> tuple[Decimal, Decimal]:
        left, right = (
            context.divide(side.value.value, self.unit.scale).normalize(context)
            for side in (self.left, self.right)
        )
        return left, right

    @property
    def comparable(self) -> bool:
        """Whether both sides are of one dimension; if not, the answer means nothing."""
        return same_dimension(self.left.value.dimension, self.right.value.dimension)


def judge(check: Check, site: Site) -> Verdict:
    """A check's answer. Raises Fault where it has none, LookupError for what the site lacks."""
    lookup = values_of(site)
    left, right = (
        CheckSide(side, evaluate(side, lookup, site.units)) for side in (check.left, check.right)
    )
    holds = compare(check.sign, left.value.value, right.value.value)
    return Verdict(check, left, right, holds, _unit(left, right, site))


def values_of(site: Site) -> Lookup:
    """What names in formulas stand for; it raises LookupError for what the site does not have."""

    def lookup(name: Name) -> Quantity:
        indicator = site.indicators[name.id]
        observation = indicator.at(name.period)
        if observation is None:
            raise LookupError(name.period)
        return quantity(indicator, observation)

    return lookup


def find_verdict(check: Check, site: Site) -> Verdict | None:
    """A check's answer; None where there is none, which is told as a problem."""
    try:
        verdict = judge(check, site)
    except (Fault, LookupError):
        return None
    return verdict if verdict.comparable else None


def _unit(left: CheckSide, right: CheckSide, site: Site) -> Unit:
    """The unit of the first indicator named, if both sides are of its dimension."""
    first = next((name for side in (left, right) for name in names(side.expression)), None)
    if first is None:
        return NO_UNIT
    unit = site.indicators[first.id].unit
    return unit if left.value.dimension == right.value.dimension == unit.dimension else NO_UNIT
