"""The wheel alone, installed into an empty environment, publishes a site, and does what the
workflow of a new site asks of it, step by step."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

TOP = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.wheel


def run(*command: str | Path, cwd: Path) -> None:
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True)
    assert done.returncode == 0, f"{command} gave {done.returncode}\n{done.stdout}{done.stderr}"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the sdist, so that this is shown to be whole; and not from the top of
    the repository, where `-m build` would be our build.py."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, TOP, cwd=folder)
    [wheel] = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def environment(wheel: Path) -> Path:
    """An environment that holds the wheel and what it depends on, nothing else."""
    environment = wheel.parent / "environment"
    run(sys.executable, "-m", "venv", "--without-pip", environment, cwd=wheel.parent)
    pip = (sys.executable, "-m", "pip", "--python", environment / "bin/python")
    run(*pip, "install", "--quiet", "-c", TOP / "constraints.txt", wheel, cwd=wheel.parent)
    return environment


def test_the_installed_wheel_publishes_a_site_elsewhere(environment: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    # Without templates of its own, the site has only the packaged theme to take its CSS from.
    shutil.copytree(
        TOP / "tests/sites/small", site, ignore=shutil.ignore_patterns("dist", "templates")
    )

    run(environment / "bin/changzhou-site", "build", "--project", site, cwd=tmp_path)

    assert (site / "dist/index.html").is_file()
    assert list((site / "dist/assets").glob("*.css"))


def test_the_installed_program_explains_problems(environment: Path, tmp_path: Path) -> None:
    program = environment / "bin/changzhou-site"
    told = subprocess.run(
        [program, "explain", "loose-number"], cwd=tmp_path, capture_output=True, text=True
    )

    assert "Right:" in told.stdout


def test_the_wheel_holds_the_package_and_its_theme_and_nothing_else(environment: Path) -> None:
    [packages] = environment.glob("lib/python*/site-packages")
    [record] = packages.glob("changzhou_site-*.dist-info/RECORD")
    files = [Path(line.split(",")[0]) for line in record.read_text().splitlines()]

    theme = {
        str(file.relative_to("changzhou_site/theme"))
        for file in files
        if file.is_relative_to("changzhou_site/theme")
    }
    assert theme == {
        str(path.relative_to(TOP / "templates"))
        for path in (TOP / "templates").rglob("*")
        if path.is_file()
    }
    assert {file.parts[0] for file in files} == {"..", "changzhou_site", record.parent.name}


def test_the_installed_wheel_starts_a_new_site(environment: Path, tmp_path: Path) -> None:
    command = environment / "bin/changzhou-site"
    run(command, "new", "site", "--lang", "zh", "en", cwd=tmp_path)
    run(command, "build", "--strict", cwd=tmp_path / "site")

    assert (tmp_path / "site/.gitignore").is_file()
    assert (tmp_path / "site/dist/en/index.html").is_file()


# The workflows of a new site ----------------------------------------------------------------------


@pytest.fixture
def repository(environment: Path, tmp_path: Path) -> Path:
    """A new site in a branch that adds a year, as CI has it: its main branch is elsewhere."""
    run(environment / "bin/changzhou-site", "new", "site", cwd=tmp_path)
    site = tmp_path / "site"
    for command in ("init --quiet --initial-branch main", "add .", "commit --quiet -m New"):
        git(site, *command.split())
    run("git", "clone", "--quiet", "--bare", site, tmp_path / "origin.git", cwd=tmp_path)
    git(site, "remote", "add", "origin", tmp_path / "origin.git")
    git(site, "checkout", "--quiet", "-b", "change")
    figures = site / "data/indicators/library.yaml"
    year = "    2025: 71450\n"
    figures.write_text(
        figures.read_text("utf-8").replace(year, f"{year}    2026: 74905\n"), "utf-8"
    )
    git(site, "commit", "--quiet", "--all", "-m", "One more")
    return site


def git(site: Path, *command: str | Path) -> None:
    who = ("-c", "user.name=Editor", "-c", "user.email=editor@example.org")
    run("git", *who, *command, cwd=site)


@pytest.fixture
def on_a_runner(environment: Path, repository: Path, wheel: Path) -> Callable[..., str]:
    """Does a script as a runner of CI does, in the repository; what it says."""
    pip = repository.parent / "bin/pip"  # the environment has none of its own
    pip.parent.mkdir()
    pip.write_text(f'exec {sys.executable} -m pip --python {environment}/bin/python "$@"\n')
    npx = pip.with_name("npx")  # `--yes`, the package and its version: it lies in tests/editor
    npx.write_text(f'exec {TOP}/tests/editor/node_modules/.bin/html-validate "${{@:3}}"\n')
    for each in (pip, npx):
        each.chmod(0o755)
    path = f"{pip.parent}:{environment / 'bin'}:{os.environ['PATH']}"

    def do(script: str, **own: str) -> str:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        env = kept | {"PATH": path, "CHANGZHOU_SITE": str(wheel)} | own
        command = ["bash", "-e", "-o", "pipefail", "-c", script]
        ran = subprocess.run(command, cwd=repository, env=env, capture_output=True, text=True)
        assert ran.returncode == 0, f"{script} gave {ran.returncode}\n{ran.stdout}{ran.stderr}"
        return ran.stdout

    return do


def test_the_steps_for_github_check_tell_what_changes_and_build(
    repository: Path, on_a_runner: Callable[..., str]
) -> None:
    workflow = yaml.safe_load((repository / ".github/workflows/site.yml").read_text("utf-8"))
    summary = repository.parent / "summary.md"
    done = []
    for step in workflow["jobs"]["build"]["steps"]:
        if "run" in step:
            target = dict.fromkeys(step.get("env", {}), "main")  # the branch of `github.base_ref`
            on_a_runner(step["run"], GITHUB_STEP_SUMMARY=str(summary), **target)
            done.append(step["run"])
        elif "with" in step and "path" in step["with"] and "cache/restore" not in step["uses"]:
            assert (repository / step["with"]["path"]).is_dir(), step

    assert len(done) == 5
    assert "74,905" in summary.read_text("utf-8")
    assert (repository / "dist/index.html").is_file()


def test_the_scripts_for_gitlab_do_so_too(
    repository: Path, on_a_runner: Callable[..., str]
) -> None:
    pipeline = yaml.safe_load((repository / ".gitlab-ci.yml").read_text("utf-8"))
    [_, install] = pipeline["default"]["before_script"]
    on_a_runner(install)
    for job in ("check", "changes", "preview", "audit", "pages"):
        for line in pipeline[job]["script"]:
            on_a_runner(line, CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main")
        for path in pipeline[job].get("artifacts", {}).get("paths", ()):
            assert (repository / path).exists(), path

    assert "74,905" in (repository / "changes.md").read_text("utf-8")
    assert (repository / "public/index.html").is_file()


def test_a_template_that_makes_bad_markup_ends_the_run(
    repository: Path, on_a_runner: Callable[..., str]
) -> None:
    workflow = yaml.safe_load((repository / ".github/workflows/site.yml").read_text("utf-8"))
    [audit] = [
        step["run"]
        for step in workflow["jobs"]["build"]["steps"]
        if "html-validate" in step.get("run", "")
    ]
    (repository / "dist").mkdir()
    (repository / "dist/index.html").write_text("<!doctype html><p><img src=x>", "utf-8")

    with pytest.raises(AssertionError, match="wcag"):
        on_a_runner(audit)


def test_a_problem_is_annotated_at_its_line_and_ends_the_run(
    repository: Path, on_a_runner: Callable[..., str]
) -> None:
    figures = repository / "data/indicators/library.yaml"
    figures.write_text(figures.read_text("utf-8").replace("unit: people", "unit: peple"), "utf-8")

    annotated = r"gave 1\n *::error file=data/indicators/library.yaml,line="
    with pytest.raises(AssertionError, match=annotated):
        on_a_runner("changzhou-site check --report github")


def test_a_figure_that_changes_without_a_correction_ends_it_too(
    repository: Path, on_a_runner: Callable[..., str]
) -> None:
    figures = repository / "data/indicators/library.yaml"
    figures.write_text(figures.read_text("utf-8").replace("6240", "6241"), "utf-8")

    with pytest.raises(AssertionError, match="uncorrected-change `members`"):
        on_a_runner("changzhou-site diff main --strict")


@pytest.mark.parametrize("path", [".github/workflows/site.yml", ".gitlab-ci.yml"])
def test_nothing_is_installed_before_it_is_said_where_from(
    path: str, repository: Path, on_a_runner: Callable[..., str]
) -> None:
    [install] = [
        line.split(": ", 1)[-1].strip(" -")
        for line in (repository / path).read_text("utf-8").splitlines()
        if "pip install" in line
    ]
    with pytest.raises(AssertionError, match="CHANGZHOU_SITE: is empty, see the top of"):
        on_a_runner(install, CHANGZHOU_SITE="")
