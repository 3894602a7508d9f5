"""What several tests need: the small site, copies of it, and problems as they are told."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import msgspec

from changzhou_site.check import Before, Checked, check_project
from changzhou_site.check.labels import check_labels
from changzhou_site.check.relations import check_relations
from changzhou_site.errors import Problem, SiteError
from changzhou_site.load import FileFacts, Reading, load_packaged, load_site
from changzhou_site.model import Language, Site

TOP = Path(__file__).resolve().parent.parent
TESTS = TOP / "tests"
SMALL = TESTS / "sites" / "small"
"""A small site about birds on a lake, with nothing wrong in it."""


def copy_small(to: Path, overlay: Path | None = None) -> Path:
    """The small site under `to`, with the files of an overlay over its own.

    An overlay may name, in a file `without.txt`, what is taken away.
    """
    site = to / "site"
    shutil.copytree(SMALL, site, ignore=shutil.ignore_patterns(".cache", "dist"))
    if overlay:
        shutil.copytree(overlay, site, dirs_exist_ok=True)
        (site / "expected.txt").unlink(missing_ok=True)
        _take_away(site)
    return site


def _take_away(site: Path) -> None:
    listed = site / "without.txt"
    if listed.exists():
        for name in listed.read_text("utf-8").split():
            gone = site / name
            shutil.rmtree(gone) if gone.is_dir() else gone.unlink()
        listed.unlink()


def load_with(to: Path, files: dict[str, str | bytes]) -> Reading:
    """The small site as it reads with some of its files replaced or added."""
    site = copy_small(to)
    for name, content in files.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return load_site(site)


def told(reading: Reading) -> str:
    """All problems of the YAML files, in the order they are printed in."""
    problems = {*reading.problems}
    if reading.site:
        problems |= {*check_relations(reading.site, reading.excuses), *check_labels(reading.site)}
    return "".join(f"{problem}\n" for problem in sorted(problems))


def site_of(project: Path = SMALL) -> Site:
    """A project's site, whatever its problems."""
    site = load_site(project).site
    assert site is not None
    return site


@cache
def remembered(project: Path = SMALL) -> Before:
    """What is remembered of a site that no test changes."""
    return check_project(project).kept


def check_copy(copy: Path, of: Path = SMALL) -> Checked:
    """A copy of such a site, edited, as the program checks it after an edit: what stands as it did
    is not read again. tests/edits holds this to what a check gives that remembers nothing."""
    return check_project(copy, remembered(of))


def problems_of(copy: Path, of: Path = SMALL) -> tuple[Problem, ...]:
    """Every problem of such a copy, though it may not say what the site is."""
    try:
        return check_copy(copy, of).problems
    except SiteError as error:
        return error.problems


def language(code: str) -> Language:
    """A language as the package has it."""
    return load_packaged(code)


@contextmanager
def silent(name: str, total: int) -> Iterator[Callable[[], None]]:
    """A stage of a build that tells nothing."""
    yield lambda: None


def kept_facts(reading: Reading) -> dict[str, FileFacts]:
    """What is remembered of a reading, as the store gives it back."""
    return {
        path: msgspec.msgpack.decode(msgspec.msgpack.encode(facts), type=FileFacts)
        for path, facts in reading.facts.items()
    }
