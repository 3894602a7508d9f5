"""data/datapackage.json: a Data Package over the files of data/.

It is of version 1, which every tool reads, and which leaves `type` free to say that the JSON is
plain data: frictionless would take any JSON with `checks` in it for instructions to itself.
It names no sizes or hashes, so that it changes only when what it says does; build.json has those.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote, urlsplit

from changzhou_site.dataset.columns import KEY, Column, Words, table_columns
from changzhou_site.exports import safe_text
from changzhou_site.model import Localised, Named, Site, Source, Unit
from changzhou_site.figures import plain_text
from changzhou_site.units import dimension_name

TABULAR = "tabular-data-resource"

UNITS_TITLE = {"zh": "单位", "en": "Units"}
UNIT_WORDS = {
    "unit": (
        {"zh": "单位", "en": "Unit"},
        {"zh": "单位的代号。", "en": "The unit's id."},
    ),
    "dimension": (
        {"zh": "量纲", "en": "Dimension"},
        {
            "zh": "同一量纲的数值可以换算。",
            "en": "What it measures; values of one dimension can be converted.",
        },
    ),
    "scale": (
        {"zh": "倍率", "en": "Scale"},
        {
            "zh": "一个单位是多少个基本单位：亿元是10的8次方元。",
            "en": "How many base units one of it is: 亿元 is 10 to the 8th yuan.",
        },
    ),
    "form": (
        {"zh": "写法", "en": "Form"},
        {
            "zh": "带这个单位的数值怎么写，{n}是数字。",
            "en": "How a value of it is written, {n} the number.",
        },
    ),
}
TABLE_TITLE = {"zh": "全部指标，一行一个观测", "en": "All indicators, one observation a row"}
TABLE_TEXT = {
    "zh": "以公式符号开头的文字，前面加了一个撇号，免得电子表格拿它当公式。",
    "en": "A text that begins with a sign of formulas has an apostrophe before it, "
    "so that no spreadsheet runs it.",
}
FULL_TITLE = {"zh": "全部指标，JSON", "en": "All indicators, as JSON"}


def datapackage(site: Site) -> bytes:
    """The descriptor. Titles and descriptions are in all languages of the site, one after another,
    since the standard has one text for each."""
    meta = site.meta
    described = {
        "profile": "data-package",
        "name": _name(meta.url),
        "title": _in_all(meta.title, site),
        "description": _in_all(meta.description, site, "\n\n"),
        "homepage": meta.url,
        "created": f"{meta.published.written}T00:00:00Z",
        "updated": site.modified.written,
        "languages": list(meta.languages),
        "licenses": [_license(site)],
        "contributors": list(_contributors(site)),
        "sources": [_source(source, site) for source in site.sources.values()],
        "resources": [_table(site), _units(site), _full(site)],
    }
    return f"{json.dumps(described, ensure_ascii=False, indent=1)}\n".encode()


def _name(url: str) -> str:
    """A name of letters, digits and hyphens: the last part of the site's path, or its host."""
    parts = urlsplit(url)
    folders = [part for part in unquote(parts.path).split("/") if part.isascii() and part]
    name = folders[-1] if folders else parts.hostname or ""
    return re.sub("[^a-z0-9._-]+", "-", name.lower())


def _in_all(text: Localised, site: Site, between: str = " / ") -> str:
    texts = (plain_text(text[language], site, language) for language in site.meta.languages)
    return between.join(dict.fromkeys(texts))


def _ours(words: Words, site: Site, between: str = " / ") -> str:
    return between.join(words[language] for language in site.meta.languages)


def _license(site: Site) -> dict[str, str]:
    """The licence with its identifier where its name gives one: CC BY 4.0 is CC-BY-4.0."""
    license = site.meta.license
    title = _in_all(license.name, site)
    described = {"title": title, "path": license.url or site.meta.url}
    if re.fullmatch("[A-Za-z0-9._ -]+", title):
        return {"name": title.replace(" ", "-"), **described}
    return described


def _contributors(site: Site) -> Iterator[dict[str, str]]:
    meta = site.meta
    for author in meta.authors:
        yield {**_named(author, site), "role": "author"}
    publisher = {**_named(meta.publisher, site), "role": "publisher"}
    if meta.contact and meta.contact.startswith("mailto:"):
        publisher["email"] = meta.contact.removeprefix("mailto:")
    yield publisher


def _named(named: Named, site: Site) -> dict[str, str]:
    return _filled({"title": _in_all(named.name, site), "path": named.url})


def _source(source: Source, site: Site) -> dict[str, object]:
    described = {
        "id": source.id,
        "title": _in_all(source.title, site),
        "path": source.url,
        "publisher": _in_all(source.publisher, site),
        "date": source.date.written if source.date else None,
        "accessed": source.accessed.written if source.accessed else None,
        "license": source.license,
    }
    authors = {"authors": list(source.authors)} if source.authors else {}
    return {**_filled(described), **authors}


def _filled(described: Mapping[str, str | None]) -> dict[str, str]:
    """What is known of it."""
    return {key: text for key, text in described.items() if text}


# Resources --------------------------------------------------------------------------------------


def _table(site: Site) -> dict[str, object]:
    unit = {"fields": ["unit"], "reference": {"resource": "units", "fields": ["unit"]}}
    return {
        "name": "indicators",
        "profile": TABULAR,
        "title": _ours(TABLE_TITLE, site),
        "description": _ours(TABLE_TEXT, site, "\n\n"),
        "path": "indicators.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "header": True},
        "schema": {
            "fields": [_field(column, site) for column in table_columns(site)],
            "missingValues": [""],
            "primaryKey": [KEY],
            "foreignKeys": [unit],
        },
    }


def _field(column: Column, site: Site) -> dict[str, object]:
    described: dict[str, object] = {
        "name": column.name,
        "type": column.type,
        "title": _ours(column.title, site),
        "description": _ours(column.description, site),
    }
    return {**described, **({"constraints": column.constraints} if column.constraints else {})}


def _units(site: Site) -> dict[str, object]:
    """The units that the table uses, inside the descriptor."""
    used = [unit for unit in site.used_units if unit.id]
    languages = site.meta.languages
    fields = [
        _unit_field("unit", "string", site),
        _unit_field("dimension", "string", site),
        _unit_field("scale", "number", site),
        *(_unit_field("form", "string", site, f"_{language}") for language in languages),
    ]
    return {
        "name": "units",
        "profile": TABULAR,
        "title": _ours(UNITS_TITLE, site),
        "data": [_unit(unit, languages) for unit in used],
        "schema": {
            "fields": fields,
            "primaryKey": ["unit"],
        },
    }


def _unit_field(name: str, type: str, site: Site, ending: str = "") -> dict[str, object]:
    title, description = UNIT_WORDS[name]
    return {
        "name": f"{name}{ending}",
        "type": type,
        "title": _ours(title, site),
        "description": _ours(description, site),
        "constraints": {"required": True},
    }


def _unit(unit: Unit, languages: tuple[str, ...]) -> dict[str, str]:
    """The scale is text, so that none of its digits is lost on the way."""
    forms = {f"form_{language}": unit.forms[language]["other"] for language in languages}
    dimension = dimension_name(unit.dimension)
    return {"unit": safe_text(unit.id), "dimension": dimension, "scale": f"{unit.scale:f}", **forms}


def _full(site: Site) -> dict[str, object]:
    return {
        "name": "indicators-json",
        "type": "json",
        "title": _ours(FULL_TITLE, site),
        "path": "indicators.json",
        "format": "json",
        "mediatype": "application/json",
        "encoding": "utf-8",
    }
