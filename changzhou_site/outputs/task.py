"""What there is to make: pure functions, each with the narrow input that it asks of the site."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any

Made = Mapping[str, bytes]
"""Bytes by path from the top of the site."""


@dataclass(frozen=True)
class Task:
    """One output, or a few that are made together."""

    name: str
    """Its path, or that of the first of them."""
    function: Callable[..., str | bytes | Made]
    """Of a module, so that another process finds it; it knows nothing but what it is given."""
    asked: tuple[Any, ...]

    def make(self) -> Made:
        made = self.function(*self.asked)
        if isinstance(made, Mapping):
            return made
        return {self.name: made.encode() if isinstance(made, str) else made}


TASKS_A_PROCESS = 30
"""Fewer are made sooner than another process has started."""


def useful_jobs(tasks: Sequence[Task]) -> int:
    """How many processes make these soonest on this machine."""
    return max(1, min(os.cpu_count() or 1, len(tasks) // TASKS_A_PROCESS))


def make_all(tasks: Sequence[Task], jobs: int, step: Callable[[], None]) -> dict[str, bytes]:
    """Makes one after the other, or over several processes; the result is the same."""
    made: dict[str, bytes] = {}
    for outputs in _run(tasks, jobs):
        made |= outputs
        step()
    return made


def _run(tasks: Sequence[Task], jobs: int) -> Iterator[Made]:
    if jobs == 1:
        yield from map(Task.make, tasks)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        yield from pool.map(Task.make, tasks, chunksize=4)
