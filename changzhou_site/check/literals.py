"""Whether what is listed as a name is one, and stands somewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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


def check_literals(
    site: Site, vocabulary: Vocabulary, names: Iterable[StandingName]
) -> Iterator[Problem]:
    """What is wrong with the literals of the site and of its documents. `names` are all that stand
    in its texts; a pattern is judged by what it matched there."""
    stood: dict[Text, set[str]] = {}
    for name in names:
        if name.literal is not None:
            stood.setdefault(name.literal, set()).add(name.text)
    disguises = disguises_of(vocabulary)
    listed = [*site.meta.literals, *(each for d in site.documents for each in d.literals)]
    for literal in dict.fromkeys(listed):
        yield from _judge(literal, stood.get(literal, set()), disguises)
    for asked in site.meta.names:
        if asked.value not in UNLESS_ASKED:
            hint = suggest(asked.value, UNLESS_ASKED, "classes that may be asked for")
            yield Problem(asked.place, "unknown-name-class", f"`{asked}`", hint)


def _judge(literal: Text, stood: set[str], disguises: Disguises) -> Iterator[Problem]:
    fault = fault_in(literal.value) if is_pattern(literal.value) else ""
    if fault:
        hint = "a regular expression between slashes, in single quotes: '/\\d+-metre/'"
        yield Problem(literal.place, "bad-pattern", f"`{literal}`: {fault}", hint)
        return
    judged = sorted(stood) if is_pattern(literal.value) else [literal.value]
    faults = [fault for name in judged if (fault := disguises.fault_in(name))]
    if faults:
        yield Problem(literal.place, "measure-as-name", faults[0], MEASURE_HINT)
    elif not stood and literal.value.isdecimal():
        hint = "take it out; before a unit it is a measure, and in a longer number no name"
        message = f"`{literal}` stands nowhere as a name"
        yield Problem(literal.place, "unused-literal", message, hint, warning=True)
