"""data/indicators.csv and its Data Package: what they hold, and that frictionless agrees."""

import csv
import io
import json
import re
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from frictionless import Package

from changzhou_site.check import Checked, check_project
from changzhou_site.outputs.datapackage import DATAPACKAGE
from changzhou_site.outputs.edition_file import EDITION
from changzhou_site.outputs.indicator_table import INDICATOR_TABLE
from changzhou_site.outputs.task import Task
from changzhou_site.outputs.view import SiteView
from tests.desks import read_of
from tests.support import SMALL, TOP, copy_small, site_of

Rows = dict[str, dict[str, str]]


def made(task: Task, project: Path) -> bytes:
    """The one file that a task makes of a project."""
    return made_of(task, read_of(project))


def made_of(task: Task, checked: Checked) -> bytes:
    [(path, data)] = task.make(SiteView(checked)).files.items()
    assert path == task.name
    return data


def indicators_csv(project: Path) -> bytes:
    return made(INDICATOR_TABLE, project)


def datapackage(project: Path) -> bytes:
    return made(DATAPACKAGE, project)


def rows(data: bytes) -> Rows:
    """The table's rows by the name of their observation."""
    assert data.startswith(b"\xef\xbb\xbf")
    table = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    return {row["observation"]: row for row in table}


@pytest.fixture(scope="module")
def small() -> Rows:
    return rows(indicators_csv(SMALL))


@pytest.fixture(scope="module")
def described() -> dict:
    return json.loads(datapackage(SMALL))


def test_a_row_says_all_of_an_observation(small):
    assert small["swans@2021"] == {
        "observation": "swans@2021",
        "indicator": "swans",
        "topic": "birds",
        "label_zh": "天鹅",
        "label_en": "Swans",
        "value": "2600",
        "numerator": "",
        "denominator": "",
        "of": "",
        "unit": "只",
        "bound": "over",
        "kind": "actual",
        "period": "2021",
        "period_first": "2021-01-01",
        "period_last": "2021-12-31",
        "period_text_zh": "2021年",
        "period_text_en": "2021",
        "formula": "",
        "inputs": "",
        "sources": "count#3; count#4",
        "note_zh": "傍晚飞来的没有数全。",
        "note_en": "Birds that flew in at dusk were not all counted.",
    }


def test_every_observation_has_its_row(small):
    observed = [o for i in site_of(SMALL).indicators.values() for o in i.observations]
    assert len(small) == len(observed)
    assert [key for key in small if key.startswith("bird_count")] == [
        "bird_count@2019",
        "bird_count@2020",
        "bird_count@2021",
    ]


def test_a_derived_value_has_its_published_digits_formula_and_inputs(small):
    row = small["reed_share@2021"]
    assert (row["value"], row["bound"]) == ("33.6", "over")
    assert (row["formula"], row["inputs"]) == ("reed_area / lake_area", "reed_area; lake_area")
    assert row["sources"] == "plan#1"


def test_a_value_keeps_the_digits_it_is_written_with(small):
    assert small["reed_goal@../2025"]["value"] == "25.0"


def test_an_open_period_has_no_first_day(small):
    row = small["reed_goal@../2025"]
    assert (row["period_first"], row["period_last"]) == ("", "2025-12-31")
    assert row["period_text_en"] == "by the end of the plan"


def test_n_of_m_keeps_its_whole(small):
    row = small["species_ringed@2021-H2"]
    assert (row["value"], row["of"]) == ("33", "41")


def test_a_fraction_is_its_decimal_and_two_whole_numbers():
    row = rows(indicators_csv(TOP))["installation_share@2021"]
    assert row["value"] == "0.333333333333"
    assert (row["numerator"], row["denominator"]) == ("1", "3")


def test_no_cell_is_taken_for_a_day_or_a_formula_by_a_spreadsheet(tmp_path):
    project = copy_small(tmp_path)
    path = project / "data/indicators/birds.yaml"
    text = path.read_text("utf-8").replace("en: Geese", "en: '=HYPERLINK(x)'")
    text = text.replace("value: 18320", "value: -18320")
    path.write_text(text, "utf-8")

    row = rows(indicators_csv(project))["geese@2021"]
    assert row["label_en"] == "'=HYPERLINK(x)"
    assert row["value"] == "-18320"
    for each in rows(indicators_csv(TOP)).values():
        assert not any(re.fullmatch(r"\d+/\d+", cell) for cell in each.values() if len(cell) < 9)


# The package ------------------------------------------------------------------------------------


def test_the_package_says_whose_it_is_and_of_when(described):
    assert described["name"] == "lake"
    assert described["title"] == (
        "鹭湖的冬天：约46500只水鸟 / A winter on Heron Lake: about 46,500 birds"
    )
    assert described["homepage"] == "https://example.org/lake/"
    assert described["created"] == "2022-03-01T00:00:00Z"
    assert described["updated"] == "2022-03-05"
    assert described["licenses"] == [
        {
            "name": "CC-BY-4.0",
            "title": "CC BY 4.0",
            "path": "https://creativecommons.org/licenses/by/4.0/",
        }
    ]
    club = "鹭湖观鸟会 / Heron Lake Bird Club"
    assert described["contributors"] == [
        {"title": club, "role": "author"},
        {
            "title": club,
            "path": "https://example.org/",
            "role": "publisher",
            "email": "desk@example.org",
        },
    ]


def test_the_package_names_the_sources_that_the_rows_cite(described, small):
    assert described["sources"][1] == {
        "id": "plan",
        "title": "鹭湖保护规划 / Heron Lake conservation plan",
        "path": "https://example.org/plan.html",
        "publisher": "鹭湖管理处 / Heron Lake Authority",
        "date": "2021-06-30",
    }
    cited = {c.split("#")[0] for row in small.values() for c in row["sources"].split("; ")}
    assert cited == {source["id"] for source in described["sources"]}


def test_every_column_is_described_and_every_unit_told(described, small):
    table, units, _ = described["resources"]
    fields = table["schema"]["fields"]
    assert [field["name"] for field in fields] == list(small["swans@2021"])
    assert all(field["title"] and field["description"] for field in fields)
    assert {row["unit"] for row in small.values()} - {""} == {u["unit"] for u in units["data"]}
    km2 = next(unit for unit in units["data"] if unit["unit"] == "km2")
    assert (km2["dimension"], km2["scale"]) == ("area", "1000000")


def test_the_package_holds_neither_nulls_nor_sizes_nor_hashes():
    text = datapackage(TOP).decode()
    assert "null" not in text
    assert '"bytes"' not in text
    assert '"hash"' not in text


def test_a_licence_without_address_or_ascii_name_still_has_a_place(tmp_path):
    project = copy_small(tmp_path)
    path = project / "data/site.yaml"
    named = re.sub("(?m)^license: .*$", "license: {name: 署名许可}", path.read_text("utf-8"))
    path.write_text(named, "utf-8")

    described = json.loads(datapackage(project))
    assert described["licenses"] == [{"title": "署名许可", "path": "https://example.org/lake/"}]


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://example.org/", "example.org"),
        ("https://example.org/data/Lake%20One/", "lake-one"),
        ("https://example.org/湖/", "example.org"),
    ],
)
def test_the_package_is_named_after_the_sites_address(tmp_path, url, name):
    project = copy_small(tmp_path)
    path = project / "data/site.yaml"
    path.write_text(re.sub("(?m)^url: .*$", f"url: {url}", path.read_text("utf-8")), "utf-8")

    assert json.loads(datapackage(project))["name"] == name


# Frictionless ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def published(dist: Path) -> Path:
    """data/ of the small site as a build publishes it."""
    return dist / "data"


@pytest.fixture(scope="module")
def changzhou(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """data/ of the Changzhou site, made without its pictures."""
    folder = tmp_path_factory.mktemp("changzhou")
    (folder / "indicators.json").write_bytes(made(EDITION, TOP))
    (folder / "indicators.csv").write_bytes(indicators_csv(TOP))
    (folder / "datapackage.json").write_bytes(datapackage(TOP))
    return folder


def faults(folder: Path) -> list[str]:
    """The kinds of all errors that frictionless finds in a package and its files."""
    report = Package(str(folder / "datapackage.json")).validate()
    assert report.stats["tasks"] in (0, 3)
    return [kind for (kind,) in report.flatten(["type"])]


def test_frictionless_finds_the_published_package_valid(published):
    assert faults(published) == []


def test_frictionless_finds_the_changzhou_package_valid(changzhou):
    assert faults(changzhou) == []


def test_frictionless_reads_the_values_that_the_site_says(published):
    site = site_of(SMALL)
    resource = Package(str(published / "datapackage.json")).get_table_resource("indicators")
    read = {row["observation"]: row for row in resource.read_rows()}
    assert read["reed_share@2021"]["value"] == Decimal("33.6")
    assert read["geese@2021"]["value"] == site.indicators["geese"].newest.value
    assert read["reed_goal@../2025"]["period_first"] is None


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("swans,birds,天鹅,Swans,2600,", "swans,birds,天鹅,Swans,many,", "type-error"),
        (",只,over,", ",只,more,", "constraint-error"),
        (",只,over,", ",geese,over,", "foreign-key"),
        ("geese@2021,", "swans@2021,", "primary-key"),
        (",2021-07-01,", ",July 2021,", "type-error"),
        (",4,,,exact,", ",0,,,exact,", "constraint-error"),
        ("label_en", "label", "incorrect-label"),
    ],
)
def test_frictionless_would_find_a_broken_table(published, tmp_path, before, after, kind):
    broken = edited(published, tmp_path, "indicators.csv", lambda text: text.replace(before, after))
    assert kind in faults(broken)


def test_frictionless_would_find_a_broken_descriptor(published, tmp_path):
    broken = edited(
        published, tmp_path, "datapackage.json", lambda text: text.replace("T00:00:00Z", "")
    )
    report = Package.validate_descriptor(str(broken / "datapackage.json"))
    assert not report.valid


def edited(folder: Path, to: Path, name: str, edit: Callable[[str], str]) -> Path:
    """A copy of a package with one of its files changed."""
    copy = to / "data"
    shutil.copytree(folder, copy)
    path = copy / name
    text = path.read_bytes().decode()
    assert edit(text) != text
    path.write_bytes(edit(text).encode())
    return copy


def test_two_makes_are_the_same_bytes():
    for task in (INDICATOR_TABLE, DATAPACKAGE):
        assert made_of(task, check_project(TOP)) == made(task, TOP)
