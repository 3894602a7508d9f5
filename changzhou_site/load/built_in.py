"""The built-in units, and the fonts and theme that are installed with the package."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import yaml

from changzhou_site.errors import Place, Report, suggest
from changzhou_site.load.opening import is_there
from changzhou_site.model import Language, PluralForms, TemplateFile, ThemeFiles, Unit
from changzhou_site.source import Lines, decode
from changzhou_site.theme import NAMED, packaged_theme
from changzhou_site.units import CONTEXT, is_rank, parse_dimension

UNITS = Path(__file__).resolve().parents[1] / "units.yaml"
CURRENCIES = frozenset({"CNY", "USD", "EUR", "GBP", "JPY"})


@cache
def built_in_units() -> tuple[Mapping[str, Unit], frozenset[str]]:
    """The built-in units without their forms, and the ids that a site may use for its own."""
    table = yaml.load(UNITS.read_bytes(), Loader=yaml.CBaseLoader)
    units = {
        id: _unit(id, fields, everywhere=kind == "fixed")
        for kind, part in table.items()
        for id, fields in part.items()
    }
    return units, frozenset(table["replaceable"])


def _unit(id: str, fields: Mapping[str, str], *, everywhere: bool) -> Unit:
    dimension = parse_dimension(fields["dimension"])
    scale = _scale(fields.get("scale", "1"))
    of_money = any(name in CURRENCIES for name, _ in dimension)
    times = scale if of_money else _scale(fields.get("times", "1"))
    return Unit(id, dimension, scale, times, everywhere)


def _scale(text: str) -> Decimal:
    """A number, or a fraction to as many digits as are computed with."""
    return CONTEXT.divide(*map(Decimal, Fraction(text).as_integer_ratio()))


def worded_units(languages: Mapping[str, Language]) -> dict[str, Unit]:
    """The built-in units with the forms that some languages have for them."""
    units, _ = built_in_units()
    return {id: _worded(unit, languages) for id, unit in units.items()}


def _worded(unit: Unit, languages: Mapping[str, Language]) -> Unit:
    if is_rank(unit):
        return unit
    forms: dict[str, PluralForms] = {
        code: language.units[unit.id]
        for code, language in languages.items()
        if unit.id in language.units
    }
    return replace(unit, forms=forms)


# The theme ---------------------------------------------------------------------------------------


def load_theme(project: Path, report: Report) -> ThemeFiles:
    """Templates and static files. A site's own template that stands in for none, and that none
    names, is reported: an editor would wait for it in vain."""
    packaged, own = packaged_theme(), project / "templates"
    templates = dict(_packaged_templates())
    known = frozenset(templates)
    with report:
        templates |= _templates(own, project, own=True)
    for name, file in templates.items():
        if file.own and name not in known and not _is_named(name, templates):
            message = f"no page is made from `{name}`"
            report.warn(Place(file.path), "unused-template", message, suggest(name, known, "names"))
    statics = _statics(packaged, packaged)
    with report:
        statics |= _statics(own, project)
    _check_names(own, project, statics, report)
    return ThemeFiles(templates, dict(sorted(statics.items())))


@cache
def _packaged_templates() -> Mapping[str, TemplateFile]:
    return _templates(packaged_theme(), packaged_theme(), own=False)


def _is_named(name: str, templates: Mapping[str, TemplateFile]) -> bool:
    """Whether another template names it; one that includes itself alone is used by nobody."""
    texts = [file.text for other, file in templates.items() if other != name]
    return any(f'"{name}"' in text or f"'{name}'" in text for text in texts)


def _templates(folder: Path, top: Path, *, own: bool) -> dict[str, TemplateFile]:
    found = {}
    for path in sorted(folder.glob("**/*")):
        name = path.relative_to(folder)
        shown = path.relative_to(top).as_posix()
        is_template = path.suffix in (".html", ".svg") and name.parts[0] != "static"
        if is_template and is_there(top, shown):
            text = decode(path.read_bytes(), shown)
            found[name.as_posix()] = TemplateFile(shown, text, own)
    return found


def _check_names(own: Path, project: Path, statics: Mapping[str, bytes], report: Report) -> None:
    """Tells what a sheet of the site's own names and there is not."""
    for name, data in statics.items():
        path = own / "static" / name
        if not name.endswith(".css") or not path.is_file():
            continue
        lines = Lines(path.relative_to(project).as_posix(), data.decode(), 1)
        for match in NAMED.finditer(lines.text):
            if unquote(match[2]) not in statics:
                message = f"there is no templates/static/{match[2]}"
                hint = suggest(match[2], statics, "files")
                report.error(lines.of_offset(match.start(2)), "missing-file", message, hint)


def _statics(folder: Path, top: Path) -> dict[str, bytes]:
    """The static files of a theme by name. Raises SiteError for a sheet or script that is no
    text."""
    found = {}
    for path in sorted((folder / "static").glob("*")):
        shown = path.relative_to(top).as_posix()
        if not path.name.startswith(".") and is_there(top, shown):
            found[path.name] = path.read_bytes()
            if path.suffix in (".css", ".js"):
                decode(found[path.name], shown)
    return found
