"""Wrong inputs: every folder of tests/bad is laid over the small site, and gives what it expects.

A folder holds the files that differ, and `expected.txt`: each problem as it is printed. A file
`without.txt` names what is taken away.
"""

from pathlib import Path

import pytest

from changzhou_site.check.labels import check_labels
from changzhou_site.check.relations import check_relations
from changzhou_site.errors import Problem
from changzhou_site.load import load_site
from tests.support import SMALL, TESTS, copy_small, told

BAD = TESTS / "bad"
CASES = sorted(path.name for path in BAD.iterdir())


def problems_of(project: Path) -> list[Problem]:
    """The problems that `told` prints."""
    reading = load_site(project)
    if reading.site is None:
        return [*reading.problems]
    relations = check_relations(reading.site, reading.excuses)
    return [*reading.problems, *relations, *check_labels(reading.site)]


@pytest.mark.parametrize("case", CASES)
def test_bad_input(case: str, tmp_path: Path) -> None:
    expected = (BAD / case / "expected.txt").read_text("utf-8")
    assert told(load_site(copy_small(tmp_path, BAD / case))) == expected


@pytest.mark.parametrize("case", CASES)
def test_each_problem_has_a_hint(case: str, tmp_path: Path) -> None:
    for problem in problems_of(copy_small(tmp_path, BAD / case)):
        assert problem.hint, problem


@pytest.mark.parametrize("case", CASES)
def test_each_problem_stands_in_its_file(case: str, tmp_path: Path) -> None:
    """Lines and columns from 1, none behind the end of its line."""
    site = copy_small(tmp_path, BAD / case)
    for problem in problems_of(site):
        assert problem.place.line >= 1
        assert problem.place.column >= 1
        lines = text_lines(site / problem.place.path)
        if lines:
            assert problem.place.line <= len(lines), problem
            assert problem.place.column <= len(lines[problem.place.line - 1]) + 1, problem


def text_lines(path: Path) -> list[str]:
    try:
        text = path.read_text("utf-8-sig") if path.is_file() else ""
    except UnicodeDecodeError:
        return []
    return text.split("\n")


def test_the_small_site_has_no_problem() -> None:
    assert told(load_site(SMALL)) == ""


def test_one_case_shows_many_problems_of_many_files_at_once() -> None:
    expected = (BAD / "many" / "expected.txt").read_text("utf-8").splitlines()
    places = {line.split(":")[0] for line in expected if not line.startswith(" ")}
    assert len(places) >= 5
