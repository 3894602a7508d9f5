"""Pages of a project as rendering sees them, without their drawings."""

from __future__ import annotations

from pathlib import Path

from changzhou_site.check import check_project
from changzhou_site.pages import Addresses, site_pages
from changzhou_site.prose import read_document, read_vocabulary
from changzhou_site.render.scene import Scene
from changzhou_site.uses import find_stands
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
