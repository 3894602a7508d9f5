"""How long it takes from saving a changed value to the changed page on the screen:

    python -m benchmarks.saving [--times 20]

The Changzhou site is shown by `build.py serve` and open in a real browser. A value is changed on
disk, first one that stands in the text alone, then one that a chart draws too. What is measured
ends where the browser has painted the page that says the new value: after the frame in which it
stands there first, or, where the page was loaded again, after the first paint of that.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from audit.tools import BROWSER_ARGS, find_browser

TOP = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Value:
    """A value of the Changzhou site, and the numbers that it takes by turns."""

    what: str
    path: str
    before: str
    """What stands before it in its file."""
    id: str
    first: int


VALUES = (
    Value("text", "data/indicators/step.yaml", "gdp_per_head:", "gdp_per_head", 30),
    Value(
        "a chart", "data/indicators/batteries.yaml", "battery_capacity:", "battery_capacity", 270
    ),
)


PAINTED = """([selector, said, saved]) => {
    if (!document.querySelector(selector)?.textContent.includes(said)) return 0;
    const loaded = performance.getEntriesByName("first-contentful-paint")[0]?.startTime;
    if (performance.timeOrigin > saved) return loaded && performance.timeOrigin + loaded;
    // What is posted within a frame arrives when that has been painted.
    const { port1, port2 } = new MessageChannel();
    const painted = new Promise((done) => {
        port2.onmessage = () => done(performance.timeOrigin + performance.now());
    });
    port1.postMessage("");
    return painted;
}"""
"""Asked at each frame: when what was saved had been painted, or nothing while it has not."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition(":")[0])
    parser.add_argument("--times", type=int, default=20, help="savings of each (default: 20)")
    times = parser.parse_args().times
    with (
        tempfile.TemporaryDirectory() as folder,
        _serving(Path(folder)) as (site, address),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=find_browser(), args=BROWSER_ARGS)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(address)
        page.wait_for_selector(".desk-open")
        for value in VALUES:
            taken = [_save(page, site, value, number) for number in range(times)]
            most = f"{min(taken):.0f} to {max(taken):.0f}"
            print(f"{value.what}: median {statistics.median(taken):.0f} ms, {most}")
        browser.close()


@contextmanager
def _serving(folder: Path) -> Iterator[tuple[Path, str]]:
    """A copy of the Changzhou site, and the address that it is shown at."""
    site = folder / "site"
    for name in ("content", "data"):
        shutil.copytree(TOP / name, site / name)
    command = [
        sys.executable,
        str(TOP / "build.py"),
        "serve",
        "--project",
        str(site),
        "--port",
        "0",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as serving:
        assert serving.stdout is not None
        yield site, serving.stdout.readline().decode().split(" at ")[1].split()[0]
        serving.terminate()


def _save(page: Page, site: Path, value: Value, number: int) -> float:
    """Milliseconds from saving the next number to the paint of the page that says it."""
    path, new = site / value.path, value.first + number
    text = path.read_text("utf-8")
    start = text.index("value: ", text.index(value.before)) + len("value: ")
    end = text.index("\n", start)
    time.sleep(0.5)  # an editor does not save twice within it
    saved = time.time()
    path.write_text(f"{text[:start]}{new}{text[end:]}", "utf-8")
    selector = f"main [data-indicator={value.id}]"
    painted = page.wait_for_function(PAINTED, arg=[selector, str(new), 1000 * saved])
    return float(painted.json_value()) - 1000 * saved


if __name__ == "__main__":
    main()
