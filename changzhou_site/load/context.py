"""What a site's records are read against: its languages, units and sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from changzhou_site.errors import Report, suggest
from changzhou_site.load.scalars import wrong
from changzhou_site.model import Citation, Source, Unit
from changzhou_site.source import Text
from changzhou_site.units import NO_UNIT


@dataclass(frozen=True)
class Context:
    """What indicators are read against."""

    languages: tuple[str, ...]
    units: Mapping[str, Unit]
    sources: Mapping[str, Source]
    sources_read: bool
    report: Report


def find_unit(text: Text | None, context: Context) -> Unit:
    """The unit a record names. Raises Wrong for one that is neither built in nor declared."""
    if text is None:
        return NO_UNIT
    if text.value in context.units and text.value:
        return context.units[text.value]
    hint = suggest(text.value, (unit for unit in context.units if unit), "units")
    raise wrong(
        text.place, "unknown-unit", f"`{text.value}`", f"{hint}; others go into data/units.yaml"
    )


def citations(texts: tuple[Text, ...], context: Context) -> tuple[Citation, ...]:
    """`source#locator` for each text. Raises Wrong for unknown sources."""
    return tuple(_citation(text, context) for text in texts)


def _citation(text: Text, context: Context) -> Citation:
    source, mark, locator = text.value.partition("#")
    if mark and not locator.strip():
        raise wrong(
            text.at(len(source)), "no-locator", f"`{text.value}` names no place", "write it after #"
        )
    if context.sources_read and source not in context.sources:
        hint = suggest(source, context.sources, "sources")
        raise wrong(text.place, "unknown-source", f"`{source}`", hint)
    return Citation(source, locator.strip(), text.place)
