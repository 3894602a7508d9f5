"""Publishing survives what disks, containers and people do to it."""

import errno
import fcntl
import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path

import pytest

from changzhou_site import publish
from changzhou_site.publish import find_manifest, make_manifest, publish_outputs
from tests.confined import run_at_once
from tests.painting import unpainted
from tests.support import TOP, copy_small


def edition(name: str) -> dict[str, bytes]:
    """A site of twenty pages that load a sheet of their edition."""
    sheet = f"/* {name} */".encode()
    asset = f"assets/site.{hashlib.sha256(sheet).hexdigest()[:12]}.css"
    pages = {f"{n}/index.html": f"{name} <link href={asset}>".encode() for n in range(20)}
    made = {**pages, asset: sheet, "data/all.csv": name.encode() * 1000}
    return {**made, "build.json": make_manifest(made, {}, "https://example.org/")}


def faults(out: Path) -> list[str]:
    """The files that are not what build.json says."""
    manifest = find_manifest(out)
    assert manifest, "there is no site"
    return [
        path
        for path, told in manifest["files"].items()
        if hashlib.sha256((out / path).read_bytes()).hexdigest() != told["sha256"]
    ]


def lost_assets(out: Path) -> list[str]:
    """The sheets that a page asks for and that are not there."""
    pages = (page for page in out.rglob("*.html") if page.relative_to(out).parts[0][0] != ".")
    asked = {page.read_text().partition("href=")[2].rstrip(">") for page in pages}
    return sorted(name for name in asked if not (out / name).is_file())


# Errors of the disk ------------------------------------------------------------------------------

CALLS = ("fsync", "mkdir", "rename", "replace", "open")


@pytest.mark.parametrize("way", ["exchange", "files"])
@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("nth", [1, 2, 3, 5, 8, 20])
def test_errors_of_a_disk_leave_a_whole_site_each(tmp_path, monkeypatch, way, call, nth):
    out = tmp_path / "dist"
    publish_outputs(edition("first"), out)
    if way == "files":
        monkeypatch.setattr(publish, "exchange", lambda stage, target: False)
    counted = 0
    actual = getattr(os, call)

    def failing(*words: object, **named: object) -> object:
        nonlocal counted
        counted += 1
        if counted == nth:
            raise OSError(errno.ENOSPC, "No space left on device")
        return actual(*words, **named)

    monkeypatch.setattr(os, call, failing)
    with suppress(OSError):  # where the call is made so often
        publish_outputs(edition("second"), out)
    monkeypatch.undo()

    moved = call in ("rename", "replace")
    if not (way == "files" and moved):  # half of the files are moved: the next build mends it
        assert faults(out) == []
    assert lost_assets(out) == []
    publish_outputs(edition("third"), out)
    assert faults(out) == []
    assert [path.name for path in tmp_path.iterdir()] == ["dist"]


# Several builds ----------------------------------------------------------------------------------


def test_of_ten_builds_at_once_some_publish_and_the_others_say_why_not(tmp_path):
    site = copy_small(tmp_path)
    build = ("build", "--project", str(site), "--jobs", "1", "--store", "off")
    with unpainted():
        builds = run_at_once(*[build] * 10)

    codes = {each.code for each in builds}
    assert codes <= {0, 4}
    assert 0 in codes
    assert not any("Traceback" in each.err for each in builds)
    assert faults(site / "dist") == []
    assert not list(site.glob(".dist*"))


# What stays, and what is never followed ----------------------------------------------------------


@pytest.mark.parametrize("code", ["EBUSY", "EXDEV", "EPERM", "ENOSYS", "EINVAL", "ENOTSUP"])
def test_where_folders_cannot_be_exchanged_files_are(tmp_path, monkeypatch, code):
    class Library:
        def __init__(self, *_: object, **__: object) -> None: ...

        def renameat2(self, *_: object) -> int:
            return -1

    publish_outputs(edition("first"), tmp_path / "dist")
    held = (tmp_path / "dist").stat().st_ino
    monkeypatch.setattr("ctypes.CDLL", Library)
    monkeypatch.setattr("ctypes.get_errno", lambda: getattr(errno, code))
    publish_outputs(edition("second"), tmp_path / "dist")

    assert faults(tmp_path / "dist") == []
    assert (tmp_path / "dist").stat().st_ino == held, "it is the same folder, for who serves it"


@pytest.mark.parametrize("way", ["exchange", "files"])
def test_assets_of_the_last_edition_stay_for_one_publish(tmp_path, monkeypatch, way):
    if way == "files":
        monkeypatch.setattr(publish, "exchange", lambda stage, target: False)
    out = tmp_path / "dist"
    made = {name: edition(name) for name in ("one", "two", "three")}
    sheets = {name: next(path for path in each if "assets" in path) for name, each in made.items()}

    def there() -> set[str]:
        return {name for name, sheet in sheets.items() if (out / sheet).exists()}

    publish_outputs(made["one"], out)
    publish_outputs(made["two"], out)
    assert there() == {"one", "two"}
    assert sheets["one"] not in json.loads((out / "build.json").read_bytes())["files"]
    publish_outputs(made["two"], out)
    assert there() == {"one", "two"}, "an unchanged build keeps what stands"
    publish_outputs(made["three"], out)
    assert there() == {"two", "three"}


def test_an_asset_that_is_not_what_its_name_says_does_not_stay(tmp_path):
    out, made = tmp_path / "dist", edition("one")
    publish_outputs(made, out)
    sheet = next(path for path in made if "assets" in path)
    (out / sheet).write_bytes(b"changed by hand")
    publish_outputs(edition("two"), out)

    assert not (out / sheet).exists()


@pytest.mark.parametrize("way", ["exchange", "files"])
def test_no_link_in_the_output_is_followed(tmp_path, monkeypatch, way):
    if way == "files":
        monkeypatch.setattr(publish, "exchange", lambda stage, target: False)
    out, elsewhere = tmp_path / "dist", tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "mine.txt").write_text("years of work")
    publish_outputs(edition("one"), out)
    for name in ("data", "assets", "1"):
        for file in (out / name).iterdir():
            file.unlink()
        (out / name).rmdir()
        (out / name).symlink_to(elsewhere)
    (out / "link.txt").symlink_to(elsewhere / "mine.txt")
    publish_outputs(edition("two"), out)

    assert faults(out) == []
    assert not any(path.is_symlink() for path in out.rglob("*"))
    assert {path.name: path.read_text() for path in elsewhere.iterdir()} == {
        "mine.txt": "years of work"
    }


def test_leftovers_are_never_published(tmp_path):
    for stage in (".dist.stage", ".dist.stage-abc"):
        (tmp_path / stage / "old").mkdir(parents=True)
        (tmp_path / stage / "old/secret.html").write_text("secret")
    (tmp_path / ".dist.stage-link").symlink_to(TOP)
    publish_outputs(edition("one"), tmp_path / "dist")

    assert not list(tmp_path.rglob("secret.html"))
    assert [path.name for path in tmp_path.iterdir()] == ["dist"]
    assert (TOP / "Makefile").exists()


def test_a_stage_that_cannot_be_removed_is_not_published_either(tmp_path, monkeypatch):
    (tmp_path / ".dist.stage/old").mkdir(parents=True)
    (tmp_path / ".dist.stage/old/secret.html").write_text("secret")
    monkeypatch.setattr("shutil.rmtree", lambda *_, **__: None)
    publish_outputs(edition("one"), tmp_path / "dist")

    assert not list((tmp_path / "dist").rglob("secret.html"))


def test_a_lock_that_is_a_link_is_not_followed(tmp_path):
    (tmp_path / ".dist.lock").symlink_to(tmp_path / "made-through-it")

    with pytest.raises(OSError, match=r"\.dist\.lock"):
        publish_outputs(edition("one"), tmp_path / "dist")
    assert not (tmp_path / "made-through-it").exists()


def test_a_manifest_that_cannot_be_opened_is_no_foreign_folder(tmp_path, monkeypatch):
    out = tmp_path / "dist"
    publish_outputs(edition("one"), out)

    def refused(path: Path) -> bytes:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refused)
    with pytest.raises(PermissionError, match=r"build\.json"):
        publish.check_output(tmp_path / "project", out)


def test_a_first_publish_that_was_cut_short_is_taken_up_again(tmp_path):
    out = tmp_path / "dist"
    publish_outputs(edition("one"), out)
    (out / ".stage-abc/edition").mkdir(parents=True)
    (out / "build.json").rename(out / ".stage-abc/edition/build.json")
    (out / "lost+found").mkdir()

    publish.check_output(tmp_path / "project", out)
    (out / ".stage-abc/edition/build.json").unlink()
    with pytest.raises(publish.RefusedOutput):
        publish.check_output(tmp_path / "project", out)


def test_a_lock_on_a_disk_that_knows_none_is_told_with_its_path(tmp_path, monkeypatch):
    def refused(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refused)
    with pytest.raises(OSError, match=r"No locks available: '.*\.dist\.lock'"):
        publish_outputs(edition("one"), tmp_path / "dist")
