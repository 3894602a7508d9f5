"""The fonts that are installed with the package: their characters, and how wide each is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from struct import unpack_from

from changzhou_site.model import Font


@cache
def packaged_fonts() -> Mapping[str, Font]:
    """The packaged fonts by face."""
    from pylopdf_fonts_zh_cn import sans_path, serif_path

    return {"sans": _font(sans_path()), "serif": _font(serif_path())}


def _font(path: Path) -> Font:
    """A font whose widths are read when they are asked for: of thirty thousand, a site needs some
    hundreds. Its glyphs are named by number, since their real names take long to read."""
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        font.setGlyphOrder([str(number) for number in range(font["maxp"].numGlyphs)])
        last = font["hhea"].numberOfHMetrics - 1
        glyphs = font.getBestCmap()
        return Font(_Widths(glyphs, font.reader["hmtx"], last, font["head"].unitsPerEm))


@dataclass(frozen=True)
class _Widths(Mapping[str, float]):
    """Widths by character, at size 1."""

    glyphs: Mapping[int, str]
    advances: bytes
    """Four bytes a glyph: its width and what lies before it."""
    last: int
    """The last glyph with a width; those behind it are as wide."""
    em: int

    def __getitem__(self, character: str) -> float:
        glyph = min(int(self.glyphs[ord(character)]), self.last)
        width: int = unpack_from(">H", self.advances, 4 * glyph)[0]
        return width / self.em

    def __iter__(self) -> Iterator[str]:
        return map(chr, self.glyphs)

    def __len__(self) -> int:
        return len(self.glyphs)
