"""One fault hides no other: whatever is broken, a number typed into prose and a chart of what is
not there are told in the same run.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from changzhou_site.load.lost_texts import TEXT_KEYS
from changzhou_site.load.shapes import (
    ChartShape,
    CheckShape,
    CorrectionShape,
    EventShape,
    IndicatorShape,
    ObservationShape,
    Shape,
    SiteShape,
    TopicShape,
)
from tests.support import TESTS, copy_small, problems_of

BIRDS = "data/indicators/birds.yaml"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def replaced(path: str, old: str, new: str) -> Callable[[Path], None]:
    return lambda site: edit(site / path, old, new)


def written(path: str, data: bytes) -> Callable[[Path], None]:
    def write(site: Path) -> None:
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(data)

    return write


def removed(path: str) -> Callable[[Path], None]:
    return lambda site: (site / path).unlink()


def without_english(site: Path) -> None:
    for path in (site / "content/en").iterdir():
        path.unlink()
    (site / "content/en").rmdir()


GBK = "越冬水鸟: {}\n".encode("gbk")

FAULTS = {
    "a text where the publisher's name belongs": (
        replaced(
            "data/site.yaml",
            "publisher: {name: {zh: 鹭湖观鸟会, en: Heron Lake Bird Club}, "
            "url: https://example.org/}",
            "publisher: Heron Lake Bird Club",
        ),
        "data/site.yaml:12:12: wrong-shape",
    ),
    "no title": (replaced("data/site.yaml", "title:\n", "titel:\n"), "data/site.yaml:1:1: missing"),
    "site.yaml with an open bracket": (
        replaced("data/site.yaml", "languages: [zh, en]", "languages: [zh, en"),
        "data/site.yaml:9:12: unclosed-bracket",
    ),
    "site.yaml that is no UTF-8": (written("data/site.yaml", GBK), "data/site.yaml:1:2: not-utf8"),
    "no site.yaml": (removed("data/site.yaml"), "data/site.yaml:1:1: missing-file"),
    "a language that there is not": (
        replaced("data/site.yaml", "[zh, en]", "[zh, en, xx]"),
        "data/site.yaml:9:21: unknown-language",
    ),
    "no sources": (removed("data/sources.yaml"), "data/sources.yaml:1:1: missing-file"),
    "a source without its publisher": (
        replaced("data/sources.yaml", "publisher: {zh: 鹭湖管理处", "publishers: {zh: 鹭湖管理处"),
        "data/sources.yaml:5:1: missing-key",
    ),
    "sources.yaml with a tab": (
        replaced("data/sources.yaml", "  date: 2022-02\n", "\tdate: 2022-02\n"),
        "data/sources.yaml:4:1: yaml-tab",
    ),
    "units.yaml with a colon in a text": (
        replaced("data/units.yaml", '"{n}平方公里"', "km: 2"),
        "data/units.yaml:2:",
    ),
    "an indicator with an open quote": (
        replaced(BIRDS, "label: {zh: 雁类, en: Geese}", 'label: {zh: 雁类, en: "Geese}'),
        f"{BIRDS}:10:23: unclosed-quote",
    ),
    "indicators that are no UTF-8": (
        written("data/indicators/more.yaml", GBK),
        "data/indicators/more.yaml:1:2: not-utf8",
    ),
    "indicators that are a list": (
        written("data/indicators/more.yaml", b"- ducks: {value: 3}\n"),
        "data/indicators/more.yaml:1:1: wrong-shape",
    ),
    "a chart without its alternative": (
        written("data/charts/more.yaml", b"few: {type: bar, title: Few, show: [geese, swans]}\n"),
        "data/charts/more.yaml:1:1: missing-key",
    ),
    "a chart with an open bracket": (
        replaced("data/charts/birds.yaml", "show: [bird_count]", "show: [bird_count"),
        "data/charts/birds.yaml:8:9: unclosed-bracket",
    ),
    "an event without a date": (
        written("data/events.yaml", b"- {title: Ice, source: count}\n"),
        "data/events.yaml:1:3: missing-key",
    ),
    "checks that are no list": (
        written("data/checks.yaml", b"check: geese < swans\n"),
        "data/checks.yaml:1:1: wrong-shape",
    ),
    "corrections with a tab": (
        written("data/corrections.yaml", b"- date: 2022-03-05\n\tindicator: geese\n"),
        "data/corrections.yaml:2:1: yaml-tab",
    ),
    "a folder of content without a language": (without_english, "content/en:1:1: no-sections"),
    "front matter without a title": (
        replaced("content/zh/1-count.md", "title:", "titel:"),
        "content/zh/1-count.md:1:1: missing-key",
    ),
    "front matter without an end": (
        replaced("content/zh/1-count.md", "\n---\n", "\n\n"),
        "content/zh/1-count.md:1:1: no-front-matter",
    ),
    "front matter with a tab": (
        replaced("content/zh/1-count.md", "title: 湖", "\ttitle: 湖"),
        "content/zh/1-count.md:2:1: yaml-tab",
    ),
    "a slug that is reserved": (
        lambda site: (site / "content/zh/1-count.md").rename(site / "content/zh/1-data.md"),
        "content/zh/1-data.md:1:1: reserved-slug",
    ),
    "words of a language": (
        written("languages/en/words.yaml", b"words: {nothing: Nothing}\n"),
        "languages/en/words.yaml:1:9: unknown-key",
    ),
    "patterns of a language": (
        written("languages/zh/guard.yaml", b"measured: '('\n"),
        "languages/zh/guard.yaml:1:11: bad-pattern",
    ),
    "a language's file with a tab": (
        written("languages/zh/language.yaml", b"name: x\n\ttag: zh\n"),
        "languages/zh/language.yaml:2:1: yaml-tab",
    ),
    "a picture that is none": (
        written("content/images/x.png", b"no picture"),
        "content/images/x.png:1:1: bad-picture",
    ),
}
"""What is broken, how, and what is told of it."""

TYPED = "\n又来了8807只。\n"
STRANGE = """
strange:
  type: bar
  title: {zh: 又一张图, en: One more}
  alt: {zh: "条形图：{{ geese }}", en: "Bar chart: {{ geese }}"}
  show: [geese, gooses]
"""


OZERO = TESTS / "sites" / "ozero"


def told(site: Path) -> list[str]:
    return [str(problem).splitlines()[0] for problem in problems_of(site)]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_hides_no_other(fault: str, tmp_path: Path):
    """The number is typed into what the fault leaves of the article, the chart stands apart."""
    site = copy_small(tmp_path)
    with (site / "content/zh/1-count.md").open("a", encoding="utf-8") as file:
        file.write(TYPED)
    (site / "data/charts/strange.yaml").write_text(STRANGE, "utf-8")
    do, own = FAULTS[fault]
    do(site)

    lines = told(site)
    assert [line for line in lines if line.startswith(own)], lines
    assert [line for line in lines if "loose-number `8807`" in line], lines
    assert [line for line in lines if line.endswith("unknown-indicator `gooses`")], lines


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_without_what_only_follows_from_it(fault: str, tmp_path: Path):
    site = copy_small(tmp_path)
    do, own = FAULTS[fault]
    do(site)

    errors = [problem for problem in problems_of(site) if not problem.warning]
    assert {problem.place.path for problem in errors} == {own.partition(":")[0]}, errors
    assert all(problem.hint for problem in errors)


# The texts of what cannot be read -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "record"),
    [
        (BIRDS, "terns: {label: 4711 terns, unit: 只, value: many, period: 2021, source: count}"),
        (BIRDS, "terns: {label: x, note: '4711 terns', value: 1, source: count}"),
        (BIRDS, "terns: {label: x, source: count, values: {2021: {value: x, note: '4711 terns'}}}"),
        (
            "data/indicators/lake.yaml",
            "geese: {label: 4711 geese, value: 1, period: 2021, source: count}",
        ),
        ("data/charts/birds.yaml", "terns: {title: 4711 terns, alt: x, show: [geese, swans]}"),
        ("data/charts/birds.yaml", "terns: {type: bar, title: x, alt: 4711 terns, show: [terns]}"),
        ("data/indicators/more.yaml", "topic: {zh: 4711只, fr: x}"),
        ("data/events.yaml", "- {date: some day, title: 4711 terns, source: count}"),
        ("data/checks.yaml", "- {check: geese >, why: 4711 terns}"),
        ("data/corrections.yaml", "- {date: 2022-03-06, was: 1, now: 2, why: 4711 terns}"),
        ("data/site.yaml", "subtitle: x\nkicker: {zh: 4711只, fr: x}"),
    ],
)
def test_the_texts_of_a_broken_record_are_read_all_the_same(path: str, record: str, tmp_path: Path):
    site = copy_small(tmp_path)
    if "kicker" in record:
        edit(site / path, "kicker: {zh: 鹭湖, en: Heron Lake}\n", "")
    with (site / path).open("a", encoding="utf-8") as file:
        file.write(f"{record}\n")

    lines = told(site)
    assert len({line.split()[1] for line in lines}) > 1, lines
    assert [line for line in lines if "loose-number `4711`" in line], lines


def test_every_text_that_readers_see_is_one_of_those():
    shapes: list[type[Shape]] = [
        SiteShape,
        TopicShape,
        IndicatorShape,
        ObservationShape,
        ChartShape,
    ]
    shapes += [EventShape, CheckShape, CorrectionShape]
    texts = {
        name
        for shape in shapes
        for name, annotation in shape.__annotations__.items()
        if annotation in ("Prose", "Prose | None")
    }
    assert texts == TEXT_KEYS


# Files that can be read in part -------------------------------------------------------------------


def test_each_record_of_a_broken_file_is_read_by_itself(tmp_path: Path):
    site = copy_small(tmp_path)
    edit(site / BIRDS, "{zh: 雁类, en: Geese}", "{zh: 雁类, en: Geese")
    edit(site / BIRDS, "value: 2\n", "value: [2\n")
    edit(site / BIRDS, "  of: 41\n", "  of: 31\n")

    assert told(site) == [
        f"{BIRDS}:10:10: unclosed-bracket `{{` is opened here and not closed",
        f"{BIRDS}:26:10: part-exceeds-whole 33 is more than 31, its whole",
        f"{BIRDS}:33:10: unclosed-bracket `[` is opened here and not closed",
    ]


def test_the_type_of_a_chart_is_judged_though_it_shows_what_is_not_there(tmp_path: Path):
    site = copy_small(tmp_path)
    edit(site / "data/charts/birds.yaml", "type: line", "type: lines")
    edit(site / "data/charts/birds.yaml", "show: [bird_count]", "show: [birds_counted]")
    codes = {problem.code for problem in problems_of(site)}
    assert codes == {"unknown-chart-type", "unknown-indicator"}


def test_what_is_written_in_capitals_is_recognised(tmp_path: Path):
    site = copy_small(tmp_path)
    edit(site / BIRDS, "source: count#1", "source: COUNT#1")
    [problem] = [each for each in problems_of(site) if not each.warning]
    assert problem.hint.startswith("did you mean `count`?")


def test_a_chart_is_not_excused_by_an_indicator_of_its_name(tmp_path: Path):
    site = copy_small(tmp_path)
    edit(site / BIRDS, "value: 18320", "value: many")
    edit(site / "content/en/1-count.md", "{{ chart winters }}", "{{ chart geese }}")
    assert {problem.code for problem in problems_of(site) if not problem.warning} == {
        "not-a-number",
        "unknown-chart",
    }


def test_only_ids_that_a_broken_record_may_have_are_excused(tmp_path: Path):
    site = copy_small(tmp_path)
    edit(site / BIRDS, "swans:\n  label: {", "swans:\n  label: {{")
    edit(site / "content/en/1-count.md", "{{ geese }}", "{{ gese }}")

    assert {problem.code for problem in problems_of(site)} == {
        "braces-in-text",
        "unknown-indicator",
    }


def test_a_language_without_its_patterns_has_no_loose_numbers(tmp_path: Path):
    """What is a date in it cannot be known; its figures are looked up all the same."""
    ozero = Path(shutil.copytree(OZERO, tmp_path / "ozero"))
    edit(ozero / "languages/ru/words.yaml", "words:", "word:")
    with next((ozero / "content/ru").iterdir()).open("a", encoding="utf-8") as file:
        file.write("\n4711 и {{ nobody }}\n")

    codes = {problem.code for problem in problems_of(ozero, OZERO)}
    assert "unknown-indicator" in codes
    assert "loose-number" not in codes
