"""CI, of this repository and of a site that `new` writes: what publishes by itself is pinned, and
may do no more than it needs. tests/test_wheel.py does what its steps do."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from changzhou_site.command_line import COMMANDS
from changzhou_site.load.starters import starter_languages
from changzhou_site.starting import start_site
from tests.support import TOP
from tests.test_new import TODAY
from tests.workflows import WORKFLOWS, own_workflows

GITHUB, GITLAB = WORKFLOWS


@pytest.fixture(scope="module", params=["", *starter_languages()])
def written(request, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The text of each file: ours, and those of a new site in each language."""
    folder = TOP
    if request.param:
        folder = tmp_path_factory.mktemp("new") / request.param
        start_site(folder, [request.param], TODAY)
    return {path: (folder / path).read_text("utf-8") for path in WORKFLOWS}


@pytest.fixture
def jobs(written) -> dict[str, dict]:
    return yaml.safe_load(written[GITHUB])["jobs"]


def steps_of(jobs: dict[str, dict]) -> list[dict]:
    return [step for job in jobs.values() for step in job["steps"]]


@pytest.mark.parametrize("path", WORKFLOWS)
def test_ours_are_what_a_new_site_has_and_what_is_ours_besides(path):
    written = (TOP / path).read_text("utf-8")
    assert written == own_workflows()[path], "python -m tests.workflows writes it anew"


def test_actions_are_pinned_by_their_commits(written, jobs):
    for used in [step["uses"] for step in steps_of(jobs) if "uses" in step]:
        assert re.fullmatch(r"actions/[a-z/-]+@[0-9a-f]{40}", used)
        assert re.search(rf"{used} # v\d+\.\d+\.\d+\n", written[GITHUB])


def test_only_what_publishes_may_write(written, jobs):
    assert yaml.safe_load(written[GITHUB])["permissions"] == {"contents": "read"}
    own = {name: job.get("permissions") for name, job in jobs.items()}

    assert own.pop("publish") == {"pages": "write", "id-token": "write"}
    assert {*own.values()} == {None}
    assert jobs["publish"]["if"] == "github.ref == 'refs/heads/main'"


@pytest.mark.parametrize("path", WORKFLOWS)
def test_its_commands_are_those_of_the_program(path, written):
    program = r"(?:- |run: |^ +)(?:python build\.py|changzhou-site) (\S+)"
    used = re.findall(program, written[path], re.MULTILINE)

    assert {"check", "diff", "build"} == {*used} <= {*COMMANDS}


def test_nothing_of_an_event_is_put_into_a_script(jobs):
    scripts = [step["run"] for step in steps_of(jobs) if "run" in step]

    assert scripts
    assert not any("${{" in script for script in scripts)


def test_zizmor_finds_nothing(written, tmp_path):
    path = tmp_path / GITHUB
    path.parent.mkdir(parents=True)
    path.write_text(written[GITHUB], "utf-8")
    zizmor = Path(sys.executable).with_name("zizmor")

    ran = subprocess.run([zizmor, "--offline", path], capture_output=True, text=True, check=False)

    assert ran.returncode == 0, ran.stdout


def test_a_program_of_that_name_in_a_public_index_is_not_installed_unasked(written):
    """Whoever took the name there could run what they like; so nothing is installed before it is
    said where from."""
    for text in written.values():
        assert "install" in text
        assert not re.search(r"pip install [^\n]*changzhou-site", text)
