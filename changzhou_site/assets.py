"""The files that pages load: style, script, fonts, pictures, each named by its own hash."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import pylopdf_fonts_zh_cn as fonts

from changzhou_site.model import Site
from changzhou_site.theme import tokens_css

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont


@dataclass(frozen=True)
class Asset:
    """A file under assets/, and the plain name it is asked for by."""

    name: str
    path: str
    data: bytes


def make_asset(name: str, data: bytes) -> Asset:
    """`site.css` becomes `assets/site.<hash>.css`."""
    digest = hashlib.sha256(data).hexdigest()[:12]
    plain = PurePosixPath(name)
    return Asset(name, f"assets/{plain.stem}.{digest}{plain.suffix}", data)


def make_assets(
    site: Site, headings: Mapping[str, Iterable[str]], statics: Mapping[str, Path]
) -> tuple[Asset, ...]:
    """All assets of a site. `headings` are the texts set in the serif, by language."""
    made = [
        make_asset(f"headline-{lang}.woff2", subset_font(texts)) for lang, texts in headings.items()
    ]
    css = tokens_css(site.meta.theme) + "".join(_font_face(asset) for asset in made)
    css += "".join(
        path.read_text("utf-8") for name, path in statics.items() if name.endswith(".css")
    )
    script = "".join(
        path.read_text("utf-8") for name, path in statics.items() if name.endswith(".js")
    )
    made += [make_asset("site.css", css.encode()), make_asset("site.js", script.encode())]
    made += [
        make_asset(name, path.read_bytes())
        for name, path in statics.items()
        if not name.endswith((".css", ".js"))
    ]
    made += [_picture(name, picture.data) for name, picture in site.pictures.items()]
    return tuple(made)


def _picture(name: str, data: bytes) -> Asset:
    asset = make_asset(PurePosixPath(name).name, data)
    return Asset(name, asset.path, data)


def _font_face(asset: Asset) -> str:
    language = PurePosixPath(asset.name).stem.removeprefix("headline-")
    return (
        f'@font-face {{\n  font-family: "Headline {language}";\n'
        f'  src: url("{PurePosixPath(asset.path).name}") format("woff2");\n'
        f"  font-display: swap;\n}}\n"
        f':lang({language}) {{\n  --headline: "Headline {language}";\n}}\n'
    )


def subset_font(texts: Iterable[str]) -> bytes:
    """The packaged serif with only the characters of these texts, as WOFF2."""
    return _subset("".join(sorted(set("".join(texts)))))


@lru_cache(maxsize=8)
def _subset(characters: str) -> bytes:
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
        if not any("\u4e00" <= character <= "\u9fff" for character in characters):
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
