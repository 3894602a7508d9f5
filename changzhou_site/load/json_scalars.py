"""Pieces of JSON Schemas: what one value of a project's YAML may be, told as editors read it, who
see YAML already typed: a number is a number there, whatever digits it was written with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from changzhou_site.load import scalars, shapes
from changzhou_site.load.unit_records import UNIT_ID

Json = dict[str, Any]

# How they are put together -----------------------------------------------------------------------


def one_pattern(told: str, *alternatives: str) -> Json:
    """A text that is one of some patterns whole; of another, editors say what is `told`."""
    pattern = f"^(?:{'|'.join(alternatives)})$"
    return {"type": "string", "pattern": pattern, "patternErrorMessage": told}


def any_of(*schemas: Json) -> Json:
    return {"anyOf": list(schemas)}


def list_of(item: Json, least: int = 0) -> Json:
    return {"type": "array", "items": item} | ({"minItems": least} if least else {})


def record_of(keys: Json, needed: list[str]) -> Json:
    record = {"type": "object", "properties": keys, "additionalProperties": False}
    return record | ({"required": needed} if needed else {})


def records_of(keys: str, record: Json) -> Json:
    """A map of ids, or of what else matches a pattern."""
    return {"type": "object", "patternProperties": {keys: record}, "additionalProperties": False}


def named(choices: Mapping[str, str]) -> Json:
    """One of some names, each offered with what it stands for."""
    described = {"enumDescriptions": list(choices.values())} if any(choices.values()) else {}
    return {"type": "string", "enum": list(choices), **described}


def described(said: Mapping[str, str]) -> str:
    """What is said of a key or a word, in all languages that it is said in."""
    return "\n\n".join(text for kind, text in said.items() if kind != "names")


TEXT: Json = {"type": ["string", "number"], "minLength": 1}
"""A text; a number is one too."""
CATEGORIES = dict.fromkeys(("zero", "one", "two", "few", "many", "other"), TEXT)
PLURALS = any_of(TEXT, record_of(CATEGORIES, ["other"]))
"""A text with a number in it, or one for each plural category."""
YEAR = r"(?!0000)\d{4}"
DAY = rf"{YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
MOMENT = rf"{YEAR}(?:-(?:H[12]|Q[1-4]|(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?))?"
PERIOD = rf"(?:(?:{MOMENT}|\.\.)/)?{MOMENT}"
ID = f"^{scalars.ID.pattern}$"
INDICATOR_ID = f"^(?!topic$){scalars.ID.pattern}$"
UNIT = "^" + UNIT_ID.pattern.replace('\\"', '"').replace("\\'", "'") + "$"
"""Quotes need no stroke before them, and JavaScript allows none."""


def _number(told: str, *patterns: str) -> Json:
    """A number, or a text of digits."""
    return one_pattern(f"write {told}", *patterns) | {"type": ["number", "string"]}


def _period(told: str, *patterns: str) -> Json:
    """A year as a number, or a text."""
    years = {"type": ["integer", "string"], "minimum": 1000, "maximum": 9999}
    return one_pattern(f"write {told}", *patterns) | years


NUMBER = _number("a number such as 65.9", scalars.NUMBER.pattern)
LANGUAGE = one_pattern("write a tag such as pt-BR", scalars.LANGUAGE_TAG.pattern)
ADDRESS = r"//[^\s<>]+"

SCALARS: Mapping[Any, Json] = {
    shapes.Number: NUMBER,
    shapes.Value: _number(
        "a number such as 65.9, or a fraction such as 1/3",
        scalars.NUMBER.pattern,
        scalars.FRACTION.pattern,
    ),
    shapes.Decimals: {"type": "integer", "minimum": 0, "maximum": 12},
    shapes.Span: _period(scalars.PERIOD_HINT, PERIOD),
    shapes.SpanOfInputs: _period(
        f"{scalars.PERIOD_HINT}, span (of a formula)", PERIOD, scalars.SPAN.written
    ),
    shapes.Day: one_pattern("write a day: 2022-02-08", DAY),
    shapes.Url: one_pattern("write an address: https://…", f"[Hh][Tt][Tt][Pp][Ss]?:{ADDRESS}"),
    shapes.Contact: one_pattern(
        "write an address: mailto:… or https://…", r"mailto:[^\s<>]+", f"https:{ADDRESS}"
    ),
    shapes.Tag: LANGUAGE,
    shapes.Truth: {"type": "boolean"},
    shapes.Colour: one_pattern('write a quoted colour such as "#b5271b"', scalars.COLOUR.pattern),
    shapes.Word: TEXT,
}
"""What the types of fields are in JSON Schema, but for those that depend on the site."""
