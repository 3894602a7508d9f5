"""The store: what is remembered is what was kept, or nothing."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from changzhou_site.check import FieldsBefore, SoundNames
from changzhou_site.check.sights import SightsBefore
from changzhou_site.standing import Standing
from changzhou_site.store import FILE, NOTHING, Memory, Published, Shelf, Store, Trace

VERSION = b"this program"

TRACES = {
    f"page-{n}": Trace({f".site.x[{n}": bytes([n]) * 12}, {f"{n}.html": "ab" * 32}, {}, {}, ())
    for n in range(20)
}
PAGE = Standing("c" * 64, size=3, modified=5, changed=6, inode=7)
FIELDS = FieldsBefore({"q": b"d"}, (), (), SightsBefore({}, {}))
FRAGMENTS = {name: f"<svg>{name}</svg>".encode() * 40 for name in TRACES}


def parts(names: frozenset[str] = frozenset(TRACES)) -> tuple[Shelf, ...]:
    def only(records: Any) -> Any:
        return {name: each for name, each in records.items() if name in names}

    return (
        Shelf("trace", only(TRACES), names),
        Shelf("fragment", only(FRAGMENTS), names),
        Shelf(
            "edition",
            {"/out": Published({"a": Standing("c" * 64, 3, 5, 6, 7)})},
            frozenset({"/out"}),
        ),
        Shelf(
            "fields",
            {"f:1": FieldsBefore({"q": b"d"}, (), (), SightsBefore({}, {}))},
            frozenset({"f:1"}),
        ),
        Shelf("sound", {"literals": SoundNames({}, frozenset({"5G"}))}, frozenset({"literals"})),
    )


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path / ".cache", VERSION)
    made.keep(*parts())
    assert made.trouble == ""
    return made


def again(store: Store, version: bytes = VERSION) -> Store:
    return Store(store.path.parent, version)


def test_what_is_kept_is_recalled(store: Store) -> None:
    kept = again(store).recall()
    assert kept.traces == TRACES
    assert kept.editions["/out"].files["a"].size == 3
    assert kept.before.sound is not None
    assert kept.before.sound.names == {"5G"}
    assert again(store).fragments(TRACES) == FRAGMENTS


def test_what_cannot_be_written_down_is_not_remembered_and_the_rest_is(store: Store) -> None:
    """A file's name may be bytes that are no text."""
    odd = Published({"\udcff.png": PAGE})
    kept = {"/\udcff": Published({}), "/odd": odd, "/out": Published({"a": PAGE})}
    store.keep(Shelf("edition", kept, frozenset(kept)))
    assert store.trouble == ""
    assert {*again(store).recall().editions} == {"/out"}


def test_git_leaves_it_alone(store: Store) -> None:
    assert (store.path.parent / ".gitignore").read_text("utf-8") == "*\n"


def test_what_is_no_more_is_forgotten_and_the_file_shrinks(store: Store) -> None:
    large = store.path.stat().st_size
    again(store).keep(*parts(frozenset({"page-3"})))
    assert set(again(store).recall().traces) == {"page-3"}
    assert again(store).fragments(TRACES) == {"page-3": FRAGMENTS["page-3"]}
    assert store.path.stat().st_size < large


def test_another_program_remembers_nothing_of_it(store: Store) -> None:
    other = again(store, b"the program after an update")
    assert other.recall() == NOTHING
    assert other.fragments(TRACES) == {}
    assert other.trouble == ""


def test_a_byte_that_flips_changes_no_record(store: Store) -> None:
    """What is recalled from a damaged file is what was kept, or is left out."""
    whole, sound = store.path.read_bytes(), again(store).recall()
    damaged = 0
    for at in range(0, len(whole), 61):
        data = bytearray(whole)
        data[at] ^= 0x55
        store.path.write_bytes(data)
        reader = again(store)
        kept, fragments = reader.recall(), reader.fragments(TRACES)
        for part in ("traces", "editions", "fields", "sound"):
            assert getattr(kept, part).items() <= getattr(sound, part).items()
        assert fragments.items() <= FRAGMENTS.items()
        damaged += kept != sound or fragments != FRAGMENTS
    assert damaged > 100


def half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def nonsense(path: Path) -> None:
    path.write_text("no database", "utf-8")


def empty(path: Path) -> None:
    path.write_bytes(b"")


def foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE kept (other TEXT)")
        database.commit()


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def dangling(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.parent / "nowhere" / "made.sqlite")


@pytest.mark.parametrize("harm", [half, nonsense, empty, foreign, a_folder, dangling])
def test_what_is_no_store_of_ours_costs_time_alone(
    harm: Callable[[Path], None], store: Store
) -> None:
    harm(store.path)
    reader = again(store)
    kept = reader.recall()
    assert kept == NOTHING or kept.traces.items() <= TRACES.items()
    reader.keep(*parts())
    after = again(store)
    recalled = after.recall()
    assert recalled.traces == TRACES or reader.trouble != ""


@pytest.mark.parametrize("harm", [half, nonsense, empty, foreign])
def test_a_damaged_store_is_made_anew(harm: Callable[[Path], None], store: Store) -> None:
    harm(store.path)
    for _ in range(2):
        writer = again(store)
        writer.recall()
        writer.keep(*parts())
    assert again(store).recall().traces == TRACES


@pytest.fixture
def locked(store: Store) -> Iterator[Store]:
    with closing(sqlite3.connect(store.path)) as database:
        database.execute("BEGIN EXCLUSIVE")
        yield store


def test_a_store_that_another_build_holds_is_waited_for_and_left(
    locked: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("changzhou_site.store.SECONDS", 0.05)
    reader = again(locked)
    assert reader.recall() == NOTHING
    assert "locked" in reader.trouble


def test_a_full_disk_is_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(database: sqlite3.Connection) -> None:
        database.execute("PRAGMA max_page_count = 1")

    monkeypatch.setattr("changzhou_site.store._prepare", full)
    writer = again(store)
    long = {name: data * 100 for name, data in FRAGMENTS.items()}
    writer.keep(Shelf("fragment", long, frozenset(long)))
    assert writer.trouble == "database or disk is full"
    assert again(store).recall().traces == TRACES
    assert again(store).fragments(TRACES) == FRAGMENTS


def test_a_write_that_was_killed_leaves_what_was_there(store: Store, tmp_path: Path) -> None:
    """A copy of the files in the middle of a transaction, as `kill -9` leaves them."""
    copy = tmp_path / "copy"
    with closing(sqlite3.connect(store.path)) as database:
        database.execute("PRAGMA cache_size = 1")
        database.execute("DELETE FROM kept")
        shutil.copytree(store.path.parent, copy)
    assert Store(copy, VERSION).recall().traces == TRACES


def test_a_store_that_was_never_written_is_empty(tmp_path: Path) -> None:
    store = Store(tmp_path / "none", VERSION)
    assert store.recall() == Memory()
    assert not (tmp_path / "none").exists()


def test_the_file_is_called_what_docs_say() -> None:
    assert FILE == "made.sqlite"
