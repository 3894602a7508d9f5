"""A table that lies anywhere, and how its file may be written: guessed here, and nowhere else, for
what comes of it is said to the editor."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from changzhou_site.errors import Place, WrongUsage
from changzhou_site.load.delimited import OTHERS, Written
from changzhou_site.load.scalars import Wrong
from changzhou_site.load.table import FOLDER, MOST_TABLE_BYTES, Table
from changzhou_site.load.table_shape import ENCODINGS
from changzhou_site.load.tables import TEXTS, read_table
from changzhou_site.load.unpacking import too_large
from changzhou_site.source import Text

MARKS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
USUAL = "windows-1252"
"""What most files are in of those whose letters are the same in several encodings."""
RARE = ("utf-8", "utf-16", "mac-roman")
"""Encodings that are known otherwise, or that next to nothing is in."""
LOOKED_AT = 200_000
"""Bytes that tell the encoding."""


@dataclass(frozen=True)
class OfferedTable:
    """A table, read in one way."""

    name: str
    """As `table:` names it: `file.csv`, `file.xlsx#sheet!A3:F16`."""
    written: Written
    table: Table


@dataclass(frozen=True)
class Offer:
    """A file that may be read in some ways."""

    name: str
    path: str
    """As it was given, without a sheet."""
    is_in_place: bool
    """Whether it lies where tables of the project lie."""
    ways: tuple[OfferedTable, ...]
    """The likeliest first; at least one."""


def load_offer(given: str, project: Path) -> Offer:
    """A file, with a sheet and range behind a `#` if it has any. Raises WrongUsage where there is
    none, OSError where it cannot be read, Wrong for what is wrong in it."""
    path, mark, sheet = (given, "", "") if Path(given).is_file() else given.partition("#")
    file = Path(path)
    if "#" in file.name:
        raise WrongUsage(f"`{file.name}` holds a #, behind which a sheet would be named: rename it")
    if not file.is_file():
        raise WrongUsage(f"{path} is {'no file' if file.exists() else 'not there'}")
    data = _content(file, path)
    name = f"{file.name}{mark}{sheet}"
    is_in_place = file.resolve().parent == (project / FOLDER).resolve()
    return Offer(name, path, is_in_place, _ways(data, path, name))


def _content(file: Path, path: str) -> bytes:
    with file.open("rb") as opened:
        data = opened.read(MOST_TABLE_BYTES + 1)
    if len(data) > MOST_TABLE_BYTES:
        raise too_large(path, f"more than {MOST_TABLE_BYTES:,} bytes")
    return data


def _ways(data: bytes, path: str, name: str) -> tuple[OfferedTable, ...]:
    """Every way in which a file can be read. Raises Wrong with what is told of the first."""
    found, first = list[OfferedTable](), None
    for written in _writings(data, path):
        try:
            table = read_table(data, path, Text(name, Place(path)), written)
        except Wrong as error:
            first = first or error
        else:
            found.append(OfferedTable(name, written, table))
    # A sign that stands nowhere makes one column of any lines.
    cut = [each for each in found if len(each.table.columns) > 1]
    if first and not cut:
        raise first
    return tuple(cut or found)


def _writings(data: bytes, path: str) -> Iterator[Written]:
    if PurePosixPath(path).suffix not in TEXTS:
        yield Written()
        return
    encoding = find_encoding(data)
    yield Written(encoding)
    usual = "\t" if path.endswith(".tsv") else ","
    yield from (Written(encoding, sign) for sign in OTHERS if sign != usual)


def find_encoding(data: bytes) -> str | None:
    """How a text is encoded, where that is to be said; None for UTF-8, and where nothing is
    found."""
    for mark, name in MARKS.items():
        if data.startswith(mark):
            return name
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(data[:LOOKED_AT])
    return None


def _guessed(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    names = {codecs.lookup(name).name: name for name in ENCODINGS if name not in RARE}
    matches = list(from_bytes(data, cp_isolation=[name.replace("-", "_") for name in names]))
    least = min((match.chaos for match in matches), default=None)
    likely = {codecs.lookup(each.encoding).name for each in matches if each.chaos == least}
    # Of several that read equally well, the first that the contract names.
    found = next((own for name, own in names.items() if name in likely), None)
    is_same = found is not None and _decoded(data, USUAL) == _decoded(data, found)
    return USUAL if is_same else found


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None
