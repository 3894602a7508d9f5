"""A site in memory: read again when its files change, made as it is asked for.

What a task has made stands as long as nothing it asked has another answer, as between builds; so
what is served is what a build of the same files would publish, and the drafts beside that.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import RLock
from typing import TypeVar, cast

from changzhou_site.addresses import served_base
from changzhou_site.charts import Layout
from changzhou_site.check import Before, Checked, check_reading
from changzhou_site.errors import Problem, SiteError
from changzhou_site.load import Again, Reading, load_site
from changzhou_site.model import Document
from changzhou_site.outputs import Outcome, Plan, SiteView, Task, plan_outputs, size_of
from changzhou_site.render import Drawings, Sizes

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True)
class State:
    """What there is to say of a site at one time."""

    number: int = 0
    """Another each time that files have changed."""
    problems: tuple[Problem, ...] = ()
    """Those for which the last good site is still shown, and nothing newer."""
    warnings: tuple[Problem, ...] = ()
    drafts: tuple[Document, ...] = ()
    """What is shown and would not be published."""
    seconds: Mapping[str, float] = field(default_factory=dict)
    """How long each stage has taken."""


@dataclass(frozen=True)
class GoodSite:
    """A site without problems, of which everything can be made."""

    checked: Checked
    view: SiteView
    tasks: Mapping[str, Task]
    """By the paths of what they make."""
    assets: Mapping[str, bytes]

    @property
    def base(self) -> str:
        """The path of the site's address, between slashes."""
        return served_base(self.checked.site.meta.url)


class Workshop:
    """One site, for several threads that ask."""

    def __init__(self, project: Path) -> None:
        self.project, self.state = project, State()
        self.good: GoodSite | None = None
        """The last that had no problems."""
        self._lock, self._before, self._before_drafts = RLock(), Before(), Before()
        self._again = Again()
        self._made: dict[str, Outcome] = {}
        self._earlier: Mapping[str, bytes] = {}
        self._seconds: dict[str, float] = {}
        self._drafts: tuple[Document, ...] = ()

    def renew(self) -> State:
        """Reads the files again."""
        with self._lock:
            self._seconds, self._drafts = {}, ()
            problems, warnings = self._read()
            number = self.state.number + 1
            self.state = State(number, problems, warnings, self._drafts, self._seconds)
            return self.state

    @property
    def base(self) -> str:
        """The path of the site's address, between slashes."""
        return self.good.base if self.good else "/"

    def has(self, path: str) -> bool:
        return self.good is not None and path in self.good.tasks

    def find(self, path: str) -> bytes | None:
        """The bytes of a file of the site, None where there is none; an asset of the site before
        too, which a page that was read just now asks for. Where a template has a fault, that is a
        problem of the site, and what was made before stands."""
        with self._lock:
            good = self.good
            if good is None:
                return None
            if path not in good.tasks:
                return good.assets.get(path) or self._earlier.get(path)
            task = good.tasks[path]
            try:
                return self._outcome(task, good.view).files[path]
            except SiteError as error:
                self._fail(error)
                before = self._made.get(task.name)
                return before.files[path] if before else None

    def _fail(self, error: SiteError) -> None:
        """Adds what a page tells when it is made; what has been told is nothing new."""
        before = self.state
        problems = tuple(dict.fromkeys((*before.problems, *error.problems)))
        if problems != before.problems:
            self.state = replace(before, number=before.number + 1, problems=problems)

    def _read(self) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
        try:
            with self._timed("load"):
                reading = load_site(self.project, self._before.facts, self._again)
            with self._timed("check"):
                checked = check_reading(reading, self._before, jobs=1)
            self._before = checked.kept
            if checked.errors:
                return checked.problems, ()
            with self._timed("fonts and styles"):
                self._take(plan_outputs(self._with_drafts(reading) or checked))
        except SiteError as error:
            return tuple(error.problems), ()
        return (), checked.problems

    def _with_drafts(self, reading: Reading) -> Checked | None:
        """The site as it would be if its drafts were published; None where it has none, or may not
        be published with them yet."""
        site = reading.site
        if site is None or not any(document.draft for document in site.documents):
            return None
        documents = tuple(replace(each, draft=False) for each in site.documents)
        with_them = replace(site, documents=documents)
        checked = check_reading(
            replace(reading, site=with_them, likely=with_them), self._before_drafts, jobs=1
        )
        self._before_drafts = checked.kept
        if checked.errors:
            return None
        self._drafts = tuple(document for document in site.documents if document.draft)
        return checked

    def _take(self, plan: Plan) -> None:
        """Makes a site that has been checked the one that is shown."""
        view = plan.view
        tasks = (*plan.assets, *plan.drawings, *plan.pictures, *plan.texts)
        names = {task.name for task in tasks}
        self._made = {name: each for name, each in self._made.items() if name in names}
        assets = [self._outcome(task, view) for task in plan.assets]
        pieces = {name: each for made in self._made.values() for name, each in made.pieces.items()}
        shown = view.drawn(
            self._drawings(plan, view),
            self._sizes(plan, view),
            {name: path for made in assets for name, path in made.names.items()},
            pieces,
        )
        self._earlier = self.good.assets if self.good else {}
        self.good = GoodSite(
            plan.view.checked,
            shown,
            {path: task for task in (*plan.pictures, *plan.texts) for path in task.paths},
            {path: data for made in assets for path, data in made.files.items()},
        )

    def _drawings(self, plan: Plan, view: SiteView) -> Drawings:
        def drawn(key: tuple[str, str, Layout]) -> str:
            return self._outcome(tasks[key], view).files[tasks[key].name].decode()

        tasks = {cast(tuple[str, str, Layout], task.key): task for task in plan.drawings}
        return _WhenAsked(tasks, drawn)

    def _sizes(self, plan: Plan, view: SiteView) -> Sizes:
        def size(path: str) -> tuple[int, int]:
            found = size_of(path, self._outcome(tasks[path], view).files[path])
            if found is None:
                raise KeyError(path)
            return found

        tasks = {path: task for task in plan.pictures for path in task.paths}
        return _WhenAsked(tasks, size)

    def _outcome(self, task: Task, view: SiteView) -> Outcome:
        """What a task makes, or has made of the same answers."""
        made = self._made.get(task.name)
        if made is None or not view.answers.agree(made.asked):
            made = self._made[task.name] = task.make(view)
        return made

    @contextmanager
    def _timed(self, stage: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self._seconds[stage] = time.perf_counter() - start


class _WhenAsked(Mapping[K, V]):
    """Makes each of its values when that is asked for."""

    def __init__(self, keys: Collection[K], make: Callable[[K], V]) -> None:
        self._keys, self._make = keys, make

    def __getitem__(self, key: K) -> V:
        if key not in self._keys:
            raise KeyError(key)
        return self._make(key)

    def __iter__(self) -> Iterator[K]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)
