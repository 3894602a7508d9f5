"""A whole build: what comes out, byte for byte the same wherever and whenever it is made."""

import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest

from changzhou_site.check import check_project
from changzhou_site.cli import main
from changzhou_site.outputs.assets import make_sheets_and_scripts
from changzhou_site.outputs.view import SiteView
from tests.support import SMALL, copy_small

TOP = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Changzhou site, published."""
    out = tmp_path_factory.mktemp("built") / "dist"
    assert main(["build", "--store", "off", "--project", str(TOP), "--out", str(out)]) == 0
    return out


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


class Page(HTMLParser):
    """A page's links, ids and bound numbers."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.bound: list[tuple[str, str]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.append((tag, found))
        self.links += [found[name] for name in ("href", "src") if found.get(name)]
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "data":
            self.bound.append((found["data-indicator"], found["value"]))


def pages(dist: Path) -> dict[str, Page]:
    return {
        path.relative_to(dist).as_posix(): Page(path.read_text("utf-8"))
        for path in sorted(dist.rglob("*.html"))
    }


def test_the_outputs_are_those_of_the_contract(dist):
    names = [re.sub(r"\.[0-9a-f]{12}\.", ".<hash>.", name) for name in files(dist)]

    charts = [
        f"{start}charts/{path.stem}{ending}"
        for start, folder in (("", dist), ("en/", dist / "en"))
        for path in folder.glob("charts/*.csv")
        for ending in (".csv", ".png", ".svg", "/index.html", "/oembed.json")
    ]
    assert len(charts) >= 2 * 10 * 5
    assert sorted(names) == sorted([*PLAIN_OUTPUTS, *charts])


PLAIN_OUTPUTS = [
    "404.html",
    "assets/embed.<hash>.css",
    "assets/embed.<hash>.js",
    "assets/headline-en.<hash>.css",
    "assets/headline-en.<hash>.woff2",
    "assets/headline-zh.<hash>.css",
    "assets/headline-zh.<hash>.woff2",
    "assets/missing.<hash>.css",
    "assets/site.<hash>.css",
    "assets/site.<hash>.js",
    "build.json",
    "cards/article.png",
    "cards/data.png",
    "cards/methods.png",
    "data/datapackage.json",
    "data/index.html",
    "data/indicators.csv",
    "data/indicators.json",
    "en/cards/article.png",
    "en/cards/data.png",
    "en/cards/methods.png",
    "en/data/index.html",
    "en/index.html",
    "en/methods/index.html",
    "favicon.png",
    "favicon.svg",
    "index.html",
    "methods/index.html",
    "robots.txt",
    "sitemap.xml",
]


def test_every_link_inside_the_site_leads_somewhere(dist):
    opened = pages(dist)
    dead = []
    for name, page in opened.items():
        here = urljoin("https://example.org/changzhou/", name.removesuffix("index.html"))
        for link in page.links:
            address, fragment = urldefrag(urljoin(here, link))
            if not address.startswith("https://example.org/changzhou/"):
                continue
            path = address.removeprefix("https://example.org/changzhou/")
            target = f"{path}index.html" if path.endswith("/") or not path else path
            there = (dist / target).is_file()
            if not there or (fragment and fragment not in opened[target].ids):
                dead.append((name, link))
    assert dead == []


def test_ids_stand_once_on_a_page(dist):
    for name, page in pages(dist).items():
        assert len(page.ids) == len(set(page.ids)), name


def test_nothing_is_inline_and_nothing_comes_from_another_host(dist):
    for name, page in pages(dist).items():
        for tag, attributes in page.tags:
            assert "style" not in attributes, (name, tag)
            assert not any(attribute.startswith("on") for attribute in attributes), (name, tag)
            assert tag != "style", name
            data = attributes.get("type") == "application/ld+json"  # which no browser runs
            assert tag != "script" or attributes.get("src") or data, name
            if tag in ("script", "img", "iframe") or attributes.get("rel") == "stylesheet":
                address = attributes.get("src") or attributes.get("href") or ""
                assert "//" not in address, (name, address)


def test_every_page_says_what_it_is(dist):
    for name, page in pages(dist).items():
        if name == "404.html":
            continue
        tags = [tag for tag, _ in page.tags]
        assert tags.count("h1") == 1, name
        assert tags.count("main") == 1, name
        rels = [(a.get("rel"), a.get("hreflang")) for tag, a in page.tags if tag == "link"]
        assert ("canonical", None) in rels, name
        assert {("alternate", tag) for tag in ("zh-Hans", "en", "x-default")} <= set(rels), name
        metas = {a.get("name") or a.get("property"): a.get("content") for _, a in page.tags}
        for wanted in ("description", "og:title", "og:description", "og:url", "viewport"):
            assert metas[wanted], (name, wanted)


def test_headings_descend_without_a_gap(dist):
    for name, page in pages(dist).items():
        if "charts/" in name:  # a chart alone is a figure, and has no headings
            continue
        levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
        steps = [after - before for before, after in pairwise(levels)]
        assert levels[0] == 1, name
        assert all(step <= 1 for step in steps), (name, levels)


def test_both_languages_show_the_same_figures_and_charts(dist):
    opened = pages(dist)
    for zh, en in (("index.html", "en/index.html"), ("data/index.html", "en/data/index.html")):
        assert set(opened[zh].bound) == set(opened[en].bound)
        charts = [[a["id"] for tag, a in opened[p].tags if tag == "figure"] for p in (zh, en)]
        assert charts[0] == charts[1]


def test_a_missing_page_is_found_from_any_depth(dist):
    page = pages(dist)["404.html"]
    inside = [link for link in page.links if not link.startswith(("https:", "#"))]

    assert inside
    assert all(link.startswith("/changzhou/") for link in inside)


def test_the_headline_fonts_stay_small(dist):
    for font in (dist / "assets").glob("*.woff2"):
        assert font.stat().st_size < 40_000, font.name


def test_two_builds_anywhere_and_at_any_time_are_the_same_bytes(dist, tmp_path):
    project = tmp_path / "elsewhere" / "名字 with space"
    for name in ("data", "content", "templates"):
        shutil.copytree(TOP / name, project / name)
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(TOP),
        "PYTHONHASHSEED": "4711",
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C",
        "HOME": str(tmp_path),
        "MPLCONFIGDIR": str(tmp_path / "mpl"),
        "SOURCE_DATE_EPOCH": "1",
    }
    command = [sys.executable, "-m", "changzhou_site", "build", "--jobs", "1"]
    subprocess.run(command, cwd=project, env=environment, check=True, capture_output=True)

    assert files(project / "dist") == files(dist)


def test_a_changed_figure_changes_wherever_it_stands(tmp_path):
    site = copy_small(tmp_path)
    text = (site / "data/indicators/birds.yaml").read_text("utf-8")
    found = re.search(r"^(\w+):(?:\n  .*)*?\n  value: (\d+)$", text, re.MULTILINE)
    assert found is not None
    id, value = found.groups()
    (site / "data/corrections.yaml").write_text("[]\n")
    main(["build", "--project", str(site)])
    before = bound_texts(site / "dist", id)
    changed = text.replace(f"value: {value}\n", f"value: {int(value) - 1}\n", 1)
    (site / "data/indicators/birds.yaml").write_text(changed, "utf-8")
    main(["build", "--project", str(site)])
    after = bound_texts(site / "dist", id)

    assert len(before) == len(after) > 1
    assert not set(before) & set(after)


def bound_texts(dist: Path, id: str) -> list[str]:
    """What every `<data>` of an indicator says, over all pages."""
    pattern = re.compile(rf'<data data-indicator="{id}" value="([^"]*)">')
    return [
        value
        for path in sorted(dist.rglob("*.html"))
        for value in pattern.findall(path.read_text())
    ]


def test_a_fault_in_a_template_is_told_at_its_line(tmp_path, capsys):
    site = copy_small(tmp_path)
    (site / "templates/parts").mkdir(parents=True)
    (site / "templates/parts/footer.html").write_text(
        "<footer>\n{{ nothing_of_this_name }}\n</footer>\n"
    )

    assert main(["build", "--project", str(site)]) == 1
    assert "templates/parts/footer.html:2:1: template-error" in capsys.readouterr().out
    assert not (site / "dist").exists()


def test_a_site_replaces_templates_and_static_files(tmp_path):
    site = copy_small(tmp_path)
    for folder in ("parts", "static"):
        (site / "templates" / folder).mkdir(parents=True)
    (site / "templates/parts/footer.html").write_text("<footer>our own end</footer>\n")
    (site / "templates/static/3-chart.css").write_text(".chart { margin: 0 }\n")
    (site / "templates/static/logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")

    assert main(["build", "--project", str(site)]) == 0
    assert "our own end" in (site / "dist/index.html").read_text("utf-8")
    for bundle in ("site", "embed"):
        [css] = (site / "dist/assets").glob(f"{bundle}.*.css")
        assert ".chart { margin: 0 }" in css.read_text("utf-8")
    assert list((site / "dist/assets").glob("logo.*.svg"))


@pytest.mark.parametrize("script", ["window.mine = 1", "window.mine = 1 // ours;"])
def test_a_script_of_its_own_ends_before_the_next_one(script: str, tmp_path: Path) -> None:
    site = copy_small(tmp_path)
    (site / "templates/static").mkdir(parents=True)
    (site / "templates/static/0-own.js").write_text(script, "utf-8")
    made = make_sheets_and_scripts(SiteView(check_project(site)))
    [joined] = [asset.data.decode() for asset in made if asset.name == "site.js"]

    assert joined.startswith(f"{script}\n;\n//")


def test_the_small_site_has_nothing_wrong(capsys):
    assert main(["check", "--store", "off", "--project", str(SMALL), "--strict"]) == 0
