"""What a finder of numbers in words is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from changzhou_site.model import Dimension

FILLER = "\ue0ff"
"""Stands for each character of what has been accounted for."""

BOUND = "\ue0fe"
"""Stands for each character of a bound figure."""

BARE = "\ue0fd"
"""Ends a bound figure that shows no unit, and so would go on in a magnitude typed after it."""

Amount = tuple[Fraction, Dimension]
"""A quantity in base units."""


@dataclass(frozen=True)
class Worth:
    """What a number in words is worth, in base units."""

    value: Fraction
    dimension: Dimension | None = None
    """None where what it counts is not known."""


Numeral = tuple[int, int, tuple[Worth, ...]]
"""A number in numerals: from where to where it stands, and what it is worth."""


@dataclass(frozen=True)
class Spelled:
    """A number in words: where it stands, with the words that bound it, and what it is worth."""

    start: int
    end: int
    worths: tuple[Worth, ...]
    first: int
    """Where the words that bound it begin, such as 近."""
    last: int
    """Where they end, such as 多."""
    vague: bool = False


@dataclass(frozen=True)
class Lexicon:
    """What follows the number in the forms that a site's units have in a language, the longest
    first."""

    units: tuple[str, ...]
    counted: tuple[str, ...]
    """Of counts, ranks and times, where small numbers are words."""
    measured: tuple[str, ...]
    """Of what is measured and not counted: GWh, km²."""
    several: tuple[str, ...]
    """Those forms that are not of one alone."""
    scales: Mapping[str, Amount]
    """How many base units one of it is, in whatever language."""


def word_at(rest: str, words: tuple[str, ...]) -> str:
    """The word of those that a text begins with, whole; else nothing."""
    word = next((word for word in words if rest.startswith(word)), "")
    goes_on = word[-1:].isalpha() and rest[len(word) : len(word) + 1].isalpha()
    return "" if goes_on else word
