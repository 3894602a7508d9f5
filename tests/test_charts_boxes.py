"""No label lies over another or is cut off, with width to spare: every chart, language, layout."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from changzhou_site.charts import LAYOUTS, Layout, draw_chart
from changzhou_site.charts.fonts import font_path, measure
from changzhou_site.charts.style import Type
from changzhou_site.charts.words import balanced, fits, room, wrapped
from changzhou_site.load import load_site
from changzhou_site.model import Site

ROOT = Path(__file__).parents[1]
PROJECTS = {"charts": ROOT / "tests/sites/charts", "changzhou": ROOT}
SPARE = 1.15


@dataclass(frozen=True)
class Box:
    text: str
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        return (
            min(self.right, other.right) - max(self.left, other.left) > 0.2
            and min(self.bottom, other.bottom) - max(self.top, other.top) > 0.2
        )


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
    left = x - {"start": 0.0, "middle": width / 2, "end": width}[text.get("text-anchor", "start")]
    return Box(said, left, y - size * 0.88, left + width, y + size * 0.16)


@cache
def site(name: str) -> Site:
    found = load_site(PROJECTS[name]).site
    assert found is not None
    return found


@cache
def tree(name: str, id: str, language: str, layout: Layout) -> ElementTree.Element:
    return ElementTree.fromstring(draw_chart(site(name).charts[id], site(name), language, layout))


ALL = [
    pytest.param(name, id, language, layout, id=f"{name}-{id}-{language}-{layout}")
    for name in PROJECTS
    for id in site(name).charts
    for language in site(name).meta.languages
    for layout in LAYOUTS
]


@pytest.mark.parametrize(("name", "id", "language", "layout"), ALL)
def test_everything_has_room(name: str, id: str, language: str, layout: Layout) -> None:
    root = tree(name, id, language, layout)
    boxes = [box_of(text, root) for text in root.iter("text")]
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    for box in boxes:
        assert box.left >= -1, box
        assert box.right <= width + 1, box
        assert box.top >= -1, box
        assert box.bottom <= height + 1, box
    for one, other in combinations(boxes, 2):
        assert not one.overlaps(other), (one, other)
    shapes_stay_on_the_drawing(root, width, height)


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
        assert measure(text, Type(40)) == pytest.approx(drawn, rel=0.04)


def test_han_break_anywhere_but_before_closing_marks() -> None:
    type = Type(10)
    lines = wrapped("规模以上工业，战略性新兴产业（含在建）", type, 6 * 10 * SPARE + 1)
    assert "".join(lines) == "规模以上工业，战略性新兴产业（含在建）"
    assert all(line[0] not in "，）。" for line in lines)
    assert all(line[-1] not in "（" for line in lines)


def test_figures_and_words_are_not_broken() -> None:
    lines = wrapped("到2025年达到8807.60亿元", Type(10), 60)
    assert any("8807.60" in line for line in lines)
    assert wrapped("Above-scale industrial output", Type(10), 90) == [
        "Above-scale",
        "industrial",
        "output",
    ]


def test_a_word_longer_than_the_line_is_broken() -> None:
    assert not fits("supercalifragilistic", Type(10), 50)
    lines = wrapped("supercalifragilistic", Type(10), 50)
    assert "".join(lines) == "supercalifragilistic"
    assert all(room(line, Type(10)) <= 50 for line in lines)


def test_lines_are_about_equally_long() -> None:
    lines = balanced("地区生产总值年均增长率", Type(10), 10 * 10 * SPARE)
    assert [len(line) for line in lines] == [6, 5]
