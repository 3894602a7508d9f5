"""Markup that no author means and that takes Markdown longer the longer it is, by its square."""

from __future__ import annotations

import re

DEPTH = 40
"""Brackets that are open at once in one paragraph; a link in a link's text makes two."""

LENGTHS = 12
"""Lengths of runs of backticks in one paragraph; each pairs with its own."""

PARAGRAPH = re.compile(r"(?:[^\n]*\S[^\n]*(?:\n|\Z))+")
SIGN = re.compile(r"\\.|\]\(|[\[\])]")
TICKS = re.compile("`+")


def find_costly(text: str) -> tuple[int, str] | None:
    """Where the first such paragraph begins, and what it has too much of."""
    for paragraph in PARAGRAPH.finditer(text):
        lengths = {len(run) for run in TICKS.findall(paragraph[0])}
        if len(lengths) > LENGTHS:
            return paragraph.start(), f"runs of backticks of {len(lengths)} lengths"
        if _deepest(paragraph[0]) > DEPTH:
            return paragraph.start(), f"more than {DEPTH} brackets that are open at once"
    return None


def _deepest(text: str) -> int:
    """The most square brackets, or round ones of addresses, that stand open."""
    square = round_ = deepest = 0
    for match in SIGN.finditer(text):
        sign = match[0]
        square += sign == "["
        square = max(0, square - sign.startswith("]"))
        round_ += sign == "]("
        round_ = max(0, round_ - (sign == ")"))
        deepest = max(deepest, square, round_)
    return deepest
