"""What builds remember: typed records in SQLite, under `.cache/made.sqlite` of the project.

It is data, and nothing of it is run. Each record is held to a digest of its own, keyed by the
program that wrote it: what is damaged, foreign or of another version is as good as absent. The
store costs time where it cannot be used, and is then told of in a line; it never changes a byte.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

import msgspec

from changzhou_site.asking import KeptPiece
from changzhou_site.check import Before, Checked, FieldsBefore, ReadBefore, SoundChart, SoundNames
from changzhou_site.load import FileFacts
from changzhou_site.standing import Standing

FILE = "made.sqlite"
FORMAT = b"1"
NOT_OURS = ("SQLITE_ERROR", "SQLITE_CORRUPT", "SQLITE_NOTADB")
"""How SQLite calls what is wrong with a file that is damaged or foreign."""
SECONDS = 2.0
"""How long one build waits for another that is writing."""


class Trace(msgspec.Struct, frozen=True):
    """What a task asked, and what it has made of the answers."""

    asked: Mapping[str, bytes]
    files: Mapping[str, str]
    """Its outputs, each with its SHA-256."""
    names: Mapping[str, str]
    """Where assets lie, by their plain names."""
    sizes: Mapping[str, tuple[int, int]]
    """Width and height in pixels of pictures, by path."""
    pieces: tuple[str, ...]
    """The names of those that it has taken up."""


class Published(msgspec.Struct, frozen=True):
    """What was published in a folder."""

    files: Mapping[str, Standing]


class Memory(msgspec.Struct, frozen=True):
    """All that is remembered, but for fragments; those are read as they are needed."""

    traces: Mapping[str, Trace] = {}
    editions: Mapping[str, Published] = {}
    proses: Mapping[str, ReadBefore] = {}
    fields: Mapping[str, FieldsBefore] = {}
    pieces: Mapping[str, KeptPiece] = {}
    facts: Mapping[str, FileFacts] = {}
    charts: Mapping[str, SoundChart] = {}
    sound: Mapping[str, SoundNames] = {}
    """One, by the name "literals"."""

    @property
    def before(self) -> Before:
        sound = self.sound.get("literals")
        return Before(self.facts, self.proses, self.fields, sound, self.charts)


NOTHING = Memory()

Kept = (
    Trace | Published | ReadBefore | FieldsBefore | KeptPiece | FileFacts | SoundChart | SoundNames
)
Record = TypeVar("Record", bound=Kept)
Row = tuple[str, str, bytes, bytes]
"""Kind, name, record, and the digest of the three."""


@dataclass(frozen=True)
class Shelf:
    """What is to be remembered of a kind."""

    kind: str
    """trace, fragment, edition, piece, prose, fields, facts, chart or sound"""
    fresh: Mapping[str, Kept | bytes]
    names: frozenset[str]
    """All that there are; what is kept of others is forgotten."""

    @property
    def records(self) -> Iterator[tuple[str, str, bytes]]:
        """Those that can be written down: a file's name may be bytes that are no text."""
        for name, each in self.fresh.items():
            try:
                name.encode()
                record = each if isinstance(each, bytes) else msgspec.msgpack.encode(each)
            except UnicodeEncodeError:
                continue
            yield self.kind, name, record


class Store:
    """The store in a folder. Nothing here raises for what is wrong with it; `trouble` says it."""

    def __init__(self, folder: Path, version: bytes) -> None:
        self.path, self._key = folder / FILE, blake2b(FORMAT + version, digest_size=32).digest()
        self.trouble = ""

    def recall(self) -> Memory:
        """What is remembered; nothing where it cannot be read."""
        rows: list[Row] = []
        if self.path.is_file():
            with self._troubled(), self._open() as database:
                question = "SELECT kind, name, record, seal FROM kept WHERE kind != 'fragment'"
                rows = database.execute(question).fetchall()
        valid = [row for row in rows if self._is_valid(row)]
        return Memory(
            _read(valid, "trace", Trace),
            _read(valid, "edition", Published),
            _read(valid, "prose", ReadBefore),
            _read(valid, "fields", FieldsBefore),
            _read(valid, "piece", KeptPiece),
            _read(valid, "facts", FileFacts),
            _read(valid, "chart", SoundChart),
            _read(valid, "sound", SoundNames),
        )

    def fragments(self, names: Iterable[str]) -> dict[str, bytes]:
        """What is kept of these; those that are damaged are left out."""
        found = {}
        with self._troubled(), self._open() as database:
            for name in names:
                question = "SELECT * FROM kept WHERE kind = 'fragment' AND name = ?"
                row = database.execute(question, (name,)).fetchone()
                if row and self._is_valid(row):
                    found[name] = row[2]
        return found

    def keep(self, *parts: Shelf) -> None:
        """Remembers what is fresh; what stands of each kind stays."""
        rows = [(*each, self._seal(*each)) for part in parts for each in part.records]
        with self._troubled():
            make_folder(self.path.parent)
            with self._open() as database:
                _prepare(database)
                for part in parts:
                    _prune(database, part)
                database.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", rows)
                database.commit()

    def _seal(self, kind: str, name: str, record: bytes) -> bytes:
        said = f"{kind}\0{name}\0".encode("utf-8", "surrogateescape") + record
        return blake2b(said, digest_size=16, key=self._key).digest()

    def _is_valid(self, row: Row) -> bool:
        try:
            return self._seal(*row[:3]) == row[3]
        except (AttributeError, TypeError):  # of another type than was written
            return False

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.path, timeout=SECONDS)) as database:
            yield database

    @contextmanager
    def _troubled(self) -> Iterator[None]:
        """Notes what is wrong with the store; one that is no database makes room for a new one."""
        try:
            yield
        except (sqlite3.Error, UnicodeError) as error:
            self.trouble = str(error)
            name = getattr(error, "sqlite_errorname", "")
            if isinstance(error, UnicodeError) or name.startswith(NOT_OURS):
                self.trouble += "; it is made anew"
                self._remove()
        except OSError as error:
            self.trouble = error.strerror or str(error)

    def _remove(self) -> None:
        try:
            self.path.unlink(missing_ok=True)
        except OSError as error:
            self.trouble = error.strerror or str(error)


def _read(rows: Iterable[Row], kind: str, record: type[Record]) -> dict[str, Record]:
    return {
        name: msgspec.msgpack.decode(data, type=record)
        for own, name, data, _ in rows
        if own == kind
    }


def make_folder(folder: Path) -> None:
    """The folder, which Git leaves alone."""
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)  # another build may make it too
        (folder / ".gitignore").write_text("*\n")


def _prepare(database: sqlite3.Connection) -> None:
    database.execute("PRAGMA auto_vacuum = FULL")
    columns = "kind TEXT, name TEXT, record BLOB, seal BLOB, PRIMARY KEY (kind, name)"
    database.execute(f"CREATE TABLE IF NOT EXISTS kept ({columns}) WITHOUT ROWID")


def _prune(database: sqlite3.Connection, part: Shelf) -> None:
    rows = database.execute("SELECT name FROM kept WHERE kind = ?", (part.kind,)).fetchall()
    gone = [(part.kind, name) for (name,) in rows if name not in part.names]
    database.executemany("DELETE FROM kept WHERE kind = ? AND name = ?", gone)


def readings(before: Memory, checked: Checked) -> Iterator[Shelf]:
    """What need not be read again."""
    kept = checked.kept
    sound = {"literals": kept.sound} if kept.sound else {}
    for kind, now, then in (
        ("facts", kept.facts, before.facts),
        ("prose", kept.proses, before.proses),
        ("fields", kept.fields, before.fields),
        ("chart", kept.charts, before.charts),
        ("sound", sound, before.sound),
    ):
        fresh = {name: each for name, each in now.items() if each is not then.get(name)}
        yield Shelf(kind, fresh, frozenset(now))
