"""What can be read of a file that cannot be read as a whole: each record at its margin by itself,
so that one mistake hides no other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from changzhou_site.errors import Place, Problem, SiteError
from changzhou_site.source.compose import load_yaml
from changzhou_site.source.nodes import Fields, Items, Node, Text

MARGIN = re.compile(r"(?m)^(?=[^\s#}\]])(?!---|\.\.\.)")
"""Where a record begins."""

NAME = re.compile(
    r"(?<![^\s,:：{}\[\]\"'])"  # where a name begins, and nowhere within it
    r"[^\s,:：{}\[\]\"']+(?=[\"']?\s*[:：])"
    r"|^[^\s,:：{}\[\]\"']+"
)
"""What may be a key: it stands before a colon, or at the margin."""


MOST = 20_000
"""So many records are read by themselves; of a broken file with more, the rest waits until it is
mended."""


@dataclass(frozen=True)
class Salvaged:
    """The records that can be read, and what is wrong with the others."""

    node: Fields | Items | None
    problems: tuple[Problem, ...]
    unread: frozenset[str]
    """Every name that may be a key in what cannot be read."""


def names_in(text: str) -> frozenset[str]:
    """Every name in a text that may be a key, or an id."""
    return frozenset(NAME.findall(text))


def salvage(text: str, path: str, told: Iterable[Problem], *, line: int = 1) -> Salvaged:
    """A YAML text, which starts at `line` of its file, record by record. Of its records those that
    begin behind all problems that are `told` already tell their own."""
    last = max(problem.place.line for problem in told)
    nodes, problems, unread = list[Node](), list[Problem](), set[str]()
    for number, (start, record) in enumerate(_records(text)):
        if number >= MOST:
            unread |= names_in(record)
            continue
        try:
            node = load_yaml(record, path, line=line + start)
        except SiteError as error:
            problems += error.problems if line + start > last else ()
            unread |= names_in(record)
        else:
            nodes.append(node)
            unread |= names_in(record) if isinstance(node, Text) else frozenset()
    together = _together(nodes, Place(path, line))
    return Salvaged(together, tuple(problems), frozenset(unread))


def _records(text: str) -> Iterator[tuple[int, str]]:
    """Each record, with how many lines stand before it."""
    starts = [*(match.start() for match in MARGIN.finditer(text)), len(text)]
    before = text.count("\n", 0, starts[0])
    for start, end in pairwise(starts):
        yield before, text[start:end]
        before += text.count("\n", start, end)


def _together(nodes: Iterable[Node], place: Place) -> Fields | Items | None:
    """The entries of all maps, each key once, or the items of all lists."""
    maps = [node for node in nodes if isinstance(node, Fields)]
    if maps:
        entries = (entry for node in reversed(maps) for entry in node.entries.items())
        return Fields(dict(entries), place)
    items = tuple(item for node in nodes if isinstance(node, Items) for item in node.items)
    return Items(items, place) if items else None
