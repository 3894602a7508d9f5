"""A derivation as it is shown: from the figures that readers see, it gives the figure they see."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, DecimalException

from changzhou_site.arithmetic import Quantity, quantity
from changzhou_site.errors import Fault
from changzhou_site.formula.evaluation import evaluate
from changzhou_site.model import (
    Expression,
    Indicator,
    Literal,
    Name,
    Observation,
    Site,
    with_names,
)
from changzhou_site.units import CONTEXT, published_value, round_to


def shown_derivation(indicator: Indicator, observation: Observation, site: Site) -> Expression:
    """The formula of an observation; inputs that are worked out themselves give way to their own
    formulas, as far down as it takes until the figures shown give the result shown."""
    expression = observation.derivation
    assert expression is not None
    while not gives(expression, indicator, observation, site):
        opened = with_names(expression, lambda name: _opened(name, site))
        if opened == expression:
            break
        expression = opened
    return expression


def gives(
    expression: Expression, indicator: Indicator, observation: Observation, site: Site
) -> bool:
    """Whether the figures that a formula shows give an observation as it is shown."""

    def lookup(name: Name) -> Quantity:
        input = site.indicators[name.id]
        found = input.at(name.period)
        assert found is not None
        return quantity(input, replace(found, value=_as_shown(found)))

    try:
        result = evaluate(expression, lookup, site.units).value
    except (Fault, DecimalException):
        return False
    value = CONTEXT.divide(result, indicator.unit.scale)
    shown = round_to(value, observation.decimals, observation.bound)
    return shown == published_value(observation)


def _as_shown(observation: Observation) -> Decimal:
    return observation.value if observation.fraction else published_value(observation)


def _opened(name: Name, site: Site) -> Expression:
    """What an input is worked out from, if it is."""
    found = site.indicators[name.id].at(name.period)
    return found.derivation if found and found.derivation else name


def is_difference(expression: Expression) -> bool:
    """Whether places on a scale cancel out in a formula, so that it gives a distance on it."""
    return _degree(expression) == 0


def _degree(expression: Expression) -> int:
    """How many places on a scale are left once differences are taken."""
    if isinstance(expression, Name | Literal):
        return int(isinstance(expression, Name))
    degrees = [_degree(argument) for argument in expression.arguments]
    if expression.sign == "neg":
        return -degrees[0]
    if expression.sign in "+-":
        return degrees[0] + (degrees[1] if expression.sign == "+" else -degrees[1])
    return max(degrees, key=abs)
