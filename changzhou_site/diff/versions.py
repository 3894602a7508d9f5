"""Where versions come from: a folder with a build of ours, a project's folder, a git revision.

Projects are read by `check_project` whichever way they come; here only builds and revisions are
opened, and nothing is written but a revision's files, into a folder that is gone afterwards.
"""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from changzhou_site.check.project import check_project
from changzhou_site.diff.changes import Observed
from changzhou_site.edition import (
    EDITION_FILE,
    Edition,
    UnreadableEdition,
    edition_of,
    read_edition,
)
from changzhou_site.errors import Place, Problem, SiteError, WrongUsage
from changzhou_site.outputs.view import SiteView
from changzhou_site.publish import SOURCES, find_manifest


class UnknownVersion(WrongUsage):
    """What was asked for is no version of a site; the message says what was tried."""


@dataclass(frozen=True)
class Version:
    """An edition, and where it comes from."""

    name: str | None
    """As it was asked for; None for the project's working files."""
    edition: Edition
    problems: tuple[Problem, ...] = ()
    """Problems in its files, warnings apart. What could not be read is not in the edition."""
    places: Mapping[Observed, Place] = field(default_factory=dict)
    """Where each value of an indicator stands; none of a build."""


def load_version(name: str | None, project: Path) -> Version:
    """The version of a name: a build, a project, or a revision of the repository of `project`;
    without a name, `project` as it lies.

    Raises UnknownVersion, and SiteError where there is no site in it.
    """
    if name is None:
        return _load_project(project, None, "")
    folder = Path(name)
    if name and folder.is_dir():
        if find_manifest(folder) is not None:
            return _load_build(folder, name)
        if (folder / "data" / "site.yaml").is_file():
            return _load_project(folder, name, f"{name.rstrip('/')}/")
    return _load_revision(name, project)


def _load_build(folder: Path, name: str) -> Version:
    try:
        return Version(name, read_edition((folder / EDITION_FILE).read_bytes()))
    except FileNotFoundError:
        message = f"{name} was published by an older version of the program, without {EDITION_FILE}"
        raise UnknownVersion(f"{message}; build it again, or name its revision") from None
    except UnreadableEdition as error:
        raise UnknownVersion(f"{folder / EDITION_FILE} cannot be read: {error}") from None


def _load_project(project: Path, name: str | None, prefix: str) -> Version:
    """`prefix` goes before the paths of problems, so that one sees which version has them."""
    try:
        checked = check_project(project)
    except SiteError as error:
        raise SiteError(
            replace(each, place=each.place.below(prefix)) for each in error.problems
        ) from None
    view = SiteView(checked)
    edition = edition_of(checked, view.pages, view.stands)
    places = {
        (id, each.period.written if each.period else None): each.place
        for id, figure in view.site.indicators.items()
        for each in figure.observations
    }
    return Version(name, edition, checked.errors, places)


# Revisions ---------------------------------------------------------------------------------------


def _load_revision(name: str, project: Path) -> Version:
    """The project as it was in a revision, wherever in the repository it lies."""
    top, inside = _find_repository(name, project)
    tree = f"{_find_commit(name, top)}:{inside}"
    with TemporaryDirectory(prefix="changzhou-site-") as folder:
        try:
            _unpack(tree, top, Path(folder))
        except _GitError as error:
            raise UnknownVersion(f"git cannot give the files of `{name}`: {error}") from None
        if not (Path(folder) / "data" / "site.yaml").is_file():
            where = f"in {inside}" if inside else "at the top of its files"
            raise UnknownVersion(f"`{name}` has no site {where}: there is no data/site.yaml")
        return _load_project(Path(folder), name, f"{name}:")


def _find_repository(name: str, project: Path) -> tuple[Path, str]:
    """The top of the repository that the project lies in, and the way from there to it."""
    if not name or name.startswith("-"):
        raise UnknownVersion(f"`{name}` is no name of a folder or revision")
    try:
        found = os.fsdecode(_git(project, "rev-parse", "--show-toplevel", "--show-prefix"))
    except _GitError as error:
        message = f"`{name}` is no folder with a published site or with data/site.yaml"
        raise UnknownVersion(f"{message}, and no revision can be looked up: {error}") from None
    top, inside = found.split("\n")[:2]
    return Path(top), inside


def _find_commit(name: str, top: Path) -> str:
    try:
        found = _git(top, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
    except _GitError:
        message = f"`{name}` is neither a folder with a published site, nor one with "
        message += f"data/site.yaml, nor a revision that the repository at {top} has"
        if _git(top, "rev-parse", "--is-shallow-repository").strip() == b"true":
            message += "; it is a shallow clone, so fetch the revision first"
        raise UnknownVersion(message) from None
    return found.decode().strip()


def _unpack(tree: str, top: Path, folder: Path) -> None:
    """The files that a site is made of, if the tree has any, as a checkout would give them."""
    try:
        entries = _git(top, "ls-tree", "-z", "--name-only", tree, *SOURCES).decode()
    except _GitError:  # the project's folder was not there yet
        return
    names = [name for name in entries.split("\0") if name]
    if names:
        packed = _git(top, "archive", "--format=tar", tree, *names)
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            for path, data in _files(archive):
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(data)


def _files(archive: tarfile.TarFile) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Files and what links lead to. Links that lead out, or to themselves, give nothing."""
    for member in archive:
        path = PurePosixPath(member.name)
        try:
            file = archive.extractfile(member)
        except (KeyError, RecursionError):
            continue
        if file and not path.is_absolute() and ".." not in path.parts:
            yield path, file.read()


class _GitError(Exception):
    """git is not there, or refuses; the message is its own."""


def _git(folder: Path, *words: str) -> bytes:
    """What git prints. A hook's own settings, which name another folder's files, are left out."""
    settings = {
        name: value
        for name, value in os.environ.items()
        if name not in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
    }
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *words], env=settings, capture_output=True, check=False
        )
    except FileNotFoundError:
        raise _GitError("git is not installed") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise _GitError(said[0] if said else "git gave no reason")
    return done.stdout
