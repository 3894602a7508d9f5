"""Pages of a project without their drawings: what they are put together from, and rendered."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from changzhou_site.charts import LAYOUTS
from changzhou_site.check import Checked, check_project
from changzhou_site.outputs import Plan, plan_outputs
from changzhou_site.outputs.html import plan_pages
from changzhou_site.outputs.view import SiteView
from changzhou_site.pages import Page
from changzhou_site.pipeline import make_outputs, with_manifest
from changzhou_site.remembering import Made, Remembered
from changzhou_site.render import Desk
from changzhou_site.store import Memory
from tests.support import SMALL, TOP, copy_small, silent

BLANK = '<svg height="100"></svg>'


STANDING = (SMALL, TOP)
"""Sites of this repository, which no test changes: each is read, checked and rendered once."""


def read_of(project: Path) -> Checked:
    """A project, whatever its problems."""
    return _read_once(project) if project in STANDING else check_project(project)


_read_once = cache(check_project)


def checked_of(project: Path = SMALL) -> Checked:
    """A project that has no problems."""
    checked = read_of(project)
    assert checked.errors == ()
    return checked


def view_of(project: Path = SMALL) -> SiteView:
    """A project with blank drawings."""
    return undrawn(SiteView(checked_of(project)))


def undrawn(view: SiteView, files: Mapping[str, str] | None = None) -> SiteView:
    """A site with blank drawings, and its assets anywhere."""
    sheets = ("site", "embed", "missing", *(f"headline-{code}" for code in view.site.languages))
    names = [f"{sheet}.{suffix}" for sheet in sheets for suffix in ("css", "js")]
    charts, languages = view.site.charts, view.site.languages
    drawings = {
        (id, code, layout): BLANK for id in charts for code in languages for layout in LAYOUTS
    }
    return view.drawn(drawings, {}, files or dict.fromkeys(names, "x"))


def desk_of(project: Path = SMALL, language: str | None = None) -> Desk:
    """A project in a language, the first unless another is named."""
    view = view_of(project)
    return view.desks[language or view.site.first.code]


def page_at(desk: Desk, path: str) -> Page:
    """The page at a path from the top of the site."""
    return next(page for page in desk.pages if page.path == path)


def site_with(to: Path, files: Mapping[str, str]) -> Path:
    """The small site with some of its files replaced, added to (`+name`) or added."""
    site = copy_small(to)
    for name, content in files.items():
        target = site / name.lstrip("+")
        target.parent.mkdir(parents=True, exist_ok=True)
        before = target.read_text("utf-8") if name.startswith("+") else ""
        target.write_text(before + content, encoding="utf-8")
    return site


def desk_with(to: Path, files: Mapping[str, str], language: str | None = None) -> Desk:
    """The same as pages are put together from."""
    return desk_of(site_with(to, files), language)


def plan_of(project: Path) -> Plan:
    return plan_outputs(checked_of(project))


def outputs_of(checked: Checked, before: Made | None = None) -> dict[str, bytes]:
    """All that a site publishes with the manifest, made here and now, or taken from what was made
    before where that stands."""
    return published_of(checked, made_of(checked, before))


def made_of(checked: Checked, before: Made | None = None) -> Made:
    remembered = Remembered()
    if before:
        outputs = {path: data for path, data in before.outputs.items() if isinstance(data, bytes)}
        kept = Memory(before.traces, pieces=before.pieces)
        remembered = Remembered(kept, fragments=outputs)
    return make_outputs(plan_outputs(checked), remembered, silent, 1)


def published_of(checked: Checked, made: Made) -> dict[str, bytes]:
    outputs = with_manifest(plan_outputs(checked), made)
    return {path: data for path, data in outputs.items() if isinstance(data, bytes)}


def undrawn_pages(project: Path) -> dict[str, str]:
    """Every HTML page of a project by its path, with blank drawings."""
    return _rendered_once(project) if project in STANDING else _rendered(project)


def _rendered(project: Path) -> dict[str, str]:
    plan = plan_of(project)
    files = {
        name: path for task in plan.assets for name, path in task.make(plan.view).names.items()
    }
    view = undrawn(plan.view, files)
    made = [task.make(view).files for task in plan_pages(view)]
    return {path: data.decode() for outputs in made for path, data in outputs.items()}


_rendered_once = cache(_rendered)
