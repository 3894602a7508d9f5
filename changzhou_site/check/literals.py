"""Whether what is listed as a name is one, and stands somewhere."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping

import msgspec

from changzhou_site.asking import Answers
from changzhou_site.check.asked import RULES_ASKED
from changzhou_site.errors import Problem, suggest
from changzhou_site.guard import (
    MEASURE_HINT,
    Disguises,
    StandingName,
    Vocabulary,
    disguises_of,
    fault_in,
    is_pattern,
)
from changzhou_site.model import UNLESS_ASKED, Site
from changzhou_site.source import Text


class SoundNames(msgspec.Struct, frozen=True):
    """Names that are no measures by the rules of the languages, and what was asked for that."""

    asked: Mapping[str, bytes]
    names: frozenset[str]


def check_literals(
    site: Site,
    vocabulary: Vocabulary,
    names: Iterable[StandingName],
    answers: Answers,
    before: SoundNames | None,
) -> tuple[tuple[Problem, ...], SoundNames | None]:
    """What is wrong with the literals of the site and of its documents, and what need not be judged
    again. `names` are all that stand in its texts; a pattern is judged by what it matched there."""
    stood: dict[Listed, set[str]] = {}
    for name in names:
        if name.literal is not None:
            stood.setdefault(_listed(name.literal), set()).add(name.text)
    disguises = disguises_of(vocabulary)
    sound = before.names if before and answers.agree(before.asked) else frozenset()
    listed = [*site.meta.literals, *(each for d in site.documents for each in d.literals)]
    judged = {literal: _judged(literal, stood) for literal in listed}
    problems = [
        problem
        for literal, each in judged.items()
        for problem in _judge(literal, each, stood, disguises, sound)
    ]
    problems += _unknown_classes(site)
    if problems:
        return tuple(problems), None
    now = frozenset(name for each in judged.values() for name in each)
    return (), SoundNames(answers.to(dict.fromkeys(RULES_ASKED)), now)


def _unknown_classes(site: Site) -> Iterator[Problem]:
    for asked in site.meta.names:
        if asked.value not in UNLESS_ASKED:
            hint = suggest(asked.value, UNLESS_ASKED, "classes that may be asked for")
            yield Problem(asked.place, "unknown-name-class", f"`{asked}`", hint)


Listed = tuple[str, str]
"""A literal, and the file that lists it, wherever it stands there."""


def _listed(literal: Text) -> Listed:
    return literal.value, literal.place.path


def _judged(literal: Text, stood: Mapping[Listed, set[str]]) -> list[str]:
    """The names that a literal lists."""
    return sorted(stood.get(_listed(literal), ())) if is_pattern(literal.value) else [literal.value]


def _judge(
    literal: Text,
    judged: Iterable[str],
    stood: Container[Listed],
    disguises: Disguises,
    sound: Container[str],
) -> Iterator[Problem]:
    fault = fault_in(literal.value) if is_pattern(literal.value) else ""
    if fault:
        hint = "a regular expression between slashes, in single quotes: '/\\d+-metre/'"
        yield Problem(literal.place, "bad-pattern", f"`{literal}`: {fault}", hint)
        return
    faults = (
        disguises.reading_in(name) or ("" if name in sound else disguises.measure_in(name))
        for name in judged
    )
    if told := next(filter(None, faults), ""):
        yield Problem(literal.place, "measure-as-name", told, MEASURE_HINT)
    elif _listed(literal) not in stood and literal.value.isdecimal():
        hint = "take it out; before a unit it is a measure, and in a longer number no name"
        message = f"`{literal}` stands nowhere as a name"
        yield Problem(literal.place, "unused-literal", message, hint, warning=True)
