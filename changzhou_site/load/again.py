"""What was made of files that stand as they did, so that one process does not make it twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from changzhou_site.digests import Digests
from changzhou_site.errors import Report

T = TypeVar("T")

WRITTEN = (bytes, str, tuple)
"""What is compared by what it says; of all else, only the very same is the same."""


class Again:
    """What has been made without a problem, by name, with what it was made of."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[tuple[object, ...], Any]] = {}
        self._digests = Digests()

    def digests(self) -> Digests:
        """Of what is read now; those of what stands are known."""
        self._digests = Digests(self._digests)
        return self._digests

    def once(self, name: str, of: tuple[object, ...], make: Callable[[], T], report: Report) -> T:
        """What `make` makes, which depends on `of` alone and tells problems in `report`."""
        before = self._made.get(name)
        if before and len(before[0]) == len(of) and all(map(_is_same, before[0], of)):
            made: T = before[1]
            return made
        told = len(report.problems)
        made = make()
        if len(report.problems) == told:
            self._made[name] = of, made
        return made


def _is_same(one: object, other: object) -> bool:
    return one is other or (isinstance(one, WRITTEN) and one == other)
