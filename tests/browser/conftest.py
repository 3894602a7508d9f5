"""The real site, built once and served, and the browser that reads it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest
import yaml
from playwright.sync_api import Browser, sync_playwright

from changzhou_site import cli

TOP = Path(__file__).resolve().parents[2]

BROWSER_ARGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class SiteHandler(SimpleHTTPRequestHandler):
    """Serves a folder under a path, as a web host does: folders by their index, else 404.html."""

    def __init__(self, *args, mount: str, **kwargs) -> None:
        self.mount = mount
        super().__init__(*args, **kwargs)

    def translate_path(self, path: str) -> str:
        address = urlsplit(path).path
        if not address.startswith(self.mount):
            return str(Path(self.directory) / "outside the site")
        return super().translate_path("/" + address.removeprefix(self.mount))

    def list_directory(self, path):
        self.send_error(404)

    def send_error(self, code, message=None, explain=None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format, *args) -> None:
        pass


@pytest.fixture(scope="session")
def site_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the front page, under the path that the site has on its real host."""
    out = tmp_path_factory.mktemp("site") / "dist"
    code = cli.main(["build", "--project", str(TOP), "--out", str(out)])
    assert code == 0, f"the build of the Changzhou site gave {code}"

    settings = yaml.safe_load((TOP / "data/site.yaml").read_text(encoding="utf-8"))
    mount = urlsplit(settings["url"]).path.rstrip("/") + "/"
    handler = partial(SiteHandler, directory=str(out), mount=mount)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{mount}"
        server.shutdown()


@pytest.fixture(scope="session")
def browser_path() -> str:
    """A Chrome or Chromium of this machine; none is an error, never a skip."""
    script = Path(__file__).with_name("ensure-browser.sh")
    found = subprocess.run(
        ["sh", script, "--find"],
        env={**os.environ, "PYTHON": sys.executable},
        capture_output=True,
        text=True,
    )
    if found.returncode != 0:
        pytest.fail(found.stderr.strip(), pytrace=False)
    return found.stdout.strip()


@pytest.fixture(scope="session")
def browser(browser_path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=BROWSER_ARGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def screenshots() -> Path:
    """The folder that pictures of the pages are left in, for people to look at."""
    folder = Path(os.environ.get("SCREENSHOTS") or TOP / "screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
