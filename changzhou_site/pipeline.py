"""The build, one line a stage. Everything is gathered before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path

from changzhou_site import __version__
from changzhou_site.assets import Asset, make_assets
from changzhou_site.charts import LAYOUTS, Layout, draw_chart
from changzhou_site.check import check_project
from changzhou_site.errors import Problem, SiteError
from changzhou_site.exports import robots, sitemap
from changzhou_site.model import Chart, Document, Site
from changzhou_site.pages import Addresses, Page, site_pages
from changzhou_site.prose import read_document, read_vocabulary
from changzhou_site.publish import check_output, make_manifest, publish_outputs
from changzhou_site.render import Scene, Theme, find_statics, find_uses, headline_texts, render_page
from changzhou_site.theme import palette

MADE_WITH = ("babel", "fonttools", "jinja2", "markdown", "matplotlib", "nh3", "pylopdf-fonts-zh-cn")
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


def build(project: Path, out: Path, stage: Stage, *, jobs: int = 1, strict: bool = False) -> Built:
    """Checks, draws, renders and publishes a site.

    Raises SiteError for problems in its files, RefusedOutput or OutputHeld for its output folder,
    OSError for the disk.
    """
    check_output(project, out)
    with stage("check", 0):
        checked = check_project(project)
    if checked.errors or (strict and checked.problems):
        raise SiteError(checked.problems)
    assert checked.site is not None
    site = checked.site
    with stage("fonts and styles", 0):
        assets = make_assets(site, headline_texts(site), find_statics(project))
    tasks = _drawings(site)
    with stage("charts", len(tasks)) as step:
        drawn = _draw_all(site, tasks, jobs, step)
    pages = site_pages(site)
    with stage("pages", len(pages)) as step:
        rendered = _render_all(site, pages, drawn, assets, project, step)
    outputs = _outputs(site, pages, assets, rendered, project)
    with stage("publish", 0):
        publish_outputs(outputs, out)
    return Built(len(pages), len(site.charts), len(outputs), checked.problems)


Drawing = tuple[str, str, Layout]
"""A chart's id, a language, a layout."""


def _drawings(site: Site) -> list[Drawing]:
    """Every drawing to be made."""
    return [
        (id, language, layout)
        for id in site.charts
        for language in site.meta.languages
        for layout in LAYOUTS
    ]


def _draw_all(
    site: Site, tasks: list[Drawing], jobs: int, step: Callable[[], None]
) -> dict[Drawing, str]:
    """Every drawing, one after the other or over several processes; the result is the same."""
    arguments = [(site.charts[id], site, language, layout) for id, language, layout in tasks]
    drawn: dict[Drawing, str] = {}
    if jobs > 1:
        with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
            for task, svg in zip(tasks, pool.map(_draw, arguments, chunksize=4), strict=True):
                drawn[task] = svg
                step()
        return drawn
    for task, argument in zip(tasks, arguments, strict=True):
        drawn[task] = _draw(argument)
        step()
    return drawn


def _draw(argument: tuple[Chart, Site, str, Layout]) -> str:
    chart, site, language, layout = argument
    return draw_chart(chart, site, language, layout)


def _render_all(
    site: Site,
    pages: tuple[Page, ...],
    drawings: Mapping[Drawing, str],
    assets: tuple[Asset, ...],
    project: Path,
    step: Callable[[], None],
) -> dict[str, bytes]:
    """Every page's HTML by its file."""
    theme = Theme(project)
    vocabulary = read_vocabulary(site)
    files = {asset.name: asset.path for asset in assets}
    rendered = {}
    for page in pages:
        addresses = Addresses(page, site.meta, files)
        proses = {
            document.path: read_document(document, site, vocabulary, addresses)
            for document in _documents_of(page, site)
        }
        scene = Scene(
            site=site,
            page=page,
            pages=pages,
            addresses=addresses,
            prose=proses,
            drawings=drawings,
            uses=find_uses(site, proses, page.language) if page.kind == "data" else {},
        )
        rendered[page.file] = render_page(scene, theme)
        step()
    return rendered


def _documents_of(page: Page, site: Site) -> tuple[Document, ...]:
    """The documents a page is made of, or, for the data page, tells the use of."""
    if page.kind == "page":
        return (page.document,) if page.document else ()
    if page.kind == "article":
        return site.sections(page.language)
    if page.kind == "data":
        return (*site.sections(page.language), *site.pages(page.language))
    return ()


def _outputs(
    site: Site,
    pages: tuple[Page, ...],
    assets: tuple[Asset, ...],
    rendered: Mapping[str, bytes],
    project: Path,
) -> dict[str, bytes]:
    """Everything that is published, by path, with the manifest over it."""
    colours = {name: colour.light for name, colour in palette(site.meta.theme).items()}
    outputs = {
        **rendered,
        **{asset.path: asset.data for asset in assets},
        "favicon.svg": f"{Theme(project).render('favicon.svg', colours)}\n".encode(),
        "robots.txt": robots(site),
        "sitemap.xml": sitemap(site, pages),
    }
    versions = {"changzhou-site": __version__, **{name: version(name) for name in MADE_WITH}}
    return {**outputs, "build.json": make_manifest(outputs, versions, site.meta.url)}
