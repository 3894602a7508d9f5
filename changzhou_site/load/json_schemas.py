"""JSON Schemas of a project's YAML files, made of the shapes that validate them.

What depends on other records (whether an id is known, a formula sound) the program says itself:
ids are offered, and a new one is not refused.
"""

from __future__ import annotations

import builtins
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import UnionType
from typing import Any, TypeGuard, Union, get_args, get_origin, get_type_hints

import yaml

from changzhou_site.charts import CHART_TYPES
from changzhou_site.load import shapes, table_shape
from changzhou_site.load.built_in import built_in_units
from changzhou_site.load.json_scalars import (
    ID,
    INDICATOR_ID,
    LANGUAGE,
    NUMBER,
    PERIOD,
    PLURALS,
    SCALARS,
    TEXT,
    UNIT,
    Json,
    any_of,
    described,
    list_of,
    named,
    record_of,
    records_of,
)
from changzhou_site.load.language_schemas import language_schemas
from changzhou_site.load.languages import packaged_codes
from changzhou_site.load.shapes import LAYOUTS, Shape
from changzhou_site.load.site import SITE, load_site
from changzhou_site.model import Bound, Kind, Localised, Unit
from changzhou_site.theme import COLOURS

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
    "language": "languages/*/language.yaml",
    "words": "languages/*/words.yaml",
    "unit-forms": "languages/*/units.yaml",
    "guard": "languages/*/guard.yaml",
    "front-matter": "content/*/*.md",
}
"""The files that there is a schema for, by its name."""
YAML_FILES = {name: files for name, files in FILES.items() if files.endswith(".yaml")}
"""Those that editors read as YAML."""


@dataclass(frozen=True)
class SiteNames:
    """What a site calls its things; empty where there is no site yet."""

    languages: tuple[str, ...] = ()
    units: Mapping[str, str] = field(default_factory=dict)
    """By id, here and below, what readers see of it in each language."""
    sources: Mapping[str, str] = field(default_factory=dict)
    indicators: Mapping[str, str] = field(default_factory=dict)


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
    units = sorted(filter(None, site.units), key=built_in.__contains__)
    return SiteNames(
        languages=tuple(site.languages),
        units={id: _forms(site.units[id]) for id in units},
        sources={id: _texts(source.title) for id, source in site.sources.items()},
        indicators={id: _texts(each.label) for id, each in site.indicators.items()},
    )


def _texts(localised: Localised) -> str:
    return " · ".join(dict.fromkeys(text.value for text in localised.values()))


def _forms(unit: Unit) -> str:
    """How a unit reads, of many; a rank has no forms of its own."""
    return " · ".join(dict.fromkeys(forms["other"] for forms in unit.forms.values()))


def _headed(schema: Json) -> Json:
    return {"$schema": DRAFT, "$comment": MARK, **schema}


# Records -----------------------------------------------------------------------------------------


class _Schemas:
    """Writes the schemas of one site."""

    def __init__(self, names: SiteNames, descriptions: Mapping[str, Any]) -> None:
        self.names, self.descriptions = names, descriptions
        self.languages = names.languages or packaged_codes()

    def files(self) -> dict[str, Json]:
        """The schema of each file."""
        topic = self._described("TopicRecord", "topic", self._localised())
        indicators = records_of(INDICATOR_ID, self._indicator()) | {"properties": {"topic": topic}}
        return {
            "site": self._shape(shapes.SiteShape),
            "sources": records_of(ID, self._shape(shapes.SourceShape)),
            "units": records_of(UNIT, self._unit()),
            "indicators": indicators,
            "charts": records_of(ID, self._shape(shapes.ChartShape)),
            "events": list_of(self._shape(shapes.EventShape)),
            "checks": list_of(self._shape(shapes.CheckShape)),
            "corrections": list_of(self._shape(shapes.CorrectionShape)),
            **language_schemas(),
            "front-matter": self._shape(shapes.FrontMatterShape),
        }

    def _shape(self, shape: type[Shape]) -> Json:
        """A record of one of the shapes."""
        types = get_type_hints(shape, include_extras=True)
        told = self.descriptions[shape.__name__]
        keys = {key: self._key(shape, key, types[key]) for key in shape.model_fields if key in told}
        needed = [key for key, field in shape.model_fields.items() if field.is_required()]
        return record_of(keys, needed)

    def _key(self, shape: type[Shape], key: str, type: Any) -> Json:
        own = self._own(shape, key) or self._type(type, self._offered(shape.__name__, key))
        for rule in shape.model_fields[key].metadata:
            own |= {"minItems": rule.min_length} if hasattr(rule, "min_length") else {}
        return self._described(shape.__name__, key, own)

    def _own(self, shape: type[Shape], key: str) -> Json | None:
        """What a key holds of which its type says too little."""
        if shape is shapes.IndicatorShape and key == "values":
            observed = any_of(SCALARS[shapes.Value], self._shape(shapes.ObservationShape))
            series = records_of(f"^(?:{PERIOD})$", observed) | {"minProperties": 1}
            return any_of(self._table(), series)
        if shape is shapes.ChartShape and key == "type":
            return self._choices("ChartTypes", sorted(CHART_TYPES))
        if shape is shapes.FrontMatterShape and key == "authors":
            name, link = (self._described("NamedShape", "name", TEXT), SCALARS[shapes.Url])
            link = self._described("NamedShape", "url", link)
            return list_of(record_of({"name": name, "url": link}, ["name"]))
        if shape is shapes.SiteShape and key == "theme":
            colours = self._shape(shapes.ColoursShape)
            return record_of(dict.fromkeys(COLOURS, colours), [])
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
        return record_of(keys, [key for key, field in fields.items() if field.is_required()])

    def _type(self, type: Any, offered: Json) -> Json:
        """What a type holds; `offered` stands for a text of it."""
        if type is shapes.BoundName:
            return self._choices("Bounds", Bound)
        if type is shapes.Layout:
            return self._choices("Layouts", LAYOUTS)
        if type is shapes.KindName:
            return self._choices("Kinds", Kind)
        if type in SCALARS:
            return dict(SCALARS[type])
        if type in (shapes.Prose, shapes.PartlyLocalised):
            return self._localised(whole=type is shapes.Prose)
        if type is shapes.Line:
            return offered
        if type is shapes.Lines:
            return any_of(offered, list_of(offered, 1))
        if type is shapes.Groups:
            return list_of(any_of(offered, list_of(offered)))
        if _is_shape(type):
            return self._shape(type)
        if get_origin(type) in (Union, UnionType):
            return self._type(get_args(type)[0], offered)
        assert get_origin(type) in (list, tuple), type
        return list_of(self._type(get_args(type)[0], offered))

    def _offered(self, shape: str, key: str) -> Json:
        """A text, or names that are offered. Units and languages are few and stand: another one is
        refused. Ids come every day."""
        kind = self.descriptions[shape][key].get("names")
        if kind == "units":
            if self.names.units:
                return named(self.names.units) | {"errorMessage": UNKNOWN_UNIT}
            built_in = dict.fromkeys(built_in_units()[0], "")
            return any_of(named(built_in), {"type": "string", "pattern": UNIT})
        if kind == "languages":
            return LANGUAGE | {"examples": list(packaged_codes())}
        known = getattr(self.names, kind) if kind else {}
        return any_of(named(known), TEXT) if known else TEXT

    def _choices(self, kind: str, names: Iterable[str]) -> Json:
        """One of a few words, each with what it says."""
        told = self.descriptions[kind]
        return named({str(name): described(told[str(name)]) for name in names})

    def _localised(self, *, whole: bool = True) -> Json:
        """One text for all languages, or one for each."""
        needed = list(self.languages) if whole and self.names.languages else []
        return any_of(TEXT, record_of(dict.fromkeys(self.languages, TEXT), needed))

    def _indicator(self) -> Json:
        """With one of value, values and formula, and what that needs."""
        dated = any_of(
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
        keys = {
            "dimension": self._described(
                "UnitRecord", "dimension", {"type": ["string", "integer"]}
            ),
            "scale": self._described("UnitRecord", "scale", NUMBER),
        }
        forms = {code: self._described("UnitRecord", "form", PLURALS) for code in self.languages}
        return record_of(keys | forms, ["dimension", *self.names.languages])

    def _described(self, shape: str, key: str, schema: Json) -> Json:
        return schema | {"description": described(self.descriptions[shape][key])}


UNKNOWN_UNIT = "write a unit that is built in (docs/units.md), or one of data/units.yaml"


def _is_shape(type: Any) -> TypeGuard[builtins.type[Shape]]:
    return isinstance(type, builtins.type) and issubclass(type, Shape)


def _without(*keys: str) -> Json:
    return {"not": {"anyOf": [{"required": [key]} for key in keys]}}
