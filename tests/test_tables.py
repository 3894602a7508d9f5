"""Series that stand in tables: what a table says, where, and what is told of one that is wrong.

tests/sites/measured is a site of tables; tests/bad/table-* are wrong ones, beside what is told of
them.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
import time
import zipfile
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from changzhou_site.check import check_project
from changzhou_site.errors import Place, column_letters
from changzhou_site.load import Reading, load_site, tables
from changzhou_site.load.delimited import Written, read_delimited
from changzhou_site.load.scalars import Wrong
from changzhou_site.load.table import MOST_CELLS, MOST_TABLE_BYTES
from changzhou_site.load.table_cells import NumberSigns, read_number_cell
from changzhou_site.load.workbooks import read_workbook
from changzhou_site.model import Bound, Observation
from changzhou_site.pipeline import build
from changzhou_site.source import Text
from changzhou_site.store import Store
from tests.painting import unpainted
from tests.support import TESTS, copy_small, kept_facts, load_with, silent, site_of, told

MEASURED = TESTS / "sites" / "measured"
LAKE = "data/indicators/ducks.yaml"
TABLE = "data/tables/ducks.csv"


def ducks(values: str = "", more: str = "") -> str:
    return (
        "ducks: {label: {zh: 野鸭, en: Ducks}, unit: 只, source: count#3, "
        f"values: {{table: ducks.csv, period: year, value: ducks{values}}}{more}}}\n"
    )


def read(to: Path, table: str | bytes, values: str = "", more: str = "") -> Reading:
    """The small site with a table of ducks."""
    return load_with(to, {LAKE: ducks(values, more), TABLE: table})


def series(reading: Reading) -> dict[str, Observation]:
    assert reading.site is not None
    observations = reading.site.indicators["ducks"].observations
    return {each.period.written: each for each in observations if each.period}


def values(reading: Reading) -> dict[str, str]:
    return {period: f"{each.value:f}" for period, each in series(reading).items()}


# What a table says -------------------------------------------------------------------------------


def cells(name: str, **how: str) -> list[dict[str, str]]:
    """The rows of a table as the standard library reads them."""
    text = (MEASURED / "data/tables" / name).read_text(how.get("encoding", "utf-8"))
    return list(csv.DictReader(io.StringIO(text), delimiter=how.get("delimiter", ",")))


def test_a_site_of_tables_has_no_problems() -> None:
    assert check_project(MEASURED).problems == ()


def test_a_column_is_read_with_the_decimals_it_is_written_with() -> None:
    found = site_of(MEASURED).indicators["manufacturing"].observations
    written = {row["month"][:7]: row["manufacturing"] for row in cells("us-employment.csv")}
    assert {each.period.written: str(each.value) for each in found if each.period} == written


def test_dates_are_read_as_the_table_writes_them() -> None:
    found = site_of(MEASURED).indicators["co2"].observations
    assert [each.period.written for each in found if each.period][:3] == [
        "1959-01",
        "1959-02",
        "1959-03",
    ]


def test_rows_are_picked_by_what_stands_in_a_column() -> None:
    found = site_of(MEASURED).indicators["floods"].observations
    rows = [row for row in cells("disasters.csv") if row["Entity"] == "Flood"]
    assert [str(each.value) for each in found] == [row["Deaths"] for row in rows]


def test_a_table_says_bound_note_and_source_of_each_row() -> None:
    renewables = site_of(MEASURED).indicators["renewables"]
    first, last = renewables.observations[0], renewables.observations[-1]

    assert (str(first.value), str(last.value)) == ("1437.0", "21933.0")
    assert (first.bound, last.bound) == (Bound.ABOUT, Bound.EXACT)
    assert first.note is not None
    assert first.note["de"].value == "geschätzt, später überprüft"
    assert last.note is None
    assert [str(each) for each in (*first.citations, *last.citations)] == ["eia#1", "eia#2"]


def test_a_formula_follows_series_from_tables() -> None:
    site = site_of(MEASURED)
    found = site.indicators["more_in_factories"]
    assert len(found.observations) == len(site.indicators["manufacturing"].observations)
    assert [str(each) for each in found.newest.citations] == ["bls#1"]


@pytest.mark.parametrize(
    ("cell", "to", "period"),
    [
        ("2021-04-01", "month", "2021-04"),
        ("2021-04-30", "month", "2021-04"),
        ("2021-04-01", "quarter", "2021-Q2"),
        ("2021-12-31", "year", "2021"),
        ("2021", "year", "2021"),
        ("2021-H1", "", "2021-H1"),
        ("2021-12-29", "", "2021-12-29"),
        ("2019/2021", "", "2019/2021"),
    ],
)
def test_a_cell_is_the_period_that_to_makes_of_it(
    tmp_path: Path, cell: str, to: str, period: str
) -> None:
    reading = read(tmp_path, f"year,ducks\n{cell},12\n", f", to: {to}" if to else "")
    assert values(reading) == {period: "12"}


@pytest.mark.parametrize(
    ("dates", "cell", "period"),
    [
        ("%d.%m.%Y", "01.02.2021", "2021-02-01"),
        ("%B %Y", "March 2021", "2021-03"),
        ("%Y年%m月", "2021年3月", "2021-03"),
        ("FY%Y", "FY2021", "2021"),
        ("%Y-%m-%d %H:%M:%S", "2021-03-01 00:00:00", "2021-03-01"),
    ],
)
def test_dates_tell_as_much_as_they_name(
    tmp_path: Path, dates: str, cell: str, period: str
) -> None:
    reading = read(tmp_path, f"year,ducks\n{cell},12\n", f', dates: "{dates}"')
    assert values(reading) == {period: "12"}


@pytest.mark.parametrize(
    ("signs", "cell", "value"),
    [
        ("", "-0.50", "-0.50"),
        (', decimal: ","', "15,30", "15.30"),
        (', thousands: ","', '"1,234,567.8"', "1234567.8"),
        (', thousands: " "', "1 234", "1234"),
        (', thousands: " "', "1\u202f234\u202f567", "1234567"),
        (', thousands: "\'"', "1’234", "1234"),
        (', decimal: ",", thousands: "."', "-1.234,5", "-1234.5"),
        (', thousands: ","', "999", "999"),
    ],
)
def test_numbers_are_read_as_the_table_writes_them(
    tmp_path: Path, signs: str, cell: str, value: str
) -> None:
    delimiter = "" if '"' in cell else ', delimiter: ";"'
    table = "year,ducks\n2021," if '"' in cell else "year;ducks\n2021;"
    assert values(read(tmp_path, f"{table}{cell}\n", signs + delimiter)) == {"2021": value}


@pytest.mark.parametrize("cell", ["1.234,5", "1.5", "1,23,456"])
def test_a_number_that_is_written_otherwise_is_told(tmp_path: Path, cell: str) -> None:
    signs = ', delimiter: ";", decimal: ","'
    reading = read(tmp_path, f"year;ducks\n2021;{cell}\n", signs)
    assert [each.place for each in reading.problems] == [Place(TABLE, 2, 6)]


@pytest.mark.parametrize(
    ("decimals", "cell", "value"), [(1, "15.25", "15.2"), (2, "15", "15.00"), (0, "15.5", "16")]
)
def test_stated_decimals_round_what_is_written(
    tmp_path: Path, decimals: int, cell: str, value: str
) -> None:
    reading = read(tmp_path, f"year,ducks\n2021,{cell}\n", more=f", decimals: {decimals}")
    assert values(reading) == {"2021": value}
    assert series(reading)["2021"].decimals == decimals


def test_decimals_that_would_make_nothing_of_a_value_are_told(tmp_path: Path) -> None:
    reading = read(tmp_path, "year,ducks\n2021,0.04\n", more=", decimals: 1")
    assert [each.code for each in reading.problems] == ["rounded-away"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_a_table_is_read_in_the_encoding_it_names(tmp_path: Path, encoding: str) -> None:
    table = "year,ducks,区\n2021,12,湖\n".encode(encoding)
    said = "" if encoding == "utf-8-sig" else f", encoding: {encoding}"
    assert values(read(tmp_path, table, f"{said}, where: {{区: 湖}}")) == {"2021": "12"}


def test_lines_may_end_as_on_any_system(tmp_path: Path) -> None:
    assert values(read(tmp_path, b"year,ducks\r\n2020,1\r\n\r\n2021,2\r\n")) == {
        "2020": "1",
        "2021": "2",
    }


def test_a_header_is_named_on_one_line(tmp_path: Path) -> None:
    table = 'year,"ducks\n (thousands)"\n2021,12\n'
    indicator = ducks().replace("value: ducks", "value: ducks (thousands)")
    assert values(load_with(tmp_path, {LAKE: indicator, TABLE: table})) == {"2021": "12"}


def test_a_table_in_quotes_says_what_stands_between_its_cells(tmp_path: Path) -> None:
    table = '"year";"ducks"\n"2021";"12"\n'
    assert [each.hint for each in read(tmp_path, table).problems] == [
        'say beside `table:` what does: `delimiter: ";"`'
    ]
    assert values(read(tmp_path / "said", table, ', delimiter: ";"')) == {"2021": "12"}


def test_spaces_of_any_sort_are_the_same_where_rows_are_picked(tmp_path: Path) -> None:
    table = "lake,year,ducks\nReed\u00a0 lake ,2021,12\nMoon,2021,1\n"
    assert values(read(tmp_path, table, ", where: {lake: Reed lake}")) == {"2021": "12"}


@pytest.mark.parametrize("name", ["yearbook.xlsx", "fossil.ods"])
def test_a_spreadsheet_by_the_name_of_a_text_is_told(name: str, tmp_path: Path) -> None:
    (problem,) = read(tmp_path, (MEASURED / "data/tables" / name).read_bytes()).problems
    assert problem.message == "this is no text, but a spreadsheet"


# Gaps --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cell", ["", " ", "-", "–", "—", "..", "...", "…"])
def test_what_an_office_prints_for_no_value_is_a_gap(tmp_path: Path, cell: str) -> None:
    reading = read(tmp_path, f"year,ducks\n2019,1\n2020,{cell}\n2021,3\n")
    assert values(reading) == {"2019": "1", "2021": "3"}
    assert [(each.code, each.warning) for each in reading.problems] == [("table-gaps", True)]


def test_gaps_are_counted_in_one_warning(tmp_path: Path) -> None:
    rows = "".join(f"{year},{'' if year % 5 == 0 else year}\n" for year in range(1991, 2022))
    (problem,) = read(tmp_path, f"year,ducks\n{rows}").problems
    assert problem.place.path == LAKE
    assert problem.message == (
        "`ducks` has gaps: 6 rows without a value (the first at data/tables/ducks.csv:6:6) and "
        "periods are missing before 1996, 2001, 2006, 2011, 2016 and 1 more"
    )


def test_even_steps_of_several_years_have_no_gap(tmp_path: Path) -> None:
    assert read(tmp_path, "year,ducks\n1955,1\n1960,2\n1965,3\n").problems == ()


# Where a value stands ----------------------------------------------------------------------------


def test_the_place_of_a_cell_is_the_place_of_its_value(tmp_path: Path) -> None:
    reading = read(tmp_path, 'name,year,ducks\n"a ""b"", c",2020,1\n"two\nlines",2021,2\n')
    assert {period: each.place for period, each in series(reading).items()} == {
        "2020": Place(TABLE, 2, 19),
        "2021": Place(TABLE, 4, 13),
    }


TEXTS = st.text(st.sampled_from('ab1,";\n é'), max_size=6)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(TEXTS, min_size=3, max_size=3), min_size=1, max_size=5))
def test_every_cell_is_found_again_at_its_place(rows: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([["x", "y", "z"], *rows])
    lines = out.getvalue().split("\n")
    table = read_delimited(out.getvalue().encode(), TABLE, Written())
    for row, found in enumerate(table.rows):
        for column, cell in enumerate(found):
            place = table.place(row, column)
            rest = "\n".join(lines[place.line - 1 :])[place.column - 1 :]
            single = io.StringIO(rest, newline="")
            assert (next(csv.reader(single)) or [""])[0] == cell


def test_cells_of_spreadsheets_are_named_as_there() -> None:
    assert [column_letters(number) for number in (1, 26, 27, 702, 703)] == [
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
    ]
    assert str(Place("yearbook.xlsx", 9, 4, "3-1")) == "yearbook.xlsx 3-1!D9"


# What is remembered ------------------------------------------------------------------------------


@pytest.fixture
def measured(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MEASURED, tmp_path / "site"))


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The tables that are read, as they are read."""
    found: list[str] = []

    def noting(data: bytes, path: str, written: Written) -> object:
        found.append(path)
        return read_delimited(data, path, written)

    monkeypatch.setattr(tables, "read_delimited", noting)
    return found


def test_a_table_is_read_once_for_all_its_indicators(opened: list[str]) -> None:
    load_site(MEASURED)
    assert sorted(opened) == [
        f"data/tables/{name}"
        for name in ("co2.tsv", "disasters.csv", "iowa.csv", "us-employment.csv")
    ]


def test_a_table_that_stands_is_not_read_again(measured: Path, opened: list[str]) -> None:
    before = kept_facts(load_site(measured))
    opened.clear()
    assert load_site(measured, before).site == load_site(MEASURED).site
    assert [path for path in opened if opened.count(path) > 1] == []


def test_a_table_with_gaps_is_not_read_again_and_told_again(
    measured: Path, opened: list[str]
) -> None:
    gaps = measured / "data/tables/disasters.csv"
    gaps.write_text(gaps.read_text("utf-8").replace("Flood,2010,", "Flood,1910,"), "utf-8")
    first = load_site(measured)
    opened.clear()
    again = load_site(measured, kept_facts(first))
    assert [each.code for each in again.problems] == ["table-gaps"]
    assert again.problems == first.problems
    assert opened == []


def change_a_cell(table: Path) -> None:
    table.write_bytes(table.read_bytes()[:-6] + b"1234\n")


def take_it_away(table: Path) -> None:
    table.unlink()


def tear_it(table: Path) -> None:
    table.write_bytes(table.read_bytes()[:-9])


@pytest.mark.parametrize("edit", [change_a_cell, take_it_away, tear_it])
def test_a_changed_table_is_seen_by_a_remembered_reading(
    measured: Path, edit: Callable[[Path], None]
) -> None:
    first = load_site(measured)
    before = kept_facts(first)
    edit(measured / "data/tables/us-employment.csv")
    again, clean = load_site(measured, before), load_site(measured)

    assert again.problems == clean.problems
    assert (again.site, again.facts.keys()) == (clean.site, clean.facts.keys())
    assert (again.site, again.problems) != (first.site, first.problems)


def test_a_remembered_check_sees_a_changed_cell_in_what_is_derived(measured: Path) -> None:
    before = check_project(measured).kept
    table = measured / "data/tables/us-employment.csv"
    last = table.read_text("utf-8").splitlines()[-1]
    month, made, built = last.split(",")
    table.write_text(
        table.read_text("utf-8").replace(last, f"{month},{int(made) + 1},{built}"), "utf-8"
    )
    again, clean = check_project(measured, before), check_project(measured)

    newest = again.site.indicators["more_in_factories"].newest
    assert newest.value == Decimal(made) + 1 - Decimal(built)
    assert again.site.indicators == clean.site.indicators
    assert again.problems == clean.problems


def test_a_row_above_moves_the_cells_that_pages_show(measured: Path) -> None:
    def front() -> str:
        with unpainted():
            build(
                measured, measured / "dist", silent, jobs=1, store=Store(measured / ".cache", b"")
            )
        return (measured / "dist/index.html").read_text("utf-8")

    assert "us-employment.csv:<wbr>73:12" in front()
    table = measured / "data/tables/us-employment.csv"
    names, *rows = table.read_text("utf-8").splitlines(keepends=True)
    table.write_text("".join([names, "2009-12-01,11000,5600\n", *rows]), "utf-8")
    assert "us-employment.csv:<wbr>74:12" in front()


# Tables that nothing reads -----------------------------------------------------------------------


def test_a_table_that_no_indicator_names_is_told(measured: Path) -> None:
    shutil.copy(measured / "data/tables/iowa.csv", measured / "data/tables/ohio.csv")
    before = kept_facts(load_site(MEASURED))
    for reading in (load_site(measured), load_site(measured, before)):
        assert [(each.code, each.place.path) for each in reading.problems] == [
            ("unknown-file", "data/tables/ohio.csv")
        ]


def test_but_not_where_a_file_of_figures_cannot_be_read(measured: Path) -> None:
    world = measured / "data/indicators/world.yaml"
    world.write_text(world.read_text("utf-8").replace("floods:", "floods"), "utf-8")
    assert "unknown-file" not in {each.code for each in load_site(measured).problems}


def test_what_a_program_keeps_beside_an_open_table_is_no_table(measured: Path) -> None:
    for name in ("~$iowa.csv", ".~lock.iowa.csv#", ".DS_Store"):
        (measured / "data/tables" / name).write_bytes(b"\0")
    assert load_site(measured).problems == ()


# Hostile and large tables ------------------------------------------------------------------------


def first_code(data: bytes, name: str = "hostile.csv") -> str:
    with pytest.raises(Wrong) as caught:
        read_delimited(data, f"data/tables/{name}", Written())
    return caught.value.problems[0].code


def test_hostile_tables_are_problems() -> None:
    assert first_code(b"year,ducks\n2021,\0\n") == "needs-encoding"
    before = csv.field_size_limit(10**9)  # as some libraries do when they are imported
    try:
        assert first_code(b"year,ducks\n2021," + b"9" * 10_000_000) == "bad-table"
    finally:
        csv.field_size_limit(before)
    assert first_code(b'year,ducks\n2021,"' + b"\n" * 1_000_000) == "bad-table"
    assert first_code(b"," * (MOST_CELLS + 1)) == "file-too-large"
    assert first_code(b"a" * (MOST_TABLE_BYTES + 1)) == "file-too-large"
    assert first_code(b"") == "bad-table"


def test_of_very_many_bad_cells_few_are_told(tmp_path: Path) -> None:
    rows = "".join(f"{year},{year}*\n" for year in range(1000, 3000))
    problems = read(tmp_path, f"year,ducks\n{rows}").problems
    assert len(problems) == 5
    assert problems[-1].message == "`1004*` has a mark behind it; 1,995 more like it"


def test_a_million_columns_are_read(tmp_path: Path) -> None:
    names = ",".join(f"c{number}" for number in range(1_000_000))
    reading = read(tmp_path, f"year,ducks,{names}\n2021,1{',' * 1_000_000}\n")
    assert values(reading) == {"2021": "1"}


def test_a_table_of_a_hundred_thousand_rows_takes_under_two_seconds(tmp_path: Path) -> None:
    rows = "".join(
        f"lake {lake},{year},{lake}.{year}\n" for year in range(1000, 3000) for lake in range(50)
    )
    site = copy_small(tmp_path)
    (site / "data/tables").mkdir()
    (site / TABLE).write_text(f"lake,year,ducks\n{rows}", "utf-8")
    without = seconds(site)
    (site / LAKE).write_text(ducks(", where: {lake: lake 7}"), "utf-8")
    assert len(series(load_site(site))) == 2_000
    assert min(seconds(site) for _ in range(2)) - without < 2


def seconds(site: Path) -> float:
    start = time.process_time()
    load_site(site)
    return time.process_time() - start


# Spreadsheets ------------------------------------------------------------------------------------

BOOK = "data/tables/yearbook.xlsx"
SHEET = "xl/worksheets/sheet2.xml"
NUCLEAR = Text("yearbook.xlsx#Table 3-1!B4:D21", Place(LAKE))


def test_a_range_of_a_sheet_is_read_with_the_places_of_its_cells() -> None:
    found = site_of(MEASURED).indicators["nuclear"].observations
    assert [each.period.written for each in found if each.period] == [
        str(year) for year in range(2001, 2018)
    ]
    assert (str(found[0].value), found[0].decimals) == ("3853", 0)
    assert str(found[0].place) == "data/tables/yearbook.xlsx Table 3-1!C5"


def test_stated_decimals_are_those_of_a_sheet() -> None:
    found = site_of(MEASURED).indicators["renewable_share"].observations
    assert {each.decimals for each in found} == {1}


def test_empty_rows_and_columns_before_a_table_move_nothing() -> None:
    found = site_of(MEASURED).indicators["fossil"].observations
    assert str(found[0].place) == "data/tables/fossil.ods Fossil!C3"
    assert str(found[0].value) == "35361"


def test_a_range_may_begin_before_what_is_filled() -> None:
    table = read_workbook(book(), BOOK, Text("yearbook.xlsx#Table 3-1!A3:D6", Place(LAKE)))
    assert table.columns == ("", "Year", "Nuclear Energy", "Renewables")
    assert [str(table.place(row, 1)) for row in range(len(table.rows))] == [
        f"{BOOK} Table 3-1!B5",
        f"{BOOK} Table 3-1!B6",
    ]


def book(**edits: Callable[[str], str]) -> bytes:
    """The yearbook, its third sheet's text changed."""
    with zipfile.ZipFile(MEASURED / BOOK) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    for edit in edits.values():
        members[SHEET] = edit(members[SHEET].decode()).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return out.getvalue()


def inserted(text: str) -> Callable[[str], str]:
    return lambda sheet: sheet.replace("<sheetData>", f"<sheetData>{text}")


def moved(to: str) -> Callable[[str], str]:
    return lambda sheet: sheet.replace('r="D21"', f'r="{to}"')


HOSTILE: dict[str, tuple[Callable[[str], str], str]] = {
    "far away": (moved("XFD1048576"), "file-too-large"),
    "beyond all columns": (moved("ZZZZZZZZ9"), "file-too-large"),
    "in other quotes": (
        lambda sheet: sheet.replace('r="D21"', "r = 'XFD1048576'"),
        "file-too-large",
    ),
    "a million rows": (inserted("<row/>" * 1_000_000), "file-too-large"),
    "rows and columns": (
        inserted("<row/>" * 10_000 + f"<row>{'<c/>' * 10_000}</row>"),
        "file-too-large",
    ),
    "a bomb": (inserted(" " * 150_000_000), "file-too-large"),
    "entities": (lambda sheet: '<!DOCTYPE x [<!ENTITY a "b">]>' + sheet, "bad-table"),
    "half a text": (lambda sheet: sheet[: len(sheet) // 2], "bad-table"),
    "a NUL": (lambda sheet: sheet + "\0", "bad-table"),
    "no text": (lambda sheet: "", "bad-table"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_spreadsheets_are_problems(kind: str) -> None:
    edit, code = HOSTILE[kind]
    with pytest.raises(Wrong) as caught:
        read_workbook(book(edit=edit), BOOK, NUCLEAR)
    assert [each.code for each in caught.value.problems] == [code]


@pytest.mark.parametrize("data", [b"", b"PK", b"\xd0\xcf\x11\xe0" * 200, b"<html>"])
def test_what_is_no_spreadsheet_is_told(data: bytes) -> None:
    with pytest.raises(Wrong) as caught:
        read_workbook(data, BOOK, NUCLEAR)
    assert [each.code for each in caught.value.problems] == ["bad-table"]


def test_a_size_that_a_spreadsheet_says_of_itself_is_not_believed() -> None:
    data = bytearray(book(edit=inserted(" " * 1_000_000)))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as packed:
        size = packed.getinfo(SHEET).file_size.to_bytes(4, "little")
    data[:] = bytes(data).replace(size, (1000).to_bytes(4, "little"))
    with pytest.raises(Wrong) as caught:
        read_workbook(bytes(data), BOOK, NUCLEAR)
    assert [each.code for each in caught.value.problems] == ["bad-table"]


def ods(rows: str) -> bytes:
    with zipfile.ZipFile(MEASURED / "data/tables/fossil.ods") as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    content = members["content.xml"].decode()
    start, end = content.index("<table:table-row>"), content.index("</table:table>")
    members["content.xml"] = (content[:start] + rows + content[end:]).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, member in members.items():
            packed.writestr(name, member)
    return out.getvalue()


ONE = '<table:table-cell office:value-type="float" office:value="1"{}/>'


@pytest.mark.parametrize(
    "rows",
    [
        f'<table:table-row table:number-rows-repeated="1048000">{ONE.format("")}{ONE.format("")}'
        f"{ONE.format('')}</table:table-row>",
        "<table:table-row>"
        + ONE.format(' table:number-columns-repeated="99999999"')
        + "</table:table-row>",
        f"<table:table-row>{ONE.format('')}</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048000"/><table:table-row>'
        f'<table:table-cell table:number-columns-repeated="16000"/>{ONE.format("")}'
        "</table:table-row>",
    ],
)
def test_cells_that_are_repeated_without_end_are_a_problem(rows: str) -> None:
    with pytest.raises(Wrong) as caught:
        read_workbook(ods(rows), "data/tables/x.ods", Text("x.ods", Place(LAKE)))
    assert [each.code for each in caught.value.problems] == ["file-too-large"]


def test_a_sheet_of_a_hundred_thousand_rows_takes_under_two_seconds() -> None:
    rows = "".join(
        f'<row r="{row}"><c r="B{row}"><v>{row}</v></c><c r="C{row}"><v>{row}.5</v></c></row>'
        for row in range(5, 100_005)
    )
    data = book(edit=lambda sheet: re.sub(r'<row r="5".*(?=</sheetData>)', rows, sheet))
    start = time.process_time()
    table = read_workbook(data, BOOK, Text("yearbook.xlsx#Table 3-1!B4:C100004", Place(LAKE)))
    assert time.process_time() - start < 2
    assert len(table.rows) == 100_000
    assert table.rows[-1] == [Decimal(100_004), Decimal("100004.5")]


def percent_codes(data: bytes, name: str) -> list[str]:
    """What is told of a table's first column of values."""
    table = read_workbook(data, f"data/tables/{name.partition('#')[0]}", Text(name, Place(LAKE)))
    found = []
    for row, cells in enumerate(table.rows):
        try:
            read_number_cell(cells[-1], table.place(row, len(cells) - 1), NumberSigns())
        except Wrong as error:
            found += [f"{each.place} {each.code} {each.message}" for each in error.problems]
    return found


def test_a_share_that_a_sheet_shows_in_per_cent_is_told() -> None:
    cell = ' s="{}"><v>0.125</v></c>'
    for style in ("2", "3"):
        edit = partial(re.sub, r'(<c r="D21")[^>]*><v>\d+</v></c>', rf"\1{cell.format(style)}")
        with_styles = book_with_styles(edit)
        (told,) = percent_codes(with_styles, "yearbook.xlsx#Table 3-1!B4:D21")
        assert told == (
            "data/tables/yearbook.xlsx Table 3-1!D21 percent-sign `12.5%` has a sign behind it"
        )


def book_with_styles(edit: Callable[[str], str]) -> bytes:
    """The yearbook with two styles more, both of them per cent."""
    styles = (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<numFmts><numFmt numFmtId="170" formatCode="0.0 %"/>'
        '<numFmt numFmtId="171" formatCode="0&quot;%&quot;"/></numFmts><cellXfs>'
        '<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="10"/>'
        '<xf numFmtId="171"/>'
        "</cellXfs></styleSheet>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book(edit=edit))) as packed, zipfile.ZipFile(out, "w") as new:
        for name in packed.namelist():
            new.writestr(name, styles if name == "xl/styles.xml" else packed.read(name))
    return out.getvalue()


def test_a_sign_that_scales_nothing_is_no_percent_sign() -> None:
    edit = partial(re.sub, r'(<c r="D21")[^>]*><v>\d+</v></c>', r'\1 s="4"><v>12</v></c>')
    assert percent_codes(book_with_styles(edit), "yearbook.xlsx#Table 3-1!B4:D21") == []


def named(sheet: str) -> str:
    """The same XML as some programs write it, with its namespace before each element."""
    named = re.sub(r"<(/?)(\w)", r"<\1x:\2", sheet.replace("xmlns=", "xmlns:x="))
    return named.replace("<?x:xml", "<?xml")


def test_a_namespace_before_each_element_hides_nothing() -> None:
    def share(sheet: str) -> str:
        formula = re.sub(r'(<c r="C21")[^>]*><v>\d+</v>', r"\1><f>1+1</f>", sheet)
        cell = r'\1 s="3"><v>0.125</v></c>'
        return named(re.sub(r'(<c r="D21")[^>]*><v>\d+</v></c>', cell, formula))

    table = read_workbook(book_with_styles(share), BOOK, NUCLEAR)
    assert table.rows[-1][1:] == ["=1+1", "12.5%"]


def test_the_first_sheet_is_the_first_that_an_editor_sees() -> None:
    with zipfile.ZipFile(MEASURED / BOOK) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    name = "xl/workbook.xml"
    shown = members[name].replace(b' state="visible"', b"")
    members[name] = re.sub(rb'name="(About|Table 3-1)"', rb'name="\1" state="hidden"', shown)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for member, content in members.items():
            packed.writestr(member, content)
    table = read_workbook(out.getvalue(), BOOK, Text("yearbook.xlsx", Place(LAKE)))
    assert table.start.sheet == "Shares"
    asked = read_workbook(out.getvalue(), BOOK, Text("yearbook.xlsx#About", Place(LAKE)))
    assert asked.start.sheet == "About"


def test_merged_cells_of_ods_are_told() -> None:
    merged = ONE.format(' table:number-rows-spanned="2"')
    data = ods(f"<table:table-row>{ONE.format('')}{merged}</table:table-row>")
    with pytest.raises(Wrong) as caught:
        read_workbook(data, "data/tables/fossil.ods", Text("fossil.ods", Place(LAKE)))
    assert [str(each.place) for each in caught.value.problems] == [
        "data/tables/fossil.ods Fossil!B1"
    ]
    assert [each.code for each in caught.value.problems] == ["merged-cells"]


def test_a_formula_of_ods_without_a_result_is_told() -> None:
    cell = '<table:table-cell table:formula="of:=[.A1]*2"/>'
    row = f"<table:table-row>{ONE.format('')}{{}}</table:table-row>"
    data = ods(row.format(ONE.format("")) + row.format(cell))
    table = read_workbook(data, "data/tables/fossil.ods", Text("fossil.ods", Place(LAKE)))
    assert table.rows[-1][-1] == "=[.A1]*2"


def test_so_is_one_of_ods() -> None:
    cell = '<table:table-cell office:value-type="{}" office:value="0.125"/>'
    row = f"<table:table-row>{ONE.format('')}{cell}</table:table-row>"
    data = ods("".join(map(row.format, ("float", "float", "percentage"))))
    (told,) = percent_codes(data, "fossil.ods")
    assert "Fossil!B3 percent-sign `12.5%`" in told


def test_a_changed_cell_of_a_spreadsheet_is_seen(measured: Path) -> None:
    before = kept_facts(load_site(measured))
    changed = book(edit=lambda sheet: sheet.replace("<v>5214</v>", "<v>5215</v>"))
    (measured / BOOK).write_bytes(changed)
    again = load_site(measured, before).site
    assert again is not None
    assert again.indicators["nuclear"].newest.value == 5215


# Wrong tables ------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", ["cells", "files", "keys", "periods", "sheets", "signs"])
def test_wrong_tables_lie_beside_what_is_told_of_them(case: str, tmp_path: Path) -> None:
    folder = TESTS / "bad" / f"table-{case}"
    assert told(load_site(copy_small(tmp_path, folder))) == (folder / "expected.txt").read_text(
        "utf-8"
    )
