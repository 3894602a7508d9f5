"""Characters that make a text read otherwise than it is written are told wherever they stand."""

from pathlib import Path

import pytest

from tests.support import copy_small, problems_of


@pytest.mark.parametrize(
    "character", ["\u202e", "\u2066", "\u2069", "\ufdd0", "\uffff", "\U0010ffff"]
)
@pytest.mark.parametrize(
    ("path", "before"),
    [
        ("content/en/2-reeds.md", "The birds sleep"),
        ("content/en/2-reeds.md", "title: The "),
        ("data/sources.yaml", "title: "),
        ("data/site.yaml", "https://"),
        ("data/indicators/lake.yaml", "label: {zh: "),
    ],
)
def test_in_prose_fields_and_addresses(
    character: str, path: str, before: str, tmp_path: Path
) -> None:
    site = copy_small(tmp_path)
    text = (site / path).read_text("utf-8")
    assert before in text
    (site / path).write_text(text.replace(before, before + character, 1), "utf-8")
    found = {(each.code, each.place.path) for each in problems_of(site) if not each.warning}
    assert found == {("control-character", path)}


def test_written_by_its_number(tmp_path: Path) -> None:
    site = copy_small(tmp_path)
    path = site / "content/en/2-reeds.md"
    path.write_text(path.read_text("utf-8") + "\n\n&#x202E;62&#8237;\n", "utf-8")
    codes = [each.code for each in problems_of(site)]
    assert codes.count("control-character") == 2
