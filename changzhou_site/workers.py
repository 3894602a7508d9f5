"""The same work on several processors: processes that are handed a number, and know the rest.

The order of what comes back is that of the numbers, whichever is done first.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from changzhou_site.disk import undisturbed

if TYPE_CHECKING:
    from multiprocessing.synchronize import Event

T = TypeVar("T")

FORKS = sys.platform == "linux"
"""A forked process knows all that this one does. Elsewhere libraries do not stand it, and all is
done by one process: another would have to be handed the whole site."""
TASKS_A_PROCESS = 8
"""Fewer are done sooner than another process has started."""


def useful_jobs(count: int) -> int:
    """How many processes do so many things soonest on this machine."""
    return max(1, min(os.cpu_count() or 1, count // TASKS_A_PROCESS))


def spread(work: Callable[[int], T], count: int, jobs: int) -> Iterator[T]:
    """Does the work of each number below `count`, over `jobs` processes, 0 for as many as are
    useful.

    Raises ChildProcessError where one of them was ended from outside.
    """
    jobs = (jobs or useful_jobs(count)) if FORKS else 1
    if jobs == 1:
        yield from map(work, range(count))
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    # The first is done here, so that forked processes find libraries and fonts loaded.
    yield from map(work, range(min(count, 1)))
    # What there is by now is no garbage: to look for any there would copy it into each process.
    gc.freeze()
    context = get_context("fork")
    stop = context.Event()
    with ProcessPoolExecutor(jobs, context, initializer=_begin, initargs=(stop, work)) as pool:
        try:
            # Ctrl-C reaches a whole group of processes; this one alone answers, and stops the rest.
            with undisturbed():
                done = pool.map(_do_unless_stopped, range(1, count), chunksize=4)
            yield from done
        except BrokenProcessPool:
            message = "a process that draws was ended from outside"
            raise ChildProcessError(f"{message}; with --jobs 1 less memory is needed") from None
        finally:
            stop.set()
            gc.unfreeze()


# In another process -------------------------------------------------------------------------------


def _begin(stop: Event, work: Callable[[int], object]) -> None:
    """A process stops when it is told, between two numbers (to kill it may hang the pool), and ends
    with the process that asked for it, however that one ends."""
    global _stop, _work
    _stop, _work = stop, work
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGTERM,))
    threading.Thread(target=_end_with_parent, daemon=True).start()


_stop: Event | None = None
_work: Callable[[int], Any] | None = None


def _do_unless_stopped(number: int) -> Any:
    assert _stop is not None
    assert _work is not None
    return None if _stop.is_set() else _work(number)


def _end_with_parent() -> None:
    from multiprocessing import parent_process

    parent = parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
