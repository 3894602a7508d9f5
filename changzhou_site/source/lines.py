"""A text by its lines, and the way from what libyaml counts to places in the file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import yaml

from changzhou_site.errors import Place


@dataclass(frozen=True)
class Lines:
    """A text that begins at line `first` of its file; lines and columns here count from 0."""

    path: str
    text: str
    first: int

    @cached_property
    def all(self) -> tuple[str, ...]:
        return tuple(self.text.split("\n"))

    def line(self, number: int) -> str:
        return self.all[number] if number < len(self.all) else ""

    def at(self, line: int, column: int) -> Place:
        return Place(self.path, line + self.first, column + 1)

    def of_offset(self, offset: int) -> Place:
        before = self.text[:offset]
        return self.at(before.count("\n"), len(before) - before.rfind("\n") - 1)

    def of_mark(self, mark: yaml.Mark) -> Place:
        """Where a mark stands; libyaml puts that of the end on a line that is not there."""
        if mark.line < len(self.all):
            return self.at(mark.line, mark.column)
        return self.of_offset(len(self.text.rstrip()))
