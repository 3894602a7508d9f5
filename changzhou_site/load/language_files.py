"""What stands in a language's files, as the nouns it is made into; each fault told at its key."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import regex

from changzhou_site.errors import Place, Problem, Report
from changzhou_site.load.language_forms import form_problems
from changzhou_site.load.schema import find_node, validate_values
from changzhou_site.load.shapes import Shape
from changzhou_site.model import (
    CitationStyle,
    GuardRule,
    GuardWords,
    NumberWords,
    PeriodWords,
    Typesetting,
)
from changzhou_site.source import Fields, Items, Node, Text

WORTH = re.compile(r"(\d+|some)(?:\s*[-+*/]\s*(?:\d+|of|some))?")
PART = re.compile(r"\{([a-z_]+)\}")
FILLED_LATER = frozenset({"number", "masked"})
"""Parts of patterns that the program knows."""

RULES = ("dates", "names", "measures")
NO_PATTERNS = frozenset({*RULES, "classifiers", "scales", "unit_words", "small", "large"})


class LanguageFile(Shape):
    name: str
    locale: str
    tag: str | None = None
    numbers: NumberWords
    periods: PeriodWords
    typesetting: Typesetting
    citation: CitationStyle


class LanguageFiles(Shape):
    language: LanguageFile
    guard: GuardWords


def read_language_files(
    language: Fields, guard: Fields, known: Mapping[str, object], report: Report, *, tried: bool
) -> LanguageFiles | None:
    """language.yaml and guard.yaml; None with all that is wrong reported. `known` is told to
    `numbers`; patterns that are `tried` are the package's own, which tests hold."""
    before = len(report.problems)
    report.extend(form_problems(language, str(known["locale"])))
    node = Fields(
        {
            "language": (Text("language", language.place), language),
            "guard": (Text("guard", guard.place), guard),
        },
        language.place,
    )
    values = {"language": _values(language), "guard": _guard_values(guard)}
    if isinstance(numbers := values["language"].get("numbers"), dict):
        numbers.update(known)
        for key in ("bounds", "shares"):
            if isinstance(forms := numbers.get(key), dict):
                numbers[key] = {name: _listed(form) for name, form in forms.items()}
    files = validate_values(LanguageFiles, values, node, language.place, report)
    if files and not tried:
        report.extend(_pattern_problems(files.guard, guard))
    return files if len(report.problems) == before else None


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _values(node: Node, parts: Mapping[str, str] | None = None) -> Any:
    """A node as plain values, the named parts of patterns filled in."""
    if isinstance(node, Text):
        return node.value if parts is None else _filled(node.value.strip(), parts)
    if isinstance(node, Items):
        return [_values(item, parts) for item in node.items]
    return {name: _values(value, parts) for name, (_, value) in node.entries.items()}


def _guard_values(guard: Fields) -> Any:
    """The guard's file as plain values; its rules know their places."""
    values = _values(guard, _parts(guard))
    values.pop("parts", None)
    for kind in RULES:
        node = find_node(guard, (kind,))
        for number, item in enumerate(node.items if isinstance(node, Items) else ()):
            if isinstance(item, Fields):
                values[kind][number]["place"] = item.place
    return values


# Patterns ----------------------------------------------------------------------------------------


def _parts(guard: Fields) -> dict[str, str]:
    """The named parts of patterns, each with those before it filled in."""
    node, parts = find_node(guard, ("parts",)), dict[str, str]()
    for name, (_, value) in node.entries.items() if isinstance(node, Fields) else ():
        if isinstance(value, Text):
            parts[name] = _filled(value.value.strip(), parts)
    return parts


def _filled(pattern: str, parts: Mapping[str, str]) -> str:
    return PART.sub(lambda match: parts.get(match[1], match[0]), pattern)


def _pattern_problems(words: GuardWords, guard: Fields) -> Iterator[Problem]:
    for rule in (rule for kind in RULES for rule in getattr(words, kind)):
        yield from _faults(rule.pattern, rule.place)
        yield from _worth_problems(rule)
    for owner, path in ((words, ()), (words.numerals, ("numerals",))):
        for name, value in vars(owner).items() if owner else ():
            node = find_node(guard, (*path, name))
            if isinstance(node, Text) and isinstance(value, str) and name not in NO_PATTERNS:
                yield from _faults(value, node.place)


def _faults(pattern: str, place: Place) -> Iterator[Problem]:
    hint = "a regular expression; {name} stands for what `parts` has under that name"
    for name in sorted(set(PART.findall(pattern)) - FILLED_LATER):
        yield Problem(place, "bad-pattern", f"there is no part `{{{name}}}`", hint)
    try:
        regex.compile(PART.sub("x", pattern))
    except regex.error as error:
        yield Problem(place, "bad-pattern", f"{error}", hint)


def _worth_problems(rule: GuardRule) -> Iterator[Problem]:
    hint = "of the groups `some` and `of` and numbers: some, some - 1, some / of, 1/2"
    for worth in rule.worth:
        if not WORTH.fullmatch(worth):
            yield Problem(rule.place, "bad-pattern", f"`{worth}` says no worth", hint)
