"""Digests of nouns: the same for what says the same, wherever in a file it stands.

Places tell no more than their file. A field with the metadata `APART` is left out, for the reason
that stands at it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from hashlib import blake2b
from typing import Any

SIZE = 12
"""Bytes: two answers of the same digest are not to be expected."""

ABSENT = bytes(SIZE)
"""The answer to a question that leads nowhere."""

APART = {"apart": True}

Write = Callable[[str], None]


class Digests:
    """Digests of values; a noun that is met again is not gone through again."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, str]] = {}

    def of(self, value: object) -> bytes:
        pieces: list[str] = []
        self._put(value, pieces.append)
        return blake2b(
            "\x1f".join(pieces).encode("utf-8", "surrogatepass"), digest_size=SIZE
        ).digest()

    def _put(self, value: Any, write: Write) -> None:
        """Writes what a value says; each piece tells its kind, and texts their length."""
        kind = type(value)
        if kind is str:
            write(f"s{len(value)} {value}")
        elif value is None or kind is bool or kind is int or kind is float:
            write(repr(value))
        elif kind is tuple or kind is list:
            write(f"({len(value)}")
            for each in value:
                self._put(each, write)
        elif is_dataclass(value):
            write(self._noun(value))
        else:
            self._put_other(value, write)

    def _put_other(self, value: Any, write: Write) -> None:
        if isinstance(value, Mapping):
            write(f"{{{len(value)}")
            for key, each in value.items():
                self._put(key, write)
                self._put(each, write)
        elif isinstance(value, bytes):
            write(f"b{blake2b(value, digest_size=SIZE).hexdigest()}")
        elif isinstance(value, frozenset | set):
            write(f"<{len(value)}")
            for each in sorted(self.of(each).hex() for each in value):
                write(each)
        elif isinstance(value, str | Enum | Decimal | Fraction) or hasattr(value, "isoformat"):
            text = str(value)
            write(f"{type(value).__name__}{len(text)} {text}")
        else:
            raise TypeError(f"{type(value).__name__} has no digest")

    def _noun(self, noun: Any) -> str:
        known = self._known.get(id(noun))
        if known is None:
            pieces = [type(noun).__name__]
            for name in _said(type(noun)):
                self._put(getattr(noun, name), pieces.append)
            written = "\x1f".join(pieces).encode("utf-8", "surrogatepass")
            known = noun, blake2b(written, digest_size=SIZE).hexdigest()
            self._known[id(noun)] = known
        return known[1]


_SAID: dict[type, tuple[str, ...]] = {}


def _said(kind: type) -> tuple[str, ...]:
    if kind not in _SAID:
        _SAID[kind] = tuple(f.name for f in fields(kind) if not f.metadata.get("apart"))
    return _SAID[kind]
