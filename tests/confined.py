"""The command line in a process that is held to some seconds and some memory."""

from __future__ import annotations

import os
import resource
import sys
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from changzhou_site import cli

SECONDS = 10
"""Of the processor; who takes more is killed."""
MEMORY = 2 << 30
"""Bytes, beside what the program has before it reads anything."""


@dataclass(frozen=True)
class Done:
    """What came of it."""

    code: int
    """The exit code; below 0, the signal that ended it."""
    out: str
    err: str


def run_confined(*words: str) -> Done:
    """Runs the program."""
    (done,) = run_at_once(words)
    return done


def run_at_once(*commands: tuple[str, ...]) -> list[Done]:
    """Runs the program several times at once. Its processes are forked, so that it need not be
    loaded anew."""
    with TemporaryDirectory() as folder:
        streams = [
            (Path(folder, f"{n}.out"), Path(folder, f"{n}.err")) for n in range(len(commands))
        ]
        processes = [
            get_context("fork").Process(target=_confined, args=(words, *each))
            for words, each in zip(commands, streams, strict=True)
        ]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        return [
            Done(process.exitcode or 0, out.read_text("utf-8"), err.read_text("utf-8"))
            for process, (out, err) in zip(processes, streams, strict=True)
        ]


def _confined(words: tuple[str, ...], out: Path, err: Path) -> None:
    for number, path in ((1, out), (2, err)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), number)
    sys.stdout, sys.stderr = os.fdopen(1, "w", closefd=False), os.fdopen(2, "w", closefd=False)
    has = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (has + MEMORY, has + MEMORY))
    sys.exit(cli.main(words))
