"""JSON Schemas of a project's YAML files, made of the shapes that validate them.

They are for editors, who see YAML already typed: a number is a number there, whatever digits it was
written with. What depends on other records (whether an id is known, a formula sound) the program
says itself: ids are offered, and a new one is not refused.
"""

from __future__ import annotations

import builtins
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import UnionType
from typing import Any, TypeGuard, Union, get_args, get_origin, get_type_hints

import yaml

from changzhou_site.charts import CHART_TYPES
from changzhou_site.load import scalars, shapes, table_shape
from changzhou_site.load.built_in import built_in_units
from changzhou_site.load.languages import packaged_codes
from changzhou_site.load.shapes import Shape
from changzhou_site.load.site import SITE, load_site
from changzhou_site.load.unit_records import UNIT_ID
from changzhou_site.model import Bound, Kind
from changzhou_site.theme import COLOURS

Json = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"
"""What yaml-language-server reads best."""
MARK = "written by changzhou-site schema"
"""By which a file of ours is known again."""
DESCRIPTIONS = Path(__file__).resolve().parents[1] / "schemas.yaml"

FILES: Mapping[str, str] = {
    "site": "data/site.yaml",
    "sources": "data/sources.yaml",
    "units": "data/units.yaml",
    "indicators": "data/indicators/*.yaml",
    "charts": "data/charts/*.yaml",
    "events": "data/events.yaml",
    "checks": "data/checks.yaml",
    "corrections": "data/corrections.yaml",
}
"""The files that there is a schema for, by its name."""


@dataclass(frozen=True)
class SiteNames:
    """What a site calls its things; empty where there is no site yet."""

    languages: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()


def json_schemas(project: Path) -> dict[str, Json]:
    """The schemas by name, with the names of the site in a folder, if there is one."""
    names = _names(project) if (project / SITE).is_file() else SiteNames()
    writer = _Schemas(names, yaml.load(DESCRIPTIONS.read_bytes(), Loader=yaml.CBaseLoader))
    return {name: _headed(schema) for name, schema in writer.files().items()}


def schema_files(project: Path) -> dict[str, str]:
    """The schemas as files, by name."""
    return {
        f"{name}.json": json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
        for name, schema in json_schemas(project).items()
    }


def _names(project: Path) -> SiteNames:
    """The site's own units first, which are used most."""
    site = load_site(project).likely
    built_in, _ = built_in_units()
    return SiteNames(
        languages=tuple(site.languages),
        units=tuple(sorted(filter(None, site.units), key=built_in.__contains__)),
        sources=tuple(site.sources),
        indicators=tuple(site.indicators),
    )


def _headed(schema: Json) -> Json:
    return {"$schema": DRAFT, "$comment": MARK, **schema}


# Scalars -----------------------------------------------------------------------------------------


def _pattern(told: str, *alternatives: str) -> Json:
    """A text that is one of some patterns whole; of another, editors say what is `told`."""
    pattern = f"^(?:{'|'.join(alternatives)})$"
    return {"type": "string", "pattern": pattern, "patternErrorMessage": told}


def _any(*schemas: Json) -> Json:
    return {"anyOf": list(schemas)}


def _list(item: Json, least: int = 0) -> Json:
    return {"type": "array", "items": item} | ({"minItems": least} if least else {})


def _record(keys: Json, needed: list[str]) -> Json:
    record = {"type": "object", "properties": keys, "additionalProperties": False}
    return record | ({"required": needed} if needed else {})


def _records(keys: str, record: Json) -> Json:
    """A map of ids, or of what else matches a pattern."""
    return {"type": "object", "patternProperties": {keys: record}, "additionalProperties": False}


TEXT: Json = {"type": ["string", "number"], "minLength": 1}
"""A text; a number is one too."""
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
    return _pattern(f"write {told}", *patterns) | {"type": ["number", "string"]}


def _period(told: str, *patterns: str) -> Json:
    """A year as a number, or a text."""
    years = {"type": ["integer", "string"], "minimum": 1000, "maximum": 9999}
    return _pattern(f"write {told}", *patterns) | years


NUMBER = _number("a number such as 65.9", scalars.NUMBER.pattern)
LANGUAGE = _pattern("write a tag such as pt-BR", scalars.LANGUAGE_TAG.pattern)
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
    shapes.Day: _pattern("write a day: 2022-02-08", DAY),
    shapes.Url: _pattern("write an address: https://…", f"[Hh][Tt][Tt][Pp][Ss]?:{ADDRESS}"),
    shapes.Contact: _pattern(
        "write an address: mailto:… or https://…", r"mailto:[^\s<>]+", f"https:{ADDRESS}"
    ),
    shapes.Tag: LANGUAGE,
    shapes.Truth: {"type": "boolean"},
    shapes.Colour: _pattern('write a quoted colour such as "#b5271b"', scalars.COLOUR.pattern),
    shapes.BoundName: {"enum": [str(bound) for bound in Bound]},
    shapes.KindName: {"enum": [str(kind) for kind in Kind]},
    shapes.Word: TEXT,
}
"""What the types of fields are in JSON Schema, but for those that depend on the site."""


# Records -----------------------------------------------------------------------------------------


class _Schemas:
    """Writes the schemas of one site."""

    def __init__(self, names: SiteNames, descriptions: Mapping[str, Any]) -> None:
        self.names, self.descriptions = names, descriptions
        self.languages = names.languages or packaged_codes()

    def files(self) -> dict[str, Json]:
        """The schema of each file."""
        topic = self._described("TopicRecord", "topic", self._localised())
        indicators = _records(INDICATOR_ID, self._indicator()) | {"properties": {"topic": topic}}
        return {
            "site": self._shape(shapes.SiteShape),
            "sources": _records(ID, self._shape(shapes.SourceShape)),
            "units": _records(UNIT, self._unit()),
            "indicators": indicators,
            "charts": _records(ID, self._shape(shapes.ChartShape)),
            "events": _list(self._shape(shapes.EventShape)),
            "checks": _list(self._shape(shapes.CheckShape)),
            "corrections": _list(self._shape(shapes.CorrectionShape)),
        }

    def _shape(self, shape: type[Shape]) -> Json:
        """A record of one of the shapes."""
        types = get_type_hints(shape, include_extras=True)
        told = self.descriptions[shape.__name__]
        keys = {key: self._key(shape, key, types[key]) for key in shape.model_fields if key in told}
        needed = [key for key, field in shape.model_fields.items() if field.is_required()]
        return _record(keys, needed)

    def _key(self, shape: type[Shape], key: str, type: Any) -> Json:
        own = self._own(shape, key) or self._type(type, self._offered(shape.__name__, key))
        for rule in shape.model_fields[key].metadata:
            own |= {"minItems": rule.min_length} if hasattr(rule, "min_length") else {}
        return self._described(shape.__name__, key, own)

    def _own(self, shape: type[Shape], key: str) -> Json | None:
        """What a key holds of which its type says too little."""
        if shape is shapes.IndicatorShape and key == "values":
            observed = _any(SCALARS[shapes.Value], self._shape(shapes.ObservationShape))
            series = _records(f"^(?:{PERIOD})$", observed) | {"minProperties": 1}
            return _any(self._table(), series)
        if shape is shapes.ChartShape and key == "type":
            return {"enum": sorted(CHART_TYPES)}
        if shape is shapes.SiteShape and key == "theme":
            colours = self._shape(shapes.ColoursShape)
            return _record(dict.fromkeys(COLOURS, colours), [])
        return None

    def _table(self) -> Json:
        """Where the values of a series stand in a table."""
        kinds: dict[str, Json] = {
            "to": {"enum": list(table_shape.STEPS)},
            "where": {"type": "object", "additionalProperties": TEXT},
            "encoding": {"enum": list(table_shape.ENCODINGS)},
            "delimiter": {"enum": list(table_shape.DELIMITERS)},
            "decimal": {"enum": list(table_shape.DECIMALS)},
            "thousands": {"enum": list(table_shape.THOUSANDS)},
            "note": self._localised(),
        }
        fields = table_shape.TableShape.model_fields
        keys = {
            key: self._described("TableShape", key, kinds.get(key, TEXT))
            for key in self.descriptions["TableShape"]
        }
        return _record(keys, [key for key, field in fields.items() if field.is_required()])

    def _type(self, type: Any, offered: Json) -> Json:
        """What a type holds; `offered` stands for a text of it."""
        if type in SCALARS:
            return dict(SCALARS[type])
        if type in (shapes.Prose, shapes.PartlyLocalised):
            return self._localised(whole=type is shapes.Prose)
        if type is shapes.Line:
            return offered
        if type is shapes.Lines:
            return _any(offered, _list(offered, 1))
        if type is shapes.Groups:
            return _list(_any(offered, _list(offered)))
        if _is_shape(type):
            return self._shape(type)
        if get_origin(type) in (Union, UnionType):
            return self._type(get_args(type)[0], offered)
        assert get_origin(type) in (list, tuple), type
        return _list(self._type(get_args(type)[0], offered))

    def _offered(self, shape: str, key: str) -> Json:
        """A text, or names that are offered. Units and languages are few and stand: another one is
        refused. Ids come every day."""
        kind = self.descriptions[shape][key].get("names")
        if kind == "units":
            if self.names.units:
                return {"enum": list(self.names.units)}
            return _any({"enum": list(built_in_units()[0])}, {"type": "string", "pattern": UNIT})
        if kind == "languages":
            return LANGUAGE
        known = list(getattr(self.names, kind)) if kind else []
        return _any({"enum": known}, TEXT) if known else TEXT

    def _localised(self, *, whole: bool = True) -> Json:
        """One text for all languages, or one for each."""
        needed = list(self.languages) if whole and self.names.languages else []
        return _any(TEXT, _record(dict.fromkeys(self.languages, TEXT), needed))

    def _indicator(self) -> Json:
        """With one of value, values and formula, and what that needs."""
        dated = _any(
            {"required": ["period"]},
            {"required": ["period_text"]},
            {"properties": {"kind": {"const": str(Kind.THRESHOLD)}}, "required": ["kind"]},
        )
        ways = [
            {"required": ["value", "source"], **_without("decimals"), **dated},
            {"required": ["values"], **_without("of", "period", "period_text")},
            {"required": ["formula"], **_without("of")},
        ]
        return self._shape(shapes.IndicatorShape) | {"oneOf": ways}

    def _unit(self) -> Json:
        """A unit, with its forms by language."""
        categories = ("zero", "one", "two", "few", "many", "other")
        form = _any(TEXT, _record(dict.fromkeys(categories, TEXT), ["other"]))
        keys = {
            "dimension": self._described(
                "UnitRecord", "dimension", {"type": ["string", "integer"]}
            ),
            "scale": self._described("UnitRecord", "scale", NUMBER),
        }
        forms = {code: self._described("UnitRecord", "form", form) for code in self.languages}
        return _record(keys | forms, ["dimension", *self.names.languages])

    def _described(self, shape: str, key: str, schema: Json) -> Json:
        said = self.descriptions[shape][key]
        texts = [text for kind, text in said.items() if kind != "names"]
        return schema | {"description": "\n\n".join(texts)}


def _is_shape(type: Any) -> TypeGuard[builtins.type[Shape]]:
    return isinstance(type, builtins.type) and issubclass(type, Shape)


def _without(*keys: str) -> Json:
    return {"not": {"anyOf": [{"required": [key]} for key in keys]}}
