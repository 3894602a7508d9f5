"""Runs the server, and watches the files of the site."""

from __future__ import annotations

import asyncio
import gc
import os
import socket
import sys
import webbrowser
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import quote

import uvicorn
from starlette.concurrency import run_in_threadpool
from uvicorn.protocols.http.h11_impl import H11Protocol

from changzhou_site.errors import WrongUsage, counted
from changzhou_site.live.account import EDITOR, Accounts
from changzhou_site.live.app import Waiter, make_app
from changzhou_site.live.hub import Hub
from changzhou_site.live.watching import changes
from changzhou_site.live.workshop import State, Workshop

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


def serve_live(project: Path, showing: Showing) -> int:
    """Shows the site of a project as it is written, until interrupted. Raises OSError where the
    address cannot be had."""
    workshop = Workshop(project)
    _tell(workshop.renew())
    gc.freeze()  # most of what has been read stands: it is not looked through at each save
    with listen_at(showing.host, showing.port) as listener:
        shown = f"[{showing.host}]" if ":" in showing.host else showing.host
        address = f"http://{shown}:{listener.getsockname()[1]}{quote(workshop.base)}"
        print(f"{project} at {address}  (Ctrl-C ends it)", flush=True)
        if showing.browser:
            webbrowser.open(address)
        hub = Hub()
        server = make_live_server(workshop, hub, showing, listener.getsockname()[1])
        asyncio.run(run(server, listener, workshop, hub))
    return 0


def refuse_networks(host: str, *, allowed: bool) -> None:
    """Raises WrongUsage for an address that other machines reach, unless that is allowed."""
    if allowed or host == "localhost":
        return
    with suppress(ValueError):
        if ip_address(host).is_loopback:
            return
    message = f"at {host} every machine of the network may read what is not published yet"
    raise WrongUsage(f"{message}; say --allow-network if that is meant")


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


def make_live_server(workshop: Workshop, hub: Hub, showing: Showing, port: int) -> uvicorn.Server:
    """A server of a site, for requests at a port."""
    waiter = Waiter(workshop, Accounts(workshop.project, showing.editor), hub)
    return uvicorn.Server(
        uvicorn.Config(
            make_app(waiter, own_hosts(showing.host, port)),
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
    )


async def run(
    server: uvicorn.Server, listener: socket.socket, workshop: Workshop, hub: Hub
) -> None:
    """Serves and watches until the server is asked to end."""
    watching = asyncio.create_task(watch(workshop, hub))
    try:
        await server.serve(sockets=[listener])
    finally:
        hub.tell(None)
        watching.cancel()


def own_hosts(host: str, port: int) -> frozenset[str]:
    """What a browser of this machine may call the server."""
    names = {f"[{host}]" if ":" in host else host, "localhost", "127.0.0.1", "[::1]"}
    return frozenset(f"{name.lower()}:{port}" for name in names)


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


async def watch(workshop: Workshop, hub: Hub) -> None:
    """Reads the site again whenever its files change, and tells who listens."""
    async for _ in changes(workshop.project):
        state = await run_in_threadpool(workshop.renew)
        hub.tell(state.number)
        _tell(state)


def _tell(state: State) -> None:
    """One line for the terminal."""
    problems, warnings = len(state.problems), len(state.warnings)
    told = counted(problems, "problem") if problems else "good"
    told += f", {counted(warnings, 'warning')}" if warnings else ""
    seconds = sum(state.seconds.values())
    print(f"{told}  ({seconds:.2f} s)", file=sys.stderr, flush=True)
