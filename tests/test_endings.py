"""How the program ends when it is asked to, and when nobody listens any more."""

import ctypes
import http.client
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest

from changzhou_site import cli, pipeline, publish
from changzhou_site.load import load_site
from tests.support import TOP, copy_small


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return copy_small(tmp_path)


@pytest.fixture
def busy(tmp_path):
    """A site of very many charts, which takes seconds to draw."""
    return Path(shutil.copytree(TOP / "tests/sites/charts", tmp_path / "site"))


def start(site: Path, *words: str) -> subprocess.Popen[str]:
    """The program in a process and a session of its own."""
    return subprocess.Popen(
        [sys.executable, TOP / "build.py", "--project", site, "--store", "off", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(TOP)},
    )


def family(session: int) -> list[str]:
    """The processes of a session that still run, by their command lines."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            after_name = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(after_name[3]) == session and after_name[0] != "Z":
                found.append((folder / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue  # it has ended meanwhile
    return found


def gone(session: int) -> bool:
    end = time.monotonic() + 10
    while family(session) and time.monotonic() < end:
        time.sleep(0.05)
    return not family(session)


def drawing(session: int) -> None:
    """Waits until processes draw."""
    end = time.monotonic() + 30
    while len(family(session)) < 3:
        assert time.monotonic() < end, "no process that draws has started"
        time.sleep(0.02)


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("later", [0.0, 0.3, 0.8])
def test_a_build_that_is_asked_to_end_ends_all_its_processes(busy, asked, later):
    site, build = busy, start(busy, "--jobs", "2")
    drawing(build.pid)
    time.sleep(later)
    build.send_signal(asked)
    _, told = build.communicate(timeout=20)

    assert build.returncode == 130
    assert told.endswith("changzhou-site: interrupted; nothing was published\n")
    assert "Traceback" not in told
    assert gone(build.pid)
    assert not (site / "dist").exists()
    assert not list(site.glob(".dist*"))


def test_a_request_that_python_ignores_is_heard_all_the_same(site, capsys, monkeypatch):
    class Ending:
        def __del__(self):
            signal.raise_signal(signal.SIGTERM)

    def load(*arguments):
        Ending()
        return load_site(*arguments)

    monkeypatch.setattr(pipeline, "load_site", load)

    assert cli.main(["--project", str(site), "--store", "off"]) == 130
    told = capsys.readouterr().err
    assert told.endswith("changzhou-site: interrupted; nothing was published\n")
    assert "ignored" not in told


def test_a_library_that_turns_a_request_into_an_error_of_its_own_is_not_believed(
    site, capsys, monkeypatch
):
    def load(*arguments):
        try:
            signal.raise_signal(signal.SIGTERM)
        except KeyboardInterrupt:
            raise ImportError("initialization failed") from None

    monkeypatch.setattr(pipeline, "load_site", load)

    assert cli.main(["--project", str(site), "--store", "off"]) == 130
    told = capsys.readouterr().err
    assert told.endswith("changzhou-site: interrupted; nothing was published\n")
    assert "Traceback" not in told


def test_ctrl_c_for_the_whole_group_is_answered_once(site):
    build = start(site, "--jobs", "2")
    drawing(build.pid)
    os.killpg(build.pid, signal.SIGINT)
    _, told = build.communicate(timeout=20)

    assert build.returncode == 130
    assert "Traceback" not in told
    assert gone(build.pid)


def test_a_build_that_is_killed_leaves_no_process_behind(site):
    build = start(site, "--jobs", "2")
    drawing(build.pid)
    build.kill()
    build.communicate(timeout=20)

    assert gone(build.pid)


# After the swap ----------------------------------------------------------------------------------


def test_ctrl_c_after_the_swap_says_that_the_site_is_published(site, capsys, monkeypatch):
    def interrupted(folder: Path) -> None:
        if (site / "dist/build.json").exists():
            raise KeyboardInterrupt

    monkeypatch.setattr(publish, "sync_folder", interrupted)

    assert cli.main(["build", "--project", str(site)]) == 130
    told = capsys.readouterr().err
    assert f"interrupted; but the new site was published in {site / 'dist'}" in told
    assert (site / "dist/build.json").exists()


def test_a_disk_error_after_the_swap_says_so_too(site, capsys, monkeypatch):
    def failing(folder: Path) -> None:
        if (site / "dist/build.json").exists():
            raise OSError(5, "Input/output error", str(folder))

    monkeypatch.setattr(publish, "sync_folder", failing)

    assert cli.main(["build", "--project", str(site)]) == 3
    told = capsys.readouterr().err
    assert f"Input/output error: {site}; but the new site was published in " in told


@pytest.mark.parametrize("refused", ["write", "syncfs", "flock"])
def test_every_disk_error_names_its_path(site, capsys, monkeypatch, refused):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    if refused == "write":
        open_file = Path.open
        monkeypatch.setattr(
            Path,
            "open",
            lambda path, *words, **named: open_file(
                Path("/dev/full") if ".dist." in str(path) else path, *words, **named
            ),
        )
    elif refused == "syncfs":
        system = SimpleNamespace(syncfs=lambda descriptor: -1)
        monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: system)
        monkeypatch.setattr(ctypes, "get_errno", lambda: 28)
    else:
        monkeypatch.setattr("fcntl.flock", full)

    assert cli.main(["build", "--project", str(site)]) == 3
    told = capsys.readouterr().err
    assert f"changzhou-site: No space left on device: {site}/.dist." in told
    assert told.endswith("; nothing was published\n")


# Nobody listens ----------------------------------------------------------------------------------


def many_problems(site: Path) -> None:
    page = site / "content/en/about.md"
    page.write_text(page.read_text() + "\n" + "There were 4711 of them.\n\n" * 300)


def shell(site: Path, command: str) -> subprocess.CompletedProcess[str]:
    script = f"set -o pipefail; {command}"
    program = f"{sys.executable} {TOP / 'build.py'} --project {site} --store off"
    return subprocess.run(
        ["bash", "-c", script.replace("PROGRAM", program)],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(TOP)},
    )


def test_a_reader_that_has_seen_enough_is_no_error(site):
    many_problems(site)
    done = shell(site, "PROGRAM check | head -n 1")

    assert (done.returncode, done.stderr) == (1, "")
    assert "loose-number" in done.stdout


@pytest.mark.parametrize("closed", ["2>&-", ">&-", "2>/dev/full", ">&- 2>&-"])
def test_a_closed_or_full_terminal_holds_no_build_up(site, closed):
    done = shell(site, f"PROGRAM build {closed}")

    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert (site / "dist/build.json").exists()


def test_a_report_that_a_full_disk_cuts_off_is_an_error(site):
    many_problems(site)
    done = shell(site, "PROGRAM check >/dev/full")

    assert done.returncode == 3
    assert "No space left on device: standard output" in done.stderr


def test_a_server_that_is_interrupted_while_a_page_is_open_says_nothing_of_it(site: Path) -> None:
    with start(site, "serve", "--port", "0") as process:
        assert process.stdout
        assert process.stderr
        address = urlsplit(process.stdout.readline().split(" at ")[1].split()[0])
        with closing(http.client.HTTPConnection(address.netloc)) as connection:
            connection.request("GET", f"{address.path}~desk/events")
            assert connection.getresponse().readline().startswith(b"data:")
            process.send_signal(signal.SIGINT)
            told = process.stderr.read()

    assert process.returncode == 130
    assert "Traceback" not in told
    assert told.splitlines()[-1] == "changzhou-site: interrupted"
