"""Jinja with limits: what a template asks for by mistake is a problem, not a full memory."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jinja2 import TemplateRuntimeError
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment

LARGEST = 10_000_000
"""Characters, items or bits that one operation of a template may make."""
MEMORY = 1 << 30
"""Bytes that filling in one template may take beyond what the program holds already."""


class TooMuch(TemplateRuntimeError):
    """A template asks for more than a page can hold."""


class RestrainedEnvironment(SandboxedEnvironment):
    """Refuses `'x' * 10**10` and `10**10**10` before they are worked out."""

    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> object:
        size = _power_size(left, right) if operator == "**" else _product_size(left, right)
        if size > LARGEST:
            raise TooMuch(f"`{operator}` would make more than {LARGEST:,} characters")
        return super().call_binop(context, operator, left, right)


def _power_size(base: object, exponent: object) -> int:
    """Bits of a power of whole numbers; of other numbers Python knows a limit itself."""
    if isinstance(base, int) and isinstance(exponent, int):
        return base.bit_length() * max(0, exponent)
    return 0


def _product_size(left: object, right: object) -> int:
    """Items of a text or list that is repeated."""
    for many, times in ((left, right), (right, left)):
        if isinstance(many, str | bytes | list | tuple) and isinstance(times, int):
            return len(many) * times
    return 0


@contextmanager
def bounded_memory() -> Iterator[None]:
    """A block that gets a MemoryError where it asks for far too much, where the system can say how
    much is held (Linux); elsewhere it does as it likes."""
    held = Path("/proc/self/statm")
    if not held.exists():
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    room = int(held.read_text().split()[0]) * resource.getpagesize() + MEMORY
    limits = [limit for limit in (soft, room) if limit != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min(limits), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
