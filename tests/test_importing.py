"""`import FILE`: the YAML for a table, printed so that it can be built.

tests/imported has tables as offices hand them out, each beside what is printed for it: `.yaml`, or
`.txt` where it is a problem.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from changzhou_site import cli
from changzhou_site.check import check_project
from changzhou_site.errors import Problem
from tests.support import TESTS, TOP, copy_small, site_of

IMPORTED = TESTS / "imported"
PRINTED = sorted(path.stem for path in IMPORTED.glob("*.yaml"))
REFUSED = sorted(path.stem for path in IMPORTED.glob("*.txt"))
TABLES = [path.name for path in IMPORTED.iterdir() if path.suffix not in (".yaml", ".txt")]

EXPECTED = {"unused-indicator", "table-gaps"}
"""What is told of figures that no text names yet, and of what offices leave out."""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(IMPORTED)
    site = copy_small(tmp_path)
    (site / "data/tables").mkdir()
    return site


def golden(name: str) -> str:
    return (IMPORTED / name).read_text("utf-8")


def put(site: Path, table: str, yaml: str, source: str = "count#1") -> tuple[Problem, ...]:
    """The table and its figures in the site, with a source; what is then told."""
    shutil.copy(table, site / "data/tables")
    filled = re.sub(r"# source: .*", f"source: {source}", yaml)
    (site / "data/indicators/new.yaml").write_text(filled, "utf-8")
    return check_project(site).problems


def test_every_table_lies_beside_what_is_printed_for_it() -> None:
    named = {name.partition("#")[0] for name in (*PRINTED, *REFUSED)}
    assert named == set(TABLES)


@pytest.mark.parametrize("table", PRINTED)
def test_what_is_printed_builds_once_it_has_a_source(
    table: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["import", table, "--project", str(site)]) == 0
    printed = capsys.readouterr().out
    assert printed == golden(f"{table}.yaml")
    problems = put(site, table.partition("#")[0], printed)
    assert [each for each in problems if each.code not in EXPECTED] == []
    assert not [each for each in problems if not each.warning]


@pytest.mark.parametrize("table", REFUSED)
def test_what_is_wrong_with_a_table_is_told_at_its_cell(
    table: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["import", table, "--project", str(site)]) == 1
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", golden(f"{table}.txt"))


def test_without_a_source_a_figure_says_only_that(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(["import", "global-temp.csv", "--project", str(site)])
    shutil.copy("global-temp.csv", site / "data/tables")
    (site / "data/indicators/new.yaml").write_text(capsys.readouterr().out, "utf-8")
    told = [each.message for each in check_project(site).problems if not each.warning]
    assert told == ["`temp` has no `source`"]


def test_figures_of_the_site_keep_their_ids(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = site / "data/tables/swans.csv"
    table.write_text("year,swans\n2019,5\n2020,6\n", "utf-8")
    assert cli.main(["import", str(table), "--project", str(site)]) == 0
    assert "\nswans_2:\n" in capsys.readouterr().out


def test_a_table_that_lies_elsewhere_is_to_be_copied(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(["import", "disasters.csv", "--project", str(site)])
    there = site / "data/tables"
    next_step = f"changzhou-site: next, copy disasters.csv to {there}/\n"
    assert capsys.readouterr().err == next_step
    shutil.copy("disasters.csv", there)
    cli.main(["import", str(there / "disasters.csv"), "--project", str(site)])
    assert capsys.readouterr().err == ""


def test_a_range_of_a_sheet_is_named_as_it_was_asked_for(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "yearbook.xlsx#Table 3-1!B4:D21"
    assert cli.main(["import", name, "--project", str(site)]) == 0
    printed = capsys.readouterr().out
    assert f'table: "{name}"' in printed
    assert {each.code for each in put(site, "yearbook.xlsx", printed)} <= EXPECTED
    assert str(site_of(site).indicators["renewables"].newest.place).endswith("Table 3-1!D21")


def test_a_label_that_would_be_taken_for_a_figure_is_told_in_a_comment(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "plants.csv"
    table.write_text("year,Plants over 500 kW\n2019,5\n2020,6\n", "utf-8")
    cli.main(["import", str(table), "--project", str(site)])
    printed = capsys.readouterr().out
    assert "# label: say it without its numbers, which are taken for figures\n" in printed
    assert {each.code for each in put(site, str(table), printed)} == {"loose-number"}


def test_of_very_many_columns_some_are_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = ",".join(f"lake{number}" for number in range(5_000))
    row = ",".join("5" for _ in range(5_000))
    table = tmp_path / "lakes.csv"
    table.write_text(f"year,{names}\n2019,{row}\n2020,{row}\n", "utf-8")
    assert cli.main(["import", str(table), "--project", str(tmp_path)]) == 0
    printed = capsys.readouterr().out
    assert "# Here are 200 of 5,000 columns; the others are written alike.\n" in printed
    assert printed.count("  values: {") == 200


def test_outside_a_site_labels_are_one_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(IMPORTED / "global-temp.csv", "t.csv")
    assert cli.main(["import", "t.csv"]) == 0
    printed = capsys.readouterr()
    assert "  label: temp\n" in printed.out
    assert printed.err == "changzhou-site: next, copy t.csv to data/tables/\n"


def test_a_cell_that_looks_like_a_month_twice_is_no_date(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "large.csv"
    table.write_text("year,swans\n2019,1\n2020,1e999999\n", "utf-8")
    assert cli.main(["import", str(table), "--project", str(tmp_path)]) == 1
    assert "number-exponent" in "".join(capsys.readouterr())


@pytest.mark.parametrize("name", ["nowhere.csv", "nowhere.xlsx#One", ".", "a/b/c.csv"])
def test_what_is_no_file_is_wrong_usage(
    name: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["import", name, "--project", str(site)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(f"changzhou-site: {name.partition('#')[0]} is ")


def test_problems_of_a_table_are_printed_for_machines_too(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["import", "twice.csv", "--project", str(site), "--report", "json"]) == 1
    (told,) = json.loads(capsys.readouterr().out)
    assert (told["path"], told["line"], told["code"]) == ("twice.csv", 4, "repeated-period")


@pytest.mark.parametrize(
    ("encoding", "header", "rows"),
    [
        ("gb18030", "年份,产量,地区", "{},{},东北"),
        ("big5", "年份,產量,地區", "{},{},東北"),
        ("shift_jis", "年,生産量,地域", "{},{},東北"),
        ("euc-kr", "연도,생산량,지역", "{},{},동북"),
        ("windows-1251", "Год,Добыча,Область", "{},{},Москва"),
        ("windows-1252", "Jahr,Förderung,Anmerkung", "{},{},geschätzt"),
        ("utf-16", "年份,产量,地区", "{},{},东北"),
    ],
)
def test_the_encoding_of_a_file_is_found_and_named(
    encoding: str,
    header: str,
    rows: str,
    site: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    table = tmp_path / "t.csv"
    lines = [header, *(rows.format(year, year - 2000) for year in range(2010, 2020))]
    table.write_bytes("\n".join(lines).encode(encoding))
    assert cli.main(["import", str(table), "--project", str(site)]) == 0
    printed = capsys.readouterr().out
    assert f"encoding: {encoding}" in printed
    assert f"value: {header.split(',')[1]}" in printed


@pytest.mark.parametrize(
    ("cells", "dates"),
    [
        (("Jan 31 2006", "Feb 28 2006"), '"%b %d %Y", to: month'),
        (("31 January 2006", "28 February 2006"), '"%d %B %Y", to: month'),
        (("2006/01/31", "2006/02/28"), '"%Y/%m/%d", to: month'),
        (("1/13/2006", "1/14/2006"), '"%m/%d/%Y"'),
        (("13.1.2006", "14.1.2006"), '"%d.%m.%Y"'),
        (("2006年1月", "2006年2月"), '"%Y年%m月"'),
        (("200601", "200602"), '"%Y%m"'),
        (("20060105", "20060106"), '"%Y%m%d"'),
        (("FY2006", "FY2007"), '"FY%Y"'),
        (("2006-01-31 00:00:00", "2006-02-28 00:00:00"), '"%Y-%m-%d %H:%M:%S", to: month'),
    ],
)
def test_dates_are_found_as_the_table_writes_them(
    cells: tuple[str, str],
    dates: str,
    site: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    table = tmp_path / "t.csv"
    table.write_text("when,ducks\n" + "".join(f"{cell},5\n" for cell in cells), "utf-8")
    assert cli.main(["import", str(table), "--project", str(site)]) == 0
    found = capsys.readouterr().out.replace("\n   ", ",")
    assert f"dates: {dates}" in found


@pytest.mark.parametrize("page", ["docs/import.md", "docs/zh/import.md"])
def test_the_documentation_shows_what_is_printed(
    page: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    text = (TOP / page).read_text("utf-8")
    ((name, table),) = re.findall(r"```csv (\S+)\n(.*?)```", text, re.DOTALL)
    (yaml,) = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    Path(name).write_text(table, "utf-8")
    assert cli.main(["import", name]) == 0
    assert capsys.readouterr().out == yaml


def test_nothing_but_figures_is_sent_into_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "odd.csv"
    table.write_text("year,swans\n2019,1\n2020,many*\n", "utf-8")
    assert cli.main(["import", str(table), "--project", str(tmp_path)]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "not-a-number" in printed.err
