"""Digests of nouns: the same for what says the same, wherever in a file it stands.

Places tell no more than their file. What a noun's class names in `APART`, or a field's metadata, is
left out, for the reason that stands there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from hashlib import blake2b
from types import NoneType
from typing import Any

import msgspec

SIZE = 12
"""Bytes: two answers of the same digest are not to be expected."""

ABSENT = bytes(SIZE)
"""The answer to a question that leads nowhere."""

APART = {"apart": True}

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

SHARED = frozenset({"id", "code", "slug"})
"""What names a noun that others hold: its digest is worked out once."""


class Digests:
    """Digests of values; a noun with a name that is met again is not gone through again, nor one
    that was met `before`."""

    def __init__(self, before: Digests | None = None) -> None:
        self._known: dict[int, tuple[object, str]] = {}
        self._before = before._known if before else {}

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
        self._put_fields(noun, _said(type(noun))[0], pieces.append)
        return noun, _digest(pieces).hex()

    def know(self, noun: object, digest: str) -> None:
        """Takes it that a noun with a name has this digest."""
        self._known[id(noun)] = noun, digest

    def _put(self, value: Any, write: Write) -> None:
        """Writes what a value says, each piece with its kind."""
        kind = type(value)
        if plain := PLAIN.get(kind):
            write(plain(value))
        elif kind is tuple or kind is list:
            write(f"({len(value)}")
            for each in value:
                self._put(each, write)
        elif kind in _SAID or isinstance(value, msgspec.Struct) or is_dataclass(value):
            self._put_noun(value, write)
        elif isinstance(value, str | Enum | Fraction):
            text = str(value)
            write(f"{kind.__name__}{len(text)} {text}")
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

    def _put_noun(self, noun: Any, write: Write) -> None:
        names, is_shared = _said(type(noun))
        if is_shared:
            write(self.of_named(noun))
        else:
            self._put_fields(noun, names, write)

    def _put_fields(self, noun: Any, names: Iterable[str], write: Write) -> None:
        write(type(noun).__name__)
        for name in names:
            value = getattr(noun, name)
            if plain := PLAIN.get(type(value)):
                write(plain(value))
            else:
                self._put(value, write)


def _digest(pieces: Iterable[str]) -> bytes:
    written = "\x1f".join(pieces).encode("utf-8", "surrogatepass")
    return blake2b(written, digest_size=SIZE).digest()


_SAID: dict[type, tuple[tuple[str, ...], bool]] = {}


def _said(kind: Any) -> tuple[tuple[str, ...], bool]:
    """The fields of a class that count, and whether they name what others hold."""
    if kind not in _SAID:
        names = _counted(kind)
        _SAID[kind] = names, not SHARED.isdisjoint(names)
    return _SAID[kind]


def _counted(kind: Any) -> tuple[str, ...]:
    if issubclass(kind, msgspec.Struct):
        apart = getattr(kind, "APART", ())
        return tuple(name for name in kind.__struct_fields__ if name not in apart)
    return tuple(field.name for field in fields(kind) if not field.metadata.get("apart"))
