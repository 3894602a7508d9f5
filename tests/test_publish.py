"""Publishing: a swap of whole folders, and what is never overwritten."""

import ctypes
import json
from pathlib import Path

import pytest

from changzhou_site import disk, publish
from changzhou_site.disk import held
from changzhou_site.publish import (
    OutputHeld,
    RefusedOutput,
    check_output,
    find_manifest,
    make_manifest,
    publish_outputs,
)


def outputs(**files: str) -> dict[str, bytes]:
    made = {name.replace("_", "."): text.encode() for name, text in files.items()}
    return {**made, "build.json": make_manifest(made, {}, "https://example.org/")}


def contents(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "build.json"
    }


def test_a_first_build_makes_the_folder_and_leaves_nothing_beside_it(tmp_path):
    publish_outputs(outputs(index_html="one"), tmp_path / "deep" / "dist")

    assert contents(tmp_path) == {"deep/dist/index.html": "one"}


def test_a_second_build_replaces_all_of_the_first(tmp_path):
    publish_outputs(outputs(index_html="one", old_css="old"), tmp_path / "dist")
    publish_outputs(outputs(index_html="two", new_css="new"), tmp_path / "dist")

    assert contents(tmp_path) == {"dist/index.html": "two", "dist/new.css": "new"}


def test_without_an_exchange_of_folders_files_are_replaced_one_by_one(tmp_path, monkeypatch):
    monkeypatch.setattr(publish, "exchange", lambda stage, target: False)
    publish_outputs({**outputs(index_html="one"), "deep/old.css": b"old"}, tmp_path / "dist")
    publish_outputs(outputs(index_html="two"), tmp_path / "dist")

    assert contents(tmp_path) == {"dist/index.html": "two"}
    assert not (tmp_path / "dist/deep").exists()


def test_a_build_that_fails_leaves_the_last_site_whole(tmp_path, monkeypatch):
    publish_outputs(outputs(index_html="one"), tmp_path / "dist")

    def full_disk(folder: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(publish, "sync_all", full_disk)
    with pytest.raises(OSError, match="No space left"):
        publish_outputs(outputs(index_html="two"), tmp_path / "dist")

    assert contents(tmp_path) == {"dist/index.html": "one"}


def test_where_all_cannot_be_written_at_once_it_is_one_after_the_other(tmp_path, monkeypatch):
    written: list[Path] = []
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: object())  # a system without the call
    monkeypatch.setattr(disk, "sync_folder", written.append)
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep/page.html").touch()
    disk.sync_all(tmp_path)

    assert written == [tmp_path / "deep", tmp_path / "deep/page.html", tmp_path]


def test_two_builds_do_not_write_at_once(tmp_path):
    with (
        held(tmp_path / ".dist.lock"),
        pytest.raises(OutputHeld),
    ):
        publish_outputs(outputs(index_html="two"), tmp_path / "dist")


def test_a_lock_left_by_a_killed_build_holds_nobody_up(tmp_path):
    (tmp_path / ".dist.lock").touch()
    (tmp_path / ".dist.stage").mkdir()
    (tmp_path / ".dist.stage/half.html").write_text("half")

    publish_outputs(outputs(index_html="one"), tmp_path / "dist")

    assert contents(tmp_path) == {"dist/index.html": "one"}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("data", "content/zh", "templates", "languages"):
        (tmp_path / "site" / name).mkdir(parents=True)
    return tmp_path / "site"


@pytest.mark.parametrize(
    "out", [".", "..", "data", "content", "content/zh", "templates", "languages", "data/x"]
)
def test_an_output_that_overlaps_the_sources_is_refused(project, out):
    with pytest.raises(RefusedOutput, match="overlaps the sources"):
        check_output(project, project / out)


def test_an_output_that_reaches_the_sources_through_a_link_is_refused(project, tmp_path):
    (tmp_path / "link").symlink_to(project / "data")

    with pytest.raises(RefusedOutput, match="overlaps the sources"):
        check_output(project, tmp_path / "link")


def test_a_folder_that_this_program_did_not_make_is_refused(project):
    (project / "dist").mkdir()
    (project / "dist/thesis.txt").write_text("years of work")

    with pytest.raises(RefusedOutput, match="did not make"):
        check_output(project, project / "dist")


def test_a_file_in_the_way_is_refused(project):
    (project / "dist").write_text("a file")

    with pytest.raises(RefusedOutput, match="is a file"):
        check_output(project, project / "dist")


def test_an_empty_folder_and_an_earlier_site_are_taken(project):
    (project / "dist").mkdir()
    check_output(project, project / "dist")
    publish_outputs(outputs(index_html="one"), project / "dist")
    check_output(project, project / "dist")

    assert find_manifest(project / "dist")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"generator": "another"}'])
def test_only_our_manifest_makes_a_folder_ours(tmp_path, text):
    (tmp_path / "build.json").write_text(text)

    assert find_manifest(tmp_path) is None


def test_the_manifest_lists_every_other_output_with_its_hash(tmp_path):
    publish_outputs({**outputs(index_html="one"), "a/b.css": b"x"}, tmp_path / "dist")

    files = json.loads((tmp_path / "dist/build.json").read_text())["files"]
    assert list(files) == ["index.html"]
    assert files["index.html"] == {
        "sha256": "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed",
        "bytes": 3,
    }
