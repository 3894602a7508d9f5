"""The packaged fonts as drawings use them: where they lie, and how wide a line is."""

from __future__ import annotations

from functools import lru_cache

from changzhou_site.charts.style import BOLD, Face, Type
from changzhou_site.model import Font

INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")
"""Characters that need no glyph."""

SPACES = frozenset(" \u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))))
"""Of any width."""

UNSEEN = INVISIBLE | SPACES


def font_path(face: Face = "sans") -> str:
    """A packaged font's file."""
    from pylopdf_fonts_zh_cn import sans_path, serif_path

    return str(sans_path() if face == "sans" else serif_path())


def font_features(is_han: bool) -> tuple[str, ...]:
    """What is asked of the fonts: in Latin text, quotation marks are no wider than letters."""
    return () if is_han else ("pwid",)


@lru_cache(maxsize=10_000)
def missing_glyphs(text: str, font: Font) -> tuple[tuple[int, str], ...]:
    """The characters a font cannot draw, each with its offset; any space can be drawn."""
    missing = {each for each in set(text) - UNSEEN if each not in font.widths}
    return tuple((at, each) for at, each in enumerate(text) if each in missing)


def as_drawn(text: str, type: Type) -> str:
    """A line with the space that the font has for those that it lacks, as the narrow one that
    French writes between thousands."""
    widths = type.set.fonts[type.face].widths
    return "".join("\u00a0" if each in SPACES and each not in widths else each for each in text)


def measure(text: str, type: Type) -> float:
    """A line's width in its packaged font, without anything to spare."""
    widths = type.set.fonts[type.face].widths
    width = sum(widths.get(character, 1.0) for character in as_drawn(text, type)) * type.size
    return width * BOLD if type.weight > 500 else width
