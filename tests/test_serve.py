"""The server for the published site: right answers, whatever happens beside it."""

import http.client
import re
import shutil
import socket
import struct
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from audit.published import serving_published
from changzhou_site import cli
from tests.support import copy_small


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site, built."""
    site = copy_small(tmp_path_factory.mktemp("served"))
    assert cli.main(["build", "--project", str(site)]) == 0
    return site


@pytest.fixture
def site(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "site"))


@dataclass(frozen=True)
class Server:
    port: int
    base: str


@pytest.fixture
def server(site: Path) -> Iterator[Server]:
    with serving_published(site / "dist") as address:
        parts = urlsplit(address)
        yield Server(parts.port or 0, parts.path)


def get(server: Server, path: str, host: str | None = None) -> tuple[int, str]:
    """Status and text, or where a redirection leads to."""
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)) as connection:
        connection.putrequest("GET", path, skip_host=True)
        connection.putheader("Host", host or f"127.0.0.1:{server.port}")
        connection.endheaders()
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        return answer.status, answer.headers.get("Location") or text


def sheet_of(page: str) -> str:
    found = re.search(r'href="([^"]*assets/site\.[0-9a-f]+\.css)"', page)
    assert found
    return found[1].removeprefix("./")


def test_a_build_beside_it_is_served_from_the_next_request_on(server, site):
    _, old = get(server, server.base)
    settings = site / "data/site.yaml"
    settings.write_text(settings.read_text("utf-8").replace("#0f5f8a", "#0f5f8b"), "utf-8")
    for language in ("zh", "en"):
        about = site / f"content/{language}/about.md"
        (site / f"content/{language}/fresh.md").write_text(about.read_text("utf-8"), "utf-8")
        about.unlink()
    for page in (site / "content").rglob("*.md"):
        page.write_text(page.read_text("utf-8").replace("(about.md", "(fresh.md"), "utf-8")
    assert cli.main(["build", "--project", str(site)]) == 0
    status, new = get(server, server.base)

    assert status == 200
    assert sheet_of(new) != sheet_of(old)
    assert "0f5f8b" in get(server, f"{server.base}{sheet_of(new)}")[1]
    assert get(server, f"{server.base}{sheet_of(old)}")[0] == 200, "a page in flight"
    assert get(server, f"{server.base}fresh/")[0] == 200
    assert get(server, f"{server.base}about/")[0] == 404


def test_encoded_addresses_are_the_same_addresses(server):
    assert get(server, f"{server.base}%61bout/")[0] == 200
    assert get(server, f"{server.base}%61bout") == (302, f"{server.base}about/")


@pytest.mark.parametrize(
    "path",
    [
        "%00",
        "%ff",
        "..%2f..%2fdata%2fsite.yaml",
        "assets/..%2fbuild.json",
        "a" * 1000,
        "assets/%00",
    ],
)
def test_what_is_not_published_is_not_found(server, path):
    assert get(server, f"{server.base}{path}")[0] == 404


def test_a_file_that_somebody_put_among_the_assets_is_not_served(server, site):
    (site / "dist/assets/secret.0123456789ab.txt").write_text("secret")

    assert get(server, f"{server.base}assets/secret.0123456789ab.txt")[0] == 404


def test_a_site_that_is_gone_is_said_to_be(server, site):
    shutil.rmtree(site / "dist")

    assert get(server, server.base) == (503, "there is no published site; run `build`\n")


def test_only_its_own_name_is_answered(server):
    port = server.port
    assert get(server, server.base, f"localhost:{port}")[0] == 200
    for host in (
        f"evil.example:{port}",
        f"127.0.0.2:{port}",
        "127.0.0.1",
        f"localhost:{port + 1}",
        "localhost",
        "x",
    ):
        assert get(server, server.base, host)[0] == 421, host


def test_a_site_that_is_published_again_where_it_was_gone_is_there_again(server, site):
    shutil.rmtree(site / "dist")
    assert get(server, server.base)[0] == 503
    assert cli.main(["build", "--project", str(site)]) == 0

    assert get(server, server.base)[0] == 200


def test_a_page_elsewhere_may_show_a_published_chart_in_a_frame(server):
    told = {"Site": "cross-site", "Mode": "navigate", "Dest": "iframe"}
    frame = {f"Sec-Fetch-{name}": each for name, each in told.items()}
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)) as connection:
        connection.request("GET", f"{server.base}charts/winters/", headers=frame)
        answer = connection.getresponse()

    assert answer.status == 200
    assert "frame-ancestors" not in answer.headers.get("Content-Security-Policy", "")


def test_clients_that_go_away_are_no_news(server, capfd):
    for _ in range(20):
        client = socket.create_connection(("127.0.0.1", server.port))
        client.sendall(f"GET {server.base} HTTP/1.1\r\nHost: localhost".encode())
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        client.close()
    time.sleep(0.3)

    assert get(server, server.base)[0] == 200
    assert capfd.readouterr().err == ""


def test_a_port_that_is_none_is_wrong_usage(site, capsys):
    assert cli.main(["serve", "--project", str(site), "--port", "70000"]) == 2
    assert "between 0 and 65535" in capsys.readouterr().err
