"""Wrong prose: every folder of tests/bad_prose is laid over the small site, and gives what it
expects. One fault a folder, named by the code of its problem; see test_bad.py for the form.
"""

import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from changzhou_site.errors import Problem
from changzhou_site.guard import CODES as GUARD_CODES
from changzhou_site.guard import WARNINGS
from changzhou_site.prose.leftovers import LEFTOVERS
from tests.support import TESTS, check_copy, copy_small

BAD = TESTS / "bad_prose"
BEYOND_REACH = {"unreadable-markup"}
"""A net under Markdown, which nothing is known to fall into; test_prose.py shows that it holds."""

OF_OTHER_LANGUAGES = {"unit-unworded"}
"""Only a language of the site's own lacks the form of a built-in unit; see test_references.py."""

WARNED = WARNINGS | {"unused-footnote"}

CASES = sorted(path.name for path in BAD.iterdir())


@cache
def told_of(case: str) -> tuple[Problem, ...]:
    with TemporaryDirectory() as folder:
        return check_copy(copy_small(Path(folder), BAD / case)).problems


@pytest.mark.parametrize("case", CASES)
def test_bad_prose(case: str) -> None:
    expected = (BAD / case / "expected.txt").read_text("utf-8")
    assert "".join(f"{problem}\n" for problem in told_of(case)) == expected


@pytest.mark.parametrize("case", CASES)
def test_each_is_one_problem_with_a_hint(case: str) -> None:
    errors = [each for each in told_of(case) if each.warning is (case in WARNED)]
    assert {problem.code for problem in errors} == {case}
    assert all(problem.hint for problem in errors)


def test_there_is_a_case_for_every_code_of_prose() -> None:
    package = TESTS.parent / "changzhou_site"
    files = [package / "check" / "fields.py", *(package / "figures").rglob("*.py")]
    files += [package / "guard" / "said_twice.py", *(package / "prose").rglob("*.py")]
    source = "".join(path.read_text("utf-8") for path in files)
    kinds = r"(?:[fF]ault|problem|Problem|Typed)\(\s*(?:[^,\n]+,\s*)?"
    codes = set(re.findall(rf'{kinds}"([a-z-]+)"', source))
    codes |= set(re.findall(r'^        "([a-z]+(?:-[a-z]+)+)",$', source, re.MULTILINE))
    codes |= {each.code for each in LEFTOVERS}
    codes |= set(GUARD_CODES.values()) | WARNINGS
    assert codes - BEYOND_REACH - OF_OTHER_LANGUAGES == set(CASES)
