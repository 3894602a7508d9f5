"""What a field of a record may hold, as types that pydantic reads from our nodes."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any

from pydantic import PlainValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from changzhou_site.errors import Problem, suggest
from changzhou_site.load import scalars
from changzhou_site.load.scalars import Wrong, wrong
from changzhou_site.model import Bound, Kind, Localised, Period
from changzhou_site.source import COLON_HINT, Fields, Items, Node, Text


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


def _problems(error: Wrong) -> PydanticCustomError:
    return PydanticCustomError("problems", "see the problems", {"problems": error.problems})


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
    place = value.place if isinstance(value, Text) else value.node.place
    given = (
        "a text" if isinstance(value, Text) else "a list" if isinstance(value, list) else "a map"
    )
    hint = hint or SHAPES.get(wanted, f"write {wanted}, and nothing around it")
    if isinstance(value, Text) and (match := re.match(r"[\w-]+(：)", value.value)):
        colon = value.at(match.start(1))
        return wrong(colon, "full-width-colon", "`：` does not end a key", COLON_HINT)
    if isinstance(value, dict) and len(value) == 1 and not next(iter(value)).isidentifier():
        hint = "a text that holds `: ` or begins with { is quoted"
    return wrong(place, "wrong-shape", f"{given} where {wanted} belongs", hint)


def as_problems(reader: Callable[[Text], Any], wanted: str) -> PlainValidator:
    """A field that holds one scalar, read by `reader`."""

    def validate(value: Any) -> Any:
        try:
            if not isinstance(value, Text):
                raise wrong_shape(value, wanted)
            return reader(value)
        except Wrong as error:
            raise _problems(error) from None

    return PlainValidator(validate)


def gathers(reader: Callable[[Any, ValidationInfo], Any]) -> PlainValidator:
    """A field with a form of its own, read from the whole value and the context."""

    def validate(value: Any, info: ValidationInfo) -> Any:
        try:
            return reader(value, info)
        except Wrong as error:
            raise _problems(error) from None

    return PlainValidator(validate)


def is_mapping(value: Any) -> bool:
    return isinstance(value, _Mapping)


def _localised(value: Any, info: ValidationInfo) -> Localised:
    """One text for all languages, or a map with every language of the site."""
    assert info.context is not None
    languages: tuple[str, ...] = info.context["languages"]
    if isinstance(value, Text):
        text = scalars.read_text(value)
        return dict.fromkeys(languages, text)
    if not isinstance(value, _Mapping):
        each = ", ".join(f"{language}: …" for language in languages)
        hint = f"write one text, or {{{each}}}"
        raise wrong_shape(value, "a text or a map of languages", hint)
    problems = [
        Problem(key.place, "unknown-language", f"`{name}`", suggest(name, languages, "languages"))
        for name, (key, _) in value.node.entries.items()
        if name not in languages
    ]
    missing = [language for language in languages if language not in value]
    if missing:
        message = f"no text in {', '.join(f'`{language}`' for language in missing)}"
        hint = "give every language of the site, or one text for all"
        problems.append(Problem(value.node.place, "missing-language", message, hint))
    texts: dict[str, Text] = {}
    for language in (name for name in languages if name in value):
        try:
            texts[language] = only_text(value[language])
        except Wrong as error:
            problems.extend(error.problems)
    if problems:
        raise Wrong(*problems)
    return texts


def only_text(value: Any) -> Text:
    if not isinstance(value, Text):
        raise wrong_shape(value, "a text")
    return scalars.read_text(value)


def _one_or_more(value: Any, _: ValidationInfo) -> tuple[Text, ...]:
    """A text or a list of texts."""
    if isinstance(value, Text):
        return (scalars.read_text(value),)
    if not isinstance(value, _Sequence):
        raise wrong_shape(value, "a text or a list of texts")
    if not value:
        raise wrong(value.node.place, "wrong-shape", "the list is empty", "leave the key out")
    return _all_texts(value)


def _all_texts(items: list[Any]) -> tuple[Text, ...]:
    texts: list[Text] = []
    problems: list[Problem] = []
    for item in items:
        try:
            texts.append(only_text(item))
        except Wrong as error:
            problems.extend(error.problems)
    if problems:
        raise Wrong(*problems)
    return tuple(texts)


def _groups(value: Any, _: ValidationInfo) -> tuple[tuple[Text, ...], ...]:
    """What a chart shows: ids, or lists of two ids."""
    if not isinstance(value, _Sequence):
        raise wrong_shape(value, "a list of ids")
    groups = [item if isinstance(item, _Sequence) else [item] for item in value]
    _all_texts([part for group in groups for part in group])
    return tuple(_all_texts(group) for group in groups)


def _number_or_fraction(text: Text) -> Decimal | tuple[int, int]:
    return scalars.read_fraction(text) or scalars.read_number(text)


Line = Annotated[Text, as_problems(scalars.read_text, "a text")]
"""A text for one language, or for none."""
Prose = Annotated[Localised, gathers(_localised)]
"""A text that readers see, in every language."""
Lines = Annotated[tuple[Text, ...], gathers(_one_or_more)]
Groups = Annotated[tuple[tuple[Text, ...], ...], gathers(_groups)]
Number = Annotated[Decimal, as_problems(scalars.read_number, "a number")]
Value = Annotated[Decimal | tuple[int, int], as_problems(_number_or_fraction, "a number")]
Decimals = Annotated[int, as_problems(lambda text: scalars.read_count(text, 12), "a whole number")]
Span = Annotated[Period, as_problems(scalars.read_period, "a period")]
Day = Annotated[Period, as_problems(scalars.read_date, "a day")]
Url = Annotated[str, as_problems(scalars.read_url, "an address")]
Contact = Annotated[
    str, as_problems(lambda text: scalars.read_url(text, ("mailto", "https")), "an address")
]
Truth = Annotated[bool, as_problems(scalars.read_truth, "true or false")]
BoundName = Annotated[
    Bound,
    as_problems(
        lambda text: Bound(scalars.read_choice(text, list(Bound), "unknown-bound")), "a bound"
    ),
]
KindName = Annotated[
    Kind,
    as_problems(lambda text: Kind(scalars.read_choice(text, list(Kind), "unknown-kind")), "a kind"),
]
Layout = Annotated[
    str,
    as_problems(
        lambda text: scalars.read_choice(text, ("section", "page"), "unknown-layout"), "a layout"
    ),
]


def _read_colour(text: Text) -> str:
    if scalars.COLOUR.fullmatch(text.value):
        return text.value.lower()
    if not text.value:
        hint = 'quote it, as in "#b5271b": a bare # begins a comment'
        raise wrong(text.place, "bad-colour", "no colour stands here", hint)
    hint = 'a quoted colour such as "#b5271b"'
    raise wrong(text.place, "bad-colour", f"`{text.value}` is no colour", hint)


Colour = Annotated[str, as_problems(_read_colour, "a colour")]
Anything = Annotated[Any, PlainValidator(lambda value: value)]
