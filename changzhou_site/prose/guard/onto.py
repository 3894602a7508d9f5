"""What is typed onto a bound figure: another magnitude, another figure, or a unit not its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from changzhou_site.model import Unit
from changzhou_site.prose.guard.numbers import (
    BARE,
    BOUND,
    FIGURE,
    FILLER,
    INVISIBLE,
    Loose,
    Nature,
    named_in,
)
from changzhou_site.prose.guard.vocabulary import COUNTED, ENGLISH_MEASURES, Vocabulary
from changzhou_site.units import MONEY

ONTO_BOUND = re.compile(
    rf"(?:(?<!\w)-|−)(?=[{BOUND}{BARE}])"
    rf"|(?<=[{BOUND}{BARE}])[^\S\n]?(?:dozen|hundred|thousand|million|billion|trillion|bn|trn)\b(?!-)"
    rf"|(?<={BARE})[{BOUND}{BARE}]",
    re.IGNORECASE,
)
"""What makes another number of a bound figure: a minus, a magnitude, a figure beside it."""

NEXT_FIGURE = re.compile(rf"{BOUND}(?=[\ue100-\ue17f])")
POINT = re.compile(rf"[.,．](?={BOUND}[\ue100-\ue17f])")

GAP = re.compile(rf"[{INVISIBLE}]*\s?[{INVISIBLE}]*")

PERCENT = re.compile(
    r"[%％‰]|个?百分点|倍|成(?=[，。、；：！？）”」\s多左以的]|$)"
    r"|(?:percentage\spoints?|per\s?cent|percent(?:age)?)\b",
    re.IGNORECASE,
)
"""What makes a part or a multiple of any figure."""

MEASURES = re.compile(
    "平方[公千厘]?[米里]|立方米|公里|公顷|千米|千克|千瓦时?|公斤|兆瓦时?|米(?![饭粉兰])|吨|亩|小时|分钟"
    rf"|{ENGLISH_MEASURES}",
    re.IGNORECASE,
)
"""Units whether a site has them or not."""

WORDS = re.compile(
    "人[工均民口才类]|家[庭居具电长乡]|年[轻均度内底初代]|位[于列居]|天[鹅然气]|项目|个[人体别]|元[旦素]"
    "|倍[增数速感受加率]|只[有是占剩能要用]"
)
"""Words that begin as a unit does."""

CLASSIFIERS = frozenset("个 位 time times".split())
"""What may follow the number of whatever is counted."""

OTHER_NAMES = {"％": "%", "percent": "%", "per cent": "%"}
YUAN = frozenset(("yuan", "rmb", "cny"))


def mask_own_units(plain: str, masked: str, vocabulary: Vocabulary) -> str:
    """Masks the unit typed after a number that is bound without it, where it is its own."""
    for figure in FIGURE.finditer(plain):
        if figure["end"] == BARE:
            start = _after(plain, figure.end())
            unit = _unit_of(figure, vocabulary)
            end = start + len(_own(plain[start : start + 40], unit, vocabulary))
            masked = masked[:start] + FILLER * (end - start) + masked[end:]
    return masked


def find_onto(text: str, plain: str, masked: str, vocabulary: Vocabulary) -> Iterator[Loose]:
    """Everything typed onto a bound figure but digits and Chinese numerals."""
    for match in ONTO_BOUND.finditer(masked):
        yield _loose(text, *match.span())
    for figure in FIGURE.finditer(plain):
        beside = NEXT_FIGURE.match(plain, figure.end())
        if figure["end"] == BARE:
            beside = beside or POINT.match(plain, figure.end())
        if beside:
            yield _loose(text, *beside.span())
        start = _after(plain, figure.end())
        word = _false_unit(plain[start : start + 40], figure, vocabulary)
        if word:
            yield _loose(text, start, start + len(word), Nature.FALSE_UNIT)


def _loose(text: str, start: int, end: int, nature: Nature = Nature.GLUED) -> Loose:
    typed = text[start:end].strip(f" {BOUND}{BARE}")
    return Loose(start, end, typed, nature=nature, core=(start, end))


def _after(plain: str, end: int) -> int:
    gap = GAP.match(plain, end)
    return gap.end() if gap else end


def _unit_of(figure: re.Match[str], vocabulary: Vocabulary) -> Unit | None:
    return vocabulary.units_of.get(named_in(figure))


def _own(rest: str, unit: Unit | None, vocabulary: Vocabulary) -> str:
    """The longest form of a unit that a text begins with."""
    words = vocabulary.words_of[unit.id] if unit else ()
    return max((word for word in words if _begins(rest, word)), key=len, default="")


def _begins(rest: str, word: str) -> bool:
    """Whether a text begins with a word, whole where words have spaces between them."""
    following = rest[len(word) : len(word) + 1]
    goes_on = word[-1:].isascii() and word[-1:].isalpha() and following.isascii()
    return rest.startswith(word) and not (goes_on and following.isalpha())


def _false_unit(rest: str, figure: re.Match[str], vocabulary: Vocabulary) -> str:
    """The unit typed after a figure that is not its own; "" where there is none."""
    unit, bare = _unit_of(figure, vocabulary), figure["end"] == BARE
    if WORDS.match(rest):
        return ""
    patterns = (PERCENT, MEASURES) if bare else (PERCENT,)
    typed = [match[0] for match in (pattern.match(rest) for pattern in patterns) if match]
    if bare:
        typed += [w for w in vocabulary.scales if w[:2] != "a " and _begins(rest, w)]
    word = max(typed, key=len, default="")
    if bare and len(_own(rest, unit, vocabulary)) >= len(word):
        return ""
    return word if word and not _may_follow(word, unit, vocabulary, bare) else ""


def _may_follow(word: str, unit: Unit | None, vocabulary: Vocabulary, bare: bool) -> bool:
    """Whether a unit that is not a form of a figure's own says the same as it or says no more."""
    if unit is None:
        return False
    own, amount = vocabulary.words_of[unit.id], (Fraction(unit.scale), unit.dimension)
    if "" in own and vocabulary.scales.get(word) == amount:
        return True
    if word.lower() in YUAN:
        return amount == (Fraction(1), ((MONEY, 1),))
    counts = unit.dimension in COUNTED and word in CLASSIFIERS
    return bare and (counts or OTHER_NAMES.get(word.lower()) in own)
