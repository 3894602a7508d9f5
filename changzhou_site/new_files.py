"""The writer of files that were not there before: it replaces nothing of anybody's."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from changzhou_site.disk import naming
from changzhou_site.errors import WrongUsage


def check_new_folder(folder: Path) -> None:
    """Raises WrongUsage unless `folder` is absent or empty, OSError where that cannot be told."""
    if not os.path.lexists(folder):
        return
    if not folder.is_dir():
        raise WrongUsage(f"{folder} is there and is no folder; nothing was written")
    found = sorted(path.name for path in folder.iterdir())
    if found:
        more = ", …" if len(found) > SHOWN else ""
        held = ", ".join(found[:SHOWN])
        raise WrongUsage(
            f"{folder} is not empty: it holds {held}{more}; nothing was written. "
            "Name a new folder, or an empty one"
        )


SHOWN = 3
"""Files of a folder that are named in a message."""


def write_new_files(files: Mapping[str, str], folder: Path) -> None:
    """Writes texts by their paths below an absent or empty folder: all of them, or none. Raises
    WrongUsage where it is neither, OSError where the disk refuses, or where a file has come to be
    there meanwhile."""
    check_new_folder(folder)
    made: list[Path] = []
    try:
        for name, text in files.items():
            _write_new(folder / name, text, made)
    except BaseException:
        _take_back(made)
        raise


def _write_new(path: Path, text: str, made: list[Path]) -> None:
    """A file and its folders; what was not there is added to `made`."""
    for above in reversed(path.parents):
        if not above.is_dir():
            above.mkdir()
            made.append(above)
    with naming(path), path.open("x", encoding="utf-8", newline="\n") as file:
        made.append(path)
        file.write(text)


def _take_back(made: list[Path]) -> None:
    """Removes what was made; a folder in which somebody else has put something stays."""
    for path in reversed(made):
        with suppress(OSError):
            path.rmdir() if path.is_dir() else path.unlink()


def write_own_files(files: Mapping[str, str], folder: Path, mark: str) -> None:
    """Writes texts below a folder, in place of those that this program has written there: they hold
    a mark. Raises WrongUsage, before it writes any, where one does not; OSError where the disk
    refuses."""
    paths = {folder / name: text for name, text in files.items()}
    for path in paths:
        if os.path.lexists(path) and not _holds(path, mark):
            raise WrongUsage(f"{path} was not written by this program; nothing was written")
    for path, text in paths.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        made = path.with_name(f".{path.name}.{os.getpid()}")
        with naming(path):
            made.write_text(text, "utf-8", newline="\n")
            made.replace(path)


def _holds(path: Path, mark: str) -> bool:
    return path.is_file() and mark.encode() in path.read_bytes()
