"""The corrections log, the marks at corrected numbers, and their absence where there are none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from changzhou_site.addresses import settle
from changzhou_site.cli import main
from changzhou_site.render.corrections_log import (
    CorrectionView,
    corrections_address,
    corrections_context,
    corrections_text,
)
from tests.desks import desk_of, desk_with
from tests.support import SMALL, TOP, copy_small, site_of

LOG = """\
- date: 2022-03-04
  indicator: geese
  was: 18230
  now: 18300
  why: {zh: 抄错了, en: miscopied}
- date: 2022-03-05
  indicator: geese
  was: 18300
  now: 18320
  why: {zh: 又抄错了, en: miscopied again}
- date: 2022-03-06
  indicator: swans
  was: 2500
  now: 2600
  why: {zh: 傍晚那批没算进去, en: those at dusk were left out}
"""

DERIVED = """\
both:
  label: {zh: 雁和天鹅, en: Geese and swans}
  unit: 只
  formula: geese + swans
both_share:
  label: {zh: 雁和天鹅的比例, en: Share of geese and swans}
  unit: "%"
  formula: both / bird_count
change:
  label: {zh: 前两年的变化, en: Change over the years before}
  unit: 只
  formula: bird_count @2020 - bird_count @2019
  period: 2019/2020
"""


def entries(language: str = "zh", to: Path | None = None, log: str = LOG) -> list[CorrectionView]:
    """The log of the small site; with `to`, of one with other corrections and more figures."""
    files = {"data/corrections.yaml": log, "+data/indicators/birds.yaml": DERIVED}
    desk = desk_with(to, files, language) if to else desk_of(SMALL, language)
    found = corrections_context(desk)["entries"]
    assert isinstance(found, list)
    return found


def settled(address: str, page: str) -> str:
    """An address as the way from a page of the small site."""
    return settle(address, page, site_of().meta, {})


# The log -----------------------------------------------------------------------------------------


def test_an_entry_says_what_was_wrong_and_why() -> None:
    [zh], [en] = entries(), entries("en")
    assert (zh.id, zh.date, zh.machine_date) == ("geese-2022-03-05", "2022年3月5日", "2022-03-05")
    assert zh.figure.label == "雁类"
    assert settled(zh.figure.address, "corrections/") == "../data/#geese"
    assert zh.change == "原为<del>18230只</del>，更正为<ins>18320只</ins>"
    assert zh.why == "两位数字写反了"
    assert en.date == "5 March 2022"
    assert en.change == (
        "First given as <del>18,230 birds</del>, corrected to <ins>18,320 birds</ins>"
    )


def test_the_newest_comes_first_and_values_read_as_the_figure_does(tmp_path: Path) -> None:
    found = entries(to=tmp_path)
    assert [entry.id for entry in found] == [
        "swans-2022-03-06",
        "geese-2022-03-05",
        "geese-2022-03-04",
    ]
    assert "<del>超2500只</del>" in found[0].change


def test_what_rests_on_the_figure_is_told_at_any_distance(tmp_path: Path) -> None:
    swans, geese, _ = entries(to=tmp_path)
    assert [figure.label for figure in geese.derived] == ["雁和天鹅", "雁和天鹅的比例"]
    ways = [settled(figure.address, "corrections/") for figure in geese.derived]
    assert ways == ["../data/#both", "../data/#both_share"]
    assert 'data-indicator="both"' in geese.derived[0].value
    assert geese.derived == swans.derived


def test_what_rests_on_older_observations_is_not_touched(tmp_path: Path) -> None:
    about = "indicator: bird_count, was: 45500, now: 46500, why: {zh: 错, en: wrong}"
    [entry] = entries(to=tmp_path, log=f"- {{date: 2022-03-06, {about}}}\n")
    assert [figure.label for figure in entry.derived] == ["雁和天鹅的比例"]


# The end of the article --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "one", "three"),
    [
        ("zh", "发布以来更正过1处数字", "发布以来更正过3处数字"),
        ("en", "1 figure corrected since publication", "3 figures corrected since publication"),
    ],
)
def test_the_article_says_how_many_there_were(
    tmp_path: Path, language: str, one: str, three: str
) -> None:
    assert corrections_text(desk_of(SMALL, language)) == one
    several = desk_with(tmp_path, {"data/corrections.yaml": LOG}, language)
    assert corrections_text(several) == three
    article = "" if language == "zh" else f"{language}/"
    assert settled(corrections_address(several), article) == "corrections/"


# Whole sites -------------------------------------------------------------------------------------


def publish(project: Path, to: Path) -> Path:
    out = to / "dist"
    assert main(["build", "--project", str(project), "--out", str(out)]) == 0
    return out


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(SMALL, tmp_path_factory.mktemp("small"))


MARK = re.compile(r'<a class="corrected" href="([^"]+)" aria-label="([^"]+)">([^<]+)</a>')


def test_every_corrected_number_carries_a_mark_that_says_what_it_is(small: Path) -> None:
    zh = MARK.findall((small / "index.html").read_text("utf-8"))
    en = MARK.findall((small / "en/index.html").read_text("utf-8"))
    assert set(zh) == {("corrections/#geese-2022-03-05", "更正：雁类，2022年3月5日", "〔更正〕")}
    assert set(en) == {
        ("corrections/#geese-2022-03-05", "corrected: Geese, 5 March 2022", "[corrected]")
    }
    html = (small / "index.html").read_text("utf-8")
    linked = re.findall(r'<a class="bound"[^>]* data-about="geese">.*?</a>(.*?>)', html)
    assert linked
    assert all(after.startswith('<a class="corrected"') for after in linked)


def test_no_mark_stands_in_a_heading_or_a_link(small: Path) -> None:
    for path in small.rglob("*.html"):
        html = path.read_text("utf-8")
        for element in re.findall(r"<(h[1-6]|a|title)\b[^>]*>(.*?)</\1>", html, re.DOTALL):
            assert 'class="corrected"' not in element[1], path


def test_the_log_is_reached_from_every_page_and_its_entries_have_places(small: Path) -> None:
    for name in ("index.html", "data/index.html", "about/index.html", "en/index.html"):
        html = (small / name).read_text("utf-8")
        footer = html[html.index('<footer class="colophon">') :]
        assert re.search(r'href="(\.\./)?corrections/">', footer), name
    log = (small / "corrections/index.html").read_text("utf-8")
    assert '<li id="geese-2022-03-05">' in log


def test_a_site_without_corrections_says_so_and_has_no_log(tmp_path: Path) -> None:
    site = copy_small(tmp_path)
    (site / "data/corrections.yaml").unlink()
    out = publish(site, tmp_path)
    html = (out / "index.html").read_text("utf-8")
    assert not (out / "corrections").exists()
    assert "发布以来没有更正。" in html
    assert 'class="corrected"' not in html
    assert "corrections/" not in html


def test_changzhou_has_none() -> None:
    desk = desk_of(TOP)
    assert (corrections_text(desk), corrections_address(desk)) == ("", "")
