"""Builds that remember: what stands is taken over, what is asked differently is made again."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from types import CodeType
from typing import Any
from unittest.mock import patch

import pytest
from jinja2 import Environment

from changzhou_site import cli
from changzhou_site.model import TemplateFile
from changzhou_site.pipeline import Built, build
from changzhou_site.program import program_digest
from changzhou_site.publish import publish_outputs
from changzhou_site.render.templates import Theme
from changzhou_site.standing import EditionMoved, Output, Standing, left_at, take_over
from changzhou_site.store import FILE, Store
from tests.painting import unpainted
from tests.support import copy_small, silent

BIRDS, ABOUT = "data/indicators/birds.yaml", "content/en/about.md"


@pytest.fixture(autouse=True)
def nothing_is_painted() -> Iterator[None]:
    with unpainted():
        yield


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The small site, published and remembered."""
    copied = copy_small(tmp_path)
    built(copied)
    return copied


def built(site: Path, out: Path | None = None, about: str = "") -> Built:
    """A build that remembers."""
    store = Store(site / ".cache", b"")
    done = build(site, out or site / "dist", silent, jobs=1, store=store, about=about)
    assert store.trouble == ""
    return done


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def assert_as_clean(site: Path, out: Path | None = None) -> None:
    """Holds the published site to one that is made with nothing remembered."""
    clean = site.parent / "clean"
    build(site, clean, silent, jobs=1)
    assert files(out or site / "dist") == files(clean)


def edit(site: Path, path: str, old: str, new: str) -> None:
    file = site / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_what_stands_is_taken_over_as_the_same_file(site: Path) -> None:
    before = {path: (site / "dist" / path).stat() for path in files(site / "dist")}
    edit(site, BIRDS, "geese:", "# greylag geese\ngeese:")

    assert built(site).fresh == 0

    after = {path: (site / "dist" / path).stat() for path in files(site / "dist")}
    made = {path for path in after if after[path].st_ino != before[path].st_ino}
    assert made == {"build.json"}
    assert_as_clean(site)


def test_a_changed_value_changes_everywhere(site: Path) -> None:
    edit(site, BIRDS, "43850", "43870")
    assert 0 < built(site).fresh < 52
    assert_as_clean(site)


def test_a_value_that_is_put_back_is_as_it_was(site: Path) -> None:
    before = files(site / "dist")
    edit(site, BIRDS, "43850", "43870")
    built(site)
    edit(site, BIRDS, "43870", "43850")
    built(site)
    now = files(site / "dist")
    assert {path: now[path] for path in before} == before


def test_a_page_that_was_changed_by_hand_is_made_again(site: Path) -> None:
    page = site / "dist/index.html"
    page.write_text("by hand", "utf-8")
    assert built(site).fresh == 1
    assert_as_clean(site)


def test_a_page_that_was_changed_by_hand_at_the_same_length_and_time_is_made_again(
    site: Path,
) -> None:
    page = site / "dist/index.html"
    then = page.stat()
    data = page.read_bytes()
    page.unlink()
    page.write_bytes(data.replace(b"a", b"b"))
    os.utime(page, ns=(then.st_atime_ns, then.st_mtime_ns))
    assert built(site).fresh == 1
    assert_as_clean(site)


def test_a_site_that_was_copied_stands_by_its_contents(site: Path) -> None:
    for path in (site / "dist").rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            path.unlink()
            path.write_bytes(data)
    assert built(site).fresh == 0
    assert_as_clean(site)


@pytest.mark.parametrize("lost", ["index.html", "charts/winters.png", "data/indicators.csv"])
def test_a_file_that_is_lost_is_made_again(lost: str, site: Path) -> None:
    (site / "dist" / lost).unlink()
    assert built(site).fresh == 1
    assert_as_clean(site)


def test_a_link_in_the_published_site_is_not_followed(site: Path) -> None:
    page, elsewhere = site / "dist/index.html", site.parent / "elsewhere.html"
    page.rename(elsewhere)
    page.symlink_to(elsewhere)
    built(site)
    assert not page.is_symlink()
    assert_as_clean(site)


def test_another_folder_is_published_whole_with_drawings_remembered(site: Path) -> None:
    other = site.parent / "other"
    built(site, other)
    assert_as_clean(site, other)
    assert built(site, other).fresh == built(site).fresh == 0


def test_another_program_makes_all_again(site: Path) -> None:
    store = Store(site / ".cache", b"another version")
    fresh = build(site, site / "dist", silent, jobs=1, store=store).fresh
    assert fresh == build(site, site / "dist", silent, jobs=1).fresh


def test_the_program_is_known_by_its_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("changzhou_site.program.program_folders", lambda: [str(tmp_path)])
    digests = [program_digest()]
    for name, text in (("a.py", "1"), ("a.py", "2"), ("b.html", ""), ("__pycache__/c", "")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
        digests.append(program_digest())
    assert len(set(digests)) == 4
    assert digests[-1] == digests[-2]


def test_a_build_that_another_has_overtaken_begins_anew(site: Path) -> None:
    """Another build publishes between the look at what stands and the publishing."""
    pages = [site / "dist/index.html"]

    def overtake(outputs: Mapping[str, Output], out: Path) -> dict[str, Standing]:
        while pages:
            pages.pop().write_text("of another build", "utf-8")
        return publish_outputs(outputs, out)

    with patch("changzhou_site.pipeline.publish_outputs", overtake):
        built(site)
    assert pages == []
    assert_as_clean(site)


def test_what_is_no_longer_there_is_found_when_it_is_taken_over(tmp_path: Path) -> None:
    page = tmp_path / "page"
    page.write_bytes(b"page")
    standing = left_at(page, "")
    page.write_bytes(b"another")
    with pytest.raises(EditionMoved):
        take_over(standing, page, tmp_path / "stage")
    page.unlink()
    with pytest.raises(EditionMoved):
        take_over(standing, page, tmp_path / "other")


def test_where_a_disk_has_no_links_files_are_copied(site: Path) -> None:
    def no_links(*_: object, **__: object) -> None:
        raise OSError(1, "Operation not permitted")

    edit(site, BIRDS, "geese:", "# greylag geese\ngeese:")
    with patch("os.link", no_links):
        assert built(site).fresh == 0
    assert_as_clean(site)
    assert built(site).fresh == 0


def test_where_folders_cannot_be_exchanged_what_stands_is_taken_over_too(site: Path) -> None:
    with patch("changzhou_site.publish.exchange", lambda *_: False):
        edit(site, BIRDS, "43850", "43870")
        assert 0 < built(site).fresh < 52
        assert_as_clean(site)
        assert built(site).fresh == 0
    assert_as_clean(site)


def test_problems_are_told_again_and_what_is_mended_is_published(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--project", str(site), "--jobs", "1"]
    assert cli.main(words) == 0
    edit(site, ABOUT, "All counts", "There were 17 herons. All counts")
    for _ in range(2):
        capsys.readouterr()
        assert cli.main(words) == 1
        assert "content/en/about.md" in capsys.readouterr().out
    edit(site, ABOUT, "There were 17 herons. ", "")
    assert cli.main(words) == 0
    assert_as_clean(site)


def test_what_is_remembered_outlasts_a_slip(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "--project", str(site)]) == 0
    before = Store(site / ".cache", program_digest()).recall()
    edit(site, BIRDS, "unit: 只", "unit: flocks")
    assert cli.main(["check", "--project", str(site)]) == 1
    assert "unknown-unit" in capsys.readouterr().out
    after = Store(site / ".cache", program_digest()).recall()
    assert (after.proses, after.fields) == (before.proses, before.fields)
    assert before.proses.keys() == {
        path.relative_to(site).as_posix() for path in (site / "content").rglob("*.md")
    }


def test_a_name_that_comes_to_be_a_figure_is_told_though_nothing_there_has_changed(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A literal, or a name in quotes, that a changed value reads as."""
    edit(site, ABOUT, "layout: page", 'layout: page\nliterals: ["Hut 62"]')
    edit(site, ABOUT, "All counts", "Seen from Hut 62. All counts")
    words = ["check", "--project", str(site), "--jobs", "1"]
    assert cli.main(words) == 0
    edit(
        site,
        "data/units.yaml",
        "km2:",
        'hut: {dimension: count, zh: "Hut {n}", en: "Hut {n}"}\nkm2:',
    )
    edit(site, BIRDS, "geese:", HUTS + "geese:")
    capsys.readouterr()
    cli.main(words)
    with_memory = capsys.readouterr().out
    cli.main([*words, "--store", "off"])
    assert capsys.readouterr().out == with_memory
    assert "measure-as-name" in with_memory


HUT = 'hut: {dimension: count, zh: "Hut {n}", en: "Hut {n}"}\n'
HUTS = """\
huts:
  label: {zh: 小屋, en: Huts}
  unit: hut
  value: 62
  period: 2021
  source: count

"""


@pytest.mark.parametrize(
    "gone", ["data/charts/birds.yaml", "content/en/about.md", "data/events.yaml", "data/units.yaml"]
)
def test_what_is_gone_is_missed_though_what_names_it_stands(
    gone: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(site, "content/en/2-reeds.md", "\n---\n", "\n---\nSee [the method](about.md).\n\n")
    words = ["check", "--project", str(site), "--jobs", "1"]
    assert cli.main(words) == 0
    (site / gone).unlink()
    capsys.readouterr()
    code = cli.main(words)
    told = capsys.readouterr().out
    assert cli.main([*words, "--store", "off"]) == code
    assert capsys.readouterr().out == told


# Told --------------------------------------------------------------------------------------------


def why(site: Path, path: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    capsys.readouterr()
    assert cli.main(["--project", str(site), "--jobs", "1", "--why", path]) == 0
    return capsys.readouterr().out.splitlines()


def test_why_an_output_was_made_or_stands(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = why(site, "en/index.html", capsys)
    assert first[0] == "en/index.html was made: nothing was remembered of it"
    assert "  asked    site.indicators[bird_count]" in first

    stands = why(site, "en/index.html", capsys)
    assert stands[0] == "en/index.html stands as it was: nothing that it asks has changed"
    assert stands[1:] == first[1:]

    edit(site, BIRDS, "43850", "43870")
    changed = why(site, "en/index.html", capsys)
    assert changed[0].startswith("en/index.html was made again: ")
    assert "  changed  site.indicators[bird_count]" in changed
    assert "  asked    site.meta.title" in changed

    (site / "dist/en/index.html").unlink()
    lost = why(site, "en/index.html", capsys)
    assert lost[0] == (
        "en/index.html was made again: it did not stand in the output folder as it was left"
    )


def test_why_of_what_is_no_output(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--project", str(site), "--jobs", "1", "--why", "en/inde.html"]) == 2
    assert "there is no output `en/inde.html`" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_store_that_cannot_be_used_is_told_in_a_line(
    command: str, site: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("changzhou_site.store.SECONDS", 0.05)
    words = [command, "--project", str(site), "--jobs", "1"]
    with closing(sqlite3.connect(site / ".cache" / FILE)) as database:
        database.execute("BEGIN EXCLUSIVE")
        assert cli.main(words) == 0
    told = [line for line in capsys.readouterr().err.splitlines() if "remembered" in line]
    assert told == [f"nothing could be remembered in {site}/.cache/{FILE}: database is locked"]
    assert_as_clean(site)


def test_the_store_may_be_anywhere_or_nowhere(site: Path, tmp_path: Path) -> None:
    words = ["--project", str(site), "--jobs", "1", "--store"]
    assert cli.main([*words, str(tmp_path / "kept")]) == 0
    assert (tmp_path / "kept" / FILE).is_file()
    (site / ".cache" / FILE).unlink()
    assert cli.main([*words, "off"]) == 0
    assert not (site / ".cache" / FILE).exists()


def test_a_template_is_compiled_once_as_long_as_it_says_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def theme(text: str) -> Theme:
        return Theme({"own.html": TemplateFile("templates/own.html", text, own=True)})

    assert theme("{{ n }} swans").render("own.html", {"n": 1}) == "1 swans"
    compiled = list[str]()

    def compile_source(self: Environment, source: str, *words: Any, **named: Any) -> CodeType:
        compiled.append(source)
        return compiling(self, source, *words, **named)

    compiling = Environment._compile
    monkeypatch.setattr(Environment, "_compile", compile_source)
    assert theme("{{ n }} swans").render("own.html", {"n": 2}) == "2 swans"
    assert compiled == []
    assert theme("{{ n }} geese").render("own.html", {"n": 2}) == "2 geese"
    assert len(compiled) == 1
