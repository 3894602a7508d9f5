"""Whole processes: the time they take, and the memory that they and all they start hold."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Command = tuple[str, ...]

LOOK = 0.25
"""Seconds between two looks at the memory, which take some milliseconds."""


@dataclass(frozen=True)
class Usage:
    """What a job took: seconds on the clock, seconds of CPU, bytes of memory."""

    seconds: float
    cpu: float
    memory: int


@dataclass(frozen=True)
class Job:
    """Commands that are run one after the other in a folder."""

    folder: Path
    commands: Sequence[Command]
    environment: Mapping[str, str]

    def run(self) -> Usage:
        """The memory is that of all processes at once, where a command takes longer than a look;
        else that of the largest. Linux only. Raises CalledProcessError where a command fails.
        """
        usages = [self._one(command) for command in self.commands]
        return Usage(
            sum(each.seconds for each in usages),
            sum(each.cpu for each in usages),
            max(each.memory for each in usages),
        )

    def _one(self, command: Command) -> Usage:
        with tempfile.TemporaryFile() as told:
            start = time.perf_counter()
            process = subprocess.Popen(
                command,
                cwd=self.folder,
                env=self.environment,
                stdout=told,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            try:
                most = watch(process.pid)
                _, status, usage = os.wait4(process.pid, 0)
            except BaseException:
                os.killpg(process.pid, signal.SIGTERM)
                raise
            seconds = time.perf_counter() - start
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode:
                told.seek(0)
                print(told.read().decode(errors="replace"))
                raise subprocess.CalledProcessError(process.returncode, command)
        # The second counts what this process held when it started the other.
        largest = most or usage.ru_maxrss * 1024
        return Usage(seconds, usage.ru_utime + usage.ru_stime, largest)


def watch(process: int) -> int:
    """The most bytes that a process holds with all that it has started, until it has ended."""
    most, ended = 0, os.pidfd_open(process)
    try:
        while not select.select([ended], [], [], LOOK)[0]:
            most = max(most, held_by(process))
    finally:
        os.close(ended)
    return most


def held_by(process: int) -> int:
    """Bytes that a process and all that it has started hold; what they share counts once."""
    return sum(map(_proportional, _family(Path("/proc", str(process)))))


def _family(process: Path) -> Iterator[Path]:
    yield process
    for children in process.glob("task/*/children"):
        try:
            listed = children.read_text().split()
        except OSError:  # it has ended meanwhile
            continue
        for child in listed:
            yield from _family(process.with_name(child))


def _proportional(process: Path) -> int:
    """The proportional set size of a process, 0 where it has ended."""
    try:
        lines = (process / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    sizes = (line.split() for line in lines)
    return next((int(size[1]) * 1024 for size in sizes if size[0] == "Pss:"), 0)


def environment(folder: Path) -> dict[str, str]:
    """The environment of all that is timed: caches of libraries stand in a folder of their own."""
    return {**os.environ, "MPLCONFIGDIR": str(folder), "HUGO_CACHEDIR": str(folder / "hugo")}
