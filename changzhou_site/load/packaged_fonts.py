"""The fonts that are installed with the package: their characters, and how wide each is.

Their tables are read as OpenType lays them out: a library for fonts takes as long to make names for
thirty thousand glyphs as all else of `check`, which asks for the widths of some hundreds.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from mmap import ACCESS_READ, mmap
from pathlib import Path
from struct import unpack_from

from changzhou_site.model import Font

WHOLE_UNICODE = (3, 10)
"""The platform and encoding of the subtable that has all characters, in runs (format 12)."""


@cache
def packaged_fonts() -> Mapping[str, Font]:
    """The packaged fonts by face."""
    from pylopdf_fonts_zh_cn import sans_path, serif_path

    return {"sans": _font(sans_path()), "serif": _font(serif_path())}


def _font(path: Path) -> Font:
    tables = _tables(path)
    (em,) = unpack_from(">H", tables[b"head"], 18)
    (metrics,) = unpack_from(">H", tables[b"hhea"], 34)
    starts, ends, glyphs = _runs(tables[b"cmap"])
    return Font(_Widths(starts, ends, glyphs, tables[b"hmtx"], metrics - 1, em))


def _tables(path: Path) -> dict[bytes, bytes]:
    """Some tables of a font by their tags."""
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        (count,) = unpack_from(">H", data, 4)
        found = (unpack_from(">4s4xLL", data, 12 + 16 * number) for number in range(count))
        wanted = (b"cmap", b"head", b"hhea", b"hmtx")
        return {tag: data[at : at + length] for tag, at, length in found if tag in wanted}


def _runs(cmap: bytes) -> tuple[tuple[int, ...], ...]:
    """Runs of characters whose glyphs follow each other: where they start and end, and the first
    glyph of each."""
    (count,) = unpack_from(">H", cmap, 2)
    listed = (unpack_from(">HHL", cmap, 4 + 8 * number) for number in range(count))
    at = next(at for *encoding, at in listed if tuple(encoding) == WHOLE_UNICODE)
    (runs,) = unpack_from(">L", cmap, at + 12)
    numbers = unpack_from(f">{3 * runs}L", cmap, at + 16)
    return numbers[::3], numbers[1::3], numbers[2::3]


@dataclass(frozen=True)
class _Widths(Mapping[str, float]):
    """Widths by character, at size 1."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    glyphs: tuple[int, ...]
    advances: bytes
    """Four bytes a glyph: its width and what lies before it."""
    last: int
    """The last glyph with a width; those behind it are as wide."""
    em: int

    def __getitem__(self, character: str) -> float:
        code = ord(character)
        run = bisect_right(self.starts, code) - 1
        if run < 0 or code > self.ends[run]:
            raise KeyError(character)
        glyph = min(self.glyphs[run] + code - self.starts[run], self.last)
        width: int = unpack_from(">H", self.advances, 4 * glyph)[0]
        return width / self.em

    def __iter__(self) -> Iterator[str]:
        for start, end in zip(self.starts, self.ends, strict=True):
            yield from map(chr, range(start, end + 1))

    def __len__(self) -> int:
        return sum(self.ends) - sum(self.starts) + len(self.starts)
