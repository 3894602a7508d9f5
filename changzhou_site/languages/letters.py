"""Numbers in words of letters: which of them measure something, and what they are worth.

Everything is data of the language: two million, ninety per cent and zwanzig Menschen measure; three
plants and the ten-billion-yuan class are words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cached_property

import regex

from changzhou_site.languages.lexicon import Lexicon, Numeral, Worth, word_at
from changzhou_site.languages.needs import Need, any_word
from changzhou_site.languages.patterns import NEVER, Pattern, compiled
from changzhou_site.model import GuardWords, Numerals
from changzhou_site.units import RATIO

GAP = r"(?:[^\S\n]+|[^\S\n]*\n[^\S\n]*)"
"""A space, or the end of a line within a paragraph."""

WORD = regex.compile(r"\w+")
PIECE = regex.compile(r"[\w’']+")
BETWEEN_PIECES = regex.compile(r"[\s-]")

LARGE = 10
"""Counts up to this are words."""
MILLION = 1_000_000
"""From here on an article before a scale is no way of speaking: a million new jobs."""


class LetterNumerals:
    """The numbers in words of one language."""

    def __init__(self, words: GuardWords, numerals: Numerals) -> None:
        self.words, self.numerals = words, numerals
        self.values = {**numerals.words, **numerals.scales}
        self.pieces = regex.compile(_either((*self.values, *numerals.joints)))

    @cached_property
    def pattern(self) -> str:
        """Any number in words."""
        own = self.numerals
        if own.joined:
            word = _either(self.values)
            joint = f"(?:{_either(own.joints)})?"
            start = _either(word for word, value in self.values.items() if value < MILLION)
            first = rf"(?:(?:{start})(?:{joint}(?:{word}))*)"
            one = rf"(?:{first}|{word})"
        else:
            small = _either(own.words)
            first = rf"(?:(?:{small})(?:-(?:{small}))?)"
            one = rf"(?:{small}|{_either(own.scales)})"
        article = rf"(?:{_either(own.articles)})(?={GAP}(?:{_either(own.scales)})\b)"
        joint = rf"(?:{GAP}(?:{_either(own.joints)}))?" if own.joints and not own.joined else ""
        digits = rf"(?:{GAP}(?:{_either(own.words)}))+"
        point = rf"(?:{GAP}{regex.escape(own.point)}{digits})?" if own.point else ""
        half = f"(?:{own.half})?" if own.half else ""
        begin = f"(?:{article}|{first})" if own.articles else first
        return rf"(?:{begin}{point}{half}(?:(?:{joint}{GAP}|-)(?:{one}))*)"

    @cached_property
    def need(self) -> Need:
        """What any number in words needs: one of the words."""
        return any_word(self.values)

    @cached_property
    def _number(self) -> Pattern:
        own = self.numerals
        not_after = rf"(?<!{own.not_after})" if own.not_after else ""
        return compiled(rf"{not_after}\b{self.pattern}\b")

    @cached_property
    def _measure(self) -> Pattern:
        return compiled(rf"[-\s]?(?:[%‰]|{self.words.measured})")

    @cached_property
    def _unit(self) -> Pattern:
        units = f"[%‰]|{self.words.measured}|{self.words.counted}"
        return compiled(rf"\s*(?:{units})")

    @cached_property
    def _noun(self) -> Pattern:
        return compiled(self.words.nouns or NEVER)

    @cached_property
    def _is_name(self) -> tuple[Pattern, Pattern, Pattern]:
        """What makes a name of a number before it and after it, and a way of speaking."""
        own = self.numerals
        patterns = (
            f"(?:{own.names_before})$" if own.names_before else NEVER,
            own.names_after or NEVER,
            own.sayings_after or NEVER,
        )
        before, after, saying = map(compiled, patterns)
        return before, after, saying

    def find(self, plain: str, masked: str, lexicon: Lexicon) -> Iterator[Numeral]:
        """Every number in words that counts something. `masked` is without what may stand, also
        without units such as km², which `plain` has."""
        before, _, _ = self._is_name
        for match in self._number.finditer(masked):
            for start, end in self._proper(match[0], match.start()):
                words, rest = masked[start:end].lower(), plain[end : end + 40]
                named = before.search(masked[max(0, start - 24) : start])
                if not named and self._counts(words, rest, lexicon):
                    yield start, end, (self._with_unit(words, rest, lexicon),)

    def _proper(self, text: str, at: int) -> Iterator[tuple[int, int]]:
        """A run of numerals as the numbers it is made of: `two one` are two."""
        pieces = [match.span() for match in PIECE.finditer(text)]
        start = 0
        while start < len(pieces):
            if text[slice(*pieces[start])].lower() in self.numerals.joints:
                start += 1
                continue
            stop = len(pieces)
            while stop > start + 1 and not self._is_whole(text, pieces[start:stop]):
                stop -= 1
            yield at + pieces[start][0], at + pieces[stop - 1][1]
            start = stop

    def _is_whole(self, text: str, pieces: list[tuple[int, int]]) -> bool:
        """Whether some words are one number, and end with a part of it."""
        last = text[slice(*pieces[-1])].lower()
        value = self.value(text[pieces[0][0] : pieces[-1][1]])
        return last not in self.numerals.joints and value is not None

    def _counts(self, words: str, rest: str, lexicon: Lexicon) -> bool:
        """Whether a number measures: large ones do, smaller ones before a unit, and one to ten only
        before what is not counted."""
        _, named, saying = self._is_name
        first = BETWEEN_PIECES.split(words)[0]
        article = first in self.numerals.articles
        if named.match(rest) or (article and rest.startswith("-")):
            return False
        unit = rest.lstrip(" -")
        if self._measure.match(rest) or (rest[:1] in " -" and word_at(unit, lexicon.measured)):
            return True
        counted = bool(self._unit.match(unit) or word_at(unit, lexicon.several))
        noun = self._noun.match(rest)
        if any(scale in words for scale in self.numerals.scales):
            alone = len(words.split()) == 2 if article else words in self.numerals.scales
            large = self.numerals.scales.get(words.split()[-1], 0) >= MILLION
            direct = noun is not None and (not article or large or len(noun[0].split()) == 1)
            return (counted or direct) and not saying.match(rest) if alone else True
        value = self.value(words)
        return bool(counted or noun) and value is not None and value > LARGE

    def _with_unit(self, words: str, rest: str, lexicon: Lexicon) -> Worth:
        value = self.value(words) or Fraction(0)
        unit = rest.lstrip(" -\n")
        if compiled(rf"(?:{self.words.percent})").match(unit):
            return Worth(value / 100, RATIO)
        word = word_at(unit, lexicon.measured) or word_at(unit, lexicon.several)
        if word in lexicon.scales:
            scale, dimension = lexicon.scales[word]
            return Worth(value * scale, dimension)
        return Worth(value)

    # Values --------------------------------------------------------------------------------------

    def value(self, words: str) -> Fraction | None:
        """What a number in words is worth: two hundred and fifty thousand; None for no number."""
        tokens = list(self._tokens(words.lower()))
        own = self.numerals
        half = compiled(own.half or NEVER).search(words)
        if half and half[0]:
            whole = self.value(words[: half.start()])
            rest = self.value(words[half.end() :]) if words[half.end() :].strip() else 1
            return None if whole is None or rest is None else (whole + Fraction(1, 2)) * rest
        if own.point and own.point in tokens:
            at = tokens.index(own.point)
            return self._decimal(tokens[:at], tokens[at + 1 :])
        return self._total(tokens)

    def _tokens(self, words: str) -> Iterator[str]:
        for word in WORD.findall(words):
            if word in self.values or word in self.numerals.joints or not self.numerals.joined:
                yield word
            else:
                yield from self.pieces.findall(word)

    def _decimal(self, whole: list[str], digits: list[str]) -> Fraction | None:
        total, place = self._total(whole), Fraction(1, 10)
        scale = Fraction(1)
        for word in digits:
            if word in self.numerals.scales:
                scale *= self.numerals.scales[word]
            elif total is not None and word in self.numerals.words:
                total += self.numerals.words[word] * place
                place /= 10
        return None if total is None else total * scale

    def _total(self, tokens: list[str]) -> Fraction | None:
        """Hundreds before tens before ones; a joint turns the last two round: fünfundzwanzig."""
        own = self.numerals
        total, section, least, joined = Fraction(0), Fraction(0), Fraction(10**18), False
        for number, word in enumerate(tokens):
            if word in own.joints:
                joined = True
                continue
            if word in own.articles and number == 0 and len(tokens) > 1:
                section, least = Fraction(1), Fraction(1)
            elif word in own.scales:
                scale = own.scales[word]
                if scale < 1000:
                    section, least = (section or Fraction(1)) * scale, Fraction(scale)
                else:
                    total, section = total + (section or Fraction(1)) * scale, Fraction(0)
                    least = Fraction(scale)
            elif word in own.words:
                value = own.words[word]
                inverted = own.joined and joined and value >= 20 and section % 100 < 10
                if value >= least and not inverted:
                    return None
                section, least = section + value, Fraction(1 if inverted or value < 20 else 10)
            else:
                return None
            joined = False
        return total + section

    def worth(self, words: str) -> Fraction | None:
        """What a part of a pattern is worth: a number in words, or a word that begins as one."""
        words = words.lower()
        if words in self.numerals.articles:
            return Fraction(1)
        stems = self.numerals.stems
        stem = max((each for each in stems if words.startswith(each)), key=len, default="")
        match = self._number.match(words)
        if match and len(match[0]) > len(stem):
            return self.value(match[0])
        return stems[stem] if stem else None


def _either(words: Iterable[str]) -> str:
    """A pattern of any of some words, the longest first."""
    listed = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(map(regex.escape, listed)) or NEVER
