"""`new`: a small site to start from, that is sound in each language and in several together."""

import re
from datetime import date
from itertools import permutations
from pathlib import Path
from xml.etree import ElementTree

import pytest

from changzhou_site import cli
from changzhou_site.charts import LAYOUTS
from changzhou_site.load import load_site, packaged_codes
from changzhou_site.load.starters import (
    load_starter_snippets,
    load_starter_templates,
    load_starter_texts,
    starter_languages,
)
from changzhou_site.new_files import write_new_files
from changzhou_site.starting import compose_site, start_site
from tests.boxes import nothing_overlaps
from tests.test_charts import drawing, flat
from tests.test_charts_boxes import box_of

TODAY = date(2026, 3, 1)
CHOICES = [
    languages
    for count in range(1, len(starter_languages()) + 1)
    for languages in permutations(starter_languages(), count)
]
"""Each language, and any of them together, in any order."""


def started(to: Path, *languages: str) -> Path:
    start_site(to / "site", languages, TODAY)
    return to / "site"


def files_of(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.mark.parametrize("languages", CHOICES, ids="-".join)
def test_a_new_site_checks_without_a_warning(languages, tmp_path, capsys):
    site = started(tmp_path, *languages)

    assert cli.main(["check", "--strict", "--store", "off", "--project", str(site)]) == 0
    assert capsys.readouterr().out == "nothing wrong\n"


@pytest.mark.parametrize("languages", [*CHOICES[: len(starter_languages())], CHOICES[-1]])
def test_a_new_site_publishes_its_first_language_at_the_top(languages, tmp_path, capsys):
    site = started(tmp_path, *languages)

    assert cli.main(["build", "--strict", "--store", "off", "--project", str(site)]) == 0
    assert "warning" not in capsys.readouterr().out

    front = (site / "dist/index.html").read_text("utf-8")
    title = load_starter_texts(languages[0]).texts["title"]
    assert re.search(rf"<h1[^>]*>.*{title}", re.sub(r"<wbr>|<br>|</?span[^>]*>", "", front))
    for other in languages[1:]:
        assert (site / "dist" / other / "index.html").is_file()


def test_a_new_site_has_what_an_editor_will_want_to_change(tmp_path):
    site = load_site(started(tmp_path)).site

    assert site is not None
    kinds = {id: (each.kind.value, bool(each.formula)) for id, each in site.indicators.items()}
    assert len(site.indicators["loans"].observations) > 5, "a series"
    assert ("target", False) in kinds.values()
    assert ("actual", True) in kinds.values(), "a derived one"
    assert {chart.type for chart in site.charts.values()} == {"line", "progress"}
    assert len(site.documents) == 2
    assert all("example" in source.title["en"].value for source in site.sources.values())
    assert {".gitignore", ".vscode/settings.json"} <= files_of(tmp_path / "site").keys()


@pytest.mark.parametrize("language", starter_languages())
def test_no_label_of_its_charts_is_cut_off(language, tmp_path):
    site = load_site(started(tmp_path, language)).site
    assert site is not None
    for id in site.charts:
        for layout in LAYOUTS:
            root = flat(ElementTree.fromstring(drawing(site, id, language, layout)))
            boxes = [box_of(text, root) for text in root.iter("text")]
            nothing_overlaps(boxes)
            outside = [box for box in boxes if not is_within(box, float(root.attrib["width"]))]
            assert outside == []


def is_within(box, width):
    return box.left >= -1 and box.right <= width + 1


def test_a_new_site_can_be_written_in_every_language_of_the_package():
    assert sorted(starter_languages()) == sorted(packaged_codes())


@pytest.mark.parametrize("language", starter_languages())
def test_every_language_says_the_same_things(language):
    first, own = (load_starter_texts(code) for code in (starter_languages()[0], language))
    for kind in ("notes", "texts", "units", "snippets", "documents"):
        assert getattr(own, kind).keys() == getattr(first, kind).keys()
    templates = "".join((*load_starter_templates().values(), load_starter_snippets()))
    named = set(re.findall(r'(?:note|say|forms|word)\("(\w+)"', templates))
    assert named == {*own.notes, *own.texts, *own.units}
    assert {*re.findall(r'said\("(\w+)"', templates)} == {*own.snippets}


def test_comments_are_in_the_first_language(tmp_path):
    first, second = starter_languages()[1::-1]
    written = started(tmp_path, first, second) / "data/indicators/library.yaml"
    for note in load_starter_texts(first).notes["series"].splitlines():
        assert f"# {note}\n" in written.read_text("utf-8")


def test_the_language_of_a_region_is_written_as_it_was_named(tmp_path):
    site = load_site(started(tmp_path, "en-US")).site
    assert site is not None
    assert site.meta.languages == ("en-US",)


def test_the_same_day_gives_the_same_files():
    texts = {code: load_starter_texts(code) for code in starter_languages()}
    assert compose_site(texts, TODAY) == compose_site(texts, TODAY)
    assert f"published: {TODAY}\n" in compose_site(texts, TODAY)["data/site.yaml"]


# The command --------------------------------------------------------------------------------------


def test_it_says_what_to_do_next(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    assert cli.main(["new", "my site"]) == 0

    printed = capsys.readouterr()
    count = len(files_of(tmp_path / "my site"))
    assert printed.out == (
        f"wrote {count} files in my site; the story and its figures are made up\n"
        "Next:\n"
        "  cd 'my site'\n"
        "  changzhou-site serve\n"
    )
    assert printed.err == ""


def test_an_empty_folder_is_filled(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert cli.main(["new", "."]) == 0
    assert (tmp_path / "data/site.yaml").is_file()
    assert capsys.readouterr().out.endswith("Next:\n  changzhou-site serve\n")


@pytest.mark.parametrize("name", ["notes.txt", ".git/config", "data/site.yaml"])
def test_a_folder_that_holds_anything_is_left_as_it_is(name, tmp_path, capsys):
    held = tmp_path / name
    held.parent.mkdir(parents=True, exist_ok=True)
    held.write_text("mine", "utf-8")

    assert cli.main(["new", str(tmp_path)]) == 2

    assert capsys.readouterr().err == (
        f"changzhou-site: {tmp_path} is not empty: it holds {name.partition('/')[0]}; "
        "nothing was written. Name a new folder, or an empty one\n"
    )
    assert files_of(tmp_path) == {name: b"mine"}


@pytest.mark.parametrize("make", [Path.touch, lambda path: path.symlink_to("nowhere")])
def test_what_is_no_folder_is_left_as_it_is(make, tmp_path, capsys):
    make(tmp_path / "site")

    assert cli.main(["new", str(tmp_path / "site")]) == 2
    assert "is there and is no folder; nothing was written" in capsys.readouterr().err
    assert not (tmp_path / "site").is_dir()


def test_a_code_that_no_site_may_list_is_none_to_start_with(tmp_path, capsys):
    assert cli.main(["new", str(tmp_path / "site"), "--lang", "zh-Hant"]) == 2
    assert "no site to start from in `zh-Hant`" in capsys.readouterr().err


def test_an_unknown_language_is_told_and_nothing_is_written(tmp_path, capsys):
    assert cli.main(["new", str(tmp_path / "site"), "--lang", "en", "dee"]) == 2
    told = capsys.readouterr().err
    assert told.startswith("changzhou-site: there is no site to start from in `dee`")
    assert "`de`" in told
    assert not (tmp_path / "site").exists()


def test_a_file_that_has_come_to_be_there_meanwhile_is_not_written_over(tmp_path, monkeypatch):
    monkeypatch.setattr("changzhou_site.new_files.check_new_folder", lambda folder: None)
    (tmp_path / "a.txt").write_text("mine", "utf-8")
    with pytest.raises(FileExistsError):
        write_new_files({"a.txt": "theirs"}, tmp_path)
    assert (tmp_path / "a.txt").read_text("utf-8") == "mine"


@pytest.mark.parametrize("there", [True, False])
def test_what_cannot_be_written_whole_is_taken_back(there, tmp_path):
    folder = tmp_path / "new/site"
    if there:
        folder.mkdir(parents=True)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(OSError, match="site/a"):
        write_new_files({"a": "", "b/c": "", "a/d": ""}, folder)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_folder_that_may_not_be_made_is_a_matter_of_the_environment(tmp_path, capsys):
    (tmp_path / "file").touch()
    assert cli.main(["new", str(tmp_path / "file/site")]) == 3
    assert capsys.readouterr().err == f"changzhou-site: File exists: {tmp_path / 'file'}\n"


def test_an_option_may_be_named_like_a_command(tmp_path, monkeypatch):
    monkeypatch.chdir(started(tmp_path))
    assert cli.main(["--out", "new", "--store", "off"]) == 0
    assert (tmp_path / "site/new/index.html").is_file()
