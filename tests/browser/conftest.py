"""The real site, built once and served, and the browser that reads it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from audit.published import serving_published
from audit.tools import BROWSER_ARGS
from tests.browser.served import publish

TOP = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Changzhou site, published whole; no test changes it."""
    out = tmp_path_factory.mktemp("site") / "dist"
    publish(TOP, out)
    return out


@pytest.fixture(scope="session")
def site_url(published: Path) -> Iterator[str]:
    """The address of its front page."""
    with serving_published(published) as url:
        yield url


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
