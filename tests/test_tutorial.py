"""The tutorials, done step by step: what they say is what one sees."""

import re
from pathlib import Path

import pytest

from changzhou_site import cli
from changzhou_site.check import check_project
from changzhou_site.command_line import COMMANDS
from changzhou_site.errors import Problem, SiteError
from tests.support import TOP

PAGES = {
    "en": (TOP / "docs/tutorial.md").read_text("utf-8"),
    "zh": (TOP / "docs/zh/tutorial.md").read_text("utf-8"),
}
SAID = {"en": "46 readings and talks", "zh": "办了46场"}
BLOCK = re.compile(r"^```(\w+) (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


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


@pytest.mark.parametrize("language", PAGES)
def test_each_step_leads_where_it_says(
    language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site, told = tmp_path / "reedbrook", 0
    assert cli.main(["new", str(site), "--lang", language]) == 0
    capsys.readouterr()
    for kind, name, text in BLOCK.findall(PAGES[language]):
        if kind == "text":
            assert "".join(f"{problem}\n" for problem in problems(site)) == text
        else:
            do(site, kind, name, text)
            told += bool(problems(site))

    # A record between another and what belongs to it; a figure, and a chart, that nothing names
    # yet; a number that is typed.
    assert told == 4
    assert problems(site) == ()
    assert cli.main(["build", "--strict", "--store", "off", "--project", str(site)]) == 0
    page = (site / "dist/index.html").read_text("utf-8")
    assert SAID[language] in re.sub("<[^>]+>", "", page)
    assert (site / "dist/corrections/index.html").is_file()


def test_both_tell_the_same_steps() -> None:
    steps = {
        code: [(kind, name.replace(f"/{code}/", "/")) for kind, name, _ in BLOCK.findall(page)]
        for code, page in PAGES.items()
    }
    of_units = ("diff", "data/units.yaml")  # a Chinese figure has a measure word, declared there

    assert steps["en"] == [step for step in steps["zh"] if step != of_units]


def test_every_command_is_one_of_the_program() -> None:
    for page in PAGES.values():
        assert {*re.findall(r"changzhou-site ([a-z]+)", page)} <= COMMANDS.keys()
