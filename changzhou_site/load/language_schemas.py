"""JSON Schemas of a language's files, made of the nouns that they are read as.

A site's own file may say a few things in place of the package's, or all of a language: so what is
missing is told by the program, which knows what stands below, and no key is required here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from fractions import Fraction
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import yaml

from changzhou_site.load.built_in import built_in_units
from changzhou_site.load.json_scalars import (
    CATEGORIES,
    TEXT,
    Json,
    any_of,
    described,
    list_of,
    named,
    record_of,
)
from changzhou_site.load.language_files import LanguageFile
from changzhou_site.load.language_forms import FORMS
from changzhou_site.load.language_scalars import FILLED_IN
from changzhou_site.load.languages import load_packaged, packaged_codes
from changzhou_site.model import NAME_KINDS, GuardRule, GuardWords, NumberWords, PluralForms
from changzhou_site.units import PERCENT

DESCRIPTIONS = Path(__file__).resolve().parents[1] / "language_schemas.yaml"

ANY_TEXT: Json = {"type": ["string", "number"]}
"""A text that may be empty."""
SINGLE: Mapping[Any, Json] = {
    str: ANY_TEXT,
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    Fraction: ANY_TEXT,
}
SOME_PLURALS = any_of(TEXT, record_of(CATEGORIES, []))
"""A text, or those of some categories, in place of the package's."""
ONE_OR_MORE = frozenset({("NumberWords", "bounds"), ("NumberWords", "shares")})
"""Maps of lists, in which a text alone is a list of one."""
READ_FROM = {"NumberWords": "numbers", "PeriodWords": "periods"}
"""Where in language.yaml a noun stands that FORMS knows the texts of."""
NOT_WRITTEN = {NumberWords: FILLED_IN, GuardRule: ("place",)}
"""What the program knows itself."""


def language_schemas() -> dict[str, Json]:
    """The schemas of a language's files, by the name that each has among all schemas."""
    writer = _Writer(yaml.load(DESCRIPTIONS.read_bytes(), Loader=yaml.CBaseLoader))
    guard = writer.noun(GuardWords)
    parts = writer.told("GuardWords", "parts", {"type": "object", "additionalProperties": TEXT})
    return {
        "language": writer.record("LanguageFile", get_type_hints(LanguageFile), LanguageFile),
        "words": _words(),
        "unit-forms": _unit_forms(),
        "guard": guard | {"properties": {"parts": parts, **guard["properties"]}},
    }


class _Writer:
    """Writes nouns as records, with what is said of each key."""

    def __init__(self, descriptions: Mapping[str, Any]) -> None:
        self.descriptions = descriptions

    def told(self, noun: str, key: str, schema: Json) -> Json:
        return schema | {"description": described(self.descriptions[noun][key])}

    def noun(self, noun: type[Any]) -> Json:
        types = get_type_hints(noun)
        left = NOT_WRITTEN.get(noun, ())
        kept = {each.name: types[each.name] for each in fields(noun) if each.name not in left}
        return self.record(noun.__name__, kept, noun)

    def record(self, name: str, types: Mapping[str, Any], noun: type[Any]) -> Json:
        keys = {
            key: self.told(name, key, self._own(noun, key) or self._type(type))
            for key, type in types.items()
            if key in self.descriptions[name]
        }
        return record_of(keys, [])

    def _own(self, noun: type[Any], key: str) -> Json | None:
        """What a key holds of which its type says too little."""
        name = noun.__name__
        if noun is GuardRule and key == "kind":
            return named(dict.fromkeys(NAME_KINDS, ""))
        if (name, key) in ONE_OR_MORE:
            value = any_of(TEXT, list_of(TEXT, 1))
        elif (READ_FROM.get(name), key) in FORMS:
            value = TEXT
        else:
            return None
        forms = FORMS.get((READ_FROM[name], key))
        if forms is None or forms.more is None:
            return {"type": "object", "additionalProperties": value}
        return record_of(dict.fromkeys((*forms.keys, *forms.more), value), [])

    def _type(self, type: Any) -> Json:
        if type in SINGLE:
            return dict(SINGLE[type])
        if type == PluralForms:
            return {"type": "object", "additionalProperties": ANY_TEXT}
        if is_dataclass(type):
            return self.noun(type)  # type: ignore[arg-type]
        origin, parts = get_origin(type), get_args(type)
        if origin in (Union, UnionType):
            [own] = (part for part in parts if part is not NoneType)
            return self._type(own)
        if origin in (tuple, frozenset):
            return list_of(self._type(parts[0]))
        assert issubclass(origin, Mapping), type
        return {"type": "object", "additionalProperties": self._type(parts[1])}


# Words and units ---------------------------------------------------------------------------------


def _words() -> Json:
    """Each text of the theme, described by how the languages of the package say it."""
    languages = {code: load_packaged(code) for code in packaged_codes()}
    first = next(iter(languages.values()))
    words = {
        key: TEXT | _said({code: each.words[key] for code, each in languages.items()})
        for key in first.words
        if key not in MADE
    }
    counted = {
        key: SOME_PLURALS
        | _said({code: each.counted[key]["other"] for code, each in languages.items()})
        for key in first.counted
    }
    return record_of({"words": record_of(words, []), "counted": record_of(counted, [])}, [])


MADE = frozenset({"sentence_gap"})
"""Words that are no file's: the program makes them of the rest."""


def _unit_forms() -> Json:
    """The form of each built-in unit, described in the same way."""
    languages = {code: load_packaged(code).units for code in packaged_codes()}
    forms = {
        id: SOME_PLURALS
        | _said({code: units[id]["other"] for code, units in languages.items() if id in units})
        for id in (PERCENT.id, *built_in_units()[0])
    }
    return record_of(forms, [])


def _said(texts: Mapping[str, str]) -> Json:
    """By language."""
    return {"description": "\n\n".join(f"{code}: {text}" for code, text in texts.items())}
