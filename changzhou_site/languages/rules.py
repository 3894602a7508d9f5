"""Some patterns of a language as one: at each place of a text the first that matches counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import regex

from changzhou_site.languages.needs import Alternative, Needs, alternatives_of, held_by, need_of_one
from changzhou_site.languages.patterns import Pattern, compiled
from changzhou_site.model import GuardRule


@dataclass(frozen=True)
class Filling:
    """What the program knows for a name in a pattern, such as `{number}`."""

    pattern: str
    needs: Needs


@dataclass(frozen=True)
class Rules:
    """Some rules, in their order."""

    rules: tuple[GuardRule, ...]
    flags: int
    fillings: Mapping[str, Filling]
    before: str
    """What stands before a match of each, as a pattern of no width."""

    @cached_property
    def _tried(self) -> tuple[tuple[Needs, tuple[_Tried, ...]], ...]:
        """The alternatives of each rule, with what all of them need."""
        later = {name: filling.needs for name, filling in self.fillings.items()}
        found = []
        for rule in self.rules:
            alternatives = alternatives_of(rule.pattern, later)
            needs = need_of_one([each.needs for each in alternatives])
            found.append((needs, tuple(_Tried(self, rule, each) for each in alternatives)))
        return tuple(found)

    def may_match(self, text: str) -> bool:
        """Whether a text has what any of them needs."""
        return next(self._that_may(text), None) is not None

    def matches(self, text: str) -> Iterator[tuple[GuardRule, regex.Match[str]]]:
        """Every match with its rule: the leftmost, of these that of the first rule, and so on
        behind it. Raises TimeoutError."""
        found = [(each, match) for each in self._that_may(text) if (match := each.find(text, 0))]
        while found:
            first, match = min(found, key=lambda each: each[1].start())
            yield first.rule, match
            found = list(_behind(found, text, match.end()))

    def _that_may(self, text: str) -> Iterator[_Tried]:
        """The alternatives that may match anywhere in a text."""
        held = held_by(text)
        for needs, tried in self._tried:
            if held.meets(needs):
                yield from (each for each in tried if held.meets(each.alternative.needs))


@dataclass(frozen=True)
class _Tried:
    """One alternative of a rule, compiled when a text has what it needs."""

    rules: Rules
    rule: GuardRule
    alternative: Alternative

    @cached_property
    def _compiled(self) -> Pattern:
        pattern = self.alternative.pattern
        for name, filling in self.rules.fillings.items():
            pattern = pattern.replace(f"{{{name}}}", filling.pattern)
        return compiled(f"{self.rules.before}(?:{pattern})", self.rules.flags | regex.MULTILINE)

    def find(self, text: str, at: int) -> regex.Match[str] | None:
        """Its first match from somewhere on, but for those of nothing."""
        match = self._compiled.search(text, at)
        while match and not match[0]:
            behind = match.end() + 1
            match = self._compiled.search(text, behind) if behind < len(text) else None
        return match


Found = tuple[_Tried, regex.Match[str]]


def _behind(found: list[Found], text: str, at: int) -> Iterator[Found]:
    """The first match of each from somewhere on, in their order."""
    for each, match in found:
        later = match if match.start() >= at else each.find(text, at)
        if later:
            yield each, later
