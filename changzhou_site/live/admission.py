"""Which requests are answered: those of this machine's own browser, in the server's own name.

A page of another site may have a browser ask here, under a name of its own (DNS rebinding) or in
its own; what is not yet published is not for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from ipaddress import ip_address

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

LONGEST = 2_000
"""Characters of an address and its query."""

LARGEST = 8_000
"""Bytes of all that a request says of itself."""

PUBLIC = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
"""What is said with all that is published, which pages elsewhere may show in a frame."""

HEADERS = PUBLIC | {
    "Content-Security-Policy": "frame-ancestors 'self'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
}


class Admission:
    """Refuses what is not meant for this server, before anything else looks at it."""

    def __init__(self, app: ASGIApp, names: Names, *, is_public: bool) -> None:
        self.app, self.names, self.is_public = app, names, is_public

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            refused = refusal(scope, self.names, is_public=self.is_public)
            await (refused or self.app)(scope, receive, send)
        else:
            await send({"type": "websocket.close"})


@dataclass(frozen=True)
class Names:
    """What a browser may call a server that listens at `host`: that, and this machine's own names;
    where it listens at every address, any, but no name, which might be of another's choosing."""

    host: str
    port: int

    def has(self, called: str) -> bool:
        name, _, port = called.lower().rpartition(":")
        if port != str(self.port):
            return False
        if name in (self.host.lower(), f"[{self.host.lower()}]", *OWN_NAMES):
            return True
        return _is_address(self.host, every=True) and _is_address(name.strip("[]"))


OWN_NAMES = ("localhost", "127.0.0.1", "[::1]")


def _is_address(name: str, *, every: bool = False) -> bool:
    """Whether a name is an address; `every`, whether it stands for all that a machine has."""
    try:
        address = ip_address(name)
    except ValueError:
        return False
    return address.is_unspecified or not every


def refusal(scope: Scope, names: Names, *, is_public: bool = False) -> Response | None:
    """The answer to a request that is not met; None where it may go on. What is public may be asked
    for by pages elsewhere, which cannot read it."""
    headers = Headers(scope=scope)
    if len(headers.getlist("host")) != 1 or not names.has(headers["host"]):
        return refuse(HTTPStatus.MISDIRECTED_REQUEST, "this server has another name")
    if not is_public and not _is_own_wish(headers, names):
        return refuse(HTTPStatus.FORBIDDEN, "another site may not ask")
    if scope["method"] not in ("GET", "HEAD"):
        return refuse(HTTPStatus.METHOD_NOT_ALLOWED, "only GET and HEAD are answered")
    if headers.get("content-length", "0") != "0" or "transfer-encoding" in headers:
        return refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "a request has no body here")
    if len(scope["raw_path"]) + len(scope["query_string"]) > LONGEST:
        return refuse(HTTPStatus.REQUEST_URI_TOO_LONG, "the address is too long")
    if sum(len(name) + len(value) for name, value in scope["headers"]) > LARGEST:
        return refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "the request is too large")
    return None


def _is_own_wish(headers: Headers, names: Names) -> bool:
    """Whether a browser asks for a page of this server, or follows a link from elsewhere."""
    if not all(_is_own(origin, names) for origin in headers.getlist("origin")):
        return False
    if headers.get("sec-fetch-site", "none") in ("none", "same-origin"):
        return True
    wish = headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest")
    return wish == ("navigate", "document")


def _is_own(origin: str, names: Names) -> bool:
    scheme, _, called = origin.partition("://")
    return scheme.lower() == "http" and names.has(called)


def refuse(status: HTTPStatus, message: str) -> Response:
    return PlainTextResponse(f"{message}\n", status, HEADERS)
