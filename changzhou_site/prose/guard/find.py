"""One text -> its loose numbers, in order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from changzhou_site.prose.guard.chinese import everyday, find_chinese
from changzhou_site.prose.guard.english import find_english
from changzhou_site.prose.guard.numbers import (
    APART,
    BARE,
    BOUND,
    DIGITS,
    FILLER,
    INVISIBLE,
    LARGE,
    NUMERALS,
    Loose,
    Nature,
    digit,
)
from changzhou_site.prose.guard.onto import find_onto, mask_own_units
from changzhou_site.prose.guard.ranges import join_ranges
from changzhou_site.prose.guard.vocabulary import Vocabulary, counts
from changzhou_site.prose.times import BARE_YEAR, DATES, GAP

MAGNITUDES = re.compile(rf"(?:{GAP}[多余几]?[{LARGE}]+(?![姓货科年般瓦米克]))*")

GOES_ON = re.compile(
    r"(?:(?!\n\s*\n)\s)*(?:[—–~～-]+|至|到|to\b)\s*(?!(?:19|20)\d\d(?!\d))\d[\d.,]{2}",
    re.IGNORECASE,
)
"""What makes the low end of a range of a year: 2000—3000只."""


def find_loose(text: str, vocabulary: Vocabulary, literals: Iterable[str] = ()) -> Iterator[Loose]:
    """Every loose number of a text, in order. Bound ones are masked before, by `bound_mask`."""
    if not WITHIN_WORD.search(text):
        yield from _find(text, vocabulary, literals)
        return
    kept = [n for n, shown in enumerate(WITHIN_WORD.sub(_blank, text)) if shown != BLANK]
    whole = "".join(text[n] for n in kept)
    for loose in _find(whole, vocabulary, literals):
        yield _as_written(loose, text, [*kept, len(text)])


WITHIN_WORD = re.compile(rf"(?<=[^\W\d_])[{INVISIBLE}]+(?=[^\W\d_])")
BLANK = "\ue0fc"


def _blank(match: re.Match[str]) -> str:
    return BLANK * len(match[0])


def _as_written(loose: Loose, text: str, kept: list[int]) -> Loose:
    """A number found in a text without what cannot be seen, where it stands in the text with it."""

    def at(start: int, end: int) -> tuple[int, int]:
        return kept[start], kept[end - 1] + 1 if end > start else kept[start]

    start, end = at(loose.start, loose.end)
    split = loose.nature is Nature.SPELLED and end - start > loose.end - loose.start
    return replace(
        loose,
        start=start,
        end=end,
        text=text[start:end] if loose.text else "",
        nature=Nature.SPLIT if split else loose.nature,
        ends=tuple(_as_written(each, text, kept) for each in loose.ends),
        core=at(*loose.core),
    )


def _find(text: str, vocabulary: Vocabulary, literals: Iterable[str]) -> Iterator[Loose]:
    plain = everyday(re.sub(r"\d", lambda match: str(int(match[0])), text))
    plain = plain.replace("\u2010", "-").replace("\u2011", "-")
    masked = _mask_times(plain, plain, DATES, vocabulary)
    for literal in sorted({*vocabulary.literals, *literals}, key=len, reverse=True):
        masked = _mask_literal(plain, masked, literal, vocabulary)
    masked = _mask_times(plain, masked, BARE_YEAR, vocabulary)
    masked = mask_own_units(plain, masked, vocabulary)
    found = [*_digits(text, masked), *find_onto(text, plain, masked, vocabulary)]
    found += find_chinese(text, plain, masked, vocabulary)
    found += find_english(text, plain, masked, vocabulary)
    found.sort(key=lambda loose: loose.core)
    yield from join_ranges(text, masked, _apart(found), vocabulary)


def _apart(found: Iterable[Loose]) -> Iterator[Loose]:
    """Each stretch of text once, where two ways of finding meet."""
    end = 0
    for loose in found:
        if loose.core[0] >= end:
            yield loose
            end = loose.end


def _mask_times(plain: str, masked: str, pattern: re.Pattern[str], vocabulary: Vocabulary) -> str:
    """Masks dates or years, unless what follows makes a quantity of them, or a bound figure
    stands right beside them."""

    def mask(match: re.Match[str]) -> str:
        year = match[0][-1].isdigit()
        rest = plain[match.end() :][:24]
        quantity = year and bool(GOES_ON.match(rest) or counts(rest, vocabulary))
        glued = _is_glued(plain, match.start(), match.end(), onto=BARE)
        return match[0] if quantity or glued else FILLER * len(match[0])

    return pattern.sub(mask, masked)


def _mask_literal(plain: str, masked: str, literal: str, vocabulary: Vocabulary) -> str:
    """Masks a name where it stands alone, not as a part of a longer number or word."""
    if literal not in plain:
        return masked
    before, after = _neighbours(literal[0]), _neighbours(literal[-1])
    left = rf"(?<!{before})(?<!\d[.,])" if before else ""
    right = rf"(?!{after})(?![.,]\d)" if after else ""
    number = bool(DIGITS.fullmatch(literal))
    for match in re.finditer(left + re.escape(literal) + right, plain):
        if not (number and counts(plain[match.end() :][:24], vocabulary)):
            masked = masked[: match.start()] + FILLER * len(literal) + masked[match.end() :]
    return masked


def _neighbours(character: str) -> str:
    """What may not stand beside a literal's edge, so that 532 is not found in 15326."""
    if character.isascii() and character.isalnum():
        return rf"[A-Za-z0-9{BOUND}{BARE}]"
    return f"[0-9{NUMERALS}]" if character in NUMERALS else ""


def _digits(text: str, masked: str) -> Iterator[Loose]:
    """Numbers in digits, with the magnitude that follows them."""
    plain = "".join(map(digit, masked))
    for match in DIGITS.finditer(plain):
        magnitude = MAGNITUDES.match(masked, match.end())
        assert magnitude is not None
        start, end = match.start(), magnitude.end()
        nature = Nature.SPLIT if APART.search(match[0]) else Nature.TYPED
        if _is_glued(plain, start, end):
            nature = Nature.GLUED
        yield Loose(start, end, text[start:end], text[end : end + 16], nature, core=(start, end))


def _is_glued(plain: str, start: int, end: int, onto: str = BOUND + BARE) -> bool:
    """Whether digits stand right beside a bound figure, or only a decimal point between."""
    before = re.search(rf"[{onto}][.,]?$", plain[max(0, start - 2) : start])
    after = re.match(rf"[.,]?[{BOUND}{BARE}]", plain[end : end + 2])
    return bool(
        (before and plain[start : start + 1].isdigit())
        or (after and plain[end - 1 : end].isdigit())
    )
