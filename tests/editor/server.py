"""An editor as a language server sees it: it opens a folder, and asks about places in its files."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import IO, Any

HERE = Path(__file__).resolve().parent
SERVER = HERE / "node_modules/yaml-language-server/bin/yaml-language-server"
CURSOR = "¦"
PATIENCE = 30
"""Seconds that the server may take for an answer."""

Json = dict[str, Any]


def missing() -> str:
    """What has to be installed before there is a server to ask; empty where nothing has."""
    if not shutil.which("node"):
        return "`node` was not found: yaml-language-server runs on Node 20.19 or newer with npm (https://nodejs.org)"
    if not SERVER.is_file():
        return "yaml-language-server is not installed: make tests/editor/node_modules/.installed"
    return ""


class Editor:
    """One folder, opened by one server over its standard streams."""

    def __init__(self, folder: Path, server: subprocess.Popen[bytes]) -> None:
        assert server.stdin is not None
        assert server.stdout is not None
        self.folder, self.to_server = folder, server.stdin
        self.settings = json.loads((folder / ".vscode/settings.json").read_text("utf-8"))
        self.number = self.version = 0
        self.answers: Queue[Json] = Queue()
        self.marked: Queue[Json] = Queue()
        Thread(target=self._listen, args=(server.stdout,), daemon=True).start()
        self._initialize()

    # What an editor does -------------------------------------------------------------------------

    def marks(self, path: str, text: str) -> list[str]:
        """What is marked in a file while a text stands in it: lines, and what is said of them."""
        with self._open(path, text) as marked:
            return marked

    def completions(self, path: str, text: str) -> dict[str, str]:
        """What is offered at CURSOR in the text of a file, with what is said of each."""
        offered = self._ask_at("textDocument/completion", path, text)
        items = offered["items"] if isinstance(offered, dict) else offered
        return {item["label"]: _words(item.get("documentation")) for item in items}

    def hover(self, path: str, text: str) -> str:
        """What is said of the place at CURSOR."""
        told = self._ask_at("textDocument/hover", path, text)
        return _words(told and told["contents"])

    # The protocol --------------------------------------------------------------------------------

    @contextmanager
    def _open(self, path: str, text: str) -> Iterator[list[str]]:
        """A file that is open while this lasts, and what is marked in it."""
        uri = (self.folder / path).as_uri()
        self.version += 1  # by which the server knows what it has read
        document = {"uri": uri, "languageId": "yaml", "version": self.version, "text": text}
        self._notify("textDocument/didOpen", {"textDocument": document})
        yield self._marked(uri)
        self._notify("textDocument/didClose", {"textDocument": {"uri": uri}})
        assert self._marked(uri) == [], "what was marked is taken away with the file"

    def _ask_at(self, method: str, path: str, text: str) -> Any:
        before, cursor, after = text.partition(CURSOR)
        assert cursor, "no place is marked"
        place = {"line": before.count("\n"), "character": len(before.rpartition("\n")[2])}
        uri = (self.folder / path).as_uri()
        with self._open(path, before + after):
            return self._ask(method, {"textDocument": {"uri": uri}, "position": place})

    def _initialize(self) -> None:
        root = self.folder.as_uri()
        capabilities = {
            "workspace": {"configuration": True, "workspaceFolders": True},
            "textDocument": {
                "completion": {"completionItem": {"documentationFormat": ["markdown"]}},
                "hover": {"contentFormat": ["markdown"]},
            },
        }
        self._ask(
            "initialize",
            {
                "processId": None,
                "rootUri": root,
                "capabilities": capabilities,
                "workspaceFolders": [{"uri": root, "name": "site"}],
            },
        )
        self._notify("initialized", {})
        self._notify("workspace/didChangeConfiguration", {"settings": {}})

    def _ask(self, method: str, params: Json) -> Any:
        self.number += 1
        self._send({"id": self.number, "method": method, "params": params})
        answer = self.answers.get(timeout=PATIENCE)
        assert answer["id"] == self.number
        assert "error" not in answer, answer
        return answer["result"]

    def _notify(self, method: str, params: Json) -> None:
        self._send({"method": method, "params": params})

    def _marked(self, uri: str) -> list[str]:
        """The lines that are marked and what is said of them, as the server tells when it has read
        a file."""
        while True:
            told = self.marked.get(timeout=PATIENCE)
            if told["uri"] == uri:
                return [
                    f"{each['range']['start']['line'] + 1}: {each['message']}"
                    for each in told["diagnostics"]
                ]

    def _listen(self, stream: IO[bytes]) -> None:
        while message := _read(stream):
            if message.get("method") == "textDocument/publishDiagnostics":
                self.marked.put(message["params"])
            elif "method" in message and "id" in message:
                self._send({"id": message["id"], "result": self._answer(message)})
            elif "id" in message:
                self.answers.put(message)

    def _answer(self, message: Json) -> Any:
        """What the server asks of an editor: its settings, section by section."""
        if message["method"] != "workspace/configuration":
            return None
        return [self._section(item.get("section", "")) for item in message["params"]["items"]]

    def _section(self, name: str) -> Json:
        """The settings below a name; the catalogue of schemas that is fetched is switched off."""
        begin = f"{name}."
        own = {
            key.removeprefix(begin): value
            for key, value in self.settings.items()
            if key.startswith(begin)
        }
        return own | ({"schemaStore": {"enable": False}} if name == "yaml" else {})

    def _send(self, message: Json) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.to_server.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.to_server.flush()


def _read(stream: IO[bytes]) -> Json:
    """The next message of the server; empty where it has ended."""
    length = 0
    while (line := stream.readline().strip()) or not length:
        if not line:
            return {}
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    message: Json = json.loads(stream.read(length))
    return message


def _words(told: Any) -> str:
    """A text, plain or as Markdown."""
    return str(told["value"] if isinstance(told, dict) else told or "")


@contextmanager
def opened(folder: Path) -> Iterator[Editor]:
    """An editor of a folder; its server ends with it."""
    assert not missing(), missing()
    command = ["node", str(SERVER), "--stdio"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        try:
            yield Editor(folder, server)
        finally:
            server.kill()
