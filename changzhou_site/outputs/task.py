"""What there is to make: pure functions of what they ask of the site."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from changzhou_site.asking import Asked, KeptPiece
from changzhou_site.outputs.view import SiteView
from changzhou_site.workers import spread

Made = Mapping[str, bytes]
"""Bytes by path from the top of the site."""


@dataclass(frozen=True)
class Asset:
    """A file under assets/, and the plain name it is asked for by."""

    name: str
    path: str
    data: bytes


@dataclass(frozen=True)
class Outcome:
    """What a task has made, and what it asked for that."""

    files: Made
    names: Mapping[str, str] = field(default_factory=dict)
    """Where assets lie, by their plain names."""
    asked: Asked = field(default_factory=dict)
    pieces: Mapping[str, KeptPiece] = field(default_factory=dict)
    """What was taken up, by name."""


@dataclass(frozen=True)
class Task:
    """One output, or a few that are made together."""

    name: str
    """Its path, or that of the first of them."""
    function: Callable[..., str | bytes | Made | tuple[Asset, ...]]
    """Of a module. It is given the site to ask, and the key."""
    key: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    """The paths of the others."""

    @property
    def paths(self) -> tuple[str, ...]:
        return (self.name, *self.also)

    def make(self, view: SiteView) -> Outcome:
        with view.recorder.noting() as noted:
            made = self.function(view.asking, *self.key)
        names = {asset.name: asset.path for asset in made} if isinstance(made, tuple) else {}
        return Outcome(self._files(made), names, view.answers.to(noted.asked), noted.pieces)

    def _files(self, made: str | bytes | Made | tuple[Asset, ...]) -> Made:
        if isinstance(made, tuple):
            return {asset.path: asset.data for asset in made}
        if isinstance(made, Mapping):
            return made
        return {self.name: made.encode() if isinstance(made, str) else made}


@dataclass(frozen=True)
class _Work:
    """Tasks by their numbers."""

    tasks: Sequence[Task]
    view: SiteView

    def __call__(self, number: int) -> Outcome:
        return self.tasks[number].make(self.view)


def make_all(
    tasks: Sequence[Task], view: SiteView, jobs: int, step: Callable[[], None]
) -> dict[str, Outcome]:
    """Makes one after the other, or over several processes (0 for as many as are useful); the
    result is the same."""
    made = {}
    done = spread(_Work(tasks, view), len(tasks), jobs)
    for task, outcome in zip(tasks, done, strict=True):
        made[task.name] = outcome
        step()
    return made
