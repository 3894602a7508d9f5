"""Tells pages that are open that something has changed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator


class Hub:
    """Those who listen, each with what it has not been told yet."""

    def __init__(self) -> None:
        self._listening: dict[asyncio.Queue[int | None], asyncio.AbstractEventLoop] = {}

    def tell(self, number: int | None) -> None:
        """Tells all, from any thread; None, that there is nothing more to come."""
        for queue, loop in [*self._listening.items()]:
            loop.call_soon_threadsafe(queue.put_nowait, number)

    async def listen(self, first: int) -> AsyncIterator[int]:
        queue = asyncio.Queue[int | None]()
        self._listening[queue] = asyncio.get_running_loop()
        try:
            number: int | None = first
            while number is not None:
                yield number
                number = await queue.get()
        finally:
            del self._listening[queue]
