"""What a language's guard rules say of a text: dates, names, and numbers in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import cache, cached_property
from importlib import import_module
from types import ModuleType

import regex

from changzhou_site.languages.letters import LetterNumerals
from changzhou_site.languages.lexicon import FILLER, Lexicon, Spelled, Worth
from changzhou_site.languages.needs import held_by
from changzhou_site.languages.patterns import NEVER, Pattern, compiled
from changzhou_site.languages.rules import Filling, Rules
from changzhou_site.model import UNLESS_ASKED, GuardRule, Language
from changzhou_site.units import RATIO

HAN = "Hani"
"""The script of all Han characters, whose languages have names of their own for theirs."""

WORTH = regex.compile(r"(\d{1,9}|some)(?:\s*([-+*/])\s*(\d{1,9}|of|some))?")
"""What a match is worth: a number, a group, or one of them reckoned with another."""

OPERATIONS: Mapping[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
}


@cache
def tongue_of(language: Language) -> Tongue:
    """A language's rules, compiled once."""
    return Tongue(language)


class Tongue:
    """The rules of one language."""

    def __init__(self, language: Language) -> None:
        self.language, self.words = language, language.guard
        self._names: dict[frozenset[str], Rules] = {}
        own = self.words.numerals
        self.letters = LetterNumerals(self.words, own) if own else None
        self.characters = _own_numerals(language.base) if self.words.small else None

    @cached_property
    def dates(self) -> Rules:
        return self._rules(self.words.dates, 0)

    def names_of(self, asked: frozenset[str]) -> Rules:
        """Its names, but for the classes that are off unless they are asked for."""
        if asked not in self._names:
            off = frozenset(UNLESS_ASKED) - asked
            rules = tuple(rule for rule in self.words.names if rule.kind not in off)
            self._names[asked] = self._rules(rules)
        return self._names[asked]

    @cached_property
    def vague(self) -> Rules:
        return self._rules(self.words.vague)

    @cached_property
    def measures(self) -> Rules:
        return self._rules(self.words.measures)

    def _rules(self, rules: tuple[GuardRule, ...], flags: int = regex.IGNORECASE) -> Rules:
        """Some rules, with what the program knows for `{number}` and `{masked}` in a pattern. Where
        words have spaces between them none begins within a word, and is not looked for there."""
        fillings = {"number": self._number, "masked": Filling(FILLER, ())}
        spaced = self.language.typesetting.spaced
        before = rf"(?<!\p{{script={self.language.script}}})" if spaced else ""
        return Rules(rules, flags, fillings, before)

    @cached_property
    def _number(self) -> Filling:
        """A number in words, in a pattern."""
        if self.letters is None:
            return Filling(NEVER, ())
        return Filling(f"(?:{self.letters.pattern})", (self.letters.need,))

    @cached_property
    def unit(self) -> Pattern:
        """What may follow a number besides the site's units."""
        return compiled(f"\\s*(?:{self.words.measured}|{self.words.counted})")

    @cached_property
    def _script(self) -> Pattern:
        script = HAN if self.language.is_han else self.language.script
        return compiled(rf"\p{{script={script}}}")

    def may_read(self, text: str) -> bool:
        """Whether a text holds any letter that the language is written in."""
        return self._script.search(text) is not None

    def may_find(self, text: str) -> bool:
        """Whether a text holds anything that a number in words is made of."""
        if self.vague.may_match(text) or self.measures.may_match(text):
            return True
        if self.characters:
            return not held_by(text).characters.isdisjoint(self.characters.NUMERALS)
        return self.letters is not None and held_by(text).meets((self.letters.need,))

    def everyday(self, text: str) -> str:
        """A text with one way of writing its numerals, as long as before."""
        return self.characters.everyday(text) if self.characters else text

    def find(self, plain: str, masked: str, lexicon: Lexicon) -> Iterator[Spelled]:
        """Every number in words that measures something."""
        numerals = self.characters or self.letters
        left = list(masked)
        for vague, rules in ((True, self.vague), (False, self.measures)):
            for rule, match in rules.matches("".join(left)):
                worths = tuple(self._worths(rule, match))
                if _is_between(rule, worths):
                    start, end = match.span()
                    left[start:end] = FILLER * (end - start)
                    yield self._spelled(masked, start, end, worths, vague)
        rest = "".join(left)
        if numerals:
            for start, end, worths in numerals.find(plain, rest, lexicon):
                yield self._spelled(rest, start, end, worths)

    def _spelled(
        self, masked: str, start: int, end: int, worths: tuple[Worth, ...], vague: bool = False
    ) -> Spelled:
        around = (start, end)
        if self.characters:
            around = self.characters.around(masked, start, end)
        return Spelled(start, end, worths, *around, vague)

    def value(self, words: str) -> Fraction | None:
        """What the words of a part of a pattern are worth."""
        if self.characters:
            value: Fraction | None = self.characters.value_of(words)
            return value
        return self.letters.worth(words) if self.letters else None

    def _worths(self, rule: GuardRule, match: regex.Match[str]) -> Iterator[Worth]:
        groups = {name: text for name, text in match.groupdict().items() if text is not None}
        known = {name: self.value(text) for name, text in groups.items() if name in ("some", "of")}
        for written in rule.worth:
            value = _computed(written, known)
            if value is not None and value > 0:
                yield Worth(value, RATIO)


def _own_numerals(base: str) -> ModuleType | None:
    """The module of a language of the package whose numerals are characters."""
    try:
        return import_module(f"changzhou_site.languages.{base}.numerals")
    except ModuleNotFoundError:
        return None


def _computed(written: str, known: Mapping[str, Fraction | None]) -> Fraction | None:
    """`some`, `some - 1`, `some / of`, `1/2`; None where a part of it is not known."""
    match = WORTH.fullmatch(written)
    assert match is not None  # `load` has seen to it
    first, second = (
        Fraction(part) if part and part.isdigit() else known.get(part or "")
        for part in (match[1], match[3])
    )
    if match[2] is None or first is None:
        return first
    return None if not second else OPERATIONS[match[2]](first, second)


def _is_between(rule: GuardRule, worths: tuple[Worth, ...]) -> bool:
    """Whether a match is worth what its rule asks for."""
    if rule.below is None and rule.above is None:
        return True
    value = worths[0].value if worths else None
    too_much = rule.below is not None and (value is None or value >= rule.below)
    too_little = rule.above is not None and (value is None or value <= rule.above)
    return not too_much and not too_little
