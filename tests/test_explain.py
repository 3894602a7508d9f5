"""`explain`: all there is to say of one indicator, as it reads in a terminal."""

import re
import unicodedata
from pathlib import Path

import pytest

from changzhou_site.check import check_project
from changzhou_site.cli import main
from changzhou_site.errors import escaped
from changzhou_site.explain import UnknownIndicator, explain, explain_code
from tests.support import SMALL, TOP, copy_small

WRITTEN = """\
lake_area  湖面 / Lake surface
actual, in km2 (area)
data/indicators/lake.yaml:1:1

Value
  2021  62.5平方公里 / 62.5 km²
    written   62.5 km2, exact
    base      62500000 (area)
    source    plan#1  鹭湖保护规划 / Heron Lake conservation plan

Used in 3 places
  prose
    content/en/about.md:6:152
    content/zh/about.md:6:46
  formulas
    data/indicators/lake.yaml:31:24  reed_share

Seen below https://example.org/lake/
  data/#lake_area      its row
  about/               page about
  data/#reed_share     row of reed_share
  en/data/#lake_area   its row
  en/about/            page about
  en/data/#reed_share  row of reed_share

What depends on it
  └─ reed_share  4 mentions in prose
"""

SEVERAL = """\
bird_count  越冬水鸟 / Wintering waterbirds
actual, in 只 (count)
data/indicators/birds.yaml:1:1

Values, newest first
  2021  约46500只 / about 46,500 birds
    written   46500 只, about
    source    count#2  冬季水鸟同步调查 / Winter waterbird count
  2020  43850只 / 43,850 birds
    written   43850 只, exact
    source    count#1  冬季水鸟同步调查 / Winter waterbird count
  2019  41200只 / 41,200 birds
    written   41200 只, exact
    source    count#1  冬季水鸟同步调查 / Winter waterbird count

Used in 15 places
  prose
    content/en/1-count.md:3:33
    content/en/1-count.md:5:62
    content/zh/1-count.md:3:19
    content/zh/1-count.md:5:26
  opening
    data/site.yaml:2:17  title
    data/site.yaml:3:35  title
    data/site.yaml:6:25  description
    data/site.yaml:7:35  description
  key figures
    data/site.yaml:17:9
  charts
    data/charts/birds.yaml:6:22  winters @2019
    data/charts/birds.yaml:6:47  winters
    data/charts/birds.yaml:7:56  winters @2019
    data/charts/birds.yaml:7:82  winters
    data/charts/birds.yaml:8:10  winters
  checks
    data/checks.yaml:1:27  geese + swans <= bird_count

Seen below https://example.org/lake/
  data/#bird_count      its row
  #page-main            key figures, opening
  #count                section count
  #chart-winters        chart winters
  charts/winters/       chart winters alone
  data/#data-checks     checks
  cards/article.png     card article
  en/data/#bird_count   its row
  en/#page-main         key figures, opening
  en/#chart-winters     chart winters
  en/charts/winters/    chart winters alone
  en/#count             section count
  en/data/#data-checks  checks
  en/cards/article.png  card article

What depends on it
  ├─ chart  winters
  └─ check  geese + swans <= bird_count
"""

DERIVED = """\
reed_share  芦苇荡占湖面 / Reed beds as a share of the lake
actual, in % (ratio)
data/indicators/lake.yaml:28:1

Value
  2021  超33.6% / over 33.6%
    computed  33.6 %, over
    base      0.336 (ratio)
    source    plan#1  鹭湖保护规划 / Heron Lake conservation plan

Formula
  reed_area / lake_area
  超21平方公里 ÷ 62.5平方公里 = 超33.6%
  over 21 km² ÷ 62.5 km² = over 33.6%

  reed_share  超33.6%, 2021
  ├─ reed_area  超21平方公里, 2021  plan#1
  └─ lake_area  62.5平方公里, 2021  plan#1

  It is over, since
    reed_area is over, which alone makes the result over

Used in 5 places
  prose
    content/en/2-reeds.md:3:26
    content/en/2-reeds.md:5:63
    content/zh/2-reeds.md:3:21
    content/zh/2-reeds.md:5:35
  key figures
    data/site.yaml:17:28

Seen below https://example.org/lake/
  data/#reed_share     its row
  #page-main           key figures
  #reeds               section reeds
  en/data/#reed_share  its row
  en/#page-main        key figures
  en/#reeds            section reeds
"""

CORRECTED = """\
geese  雁类 / Geese
actual, in 只 (count)
data/indicators/birds.yaml:9:1

Value
  2021  18320只 / 18,320 birds
    written   18320 只, exact
    source    count#3  冬季水鸟同步调查 / Winter waterbird count

Corrections
  2022-03-05  was 18230, now 18320  data/corrections.yaml:2:14
    why   两位数字写反了 / two digits had changed places

Used in 7 places
  prose
    content/en/1-count.md:5:110
    content/zh/1-count.md:5:49
  charts
    data/charts/birds.yaml:13:19  geese_and_swans
    data/charts/birds.yaml:14:24  geese_and_swans
    data/charts/birds.yaml:15:10  geese_and_swans
  checks
    data/checks.yaml:1:10  geese + swans <= bird_count
  corrections
    data/corrections.yaml:2:14

Seen below https://example.org/lake/
  data/#geese                       its row
  #count                            section count
  #chart-geese_and_swans            chart geese_and_swans
  charts/geese_and_swans/           chart geese_and_swans alone
  data/#data-checks                 checks
  corrections/#geese-2022-03-05     correction geese-2022-03-05
  en/data/#geese                    its row
  en/#chart-geese_and_swans         chart geese_and_swans
  en/charts/geese_and_swans/        chart geese_and_swans alone
  en/#count                         section count
  en/data/#data-checks              checks
  en/corrections/#geese-2022-03-05  correction geese-2022-03-05

What depends on it
  ├─ chart  geese_and_swans
  └─ check  geese + swans <= bird_count
"""


@pytest.mark.parametrize(
    ("id", "expected"),
    [
        ("lake_area", WRITTEN),
        ("bird_count", SEVERAL),
        ("reed_share", DERIVED),
        ("geese", CORRECTED),
    ],
)
def test_explain_tells_all_of_an_indicator(id, expected, capsys):
    assert main(["explain", id, "--project", str(SMALL)]) == 0
    assert capsys.readouterr().out == expected


def paragraphs(project: Path, id: str) -> dict[str, str]:
    """What is told of an indicator, by the first word of each paragraph."""
    told = re.split(r"\n\n(?=\S)", explain(check_project(project), id))
    return {re.split(r"\W", paragraph, maxsplit=1)[0]: paragraph for paragraph in told}


def with_indicators(to: Path, text: str) -> Path:
    """The small site with more indicators."""
    project = copy_small(to)
    (project / "data/indicators/more.yaml").write_text(text, "utf-8")
    return project


def derived(id: str, formula: str, **more: str) -> str:
    rest = "".join(f"  {key}: {value}\n" for key, value in more.items())
    return f"{id}:\n  label: {{zh: 推算, en: Derived}}\n  formula: {formula}\n{rest}"


def written(id: str, value: str, bound: str) -> str:
    return (
        f"{id}:\n  label: {{zh: 写明, en: Written}}\n  value: {value}\n  bound: {bound}\n"
        "  period: 2021\n  source: count#7\n"
    )


def test_inputs_are_told_down_to_written_figures_and_each_once(tmp_path):
    text = derived("others", "bird_count - geese - swans", unit="只", bound="about") + derived(
        "others_share", "others / bird_count", unit='"%"'
    )
    told = paragraphs(with_indicators(tmp_path, text), "others_share")

    assert (
        told["Formula"]
        == """\
Formula
  others / bird_count
  约25580只 ÷ 约46500只 = 约55.0%
  about 25,580 birds ÷ about 46,500 birds = about 55.0%

  others_share  约55.0%, 2021
  ├─ others  约25580只, 2021  = bird_count - geese - swans
  │  ├─ bird_count  约46500只, 2021  count#2
  │  ├─ geese  18320只, 2021  count#3
  │  └─ swans  超2600只, 2021  count#3, count#4
  └─ bird_count  (above)

  It is about, since
    others is about, which alone makes the result about
    bird_count is about, which alone makes the result about"""
    )


def test_what_depends_on_an_indicator_is_told_through_others(tmp_path):
    text = derived("others", "bird_count - geese", unit="只") + derived(
        "others_share", "others / bird_count", unit='"%"'
    )
    told = paragraphs(with_indicators(tmp_path, text), "bird_count")

    assert (
        told["What"]
        == """\
What depends on it
  ├─ others
  │  └─ others_share
  ├─ others_share  (above)
  ├─ chart  winters
  └─ check  geese + swans <= bird_count"""
    )


def test_another_observation_is_told_as_the_formula_names_it(tmp_path):
    text = derived("growth", "bird_count / bird_count@2019 - 1", unit='"%"', period="2021")
    told = paragraphs(with_indicators(tmp_path, text), "growth")["Formula"]

    assert "about 46,500 birds ÷ 41,200 birds − 1 = about 12.9%" in told
    assert "└─ bird_count@2019  41200只, 2019  count#1" in told


@pytest.mark.parametrize(
    ("formula", "bounds", "reasons"),
    [
        (
            "1 / a",
            {"a": "at-least"},
            ["It is at most, since", "a is at least, which alone makes the result at most"],
        ),
        (
            "a * b",
            {"a": "over", "b": "about"},
            [
                "It is about, since",
                "a is over, which alone makes the result over",
                "b is about, which alone makes the result about",
                "with any input that is about, the result is about",
            ],
        ),
        (
            "a - b",
            {"a": "over", "b": "over"},
            [
                "It is about, since",
                "a is over, which alone makes the result over",
                "b is over, which alone makes the result under",
                "all together leave it open both ways, and the file declares which it is",
            ],
        ),
        (
            "min(a, b)",
            {"a": "over", "b": "over"},
            [
                "It is over, since",
                "its inputs together make it so, though none of them does alone",
            ],
        ),
    ],
)
def test_a_bound_has_its_reasons(tmp_path, formula, bounds, reasons):
    text = "".join(written(id, "4", bound) for id, bound in bounds.items())
    declared = {"bound": "about"} if "open both" in reasons[-1] else {}
    told = paragraphs(with_indicators(tmp_path, text + derived("c", formula, **declared)), "c")

    lines = [line.strip() for line in told["Formula"].splitlines()]
    assert lines[lines.index(reasons[0]) :] == reasons


def test_an_exact_result_needs_no_reason(tmp_path):
    text = derived("known", "geese / lake_area * 1 km2")
    assert "since" not in paragraphs(with_indicators(tmp_path, text), "known")["Formula"]


def test_a_rounded_result_shows_the_digits_it_was_rounded_from(tmp_path):
    text = derived("part", "swans / geese", unit='"%"')
    told = paragraphs(with_indicators(tmp_path, text), "part")["Value"]
    assert "computed  14.19213973799126637554585152838428 %, over" in told
    assert "published 14.1 %, rounded down, so that it stays true" in told


def test_fractions_wholes_and_periods_in_words_are_told(tmp_path):
    assert "written   1/4, exact\n    base      0.25 (ratio)" in told_of("protected_part", "Value")
    assert "written   33 of 41 个, exact" in told_of("species_ringed", "Value")
    assert "period    规划期末 / by the end of the plan" in told_of("reed_goal", "Value")
    assert "note  Birds that flew" not in told_of("swans", "swans")
    assert "      Birds that flew in at dusk were not all counted." in told_of("swans", "swans")


def told_of(id: str, paragraph: str) -> str:
    return paragraphs(SMALL, id)[paragraph]


def test_an_indicator_that_nothing_uses_says_so(tmp_path):
    project = with_indicators(tmp_path, written("lonely", "5", "exact"))
    told = paragraphs(project, "lonely")
    assert told["Used"] == "Used nowhere"
    assert "What" not in told


def test_a_draft_and_a_label_are_told_apart_from_prose_and_formulas(tmp_path):
    text = derived("double", "2 * swans", unit="只").replace("Derived", "'{{ swans }}, doubled'")
    project = with_indicators(tmp_path, text)
    draft = "---\ntitle: Later\nsummary: Later.\ndraft: true\n---\n\n{{ swans }}\n"
    (project / "content/en/9-later.md").write_text(draft, "utf-8")

    used = paragraphs(project, "swans")["Used"]
    assert "  formulas\n    data/indicators/more.yaml:3:16  double\n" in used
    assert "  labels and notes\n    data/indicators/more.yaml:2:27  double\n" in used
    assert "  drafts\n    content/en/9-later.md:7:4" in used


def test_nothing_in_a_text_can_work_on_the_terminal():
    assert escaped("a\u3000b\n\x1b[31m\u202e", "\n\u3000") == "a\u3000b\n\\x1b[31m\\u202e"


def test_an_unknown_id_is_told_with_the_nearest_one():
    with pytest.raises(UnknownIndicator, match="did you mean `geese`"):
        explain(check_project(SMALL), "goose")


def test_explain_works_while_files_have_problems(tmp_path):
    project = copy_small(tmp_path)
    with (project / "content/en/about.md").open("a", encoding="utf-8") as file:
        file.write("\nThere were 4711 of them, {{ no_such_bird }} and {{ chart nowhere }}.\n")
    charts = project / "data/charts/birds.yaml"
    charts.write_text(charts.read_text("utf-8").replace("[geese, swans]", "[geese, s]"), "utf-8")
    (project / "data/checks.yaml").write_text(
        "- {check: geese >, why: {zh: 错, en: no}}\n", "utf-8"
    )

    checked = check_project(project)
    assert checked.errors
    for id in checked.site.indicators:
        assert explain(checked, id).startswith(f"{id}  ")


def test_every_indicator_of_changzhou_fits_a_terminal():
    checked = check_project(TOP)
    for id in checked.site.indicators:
        told = explain(checked, id)
        assert told == explain(checked, id)
        for line in told.splitlines():
            wide = sum(unicodedata.east_asian_width(character) in "WF" for character in line)
            assert len(line) + wide <= 100, line
            assert line == line.rstrip()


def test_a_code_is_explained_with_a_wrong_and_a_right_example(capsys):
    assert main(["explain", "loose-number", "--project", str(SMALL)]) == 0
    told = capsys.readouterr().out

    assert told.startswith("`loose-number`\n")
    assert "Wrong:" in told
    assert "Right:" in told
    assert "### " not in told


def test_every_code_that_is_documented_is_explained():
    codes = re.findall(r"^### `([^`]+)`$", (TOP / "docs/problems.md").read_text("utf-8"), re.M)

    assert len(codes) > 100
    assert [code for code in codes if not explain_code(code)] == []
