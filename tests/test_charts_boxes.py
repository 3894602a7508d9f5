"""No label lies over another or is cut off, with width to spare: every chart, language, layout."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from changzhou_site.charts import LAYOUTS, Layout, draw_chart, stage_chart
from changzhou_site.charts.fonts import font_path, measure
from changzhou_site.charts.placing import Box as Area
from changzhou_site.charts.placing import Course, LabelPoint, Placer, crosses, label_lines
from changzhou_site.charts.scales import spread
from changzhou_site.charts.style import BOLD, Type
from changzhou_site.charts.words import balanced, fits, room, wrapped
from changzhou_site.load import load_site
from changzhou_site.model import Site, Unit
from tests import test_charts
from tests.boxes import Box, nothing_overlaps, text_box

ROOT = Path(__file__).parents[1]
PROJECTS = {
    "charts": ROOT / "tests/sites/charts",
    "changzhou": ROOT,
    "iowa": ROOT / "tests/sites/iowa",
}
SPARE = 1.15


@cache
def width_of(text: str, size: float) -> float:
    font = FontProperties(fname=font_path(), size=size)
    return float(text_to_path.get_text_width_height_descent(text, font, ismath=False)[0])


def box_of(text: ElementTree.Element, root: ElementTree.Element) -> Box:
    """The renderer's box of a text with 15 % to spare, as high as its letters are."""
    said = text.text or ""
    size = float(text.get("font-size", root.attrib["font-size"]))
    width = width_of(said, size) * SPARE
    x, y = float(text.attrib["x"]), float(text.attrib["y"])
    return text_box(said, x, y, width, size, text.get("text-anchor", "start"))


@cache
def site(name: str) -> Site:
    found = load_site(PROJECTS[name]).site
    assert found is not None
    return found


def set_in(type: Type, language: str) -> Type:
    """A type as it is set in a language."""
    return type.on(site("charts").settings[language])


@cache
def tree(name: str, id: str, language: str, layout: Layout) -> ElementTree.Element:
    if name == "charts":
        return test_charts.tree(id, language, layout)
    drawn = test_charts.drawing(site(name), id, language, layout)
    return test_charts.flat(ElementTree.fromstring(drawn))


ALL = [
    pytest.param(name, id, language, layout, id=f"{name}-{id}-{language}-{layout}")
    for name in PROJECTS
    for id in site(name).charts
    for language in site(name).meta.languages
    for layout in LAYOUTS
]


@pytest.mark.parametrize(("name", "id", "language", "layout"), ALL)
def test_everything_has_room(name: str, id: str, language: str, layout: Layout) -> None:
    everything_has_room(tree(name, id, language, layout))


def everything_has_room(root: ElementTree.Element) -> None:
    boxes = [box_of(text, root) for text in root.iter("text")]
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    for box in boxes:
        assert box.left >= -1, box
        assert box.right <= width + 1, box
        assert box.top >= -1, box
        assert box.bottom <= height + 1, box
    nothing_overlaps(boxes)
    shapes_stay_on_the_drawing(root, width, height)


TAILS = {
    "en": ("thousand full-time jobs", "thousand full-time jobs in households and on farms"),
    "de": ("Tausend Arbeitsplätze", "Tausend sozialversicherungspflichtig beschäftigte Menschen"),
    "zh": ("个全日制就业岗位", "个全日制就业岗位（含个体经营户、家庭雇工和农场工人）"),
}
"""What makes a unit long, and one that no phone shows in a line."""
LONG = [
    pytest.param(name, id, language, layout, tail, id=f"{name}-{id}-{language}-{layout}-{length}")
    for name, id, language, layout in (each.values for each in ALL)
    if name != "changzhou"
    for length, tail in zip(("long", "longer"), TAILS[str(language)[:2]], strict=True)
]


def in_units_of(tail: str, site: Site) -> Site:
    """The site as it were if its units were called so much longer."""

    def longer(unit: Unit) -> Unit:
        forms = {
            code: {case: f"{form} {tail}" for case, form in cases.items()}
            for code, cases in unit.forms.items()
        }
        return replace(unit, forms=forms)

    indicators = {
        id: replace(indicator, unit=longer(indicator.unit))
        for id, indicator in site.indicators.items()
    }
    return replace(site, indicators=indicators)


@pytest.mark.parametrize(("name", "id", "language", "layout", "tail"), LONG)
def test_no_value_is_cut_however_long_its_unit_is(
    name: str, id: str, language: str, layout: Layout, tail: str
) -> None:
    longer = in_units_of(tail, site(name))
    staging = stage_chart(longer.charts[id], longer, longer.languages[language], layout)
    root = test_charts.flat(ElementTree.fromstring(draw_chart(staging)))
    everything_has_room(root)
    said = without_spaces("".join(text.text or "" for text in root.iter("text")))
    assert all(without_spaces(item.value) in said for item in staging.items)


def without_spaces(text: str) -> str:
    return "".join(text.split())


def shapes_stay_on_the_drawing(root: ElementTree.Element, width: float, height: float) -> None:
    for rect in root.iter("rect"):
        edge = float(rect.get("stroke-width", "0")) / 2
        x, y = float(rect.attrib["x"]), float(rect.attrib["y"])
        assert x - edge >= -0.1
        assert y - edge >= -0.1
        assert x + float(rect.attrib["width"]) + edge <= width + 0.1
        assert y + float(rect.attrib["height"]) + edge <= height + 0.1


def test_the_font_measured_is_the_font_drawn_with() -> None:
    for text in ("8807.6亿元", "over ¥1.2 trillion", "（含在建）"):
        drawn = width_of(text, 40)
        assert measure(text, set_in(Type(40), "zh")) == pytest.approx(drawn, rel=0.04)


def test_han_break_anywhere_but_before_closing_marks() -> None:
    type = set_in(Type(10), "zh")
    lines = wrapped("规模以上工业，战略性新兴产业（含在建）", type, 6 * 10 * SPARE + 1)
    assert "".join(lines) == "规模以上工业，战略性新兴产业（含在建）"
    assert all(line[0] not in "，）。" for line in lines)
    assert all(line[-1] not in "（" for line in lines)


def test_figures_and_words_are_not_broken() -> None:
    lines = wrapped("到2025年达到8807.60亿元", set_in(Type(10), "zh"), 80)
    assert any("8807.60" in line for line in lines)
    assert wrapped("Above-scale industrial output", set_in(Type(10), "en"), 90) == [
        "Above-scale",
        "industrial",
        "output",
    ]


def test_a_word_longer_than_the_line_is_broken() -> None:
    type = set_in(Type(10), "en")
    assert not fits("supercalifragilistic", type, 50)
    lines = wrapped("supercalifragilistic", type, 50)
    assert "".join(lines) == "supercalifragilistic"
    assert all(room(line, type) <= 50 for line in lines)


def test_lines_are_about_equally_long() -> None:
    lines = balanced("地区生产总值年均增长率", set_in(Type(10), "zh"), 10 * 10 * SPARE)
    assert [len(line) for line in lines] == [6, 5]


# Labels -------------------------------------------------------------------------------------------

LABEL = Type(13)
HAN = set_in(LABEL, "zh")


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("地区生产总值年均增长", 128, "地区生产总值|年均增长"),
        ("江苏时代四期年产能", 128, "江苏时代|四期年产能"),
        ("动力电池产能（已建和在建）", 160, "动力电池产能|（已建和在建）"),
        ("无锡（含代管的县级市）", 160, "无锡（含代管的|县级市）"),
        ("到2025年全市数字经济核心产业增加值", 160, "到2025年全市数字|经济核心产业增加值"),
        ("工业一般纳税人销售增速", 160, "工业一般纳税人|销售增速"),
    ],
)
def test_labels_break_where_a_reader_would_pause(text: str, width: float, lines: str) -> None:
    assert "|".join(label_lines(text, HAN, width)) == lines


def test_a_label_of_many_lines_is_broken_soon():
    """One that goes on and on is told as too long; its best lines are not looked for."""
    begun = time.process_time()
    lines = label_lines("birds of the lake " * 300, set_in(LABEL, "en"), 200)

    assert time.process_time() - begun < 2
    assert len(lines) > 100


def test_labels_with_spaces_break_before_small_words() -> None:
    lines = label_lines("Rank of growth in Jiangsu", set_in(LABEL, "en"), 130)
    assert "|".join(lines) == "Rank of growth|in Jiangsu"


def test_one_more_line_is_taken_rather_than_break_a_word() -> None:
    text = "规模以上高新技术产业与战略性新兴产业合计总产值（含在建项目，按当年价格计算）"
    assert len(wrapped(text, HAN, 288)) == 2
    assert "|".join(label_lines(text, HAN, 288)) == (
        "规模以上高新技术产业与|战略性新兴产业合计总产值|（含在建项目，按当年价格计算）"
    )


def labels() -> Iterator[tuple[str, Type]]:
    """Every label with the type it is set in."""
    for name in PROJECTS:
        for indicator in site(name).indicators.values():
            for language, text in indicator.label.items():
                yield text.value, LABEL.on(site(name).settings[language])


@pytest.mark.parametrize("width", [80, 110, 144, 200, 288])
def test_no_label_loses_a_character_or_ends_in_a_line_of_one(width: float) -> None:
    for text, type in labels():
        lines = label_lines(text, type, width)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        assert all(room(line, type) <= width for line in lines)
        assert len(lines) == 1 or len(lines[-1]) > 1, lines


# Room near points ---------------------------------------------------------------------------------

AREA = Area(0, 0, 200, 100)


SIZE = (60, 20)
POINT = LabelPoint(100, 50, (7, 7), "geese")


def test_a_label_keeps_off_points_and_lines() -> None:
    placer = Placer(AREA, dots=[Area(95, 45, 105, 55)])
    placer.lines.append(Course(((0, 35), (200, 35)), "geese"))
    box = placer.place(POINT, SIZE)
    assert box == Area(70, 57, 130, 77)
    taken = placer.place(POINT, SIZE)
    assert taken is not None
    assert not taken.meets(box)
    assert not any(crosses(line.points, taken) for line in placer.lines)


def test_a_label_stays_near_its_point_when_all_is_free() -> None:
    assert Placer(AREA).place(POINT, SIZE) == Area(70, 23, 130, 43)
    low = replace(POINT, below=True)
    assert Placer(AREA).place(low, SIZE) == Area(70, 57, 130, 77)


def test_a_label_never_stands_behind_the_line_of_another() -> None:
    over, under = (Course(((0, y), (200, y)), "swans") for y in (44, 56))
    assert Placer(AREA, lines=[under]).place(POINT, SIZE) == Area(70, 23, 130, 43)
    assert Placer(AREA, lines=[over]).place(POINT, SIZE) == Area(70, 57, 130, 77)
    assert Placer(AREA, lines=[over, under]).place(POINT, SIZE) is None


def test_a_label_is_nearer_to_its_own_point_than_to_any_other() -> None:
    """One that is drawn higher and lies under the label pushes it down, and leaves it no place."""
    higher, lower = (130.0, 38.0), (130.0, 62.0)
    assert Placer(AREA, points=[higher]).place(POINT, SIZE) == Area(70, 57, 130, 77)
    assert Placer(AREA, points=[higher, lower]).place(POINT, SIZE) == Area(55, 23, 115, 43)
    around = [(x, y) for x in (70.0, 130.0) for y in (38.0, 62.0)]
    assert Placer(Area(0, 23, 200, 77), points=around).place(POINT, (90, 20)) is None


LINES = [
    each for each in ALL if site(str(each.values[0])).charts[str(each.values[1])].type == "line"
]


@pytest.mark.parametrize(("name", "id", "language", "layout"), LINES)
def test_values_are_nearest_to_their_own_points(
    name: str, id: str, language: str, layout: Layout
) -> None:
    root = tree(name, id, language, layout)
    points = [middle_of(circle) for circle in root.iter("circle") if float(circle.get("r", 0)) > 2]
    for mark in root.findall("g[@class='mark']"):
        own = [middle_of(circle) for circle in mark.iter("circle")]
        for text in mark.iter("text"):
            if text.get("text-anchor") == "middle" and "data-points" not in mark.attrib:
                box = words_of(text, root)
                nearest = min(off(box, point) for point in points)
                assert min(off(box, point) for point in own) <= nearest + 1, text.text


def middle_of(circle: ElementTree.Element) -> tuple[float, float]:
    return float(circle.attrib["cx"]), float(circle.attrib["cy"])


def words_of(text: ElementTree.Element, root: ElementTree.Element) -> Area:
    """A value's words, which are bold, as high as their line."""
    size = float(text.get("font-size", root.attrib["font-size"]))
    half = width_of(text.text or "", size) * BOLD / 2
    x, y = float(text.attrib["x"]), float(text.attrib["y"]) - Type(size).drop
    return Area(x - half, y - size * 0.68, x + half, y + size * 0.68)


def off(box: Area, point: tuple[float, float]) -> float:
    x, y = point
    return math.hypot(max(box.left - x, 0, x - box.right), max(box.top - y, 0, y - box.bottom))


def test_a_label_without_room_is_left_out() -> None:
    full = Area(0, 0, 200, 100)
    assert Placer(AREA, labels=[full]).place(POINT, SIZE) is None
    assert Placer(Area(0, 40, 200, 60)).place(POINT, SIZE) == Area(107, 40, 167, 60)


def test_a_line_passes_through_a_box_between_its_points_too() -> None:
    box = Area(40, 40, 60, 60)
    assert crosses([(0, 0), (100, 100)], box)
    assert crosses([(0, 50), (100, 50)], box)
    assert not crosses([(0, 0), (100, 30)], box)
    assert not crosses([(0, 50), (30, 50)], box)


def test_a_name_stands_beside_its_point_or_nowhere() -> None:
    placer = Placer(AREA)
    assert placer.place_beside((100, 50), 110, SIZE) == Area(110, 40, 170, 60)
    assert placer.place_beside((100, 50), 150, SIZE) is None
    assert placer.place_beside((100, 60), 110, SIZE) == Area(110, 60, 170, 80)


def test_no_line_runs_between_a_point_and_its_name() -> None:
    rising = Course(((100, 50), (200, 20)))
    below = Placer(AREA, lines=[rising]).place_beside((100, 51), 110, SIZE)
    above = Placer(AREA, lines=[rising]).place_beside((100, 45), 110, (20, 10))
    assert below is not None
    assert above is not None
    assert below.top > 47
    assert above.bottom < 47


def test_names_keep_the_order_of_the_ends_of_their_lines() -> None:
    """However high they are: that of the upper line stands over that of the lower."""
    ends, heights = (100, 104), (20, 60)
    wanted = [end - height / 2 for end, height in zip(ends, heights, strict=True)]
    upper, lower = spread(wanted, heights, 0, 300)
    assert upper + heights[0] <= lower
