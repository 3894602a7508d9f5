"""The packaged font, read without Matplotlib: which characters it has, and how wide they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from changzhou_site.charts.style import BOLD, Type

INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")
"""Characters that need no glyph."""


@dataclass(frozen=True)
class Metrics:
    """What the font says of its characters."""

    glyphs: Mapping[int, str]
    widths: Mapping[str, tuple[int, int]]
    em: int


def font_path() -> str:
    """The packaged sans serif's file."""
    from pylopdf_fonts_zh_cn import sans_path

    return str(sans_path())


@cache
def metrics() -> Metrics:
    from fontTools.ttLib import TTFont

    with TTFont(font_path(), lazy=True) as font:
        return Metrics(font.getBestCmap(), font["hmtx"].metrics, font["head"].unitsPerEm)


def missing_glyphs(text: str) -> Iterator[tuple[int, str]]:
    """The characters the font cannot draw, each with its offset."""
    glyphs = metrics().glyphs
    for offset, character in enumerate(text):
        if ord(character) not in glyphs and character not in INVISIBLE:
            yield offset, character


@cache
def _advance(character: str) -> float:
    """A character's width at size 1."""
    font = metrics()
    glyph = font.glyphs.get(ord(character))
    return font.widths[glyph][0] / font.em if glyph else 1.0


def measure(text: str, type: Type) -> float:
    """A line's width in the packaged font, without anything to spare."""
    width = sum(map(_advance, text)) * type.size
    return width * BOLD if type.weight > 500 else width
