"""What an editor offers, says and marks in a site that `new` has written: the language server that
VS Code's YAML extension and others run is asked, over the settings and schemas of that site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from changzhou_site.load.json_schemas import YAML_FILES
from changzhou_site.load.starters import load_starter_texts
from changzhou_site.starting import start_site
from tests.editor import server
from tests.editor.server import CURSOR, Editor, opened
from tests.test_new import TODAY

SITE, INDICATORS = "data/site.yaml", "data/indicators/library.yaml"
CHARTS, CORRECTIONS = "data/charts/library.yaml", "data/corrections.yaml"


@pytest.fixture(scope="module", params=["en", "zh"])
def editor(request, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """An editor of a new site in English, and of one in Chinese."""
    folder = tmp_path_factory.mktemp(request.param) / "site"
    start_site(folder, [request.param], TODAY)
    with opened(folder) as editor:
        yield editor


@pytest.fixture
def own(editor: Editor) -> dict[str, str]:
    """The texts of the site by name, in its own language."""
    return dict(load_starter_texts(editor.folder.parent.name.rstrip("0123456789")).texts)


def edited(editor: Editor, path: str, old: str, new: str) -> str:
    """A file of the site with the first place of something written otherwise."""
    text = (editor.folder / path).read_text("utf-8")
    assert re.search(old, text, re.MULTILINE), f"`{old}` is not in {path}"
    return re.sub(old, new, text, count=1, flags=re.MULTILINE)


def test_nothing_of_a_new_site_is_marked(editor):
    shown = [path for files in YAML_FILES.values() for path in editor.folder.glob(files)]
    assert len(shown) > 5
    for path in shown:
        name = path.relative_to(editor.folder).as_posix()
        assert editor.marks(name, path.read_text("utf-8")) == [], name


# Offered ------------------------------------------------------------------------------------------


def test_units_are_offered_with_how_they_read_the_sites_own_first(editor):
    offered = editor.completions(INDICATORS, edited(editor, INDICATORS, "unit: .*", "unit: ¦"))
    assert list(offered)[:2] == ["loans", "visits"]
    assert {"GWh", "USD_bn", "people", '"%"'} <= offered.keys()
    assert offered["loans"] in ("{n} loans", "{n}册次")


def test_bounds_are_offered_with_what_they_say_in_english_and_chinese(editor):
    offered = editor.completions(INDICATORS, edited(editor, INDICATORS, "bound: .*", "bound: ¦"))
    assert list(offered) == ["exact", "over", "at-least", "about", "under", "at-most"]
    assert offered["over"] == "More than that.\n\n比它多：超、突破。"


def test_sources_are_offered_by_their_titles(editor, own):
    offered = editor.completions(INDICATORS, edited(editor, INDICATORS, "source: .*", "source: ¦"))
    assert offered == {"report": own["report"], "plan": own["plan"]}


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (CHARTS, r"show: \[.*", "show: [¦]"),
        (CHARTS, r"show: \[.*", "show: [lo¦]"),
        (CHARTS, r"show: \[.*", "show: [members, ¦]"),
        (CHARTS, r"show: \[.*", "show:\n    - ¦"),
        (CHARTS, r"highlight: \[.*", "highlight: [¦]"),
        (SITE, "front: .*", "front:\n  - ¦"),
    ],
)
def test_figures_are_offered_by_their_labels(editor, own, path, old, new):
    offered = editor.completions(path, edited(editor, path, old, new))
    assert offered["loans_goal"] == own["loans_goal"]
    assert offered["member_share"] == own["member_share"]


def test_languages_of_the_package_are_offered(editor):
    offered = editor.completions(SITE, edited(editor, SITE, "languages: .*", "languages: [¦]"))
    assert {"de", "en", "zh"} <= offered.keys()


def test_what_a_correction_is_about_is_offered(editor, own):
    offered = editor.completions(CORRECTIONS, "- date: 2026-03-02\n  indicator: ¦\n")
    assert offered["visits"] == own["visits"]


def test_keys_are_offered_that_are_not_there_yet(editor):
    offered = editor.completions(
        INDICATORS, edited(editor, INDICATORS, "^  source: .*", "  source: plan\n  ¦")
    )
    assert {"note", "bound", "kind"} <= offered.keys()
    assert not {"label", "unit", "source"} & offered.keys()
    assert offered["note"] == "What is to be known when it is used.\n\n使用时需要知道的情况。"


def test_types_of_charts_are_offered_with_what_each_draws(editor):
    offered = editor.completions(CHARTS, edited(editor, CHARTS, "type: .*", "type: ¦"))
    assert {"bar", "line", "progress", "timeline"} <= offered.keys()
    assert "Series over time" in offered["line"]
    assert "序列" in offered["line"]


def test_words_of_a_language_are_offered_with_how_others_say_them(editor):
    offered = editor.completions("languages/fr/words.yaml", "words:\n  sour¦\n")
    assert "en: Source\n\nzh: 来源" in offered["source"]
    assert editor.marks("languages/fr/words.yaml", "words: {sauce: Source}") == [
        "1: Property sauce is not allowed."
    ]
    told = editor.hover("languages/fr/guard.yaml", "vag¦ue: []\n")
    assert "Numbers that nobody has counted" in told
    assert "没有数过的数" in told


# Said ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "place", "english", "chinese"),
    [
        (INDICATORS, "^  uni¦t:", "The unit, built in or of data/units.yaml", "单位"),
        (INDICATORS, "^  peri¦od:", "2016/2021 (from, to)", "2016/2021（起止）"),
        (INDICATORS, "^  bound: at¦-least", "That or more.", "至少、以上"),
        (CHARTS, "^  type: li¦ne", "Series over time", "序列"),
        (CHARTS, "^  al¦t:", "For those who cannot see it", "供看不到图的读者"),
        (SITE, "^fro¦nt:", "The key figures below the headline.", "主要数据"),
    ],
)
def test_what_stands_under_the_pointer_is_explained(editor, path, place, english, chinese):
    told = editor.hover(path, edited(editor, path, place.replace(CURSOR, ""), place.lstrip("^")))
    assert english in told
    assert chinese in told


def test_a_figure_that_a_chart_shows_is_told_by_its_label(editor, own):
    told = editor.hover(CHARTS, edited(editor, CHARTS, r"show: \[loans", "show: [lo¦ans"))
    assert own["loans"] in told


# Marked -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "old", "new", "told"),
    [
        (INDICATORS, "unit: people", "unit: peple", "write a unit that is built in"),
        (INDICATORS, "value: 6240", "value: many", "write a number such as 65.9"),
        (INDICATORS, "period: 2025", "period: 2025-Q5", "write 2021, 2021-H1"),
        (INDICATORS, "bound: over", "bound: more", 'Valid values: "exact", "over"'),
        (INDICATORS, "kind: target", "kind: goal", 'Valid values: "actual", "target"'),
        (INDICATORS, "bound: over", "bond: over", "Property bond is not allowed"),
        (CHARTS, "type: line", "type: pie", 'Valid values: "bar", "column"'),
        (CHARTS, r"show: \[loans\]", "show: loans", 'Expected "array"'),
        (SITE, "published: .*", "published: today", "write a day: 2022-02-08"),
        (SITE, "url: .*", "url: example.org", "write an address: https://"),
    ],
)
def test_what_does_not_belong_is_marked_at_its_line(editor, path, old, new, told):
    text = edited(editor, path, old, new)
    marked = editor.marks(path, text)
    [line] = [number for number, each in enumerate(text.splitlines(), 1) if new in each]
    assert len(marked) == 1, marked
    assert marked[0].startswith(f"{line}: ")
    assert told in marked[0]


def test_what_is_missing_is_marked(editor):
    [mark] = editor.marks(CHARTS, edited(editor, CHARTS, r"^  type: line\n", ""))
    assert 'Missing property "type"' in mark


# Where there is no server -------------------------------------------------------------------------


def test_without_node_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setenv("PATH", "")
    with (
        pytest.raises(AssertionError, match=r"runs on Node .* \(https://nodejs.org\)"),
        opened(Path()),
    ):
        pass


def test_without_the_server_it_is_said_how_it_is_installed(monkeypatch, tmp_path):
    monkeypatch.setattr(server, "SERVER", tmp_path / "none")
    with pytest.raises(AssertionError, match="make tests/editor/node_modules"), opened(Path()):
        pass
