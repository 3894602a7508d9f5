"""Where nothing has changed since the last run, its answer is given again, and nothing is read."""

import errno
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import cast

import pytest

from changzhou_site import cli, gate
from tests.painting import unpainted
from tests.support import copy_small

ROOT = Path(__file__).parents[1]
VALUE = "data/indicators/birds.yaml"


@pytest.fixture(autouse=True)
def nothing_is_painted() -> Iterator[None]:
    with unpainted():
        yield


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The small site, all of it older than a disk's clock is coarse."""
    copied = copy_small(tmp_path)
    age(copied)
    return copied


def age(folder: Path) -> None:
    for path in folder.rglob("*"):
        os.utime(path, (1_600_000_000, 1_600_000_000))


class Runs:
    """Runs the command line, and says whether the program itself was needed."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.patch, self.number, self.run = patch, 0, cli.main
        patch.setattr(cli, "main", self._count)

    def _count(self) -> int:
        self.number += 1
        return self.run()

    def __call__(self, *words: object) -> tuple[int, bool]:
        """The exit code, and whether the program worked."""
        before = self.number
        self.patch.setattr(sys, "argv", ["build.py", *map(str, words)])
        return gate.main(), self.number > before


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Runs:
    return Runs(monkeypatch)


def test_what_has_not_changed_is_not_built_again(
    site: Path, run: Runs, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--project", site) == (0, True)
    said = capsys.readouterr().out
    published = (site / "dist/build.json").stat()
    assert run("build", "--project", site) == (0, False)
    again = capsys.readouterr()
    assert again.out == said
    assert again.err == f"nothing has changed: {site}/dist is as it was published\n"
    assert (site / "dist/build.json").stat() == published


def test_problems_are_told_again_with_their_exit_code(
    site: Path, run: Runs, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / VALUE).write_text("swans: {label: a}\n", "utf-8")
    assert run("check", "--project", site) == (1, True)
    said = capsys.readouterr().out
    assert f"{VALUE}:1:1: " in said
    assert run("check", "--project", site) == (1, False)
    assert capsys.readouterr() == (said, "")


def changed(site: Path) -> None:
    path = site / VALUE
    path.write_text(path.read_text("utf-8").replace("2600", "2700"), "utf-8")


def changed_in_the_same_second(site: Path) -> None:
    before = (site / VALUE).stat()
    changed(site)
    os.utime(site / VALUE, ns=(before.st_atime_ns, before.st_mtime_ns))


def added(site: Path) -> None:
    shutil.copy(site / "content/en/about.md", site / "content/en/again.md")


def removed(site: Path) -> None:
    (site / "data/events.yaml").unlink()


def renamed(site: Path) -> None:
    (site / VALUE).rename(site / "data/indicators/other.yaml")


def published_by_another(site: Path) -> None:
    manifest = site / "dist/build.json"
    manifest.write_bytes(manifest.read_bytes() + b"\n")


def taken_away(site: Path) -> None:
    shutil.rmtree(site / "dist")


def store_damaged(site: Path) -> None:
    (path,) = (site / ".cache").glob("*.gate")
    path.write_bytes(path.read_bytes().replace(b" ", b"  ", 1))


def store_of_another_program(site: Path) -> None:
    (path,) = (site / ".cache").glob("*.gate")
    path.write_bytes(b"\x89PNG")


def a_link(site: Path) -> None:
    (site / "content/en/link.md").symlink_to("about.md")


@pytest.mark.parametrize(
    "change",
    [
        changed,
        changed_in_the_same_second,
        added,
        removed,
        renamed,
        published_by_another,
        taken_away,
        store_damaged,
        store_of_another_program,
        a_link,
    ],
)
def test_what_has_changed_is_built(change: object, site: Path, run: Runs) -> None:
    run("--project", site)
    assert run("--project", site)[1] is False
    change(site)  # type: ignore[operator]
    assert run("--project", site)[1] is True


def test_a_new_time_alone_changes_nothing(site: Path, run: Runs) -> None:
    run("--project", site)
    age(site / "data")
    os.utime(site / VALUE)
    assert run("--project", site) == (0, False)


def test_a_file_that_is_written_while_the_program_runs_is_not_answered_for(
    site: Path, run: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read is then another content than the gate has seen."""
    written, check = (site / VALUE).read_bytes(), run.run

    def while_saved() -> int:
        (site / VALUE).write_bytes(b"# saved too early\n" + written.replace(b"unit:", b"unti:"))
        code = check()
        (site / VALUE).write_bytes(written)
        return code

    with monkeypatch.context() as patch:
        patch.setattr(run, "run", while_saved)
        assert run("check", "--project", site) == (1, True)
    assert run("check", "--project", site) == (0, True)


def test_a_copy_of_the_project_is_not_asked_about(site: Path, run: Runs, tmp_path: Path) -> None:
    run("--project", site)
    shutil.copytree(site, tmp_path / "copy")
    assert run("--project", tmp_path / "copy") == (0, True)


@pytest.mark.parametrize("option", [["--strict"], ["--report", "json"], ["--out", "elsewhere"]])
def test_another_question_has_its_own_answer(option: list[str], site: Path, run: Runs) -> None:
    run("--project", site)
    words = [str(site / word) if word == "elsewhere" else word for word in option]
    assert run("--project", site, *words)[1] is True
    assert run("--project", site, *words)[1] is False


@pytest.mark.parametrize("wrong", [["--jobs", "0"], ["--jobs", "two"], ["--report", "xml"]])
def test_a_wrong_question_is_told_as_one(wrong: list[str], site: Path, run: Runs) -> None:
    run("--project", site)
    assert run("--project", site, *wrong) == (2, True)


def test_nothing_is_kept_where_nothing_may_be(site: Path, run: Runs) -> None:
    assert run("--project", site, "--store", "off") == (0, True)
    assert run("--project", site, "--store=off") == (0, True)
    assert not (site / ".cache").exists()


def test_an_empty_name_of_a_store_is_none(
    site: Path, run: Runs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So a script says it whose own variable is not set."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert run("check", "--project", site, "--store", "") == (0, True)
    assert list(Path().iterdir()) == []
    assert len(list((site / ".cache").glob("*.gate"))) == 1


def test_the_store_is_left_alone_by_git_and_stays_small(site: Path, run: Runs) -> None:
    for number in range(gate.MOST_KEPT + 2):
        run("check", "--project", site, "--out", site / f"dist{number}")
    store = site / ".cache"
    assert (store / ".gitignore").read_text("utf-8") == "*\n"
    assert len(list(store.glob("*.gate"))) == gate.MOST_KEPT


def test_a_store_that_cannot_be_written_costs_time_alone(site: Path, run: Runs) -> None:
    (site / ".cache").write_text("a file", "utf-8")
    assert run("--project", site) == (0, True)
    assert run("--project", site) == (0, True)


def test_where_the_disk_is_full_no_half_of_an_answer_is_left(
    site: Path, run: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    assert run("check", "--project", site) == (0, True)
    assert list((site / ".cache").glob("*.gate*")) == []


def with_a_lost_link(site: Path) -> None:
    shutil.rmtree(site / "content")
    (site / "content").symlink_to("nowhere")


def with_a_file_for_a_folder(site: Path) -> None:
    (site / "templates").write_text("a file", "utf-8")


@pytest.mark.parametrize("harm", [with_a_lost_link, with_a_file_for_a_folder])
def test_what_cannot_be_looked_through_is_left_to_the_program(
    harm: Callable[[Path], None], site: Path, run: Runs
) -> None:
    harm(site)
    assert run("check", "--project", site)[1] is True


def test_a_file_that_is_taken_away_meanwhile_is_left_to_the_program(
    site: Path, run: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Editors write beside a file, and rename."""
    monkeypatch.setattr(gate, "find_files", lambda _: {str(site / "data/lake.yaml~"): (7, 0, 0, 0)})
    assert run("check", "--project", site) == (0, True)


@pytest.mark.parametrize("words", [["--projec", "."], ["explain", "swans"], ["--help"], ["--out"]])
def test_what_the_gate_does_not_know_is_left_to_the_program(words: list[str]) -> None:
    assert gate.find_request(words) is None


@pytest.mark.parametrize("name", ["data/indicators/\udcff.yaml", "content/en/\udcff.md"])
def test_a_file_whose_name_is_no_text_is_answered_for_too(
    name: str, site: Path, run: Runs, capsys: pytest.CaptureFixture[str]
) -> None:
    """Archives from systems of another encoding have such names."""
    shutil.copy(site / VALUE, site / name)
    assert run("check", "--project", site, "--store", "off") == (1, True)
    meant = capsys.readouterr().out
    assert run("check", "--project", site) == (1, True)
    assert run("check", "--project", site) == (1, False)
    assert capsys.readouterr().out == 2 * meant


def test_a_request_to_end_is_heard_while_the_program_loads(
    site: Path, run: Runs, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Loading:
        def __getattr__(self, name: str) -> object:
            try:
                signal.raise_signal(signal.SIGTERM)
            except KeyboardInterrupt:
                raise ImportError("initialization failed") from None
            return None

    monkeypatch.setitem(sys.modules, "changzhou_site.cli", cast(ModuleType, Loading()))
    assert run("check", "--project", site)[0] == 130
    assert capsys.readouterr().err == "changzhou-site: interrupted\n"


def test_a_request_to_end_leaves_nothing_half_kept(
    site: Path, run: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = os.replace

    def asked_to_end(*paths: str) -> None:
        signal.raise_signal(signal.SIGTERM)
        replace(*paths)

    monkeypatch.setattr(os, "replace", asked_to_end)
    assert run("check", "--project", site)[0] == 130
    assert [path.suffix for path in (site / ".cache").glob("*.gate*")] == [".gate"]


@pytest.mark.parametrize("closed", [">&-", ">/dev/full", "| true"])
def test_an_answer_that_nobody_hears_is_the_program_s(closed: str, site: Path) -> None:
    site.joinpath(VALUE).write_text("x: [", "utf-8")
    program = f"set -o pipefail; {sys.executable} {ROOT / 'build.py'} check --project {site}"

    def told(options: str) -> tuple[int, str, str]:
        command = ["bash", "-c", f"{program} {options} {closed}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout, done.stderr

    meant = told("--store off")
    assert "Traceback" not in meant[2]
    assert [told(""), told("")] == [meant, meant]
    subprocess.run(["bash", "-c", f"{program} >/dev/null"], check=False)
    assert told("") == meant


def test_the_answer_needs_none_of_the_program(site: Path) -> None:
    arguments = ["-X", "importtime", str(ROOT / "build.py"), "check", "--project", str(site)]
    command = [sys.executable, *arguments]
    first = subprocess.run(command, capture_output=True, text=True, check=True)
    again = subprocess.run(command, capture_output=True, text=True, check=True)
    assert again.stdout == first.stdout
    assert "changzhou_site.cli" in first.stderr
    loaded = {line.rpartition("|")[2].strip() for line in again.stderr.splitlines()}
    assert {name for name in loaded if "changzhou_site" in name} == {
        "changzhou_site",
        "changzhou_site.gate",
        "changzhou_site.program",
    }
    assert loaded.isdisjoint({"re", "json", "pathlib", "argparse"})
