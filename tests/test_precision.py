"""A result is as fine as what it is worked out from, and never reads as what it is not."""

from pathlib import Path

import pytest

from changzhou_site.errors import Problem
from changzhou_site.figures import observed_text, value_text
from changzhou_site.load import Reading, load_site
from tests.support import copy_small, language

EN, ZH = language("en"), language("zh")

UNITS = """\
只: {dimension: count, zh: "{n}只", en: {one: "{n} bird", other: "{n} birds"}}
km2: {dimension: area, scale: 1000000, zh: "{n}平方公里", en: "{n} km²"}
kjobs: {dimension: count, scale: 1000, zh: "{n}千岗", en: "{n} thousand jobs"}
Mjobs: {dimension: count, scale: 1000000, zh: "{n}百万岗", en: "{n} million jobs"}
万户: {dimension: households, scale: 10000, zh: "{n}万户", en: "{n} myriad households"}
户: {dimension: households, zh: "{n}户", en: "{n} households"}
"""

WRITTEN = """\
before: {label: x, unit: kjobs, value: 14226, period: 2006, source: count#1}
after: {label: x, unit: kjobs, value: 11453, period: 2010, source: count#1}
back: {label: x, unit: kjobs, value: 907, period: 2015, source: count#1}
town: {label: x, unit: 元, value: 42523, period: 2021, source: count#1}
country: {label: x, unit: 元, value: 14521, period: 2021, source: count#1}
round_sum: {label: x, unit: 元, value: 10000, period: 2021, source: count#1}
odd_sum: {label: x, unit: 元, value: 3001, period: 2021, source: count#1}
gdp: {label: x, unit: 亿元, value: 8807.60, period: 2021, source: count#1}
least: {label: x, unit: 亿元, value: 0.004, period: 2021, source: count#1}
people: {label: x, unit: 万人, value: 82.9, period: 2021, source: count#1}
firms: {label: x, unit: 万户, source: count#1, values: {2020: 23.08, 2021: 23.28}}
rate: {label: x, unit: "%", source: count#1, values: {2020: 12.25, 2021: 12.5}}
place: {label: x, unit: 位, source: count#1, values: {2020: 10, 2021: 8}}
third: {label: x, value: 1/3, period: 2021, source: count#1}
eight: {label: x, unit: km2, value: 8000, period: 2021, source: count#1}
five: {label: x, unit: km2, value: 500, period: 2021, source: count#1}
nothing: {label: x, unit: km2, value: -0.0, period: 2021, source: count#1}
"""


def reading_with(tmp_path: Path, *records: str) -> Reading:
    project = copy_small(tmp_path)
    (project / "data/units.yaml").write_text(UNITS, "utf-8")
    text = WRITTEN + "".join(f"{record}\n" for record in records)
    (project / "data/indicators/more.yaml").write_text(text, "utf-8")
    return load_site(project)


def problems_with(tmp_path: Path, *records: str) -> list[Problem]:
    return [*reading_with(tmp_path, *records).problems]


RESULTS = [
    # A sum or difference is as fine as its finest input, at its own scale
    ("unit: Mjobs, formula: before - after, period: span", "2.773 million jobs"),
    ("unit: kjobs, formula: before - after, period: span", "2,773 thousand jobs"),
    ("unit: 户, formula: firms@2021 - firms@2020, period: 2021", "2,000 households"),
    ("unit: 亿元, formula: gdp - gdp + gdp", "¥880.760 billion"),
    # A product or quotient has the significant digits of its coarsest input, three at least
    ("formula: town / country", "2.9284"),
    ("unit: 倍, formula: town / country", "2.9284 times"),
    ("unit: 倍, formula: round_sum / odd_sum", "3.33 times"),
    ("unit: 元/人, formula: gdp / people", "¥1.062437 million per person"),
    ("unit: 亿元, formula: gdp * third", "¥293.587 billion"),
    # … and no more decimals than the exact result
    ("formula: eight / five", "16"),
    ("formula: five / eight", "0.0625"),
    ("unit: km2, formula: 3 * five", "1,500 km²"),
    # Per cent: one decimal, or as many as its finest input where it is a sum of per cents
    ('unit: "%", formula: odd_sum / round_sum', "30.0%"),
    ("unit: 百分点, formula: rate@2021 - rate@2020, period: 2021", "0.25 percentage points"),
    ('unit: "%", formula: rate@2021 + rate@2020, period: 2021', "24.75%"),
    ('unit: "%", formula: back / (before - after), period: span', "32.7%"),
    # `decimals` says otherwise; `round` is taken at its word
    ("formula: town / country, decimals: 1", "2.9"),
    ("unit: 倍, formula: 'round(town / country, 2)'", "2.93 times"),
    # A difference of ranks is a number of places
    ("unit: 位, formula: place@2020 - place@2021, period: 2021", "2 places"),
    ("unit: rank, formula: place@2021 - place@2020, period: 2021", "−2 places"),
    ("unit: 个, formula: place@2020 - place@2021, period: 2021", "2"),
    ("unit: 位, formula: 'max(place@2020, place@2021)', period: 2021", "10th"),
    # Three thirds are one
    ("formula: 3 * third", "1"),
    # Zero has no sign
    ("unit: km2, formula: nothing - nothing", "0.0 km²"),
    ("unit: km2, formula: -nothing * 2", "0 km²"),
]


@pytest.mark.parametrize(("rest", "read"), RESULTS)
def test_a_result_reads(rest: str, read: str, tmp_path: Path) -> None:
    reading = reading_with(tmp_path, f"result: {{label: x, {rest}}}")
    assert [str(problem) for problem in reading.problems] == []
    assert reading.site
    result = reading.site.indicators["result"]
    assert value_text(result, result.newest, EN) == read


def test_a_difference_of_ranks_reads_as_places_in_chinese(tmp_path: Path) -> None:
    rest = "moved: {label: x, unit: 位, formula: place@2020 - place@2021, period: 2021}"
    site = reading_with(tmp_path, rest).site
    assert site
    assert value_text(site.indicators["moved"], site.indicators["moved"].newest, ZH) == "2位"


ROUNDED_AWAY = [
    ('unit: "%", formula: least / gdp', "zero", "decimals: 5"),
    ("unit: 亿元, formula: least * 1, decimals: 1", "zero", "decimals: 3"),
    ("unit: 亿元, formula: -least, decimals: 2", "zero", "decimals: 3"),
    ('unit: "%", formula: (gdp - least) / gdp', "all", "decimals: 5"),
]


@pytest.mark.parametrize(("rest", "said", "hint"), ROUNDED_AWAY)
def test_what_rounding_would_make_nothing_or_all_is_told(
    rest: str, said: str, hint: str, tmp_path: Path
) -> None:
    (problem,) = problems_with(tmp_path, f"result: {{label: x, {rest}}}")
    assert problem.code == "rounded-away"
    assert f"reads as {said}" in problem.message
    assert hint in problem.hint


# Periods -----------------------------------------------------------------------------------------

PERIODS = [
    ("formula: before - after, unit: kjobs, period: span", "2006–2010"),
    ("formula: back - after + before, unit: kjobs, period: 2006/2015", "2006–2015"),
    ("formula: town / country, period: span", "2021"),
    ("formula: lake_area - reed_goal, unit: km2, period: span", "by 2025"),
]


@pytest.mark.parametrize(("rest", "read"), PERIODS)
def test_a_result_is_of_the_period(rest: str, read: str, tmp_path: Path) -> None:
    reading = reading_with(tmp_path, f"result: {{label: x, {rest}}}")
    assert [str(problem) for problem in reading.problems] == []
    assert reading.site
    assert observed_text(reading.site.indicators["result"].newest, EN) == read


def test_a_period_that_ends_before_what_the_formula_reads_is_told(tmp_path: Path) -> None:
    rest = "change: {label: x, unit: kjobs, formula: back - before, period: 2006/2010}"
    (problem,) = problems_with(tmp_path, rest)
    assert problem.code == "period-outside"
    assert "`back` of 2015" in problem.message


def test_the_words_for_a_period_are_the_editors(tmp_path: Path) -> None:
    rest = "change: {label: x, unit: kjobs, formula: back - before, period_text: in ten years}"
    assert problems_with(tmp_path, rest) == []


@pytest.mark.parametrize("given", ["value: 5", "values: {2021: 5}"])
def test_only_a_formula_spans_its_inputs(given: str, tmp_path: Path) -> None:
    rest = f"plain: {{label: x, {given}, period: span, source: count#1}}"
    assert {problem.code for problem in problems_with(tmp_path, rest)} & {
        "bad-period",
        "key-not-here",
    }


# Series ------------------------------------------------------------------------------------------

SERIES = """\
part: {label: x, unit: 亿元, source: count#1, values: {2021: 308.3, 2022: 300, 2023: 262.73}}
whole: {label: x, unit: 亿元, source: count#1, values: {2022: 2400, 2023: 2532.53, 2024: 2600}}
share: {label: x, unit: "%", formula: part / whole}
since: {label: x, unit: "%", formula: part / part@2021}
once: {label: x, unit: "%", formula: part / whole, period: 2024}
twice: {label: x, formula: share * 2}
"""


def test_a_formula_of_series_is_a_series(tmp_path: Path) -> None:
    reading = reading_with(tmp_path, SERIES)
    assert [str(problem) for problem in reading.problems] == []
    assert reading.site
    indicators = reading.site.indicators

    def read(id: str) -> list[str]:
        indicator = indicators[id]
        return [
            f"{observed_text(each, EN)}: {value_text(indicator, each, EN)}"
            for each in indicator.observations
        ]

    assert read("share") == ["2022: 12.5%", "2023: 10.4%"]
    assert read("since") == ["2021: 100.0%", "2022: 97.3%", "2023: 85.2%"]
    assert read("once") == ["2024: 10.1%"]
    assert [line[:4] for line in read("twice")] == ["2022", "2023"]


def test_series_without_a_common_period_are_told(tmp_path: Path) -> None:
    others = "late: {label: x, unit: 亿元, source: count#1, values: {2024: 1, 2025: 2}}"
    lines = SERIES.splitlines()[:2]
    (problem,) = problems_with(tmp_path, *lines, others, "share: {label: x, formula: part / late}")
    assert problem.code == "no-common-period"
    assert "`part` and `late`" in problem.message


def test_a_fraction_stands_under_no_unit(tmp_path: Path) -> None:
    for unit in ('"%"', "亿元", "km2"):
        rest = f"part: {{label: x, unit: {unit}, value: 1/3, period: 2021, source: count#1}}"
        (problem,) = problems_with(tmp_path / unit.strip('"%'), rest)
        assert problem.code == "fraction-with-unit"
