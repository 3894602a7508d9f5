"""Sites of many indicators and of many pages: what stands where, and that everything leads there.

`tests/many.py` writes the site: 302 indicators in three languages.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

import pytest

from audit import crawl
from audit.published import read_site
from changzhou_site import cli
from changzhou_site.check import check_project
from changzhou_site.model import MANY_INDICATORS, Site
from changzhou_site.outputs.edition_file import EDITION
from tests.desks import undrawn_pages, view_of
from tests.many import ODD, RIVERS, file_of, name_of, write_many
from tests.support import SMALL, site_of

LANGUAGES = [("zh", ""), ("en", "en/"), ("de", "de/")]


HELD = TemporaryDirectory()
"""The sites of this module, which no test changes."""


@cache
def project() -> Path:
    return write_many(Path(HELD.name) / "many")


@cache
def site() -> Site:
    return site_of(project())


@cache
def pages() -> Mapping[str, str]:
    return undrawn_pages(project())


def index(prefix: str) -> str:
    return pages()[f"{prefix}data/index.html"]


def topic_page(prefix: str, river: int) -> str:
    return pages()[f"{prefix}data/topic-{'-'.join(file_of(river).split())}/index.html"]


def row(html: str, id: str) -> str:
    """The row of an indicator, without its attributes."""
    [found] = re.findall(rf'<tr class="indicator" id="{id}"[^>]*>(.*?)</tr>', html, re.DOTALL)
    return str(found)


def ids(html: str) -> list[str]:
    return re.findall(r'<tr class="indicator" id="([^"]+)"', html)


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


# Pages of topics ----------------------------------------------------------------------------------


def test_up_to_300_indicators_stand_on_one_page() -> None:
    every = list(site().indicators.items())
    few = replace(site(), indicators=dict(every[:MANY_INDICATORS]))
    more = replace(site(), indicators=dict(every[: MANY_INDICATORS + 1]))
    assert MANY_INDICATORS == 300
    assert not few.has_topic_pages
    assert more.has_topic_pages
    assert not [page for page in view_of(SMALL).pages if page.kind == "topic"]


@pytest.mark.parametrize(("language", "prefix"), LANGUAGES)
def test_the_data_page_keeps_one_row_and_anchor_for_each_id(language: str, prefix: str) -> None:
    html = index(prefix)
    assert sorted(ids(html)) == sorted(site().indicators)
    assert len(re.findall(r'<tbody class="topic" id="topic-', html)) == RIVERS + 1
    short = row(html, "bridges_2")
    label = site().indicators["bridges_2"].label[language].value
    assert words(short).startswith(label)
    assert '<data data-indicator="bridges_2" value="5">' in short
    assert "2021" in words(short)
    assert "2011" not in short  # the other observations stand on the topic's page
    assert 'href="topic-river-aac/#bridges_2"' in short


@pytest.mark.parametrize(("language", "prefix"), LANGUAGES)
def test_a_topic_has_a_page_with_all_that_is_known_of_its_figures(
    language: str, prefix: str
) -> None:
    html = topic_page(prefix, 2)
    assert ids(html) == ["length_2", "bridges_2", "ferries_2", "added_2", "share_2"]
    own = row(html, "bridges_2")
    assert own.count('<data data-indicator="bridges_2"') == 2
    assert "2011" in words(own)
    assert 'href="../#source-survey"' in own
    assert row(html, "added_2").count('<p class="formula">') == 2
    heading = site().topics["river-aac"][language].value
    assert heading in words(re.findall(r"<h1.*?</h1>", html, re.DOTALL)[0])
    assert '<p class="kicker"><a href="../#topic-river-aac">' in html
    alternates = re.findall(r'<link rel="alternate" hreflang="(.*?)" href="(.*?)"', html)
    assert ("de", "https://example.org/bridges/de/data/topic-river-aac/") in alternates


def test_what_stands_under_the_table_stays_on_the_data_page() -> None:
    for part in ("data-method", "data-units", "data-limits", "data-sources", "data-corrections"):
        assert f'id="{part}"' in index("en/")
        assert f'id="{part}"' not in topic_page("en/", 2)


def test_a_bound_number_leads_to_the_data_page_and_its_popover_to_the_whole_row(
    tmp_path: Path,
) -> None:
    html = undrawn_pages(write_many(tmp_path / "many", pages=1))["en/river-aab/index.html"]
    assert '<a class="bound" href="../data/#bridges_1" data-about="bridges_1">' in html
    [slip] = re.findall(r'<div class="provenance" id="about-(?:.|\n)*?</p>\n</div>', html)
    assert f'<a href="../data/{quote("topic-运河-#1")}/#bridges_1">See the data page</a>' in slip


def test_a_formula_leads_to_the_rows_of_its_inputs_wherever_they_are() -> None:
    formula = row(topic_page("de/", 2), "share_2").partition('<p class="formula">')[2]
    assert '<a href="#bridges_2">' in formula
    assert '<a href="../topic-bridges/#bridges">' in formula


def test_a_topic_has_popovers_of_what_its_notes_name_and_no_others() -> None:
    opened = re.findall(r'id="about-(.*?)" popover', topic_page("en/", 2))
    assert opened == ["bridges_2"]
    assert 'id="about-' not in index("en/")


@pytest.mark.parametrize("kept", ["data/indicators.csv", "data/indicators.json"])
def test_the_figures_for_machines_stay_whole(kept: str, built: Path) -> None:
    text = (built / kept).read_text("utf-8")
    assert all(id in text for id in site().indicators)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("many") / "dist"
    assert cli.main(["build", "--project", str(project()), "--out", str(out)]) == 0
    return out


def test_every_address_leads_somewhere_and_the_topics_are_found_by_search_engines(
    built: Path,
) -> None:
    published = read_site("many", built)
    verdict, _ = crawl.judge((published,))
    assert verdict.findings == ()
    sitemap = (built / "sitemap.xml").read_text("utf-8")
    assert sitemap.count("<loc>https://example.org/bridges/de/data/topic-") == RIVERS + 1
    assert "data/topic-river-aac/index.html" in published.files
    assert not [name for name in published.files if name.startswith("cards/topic")]


def test_a_file_of_any_name_has_a_page(built: Path) -> None:
    """The folder is called as the file is; in an address stands what may stand there."""
    assert (built / f"data/topic-{'-'.join(ODD.split())}/index.html").is_file()
    address = f"topic-{quote('运河-#1')}/"
    assert f'href="{address}"' in index("")
    sitemap = (built / "sitemap.xml").read_text("utf-8")
    assert f"<loc>https://example.org/bridges/data/{address}</loc>" in sitemap


def test_a_topics_page_is_a_dataset_that_is_a_part_of_the_whole() -> None:
    whole, part = (structured(html) for html in (index("en/"), topic_page("en/", 2)))
    assert "variableMeasured" not in whole
    assert part["@id"] == "https://example.org/bridges/en/data/topic-river-aac/#dataset"
    assert part["isPartOf"] == {"@id": whole["@id"]}
    assert [each["propertyID"] for each in part["variableMeasured"]] == ids(topic_page("en/", 2))


def structured(html: str) -> dict[str, Any]:
    [written] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    found: dict[str, Any] = json.loads(written)
    return found


# What knows of them -------------------------------------------------------------------------------


def test_explain_tells_both_rows_of_a_figure(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain", "bridges_2", "--project", str(project())]) == 0
    told = capsys.readouterr().out
    for line in (
        r"de/data/#bridges_2 +its row",
        r"de/data/topic-river-aac/#bridges_2 +its row",
        r"de/data/topic-river-aac/#length_2 +row of length_2",
        r"de/data/topic-river-aac/#added_2 +row of added_2",
    ):
        assert re.search(line, told), line
    assert "de/data/#added_2" not in told  # there is no formula


def test_an_edition_tells_the_pages_of_topics_and_the_words_that_head_them(tmp_path: Path) -> None:
    renamed = write_many(tmp_path / "many")
    path = renamed / "data/indicators/river-aac.yaml"
    path.write_text(path.read_text("utf-8").replace("en: River Aac", "en: The Aac"), "utf-8")
    before, after = (edition_pages(each) for each in (project(), renamed))
    assert "de/data/topic-river-aac/" in before
    changed = [path for path in before if before[path] != after[path]]
    assert changed == ["en/data/", "en/data/topic-river-aac/"]


def edition_pages(project: Path) -> dict[str, dict[str, str]]:
    made = EDITION.make(view_of(project)).files["data/indicators.json"]
    found: dict[str, dict[str, str]] = json.loads(made)["pages"]
    return found


def test_a_value_touches_its_topic_the_data_page_and_what_is_derived(tmp_path: Path) -> None:
    edited = write_many(tmp_path / "many")
    path = edited / "data/indicators/river-aac.yaml"
    path.write_text(path.read_text("utf-8").replace("value: 22", "value: 23"), "utf-8")
    after = undrawn_pages(edited)
    touched = {name for name in pages() if pages()[name] != after[name]}
    names = ("data/index.html", "data/topic-river-aac/index.html")
    assert touched == {f"{prefix}{name}" for _, prefix in LANGUAGES for name in names}


# Many pages ---------------------------------------------------------------------------------------

NAVIGATION = re.compile(r'<nav class="site-links".*?</nav>', re.DOTALL)


@cache
def with_pages(number: int) -> Mapping[str, str]:
    return undrawn_pages(write_many(Path(HELD.name) / f"pages-{number}", rivers=13, pages=number))


def links(html: str) -> list[tuple[str, str]]:
    return re.findall(r'<a href="(.*?)".*?>(.*?)</a>', NAVIGATION.findall(html)[0])


def test_twelve_pages_stand_in_the_navigation() -> None:
    html = with_pages(12)["de/river-aab/index.html"]
    assert [name for _, name in links(html)] == [
        "Daten und Methode",
        *(f"Der {name_of(n)}" for n in range(1, 13)),
    ]
    assert 'id="data-pages"' not in with_pages(12)["de/data/index.html"]


def test_of_more_pages_there_is_one_list_on_the_data_page() -> None:
    html, data = (with_pages(13)[f"de/{name}/index.html"] for name in ("river-aab", "data"))
    assert links(html) == [
        ("../data/", "Daten und Methode"),
        ("../data/#data-pages", "Alle Seiten"),
    ]
    listed = data.partition('id="data-pages"')[2].partition("</section>")[0]
    assert re.findall(r'<a href="(.*?)">(.*?)</a>', listed) == [
        (f"../river-{name_of(n).lower()}/", f"Der {name_of(n)}") for n in range(1, 14)
    ]
    assert 'href="#data-pages"' in data  # in the contents of the page
    method = data.partition('id="data-method"')[2].partition("</section>")[0]
    assert "river-aac" not in method


@pytest.mark.parametrize(("pages", "told"), [(12, {"unknown-link"}), (13, set())])
def test_prose_may_link_to_the_list_of_pages_where_there_is_one(
    pages: int, told: set[str], tmp_path: Path
) -> None:
    project = write_many(tmp_path / "many", rivers=13, pages=pages)
    path = project / "content/en/1-bridges.md"
    path.write_text(f"{path.read_text('utf-8')}\n[All](data.md#data-pages)\n", "utf-8")
    assert {problem.code for problem in check_project(project).errors} == told
