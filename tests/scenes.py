"""Pages of a project without their drawings: as rendering sees them, and rendered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from changzhou_site import pipeline
from changzhou_site.check.project import check_project
from changzhou_site.pages import Addresses, site_pages
from changzhou_site.pictures import Pictures, Task
from changzhou_site.prose import read_document, read_vocabulary
from changzhou_site.render.desk import Scene
from changzhou_site.mentions.stands import find_stands
from tests.support import SMALL, copy_small


def scene_of(project: Path = SMALL, path: str = "") -> Scene:
    """The page at a path of a project that has no problems."""
    checked = check_project(project)
    site = checked.site
    assert site is not None, checked.problems
    assert checked.errors == ()
    pages = site_pages(site)
    page = next(page for page in pages if page.path == path)
    addresses, vocabulary = Addresses(page, site.meta, {}), read_vocabulary(site)
    sections, documents = site.sections(page.language), site.pages(page.language)
    if page.kind == "article":
        prose = {d.path: read_document(d, site, vocabulary, addresses) for d in sections}
    else:
        prose = {d.path: checked.proses[d.path] for d in (*sections, *documents)}
    return Scene(
        site=site,
        page=page,
        pages=pages,
        addresses=addresses,
        prose=prose,
        drawings={},
        stands=find_stands(site, checked.mentions, checked.proses, page.language),
    )


def scene_with(to: Path, files: dict[str, str], path: str = "") -> Scene:
    """A page of the small site with some of its files replaced, added to (`+name`) or added."""
    site = copy_small(to)
    for name, content in files.items():
        target = site / name.lstrip("+")
        before = target.read_text("utf-8") if name.startswith("+") else ""
        target.write_text(before + content, encoding="utf-8")
    return scene_of(site, path)


def undrawn_pages(project: Path) -> dict[str, str]:
    """Every HTML page of a project by its path, with blank drawings."""

    def blank(tasks: list[Task], *_: object) -> Pictures:
        names = [task.name for task in tasks]
        return Pictures({name: BLANK for name in names if not isinstance(name, str)}, {})

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "draw_pictures", blank)
        outputs = pipeline.make_outputs(check_project(project), project, silent, jobs=1)
    return {path: data.decode() for path, data in outputs.items() if path.endswith(".html")}


BLANK = '<svg height="100"></svg>'


@contextmanager
def silent(name: str, total: int) -> Iterator[Callable[[], None]]:
    """A stage that tells nothing."""
    yield lambda: None
