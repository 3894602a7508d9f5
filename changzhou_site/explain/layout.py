"""Lines for a terminal: their width, where they break, and trees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import east_asian_width

WIDTH = 96

PIECE = re.compile(r"[^\S\u3000]*(?:[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]+)")
"""What a line is not broken within: a Chinese character or a word, with the space before it."""

CLOSING = "，。、；：？！）》”"
"""What does not begin a line."""


def columns(text: str) -> int:
    """How many columns a text takes; Chinese characters take two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def wrapped(label: str, text: str, indent: int) -> Iterator[str]:
    """A text after its label, in lines that begin below each other. A label ends in spaces."""
    text = " ".join(text.split())
    line, start = " " * indent + label, " " * (indent + columns(label))
    empty = True
    for piece in PIECE.findall(text):
        if not empty and columns(line + piece) > WIDTH and piece not in CLOSING:
            yield line
            line, piece = start, piece.lstrip()
        line, empty = line + piece, False
    yield line.rstrip()


@dataclass(frozen=True)
class Branch:
    """A line of a tree, with what hangs on it."""

    text: str
    branches: tuple[Branch, ...] = ()


def drawn(branches: tuple[Branch, ...], start: str = "  ") -> Iterator[str]:
    """A tree's lines, each branch with its own below it."""
    for branch in branches:
        last = branch is branches[-1]
        yield f"{start}{'└─' if last else '├─'} {branch.text}"
        yield from drawn(branch.branches, f"{start}{'   ' if last else '│  '}")
