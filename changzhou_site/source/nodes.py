"""What is read from a file: texts, sequences and mappings that know their places."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from typing import ClassVar

import msgspec

from changzhou_site.errors import Place

YAML_WORDS = {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "~"}
"""Plain scalars that one YAML or another reads as something else than text."""


COLON_HINT = "a key ends in an ASCII colon and a space, not in `：`"


class Text(msgspec.Struct, frozen=True, array_like=True, tag="text"):
    """A scalar or a run of prose, with the place of each of its characters."""

    APART: ClassVar = frozenset({"anchors"})

    value: str
    place: Place
    anchors: tuple[tuple[int, int, int], ...] = ()
    """(offset, line, column), ascending; none where the text cannot be mapped to its source."""
    plain: bool = False
    """Written without quotes or block indicator."""

    def at(self, offset: int) -> Place:
        """The place of the character at `offset`, or of the text's start if it is not known."""
        index = bisect_right(self.anchors, offset, key=lambda anchor: anchor[0]) - 1
        if index < 0:
            return self.place
        start, line, column = self.anchors[index]
        return Place(self.place.path, line, column + offset - start)

    def __str__(self) -> str:
        return self.value


class Items(msgspec.Struct, frozen=True, array_like=True, tag="items"):
    """A YAML sequence."""

    items: tuple[Node, ...]
    place: Place


class Fields(msgspec.Struct, frozen=True, array_like=True, tag="fields"):
    """A YAML mapping; keys are texts and stand once."""

    entries: Entries
    place: Place


Node = Text | Items | Fields

Entries = Mapping[str, tuple[Text, Node]]
"""Keys with their texts and values."""
