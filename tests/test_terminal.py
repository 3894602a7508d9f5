"""Problems where somebody looks at a terminal, and where nobody does."""

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from changzhou_site.errors import Place, Problem
from changzhou_site.terminal import in_colour
from tests.support import TOP, copy_small

COLOURS = re.compile(r"\x1b\[\d+m")


def plain(text: str) -> str:
    return COLOURS.sub("", text)


def problem(column: int, *, warning: bool = False) -> Problem:
    place = Place("data/a.yaml", 2, column)
    return Problem(place, "bad-thing", "`x` is no thing", "write a thing", warning)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/a.yaml").write_text("a: 1\n面积: {zh: x}\n\n" + "y" * 300 + "\n", "utf-8")
    return tmp_path


def test_the_line_stands_below_with_its_place_marked(project: Path) -> None:
    assert plain(in_colour(problem(10), project)).split("\n") == [
        "data/a.yaml:2:10: bad-thing `x` is no thing",
        "  | 面积: {zh: x}",
        "  |            ^",
        "    hint: write a thing",
    ]


def test_an_error_is_red_and_a_warning_yellow(project: Path) -> None:
    assert "\x1b[31mbad-thing" in in_colour(problem(1), project)
    assert "\x1b[33mwarning bad-thing" in in_colour(problem(1, warning=True), project)


def test_of_a_long_line_the_part_around_the_place_is_shown(project: Path) -> None:
    told = Problem(Place("data/a.yaml", 4, 200), "bad-thing", "too many")
    _, line, mark = plain(in_colour(told, project)).split("\n")

    assert line == f"  | {'y' * 120}"
    assert mark.index("^") == len("  | ") + 60


NO_LINE = [
    Place("data/b.yaml"),
    Place("data/a.yaml", 9),
    Place("data"),
    Place("data/a.yaml", 2, 1, "A"),
]


@pytest.mark.parametrize("place", NO_LINE)
def test_what_has_no_line_is_told_without(project: Path, place: Place) -> None:
    told = Problem(place, "missing-file", "it is not there", "write it")

    assert plain(in_colour(told, project)) == str(told)


def told_to(site: Path, *, terminal: bool, **environment: str) -> str:
    """What `check` of a site prints on a terminal, or into a pipe."""
    command = [sys.executable, str(TOP / "build.py"), "check", "--project", str(site)]
    own = {key: value for key, value in os.environ.items() if key != "NO_COLOR"} | environment
    if not terminal:
        return subprocess.run(command, capture_output=True, text=True, env=own).stdout
    mine, theirs = pty.openpty()
    with subprocess.Popen(command, stdout=theirs, stderr=subprocess.DEVNULL, env=own) as process:
        os.close(theirs)
        heard = b""
        while True:
            try:
                heard += os.read(mine, 65_536)
            except OSError:  # the other end is closed
                break
        process.wait()
    os.close(mine)
    return heard.decode().replace("\r\n", "\n")


def test_a_terminal_sees_colours_and_lines_and_a_pipe_does_not(tmp_path: Path) -> None:
    site = copy_small(tmp_path)
    lake = site / "data/indicators/lake.yaml"
    lake.write_text(lake.read_text("utf-8").replace("value: 62.5", "value: many"), "utf-8")
    seen = told_to(site, terminal=True)

    assert COLOURS.search(seen)
    assert "  |   value: many\n  |          ^\n" in plain(seen)
    for again in (told_to(site, terminal=False), told_to(site, terminal=True, NO_COLOR="1")):
        assert not COLOURS.search(again), "an answer that is given again too"
        assert "  |" not in again
    assert told_to(site, terminal=True) == seen
