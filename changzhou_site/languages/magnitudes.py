"""Words that make another number of the one before them: 万, million, Tsd."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import regex

from changzhou_site.languages.patterns import NEVER, Pattern, compiled
from changzhou_site.model import GuardWords

BETWEEN = " \u00a0\u2009\u202f\u3000,.'·，．。、"
"""What stands within numbers, so that the digits on both sides of it are one."""


@dataclass(frozen=True)
class Magnitudes:
    """The words of some languages that make another number of the one before them."""

    values: Mapping[str, int]
    names: str
    """Names of units that only begin with one."""
    characters: str

    @classmethod
    def of(cls, words: Iterable[GuardWords]) -> Magnitudes:
        words = list(words)
        values = {word.lower(): value for each in words for word, value in each.scales.items()}
        names = "|".join(each.unit_names for each in words if each.unit_names)
        return cls(values, names or NEVER, "".join(each.small + each.large for each in words))

    @cached_property
    def pattern(self) -> Pattern:
        """A character that is a numeral multiplies wherever it stands, a word by itself."""
        listed = sorted(self.values, key=lambda word: (-len(word), word))
        end = r"(?![^\W\d_])"
        whole = (regex.escape(word) + end * (word[0] not in self.characters) for word in listed)
        return compiled(rf"(?!{self.names})(?:{'|'.join(whole) or NEVER})")

    def begins(self, text: str) -> bool:
        return bool(self.pattern.match(text.lstrip(BETWEEN)))

    def split(self, after: str) -> tuple[int, str]:
        """What the words that follow a number multiply it with, and what follows them."""
        rest, magnitude = after.lstrip(BETWEEN), 1
        while match := self.pattern.match(rest):
            magnitude *= self.values[match[0].lower()]
            rest = rest[match.end() :].lstrip(BETWEEN)
        return magnitude, rest

    def without(self, after: str) -> str:
        """What follows a number, without 万 and million, and without 千 in 千瓦时."""
        _, rest = self.split(after)
        return rest[1:] if compiled(self.names).match(rest) else rest

    def is_numeral(self, character: str) -> bool:
        """Whether a character is a digit or a numeral of any script."""
        return unicodedata.category(character or " ") in ("Nd", "Nl", "No") or (
            bool(character) and character in self.characters
        )
