"""Publishes that are killed, 135 times; `make trust` runs this, for it takes a minute."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from changzhou_site.publish import publish_outputs
from tests.support import TOP
from tests.trust.test_publishing import edition, faults, lost_assets

FOREVER = """
import sys
from pathlib import Path
from changzhou_site import publish
from tests.trust.test_publishing import edition
if sys.argv[2] == "files":
    publish.exchange = lambda stage, target: False
print("begun", flush=True)
for n in range(100_000):
    publish.publish_outputs(edition(f"edition {n}"), Path(sys.argv[1]))
"""


def killed(out: Path, way: str, after: float, asked: signal.Signals = signal.SIGKILL) -> None:
    """Publishes one edition after the other, and is ended in the midst of it."""
    program = subprocess.Popen(
        [sys.executable, "-c", FOREVER, str(out), way],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=TOP,
        env={**os.environ, "PYTHONPATH": str(TOP)},
    )
    assert program.stdout
    program.stdout.readline()
    time.sleep(after)
    program.send_signal(asked)
    program.communicate(timeout=20)


@pytest.mark.parametrize("seed", range(10))
def test_a_hundred_kills_leave_a_whole_site_each(tmp_path, seed):
    out, times = tmp_path / "dist", random.Random(seed)
    publish_outputs(edition("first"), out)
    for _ in range(10):
        killed(out, "exchange", times.uniform(0, 0.2))
        assert faults(out) == []
        assert lost_assets(out) == []
    publish_outputs(edition("last"), out)

    assert [path.name for path in tmp_path.iterdir()] == ["dist"]


@pytest.mark.parametrize("seed", range(5))
def test_file_by_file_no_page_is_without_its_assets_and_the_next_build_mends(tmp_path, seed):
    out, times = tmp_path / "dist", random.Random(seed)
    publish_outputs(edition("first"), out)
    for _ in range(5):
        killed(out, "files", times.uniform(0, 0.2))
        assert lost_assets(out) == []
    publish_outputs(edition("last"), out)

    assert faults(out) == []
    assert [path.name for path in tmp_path.iterdir()] == ["dist"]
    assert not [path.name for path in out.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_file_by_file_a_request_to_end_waits_until_the_edition_is_whole(tmp_path, asked):
    out, times = tmp_path / "dist", random.Random(1)
    publish_outputs(edition("first"), out)
    for _ in range(5):
        killed(out, "files", times.uniform(0.05, 0.2), asked)
        if asked is signal.SIGINT:  # SIGTERM is heard so in `cli`; here it ends the program at once
            assert faults(out) == []
        assert lost_assets(out) == []
