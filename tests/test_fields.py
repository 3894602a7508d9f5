"""The guard over the fields: every text that a reader sees is read, and no other."""

from pathlib import Path

import pytest

from changzhou_site.check.fields import FieldsRead, check_fields
from changzhou_site.figures import rich_text
from changzhou_site.guard import read_vocabulary
from changzhou_site.load import load_site
from changzhou_site.mentions import reader_texts
from tests.support import SMALL, check_copy, copy_small, site_of

SEEN = {
    "site title": ("data/site.yaml", '  zh: "鹭湖的冬天', '  zh: "TEXT'),
    "site kicker": ("data/site.yaml", "kicker: {zh: 鹭湖", 'kicker: {zh: "TEXT"'),
    "site description": ("data/site.yaml", '  zh: "又一个冬天', '  zh: "TEXT'),
    "label": ("data/indicators/birds.yaml", "label: {zh: 雁类", 'label: {zh: "TEXT"'),
    "note": ("data/indicators/birds.yaml", "note: {zh: 傍晚飞来的没有数全。", 'note: {zh: "TEXT"'),
    "note of an observation": (
        "data/indicators/birds.yaml",
        "bound: about, source: count#2",
        'bound: about, source: count#2, note: {zh: "TEXT", en: x}',
    ),
    "chart title": ("data/charts/birds.yaml", "title: {zh: 雁比天鹅多得多", 'title: {zh: "TEXT"'),
    "chart subtitle": (
        "data/charts/birds.yaml",
        "subtitle: {zh: 越冬水鸟，只",
        'subtitle: {zh: "TEXT"',
    ),
    "chart alt": ("data/charts/birds.yaml", 'zh: "条形图', 'zh: "TEXT'),
    "chart note": (
        "data/charts/birds.yaml",
        "  highlight: [swans]",
        '  highlight: [swans]\n  note: {zh: "TEXT", en: x}',
    ),
    "event title": ("data/events.yaml", "title: {zh: 保护规划获批", 'title: {zh: "TEXT"'),
    "event text": ("data/events.yaml", "text: {zh: 比往年早。", 'text: {zh: "TEXT"'),
    "check why": ("data/checks.yaml", "why: {zh: 目标比现状大", 'why: {zh: "TEXT"'),
    "correction why": ("data/corrections.yaml", "why: {zh: 两位数字写反了", 'why: {zh: "TEXT"'),
    "document title": ("content/zh/2-reeds.md", "title: 芦苇荡还要再大一些", 'title: "TEXT"'),
    "document summary": ("content/zh/2-reeds.md", 'summary: "芦苇荡', 'summary: "TEXT'),
    "document kicker": ("content/zh/2-reeds.md", "summary:", 'kicker: "TEXT"\nsummary:'),
}
"""Field -> file, what stands there, and what is put there instead."""

PERIOD_TEXT = (
    "data/indicators/lake.yaml",
    "period_text: {zh: 规划期末",
    'period_text: {zh: "TEXT"',
)

UNSEEN = {
    "source title": ("data/sources.yaml", "title: {zh: 鹭湖保护规划", 'title: {zh: "TEXT"'),
    "source publisher": (
        "data/sources.yaml",
        "publisher: {zh: 鹭湖管理处",
        'publisher: {zh: "TEXT"',
    ),
    "source author": ("data/sources.yaml", "date: 2022-02", 'date: 2022-02\n  authors: ["TEXT"]'),
    "source licence": ("data/sources.yaml", "date: 2022-02", 'date: 2022-02\n  license: "TEXT"'),
    "source address": ("data/sources.yaml", "plan.html", "8807.html"),
    "locator": ("data/indicators/birds.yaml", "source: count#3\n", 'source: "count#TEXT"\n'),
    "publisher": (
        "data/site.yaml",
        "publisher: {name: {zh: 鹭湖观鸟会",
        'publisher: {name: {zh: "TEXT"',
    ),
    "author": ("data/site.yaml", "- name: {zh: 鹭湖观鸟会", '- name: {zh: "TEXT"'),
    "unit form": ("data/units.yaml", "{n}平方公里", "{n}平方公里（三成是芦苇）"),
    "tag": ("data/events.yaml", "tag: swans", "tag: swans8807"),
    "id": ("data/charts/birds.yaml", "geese_and_swans:", "geese_8807:"),
}


def with_text(tmp_path: Path, edit: tuple[str, str, str], text: str) -> tuple[Path, str, int, int]:
    """The small site with a text in a field: its folder, and where the text stands."""
    name, old, new = edit
    site = copy_small(tmp_path)
    before = (site / name).read_text("utf-8")
    assert old in before
    written = before.replace(old, new.replace("TEXT", text), 1)
    (site / name).write_text(written, "utf-8")
    start = written[: written.find(text)]
    return site, name, start.count("\n") + 1, len(start) - start.rfind("\n")


def fields(project: Path) -> FieldsRead:
    reading = load_site(project)
    site = reading.site
    assert site is not None, [str(problem) for problem in reading.problems]
    return check_fields(reader_texts(site), site, read_vocabulary(site))


def told(found: FieldsRead) -> list[str]:
    return [f"{problem.place} {problem.code}" for problem in found.problems]


@pytest.mark.parametrize("field", [*SEEN, "period_text"])
def test_a_typed_number_is_told_at_its_character(field: str, tmp_path: Path) -> None:
    edit = SEEN.get(field, PERIOD_TEXT)
    site, name, line, column = with_text(tmp_path, edit, "共8807只")
    assert told(fields(site)) == [f"{name}:{line}:{column + 1} loose-number"]


@pytest.mark.parametrize("field", SEEN)
def test_a_reference_is_taken(field: str, tmp_path: Path) -> None:
    site, name, line, column = with_text(tmp_path, SEEN[field], "有{{ lake_area }}")
    found = fields(site)
    assert found.problems == ()
    mentioned = [str(mention.place) for mention in found.mentions if mention.id == "lake_area"]
    assert mentioned == [f"{name}:{line}:{column + 4}"]


@pytest.mark.parametrize("field", SEEN)
def test_a_faulty_reference_is_told_at_its_id(field: str, tmp_path: Path) -> None:
    site, name, line, column = with_text(tmp_path, SEEN[field], "有{{ lake_erea }}")
    (problem,) = fields(site).problems
    assert f"{problem.place} {problem.code}" == f"{name}:{line}:{column + 4} unknown-indicator"
    assert "did you mean `lake_area`?" in problem.hint


@pytest.mark.parametrize("field", UNSEEN)
def test_names_of_works_and_forms_of_units_are_not_guarded(field: str, tmp_path: Path) -> None:
    site, *_ = with_text(tmp_path, UNSEEN[field], "第8807号")
    assert told(fields(site)) == []


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("{{ chart winters }}", "block-inside", 3),
        ("{{ timeline }}", "block-inside", 3),
        ("{{ geese", "unclosed-braces", 0),
        ("{{ }}", "bad-reference", 3),
        ("{{ geese | in GWh }}", "dimension-mismatch", 14),
        (r"\\{{ geese 8807 }}", "loose-number", 11),
        ("三成", "spelled-number", 0),
    ],
)
def test_faults_of_a_field(text: str, code: str, column: int, tmp_path: Path) -> None:
    edit = SEEN["event text"]
    site, name, line, start = with_text(tmp_path, edit, text)
    (problem,) = fields(site).problems
    assert problem.code == code
    if "\\" not in text:  # an escape in YAML: the start of the value is all that is known
        assert str(problem.place) == f"{name}:{line}:{start + column}"


def test_a_label_takes_no_label(tmp_path: Path) -> None:
    """Not even its own: everything that is checked after it still ends."""
    site, *_ = with_text(tmp_path, SEEN["label"], "{{ geese | label }}")
    about = site / "content/zh/about.md"
    about.write_text(f"{about.read_text('utf-8')}\n{{{{ geese | label }}}}\n", "utf-8")
    assert [problem.code for problem in check_copy(site).errors] == ["label-in-label"]


def test_a_period_in_words_takes_no_figure(tmp_path: Path) -> None:
    site, *_ = with_text(tmp_path, PERIOD_TEXT, "{{ geese }}之后")
    assert [problem.code for problem in fields(site).problems] == ["no-figure-here"]


def test_literals_of_a_file_stand_in_its_fields_and_text_only(tmp_path: Path) -> None:
    site = copy_small(tmp_path)
    path = site / "content/zh/2-reeds.md"
    text = path.read_text("utf-8").replace("title: ", 'literals: ["532"]\ntitle: 532', 1)
    path.write_text(f"{text}\n532战略\n", "utf-8")
    assert check_copy(site).errors == ()
    other = site / "content/zh/about.md"
    other.write_text(other.read_text("utf-8") + "\n532战略\n", "utf-8")
    assert [problem.code for problem in check_copy(site).errors] == ["loose-number"]


def test_one_text_for_all_languages_is_told_once(tmp_path: Path) -> None:
    edit = (
        "data/events.yaml",
        "text: {zh: 比往年早。, en: Earlier than in other years.}",
        "text: TEXT",
    )
    site, *_ = with_text(tmp_path, edit, "共8807只")
    assert len(fields(site).problems) == 1


def test_the_small_site_has_nothing_loose() -> None:
    assert fields(SMALL).problems == ()


def test_what_is_checked_is_what_is_shown() -> None:
    site = site_of()
    title = rich_text(site.meta.title["zh"], site, site.languages["zh"], linked=False)
    assert title == (
        '鹭湖的冬天：<data data-indicator="bird_count" value="46500">约46500只</data>水鸟'
    )
