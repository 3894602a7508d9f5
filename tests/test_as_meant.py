"""Markdown as an author means it: what Python-Markdown alone takes for text is read, or told."""

import re
from pathlib import Path

import pytest

from changzhou_site.prose.lists import lines_as_meant
from tests.support import check_copy, copy_small
from tests.test_prose import html, prose, shown, tight, told

# Lists ------------------------------------------------------------------------------------------

LIST = "<p>三件事：</p><ul><li>芦苇</li><li>水位</li></ul>"
NUMBERED = "<p>三件事：</p><ol><li>芦苇</li><li>水位</li></ol>"


@pytest.mark.parametrize(
    ("body", "made"),
    [
        ("三件事：\n- 芦苇\n- 水位", LIST),
        ("三件事：\n* 芦苇\n* 水位", LIST),
        ("三件事：\n• 芦苇\n• 水位", LIST),
        ("三件事：\n1. 芦苇\n2. 水位", NUMBERED),
        ("三件事：\n1) 芦苇\n2) 水位", NUMBERED),
        ("> 三件事：\n> - 芦苇\n> - 水位", f"<blockquote>{LIST}</blockquote>"),
        ("## 题\n- 芦苇", '<h3 id="count-1">题</h3><ul><li>芦苇</li></ul>'),
        ("> 引\n\n- 芦苇", "<blockquote><p>引</p></blockquote><ul><li>芦苇</li></ul>"),
        ("1. 芦苇\n- 水位", "<ol><li>芦苇</li></ol><ul><li>水位</li></ul>"),
        ("一\\\n二", "<p>一<br>二</p>"),
    ],
)
def test_a_list_needs_no_empty_line_before_it(body: str, made: str) -> None:
    assert tight(html(body)) == made


@pytest.mark.parametrize(
    ("body", "made"),
    [
        ("- 雁\n  - 豆雁\n  - 灰雁\n- 鹅", "<ul><li>豆雁</li><li>灰雁</li></ul>"),
        ("- 雁\n   - 豆雁\n  - 灰雁\n- 鹅", "<ul><li>豆雁</li><li>灰雁</li></ul>"),
        ("- 雁\n\n  - 豆雁\n  - 灰雁\n\n- 鹅", "<ul><li>豆雁</li><li>灰雁</li></ul>"),
        ("1. 雁\n   - 豆雁\n   - 灰雁\n2. 鹅", "<ul><li>豆雁</li><li>灰雁</li></ul>"),
        ("- 雁\n  1. 豆雁\n  2. 灰雁\n- 鹅", "<ol><li>豆雁</li><li>灰雁</li></ol>"),
        ("- 雁\n    - 豆雁\n    - 灰雁\n- 鹅", "<ul><li>豆雁</li><li>灰雁</li></ul>"),
    ],
)
def test_a_list_within_a_list_is_indented_by_two_or_more(body: str, made: str) -> None:
    found = tight(html(body))
    assert made in found
    assert found.count("<li>") == 4


@pytest.mark.parametrize(
    ("body", "made"),
    [
        ("- 雁\n  - 豆雁\n    - 小雁", "<li>雁<ul><li>豆雁<ul><li>小雁</li></ul></li></ul></li>"),
        ("- 雁\n\n  又一段", "<li><p>雁</p><p>又一段</p></li>"),
        ("- 雁\n\n      码", '<li>雁<pre tabindex="0"><code>码\n</code></pre></li>'),
        ("- 雁\n\n        码", '<li>雁<pre tabindex="0"><code>码\n</code></pre></li>'),
        ("- 雁\n  接着写", "<li>雁接着写</li>"),
        ("- 雁\n\n文", "<ul><li>雁</li></ul><p>文</p>"),
        ("- 雁\n\n  又一段\n- 鹅", "<p>又一段</p></li><li><p>鹅</p></li>"),
        ("- 雁\n\n  段\n  - 豆雁\n- 鹅", "<ul><li>豆雁</li></ul></li><li><p>鹅</p></li>"),
    ],
)
def test_what_belongs_to_an_item_is_indented_as_its_text(body: str, made: str) -> None:
    assert made in tight(html(body))


@pytest.mark.parametrize(
    "lines",
    [
        ["字", "-5", "字"],
        ["字", "---"],
        ["* * *"],
        ["在那里住了", "12. 以后"],
        ["    - 码"],
        ["-没有空格"],
        ["1.5 倍"],
    ],
)
def test_what_is_no_list_stays_as_it_is(lines: list[str]) -> None:
    assert lines_as_meant(lines) == lines


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("三件事：\n（1）芦苇\n（2）水位", ["2:1 list-not-read", "3:1 list-not-read"]),
        ("(1) 芦苇", ["1:1 list-not-read"]),
        ("1、芦苇\n2、水位", ["1:1 list-not-read", "2:1 list-not-read"]),
        ("> 1）芦苇", ["1:3 list-not-read"]),
        ("```\n（1）芦苇\n```", []),
    ],
)
def test_a_number_that_begins_no_item_is_told_as_one(body: str, found: list[str]) -> None:
    assert told(body) == found


def test_code_keeps_what_looks_like_a_number_of_a_list() -> None:
    assert "（1）芦苇" in html("```\n（1）芦苇\n```")


# Tables -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "数字：\n| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |",
        "| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n数字：",
        "> 数字：\n> | 甲 | 乙 |\n> |---|---|\n> | 丙 | 丁 |",
        "数字：\n甲 | 乙\n--- | ---\n丙 | 丁",
    ],
)
def test_a_table_needs_no_empty_line_around_it(body: str) -> None:
    made = tight(html(body))
    assert "<p>数字：</p>" in made
    assert "<tr><td>丙</td><td>丁</td></tr></tbody></table></div>" in made


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("| 甲 | 乙 |\n| 丙 | 丁 |", ["1:1 table-not-read"]),
        ("字\n\n| 甲 | 乙 |", ["3:1 table-not-read"]),
        ("| 甲 | 乙 | 丙 |\n|---|---|\n| 丁 | 戊 | 己 |", ["2:1 table-not-read"]),
        ("| 甲 | 乙 |\n|——|——|\n| 丙 | 丁 |", ["1:1 table-not-read"]),
        ("| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 | 戊 |", ["3:1 table-cells"]),
        ("| 甲 | 乙 |\n|---|---|\n| 丙|丁 | 戊 |", ["3:1 table-cells"]),
        (r"甲 | 乙" "\n---|---\n" r"丙\|丁 | `a|b`", []),
        ("| 甲 | 乙 |\n|---|---|\n| {{ geese | in 只 }} | 丁 |", []),
        ("| 甲 | 乙 |\n|---|---|\n| 丙 |", []),
        ("```\n| 甲 | 乙 |\n```", []),
        ("<!-- | 甲 | 乙 | -->", []),
    ],
)
def test_a_table_that_loses_something_is_told(body: str, found: list[str]) -> None:
    assert [line for line in told(body) if "table" in line] == found


def test_tables_and_code_scroll_in_frames_that_a_keyboard_reaches() -> None:
    made = tight(html("| 甲 |\n|---|\n| 乙 |\n\n```\n码\n```\n\n    码"))
    frame = re.match("<div ([^>]*)><table>", made)
    assert frame is not None
    assert set(re.findall(r'\S+="[^"]*"', frame[1])) == {
        'class="table-scroll"',
        'role="group"',
        'aria-label="数据表：甲"',
        'tabindex="0"',
    }
    assert made.count('<pre tabindex="0">') == 2


# Markup that would be seen ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("湖有｛｛ geese ｝｝。", ["1:3 full-width-markup"]),
        ("湖有{｛ geese }}。", ["1:3 full-width-markup"]),
        ("｛｛ geese ｝｝｛｛ swans ｝｝", ["1:1 full-width-markup", "1:12 full-width-markup"]),
        ("｛｛ chart winters ｝｝", ["1:1 full-width-markup"]),
        ("见[法]（about.md）", ["1:4 full-width-markup"]),
        ("见【法】(about.md)", ["1:4 full-width-markup"]),
        ("见［法］（https://a.example）", ["1:4 full-width-markup"]),
        ("＊＊要紧＊＊", ["1:1 full-width-markup", "1:5 full-width-markup"]),
        ("＃＃ 题", ["1:1 full-width-markup"]),
        ("｜甲｜乙｜", ["1:1 full-width-markup"]),
        ("｀码｀", ["1:1 full-width-markup", "1:3 full-width-markup"]),
        ("甲**乙", ["1:2 markup-shown"]),
        ("甲~~乙~~", ["1:2 markup-shown", "1:5 markup-shown"]),
        ("甲==乙==", ["1:2 markup-shown"]),
        ("见[甲][乙]。", ["1:2 markup-shown"]),
        ("![湖][乙]", ["1:1 markup-shown"]),
        ("- [ ] 甲", ["1:3 markup-shown"]),
        ("[[about]]", ["1:1 markup-shown"]),
        ("[TOC]", ["1:1 markup-shown"]),
        ("::: 注", ["1:1 markup-shown"]),
        ("有{ swans }，{geese | label}", ["1:2 markup-shown", "1:12 markup-shown"]),
        (r"集合\{a}与{甲}", []),
        ("甲`乙", ["1:2 unclosed-code"]),
        ("甲<!-- 乙", ["1:2 unclosed-comment"]),
        (r"甲\*\*乙，丙\`丁", []),
        ("`**` 与 `｛｛`", []),
        ("【注】（见下）与［注］", []),
        ("a == b", []),
    ],
)
def test_markup_that_marks_nothing_is_told(body: str, found: list[str]) -> None:
    assert told(body) == found


# Footnotes --------------------------------------------------------------------------------------


def test_footnotes_are_numbered_as_the_text_meets_them() -> None:
    body = "雁[^g]，鹅[^s]。\n\n[^s]: 鹅的注。\n[^g]: 雁的注，又见[^d]。\n[^d]: 鸭的注。"
    made = html(body)
    assert re.findall(r'href="#count-fn:(\w)">(\d)<', made)[:2] == [("g", "1"), ("s", "2")]
    places = [made.index(f'<li id="count-fn:{label}"') for label in ("g", "s", "d")]
    assert places == sorted(places)


@pytest.mark.parametrize(
    "body", ["他们说[^a]: 没有船。\n\n[^a]: 注", "雁[^1]\n\n[^1]: 又见[^2]\n\n[^2]: 注"]
)
def test_a_mark_is_one_before_a_colon_and_in_another_note(body: str) -> None:
    assert prose(body).problems == ()


@pytest.mark.parametrize("note", ["[^x]: 无用。", "[^x]: 无用。\n\n    又一段", "[^x]:"])
def test_a_footnote_that_no_mark_leads_to_is_told_and_left_out(note: str) -> None:
    made = prose(f"雁。\n\n{note}")
    assert [(p.code, p.warning) for p in made.problems] == [("unused-footnote", True)]
    assert shown(made) == "<p>雁。</p>"


# Headings and links -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("### 三", ["1:1 heading-level"]),
        ("## 二\n\n#### 四", ["3:1 heading-level"]),
        ("## 二\n\n### 三\n\n## 二\n\n### 三\n\n#### 四", []),
    ],
)
def test_a_heading_that_skips_a_level_is_told(body: str, found: list[str]) -> None:
    assert told(body) == found


FRONT = "---\ntitle: 怎样数鸟\nsummary: 办法。\nlayout: page\n---\n"


def links_told(tmp_path: Path, links: str, language: str = "zh") -> list[str]:
    """What is told of a page's links, as `column code message`."""
    site = copy_small(tmp_path)
    body = f"{{{{ species_ringed }}}}，{{{{ lake_area }}}}。\n\n## 题 {{#part}}\n\n{links}\n"
    (site / f"content/{language}/about.md").write_text(FRONT + body, "utf-8")
    found = [p for p in check_copy(site).problems if p.code.endswith("-link")]
    return [f"{problem.place.column} {problem.code} {problem.message}" for problem in found]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("link", "found"),
    [
        ("#nowhere", "5 unknown-link `#nowhere` is not on the page"),
        ("about.md#nowhere", "5 unknown-link `#nowhere` is not on the page"),
        ("#count-title", "5 unknown-link `#count-title` is not on the page"),
        ("1-count.md#part", "5 unknown-link `#part` is not on the page"),
        ("data.md#pelicans", "5 unknown-link `#pelicans` is not on the page"),
        ("corrections.md#none", "5 unknown-link `#none` is not on the page"),
        ("#", "5 bad-link `#` leads nowhere"),
    ],
)
def test_a_link_to_a_place_that_is_not_there_is_told(
    link: str, found: str, language: str, tmp_path: Path
) -> None:
    assert links_told(tmp_path, f"[x]({link})", language) == [found]


def test_links_to_places_that_are_there(tmp_path: Path) -> None:
    links = (
        "#part about.md#part #page-main #about-title 1-count.md#count 1-count.md#chart-winters"
        " 2-reeds.md#count-title data.md data.md#geese data.md#source-count data.md#topic-birds"
        " data.md#data-sources corrections.md ../en/data.md#geese chart:winters"
    )
    assert links_told(tmp_path, " ".join(f"[x]({link})" for link in links.split())) == []


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("data.md", "data/"),
        ("data.md#geese", "data/#geese"),
        ("../en/data.md", "en/data/"),
        ("chart:winters", "charts/winters/"),
    ],
)
def test_links_to_pages_that_the_program_makes(link: str, address: str) -> None:
    assert f'<a href="{address}">' in html(f"[x]({link})")


def test_a_chart_that_is_not_there_is_no_address() -> None:
    assert told("[x](chart:winter)") == ["1:5 unknown-chart"]


def test_there_is_no_log_to_link_to_before_there_is_a_correction() -> None:
    assert told("[x](corrections.md)") == ["1:5 unknown-link"]
