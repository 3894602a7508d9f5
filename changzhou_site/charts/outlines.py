"""The outlines of letters, each taken from its font once."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
from matplotlib.font_manager import get_font
from matplotlib.path import Path
from matplotlib.textpath import text_to_path


def outlines_of(file: str, text: str, features: Any) -> Path | None:
    """The letters of a line as one path, in the size that outlines are kept in."""
    known = _letters(file)
    placed, _, _ = text_to_path.get_glyphs_with_font(
        known.font, text, known.outlines, features=features
    )
    letters = [(known.outlines[name], (x, y)) for name, x, y, _ in placed]
    points = [vertices + place for (vertices, _), place in letters if len(vertices)]
    if not points:
        return None
    return Path(np.concatenate(points), np.concatenate([codes for (_, codes), _ in letters]))


@dataclass
class _Letters:
    """A font at the size that outlines are kept in, and those that were drawn before."""

    font: Any
    outlines: dict[str, Any] = field(default_factory=dict)


@cache
def _letters(file: str) -> _Letters:
    font = get_font(file)
    font.set_size(text_to_path.FONT_SCALE, text_to_path.DPI)
    return _Letters(font)


# A font reads its file as letters are asked for; two processes would move each other's place in it.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_letters.cache_clear)
