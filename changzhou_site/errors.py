"""Where something stands in the project's files, and what is wrong there."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import ClassVar

import msgspec


class Place(msgspec.Struct, frozen=True, order=True, array_like=True):
    """A character in a file of the project: the path from the project, line and column from 1. Or,
    where there is a `sheet`, a cell of it by its row and column."""

    # A record further down its file says the same; no page shows its line.
    APART: ClassVar = frozenset({"line", "column"})

    path: str
    line: int = 1
    column: int = 1
    sheet: str = ""

    def below(self, prefix: str) -> Place:
        """The same, with something before its path."""
        return Place(f"{prefix}{self.path}", self.line, self.column, self.sheet)

    @property
    def cell(self) -> str:
        """A cell as spreadsheets name it: `D9`."""
        return f"{column_letters(self.column)}{self.line}"

    def __str__(self) -> str:
        if self.sheet:
            return f"{self.path} {self.sheet}!{self.cell}"
        return f"{self.path}:{self.line}:{self.column}"


def column_letters(column: int) -> str:
    """A column of a spreadsheet by its number from 1: 4 is `D`, 28 is `AB`."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = f"{chr(ord('A') + rest)}{letters}"
    return letters


@dataclass(frozen=True, order=True)
class Problem:
    """Something an editor has to mend (or, as a warning, may want to)."""

    place: Place
    code: str
    message: str
    hint: str = ""
    warning: bool = False

    def __str__(self) -> str:
        kind = "warning " if self.warning else ""
        text = f"{_line(str(self.place))}: {kind}{self.code} {_line(self.message)}"
        return f"{text}\n    hint: {_line(self.hint)}" if self.hint else text


LONGEST = 500
"""Characters of a message or hint; a quoted text may be a whole paragraph."""


def _line(text: str) -> str:
    """A text on one line, and not too long."""
    return escaped(text if len(text) <= LONGEST else f"{text[:LONGEST]}…", "\u3000")


def escaped(text: str, kept: str) -> str:
    """A text that does nothing to a terminal: spaces are plain ones, and what else cannot be shown,
    but for `kept`, is escaped."""
    return "".join(c if c.isprintable() or c in kept else _escape(c) for c in text)


def _escape(character: str) -> str:
    if unicodedata.category(character) == "Zs":
        return " "
    return character.encode("unicode_escape").decode()


class Fault(Exception):
    """What is wrong in a text that has a grammar, and at which of its characters: a formula, what
    stands between braces, an operation that has no result."""

    def __init__(
        self, code: str, message: str, hint: str = "", *, offset: int = 0, id: str = ""
    ) -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint
        self.offset, self.id = offset, id

    def problem(self, place: Place) -> Problem:
        return Problem(place, self.code, self.message, self.hint)


class WrongUsage(Exception):
    """What was asked for is not there, or may not be done; the message says so to who asked."""


class SiteError(Exception):
    """The project's files hold problems; nothing is published."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__(f"{len(self.problems)} problems")


@dataclass
class Report:
    """Gathers problems while files are read, so that all of them are told at once."""

    problems: list[Problem] = field(default_factory=list)

    def error(self, place: Place, code: str, message: str, hint: str = "") -> None:
        self.problems.append(Problem(place, code, message, hint))

    def warn(self, place: Place, code: str, message: str, hint: str = "") -> None:
        self.problems.append(Problem(place, code, message, hint, warning=True))

    def extend(self, problems: Iterable[Problem]) -> None:
        self.problems.extend(problems)

    def __enter__(self) -> None:
        """`with report:` gathers the problems that end the block, and goes on behind it."""

    def __exit__(self, kind: object, error: object, trace: object) -> bool:
        if isinstance(error, SiteError):
            self.extend(error.problems)
        return isinstance(error, SiteError)


MOST_COMPARED = 1_000
"""Names among which the nearest is looked for; there may be as many problems."""


def suggest(word: str, known: Iterable[str], what: str) -> str:
    """A hint for an unknown name: the nearest one there is, and all that are allowed."""
    known = frozenset(known)
    names, _ = _sorted(known)
    near = nearest(word, known)
    listed = ", ".join(names) if len(names) <= 24 else f"{len(names)} of them"
    allowed = f"{what}: {listed}" if names else f"there are no {what}"
    return f"did you mean `{near}`? {allowed}" if near else allowed


def nearest(word: str, known: frozenset[str]) -> str:
    """The name that is most like a word; empty where none is like it."""
    names, spelt = _sorted(known)
    plain = unicodedata.normalize("NFKC", word).strip().casefold()
    if plain in spelt:
        return spelt[plain]
    near = difflib.get_close_matches(word, names, n=1) if len(names) <= MOST_COMPARED else []
    return near[0] if near else ""


@lru_cache(maxsize=4)
def _sorted(known: frozenset[str]) -> tuple[tuple[str, ...], dict[str, str]]:
    """Names in their order, and the first that is spelt so but for capitals: where thousands are
    unknown, all are looked for among the same."""
    names = tuple(sorted(known))
    return names, {name.casefold(): name for name in reversed(names)}


def counted(number: int, noun: str) -> str:
    """`1 problem`, `2 problems`"""
    return f"{number} {noun}{'s' * (number != 1)}"
