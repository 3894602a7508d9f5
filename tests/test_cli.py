"""The command line: what is printed, and the exit codes of the contract."""

import json
import re
import socket
from pathlib import Path

import pytest

from changzhou_site import cli
from changzhou_site.disk import held
from tests.support import SMALL, copy_small

TOP = Path(__file__).resolve().parents[1]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return copy_small(tmp_path)


@pytest.fixture
def faulty(site: Path) -> Path:
    """The small site with a number typed into its prose."""
    path = site / "content/en/about.md"
    path.write_text(path.read_text("utf-8") + "\nThere were 4711 of them.\n", "utf-8")
    return site


def test_a_build_publishes_and_lists_its_stages(site, capsys):
    assert cli.main(["--project", str(site)]) == 0

    printed = capsys.readouterr()
    assert (site / "dist/index.html").is_file()
    stages = re.findall(r"^  ([a-z ]+?) +(?:\d+ +)?\d+\.\d\d s$", printed.err, re.MULTILINE)
    assert stages == ["load", "check", "fonts and styles", "charts and cards", "pages", "publish"]
    assert re.search(r"published \d+ pages, \d+ charts, \d+ files in ", printed.err)
    assert printed.out == ""


@pytest.mark.parametrize(
    "words",
    [["build", "--project", "S"], ["--project", "S", "build"], ["--project", "S"]],
)
def test_options_stand_before_or_after_the_command(site, words):
    assert cli.main([word.replace("S", str(site)) for word in words]) == 0
    assert (site / "dist/build.json").is_file()


def test_problems_are_all_printed_and_nothing_is_published(faulty, capsys):
    (faulty / "data/checks.yaml").write_text(
        "- {check: 1 > 2, why: {zh: 错, en: wrong}}\n", "utf-8"
    )

    assert cli.main(["build", "--project", str(faulty)]) == 1

    printed = capsys.readouterr().out
    assert "data/checks.yaml:1:11: check-fails" in printed
    assert "loose-number `4711` is typed into the text" in printed
    assert printed.endswith("2 problems; nothing was published\n")
    assert not (faulty / "dist").exists()


def test_a_failed_build_keeps_the_last_site(site, capsys):
    cli.main(["build", "--project", str(site)])
    before = (site / "dist/build.json").read_bytes()
    (site / "data/events.yaml").write_text("", "utf-8")

    assert cli.main(["build", "--project", str(site)]) == 1
    assert (site / "dist/build.json").read_bytes() == before


def test_check_says_when_nothing_is_wrong_and_writes_nothing(site, capsys):
    assert cli.main(["check", "--project", str(site)]) == 0
    assert capsys.readouterr().out == "nothing wrong\n"
    assert not (site / "dist").exists()


@pytest.fixture
def unused(site: Path) -> Path:
    """The small site with an indicator that nobody uses."""
    with (site / "data/indicators/lake.yaml").open("a", encoding="utf-8") as file:
        file.write(
            "nobody:\n  label: {zh: 没人用, en: Unused}\n  value: 5\n  period: 2020\n"
            f"  source: {source_of(site)}\n"
        )
    return site


def source_of(site: Path) -> str:
    text = (site / "data/indicators/lake.yaml").read_text("utf-8")
    found = re.search(r"source: ([^\s,}]+)", text)
    assert found is not None
    return found[1]


def test_warnings_stop_the_build_only_when_strict(unused, capsys):
    assert cli.main(["check", "--project", str(unused)]) == 0
    assert "warning unused-indicator nothing uses `nobody`" in capsys.readouterr().out
    assert cli.main(["check", "--project", str(unused), "--strict"]) == 1
    assert cli.main(["build", "--project", str(unused), "--strict"]) == 1
    assert not (unused / "dist").exists()
    assert cli.main(["build", "--project", str(unused)]) == 0


def test_problems_as_json(faulty, capsys):
    assert cli.main(["check", "--project", str(faulty), "--report", "json"]) == 1

    [problem] = json.loads(capsys.readouterr().out)
    assert problem["path"] == "content/en/about.md"
    assert problem["code"] == "loose-number"
    assert (problem["column"], problem["warning"]) == (12, False)


def test_problems_as_annotations_for_github(faulty, capsys):
    assert cli.main(["check", "--project", str(faulty), "--report", "github"]) == 1

    printed = capsys.readouterr().out
    assert printed.startswith("::error file=content/en/about.md,line=")
    assert "col=12,title=loose-number::`4711` is typed into the text%0A" in printed


@pytest.mark.parametrize(
    "words",
    [
        ["publish"],
        ["build", "--colour"],
        ["build", "--jobs", "0"],
        ["diff"],
        ["diff", "no-such-version", "--project", str(SMALL)],
        ["explain"],
        ["explain", "no_such_bird", "--project", str(SMALL)],
    ],
)
def test_wrong_usage_is_exit_2(words, capsys):
    assert cli.main(words) == 2
    assert capsys.readouterr().err


def test_a_folder_that_is_no_site_says_so(tmp_path, capsys):
    assert cli.main(["check", "--project", str(tmp_path)]) == 1
    assert capsys.readouterr().out == (
        "data/site.yaml:1:1: missing-file there is no data/site.yaml\n"
        "    hint: is this the folder of a site? `--project DIR` names another\n"
        "1 problem; nothing was published\n"
    )


@pytest.mark.parametrize(
    "command", ["build", "check", "serve", "diff HEAD", "explain gdp", "schema"]
)
def test_a_project_that_is_no_folder_is_wrong_usage(command, tmp_path, capsys):
    nowhere = tmp_path / "nowhere"
    assert cli.main([*command.split(), "--project", str(nowhere)]) == 2
    assert f"there is no folder {nowhere}" in capsys.readouterr().err
    assert not nowhere.exists()


def test_a_foreign_output_folder_is_wrong_usage(site, capsys):
    (site / "dist").mkdir()
    (site / "dist/thesis.txt").write_text("years of work")

    assert cli.main(["build", "--project", str(site)]) == 2
    assert "holds files that this program did not make" in capsys.readouterr().err


def test_a_disk_that_refuses_is_exit_3(site, capsys):
    (site / "file").write_text("")

    assert cli.main(["build", "--project", str(site), "--out", str(site / "file/dist")]) == 3
    assert "changzhou-site: File exists: " in capsys.readouterr().err


def test_serving_what_is_not_published_is_exit_3(site, capsys):
    assert cli.main(["serve", "--project", str(site), "--out", str(site / "dist")]) == 3
    assert "run `build` first" in capsys.readouterr().err


def test_an_address_that_is_taken_is_exit_3_and_named(site, capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert cli.main(["serve", "--project", str(site), "--port", str(port)]) == 3
    assert capsys.readouterr().err.endswith(f"Address already in use: 127.0.0.1:{port}\n")


def test_an_address_of_a_network_wants_leave(site, capsys):
    assert cli.main(["serve", "--project", str(site), "--host", "0.0.0.0"]) == 2
    assert "--allow-network" in capsys.readouterr().err


def test_a_held_output_is_exit_4(site, capsys):
    with held(site / ".dist.lock"):
        assert cli.main(["build", "--project", str(site)]) == 4
    assert "another build" in capsys.readouterr().err


def test_a_fault_of_our_own_is_exit_70_and_asks_for_a_report(site, capsys, monkeypatch):
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("ours")

    monkeypatch.setattr("changzhou_site.pipeline.build", broken)
    assert cli.main(["build", "--project", str(site)]) == 70
    assert "Please report it" in capsys.readouterr().err


def test_an_interrupted_build_is_exit_130(site, capsys, monkeypatch):
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("changzhou_site.pipeline.build", interrupted)
    assert cli.main(["build", "--project", str(site)]) == 130
    assert "nothing was published" in capsys.readouterr().err


def test_version_and_help(capsys):
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("changzhou-site 0.")
    assert cli.main(["--help"]) == 0
    printed = capsys.readouterr().out
    assert all(command in printed for command in ("build", "check", "serve", "diff", "explain"))
