"""The packaged fonts, read without Matplotlib: which characters they have, and how wide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from changzhou_site.charts.style import BOLD, Face, Type

INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")
"""Characters that need no glyph."""


@dataclass(frozen=True)
class Metrics:
    """What a font says of its characters."""

    glyphs: Mapping[int, str]
    widths: Mapping[str, tuple[int, int]]
    em: int


def font_path(face: Face = "sans") -> str:
    """A packaged font's file."""
    from pylopdf_fonts_zh_cn import sans_path, serif_path

    return str(sans_path() if face == "sans" else serif_path())


def font_features(language: str) -> tuple[str, ...]:
    """What is asked of the fonts: in English, quotation marks are no wider than letters."""
    return ("pwid",) if language == "en" else ()


@cache
def metrics(face: Face = "sans") -> Metrics:
    from fontTools.ttLib import TTFont

    with TTFont(font_path(face), lazy=True) as font:
        return Metrics(font.getBestCmap(), font["hmtx"].metrics, font["head"].unitsPerEm)


def missing_glyphs(text: str, face: Face = "sans") -> Iterator[tuple[int, str]]:
    """The characters a font cannot draw, each with its offset."""
    glyphs = metrics(face).glyphs
    for offset, character in enumerate(text):
        if ord(character) not in glyphs and character not in INVISIBLE:
            yield offset, character


@cache
def _advance(character: str, face: Face) -> float:
    """A character's width at size 1."""
    font = metrics(face)
    glyph = font.glyphs.get(ord(character))
    return font.widths[glyph][0] / font.em if glyph else 1.0


def measure(text: str, type: Type) -> float:
    """A line's width in its packaged font, without anything to spare."""
    width = sum(_advance(character, type.face) for character in text) * type.size
    return width * BOLD if type.weight > 500 else width
