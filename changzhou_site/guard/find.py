"""One text -> what the guard finds in it: loose numbers, and names that may stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from changzhou_site.guard.listed import may_stand
from changzhou_site.guard.names import StandingName, mask_names
from changzhou_site.guard.numbers import (
    APART,
    DIGITS,
    INVISIBLE,
    UNSEEN_LETTERS,
    Loose,
    Nature,
    is_digit,
    is_glued,
)
from changzhou_site.guard.onto import find_onto, mask_own_units
from changzhou_site.guard.ranges import join_ranges
from changzhou_site.guard.vocabulary import Vocabulary, Voices
from changzhou_site.languages import BARE, BOUND, Spelled, Tongue, compiled, slow_pattern
from changzhou_site.source import Text


@dataclass(frozen=True)
class Sighted:
    """What the guard finds in one text."""

    loose: tuple[Loose, ...]
    """In order. Bound numbers are masked before, by `bound_mask`."""
    names: tuple[StandingName, ...]
    """What holds a number and may stand, in order."""


def find_loose(
    text: str,
    vocabulary: Vocabulary,
    literals: Iterable[Text] = (),
    language: str | None = None,
) -> tuple[Loose, ...]:
    """Every loose number of a text, as `sight` finds it."""
    return sight(text, vocabulary, literals, language).loose


def sight(
    text: str,
    vocabulary: Vocabulary,
    literals: Iterable[Text] = (),
    language: str | None = None,
) -> Sighted:
    """Every loose number of a text and every name.

    Raises SiteError for a pattern of a language or a literal that takes too long.
    """
    voices = vocabulary.read_by(language)
    try:
        return _sight_seen(text, voices, literals)
    except TimeoutError:
        languages = tuple(tongue.language for tongue in voices.tongues)
        raise slow_pattern(text, languages) from None


def _sight_seen(text: str, voices: Voices, literals: Iterable[Text]) -> Sighted:
    if not WITHIN_WORD.search(text):
        return _sight(text, voices, literals)
    kept = [n for n, shown in enumerate(WITHIN_WORD.sub(_blank, text)) if shown != BLANK]
    whole = _sight("".join(text[n] for n in kept), voices, literals)
    at = [*kept, len(text)]
    return Sighted(tuple(_as_written(loose, text, at) for loose in whole.loose), whole.names)


WITHIN_WORD = re.compile(rf"(?<=[^\W\d_])[{INVISIBLE}]+(?=[^\W\d_])|(?<!\d)[{UNSEEN_LETTERS}]+")
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


def _sight(text: str, voices: Voices, literals: Iterable[Text]) -> Sighted:
    plain = re.sub(r"\d", lambda match: str(int(match[0])), text)
    for tongue in voices.tongues:
        plain = tongue.everyday(plain)
    plain = plain.replace("\u2010", "-").replace("\u2011", "-")
    own, *others = voices.tongues
    tongues = (own, *(tongue for tongue in others if tongue.may_read(plain)))
    literals = (*voices.vocabulary.literals, *literals)
    if not (_may_count(plain, tongues) or any(may_stand(each, plain) for each in literals)):
        return Sighted((), ())
    masking = mask_names(plain, voices, tongues, literals)
    masked = mask_own_units(plain, masking.masked, voices)
    found = [*_digits(text, masked, voices), *find_onto(text, plain, masked, voices)]
    for tongue in tongues:
        spelled = tongue.find(plain, masked, voices.lexicon(tongue))
        found += (_loose(text, masked, each, voices) for each in spelled)
    found.sort(key=lambda loose: loose.core)
    joined = join_ranges(text, masked, _apart(found), voices)
    names = tuple(_with_numbers(plain, masking.names, tongues, voices))
    return Sighted(tuple(_quoted(plain, joined, voices)), names)


def _may_count(plain: str, tongues: tuple[Tongue, ...]) -> bool:
    """Whether a text holds a digit, a figure or anything that a number in words is made of."""
    characters = frozenset(plain)
    if characters & {BOUND, BARE} or any(map(is_digit, characters)):
        return True
    return any(tongue.may_find(plain) for tongue in tongues)


def _with_numbers(
    plain: str, names: dict[int, StandingName], tongues: tuple[Tongue, ...], voices: Voices
) -> Iterator[StandingName]:
    """The names, in order, but for those in which nothing would be told: two months later."""
    in_words = [at for at, name in names.items() if not any(map(str.isdigit, name.text))]
    spelled = [
        each
        for tongue in tongues
        for each in (tongue.find(plain, plain, voices.lexicon(tongue)) if in_words else ())
    ]
    for at, name in sorted(names.items()):
        end = at + len(name.text)
        told = any(each.start < end and at < each.end for each in spelled)
        if told or name.literal is not None or at not in in_words:
            yield name


def _quoted(plain: str, found: Iterable[Loose], voices: Voices) -> Iterator[Loose]:
    """The numbers found, those inside quotation marks as such."""
    quotations = [match.span() for match in voices.quotation.finditer(plain)]
    at = 0
    for loose in found:
        while at < len(quotations) and quotations[at][1] <= loose.start:
            at += 1
        inside = at < len(quotations) and quotations[at][0] < loose.start
        yield replace(loose, quoted=inside and loose.end < quotations[at][1])


def _loose(text: str, masked: str, spelled: Spelled, voices: Voices) -> Loose:
    """A number in words; right behind a bound figure it makes another number of that."""
    start, first, last = spelled.start, spelled.first, spelled.last
    before = masked[:start][-1:]
    large = masked[start] in voices.vocabulary.characters.large
    glued = before == BARE or (before == BOUND and large)
    nature = Nature.VAGUE if spelled.vague else Nature.SPELLED
    return Loose(
        first,
        last,
        text[first:last],
        text[last : last + 16],
        Nature.GLUED if glued else nature,
        spelled.worths,
        core=(start, spelled.end),
        before=text[max(0, first - 8) : first],
    )


def _apart(found: Iterable[Loose]) -> Iterator[Loose]:
    """Each stretch of text once, where two ways of finding meet."""
    end = 0
    for loose in found:
        if loose.core[0] >= end:
            yield loose
            end = loose.end


def _digits(text: str, masked: str, voices: Voices) -> Iterator[Loose]:
    """Numbers in digits, with the magnitude that follows them."""
    plain = voices.vocabulary.characters.in_ascii(masked)
    magnitudes = compiled(f"(?:{voices.joined('magnitude_after')})*")
    for match in DIGITS.finditer(plain):
        magnitude = magnitudes.match(masked, match.end())
        assert magnitude is not None
        start, end = match.start(), magnitude.end()
        nature = Nature.SPLIT if APART.search(match[0]) else Nature.TYPED
        if is_glued(plain, start, end):
            nature = Nature.GLUED
        before = text[max(0, start - 8) : start]
        after = text[end : end + 16]
        yield Loose(start, end, text[start:end], after, nature, core=(start, end), before=before)
