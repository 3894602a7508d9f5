"""What there is to make: pure functions of what they ask of the site."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing import get_context, parent_process
from multiprocessing.synchronize import Event

from changzhou_site.asking import Asked
from changzhou_site.disk import undisturbed
from changzhou_site.outputs.view import SiteView

Made = Mapping[str, bytes]
"""Bytes by path from the top of the site."""


@dataclass(frozen=True)
class Asset:
    """A file under assets/, and the plain name it is asked for by."""

    name: str
    path: str
    data: bytes


@dataclass(frozen=True)
class Outcome:
    """What a task has made, and what it asked for that."""

    files: Made
    names: Mapping[str, str] = field(default_factory=dict)
    """Where assets lie, by their plain names."""
    asked: Asked = field(default_factory=dict)


@dataclass(frozen=True)
class Task:
    """One output, or a few that are made together."""

    name: str
    """Its path, or that of the first of them."""
    function: Callable[..., str | bytes | Made | tuple[Asset, ...]]
    """Of a module. It is given the site to ask, and the key."""
    key: tuple[str, ...] = ()

    def make(self, view: SiteView) -> Outcome:
        with view.recorder.noting() as asked:
            made = self.function(view.asking, *self.key)
        answers = view.answers.to(asked)
        if isinstance(made, tuple):
            files = {asset.path: asset.data for asset in made}
            return Outcome(files, {asset.name: asset.path for asset in made}, answers)
        if isinstance(made, Mapping):
            return Outcome(made, asked=answers)
        data = made.encode() if isinstance(made, str) else made
        return Outcome({self.name: data}, asked=answers)


HOW_TO_START = "fork" if sys.platform == "linux" else "spawn"
"""A forked process knows all that this one does; elsewhere libraries do not stand it."""
TASKS_A_PROCESS = {"fork": 8, "spawn": 30}
"""Fewer are made sooner than another process has started."""


def useful_jobs(tasks: Sequence[Task]) -> int:
    """How many processes make these soonest on this machine."""
    return max(1, min(os.cpu_count() or 1, len(tasks) // TASKS_A_PROCESS[HOW_TO_START]))


def make_all(
    tasks: Sequence[Task], view: SiteView, jobs: int, step: Callable[[], None]
) -> dict[str, Outcome]:
    """Makes one after the other, or over several processes (0 for as many as are useful); the
    result is the same."""
    made = {}
    for task, outcome in zip(tasks, _run(tasks, view, jobs or useful_jobs(tasks)), strict=True):
        made[task.name] = outcome
        step()
    return made


def _run(tasks: Sequence[Task], view: SiteView, jobs: int) -> Iterator[Outcome]:
    if jobs == 1:
        yield from (task.make(view) for task in tasks)
        return
    # The first is made here, so that forked processes find libraries and fonts loaded.
    yield from (task.make(view) for task in tasks[:1])
    context = get_context(HOW_TO_START)
    stop = context.Event()
    given = (stop, tasks, view)
    with ProcessPoolExecutor(jobs, context, initializer=_begin, initargs=given) as pool:
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


@dataclass(frozen=True)
class _Work:
    stop: Event
    tasks: Sequence[Task]
    view: SiteView


def _begin(stop: Event, tasks: Sequence[Task], view: SiteView) -> None:
    """A process that draws stops when it is told, between two tasks (to kill it may hang the pool),
    and ends with the process that asked for it, however that one ends."""
    global _work
    _work = _Work(stop, tasks, view)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGTERM,))
    threading.Thread(target=_end_with_parent, daemon=True).start()


_work: _Work | None = None


def _make_unless_stopped(number: int) -> Outcome:
    assert _work is not None
    return Outcome({}) if _work.stop.is_set() else _work.tasks[number].make(_work.view)


def _end_with_parent() -> None:
    parent = parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
