"""What stands in a language's files, as the nouns it is made into; each fault told at its key."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from changzhou_site.errors import Place, Problem, Report
from changzhou_site.load.language_forms import form_problems
from changzhou_site.load.language_parts import part_problems
from changzhou_site.load.language_patterns import RULES, filled, named_parts, pattern_problems
from changzhou_site.load.language_scalars import scalar_problems, word_problems
from changzhou_site.load.schema import find_node, validate_values
from changzhou_site.load.shapes import Shape
from changzhou_site.model import (
    CitationStyle,
    GuardWords,
    NumberWords,
    PeriodWords,
    Typesetting,
)
from changzhou_site.source import Fields, Items, Node, Text

OF_KEYS = frozenset(
    {"unknown-key", "not-a-count", "bad-fraction", "empty-text", "control-character", "wrong-shape"}
)
"""What may be told of a key; its entry is not judged again."""


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
    language: Fields,
    guard: Fields,
    known: Mapping[str, object],
    report: Report,
    *,
    tried: bool,
    units: Collection[str],
) -> LanguageFiles | None:
    """language.yaml and guard.yaml; None with all that is wrong reported. `known` is told to
    `numbers`, `units` are the ids that a word may stand for; what is `tried` is the guard of the
    package, which tests hold."""
    told, shapes = Report(), Report()
    told.extend(_language_problems(language, known))
    told.extend(() if tried else _guard_problems(guard, units))
    node = Fields(
        {
            "language": (Text("language", language.place), language),
            "guard": (Text("guard", guard.place), guard),
        },
        language.place,
    )
    keys = frozenset(each.place for each in told.problems if each.code in OF_KEYS)
    places = frozenset(each.place for each in told.problems)
    values = {
        "language": _language_values(language, known, keys),
        "guard": _guard_values(guard, keys),
    }
    files = validate_values(LanguageFiles, values, node, language.place, shapes)
    for problem in shapes.problems:
        if problem.code != "wrong-shape" or problem.place not in places:
            told.extend([problem])
    report.extend(told.problems)
    return None if told.problems else files


def _language_problems(language: Fields, known: Mapping[str, object]) -> Iterator[Problem]:
    """What is wrong with the values of a language.yaml, whatever their shapes."""
    base, locale = str(known["code"]).partition("-")[0], str(known["locale"])
    yield from form_problems(language, locale)
    yield from part_problems(language, locale)
    yield from scalar_problems(language, base, locale)


def _guard_problems(guard: Fields, units: Collection[str]) -> Iterator[Problem]:
    """The same of a guard.yaml."""
    yield from word_problems(guard, units)
    yield from pattern_problems(guard, named_parts(guard))


def _language_values(language: Fields, known: Mapping[str, object], told: Collection[Place]) -> Any:
    """A language.yaml as plain values, with what the program knows; a form alone is a list of
    one. Entries whose keys are told already are left out."""
    values = _values(language, told)
    numbers = values.get("numbers")
    if not isinstance(numbers, dict):
        return values
    numbers.update(known)
    for key in ("bounds", "shares"):
        if isinstance(forms := numbers.get(key), dict):
            numbers[key] = {name: _listed(form) for name, form in forms.items()}
    return values


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _values(node: Node, told: Collection[Place], parts: Mapping[str, str] | None = None) -> Any:
    """A node as plain values, the named parts of patterns filled in."""
    if isinstance(node, Text):
        return node.value if parts is None else filled(node.value.strip(), parts)
    if isinstance(node, Items):
        return [_values(item, told, parts) for item in node.items]
    left = {name: pair for name, pair in node.entries.items() if pair[0].place not in told}
    return {name: _values(value, told, parts) for name, (_, value) in left.items()}


def _guard_values(guard: Fields, told: Collection[Place]) -> Any:
    """The guard's file as plain values; its rules know their places."""
    values = _values(guard, told, named_parts(guard))
    values.pop("parts", None)
    for kind in RULES:
        node = find_node(guard, (kind,))
        for number, item in enumerate(node.items if isinstance(node, Items) else ()):
            if isinstance(item, Fields):
                values[kind][number]["place"] = item.place
    return values
