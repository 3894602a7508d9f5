"""The files that pages load: style, script, fonts, pictures, each named by its own hash.

Style and script ask for the theme's static files, the site's colours and languages; a font for the
texts that are set in it; its sheet for the font's name. So a new headline changes no other sheet.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from io import BytesIO
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pylopdf_fonts_zh_cn as fonts

from changzhou_site.model import Language, Site
from changzhou_site.outputs.photos import picture_files
from changzhou_site.outputs.task import Asset, Task
from changzhou_site.outputs.view import SiteView
from changzhou_site.theme import NAMED, tokens_css

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

BUNDLES: Mapping[str, frozenset[str]] = {
    "site": frozenset({"base", "page", "chart", "print", "data", "provenance", "site", "tables"}),
    "embed": frozenset({"base", "chart", "print", "embed", "provenance"}),
    "missing": frozenset({"base", "page"}),
}
"""Which of the theme's sheets and scripts a kind of page loads, by their names without a number; a
file that a site adds goes into all."""


UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


LONGEST_STEM = 200
"""Bytes of a file's name that are kept before its hash: disks take 255 in all."""


def make_asset(name: str, data: bytes) -> Asset:
    """`site.css` becomes `assets/site.<hash>.css`; what an address may not hold is left out."""
    digest = hashlib.sha256(data).hexdigest()[:12]
    plain = PurePosixPath(name)
    stem = UNSAFE.sub("-", plain.stem).strip("-.") or "file"
    stem = stem.encode()[:LONGEST_STEM].decode("utf-8", "ignore")
    return Asset(name, f"assets/{stem}.{digest}{plain.suffix}", data)


def plan_assets(view: SiteView) -> Iterator[Task]:
    for code in view.site.languages:
        yield Task(f"assets/headline-{code}", make_headlines, (code,))
    yield Task("assets/sheets and scripts", make_sheets_and_scripts)
    yield Task("assets/others", make_others)
    for name in view.site.pictures:
        yield Task(f"assets/picture {name}", make_picture, (name,))


def make_sheets_and_scripts(view: SiteView) -> tuple[Asset, ...]:
    return tuple(_sheets_and_scripts(view.site))


def make_others(view: SiteView) -> tuple[Asset, ...]:
    """What else a theme brings."""
    return tuple(_loose(view.site))


def _loose(site: Site) -> Iterator[Asset]:
    for name in site.theme.loose:
        yield make_asset(name, site.theme.statics[name])


def make_picture(view: SiteView, name: str) -> tuple[Asset, ...]:
    files = picture_files(view.site.pictures[name])
    return tuple(make_asset(each, data) for each, data in files)


# Style and script --------------------------------------------------------------------------------


def _sheets_and_scripts(site: Site) -> Iterator[Asset]:
    def named(match: re.Match[str]) -> str:
        path = loose.get(unquote(match[2]))
        return f'url("{PurePosixPath(path).name}")' if path else match[0]

    loose = {asset.name: asset.path for asset in _loose(site)}
    tokens = tokens_css(site.meta.tokens) + "".join(_label_widths(site))
    for bundle in BUNDLES:
        css = tokens + NAMED.sub(named, _joined(site.theme.statics, bundle, ".css"))
        yield make_asset(f"{bundle}.css", _spoken(css, site.languages.values()).encode())
        if script := _joined(site.theme.statics, bundle, ".js"):
            yield make_asset(f"{bundle}.js", script.encode())


LABEL = 4.4
"""Ems that the theme leaves for the name of a field, on a phone."""


def _label_widths(site: Site) -> Iterator[str]:
    """Room for the longest name of a field, in languages that need more than others."""
    for code, language in site.languages.items():
        widths = site.settings[code].fonts["sans"].widths
        fields = (language.words[field] for field in ("value", "period", "source", "used"))
        longest = max(sum(widths.get(letter, 1.0) for letter in name) for name in fields)
        if (room := math.ceil(10 * (longest + 0.6)) / 10) > LABEL:
            yield f":lang({language.tag}) {{\n  --label: {room}em;\n}}\n"


def _joined(statics: Mapping[str, bytes], bundle: str, suffix: str) -> str:
    names = (name for name in statics if name.endswith(suffix) and _is_in(name, bundle))
    texts = (statics[name].decode() for name in names)
    return "".join(texts if suffix == ".css" else map(_ended, texts))


def _ended(script: str) -> str:
    """A script that the next one cannot be taken for the rest of."""
    return script if script.endswith(";\n") else f"{script}\n;\n"


def _is_in(name: str, bundle: str) -> bool:
    stem = PurePosixPath(name).stem.lstrip("0123456789-")
    return stem in BUNDLES[bundle] or not any(stem in stems for stems in BUNDLES.values())


def _spoken(css: str, languages: Collection[Language]) -> str:
    """`:lang(und-Latn)` and `:lang(und-Hani)` are the site's languages in such letters."""
    for tag, is_han in (("und-Hani", True), ("und-Latn", False)):
        bases = dict.fromkeys(each.base for each in languages if each.is_han == is_han)
        css = css.replace(f":lang({tag})", _selector([*bases]))
    return css


def _selector(bases: list[str]) -> str:
    """A selector of some languages; one that is never met where there are none."""
    if len(bases) == 1:
        return f":lang({bases[0]})"
    return f":is({', '.join(f':lang({base})' for base in bases)})" if bases else ":lang(zxx)"


# Fonts -------------------------------------------------------------------------------------------


def make_headlines(view: SiteView, code: str) -> tuple[Asset, ...]:
    """The serif with what headings say in a language, and the sheet that names it."""
    font = make_asset(f"headline-{code}.woff2", _subset(view.headline_characters[code]))
    sheet = _font_face(view.site.languages[code], font)
    return font, make_asset(f"headline-{code}.css", sheet.encode())


def _font_face(language: Language, font: Asset) -> str:
    name = f"Headline {language.code}"
    return (
        f'@font-face {{\n  font-family: "{name}";\n'
        f'  src: url("{PurePosixPath(font.path).name}") format("woff2");\n'
        f"  font-display: swap;\n}}\n"
        f':lang({language.tag}) {{\n  --headline: "{name}";\n}}\n'
    )


@lru_cache(maxsize=8)
def _subset(characters: str) -> bytes:
    """The packaged serif with only these characters, as WOFF2."""
    from fontTools.subset import Options, Subsetter  # only a build cuts fonts; a check is quick
    from fontTools.ttLib import TTFont

    options = Options()
    options.layout_features = ["kern"]
    options.name_IDs = []
    options.hinting = False
    options.recalc_timestamp = False
    options.drop_tables += ["VORG", "vhea", "vmtx"]
    buffer = BytesIO()
    with TTFont(fonts.serif_path(), lazy=True, recalcTimestamp=False) as font:
        if not any(0x4E00 <= ord(character) <= 0x9FFF for character in characters):
            _narrow_quotes(font)
        subsetter = Subsetter(options)
        subsetter.populate(text=characters)
        subsetter.subset(font)
        font.flavor = "woff2"
        font.save(buffer)
    return buffer.getvalue()


def _narrow_quotes(font: TTFont) -> None:
    """Gives text without Han characters the font's proportional quotes, as its `pwid` would."""
    lookups = font["GSUB"].table
    indices = {
        index
        for record in lookups.FeatureList.FeatureRecord
        if record.FeatureTag == "pwid"
        for index in record.Feature.LookupListIndex
    }
    narrow = {
        wide: glyph
        for index in sorted(indices)
        for table in lookups.LookupList.Lookup[index].SubTable
        for wide, glyph in getattr(table, "ExtSubTable", table).mapping.items()
    }
    for table in font["cmap"].tables:
        for code in (0x2018, 0x2019, 0x201C, 0x201D):
            if code in getattr(table, "cmap", {}):
                table.cmap[code] = narrow.get(table.cmap[code], table.cmap[code])
