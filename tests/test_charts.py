"""Drawings by their structure: marks, lengths, ends, outlines, colours. Never by their bytes."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import matplotlib
import pytest

from changzhou_site.charts import LAYOUTS, ChartTable, Layout, chart_table, draw_chart, stage_chart
from changzhou_site.charts.canvas import settings
from changzhou_site.charts.style import STYLES
from changzhou_site.figures import Found
from changzhou_site.load import load_site
from changzhou_site.model import Event, Site
from changzhou_site.theme import COLOURS

ROOT = Path(__file__).parents[1]
PROJECT = ROOT / "tests/sites/charts"


@cache
def site() -> Site:
    reading = load_site(PROJECT)
    assert reading.site is not None
    assert not [problem for problem in reading.problems if not problem.warning]
    return reading.site


@cache
def drawn(id: str, language: str = "en", layout: Layout = "wide") -> str:
    return drawing(site(), id, language, layout)


def drawing(of: Site, id: str, language: str, layout: Layout) -> str:
    return draw_chart(stage_chart(of.charts[id], of, of.languages[language], layout))


def table_of(id: str, language: str) -> ChartTable:
    return chart_table(site().charts[id], site(), site().languages[language])


def tree(id: str, language: str = "en", layout: Layout = "wide") -> ElementTree.Element:
    return flat(ElementTree.fromstring(drawn(id, language, layout)))


def flat(group: ElementTree.Element) -> ElementTree.Element:
    """A drawing whose shapes say themselves what a group around several of them said once."""
    children = list(group)
    for child in children:
        group.remove(child)
    for child in children:
        shapes = [flat(child)]
        if child.tag == "g" and child.get("class") is None:
            shapes = list(child)
            for shape in shapes:
                shape.attrib.update(child.attrib)
        group.extend(shapes)
    return group


def marks(root: ElementTree.Element) -> dict[str, ElementTree.Element]:
    return {mark.attrib["data-indicator"]: mark for mark in root.findall("g[@class='mark']")}


def words(element: ElementTree.Element) -> list[str]:
    return [text.text or "" for text in element.iter("text")]


def attributes(element: ElementTree.Element, name: str) -> list[float]:
    return [float(rect.attrib[name]) for rect in element.iter("rect")]


def start_of(path: ElementTree.Element) -> float:
    """The x where a path begins."""
    return float(path.attrib["d"][1:].replace("-", " ").split()[0])


def is_token(colour: str, token: str) -> bool:
    return colour.startswith(f"var(--{token}, ")


def chevrons(mark: ElementTree.Element) -> list[ElementTree.Element]:
    return [
        path for path in mark.iter("path") if path.get("opacity") and path.get("fill") != "none"
    ]


ALL = [
    pytest.param(id, language, layout, id=f"{id}-{language}-{layout}")
    for id in site().charts
    for language in site().meta.languages
    for layout in LAYOUTS
]


# What holds for every drawing ---------------------------------------------------------------------


@pytest.mark.parametrize(("id", "language", "layout"), ALL)
def test_drawing_is_fit_for_inlining(id: str, language: str, layout: Layout) -> None:
    text = drawn(id, language, layout)
    root = ElementTree.fromstring(text)
    assert root.attrib["class"] == "drawing"
    assert root.attrib["role"] == "img"
    assert root.attrib["width"] == str(STYLES[layout].width)
    assert root.attrib["viewBox"] == f"0 0 {root.attrib['width']} {root.attrib['height']}"
    assert not re.search(r"style|<metadata|<!|clip-path|font-family|NaN|inf| id=", text)
    assert {element.tag for element in root.iter()} <= {
        "svg",
        "g",
        "path",
        "rect",
        "circle",
        "text",
    }
    for element in root.iter():
        written = " ".join(element.get(name, "") for name in ("d", "x", "y", "width", "height"))
        assert not re.search(r"\.\d\d", written)
    colours_are_tokens(text)
    text_is_large_enough(root, 12 if layout == "narrow" else 13)


def colours_are_tokens(text: str) -> None:
    colours = re.findall(r'(?:fill|stroke)="([^"]+)"', text)
    allowed = {f"var(--{name}, {colour.light})" for name, colour in COLOURS.items()}
    assert set(colours) <= allowed | {"none"}


def text_is_large_enough(root: ElementTree.Element, least: int) -> None:
    sizes = {float(t.get("font-size", root.attrib["font-size"])) for t in root.iter("text")}
    assert min(sizes) >= least


@pytest.mark.parametrize(("id", "language", "layout"), ALL)
def test_every_row_of_the_table_is_a_mark_with_its_value(
    id: str, language: str, layout: Layout
) -> None:
    chart = site().charts[id]
    found = tree(id, language, layout).findall("g[@class='mark']")
    for row in table_of(id, language).rows:
        period = row.mark.date if isinstance(row.mark, Event) else row.mark.observation.period
        written = period.written if period else ""
        same = [mark for mark in found if mark.attrib["data-period"] == written]
        if not isinstance(row.mark, Event):
            same = [m for m in same if m.attrib["data-indicator"] == row.mark.indicator.id]
        assert same
        if chart.type not in ("line", "timeline"):
            assert any(row.value in text for mark in same for text in words(mark))


def test_labels_and_alternative_have_their_references_filled_in() -> None:
    root = load_site(ROOT).site
    assert root is not None
    text = drawing(root, "trillion_step", "zh", "wide")
    assert "{{" not in text
    assert "8807.6亿元" in ElementTree.fromstring(text).attrib["aria-label"]


def test_two_themes_cannot_make_two_tokens_collide() -> None:
    meta = replace(
        site().meta, tokens={name: {"light": "#000000", "dark": "#ffffff"} for name in COLOURS}
    )
    black = drawing(replace(site(), meta=meta), "bar_kinds", "en", "wide")
    assert re.sub(r", #\w+\)", ")", black) == re.sub(r", #\w+\)", ")", drawn("bar_kinds"))
    assert "var(--accent, #000000)" in black


SCRIPT = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from changzhou_site.charts import draw_chart, stage_chart
from changzhou_site.load import load_site
site = load_site(Path(sys.argv[2])).site
zh = site.languages["zh"]
stagings = [stage_chart(site.charts[id], site, zh, "wide") for id in sys.argv[3:]]
text = "".join(map(draw_chart, stagings))
print(hashlib.sha256(text.encode()).hexdigest())
"""


def test_same_bytes_under_other_circumstances(tmp_path: Path) -> None:
    ids = ["bar_bounds", "line_four", "coverage_many"]
    (tmp_path / "matplotlibrc").write_text(
        "patch.linewidth: 9\nsvg.fonttype: path\ntext.usetex: no\n"
    )
    environment = os.environ | {"TZ": "Asia/Kathmandu", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(ROOT), str(PROJECT), *ids],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    here = "".join(drawing(site(), id, "zh", "wide") for id in ids)
    assert ran.stdout.strip() == hashlib.sha256(here.encode()).hexdigest()


# Bars ---------------------------------------------------------------------------------------------


def solid_widths(id: str, layout: Layout = "wide") -> dict[str, float]:
    found = {}
    for indicator, mark in marks(tree(id, layout=layout)).items():
        solid = [rect for rect in mark.iter("rect") if not rect.get("opacity")]
        found[indicator] = sum(float(rect.attrib["width"]) for rect in solid)
    return found


@pytest.mark.parametrize("layout", LAYOUTS)
def test_bars_are_proportional_from_one_zero(layout: Layout) -> None:
    widths = solid_widths("bar_bounds", layout)
    assert widths["over"] / widths["exact"] == pytest.approx(7 / 8, abs=0.01)
    assert widths["at_least"] / widths["exact"] == pytest.approx(6 / 8, abs=0.01)
    lefts = {
        rect.attrib["x"]
        for mark in marks(tree("bar_bounds", layout=layout)).values()
        for rect in list(mark.iter("rect"))[:1]
    }
    assert len(lefts) == 1


def test_a_bar_of_another_unit_is_drawn_to_the_first_ones_scale() -> None:
    at_most, exact = (marks(tree("bar_bounds"))[id] for id in ("at_most", "exact"))
    edge = next(p for p in at_most.iter("path") if p.get("stroke"))
    end = start_of(edge)
    left, width = attributes(exact, "x")[0], attributes(exact, "width")[0]
    assert (end - left) / width == pytest.approx(3 / 8, abs=0.01)
    assert "at most ¥300 billion" in words(at_most)


def test_only_open_bounds_have_open_ends() -> None:
    found = marks(tree("bar_bounds"))
    assert {id for id, mark in found.items() if len(chevrons(mark)) == 3} == {
        "over", "at_least", "under", "at_most",
    }  # fmt: skip
    ends = {
        id: attributes(mark, "x")[0] + attributes(mark, "width")[0] for id, mark in found.items()
    }
    for id in ("over", "at_least"):
        assert all(start_of(path) > ends[id] for path in chevrons(found[id]))
    assert not chevrons(found["exact"])
    assert not chevrons(found["about"])


def test_about_has_a_soft_edge_around_its_value() -> None:
    found = marks(tree("bar_bounds"))
    soft = [rect for rect in found["about"].iter("rect") if rect.get("opacity")]
    opacities = [float(rect.attrib["opacity"]) for rect in soft]
    assert opacities == sorted(opacities, reverse=True)
    exact = attributes(found["exact"], "width")[0]
    left = attributes(found["exact"], "x")[0]
    first, last = soft[0].attrib, soft[-1].attrib
    middle = (float(first["x"]) + float(last["x"]) + float(last["width"])) / 2
    assert (middle - left) / exact == pytest.approx(5 / 8, abs=0.01)


def test_under_is_closed_at_its_value_and_open_inwards() -> None:
    under = marks(tree("bar_bounds"))["under"]
    edge = next(path for path in under.iter("path") if path.get("stroke"))
    assert all(start_of(path) < start_of(edge) for path in chevrons(under))


@pytest.mark.parametrize("id", ["goal", "goal_over", "goal_about", "goal_under", "forecast"])
def test_targets_and_forecasts_are_outlined(id: str) -> None:
    mark = marks(tree("bar_kinds"))[id]
    solid = [
        e for e in mark.iter() if is_token(e.get("fill", ""), "neutral") and not e.get("opacity")
    ]
    assert not solid
    assert any(
        is_token(e.get("stroke", ""), "neutral") or is_token(e.get("stroke", ""), "accent")
        for e in mark.iter()
    )


def test_kinds_differ_without_colour() -> None:
    found = marks(tree("bar_kinds"))
    dashes = {
        id: {e.get("stroke-dasharray") for e in found[id].iter() if e.get("stroke")} for id in found
    }
    assert dashes["goal"] == {None}
    assert dashes["forecast_exact"] == {"5 3"}
    assert "7 3 1.5 3" in dashes["mark"]


def test_an_open_target_is_an_open_outline() -> None:
    found = marks(tree("bar_kinds"))
    closed = [e for e in found["goal"].iter() if e.tag == "rect"]
    assert len(closed) == 1
    outline = next(e for e in found["goal_over"].iter("path") if e.get("stroke"))
    assert not outline.attrib["d"].endswith("z")
    assert len(chevrons(found["goal_over"])) == 3


def test_values_below_zero_run_the_other_way() -> None:
    found = marks(tree("bar_negative"))
    grown, fallen = (attributes(found[id], "x")[0] for id in ("grown", "fallen"))
    width = attributes(found["fallen"], "width")[0]
    assert fallen + width == pytest.approx(grown, abs=0.2)
    upright = marks(tree("column_negative"))
    assert attributes(upright["fallen"], "y")[0] == pytest.approx(
        attributes(upright["grown"], "y")[0] + attributes(upright["grown"], "height")[0], abs=0.2
    )


def test_values_above_signed_bars_stand_on_their_side() -> None:
    """Where bars are too short for values beside them: to the left of zero, or from it on."""
    found = marks(tree("bar_signed", layout="narrow"))
    zero = attributes(found["signed_up"], "x")[0]
    down, up = (list(found[id].iter("text"))[-1] for id in ("signed_down", "signed_up"))
    assert (down.text, up.text) == ("−23,450 people", "18,900 people")
    assert down.get("text-anchor") == "end"
    assert up.get("text-anchor") is None
    assert float(down.attrib["x"]) == pytest.approx(zero, abs=1)
    assert float(up.attrib["x"]) == pytest.approx(zero, abs=1)


def test_tiny_is_seen_and_nothing_is_not() -> None:
    found = marks(tree("bar_sizes"))
    assert attributes(found["tiny"], "width") == [1.5]
    assert attributes(found["none"], "width") == []


def test_highlight_is_accent_and_the_rest_neutral() -> None:
    found = marks(tree("bar_bounds"))
    assert is_token(next(found["over"].iter("rect")).attrib["fill"], "accent")
    assert is_token(next(found["exact"].iter("rect")).attrib["fill"], "neutral")
    plain = marks(tree("bar_sizes"))
    assert is_token(next(plain["huge"].iter("rect")).attrib["fill"], "neutral")


def test_periods_stand_beside_marks_that_differ_in_them() -> None:
    assert "by 2025" in words(marks(tree("bar_kinds"))["goal"])
    assert "2021" not in words(marks(tree("bar_bounds"))["exact"])


def test_columns_stand_upright_or_lie_down_where_they_do_not_fit() -> None:
    upright = marks(tree("column_sizes"))
    assert attributes(upright["huge"], "height")[0] > attributes(upright["huge"], "width")[0]
    lying = marks(tree("column_twelve", layout="narrow"))
    widths = {id: attributes(mark, "width")[0] for id, mark in lying.items()}
    assert widths["month_8"] == max(widths.values())
    assert {height for mark in lying.values() for height in attributes(mark, "height")} == {22}


# Dots ---------------------------------------------------------------------------------------------


def circle_x(mark: ElementTree.Element) -> float:
    """The middle of a mark's last circle."""
    return float(list(mark.iter("circle"))[-1].attrib["cx"])


def test_the_first_rank_is_at_the_right() -> None:
    found = marks(tree("dot_ranks"))
    places = [
        circle_x(found[id])
        for id in ("rank_first", "rank_goal", "rank_about", "rank_last", "rank_over")
    ]
    assert places == sorted(places, reverse=True)


def test_within_the_first_ten_is_a_range_from_the_first_place() -> None:
    found = marks(tree("dot_ranks"))
    box = next(found["rank_top"].iter("rect")).attrib
    assert float(box["x"]) + float(box["width"]) == pytest.approx(
        circle_x(found["rank_first"]), abs=0.2
    )
    assert is_token(box["fill"], "paper")
    assert "top 10" in words(found["rank_top"])


def test_a_worse_rank_than_stated_points_to_the_left() -> None:
    mark = marks(tree("dot_ranks"))["rank_over"]
    assert len(chevrons(mark)) == 3
    assert all(start_of(path) < circle_x(mark) for path in chevrons(mark))


def test_targets_among_dots_are_hollow() -> None:
    found = marks(tree("dot_rates"))
    hollow = list(found["rate_goal"].iter("circle"))
    assert all(is_token(circle.attrib["fill"], "paper") for circle in hollow)
    assert any(circle.get("stroke-dasharray") for circle in found["rate_forecast"].iter("circle"))
    assert not list(found["rate_mark"].iter("circle"))


def test_rates_far_from_zero_are_labelled_on_their_scale() -> None:
    root = tree("dot_rates")
    ticks = [text.text for text in root.findall("text")]
    assert {"95.0", "98.5%"} <= set(ticks)
    assert "0" not in ticks
    assert "0" in [text.text for text in tree("dot_zero").findall("text")]


# Parts and wholes ---------------------------------------------------------------------------------


def filled_cells(mark: ElementTree.Element) -> int:
    """Cells of one kind are one shape: as many as it is closed."""
    solid = [p for p in mark.iter("path") if p.get("fill") not in (None, "none")]
    return sum(p.attrib["d"].count("z") for p in solid if not p.get("opacity"))


def outlined_cells(mark: ElementTree.Element) -> int:
    outlined = [p for p in mark.iter("path") if p.get("fill") == "none" and "z" in p.attrib["d"]]
    single = [r for r in mark.iter("rect") if r.get("fill") == "none"]
    return sum(path.attrib["d"].count("z") for path in outlined) + len(single)


def part_and_whole(mark: ElementTree.Element) -> tuple[float, float]:
    """The lengths of a bar and of the outline around it."""
    whole, part = sorted(mark.iter("rect"), key=lambda r: -float(r.attrib["width"]))[:2]
    return float(part.attrib["width"]), float(whole.attrib["width"])


@pytest.mark.parametrize("layout", LAYOUTS)
def test_coverage_has_cells_where_they_are_seen_and_bars_where_not(layout: Layout) -> None:
    found = marks(tree("coverage_many", layout=layout))
    assert (filled_cells(found["few"]), outlined_cells(found["few"])) == (2, 5)
    part, whole = part_and_whole(found["many"])
    assert part / whole == pytest.approx(1490 / 1999, abs=0.005)


def test_coverage_of_the_real_site_draws_wholes_of_equal_length() -> None:
    root = load_site(ROOT).site
    assert root is not None
    found = marks(flat(ElementTree.fromstring(drawing(root, "industry_coverage", "zh", "wide"))))
    divisions = found.pop("industry_divisions")
    assert (filled_cells(divisions), outlined_cells(divisions)) == (33, 8)
    lengths = {id: part_and_whole(mark) for id, mark in found.items()}
    shares = {id: part / whole for id, (part, whole) in lengths.items()}
    assert shares["industry_groups"] == pytest.approx(189 / 207, abs=0.005)
    assert shares["industry_classes"] == pytest.approx(598 / 666, abs=0.005)
    assert len({whole for _, whole in lengths.values()}) == 1


def test_coverage_fades_where_the_count_is_not_exact() -> None:
    found = marks(tree("coverage_bounds"))
    fading = {id: len([e for e in m.iter() if e.get("opacity")]) for id, m in found.items()}
    assert fading == {
        "all_of": 0, "none_of": 0, "over_of": 3, "about_of": 4, "under_of": 3, "goal_of": 0,
    }  # fmt: skip
    assert filled_cells(found["over_of"]) == 33


def test_a_third_is_one_of_three() -> None:
    boxes = list(marks(tree("share_third"))["third"].iter("rect"))
    assert len(boxes) == 3
    assert len([box for box in boxes if is_token(box.get("fill", ""), "neutral")]) == 1
    assert "one third" in words(tree("share_third"))


def test_a_part_is_as_long_as_its_share_of_the_whole() -> None:
    found = marks(tree("share_of"))["over_of"]
    solid = next(r for r in found.iter("rect") if is_token(r.get("fill", ""), "neutral"))
    whole = next(r for r in found.iter("rect") if r.get("stroke"))
    part = float(solid.attrib["width"]) / float(whole.attrib["width"])
    assert part == pytest.approx(33 / 41, abs=0.01)
    assert {"over 33", "41"} <= set(words(found))
    pair = marks(tree("share_pair"))
    assert "¥800 billion" in words(pair["exact"])
    assert "about ¥500 billion" in words(pair["about"])


@pytest.mark.parametrize(
    ("language", "layout", "scale"),
    [
        ("en", "wide", ["0", "0.2", "0.4", "0.6", "0.8", "¥1.0 trillion"]),
        ("zh", "narrow", ["0", "5000", "10000亿元"]),
    ],
)
def test_the_scale_of_progress_goes_as_far_as_its_bar(
    language: str, layout: Layout, scale: list[str]
) -> None:
    root = tree("progress_mark", language, layout)
    assert [text.text for text in root.findall("text")] == scale


def test_progress_runs_to_its_target_and_computes_nothing() -> None:
    root = tree("progress_mark")
    found = marks(root)
    now = next(found["exact"].iter("rect")).attrib
    track = next(found["mark"].iter("rect")).attrib
    assert float(now["width"]) / float(track["width"]) == pytest.approx(0.8, abs=0.01)
    assert is_token(track["stroke"], "neutral")
    assert not [text for text in words(root) if "%" in text]


def test_targets_are_wholes_of_equal_length() -> None:
    found = marks(tree("progress_bounds"))
    over = sum(attributes(found["over"], "width"))
    track = float(next(found["goal"].iter("rect")).attrib["width"])
    assert over / track == pytest.approx(7 / 9, abs=0.01)
    assert len(chevrons(found["goal_over"])) == 3
    assert len(chevrons(found["over"])) == 3


def test_each_target_is_a_whole_of_its_own() -> None:
    """Goals of 8,500 and 10,000 are as long as each other, and so is each in another dimension."""
    found = marks(tree("progress_pairs"))
    goals = [next(found[id].iter("path")).attrib["d"] for id in ("goal_over", "mark_open")]
    assert len({re.sub(r"^M[\d.]+ [\d.]+", "", goal) for goal in goals}) == 1
    mixed = marks(tree("progress_mixed"))
    lengths = [sum(attributes(mixed[id], "width")) for id in ("exact", "equal_a")]
    assert min(lengths) > 600


GAPS = {
    "gap_mark": ("exact", "mark", "left_mark"),
    "gap_open": ("exact", "goal_over", "left_open"),
}
"""Charts of what is missing: now, target, gap."""


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("id", GAPS)
def test_what_is_missing_is_drawn_from_now_to_the_target_and_is_not_solid(
    id: str, layout: Layout
) -> None:
    now, target, gap = GAPS[id]
    found = marks(tree(id, layout=layout))
    end = sum(float(next(found[now].iter("rect")).attrib[key]) for key in ("x", "width"))
    tint = next(rect for rect in found[gap].iter("rect") if rect.get("opacity"))
    assert float(tint.attrib["x"]) == pytest.approx(end, abs=0.2)
    assert is_token(tint.attrib["fill"], "accent")
    amounts = [float(site().indicators[each].newest.value) for each in (now, target)]
    assert float(tint.attrib["width"]) / end == pytest.approx(amounts[1] / amounts[0] - 1, abs=0.01)
    solid = [r for r in found[gap].iter("rect") if r.get("fill") and not r.get("opacity")]
    assert {rect.attrib["fill"] for rect in solid} <= {"none"}
    assert len(chevrons(found[gap])) == (3 if id == "gap_open" else 0)


def test_what_is_missing_is_the_largest_figure() -> None:
    sizes = {
        indicator: max(float(text.get("font-size", 15)) for text in mark.iter("text"))
        for indicator, mark in marks(tree("gap_mark")).items()
    }
    assert max(sizes, key=lambda each: sizes[each]) == "left_mark"
    assert table_of("gap_mark", "en").rows[-1].label == "Gap to the mark"


# Lines and events ---------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", LAYOUTS)
def test_lines_mark_every_observation(layout: Layout) -> None:
    found = tree("line_four", layout=layout).findall("g[@class='mark']")
    periods = [m.attrib["data-period"] for m in found if m.attrib["data-indicator"] == "city"]
    assert sorted(periods) == ["2017", "2018", "2019", "2020", "2021"]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_lines_label_their_ends_and_what_is_not_exact(layout: Layout) -> None:
    said = words(tree("line_one", layout=layout))
    assert {"¥661.84 billion", "about ¥740.09 billion", "¥880.76 billion", "2017", "2021"} <= set(
        said
    )
    assert "Changzhou" in said
    assert "¥705.03 billion" not in said


def test_lines_label_their_turning_points() -> None:
    assert "−2.4%" in words(tree("line_swing"))


def test_lines_of_targets_are_dashed_and_hollow() -> None:
    root = tree("line_four")
    assert any(path.get("stroke-dasharray") == "5 3" for path in root.findall("path"))
    goals = [
        m for m in root.findall("g[@class='mark']") if m.attrib["data-indicator"] == "twin_goal"
    ]
    for mark in goals:
        circle = next(mark.iter("circle"))
        assert is_token(circle.attrib["fill"], "paper")


def test_events_stand_in_order() -> None:
    root = tree("timeline_all")
    periods = [mark.attrib["data-period"] for mark in root.findall("g[@class='mark']")]
    assert periods == ["2020", "2021-03-18", "2021-12-29", "2022-01-05"]
    assert "18 March 2021" in words(root)
    assert "data-indicator" not in drawn("timeline_all")
    assert len(tree("timeline_tag").findall("g[@class='mark']")) == 3


# The table and the postprocessor ------------------------------------------------------------------


def test_table_says_what_the_drawing_says() -> None:
    table = table_of("coverage_many", "zh")
    assert [*table.columns.values()] == [
        "指标",
        "数值",
        "总数",
        "占比",
        "时间",
        "来源",
    ]
    row = table.rows[0]
    said = [getattr(row, field) for field in table.columns]
    assert said == ["乡镇", "1490个", "1999个", "74.5%", "2021年", "book#1"]
    many = site().indicators["many"]
    assert row.mark == Found(many, many.newest)


def test_table_of_a_line_has_every_observation_and_of_a_timeline_every_event() -> None:
    rows = table_of("line_one", "en").rows
    assert [row.period for row in rows] == ["2017", "2018", "2019", "2020", "2021"]
    table = table_of("timeline_tag", "en")
    assert [*table.columns.values()] == ["Event", "Period", "Source"]
    assert table.rows[0].label == "Approved"
    assert table.rows[0].mark is site().events[0]


def test_a_drawing_that_fails_leaves_the_settings_of_others_as_they_were() -> None:
    matplotlib.rcParams["path.simplify"] = True
    with settings():
        assert matplotlib.rcParams["path.simplify"] is False
    with pytest.raises(ZeroDivisionError), settings():
        raise ZeroDivisionError
    assert matplotlib.rcParams["path.simplify"] is True


# Print quality ------------------------------------------------------------------------------------

PLAIN = ("bar", "column", "progress", "share", "dot", "timeline", "line")
PLAIN_MARKS, PLAIN_BYTES = 6, 6 * 1024


def is_plain(id: str) -> bool:
    chart = site().charts[id]
    count = 1 if chart.type == "line" else PLAIN_MARKS
    return chart.type in PLAIN and len(chart.ids) <= count


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_plain_chart_is_small(language: str, layout: Layout) -> None:
    sizes = {id: len(drawn(id, language, layout).encode()) for id in site().charts if is_plain(id)}
    assert {site().charts[id].type for id in sizes} == set(PLAIN)
    assert {id: size for id, size in sizes.items() if size >= PLAIN_BYTES} == {}


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(part * c for part, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_stand_out_from_paper_and_the_highlight_from_the_rest(theme: str) -> None:
    colours = {name: getattr(colour, theme) for name, colour in COLOURS.items()}
    for text in ("ink", "muted", "accent", "second"):
        assert contrast(colours[text], colours["paper"]) >= 4.5
    assert contrast(colours["neutral"], colours["paper"]) >= 3
    # In grey they differ too, and a bold label says it besides.
    apart = {"light": 1.6, "dark": 2.0}
    assert contrast(colours["accent"], colours["neutral"]) >= apart[theme]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("id", [id for id, chart in site().charts.items() if chart.highlight])
def test_what_stands_out_does_so_without_its_colour(id: str, layout: Layout) -> None:
    chart = site().charts[id]
    highlighted = {text.value for text in chart.highlight}
    if highlighted == set(chart.ids):  # nothing to stand out from
        return
    bold = {
        mark.attrib["data-indicator"]
        for mark in tree(id, "zh", layout).findall("g[@class='mark']")
        for text in mark.iter("text")
        if text.get("font-weight") and is_label(text, mark.attrib["data-indicator"])
    }
    if chart.type != "line" or layout == "wide":  # in a panel, the name stands above it
        assert bold == highlighted


def is_label(text: ElementTree.Element, indicator: str) -> bool:
    label = site().indicators[indicator].label["zh"].value
    return label.startswith(text.text or "") and is_token(text.get("fill", "var(--ink, "), "ink")


def test_the_line_that_stands_out_is_thicker() -> None:
    lines = [p for p in tree("line_four").findall("path") if p.get("stroke-linejoin") == "round"]
    widths = {is_token(line.attrib["stroke"], "accent"): line.get("stroke-width") for line in lines}
    assert widths == {True: "3.25", False: "2.25"}


@pytest.mark.parametrize(
    ("language", "indicator", "label"),
    [("en", "city", "Changzhou"), ("zh", "city", "常州"), ("zh", "town", "无锡")],
)
def test_a_line_that_ends_early_is_named_at_its_end(
    language: str, indicator: str, label: str
) -> None:
    marks = tree("line_four", language).findall("g[@class='mark']")
    last = [mark for mark in marks if mark.attrib["data-indicator"] == indicator][-1]
    name = next(text for text in last.iter("text") if (text.text or "").startswith(label))
    assert 0 < float(name.attrib["x"]) - circle_x(last) < 30


def test_a_line_that_ends_last_is_named_in_the_column() -> None:
    ends = {
        mark.attrib["data-indicator"]: mark
        for mark in tree("line_four").findall("g[@class='mark']")
    }
    goal = next(text for text in ends["twin_goal"].iter("text") if text.text == "Goal")
    assert float(goal.attrib["x"]) > circle_x(ends["twin_goal"]) > circle_x(ends["city"])


@pytest.mark.parametrize(("id", "language", "layout"), ALL)
def test_marks_stand_in_the_order_of_the_table(id: str, language: str, layout: Layout) -> None:
    found = [
        (mark.get("data-indicator"), mark.attrib["data-period"])
        for mark in tree(id, language, layout).findall("g[@class='mark']")
    ]
    listed = [_key(row.mark) for row in table_of(id, language).rows]
    assert list(dict.fromkeys(found)) == list(dict.fromkeys(listed))


def _key(mark: Found | Event) -> tuple[str | None, str]:
    if isinstance(mark, Event):
        return None, mark.date.written
    period = mark.observation.period
    return mark.indicator.id, period.written if period else ""


def test_two_columns_fill_the_width() -> None:
    found = marks(tree("column_long"))
    lefts = [attributes(mark, "x")[0] for mark in found.values()]
    widths = [attributes(mark, "width")[0] for mark in found.values()]
    right = STYLES["wide"].width - (lefts[-1] + widths[-1])
    assert lefts[0] == pytest.approx(right, abs=0.2)


def test_what_shapes_in_a_row_have_in_common_is_said_once() -> None:
    rows = drawn("dot_ranks").count('<g fill="none" stroke="var(--faint')
    assert rows == len(site().charts["dot_ranks"].ids)
    assert "<g></g>" not in drawn("dot_ranks")
