"""A plain server for the published site, on this machine only."""

from __future__ import annotations

import ipaddress
import sys
import webbrowser
from collections.abc import Mapping
from contextlib import suppress
from errno import ENOENT
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import AF_INET, AF_INET6
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from changzhou_site.addresses import file_at, served_base
from changzhou_site.publish import find_edition, find_manifest, is_own_asset


def serve(out: Path, host: str, port: int, *, browser: bool) -> int:
    """Shows the site at `out` until interrupted. Raises OSError where it cannot."""
    with make_server(out, host, port) as server:
        shown = f"[{host}]" if ":" in host else host
        address = f"http://{shown}:{server.server_port}{quote(server.base)}"
        print(f"{out} at {address}  (Ctrl-C ends it)", flush=True)
        if browser:
            webbrowser.open(address)
        server.serve_forever()
    return 0


class SiteServer(ThreadingHTTPServer):
    """Serves a published site under the path of its address, each edition as it comes."""

    def __init__(self, out: Path, host: str, port: int, manifest: Mapping[str, Any]) -> None:
        self.address_family = AF_INET6 if ":" in host else AF_INET
        self.out, self.host = out, host
        self._edition = find_edition(out)
        self._take(manifest)
        super().__init__((host, port), _Handler)

    def _take(self, manifest: Mapping[str, Any]) -> None:
        self.files = frozenset(manifest["files"]) | {"build.json"}
        self.base = served_base(manifest["url"])

    def renew(self) -> bool:
        """Takes up what has been published since; False where there is no site any more."""
        edition = find_edition(self.out)
        if edition != self._edition and (manifest := find_manifest(self.out)):
            self._take(manifest)
            self._edition = edition
        return edition is not None

    def read(self, name: str) -> bytes | None:
        """A published file, or an asset of the edition before, which a page that was read just now
        asks for; None for all else."""
        with suppress(OSError, ValueError):  # a name that no file can have is a ValueError
            if name in self.files:
                return (self.out / name).read_bytes()
            if name.startswith("assets/") and ".." not in name:
                data = (self.out / name).read_bytes()
                return data if is_own_asset(name, data) else None
        return None

    def is_asked(self, host: str) -> bool:
        """Whether a request is meant for this server: a page elsewhere may have the browser ask
        under a name of its own, and then read the answers."""
        name, _, port = host.rpartition(":")
        if port != str(self.server_port):
            return False
        name = name.strip("[]").lower()
        return name in (self.host.lower(), "localhost") or _is_address(name)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is no fault."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


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
        if not self.server.is_asked(self.headers.get("Host", "")):
            return self._refuse(HTTPStatus.MISDIRECTED_REQUEST, "this server has another name")
        if not self.server.renew():
            message = "there is no published site; run `build`"
            return self._refuse(HTTPStatus.SERVICE_UNAVAILABLE, message)
        base, path = self.server.base, unquote(urlsplit(self.path).path)
        if path == "/" != base:
            return self._redirect(base)
        name = self._name(path)
        if name not in self.server.files and self._name(f"{path}/") in self.server.files:
            return self._redirect(f"{path}/")
        return self._send(name)

    do_HEAD = do_GET

    def _redirect(self, address: str) -> None:
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", quote(address))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _refuse(self, status: HTTPStatus, message: str) -> None:
        self._answer(status, "text/plain", f"{message}\n".encode())

    def _send(self, name: str) -> None:
        data = self.server.read(name)
        if data is not None:
            return self._answer(HTTPStatus.OK, self.guess_type(name), data)
        missing = self.server.read("404.html")
        return self._answer(HTTPStatus.NOT_FOUND, "text/html", missing or b"not found\n")

    def _answer(self, status: HTTPStatus, kind: str, data: bytes) -> None:
        self.send_response(status)
        charset = "; charset=utf-8" if kind.startswith("text/") else ""
        self.send_header("Content-Type", f"{kind}{charset}")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _name(self, path: str) -> str:
        """The published file that an address stands for; empty for one outside the site's own."""
        if not path.startswith(self.server.base):
            return ""
        return file_at(path.removeprefix(self.server.base))

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet: the terminal is the editor's."""
