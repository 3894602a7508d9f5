"""The data page: every indicator with its row, and what is said about them all."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest
import yaml
from markupsafe import Markup

from changzhou_site.addresses import settle
from changzhou_site.figures import value_text
from changzhou_site.formula import parse_check
from changzhou_site.load import load_site
from changzhou_site.mentions import Stands, reader_texts
from changzhou_site.model import Check, Site
from changzhou_site.render import Desk, PageMaker, render_page
from changzhou_site.render.data_table import fold, search_words
from changzhou_site.source import Text
from tests.desks import checked_of, desk_of, site_with, undrawn_pages
from tests.support import SMALL, TESTS, TOP, copy_small

LANGUAGES = ("zh", "en")
SITES = {"small": SMALL, "changzhou": TOP}
PAGES = [(name, language) for name in SITES for language in LANGUAGES]

FILES = {
    name: f"assets/{name}" for name in ("site.css", "site.js", "headline-zh.css", "headline-en.css")
}


@cache
def site_of(name: str) -> Site:
    return checked_of(SITES[name]).site


def render(project: Path, language: str, checks: tuple[Check, ...] | None = None) -> str:
    """The data page of a project, with other checks than its own where some are given."""
    desk = desk_of(project, language)
    return rendered(desk, desk.site if checks is None else replace(desk.site, checks=checks))


def rendered(desk: Desk, site: Site) -> str:
    """The data page of a site that is the desk's own, or was made of it."""
    own = replace(desk, site=site, texts=tuple(reader_texts(site)))
    maker = PageMaker(own, lambda _, make: Markup(make()))
    [page] = [page for page in desk.pages if page.kind == "data"]
    html = render_page(maker.view(page), desk.theme)
    return settle(html, page.path, site.meta, FILES)


@cache
def page_of(name: str, language: str) -> str:
    return render(SITES[name], language)


def words(html: str) -> str:
    """What a reader reads of a piece of HTML."""
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", html)).strip())


def rows(html: str) -> dict[str, str]:
    """Each row of the table by its id, in order."""
    found = re.findall(r'<tr class="indicator" .*?</tr>', html, re.DOTALL)
    return {row.split(' id="')[1].split('"')[0]: row for row in found}


def part(html: str, id: str) -> str:
    """A section of the page by the id of its heading; empty where there is none."""
    found = re.search(rf'<section[^>]* aria-labelledby="{id}">(.*?)</section>', html, re.DOTALL)
    return found[1] if found else ""


def items(html: str) -> list[str]:
    return [words(item) for item in re.findall(r"<li[^>]*>(.*?)</li>", html, re.DOTALL)]


# The table ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "language"), PAGES)
def test_every_indicator_has_its_row_with_value_period_and_source(name: str, language: str) -> None:
    site = site_of(name)
    found = rows(page_of(name, language))

    assert set(found) == set(site.indicators)
    for id, row in found.items():
        indicator = site.indicators[id]
        cells = [words(cell) for cell in re.findall(r"<t[hd] .*?</t[hd]>", row, re.DOTALL)]
        assert len(cells) == 5, id
        for observation in indicator.observations:
            assert value_text(indicator, observation, site.languages[language]) in cells[1], id
        assert cells[2] or indicator.newest.period is None
        assert cells[3], id
        assert cells[4], id
        assert (row.count('<p class="formula">') == 2) == bool(indicator.formula), id


@pytest.mark.parametrize(("name", "language"), PAGES)
def test_topics_stand_in_the_order_of_the_article_with_its_kickers(
    name: str, language: str
) -> None:
    html = page_of(name, language)
    topics = re.findall(r'<tbody[^>]* id="topic-(\w+)">\n(.*?)\n', html)
    stems = {path.stem for path in (SITES[name] / "data/indicators").glob("*.yaml")}
    site = site_of(name)
    documents = {each.slug: each for each in site.sections(language)}

    assert {stem for stem, _ in topics} == stems
    own = [stem for stem, _ in topics if stem in documents]
    assert own == [slug for slug in documents if slug in stems]
    assert [stem for stem, _ in topics[: len(own)]] == own
    for stem, heading in topics:
        if stem in documents:
            named = documents[stem].kicker or documents[stem].title
            assert words(heading) == named.value
            assert f"#{stem}" in heading
        else:
            assert words(heading) == stem.capitalize()


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("zh", "一河44个"),
        ("en", "44 of a river"),
    ],
)
def test_a_file_may_say_what_heads_its_figures(language: str, heading: str) -> None:
    """It stands before the kicker or title of the section, and leads there all the same."""
    html = render(TESTS / "sites" / "three", language)
    [row] = re.findall(r'<tbody[^>]* id="topic-bridges">\n(.*?)\n', html)
    assert words(row) == heading
    assert '<data data-indicator="bridges"' in row
    assert '#bridges"' in row
    [contents] = re.findall(r'<nav class="data-contents".*?</nav>', html, re.DOTALL)
    assert heading in words(contents)


def test_figures_are_found_by_the_topic_of_their_file() -> None:
    site = load_site(TESTS / "sites" / "three").site
    assert site is not None
    found = search_words(site, site.indicators["closed"])
    assert all(heading in found for heading in ("一河44个", "44 of a river", "44 eines flusses"))


def test_changzhou_has_a_section_for_every_topic() -> None:
    slugs = {document.slug for document in site_of("changzhou").sections("zh")}
    assert {path.stem for path in (TOP / "data/indicators").glob("*.yaml")} <= slugs


def test_several_observations_stand_newest_first_each_with_its_period() -> None:
    text = words(rows(page_of("small", "zh"))["bird_count"])

    assert text.index("约46500只") < text.index("43850只 2020年") < text.index("41200只 2019年")
    assert "2021年" in text


def test_n_of_m_has_its_whole_and_a_derived_figure_its_formula() -> None:
    assert "33个（共41个）" in words(rows(page_of("small", "zh"))["species_ringed"])
    row = rows(page_of("small", "en"))["reed_share"]
    assert "= Reed beds ÷ Lake surface" in words(row)
    assert "= over 21 km² ÷ 62.5 km²" in words(row)
    assert 'href="#reed_area"' in row


def test_a_corrected_value_has_its_mark_and_no_link_to_its_own_row() -> None:
    row = rows(page_of("small", "zh"))["geese"]

    assert '<a class="corrected" href="../corrections/#geese-2022-03-05"' in row
    assert 'href="#geese"' not in row
    assert 'class="corrected"' not in rows(page_of("small", "zh"))["swans"]


def test_uses_lead_to_text_and_charts() -> None:
    row = rows(page_of("changzhou", "en"))["gdp"]

    assert 'href="../#step">' in row
    assert re.search(r"<details class=.uses.>.*#chart-trillion_step", row, re.DOTALL)


@pytest.mark.parametrize(("name", "language"), PAGES)
def test_a_row_is_found_by_its_names_in_every_language(name: str, language: str) -> None:
    site = site_of(name)
    for id, row in rows(page_of(name, language)).items():
        [haystack] = re.findall(r'data-words="([^"]*)"', row)
        assert haystack == fold(haystack)
        assert id in haystack
        for label in site.indicators[id].label.values():
            assert "{{" in label.value or fold(label.value) in haystack.replace("&#39;", "'")


def test_words_are_folded_as_the_script_folds_what_is_typed() -> None:
    assert fold("ＧＷｈ　６５．９　km²") == "gwh 65.9 km2"


# Coverage -----------------------------------------------------------------------------------------

BRACES = re.compile(r"\{\{\s*(.*?)\s*\}\}")


def numbers_in(text: str) -> int:
    """The numbers that the braces of a text stand for."""
    total = 0
    for inner in BRACES.findall(text):
        kind, _, rest = inner.partition(" ")
        if kind in ("figures", "table") and rest:
            total += len(rest.split())
        elif kind not in ("chart", "timeline"):
            total += not re.search(r"\|\s*(label|period)$", inner)
    return total


def texts_of(value: object, language: str) -> Iterator[str]:
    """The texts of a YAML file in a language."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from texts_of(item, language)
    elif isinstance(value, dict):
        chosen = [value[language]] if language in value else value.values()
        for item in chosen:
            yield from texts_of(item, language)


def numbers_written(project: Path, language: str) -> int:
    """The same count from the files alone."""
    loaded = [yaml.safe_load(path.read_text("utf-8")) for path in project.glob("data/**/*.yaml")]
    fields = sum(numbers_in(text) for each in loaded for text in texts_of(each, language))
    proses = sum(
        numbers_in(path.read_text("utf-8")) for path in project.glob(f"content/{language}/*.md")
    )
    front = yaml.safe_load((project / "data/site.yaml").read_text("utf-8"))["front"]
    return fields + proses + len(front) + sum(marks(project))


def marks(project: Path) -> Iterator[int]:
    indicators: dict[str, dict] = {}
    for path in project.glob("data/indicators/*.yaml"):
        indicators |= yaml.safe_load(path.read_text("utf-8"))
    for path in project.glob("data/charts/*.yaml"):
        for chart in yaml.safe_load(path.read_text("utf-8")).values():
            flat = re.findall(r"\w+", f"{chart.get('show', '')} {chart.get('gap', '')}")
            drawn = set(flat)
            each = chart["type"] == "line"
            yield sum(len(indicators[id].get("values", [0])) if each else 1 for id in drawn)


@pytest.mark.parametrize(("name", "language"), PAGES)
def test_the_coverage_is_what_the_files_hold(name: str, language: str) -> None:
    [text] = re.findall(r'<p class="coverage">(.*?)<small>', page_of(name, language), re.DOTALL)
    numbers, indicators, derived, sources = map(int, re.findall(r"\d+", text))
    records: dict[str, dict] = {}
    for path in (SITES[name] / "data/indicators").glob("*.yaml"):
        records |= yaml.safe_load(path.read_text("utf-8"))
    cited = re.findall(r"\b(\w+)#", str(records))

    assert numbers == numbers_written(SITES[name], language)
    assert indicators == len(records)
    assert derived == sum("formula" in record for record in records.values())
    assert sources == len(set(cited))


# Parts --------------------------------------------------------------------------------------------


def test_the_contents_name_no_part_that_has_nothing_to_say() -> None:
    desk = replace(desk_of(SMALL, "en"), stands=Stands({}, {}))
    meta = replace(desk.meta, front=())
    bare = replace(desk.site, meta=meta, indicators={}, charts={}, checks=(), events=())
    html = rendered(desk, bare)

    [contents] = re.findall(r'<nav class="data-contents".*?</nav>', html, re.DOTALL)
    ids = re.findall(r'href="#([^"]+)"', contents)
    assert ids == ["data-method", "data-units", "data-sources", "data-corrections"]
    assert all(f'id="{id}"' in html for id in ids)


def test_the_name_of_a_topics_file_may_hold_spaces(tmp_path: Path) -> None:
    site = copy_small(tmp_path)
    (site / "data/indicators/lake.yaml").rename(site / "data/indicators/the lake.yaml")
    html = render(site, "en")
    assert 'id="topic-the-lake"' in html
    assert 'href="#topic-the-lake"' in html


@pytest.mark.parametrize(("name", "language"), PAGES)
def test_all_parts_are_there_and_the_contents_lead_to_them(name: str, language: str) -> None:
    html = page_of(name, language)
    [contents] = re.findall(r'<nav class="data-contents".*?</nav>', html, re.DOTALL)
    ids = re.findall(r'href="#([^"]+)"', contents)
    names = "method units limits checks events sources corrections".split()
    if name == "changzhou":  # where names that hold a number stand in the text
        names.insert(1, "unbound")
    parts = [f"data-{each}" for each in names]

    assert [id for id in ids if not id.startswith("topic-")] == parts
    for id in parts:
        assert words(part(html, id)), id
    for id in ids:
        assert f'id="{id}"' in html
    for name_of_file in ("indicators.csv", "indicators.json", "datapackage.json"):
        assert f'{name_of_file}" download' in html


@pytest.mark.parametrize(("name", "language"), PAGES)
def test_every_check_is_told_with_both_sides(name: str, language: str) -> None:
    site = site_of(name)
    checks = items(part(page_of(name, language), "data-checks"))

    assert len(checks) == len(site.checks)
    for check, told in zip(site.checks, checks, strict=True):
        assert "{{" in check.why[language].value or told.startswith(check.why[language].value)
        assert f"✓ {'成立' if language == 'zh' else 'Holds'}" in told


def check_of(statement: str) -> Check:
    """A check of the small site, with what it states replaced."""
    site = site_of("small")
    check, (sign, left, right) = site.checks[0], parse_check(statement, site.units)
    text = Text(statement, check.text.place, check.text.anchors)
    return replace(check, text=text, left=left, sign=sign, right=right)


def test_a_check_shows_labels_values_and_what_they_come_to() -> None:
    [check, _] = items(part(page_of("small", "zh"), "data-checks"))

    assert "雁类 + 天鹅 ≤ 越冬水鸟" in check
    assert "18320只 + 超2600只（得20920只） ≤ 约46500只" in check


@pytest.mark.parametrize(
    ("language", "labels"),
    [
        ("zh", "越冬水鸟（2021年） > 越冬水鸟（2019年） + 雁类"),
        ("en", "Wintering waterbirds (2021) > Wintering waterbirds (2019) + Geese"),
    ],
)
def test_a_check_of_two_observations_says_which_is_which(language: str, labels: str) -> None:
    html = render(SMALL, language, (check_of("bird_count > bird_count@2019 + geese"),))

    [told] = items(part(html, "data-checks"))
    assert labels in told


def test_a_row_says_which_observations_its_formula_names(tmp_path: Path) -> None:
    site = copy_small(tmp_path)
    lake = site / "data/indicators/lake.yaml"
    derived = "rise: {label: x, unit: 只, formula: bird_count - bird_count@2020, period: 2021}\n"
    lake.write_text(lake.read_text("utf-8") + derived, "utf-8")

    row = words(rows(render(site, "en"))["rise"])
    assert "= Wintering waterbirds (2021) − Wintering waterbirds (2020)" in row


def test_a_check_that_fails_says_so() -> None:
    html = render(SMALL, "en", (check_of("geese > bird_count"),))

    [told] = items(part(html, "data-checks"))
    assert "✗ Does not hold" in told
    assert "18,320 birds > about 46,500 birds" in told


def test_only_words_that_occur_are_explained() -> None:
    terms = re.findall(r"<dt>(.*?)</dt>", part(page_of("small", "zh"), "data-method"))

    assert terms == ["超", "至少", "约", "目标"]


def test_units_say_what_one_of_them_is() -> None:
    units = part(page_of("changzhou", "zh"), "data-units")

    assert "<td>1亿元</td><td>100{0}000{0}000元</td>".format("\N{NO-BREAK SPACE}") in units
    assert "yuan/year" in words(part(page_of("changzhou", "en"), "data-units"))
    area = "<td>1 km²</td><td>1{0}000{0}000 m²</td>".format("\N{NO-BREAK SPACE}")
    assert area in part(page_of("small", "en"), "data-units")


def test_a_dimension_that_nobody_has_a_word_for_is_told_by_its_name(tmp_path: Path) -> None:
    unit = 'loud: {dimension: noise, scale: 1000, zh: "{n}响", en: "{n} loud"}\n'
    honks = "honks: {label: x, unit: loud, value: 3, period: 2021, source: count#9}\n"
    files = {"+data/units.yaml": unit, "+data/indicators/birds.yaml": honks}
    html = render(site_with(tmp_path, files), "en")

    told = "<td>1 loud</td><td>1{}000 base units of noise</td>".format("\N{NO-BREAK SPACE}")
    assert told in part(html, "data-units")


def test_a_unit_without_end_is_told_with_six_digits(tmp_path: Path) -> None:
    fields = "fields: {label: x, unit: 亩, value: 3, period: 2021, source: count#9}\n"
    html = render(site_with(tmp_path, {"+data/indicators/birds.yaml": fields}), "en")
    assert "≈ 666.667 m²</td>" in part(html, "data-units")


def test_numbers_of_units_are_written_as_the_page_writes_numbers() -> None:
    html = undrawn_pages(TESTS / "sites" / "iowa")["data/index.html"]
    assert "<td>1 %</td><td>0,01</td>" in part(html, "data-units").replace(
        "\N{NO-BREAK SPACE}", " "
    )


def test_the_limits_are_those_of_the_data() -> None:
    site = site_of("changzhou")
    limits = " ".join(items(part(page_of("changzhou", "en"), "data-limits")))
    kinds = [str(indicator.kind) for indicator in site.indicators.values()]
    derived = sum(indicator.formula is not None for indicator in site.indicators.values())

    assert f"{kinds.count('target')} figures are targets" in limits
    assert f"{derived} figures were worked out" in limits
    assert "nothing has been checked against a second" in limits
    assert "has no web address" in limits
    small = items(part(page_of("small", "en"), "data-limits"))
    assert "1 source has no web address." in small
    assert "1 figure is an approximation." in small


def test_corrections_are_a_link_where_there_are_any() -> None:
    assert 'href="../corrections/"' in part(page_of("small", "zh"), "data-corrections")
    if not site_of("changzhou").corrections:
        assert words(part(page_of("changzhou", "zh"), "data-corrections")).endswith("没有更正。")


# Links --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("start", ["data/", "en/data/"])
def test_links_resolve(dist: Path, start: str) -> None:
    base = "https://example.org/lake/"
    html = (dist / start / "index.html").read_text("utf-8")
    for link in re.findall(r'href="([^"]+)"', html):
        address, fragment = urldefrag(urljoin(base + start, link))
        if address.startswith(base):
            path = address.removeprefix(base)
            target = dist / (f"{path}index.html" if path.endswith("/") or not path else path)
            assert target.is_file(), link
            assert not fragment or f'id="{fragment}"' in target.read_text("utf-8"), link
