"""What is printed: problems in three forms, and how far a build has come."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TextIO

from changzhou_site.errors import Problem, counted

PROBLEMS = 1
BAR = 24


def print_problems(
    problems: Iterable[Problem], form: str, ending: str = "; nothing was published"
) -> int:
    """Prints problems on standard output and returns the exit code for them; `ending` says what
    came of those that are no warnings."""
    listed = list(problems)
    if form == "json":
        print(json.dumps([_record(problem) for problem in listed], ensure_ascii=False, indent=1))
    elif form == "github":
        for problem in listed:
            print(_annotation(problem))
    else:
        for problem in listed:
            print(problem)
        _summary(listed, ending)
    return PROBLEMS


def _summary(problems: list[Problem], ending: str) -> None:
    errors = sum(not problem.warning for problem in problems)
    warnings = len(problems) - errors
    counts = ((errors, "problem"), (warnings, "warning"))
    told = [counted(number, noun) for number, noun in counts if number]
    if told:
        print(f"{' and '.join(told)}{ending if errors else ''}")


def _record(problem: Problem) -> dict[str, str | int | bool]:
    fields = asdict(problem)
    return {**fields.pop("place"), **fields}


def _annotation(problem: Problem) -> str:
    """A workflow command as GitHub reads it."""
    level = "warning" if problem.warning else "error"
    place = problem.place
    fields = f"file={_escaped(place.path)},line={place.line},col={place.column}"
    text = f"{problem.message}\n{problem.hint}" if problem.hint else problem.message
    return f"::{level} {fields},title={problem.code}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


class Screen:
    """A list of stages with their times; a bar on a terminal for what takes over a second."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.perf_counter) -> None:
        self.stream, self.clock = stream, clock
        self.live = stream.isatty() and not os.environ.get("NO_COLOR")

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
