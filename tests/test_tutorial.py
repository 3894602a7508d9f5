"""The tutorials, done step by step: what they say is what one sees."""

import re
from pathlib import Path

import pytest

from changzhou_site import cli
from changzhou_site.command_line import COMMANDS
from tests.doing import Step, problems, reported, steps, write
from tests.support import TOP

PAGES = {
    "en": (TOP / "docs/tutorial.md").read_text("utf-8"),
    "zh": (TOP / "docs/zh/tutorial.md").read_text("utf-8"),
}
SAID = {"en": "46 readings and talks", "zh": "办了46场"}


def files_of(page: str) -> list[Step]:
    """The steps that write files, and what is told of them."""
    return [step for step in steps(page) if step.kind != "command"]


@pytest.mark.parametrize("language", PAGES)
def test_each_step_leads_where_it_says(
    language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site, told = tmp_path / "reedbrook", 0
    assert cli.main(["new", str(site), "--lang", language]) == 0
    capsys.readouterr()
    for step in files_of(PAGES[language]):
        if step.is_shown:
            assert reported(site) == step.text
        else:
            write(site, step)
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
        code: [(step.kind, step.name.replace(f"/{code}/", "/")) for step in files_of(page)]
        for code, page in PAGES.items()
    }
    of_units = ("diff", "data/units.yaml")  # a Chinese figure has a measure word, declared there

    assert steps["en"] == [step for step in steps["zh"] if step != of_units]


def test_every_command_is_one_of_the_program() -> None:
    for page in PAGES.values():
        assert {*re.findall(r"changzhou-site ([a-z]+)", page)} <= COMMANDS.keys()
