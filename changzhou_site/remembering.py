"""Makes what has to be made, and takes over what stands."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from changzhou_site.asking import KeptPiece, Question
from changzhou_site.outputs import Outcome, Plan, SiteView, Task, make_all, size_of
from changzhou_site.standing import Output, Standing, find_standing
from changzhou_site.store import NOTHING, Memory, Published, Shelf, Store, Trace, readings

Step = Callable[[], None]


@dataclass(frozen=True)
class Remembered:
    """What was made before, so far as it may be taken over."""

    kept: Memory = NOTHING
    standing: Mapping[str, Standing] = field(default_factory=dict)
    """The published files that are as they were left, by path."""
    fragments: Mapping[str, bytes] = field(default_factory=dict)
    """What was made for pages to take up, by the task's name."""

    def find(self, task: Task, view: SiteView) -> Trace | None:
        """What a task made, if that is there and nothing it asked has another answer."""
        trace = self.kept.traces.get(task.name)
        if trace is None or not all(map(self._is_there, trace.files.items())):
            return None
        return trace if view.answers.agree(trace.asked) else None

    def _is_there(self, file: tuple[str, str]) -> bool:
        name, digest = file
        if name in self.fragments:
            return sha256(self.fragments[name]).hexdigest() == digest
        return name in self.standing and self.standing[name].sha256 == digest

    def output(self, name: str) -> Output:
        return self.fragments[name] if name in self.fragments else self.standing[name]


@dataclass(frozen=True)
class Made:
    """What tasks have given, old and new."""

    outputs: Mapping[str, Output]
    traces: Mapping[str, Trace]
    """Of all of them, by name."""
    fresh: frozenset[str]
    """The names of those that were made now."""
    pieces: Mapping[str, KeptPiece]
    """What they have taken up."""

    @property
    def names(self) -> dict[str, str]:
        return {name: path for trace in self.traces.values() for name, path in trace.names.items()}

    @property
    def sizes(self) -> dict[str, tuple[int, int]]:
        return {path: size for trace in self.traces.values() for path, size in trace.sizes.items()}

    def joined(self, other: Made) -> Made:
        return Made(
            {**self.outputs, **other.outputs},
            {**self.traces, **other.traces},
            self.fresh | other.fresh,
            {**self.pieces, **other.pieces},
        )


def make_or_take(
    tasks: Sequence[Task], view: SiteView, remembered: Remembered, jobs: int, step: Step
) -> Made:
    """The outputs of some tasks, by path: made, or taken over from the last edition."""
    taken = {task.name: found for task in tasks if (found := remembered.find(task, view))}
    for _ in taken:
        step()
    missing = [task for task in tasks if task.name not in taken]
    made = make_all(missing, view, jobs, step)
    outputs: dict[str, Output] = {
        path: remembered.output(path) for trace in taken.values() for path in trace.files
    }
    for outcome in made.values():
        outputs |= outcome.files
    traces = {**taken, **{name: trace_of(outcome) for name, outcome in made.items()}}
    pieces = {name: piece for each in made.values() for name, piece in each.pieces.items()}
    return Made(outputs, traces, frozenset(made), pieces)


def trace_of(outcome: Outcome) -> Trace:
    sizes = {path: size_of(path, data) for path, data in outcome.files.items()}
    return Trace(
        asked=outcome.asked,
        files={path: sha256(data).hexdigest() for path, data in outcome.files.items()},
        names=outcome.names,
        sizes={path: size for path, size in sizes.items() if size},
        pieces=tuple(outcome.pieces),
    )


# The store ---------------------------------------------------------------------------------------


def recall(store: Store | None, kept: Memory, plan: Plan, out: Path) -> Remembered:
    """What is kept of the tasks of a plan, and what stands of it in the output folder."""
    folder = os.path.realpath(out)
    edition = kept.editions.get(folder)
    standing = find_standing(Path(folder), edition.files) if edition else {}
    named = [task.name for task in plan.drawings if task.name in kept.traces]
    return Remembered(kept, standing, store.fragments(named) if store and named else {})


MOST_EDITIONS = 8


def keep(
    store: Store, before: Memory, plan: Plan, made: Made, out: Path, left: Mapping[str, Standing]
) -> None:
    """Remembers a build that has been published."""
    inlined = frozenset(task.name for task in plan.drawings)
    new = ((name, made.outputs[name]) for name in inlined & made.fresh)
    drawn = {name: data for name, data in new if isinstance(data, bytes)}
    folder = os.path.realpath(out)
    others = sorted({*before.editions} - {folder})[: MOST_EDITIONS - 1]
    store.keep(
        Shelf("trace", {name: made.traces[name] for name in made.fresh}, frozenset(made.traces)),
        Shelf("fragment", drawn, inlined),
        _pieces(before, made),
        Shelf("edition", {folder: Published(left)}, frozenset({folder, *others})),
        *readings(before, plan.view.checked),
    )


def _pieces(before: Memory, made: Made) -> Shelf:
    """The pieces that outputs are joined from."""
    fresh = {name: each for name, each in made.pieces.items() if each != before.pieces.get(name)}
    names = frozenset(name for trace in made.traces.values() for name in trace.pieces)
    return Shelf("piece", fresh, names)


# Why ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Why:
    """Why an output was made again, or was not."""

    task: str
    asked: Mapping[Question, bytes]
    before: Mapping[Question, bytes] | None
    """The same of the build before; None where nothing was remembered."""
    is_fresh: bool
    """It was made now."""

    @property
    def differing(self) -> tuple[Question, ...]:
        """What was asked then, and has another answer now or is not asked any more; what is asked
        for the first time."""
        before = self.before or {}
        questions = dict.fromkeys((*self.asked, *before))
        return tuple(each for each in questions if self.asked.get(each) != before.get(each))


def find_why(path: str, made: Made, remembered: Remembered) -> Why | None:
    """What is known of an output; None where there is none of that path."""
    for name, trace in made.traces.items():
        if path in trace.files:
            before = remembered.kept.traces.get(name)
            return Why(name, trace.asked, before.asked if before else None, name in made.fresh)
    return None
