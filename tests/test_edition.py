"""What one version of a site says: published as data/indicators.json, and read back the same."""

import json
from pathlib import Path
from typing import Any

import pytest

from changzhou_site.check import check_project
from changzhou_site.edition import (
    EDITION_FILE,
    Edition,
    UnreadableEdition,
    edition_of,
    read_edition,
    write_edition,
)
from changzhou_site.outputs.view import SiteView
from tests.support import SMALL, TOP, copy_small


def edition_from(project: Path) -> Edition:
    view = SiteView(check_project(project))
    return edition_of(view.checked, view.pages, view.stands)


@pytest.fixture(scope="module")
def published(dist) -> bytes:
    """data/indicators.json of the small site."""
    return (dist / EDITION_FILE).read_bytes()


@pytest.fixture(scope="module")
def said(published) -> Any:
    return json.loads(published)


def indicator(said: Any, id: str) -> Any:
    return next(each for each in said["indicators"] if each["id"] == id)


def test_a_published_file_and_its_project_are_the_same_edition(published):
    assert read_edition(published) == edition_from(SMALL)
    assert write_edition(read_edition(published)) == published


def test_the_changzhou_site_reads_back_too_and_stays_small():
    written = write_edition(edition_from(TOP))
    assert write_edition(read_edition(written)) == written
    assert len(written) < 120_000


def test_the_file_is_for_people_too(published):
    text = published.decode()
    assert text.startswith('{\n "format": 1,\n "site": {\n')
    assert text.endswith("}\n")
    assert "越冬水鸟" in text


def test_the_file_says_what_the_site_is(said):
    assert said["site"]["title"]["en"] == "A winter on Heron Lake: about 46,500 birds"
    assert said["site"]["languages"] == ["zh", "en"]
    assert said["site"]["updated"] == "2022-03-05"
    assert said["site"]["license"]["url"] == "https://creativecommons.org/licenses/by/4.0/"
    assert said["sources"]["plan"] == {
        "title": {"zh": "鹭湖保护规划", "en": "Heron Lake conservation plan"},
        "publisher": {"zh": "鹭湖管理处", "en": "Heron Lake Authority"},
        "date": "2021-06-30",
        "url": "https://example.org/plan.html",
    }


def test_an_indicator_has_all_its_observations(said):
    birds = indicator(said, "bird_count")
    assert [each["period"] for each in birds["observations"]] == ["2019", "2020", "2021"]
    assert birds["observations"][-1] == {
        "value": "46500",
        "base": "46500",
        "bound": "about",
        "text": {"zh": "约46500只", "en": "about 46,500 birds"},
        "sources": ["count#2"],
        "period": "2021",
        "first": "2021-01-01",
        "last": "2021-12-31",
        "period_text": {"zh": "2021年", "en": "2021"},
    }


def test_numbers_keep_the_decimals_they_are_published_with(said):
    [goal] = indicator(said, "reed_goal")["observations"]
    assert (goal["value"], goal["base"]) == ("25.0", "25000000")
    assert said["units"]["km2"]["scale"] == "1000000"


def test_wholes_fractions_and_open_periods(said):
    [ringed] = indicator(said, "species_ringed")["observations"]
    assert (ringed["value"], ringed["of"]) == ("33", "41")
    [part] = indicator(said, "protected_part")["observations"]
    assert (part["fraction"], part["base"], part["text"]["en"]) == ("1/4", "0.25", "one quarter")
    [goal] = indicator(said, "reed_goal")["observations"]
    assert "first" not in goal
    assert goal["period_text"]["en"] == "by the end of the plan"


def test_a_derived_indicator_has_its_formula_and_inputs(said):
    share = indicator(said, "reed_share")
    assert share["formula"] == "reed_area / lake_area"
    assert share["inputs"] == ["reed_area", "lake_area"]
    assert share["topic"] == "lake"
    [value] = share["observations"]
    assert (value["value"], value["base"], value["bound"]) == ("33.6", "0.336", "over")


def test_it_says_where_each_indicator_is_seen(said):
    assert indicator(said, "bird_count")["used"] == [
        *("./", "cards/article.png"),
        *("en/", "en/cards/article.png"),
    ]
    assert indicator(said, "lake_area")["used"] == ["about/", "en/about/"]


def test_checks_come_with_their_answers(said):
    assert said["checks"][0] == {
        "check": "geese + swans <= bird_count",
        "why": {
            "zh": "雁和天鹅都在水鸟总数里",
            "en": "geese and swans are part of all waterbirds",
        },
        "unit": "只",
        "left": "20920",
        "right": "46500",
        "holds": True,
    }


def test_the_corrections_log_is_in_it(said):
    [entry] = said["corrections"]
    assert (entry["indicator"], entry["was"], entry["now"]) == ("geese", "18230", "18320")


def test_charts_and_pages_are_there_to_be_compared(said):
    chart = said["charts"]["geese_and_swans"]
    assert chart["show"] == ["geese", "swans"]
    assert chart["highlight"] == ["swans"]
    assert chart["used"] == ["./", "en/"]
    assert list(said["pages"]) == [
        *("./", "data/", "corrections/", "about/"),
        *("en/", "en/data/", "en/corrections/", "en/about/"),
    ]
    assert said["pages"]["en/about/"]["title"] == "How the birds are counted"


def test_a_digest_is_of_the_words_and_not_of_the_figures(tmp_path, said):
    site = copy_small(tmp_path)
    birds = site / "data/indicators/birds.yaml"
    birds.write_text(birds.read_text("utf-8").replace("value: 46500", "value: 46600"), "utf-8")
    page = site / "content/en/about.md"
    page.write_text(page.read_text("utf-8").replace("ringed;", "ringed today;"), "utf-8")

    pages = edition_from(site).pages

    assert pages["./"].words == said["pages"]["./"]["words"]
    assert pages["./"].title == "鹭湖的冬天：约46600只水鸟"
    assert pages["en/about/"].words != said["pages"]["en/about/"]["words"]


def test_drafts_are_not_in_it(tmp_path):
    site = copy_small(tmp_path)
    draft = "---\ntitle: Later\nsummary: Not yet.\nlayout: page\ndraft: true\n---\n{{ geese }}\n"
    (site / "content/en/later.md").write_text(draft, "utf-8")
    assert edition_from(site) == edition_from(SMALL)


def test_a_check_that_cannot_be_judged_has_no_answer(tmp_path):
    site = copy_small(tmp_path)
    (site / "data/checks.yaml").write_text(
        "- {check: geese < lake_area, why: {zh: 错, en: wrong}}\n", "utf-8"
    )
    [answer] = edition_from(site).checks
    assert (answer.holds, answer.left) == (None, None)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<html>", "it is not JSON"),
        (b"[]", "it has no format; this program reads format 1"),
        (b'{"format": 9}', "it is of format 9; this program reads format 1"),
        (b'{"format": 1}', "site: "),
    ],
)
def test_a_file_of_others_is_refused_with_the_reason(data, message):
    with pytest.raises(UnreadableEdition, match=message):
        read_edition(data)
