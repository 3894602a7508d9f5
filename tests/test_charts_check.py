"""What is said of charts that cannot be drawn, and of their alternatives, word for word."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from changzhou_site.charts import CHART_TYPES, check_chart
from changzhou_site.check.alts import check_alt
from changzhou_site.errors import Problem
from changzhou_site.load import load_site
from changzhou_site.model import Site

ROOT = Path(__file__).parents[1]
PROJECT = ROOT / "tests/sites/charts"

CHART = """
bad:
  type: {type}
  title: {{zh: 图, en: Chart}}
  alt: {{zh: "图：{figure}", en: "Chart: {figure}"}}
{rest}
"""


def chart(type: str, rest: str) -> str:
    """A chart whose alternative names the first of its figures."""
    named = re.search(r"show: \[+(\w+)", rest)
    return CHART.format(type=type, rest=rest, figure=f"{{{{ {named[1]} }}}}" if named else "…")


LINES = ", ".join(["city", "town", "twin", "twin_goal", "more"])

EVENTS = "- {date: 2020, title: {zh: 立项, en: Approved}, source: book#1, tag: plant}\n"
SERIES = {
    "more": "2020: 1, 2021: 2",
    "begun": "2019: 1, 2020: 2, 2021-H1: 1",
    "mixed": "2019-H1: 1, 2019-H2: 1, 2020: 2, 2021: 3",
    "rolled": "2018/2019: 1, 2019/2020: 2",
    "months": "2020-01: 1, 2020-02: 2",
}
MORE = "".join(
    f"{id}: {{label: {id}, unit: 亿元, source: book#1, values: {{{values}}}}}\n"
    for id, values in SERIES.items()
)
MORE += "passed: {label: passed, unit: 亿元, formula: goal_about - exact, period: ../2025}\n"
MORE += "sure: {label: sure, unit: 亿元, value: 500, period: 2021, source: book#1}\n"

CASES = {
    "unknown type": (
        "pie", "  show: [exact, over]",
        "3:9: unknown-chart-type `pie` is no chart type",
        "types: bar, column, coverage, dot, line, progress, share, timeline",
    ),
    "near type": (
        "bars", "  show: [exact, over]",
        "3:9: unknown-chart-type `bars` is no chart type",
        "did you mean `bar`? types: bar, column, coverage, dot, line, progress, share, timeline",
    ),
    "one bar": (
        "bar", "  show: [exact]",
        "6:10: chart-needs-two `bar` shows two or more, not one",
        "add ids to `show`",
    ),
    "no columns": (
        "column", "",
        "2:1: chart-needs-two `column` shows two or more, not none",
        "add ids to `show`",
    ),
    "an empty list": (
        "bar", "  show: []",
        "6:9: chart-needs-two `bar` shows two or more, not none",
        "add ids to `show`",
    ),
    "an empty list of lines": (
        "line", "  show: []",
        "6:9: chart-needs-one `line` shows one or more, not none",
        "add ids to `show`",
    ),
    "an empty list of wholes": (
        "coverage", "  show: []",
        "6:9: chart-needs-one `coverage` shows one or more, not none",
        "add ids to `show`",
    ),
    "labels on bars": (
        "bar", "  show: [exact, over]\n  label: [over@2021]",
        "7:11: chart-takes-no-label `bar` says all its values",
        "remove `label`, or `type: line`",
    ),
    "a gap on bars": (
        "bar", "  show: [exact, over]\n  gap: left_mark",
        "7:8: chart-takes-no-gap `bar` draws nothing that is missing",
        "remove `gap`, or `type: progress`, which draws it from now to the target",
    ),
    "two gaps and one pair": (
        "progress", "  show: [exact, mark]\n  gap: [left_mark, left_open]",
        "7:20: chart-needs-gaps `gap` names 2, and `show` has 1 of [now, target]",
        "one for each pair, in their order",
    ),
    "one gap and two pairs": (
        "progress", "  show: [[exact, mark], [about, goal]]\n  gap: left_mark",
        "7:8: chart-needs-gaps `gap` names 1, and `show` has 2 of [now, target]",
        "one for each pair, in their order",
    ),
    "the gap of another pair": (
        "progress", "  show: [exact, mark]\n  gap: left_open",
        "7:8: chart-gap-differs `left_open` is 500, and `mark` less `exact` is 2000 in 亿元",
        "`formula: mark - exact` gives it",
    ),
    "gaps in the wrong order": (
        "progress", "  show: [[exact, mark], [about, mark]]\n  gap: [left_mark, left_mark]",
        "7:20: chart-gap-differs `left_mark` is 2000, and `mark` less `about` is 5000 in 亿元",
        "`formula: mark - about` gives it",
    ),
    "a gap that says more than is known": (
        "progress", "  show: [exact, goal_over]\n  gap: sure",
        "7:8: chart-gap-differs `sure` is exact, and `goal_over` less `exact` is over",
        "`formula: goal_over - exact` gives it",
    ),
    "a gap in another dimension": (
        "progress", "  show: [exact, mark]\n  gap: percent_goal",
        "7:8: chart-mixed-dimensions `percent_goal` is ratio, `mark` is CNY",
        "one scale holds one dimension: leave it out, or make a chart of its own",
    ),
    "nothing is missing": (
        "progress", "  show: [exact, goal_about]\n  gap: passed",
        "7:8: chart-negative `exact` has reached `goal_about`: nothing is missing",
        "remove `gap`, and say so in the title",
    ),
    "a label of another time": (
        "line", "  show: [more]\n  label: [more@2020, more@2030]",
        "7:27: unknown-period `more` has no `2030`",
        "did you mean `2020`? periods: 2020, 2021",
    ),
    "years and a half": (
        "line", "  show: [begun]",
        "6:10: chart-unfinished-period `begun`: 2021-H1 is only a part of what follows 2020",
        "leave it out until it is over: the line would fall or rise by what is still to come",
    ),
    "halves and years": (
        "line", "  show: [mixed]",
        "6:10: chart-unlike-periods `mixed`: 2020 is not as long as 2019-H2",
        "a line joins periods of one length: leave out the others, or make two indicators of them",
    ),
    "overlapping years": (
        "line", "  show: [rolled]",
        "6:10: chart-overlapping-periods `rolled`: 2019/2020 begins before 2018/2019 is over",
        "a line joins periods that follow one another, or that all begin on one day",
    ),
    "lines by months and years": (
        "line", "  show: [more, months]",
        "6:16: warning chart-unlike-periods `months` is by other periods than `more`:"
        " 2020-02 is not as long as 2021",
        "what adds up over time is compared by periods of one length",
    ),
    "mixed bars": (
        "bar", "  show: [exact, huge]",
        "6:17: chart-mixed-dimensions `huge` is count, `exact` is CNY",
        "one scale holds one dimension: leave it out, or make a chart of its own",
    ),
    "mixed dots": (
        "dot", "  show: [rank_last, grown]",
        "6:21: chart-mixed-dimensions `grown` is ratio, `rank_last` is rank",
        "one scale holds one dimension: leave it out, or make a chart of its own",
    ),
    "ranks as bars": (
        "bar", "  show: [rank_last, rank_goal]",
        "6:10: warning chart-rank-as-length `rank_last` is a rank,"
        " and the longer bar would be the worse place",
        "`type: dot` draws ranks with the first place best",
    ),
    "twice": (
        "bar", "  show: [exact, over, exact]",
        "6:23: chart-duplicate `exact` stands twice in `show`",
        "keep one",
    ),
    "pair in bars": (
        "bar", "  show: [[exact, over]]",
        "6:11: chart-bad-group `bar` shows ids",
        "`show:` is a list of ids",
    ),
    "three in a pair": (
        "progress", "  show: [[exact, over, goal]]",
        "6:11: chart-bad-group `progress` shows ids or pairs of ids",
        "`show:` is a list of ids or pairs of ids",
    ),
    "tag on bars": (
        "bar", "  show: [exact, over]\n  tag: plant",
        "2:1: chart-takes-no-tag `bar` draws no events",
        "remove `tag`, or `type: timeline`",
    ),
    "five lines": (
        "line", f"  show: [{LINES}]",
        "6:39: chart-too-many `line` shows four at most, not 5",
        "make a second chart of what is too much",
    ),
    "one observation": (
        "line", "  show: [exact]",
        "6:10: chart-needs-observations `exact` has one observation, and a line joins two or more",
        "give it `values: {2020: …, 2021: …}`, or take another type",
    ),
    "no whole": (
        "coverage", "  show: [few, exact]",
        "6:15: chart-needs-whole `exact` has no `of`",
        "add `of: …` to the indicator, or take another type",
    ),
    "share of nothing": (
        "share", "  show: [exact]",
        "6:10: chart-needs-whole `exact` is no part of a whole",
        "show `[part, whole]`, or an indicator with `of`, a fraction or `%`",
    ),
    "part over whole": (
        "share", "  show: [exact, about]",
        "6:17: chart-part-over-whole `exact` is more than `about`",
        "show the part first, then its whole",
    ),
    "three shares": (
        "share", "  show: [about, exact, over]",
        "6:24: chart-too-many `share` shows two at most, not 3",
        "make a second chart of what is too much",
    ),
    "negative share": (
        "share", "  show: [fallen]",
        "6:10: chart-negative `fallen` is below zero and is no part of anything",
        "`type: bar` draws values below zero",
    ),
    "no pairs": (
        "progress", "  show: [exact, goal, mark]",
        "6:10: chart-needs-pairs `exact` stands in no pair",
        "`show: [now, target]`, or a list of such pairs",
    ),
    "no progress": (
        "progress", "",
        "2:1: chart-needs-pairs `progress` shows nothing",
        "`show: [now, target]`, or a list of such pairs",
    ),
    "no target": (
        "progress", "  show: [exact, over]",
        "6:17: chart-needs-target `over` is actual, and progress is towards a target or threshold",
        "a pair is [now, target]; give the target `kind: target` or `kind: threshold`",
    ),
    "from a target": (
        "progress", "  show: [goal, mark]",
        "6:10: chart-needs-now `goal` is itself a target",
        "a pair is [now, target], what is first and what is aimed at second",
    ),
    "show in timeline": (
        "timeline", "  show: [exact]",
        "6:10: chart-takes-no-show `timeline` draws events, not indicators",
        "remove `show`; `tag:` chooses among the events",
    ),
    "unknown tag": (
        "timeline", "  tag: plants",
        "2:1: chart-needs-events no event has the tag `plants`",
        "tags: plant",
    ),
}  # fmt: skip


def problems_of(project: Path) -> list[str]:
    site = load_site(project).site
    assert site is not None
    return [str(problem) for problem in told_of(site)]


def told_of(site: Site) -> list[Problem]:
    """What stands against a site's charts, and against their alternatives."""
    found: list[Problem] = []
    for chart in site.charts.values():
        found += check_chart(chart, site)
        found += check_alt(chart, site) if chart.type in CHART_TYPES else ()
    return found


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The site of charts without its charts."""
    shutil.copytree(PROJECT, tmp_path / "site")
    (tmp_path / "site/data/charts/all.yaml").unlink()
    (tmp_path / "site/data/events.yaml").write_text(EVENTS)
    (tmp_path / "site/data/indicators/more.yaml").write_text(MORE)
    return tmp_path / "site"


@pytest.mark.parametrize(("type", "rest", "message", "hint"), CASES.values(), ids=CASES)
def test_refusals(project: Path, type: str, rest: str, message: str, hint: str) -> None:
    (project / "data/charts/bad.yaml").write_text(chart(type, rest))
    told = [
        text for text in problems_of(project) if "chart-rank" not in text or "rank_last" in text
    ]
    assert told == [f"data/charts/bad.yaml:{message}\n    hint: {hint}"]


MOST = {"bar": 50, "column": 50, "dot": 50, "coverage": 50, "progress": 50}


@pytest.mark.parametrize("type", MOST)
def test_every_type_has_a_bound_on_what_it_can_show(project: Path, type: str) -> None:
    """And says that alone: with three thousand marks no other check is worth its time."""
    ids = [f"m_{number}" for number in range(3000)]
    record = "{label: L, unit: 亿元, value: 1, of: 2, period: 2021, source: book#1}"
    many = "".join(f"{id}: {record}\n" for id in ids)
    (project / "data/indicators/many.yaml").write_text(many)
    (project / "data/charts/bad.yaml").write_text(chart(type, f"  show: [{', '.join(ids)}]"))
    [told] = problems_of(project)
    assert f"chart-too-many `{type}` shows {MOST[type]} at most, not 3000" in told
    column = 10 + len(", ".join(ids[: MOST[type]])) + 2
    assert told.startswith(f"data/charts/bad.yaml:6:{column}: ")


def test_a_timeline_has_a_bound_too(project: Path) -> None:
    (project / "data/charts/bad.yaml").write_text(chart("timeline", ""))
    event = EVENTS.replace("2020", "{year}")
    (project / "data/events.yaml").write_text(
        "".join(event.replace("{year}", f"{year}") for year in range(1000, 3000))
    )
    [told] = problems_of(project)
    assert told.startswith(
        "data/charts/bad.yaml:2:1: chart-too-many `timeline` shows 100 events at most, not 2000"
    )


def test_lines_have_a_bound_of_points(project: Path) -> None:
    (project / "data/charts/bad.yaml").write_text(chart("line", "  show: [long]"))
    values = ", ".join(f"{1000 + n // 12}-{n % 12 + 1:02}: 1" for n in range(2001))
    record = f"long: {{label: L, unit: 亿元, source: book#1, values: {{{values}}}}}\n"
    (project / "data/indicators/long.yaml").write_text(record)
    [told] = problems_of(project)
    assert told.startswith(
        "data/charts/bad.yaml:6:9: chart-too-many `line` shows 2000 observations at most, not 2001"
    )


@pytest.mark.parametrize(
    ("value", "of", "message"),
    [
        ("2.5", "7", "chart-not-whole `odd` is 2.5 of 7, which cannot be counted"),
        ("5", "7.5", "chart-not-whole `odd` is 5 of 7.5, which cannot be counted"),
    ],
)
def test_coverage_refuses_what_it_cannot_count(
    project: Path, value: str, of: str, message: str
) -> None:
    (project / "data/charts/bad.yaml").write_text(chart("coverage", rest="  show: [odd]"))
    record = (
        f"odd: {{label: A, unit: 个, value: {value}, of: {of}, period: 2021, source: book#1}}\n"
    )
    (project / "data/indicators/odd.yaml").write_text(record)
    told = problems_of(project)
    assert [text.split("\n")[0] for text in told] == [f"data/charts/bad.yaml:6:10: {message}"]


def test_missing_glyphs_are_told_at_the_character(project: Path) -> None:
    (project / "data/charts/bad.yaml").write_text(chart("bar", rest="  show: [odd, exact]"))
    record = (
        "odd:\n  label: {zh: 甲🚗面, en: Nood\u0e01les}\n  unit: 亿元\n  value: 1\n  period: 2021\n"
    )
    record += "  period_text: {zh: 今年, en: this \u0e02 year}\n  source: book#1\n"
    (project / "data/indicators/odd.yaml").write_text(record)
    hint = "\n    hint: the packaged font cannot draw it: write it with other characters"
    path = "data/indicators/odd.yaml"
    assert problems_of(project) == [
        f"{path}:2:16: missing-glyph no glyph for `🚗` (U+1F697)" + f" in the label of `odd`{hint}",
        f"{path}:2:28: missing-glyph no glyph for `\u0e01` (U+0E01)"
        + f" in the label of `odd`{hint}",
        f"{path}:6:34: missing-glyph no glyph for `\u0e02` (U+0E02)"
        + f" in `period_text` of `odd`{hint}",
    ]


def test_missing_glyphs_of_units_and_events_are_told(project: Path) -> None:
    (project / "data/units.yaml").write_text(
        'odd: {dimension: count, scale: 1, zh: "{n}\u0e01", en: "{n}"}\n'
    )
    record = "odd: {label: A, unit: odd, value: 1, period: 2021, source: book#1}\n"
    (project / "data/indicators/odd.yaml").write_text(record)
    charts = chart("bar", rest="  show: [odd, huge]")
    charts += chart("timeline", rest="").replace("bad:", "worse:")
    (project / "data/charts/bad.yaml").write_text(charts)
    (project / "data/events.yaml").write_text(
        "- {date: 2020, title: {zh: 甲\u0e02, en: A}, source: book#1}\n"
    )
    first = [text.split("\n")[0] for text in problems_of(project)]
    assert first == [
        "data/indicators/odd.yaml:1:35: missing-glyph no glyph for `\u0e01` (U+0E01)"
        " in the value of `odd`",
        "data/events.yaml:1:29: missing-glyph no glyph for `\u0e02` (U+0E02)"
        " in the title of an event",
    ]


ALT = """bad:
  type: {type}
  title: {{zh: 图, en: Chart}}
  alt:
    zh: {zh}
    en: {en}
{rest}
"""


def told_of_alt(project: Path, zh: str, en: str, rest: str = "  show: [exact, over]") -> list[str]:
    kind = "timeline" if "tag" in rest else "bar"
    (project / "data/charts/bad.yaml").write_text(ALT.format(type=kind, zh=zh, en=en, rest=rest))
    return problems_of(project)


def test_an_alternative_names_a_figure_in_every_language(project: Path) -> None:
    hint = (
        "\n    hint: write one into it, such as `{{ exact }}`:"
        " who cannot see the chart is to know its main figures"
    )
    assert told_of_alt(project, '"图：{{ exact }}"', "Two bars") == [
        "data/charts/bad.yaml:6:9: alt-without-figure"
        f" `alt` names none of the chart's figures{hint}"
    ]


@pytest.mark.parametrize(
    "text",
    ["{{ over | of }}", "{{ exact @2021 }}", "{{ over | in 万亿元 }}", "{{ exact }}, {{ over }}"],
)
def test_any_figure_of_the_chart_will_do(project: Path, text: str) -> None:
    assert told_of_alt(project, f'"{text}"', f'"{text}"') == []


@pytest.mark.parametrize(
    "text",
    ["two bars", "{{ exact | label }}", "{{ exact | period }}", "\\\\{{ exact }}", "{{ exact"],
)
def test_what_is_no_figure_of_the_chart_does_not_count(project: Path, text: str) -> None:
    told = told_of_alt(project, f'"{text}"', '"{{ exact }}"')
    assert [problem.split()[1] for problem in told] == ["alt-without-figure"]


def test_a_timeline_need_not_name_a_figure(project: Path) -> None:
    assert told_of_alt(project, "事件", "Events", "  tag: plant") == []


def test_long_labels_are_warned_of(project: Path) -> None:
    (project / "data/charts/bad.yaml").write_text(chart("bar", rest="  show: [long_a, exact]"))
    assert problems_of(project) == [
        "data/indicators/sizes.yaml:13:9: warning text-too-long the label of `long_a` takes 4 lines"
        " on a narrow screen\n"
        "    hint: 3 lines are the most that reads well beside a mark; shorten it"
    ]


@cache
def sound(project: Path) -> Site:
    site = load_site(project).site
    assert site is not None
    return site


@pytest.mark.parametrize("project", [PROJECT, ROOT], ids=["charts", "changzhou"])
def test_sound_charts_have_no_errors(project: Path) -> None:
    site = sound(project)
    assert not [problem for problem in told_of(site) if not problem.warning]


SCRIPT = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from changzhou_site.charts import chart_table, check_chart, stage_chart
from changzhou_site.check.alts import check_alt
from changzhou_site.load import load_site
site = load_site(Path(sys.argv[1])).site
zh = site.languages["zh"]
for chart in site.charts.values():
    check_chart(chart, site), [*check_alt(chart, site)]
    chart_table(chart, site, zh), stage_chart(chart, site, zh, "wide")
assert "matplotlib" not in sys.modules
"""


def test_checking_does_not_load_matplotlib() -> None:
    subprocess.run([sys.executable, "-c", SCRIPT, str(ROOT)], check=True)
