"""What the guard makes of names: fragments of every class, literals, names in braces, hints, cost,
and how the data page lists what stands unbound."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path
from time import process_time

import pytest

from changzhou_site.errors import Problem, SiteError
from changzhou_site.guard import Vocabulary, find_loose, read_vocabulary, tell
from tests.desks import undrawn_pages
from tests.support import TESTS, check_copy, copy_small, site_of

FRAGMENTS = TESTS / "guard" / "fragments.tsv"
SITES = {"en": "small", "zh": "small", "de": "iowa"}


@cache
def vocabulary(language: str) -> Vocabulary:
    return read_vocabulary(site_of(TESTS / "sites" / SITES[language]))


def fragments() -> Iterator[tuple[str, str, str]]:
    """Language, fragment, and what is to be said of it."""
    with FRAGMENTS.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row[0] in SITES:
                yield row[0], row[1], row[2]


@pytest.mark.parametrize(("language", "fragment", "wanted"), list(fragments()))
def test_a_fragment_is_passed_told_or_warned_of(language: str, fragment: str, wanted: str) -> None:
    known = vocabulary(language)
    told = [tell(each, known, language) for each in find_loose(fragment, known, (), language)]
    errors = [each for each in told if not each.warning]
    assert ("flag" if errors else "warn" if told else "pass") == wanted


def test_every_language_of_the_package_has_fragments_of_each_verdict() -> None:
    verdicts = {(language, wanted) for language, _, wanted in fragments()}
    assert verdicts == {(language, each) for language in SITES for each in ("pass", "flag", "warn")}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("form", ["- {}\n", "{}\n\n"])
def test_fragments_are_read_alike_below_one_another(
    form: str, language: str, tmp_path: Path
) -> None:
    """As items of a list, and as paragraphs."""
    own = [(fragment, wanted) for code, fragment, wanted in fragments() if code == language]
    site = copy_small(tmp_path)
    for code in ("en", "zh"):
        body = "".join(form.format(fragment) for fragment, _ in own) if code == language else "x\n"
        front = "---\ntitle: T\nsummary: T\nlayout: page\n---\n"
        (site / f"content/{code}/fragments.md").write_text(front + body, "utf-8")
    told: dict[int, str] = {}
    for problem in check_copy(site).problems:
        if problem.place.path == f"content/{language}/fragments.md":
            said = "warn" if problem.warning else "flag"
            told[problem.place.line] = min(said, told.get(problem.place.line, said))
    lines = {6 + n * form.count("\n"): each for n, each in enumerate(own)}
    wrong = [said for line, said in lines.items() if told.get(line, "pass") != said[1]]
    assert wrong == []


# Sites with texts of their own --------------------------------------------------------------------


def site_with(to: Path, prose: str, site_yaml: str = "", indicators: str = "") -> Path:
    """The small site with a line of Chinese prose, keys of data/site.yaml in place of `literals`,
    and more indicators."""
    site = copy_small(to)
    about, meta = site / "content/zh/about.md", site / "data/site.yaml"
    about.write_text(about.read_text("utf-8") + f"\n{prose}\n", "utf-8")
    keys = meta.read_text("utf-8").replace("literals: [CC BY 4.0]", site_yaml)
    meta.write_text(keys, "utf-8")
    if indicators:
        (site / "data/indicators/more.yaml").write_text(indicators, "utf-8")
    return site


def told(site: Path) -> list[str]:
    """Code and message of each problem."""
    return [f"{each.code} {each.message}" for each in problems(site)]


def problems(site: Path) -> list[Problem]:
    unused = ("unused-indicator",)
    return [each for each in check_copy(site).problems if each.code not in unused]


# Literals -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("literal", "prose", "wanted"),
    [
        ("532", "532战略。", []),
        ("'/\\d+号工地/'", "77号工地停了。", []),
        ("LY5&6", "LY5&6生产线。", []),
        ("万亿元大关", "突破万亿元大关。", []),
        ("超260GWh", "产能超260GWh。", ["measure-as-name `超260GWh` is a measure and no name"]),
        ("约5%", "约5%的湖面。", ["measure-as-name `约5%` is a measure and no name"]),
        ("三成", "三成的湖面。", ["measure-as-name `三成` is a measure and no name"]),
        ("第1位", "第1位的湖。", ["measure-as-name `第1位` is a measure and no name"]),
        ("18320只", "18320只雁。", ["measure-as-name `18320只` is how `geese` reads"]),
        ("'/\\d+只/'", "500只雁。", ["measure-as-name `500只` is a measure and no name"]),
        ("'/[/'", "雁。", ["bad-pattern `/[/`: unterminated character set at position 1"]),
        ("'/x*/'", "雁。", ["bad-pattern `/x*/`: it matches where nothing stands"]),
        ('"77"', "雁。", ["unused-literal `77` stands nowhere as a name"]),
    ],
)
def test_a_literal_is_a_name_and_no_measure(
    literal: str, prose: str, wanted: list[str], tmp_path: Path
) -> None:
    site = site_with(tmp_path, prose, f"literals: [{literal}]")
    assert told(site) == wanted
    assert {each.place.path for each in problems(site)} <= {"data/site.yaml"}
    assert {each.place.column for each in problems(site)} <= {12}


def test_a_literal_of_a_file_is_judged_too(tmp_path: Path) -> None:
    site = copy_small(tmp_path)
    about = site / "content/en/about.md"
    text = about.read_text("utf-8").replace(
        "layout: page", 'layout: page\nliterals: ["10 percent"]'
    )
    about.write_text(f"{text}\nIt was 10 percent.\n", "utf-8")
    assert told(site) == ["measure-as-name `10 percent` is a measure and no name"]


def test_a_pattern_of_a_literal_is_not_waited_for(tmp_path: Path) -> None:
    site = site_with(tmp_path, "a" * 60, "literals: ['/(?:a|aa)+;/']")
    with pytest.raises(SiteError) as raised:
        check_copy(site)
    assert [problem.code for problem in raised.value.problems] == ["slow-pattern"]


def test_scores_are_names_where_the_site_asks(tmp_path: Path) -> None:
    assert told(site_with(tmp_path / "on", "以3:1获胜。", "names: [scores]")) == []
    off = site_with(tmp_path / "off", "以3:1获胜。", "names: []")
    assert told(off) == ["loose-number `3:1` is typed into the text"]
    wrong = site_with(tmp_path / "wrong", "雁。", "names: [goals]")
    assert told(wrong) == ["unknown-name-class `goals`"]


# Names in braces ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("prose", "wanted"),
    [
        ('他带着{{ "尼瓦4500" }}来。', []),
        ("他带着{{ “尼瓦4500” }}来。", []),
        ('{{ "" }}', ["bad-reference no name stands between the quotation marks"]),
        ('{{ "500只雁" }}', ["measure-as-name `500只雁` holds a measure"]),
        ('{{ "超30%" }}', ["measure-as-name `超30%` is a measure and no name"]),
        ('{{ "三成" }}', ["measure-as-name `三成` is a measure and no name"]),
        ('{{ "500" }}只', ["measure-as-name a unit follows `500`, and makes a measure of it"]),
        ('{{ "500" }}%', ["measure-as-name a unit follows `500`, and makes a measure of it"]),
        ('{{ "18320只" }}', ["measure-as-name `18320只` is how `geese` reads"]),
    ],
)
def test_a_name_in_braces_may_hold_a_number_and_no_measure(
    prose: str, wanted: list[str], tmp_path: Path
) -> None:
    assert told(site_with(tmp_path, prose, "literals: []")) == wanted


def test_a_name_in_braces_is_shown_as_plain_text_everywhere(tmp_path: Path) -> None:
    site = site_with(
        tmp_path, '## 坐{{ "尼瓦4500" }}来 {#niva}\n\n他坐**{{ "尼瓦4500" }}**来。', "literals: []"
    )
    charts = site / "data/charts/birds.yaml"
    text = charts.read_text("utf-8")
    named = text.replace("zh: 雁比天鹅多得多", """zh: '{{ "尼瓦45" }}上看雁'""")
    charts.write_text(named, "utf-8")
    assert told(site) == []
    pages = undrawn_pages(site)
    assert "<strong>尼瓦4500</strong>" in pages["about/index.html"]
    assert "尼瓦45上看雁" in pages["index.html"]
    assert "{{" not in "".join(pages.values())
    assert "尼瓦4500" in unbound(pages["data/index.html"])


# Hints --------------------------------------------------------------------------------------------

MORE = """\
goal: {label: 目标, kind: target, unit: "%", value: 5, period: 2025, source: plan#1}
growth: {label: 自然增长率, unit: ‰, value: -1.0, period: 2024, source: plan#1}
ratio: {label: 比, value: 3, period: 2024, source: plan#1}
change: {label: 变化, unit: 百分点, value: -2.0, period: 2024, source: plan#1}
rate: {label: 第三产业增速, unit: "%", value: 6.0, period: 2025, source: plan#1}
top: {label: 目标上限, kind: target, unit: "%", value: 6, period: 2025, source: plan#1}
"""


@pytest.mark.parametrize(
    ("prose", "named"),
    [
        ("居全国第5位。", []),
        ("收入比2.93∶1。", []),
        ("翻了两番。", []),
        ("下降2%。", []),
        ("下降5个百分点。", []),
        ("增长3%～5%。", ["goal"]),
        ("增长5%至6%。", ["goal", "rate", "top"]),
        ("下降2.0个百分点。", ["change"]),
        ("下降1‰。", ["growth"]),
        ("增长6%。", ["rate", "top"]),
        ("居全省第2位。", ["swan_rank"]),
    ],
)
def test_a_hint_names_all_that_are_equal_and_of_the_same_unit(
    prose: str, named: list[str], tmp_path: Path
) -> None:
    site = site_with(tmp_path, prose, "literals: []", MORE)
    (problem,) = problems(site)
    assert re.findall(r"`(\w+)` reads", problem.hint) == named


def test_a_hint_quotes_the_language_of_the_page(tmp_path: Path) -> None:
    site = copy_small(tmp_path)
    for language in ("zh", "en"):
        about = site / f"content/{language}/about.md"
        about.write_text(about.read_text("utf-8") + "\n18320.\n", "utf-8")
    hints = {each.place.path: each.hint for each in problems(site)}
    assert "reads 18320只" in hints["content/zh/about.md"]
    assert "reads 18,320 birds" in hints["content/en/about.md"]


# Cost ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("prose", [" ".join(map(str, range(5000, 10000))), "1-2-" * 5000])
def test_thousands_of_typed_numbers_are_told_in_seconds(prose: str, tmp_path: Path) -> None:
    site = site_with(tmp_path, prose, "literals: []")
    start = process_time()
    assert len(problems(site)) == 5000
    assert process_time() - start < 10


# The data page ------------------------------------------------------------------------------------


def unbound(page: str) -> str:
    """The part that lists what stands unbound, as text."""
    part = page.partition('id="data-unbound"')[2].partition("</section>")[0]
    return re.sub(r"\s+", " ", unescape(re.sub("<[^>]+>", " ", part)))


def test_the_data_page_lists_what_stands_unbound(tmp_path: Path) -> None:
    prose = "62岁的老李在2021年12月3日7:30坐G42来，这是第3次，过去30年他住532号，"
    prose += "拨12345热线，“三成”雁走了。"
    site = site_with(tmp_path, prose, "literals: []")
    said = unbound(undrawn_pages(site)["data/index.html"])
    for name in ("62岁", "7:30", "G42", "过去30年", "532号", "三成"):
        assert name in said
    assert "1处" in said  # the date, and the ordinal


def test_a_site_without_such_names_has_no_such_part() -> None:
    assert unbound(undrawn_pages(TESTS / "sites" / "small")["data/index.html"]) == ""
