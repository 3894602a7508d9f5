"""What of a project's folder may be opened: its own regular files, and no way out of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

READ = ("data", "content", "templates", "languages")
"""The folders that a site is read from."""


def is_there(project: Path, path: str) -> bool:
    """Whether a file of the project may be read; a pipe, a device or a link to nothing may not."""
    return (project / path).is_file() and not leads_out(project, path)


def leads_out(project: Path, path: str) -> bool:
    """Whether a link on the way to a path leads out of the project."""
    if not _may_wind(project, path):
        return False
    real = Path(os.path.realpath(project / path))
    return not real.is_relative_to(os.path.realpath(project))


def _may_wind(project: Path, path: str) -> bool:
    """Whether there is a link on the way, or a step up: hardly ever, and to follow a whole path
    takes much longer than to look."""
    way = Path(path)
    _, *steps = accumulate(way.parts, os.path.join, initial=os.fspath(project))
    return way.is_absolute() or ".." in way.parts or any(map(os.path.islink, steps))


def find_ways_out(project: Path) -> Iterator[str]:
    """The links in the folders of a site that lead out of it, by their paths."""
    for top in READ:
        if leads_out(project, top):
            yield top
            continue
        for folder, folders, files in os.walk(project / top):
            for name in sorted((*folders, *files)):
                path = (Path(folder) / name).relative_to(project).as_posix()
                if (project / path).is_symlink() and leads_out(project, path):
                    yield path
