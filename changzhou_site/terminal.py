"""A problem as a terminal shows it: in colour, with the line that it is about."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path
from typing import TextIO

from changzhou_site.disk import line_at
from changzhou_site.errors import Place, Problem, escaped

RED, YELLOW, BOLD, DIM, PLAIN = (f"\x1b[{code}m" for code in (31, 33, 1, 2, 0))
AROUND = 60
"""Characters of a long line that are shown before the place, and behind it."""


def is_terminal(stream: TextIO) -> bool:
    """Whether somebody sees it who has not asked to be spared colours."""
    return stream.isatty() and not os.environ.get("NO_COLOR")


def in_colour(problem: Problem, project: Path) -> str:
    """The same as is printed elsewhere, and the line itself with its place marked."""
    head, *hint = str(problem).split("\n")
    place, _, rest = head.partition(": ")
    kind, code, message = rest.rpartition(f"{problem.code} ")
    colour = YELLOW if problem.warning else RED
    lines = [f"{BOLD}{place}{PLAIN}: {colour}{kind}{code}{PLAIN}{message}"]
    if excerpt := _excerpt(problem.place, project):
        line, gap = excerpt
        lines += [f"{DIM}  | {PLAIN}{line}", f"{DIM}  | {PLAIN}{' ' * gap}{colour}^{PLAIN}"]
    return "\n".join((*lines, *(f"{DIM}{each}{PLAIN}" for each in hint)))


def _excerpt(place: Place, project: Path) -> tuple[str, int] | None:
    """What stands around a place, and how many cells before it; None where it cannot be read."""
    line, at = line_at(place, project), place.column - 1
    if not line.strip():
        return None
    start = max(0, at - AROUND)
    before, behind = line[start:at], line[at : at + AROUND]
    before, behind = (escaped(each.replace("\t", " "), "\u3000") for each in (before, behind))
    return f"{before}{behind}", sum(map(_cells, before))


def _cells(character: str) -> int:
    """How wide a terminal shows a character."""
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
