"""Counts of things, worded: `3个指标`, `1 source`."""

from __future__ import annotations

from decimal import Decimal

from changzhou_site.render.desk import Scene
from changzhou_site.figures import digits_text


def count_text(scene: Scene, word: str, count: int) -> str:
    """A count in the words for it; `<word>_one` is for one, where a language needs it."""
    chosen = f"{word}_one" if count == 1 and f"{word}_one" in scene.words else word
    return scene.words[chosen].format(n=digits_text(Decimal(count), scene.language))
