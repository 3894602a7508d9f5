"""WebKit and Firefox as the tests ask them: open a page at a width, evaluate, take its picture.

Both are those of Debian, and both are spoken to with the standard library: WebKitGTK by the
WebDriver of `webkit2gtk-driver` over HTTP, Firefox by its own Marionette over a socket.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol
from urllib.error import URLError
from urllib.request import Request, urlopen

PATIENCE = 60
"""Seconds that a browser may take to start, or to answer."""

HEIGHT = 900
"""CSS pixels."""

MINI_BROWSERS = sorted(Path("/usr").glob("lib*/**/webkit2gtk-4.?/MiniBrowser"))


class Engine(Protocol):
    """A browser of another engine than Chromium's."""

    name: str

    def open(self, address: str, width: int) -> None:
        """Shows a page in a frame that is `width` CSS pixels wide."""

    def ask(self, expression: str) -> Any:
        """What an expression of JavaScript gives, or a function without arguments."""

    def picture(self) -> bytes:
        """The window as PNG."""


class MissingProgram(Exception):
    """Something that these tests need is not installed; the message says what to install."""


@dataclass
class WebKit:
    """A session of WebKitWebDriver."""

    server: str
    session: str = ""
    name: str = "webkit"

    def call(self, method: str, path: str, body: object = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = Request(self.server + path, data, {"Content-Type": "application/json"})
        request.method = method
        with urlopen(request, timeout=PATIENCE) as answer:
            return json.load(answer)["value"]

    def start(self) -> None:
        options = {"binary": str(MINI_BROWSERS[-1]), "args": ["--automation"]}
        asked = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        self.session = self.call("POST", "/session", {"capabilities": asked})["sessionId"]
        self.say("/window/rect", {"width": 1400, "height": HEIGHT + 200})

    def say(self, path: str, body: object) -> Any:
        return self.call("POST", f"/session/{self.session}{path}", body)

    def open(self, address: str, width: int) -> None:
        self.say("/url", {"url": "about:blank"})
        self.say("/execute/async", {"script": FRAME, "args": [address, width, HEIGHT]})
        self.say("/frame", {"id": 0})

    def ask(self, expression: str) -> Any:
        return self.say("/execute/sync", {"script": asking(expression), "args": []})

    def picture(self) -> bytes:
        return base64.b64decode(self.call("GET", f"/session/{self.session}/screenshot"))


@dataclass
class Firefox:
    """A line to Marionette: `[0, number, command, parameters]` goes out, each after its length."""

    line: socket.socket
    numbers: Iterator[int]
    name: str = "firefox"

    def call(self, command: str, parameters: Mapping[str, object]) -> Any:
        message = json.dumps([0, next(self.numbers), command, parameters]).encode()
        self.line.sendall(b"%d:%b" % (len(message), message))
        _, _, error, result = self.hear()
        if error:
            raise RuntimeError(f"Firefox, asked for {command}: {error['message']}")
        return result.get("value") if isinstance(result, dict) else result

    def hear(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            length += self.line.recv(1)
        left, parts = int(length[:-1]), []
        while left:
            parts.append(self.line.recv(min(left, 65536)))
            left -= len(parts[-1])
        return json.loads(b"".join(parts))

    def start(self) -> None:
        self.hear()  # Marionette speaks first
        self.call("WebDriver:NewSession", {})
        self.call("WebDriver:SetWindowRect", {"width": 1400, "height": HEIGHT + 200})

    def open(self, address: str, width: int) -> None:
        self.call("WebDriver:SwitchToFrame", {"id": None})
        self.call("WebDriver:Navigate", {"url": "about:blank"})
        framing = {"script": FRAME, "args": [address, width, HEIGHT]}
        self.call("WebDriver:ExecuteAsyncScript", framing)
        self.call("WebDriver:SwitchToFrame", {"id": 0})

    def ask(self, expression: str) -> Any:
        return self.call("WebDriver:ExecuteScript", {"script": asking(expression), "args": []})

    def picture(self) -> bytes:
        self.call("WebDriver:SwitchToFrame", {"id": None})
        picture = self.call("WebDriver:TakeScreenshot", {"full": False})
        self.call("WebDriver:SwitchToFrame", {"id": 0})
        return base64.b64decode(picture)


FRAME = """
const [address, width, height, done] = arguments;
const frame = document.createElement("iframe");
Object.assign(frame, {width, height, onload: () => done()});
frame.style.border = 0;
document.body.style.margin = 0;
frame.src = address;
document.body.replaceChildren(frame);
"""
"""Run in an empty page, for no desktop window is as narrow as a phone."""


def asking(expression: str) -> str:
    return f"const asked = ({expression}); return typeof asked === 'function' ? asked() : asked"


@contextmanager
def webkit() -> Iterator[Engine]:
    """WebKitGTK, on a display of its own. Raises MissingProgram."""
    needed = {"WebKitWebDriver": "webkit2gtk-driver", "Xvfb": "xvfb"}
    driver, display = (find_program(each, package) for each, package in needed.items())
    if not MINI_BROWSERS:
        raise MissingProgram("MiniBrowser of WebKitGTK is missing (Debian: libwebkit2gtk-4.1-0)")
    with ExitStack() as stack:
        number = stack.enter_context(running_display(display))
        port = free_port()
        command = [driver, f"--port={port}", "--host=127.0.0.1"]
        # Root may not make the sandbox's namespaces; what is opened is our own.
        own = {"DISPLAY": f":{number}", "GDK_BACKEND": "x11", "LIBGL_ALWAYS_SOFTWARE": "1"}
        own |= {"WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1", "NO_AT_BRIDGE": "1"}
        stack.enter_context(running(command, env={**os.environ, **own}))
        engine = WebKit(f"http://127.0.0.1:{port}")
        wait_for(lambda: engine.call("GET", "/status"))
        engine.start()
        stack.callback(engine.call, "DELETE", f"/session/{engine.session}")
        yield engine


@contextmanager
def firefox() -> Iterator[Engine]:
    """Firefox without a window, with an empty profile. Raises MissingProgram."""
    program = find_program("firefox-esr", "firefox-esr", also="firefox")
    with ExitStack() as stack:
        home = Path(stack.enter_context(TemporaryDirectory(ignore_cleanup_errors=True)))
        port = free_port()
        quiet = f'user_pref("marionette.port", {port});\nuser_pref("app.update.auto", false);\n'
        (home / "user.js").write_text(quiet, "utf-8")
        command = [program, "--headless", "--marionette", "--no-remote", "--profile", str(home)]
        stack.enter_context(running(command, env={**os.environ, "HOME": str(home)}))
        line = wait_for(lambda: socket.create_connection(("127.0.0.1", port), PATIENCE))
        engine = Firefox(stack.enter_context(line), count(1))
        engine.start()
        yield engine


@contextmanager
def running_display(program: str) -> Iterator[str]:
    """The number of a new X display in memory."""
    reading, writing = os.pipe()
    command = [program, "-displayfd", str(writing), "-screen", "0", "1600x1400x24"]
    with (
        os.fdopen(reading) as told,
        running([*command, "-nolisten", "tcp"], pass_fds=[writing]),
    ):
        os.close(writing)
        yield told.readline().strip()


@contextmanager
def running(command: list[str], **options: Any) -> Iterator[None]:
    """A program for as long as it is needed; what it prints is of no interest."""
    silence = subprocess.DEVNULL
    process = subprocess.Popen(command, stdout=silence, stderr=silence, **options)
    try:
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE)


def find_program(name: str, package: str, also: str = "") -> str:
    found = shutil.which(name) or (shutil.which(also) if also else None)
    if found is None:
        raise MissingProgram(f"{name} is missing: install it (Debian: apt install {package})")
    return found


def free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])


def wait_for(attempt: Any) -> Any:
    """What an attempt gives when it first succeeds. Raises OSError if it does not in time."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return attempt()
        except (URLError, OSError):
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
