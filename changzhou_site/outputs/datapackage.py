"""data/datapackage.json: a Data Package over the files of data/.

It is of version 1, which every tool reads, and which leaves `type` free to say that the JSON is
plain data: frictionless would take any JSON with `checks` in it for instructions to itself.
It names no sizes or hashes, so that it changes only when what it says does; build.json has those.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote, urlsplit

from changzhou_site.figures import SCALED, exact_form, plain_text
from changzhou_site.model import Language, Localised, Named, Site, Source, Unit
from changzhou_site.outputs.data_files import json_text, safe_text
from changzhou_site.outputs.indicator_table import KEY, DataColumn, table_columns
from changzhou_site.outputs.task import Task
from changzhou_site.outputs.view import SiteView
from changzhou_site.units import dimension_name

TABULAR = "tabular-data-resource"


def plan_datapackage(view: SiteView) -> Iterator[Task]:
    yield Task("data/datapackage.json", json_text, (describe(view.site),))


def describe(site: Site) -> dict[str, object]:
    """The descriptor. Titles and descriptions are in all languages of the site, one after another,
    since the standard has one text for each."""
    meta = site.meta
    return {
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


def _name(url: str) -> str:
    """A name of letters, digits and hyphens: the last part of the site's path, or its host."""
    parts = urlsplit(url)
    folders = [part for part in unquote(parts.path).split("/") if part.isascii() and part]
    name = folders[-1] if folders else parts.hostname or ""
    return re.sub("[^a-z0-9._-]+", "-", name.lower())


def _in_all(text: Localised, site: Site, between: str = " / ") -> str:
    texts = (plain_text(text[code], site, each) for code, each in site.languages.items())
    return between.join(dict.fromkeys(texts))


def _ours(word: str, site: Site, between: str = " / ", *, mark: str = "") -> str:
    """A word of the theme in all languages."""
    return between.join(f"{each.words[word]}{mark}" for each in site.languages.values())


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
        "title": _ours("package_table", site),
        "description": _ours("about_package_table", site, "\n\n"),
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


def _field(column: DataColumn, site: Site) -> dict[str, object]:
    described: dict[str, object] = {
        "name": column.name,
        "type": column.type,
        "title": _ours(
            f"column_{column.key}",
            site,
            mark=f" ({column.language})" if column.language else "",
        ),
        "description": _ours(f"about_column_{column.key}", site),
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
        "title": _ours("package_units", site),
        "data": [_unit(unit, site.languages.values()) for unit in used],
        "schema": {
            "fields": fields,
            "primaryKey": ["unit"],
        },
    }


def _unit_field(name: str, type: str, site: Site, ending: str = "") -> dict[str, object]:
    return {
        "name": f"{name}{ending}",
        "type": type,
        "title": _ours(f"column_unit_{name}", site),
        "description": _ours(f"about_column_unit_{name}", site),
        "constraints": {"required": True},
    }


def _unit(unit: Unit, languages: Iterable[Language]) -> dict[str, str]:
    """The scale is text, so that none of its digits is lost on the way."""
    forms = {f"form_{each.code}": _form(unit, each) for each in languages}
    dimension = dimension_name(unit.dimension)
    return {"unit": safe_text(unit.id), "dimension": dimension, "scale": f"{unit.scale:f}", **forms}


def _form(unit: Unit, language: Language) -> str:
    """How an exact value is written; of a number that is told in steps, with its place alone."""
    form = exact_form(unit, language.numbers)
    return form.replace(SCALED, "{n}")


def _full(site: Site) -> dict[str, object]:
    return {
        "name": "indicators-json",
        "type": "json",
        "title": _ours("package_full", site),
        "path": "indicators.json",
        "format": "json",
        "mediatype": "application/json",
        "encoding": "utf-8",
    }
