"""A plain server for the published site, on this machine only."""

from __future__ import annotations

import webbrowser
from collections.abc import Mapping
from errno import ENOENT
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from changzhou_site.publish import find_manifest


def serve(out: Path, host: str, port: int, *, browser: bool) -> int:
    """Shows the site at `out` until interrupted. Raises OSError where it cannot."""
    with make_server(out, host, port) as server:
        address = f"http://{host}:{server.server_port}{server.base}"
        print(f"{out} at {address}  (Ctrl-C ends it)", flush=True)
        if browser:
            webbrowser.open(address)
        server.serve_forever()
    return 0


class SiteServer(ThreadingHTTPServer):
    """Serves a published site under the path of its address."""

    def __init__(self, out: Path, host: str, port: int, manifest: Mapping[str, Any]) -> None:
        self.out, self.files = out, frozenset(manifest["files"]) | {"build.json"}
        self.base = urlsplit(manifest["url"]).path or "/"
        super().__init__((host, port), _Handler)


def make_server(out: Path, host: str, port: int) -> SiteServer:
    """A server of the site at `out`. Raises FileNotFoundError where there is none."""
    manifest = find_manifest(out)
    if manifest is None:
        raise FileNotFoundError(ENOENT, "there is no published site; run `build` first", str(out))
    return SiteServer(out, host, port, manifest)


class _Handler(SimpleHTTPRequestHandler):
    """Serves what build.json lists, and the site's own 404 for the rest."""

    server: SiteServer

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        name = self._name(path)
        if path == "/" != self.server.base:
            return self._redirect(self.server.base)
        if name is None and self._name(f"{path}/"):
            return self._redirect(f"{path}/")
        return self._send(name)

    do_HEAD = do_GET

    def _redirect(self, address: str) -> None:
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", quote(address))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, name: str | None) -> None:
        file = name or "404.html"
        data = (self.server.out / file).read_bytes()
        kind = self.guess_type(file)
        self.send_response(HTTPStatus.OK if name else HTTPStatus.NOT_FOUND)
        charset = "; charset=utf-8" if kind.startswith("text/") else ""
        self.send_header("Content-Type", f"{kind}{charset}")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _name(self, path: str) -> str | None:
        """The published file at a path; None for anything that is not in the manifest."""
        if not path.startswith(self.server.base):
            return None
        name = path.removeprefix(self.server.base)
        name = f"{name}index.html" if name.endswith("/") or not name else name
        return name if name in self.server.files else None

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet: the terminal is the editor's."""
