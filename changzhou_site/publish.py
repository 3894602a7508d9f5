"""Stage, sync, swap: the only writer. A build that fails leaves the last good site whole."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from changzhou_site.errors import WrongUsage

GENERATOR = "changzhou-site"
SOURCES = ("data", "content", "templates", "languages")

Outputs = Mapping[str, bytes]
"""Every output by its path from the top of the site."""


class RefusedOutput(WrongUsage):
    """The folder may not be written: it is not ours, or holds what the site is made from."""


class OutputHeld(Exception):
    """Another build holds the folder."""


def make_manifest(outputs: Outputs, versions: Mapping[str, str], url: str) -> bytes:
    """build.json: every other output with its hash, the versions that made it, the address."""
    files = {
        path: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
        for path, data in sorted(outputs.items())
    }
    manifest = {
        "generator": GENERATOR,
        "url": url,
        "versions": dict(sorted(versions.items())),
        "files": files,
    }
    return (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode()


def check_output(project: Path, out: Path) -> None:
    """Raises RefusedOutput unless `out` is a folder that this program may replace."""
    project, target = project.resolve(), out.resolve()
    sources = [project / name for name in SOURCES]
    if project.is_relative_to(target) or any(map(target.is_relative_to, sources)):
        raise RefusedOutput(f"{out} overlaps the sources of the site; choose a folder of its own")
    if target.exists() and not target.is_dir():
        raise RefusedOutput(f"{out} is a file; choose a folder")
    if target.is_dir() and any(target.iterdir()) and not find_manifest(target):
        raise RefusedOutput(
            f"{out} holds files that this program did not make; choose another folder, or empty it"
        )


def find_manifest(folder: Path) -> dict[str, Any] | None:
    """The build.json of a published site; None where there is none of ours."""
    try:
        manifest = json.loads((folder / "build.json").read_bytes())
    except (OSError, ValueError):
        return None
    ours = isinstance(manifest, dict) and manifest.get("generator") == GENERATOR
    return manifest if ours else None


def publish_outputs(outputs: Outputs, out: Path) -> None:
    """Puts the outputs in place of what stands at `out`, all at once.

    Raises OutputHeld where another build is writing there, OSError where the disk refuses.
    """
    target = out.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    with _held(target.with_name(f".{target.name}.lock")):
        stage = target.with_name(f".{target.name}.stage")
        shutil.rmtree(stage, ignore_errors=True)
        try:
            _write(outputs, stage)
            _swap(stage, target)
        finally:
            shutil.rmtree(stage, ignore_errors=True)


@contextmanager
def _held(path: Path) -> Iterator[None]:
    """Holds a lock file, and removes it. A killed build leaves one that nobody holds."""
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(descriptor)
            if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
                raise OutputHeld(str(path)) from None
            raise
        if path.exists() and os.fstat(descriptor).st_ino == path.stat().st_ino:
            break
        os.close(descriptor)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
        os.close(descriptor)


def _write(outputs: Outputs, stage: Path) -> None:
    folders = {stage}
    for path, data in sorted(outputs.items()):
        file = stage / path
        file.parent.mkdir(parents=True, exist_ok=True)
        folders.update(parent for parent in file.parents if parent.is_relative_to(stage))
        with file.open("wb") as handle:
            handle.write(data)
            handle.flush()
            os.fsync(handle.fileno())
    for folder in sorted(folders):
        _sync(folder)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _swap(stage: Path, target: Path) -> None:
    if not target.exists():
        stage.rename(target)
    elif not _exchange(stage, target):
        _replace_files(stage, target)
    _sync(target.parent)


AT_FDCWD = -100
RENAME_EXCHANGE = 2


def _exchange(stage: Path, target: Path) -> bool:
    """Swaps two folders at once, where the system can (Linux)."""
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    names = (os.fsencode(stage), os.fsencode(target))
    if renameat2(AT_FDCWD, names[0], AT_FDCWD, names[1], RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), str(target))


def _replace_files(stage: Path, target: Path) -> None:
    """File by file: what pages need first, the pages after, what is no longer there last."""
    files = [path for path in stage.rglob("*") if path.is_file()]
    kept = {path.relative_to(stage) for path in files}
    for path in sorted(files, key=lambda path: (path.suffix == ".html", path)):
        place = target / path.relative_to(stage)
        place.parent.mkdir(parents=True, exist_ok=True)
        path.replace(place)
    for path in sorted(target.rglob("*"), reverse=True):
        if path.is_file() and path.relative_to(target) not in kept:
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()
