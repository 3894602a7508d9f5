"""The tree of a formula. It is parsed once, in `load`, and kept with its figure or check."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

import msgspec
from msgspec.structs import replace

from changzhou_site.source import Text


class Name(msgspec.Struct, frozen=True, tag=True):
    """An indicator, or one of its observations."""

    id: str
    period: str | None
    offset: int


class Literal(msgspec.Struct, frozen=True, tag=True):
    """A number, with its unit where it has one."""

    value: Decimal
    unit: str | None
    offset: int
    unit_offset: int = 0


class Operation(msgspec.Struct, frozen=True, tag=True):
    """An operator or function with what it works on."""

    sign: str
    arguments: tuple[Expression, ...]
    offset: int


Expression = Name | Literal | Operation


@dataclass(frozen=True)
class Formula:
    """A formula as it is written, and its tree."""

    text: Text
    expression: Expression

    @property
    def inputs(self) -> tuple[str, ...]:
        """The ids it names, in the order they stand in it."""
        return tuple(dict.fromkeys(name.id for name in names(self.expression)))

    def __str__(self) -> str:
        return self.text.value


def names(expression: Expression) -> Iterator[Name]:
    """The indicators a formula names, in order."""
    if isinstance(expression, Name):
        yield expression
    elif isinstance(expression, Operation):
        for argument in expression.arguments:
            yield from names(argument)


def literals(expression: Expression) -> Iterator[Literal]:
    """The numbers a formula holds, in order."""
    if isinstance(expression, Literal):
        yield expression
    elif isinstance(expression, Operation):
        for argument in expression.arguments:
            yield from literals(argument)


def with_names(expression: Expression, put: Callable[[Name], Expression]) -> Expression:
    """The same formula with something else for each name."""
    if isinstance(expression, Name):
        return put(expression)
    if isinstance(expression, Literal):
        return expression
    arguments = tuple(with_names(argument, put) for argument in expression.arguments)
    return replace(expression, arguments=arguments)
