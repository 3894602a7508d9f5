"""What a site's records are read against: its languages, units and sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from changzhou_site.errors import Report, nearest, suggest
from changzhou_site.load.languages import load_packaged, packaged_codes, unit_words
from changzhou_site.load.scalars import Wrong, read_each, wrong
from changzhou_site.load.tables import Tables
from changzhou_site.load.unit_records import id_meant
from changzhou_site.model import Citation, Source, Unit
from changzhou_site.source import Fields, Items, Node, Text
from changzhou_site.units import NO_UNIT


@dataclass(frozen=True)
class Context:
    """What indicators are read against."""

    languages: tuple[str, ...]
    units: Mapping[str, Unit]
    unread_units: frozenset[str] | None
    """The units of data/units.yaml that cannot be read, which is told there; None where there may
    be any."""
    sources: Mapping[str, Source]
    unread_sources: frozenset[str] | None
    """The same of data/sources.yaml."""
    report: Report
    tables: Tables
    unit_words: Mapping[str, str] = field(default_factory=dict)
    """Other words for units in the site's languages, with their ids."""


def find_unit(text: Text | None, context: Context) -> Unit:
    """The unit a record names. Raises Wrong for one that is neither built in nor declared."""
    if text is None:
        return NO_UNIT
    if text.value in context.units and text.value:
        return context.units[text.value]
    if context.unread_units is None or text.value in context.unread_units:
        raise Wrong
    raise wrong(text.place, "unknown-unit", f"`{text.value}`", _unit_hint(text.value, context))


def _unit_hint(name: str, context: Context) -> str:
    """The unit that is meant by a name, and how another is declared."""
    if meant := _unit_in_words(name, context):
        return f'did you mean `{meant}`? write `unit: "{meant}"`'
    forms = "".join(f', {language}: "{{n}} …"' for language in context.languages)
    declared = f"{id_meant(name) or '…'}: {{dimension: …{forms}}}"
    near = nearest(name, frozenset(filter(None, context.units)))
    asked = f"did you mean `{near}`? " if near else ""
    return f"{asked}data/units.yaml declares what is not built in: `{declared}`"


def _unit_in_words(name: str, context: Context) -> str:
    """The unit that languages have another word for; empty where none has it."""
    word = name.strip().casefold()
    words = {**unit_words(map(load_packaged, packaged_codes())), **context.unit_words}
    return words[word] if words.get(word) in context.units else ""


def citations(texts: tuple[Text, ...], context: Context) -> tuple[Citation, ...]:
    """`source#locator` for each text. Raises Wrong for unknown sources."""
    return read_each(lambda text: _citation(text, context), texts)


def check_names(node: Node, context: Context) -> None:
    """Reports the unknown unit and sources of a record that cannot be read for other reasons."""
    if not isinstance(node, Fields):
        return
    for key, look_up in (("unit", find_unit), ("source", _citation)):
        given = node.entries[key][1] if key in node.entries else Items((), node.place)
        for text in given.items if isinstance(given, Items) else (given,):
            if isinstance(text, Text) and text.value.strip():
                with context.report:
                    look_up(text, context)


def _citation(text: Text, context: Context) -> Citation:
    source, mark, locator = text.value.partition("#")
    if mark and not locator.strip():
        raise wrong(
            text.at(len(source)), "no-locator", f"`{text.value}` names no place", "write it after #"
        )
    unread = context.unread_sources
    if source not in context.sources and unread is not None and source not in unread:
        hint = suggest(source, context.sources, "sources")
        raise wrong(text.place, "unknown-source", f"`{source}`", hint)
    return Citation(source, locator.strip(), text.place)
