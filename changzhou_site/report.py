"""What is printed: problems in three forms, and how far a build has come."""

from __future__ import annotations

import io
import json
import os
import shlex
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, cast

from msgspec.structs import asdict

from changzhou_site.asking import told
from changzhou_site.errors import Problem, counted
from changzhou_site.terminal import in_colour, is_terminal

if TYPE_CHECKING:
    from changzhou_site.remembering import Why  # a check has no need of what makes outputs

PROBLEMS = 1
BAR = 24
MOST = 500
"""Problems that are printed for a reader; the rest is counted."""


def print_problems(
    problems: Iterable[Problem],
    form: str,
    project: Path,
    ending: str = "; nothing was published",
) -> int:
    """Prints problems on standard output and returns the exit code for them; `ending` says what
    came of those that are no warnings. On a terminal each stands with its line of the project."""
    listed = list(problems)
    shown = partial(in_colour, project=project) if is_terminal(sys.stdout) else str
    if form == "json":
        print(json.dumps([_record(problem) for problem in listed], ensure_ascii=False, indent=1))
    elif form == "github":
        for problem in listed:
            print(_annotation(problem))
    else:
        for problem in listed if len(listed) <= MOST else _most(listed):
            print(shown(problem))
        if len(listed) > MOST:
            print(f"… and {len(listed) - MOST:,} more, which `--report json` lists")
        _summary(listed, ending)
    return PROBLEMS


def print_why(path: str, why: Why) -> None:
    """Prints on standard output what an output asked of the site, what has changed first."""
    changed = why.differing
    if not why.is_fresh:
        print(f"{path} stands as it was: nothing that it asks has changed")
    elif why.before is None:
        print(f"{path} was made: nothing was remembered of it")
    elif changed:
        print(f"{path} was made again: {counted(len(changed), 'answer')} changed")
    else:
        print(f"{path} was made again: it did not stand in the output folder as it was left")
    for question in changed if why.before is not None else ():
        print(f"  changed  {told(question)}")
    for question in sorted(set(why.asked).difference(changed if why.before is not None else ())):
        print(f"  asked    {told(question)}")


def print_next_steps(folder: Path, count: int) -> None:
    """Says what has been written in a new site, and what to do with it."""
    print(f"wrote {counted(count, 'file')} in {folder}; the story and its figures are made up")
    print("Next:")
    if folder != Path():
        print(f"  cd {shlex.quote(str(folder))}")
    print("  changzhou-site serve")


def _most(problems: list[Problem]) -> list[Problem]:
    """The first of very many, problems before warnings: nobody reads ten thousand lines."""
    return sorted(problems, key=lambda problem: (problem.warning, problem))[:MOST]


def _summary(problems: list[Problem], ending: str) -> None:
    errors = sum(not problem.warning for problem in problems)
    warnings = len(problems) - errors
    counts = ((errors, "problem"), (warnings, "warning"))
    told = [counted(number, noun) for number, noun in counts if number]
    if told:
        print(f"{' and '.join(told)}{ending if errors else ''}")


def _record(problem: Problem) -> dict[str, str | int | bool]:
    own = {name: value for name, value in vars(problem).items() if name != "place"}
    place = {name: value for name, value in asdict(problem.place).items() if value != ""}
    return {**place, **own}


def _annotation(problem: Problem) -> str:
    """A workflow command as GitHub reads it."""
    level = "warning" if problem.warning else "error"
    place = problem.place
    fields = f"file={_escaped(place.path)},line={place.line},col={place.column}"
    cell = f"{place.sheet}!{place.cell}: " if place.sheet else ""
    text = f"{cell}{problem.message}" + (f"\n{problem.hint}" if problem.hint else "")
    return f"::{level} {fields},title={problem.code}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


class Screen:
    """A list of stages with their times; a bar on a terminal for what takes over a second."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.perf_counter) -> None:
        self.stream, self.clock = stream, clock
        self.live = is_terminal(stream)

    def line(self, text: str) -> None:
        print(text, file=self.stream)

    @contextmanager
    def stage(self, name: str, total: int) -> Iterator[Callable[[], None]]:
        """Times a stage of `total` steps; nothing is said of one that fails."""
        start = self.clock()
        done = 0

        def step() -> None:
            nonlocal done
            done += 1
            if self.live and self.clock() - start > 1:
                filled = BAR * done // max(1, total)
                bar = "█" * filled + "░" * (BAR - filled)
                self.stream.write(f"\r  {name:<18} {bar} {done}/{total}")
                self.stream.flush()

        try:
            yield step
        finally:
            if self.live and done:
                self.stream.write("\r\x1b[K")
        self.line(f"  {name:<18} {total or '':>5} {self.clock() - start:7.2f} s")


# Streams that nobody may be listening to ----------------------------------------------------------


class _Steady:
    """A stream that drops what cannot be told, where that is for one of `faults`: the other end of
    a pipe is gone (`| head`), or the terminal is. A closed one takes everything."""

    def __init__(self, stream: TextIO | None, faults: type[OSError]) -> None:
        self.stream, self.faults = stream or io.StringIO(), faults

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)

    def write(self, text: str) -> int:
        self._try(lambda: self.stream.write(text))
        return len(text)

    def flush(self) -> None:
        self._try(self.stream.flush)

    def _try(self, act: Callable[[], object]) -> None:
        try:
            act()
        except OSError as error:
            # What is still held back would be written, and complained of, when Python ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), self.stream.fileno())
            if not isinstance(error, self.faults):
                error.filename = error.filename or "standard output"
                raise


@contextmanager
def steady_streams() -> Iterator[None]:
    """A block whose exit code does not hang on who reads what it prints. That standard output is
    on a full disk is an error all the same: what was asked for would be cut off."""
    out, err = _Steady(sys.stdout, BrokenPipeError), _Steady(sys.stderr, OSError)
    with redirect_stdout(cast(TextIO, out)), redirect_stderr(cast(TextIO, err)):
        try:
            yield
        finally:
            out.flush()
