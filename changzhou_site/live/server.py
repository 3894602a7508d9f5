"""Runs the server, and watches the files of the site."""

from __future__ import annotations

import asyncio
import gc
import socket
import sys
from pathlib import Path

import uvicorn
from starlette.concurrency import run_in_threadpool

from changzhou_site.errors import counted
from changzhou_site.live.account import Accounts
from changzhou_site.live.admission import Names
from changzhou_site.live.hosting import Showing, announce, listen_at, make_app, make_server
from changzhou_site.live.hub import Hub
from changzhou_site.live.waiter import Waiter
from changzhou_site.live.watching import changes
from changzhou_site.live.workshop import State, Workshop


def serve_live(project: Path, showing: Showing) -> int:
    """Shows the site of a project as it is written, until interrupted. Raises OSError where the
    address cannot be had."""
    workshop = Workshop(project)
    _tell(workshop.renew())
    gc.freeze()  # most of what has been read stands: it is not looked through at each save
    with listen_at(showing.host, showing.port) as listener:
        port = listener.getsockname()[1]
        announce(project, showing, port, workshop.base)
        hub = Hub()
        asyncio.run(run(make_live_server(workshop, hub, showing, port), listener, workshop, hub))
    return 0


def make_live_server(workshop: Workshop, hub: Hub, showing: Showing, port: int) -> uvicorn.Server:
    """A server of a site, for requests at a port."""
    waiter = Waiter(workshop, Accounts(workshop.project, showing.editor), hub)
    app = make_app(waiter.answer, Names(showing.host, port))
    return make_server(app, lambda: hub.tell(None))


async def run(
    server: uvicorn.Server, listener: socket.socket, workshop: Workshop, hub: Hub
) -> None:
    """Serves and watches until the server is asked to end."""
    watching = asyncio.create_task(watch(workshop, hub))
    try:
        await server.serve(sockets=[listener])
    finally:
        watching.cancel()


async def watch(workshop: Workshop, hub: Hub) -> None:
    """Reads the site again whenever its files change, and tells who listens."""
    async for _ in changes(workshop.project):
        try:
            state = await run_in_threadpool(workshop.renew)
        except Exception as error:  # such as of a file that went while it was read
            told = f"{type(error).__name__}: {error}"
            print(f"the files could not be read ({told})", file=sys.stderr, flush=True)
            continue  # the next save is heard all the same
        hub.tell(state.number)
        _tell(state)


def _tell(state: State) -> None:
    """One line for the terminal."""
    problems, warnings = len(state.problems), len(state.warnings)
    told = counted(problems, "problem") if problems else "good"
    told += f", {counted(warnings, 'warning')}" if warnings else ""
    seconds = sum(state.seconds.values())
    print(f"{told}  ({seconds:.2f} s)", file=sys.stderr, flush=True)
