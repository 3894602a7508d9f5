"""The shape of the files of a language's folder."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from pydantic import Field, PlainValidator

from changzhou_site.errors import Problem, suggest
from changzhou_site.load import scalars
from changzhou_site.load.field_types import (
    Line,
    Number,
    Truth,
    as_problems,
    gathers,
    is_mapping,
    only_text,
    wrong_shape,
)
from changzhou_site.load.scalars import Wrong, wrong
from changzhou_site.load.shapes import Shape
from changzhou_site.model import Bound
from changzhou_site.source import Text

PLACEHOLDER = re.compile(r"\{(\w+)\}")


def _forms(wanted: tuple[str, ...], keys: tuple[str, ...], *, others: bool = False) -> Any:
    """A map of texts by name: all of `keys`, each with only the `wanted` placeholders."""

    def read(value: Any, _: Any) -> dict[str, str]:
        if not is_mapping(value):
            raise wrong_shape(value, "a map")
        problems = [
            Problem(value.node.place, "missing-key", f"`{key}` is missing", f"add `{key}: …`")
            for key in keys
            if key not in value
        ]
        problems += [
            Problem(key.place, "unknown-key", f"`{name}`", suggest(name, keys, "keys here"))
            for name, (key, _) in value.node.entries.items()
            if name not in keys and not others
        ]
        texts = {}
        for name, text in value.items():
            try:
                texts[name] = _filled(only_text(text), wanted)
            except Wrong as error:
                problems += error.problems
        if problems:
            raise Wrong(*problems)
        return texts

    return gathers(read)


def _filled(text: Text, wanted: tuple[str, ...]) -> str:
    """A form. Raises Wrong for a placeholder that nothing fills."""
    for name in PLACEHOLDER.findall(text.value):
        if name not in wanted:
            hint = f"here may stand {', '.join(f'{{{each}}}' for each in wanted) or 'none'}"
            raise wrong(text.place, "bad-form", f"nothing fills `{{{name}}}`", hint)
    return text.value


BOUNDS = tuple(str(bound) for bound in Bound if bound is not Bound.EXACT)
RANKS = tuple(str(bound) for bound in Bound)
MOMENTS = ("year", "H1", "H2", "Q1", "Q2", "Q3", "Q4")
SPAN = ("first", "last", "first_number", "last_number", "year")

BoundForms = Annotated[dict[str, str], _forms(("n",), BOUNDS)]
RankForms = Annotated[dict[str, str], _forms(("n", "nth"), RANKS)]
MomentForms = Annotated[dict[str, str], _forms(("year",), MOMENTS)]
ByForms = Annotated[dict[str, str], _forms(("moment", "year"), ("any",), others=True)]
SpanForms = Annotated[dict[str, str], _forms(SPAN, ("years", "months", "any", "Q2", "Q3", "Q4"))]
OrdinalForms = Annotated[dict[str, str], _forms(("n",), ("other",), others=True)]


def _read_fraction(text: Text) -> Fraction:
    top_bottom = scalars.read_fraction(text)
    return Fraction(*top_bottom) if top_bottom else Fraction(scalars.read_number(text))


def _values(read_one: Any) -> Any:
    """A map from words to numbers."""

    def read(value: Any, _: Any) -> dict[str, Any]:
        if not is_mapping(value):
            raise wrong_shape(value, "a map")
        return {name: read_one(only_text(text)) for name, text in value.items()}

    return gathers(read)


Counts = Annotated[dict[str, int], _values(lambda text: scalars.read_count(text, 10**15))]
Stems = Annotated[dict[str, Fraction], _values(_read_fraction)]
Words = Annotated[dict[str, str], _forms((), (), others=True)]


def _lines(value: Any, _: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise wrong_shape(value, "a list")
    return tuple(only_text(item).value for item in value)


Texts = Annotated[tuple[str, ...], gathers(_lines)]
Counted = Annotated[dict[str, Any], PlainValidator(lambda value: value)]


class FractionsShape(Shape):
    form: Line
    tops: Words
    parts: Counted
    whole: Words = Field(default_factory=dict)


class NumbersShape(Shape):
    grouped: Truth
    bound_at: Annotated[
        str,
        as_problems(
            lambda text: scalars.read_choice(text, ("number", "phrase"), "unknown-word"), "a word"
        ),
    ]
    bounds: BoundForms
    ranks: RankForms
    ordinals: OrdinalForms = Field(default_factory=lambda: {"other": "{n}"})
    fractions: FractionsShape
    money_steps: list[Number]
    money_signs: Texts = ()


class PeriodsShape(Shape):
    moments: MomentForms
    by: ByForms
    spans: SpanForms


class TypesettingShape(Shape):
    spaced: Truth
    headline: Number = Decimal("1.16")
    clauses: Line | None = None
    joining: Line | None = None
    suffixes: Line | None = None
    endings: Line | None = None
    prefixes: Line | None = None
    counted: Line | None = None
    magnitudes: Line | None = None
    words: Texts = ()
    small_words: Texts = ()


class CitationShape(Shape):
    stop: Line
    joint: Line | None = None
    authors: Line | None = None
    sentences: list[Texts]
    anonymous: list[Texts] = Field(default_factory=list)


class LanguageShape(Shape):
    name: Line
    locale: Line
    tag: Line | None = None
    numbers: NumbersShape
    periods: PeriodsShape
    typesetting: TypesettingShape
    citation: CitationShape


class RuleShape(Shape):
    pattern: Line
    passes: Texts = Field(default=(), alias="pass")
    flags: Texts = Field(default=(), alias="flag")
    worth: Texts = ()
    below: Number | None = None
    above: Number | None = None


class NumeralsShape(Shape):
    words: Counts
    scales: Counts
    articles: Texts = ()
    joints: Texts = ()
    stems: Stems = Field(default_factory=dict)
    joined: Truth = False
    point: Line | None = None
    half: Line | None = None
    not_after: Line | None = None
    names_before: Line | None = None
    names_after: Line | None = None
    sayings_after: Line | None = None


class CharactersShape(Shape):
    small: Line
    large: Line


class GuardShape(Shape):
    parts: dict[str, Line] = Field(default_factory=dict)
    numerals: NumeralsShape | None = None
    characters: CharactersShape | None = None
    dates: list[RuleShape]
    names: list[RuleShape]
    measures: list[RuleShape]
    measured: Line
    counted: Line
    measures_after: Line | None = None
    percent: Line
    magnitudes: Line | None = None
    magnitude_after: Line | None = None
    like_units: Line | None = None
    unit_names: Line | None = None
    classifiers: Texts = ()
    scales: Counts = Field(default_factory=dict)
    unit_words: Words = Field(default_factory=dict)
    ordinal: Line | None = None
    joints: Line
    between: Line
    between_joints: Line
