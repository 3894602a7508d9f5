"""data/datapackage.json: a Data Package over the files of data/.

It is of version 1, which every tool reads, and which leaves `type` free to say that the JSON is
plain data: frictionless would take any JSON with `checks` in it for instructions to itself.
It names no sizes or hashes, so that it changes only when what it says does; build.json has those.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urlsplit

from changzhou_site.figures import SCALED, exact_form, plain_text
from changzhou_site.model import Language, Localised, Named, Site, Source, Unit
from changzhou_site.outputs.data_files import json_text, safe_text
from changzhou_site.outputs.indicator_table import KEY, REQUIRED, DataColumn, table_columns
from changzhou_site.outputs.task import Task
from changzhou_site.outputs.view import SiteView
from changzhou_site.units import dimension_name

TABULAR = "tabular-data-resource"

Described = dict[str, object]


def make_datapackage(view: SiteView) -> str:
    return json_text(describe(view.site))


DATAPACKAGE = Task("data/datapackage.json", make_datapackage)


def describe(site: Site) -> Described:
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


def _license(site: Site) -> Described:
    """The licence with its identifier where its name gives one: CC BY 4.0 is CC-BY-4.0."""
    license = site.meta.license
    title = _in_all(license.name, site)
    name = title.replace(" ", "-") if re.fullmatch("[A-Za-z0-9._ -]+", title) else None
    return _filled(name=name, title=title, path=license.url or site.meta.url)


def _contributors(site: Site) -> Iterator[Described]:
    meta = site.meta
    for author in meta.authors:
        yield {**_named(author, site), "role": "author"}
    publisher = {**_named(meta.publisher, site), "role": "publisher"}
    if meta.contact and meta.contact.startswith("mailto:"):
        publisher["email"] = meta.contact.removeprefix("mailto:")
    yield publisher


def _named(named: Named, site: Site) -> Described:
    return _filled(title=_in_all(named.name, site), path=named.url)


def _source(source: Source, site: Site) -> Described:
    return _filled(
        id=source.id,
        title=_in_all(source.title, site),
        path=source.url,
        publisher=_in_all(source.publisher, site),
        date=source.date.written if source.date else None,
        accessed=source.accessed.written if source.accessed else None,
        license=source.license,
        authors=list(source.authors),
    )


def _filled(**described: object) -> Described:
    """What is known of it."""
    return {key: each for key, each in described.items() if each}


# Resources --------------------------------------------------------------------------------------


def _table(site: Site) -> Described:
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


def _field(column: DataColumn, site: Site) -> Described:
    mark = f" ({column.language})" if column.language else ""
    return _filled(
        name=column.name,
        type=column.type,
        title=_ours(f"column_{column.key}", site, mark=mark),
        description=_ours(f"about_column_{column.key}", site),
        constraints=column.constraints,
    )


def _units(site: Site) -> Described:
    """The units that the table uses, inside the descriptor."""
    forms = {f"form_{code}": "form" for code in site.languages}
    names = {"unit": "unit", "dimension": "dimension", "scale": "scale", **forms}
    return {
        "name": "units",
        "profile": TABULAR,
        "title": _ours("package_units", site),
        "data": [_unit(unit, site.languages.values()) for unit in site.used_units if unit.id],
        "schema": {
            "fields": [_unit_field(name, word, site) for name, word in names.items()],
            "primaryKey": ["unit"],
        },
    }


def _unit_field(name: str, word: str, site: Site) -> Described:
    return {
        "name": name,
        "type": "number" if name == "scale" else "string",
        "title": _ours(f"column_unit_{word}", site),
        "description": _ours(f"about_column_unit_{word}", site),
        "constraints": REQUIRED,
    }


def _unit(unit: Unit, languages: Iterable[Language]) -> dict[str, str]:
    """The scale is text, so that none of its digits is lost on the way. A form is that of an exact
    value; a number that is told in steps has its place in it alone."""
    forms = {each.code: exact_form(unit, each.numbers) for each in languages}
    return {
        "unit": safe_text(unit.id),
        "dimension": dimension_name(unit.dimension),
        "scale": f"{unit.scale:f}",
        **{f"form_{code}": form.replace(SCALED, "{n}") for code, form in forms.items()},
    }


def _full(site: Site) -> Described:
    return {
        "name": "indicators-json",
        "type": "json",
        "title": _ours("package_full", site),
        "path": "indicators.json",
        "format": "json",
        "mediatype": "application/json",
        "encoding": "utf-8",
    }
