"""Words that make another number of the one before them: 万, million, Tsd."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import prod

import regex

from changzhou_site.languages.patterns import NEVER, Pattern, compiled
from changzhou_site.model import GuardWords

BETWEEN = " \u00a0\u2009\u202f\u3000,.'·，．。、"
"""What stands within numbers, so that the digits on both sides of it are one."""


@dataclass(frozen=True)
class Magnitudes:
    """The words of some languages that make another number of the one before them."""

    values: Mapping[str, int]
    numbers: Mapping[str, int]
    """Those and all other numbers in words that are more than one."""
    names: str
    """Names of units that only begin with one."""
    characters: str

    @classmethod
    def of(cls, words: Iterable[GuardWords]) -> Magnitudes:
        words = list(words)
        values = {word.lower(): value for each in words for word, value in each.scales.items()}
        numerals = [each.numerals for each in words if each.numerals]
        spelt = [pair for own in numerals for pair in (*own.words.items(), *own.scales.items())]
        numbers = values | {word.lower(): value for word, value in spelt if value > 1}
        names = "|".join(each.unit_names for each in words if each.unit_names)
        return cls(
            values, numbers, names or NEVER, "".join(each.small + each.large for each in words)
        )

    @cached_property
    def pattern(self) -> Pattern:
        return self._pattern_of(self.values)

    @cached_property
    def _number(self) -> Pattern:
        return self._pattern_of(self.numbers)

    def _pattern_of(self, words: Iterable[str]) -> Pattern:
        """A character that is a numeral multiplies wherever it stands, a word by itself."""
        listed = sorted(words, key=lambda word: (-len(word), word))
        start, end = r"(?<![^\W\d_])", r"(?![^\W\d_])"
        characters = [regex.escape(word) for word in listed if word[0] in self.characters]
        spelt = [regex.escape(word) for word in listed if word[0] not in self.characters]
        either = f"{'|'.join(characters) or NEVER}|{start}(?:{'|'.join(spelt) or NEVER}){end}"
        return compiled(rf"(?!{self.names})(?:{either})")

    def begins(self, text: str) -> bool:
        return bool(self.pattern.match(text.lstrip(BETWEEN)))

    def split(self, after: str) -> tuple[int, str]:
        """What the words that follow a number multiply it with, and what follows them."""
        rest, magnitude = after.lstrip(BETWEEN), 1
        while match := self.pattern.match(rest):
            magnitude *= self.values[match[0].lower()]
            rest = rest[match.end() :].lstrip(BETWEEN)
        return magnitude, rest

    def product(self, form: str) -> int:
        """What all numbers in the words of a form multiply to: a hundred million in `{n} per
        hundred million`."""
        found = self._number.finditer(regex.sub(r"\{\w+\}", "", form))
        return prod(self.numbers[match[0].lower()] for match in found)

    def without(self, after: str) -> str:
        """What follows a number, without 万 and million, and without 千 in 千瓦时."""
        _, rest = self.split(after)
        return rest[1:] if compiled(self.names).match(rest) else rest

    def is_numeral(self, character: str) -> bool:
        """Whether a character is a digit or a numeral of any script."""
        return unicodedata.category(character or " ") in ("Nd", "Nl", "No") or (
            bool(character) and character in self.characters
        )
