"""docs/commands.md and its Chinese twin: commands, options, exit codes and variables are those of
the program."""

import ast
import re
from pathlib import Path

import pytest

import changzhou_site
from changzhou_site import cli
from changzhou_site.command_line import COMMANDS
from tests.doing import run, steps
from tests.support import TOP
from tests.test_diff import commit, git

PAGES = {
    "en": (TOP / "docs/commands.md").read_text("utf-8"),
    "zh": (TOP / "docs/zh/commands.md").read_text("utf-8"),
}
SHARED = {"en": "Options of all commands", "zh": "通用选项"}
EXIT_CODES = {"en": "Exit codes", "zh": "退出码"}
ENVIRONMENT = {"en": "The environment", "zh": "环境变量"}


def section(language: str, heading: str) -> str:
    found = re.search(
        rf"^## {heading}\n(.*?)(?=^## |\Z)", PAGES[language], re.MULTILINE | re.DOTALL
    )
    assert found, heading
    return found[1]


def options(text: str) -> set[str]:
    """The options and operands that a table has a row for."""
    return {*re.findall(r"^\| `(--[a-z-]+|[A-Z]+)[ `]", text, re.MULTILINE)}


def helped(command: str, capsys: pytest.CaptureFixture[str]) -> set[str]:
    """The options and operands that `--help` lists."""
    assert cli.main([command, "--help"]) == 0
    listed = capsys.readouterr().out.partition("\n\n")[2]
    return {*re.findall(r"^  (?:-h, )?(--[a-z-]+|[A-Z]+)\b", listed, re.MULTILINE)}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("language", PAGES)
def test_each_option_of_a_command_has_its_row(
    language: str, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told = options(section(language, SHARED[language])) | options(section(language, command))

    assert told == helped(command, capsys)


@pytest.mark.parametrize("language", PAGES)
def test_each_command_is_listed_with_a_link(language: str) -> None:
    listed = re.findall(r"^\| \[`(\w+)`\]\(#(\w+)\) \|", PAGES[language], re.MULTILINE)

    assert listed == [(name, name) for name in COMMANDS]


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_names_the_page(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([*filter(None, [command]), "--help"]) == 0
    pages = re.findall(r"docs/[\w/]+\.md", capsys.readouterr().out)

    assert pages
    assert all((TOP / page).is_file() for page in pages)


@pytest.mark.parametrize("language", PAGES)
def test_exit_codes_are_those_of_the_program(language: str) -> None:
    told = re.findall(r"^\| (\d+) \|", section(language, EXIT_CODES[language]), re.MULTILINE)

    assert [*map(int, told)] == [
        cli.PUBLISHED,
        cli.PROBLEMS,
        cli.USAGE,
        cli.ENVIRONMENT,
        cli.HELD,
        cli.FAULT,
        cli.INTERRUPTED,
    ]


@pytest.mark.parametrize("language", PAGES)
def test_variables_are_those_that_the_program_reads(language: str) -> None:
    told = re.findall(r"^\| `(\w+)` \|", section(language, ENVIRONMENT[language]), re.MULTILINE)

    assert {*told} == {*variables(Path(changzhou_site.__file__).parent)}


def variables(package: Path) -> list[str]:
    """What is asked of the environment, by name."""
    calls = (
        node
        for path in package.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call | ast.Subscript)
    )
    found = (
        re.match(r"os\.(?:environ(?:\.get)?|getenv)[(\[]'(\w+)'", ast.unparse(e)) for e in calls
    )
    return [match[1] for match in found if match]


@pytest.mark.parametrize("language", PAGES)
def test_every_example_can_be_run(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    assert cli.main(["new", str(site), "--lang", language]) == 0
    monkeypatch.chdir(site)
    (site / "power.csv").write_text("year,output\n2024,5\n2025,6\n", "utf-8")
    git(site, "init", "--quiet")
    commit(site)
    git(site, "update-ref", "refs/remotes/origin/main", "HEAD")
    for step in steps(PAGES[language]):
        if step.kind == "command" and re.match("[a-z]", step.text):
            run(step.text)


@pytest.mark.parametrize("page", ["docs/serve.md", "docs/zh/serve.md"])
def test_the_page_of_serve_has_its_options(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    told = options((TOP / page).read_text("utf-8"))
    own = options(section("en", "serve"))

    assert own <= told <= helped("serve", capsys)
