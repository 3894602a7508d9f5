"""One text -> its loose numbers, in order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from changzhou_site.guard.numbers import APART, DIGITS, INVISIBLE, UNSEEN_LETTERS, Loose, Nature
from changzhou_site.guard.onto import find_onto, mask_own_units
from changzhou_site.guard.ranges import join_ranges
from changzhou_site.guard.vocabulary import Vocabulary, Voices
from changzhou_site.languages import BARE, BOUND, FILLER, Pattern, Spelled, compiled, slow_pattern

YEAR = r"(?:19|20)\d\d"
MONTH, DAY = r"(?:0?[1-9]|1[0-2])(?!\d)", r"(?:0?[1-9]|[12]\d|3[01])(?!\d)"
FREE = r"(?:(?<![0-9A-Za-z_.,¥￥$€£+−%\-])(?<![¥￥$€£]\s)|(?<=[A-Za-z]-))"

ISO_DATES = compiled(
    rf"{FREE}{YEAR}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?(?![\w.]|-\d)"
    rf"|{FREE}{YEAR}([./]){MONTH}\1{DAY}(?![./\w])"
)


def _bare_year(voices: Voices) -> Pattern:
    after = r"(?![\d.,]?\d|[A-Za-z_%‰°℃])"
    ordinal = f"(?<!{voices.joined('ordinal')})"
    return compiled(rf"{ordinal}{FREE}{YEAR}(?:[—–\-/]{YEAR}|[–-]\d\d(?!\d))?s?{after}")


def find_loose(
    text: str,
    vocabulary: Vocabulary,
    literals: Iterable[str] = (),
    language: str | None = None,
) -> Iterator[Loose]:
    """Every loose number of a text, in order. Bound ones are masked before, by `bound_mask`.

    Raises SiteError for a pattern of a language that takes too long.
    """
    voices = vocabulary.read_by(language)
    try:
        yield from _find_seen(text, voices, literals)
    except TimeoutError:
        languages = tuple(tongue.language for tongue in voices.tongues)
        raise slow_pattern(text, languages) from None


def _find_seen(text: str, voices: Voices, literals: Iterable[str]) -> Iterator[Loose]:
    if not WITHIN_WORD.search(text):
        yield from _find(text, voices, literals)
        return
    kept = [n for n, shown in enumerate(WITHIN_WORD.sub(_blank, text)) if shown != BLANK]
    whole = "".join(text[n] for n in kept)
    for loose in _find(whole, voices, literals):
        yield _as_written(loose, text, [*kept, len(text)])


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


def _find(text: str, voices: Voices, literals: Iterable[str]) -> Iterator[Loose]:
    plain = re.sub(r"\d", lambda match: str(int(match[0])), text)
    for tongue in voices.tongues:
        plain = tongue.everyday(plain)
    plain = plain.replace("\u2010", "-").replace("\u2011", "-")
    masked = plain
    own, *others = voices.tongues
    tongues = (own, *(tongue for tongue in others if tongue.may_read(plain)))
    for tongue in tongues:
        for _, match in tongue.dates.matches(plain):
            masked = _mask_time(plain, masked, *match.span(), voices)
    masked = _mask_times(plain, masked, ISO_DATES, voices)
    for literal in sorted({*voices.vocabulary.literals, *literals}, key=len, reverse=True):
        masked = _mask_literal(plain, masked, literal, voices)
    masked = _mask_times(plain, masked, _bare_year(voices), voices)
    for tongue in tongues:
        for _, match in tongue.names.matches(masked):
            masked = _masked(masked, *match.span())
    masked = mask_own_units(plain, masked, voices)
    found = [*_digits(text, masked, voices), *find_onto(text, plain, masked, voices)]
    for tongue in tongues:
        spelled = tongue.find(plain, masked, voices.lexicon(tongue))
        found += (_loose(text, masked, each, voices) for each in spelled)
    found.sort(key=lambda loose: loose.core)
    yield from join_ranges(text, masked, _apart(found), voices)


def _masked(text: str, start: int, end: int) -> str:
    return text[:start] + FILLER * (end - start) + text[end:]


def _loose(text: str, masked: str, spelled: Spelled, voices: Voices) -> Loose:
    """A number in words; right behind a bound figure it makes another number of that."""
    start, first, last = spelled.start, spelled.first, spelled.last
    before = masked[:start][-1:]
    large = masked[start] in voices.vocabulary.characters.large
    glued = before == BARE or (before == BOUND and large)
    return Loose(
        first,
        last,
        text[first:last],
        text[last : last + 16],
        Nature.GLUED if glued else Nature.SPELLED,
        spelled.worths,
        core=(start, spelled.end),
    )


def _apart(found: Iterable[Loose]) -> Iterator[Loose]:
    """Each stretch of text once, where two ways of finding meet."""
    end = 0
    for loose in found:
        if loose.core[0] >= end:
            yield loose
            end = loose.end


def _mask_times(plain: str, masked: str, pattern: Pattern, voices: Voices) -> str:
    for match in pattern.finditer(masked):
        masked = _mask_time(plain, masked, *match.span(), voices)
    return masked


def _mask_time(plain: str, masked: str, start: int, end: int, voices: Voices) -> str:
    """Masks a date or year, unless what follows makes a quantity of it, or a bound figure stands
    right beside it."""
    year = plain[end - 1].isdigit()
    rest = plain[end:][:24]
    quantity = year and bool(_goes_on(voices).match(rest) or voices.counts(rest))
    glued = _is_glued(plain, start, end, onto=BARE)
    return masked if quantity or glued else _masked(masked, start, end)


def _goes_on(voices: Voices) -> Pattern:
    """What makes the low end of a range of a year: 2000—3000只."""
    joint = rf"[—–~～-]+|{voices.joined('joints')}"
    number = rf"(?!{YEAR}(?!\d))\d[\d.,]{{2}}"
    return compiled(rf"(?:(?!\n\s*\n)\s)*(?:{joint})\s*{number}")


def _mask_literal(plain: str, masked: str, literal: str, voices: Voices) -> str:
    """Masks a name where it stands alone, not as a part of a longer number or word."""
    if literal not in plain:
        return masked
    before, after = _neighbours(literal[0], voices), _neighbours(literal[-1], voices)
    left = rf"(?<!{before})(?<!\d[.,])" if before else ""
    right = rf"(?!{after})(?![.,]\d)" if after else ""
    number = bool(DIGITS.fullmatch(literal))
    for match in re.finditer(left + re.escape(literal) + right, plain):
        if not (number and voices.counts(plain[match.end() :][:24])):
            masked = _masked(masked, *match.span())
    return masked


def _neighbours(character: str, voices: Voices) -> str:
    """What may not stand beside a literal's edge, so that 532 is not found in 15326."""
    if character.isascii() and character.isalnum():
        return rf"[A-Za-z0-9{BOUND}{BARE}]"
    known = voices.vocabulary.characters
    numerals = known.small + known.large
    return f"[0-9{re.escape(numerals)}]" if character in numerals else ""


def _digits(text: str, masked: str, voices: Voices) -> Iterator[Loose]:
    """Numbers in digits, with the magnitude that follows them."""
    plain = "".join(map(voices.vocabulary.characters.digit, masked))
    magnitudes = compiled(f"(?:{voices.joined('magnitude_after')})*")
    for match in DIGITS.finditer(plain):
        magnitude = magnitudes.match(masked, match.end())
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
