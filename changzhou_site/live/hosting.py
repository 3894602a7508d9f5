"""A server at an address of this machine."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import sys
import webbrowser
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import quote

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from uvicorn.protocols.http.h11_impl import H11Protocol

from changzhou_site.addresses import EDITOR
from changzhou_site.errors import WrongUsage
from changzhou_site.live.admission import Admission, Names

SLOW = 10.0
"""Seconds within which a request has to be there whole."""
MOST = 128
"""Connections at one time; a page that is open holds one."""
LARGEST = 16_000
"""Bytes of a request."""


@dataclass(frozen=True)
class Showing:
    """Where a site is shown, and how."""

    host: str = "127.0.0.1"
    port: int = 8000
    browser: bool = False
    editor: str = EDITOR
    """How a browser opens a place in the editor."""


def make_app(
    answer: Callable[[Request], Awaitable[Response]], names: Names, *, is_public: bool = False
) -> Starlette:
    """An application that answers requests to one of its own names."""
    return Starlette(
        routes=[Route("/{path:path}", answer)],
        middleware=[Middleware(Admission, names=names, is_public=is_public)],
    )


def make_server(app: Starlette, end: Callable[[], None] = lambda: None) -> uvicorn.Server:
    """A server; at its end, `end` is called before it waits for what is still answered."""
    config = uvicorn.Config(
        app,
        http=Impatient,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        limit_concurrency=MOST,
        h11_max_incomplete_event_size=LARGEST,
        timeout_graceful_shutdown=1,
    )
    log = logging.getLogger("uvicorn.error")
    log.handlers, log.propagate = [_Faults()], False
    return _Server(config, end)


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, end: Callable[[], None]) -> None:
        super().__init__(config)
        self._end = end

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._end()
        await super().shutdown(sockets)


class _Faults(logging.Handler):
    """Tells a fault of the program in one line; what ends with the server is none."""

    def emit(self, record: logging.LogRecord) -> None:
        fault = record.exc_info[1] if record.exc_info else None
        if isinstance(fault, Exception):
            told = f"{type(fault).__name__}: {fault}"
            print(f"a request failed ({told}); please report it", file=sys.stderr, flush=True)


class Impatient(H11Protocol):
    """Ends a connection on which a request does not come to its end."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._patience = self.loop.call_later(SLOW, self._end)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.cycle is not None:
            self._patience.cancel()

    def _end(self) -> None:
        if not self.transport.is_closing():
            self.transport.close()


def listen_at(host: str, port: int) -> socket.socket:
    """A socket that others can connect to. Raises OSError, naming the address, and WrongUsage for
    a name that is none."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:  # Python's own words name the address in another way
        number = error.errno or 0
        if number < 0:  # of the look-up of a name
            raise WrongUsage(f"`{host}` is no address of this machine") from None
        raise OSError(number, os.strerror(number), f"{host}:{port}") from None


def announce(what: Path, showing: Showing, port: int, base: str) -> None:
    """Says where a site is shown, and opens it there if asked to."""
    host = f"[{showing.host}]" if ":" in showing.host else showing.host
    address = f"http://{host}:{port}{quote(base)}"
    print(f"{what} at {address}  (Ctrl-C ends it)", flush=True)
    if showing.browser:
        webbrowser.open(address)


def refuse_networks(host: str, *, allowed: bool) -> None:
    """Raises WrongUsage for an address that other machines reach, unless that is allowed."""
    if allowed or host == "localhost":
        return
    with suppress(ValueError):
        if ip_address(host).is_loopback:
            return
    message = f"at {host} every machine of the network may read what is not published yet"
    raise WrongUsage(f"{message}; say --allow-network if that is meant")
