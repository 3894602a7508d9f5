"""What there is to make: pure functions, each with the narrow input that it asks of the site."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from multiprocessing.synchronize import Event
from typing import Any

from changzhou_site.disk import undisturbed

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


HOW_TO_START = "fork" if sys.platform == "linux" else "spawn"
"""A forked process knows all that this one does; elsewhere libraries do not stand it."""
TASKS_A_PROCESS = {"fork": 8, "spawn": 30}
"""Fewer are made sooner than another process has started."""


def useful_jobs(tasks: Sequence[Task]) -> int:
    """How many processes make these soonest on this machine."""
    return max(1, min(os.cpu_count() or 1, len(tasks) // TASKS_A_PROCESS[HOW_TO_START]))


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
    # The first is made here, so that forked processes find libraries and fonts loaded.
    yield from map(Task.make, tasks[:1])
    context = get_context(HOW_TO_START)
    stop = context.Event()
    with ProcessPoolExecutor(jobs, context, initializer=_begin, initargs=(stop, tasks)) as pool:
        try:
            # Ctrl-C reaches a whole group of processes; this one alone answers, and stops the rest.
            with undisturbed():
                made = pool.map(_make_unless_stopped, range(1, len(tasks)), chunksize=4)
            yield from made
        except BrokenProcessPool:
            message = "a process that draws was ended from outside"
            raise ChildProcessError(f"{message}; with --jobs 1 less memory is needed") from None
        finally:
            stop.set()


# In a process that draws --------------------------------------------------------------------------


def _begin(stop: Event, tasks: Sequence[Task]) -> None:
    """A process that draws stops when it is told, between two tasks (to kill it may hang the pool),
    and ends with the process that asked for it, however that one ends."""
    global _stop, _tasks
    _stop, _tasks = stop, tasks
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGTERM,))
    threading.Thread(target=_end_with_parent, daemon=True).start()


_stop: Event | None = None
_tasks: Sequence[Task] = ()


def _make_unless_stopped(number: int) -> Made:
    return {} if _stop and _stop.is_set() else _tasks[number].make()


def _end_with_parent() -> None:
    parent = parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
