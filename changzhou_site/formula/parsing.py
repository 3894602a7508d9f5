"""What a formula may be made of: text -> tree."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from changzhou_site.errors import Fault
from changzhou_site.model import Expression, Literal, Name, Operation, Unit

GRAMMAR = "a formula is made of ids, numbers, numbers with a unit, + - * / ** ( ) min max round"

RESERVED = frozenset({"min", "max", "round"})


def _fault(offset: int, message: str, hint: str = "") -> Fault:
    return Fault("formula-syntax", message, hint or GRAMMAR, offset=offset)


COMPARISONS = ("<=", "==", "!=", ">=", "<", ">")

MOMENT = r"[0-9]{4}(?:-(?:H[12]|Q[1-4]|[0-9]{2}(?:-[0-9]{2})?))?"

PERIOD = rf"(?:\.\./)?{MOMENT}(?:/{MOMENT})?(?![0-9A-Z])|[0-9.][0-9A-Z/.-]*"
"""A period as far as it reads as one, so that `gdp@2021/gdp@2020` is a quotient."""

TOKEN = re.compile(
    rf"(?P<id>[a-z][a-z0-9_]*)(?P<at>\s*@\s*(?P<period>{PERIOD}))?"
    r"|(?P<number>(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?![0-9_]))"
    r"|(?P<sign>\*\*|<=|>=|==|!=|[-+*/(),<>])"
    r"|(?P<unit>[^\s0-9()*+,<>=!@-][^\s()*+,<>=!@-]*)"
)

MAX_TOKENS = 200
"""Longer than any formula a reader could check."""

OTHER_SIGNS = {
    "×": "*", "·": "*", "÷": "/", "−": "-", "–": "-", "—": "-", "^": "**", "=": "==",
    "≤": "<=", "≥": ">=", "≠": "!=", "≦": "<=", "≧": ">=",
}  # fmt: skip
"""What is typed for an operator of the grammar."""


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    offset: int
    period: str | None = None


def _tokens(text: str, units: Mapping[str, Unit]) -> Iterator[_Token]:
    offset, number = 0, False
    while rest := text[offset:].lstrip():
        start = len(text) - len(rest)
        unit = _unit_at(rest, units) if number else ""
        match = TOKEN.match(text, start)
        if unit:
            yield _Token("unit", unit, start)
            offset, number = start + len(unit), False
        elif match and match.lastgroup != "unit":
            kind = "id" if match["id"] else match.lastgroup or ""
            yield _Token(kind, match[kind], start, match["period"])
            offset, number = match.end(), kind == "number"
        else:
            digits = re.match(r"[0-9_.]+", rest)
            word = digits[0] if digits else match["unit"] if match else rest[0]
            raise _fault(start, f"`{word}` cannot be read", _reading_hint(word))
    yield _Token("end", "", len(text))


def _unit_at(text: str, units: Mapping[str, Unit]) -> str:
    """The longest unit that a text begins with, as in `5 年` or `100亿元/年`."""
    name = max(filter(text.startswith, units), key=len, default="")
    goes_on = re.match(r"[A-Za-z0-9_]", text[len(name) :])
    return "" if re.search(r"[A-Za-z0-9]$", name) and goes_on else name


def _reading_hint(word: str) -> str:
    """What to write instead of a word that no formula holds."""
    if any(0xFF00 <= ord(character) <= 0xFF5E for character in word):
        return "use ASCII digits and signs"
    if word[0] in OTHER_SIGNS:
        return f"write `{OTHER_SIGNS[word[0]]}`"
    if word[0] in "0123456789":
        return "write a decimal number without `_` and without a zero in front"
    if word[0] == "@":
        return "an observation is written with its period: `gdp@2019`"
    return GRAMMAR


def _unexpected(token: _Token, hint: str = "") -> Fault:
    return _fault(token.offset, f"`{token.text}` is not expected here", hint)


class _Parser:
    """Precedence climbing: + - below * / below unary minus below ** (to the right)."""

    def __init__(self, text: str, units: Mapping[str, Unit]) -> None:
        self.tokens = list(islice(_tokens(text, units), MAX_TOKENS + 1))
        if len(self.tokens) > MAX_TOKENS and self.tokens[-1].kind != "end":
            hint = "give its parts indicators of their own"
            raise _fault(self.tokens[-1].offset, "the formula is too long", hint)
        self.depth = 0

    @property
    def token(self) -> _Token:
        return self.tokens[0]

    def peek(self) -> str:
        return self.token.text if self.token.kind == "sign" else ""

    def next(self) -> _Token:
        if self.token.kind == "end":
            raise _fault(self.token.offset, "the formula ends too early")
        return self.tokens.pop(0)

    def whole(self) -> Expression:
        expression = self.sum()
        if self.token.kind != "end":
            hint = ""
            if self.token.kind == "id":
                hint = "an operator belongs before an id; after a number, a unit of this site"
            raise _unexpected(self.token, hint)
        return expression

    def sum(self) -> Expression:
        return self._left(("+", "-"), self.product)

    def product(self) -> Expression:
        return self._left(("*", "/"), self.signed)

    def _left(self, signs: tuple[str, ...], operand: Callable[[], Expression]) -> Expression:
        left = operand()
        while self.peek() in signs:
            token = self.next()
            left = Operation(token.text, (left, operand()), token.offset)
        return left

    def signed(self) -> Expression:
        if self.peek() != "-":
            return self.power()
        token = self.next()
        return Operation("neg", (self._deeper(self.signed),), token.offset)

    def power(self) -> Expression:
        base = self.atom()
        if self.peek() != "**":
            return base
        token = self.next()
        return Operation("**", (base, self._deeper(self.signed)), token.offset)

    def atom(self) -> Expression:
        token = self.next()
        if token.kind == "number":
            return self._literal(token)
        if token.kind == "id":
            return self._call(token) if self.peek() == "(" else self._name(token)
        if token.text == "(":
            inner = self._deeper(self.sum)
            self._close()
            return inner
        raise _unexpected(token)

    def _deeper(self, part: Callable[[], Expression]) -> Expression:
        self.depth += 1
        if self.depth > 40:
            hint = "give its parts indicators of their own"
            raise _fault(0, "the formula is nested too deep", hint)
        expression = part()
        self.depth -= 1
        return expression

    def _name(self, token: _Token) -> Name:
        if token.text in RESERVED:
            message, hint = f"`{token.text}` is a function", f"write `{token.text}(…)`"
            raise _fault(token.offset, message, hint)
        return Name(token.text, token.period, token.offset)

    def _literal(self, token: _Token) -> Literal:
        if self.token.kind != "unit":
            return Literal(Decimal(token.text), None, token.offset)
        unit = self.next()
        return Literal(Decimal(token.text), unit.text, token.offset, unit.offset)

    def _call(self, token: _Token) -> Operation:
        if token.text not in RESERVED:
            hint = f"functions: {', '.join(sorted(RESERVED))}"
            raise _fault(token.offset, f"`{token.text}` is no function", hint)
        self.next()
        arguments = [self._deeper(self.sum)]
        while self.peek() == ",":
            self.next()
            arguments.append(self._deeper(self.sum))
        self._close()
        return Operation(token.text, tuple(arguments), token.offset)

    def _close(self) -> None:
        if self.peek() != ")":
            raise _fault(self.token.offset, "a `)` is missing")
        self.next()


def parse_formula(text: str, units: Mapping[str, Unit]) -> Expression:
    """A formula's tree. Raises Fault."""
    return _Parser(text, units).whole()


def parse_check(text: str, units: Mapping[str, Unit]) -> tuple[str, Expression, Expression]:
    """The comparison sign and both sides of a check. Raises Fault."""
    parser = _Parser(text, units)
    left = parser.sum()
    if parser.peek() not in COMPARISONS:
        hint = f"one of {' '.join(COMPARISONS)} between two formulas"
        offset = parser.token.offset
        raise Fault("not-a-comparison", "a check is one comparison", hint, offset=offset)
    sign = parser.next().text
    return sign, left, parser.whole()
