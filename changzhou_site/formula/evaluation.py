"""The values of formulas, in base units, with their dimensions and bounds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Context, Decimal, DecimalException

from changzhou_site.arithmetic import (
    Quantity,
    add,
    divide,
    exact,
    greatest,
    least,
    multiply,
    negate,
    power,
    rounded,
    subtract,
)
from changzhou_site.errors import Fault
from changzhou_site.model import Expression, Literal, Name, Unit
from changzhou_site.units import to_base

Lookup = Callable[[Name], Quantity]


def _round(value: Quantity, wanted: Quantity | None = None, *more: Quantity) -> Quantity:
    """`round(x)` or `round(x, digits)`, half-even, in base units."""
    wanted = wanted or exact(Decimal(0))
    digits = wanted.value
    plain = wanted.exact and not wanted.dimension and digits == digits.to_integral_value()
    if more or not plain or abs(digits) > 30:
        message = "round takes a formula and, if wanted, a whole number of decimals"
        raise Fault("formula-syntax", message, "`round(x)` or `round(x, 1)`")
    return rounded(value, Decimal(1).scaleb(-int(digits)))


OPERATIONS: Mapping[str, Callable[..., Quantity]] = {
    "+": add,
    "-": subtract,
    "*": multiply,
    "/": divide,
    "**": power,
    "neg": negate,
    "min": lambda *quantities: least(quantities),
    "max": lambda *quantities: greatest(quantities),
    "round": _round,
}


def evaluate(expression: Expression, lookup: Lookup, units: Mapping[str, Unit]) -> Quantity:
    """A formula's value in base units. Raises Fault where it has none."""
    if isinstance(expression, Name):
        return lookup(expression)
    if isinstance(expression, Literal):
        return _literal_value(expression, units)
    arguments = [evaluate(argument, lookup, units) for argument in expression.arguments]
    try:
        return OPERATIONS[expression.sign](*arguments)
    except Fault as fault:
        at = expression.offset
        raise Fault(fault.code, fault.message, fault.hint, offset=at) from None
    except DecimalException:
        message = "the result is too large or too small to compute"
        hint = "check the exponents and units"
        raise Fault("no-result", message, hint, offset=expression.offset) from None


def _literal_value(literal: Literal, units: Mapping[str, Unit]) -> Quantity:
    if literal.unit is None:
        return exact(literal.value)
    unit = units[literal.unit]
    return exact(to_base(literal.value, unit), unit.dimension)


COMPARED = Context(prec=30)
"""Fewer digits than are computed, so that a third times three is one."""


def compare(sign: str, left: Decimal, right: Decimal) -> bool:
    """Whether a comparison of two values in base units holds, to 30 digits."""
    left, right = COMPARED.plus(left), COMPARED.plus(right)
    return {
        "<": left < right,
        "<=": left <= right,
        "==": left == right,
        "!=": left != right,
        ">=": left >= right,
        ">": left > right,
    }[sign]
