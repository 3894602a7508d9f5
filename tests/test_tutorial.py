"""docs/tutorial.md, done step by step: what it says is what one sees."""

import re
from pathlib import Path

import pytest

from changzhou_site import cli
from changzhou_site.check import check_project
from changzhou_site.errors import Problem, SiteError
from tests.support import TOP

PAGE = (TOP / "docs/tutorial.md").read_text("utf-8")
BLOCK = re.compile(r"^```(\w+) (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
STEPS = [(match[1], match[2], match[3]) for match in BLOCK.finditer(PAGE)]


def edited(text: str, change: str) -> str:
    """A text with a change made: ` ` stands, `-` goes, `+` comes. What is within a line counts."""
    lines = change.splitlines()
    old = "\n".join(line[1:] for line in lines if line[:1] in (" ", "-"))
    new = "\n".join(line[1:] for line in lines if line[:1] in (" ", "+"))
    assert text.count(old) == 1, old
    return text.replace(old, new)


def problems(site: Path) -> tuple[Problem, ...]:
    try:
        return check_project(site).problems
    except SiteError as error:
        return tuple(error.problems)


def do(site: Path, kind: str, name: str, text: str) -> None:
    path = site / name
    path.write_text(edited(path.read_text("utf-8"), text) if kind == "diff" else text, "utf-8")


def heading_before(text: str) -> str:
    return re.findall(r"^## (.*)$", PAGE[: PAGE.index(text)], re.MULTILINE)[-1]


def test_each_step_leads_where_it_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = tmp_path / "reedbrook"
    assert cli.main(["new", str(site)]) == 0
    capsys.readouterr()
    told_at: list[str] = []
    for kind, name, text in STEPS:
        if kind == "text":
            assert "".join(f"{problem}\n" for problem in problems(site)) == text
            continue
        do(site, kind, name, text)
        if problems(site):
            told_at.append(heading_before(text))

    assert problems(site) == ()
    assert told_at == [
        "Add a figure and say it",  # between a record and what belongs to it
        "Add a figure and say it",  # a figure that nothing names yet
        "What you may not do",
        "Add a chart",  # one that no page shows yet
    ]
    assert cli.main(["build", "--strict", "--store", "off", "--project", str(site)]) == 0
    assert "46 readings and talks" in re.sub(
        "<[^>]+>", "", (site / "dist/index.html").read_text("utf-8")
    )
    assert (site / "dist/corrections/index.html").is_file()


def test_every_command_is_one_of_the_program() -> None:
    named = re.findall(r"changzhou-site ([a-z]+)", PAGE)

    assert {*named} <= {"new", "serve", "check", "explain", "build"}
