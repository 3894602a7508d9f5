"""The build, one line a stage. Everything is gathered before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from changzhou_site import __version__
from changzhou_site.assets import Asset, make_assets
from changzhou_site.charts import LAYOUTS
from changzhou_site.check.project import Checked, check_project
from changzhou_site.dataset import datapackage, indicators_csv
from changzhou_site.edition import EDITION_FILE, edition_of, write_edition
from changzhou_site.errors import Problem, SiteError
from changzhou_site.exports import chart_csv, oembed, robots, sitemap
from changzhou_site.model import Site
from changzhou_site.pages import Addresses, Page, chart_file, oembed_file, site_pages
from changzhou_site.pictures import Pictures, draw_pictures, picture_tasks, useful_jobs
from changzhou_site.prose import Prose, Vocabulary, read_document, read_vocabulary
from changzhou_site.publish import check_output, make_manifest, publish_outputs
from changzhou_site.render import (
    Scene,
    Theme,
    embed_code,
    embed_height,
    find_statics,
    headline_texts,
    render_page,
)
from changzhou_site.theme import palette
from changzhou_site.mentions.stands import find_stands

MADE_WITH = (
    "babel",
    "fonttools",
    "jinja2",
    "markdown",
    "matplotlib",
    "nh3",
    "pillow",
    "pylopdf-fonts-zh-cn",
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
    with stage("check", 0):
        checked = check_project(project)
    if checked.errors or (strict and checked.problems):
        raise SiteError(checked.problems)
    outputs = make_outputs(checked, project, stage, jobs)
    with stage("publish", 0):
        publish_outputs(outputs, out)
    assert checked.site is not None
    pages, charts = site_pages(checked.site), checked.site.charts
    return Built(len(pages), len(charts), len(outputs), checked.problems)


def make_outputs(checked: Checked, project: Path, stage: Stage, jobs: int) -> dict[str, bytes]:
    """Everything that is published, by path. Raises SiteError for a fault in a template."""
    site = checked.site
    assert site is not None
    with stage("fonts and styles", 0):
        assets = make_assets(site, headline_texts(site), find_statics(project))
    pages = site_pages(site)
    tasks = picture_tasks(site, pages)
    with stage("charts and cards", len(tasks)) as step:
        pictures = draw_pictures(tasks, jobs or useful_jobs(tasks), step)
    with stage("pages", len(pages)) as step:
        rendered = _render_all(checked, pages, pictures, assets, project, step)
    edition = edition_of(site, checked.mentions, checked.proses)
    made = {
        EDITION_FILE: write_edition(edition),
        **rendered,
        **pictures.files,
        **dict(_chart_texts(site, pages, pictures)),
    }
    return _outputs(site, pages, assets, made, project)


def _render_all(
    checked: Checked,
    pages: tuple[Page, ...],
    pictures: Pictures,
    assets: tuple[Asset, ...],
    project: Path,
    step: Callable[[], None],
) -> dict[str, bytes]:
    """Every page's HTML by its file."""
    site = checked.site
    assert site is not None
    theme = Theme(project)
    vocabulary = read_vocabulary(site)
    files = {asset.name: asset.path for asset in assets}
    stands = {
        language: find_stands(site, checked.mentions, checked.proses, language)
        for language in site.meta.languages
    }
    rendered = {}
    for page in pages:
        addresses = Addresses(page, site.meta, files)
        scene = Scene(
            site=site,
            page=page,
            pages=pages,
            addresses=addresses,
            prose=_prose_of(page, site, checked.proses, vocabulary, addresses),
            drawings=pictures.drawings,
            stands=stands[page.language],
        )
        rendered[page.file] = render_page(scene, theme)
        step()
    return rendered


def _prose_of(
    page: Page, site: Site, read: Mapping[str, Prose], vocabulary: Vocabulary, links: Addresses
) -> dict[str, Prose]:
    """The documents a page is made of, with its links; the data page counts all as `read`."""
    sections, pages = site.sections(page.language), site.pages(page.language)
    if page.kind == "data":
        return {document.path: read[document.path] for document in (*sections, *pages)}
    documents = sections if page.kind == "article" else [d for d in pages if d is page.document]
    return {d.path: read_document(d, site, vocabulary, links) for d in documents}


def _outputs(
    site: Site,
    pages: tuple[Page, ...],
    assets: tuple[Asset, ...],
    made: Mapping[str, bytes],
    project: Path,
) -> dict[str, bytes]:
    """Everything that is published, by path, with the manifest over it."""
    colours = {name: colour.light for name, colour in palette(site.meta.theme).items()}
    outputs = {
        **made,
        **{asset.path: asset.data for asset in assets},
        "data/datapackage.json": datapackage(site),
        "data/indicators.csv": indicators_csv(site),
        "favicon.svg": f"{Theme(project).render('favicon.svg', colours)}\n".encode(),
        "robots.txt": robots(site),
        "sitemap.xml": sitemap(site, pages),
    }
    versions = {"changzhou-site": __version__, **{name: version(name) for name in MADE_WITH}}
    return {**outputs, "build.json": make_manifest(outputs, versions, site.meta.url)}


def _chart_texts(
    site: Site, pages: tuple[Page, ...], pictures: Pictures
) -> Iterator[tuple[str, bytes]]:
    """Each chart's numbers, and its answer to those who embed it."""
    for page in pages:
        if page.chart:
            where = (site.meta, page.chart, page.language)
            wide, narrow = (
                pictures.drawings[page.chart.id, page.language, layout] for layout in LAYOUTS
            )
            height = embed_height(wide, narrow)
            yield chart_file(*where, "csv"), chart_csv(site, page.chart, page.language)
            yield oembed_file(*where), oembed(site, page, embed_code(site, page, height), height)
