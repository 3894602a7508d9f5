"""CI of this repository: what publishes by itself is pinned, and may do no more than it needs."""

import re

import pytest
import yaml

from changzhou_site.command_line import COMMANDS
from tests.support import TOP

GITHUB, GITLAB = TOP / ".github/workflows/site.yml", TOP / ".gitlab-ci.yml"
WORKFLOW = yaml.safe_load(GITHUB.read_text("utf-8"))
STEPS = [step for job in WORKFLOW["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize("used", [step["uses"] for step in STEPS if "uses" in step])
def test_actions_are_pinned_by_their_commits(used: str) -> None:
    assert re.fullmatch(r"actions/[a-z/-]+@[0-9a-f]{40}", used)
    assert re.search(rf"{used} # v\d+\.\d+\.\d+\n", GITHUB.read_text("utf-8"))


def test_only_what_publishes_may_write() -> None:
    assert WORKFLOW["permissions"] == {"contents": "read"}
    own = {name: job.get("permissions") for name, job in WORKFLOW["jobs"].items()}

    assert own == {"build": None, "audit": None, "publish": {"pages": "write", "id-token": "write"}}
    assert WORKFLOW["jobs"]["publish"]["if"] == "github.ref == 'refs/heads/main'"


@pytest.mark.parametrize("path", [GITHUB, GITLAB])
def test_its_commands_are_those_of_the_program(path: object) -> None:
    told = (TOP / str(path)).read_text("utf-8")
    used = re.findall(r"python build\.py(?: ([a-z]+))?", told)

    assert {"check", "diff", ""} <= {*used}
    assert {*used} <= {*COMMANDS, ""}


def test_nothing_of_an_event_is_put_into_a_script() -> None:
    scripts = [step["run"] for step in STEPS if "run" in step]

    assert scripts
    assert not any("${{" in script for script in scripts)
