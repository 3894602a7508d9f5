"""What `diff` tells of two versions of a site: figures, charts, pages, checks, corrections."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from changzhou_site.cli import main
from changzhou_site.diff import Comparison, as_markdown, compare_versions, load_version
from changzhou_site.diff.changes import Difference, FieldChange, FigureChange, Touched
from tests.support import SMALL, TESTS, copy_small

BIRDS = "data/indicators/birds.yaml"
LAKE = "data/indicators/lake.yaml"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return copy_small(tmp_path)


def edit(site: Path, path: str, old: str, new: str) -> None:
    text = (site / path).read_text("utf-8")
    assert old in text
    (site / path).write_text(text.replace(old, new, 1), "utf-8")


def add(site: Path, path: str, text: str) -> None:
    with (site / path).open("a", encoding="utf-8") as file:
        file.write(text)


def compared(site: Path, old: Path = SMALL) -> Comparison:
    """The small site as it is, and as it was edited."""
    return compare_versions(load_version(str(old), site), load_version(None, site))


def difference(site: Path, old: Path = SMALL) -> Difference:
    return compared(site, old).difference


def only_change(site: Path) -> FigureChange:
    [change] = difference(site).changed
    return change


# Figures ------------------------------------------------------------------------------------------


def test_nothing_changed(site):
    assert difference(site) == Difference()


def test_a_value_was_and_is_now_and_has_moved_by_so_much(site):
    edit(site, BIRDS, "18320", "18520")

    [value] = only_change(site).values
    assert (value.was, value.now) == ("18320只", "18520只")
    assert str(value.percent) == "1.1"


@pytest.mark.parametrize(
    ("value", "percent"),
    [("18321", "0.0055"), ("36640", "100"), ("0", "-100"), ("18319", "-0.0055")],
)
def test_the_change_in_percent_has_as_many_digits_as_it_needs(site, value, percent):
    edit(site, BIRDS, "18320", value)
    assert str(only_change(site).values[0].percent) == percent


def test_a_value_that_was_nothing_has_no_percent(site, tmp_path):
    before = copy_small(tmp_path / "before")
    edit(before, BIRDS, "18320", "0")

    [change] = difference(site, before).changed
    assert (change.values[0].was, change.values[0].percent) == ("0只", None)


def test_ranks_move_by_places(site):
    edit(site, BIRDS, "value: 2\n", "value: 5\n")

    [value] = only_change(site).values
    assert (value.was, value.now) == ("第2位", "第5位")
    assert (str(value.places), value.percent) == ("3", None)


def test_a_bound_is_named_and_is_no_new_number(site):
    edit(site, BIRDS, "bound: over", "bound: about")

    comparison = compared(site)
    [change] = comparison.difference.changed
    assert change.fields == (FieldChange("bound", "over", "about"),)
    assert (change.values[0].was, change.values[0].now) == ("超2600只", "约2600只")
    assert comparison.difference.uncorrected == ()


def test_another_unit_for_the_same_quantity_is_no_change_of_value(site):
    add(
        site,
        "data/units.yaml",
        'ha: {dimension: area, scale: 10000, zh: "{n}公顷", en: "{n} ha"}\n',
    )
    edit(site, LAKE, "unit: km2\n  value: 62.5", "unit: ha\n  value: 6250")

    comparison = compared(site)
    [change] = comparison.difference.changed
    assert change.id == "lake_area"
    assert change.fields == (FieldChange("unit", "km2", "ha"),)
    [value] = change.values
    assert (value.was, value.now, value.percent) == ("62.5平方公里", "6250公顷", None)
    assert comparison.difference.uncorrected == ()


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("zh: 雁类", "zh: 大雁", FieldChange("label", "雁类", "大雁")),
        ("en: Geese", "en: All geese", FieldChange("label", "Geese", "All geese")),
        ("source: count#3\n", "source: count#7\n", FieldChange("source", "count#3", "count#7")),
        ("  of: 41", "  of: 42", FieldChange("of", "41", "42")),
        (
            "没有数全",
            "只数了一半",
            FieldChange("note", "傍晚飞来的没有数全。", "傍晚飞来的只数了一半。"),
        ),
        (
            "value: 18320",
            "kind: forecast\n  value: 18320",
            FieldChange("kind", "actual", "forecast"),
        ),
    ],
)
def test_what_is_said_of_a_figure_is_told_by_name(site, old, new, field):
    edit(site, BIRDS, old, new)
    change = only_change(site)
    assert (change.values, change.fields) == ((), (field,))


def test_a_figure_of_a_new_period_was_and_is_now(site):
    edit(site, BIRDS, "value: 18320\n  period: 2021", "value: 19000\n  period: 2022")

    comparison = compared(site)
    [value] = comparison.difference.changed[0].values
    assert (value.was_period, value.now_period) == ("2021", "2022")
    assert (value.was, value.now, str(value.percent)) == ("18320只", "19000只", "3.7")
    assert comparison.difference.uncorrected == ()
    assert "| 18320只 (2021) | 19000只 (2022) | +3.7 % |" in as_markdown(comparison)


def test_observations_are_compared_period_by_period(site):
    edit(site, BIRDS, "2019: 41200", "2019: 41300")
    edit(site, BIRDS, "    2020: 43850\n", "")
    add(site, BIRDS, "")
    edit(site, BIRDS, "source: count#2}\n", "source: count#2}\n    2022: {value: 47000}\n")

    values = only_change(site).values
    assert [(each.was_period, each.was, each.now_period, each.now) for each in values] == [
        ("2020", "43850只", None, None),
        ("2019", "41200只", "2019", "41300只"),
        (None, None, "2022", "47000只"),
    ]


def test_figures_are_added_and_removed(site):
    edit(site, BIRDS, "swan_rank:", "swan_place:")
    for language in ("zh", "en"):
        edit(site, f"content/{language}/1-count.md", "{{ swan_rank }}", "{{ swan_place }}")

    found = difference(site)
    assert [(each.id, each.text, each.period) for each in found.added] == [
        ("swan_place", "第2位", "2021年")
    ]
    assert [each.id for each in found.removed] == ["swan_rank"]
    assert found.changed == ()
    assert [page.id for page in found.pages] == ["./", "en/"]


def test_a_derived_figure_follows_from_its_inputs(site):
    edit(site, LAKE, "value: 21\n", "value: 22\n")

    first, second = difference(site).changed
    assert (first.id, first.follows) == ("reed_area", ())
    assert (second.id, second.follows) == ("reed_share", ("reed_area",))
    assert str(second.values[0].points) == "1.6"


def test_a_derived_figure_with_another_formula_follows_from_nothing(site):
    edit(site, LAKE, "formula: reed_area / lake_area", "formula: reed_area / (lake_area * 2)")

    comparison = compared(site)
    [change] = comparison.difference.changed
    assert change.follows == ()
    assert change.fields[0].name == "formula"
    [uncorrected] = comparison.difference.uncorrected
    assert (str(uncorrected.was), str(uncorrected.now)) == ("33.6", "16.8")


def test_a_text_that_changed_in_english_alone_is_told_in_english(site):
    edit(site, "data/units.yaml", 'other: "{n} birds"', 'other: "{n} waterbirds"')

    change = next(each for each in difference(site).changed if each.id == "geese")
    assert (change.values[0].was, change.values[0].now) == ("18,320 birds", "18,320 waterbirds")


# Charts and pages ---------------------------------------------------------------------------------


def test_a_changed_figure_touches_the_charts_and_pages_that_show_it(site):
    edit(site, BIRDS, "18320", "18520")

    found = difference(site)
    assert found.charts == (
        Touched("geese_and_swans", "changed", "雁比天鹅多得多", figures=("geese",)),
    )
    assert [(page.id, page.figures, page.words) for page in found.pages] == [
        ("./", ("geese",), False),
        ("en/", ("geese",), False),
    ]
    assert found.cards == ()


def test_what_the_opening_chart_draws_is_on_the_card_of_the_article_alone(site):
    edit(site, BIRDS, "value: 46500", "value: 46600")
    assert difference(site).cards == ("cards/article.png", "en/cards/article.png")


def test_a_figure_in_the_title_of_a_page_is_on_its_card(site, tmp_path):
    edit(site, "content/en/about.md", "title: How the birds", 'title: "How {{ geese }} and others')
    edit(site, "content/en/about.md", "are counted", 'are counted"')
    before = copy_small(tmp_path / "before")
    shutil.copytree(site, before, dirs_exist_ok=True)
    edit(site, BIRDS, "18320", "18520")

    assert difference(site, before).cards == ("en/cards/about.png",)


def test_a_figure_in_an_event_touches_the_timeline_that_draws_it(site, tmp_path):
    add(
        site,
        "data/charts/birds.yaml",
        """story:
  type: timeline
  tag: ringing
  title: {zh: 来龙去脉, en: The story}
  alt: {zh: 时间线。, en: A timeline.}
""",
    )
    add(
        site,
        "data/events.yaml",
        """- date: 2021-12-01
  title: {zh: "环志的鸟种到{{ species_ringed }}", en: "Ringed species come to {{ species_ringed }}"}
  source: count
  tag: ringing
""",
    )
    for language in ("zh", "en"):
        add(site, f"content/{language}/2-reeds.md", "\n{{ chart story }}\n")
    before = copy_small(tmp_path / "before")
    shutil.copytree(site, before, dirs_exist_ok=True)
    edit(site, BIRDS, "value: 33", "value: 34")

    found = difference(site, before)
    assert [(chart.id, chart.figures) for chart in found.charts] == [("story", ("species_ringed",))]
    assert [page.id for page in found.pages] == ["./", "about/", "en/", "en/about/"]


def test_a_fraction_moves_by_itself_and_not_by_its_rounded_decimal(site):
    edit(site, LAKE, "1/4", "1/3")
    assert str(only_change(site).values[0].percent) == "33.3"


def test_an_older_observation_is_on_no_card(site):
    edit(site, BIRDS, "2019: 41200", "2019: 41300")
    assert difference(site).cards == ()


def test_a_changed_wording_touches_its_page_alone(site):
    edit(site, "content/en/about.md", "on the same morning", "on one morning")

    found = difference(site)
    assert found == Difference(
        pages=(Touched("en/about/", "changed", "How the birds are counted", words=True),)
    )


def test_a_change_of_formula_that_gives_the_same_touches_no_page(site):
    edit(site, LAKE, "formula: reed_area / lake_area", "formula: (reed_area / lake_area)")

    found = difference(site)
    assert [change.fields[0].name for change in found.changed] == ["formula"]
    assert (found.charts, found.pages) == ((), ())


@pytest.mark.parametrize(
    ("old", "new", "words", "drawing"),
    [
        ("zh: 雁比天鹅多得多", "zh: 雁多天鹅少", True, False),
        ("type: bar", "type: column", False, True),
        ("highlight: [swans]", "highlight: [geese]", False, True),
    ],
)
def test_a_chart_with_other_words_or_another_drawing_touches_its_pages(
    site, old, new, words, drawing
):
    edit(site, "data/charts/birds.yaml", old, new)

    found = difference(site)
    [chart] = found.charts
    assert (chart.id, chart.words, chart.drawing) == ("geese_and_swans", words, drawing)
    assert [(page.id, page.charts, page.words) for page in found.pages] == [
        ("./", ("geese_and_swans",), False),
        ("en/", ("geese_and_swans",), False),
    ]


def test_charts_and_pages_come_and_go(site):
    edit(site, "data/charts/birds.yaml", "geese_and_swans:", "swans_and_geese:")
    for language in ("zh", "en"):
        path = f"content/{language}/1-count.md"
        edit(site, path, "chart geese_and_swans", "chart swans_and_geese")
        (site / f"content/{language}/about.md").rename(site / f"content/{language}/method.md")

    found = difference(site)
    assert [(chart.id, chart.how) for chart in found.charts] == [
        ("swans_and_geese", "added"),
        ("geese_and_swans", "removed"),
    ]
    assert {page.id: page.how for page in found.pages} == {
        "./": "changed",
        "method/": "added",
        "en/": "changed",
        "en/method/": "added",
        "about/": "removed",
        "en/about/": "removed",
    }


def test_events_are_words_of_the_data_pages(site):
    edit(site, "data/events.yaml", "Earlier than in other years", "As in other years")
    assert [(page.id, page.words) for page in difference(site).pages] == [("en/data/", True)]


# Checks, corrections, sources, the site -----------------------------------------------------------


def test_a_check_that_stops_holding_shows_although_it_is_a_problem(site, capsys):
    edit(site, BIRDS, "18320", "58320")

    [check] = difference(site).checks
    assert check.was is not None
    assert check.now is not None
    assert (check.check, check.was.holds, check.now.holds) == (
        "geese + swans <= bird_count",
        True,
        False,
    )
    assert f"{check.now.left:f}" == "60920"

    assert main(["diff", str(SMALL), "--project", str(site)]) == 0
    printed = capsys.readouterr()
    assert "; 1 check fails;" in printed.out
    assert "| holds: 20920 and 46500 只 | **fails**: 60920 and 46500 只 |" in printed.out
    assert "2 problems in the working files; what cannot be read is not compared" in printed.err


def test_a_check_that_holds_again(site, tmp_path):
    broken = copy_small(tmp_path / "broken")
    edit(broken, BIRDS, "18320", "58320")
    assert "1 check holds again" in as_markdown(compared(site, broken))


def test_checks_are_added_and_removed(site):
    edit(site, "data/checks.yaml", "reed_goal > reed_area", "reed_goal >= reed_area")

    added, removed = difference(site).checks
    assert (added.check, added.was) == ("reed_goal >= reed_area", None)
    assert (removed.check, removed.now) == ("reed_goal > reed_area", None)


def test_corrections_sources_and_the_sites_dates_are_told(site):
    edit(site, "data/site.yaml", "updated: 2022-03-05", "updated: 2022-03-06")
    edit(site, "data/sources.yaml", "plan.html", "plan.pdf")
    edit(site, "data/corrections.yaml", "date: 2022-03-05", "date: 2022-03-04")

    found = difference(site)
    assert found.site == (FieldChange("updated", "2022-03-05", "2022-03-06"),)
    [source] = found.sources
    assert (source.id, [field.name for field in source.fields]) == ("plan", ["url"])
    assert [entry.date for entry in found.corrections] == ["2022-03-04"]
    assert [entry.date for entry in found.withdrawn] == ["2022-03-05"]


# Where versions come from -------------------------------------------------------------------------


def git(folder: Path, *words: str) -> None:
    who = ["-c", "user.name=Desk", "-c", "user.email=desk@example.org"]
    subprocess.run(["git", "-C", str(folder), *who, *words], check=True, capture_output=True)


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "a version")


@pytest.fixture
def repository(site: Path) -> Path:
    """The small site, committed."""
    git(site, "init", "--quiet")
    commit(site)
    return site


def changed_ids(old: str, new: str | None, project: Path) -> list[str]:
    comparison = compare_versions(load_version(old, project), load_version(new, project))
    return [change.id for change in comparison.difference.changed]


def test_working_files_are_compared_with_a_revision(repository):
    assert changed_ids("HEAD", None, repository) == []
    edit(repository, BIRDS, "18320", "18520")
    assert changed_ids("HEAD", None, repository) == ["geese"]


def test_two_revisions_by_whatever_name(repository):
    git(repository, "tag", "first")
    edit(repository, BIRDS, "18320", "18520")
    commit(repository)
    assert changed_ids("first", "HEAD", repository) == ["geese"]
    assert changed_ids("HEAD~1", "first", repository) == []


def test_a_project_may_lie_anywhere_in_its_repository(tmp_path):
    project = copy_small(tmp_path / "top" / "a folder")
    git(tmp_path / "top", "init", "--quiet")
    commit(tmp_path / "top")
    edit(project, BIRDS, "18320", "18520")
    assert changed_ids("HEAD", None, project) == ["geese"]


def test_settings_of_a_git_hook_do_not_lead_elsewhere(repository, monkeypatch):
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", "elsewhere")
    assert changed_ids("HEAD", None, repository) == []


def test_links_are_followed_inside_a_revision_and_never_out_of_it(repository):
    page = repository / "content/en/about.md"
    page.rename(repository / "content/about.txt")
    page.symlink_to("../about.txt")
    (repository / "content/images").mkdir()
    for name, target in (("out", "/etc/hostname"), ("up", "../../../x"), ("self", "self.png")):
        (repository / f"content/images/{name}.png").symlink_to(target)
    commit(repository)

    version = load_version("HEAD", repository)
    assert version.problems == ()
    assert "en/about/" in version.edition.pages


def test_a_revision_without_a_site_says_so_with_its_name(repository, capsys):
    (repository / "notes.txt").write_text("a beginning")
    git(repository, "checkout", "--quiet", "--orphan", "bare")
    git(repository, "rm", "-rf", "--cached", "--quiet", ".")
    git(repository, "add", "notes.txt")
    git(repository, "commit", "--quiet", "--message", "no site yet")

    assert main(["diff", "bare", "--project", str(repository)]) == 2
    assert "`bare` has no site" in capsys.readouterr().err


def test_a_build_is_compared_with_its_project_and_with_a_revision(dist, repository):
    assert compared(repository, dist).difference == Difference()
    edit(repository, BIRDS, "18320", "18520")
    assert changed_ids(str(dist), None, repository) == ["geese"]
    assert changed_ids("HEAD", str(dist), repository) == []


def test_a_project_of_another_folder_tells_its_problems_with_the_folder(site, tmp_path, capsys):
    other = copy_small(tmp_path / "other")
    (other / "data/site.yaml").write_text("title: only\n", "utf-8")

    assert main(["diff", str(other), "--project", str(site)]) == 1
    assert f"{other}/data/site.yaml:1:1: missing-key" in capsys.readouterr().out


def refusal(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["diff", *words]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    return said.err


def test_an_unknown_version_is_wrong_usage_and_says_what_was_tried(repository, capsys):
    said = refusal(capsys, "no-such-thing", "--project", str(repository))
    assert "`no-such-thing` is neither a folder with a published site" in said
    assert "nor one with data/site.yaml" in said
    assert f"nor a revision that the repository at {repository} has" in said


def test_outside_a_repository_there_are_no_revisions(site, capsys, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(site.parent))
    said = refusal(capsys, "HEAD", "--project", str(site))
    assert "no revision can be looked up: fatal: not a git repository" in said


def test_without_git_there_are_no_revisions(repository, capsys, monkeypatch):
    monkeypatch.setenv("PATH", "")
    said = refusal(capsys, "HEAD", "--project", str(repository))
    assert "no revision can be looked up: git is not installed" in said


def test_a_revision_whose_files_git_has_lost_says_so(repository, capsys):
    for blob in (repository / ".git/objects").glob("??/*"):
        kind = subprocess.run(
            ["git", "-C", str(repository), "cat-file", "-t", blob.parent.name + blob.name],
            capture_output=True,
            check=False,
        )
        if kind.stdout == b"blob\n":
            blob.unlink()
    said = refusal(capsys, "HEAD", "--project", str(repository))
    assert "git cannot give the files of `HEAD`: " in said


def test_a_name_that_git_would_take_for_an_option_is_refused(repository, capsys):
    said = refusal(capsys, "--project", str(repository), "--", "--output=stolen")
    assert "`--output=stolen` is no name of a folder or revision" in said
    assert "is no name" in refusal(capsys, "", "--project", str(repository))


def test_a_build_of_an_older_program_says_what_it_lacks(dist, site, tmp_path, capsys):
    older = shutil.copytree(dist, tmp_path / "older")
    (older / "data/indicators.json").unlink()
    said = refusal(capsys, str(older), "--project", str(site))
    assert "was published by an older version of the program, without data/indicators.json" in said


def test_a_build_whose_file_cannot_be_read_says_why(dist, site, tmp_path, capsys):
    newer = shutil.copytree(dist, tmp_path / "newer")
    (newer / "data/indicators.json").write_text('{"format": 2}')
    said = refusal(capsys, str(newer), "--project", str(site))
    assert "indicators.json cannot be read: it is of format 2; this program reads" in said


# Corrections --------------------------------------------------------------------------------------


def strictly(site: Path) -> int:
    return main(["diff", str(SMALL), "--strict", "--project", str(site)])


def test_a_changed_value_without_a_correction_is_a_problem_when_strict(site, capsys):
    edit(site, BIRDS, "2600", "2650")

    assert main(["diff", str(SMALL), "--project", str(site)]) == 0
    assert "1 without a correction" in capsys.readouterr().out
    assert strictly(site) == 1
    assert capsys.readouterr().err == (
        "data/indicators/birds.yaml:18:10: uncorrected-change `swans` was published as 2600 and is "
        "now 2650, without an entry in the corrections log\n"
        "    hint: add to data/corrections.yaml: - {date: 2022-03-05, indicator: swans, was: 2600, "
        "now: 2650, why: {zh: …, en: …}}\n"
        "1 problem\n"
    )


def test_working_files_with_problems_do_not_pass_when_strict(site, capsys):
    edit(site, BIRDS, "source: count#3", "source: cuont#3")

    assert strictly(site) == 1
    assert "unknown-source" in capsys.readouterr().err


def test_an_entry_may_not_leave_the_log(site, capsys):
    (site / "data/corrections.yaml").write_text("[]\n", "utf-8")

    assert strictly(site) == 1
    assert "correction-withdrawn the correction of `geese`" in capsys.readouterr().err


def test_the_entry_of_a_build_has_the_numbers_as_written(dist, site):
    edit(site, BIRDS, "2600", "2650")
    entry = difference(site, dist).uncorrected[0].entry
    assert entry is not None
    assert "was: 2600, now: 2650" in entry


def test_a_fraction_is_corrected_as_a_fraction(site):
    edit(site, "data/indicators/lake.yaml", "value: 1/4", "value: 1/5")
    entry = difference(site).uncorrected[0].entry
    assert entry is not None
    assert "was: 1/4, now: 1/5" in entry


def paste(site: Path) -> None:
    """Puts the entries that `diff` gives at the end of the log, with a reason."""
    for uncorrected in difference(site).uncorrected:
        assert uncorrected.entry is not None
        add(site, "data/corrections.yaml", uncorrected.entry.replace("…", "typo") + "\n")


def accepted(site: Path, capsys: pytest.CaptureFixture[str]) -> bool:
    """Whether neither `check` nor `diff` has anything to say against the site."""
    capsys.readouterr()
    checked = main(["check", "--strict", "--project", str(site)])
    return (checked, strictly(site)) == (0, 0)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (BIRDS, "2600", "2650"),
        (BIRDS, "value: 46500", "value: 46600"),
        (LAKE, "value: 1/4", "value: 1/5"),
        (LAKE, "value: 62.5", "value: 62.75"),
        (LAKE, "value: 25.0", "value: 26"),
        (LAKE, "formula: reed_area / lake_area", "formula: reed_area / lake_area / 2"),
    ],
)
def test_the_entry_is_accepted_once_it_is_pasted(site, capsys, path, old, new):
    edit(site, path, old, new)
    assert strictly(site) == 1
    paste(site)
    assert accepted(site, capsys)


def test_what_follows_from_a_corrected_figure_needs_no_entry_of_its_own(site, capsys):
    edit(site, LAKE, "value: 21\n", "value: 22\n")

    assert [each.id for each in difference(site).uncorrected] == ["reed_area"]
    paste(site)
    assert accepted(site, capsys)


def test_a_figure_in_another_unit_was_what_it_would_have_been_in_that(site, capsys):
    add(
        site,
        "data/units.yaml",
        'ha: {dimension: area, scale: 10000, zh: "{n}公顷", en: "{n} ha"}\n',
    )
    edit(site, LAKE, "unit: km2\n  value: 62.5", "unit: ha\n  value: 6300")

    [uncorrected] = difference(site).uncorrected
    assert "was: 6250, now: 6300" in (uncorrected.entry or "")
    paste(site)
    assert accepted(site, capsys)


def test_a_figure_of_another_dimension_is_another_figure(site):
    edit(site, BIRDS, "unit: 位\n  value: 2", "unit: 个\n  value: 3")

    comparison = compared(site)
    [change] = comparison.difference.changed
    assert (change.values[0].was, change.values[0].now) == ("第2位", "3个")
    assert comparison.difference.uncorrected == ()


def test_a_figure_may_be_corrected_more_than_once_between_two_versions(site, capsys):
    edit(site, BIRDS, "2600", "2700")
    entry = "- {{date: {}, indicator: swans, was: {}, now: {}, why: {{zh: 错, en: wrong}}}}\n"
    add(site, "data/corrections.yaml", entry.format("2022-03-06", 2600, 2650))
    add(site, "data/corrections.yaml", entry.format("2022-03-07", 2650, 2700))
    assert accepted(site, capsys)


def test_a_second_correction_on_one_day_leads_its_entry_on(site, capsys):
    edit(site, BIRDS, "18320", "18330")

    [uncorrected] = difference(site).uncorrected
    assert uncorrected.entry == (
        "- {date: 2022-03-05, indicator: geese, was: 18230, now: 18330, why: {zh: …, en: …}}"
    )
    assert "let the entry of 2022-03-05 in data/corrections.yaml say this" in uncorrected.remedy
    edit(site, "data/corrections.yaml", "now: 18320", "now: 18330")
    assert accepted(site, capsys)


def test_on_a_later_day_it_has_an_entry_of_its_own(site, capsys):
    edit(site, BIRDS, "18320", "18330")
    edit(site, "data/site.yaml", "updated: 2022-03-05", "updated: 2022-03-06")

    [uncorrected] = difference(site).uncorrected
    assert uncorrected.entry == (
        "- {date: 2022-03-06, indicator: geese, was: 18320, now: 18330, why: {zh: …, en: …}}"
    )
    paste(site)
    assert accepted(site, capsys)


def test_an_entry_that_says_something_else_is_to_be_put_right(site):
    edit(site, BIRDS, "2600", "2650")
    add(
        site,
        "data/corrections.yaml",
        "- {date: 2022-03-04, indicator: swans, was: 2500, now: 2650, why: {zh: 错, en: wrong}}\n",
    )
    [uncorrected] = difference(site).uncorrected
    assert uncorrected.remedy == "let the entry of 2022-03-04 in data/corrections.yaml say this"
    assert "was: 2600, now: 2650" in (uncorrected.entry or "")


def test_the_date_is_that_of_publication_where_the_site_was_not_updated(site):
    edit(site, "data/site.yaml", "updated: 2022-03-05\n", "")
    edit(site, BIRDS, "2600", "2650")
    assert "date: 2022-03-01" in (difference(site).uncorrected[0].entry or "")


def test_an_older_observation_is_told_and_not_demanded(site, capsys):
    edit(site, BIRDS, "2019: 41200", "2019: 41300")

    [uncorrected] = difference(site).uncorrected
    assert (uncorrected.id, uncorrected.period, uncorrected.entry) == ("bird_count", "2019", None)
    assert strictly(site) == 0
    assert "holds the newest value of an indicator alone; say it in a note" in (
        capsys.readouterr().out
    )
    assert str(uncorrected.place) == "data/indicators/birds.yaml:6:11"


def test_an_older_observation_of_a_table_is_told_at_its_own_cell(site, tmp_path):
    add(
        site,
        BIRDS,
        "ducks: {label: {zh: 鸭类, en: Ducks}, unit: 只, source: count#3, "
        "values: {table: ducks.csv, period: year, value: ducks}}\n",
    )
    (site / "data/tables").mkdir()
    (site / "data/tables/ducks.csv").write_text("year,ducks\n2019,700\n2020,710\n2021,720\n")
    before = shutil.copytree(site, tmp_path / "before")
    edit(site, "data/tables/ducks.csv", "700", "705")

    [uncorrected] = difference(site, before).uncorrected
    assert (uncorrected.period, str(uncorrected.place)) == ("2019", "data/tables/ducks.csv:2:6")


def test_a_change_in_a_build_stands_in_its_file(dist, site, tmp_path, capsys):
    changed = shutil.copytree(dist, tmp_path / "changed")
    edit(changed, "data/indicators.json", '"value": "2600"', '"value": "2650"')
    edit(changed, "data/indicators.json", "超2600只", "超2650只")

    words = ["diff", str(dist), str(changed), "--strict", "--report", "github"]
    assert main([*words, "--project", str(site)]) == 1
    said = capsys.readouterr().err
    assert said.startswith(
        "::error file=data/indicators.json,line=1,col=1,title=uncorrected-change"
    )


# How it is told -----------------------------------------------------------------------------------


@pytest.fixture
def revised(site: Path) -> Path:
    """The small site after a day's work."""
    edit(site, "data/site.yaml", "updated: 2022-03-05", "updated: 2022-03-06")
    edit(site, LAKE, "value: 21\n", "value: 22.5\n")
    edit(site, LAKE, "en: Lake surface", "en: '*Lake* | surface'")
    edit(site, BIRDS, "value: 2600\n  bound: over", "value: 2700")
    edit(site, BIRDS, "2019: 41200", "2019: 41300")
    edit(site, BIRDS, "value: 2\n", "value: 1\n")
    edit(site, "data/charts/birds.yaml", "type: bar", "type: column")
    edit(site, "data/checks.yaml", "reed_goal > reed_area", "reed_goal > 2 * reed_area")
    edit(site, "data/sources.yaml", "plan.html", "plan.pdf")
    add(
        site,
        LAKE,
        "geese_share:\n  label: {zh: 雁类占比, en: Share of geese}\n"
        '  unit: "%"\n  formula: geese / bird_count\n',
    )
    add(
        site,
        "data/corrections.yaml",
        "- date: 2022-03-06\n  indicator: reed_area\n  was: 21\n  now: 22.5\n"
        "  why: {zh: 图量错了, en: the map was misread}\n",
    )
    return site


def test_a_comparison_as_markdown(revised):
    before = load_version(str(SMALL), revised)
    after = load_version(None, revised)
    told = as_markdown(compare_versions(before, after)).replace(str(SMALL), "small")
    assert told == (TESTS / "test_diff.md").read_text("utf-8")


def test_nothing_to_tell_is_told_in_a_line(site, capsys):
    assert main(["diff", str(SMALL), "--project", str(site)]) == 0
    assert capsys.readouterr().out == f"Nothing changed from `{SMALL}` to the working files.\n"


def told_as_data(site: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    assert main(["diff", str(SMALL), "--json", "--project", str(site)]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_same_as_data(revised, capsys):
    said = told_as_data(revised, capsys)
    assert list(said) == [
        *("old", "new", "added", "removed", "changed", "charts", "pages", "cards", "checks"),
        *("corrections", "withdrawn", "sources", "site", "uncorrected"),
    ]
    assert said["old"] == {"name": str(SMALL), "problems": 0}
    assert said["new"] == {"name": None, "problems": 1}
    area = next(change for change in said["changed"] if change["id"] == "reed_area")
    assert area["values"] == [
        {
            "was": "超21平方公里",
            "now": "超22.5平方公里",
            "was_value": "21",
            "now_value": "22.5",
            "was_period": "2021",
            "now_period": "2021",
            "percent": "7.1",
            "points": None,
            "places": None,
        }
    ]
    assert said["uncorrected"][0]["place"]["path"] == BIRDS


def test_it_is_told_the_same_every_time(revised, capsys):
    assert told_as_data(revised, capsys) == told_as_data(revised, capsys)
