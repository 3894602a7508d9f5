"""Digests of nouns: the same for what says the same, wherever in a file it stands.

Places tell no more than their file. What a noun's class names in `APART`, or a field's metadata, is
left out, for the reason that stands there.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import partial
from hashlib import blake2b
from operator import attrgetter
from types import NoneType
from typing import Any, NamedTuple

import msgspec

SIZE = 12
"""Bytes: two answers of the same digest are not to be expected."""

ABSENT = bytes(SIZE)
"""The answer to a question that leads nowhere."""

APART = {"apart": True}

BETWEEN = "\x1f"
"""What stands between the pieces of a value."""

Write = Callable[[str], None]

PLAIN: Mapping[type, Callable[[Any], str]] = {
    str: lambda text: f"s{len(text)} {text}",
    int: repr,
    bool: repr,
    float: repr,
    NoneType: repr,
    Decimal: lambda number: f"d{number}",
    date: lambda day: f"date {day}",
    bytes: lambda data: f"b{blake2b(data, digest_size=SIZE).hexdigest()}",
}
"""How values are written that hold no others; a text tells its length, so that none runs on."""

FEW = 8
"""Items of a tuple that is remembered as it was written."""

SHARED = frozenset({"id", "code", "slug"})
"""What names a noun that others hold: its digest is worked out once."""


class Digests:
    """Digests of values; a noun with a name that is met again is not gone through again, nor one
    that was met `before`."""

    def __init__(self, before: Digests | None = None) -> None:
        self._known: dict[int, tuple[object, str]] = {}
        self._before = before._known if before else {}
        self._last: tuple[object, str] = None, ""
        """The short tuple that was written last: a series has the same citations throughout."""

    def of(self, value: object) -> bytes:
        pieces: list[str] = []
        self._put(value, pieces.append)
        return _digest(pieces)

    def of_named(self, noun: Any) -> str:
        """The digest of a noun with a name, as others that hold it write it."""
        known = self._known.get(id(noun))
        if known is None:
            known = self._known[id(noun)] = self._before.get(id(noun)) or self._named(noun)
        return known[1]

    def _named(self, noun: Any) -> tuple[object, str]:
        pieces: list[str] = []
        self._put_fields(noun, _said(type(noun)), pieces.append)
        return noun, _digest(pieces).hex()

    def know(self, noun: object, digest: str) -> None:
        """Takes it that a noun with a name has this digest."""
        self._known[id(noun)] = noun, digest

    def _put(self, value: Any, write: Write) -> None:
        """Writes what a value says, each piece with its kind."""
        kind = type(value)
        if plain := PLAIN.get(kind):
            write(plain(value))
        elif kind is tuple and len(value) <= FEW:
            self._put_few(value, write)
        elif kind is tuple or kind is list:
            self._put_each(value, write)
        elif said := _SAID.get(kind):
            self._put_noun(value, said, write)
        elif isinstance(value, str | Enum | Fraction):
            text = str(value)
            write(f"{kind.__name__}{len(text)} {text}")
        elif isinstance(value, msgspec.Struct) or is_dataclass(value):
            self._put_noun(value, _said(kind), write)
        elif isinstance(value, Mapping):
            write(f"{{{len(value)}")
            for key, each in value.items():
                self._put(key, write)
                self._put(each, write)
        elif isinstance(value, frozenset | set):
            write(f"<{len(value)}")
            for digest in sorted(self.of(each).hex() for each in value):
                write(digest)
        else:
            raise TypeError(f"{kind.__name__} has no digest")

    def _put_each(self, values: Collection[object], write: Write) -> None:
        write(f"({len(values)}")
        for each in values:
            self._put(each, write)

    def _put_few(self, values: tuple[object, ...], write: Write) -> None:
        if values is not self._last[0]:
            pieces: list[str] = []
            self._put_each(values, pieces.append)
            self._last = values, BETWEEN.join(pieces)
        write(self._last[1])

    def _put_noun(self, noun: Any, said: Said, write: Write) -> None:
        if said.is_shared:
            write(self.of_named(noun))
        else:
            self._put_fields(noun, said, write)

    def _put_fields(self, noun: Any, said: Said, write: Write) -> None:
        write(said.name)
        find_plain = PLAIN.get
        for value in said.values(noun):
            if plain := find_plain(type(value)):
                write(plain(value))
            else:
                self._put(value, write)


def _digest(pieces: Iterable[str]) -> bytes:
    written = BETWEEN.join(pieces).encode("utf-8", "surrogatepass")
    return blake2b(written, digest_size=SIZE).digest()


class Said(NamedTuple):
    """What counts of a class of nouns."""

    name: str
    values: Callable[[Any], tuple[Any, ...]]
    """Of its fields that count, in one call: there are hundreds of thousands."""
    is_shared: bool
    """Whether a field names what others hold."""


_SAID: dict[type, Said] = {}


def _said(kind: Any) -> Said:
    if kind not in _SAID:
        names = _counted(kind)
        # Of one name, the value alone would be given; of none, there is nothing to ask.
        values = attrgetter(*names) if len(names) > 1 else partial(_each, names)
        _SAID[kind] = Said(kind.__name__, values, not SHARED.isdisjoint(names))
    return _SAID[kind]


def _each(names: tuple[str, ...], noun: object) -> tuple[Any, ...]:
    return tuple(getattr(noun, name) for name in names)


def _counted(kind: Any) -> tuple[str, ...]:
    if issubclass(kind, msgspec.Struct):
        apart = getattr(kind, "APART", ())
        return tuple(name for name in kind.__struct_fields__ if name not in apart)
    return tuple(field.name for field in fields(kind) if not field.metadata.get("apart"))
