"""The guard over every text of the YAML files and the front matter that a reader sees."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from changzhou_site.errors import Fault, Problem
from changzhou_site.figures import Block, Braces, Quoted, Value, find_braces, find_value
from changzhou_site.guard import (
    QUOTED,
    WARNED,
    Sighted,
    StandingName,
    Vocabulary,
    bound_mask,
    disguises_of,
    said_twice,
    sight,
    tell,
)
from changzhou_site.mentions import ReaderText
from changzhou_site.model import Mention, Site
from changzhou_site.source import Text

FindIn = Callable[[str, Iterable[Text], str | None], Sighted]
"""Finds loose numbers and names in a text with its literals, in a language."""


@dataclass(frozen=True)
class FieldsRead:
    """What the check of all fields found."""

    problems: tuple[Problem, ...]
    mentions: tuple[Mention, ...]
    """Every indicator that some field names."""
    names: tuple[tuple[ReaderText, StandingName], ...]
    """What holds a number and may stand, with the field it stands in."""


def check_fields(
    texts: Iterable[ReaderText],
    site: Site,
    vocabulary: Vocabulary,
    excuses: Callable[[str], bool] = lambda _: False,
    find: FindIn | None = None,
) -> FieldsRead:
    """Every loose number and faulty reference in the site's fields; `find` finds loose numbers and
    names, if that is not for this function to do."""

    def sighted(text: str, literals: Iterable[Text], language: str | None) -> Sighted:
        return sight(text, vocabulary, literals, language)

    problems: list[Problem] = []
    mentions: list[Mention] = []
    names: list[tuple[ReaderText, StandingName]] = []
    for field in texts:
        if field.is_name:
            continue
        for found in _check(field, site, vocabulary, excuses, find or sighted):
            if isinstance(found, Mention):
                mentions.append(found)
            elif isinstance(found, StandingName):
                names.append((field, found))
            else:
                problems.append(found)
    return FieldsRead(tuple(dict.fromkeys(problems)), tuple(mentions), tuple(names))


def _check(
    field: ReaderText,
    site: Site,
    vocabulary: Vocabulary,
    excuses: Callable[[str], bool],
    find: FindIn,
) -> Iterator[Problem | Mention | StandingName]:
    """Each reference, faulty or a mention, each loose number, and each name that may stand."""
    text = field.text
    masked = text.value
    for braces in find_braces(text.value):
        if braces.escaped:
            continue
        mask = bound_mask(braces.inner, braces.end - braces.start)
        masked = masked[: braces.start] + mask + masked[braces.end :]
        try:
            value = _value(field, braces)
            if isinstance(value, Quoted):
                disguises_of(vocabulary).judge_quoted(value, text.value[braces.end :])
                yield StandingName(QUOTED, value.name)
                continue
            place = text.at(value.offset)
            sides = masked[: braces.start], masked[braces.end :]
            found = [(find_value(value, site, each), each) for each in field.languages(site)]
            _refuse_label(field, value)
            yield Mention(value.id, value.period, place, field.spot, field.language)
            for figure, language in found:
                if fault := said_twice(figure, site, language, *sides):
                    yield fault.problem(place)
        except Fault as fault:
            if fault.code != "unknown-indicator" or not excuses(fault.id):
                yield fault.problem(text.at(fault.offset))
    sighted = find(masked, field.literals, field.language)
    yield from sighted.names
    for loose in sighted.loose:
        label_of = field.spot.name if field.is_label else ""
        told = tell(loose, vocabulary, field.language, label_of)
        yield Problem(text.at(loose.start), told.code, told.message, told.hint, told.warning)
        if told.warning:
            yield StandingName(WARNED, loose.text)


def _value(field: ReaderText, braces: Braces) -> Value | Quoted:
    """What a field names, or its name that holds a number. Raises Fault."""
    reference = braces.parse()
    if isinstance(reference, Block):
        hint = "charts and tables stand in prose, on a line of their own"
        message = f"`{reference.kind}` stands inside a field"
        raise Fault("block-inside", message, hint, offset=reference.offset)
    if not field.takes_figures:
        hint = "it says when in words; a figure stands in the label or the note"
        message = "`period_text` takes no figure"
        raise Fault("no-figure-here", message, hint, offset=braces.start)
    return reference


def _refuse_label(field: ReaderText, value: Value) -> None:
    """Raises Fault for a label in a label, which might hold itself."""
    if field.is_label and value.part == "label":
        hint = "write the words out"
        raise Fault("label-in-label", "a label inside a label", hint, offset=value.offset)
