"""How a formula is written for readers."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from changzhou_site.model import Expression, Literal, Name, Operation


class Raised(Enum):
    """Where an exponent begins and ends."""

    START = "start"
    END = "end"


Part = str | Raised | Name | Literal
"""A sign as it is printed, or what the caller has to word."""

SIGNS = {"+": " + ", "-": " − ", "*": " × ", "/": " ÷ "}
STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2, "neg": 3, "**": 4}
ATOM = 5


def written(expression: Expression) -> Iterator[Part]:
    """A formula's parts in order, with no more brackets than it needs."""
    if not isinstance(expression, Operation):
        yield expression
    elif expression.sign == "neg":
        yield "−"
        yield from _within(expression.arguments[0], STRENGTH["neg"])
    elif expression.sign == "**":
        base, exponent = expression.arguments
        yield from _within(base, ATOM)
        yield from (Raised.START, *written(exponent), Raised.END)
    elif expression.sign in SIGNS:  # `a − (b − c)` keeps its brackets, `(a − b) − c` needs none
        left, right = expression.arguments
        yield from _within(left, STRENGTH[expression.sign])
        yield SIGNS[expression.sign]
        yield from _within(right, STRENGTH[expression.sign] + 1)
    else:
        yield f"{expression.sign}("
        for n, argument in enumerate(expression.arguments):
            yield from ([", "] if n else [])
            yield from written(argument)
        yield ")"


def _within(expression: Expression, strength: int) -> Iterator[Part]:
    own = STRENGTH.get(expression.sign, ATOM) if isinstance(expression, Operation) else ATOM
    parts = written(expression)
    yield from parts if own >= strength else ("(", *parts, ")")
