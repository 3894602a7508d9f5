"""Hears when the files of a site are saved."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from watchfiles import Change, awatch, watch

WATCHED = ("data", "content", "templates", "languages")
"""The folders of a project that a site is read from."""

SETTLED, STEP = 20, 5
"""Milliseconds: files that change within the first belong to one save; so often is looked."""


async def changes(project: Path) -> AsyncIterator[None]:
    """Once for each save, however many files belong to it."""
    concerned = Concerned(project)
    async for _ in awatch(project, watch_filter=concerned, debounce=SETTLED, step=STEP):
        yield


def saves(project: Path) -> Iterator[None]:
    """The same, for who waits for nothing else."""
    for _ in watch(project, watch_filter=Concerned(project), debounce=SETTLED, step=STEP):
        yield


class Concerned:
    """Whether a change is one of the files that a site is read from."""

    def __init__(self, project: Path) -> None:
        self._folders = [project.resolve() / name for name in WATCHED]

    def __call__(self, _: Change, path: str) -> bool:
        return any(map(Path(path).is_relative_to, self._folders))
