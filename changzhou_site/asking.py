"""What a task asks of the site, and whether the answers are still the same.

A task is given what it may ask, wrapped: each answer that it takes is noted as a question. Asked
again later, the questions tell whether what the task has made still stands. A question is a way
from the view to the answer, `.site.indicators[gdp]`; its answer is known by a digest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cached_property, partial
from inspect import getattr_static
from typing import Any

import msgspec

from changzhou_site.digests import ABSENT, Digests

Question = str
"""Steps from a view: an attribute, a key in brackets, arguments in parentheses, `#` for the keys of
a mapping in their order, `?` for whether there is anything at all."""
Asked = Mapping[Question, bytes]
"""Questions, each with the digest of its answer."""


class Rule(Enum):
    """How an attribute is asked for; by none, it is one question."""

    PARTS = auto()
    """What it says is asked for by its own attributes."""
    ROOT = auto()
    """The same, and the same as the view's own attribute of that name."""
    BY_KEY = auto()
    """A mapping: each key is a question, and so are all keys."""
    EACH_PARTS = auto()
    """A mapping whose values are asked for by their attributes."""
    CALLED = auto()
    """A method: its answer to some arguments is a question."""
    WHOLE = auto()
    """One question, though it is worked out."""
    FREE = auto()
    """No part of the site."""


Rules = Mapping[type, Mapping[str, Rule]]

STEP, PART = "\x1e", "\x1f"
"""Between the steps of a question, and between the parts of a key."""


class KeptPiece(msgspec.Struct, frozen=True):
    """A fragment that tasks take up, and what was asked for it."""

    asked: Asked
    text: str


@dataclass
class Noted:
    """What has been asked so far, and which pieces were taken up."""

    asked: dict[Question, None] = field(default_factory=dict)
    pieces: dict[str, KeptPiece] = field(default_factory=dict)
    """By name."""

    def add(self, other: Noted) -> None:
        self.asked |= other.asked
        self.pieces |= other.pieces


class Recorder:
    """Notes what is asked while something is made."""

    def __init__(self) -> None:
        self._noted = Noted()
        self._pieces: dict[str, tuple[KeptPiece, Noted]] = {}

    def note(self, question: Question) -> None:
        self._noted.asked[question] = None

    @contextmanager
    def noting(self) -> Iterator[Noted]:
        """What is asked within; outside, it counts as asked too."""
        outer, self._noted = self._noted, Noted()
        inner = self._noted
        try:
            yield inner
        finally:
            self._noted = outer
            outer.add(inner)

    def once(
        self, name: str, make: Callable[[], str], answers: Answers, before: Mapping[str, KeptPiece]
    ) -> str:
        """A piece: made once, or as it was made `before` where that would be the same, and asked
        for by each that takes it up."""
        if name not in self._pieces:
            piece, noted = before.get(name), Noted()
            if piece is None or not answers.agree(piece.asked):
                with self.noting() as noted:
                    text = str(make())
                piece = KeptPiece(answers.to(noted.asked), text)
            noted.asked |= dict.fromkeys(piece.asked)
            noted.pieces[name] = piece
            self._pieces[name] = piece, noted
        piece, noted = self._pieces[name]
        self._noted.add(noted)
        return piece.text


class Asking:
    """Something that is asked for by its attributes. Methods and properties run as on itself."""

    def __init__(self, real: object, way: Question, recorder: Recorder, rules: Rules) -> None:
        self._real, self._way, self._recorder, self._rules = real, way, recorder, rules

    def __getattr__(self, name: str) -> Any:
        real, rule = self._real, self._rules[type(self._real)].get(name)
        own = _own(type(real), name) if rule is None else None
        if isinstance(own, property):
            return own.__get__(self)
        if own is not None:
            return self._always(name, own.__get__(self))
        way = f"{self._way}{STEP}.{name}"
        if rule is None or rule is Rule.WHOLE:
            self._recorder.note(way)
            return getattr(real, name)
        return self._always(name, self._part(getattr(real, name), way, rule))

    def _always(self, name: str, part: Any) -> Any:
        """A part of which nothing is asked yet: it is the same whenever it is taken."""
        self.__dict__[name] = part
        return part

    def _part(self, answer: Any, way: Question, rule: Rule) -> Any:
        if rule is Rule.FREE:
            return answer
        if rule is Rule.CALLED:
            return _Called(answer, way, self._recorder)
        if rule is Rule.ROOT:
            way = way[way.rindex(STEP) :]
        if rule in (Rule.PARTS, Rule.ROOT):
            return Asking(answer, way, self._recorder, self._rules)
        each = partial(self._part, rule=Rule.PARTS) if rule is Rule.EACH_PARTS else None
        return _ByKey(answer, way, self._recorder, each)


_OWN: dict[tuple[type, str], Any] = {}


def _own(kind: type, name: str) -> Any:
    """A method or property of a class; None for a field."""
    if (kind, name) not in _OWN:
        static = getattr_static(kind, name, None)
        if isinstance(static, cached_property):
            raise AttributeError(f"no rule says how `{name}` is asked for")
        is_own = isinstance(static, property) or callable(static)
        _OWN[kind, name] = static if is_own else None
    return _OWN[kind, name]


class _Called:
    """A method of what is asked."""

    def __init__(self, method: Callable[..., Any], way: Question, recorder: Recorder) -> None:
        self._method, self._way, self._recorder = method, way, recorder

    def __call__(self, *arguments: str) -> Any:
        self._recorder.note(f"{self._way}{STEP}({PART.join(arguments)}")
        return self._method(*arguments)


class _ByKey(Mapping[Any, Any]):
    """A mapping of which each value is a question. Its whole is one: what goes through all values
    is no closer tied to any of them."""

    def __init__(
        self,
        real: Mapping[Any, Any],
        way: Question,
        recorder: Recorder,
        wrap: Callable[[Any, Question], Any] | None,
    ) -> None:
        self._real, self._way, self._recorder, self._wrap = real, way, recorder, wrap
        self._wrapped: dict[Any, Any] = {}

    def __getitem__(self, key: Any) -> Any:
        written = key if isinstance(key, str) else PART.join(map(str, key))
        way = f"{self._way}{STEP}[{written}"
        if self._wrap is None:
            self._recorder.note(way)
            return self._real[key]
        self._recorder.note(f"{way}{STEP}?")
        if key not in self._wrapped:
            self._wrapped[key] = self._wrap(self._real[key], way)
        return self._wrapped[key]

    def __iter__(self) -> Iterator[Any]:
        self._recorder.note(f"{self._way}{STEP}#")
        return iter(self._real)

    def __len__(self) -> int:
        self._recorder.note(f"{self._way}{STEP}#")
        return len(self._real)

    def values(self) -> Any:
        if self._wrap:
            return [self[key] for key in self]
        self._recorder.note(self._way)
        return self._real.values()

    def items(self) -> Any:
        if self._wrap:
            return [(key, self[key]) for key in self]
        self._recorder.note(self._way)
        return self._real.items()


class Answers:
    """The answers of a site as it is now, each known by its digest."""

    def __init__(self, view: object, digests: Digests) -> None:
        self._view, self._digests = view, digests
        self._known: dict[Question, bytes] = {}

    def digest(self, question: Question) -> bytes:
        if question not in self._known:
            self._known[question] = self._find(question)
        return self._known[question]

    def to(self, questions: Mapping[Question, object]) -> dict[Question, bytes]:
        return {question: self.digest(question) for question in questions}

    def agree(self, asked: Asked) -> bool:
        return all(self.digest(question) == digest for question, digest in asked.items())

    def _find(self, question: Question) -> bytes:
        found: Any = self._view
        for step in question.split(STEP)[1:]:
            try:
                found = _follow(found, step)
            except (KeyError, AttributeError, TypeError, ValueError):
                return ABSENT
        return self._digests.of(found)


def _follow(found: Any, step: str) -> Any:
    sign, rest = step[:1], step[1:]
    if sign == ".":
        return getattr(found, rest)
    if sign == "#":
        return tuple(found)
    if sign == "?":
        return True
    if sign == "(":
        return found(*rest.split(PART))
    key = tuple(rest.split(PART)) if PART in rest else rest
    return found[key]


def told(question: Question) -> str:
    """A question as people read it: `site.indicators[gdp]`."""
    ends = {"[": "]", "(": ")"}
    steps = (f"{step}{ends.get(step[:1], '')}" for step in question.split(STEP))
    return "".join(steps).replace(PART, ", ").lstrip(".")
