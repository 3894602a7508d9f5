"""Two numbers with 至, a dash or `to` between them: one range."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from changzhou_site.prose.guard.english import SMALL
from changzhou_site.prose.guard.numbers import DIGIT_NUMERALS, Loose, Nature
from changzhou_site.prose.guard.vocabulary import (
    CHINESE_MEASURES,
    ENGLISH_UNITS,
    Vocabulary,
    word_at,
)

JOINT = r"(?:[—–―‒~～〜−-]+|至|到|to\b|through\b)"
BETWEEN = re.compile(
    r"(?:\b(?:between|from)\s+(?:about\s+|some\s+)?|介于|介乎|在)\W{0,2}$", re.IGNORECASE
)

LINK = re.compile(rf"\s*(?P<joint>{JOINT})\s*(?:RMB\s?|[¥￥$€£]\s?)?$", re.IGNORECASE)
LINK_OF_BETWEEN = re.compile(
    r"\s*(?P<joint>\band\b|和|与)\s*(?:RMB\s?|[¥￥$€£]\s?)?$", re.IGNORECASE
)
LONGEST_LINK = 32
BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
"""Between paragraphs, over which no range goes."""

BARE_END = re.compile(
    rf"(?<![\w{DIGIT_NUMERALS}])(?P<word>{SMALL})\s*(?:-|{JOINT}|and\b)\s*$|(?P<numeral>[{DIGIT_NUMERALS}]+)\s*{JOINT}\s*$",
    re.IGNORECASE,
)
"""The low end of 三到五成 and of five to ten per cent, which alone would be a word."""


def join_ranges(
    text: str, masked: str, found: Iterable[Loose], vocabulary: Vocabulary
) -> Iterator[Loose]:
    """The numbers found, in order, with the two ends of a range as one."""
    held: Loose | None = None
    for loose in found:
        low = held or _bare_end(text, masked, loose)
        if low and _are_linked(masked, low, loose, vocabulary):
            yield _range(text, low, loose)
            held = None
            continue
        if held:
            yield held
        held = loose
    if held:
        yield held


def _bare_end(text: str, masked: str, loose: Loose) -> Loose | None:
    """A numeral before a number in words, which only the range makes a number of."""
    if loose.nature is not Nature.SPELLED:
        return None
    first = max(0, loose.start - LONGEST_LINK)
    match = BARE_END.search(masked[first : loose.start])
    if match is None or BLANK_LINE.search(match[0]):
        return None
    start, end = (first + at for at in match.span(match.lastgroup or 0))
    if match[0].rstrip().lower().endswith("and") and not BETWEEN.search(masked[first:start]):
        return None
    return Loose(start, end, text[start:end], nature=Nature.SPELLED, core=(start, end))


def _range(text: str, low: Loose, high: Loose) -> Loose:
    start, end = low.start, high.end
    return Loose(start, end, text[start:end], high.after, Nature.RANGE, ends=(low, high))


def _are_linked(masked: str, low: Loose, high: Loose, vocabulary: Vocabulary) -> bool:
    between = masked[low.end : high.start]
    if {Nature.GLUED, Nature.FALSE_UNIT} & {low.nature, high.nature}:
        return False
    if not 0 < len(between) <= LONGEST_LINK or BLANK_LINE.search(between):
        return False
    link = LINK.search(between)
    if link is None and BETWEEN.search(masked[max(0, low.start - LONGEST_LINK) : low.start]):
        link = LINK_OF_BETWEEN.search(between)
    return bool(link) and _is_unit(between[: link.start()] if link else "", vocabulary)


def _is_unit(words: str, vocabulary: Vocabulary) -> bool:
    """Whether nothing but units stands there: 亿元, GWh, billion yuan."""
    rest = words.strip()
    while rest:
        word = word_at(rest, (*vocabulary.units, *vocabulary.english))
        unit = ENGLISH_UNITS.match(rest)
        if not word and unit:
            word = unit[0]
        if not word:
            word = next((each for each in CHINESE_MEASURES if rest.startswith(each)), "")
        if not word:
            return False
        rest = rest[len(word) :].strip()
    return True
