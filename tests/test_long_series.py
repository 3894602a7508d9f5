"""Lines of real series: what is drawn, what is said beside it, and what the pages carry of it.

The site payrolls has four series of 120 months, and one of 88 with months missing.
"""

from __future__ import annotations

import json
import re
from functools import cache
from html import unescape
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from changzhou_site.charts import LAYOUTS, Layout, check_chart, draw_chart, stage_chart
from changzhou_site.charts.placing import Box as Area
from changzhou_site.charts.placing import crosses
from changzhou_site.charts.time_axis import time_levels
from changzhou_site.charts.times import breaks, find_misfit
from changzhou_site.errors import Place
from changzhou_site.load import load_packaged, load_site
from changzhou_site.load.scalars import read_period
from changzhou_site.model import Period, Site
from changzhou_site.source import Text
from tests.boxes import nothing_overlaps
from tests.desks import undrawn_pages, view_of
from tests.support import TESTS, copy_small
from tests.test_charts import flat, words
from tests.test_charts_boxes import box_of

PAYROLLS = TESTS / "sites/payrolls"
MOST_BYTES = 20_000


@cache
def site() -> Site:
    reading = load_site(PAYROLLS)
    assert reading.problems == ()
    assert reading.site is not None
    return reading.site


@cache
def drawn(id: str, language: str, layout: Layout) -> str:
    return draw_chart(stage_chart(site().charts[id], site(), site().languages[language], layout))


def tree(id: str, language: str = "en", layout: Layout = "wide") -> ElementTree.Element:
    return flat(ElementTree.fromstring(drawn(id, language, layout)))


def marks_of(root: ElementTree.Element) -> list[ElementTree.Element]:
    return root.findall("g[@class='mark']")


MOVES = {"M": (1, 1), "m": (1, 1), "l": (1, 1), "h": (1, 0), "v": (0, 1)}


def parts_of(path: str) -> list[list[tuple[float, float]]]:
    """The points of a path of straight steps, in the parts between which it is lifted."""
    parts: list[list[tuple[float, float]]] = []
    x = y = 0.0
    for command, written in re.findall(r"([A-Za-z])([^A-Za-z]*)", path):
        numbers = [float(number) for number in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", written)]
        across, down = MOVES[command]
        for at in range(0, len(numbers), across + down):
            x += numbers[at] if across else 0
            y += numbers[at + across] if down else 0
            if command in "Mm":
                parts.append([])
            parts[-1].append((x, y))
    return parts


def lines_of(root: ElementTree.Element) -> dict[str, list[list[tuple[float, float]]]]:
    """The points of each line, by indicator: within its mark, or apart where it lies on top."""
    found = {}
    for mark in marks_of(root):
        id = mark.attrib["data-indicator"]
        path = root.find(f"g[@data-line='{id}']/path")
        path = mark.find("path") if path is None else path
        assert path is not None
        found[id] = parts_of(path.attrib["d"])
    return found


ALL = [
    pytest.param(id, language, layout, id=f"{id}-{language}-{layout}")
    for id in site().charts
    for language in site().languages
    for layout in LAYOUTS
]


# Drawings -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("id", "language", "layout"), ALL)
def test_a_line_of_many_points_is_one_mark_with_all_of_them(
    id: str, language: str, layout: Layout
) -> None:
    root = tree(id, language, layout)
    marks, lines = marks_of(root), lines_of(root)
    assert [mark.attrib["data-indicator"] for mark in marks] == [*site().charts[id].ids]
    for mark in marks:
        observations = site().indicators[mark.attrib["data-indicator"]].observations
        written = [each.period.written for each in observations if each.period]
        assert mark.attrib["data-period"] == f"{written[0]}/{written[-1]}"
        assert mark.attrib["data-points"] == str(len(observations))
        assert sum(map(len, lines[mark.attrib["data-indicator"]])) == len(observations)


@pytest.mark.parametrize(("id", "language", "layout"), ALL)
def test_a_drawing_is_light(id: str, language: str, layout: Layout) -> None:
    assert len(drawn(id, language, layout).encode()) < MOST_BYTES


@pytest.mark.parametrize(("id", "language", "layout"), ALL)
def test_values_lie_over_no_line_and_over_no_other_words(
    id: str, language: str, layout: Layout
) -> None:
    root = tree(id, language, layout)
    boxes = [box_of(text, root) for text in root.iter("text")]
    nothing_overlaps(boxes)
    lines = [part for parts in lines_of(root).values() for part in parts]
    for box in boxes:
        area = Area(box.left + 2, box.top + 2, box.right - 2, box.bottom - 2)
        assert not any(crosses(line, area) for line in lines), box


@pytest.mark.parametrize(("id", "language", "layout"), ALL)
def test_a_value_stands_nearer_to_its_own_line_than_to_any_other(
    id: str, language: str, layout: Layout
) -> None:
    root = tree(id, language, layout)
    lines = lines_of(root)
    for mark in marks_of(root):
        values = [each for each in mark.iter("text") if each.get("text-anchor") == "middle"]
        for value in values:
            box = box_of(value, root)
            middle = ((box.left + box.right) / 2, (box.top + box.bottom) / 2)
            near = {id: distance(middle, parts) for id, parts in lines.items()}
            assert min(near, key=lambda id: near[id]) == mark.attrib["data-indicator"]


def distance(point: tuple[float, float], parts: list[list[tuple[float, float]]]) -> float:
    x, y = point
    return min(((a - x) ** 2 + (b - y) ** 2) ** 0.5 for part in parts for a, b in part)


def test_only_points_that_say_something_are_dots() -> None:
    for mark in marks_of(tree("jobs")):
        values = [each for each in mark.iter("text") if each.get("text-anchor") == "middle"]
        assert len(list(mark.iter("circle"))) == len(values) + 1  # and the last, by the line's name


def test_a_missing_month_is_a_gap() -> None:
    [parts] = lines_of(tree("air")).values()
    assert [len(part) for part in parts] == [3, 3, 63, 20]


def test_the_editor_names_the_points_that_are_told() -> None:
    for layout in LAYOUTS:
        said = words(tree("named", "en", layout))
        assert {"7,725 thousand jobs", "5,427 thousand jobs"} <= set(said)
        assert "7,601 thousand jobs" not in said


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_unit_is_said_once_on_the_scale(layout: Layout) -> None:
    root = tree("jobs", "en", layout)
    ticks = [text.text or "" for text in root.findall("text")]
    assert [tick for tick in ticks if "thousand" in tick] == ["20,000 thousand jobs"]
    assert {"15,000", "10,000", "5,000", "0"} <= set(ticks)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_first_and_the_last_month_are_named_and_round_years_between(layout: Layout) -> None:
    english, chinese = ({*words(tree("jobs", code, layout))} for code in ("en", "zh"))
    assert {"Jan 2006", "2010", "Dec 2015"} <= english
    assert {"2006年1月", "2010年", "2015年12月"} <= chinese


def test_what_is_highlighted_lies_on_top_while_marks_stand_in_the_order_of_show() -> None:
    root = tree("jobs")
    marks = marks_of(root)
    over = root.find("g[@class='line']")
    assert over is not None
    assert over.attrib["data-line"] == marks[0].attrib["data-indicator"] == "manufacturing"
    assert [*root].index(over) > max([*root].index(mark) for mark in marks)
    assert tree("jobs", "en", "narrow").find("g[@class='line']") is None


def many(count: int, values: str = "{n}") -> str:
    months = (f"{1900 + n // 12}-{n % 12 + 1:02}" for n in range(count))
    return ", ".join(f"{month}: {(n * 7919) % 997}" for n, month in enumerate(months))


def test_four_lines_of_five_hundred_points_are_light_and_soon_drawn(tmp_path: Path) -> None:
    project = copy_small(tmp_path)
    ids = ["la", "lb", "lc", "ld"]
    series = "".join(
        f"{id}: {{label: {id}, unit: 个, source: count#1, values: {{{many(500)}}}}}\n" for id in ids
    )
    (project / "data/indicators/extra.yaml").write_text(series, "utf-8")
    chart = f'x: {{type: line, title: x, alt: "Line: {{{{ la }}}}", show: [{", ".join(ids)}]}}\n'
    (project / "data/charts/extra.yaml").write_text(chart, "utf-8")
    made = load_site(project).site
    assert made is not None
    assert check_chart(made.charts["x"], made) == []
    for layout in LAYOUTS:
        staging = stage_chart(made.charts["x"], made, made.languages["en"], layout)
        assert len(draw_chart(staging).encode()) < MOST_BYTES


# Small series -------------------------------------------------------------------------------------


def small_line(tmp_path: Path, unit: str, values: str, layout: Layout) -> ElementTree.Element:
    """A line of an indicator of the small site, in Chinese."""
    project = copy_small(tmp_path)
    record = f"x: {{label: X, unit: {unit}, source: count#1, values: {{{values}}}}}\n"
    (project / "data/indicators/extra.yaml").write_text(record, "utf-8")
    chart = 'x: {type: line, title: x, alt: "Line: {{ x }}", show: [x]}\n'
    (project / "data/charts/extra.yaml").write_text(chart, "utf-8")
    made = load_site(project).site
    assert made is not None
    assert check_chart(made.charts["x"], made) == []
    staging = stage_chart(made.charts["x"], made, made.languages["zh"], layout)
    return flat(ElementTree.fromstring(draw_chart(staging)))


def ticks_of(root: ElementTree.Element) -> list[str]:
    return [text.text or "" for text in root.findall("text")]


def test_what_is_counted_has_whole_numbers_on_its_scale(tmp_path: Path) -> None:
    root = small_line(tmp_path, "个", "2018: 1, 2019: 2, 2020: 1, 2021: 2", "wide")
    assert ticks_of(root)[:3] == ["0", "1", "2个"]


def test_what_is_measured_may_have_parts(tmp_path: Path) -> None:
    root = small_line(tmp_path, "km2", "2018: 1, 2019: 2, 2020: 1, 2021: 2", "wide")
    assert ticks_of(root)[:5] == ["0", "0.5", "1.0", "1.5", "2.0平方公里"]


def test_the_last_period_is_named_on_a_phone_however_long_it_is(tmp_path: Path) -> None:
    values = "2011-07/2015-06: 7.1, 2016-07/2020-06: 6.2, 2021-07/2025-06: 5.5"
    said = "".join(ticks_of(small_line(tmp_path, '"%"', values, "narrow")))
    assert "2011年7月—2015年6月" in said
    assert "2021年7月—2025年6月" in said


def test_spans_that_begin_together_stand_at_their_ends_and_are_named(tmp_path: Path) -> None:
    ends = {"03": -3.6, "06": 2.3, "09": 2.6, "12": 1.3}
    values = ", ".join(f"2022-01/2022-{month}: {value}" for month, value in ends.items())
    root = small_line(tmp_path, '"%"', values, "wide")
    said = ticks_of(root)
    for span in ("1—3月", "1—6月", "1—9月", "1—12月"):
        assert f"2022年{span}" in said
    places = [float(mark.findall("circle")[-1].attrib["cx"]) for mark in marks_of(root)]
    steps = [after - before for before, after in pairwise(places)]
    assert max(steps) - min(steps) < 5


def test_a_year_that_begins_anew_is_not_joined_to_the_one_before(tmp_path: Path) -> None:
    values = "2021-01/2021-06: 5, 2021-01/2021-12: 11, 2022-01/2022-06: 6, 2022-01/2022-12: 12"
    root = small_line(tmp_path, "个", values, "wide")
    [line] = [path for path in root.findall("path") if path.get("stroke-linejoin") == "round"]
    assert [len(part) for part in parts_of(line.attrib["d"])] == [2, 2]


def test_a_point_between_gaps_is_a_dot(tmp_path: Path) -> None:
    months = [f"2020-{n:02}: {n}" for n in range(1, 13)] + ["2021-02: 3"]
    months += [f"2021-{n:02}: {n}" for n in range(4, 11)]
    root = small_line(tmp_path, "个", ", ".join(months), "wide")
    radii = {
        mark.attrib["data-period"]: float(mark.findall("circle")[-1].attrib["r"])
        for mark in marks_of(root)
    }
    assert radii["2021-02"] > 2 * radii["2020-06"]


# Periods ------------------------------------------------------------------------------------------


def periods(written: str) -> list[Period]:
    return [read_period(Text(each, Place("x.yaml"))) for each in written.split()]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("2019 2020 2021", None),
        ("2000 2010 2020", None),
        ("2019 2020 2021-H1", "chart-unfinished-period"),
        ("2020-01-01 2020-02 2020-03", "chart-unlike-periods"),
        ("2020-01 2020-02 2020-03-01/2020-03-10", "chart-unfinished-period"),
        ("2019 2020-H1 2020-H2", "chart-unlike-periods"),
        ("2019 2020 2021-H1 2022", "chart-unlike-periods"),
        ("2018/2019 2019/2020", "chart-overlapping-periods"),
        ("2020-01/2020-12 2020-07/2021-06", "chart-overlapping-periods"),
        ("2022-01/2022-03 2022-01/2022-06 2022-01/2022-09", None),
        ("2021-01/2021-06 2021-01/2021-12 2022-01/2022-03", None),
        ("2019 2020 2021-H1 2021", "chart-unlike-periods"),
        ("2020-01-01/2020-01-10 2020-01-11/2020-01-20 2020-01-21/2020-01-31", None),
        ("2020-01 2020-02 2020-03", None),
        ("2011-07/2015-06 2016-07/2020-06 2021-07/2025-06", None),
        ("../2020 ../2025", None),
    ],
)
def test_periods_that_would_make_a_false_line_are_told(written: str, told: str | None) -> None:
    misfit = find_misfit(periods(written))
    assert (misfit and misfit.nature) == told


@pytest.mark.parametrize(
    ("written", "broken"),
    [
        ("2020-01 2020-02 2020-04 2020-05", "2020-01 2020-04"),
        ("2000 2010 2020", "2000"),
        ("2000 2010 2011", "2000"),
        ("2017 2018 2019 2021", "2017 2021"),
        ("2020-01-02 2020-01-03 2020-01-06 2020-01-07 2020-02-08", "2020-01-02"),
        (
            "2020-01-03 2020-01-06 2020-01-07 2020-01-08 2020-01-09 2020-02-10",
            "2020-01-03 2020-02-10",
        ),
        ("2021-01/2021-06 2021-01/2021-12 2022-01/2022-06", "2021-01/2021-06 2022-01/2022-06"),
    ],
)
def test_a_line_breaks_where_a_period_is_missing(written: str, broken: str) -> None:
    given = periods(written)
    found = [
        period.written for period, is_broken in zip(given, breaks(given), strict=True) if is_broken
    ]
    assert " ".join(found) == broken


@pytest.mark.parametrize(
    ("written", "language", "closest"),
    [
        ("2017 2021", "en", "2017 2018 2019 2020 2021"),
        ("2021-11 2022-03", "en", "Nov|Dec|2022|Feb|Mar"),
        ("2021-11 2022-03", "zh", "11月|12月|2022年|2月|3月"),
        ("2021-11 2022-03", "de", "Nov.|Dez.|2022|Feb.|März"),
        ("2021-Q3 2022-Q2", "en", "Q3|Q4|2022|Q2"),
        ("2006-01 2015-12", "en", "2006|2007|2008|2009|2010|2011|2012|2013|2014|2015"),
        ("2022-02-27 2022-03-02", "en", "27 Feb|28 Feb|1 Mar|2 Mar"),
    ],
)
def test_an_axis_of_time_says_months_and_years_as_newspapers_do(
    written: str, language: str, closest: str
) -> None:
    level, *_ = time_levels(periods(written), load_packaged(language))
    said = [tick.text for tick in level]
    assert said == re.split(r"[| ]" if "|" not in closest else r"\|", closest)
    assert [tick.day for tick in level] == sorted(tick.day for tick in level)


def test_spans_have_no_round_words_between_them() -> None:
    assert time_levels(periods("2011-07/2015-06 2016-07/2020-06"), load_packaged("en")) == []


# Pages --------------------------------------------------------------------------------------------


@cache
def pages() -> dict[str, str]:
    """The pages by path, drawings left blank."""
    return undrawn_pages(PAYROLLS)


def test_an_article_leaves_long_tables_to_the_page_of_the_chart() -> None:
    article, alone = pages()["en/index.html"], pages()["en/charts/jobs/index.html"]
    assert '<a class="chart-table" href="charts/jobs/#table-jobs">Data table</a>' in article
    assert "<tbody>" not in article
    assert alone.count('<tr data-indicator="manufacturing"') == 120
    assert 'id="table-jobs"' in alone


def test_what_every_point_says_is_on_the_article_for_the_script() -> None:
    [jobs, *_] = re.findall(
        r'<script type="application/json" class="chart-points">(.*?)</script>',
        pages()["en/index.html"],
    )
    said = json.loads(jobs)
    assert [*said] == [*site().charts["jobs"].ids]
    assert said["manufacturing"]["label"] == "Manufacturing"
    assert said["manufacturing"]["source"] == "Source: Bureau of Labor Statistics"
    assert said["manufacturing"]["points"][0] == ["2006-01", "January 2006", "14,210 thousand jobs"]
    assert len(said["manufacturing"]["points"]) == 120


def test_a_long_series_has_popovers_of_its_ends_and_of_what_the_page_names() -> None:
    html = pages()["en/index.html"]
    assert re.findall(r'id="about-(manufacturing[^"]*)" popover', html) == [
        "manufacturing@2006-01",
        "manufacturing@2010-02",
        "manufacturing",
    ]
    assert '<a href="data/manufacturing/">All 120 observations</a>' in html


@pytest.mark.parametrize(("language", "prefix"), [("zh", ""), ("en", "en/")])
def test_a_long_series_has_a_page_of_all_its_observations(language: str, prefix: str) -> None:
    html = pages()[f"{prefix}data/co2/index.html"]
    observations = site().indicators["co2"].observations
    rows = re.findall(r'<tr id="([^"]+)">', html)
    assert rows == [each.period.written for each in reversed(observations) if each.period]
    assert html.count('<data data-indicator="co2"') == len(observations)
    assert 'href="../#co2"' in html
    assert "NOAA" in html


def test_the_data_page_keeps_the_row_and_leads_there() -> None:
    html = pages()["en/data/index.html"]
    row = html.partition('id="co2"')[2].partition("</tr>")[0]
    assert row.count("<data ") == 2
    assert '<a href="co2/">All 89 observations</a>' in row
    assert "March 1958" in unescape(row)
    assert len(html.encode()) < 60_000


def test_short_series_stay_on_the_data_page() -> None:
    assert [path for path in pages() if path.endswith("/data/bird_count/index.html")] == []
    small = view_of()
    assert [page.path for page in small.pages if page.kind == "series"] == []


def test_all_pages_of_long_series_are_found_by_search_engines() -> None:
    listed = {page.path for page in view_of(PAYROLLS).pages if page.is_listed}
    assert {"data/co2/", "en/data/co2/"} <= listed
