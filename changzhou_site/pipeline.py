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
from changzhou_site.outputs import Plan, drawings_of, plan_outputs
from changzhou_site.publish import MANIFEST, check_output, make_manifest, publish_outputs
from changzhou_site.remembering import Made, Remembered, Why, find_why, keep, make_or_take, recall
from changzhou_site.standing import EditionMoved, Output, Standing
from changzhou_site.store import NOTHING, Store

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
    fresh: int
    """How many tasks were not remembered."""
    warnings: tuple[Problem, ...]
    why: Why | None = None
    """Of the output that was asked about."""


def build(
    project: Path,
    out: Path,
    stage: Stage,
    *,
    jobs: int = 0,
    strict: bool = False,
    store: Store | None = None,
    about: str = "",
) -> Built:
    """Checks, draws, renders and publishes a site.

    `jobs` is how many processes draw, 0 as many as are useful; `store` is what builds remember;
    `about` is the output whose `why` is wanted. Raises SiteError for problems in the files,
    RefusedOutput or OutputHeld for the output folder, OSError for the disk.
    """
    check_output(project, out)
    kept = store.recall() if store else NOTHING
    with stage("load", 0):
        reading = load_site(project, kept.before.facts)
    with stage("check", 0):
        checked = check_reading(reading, kept.before, jobs)
    if checked.errors or (strict and checked.problems):
        raise SiteError(checked.problems)
    plan = plan_outputs(checked)
    try:
        remembered = recall(store, kept, plan, out)
        made, left = _publish(plan, remembered, out, stage, jobs)
    except EditionMoved:
        remembered = Remembered()
        made, left = _publish(plan, remembered, out, stage, jobs)
    if store:
        keep(store, kept, plan, made, out, left)
    site = checked.site
    return Built(
        len(plan.view.pages),
        len(site.charts),
        len(left),
        len(made.fresh),
        checked.problems,
        find_why(about, made, remembered) if about else None,
    )


def _publish(
    plan: Plan, remembered: Remembered, out: Path, stage: Stage, jobs: int
) -> tuple[Made, dict[str, Standing]]:
    made = make_outputs(plan, remembered, stage, jobs)
    with stage("publish", 0):
        return made, publish_outputs(with_manifest(plan, made), out)


def make_outputs(plan: Plan, remembered: Remembered, stage: Stage, jobs: int) -> Made:
    """Everything that is published but the manifest, new or taken over. Raises SiteError for a
    fault in a template."""
    view = plan.view
    with stage("fonts and styles", len(plan.assets)) as step:
        assets = make_or_take(plan.assets, view, remembered, 1, step)
    pictured = (*plan.drawings, *plan.pictures)
    with stage("charts and cards", len(pictured)) as step:
        drawn = make_or_take(pictured, view, remembered, jobs, step)
    drawings = drawings_of(plan.drawings, drawn.outputs)
    taking_up = view.drawn(drawings, drawn.sizes, assets.names, remembered.kept.pieces)
    with stage("pages", len(plan.texts)) as step:
        texts = make_or_take(plan.texts, taking_up, remembered, jobs, step)
    return assets.joined(drawn).joined(texts)


def with_manifest(plan: Plan, made: Made) -> dict[str, Output]:
    """What is published: drawings stand in the pages alone."""
    inlined = {task.name for task in plan.drawings}
    outputs = {path: each for path, each in made.outputs.items() if path not in inlined}
    versions = {"changzhou-site": __version__, **{name: version(name) for name in MADE_WITH}}
    return {**outputs, MANIFEST: make_manifest(outputs, versions, plan.view.site.meta.url)}
