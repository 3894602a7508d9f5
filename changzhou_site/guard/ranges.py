"""Two numbers with 至, a dash or `to` between them: one range."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from changzhou_site.guard.numbers import Loose, Nature
from changzhou_site.guard.vocabulary import Voices
from changzhou_site.languages import Pattern, compiled, word_at

DASH = "[—–―‒~〜～−-]+"
MONEY = r"(?:RMB\s?|[¥￥$€£]\s?)?"


def _link(voices: Voices) -> Pattern:
    """What stands between the ends of a range."""
    return compiled(rf"\s*(?P<joint>{DASH}|{voices.joined('joints')})\s*{MONEY}$")


def _between(voices: Voices) -> Pattern:
    """What stands before two numbers that `and` makes a range of."""
    return compiled(rf"(?:{voices.joined('between')})\W{{0,2}}$")


def _link_of_between(voices: Voices) -> Pattern:
    return compiled(rf"\s*(?P<joint>{voices.joined('between_joints')})\s*{MONEY}$")


def _bare_end_pattern(voices: Voices) -> Pattern:
    """The low end of 三到五成 and of five to ten per cent, which alone would be a word."""
    small = re.escape(voices.vocabulary.characters.small)
    joint = rf"(?:{DASH}|{voices.joined('joints')})"
    parts = [rf"(?P<numeral>[{small}]+)\s*{joint}\s*$"] if small else []
    joints = voices.joined("between_joints")
    for tongue in voices.tongues:
        if tongue.letters:
            word = rf"(?<![\w{small}])(?P<word>{tongue.letters.pattern})"
            parts.append(rf"{word}\s*(?:-|{joint}|{joints})\s*$")
    return compiled("|".join(parts) or "(?!)")


LONGEST_LINK = 32
BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
"""Between paragraphs, over which no range goes."""


def join_ranges(text: str, masked: str, found: Iterable[Loose], voices: Voices) -> Iterator[Loose]:
    """The numbers found, in order, with the two ends of a range as one."""
    held: Loose | None = None
    for loose in found:
        low = held or _bare_end(text, masked, loose, voices)
        if low and _are_linked(masked, low, loose, voices):
            yield _range(text, low, loose)
            held = None
            continue
        if held:
            yield held
        held = loose
    if held:
        yield held


def _bare_end(text: str, masked: str, loose: Loose, voices: Voices) -> Loose | None:
    """A numeral before a number in words, which only the range makes a number of."""
    if loose.nature is not Nature.SPELLED:
        return None
    first = max(0, loose.start - LONGEST_LINK)
    match = _bare_end_pattern(voices).search(masked[first : loose.start])
    if match is None or BLANK_LINE.search(match[0]):
        return None
    start, end = (first + at for at in match.span(match.lastgroup or 0))
    joint = compiled(rf"(?:{voices.joined('between_joints')})\s*$").search(match[0])
    if joint and not _between(voices).search(masked[first:start]):
        return None
    return Loose(start, end, text[start:end], nature=Nature.SPELLED, core=(start, end))


def _range(text: str, low: Loose, high: Loose) -> Loose:
    start, end = low.start, high.end
    return Loose(start, end, text[start:end], high.after, Nature.RANGE, ends=(low, high))


def _are_linked(masked: str, low: Loose, high: Loose, voices: Voices) -> bool:
    between = masked[low.end : high.start]
    if {Nature.GLUED, Nature.FALSE_UNIT} & {low.nature, high.nature}:
        return False
    if not 0 < len(between) <= LONGEST_LINK or BLANK_LINE.search(between):
        return False
    link = _link(voices).search(between)
    if link is None and _between(voices).search(
        masked[max(0, low.start - LONGEST_LINK) : low.start]
    ):
        link = _link_of_between(voices).search(between)
    return bool(link) and _is_unit(between[: link.start()] if link else "", voices)


def _is_unit(words: str, voices: Voices) -> bool:
    """Whether nothing but units stands there: 亿元, GWh, billion yuan."""
    rest = words.strip()
    while rest:
        found = [rest[0]] if rest[0] in "%％‰" else []
        for tongue in voices.tongues:
            lexicon = voices.lexicon(tongue)
            found.append(word_at(rest, lexicon.units) or word_at(rest, lexicon.several))
            unit = tongue.unit.match(rest)
            found.append(unit[0] if unit else "")
        word = next((word for word in found if word), "")
        if not word:
            return False
        rest = rest[len(word) :].strip()
    return True
