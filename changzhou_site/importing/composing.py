"""The YAML of the figures in a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from textwrap import wrap

from changzhou_site.source import yaml_text

WIDTH = 100
MOST_LISTED = 40
"""Values of a column that are listed where one is to be picked."""

MOST_SOURCES = 8

TIE = "\x1f"
"""In the place of a space that no line is broken at."""


@dataclass(frozen=True)
class ComposedFigure:
    """A figure as data/indicators/ is to have it."""

    id: str
    label: str
    label_note: str
    """What the editor is to do about the label; mostly nothing."""
    unit: str
    unknown_unit: str
    """What the header says in its place."""
    decimals: int | None
    values: Mapping[str, str | Mapping[str, str]]


@dataclass(frozen=True)
class Composed:
    """All that is printed."""

    file: str
    """The file of data/indicators/ that it is for."""
    table: str
    span: str
    figures: tuple[ComposedFigure, ...]
    languages: tuple[str, ...]
    """Those of the site, in which each label is to be."""
    sources: tuple[str, ...]
    notes: tuple[str, ...] = ()
    """What is to be known of the table."""
    listed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The values of the columns by which rows are picked."""


def as_yaml(composed: Composed) -> str:
    lines = [*_head(composed)]
    for figure in composed.figures:
        lines += _figure(figure, composed)
    return "".join(f"{line}\n" for line in lines)


def _head(composed: Composed) -> Iterator[str]:
    yield f"# {composed.table}, {composed.span}: for data/indicators/{composed.file}.yaml"
    yield from _comment(
        "Each figure still wants its `source`, and a `unit` where the header names none. Take out "
        "the figures that the site does not use."
    )
    if len(composed.languages) > 1:
        yield from _comment("The labels are the headers: put each into its language.")
    for note in composed.notes:
        yield from _comment(note)
    for name, values in composed.listed.items():
        yield from _comment(
            f"Rows of one period differ in `{name}`: `where` picks those of one of its values. "
            f"For another, a figure with an id of its own. There are:"
        )
        shown = [yaml_text(value).replace(" ", TIE) for value in values[:MOST_LISTED]]
        more = len(values) - MOST_LISTED
        yield from _comment(", ".join(shown) + (f" and {more:,} more" if more > 0 else ""), "  ")


def _comment(text: str, indent: str = "") -> Iterator[str]:
    """Lines of a comment, broken at spaces that are no ties."""
    lines = wrap(text, WIDTH - 2 - len(indent), break_on_hyphens=False, break_long_words=False)
    return (f"# {indent}{line}".replace(TIE, " ") for line in lines)


def _figure(figure: ComposedFigure, composed: Composed) -> Iterator[str]:
    yield f"{figure.id}:"
    yield f"  label: {_label(figure.label, composed.languages)}"
    if figure.label_note:
        yield f"  # label: {figure.label_note}"
    yield f"  unit: {yaml_text(figure.unit)}" if figure.unit else f"  # unit: {_wanted(figure)}"
    yield f"  # source: {_sources(composed.sources)}"
    if figure.decimals is not None:
        yield f"  decimals: {figure.decimals}"
    yield from _values(figure.values)


def _label(label: str, languages: Iterable[str]) -> str:
    written, codes = yaml_text(label), tuple(languages)
    if len(codes) < 2:
        return written
    return "{" + ", ".join(f"{code}: {written}" for code in codes) + "}"


def _wanted(figure: ComposedFigure) -> str:
    if figure.unknown_unit:
        return f"the header says {figure.unknown_unit}; data/units.yaml can say how it reads"
    return "what it is counted in"


def _sources(sources: tuple[str, ...]) -> str:
    few = 0 < len(sources) <= MOST_SOURCES
    known = f"one of {', '.join(sources)}" if few else "an id of data/sources.yaml"
    return f"{known}, and behind a # the place in it"


def _values(values: Mapping[str, str | Mapping[str, str]]) -> Iterator[str]:
    """On one line, if they have room there."""
    written = {key: _value(value) for key, value in values.items()}
    line = "  values: {" + ", ".join(f"{key}: {text}" for key, text in written.items()) + "}"
    if len(line) <= WIDTH:
        yield line
        return
    yield "  values:"
    yield from (f"    {key}: {text}" for key, text in written.items())


def _value(value: str | Mapping[str, str]) -> str:
    if isinstance(value, str):
        return yaml_text(value)
    picked = (f"{yaml_text(name)}: {yaml_text(text)}" for name, text in value.items())
    return "{" + ", ".join(picked) + "}"
