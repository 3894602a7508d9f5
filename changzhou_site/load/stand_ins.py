"""What stands in for keys that cannot be read, so that the rest of a site can be judged. It holds
nothing that could be wrong, and is never published."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import TypeVar

from changzhou_site.errors import Place, Report
from changzhou_site.load.schema import keys_of, validate
from changzhou_site.load.shapes import FrontMatterShape, Shape, SiteShape
from changzhou_site.source import Entries, Fields, Items, Node, Text, load_yaml

S = TypeVar("S", bound=Shape)

NOWHERE = ""
"""The path of texts that stand in for others."""

SITE = """
title: site
description: site
url: https://example.org/
languages: [site]
published: 0001-01-01
publisher: {name: site}
authors: [{name: site}]
license: {name: site}
"""

FRONT_MATTER = """
title: page
summary: page
"""


def _entries(text: str) -> Entries:
    node = load_yaml(text, NOWHERE)
    assert isinstance(node, Fields)
    return node.entries


STAND_INS = {SiteShape: _entries(SITE), FrontMatterShape: _entries(FRONT_MATTER)}


def read_or_stand_in(
    shape: type[S],
    node: Node | None,
    owner: Place,
    report: Report,
    languages: tuple[str, ...],
    told: Container[str],
) -> tuple[S, bool]:
    """A record, and whether nothing stands in for another. Its problems are reported, but for
    missing keys that are `told` as unreadable."""
    spare = STAND_INS[shape]
    if node is None:
        return _certain(shape, spare, owner, languages), False
    entries = node.entries if isinstance(node, Fields) else {}
    missing = {name: entry for name, entry in spare.items() if name in told and name not in entries}
    given = Fields({**entries, **missing}, node.place) if isinstance(node, Fields) else node
    found = validate(shape, given, owner, report, languages)
    if found is not None:
        return found, not missing
    good = dict(_readable(shape, entries, owner, languages))
    return _certain(shape, {**spare, **good}, owner, languages), False


def _certain(shape: type[S], entries: Entries, owner: Place, languages: tuple[str, ...]) -> S:
    found = validate(shape, Fields(entries, owner), owner, Report(), languages)
    assert found is not None
    return found


def _readable(
    shape: type[Shape], entries: Entries, owner: Place, languages: tuple[str, ...]
) -> Iterator[tuple[str, tuple[Text, Node]]]:
    """The keys that have nothing wrong in them; of lists, the items."""

    def reads(name: str, node: Node) -> bool:
        tried = Fields({**STAND_INS[shape], name: (entries[name][0], node)}, owner)
        return validate(shape, tried, owner, Report(), languages) is not None

    for name, (key, node) in entries.items():
        if name not in keys_of(shape):
            continue
        if reads(name, node):
            yield name, (key, node)
        elif isinstance(node, Items):
            items = tuple(item for item in node.items if reads(name, Items((item,), node.place)))
            if items:
                yield name, (key, Items(items, node.place))
