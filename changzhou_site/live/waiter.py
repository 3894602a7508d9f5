"""The desk beside a site: what it answers under `~desk/`, and how it is put into pages."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import AsyncIterator, Mapping
from http import HTTPStatus
from pathlib import Path
from urllib.parse import unquote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from changzhou_site.addresses import document_path, file_at
from changzhou_site.live.account import Account, Accounts
from changzhou_site.live.admission import HEADERS, refuse
from changzhou_site.live.hub import Hub
from changzhou_site.live.site_files import SiteFiles, kind_of
from changzhou_site.live.workshop import Workshop

DESK = "~desk/"
POLICY = '<meta http-equiv="Content-Security-Policy" content="'
STATICS = Path(__file__).parent / "static"
DESK_FILES = frozenset(path.name for path in STATICS.iterdir())
WAITING = b"""<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>&hellip;</title></head>
<body data-desk="waiting"></body>
</html>
"""
"""What is shown while there has been no site without problems."""


class Waiter:
    """Answers requests from a workshop."""

    def __init__(self, workshop: Workshop, accounts: Accounts, hub: Hub) -> None:
        self.workshop, self.accounts, self.hub = workshop, accounts, hub
        self.files = SiteFiles(self, HEADERS, self._with_desk)

    async def answer(self, request: Request) -> Response:
        path = str(request.scope["path"])
        # A page may have been opened before the path was known, or under another.
        _, desk, name = path.partition(f"/{DESK}")
        return await (self._desk(name, request) if desk else self.files.answer(request))

    # The site ------------------------------------------------------------------------------------

    @property
    def base(self) -> str:
        return self.workshop.base

    def has(self, path: str) -> bool:
        return self.workshop.has(path)

    def find(self, path: str) -> bytes | None:
        """A file; while there has been no site, a page on which the desk stands all the same."""
        number = self.workshop.state.number
        data = self.workshop.find(path)
        if self.workshop.state.number != number:
            self.hub.tell(self.workshop.state.number)
        return WAITING if data is None and path == "404.html" else data

    def _with_desk(self, html: str) -> str:
        """A page as it is shown here: beside it stands the desk, which may hear of changes."""
        base = f"{self.base}{DESK}"
        digests = " ".join(f'data-{name}="{each}"' for name, each in _digests(html).items())
        sheet = f'<link rel="stylesheet" href="{base}desk.css">'
        script = f'<script type="module" src="{base}desk.js" {digests}></script>'
        html = html.replace(POLICY, f"{POLICY}connect-src 'self'; ", 1)
        return html.replace("</head>", f"{sheet}\n{script}\n</head>", 1)

    # The desk ------------------------------------------------------------------------------------

    async def _desk(self, name: str, request: Request) -> Response:
        if name == "events":
            return StreamingResponse(self._events(), 200, HEADERS, "text/event-stream")
        if name == "state":
            return await run_in_threadpool(self._state, request.query_params)
        if name == "page":
            return await run_in_threadpool(
                self._page, unquote(request.query_params.get("path", ""))
            )
        if name == "text":
            return await run_in_threadpool(self._text, request.query_params)
        if name in DESK_FILES:
            return Response((STATICS / name).read_bytes(), 200, HEADERS, kind_of(name))
        return refuse(HTTPStatus.NOT_FOUND, "not found")

    async def _events(self) -> AsyncIterator[str]:
        async for number in self.hub.listen(self.workshop.state.number):
            yield f"data: {number}\n\n"

    def _state(self, query: Mapping[str, str]) -> Response:
        """What there is to say of the site, and of the page at a path of this server: what it says,
        where that is not what is known of it."""
        path = unquote(query.get("path", ""))
        html = self._html(path)  # which may be what finds a fault in a template
        page: Account = {"base": self.base, "marked": self._drafts_at(path)}
        if html is not None:
            page |= {**_digests(html), "sheets": SHEET.findall(html)}
            page |= {"html": html} if page["content"] != query.get("known") else {}
        return _json(self.accounts.of_state(self.workshop.state, self.workshop.good) | page)

    def _drafts_at(self, path: str) -> list[str]:
        """The slugs of the drafts that stand on the page at a path of this server."""
        state, good = self.workshop.state, self.workshop.good
        if good is None:
            return []
        file, meta = file_at(path.removeprefix(self.base)), good.checked.site.meta
        return [each.slug for each in state.drafts if file == file_at(document_path(each, meta)[0])]

    def _page(self, path: str) -> Response:
        """Where what stands on a page comes from, and what it weighs."""
        html, good = self._html(path), self.workshop.good
        if html is None or good is None:
            return _json({})
        return _json(self.accounts.of_page(html, good, self.workshop.find))

    def _html(self, path: str) -> str | None:
        """What an address answers, of a page that is gone too."""
        data = self.find(file_at(path.removeprefix(self.base))) or self.find("404.html")
        return None if data is None else data.decode("utf-8", "replace")

    def _text(self, query: Mapping[str, str]) -> Response:
        """Where a text of a page is written."""
        good, path = self.workshop.good, unquote(query.get("path", "")).removeprefix(self.base)
        if good is None:
            return _json({})
        languages = good.checked.site.languages
        first = path.partition("/")[0]
        language = first if first in languages else next(iter(languages))
        slug = query.get("section") or path.strip("/").rpartition("/")[2]
        return _json(self.accounts.of_text(query.get("text", ""), slug, language, good))


SHEET = re.compile(r'<link rel="stylesheet" href="([^"]+)">')


def _digests(html: str) -> dict[str, str]:
    """Of a page, and of the page without its sheets: where only these differ, it need not be loaded
    again."""
    without = SHEET.sub("", html)
    return {
        "page": hashlib.sha256(html.encode()).hexdigest()[:16],
        "content": hashlib.sha256(without.encode()).hexdigest()[:16],
    }


def _json(account: Account) -> Response:
    text = json.dumps(account, ensure_ascii=False)
    return Response(text, 200, HEADERS, "application/json")
