"""The alternative of a chart says what the chart shows: its figures and its dates."""

from pathlib import Path

import pytest

from changzhou_site.check.alts import check_alt
from changzhou_site.load import load_site
from tests.support import SMALL, TOP, load_with

CHART = """\
lake:
  type: {type}
  title: {{zh: 雁和天鹅, en: Geese and swans}}
  subtitle: {{zh: 2015年起, en: since 2015}}
  alt: "{alt}"
{shows}
"""


def told(alt: str, tmp_path: Path, type_: str = "bar", shows: str = "  show: [geese, swans]"):
    text = CHART.format(type=type_, alt=alt, shows=shows)
    site = load_with(tmp_path, {"data/charts/lake.yaml": text}).site
    assert site is not None
    problems = check_alt(site.charts["lake"], site)
    return [problem for problem in problems if problem.code == "alt-differs"]


def codes(alt: str, tmp_path: Path, **chart: str) -> list[str]:
    return [f"{p.place.column - 8} {p.code}" for p in told(alt, tmp_path, **chart)]


@pytest.mark.parametrize("site", [TOP, SMALL, TOP / "tests/sites/charts"])
def test_the_charts_of_the_sites_say_what_they_show(site: Path) -> None:
    read = load_site(site).site
    assert read is not None
    assert [p for chart in read.charts.values() for p in check_alt(chart, read)] == []


@pytest.mark.parametrize(
    ("alt", "found"),
    [
        ("条形图：{{ geese }}，{{ swans }}", []),
        ("{{ geese }}，{{ lake_area }}", ["16 alt-differs"]),
        ("{{ bird_count @2019 }}", ["4 alt-differs"]),
        ("{{ bird_count | label }}", ["4 alt-differs"]),
        (r"\\{{ bird_count }}", []),
        ("{{ bird_counts }}", []),
        ("2021年的{{ geese }}", []),
        ("2015年以来", []),
        ("2020年的{{ geese }}", ["1 alt-differs"]),
        ("{{ geese }} in 2020", ["16 alt-differs"]),
        ("2021年12月31日", []),
        ("2021年6月", ["1 alt-differs"]),
        ("on 3 May 2021", ["4 alt-differs"]),
        ("up to December 31, 2021", []),
        ("2021-05-03", ["1 alt-differs"]),
        ("12021 and 2,020", []),
    ],
)
def test_figures_and_dates_are_those_of_the_chart(
    alt: str, found: list[str], tmp_path: Path
) -> None:
    assert codes(alt, tmp_path) == found


def test_what_a_figure_is_made_of_and_what_is_made_of_it_may_be_said(tmp_path: Path) -> None:
    said = "{{ reed_area }}，{{ lake_area }}，{{ reed_share }}"
    assert codes(said, tmp_path, type_="share", shows="  show: [reed_share]") == []
    (tmp_path / "other").mkdir()
    shows = "  show: [reed_area, lake_area]"
    assert codes(said, tmp_path / "other", type_="column", shows=shows) == []


def test_an_indicator_in_the_title_may_be_said(tmp_path: Path) -> None:
    site = load_with(
        tmp_path,
        {
            "data/charts/lake.yaml": "lake:\n  type: bar\n  title: '{{ swan_rank }}'\n"
            "  alt: '{{ swan_rank }}'\n  show: [geese, swans]\n"
        },
    ).site
    assert site is not None
    assert [p.code for p in check_alt(site.charts["lake"], site) if p.code == "alt-differs"] == []


def test_an_observation_that_only_a_line_draws(tmp_path: Path) -> None:
    shows = "  show: [bird_count, geese]"
    assert codes("{{ bird_count @2019 }}", tmp_path, shows=shows) == ["4 alt-differs"]


def test_a_line_draws_every_observation(tmp_path: Path) -> None:
    said = "{{ bird_count @2019 }}，2020年"
    assert codes(said, tmp_path, type_="line", shows="  show: [bird_count]") == []


@pytest.mark.parametrize(
    ("alt", "found"),
    [
        ("2021年6月30日和2021年11月", []),
        ("2021年7月30日", ["1 alt-differs"]),
        ("In November 2021 and on 30 June 2021", []),
        ("2022年", ["1 alt-differs"]),
        ("{{ geese }}", ["4 alt-differs"]),
    ],
)
def test_the_dates_of_a_timeline_are_its_events(alt: str, found: list[str], tmp_path: Path) -> None:
    assert codes(alt, tmp_path, type_="timeline", shows="") == found


def test_what_is_told(tmp_path: Path) -> None:
    figure, year = told("{{ lake_area }}，1999年", tmp_path)
    assert str(figure) == (
        "data/charts/lake.yaml:5:12: alt-differs `alt` says `lake_area`, which `lake` does not show"
        "\n    hint: it shows `geese`, `swans`: name one of those, or add `lake_area` to `show`"
    )
    assert str(year) == (
        "data/charts/lake.yaml:5:25: alt-differs `alt` says 1999年, "
        "which is no date of what `lake` shows"
        "\n    hint: it shows 2021: correct the date, or leave it out"
    )
