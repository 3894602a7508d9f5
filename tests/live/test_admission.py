"""What is not meant for this server is refused, and it goes on answering."""

from __future__ import annotations

import socket

import pytest

from changzhou_site.errors import WrongUsage
from changzhou_site.live import Names, hosting, refuse_networks
from tests.showing import Live

LONG = "x" * 3_000

GET = "GET {base} HTTP/1.1\r\n"
PLAIN = GET + "Host: {host}\r\n"

REQUESTS = {
    "another name": GET + "Host: evil.example\r\n\r\n",
    "another name, the port": GET + "Host: evil.example:{port}\r\n\r\n",
    "a name that begins as ours": GET + "Host: localhost.evil.example:{port}\r\n\r\n",
    "a name that ends as ours": GET + "Host: evil-127.0.0.1:{port}\r\n\r\n",
    "a name with a user": GET + "Host: x@{host}\r\n\r\n",
    "another port": GET + "Host: 127.0.0.1:1\r\n\r\n",
    "no port": GET + "Host: 127.0.0.1\r\n\r\n",
    "another address": GET + "Host: 127.0.0.2:{port}\r\n\r\n",
    "no name": GET + "\r\n",
    "two names": PLAIN + "Host: evil.example\r\n\r\n",
    "an empty name": GET + "Host: \r\n\r\n",
    "another origin": PLAIN + "Origin: http://evil.example\r\n\r\n",
    "an origin without a name": PLAIN + "Origin: null\r\n\r\n",
    "an origin with another scheme": PLAIN + "Origin: https://{host}\r\n\r\n",
    "an origin with another port": PLAIN + "Origin: http://127.0.0.1:1\r\n\r\n",
    "a page elsewhere, its script": PLAIN
    + "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: cors\r\n\r\n",
    "a page elsewhere, its image": PLAIN
    + "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: image\r\n\r\n",
    "a page elsewhere, its frame": PLAIN
    + "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n\r\n",
    "a page elsewhere, for nobody knows what": PLAIN
    + "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n\r\n",
    "another port's page": PLAIN + "Sec-Fetch-Site: same-site\r\nSec-Fetch-Mode: cors\r\n\r\n",
    **{
        method: f"{method} {{base}} HTTP/1.1\r\nHost: {{host}}\r\n\r\n"
        for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "X")
    },
    "a tunnel": "CONNECT evil.example:443 HTTP/1.1\r\nHost: {host}\r\n\r\n",
    "a body": PLAIN + "Content-Length: 5\r\n\r\nhello",
    "a body in pieces": PLAIN + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "a body of two lengths": PLAIN + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
    "a body of less than nothing": PLAIN + "Content-Length: -5\r\n\r\n",
    "a body that is hidden": PLAIN
    + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "a long address": f"GET {{base}}{LONG} HTTP/1.1\r\nHost: {{host}}\r\n\r\n",
    "a long query": f"GET {{base}}?{LONG} HTTP/1.1\r\nHost: {{host}}\r\n\r\n",
    "a long header": PLAIN + f"X: {LONG * 8}\r\n\r\n",
    "many headers": PLAIN + "X: 1\r\n" * 4_000 + "\r\n",
    "no HTTP": "hello\r\n\r\n",
    "an older one": "GET /\r\n\r\n",
    "another one": "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "a line within a line": "GET {base}\rX HTTP/1.1\r\nHost: {host}\r\n\r\n",
    "a header with nothing in it": PLAIN + "X: 1\0Y\r\n\r\n",
    "an upgrade": PLAIN + "Connection: Upgrade\r\nUpgrade: websocket\r\nOrigin: http://x\r\n\r\n",
    **{
        f"a way out: {way}": f"GET {way} HTTP/1.1\r\nHost: {{host}}\r\n\r\n"
        for way in (
            "{base}../data/site.yaml",
            "{base}%2e%2e/data/site.yaml",
            "{base}..%2fdata/site.yaml",
            "{base}%252e%252e/data/site.yaml",
            "{base}..\\data\\site.yaml",
            "{base}assets/../../data/site.yaml",
            "{base}~desk/../../app.py",
            "{base}~desk/%2e%2e/app.py",
            "{base}data/site.yaml",
            "{base}.git/config",
            "{base}.cache/made.sqlite",
            "{base}index.html%00.txt",
            "{base}%ff%fe",
            "{base}%zz",
            "//etc/passwd",
            "/etc/passwd",
            "http://evil.example/etc/passwd",
            "{base}assets/",
            "{base}data",
        )
    },
}

MOVED = {"a way out: {base}data"}
"""Leads to the page itself."""


def ask(live: Live, request: str) -> bytes:
    """How the answer begins to what is sent as it stands."""
    written = request
    for name, value in (("base", live.base), ("host", live.host), ("port", str(live.port))):
        written = written.replace(f"{{{name}}}", value)
    with socket.create_connection(("127.0.0.1", live.port), timeout=20) as connection:
        try:
            connection.sendall(written.encode("latin-1"))
            return connection.recv(65_536)
        except ConnectionError:
            return b""


@pytest.mark.parametrize("name", REQUESTS)
def test_it_is_refused_and_the_server_answers_on(
    standing: Live, name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    answer = ask(standing, REQUESTS[name])
    status = answer.split(b" ")[1:2]

    assert not status or status[0][:1] in (b"4", b"3" if name in MOVED else b"4")
    assert b"Traceback" not in answer
    assert b"published:" not in answer, "what stands in data/site.yaml"
    assert capfd.readouterr().err == ""
    assert standing.get(standing.base).status == 200


def test_there_are_as_many_as_promised() -> None:
    assert len(REQUESTS) >= 40


def test_a_link_from_elsewhere_may_be_followed(standing: Live) -> None:
    following = (
        "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n"
    )
    answer = ask(standing, f"{PLAIN}{following}Connection: close\r\n\r\n")

    assert answer.startswith(b"HTTP/1.1 200")


def test_a_request_that_does_not_end_is_ended(
    standing: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hosting, "SLOW", 0.2)
    with socket.create_connection(("127.0.0.1", standing.port), timeout=20) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: ")

        assert connection.recv(100) == b""


def test_more_than_can_be_answered_at_once_are_refused(standing: Live) -> None:
    waiting = [
        socket.create_connection(("127.0.0.1", standing.port)) for _ in range(hosting.MOST + 8)
    ]
    try:
        assert ask(standing, f"{PLAIN}Connection: close\r\n\r\n").startswith(b"HTTP/1.1 503")
    finally:
        for each in waiting:
            each.close()


@pytest.mark.parametrize(
    ("host", "called", "is_own"),
    [
        ("127.0.0.1", "localhost:8000", True),
        ("192.168.1.4", "192.168.1.4:8000", True),
        ("192.168.1.4", "192.168.1.5:8000", False),
        ("desk.example", "Desk.example:8000", True),
        ("::1", "[::1]:8000", True),
        ("0.0.0.0", "192.168.1.4:8000", True),
        ("0.0.0.0", "192.168.1.4:80", False),
        ("0.0.0.0", "evil.example:8000", False),
        ("::", "[fe80::1]:8000", True),
    ],
)
def test_a_server_has_the_name_it_was_given_and_everywhere_any_address(
    host: str, called: str, is_own: bool
) -> None:
    assert Names(host, 8000).has(called) is is_own


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.9", "::1", "localhost"])
def test_this_machine_needs_no_leave(host: str) -> None:
    refuse_networks(host, allowed=False)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "::", "desk.example"])
def test_a_network_needs_leave(host: str) -> None:
    with pytest.raises(WrongUsage, match="--allow-network"):
        refuse_networks(host, allowed=False)
    refuse_networks(host, allowed=True)
