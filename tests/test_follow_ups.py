"""A record that cannot be read is told once: what leads to it is not said to be unknown."""

from pathlib import Path

import pytest

from changzhou_site.check import check_project
from tests.support import copy_small

LINKS = "See [the chart](chart:winters) and [what was wrong](corrections.md).\n"
SOUND = (
    "- {date: 2022-03-10, indicator: swans, was: 2500, now: 2600, why: {zh: 数错, en: miscount}}\n"
)


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("data/charts/birds.yaml", "winters:\n", "winters:\n  colour: red\n"),
        ("data/indicators/birds.yaml", "  unit: 只\n", "  unit: flock\n"),
        ("data/corrections.yaml", "was: 2500", "was: some"),
    ],
)
def test_links_to_it_are_quiet(path: str, before: str, after: str, tmp_path: Path) -> None:
    site = copy_small(tmp_path)
    (site / "data/corrections.yaml").write_text(SOUND, "utf-8")
    with (site / "content/en/2-reeds.md").open("a", encoding="utf-8") as file:
        file.write(f"\n{LINKS}")
    assert [each for each in check_project(site).problems if not each.warning] == []
    text = (site / path).read_text("utf-8")
    assert before in text
    (site / path).write_text(text.replace(before, after), "utf-8")
    found = [each for each in check_project(site).problems if not each.warning]
    assert {each.place.path for each in found} == {path}
