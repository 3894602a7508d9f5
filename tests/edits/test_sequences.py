"""Whatever editors do, one after the other: a build that remembers gives what a clean one gives,
and so does the site that is shown while it is written.

Drawings are not painted: in their place stands a digest of all that they are made from.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changzhou_site.check import check_project
from changzhou_site.errors import SiteError
from changzhou_site.live.workshop import Workshop
from changzhou_site.pipeline import build
from changzhou_site.store import Store
from tests.desks import outputs_of
from tests.edits.kinds import KINDS, TABLE_KINDS, Edit, all_restored
from tests.painting import unpainted
from tests.support import TESTS, silent

STEPS = 8

Edits = list[tuple[Edit, int]]

Result = dict[str, bytes] | list[str]
"""What is published, or the problems that are told."""


def remembered(site: Path) -> Result:
    try:
        build(site, site / "dist", silent, jobs=1, store=Store(site / ".cache", b""))
    except SiteError as error:
        return [str(problem) for problem in error.problems]
    listed = (site / "dist").rglob("*")
    return {
        path.relative_to(site / "dist").as_posix(): path.read_bytes()
        for path in listed
        if path.is_file()
    }


def shown(workshop: Workshop) -> Result:
    workshop.renew()
    if workshop.good is None or workshop.state.problems:
        return [str(problem) for problem in workshop.state.problems]
    files = [*workshop.good.tasks, *workshop.good.assets]
    found = {path: workshop.find(path) or b"" for path in files}
    return [str(problem) for problem in workshop.state.problems] or found


def clean(site: Path) -> Result:
    try:
        checked = check_project(site)
        if checked.errors:
            return [str(problem) for problem in checked.problems]
        return outputs_of(checked)
    except SiteError as error:
        return [str(problem) for problem in error.problems]


def published_with_drafts(site: Path) -> Result:
    """What a clean build gives once nothing is a draft any more."""
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copytree(site, Path(folder) / "site")
        for path in (copy / "content").rglob("*.md"):
            path.write_bytes(path.read_bytes().replace(b"draft: true\n", b""))
        return clean(copy)


def without_manifest(result: Result) -> Result:
    if isinstance(result, list):
        return result
    return {path: data for path, data in result.items() if path != "build.json"}


def assert_same(now: Result, meant: Result) -> None:
    if isinstance(now, dict) and isinstance(meant, dict):
        # Assets of the edition before may stand beside its own.
        now = {path: data for path, data in now.items() if path in meant or "assets/" not in path}
        assert sorted(now) == sorted(meant)
        assert [path for path in meant if now[path] != meant[path]] == []
    else:
        assert now == meant


def sequences(kinds: tuple[Edit, ...]) -> st.SearchStrategy[Edits]:
    return st.lists(
        st.tuples(st.sampled_from(kinds), st.integers(0, 999)), min_size=STEPS, max_size=STEPS
    )


@pytest.mark.parametrize("name", ["small", "iowa"])
@given(edits=sequences(KINDS))
def test_a_remembered_build_equals_a_clean_one(name: str, edits: Edits) -> None:
    assert_equal_after_each(name, edits)


@given(edits=sequences(TABLE_KINDS))
def test_so_it_does_where_tables_are_edited(edits: Edits) -> None:
    assert_equal_after_each("measured", edits)


def assert_equal_after_each(name: str, edits: Edits) -> None:
    first = TESTS / "sites" / name
    with tempfile.TemporaryDirectory() as folder, unpainted():
        site = Path(folder) / "site"
        shutil.copytree(first, site)
        workshop = Workshop(site)
        assert_same(remembered(site), clean(site))
        broken = 0
        for edit, number in edits:
            # A site that stays broken tells little: it is mended from time to time.
            broken = 0 if edit is all_restored else broken
            (all_restored if broken > 2 else edit)(site, first, number)
            now, meant = remembered(site), clean(site)
            assert_same(now, meant)
            seen = shown(workshop)
            meant = published_with_drafts(site) if workshop.state.drafts else meant
            assert_same(seen, without_manifest(meant))
            broken = broken + 1 if isinstance(now, list) else 0
