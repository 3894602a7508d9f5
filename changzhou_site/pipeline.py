"""The build, one line a stage. Everything is gathered before anything is written."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from changzhou_site import __version__
from changzhou_site.check import check_reading
from changzhou_site.errors import Problem, SiteError
from changzhou_site.load import load_site
from changzhou_site.outputs import Plan, make_all, plan_outputs, useful_jobs
from changzhou_site.publish import check_output, make_manifest, publish_outputs

MADE_WITH = (
    "babel",
    "fonttools",
    "jinja2",
    "markdown",
    "matplotlib",
    "nh3",
    "pillow",
    "pylopdf-fonts-zh-cn",
    "regex",
)
"""The libraries whose versions show in the outputs."""

Stage = Callable[[str, int], AbstractContextManager[Callable[[], None]]]
"""Opens a stage by its name and its number of steps; what it gives is called after each step."""


@dataclass(frozen=True)
class Built:
    """What a build has published."""

    pages: int
    charts: int
    outputs: int
    warnings: tuple[Problem, ...]


def build(project: Path, out: Path, stage: Stage, *, jobs: int = 0, strict: bool = False) -> Built:
    """Checks, draws, renders and publishes a site.

    `jobs` is how many processes draw, 0 as many as are useful. Raises SiteError for problems in
    its files, RefusedOutput or OutputHeld for its output folder, OSError for the disk.
    """
    check_output(project, out)
    with stage("load", 0):
        reading = load_site(project)
    with stage("check", 0):
        checked = check_reading(reading)
    if checked.errors or (strict and checked.problems):
        raise SiteError(checked.problems)
    plan = plan_outputs(checked)
    outputs = make_outputs(plan, stage, jobs)
    with stage("publish", 0):
        publish_outputs(outputs, out)
    site = checked.site
    return Built(len(plan.view.pages), len(site.charts), len(outputs), checked.problems)


def make_outputs(plan: Plan, stage: Stage, jobs: int) -> dict[str, bytes]:
    """Everything that is published, by path, with the manifest over it. Raises SiteError for a
    fault in a template."""
    with stage("fonts and styles", 0):
        made = {asset.path: asset.data for asset in plan.assets}
    pictured = (*plan.drawings, *plan.pictures)
    with stage("charts and cards", len(pictured)) as step:
        drawn = make_all(pictured, jobs or useful_jobs(pictured), step)
    inlined = {task.name for task in plan.drawings}
    made |= {path: data for path, data in drawn.items() if path not in inlined}
    texts = tuple(plan.texts(drawn))
    with stage("pages", len(texts)) as step:
        made |= make_all(texts, 1, step)
    versions = {"changzhou-site": __version__, **{name: version(name) for name in MADE_WITH}}
    return {**made, "build.json": make_manifest(made, versions, plan.view.site.meta.url)}
