"""Shows a published site, each edition as it comes."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from errno import ENOENT
from http import HTTPStatus
from pathlib import Path

import uvicorn
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from changzhou_site.addresses import served_base
from changzhou_site.live import (
    PUBLIC,
    Names,
    Showing,
    SiteFiles,
    announce,
    listen_at,
    make_app,
    make_server,
    refuse,
)
from changzhou_site.publish import find_edition, find_manifest, is_own_asset


def serve_published(out: Path, showing: Showing) -> int:
    """Shows the site at `out` until interrupted. Raises OSError where it cannot."""
    published = PublishedFolder(out)
    with listen_at(showing.host, showing.port) as listener:
        port = listener.getsockname()[1]
        announce(out, showing, port, published.base)
        server = make_published_server(published, showing.host, port)
        asyncio.run(server.serve(sockets=[listener]))
    return 0


def make_published_server(published: PublishedFolder, host: str, port: int) -> uvicorn.Server:
    """A server of a published site, for requests at a port."""
    files = SiteFiles(published, PUBLIC)

    async def answer(request: Request) -> Response:
        if await run_in_threadpool(published.renew):
            return await files.answer(request)
        message = "there is no published site; run `build`"
        return refuse(HTTPStatus.SERVICE_UNAVAILABLE, message)

    return make_server(make_app(answer, Names(host, port), is_public=True))


@dataclass(frozen=True)
class ServedEdition:
    """What was published at one time."""

    mark: tuple[int, int] | None
    """What tells it from the next."""
    files: frozenset[str]
    base: str


class PublishedFolder:
    """The files of a published site. Raises FileNotFoundError where there is none."""

    def __init__(self, out: Path) -> None:
        self.out = out
        edition = _find(out)
        if edition is None:
            message = "there is no published site; run `build` first"
            raise FileNotFoundError(ENOENT, message, str(out))
        self._edition = edition

    @property
    def base(self) -> str:
        """The path of the site's address, between slashes."""
        return self._edition.base

    def renew(self) -> bool:
        """Takes up what has been published since; False where there is no site any more."""
        mark = find_edition(self.out)
        if mark != self._edition.mark:
            self._edition = _find(self.out) or self._edition
        return mark is not None

    def has(self, path: str) -> bool:
        return path in self._edition.files

    def find(self, path: str) -> bytes | None:
        """A published file, or an asset of the edition before, which a page that was read just now
        asks for; None for all else."""
        with suppress(OSError, ValueError):  # a name that no file can have is a ValueError
            if path in self._edition.files:
                return (self.out / path).read_bytes()
            if path.startswith("assets/") and ".." not in path:
                data = (self.out / path).read_bytes()
                return data if is_own_asset(path, data) else None
        return None


def _find(out: Path) -> ServedEdition | None:
    """What is published at `out`."""
    mark, manifest = find_edition(out), find_manifest(out)
    if manifest is None:
        return None
    files = frozenset(manifest["files"]) | {"build.json"}
    return ServedEdition(mark, files, served_base(manifest["url"]))
