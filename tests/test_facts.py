"""Every row of shared/FACTS.md, sections A to E, against the site, in both languages."""

# ruff: noqa: E501 (the tables are wider than code)

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from changzhou_site.figures import observed_text, share_of, share_text, value_text, whole_text
from changzhou_site.load import load_site
from changzhou_site.model import Indicator, Site
from changzhou_site.units import CONTEXT, round_to
from tests.support import TOP, language, told

ZH, EN = language("zh"), language("en")


@dataclass(frozen=True)
class Fact:
    """A row of the fact sheet, and how its value reads."""

    row: str
    id: str
    bound: str
    value: str
    unit: str
    kind: str
    period: str
    at: str
    zh: str
    en: str


def facts(table: str) -> list[Fact]:
    rows = [line.strip().strip("|").split("|") for line in table.strip().splitlines()]
    return [Fact(*(cell.strip() for cell in row)) for row in rows]


# Bounds are = exact, > over, ≥ at least, ~ about, ≤ at most.
WRITTEN = facts("""
| A1  | gdp                          | = | 8807.6 | 亿元   | actual    | 2021       | 0.1 2.3 | 8807.6亿元   | ¥880.76 billion     |
| A2  | gdp_growth                   | = | 9.1    | %      | actual    | 2021       | 0.1 2.3 | 9.1%         | 9.1%                |
| A3  | gdp_growth_rank              | = | 4      | 位     | actual    | 2021       | 2.3     | 第4位        | 4th                 |
| A4  | gdp_steps                    | = | 3      | 个     | actual    | 2016/2021  | 2.2     | 3个          | 3                   |
| A5  | gdp_rank                     | = | 25     | 位     | actual    | 2021       | 2.2     | 第25位       | 25th                |
| A6  | gdp_rank_gain                | = | 8      | places | actual    | 2016/2021  | 2.2     | 8位          | 8 places            |
| A7  | gdp_growth_average           | = | 7.1    | %      | actual    | 2016/2021  | 2.2     | 7.1%         | 7.1%                |
| A8  | gdp_per_head                 | > | 16     | 万元   | actual    | 2022-02-07 | 2.2     | 超16万元     | over ¥160,000       |
| A9  | gdp_per_head_rank            | ≤ | 10     | 位     | actual    | 2022-02-07 | 2.2     | 前10位       | top 10              |
| A10 | modernisation_rank           | = | 12     | 位     | actual    | 2021       | 0.1 2.3 | 第12位       | 12th                |
| A11 | manufacturing_rank           | = | 16     | 位     | actual    | 2021       | 0.1 2.3 | 第16位       | 16th                |
| A12 | competitiveness_rank         | = | 18     | 位     | actual    | 2021       | 0.1 2.3 | 第18位       | 18th                |
| A14 | output_growth_average        | = | 13.1   | %      | actual    | 2016/2021  | 2.2     | 13.1%        | 13.1%               |
| A15 | industrial_sales             | = | 1.7    | 万亿元 | actual    | 2021       | 2.3     | 1.7万亿元    | ¥1.7 trillion       |
| A16 | industrial_sales_growth      | = | 27.1   | %      | actual    | 2021       | 2.3     | 27.1%        | 27.1%               |
| A17 | industrial_sales_growth_rank | = | 3      | 位     | actual    | 2021       | 2.3     | 第3位        | 3rd                 |
| A18 | industry_divisions           | = | 33     | 个     | actual    | 2022-02-07 | 2.4     | 33个         | 33                  |
| A19 | industry_groups              | = | 189    | 个     | actual    | 2022-02-07 | 2.4     | 189个        | 189                 |
| A20 | industry_classes             | = | 598    | 个     | actual    | 2022-02-07 | 2.4     | 598个        | 598                 |
| A22 | trillion_mark                | = | 10000  | 亿元   | threshold |            | 0.2 2.4 | 10000亿元    | ¥1 trillion         |
| A21 | first_tier_years             | = | 5      | 年     | actual    | 2016/2021  | 2.2     | 5年          | 5 years             |
| B1  | battery_capacity             | > | 260    | GWh    | actual    | 2022-02    | 1.4     | 超260GWh     | over 260 GWh        |
| B2  | battery_capacity_rank        | = | 1      | 位     | actual    | 2022-02    | 1.4     | 第1位        | 1st                 |
| B3  | battery_output               | = | 65.9   | GWh    | actual    | 2021       | 1.4     | 65.9GWh      | 65.9 GWh            |
| B4  | battery_sales                | = | 62.7   | GWh    | actual    | 2021       | 1.4     | 62.7GWh      | 62.7 GWh            |
| B5  | battery_rank                 | = | 1      | 位     | actual    | 2021       | 1.4     | 第1位        | 1st                 |
| B6  | vehicle_battery_output       | > | 57     | GWh    | actual    | 2021       | 1.4     | 超57GWh      | over 57 GWh         |
| B7  | installation_share           | = | 1/3    |        | actual    | 2021       | 1.4     | 三分之一     | one third           |
| B8  | installation_rank            | = | 1      | 位     | actual    | 2021       | 1.4     | 第1位        | 1st                 |
| B9  | top_battery_makers           | = | 4      | 家     | actual    | 2021       | 1.4     | 4家          | 4 companies         |
| B10 | phase_four_capacity          | = | 30     | GWh    | target    |            | 1.2     | 30GWh        | 30 GWh              |
| B11 | signing_to_product           | = | 363    | 天     | actual    | 2021-12-29 | 1.3     | 363天        | 363 days            |
| C1  | policy_funds                 | = | 100    | 亿元/年 | target   | 2021/2025  | 3.3     | 每年100亿元  | ¥10 billion a year  |
| C2  | private_capital              | ≥ | 8000   | 亿元   | target    | 2021/2025  | 3.3     | 至少8000亿元 | at least ¥800 billion |
| C3  | industrial_scale_target      | > | 2.5    | 万亿元 | target    | ../2025    | 3.3     | 超2.5万亿元  | over ¥2.5 trillion  |
| C4  | manufacturing_share_target   | ~ | 43     | %      | target    | ../2025    | 3.3     | 约43%        | about 43%           |
| C5  | hightech_share_target        | = | 50     | %      | target    | ../2025    | 3.3     | 50%          | 50%                 |
| C6  | cluster_count                | ≥ | 3      | 个     | target    | ../2025    | 3.4     | 至少3个      | at least 3          |
| C6b | cluster_size                 | > | 3000   | 亿元   | target    | ../2025    | 3.4     | 超3000亿元   | over ¥300 billion   |
| C7  | unnamed_total                | > | 6500   | 亿元   | target    | ../2025    | 3.4     | 超6500亿元   | over ¥650 billion   |
| D1  | gdp_goal                     | > | 1.2    | 万亿元 | target    | ../2026    | 4.1     | 超1.2万亿元  | over ¥1.2 trillion  |
| D2  | budget_goal                  | > | 900    | 亿元   | target    | ../2026    | 4.1     | 超900亿元    | over ¥90 billion    |
| D3  | industrial_sales_goal        | > | 2.6    | 万亿元 | target    | ../2026    | 4.1     | 超2.6万亿元  | over ¥2.6 trillion  |
| D4  | manufacturing_share_goal     | ~ | 43     | %      | target    | ../2026    | 4.1     | 约43%        | about 43%           |
| D5  | hightech_share_goal          | > | 50     | %      | target    | ../2026    | 4.1     | 超50%        | over 50%            |
""")

# The value is what is published; the locators are those of all inputs.
DERIVED = facts("""
| E1  | gdp_gap                 | = | 1192.4 | 亿元 | actual | 2021       | 0.1 0.2 2.3 2.4 | 1192.4亿元 | ¥119.24 billion    |
| E2  | gdp_progress            | = | 88.1   | %    | actual | 2021       | 0.1 0.2 2.3 2.4 | 88.1%      | 88.1%              |
| E3  | gdp_growth_needed       | > | 6.3    | %    | target | 2022/2026  | 0.1 2.3 4.1     | 超6.3%     | over 6.3%          |
| E4  | divisions_share         | = | 80.5   | %    | actual | 2022-02-07 | 2.4             | 80.5%      | 80.5%              |
| E5  | groups_share            | = | 91.3   | %    | actual | 2022-02-07 | 2.4             | 91.3%      | 91.3%              |
| E6  | classes_share           | = | 89.8   | %    | actual | 2022-02-07 | 2.4             | 89.8%      | 89.8%              |
| E7  | battery_sales_ratio     | = | 95.1   | %    | actual | 2021       | 1.4             | 95.1%      | 95.1%              |
| E8  | vehicle_battery_share   | > | 86.4   | %    | actual | 2021       | 1.4             | 超86.4%    | over 86.4%         |
| E9  | policy_funds_total      | = | 500    | 亿元 | target | 2021/2025  | 3.3             | 500亿元    | ¥50 billion        |
| E10 | capital_per_policy_yuan | ≥ | 16     |      | target | 2021/2025  | 3.3             | 至少16     | at least 16        |
| E11 | sales_growth_needed     | > | 8.8    | %    | target | 2022/2026  | 2.3 4.1         | 超8.8%     | over 8.8%          |
| E12 | manufacturing_added_goal | ~ | 5160  | 亿元 | target | ../2026    | 4.1             | 约5160亿元 | about ¥516 billion |
""")

FACTS = WRITTEN + DERIVED
BOUNDS = {"=": "exact", ">": "over", "≥": "at-least", "~": "about", "≤": "at-most"}

SAID = "2022-02-07"
FIVE_YEARS = "2016/2021"

PERIODS_READ = {
    "2021": ("2021年", "2021"),
    "2021-12-29": ("2021年12月29日", "29 December 2021"),
    "2016/2021": ("2016—2021年", "2016–2021"),
    "2021/2025": ("2021—2025年", "2021–2025"),
    "../2025": ("到2025年", "by 2025"),
    "../2026": ("今后五年", "within five years"),
}
"""How a row's period reads, where its indicator does not word it for itself."""

COVERAGE = {  # indicator: whole, and the share of section E
    "industry_divisions": ("41个", "41", "80.5%"),
    "industry_groups": ("207个", "207", "91.3%"),
    "industry_classes": ("666个", "666", "89.8%"),
    "top_battery_makers": ("10家", "10 companies", "40.0%"),
}

UNROUNDED = {  # to the digits that FACTS.md prints
    "gdp_growth_needed": "6.381",
    "vehicle_battery_share": "86.494",
    "sales_growth_needed": "8.869",
}

FORMULAS = {
    "gdp_gap": "trillion_mark - gdp",
    "gdp_progress": "gdp / trillion_mark",
    "gdp_growth_needed": "(gdp_goal / gdp) ** (1/5) - 1",
    "battery_sales_ratio": "battery_sales / battery_output",
    "vehicle_battery_share": "vehicle_battery_output / battery_output",
    "policy_funds_total": "5 年 * policy_funds",
    "capital_per_policy_yuan": "private_capital / policy_funds_total",
    "sales_growth_needed": "(industrial_sales_goal / industrial_sales) ** (1/5) - 1",
    "manufacturing_added_goal": "gdp_goal * manufacturing_share_goal",
}


@pytest.fixture(scope="module")
def site() -> Site:
    reading = load_site(TOP)
    assert told(reading) == ""
    assert reading.site is not None
    return reading.site


each_fact = pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.row)


def published(indicator: Indicator) -> Decimal:
    newest = indicator.newest
    return round_to(newest.value, newest.decimals, newest.bound)


@each_fact
def test_value_and_unit(site: Site, fact: Fact) -> None:
    indicator = site.indicators[fact.id]
    assert indicator.unit.id == fact.unit
    if "/" in fact.value:
        assert indicator.newest.fraction == tuple(map(int, fact.value.split("/")))
    else:
        assert published(indicator) == Decimal(fact.value)


@pytest.mark.parametrize("fact", WRITTEN, ids=lambda fact: fact.row)
def test_what_is_written_keeps_its_decimals(site: Site, fact: Fact) -> None:
    newest = site.indicators[fact.id].newest
    if newest.fraction is None:
        assert str(newest.value) == fact.value


@each_fact
def test_bound(site: Site, fact: Fact) -> None:
    assert site.indicators[fact.id].newest.bound == BOUNDS[fact.bound]


@each_fact
def test_kind(site: Site, fact: Fact) -> None:
    assert site.indicators[fact.id].kind == fact.kind


@each_fact
def test_period(site: Site, fact: Fact) -> None:
    period = site.indicators[fact.id].newest.period
    assert (period.written if period else "") == fact.period


@each_fact
def test_locators(site: Site, fact: Fact) -> None:
    citations = site.indicators[fact.id].newest.citations
    assert {citation.source for citation in citations} == {"xdkb"}
    assert sorted(citation.locator for citation in citations) == fact.at.split()


@each_fact
def test_reading(site: Site, fact: Fact) -> None:
    indicator = site.indicators[fact.id]
    assert value_text(indicator, indicator.newest, ZH) == fact.zh
    assert value_text(indicator, indicator.newest, EN) == fact.en


@each_fact
def test_period_reading(site: Site, fact: Fact) -> None:
    newest = site.indicators[fact.id].newest
    read = tuple(observed_text(newest, each) for each in (ZH, EN))
    if newest.period_text is None or fact.period == "../2026":
        assert read == PERIODS_READ.get(fact.period, ("", ""))
    assert all(read) or fact.row == "A22"  # a threshold has no time


def test_five_years_to_2021_are_worded(site: Site) -> None:
    worded = [fact for fact in FACTS if fact.period == FIVE_YEARS and fact.row != "A4"]
    assert [fact.row for fact in worded] == ["A6", "A7", "A14", "A21"]
    for fact in worded:
        assert observed_text(site.indicators[fact.id].newest, EN) == "five years to 2021"


def test_what_was_said_without_a_year_says_so(site: Site) -> None:
    said = [fact.row for fact in FACTS if fact.period == SAID]
    assert said == ["A8", "A9", "A18", "A19", "A20", "E4", "E5", "E6"]
    for fact in FACTS:
        if fact.period == SAID:
            assert "said" in observed_text(site.indicators[fact.id].newest, EN)


@pytest.mark.parametrize(("id", "read"), COVERAGE.items(), ids=COVERAGE)
def test_n_of_m(site: Site, id: str, read: tuple[str, str, str]) -> None:
    indicator, newest = site.indicators[id], site.indicators[id].newest
    share = share_of(indicator, newest)
    assert share is not None
    whole_zh, whole_en, percent = read
    assert whole_text(indicator, newest, ZH) == whole_zh
    assert whole_text(indicator, newest, EN) == whole_en
    assert [share_text(newest, share, each) for each in (ZH, EN)] == [percent, percent]


@pytest.mark.parametrize(("id", "digits"), UNROUNDED.items(), ids=UNROUNDED)
def test_a_lower_limit_is_never_rounded_up(site: Site, id: str, digits: str) -> None:
    newest = site.indicators[id].newest
    assert str(newest.value).startswith(digits)
    assert round_to(newest.value, 1, newest.bound) < newest.value


@pytest.mark.parametrize(("id", "formula"), FORMULAS.items(), ids=FORMULAS)
def test_formula(site: Site, id: str, formula: str) -> None:
    assert str(site.indicators[id].formula) == formula


def test_coverage_agrees_with_n_of_m(site: Site) -> None:
    pairs = {"divisions_share": "industry_divisions", "groups_share": "industry_groups"}
    for share, counted in (pairs | {"classes_share": "industry_classes"}).items():
        indicator = site.indicators[counted]
        part = share_of(indicator, indicator.newest)
        assert part is not None
        assert site.indicators[share].newest.value == CONTEXT.multiply(part, Decimal(100))
        assert site.indicators[share].inputs == (counted,)


def test_every_indicator_is_a_row_and_every_row_an_indicator(site: Site) -> None:
    assert set(site.indicators) == {fact.id for fact in FACTS}
    assert len(FACTS) == len(site.indicators)


def test_each_has_one_observation(site: Site) -> None:
    assert all(len(indicator.observations) == 1 for indicator in site.indicators.values())


def test_no_bound_but_those_of_the_sheet(site: Site) -> None:
    marked = {fact.id for fact in FACTS if fact.bound != "="}
    bounded = {i.id for i in site.indicators.values() if i.newest.bound != "exact"}
    assert bounded == marked


def test_events(site: Site) -> None:
    """A13, the first line of the battery works, and the conference, with their paragraphs."""
    told = [
        (event.date.written, sorted(citation.locator for citation in event.citations))
        for event in site.events
    ]
    assert told == [
        ("2021", ["0.1", "2.3"]),
        ("2021-12-29", ["1.2", "1.3"]),
        ("2022-02-07", ["2.1", "3.3"]),
    ]


def test_locators_are_paragraphs_of_the_article(site: Site) -> None:
    cited = {c for i in site.indicators.values() for o in i.observations for c in o.citations}
    cited |= {citation for event in site.events for citation in event.citations}
    paragraphs = set("0.1 0.2 1.1 1.2 1.3 1.4 1.6 1.7 2.1 2.2 2.3 2.4 3.2 3.3 3.4 4.1".split())
    assert {citation.locator for citation in cited} <= paragraphs


def test_source(site: Site) -> None:
    source = site.sources["xdkb"]
    assert source.title["zh"].value == "常州：领跑产业赛道，奋进万亿之城"
    assert source.publisher["zh"].value == "现代快报+"
    assert source.authors == ("李梦雅", "刘国庆", "张敏")
    assert (source.url, source.license) == (None, None)
    assert source.date is not None
    assert source.date.written == "2022-02"


def test_colophon(site: Site) -> None:
    """Section F."""
    meta = site.meta
    names = {"zh": "数据新闻微站示例", "en": "Data Microsite Example"}
    for named in (meta.publisher, *meta.authors):
        assert {code: text.value for code, text in named.name.items()} == names
    assert meta.url == "https://example.org/changzhou/"
    assert meta.published.last == date(2022, 2, 8)
    assert meta.license.name["en"].value == "CC BY 4.0"
    assert site.corrections == ()


def test_checks_hold_and_are_many(site: Site) -> None:
    """That they hold, check_relations has judged: the fixture has no problem."""
    assert len(site.checks) >= 10


def test_what_is_missing_in_the_source_stays_out_of_charts_and_formulas(site: Site) -> None:
    """C7, whose subject the text as received does not name."""
    assert all("unnamed_total" not in chart.ids for chart in site.charts.values())
    assert all("unnamed_total" not in i.inputs for i in site.indicators.values())
    assert site.indicators["unnamed_total"].note is not None


def test_no_gdp_of_2020_is_worked_back(site: Site) -> None:
    """A2 is real, A1 nominal: nothing is computed from both."""
    for indicator in site.indicators.values():
        assert not {"gdp", "gdp_growth"} <= set(indicator.inputs)
