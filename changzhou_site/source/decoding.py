"""The bytes of a file as text, and a Markdown file's two parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from changzhou_site.errors import Place, Problem, SiteError
from changzhou_site.source.compose import load_yaml
from changzhou_site.source.nodes import Node, Text
from changzhou_site.source.salvage import salvage

MAX_BYTES = 4_000_000


def decode(data: bytes, path: str, most: int = MAX_BYTES) -> str:
    """UTF-8, with or without a byte order mark, of `most` bytes. Raises SiteError naming the first
    bad byte."""
    if len(data) > most:
        size = f"{len(data):,} bytes; at most {most:,} are read"
        raise SiteError([Problem(Place(path), "file-too-large", size, "split the file by topic")])
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SiteError([_undecodable(data, path, error.start)]) from None
    if "\0" in text:
        raise SiteError([_undecodable(data, path, data.index(0))])
    return _unix_lines(text)


def _unix_lines(text: str) -> str:
    return text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _undecodable(data: bytes, path: str, offset: int) -> Problem:
    before = _unix_lines(data[:offset].decode("utf-8", "replace"))
    line = before.count("\n") + 1
    column = len(before) - before.rfind("\n")
    hint = "save the file as UTF-8"
    if b"\0" in data or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        hint = "the file looks like UTF-16; save it as UTF-8"
    elif _decodes(data, "gb18030"):
        hint = "was it saved as GBK? save it as UTF-8"
    message = f"byte 0x{data[offset]:02X} at offset {offset} is not UTF-8 text"
    return Problem(Place(path, line, column), "not-utf8", message, hint)


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<yaml>.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


UNCLOSED = re.compile(r"---[ \t]*\n.*?(?:\n[ \t]*\n|\Z)", re.DOTALL)
"""Front matter without an end is taken to end with its first paragraph."""


@dataclass(frozen=True)
class ProseFile:
    """A Markdown file's two parts; the body keeps the lines of the file."""

    front: Node | None
    """None where nothing of it can be read."""
    body: Text
    problems: tuple[Problem, ...] = ()
    unread: frozenset[str] = frozenset()
    """Every name that may be a key in what cannot be read of the front matter."""


def load_prose(text: str, path: str) -> ProseFile:
    """A Markdown file, with all that is wrong with its front matter."""
    match = FRONT_MATTER.match(text)
    if match is None:
        begun = UNCLOSED.match(text)
        body = _body(text, begun.end() if begun else 0, path)
        return ProseFile(None, body, (_no_front_matter(text, path),))
    body = _body(text, match.end(), path)
    try:
        return ProseFile(load_yaml(match["yaml"], path, line=2, what="the front matter"), body)
    except SiteError as error:
        found = salvage(match["yaml"], path, error.problems, line=2)
        return ProseFile(found.node, body, (*error.problems, *found.problems), found.unread)


def _body(text: str, start: int, path: str) -> Text:
    first, body = text.count("\n", 0, start) + 1, text[start:]
    return Text(body, Place(path, first, 1), tuple(_line_anchors(body, first)))


def _no_front_matter(text: str, path: str) -> Problem:
    hint = "begin it with a line `---`, `title: …`, `summary: …`, and another line `---`"
    if not text.strip():
        return Problem(Place(path), "empty-file", "the file is empty", hint)
    message = "the file has no front matter"
    if re.match(r"---[ \t]*\n", text):
        message, hint = "the front matter has no end", "close it with a line `---`"
    return Problem(Place(path), "no-front-matter", message, hint)


def _line_anchors(text: str, line: int) -> Iterator[tuple[int, int, int]]:
    offset = 0
    for number, content in enumerate(text.split("\n"), line):
        yield offset, number, 1
        offset += len(content) + 1
