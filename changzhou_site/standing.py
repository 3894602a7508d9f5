"""Published files that stand as a build has left them, so that the next one takes them over."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import msgspec


class Standing(msgspec.Struct, frozen=True):
    """A published file as the build has left it."""

    sha256: str
    size: int
    modified: int
    """In nanoseconds; so is the time of its entry, which nobody sets at will."""
    changed: int
    inode: int

    @property
    def body(self) -> tuple[int, int, int]:
        """What a link to it leaves as it is."""
        return self.size, self.modified, self.inode


Output = bytes | Standing
"""What is to be published: new, or as it stands at its path in the last edition."""


class EditionMoved(Exception):
    """What was found standing is no longer what it was: somebody else has written there."""


def left_at(path: Path, digest: str) -> Standing:
    """What a file is, once it has been written."""
    found = path.lstat()
    times = found.st_mtime_ns, found.st_ctime_ns
    return Standing(digest, found.st_size, *times, found.st_ino)


def find_standing(folder: Path, files: Mapping[str, Standing]) -> dict[str, Standing]:
    """Those of a folder's files that stand. Time and inode only save reading; a hash decides."""
    found = {}
    for name, left in files.items():
        path = folder / name
        if not is_plain(folder, name) or path.lstat().st_size != left.size:
            continue
        now = left_at(path, left.sha256)
        if now == left or sha256(path.read_bytes()).hexdigest() == left.sha256:
            found[name] = now
    return found


def take_over(standing: Standing, path: Path, stage: Path) -> None:
    """Puts a file of the last edition into the next: the same file, or a copy where the disk has
    no links. Raises EditionMoved if it is not what it was."""
    try:
        os.link(path, stage, follow_symlinks=False)
    except FileNotFoundError:
        raise EditionMoved(str(path)) from None
    except OSError:
        shutil.copyfile(path, stage, follow_symlinks=False)
        if sha256(stage.read_bytes()).hexdigest() != standing.sha256:
            raise EditionMoved(str(path)) from None
        return
    if left_at(stage, standing.sha256).body != standing.body:
        raise EditionMoved(str(path))


def is_plain(top: Path, name: str) -> bool:
    """Whether a path leads to a regular file without any link below `top`."""
    path = top / name
    ways = (
        path,
        *(parent for parent in path.parents if parent.is_relative_to(top) and parent != top),
    )
    return path.is_file() and not any(way.is_symlink() for way in ways)
