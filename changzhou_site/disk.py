"""What is asked of the system: a lock, that writing is done, and the exchange of two folders."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from changzhou_site.errors import Place


class OutputHeld(Exception):
    """Another build holds the folder."""


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Holds a lock file, and removes it. A killed build leaves one that nobody holds."""
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644)
        try:
            with naming(path):
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


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Says at which file the disk refused; a full one does not say it itself."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or str(path)
        raise


@contextmanager
def undisturbed() -> Iterator[None]:
    """A block that is not cut short by Ctrl-C or a request to end; they are heard behind it."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def sync_folder(folder: Path) -> None:
    """Has the system write a file, or a folder's entries; some network disks know no such thing."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with naming(folder):
            os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)


def sync_all(folder: Path) -> None:
    """Has the system write all that lies below a folder: at once where it can (Linux), which takes
    a fiftieth of the time, else one after the other."""
    syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if syncfs is None:
        for path in (*sorted(folder.rglob("*")), folder):
            sync_folder(path)
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        if syncfs(descriptor):
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code), str(folder))
    finally:
        os.close(descriptor)


AT_FDCWD = -100
RENAME_EXCHANGE = 2
NO_EXCHANGE = frozenset(
    (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EBUSY, errno.EXDEV, errno.EPERM)
)


def exchange(stage: Path, target: Path) -> bool:
    """Swaps two folders at once, where the system can (Linux)."""
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    names = (os.fsencode(stage), os.fsencode(target))
    if renameat2(AT_FDCWD, names[0], AT_FDCWD, names[1], RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in NO_EXCHANGE:
        return False
    raise OSError(code, os.strerror(code), str(target))


def lines_of(path: Path) -> list[str]:
    """The lines of a text as it lies there now; none where it cannot be read."""
    try:
        return path.read_text("utf-8", "replace").splitlines()
    except OSError:
        return []


def line_at(place: Place, project: Path) -> str:
    """The line that a place of a project is in; empty where it cannot be read, or where the place
    is a cell of a spreadsheet."""
    lines = [] if place.sheet else lines_of(project / place.path)
    return lines[place.line - 1] if place.line <= len(lines) else ""
