"""The guard over every text of the YAML files and the front matter that a reader sees."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from changzhou_site.errors import Fault, Problem
from changzhou_site.figures import Block, Braces, Value, find_braces, find_value
from changzhou_site.guard import Vocabulary, bound_mask, find_loose, said_twice, tell
from changzhou_site.mentions import ReaderText
from changzhou_site.model import Mention, Site


@dataclass(frozen=True)
class FieldsRead:
    """What the check of all fields found."""

    problems: tuple[Problem, ...]
    mentions: tuple[Mention, ...]
    """Every indicator that some field names."""


def check_fields(
    texts: Iterable[ReaderText],
    site: Site,
    vocabulary: Vocabulary,
    excuses: Callable[[str], bool] = lambda _: False,
) -> FieldsRead:
    """Every loose number and faulty reference in the site's fields."""
    problems: list[Problem] = []
    mentions: list[Mention] = []
    for field in texts:
        if field.is_name:
            continue
        for found in _check(field, site, vocabulary, excuses):
            if isinstance(found, Mention):
                mentions.append(found)
            else:
                problems.append(found)
    return FieldsRead(tuple(dict.fromkeys(problems)), tuple(mentions))


def _check(
    field: ReaderText, site: Site, vocabulary: Vocabulary, excuses: Callable[[str], bool]
) -> Iterator[Problem | Mention]:
    """Each reference, faulty or a mention, and each loose number."""
    text = field.text
    masked = text.value
    for braces in find_braces(text.value):
        if braces.escaped:
            continue
        mask = bound_mask(braces.inner, braces.end - braces.start)
        masked = masked[: braces.start] + mask + masked[braces.end :]
        try:
            value = _value(field, braces, site)
            place = text.at(value.offset)
            yield Mention(value.id, value.period, place, field.spot, field.language)
            for language in field.languages(site):
                found = find_value(value, site, language)
                sides = masked[: braces.start], masked[braces.end :]
                if fault := said_twice(found, site, language, *sides):
                    yield fault.problem(place)
        except Fault as fault:
            if fault.code != "unknown-indicator" or not excuses(fault.id):
                yield fault.problem(text.at(fault.offset))
    for loose in find_loose(masked, vocabulary, field.literals, field.language):
        told = tell(loose, vocabulary, field.spot.name if field.is_label else "")
        yield Problem(text.at(loose.start), told.code, told.message, told.hint)


def _value(field: ReaderText, braces: Braces, site: Site) -> Value:
    """The figure that a field names. Raises Fault."""
    reference = braces.parse()
    if isinstance(reference, Block):
        hint = "charts and tables stand in prose, on a line of their own"
        message = f"`{reference.kind}` stands inside a field"
        raise Fault("block-inside", message, hint, offset=reference.offset)
    if not field.takes_figures:
        hint = "it says when in words; a figure stands in the label or the note"
        message = "`period_text` takes no figure"
        raise Fault("no-figure-here", message, hint, offset=braces.start)
    for language in field.languages(site):
        find_value(reference, site, language)
    if field.is_label and reference.part == "label":
        hint = "write the words out"
        raise Fault("label-in-label", "a label inside a label", hint, offset=reference.offset)
    return reference
