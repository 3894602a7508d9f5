"""How sources are cited, with whatever is known of them, and which an article cites."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from changzhou_site.addresses import settle
from changzhou_site.check import check_project
from changzhou_site.errors import Place
from changzhou_site.load.scalars import read_period
from changzhou_site.model import Citation, Period, Source
from changzhou_site.render import PageMaker
from changzhou_site.render.blocks import source_lines
from changzhou_site.render.citations import CitedSource, citation
from changzhou_site.render.frames import chart_frame
from changzhou_site.source import Text
from tests.desks import page_at, site_with, undrawn_pages, view_of
from tests.support import SMALL, TESTS, TOP

PLACE = Place("data/sources.yaml")
DESKS = view_of().desks


def field(text: str) -> Text:
    return Text(text, PLACE)


def period(text: str) -> Period:
    return read_period(field(text))


def localised(zh: str, en: str) -> dict[str, Text]:
    return {"zh": field(zh), "en": field(en)}


PLAIN = Source("birds", localised("湖上的鸟", "Birds"), localised("鹭湖社", "Heron Press"), PLACE)
KNOWN: dict[str, dict[str, Any]] = {
    "authors": {"authors": ("陈一", "Ann Lee")},
    "three": {"authors": ("陈一", "Ann Lee", "王三")},
    "date": {"date": period("2022-02")},
    "day": {"date": period("2022-02-07")},
    "url": {"url": "https://example.org/birds?a=1&b=2"},
    "accessed": {"accessed": period("2022-03-01")},
    "publisher": {"authors": ("鹭湖社",), "publisher": localised("鹭湖社", "鹭湖社")},
    "stop": {"publisher": localised("鹭湖社", "Heron Inc.")},
}

FORMS = [
    ("", "《湖上的鸟》。鹭湖社。", "“Birds”. Heron Press."),
    ("authors", "陈一、Ann Lee。《湖上的鸟》。鹭湖社。", "陈一 and Ann Lee. “Birds”. Heron Press."),
    ("date", "《湖上的鸟》。鹭湖社，2022年2月。", "“Birds” (February 2022). Heron Press."),
    (
        "three day",
        "陈一、Ann Lee、王三。《湖上的鸟》。鹭湖社，2022年2月7日。",
        "陈一, Ann Lee and 王三 (7 February 2022). “Birds”. Heron Press.",
    ),
    (
        "date accessed",
        "《湖上的鸟》。鹭湖社，2022年2月。2022年3月1日查阅。",
        "“Birds” (February 2022). Heron Press. Accessed 1 March 2022.",
    ),
    (
        "publisher date",
        "鹭湖社。《湖上的鸟》。2022年2月。",
        "鹭湖社 (February 2022). “Birds”.",
    ),
    ("stop", "《湖上的鸟》。鹭湖社。", "“Birds”. Heron Inc."),
]


class _Text(HTMLParser):
    said = ""

    def handle_data(self, data: str) -> None:
        self.said += data


def text(html: str) -> str:
    reader = _Text()
    reader.feed(html)
    return reader.said


@pytest.mark.parametrize(("known", "zh", "en"), FORMS)
def test_a_citation_says_what_is_known_and_no_more(known: str, zh: str, en: str) -> None:
    source = PLAIN
    for name in known.split():
        source = replace(source, **KNOWN[name])
    assert text(citation(DESKS["zh"], source)) == zh
    assert text(citation(DESKS["en"], source)) == en


def test_a_title_is_linked_where_the_source_has_an_address() -> None:
    source = replace(PLAIN, **KNOWN["url"])
    for desk in DESKS.values():
        assert 'href="https://example.org/birds?a=1&amp;b=2"' in citation(desk, source)
        assert "<a" not in citation(desk, PLAIN)


def test_names_are_texts_and_never_markup() -> None:
    source = replace(PLAIN, authors=("<b>",), title=localised("<i>", "<i>"))
    for desk in DESKS.values():
        assert "<b>" not in citation(desk, source)
        assert "<i>" not in citation(desk, source)


# The sources of an article -----------------------------------------------------------------------


def cited_in(project: Path = SMALL, path: str = "") -> tuple[CitedSource, ...]:
    """The sources that the article at a path is given."""
    view = view_of(project)
    desk = view.desks["en" if path else "zh"]
    maker = PageMaker(desk, view.once)
    sources = maker.view(page_at(desk, path)).context["sources"]
    assert isinstance(sources, tuple)
    return sources


def test_an_article_cites_what_its_figures_charts_and_their_inputs_come_from() -> None:
    count, plan = cited_in()
    assert text(count.citation).startswith("《冬季水鸟同步调查》")
    assert count.places == "第1、2、3、4、6节"  # not 5, which only the page about counting uses
    assert settle(count.address, "", DESKS["zh"].meta, {}) == "data/#source-count"
    assert plan.places == "第1、2、3节"


def test_the_events_of_a_timeline_are_cited(tmp_path: Path) -> None:
    files = {f"+content/{lang}/1-count.md": "\n{{ timeline }}\n" for lang in ("zh", "en")}
    sources = "bulletin:\n  title: {zh: 通报, en: Bulletin}\n  publisher: {zh: 鹭湖社, en: Press}\n"
    events = "- {date: 2021-12, title: {zh: 结冰, en: Ice}, source: bulletin#9}\n"
    files |= {"+data/sources.yaml": sources, "+data/events.yaml": events}
    cited = cited_in(site_with(tmp_path, files))
    assert [text(one.citation) for one in cited][-1] == "《通报》。鹭湖社。"
    assert cited[-1].places == "第9节"


def test_a_source_that_nothing_on_the_page_comes_from_is_not_cited(tmp_path: Path) -> None:
    added = "other: {title: {zh: 别的, en: Other}, publisher: {zh: 社, en: Press}}\n"
    cited = cited_in(site_with(tmp_path, {"+data/sources.yaml": added}))
    assert len(cited) == 2


def test_changzhou_cites_its_one_article_with_the_places_in_order() -> None:
    [zh] = cited_in(TOP)
    assert text(zh.citation) == (
        "李梦雅、刘国庆、张敏。《常州：领跑产业赛道，奋进万亿之城》。现代快报+，2022年2月。"
    )
    assert zh.places.startswith("第0.1、0.2、1.2、1.3、1.4、2.2")
    [en] = cited_in(TOP, "en/")
    assert text(en.citation) == (
        "李梦雅, 刘国庆 and 张敏 (February 2022). “常州：领跑产业赛道，奋进万亿之城”. "
        "Modern Express (现代快报+)."
    )


# Sources of one publisher ------------------------------------------------------------------------

OFFICE = {
    "year_one": "title: {zh: 2021年统计公报, en: Communique of 2021}",
    "year_two": "title: {zh: 2022年统计公报, en: Communique of 2022}",
}


def of_the_office(titles: dict[str, str]) -> str:
    publisher = "publisher: {zh: 统计局, en: Statistics Office}"
    records = enumerate(titles.items(), 2022)
    return "".join(f"{id}: {{{title}, {publisher}, date: {y}-03}}\n" for y, (id, title) in records)


def lines_of(tmp_path: Path, titles: dict[str, str], *ids: str) -> dict[str, str]:
    """What a figure of some sources says of them, in both languages."""
    desks = view_of(site_with(tmp_path, {"+data/sources.yaml": of_the_office(titles)})).desks
    cited = [Citation(id, "", PLACE) for id in ids]
    return {
        code: desk.words["semicolon"].join(text(line.name) for line in source_lines(desk, cited))
        for code, desk in desks.items()
    }


def test_sources_of_one_publisher_are_told_apart_by_their_titles(tmp_path: Path) -> None:
    assert lines_of(tmp_path, OFFICE, "year_one", "plan", "year_two") == {
        "zh": "统计局《2021年统计公报》；《2022年统计公报》；鹭湖管理处",
        "en": "Statistics Office, “Communique of 2021”; “Communique of 2022”; Heron Lake Authority",
    }


def test_one_of_them_alone_is_told_apart_too(tmp_path: Path) -> None:
    assert lines_of(tmp_path, OFFICE, "year_two") == {
        "zh": "统计局《2022年统计公报》",
        "en": "Statistics Office, “Communique of 2022”",
    }


def test_those_of_one_title_are_told_apart_by_their_dates(tmp_path: Path) -> None:
    same = dict.fromkeys(OFFICE, "title: {zh: 统计公报, en: Communique}")
    assert lines_of(tmp_path, same, *OFFICE) == {
        "zh": "统计局《统计公报》（2022年3月）；《统计公报》（2023年3月）",
        "en": "Statistics Office, “Communique” (March 2022); “Communique” (March 2023)",
    }


def test_a_publisher_of_one_source_is_named_alone(tmp_path: Path) -> None:
    assert lines_of(tmp_path, OFFICE, "plan", "count") == {
        "zh": "鹭湖管理处；鹭湖观鸟会",
        "en": "Heron Lake Authority; Heron Lake Bird Club",
    }


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("zh", "某局《甲》；《乙》"),
        ("en", "Office, “A”; “B”"),
        ("de", "Office, „A“; „B“"),
    ],
)
def test_each_language_has_a_way_to_say_it(code: str, said: str) -> None:
    desk = view_of(TESTS / "sites" / "three").desks[code]
    name, *titles = ("某局", "甲", "乙") if code == "zh" else ("Office", "A", "B")
    sources = {
        title: Source(title, {code: field(title)}, {code: field(name)}, PLACE) for title in titles
    }
    desk = replace(desk, site=replace(desk.site, sources=sources))
    lines = source_lines(desk, [Citation(title, "", PLACE) for title in titles])
    assert desk.words["semicolon"].join(text(line.name) for line in lines) == said


def test_they_are_told_apart_wherever_they_are_cited(tmp_path: Path) -> None:
    """In the source line of a chart, its table and its file, and in popovers."""
    files = {"+data/sources.yaml": of_the_office(OFFICE)}
    site = site_with(tmp_path, files)
    birds = site / "data/indicators/birds.yaml"
    birds.write_text(
        birds.read_text("utf-8")
        .replace("source: count#3\n", "source: year_one#3\n")
        .replace("source: [count#3, count#4]", "source: year_two"),
        "utf-8",
    )
    view = view_of(site)
    desk = view.desks["zh"]
    page = text(undrawn_pages(site)["index.html"])
    assert "来源：统计局《2021年统计公报》 第3节；《2022年统计公报》" in page
    assert page.count("统计局《2021年统计公报》 第3节") > 2
    assert page.count("统计局《2022年统计公报》") > 1
    frame = chart_frame(desk, desk.site.charts["geese_and_swans"])
    assert frame.source == "来源：统计局《2021年统计公报》 第3节；《2022年统计公报》"


def test_a_title_that_is_drawn_needs_its_glyphs(tmp_path: Path) -> None:
    titles = {**OFFICE, "year_two": "title: {zh: 第二份𓅭, en: Second}"}
    site = site_with(tmp_path, {"+data/sources.yaml": of_the_office(titles)})
    assert [problem.code for problem in check_project(site).problems] == ["missing-glyph"]


# The language of a title -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "lang", "zh", "en"),
    [
        ("title: 鹭湖志", "lang: zh", None, "zh-Hans"),
        ("title: Seeblick", "lang: de", "de", "de"),
        ("title: 鷺湖志", "lang: zh-Hant", "zh-Hant", "zh-Hant"),
        ("title: {zh: 鹭湖志, en: Annals}", "lang: zh", None, None),
        ("title: 鹭湖志", "", None, None),
    ],
)
def test_a_title_in_another_language_says_so(
    tmp_path: Path, title: str, lang: str, zh: str | None, en: str | None
) -> None:
    keys = ", ".join(filter(None, (title, "publisher: 社", lang)))
    view = view_of(site_with(tmp_path, {"+data/sources.yaml": f"annals: {{{keys}}}\n"}))
    for code, wanted in (("zh", zh), ("en", en)):
        desk = view.desks[code]
        [tag] = re.findall(r"<cite[^>]*>", citation(desk, desk.site.sources["annals"]))
        assert tag == (f'<cite lang="{wanted}">' if wanted else "<cite>")
