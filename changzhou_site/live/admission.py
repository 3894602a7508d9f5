"""Which requests are answered: those of this machine's own browser, in the server's own name.

A page of another site may have a browser ask here, under a name of its own (DNS rebinding) or in
its own; what is not yet published is not for it.
"""

from __future__ import annotations

from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

LONGEST = 2_000
"""Characters of an address and its query."""

LARGEST = 8_000
"""Bytes of all that a request says of itself."""

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'self'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Admission:
    """Refuses what is not meant for this server, before anything else looks at it."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self.app, self.hosts = app, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            refused = refusal(scope, self.hosts)
            await (refused or self.app)(scope, receive, send)
        else:
            await send({"type": "websocket.close"})


def refusal(scope: Scope, hosts: frozenset[str]) -> Response | None:
    """The answer to a request that is not met; None where it may go on."""
    headers = Headers(scope=scope)
    if len(headers.getlist("host")) != 1 or headers["host"].lower() not in hosts:
        return refuse(HTTPStatus.MISDIRECTED_REQUEST, "this server has another name")
    if any(origin.lower() not in own_origins(hosts) for origin in headers.getlist("origin")):
        return refuse(HTTPStatus.FORBIDDEN, "another site may not ask")
    if not _is_own_wish(headers):
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


def _is_own_wish(headers: Headers) -> bool:
    """Whether a browser asks for a page of this server, or follows a link from elsewhere."""
    if headers.get("sec-fetch-site", "none") in ("none", "same-origin"):
        return True
    return headers.get("sec-fetch-mode") == "navigate" and headers["sec-fetch-dest"] == "document"


def own_origins(hosts: frozenset[str]) -> frozenset[str]:
    return frozenset(f"http://{host}" for host in hosts)


def refuse(status: HTTPStatus, message: str) -> Response:
    return PlainTextResponse(f"{message}\n", status, HEADERS)
