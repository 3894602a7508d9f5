"""The packaged fonts, read without Matplotlib: which characters they have, and how wide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from changzhou_site.charts.style import BOLD, Face, Type

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")
"""Characters that need no glyph."""


def font_path(face: Face = "sans") -> str:
    """A packaged font's file."""
    from pylopdf_fonts_zh_cn import sans_path, serif_path

    return str(sans_path() if face == "sans" else serif_path())


def font_features(language: str) -> tuple[str, ...]:
    """What is asked of the fonts: in English, quotation marks are no wider than letters."""
    return ("pwid",) if language == "en" else ()


@contextmanager
def _opened(face: Face) -> Iterator[TTFont]:
    """A packaged font with its glyphs named by number: their real names take long to read."""
    from fontTools.ttLib import TTFont

    with TTFont(font_path(face), lazy=True) as font:
        font.setGlyphOrder([str(number) for number in range(font["maxp"].numGlyphs)])
        yield font


@cache
def glyphs(face: Face = "sans") -> Mapping[int, str]:
    """The glyph of each character that a font has."""
    with _opened(face) as font:
        found: Mapping[int, str] = font.getBestCmap()
        return found


@cache
def _widths(face: Face) -> Mapping[str, float]:
    """The width of each glyph at size 1."""
    with _opened(face) as font:
        em = font["head"].unitsPerEm
        return {glyph: advance / em for glyph, (advance, _) in font["hmtx"].metrics.items()}


def missing_glyphs(text: str, face: Face = "sans") -> Iterator[tuple[int, str]]:
    """The characters a font cannot draw, each with its offset."""
    known = glyphs(face)
    for offset, character in enumerate(text):
        if ord(character) not in known and character not in INVISIBLE:
            yield offset, character


@cache
def _advance(character: str, face: Face) -> float:
    """A character's width at size 1."""
    glyph = glyphs(face).get(ord(character))
    return _widths(face)[glyph] if glyph else 1.0


def measure(text: str, type: Type) -> float:
    """A line's width in its packaged font, without anything to spare."""
    width = sum(_advance(character, type.face) for character in text) * type.size
    return width * BOLD if type.weight > 500 else width
