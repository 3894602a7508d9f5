"""Regular expressions of languages, bounded in time: a site may bring its own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

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

    def search(self, text: str) -> regex.Match[str] | None:
        return self._compiled.search(text, timeout=self._seconds)

    def fullmatch(self, text: str) -> regex.Match[str] | None:
        return self._compiled.fullmatch(text, timeout=self._seconds)

    def finditer(self, text: str) -> Iterator[regex.Match[str]]:
        return self._compiled.finditer(text, timeout=self._seconds)


@cache
def compiled(pattern: str, flags: int = regex.IGNORECASE, seconds: float = SECONDS) -> Pattern:
    return Pattern(pattern, flags, seconds)


def slow_pattern(text: str, languages: tuple[Language, ...]) -> SiteError:
    """Which pattern of some languages took too long over a text, as far as it shows alone."""
    hint = "let no part that repeats hold another that repeats; name what stands around it"
    problems = []
    for language in languages:
        place, words = Place(f"languages/{language.base}/guard.yaml"), language.guard
        texts = {**vars(words), **(vars(words.numerals) if words.numerals else {})}
        rules = [each for group in texts.values() if isinstance(group, tuple) for each in group]
        found = [(rule.place, rule.pattern) for rule in rules if isinstance(rule, GuardRule)]
        found += [(place, each) for each in texts.values() if isinstance(each, str) and each]
        problems += [
            Problem(at, "slow-pattern", f"the pattern takes too long over `{text[:24]}…`", hint)
            for at, pattern in found
            if _is_slow(pattern, text)
        ]
    first = Problem(place, "slow-pattern", "its patterns together take too long", hint)
    return SiteError(problems or [first])


def _is_slow(pattern: str, text: str) -> bool:
    try:
        for _ in compiled(pattern, regex.IGNORECASE, SECONDS / 4).finditer(text):
            pass
    except (TimeoutError, regex.error):
        return True
    return False
