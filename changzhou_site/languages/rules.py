"""Some patterns of a language as one: at each place of a text the first that matches counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import regex

from changzhou_site.languages.needs import Held, Needs, held_by, needs_of
from changzhou_site.languages.patterns import Pattern, compiled
from changzhou_site.model import GuardRule


@dataclass(frozen=True)
class Part:
    """What the program knows for a name in a pattern, such as `{number}`."""

    pattern: str
    needs: Needs


class _Tried:
    """A rule that is compiled when a text may hold what it finds."""

    def __init__(self, rule: GuardRule, before: str, flags: int, parts: Mapping[str, Part]) -> None:
        self.rule, self._before, self._flags, self._parts = rule, before, flags, parts
        needs = {name: part.needs for name, part in parts.items()}
        self._needs = needs_of(rule.pattern, needs)

    def may_match(self, held: Held) -> bool:
        return all(need.is_met(held) for need in self._needs)

    @cached_property
    def _compiled(self) -> Pattern:
        pattern = self.rule.pattern
        for name, part in self._parts.items():
            pattern = pattern.replace(f"{{{name}}}", part.pattern)
        return compiled(f"{self._before}(?:{pattern})", self._flags | regex.MULTILINE)

    def next_match(self, text: str, at: int) -> regex.Match[str] | None:
        """The first match from somewhere on, but for those of nothing."""
        match = self._compiled.search(text, at)
        while match and not match[0]:
            match = self._compiled.search(text, match.end() + 1)
        return match


class Rules:
    """Some rules, in their order."""

    def __init__(
        self, rules: tuple[GuardRule, ...], flags: int, parts: Mapping[str, Part], before: str
    ) -> None:
        self._tried = tuple(_Tried(rule, before, flags, parts) for rule in rules)

    def matches(self, text: str) -> Iterator[tuple[GuardRule, regex.Match[str]]]:
        """Every match with its rule: the leftmost, of these that of the first rule, and so on
        behind it."""
        held = held_by(text)
        tried = (each for each in self._tried if each.may_match(held))
        found = [(each, match) for each in tried if (match := each.next_match(text, 0))]
        while found:
            first, match = min(found, key=lambda each: each[1].start())
            yield first.rule, match
            found = list(_behind(found, text, match.end()))


def _behind(
    found: list[tuple[_Tried, regex.Match[str]]], text: str, at: int
) -> Iterator[tuple[_Tried, regex.Match[str]]]:
    """The first match of each rule from somewhere on, in the order of the rules."""
    for each, match in found:
        later = match if match.start() >= at else each.next_match(text, at)
        if later:
            yield each, later
