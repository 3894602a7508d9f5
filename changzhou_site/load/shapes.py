"""The shape of every record, as pydantic models: which keys there are, and what each holds."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from changzhou_site.load.field_types import (
    Anything,
    BoundName,
    Colour,
    Contact,
    Day,
    Decimals,
    Groups,
    KindName,
    Layout,
    Line,
    Lines,
    Number,
    Prose,
    Span,
    Truth,
    Url,
    Value,
    Word,
)


class Shape(BaseModel):
    """Keys are fixed; what is not named is a problem."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class NamedShape(Shape):
    name: Prose
    url: Url | None = None


class ColoursShape(Shape):
    light: Colour
    dark: Colour


class CollectionShape(Shape):
    page: Line


class SiteShape(Shape):
    title: Prose
    kicker: Prose | None = None
    description: Prose
    url: Url
    languages: list[Line] = Field(min_length=1)
    published: Day
    updated: Day | None = None
    publisher: NamedShape
    authors: list[NamedShape] = Field(min_length=1)
    contact: Contact | None = None
    license: NamedShape
    front: tuple[Line, ...] = ()
    literals: tuple[Word, ...] = ()
    theme: dict[str, ColoursShape] = {}
    collections: dict[str, CollectionShape] = {}


class SourceShape(Shape):
    title: Prose
    publisher: Prose
    authors: tuple[Word, ...] = ()
    date: Span | None = None
    url: Url | None = None
    accessed: Day | None = None
    license: Word | None = None


class ObservationShape(Shape):
    value: Value
    of: Number | None = None
    bound: BoundName | None = None
    period_text: Prose | None = None
    source: Lines | None = None
    note: Prose | None = None


class IndicatorShape(Shape):
    label: Prose
    unit: Line | None = None
    kind: KindName | None = None
    value: Value | None = None
    of: Number | None = None
    bound: BoundName | None = None
    period: Span | None = None
    period_text: Prose | None = None
    source: Lines | None = None
    note: Prose | None = None
    formula: Line | None = None
    decimals: Decimals | None = None
    values: Anything = None


class ChartShape(Shape):
    type: Line
    title: Prose
    subtitle: Prose | None = None
    alt: Prose
    show: Groups = ()
    highlight: Lines = ()
    note: Prose | None = None
    tag: Word | None = None


class EventShape(Shape):
    date: Span
    title: Prose
    text: Prose | None = None
    source: Lines
    tag: Word | None = None


class CheckShape(Shape):
    check: Line
    why: Prose


class CorrectionShape(Shape):
    date: Day
    indicator: Line
    was: Value
    now: Value
    why: Prose


class FrontMatterShape(Shape):
    title: Line
    summary: Line
    kicker: Line | None = None
    layout: Layout = "section"
    each: Line | None = None
    literals: tuple[Word, ...] = ()
    draft: Truth = False
