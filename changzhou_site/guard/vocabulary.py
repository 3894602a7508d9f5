"""What a site's guard knows: its units, its literals, and how its figures read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import TypeVar

import regex

from changzhou_site.digests import APART
from changzhou_site.errors import Place
from changzhou_site.figures import (
    exact_form,
    forms_of,
    share_of,
    share_text,
    value_text,
    whole_text,
)
from changzhou_site.guard.numbers import DIGITS, Characters
from changzhou_site.languages import (
    NEVER,
    Amount,
    Lexicon,
    Pattern,
    Tongue,
    compiled,
    tongue_of,
    word_at,
)
from changzhou_site.model import Indicator, Language, Observation, Site, Unit
from changzhou_site.source import Text
from changzhou_site.units import (
    COUNT,
    PERCENT,
    RANK,
    RATIO,
    is_rank,
    is_worded,
    published_value,
    round_to,
)

K = TypeVar("K")

NUMBERED = tuple(((name, 1),) for name in (COUNT, "year", "day"))
COUNTED = (*NUMBERED, ((RANK, 1),))
"""Dimensions in which small numerals are words: 一个, 五年, three companies."""

NUMBER = regex.compile(r"\{n\}|\{scaled\}")


@dataclass(frozen=True)
class KnownFigure:
    """How a figure is written between braces, and how it reads."""

    reference: str
    worded: str
    language: str
    unit: Unit = field(compare=False)


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """What a site's guard knows."""

    tongues: tuple[Tongue, ...] = field(metadata=APART)
    """They are made of the site's languages."""
    lexicons: Mapping[str, Lexicon]
    """By language."""
    site: Site = field(metadata=APART)
    """What is asked of it is asked for by its figures."""
    words_of: Mapping[str, frozenset[str]]
    """What follows the number in the forms of each unit, in all languages; "" for nothing."""
    scales: Mapping[str, Amount]
    """What follows a number, in all languages -> how many base units one of it is."""
    literals: tuple[Text, ...]
    """Names that may stand in any text."""
    unit_names: tuple[Text, ...]
    """Units whose names hold a number, such as km²: in a caption they are names."""
    asked: frozenset[str]
    """Classes of names that are off unless a site asks for them."""
    characters: Characters

    def unit_of(self, id: str) -> Unit | None:
        """The unit of an indicator."""
        found = self.site.indicators.get(id)
        return found.unit if found else None

    @cached_property
    def figures(self) -> Mapping[str, tuple[KnownFigure, ...]]:
        """The figures by the number in their wording, newest observations first. Only a text that
        has a loose number is held to them all."""
        return _by((self.characters.number_in(figure.worded), figure) for _, figure in self._worded)

    @cached_property
    def amounts(self) -> Mapping[Amount, tuple[KnownFigure, ...]]:
        """The figures by what they are worth in base units."""
        return _by(self._worded)

    @cached_property
    def _worded(self) -> tuple[tuple[Amount, KnownFigure], ...]:
        return tuple(
            worded
            for language in self.site.languages.values()
            for indicator in self.site.indicators.values()
            for worded in _worded(indicator, language)
        )

    def read_by(self, language: str | None) -> Voices:
        """The rules by which a text of a language is read; of a text for all languages, all."""
        return self._voices[language]

    @cached_property
    def _voices(self) -> Mapping[str | None, Voices]:
        """A text is read in its own language, and in those of the site in other letters: a word of
        another language in the same letters may be another word."""
        found: dict[str | None, Voices] = {None: Voices(self.tongues, self)}
        for own in self.tongues:
            script, code = own.language.script, own.language.code
            others = (each for each in self.tongues if each.language.script != script)
            found[code] = Voices((own, *others), self)
        return found


@dataclass(frozen=True, eq=False)
class Voices:
    """The rules of the languages that a text is read by, with what the guard knows of the site."""

    tongues: tuple[Tongue, ...]
    vocabulary: Vocabulary

    def lexicon(self, tongue: Tongue) -> Lexicon:
        return self.vocabulary.lexicons[tongue.language.code]

    def counts(self, rest: str) -> bool:
        """Whether a unit follows, so that what stands before it is a quantity."""
        rest = rest.lstrip()
        if rest[:1] in PER_CENT and rest:
            return True
        for tongue in self.tongues:
            lexicon = self.lexicon(tongue)
            own = rest.startswith(lexicon.units) if tongue.characters else False
            if own or tongue.unit.match(rest) or word_at(rest, lexicon.several):
                return True
        return False

    def pattern(self, name: str) -> Pattern:
        """One of the patterns that each language has, as one."""
        parts = (getattr(tongue.words, name) for tongue in self.tongues)
        return compiled("|".join(f"(?:{part})" for part in parts if part) or "(?!)")

    def joined(self, name: str) -> str:
        """The same to be put into a longer pattern."""
        parts = (getattr(tongue.words, name) for tongue in self.tongues)
        return "|".join(f"(?:{part})" for part in parts if part) or "(?!)"

    @cached_property
    def quotation(self) -> Pattern:
        """What stands inside quotation marks, within a paragraph."""
        pairs = dict.fromkeys(pair for tongue in self.tongues for pair in tongue.words.quotes)
        return compiled("|".join(map(_quotation, pairs)) or NEVER)

    @cached_property
    def classifiers(self) -> frozenset[str]:
        return frozenset().union(*(tongue.words.classifiers for tongue in self.tongues))

    @cached_property
    def unit_words(self) -> Mapping[str, str]:
        """Other words for units, by which they may be typed after their own numbers."""
        return {word: id for tongue in self.tongues for word, id in tongue.words.unit_words.items()}


PER_CENT = "%％‰"


def _quotation(pair: str) -> str:
    """Of a pair of marks; where both are one, the first has no word before it."""
    opening, closing = map(regex.escape, pair)
    free = rf"(?<![\w{opening}])" if opening == closing else ""
    return rf"{free}{opening}(?:[^{opening}{closing}\n]|\n(?!\s*\n))++{closing}"


def read_vocabulary(site: Site) -> Vocabulary:
    """What the guard of this site knows."""
    languages = tuple(site.languages.values())
    used = {unit.id for unit in site.used_units}
    units = [
        unit
        for unit in site.units.values()
        if unit.id
        and (unit.everywhere or unit.id in used)
        and all(is_worded(unit, language.code) for language in languages)
    ]
    scales = {
        word: (Fraction(unit.scale), unit.dimension)
        for unit in units
        for language in languages
        for word in _suffixes(unit, language)
    }
    characters = Characters.of(language.guard for language in languages)
    return Vocabulary(
        tongues=tuple(map(tongue_of, languages)),
        lexicons={each.code: _lexicon(units, each, scales) for each in languages},
        site=site,
        words_of={
            unit.id: frozenset(
                word for language in languages for word in _all_suffixes(unit, language)
            )
            for unit in (*units, *site.used_units)
        },
        scales=scales,
        literals=site.meta.literals,
        unit_names=tuple(_numbered(units, languages, characters)),
        asked=frozenset(str(name) for name in site.meta.names),
        characters=characters,
    )


def _lexicon(units: list[Unit], language: Language, scales: Mapping[str, Amount]) -> Lexicon:
    def forms(chosen: Iterable[Unit], category: str = "") -> tuple[str, ...]:
        words = {word for unit in chosen for word in _suffixes(unit, language, category)}
        return tuple(sorted(words, key=lambda word: (-len(word), word)))

    counted = [unit for unit in units if unit.dimension in COUNTED]
    measured = [unit for unit in units if unit.dimension not in COUNTED and not _is_times(unit)]
    plain = tuple(word for word in forms(measured) if " " not in word)
    return Lexicon(forms(units), forms(counted), plain, forms(units, "one"), scales)


def _is_times(unit: Unit) -> bool:
    """Whether a unit says how many times: five times is a way of speaking."""
    return unit.dimension == RATIO and unit.scale == 1


def _suffixes(unit: Unit, language: Language, without: str = "") -> Iterator[str]:
    """What follows the number in a unit's forms, but for those of one plural category."""
    forms = _forms(unit, language)
    for category, form in forms.items():
        word = NUMBER.split(form)[-1].strip()
        if word and not (len(forms) > 1 and category == without):
            yield word


def _all_suffixes(unit: Unit, language: Language) -> Iterator[str]:
    for form in _forms(unit, language).values():
        yield NUMBER.split(form)[-1].strip()


def _forms(unit: Unit, language: Language) -> Mapping[str, str]:
    """Of a rank, the form of an exact one."""
    if is_rank(unit) and not unit.forms:
        return {"other": exact_form(unit, language.numbers)}
    return forms_of(unit, language.numbers)


def _numbered(
    units: Iterable[Unit], languages: Iterable[Language], characters: Characters
) -> Iterator[Text]:
    """Units whose names hold a number, the longest first."""
    names = {unit.id for unit in units}
    names |= {
        word for unit in units for language in languages for word in _suffixes(unit, language)
    }
    for name in sorted(names, key=lambda name: (-len(name), name)):
        if DIGITS.search(characters.in_ascii(name)):
            yield Text(name, Place(""))


def _by(figures: Iterable[tuple[K, KnownFigure]]) -> dict[K, tuple[KnownFigure, ...]]:
    found: dict[K, dict[KnownFigure, None]] = {}
    for key, figure in figures:
        found.setdefault(key, {})[figure] = None
    return {key: tuple(each) for key, each in found.items()}


def _worded(indicator: Indicator, language: Language) -> Iterator[tuple[Amount, KnownFigure]]:
    """Each observation of an indicator, and the newest one's whole and share."""
    newest, dimension = indicator.newest, indicator.unit.dimension
    scale = Fraction(indicator.unit.scale)

    def known(reference: str, reads: str, unit: Unit = indicator.unit) -> KnownFigure:
        return KnownFigure(reference, reads, language.code, unit)

    def of(observation: Observation, reference: str) -> tuple[Amount, KnownFigure]:
        worth = (published(observation) * scale, dimension)
        return worth, known(reference, value_text(indicator, observation, language))

    yield of(newest, indicator.id)
    for observation in indicator.observations[:-1]:
        if observation.period:
            yield of(observation, f"{indicator.id} @{observation.period.written}")
    if newest.whole is not None:
        reads = whole_text(indicator, newest, language)
        worth = (Fraction(newest.whole) * scale, dimension)
        yield worth, known(f"{indicator.id} | of", reads)
        share = share_of(indicator, newest)
        if share is not None:
            tenth = round_to(share * Decimal(100), 1, newest.bound)
            reads = share_text(newest, share, language)
            figure = known(f"{indicator.id} | share", reads, PERCENT)
            yield (Fraction(tenth) / 100, RATIO), figure


def published(observation: Observation) -> Fraction:
    """A value as it is read: a fraction as it is, all else rounded."""
    if observation.fraction:
        return Fraction(*observation.fraction)
    return Fraction(published_value(observation))
