"""docs/tasks/: each page is done as it says, in the site that `new` writes in its language."""

import re
from pathlib import Path

import pytest

from changzhou_site import cli
from changzhou_site.command_line import read_arguments
from tests.doing import follow, problems, steps
from tests.support import TOP

FOLDERS = {"en": TOP / "docs/tasks", "zh": TOP / "docs/zh/tasks"}
PAGES = {
    f"{language}/{path.stem}": (language, path.read_text("utf-8"))
    for language, folder in FOLDERS.items()
    for path in sorted(folder.glob("*.md"))
}
SEEN = {
    "restyle": ("assets/site.*.css", "--accent: #00695c"),
    "embed": ("charts/loans_line/oembed.json", "https://example.org/charts/loans_line/"),
}
"""What is seen of a page in files that hold no text: the file, and a part of it."""


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_done_as_it_says(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    language, page = PAGES[name]
    site = tmp_path / "reedbrook"
    assert cli.main(["new", str(site), "--lang", language]) == 0
    monkeypatch.chdir(site)

    follow(page, site)

    assert [problem for problem in problems(site) if not problem.warning] == []
    file, part = SEEN.get(name.partition("/")[2], ("index.html", "<h1>"))
    assert any(part in path.read_text("utf-8") for path in (site / "dist").glob(file))


def test_every_page_shows_what_comes_of_it() -> None:
    for _, page in PAGES.values():
        assert any(step.is_shown for step in steps(page))


def test_both_languages_have_the_same_pages() -> None:
    english, chinese = ({path.name for path in folder.glob("*.md")} for folder in FOLDERS.values())
    assert english == chinese


def test_every_command_is_one_of_the_program() -> None:
    for _, page in PAGES.values():
        for command in re.findall(r"`changzhou-site (\w+ [^`]+)`", page):
            read_arguments(command.partition(" >")[0].split())
