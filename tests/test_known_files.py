"""Files of figures that stand as they did: what they say is known, and they are not read again."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from changzhou_site.digests import Digests
from changzhou_site.load import files, load_site
from changzhou_site.source import load_yaml
from tests.support import SMALL, TESTS, TOP, copy_small, kept_facts

LAKE, BIRDS = "data/indicators/lake.yaml", "data/indicators/birds.yaml"
PROJECTS = {"changzhou": TOP, "small": SMALL} | {
    name: TESTS / "sites" / name for name in ("iowa", "measured", "ozero", "three", "payrolls")
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return copy_small(tmp_path)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The YAML files that are read, as they are read."""
    found: list[str] = []

    def noting(text: str, path: str) -> object:
        found.append(path)
        return load_yaml(text, path)

    monkeypatch.setattr(files, "load_yaml", noting)
    return found


def edit(site: Path, path: str, pattern: str, new: str) -> None:
    written = (site / path).read_text("utf-8")
    made, count = re.subn(pattern, new, written, count=1)
    assert count == 1
    (site / path).write_text(made, "utf-8")


@pytest.mark.parametrize("name", PROJECTS)
def test_what_is_known_is_what_is_read(name: str) -> None:
    first = load_site(PROJECTS[name])
    again = load_site(PROJECTS[name], kept_facts(first))

    assert again.site is not None
    assert first.site is not None
    assert list(again.site.indicators.items()) == list(first.site.indicators.items())
    assert list(again.site.topics.items()) == list(first.site.topics.items())
    assert again.problems == first.problems
    assert again.facts == first.facts


def test_a_digest_that_is_known_is_the_one_that_it_has(site: Path) -> None:
    known = load_site(site, kept_facts(load_site(site)))

    assert known.site is not None
    for indicator in known.site.indicators.values():
        assert known.digests.of_named(indicator) == Digests().of_named(indicator)


def test_a_file_that_stands_is_not_read(site: Path, read: list[str]) -> None:
    before = kept_facts(load_site(site))
    assert {LAKE, BIRDS} <= {*read}
    read.clear()
    edit(site, LAKE, r"62\.5", "63.5")
    reading = load_site(site, before)

    assert LAKE in read
    assert BIRDS not in read
    assert reading.site is not None
    assert str(reading.site.indicators["lake_area"].newest.value) == "63.5"


def test_what_is_derived_follows_a_figure_of_another_file(tmp_path: Path) -> None:
    site = copy_small(tmp_path)
    (site / "data/indicators/shares.yaml").write_text(
        "reeds_of_lake:\n"
        "  label: {zh: 芦苇占湖面, en: Reeds of the lake}\n"
        "  unit: '%'\n"
        "  formula: reed_area / lake_area\n",
        "utf-8",
    )
    before = kept_facts(load_site(site))
    edit(site, LAKE, r"62\.5", "42")
    reading = load_site(site, before)

    assert reading.site is not None
    assert reading.site.indicators["reeds_of_lake"].newest.value == 50
    assert reading.site.indicators == load_site(site).site.indicators  # type: ignore[union-attr]


def with_a_unit_of_its_own(site: Path) -> None:
    edit(
        site,
        "data/units.yaml",
        r"(?s)\Z",
        "\nreed: {dimension: reed, zh: '{n}根', en: '{n} reeds'}\n",
    )


def without_a_source(site: Path) -> None:
    edit(site, "data/sources.yaml", r"(?m)^plan:", "plans:")


def in_one_language(site: Path) -> None:
    edit(site, "data/site.yaml", r"languages: .*", "languages: [en]")


@pytest.mark.parametrize("change", [with_a_unit_of_its_own, without_a_source, in_one_language])
def test_all_files_are_read_again_where_what_they_are_read_against_changes(
    site: Path, read: list[str], change: Callable[[Path], None]
) -> None:
    (site / "data/units.yaml").touch()
    before = kept_facts(load_site(site))
    read.clear()
    change(site)
    reading = load_site(site, before)

    assert {LAKE, BIRDS} <= {*read}
    assert reading.problems == load_site(site).problems


def test_an_id_that_a_changed_file_takes_from_a_known_one_is_told(site: Path) -> None:
    before = kept_facts(load_site(site))
    edit(site, BIRDS, r"(?m)^geese:", "lake_area:")
    told = load_site(site, before).problems

    assert ("duplicate-id", LAKE) in [(each.code, each.place.path) for each in told]
    assert told == load_site(site).problems


def test_of_a_file_with_problems_nothing_is_kept_facts(site: Path) -> None:
    edit(site, LAKE, r"62\.5", "sixty")
    reading = load_site(site)

    assert {*reading.facts} == {BIRDS}


def test_nor_of_one_whose_unit_cannot_be_read(site: Path) -> None:
    edit(
        site,
        "data/units.yaml",
        r"(?m)^只: .*",
        "只: {dimension: bird, scale: many, zh: '{n}只', en: '{n}'}",
    )
    reading = load_site(site)

    assert [each.place.path for each in reading.problems] == ["data/units.yaml"]
    assert {*reading.facts} == {LAKE}


def test_a_file_that_is_written_while_it_is_read_is_known_by_what_was_read(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written, content = (site / LAKE).read_bytes(), files.Files.content

    def just_before_a_save(own: files.Files, path: str) -> bytes:
        found = content(own, path)
        if path == LAKE:
            (site / LAKE).write_bytes(written.replace(b"62.5", b"63.5"))
        return found

    with monkeypatch.context() as patch:
        patch.setattr(files.Files, "content", just_before_a_save)
        before = kept_facts(load_site(site))
    (site / LAKE).write_bytes(written)
    undone = load_site(site, before).site
    assert undone is not None
    assert str(undone.indicators["lake_area"].newest.value) == "62.5"


def test_one_that_moves_is_read_again(site: Path, read: list[str]) -> None:
    before = kept_facts(load_site(site))
    read.clear()
    (site / LAKE).rename(site / "data/indicators/water.yaml")
    reading = load_site(site, before)

    assert "data/indicators/water.yaml" in read
    assert reading.site is not None
    assert reading.site.indicators["lake_area"].topic == "water"
