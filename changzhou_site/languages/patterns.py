"""Regular expressions of languages, bounded in time: a site may bring its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from time import perf_counter

import regex

from changzhou_site.errors import Place, Problem, SiteError
from changzhou_site.model import GuardRule, Language

NEVER = "(?!)"

SECONDS = 2.0
"""The longest that a pattern may take over one text."""


class Pattern:
    """A compiled pattern; each method raises TimeoutError when it takes too long."""

    def __init__(self, pattern: str, flags: int, seconds: float) -> None:
        self._compiled, self._seconds = regex.compile(pattern, flags), seconds

    def match(self, text: str, at: int = 0) -> regex.Match[str] | None:
        return self._compiled.match(text, at, timeout=self._seconds)

    def search(self, text: str, at: int = 0) -> regex.Match[str] | None:
        return self._compiled.search(text, at, timeout=self._seconds)

    def fullmatch(self, text: str) -> regex.Match[str] | None:
        return self._compiled.fullmatch(text, timeout=self._seconds)

    def sub(self, replaced: str, text: str) -> str:
        return self._compiled.sub(replaced, text, timeout=self._seconds)

    def finditer(self, text: str) -> Iterator[regex.Match[str]]:
        return self._compiled.finditer(text, timeout=self._seconds)


@cache
def compiled(pattern: str, flags: int = regex.IGNORECASE, seconds: float = SECONDS) -> Pattern:
    return Pattern(pattern, flags, seconds)


def slow_pattern(text: str, languages: tuple[Language, ...]) -> SiteError:
    """Which pattern of some languages takes longest over a text that took too long."""
    timed = [
        (_seconds(pattern, text), place, pattern)
        for language in languages
        for place, pattern in _patterns(language)
    ]
    _, place, pattern = max(timed, key=lambda each: each[0])
    message = f"`{pattern[:40]}` takes too long over `{text[:24]}…`"
    hint = "let no part that repeats hold another that repeats; name what stands around it"
    return SiteError([Problem(place, "slow-pattern", message, hint)])


def _patterns(language: Language) -> Iterator[tuple[Place, str]]:
    place, words = Place(f"languages/{language.base}/guard.yaml"), language.guard
    values = [*vars(words).values(), *(vars(words.numerals).values() if words.numerals else ())]
    for value in values:
        if isinstance(value, str) and value:
            yield place, value
        elif isinstance(value, tuple):
            yield from ((each.place, each.pattern) for each in value if isinstance(each, GuardRule))


def _seconds(pattern: str, text: str) -> float:
    """How long one pattern takes by itself, at most a quarter of what all may."""
    start = perf_counter()
    with suppress(TimeoutError, regex.error):
        list(compiled(pattern, regex.IGNORECASE, SECONDS / 4).finditer(text))
    return perf_counter() - start
