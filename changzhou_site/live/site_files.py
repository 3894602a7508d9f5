"""Answers requests for the files of a site."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from pathlib import PurePosixPath
from typing import Protocol
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from changzhou_site.addresses import file_at
from changzhou_site.live.admission import refuse

STANDING = {"Cache-Control": "private, max-age=3600, immutable"}
"""Of assets, which are named by what is in them."""


class Findable(Protocol):
    """Where the files of a site are found, by their paths."""

    @property
    def base(self) -> str:
        """The path of the site's address, between slashes."""

    def has(self, path: str) -> bool: ...

    def find(self, path: str) -> bytes | None: ...


class SiteFiles:
    """The files of a site, its pages as `shown` gives them."""

    def __init__(
        self,
        found_in: Findable,
        headers: Mapping[str, str],
        shown: Callable[[str], str] = lambda html: html,
    ) -> None:
        self.found_in, self.headers, self.shown = found_in, dict(headers), shown

    async def answer(self, request: Request) -> Response:
        """The file at an address, the folder's page, or the site's own 404."""
        base, path = self.found_in.base, str(request.scope["path"])
        if path != base and path in ("/", base.removesuffix("/")):
            return RedirectResponse(quote(base), HTTPStatus.FOUND, self.headers)
        if not path.startswith(base):
            return refuse(HTTPStatus.NOT_FOUND, "not found")
        return await run_in_threadpool(self._file, path.removeprefix(base))

    def _file(self, name: str) -> Response:
        file, status = file_at(name), HTTPStatus.OK
        data = self.found_in.find(file)
        if data is None and self.found_in.has(f"{name}/index.html"):
            address = quote(f"{self.found_in.base}{name}/")
            return RedirectResponse(address, HTTPStatus.FOUND, self.headers)
        if data is None:
            file, data, status = "404.html", self.found_in.find("404.html"), HTTPStatus.NOT_FOUND
        if data is None:
            return refuse(HTTPStatus.NOT_FOUND, "not found")
        if file.endswith(".html"):
            data = self.shown(data.decode()).encode()
        headers = self.headers | (STANDING if file.startswith("assets/") else {})
        return Response(data, status, headers, kind_of(file))


KINDS = {
    ".avif": "image/avif",
    ".css": "text/css",
    ".csv": "text/csv",
    ".gif": "image/gif",
    ".html": "text/html",
    ".jpg": "image/jpeg",
    ".js": "text/javascript",
    ".json": "application/json",
    ".png": "image/png",
    ".otf": "font/otf",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".txt": "text/plain",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}


def kind_of(file: str) -> str:
    return KINDS.get(PurePosixPath(file).suffix, "application/octet-stream")
