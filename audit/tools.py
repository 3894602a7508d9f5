"""The programs of this machine that judges need, and how they are run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

HERE = Path(__file__).resolve().parent
MODULES = HERE / "node_modules"
ENSURE_BROWSER = HERE.parent / "tests/browser/ensure-browser.sh"

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
NEEDED = {
    "java": "the Nu HTML checker runs on Java (Debian: apt install default-jre-headless)",
    "node": "html-validate and Lighthouse run on Node 20.19 or newer (https://nodejs.org)",
}


class MissingTool(Exception):
    """A program is not there, or did not do its work; the message says which, and what helps."""


def missing_tools(names: Iterable[str] = NEEDED) -> list[str]:
    """What is told of each needed program that is not on this machine's path."""
    return [f"`{name}` was not found: {NEEDED[name]}" for name in names if not shutil.which(name)]


def find_browser() -> str:
    """A Chrome or Chromium that runs. Raises MissingTool where there is none."""
    command = ["sh", str(ENSURE_BROWSER), "--find"]
    found = subprocess.run(
        command, env={**os.environ, "PYTHON": sys.executable}, capture_output=True, text=True
    )
    if found.returncode:
        raise MissingTool(found.stderr.strip())
    return found.stdout.strip()


def run_json(command: Sequence[str], *, said_on: str = "stdout", **environment: str) -> Any:
    """What a program answers as JSON. Raises MissingTool where it answers with anything else.

    It writes into files: Node ends before all of a long answer has gone through a pipe.
    """
    with TemporaryFile() as out, TemporaryFile() as err:
        surroundings = {**os.environ, **environment}
        subprocess.run(command, env=surroundings, stdout=out, stderr=err, timeout=300, check=False)
        said = {"stdout": _read(out), "stderr": _read(err)}
    try:
        return json.loads(said[said_on])
    except ValueError:
        told = (said["stderr"] or said["stdout"]).strip()[-2000:]
        raise MissingTool(f"{' '.join(command[:3])} gave no report:\n{told}") from None


def _read(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode("utf-8", "replace")
