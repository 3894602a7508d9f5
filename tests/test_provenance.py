"""What stands behind a number, in place: each part of it, and that every number has it."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from changzhou_site.addresses import settle
from changzhou_site.render import Desk, PageMaker
from changzhou_site.render.provenance import ProvenanceView, provenance_view, seen_on
from tests.desks import desk_of, desk_with, page_at, undrawn_pages, view_of
from tests.support import SMALL, TESTS, TOP, site_of


def views(project: Path = SMALL, path: str = "") -> dict[str, ProvenanceView]:
    """What stands behind the numbers of a page, by what links to it are about."""
    return views_on(desk_of(project, language_of(path)), path)


def views_with(to: Path, files: dict[str, str], path: str = "") -> dict[str, ProvenanceView]:
    """The same of the small site with some of its files replaced or added to."""
    return views_on(desk_with(to, files, language_of(path)), path)


def views_on(desk: Desk, path: str) -> dict[str, ProvenanceView]:
    found = [provenance_view(desk, each) for each in seen_on(desk, path)]
    assert len({view.id for view in found}) == len(found)
    return {view.id: view for view in found}


def language_of(path: str) -> str:
    return "en" if path.startswith("en/") else "zh"


def settled(address: str, page: str) -> str:
    """An address as the way from a page of the small site."""
    return settle(address, page, site_of().meta, {})


def text(html: str) -> str:
    reader = _Text()
    reader.feed(html)
    return reader.said


class _Text(HTMLParser):
    said = ""

    def handle_data(self, data: str) -> None:
        self.said += data


# Views -------------------------------------------------------------------------------------------


def test_a_written_figure_has_label_value_period_source_and_row() -> None:
    swans = views()["swans"]
    assert (swans.label, text(swans.value), swans.period) == ("天鹅", "超2600只", "2021年")
    assert [(line.name, line.locators) for line in swans.sources] == [("鹭湖观鸟会", "第3、4节")]
    assert settled(swans.sources[0].address, "") == "data/#source-count"
    assert settled(swans.row, "") == "data/#swans"
    assert swans.note == "傍晚飞来的没有数全。"
    assert swans.as_of == "2022年2月"
    assert swans.derivation is None


def test_every_observation_has_its_own() -> None:
    found = views()
    observed = [found[id] for id in ("bird_count@2019", "bird_count@2020", "bird_count")]
    assert [(text(one.value), one.period) for one in observed] == [
        ("41200只", "2019年"),
        ("43850只", "2020年"),
        ("约46500只", "2021年"),
    ]


def test_a_page_has_what_is_seen_on_it_and_the_data_page_nothing() -> None:
    assert list(views(path="about/")) == ["species_ringed", "lake_area"]
    assert set(views(path="charts/geese_and_swans/")) == {"geese", "swans"}
    for path in ("", "about/", "charts/geese_and_swans/"):
        assert popovers_of(path) == [f"about-{id}" for id in views(path=path)]
    assert popovers_of("data/") == []
    assert popovers_of("404.html") == []


def test_a_page_has_nothing_of_observations_that_it_neither_names_nor_draws(
    tmp_path: Path,
) -> None:
    front = "---\ntitle: w\nsummary: w\nlayout: page\n---\n\n"
    text = f"{front}{{{{ bird_count }}}}, {{{{ bird_count @2019 }}}}\n"
    desk = desk_with(tmp_path, {"content/zh/winters.md": text})
    found = [each.key for each in seen_on(desk, "winters/")]
    assert found == ["bird_count@2019", "bird_count"]  # and not @2020
    drawn = [each.key for each in seen_on(desk, "charts/winters/")]
    assert drawn == ["bird_count@2019", "bird_count@2020", "bird_count"]


def popovers_of(path: str) -> list[str | None]:
    """The ids of the popovers that the Chinese page at a path is given."""
    view = view_of()
    maker = PageMaker(view.desks["zh"], view.once)
    given = maker.view(page_at(maker.desk, path)).context["provenance"]
    return [popover["id"] for popover in Page(str(given)).popovers]


BOUNDED = """\
storks:
  label: {{zh: 鹳, en: Storks}}
  unit: {unit}
  value: 12
  bound: {bound}
  kind: {kind}
  period: 2021
  source: count#7
"""

MEANINGS = [
    ("exact", "只", "actual", ["不是目标", "准数"], ["Neither a target", "Exact"]),
    ("over", "只", "actual", ["不是目标", "大多少不知道"], ["Neither a target", "More than this"]),
    ("at-least", "只", "actual", ["不是目标", "或者更大"], ["Neither a target", "This, or more"]),
    (
        "about",
        "只",
        "actual",
        ["不是目标", "不是准数"],
        ["Neither a target", "not an exact"],
    ),
    ("under", "只", "actual", ["不是目标", "小多少不知道"], ["Neither a target", "Less than this"]),
    ("at-most", "只", "actual", ["不是目标", "或者更小"], ["Neither a target", "This, or less"]),
    ("at-most", "位", "actual", ["不是目标", "究竟第几"], ["Neither a target", "A range of ranks"]),
    ("over", "位", "actual", ["不是目标", "究竟第几"], ["Neither a target", "A range of ranks"]),
    (
        "about",
        "位",
        "actual",
        ["不是目标", "不是准数"],
        ["Neither a target", "not an exact"],
    ),
    ("exact", "只", "target", ["不是已经发生的事", "准数"], ["it has not happened", "Exact"]),
    ("over", "只", "target", ["目标", "大多少"], ["A target", "More than"]),
    ("exact", "只", "forecast", ["还没有发生", "准数"], ["not happened yet", "Exact"]),
    ("exact", "只", "threshold", ["拿来比较"], ["A line to compare with"]),
]


@pytest.mark.parametrize(("bound", "unit", "kind", "zh", "en"), MEANINGS)
def test_bound_and_kind_are_said_in_words(
    tmp_path: Path, bound: str, unit: str, kind: str, zh: list[str], en: list[str]
) -> None:
    added = BOUNDED.format(unit=unit, bound=bound, kind=kind)
    files = {"+data/indicators/birds.yaml": added, **named_in_prose("storks")}
    for path, words in (("", zh), ("en/", en)):
        view = views_with(tmp_path / f"site{path}", files, path)["storks"]
        assert len(view.meanings) == len(words)
        for meaning, said in zip(view.meanings, words, strict=True):
            assert said in meaning


def named_in_prose(id: str) -> dict[str, str]:
    """The files that name an indicator in both languages, which are to say the same."""
    return {f"+content/{lang}/2-reeds.md": f"\n{{{{ {id} }}}}\n" for lang in ("zh", "en")}


def test_a_part_of_a_whole_shows_both() -> None:
    species = views(path="about/")["species_ringed"]
    assert species.whole is not None
    assert text(species.whole) == "共41个，占80.5%"
    assert views()["swans"].whole is None


def test_a_fraction_stays_one() -> None:
    assert text(views()["protected_part"].value) == "四分之一"


# Derived figures ---------------------------------------------------------------------------------


def test_a_derived_figure_shows_its_formula_in_words_and_in_figures() -> None:
    share = views()["reed_share"]
    assert share.derivation is not None
    assert text(share.derivation.formula.labels) == "芦苇荡 ÷ 湖面"
    assert text(share.derivation.formula.values) == "超21平方公里 ÷ 62.5平方公里"
    assert share.derivation.sign == "="
    assert share.derivation.why == "芦苇荡是“超”，结果也只能说“超”。"


def test_a_rounded_result_says_so() -> None:
    found = views(TOP)
    growth, progress = found["gdp_growth_needed"].derivation, found["gdp_progress"].derivation
    assert growth is not None
    assert growth.why == (
        "地区生产总值目标是“超”，结果也只能说“超”。取位只舍不入，写出来的话才仍然成立。"
    )
    assert progress is not None
    assert (progress.sign, progress.why) == ("≈", "")


def test_in_english_too() -> None:
    found = views(TOP, "en/")
    growth = found["gdp_growth_needed"]
    assert growth.derivation is not None
    assert growth.derivation.why == (
        "“Goal for GDP” is “over”; so the result can only be “over”. "
        "It is rounded down, so that what is said stays true."
    )
    assert growth.meanings == (
        "Worked out from a target; it has not happened.",
        "More than this; by how much is not known.",
    )
    added = found["manufacturing_added_goal"].derivation
    assert added is not None
    assert "is “over”, “Manufacturing share" in added.why
    assert added.why.endswith("so the result can only be “about”.")


DERIVED = """\
limit:
  label: {{zh: 上限, en: Limit}}
  unit: 只
  value: 7000
  bound: {bound}
  period: 2021
  source: count#7
ratio:
  label: {{zh: 比例, en: Ratio}}
  unit: "%"
  formula: {formula}
"""


@pytest.mark.parametrize(
    ("bound", "formula", "result", "rounding"),
    [
        ("under", "limit / geese", "不足", "只入不舍"),
        ("at-most", "limit / geese", "至多", "只入不舍"),
        ("at-least", "limit / geese", "至少", "只舍不入"),
        ("under", "geese / limit", "超", "只舍不入"),
        ("about", "limit / geese", "约", ""),
    ],
)
def test_why_a_derived_figure_has_its_bound(
    tmp_path: Path, bound: str, formula: str, result: str, rounding: str
) -> None:
    files = named_in_prose("ratio") | {
        "+data/indicators/lake.yaml": DERIVED.format(bound=bound, formula=formula)
    }
    view = views_with(tmp_path, files)["ratio"]
    assert view.derivation is not None
    assert view.derivation.why.startswith("上限是“")
    assert f"结果也只能说“{result}”。" in view.derivation.why
    assert ("取位" in view.derivation.why) == bool(rounding)
    assert rounding in view.derivation.why


def test_a_bound_that_the_editors_chose_is_called_that(tmp_path: Path) -> None:
    derived = DERIVED.format(bound="over", formula="limit / swans") + "  bound: about\n"
    files = named_in_prose("ratio") | {"+data/indicators/lake.yaml": derived}
    view = views_with(tmp_path, files)["ratio"]
    assert view.derivation is not None
    assert "上限是“超”、天鹅是“超”" in view.derivation.why
    assert "“约”是编辑选定的说法" in view.derivation.why


RISE = """\
rise:
  label: {zh: 增幅, en: Rise}
  unit: "%"
  formula: bird_count / bird_count@2019 - 1
  period: 2021
flock:
  label: {zh: 雁类所占, en: Share of geese}
  unit: "%"
  formula: geese / bird_count@2021
"""


@pytest.mark.parametrize(
    ("path", "id", "labels", "why"),
    [
        ("", "rise", "越冬水鸟（2021年） ÷ 越冬水鸟（2019年） − 1", "越冬水鸟（2021年）是“约”"),
        ("", "flock", "雁类 ÷ 越冬水鸟（2021年）", "越冬水鸟（2021年）是“约”"),
        (
            "en/",
            "rise",
            "Wintering waterbirds (2021) ÷ Wintering waterbirds (2019) − 1",
            "“Wintering waterbirds (2021)” is “about”",
        ),
        (
            "en/",
            "flock",
            "Geese ÷ Wintering waterbirds (2021)",
            "“Wintering waterbirds (2021)” is “about”",
        ),
    ],
)
def test_a_formula_that_names_a_period_says_which_observation_is_meant(
    tmp_path: Path, path: str, id: str, labels: str, why: str
) -> None:
    files = named_in_prose(id) | {"+data/indicators/lake.yaml": RISE}
    view = views_with(tmp_path, files, path)[id]
    assert view.derivation is not None
    assert text(view.derivation.formula.labels) == labels
    assert view.derivation.why.startswith(why)


def test_a_formula_that_names_no_period_says_none(tmp_path: Path) -> None:
    derived = RISE.replace("@2021", "")
    files = named_in_prose("flock") | {"+data/indicators/lake.yaml": derived}
    view = views_with(tmp_path, files)["flock"]
    assert view.derivation is not None
    assert text(view.derivation.formula.labels) == "雁类 ÷ 越冬水鸟"
    assert view.derivation.why.startswith("越冬水鸟是“约”")


# Dates and corrections ---------------------------------------------------------------------------


def test_a_source_without_a_date_gives_none(tmp_path: Path) -> None:
    sources = (SMALL / "data/sources.yaml").read_text("utf-8").replace("  date: 2022-02\n", "")
    found = views_with(tmp_path, {"data/sources.yaml": sources})
    dates = {id: view.as_of for id, view in found.items()}
    assert dates["geese"] == ""
    assert dates["reed_area"] == "2021年6月30日"


def test_the_dates_of_several_sources_stand_in_order(tmp_path: Path) -> None:
    derived = """\
crowd:
  label: {zh: 密度, en: Density}
  unit: 只/km2
  formula: geese / lake_area
"""
    unit = "只/km2: {dimension: count/area, scale: 0.000001, zh: '{n}', en: '{n}'}\n"
    files = named_in_prose("crowd") | {
        "+data/indicators/lake.yaml": derived,
        "+data/units.yaml": unit,
    }
    view = views_with(tmp_path, files)["crowd"]
    assert view.as_of == "2021年6月30日、2022年2月"


def test_a_corrected_figure_says_when_and_leads_to_the_log() -> None:
    [line] = views()["geese"].corrections
    assert line.text == "2022年3月5日，原为18230只"
    assert settled(line.address, "") == "corrections/#geese-2022-03-05"
    assert views(path="en/")["geese"].corrections[0].text == (
        "5 March 2022; first given as 18,230 birds"
    )
    assert all(not view.corrections for id, view in views().items() if id != "geese")


# Whole pages -------------------------------------------------------------------------------------


class Page(HTMLParser):
    """A page's bound numbers outside popovers, and its popovers."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.depth = 0
        self.linked: list[str] = []
        self.popovers: list[dict[str, str | None]] = []
        self.last_tags: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if "popover" in attributes:
            self.popovers.append(attributes)
            self.depth = 1
        elif self.depth and tag == "div":
            self.depth += 1
        if not self.depth and attributes.get("class") == "bound":
            self.linked.append(attributes["data-about"] or "")

    def handle_endtag(self, tag: str) -> None:
        if self.depth and tag == "div":
            self.depth -= 1


@pytest.fixture(scope="module", params=["small", "changzhou"])
def pages(request: pytest.FixtureRequest) -> dict[str, str]:
    return undrawn_pages(SMALL if request.param == "small" else TOP)


def test_every_bound_number_has_its_popover_and_few_more_are_there(pages: dict[str, str]) -> None:
    for name, text in pages.items():
        page = Page(text)
        ids = [popover["id"] for popover in page.popovers]
        assert len(ids) == len(set(ids)), name
        if name.endswith("data/index.html"):
            assert ids == [], name
            continue
        wanted = {f"about-{key}" for key in page.linked}
        assert wanted <= set(ids), name
        assert len(set(ids) - wanted) <= max(3, len(wanted) // 10), (name, set(ids) - wanted)


def test_a_popover_is_a_named_dialog_that_is_hidden_by_itself(pages: dict[str, str]) -> None:
    for text in pages.values():
        for popover in Page(text).popovers:
            assert popover["popover"] in (None, "auto")
            assert popover["role"] == "dialog"
            assert popover["aria-labelledby"] == f"{popover['id']}-label"
            assert f'id="{popover["id"]}-label"' in text
            assert "style" not in popover
    css = (TOP / "templates/static/7-provenance.css").read_text("utf-8")
    [rule] = [part for part in css.split("}") if part.split("{")[0].strip().endswith(".provenance")
              and "position: absolute" in part]  # fmt: skip
    assert "display: none" in rule


# Cells of tables ---------------------------------------------------------------------------------

MEASURED = TESTS / "sites" / "measured"


def test_a_value_from_a_table_says_the_cell_that_it_stands_in() -> None:
    found = views_on(desk_of(MEASURED, "en"), "")
    assert {id: text(found[id].cell) for id in ("manufacturing", "co2@1959-03", "nuclear")} == {
        "manufacturing": "us-employment.csv:73:12",
        "co2@1959-03": "co2.tsv:4:13",
        "nuclear": "yearbook.xlsx Table 3-1!C21",
    }
    pages = undrawn_pages(MEASURED)
    shown = '<dt>Table</dt><dd class="table-cell" translate="no">co2.tsv:<wbr>4:13</dd>'
    assert shown in pages["index.html"]
    row = '<p class="table-cell" translate="no">us-employment.csv:<wbr>73:12</p>'
    assert row in pages["data/index.html"]


def test_what_stands_in_no_table_says_nothing_of_one() -> None:
    assert not any(view.cell for view in views().values())
    derived = views_on(desk_of(MEASURED, "en"), "")["more_in_factories"]
    assert derived.cell == ""  # though what it is worked out of does
    assert not any("table-cell" in page for page in undrawn_pages(SMALL).values())


def test_a_table_named_in_other_letters_is_said_to_be_in_their_language(tmp_path: Path) -> None:
    files = {
        "data/indicators/ducks.yaml": "ducks: {label: {zh: 鸭, en: Ducks}, source: count#1, "
        "values: {table: 野鸭.csv, period: year, value: ducks}}\n",
        "data/tables/野鸭.csv": "year,ducks\n2021,12\n",
        "content/en/ducks.md": "---\ntitle: w\nsummary: w\nlayout: page\n---\n\n{{ ducks }}\n",
    }
    found = views_with(tmp_path, files, "en/ducks/")
    assert found["ducks"].cell == '<span lang="zh-Hans">野鸭</span>.csv:<wbr>2:6'
