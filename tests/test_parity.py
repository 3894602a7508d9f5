"""Whether all languages of a site name the same figures.

The small site is in Chinese and English, the one of the bridges in German too; both name the same
everywhere.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from changzhou_site.cli import main
from tests.support import SMALL, TESTS, check_copy, copy_small

THREE = TESTS / "sites" / "three"


def told(site: Path, of: Path) -> list[str]:
    problems = check_copy(site, of).problems
    assert {problem.code for problem in problems} <= {"parity"}, problems
    assert all(problem.warning and problem.hint for problem in problems)
    return [f"{problem.place} {problem.message}" for problem in problems]


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture
def three(tmp_path: Path) -> Path:
    return Path(shutil.copytree(THREE, tmp_path / "three"))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return copy_small(tmp_path)


# Prose --------------------------------------------------------------------------------------------


def test_the_same_figures_in_another_order_and_in_other_parts_are_the_same(three: Path):
    assert told(three, THREE) == []


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        (
            "Of these, {{ closed }} are closed.",
            "Some are closed.",
            ["content/en/1-bridges.md:7:1 not named here, as in `zh`: `closed`"],
        ),
        (
            "{{ bridges @2011 }}; now there are {{ bridges @2021 }}",
            "fewer",
            ["content/en/1-bridges.md:5:1 not named here, as in `zh`: `bridges@2011`, `bridges`"],
        ),
        (
            "{{ bridges @2011 }}; now there are {{ bridges @2021 }}",
            "fewer than the {{ bridges }} of now",
            ["content/en/1-bridges.md:5:1 not named here, as in `zh`: `bridges@2011`"],
        ),
        (
            "A decade ago",
            "Now {{ closed }} are closed. A decade ago",
            ["content/en/1-bridges.md:5:8 `closed` is named here, and not in `zh`"],
        ),
        (
            "## Closed {#closed}\n\nOf these",
            "Of these",
            [],
        ),
        (
            "## Closed {#closed}\n\nOf these, {{ closed }} are closed.",
            "Some are closed.",
            ["content/en/1-bridges.md:5:1 not named here, as in `zh`: `closed`"],
        ),
        (
            "\n## Closed {#closed}\n\nOf these, {{ closed }} are closed.",
            "Of these, {{ closed }} are closed.\n\n## Closed {#closed}\n\nThey are old.",
            [
                "content/en/1-bridges.md:6:14 `closed` is named here, and not in `zh`",
                "content/en/1-bridges.md:8:1 not named here, as in `zh`: `closed`",
            ],
        ),
    ],
    ids=[
        "under a heading",
        "before the first heading",
        "another period",
        "one more",
        "another number of headings",
        "one less, and another number of headings",
        "under another heading",
    ],
)
def test_figures_are_the_same_under_headings_at_the_same_place(
    three: Path, old: str, new: str, wanted: list[str]
):
    edit(three / "content/en/1-bridges.md", old, new)
    assert told(three, THREE) == wanted


def test_it_is_told_in_the_language_that_differs_from_the_first(three: Path):
    edit(three / "content/de/1-bridges.md", "Davon sind {{ closed }} gesperrt.", "Manche nicht.")
    [problem] = check_copy(three, THREE).problems
    assert str(problem.place) == "content/de/1-bridges.md:7:1"
    assert problem.hint == (
        "write {{ closed }} here too, or take it out at content/zh/1-bridges.md:9:6"
    )


def test_what_the_first_language_alone_lacks_is_told_in_each_other(three: Path):
    edit(
        three / "content/zh/1-bridges.md", "其中{{ closed }}封闭，占{{ closed | share }}。", "旧。"
    )
    assert told(three, THREE) == [
        "content/de/1-bridges.md:9:15 `closed` is named here, and not in `zh`",
        "content/en/1-bridges.md:9:14 `closed` is named here, and not in `zh`",
    ]


def test_a_chart_that_one_language_does_not_show_is_told(small: Path):
    edit(small / "content/en/1-count.md", "{{ chart geese_and_swans }}\n", "")
    assert told(small, SMALL) == [
        "content/en/1-count.md:5:1 not named here, as in `zh`: `chart geese_and_swans`"
    ]


def test_a_figure_in_a_table_of_figures_is_named(small: Path):
    edit(small / "content/en/1-count.md", "{{ chart w", "{{ table reed_goal }}\n\n{{ chart w")
    [line] = told(small, SMALL)
    assert line.endswith("`reed_goal` is named here, and not in `zh`")


def test_a_draft_is_not_compared(three: Path):
    for language, text in (("zh", "{{ bridges }}"), ("en", "None."), ("de", "Keine.")):
        front = "---\ntitle: x\nsummary: x\nlayout: page\ndraft: true\n---\n"
        (three / "content" / language / "later.md").write_text(f"{front}{text}\n", "utf-8")
    assert told(three, THREE) == []


def test_a_text_with_a_faulty_reference_is_told_once(three: Path):
    edit(three / "content/en/1-bridges.md", "{{ closed }}", "{{ closd }}")
    edit(three / "data/site.yaml", "三语小站", "'{{ bridges | all }}'")
    assert [problem.code for problem in check_copy(three, THREE).problems] == [
        "unknown-indicator",
        "unknown-part",
    ]


def test_strict_counts_it_as_a_problem(three: Path):
    edit(three / "content/en/1-bridges.md", "{{ closed }}", "Some")
    assert main(["check", "--project", str(three)]) == 0
    assert main(["check", "--project", str(three), "--strict"]) == 1


# Fields -------------------------------------------------------------------------------------------

SITE, BIRDS, CHARTS = "data/site.yaml", "data/indicators/birds.yaml", "data/charts/birds.yaml"
COUNT = "content/en/1-count.md"
FIELDS = {
    "title": (SITE, '"A winter on', '"{{ geese @2021 }} on'),
    "kicker": (SITE, "en: Heron Lake}", "en: '{{ geese @2021 }}'}"),
    "description": (SITE, "Volunteers have", "{{ geese @2021 }} have"),
    "label": (BIRDS, "en: Wintering waterbirds", "en: 'With {{ geese @2021 }}'"),
    "note": (BIRDS, "'Birds that", "'{{ geese @2021 }} that"),
    "chart title": (CHARTS, "en: Geese far outnumber swans", "en: '{{ geese @2021 }}'"),
    "chart subtitle": (CHARTS, "'Wintering waterbirds", "'{{ geese @2021 }}"),
    "alt": (CHARTS, "Line chart:", "Line chart with {{ geese @2021 }}:"),
    "event title": ("data/events.yaml", "en: The first swans arrive", "en: '{{ geese @2021 }}'"),
    "event text": (
        "data/events.yaml",
        "en: Earlier than in other years.",
        "en: '{{ geese @2021 }}'",
    ),
    "check": (
        "data/checks.yaml",
        "en: the goal lies above what there is",
        "en: '{{ geese @2021 }}'",
    ),
    "correction": (
        "data/corrections.yaml",
        "en: two digits had changed places",
        "en: '{{ geese @2021 }}'",
    ),
    "page title": (COUNT, "A livelier lake, year after year", "'{{ geese @2021 }}'"),
    "summary": (COUNT, "Volunteers counted", "{{ geese @2021 }},"),
    "page kicker": (COUNT, "summary:", "kicker: '{{ geese @2021 }}'\nsummary:"),
}
"""A text of each key: its file, and what is put in place of what."""


@pytest.mark.parametrize("field", FIELDS)
def test_texts_in_yaml_are_compared_key_by_key(small: Path, field: str):
    path, old, new = FIELDS[field]
    edit(small / path, old, new)
    problems = check_copy(small).problems
    [place] = [problem.place for problem in problems if problem.code == "parity"]
    line = (small / path).read_text("utf-8").splitlines()[place.line - 1]
    assert (place.path, line[place.column - 1 :][:11]) == (path, "geese @2021")


def test_a_text_that_names_less_is_told_at_its_beginning(small: Path):
    edit(small / CHARTS, "{{ geese }} that are geese", "geese")
    assert told(small, SMALL) == ["data/charts/birds.yaml:14:9 not named here, as in `zh`: `geese`"]


def test_one_text_for_all_languages_names_the_same_in_all(small: Path):
    edit(small / SITE, "kicker: {zh: 鹭湖, en: Heron Lake}", "kicker: '{{ geese }}'")
    assert told(small, SMALL) == []
