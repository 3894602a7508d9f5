"""Requests to end: Ctrl-C, and SIGTERM as `timeout` and containers send it."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Requests:
    """Hears requests to end."""

    made = False

    def __call__(self, *_: object) -> None:
        self.made = True
        raise KeyboardInterrupt


@contextmanager
def hearing_requests() -> Iterator[Requests]:
    """A request to end (SIGTERM, as `timeout` and containers send it) is heard as Ctrl-C is, so
    that nothing is left behind. What hears within another that hears is one with it."""
    heard_already = signal.getsignal(signal.SIGTERM)
    if isinstance(heard_already, Requests):
        yield heard_already
        return
    requests = Requests()
    if threading.current_thread() is not threading.main_thread():
        yield requests
        return
    heard = [signal.SIGTERM]
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # or else it is ignored
        heard.append(signal.SIGINT)
    before = {number: signal.signal(number, requests) for number in heard}
    hook, sys.unraisablehook = sys.unraisablehook, _heard_again
    try:
        yield requests
    finally:
        sys.unraisablehook = hook
        for number, handler in before.items():
            signal.signal(number, handler)


SOON = 0.02
"""Seconds."""


def _heard_again(lost: sys.UnraisableHookArgs) -> None:
    """Python ignores what is raised while an object is done away with (regex has such objects), a
    request to end too: that one is made again."""
    if issubclass(lost.exc_type, KeyboardInterrupt):
        threading.Timer(SOON, os.kill, (os.getpid(), signal.SIGTERM)).start()
    else:
        sys.__unraisablehook__(lost)
