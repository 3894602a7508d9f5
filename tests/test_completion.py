"""What Tab completes in a shell: the script that shtab writes, asked by a real bash."""

import subprocess
from pathlib import Path

import pytest
import shtab

from changzhou_site.command_line import COMMANDS
from changzhou_site.completion import parser
from tests.support import SMALL

ASK = """
source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
function=$(complete -p changzhou-site | sed -E 's/.* -F ([^ ]+) .*/\\1/')
$function
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("completion") / "changzhou-site"
    path.write_text(shtab.complete(parser(), "bash"), "utf-8")
    return path


def offered(script: Path, *words: str) -> list[str]:
    """What bash offers for the last of some words."""
    command: list[str | Path] = ["bash", "-c", ASK, "bash", script, "changzhou-site", *words]
    ran = subprocess.run(command, cwd=SMALL, capture_output=True, text=True, check=True)
    return ran.stdout.split()


def test_commands_are_offered(script):
    assert offered(script, "") == [*COMMANDS]
    assert offered(script, "ch") == ["check"]
    assert offered(script, "--strict", "ex") == ["explain"]


def test_options_of_a_command_are_offered(script):
    assert offered(script, "serve", "--o") == ["--out", "--open"]
    assert "--watch" in offered(script, "check", "--")
    assert "--watch" not in offered(script, "build", "--")


@pytest.mark.parametrize("before", [[], ["check"]])
def test_what_an_option_takes_is_offered(before, script):
    assert offered(script, *before, "--report", "") == ["text", "json", "github"]


@pytest.mark.parametrize("before", [["--project"], ["build", "--out"], ["new"]])
def test_folders_are_offered_where_one_belongs(before, script):
    assert offered(script, *before, "cont") == ["content"]
    assert offered(script, *before, "data/site") == [], "a file is no folder"


@pytest.mark.parametrize("shell", shtab.SUPPORTED_SHELLS)
def test_there_is_a_script_for_each_shell(shell):
    written = shtab.complete(parser(), shell)
    assert all(command in written for command in COMMANDS)
