"""The values of formulas, in base units, with their dimensions and bounds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Context, Decimal, DecimalException

from changzhou_site.arithmetic import (
    ArithmeticProblem,
    Quantity,
    add,
    bounded,
    divide,
    greatest,
    least,
    multiply,
    negate,
    power,
    rounded,
    subtract,
)
from changzhou_site.formula.grammar import Expression, FormulaError, Literal, Name, Operation
from changzhou_site.model import Bound, Unit
from changzhou_site.units import CONTEXT, RATIO, to_base

Lookup = Callable[[Name], Quantity]

OPERATIONS: Mapping[str, Callable[..., Quantity]] = {
    "+": add,
    "-": subtract,
    "*": multiply,
    "/": divide,
    "**": power,
    "neg": negate,
    "min": lambda *quantities: least(quantities),
    "max": lambda *quantities: greatest(quantities),
}


def evaluate(expression: Expression, lookup: Lookup, units: Mapping[str, Unit]) -> Quantity:
    """A formula's value in base units. Raises FormulaError where it has none."""
    if isinstance(expression, Name):
        return lookup(expression)
    if isinstance(expression, Literal):
        return _literal_value(expression, units)
    arguments = [evaluate(argument, lookup, units) for argument in expression.arguments]
    try:
        if expression.sign == "round":
            return _round(expression, arguments)
        return OPERATIONS[expression.sign](*arguments)
    except ArithmeticProblem as error:
        raise FormulaError(error.code, expression.offset, error.message, error.hint) from None
    except DecimalException:
        message = "the result is too large or too small to compute"
        hint = "check the exponents and units"
        raise FormulaError("no-result", expression.offset, message, hint) from None


def _literal_value(literal: Literal, units: Mapping[str, Unit]) -> Quantity:
    if literal.unit is None:
        return bounded(literal.value, RATIO, Bound.EXACT)
    unit = units[literal.unit]
    return bounded(to_base(literal.value, unit), unit.dimension, Bound.EXACT)


def _round(call: Operation, arguments: list[Quantity]) -> Quantity:
    """`round(x)` or `round(x, digits)`, half-even, in base units."""
    wanted = arguments[1] if len(arguments) > 1 else bounded(Decimal(0), RATIO, Bound.EXACT)
    digits = wanted.value
    plain = wanted.exact and not wanted.dimension and digits == digits.to_integral_value()
    if len(arguments) > 2 or not plain or abs(digits) > 30:
        message = "round takes a formula and, if wanted, a whole number of decimals"
        raise FormulaError("formula-syntax", call.offset, message, "`round(x)` or `round(x, 1)`")
    unit = Decimal(1).scaleb(-int(digits))
    return rounded(arguments[0], lambda value: value.quantize(unit, context=CONTEXT))


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
