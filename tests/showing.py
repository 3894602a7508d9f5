"""A site that is shown while it is written, as tests ask for it."""

from __future__ import annotations

import asyncio
import http.client
import json
import re
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import Any

from changzhou_site.live.hosting import Showing, listen_at
from changzhou_site.live.hub import Hub
from changzhou_site.live.server import make_live_server, run
from changzhou_site.live.workshop import Workshop


@dataclass
class Answer:
    """To one request."""

    status: int
    headers: Message
    data: bytes


@dataclass
class Live:
    """A site, and the server that shows it."""

    site: Path
    port: int
    workshop: Workshop

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def base(self) -> str:
        return self.workshop.base

    def get(self, path: str) -> Answer:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
            connection.request("GET", path)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())

    def text(self, path: str) -> str:
        return self.get(path).data.decode()

    def desk(self, name: str) -> Any:
        return json.loads(self.text(f"{self.base}~desk/{name}"))

    def events(self) -> Iterator[str]:
        """What an open page is told, one after the other."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
            connection.request("GET", f"{self.base}~desk/events")
            with connection.getresponse() as answer:
                while line := answer.readline():
                    if line.strip():
                        yield line.decode().strip()

    def edit(self, path: str, pattern: str, new: str) -> None:
        written = (self.site / path).read_text("utf-8")
        made, count = re.subn(pattern, new, written, count=1)
        assert count == 1
        (self.site / path).write_text(made, "utf-8")


@contextmanager
def shown(site: Path) -> Iterator[Live]:
    workshop, hub = Workshop(site), Hub()
    workshop.renew()
    listener = listen_at("127.0.0.1", 0)
    port = listener.getsockname()[1]
    server = make_live_server(workshop, hub, Showing(), port)
    thread = threading.Thread(target=asyncio.run, args=(run(server, listener, workshop, hub),))
    thread.start()
    try:
        yield Live(site, port, workshop)
    finally:
        server.should_exit = True
        thread.join(20)
        assert not thread.is_alive()
