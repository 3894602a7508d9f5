"""What a site's guard knows: its units, its literals, and how its figures read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from changzhou_site.model import Dimension, Indicator, Observation, Site, Unit
from changzhou_site.prose.guard.numbers import DIGITS, digit, number_in
from changzhou_site.units import COUNT, RANK, RATIO, published_value, round_to
from changzhou_site.wording import share_of, share_text, value_text, whole_text

K = TypeVar("K")

Amount = tuple[Fraction, Dimension]
"""A quantity in base units."""

NUMBERED = tuple(((name, 1),) for name in (COUNT, "year", "day"))
COUNTED = (*NUMBERED, ((RANK, 1),))
"""Dimensions in which small numerals are words: 一个, 五年, three companies."""

ENGLISH_MEASURES = (
    r"[%‰]|(?:per\s?cent|percent|percentage|yuan|RMB|CNY|dollars?|euros?|[kMGT]Wh?|kilo\w*|km|kg"
    r"|tonnes?|tons?|miles?|met(?:re|er)s?|hectares?|square\s+(?:km|kilo\w+|met\w+|miles?))\b"
)
ENGLISH_UNITS = re.compile(
    rf"\s*(?:{ENGLISH_MEASURES}|(?:people|persons?|compan(?:y|ies)|firms?|items?|days?|years?|times"
    r"|points?|million|billion|trillion|thousand|hundred|bn|trn)\b)",
    re.IGNORECASE,
)

CHINESE_MEASURES = (
    *"成倍多余来元万亿千百名座条辆台套户次吨亩米股份件种所岁周度只棵颗枚册篇页层栋间艘架头桶斤克升顷",
    "公里",
    "平方",
    "小时",
    "分钟",
)
"""What may follow a number in Chinese besides the site's units."""


@dataclass(frozen=True)
class Figure:
    """How a figure is written between braces, and how it reads."""

    reference: str
    worded: str


@dataclass(frozen=True)
class Vocabulary:
    """What a site's guard knows."""

    units: tuple[str, ...]
    """What follows the number in Chinese forms, longest first: 亿元, 个百分点, GWh."""
    counted: tuple[str, ...]
    """Those of counts, ranks and times, where small Chinese numerals are words."""
    english: tuple[str, ...]
    """What follows the number in English forms."""
    measured: tuple[str, ...]
    """Those of what is measured and not counted: GWh, km²."""
    units_of: Mapping[str, Unit]
    """The unit of each indicator."""
    words_of: Mapping[str, frozenset[str]]
    """What follows the number in the forms of each unit, in all languages; "" for nothing."""
    scales: Mapping[str, Amount]
    """What follows a number, in all languages -> how many base units one of it is."""
    literals: tuple[str, ...]
    """Names that may stand in any text: the site's literals, and units such as km²."""
    figures: Mapping[str, tuple[Figure, ...]]
    """The figures by the number in their wording, newest observations first."""
    amounts: Mapping[Amount, tuple[Figure, ...]]
    """The figures by what they are worth in base units."""


def counts(rest: str, vocabulary: Vocabulary) -> bool:
    """Whether a unit follows, so that what stands before it is a quantity."""
    rest = rest.lstrip()
    if rest.startswith((*vocabulary.units, *CHINESE_MEASURES)) or ENGLISH_UNITS.match(rest):
        return True
    return bool(word_at(rest, vocabulary.english))


def word_at(rest: str, words: tuple[str, ...]) -> str:
    """The word of those that a text begins with, whole; else nothing."""
    word = next((word for word in words if rest.startswith(word)), "")
    goes_on = word[-1:].isalpha() and rest[len(word) : len(word) + 1].isalpha()
    return "" if goes_on else word


def read_vocabulary(site: Site) -> Vocabulary:
    """What the guard of this site knows."""
    units = site.units.values()
    counted = [unit for unit in units if unit.dimension in COUNTED]
    measured = [unit for unit in units if unit.dimension not in COUNTED and unit.id != "倍"]
    worded = [
        (worth, figure)
        for language in site.meta.languages
        for indicator in site.indicators.values()
        for worth, figure in _worded(indicator, language)
    ]
    return Vocabulary(
        units=_longest_first(word for unit in units for word in _suffixes(unit, "zh")),
        counted=_longest_first(word for unit in counted for word in _suffixes(unit, "zh")),
        english=_longest_first(word for unit in units for word in _suffixes(unit, "en", "other")),
        measured=_longest_first(
            word for unit in measured for word in _suffixes(unit, "en") if word[:2] != "a "
        ),
        units_of={id: indicator.unit for id, indicator in site.indicators.items()},
        words_of={
            unit.id: frozenset(
                form.partition("{n}")[2].strip()
                for forms in unit.forms.values()
                for form in forms.values()
            )
            for unit in (*units, *(indicator.unit for indicator in site.indicators.values()))
        },
        scales={
            word: (Fraction(unit.scale), unit.dimension)
            for unit in units
            for language in unit.forms
            for word in _suffixes(unit, language)
        },
        literals=(*site.meta.literals, *_numbered(site)),
        figures=_by((number_in(figure.worded), figure) for _, figure in worded),
        amounts=_by(worded),
    )


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(words), key=lambda word: (-len(word), word)))


def _suffixes(unit: Unit, language: str, category: str = "") -> Iterator[str]:
    """What follows the number in a unit's forms, or in that of one plural category."""
    for name, form in unit.forms.get(language, {}).items():
        word = form.partition("{n}")[2].strip()
        if word and category in ("", name):
            yield word


def _numbered(site: Site) -> tuple[str, ...]:
    """Units whose names hold a number, such as km²: in a caption they are names."""
    names = {name for unit in site.units.values() for name in (unit.id, *_suffixes(unit, "en"))}
    return tuple(name for name in sorted(names) if DIGITS.search("".join(map(digit, name))))


def _by(figures: Iterable[tuple[K, Figure]]) -> dict[K, tuple[Figure, ...]]:
    found: dict[K, dict[Figure, None]] = {}
    for key, figure in figures:
        found.setdefault(key, {})[figure] = None
    return {key: tuple(each) for key, each in found.items()}


def _worded(indicator: Indicator, language: str) -> Iterator[tuple[Amount, Figure]]:
    """Each observation of an indicator, and the newest one's whole and share."""
    newest, dimension = indicator.newest, indicator.unit.dimension
    scale = Fraction(indicator.unit.scale)

    def of(observation: Observation, reference: str) -> tuple[Amount, Figure]:
        worth = (published(observation) * scale, dimension)
        return worth, Figure(reference, value_text(indicator, observation, language))

    yield of(newest, indicator.id)
    for observation in indicator.observations[:-1]:
        if observation.period:
            yield of(observation, f"{indicator.id} @{observation.period.written}")
    if newest.whole is not None:
        reads = whole_text(indicator, newest, language)
        worth = (Fraction(newest.whole) * scale, dimension)
        yield worth, Figure(f"{indicator.id} | of", reads)
        share = share_of(indicator, newest)
        if share is not None:
            tenth = round_to(share * Decimal(100), 1, newest.bound)
            figure = Figure(f"{indicator.id} | share", share_text(newest, share, language))
            yield (Fraction(tenth) / 100, RATIO), figure


def published(observation: Observation) -> Fraction:
    """A value as it is read: a fraction as it is, all else rounded."""
    if observation.fraction:
        return Fraction(*observation.fraction)
    return Fraction(published_value(observation))
