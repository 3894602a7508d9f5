"""What is typed onto a bound figure: another magnitude, another figure, or a unit not its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from changzhou_site.guard.numbers import FIGURE, INVISIBLE, Loose, Nature, begins, named_in
from changzhou_site.guard.vocabulary import COUNTED, PER_CENT, Voices
from changzhou_site.languages import BARE, BOUND, FILLER, Pattern, compiled
from changzhou_site.model import Unit


def _onto_bound(voices: Voices) -> Pattern:
    """What makes another number of a bound figure: a minus, a magnitude, a figure beside it."""
    magnitudes = voices.joined("magnitudes")
    return compiled(
        rf"(?:(?<!\w)-|−)(?=[{BOUND}{BARE}])"
        rf"|(?<=[{BOUND}{BARE}])[^\S\n]?(?:{magnitudes})"
        rf"|(?<={BARE})[{BOUND}{BARE}]"
    )


NEXT_FIGURE = re.compile(rf"{BOUND}(?=[\ue100-\ue17f])")
POINT = re.compile(rf"[.,．](?={BOUND}[\ue100-\ue17f])")

GAP = re.compile(rf"[{INVISIBLE}]*\s?[{INVISIBLE}]*")


def mask_own_units(plain: str, masked: str, voices: Voices) -> str:
    """Masks the unit typed after a number that is bound without it, where it is its own."""
    for figure in FIGURE.finditer(plain):
        if figure["end"] == BARE:
            start = _after(plain, figure.end())
            unit = _unit_of(figure, voices)
            end = start + len(_own(plain[start : start + 40], unit, voices))
            masked = masked[:start] + FILLER * (end - start) + masked[end:]
    return masked


def find_onto(text: str, plain: str, masked: str, voices: Voices) -> Iterator[Loose]:
    """Everything typed onto a bound figure but digits and Chinese numerals."""
    for match in _onto_bound(voices).finditer(masked):
        yield _loose(text, *match.span())
    for figure in FIGURE.finditer(plain):
        beside = NEXT_FIGURE.match(plain, figure.end())
        if figure["end"] == BARE:
            beside = beside or POINT.match(plain, figure.end())
        if beside:
            yield _loose(text, *beside.span())
        start = _after(plain, figure.end())
        word = _false_unit(plain[start : start + 40], figure, voices)
        if word:
            yield _loose(text, start, start + len(word), Nature.FALSE_UNIT)


def _loose(text: str, start: int, end: int, nature: Nature = Nature.GLUED) -> Loose:
    typed = text[start:end].strip(f" {BOUND}{BARE}")
    return Loose(start, end, typed, nature=nature, core=(start, end))


def _after(plain: str, end: int) -> int:
    gap = GAP.match(plain, end)
    return gap.end() if gap else end


def _unit_of(figure: re.Match[str], voices: Voices) -> Unit | None:
    return voices.vocabulary.unit_of(named_in(figure))


def _own(rest: str, unit: Unit | None, voices: Voices) -> str:
    """The longest form of a unit that a text begins with."""
    words = voices.vocabulary.words_of[unit.id] if unit else ()
    return max((word for word in words if begins(rest, word)), key=len, default="")


def _false_unit(rest: str, figure: re.Match[str], voices: Voices) -> str:
    """The unit typed after a figure that is not its own; "" where there is none."""
    unit, bare = _unit_of(figure, voices), figure["end"] == BARE
    if voices.pattern("like_units").match(rest):
        return ""
    patterns = ("percent", "measures_after") if bare else ("percent",)
    typed = [rest[0]] if rest[:1] and rest[0] in PER_CENT else []
    found = (voices.pattern(name).match(rest) for name in patterns)
    typed += [match[0] for match in found if match]
    if bare:
        typed += [w for w in voices.vocabulary.scales if " " not in w and begins(rest, w)]
    word = max(typed, key=len, default="")
    if len(_own(rest, unit, voices)) >= len(word):
        return ""
    return word if word and not _may_follow(word, unit, voices, bare) else ""


def _may_follow(word: str, unit: Unit | None, voices: Voices, bare: bool) -> bool:
    """Whether a unit that is not a form of a figure's own says the same as it or says no more."""
    if unit is None:
        return False
    own, amount = voices.vocabulary.words_of[unit.id], (Fraction(unit.scale), unit.dimension)
    if "" in own and voices.vocabulary.scales.get(word) == amount:
        return True
    if word == "％" and unit.id == "%":
        return bare
    counts = bare and unit.dimension in COUNTED and word in voices.classifiers
    return counts or voices.unit_words.get(word.lower()) == unit.id
