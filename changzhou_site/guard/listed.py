"""Names that the editors list: as they are written, or as a pattern between slashes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import regex

from changzhou_site.errors import Problem, SiteError
from changzhou_site.guard.numbers import DIGITS
from changzhou_site.guard.vocabulary import Voices
from changzhou_site.languages import BARE, BOUND, NEVER, Pattern, compiled
from changzhou_site.source import Text

SLASHED = re.compile(r"/(?P<pattern>.+)/", re.DOTALL)


def fault_in(literal: str) -> str:
    """What is wrong with the pattern of a literal; "" for nothing."""
    slashed = SLASHED.fullmatch(literal)
    try:
        matches_nothing = slashed and regex.compile(slashed["pattern"]).match("")
    except regex.error as error:
        return str(error)
    return "it matches where nothing stands" if matches_nothing else ""


def is_pattern(literal: str) -> bool:
    return SLASHED.fullmatch(literal) is not None


@cache
def _pattern(literal: str) -> Pattern | None:
    """The pattern between slashes; None for a name as it is written."""
    slashed = SLASHED.fullmatch(literal)
    if slashed is None:
        return None
    return compiled(NEVER if fault_in(literal) else slashed["pattern"], 0)


def may_stand(literal: Text, plain: str) -> bool:
    """Whether a text may hold a name: as it is written, or anything that its pattern matches."""
    return is_pattern(literal.value) or literal.value in plain


def spans_of(literal: Text, plain: str, voices: Voices) -> Iterator[tuple[int, int]]:
    """Where a name stands alone, not as a part of a longer number or word.

    Raises SiteError for a pattern that takes too long.
    """
    pattern = _pattern(literal.value)
    if pattern:
        try:
            for match in pattern.finditer(plain):
                if not (match[0][-1:].isdigit() and voices.counts(plain[match.end() :][:24])):
                    yield match.span()
        except TimeoutError:
            message = f"`{literal.value[:40]}` takes too long over `{plain[:24]}…`"
            hint = "let no part that repeats hold another that repeats"
            raise SiteError([Problem(literal.place, "slow-pattern", message, hint)]) from None
    elif literal.value and literal.value in plain:
        yield from _written(literal.value, plain, voices)


def _written(literal: str, plain: str, voices: Voices) -> Iterator[tuple[int, int]]:
    before, after = _neighbours(literal[0], voices), _neighbours(literal[-1], voices)
    left = rf"(?<!{before})(?<!\d[.,])" if before else ""
    right = rf"(?!{after})(?![.,]\d)" if after else ""
    number = bool(DIGITS.fullmatch(literal))
    for match in re.finditer(left + re.escape(literal) + right, plain):
        if not (number and voices.counts(plain[match.end() :][:24])):
            yield match.span()


def _neighbours(character: str, voices: Voices) -> str:
    """What may not stand beside a literal's edge, so that 532 is not found in 15326."""
    if character.isascii() and character.isalnum():
        return rf"[A-Za-z0-9{BOUND}{BARE}]"
    known = voices.vocabulary.characters
    numerals = known.small + known.large
    return f"[0-9{re.escape(numerals)}]" if character in numerals else ""
