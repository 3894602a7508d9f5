"""What an indicator says: its name, its observations with their sources, its corrections."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from changzhou_site.explain.layout import wrapped
from changzhou_site.figures import plain_text, value_text
from changzhou_site.model import Indicator, Language, Localised, Observation, Rounding, Site
from changzhou_site.units import base_text, dimension_name, published_value, to_base

ROUNDED = {
    Rounding.EVEN: "rounded",
    Rounding.DOWN: "rounded down, so that it stays true",
    Rounding.UP: "rounded up, so that it stays true",
}

TABLES = "data/tables/"


def in_all(site: Site, read: Callable[[Language], str]) -> str:
    """What is read in each language, once where they agree."""
    return " / ".join(dict.fromkeys(map(read, site.languages.values())))


def localised(text: Localised, site: Site) -> str:
    return in_all(site, lambda language: plain_text(text[language.code], site, language))


def head(indicator: Indicator, site: Site) -> Iterator[str]:
    yield from wrapped(f"{indicator.id}  ", localised(indicator.label, site), 0)
    unit = indicator.unit
    measure = f"in {unit.id} ({dimension_name(unit.dimension)})" if unit.id else "a pure ratio"
    yield f"{indicator.kind}, {measure}"
    yield f"{indicator.place}"
    if indicator.note:
        yield from _note(indicator.note, site, 0)


def _note(note: Localised, site: Site, indent: int) -> Iterator[str]:
    """A note, each language on lines of its own."""
    for code, language in site.languages.items():
        label = "note  " if language is site.first else "      "
        yield from wrapped(label, plain_text(note[code], site, language), indent)


def values(indicator: Indicator, site: Site) -> Iterator[str]:
    """Every observation, the newest first."""
    several = len(indicator.observations) > 1
    yield "Values, newest first" if several else "Value"
    for observation in reversed(indicator.observations):
        when = f"{observation.period.written}  " if observation.period else ""
        yield f"  {when}{_read(indicator, observation, site)}"
        for line in _particulars(indicator, observation, site):
            yield f"    {line}"


def _read(indicator: Indicator, observation: Observation, site: Site) -> str:
    return in_all(site, lambda language: value_text(indicator, observation, language))


def _particulars(indicator: Indicator, observation: Observation, site: Site) -> Iterator[str]:
    unit = indicator.unit
    whole = f" of {observation.whole:f}" if observation.whole is not None else ""
    fraction = "{}/{}".format(*observation.fraction) if observation.fraction else ""
    number = f"{fraction or f'{observation.value:f}'}{whole} {unit.id}".rstrip()
    yield f"{'computed' if indicator.formula else 'written':8}  {number}, {observation.bound}"
    published = published_value(observation)
    if indicator.formula and published != observation.value:
        rounding = ROUNDED[observation.bound.rounding]
        yield f"published {published:f} {unit.id}, {rounding}".replace(" ,", ",")
    if unit.scale != 1 or observation.fraction:
        base = base_text(to_base(observation.value, unit))
        yield f"base      {base} ({dimension_name(unit.dimension)})"
    words = observation.period_text
    if words:
        said = in_all(site, lambda language: words[language.code].value)
        yield from wrapped("period    ", said, 0)
    if observation.place.path.startswith(TABLES):
        yield f"stands at {observation.place}"
    for citation in observation.citations:
        source = site.sources.get(citation.source)
        title = localised(source.title, site) if source else ""
        yield from wrapped(f"source    {citation}  ", title, 0)
    if observation.note:
        yield from _note(observation.note, site, 0)


def corrections(indicator: Indicator, site: Site) -> Iterator[str]:
    """What was published wrong of it, and when it was put right."""
    entries = site.corrections_of(indicator.id)
    if entries:
        yield "Corrections"
    for entry in entries:
        yield f"  {entry.date.written}  was {entry.was}, now {entry.now}  {entry.place}"
        yield from wrapped("why   ", localised(entry.why, site), 4)
