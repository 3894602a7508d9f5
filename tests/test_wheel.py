"""The wheel alone, installed into an empty environment, publishes a site."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.wheel


def run(*command: str | Path, cwd: Path) -> None:
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True)
    assert done.returncode == 0, f"{command} gave {done.returncode}\n{done.stdout}{done.stderr}"


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that holds the wheel and what it depends on, nothing else."""
    folder = tmp_path_factory.mktemp("wheel")
    # The wheel is built from the sdist, so that this is shown to be whole; and not from the top of
    # the repository, where `-m build` would be our build.py.
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, TOP, cwd=folder)
    [wheel] = folder.glob("*.whl")
    environment = folder / "environment"
    run(sys.executable, "-m", "venv", "--without-pip", environment, cwd=folder)
    pip = (sys.executable, "-m", "pip", "--python", environment / "bin/python")
    run(*pip, "install", "--quiet", "-c", TOP / "constraints.txt", wheel, cwd=folder)
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
