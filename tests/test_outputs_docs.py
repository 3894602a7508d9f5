"""docs/outputs.md and its Chinese twin: each published file has its row, and each row a file."""

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from changzhou_site import cli
from tests.many import write_many
from tests.support import TESTS, TOP, copy_small
from tests.test_photos import photo

PAGES = {
    "en": (TOP / "docs/outputs.md").read_text("utf-8"),
    "zh": (TOP / "docs/zh/outputs.md").read_text("utf-8"),
}
WORDS = {"en": ("yes", "no"), "zh": ("是", "否")}
PLACES = {
    "<hash>": r"[0-9a-f]{12}",
    "<name>": r"[\w.-]+",
    "<picture>": "(?:jpg|png|webp|gif)",
    "<slug>": r"(?!(?:data|charts|corrections|en|de)/)[\w-]+",
    "<id>": r"(?!topic-)\w+",
    "<file>": "[^/]+",
}


def patterns(language: str) -> dict[str, str]:
    """The pattern of each row by what it names."""
    yes, no = WORDS[language]
    rows = re.findall(rf"^\| `([^`]+)` \| ({yes}|{no}) \|", PAGES[language], re.MULTILINE)
    return {name: pattern(name, again == yes) for name, again in rows}


def pattern(name: str, in_each_language: bool) -> str:
    parts = (PLACES.get(part, re.escape(part)) for part in re.split("(<[a-z]+>)", name))
    return ("(?:(?:en|de)/)?" if in_each_language else "") + "".join(parts)


@cache
def published(folder: Path) -> frozenset[str]:
    """The files of three sites: with corrections, pages and a picture; of many figures; of long
    series."""
    small = copy_small(folder)
    (small / "content/images").mkdir()
    (small / "content/images/lake.jpg").write_bytes(photo())
    for page in small.glob("content/*/about.md"):
        shown = '\n\n![Lake](images/lake.jpg "The lake")\n'
        page.write_text(page.read_text("utf-8") + shown, "utf-8")
    sites = (small, write_many(folder / "many"), TESTS / "sites/payrolls")
    return frozenset(
        file for number, site in enumerate(sites) for file in built(site, folder / f"{number}")
    )


def built(site: Path, out: Path) -> Iterator[str]:
    assert cli.main(["--project", str(site), "--out", str(out), "--store", "off"]) == 0
    return (path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    return published(tmp_path_factory.mktemp("sites"))


@pytest.mark.parametrize("language", PAGES)
def test_each_file_has_one_row(language: str, files: frozenset[str]) -> None:
    rows = patterns(language)
    for file in files:
        assert [name for name, each in rows.items() if re.fullmatch(each, file)] != [], file
        assert len([each for each in rows.values() if re.fullmatch(each, file)]) == 1, file


@pytest.mark.parametrize("language", PAGES)
def test_each_row_has_a_file(language: str, files: frozenset[str]) -> None:
    for name, each in patterns(language).items():
        assert any(re.fullmatch(each, file) for file in files), name


@pytest.mark.parametrize("language", PAGES)
def test_columns_are_those_of_the_table(language: str, tmp_path: Path) -> None:
    site = copy_small(tmp_path)
    assert cli.main(["--project", str(site), "--store", "off"]) == 0
    with (site / "dist/data/indicators.csv").open(encoding="utf-8-sig", newline="") as file:
        head = next(csv.reader(file))
    told = re.findall(r"`([a-z_]+(?:<language>)?)`", PAGES[language].rpartition("|---|---|\n")[2])
    columns = (
        [name.replace("<language>", code) for code in ("zh", "en")] if "<" in name else [name]
        for name in told
        if name != "data"
    )

    assert [each for column in columns for each in column] == head
