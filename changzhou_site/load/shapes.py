"""The shape of every record, as pydantic models: which keys there are, and what each holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo

from changzhou_site.errors import Report, suggest
from changzhou_site.load import scalars
from changzhou_site.load.readers import Read
from changzhou_site.load.scalars import Wrong, read_each, wrong
from changzhou_site.model import Amount, Bound, Kind, Localised, Period
from changzhou_site.source import COLON_HINT, Fields, Items, Node, Text

T = TypeVar("T")

# Nodes as pydantic takes them ---------------------------------------------------------------------


class _Mapping(dict[str, Any]):
    """A YAML mapping as pydantic takes it, with the node it came from."""

    node: Fields


class _Sequence(list[Any]):
    """A YAML sequence as pydantic takes it, with the node it came from."""

    node: Items


def plain(node: Node) -> Any:
    if isinstance(node, Text):
        return node
    if isinstance(node, Items):
        sequence = _Sequence(plain(item) for item in node.items)
        sequence.node = node
        return sequence
    mapping = _Mapping({key: plain(value) for key, (_, value) in node.entries.items()})
    mapping.node = node
    return mapping


ID_LIKE = re.compile(r"[\w-]+")
"""A text that may be an item of a list as it stands."""

SHAPES = {
    "a map": "write `key: value` on lines of their own, or {key: value}",
    "a list": "write [a, b], or a line `- a` for each",
    "a list of one or more": "write [a, b], or a line `- a` for each",
    "a list of ids": "write [gdp, gdp_growth]",
    "a text": "write one text, in quotes if it begins with [ or {",
    "a text or a list of texts": "write one text, or [a, b]",
}
"""How to write what belongs in a place."""


def wrong_shape(value: Any, wanted: str, hint: str = "") -> Wrong:
    """A node, or what pydantic takes for it, stands where something else belongs."""
    node: Node = getattr(value, "node", value)
    if isinstance(node, Text) and (trap := colon_trap(node)):
        return trap
    given = {Text: "a text", Items: "a list", Fields: "a map"}[type(node)]
    hint = hint or SHAPES.get(wanted, f"write {wanted}, and nothing around it")
    if isinstance(node, Text) and wanted.startswith("a list") and ID_LIKE.fullmatch(node.value):
        hint = f"write [{node}], or a line `- {node}` for each"
    if isinstance(node, Fields) and [key.isidentifier() for key in node.entries] == [False]:
        hint = "a text that holds `: ` or begins with { is quoted"
    return wrong(node.place, "wrong-shape", f"{given} where {wanted} belongs", hint)


def colon_trap(text: Text) -> Wrong | None:
    """What is wrong with a text that was meant as a key."""
    if match := re.match(r"[\w-]+(：)", text.value):
        place = text.at(match.start(1))
        return wrong(place, "full-width-colon", "`：` does not end a key", COLON_HINT)
    return None


# Fields ------------------------------------------------------------------------------------------


def scalar(reader: Callable[[Text], T], wanted: str) -> Callable[[Any], T]:
    """A reader of a field that holds one scalar."""

    def read(value: Any) -> T:
        if not isinstance(value, Text):
            raise wrong_shape(value, wanted)
        return reader(value)

    return read


def field(reader: Callable[[Text], object], wanted: str) -> Read:
    return Read(scalar(reader, wanted))


def one_of(choices: Iterable[T], code: str, wanted: str) -> Read:
    """A field that holds one of a few words."""
    named = {str(choice): choice for choice in choices}
    return field(lambda text: scalars.read_choice(text, named, code), wanted)


only_text = scalar(scalars.read_text, "a text")


def _localised(value: Any, info: ValidationInfo) -> Localised:
    """One text for all languages, or a map with every language of the site."""
    assert info.context is not None
    languages: tuple[str, ...] = info.context["languages"]
    if isinstance(value, Text):
        return dict.fromkeys(languages, scalars.read_text(value))
    if not isinstance(value, _Mapping):
        each = ", ".join(f"{language}: …" for language in languages)
        hint = f"write one text, or {{{each}}}"
        raise wrong_shape(value, "a text or a map of languages", hint)
    report = Report()
    missing = ", ".join(f"`{language}`" for language in languages if language not in value)
    if missing:
        hint = "give every language of the site, or one text for all"
        report.error(value.node.place, "missing-language", f"no text in {missing}", hint)
    with report:
        texts = _texts_by_language(value, languages)
    if report.problems:
        raise Wrong(*report.problems)
    return texts


def _texts_by_language(value: _Mapping, languages: tuple[str, ...]) -> Localised:
    """The texts of a map by language, in the site's order. Raises Wrong."""
    report, texts = Report(), {}
    for name, (key, _) in value.node.entries.items():
        if name not in languages:
            hint = suggest(name, languages, "languages")
            report.error(key.place, "unknown-language", f"`{name}`", hint)
    for language in (name for name in languages if name in value):
        with report:
            texts[language] = only_text(value[language])
    if report.problems:
        raise Wrong(*report.problems)
    return texts


def _partly_localised(value: Any, info: ValidationInfo) -> Localised:
    """One text for all languages, or a map with some of them."""
    if not isinstance(value, _Mapping):
        return _localised(value, info)
    assert info.context is not None
    return _texts_by_language(value, info.context["languages"])


def _one_or_more(value: Any) -> tuple[Text, ...]:
    """A text or a list of texts."""
    if isinstance(value, Text):
        return (scalars.read_text(value),)
    if not isinstance(value, _Sequence):
        raise wrong_shape(value, "a text or a list of texts")
    if not value:
        raise wrong(value.node.place, "wrong-shape", "the list is empty", "leave the key out")
    return read_each(only_text, value)


def _groups(value: Any) -> tuple[tuple[Text, ...], ...]:
    """What a chart shows: ids, or lists of two ids."""
    if not isinstance(value, _Sequence):
        raise wrong_shape(value, "a list of ids")
    groups = [item if isinstance(item, _Sequence) else [item] for item in value]
    return read_each(lambda group: read_each(only_text, group), groups)


def _read_colour(text: Text) -> str:
    if scalars.COLOUR.fullmatch(text.value):
        return text.value.lower()
    message = f"`{text.value}` is no colour"
    hint = 'a quoted colour such as "#b5271b"'
    if not text.value:
        message = "no colour stands here"
        hint = 'quote it, as in "#b5271b": a bare # begins a comment'
    raise wrong(text.place, "bad-colour", message, hint)


Line = Annotated[Text, Read(only_text)]
"""A text for one language, or for none."""
Word = Annotated[str, field(lambda text: scalars.read_text(text).value, "a text")]
"""The same where nothing is said of its place."""
Prose = Annotated[Localised, Read(_localised, in_context=True)]
"""A text that readers see, in every language."""
PartlyLocalised = Annotated[Localised, Read(_partly_localised, in_context=True)]
"""The same, in some languages of the site."""
Lines = Annotated[tuple[Text, ...], Read(_one_or_more)]
Groups = Annotated[tuple[tuple[Text, ...], ...], Read(_groups)]
Number = Annotated[Decimal, field(scalars.read_number, "a number")]
Value = Annotated[Amount, field(scalars.read_amount, "a number")]
Decimals = Annotated[int, field(lambda text: scalars.read_count(text, 12), "a whole number")]
Span = Annotated[Period, field(scalars.read_period, "a period")]
SpanOfInputs = Annotated[Period, field(scalars.read_period_or_span, "a period")]
Day = Annotated[Period, field(scalars.read_date, "a day")]
Url = Annotated[str, field(scalars.read_url, "an address")]
Contact = Annotated[
    str, field(lambda text: scalars.read_url(text, ("mailto", "https")), "an address")
]
Tag = Annotated[str, field(scalars.read_tag, "a language")]
Truth = Annotated[bool, field(scalars.read_truth, "true or false")]
Colour = Annotated[str, field(_read_colour, "a colour")]
BoundName = Annotated[Bound, one_of(Bound, "unknown-bound", "a bound")]
KindName = Annotated[Kind, one_of(Kind, "unknown-kind", "a kind")]
LAYOUTS = ("section", "page")
Layout = Annotated[str, one_of(LAYOUTS, "unknown-layout", "a layout")]


# Records -----------------------------------------------------------------------------------------


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
    literals: tuple[Line, ...] = ()
    names: tuple[Line, ...] = ()
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
    lang: Tag | None = None


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
    said: PartlyLocalised | None = None
    period: SpanOfInputs | None = None
    period_text: Prose | None = None
    source: Lines | None = None
    note: Prose | None = None
    formula: Line | None = None
    decimals: Decimals | None = None
    values: Any = None


class TopicShape(Shape):
    topic: Prose


class ChartShape(Shape):
    type: Line
    title: Prose
    subtitle: Prose | None = None
    alt: Prose
    show: Groups = ()
    highlight: Lines = ()
    label: Lines = ()
    gap: Lines = ()
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
    authors: tuple[NamedShape, ...] = ()
    each: Line | None = None
    literals: tuple[Line, ...] = ()
    draft: Truth = False
