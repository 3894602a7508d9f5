"""Where the time of a build goes, by stage and by function:

    python -m benchmarks.stages [--pages N] [--charts] [--again] [--project DIR] [--functions N]

Builds the corpus, or a project, in this process alone and prints the CPU milliseconds a page file
by stage: cold, or with `--again` after one value has been changed in the corpus built before.
A stage is the time spent in some functions, but for what another stage takes meanwhile, so that all
together are the whole build. With `--functions` the build is run under cProfile instead, which
makes it slower: what counts there is the order.
"""

from __future__ import annotations

import argparse
import cProfile
import importlib
import os
import pstats
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.corpus import edit_value, write_project

TOP = Path(__file__).resolve().parents[1]
PACKAGE = "changzhou_site"
STAGES = {
    "load: YAML read": ("load.files:Files.yaml",),
    "load: indicators": ("load.site:load_indicators",),
    "load: known files": ("load.facts:KnownFiles.find", "load.facts:KnownFiles.to_keep"),
    "load: prose files": ("load.site:load_documents",),
    "load: the rest": ("pipeline:load_site",),
    "check: vocabulary": ("check.project:read_vocabulary",),
    "check: texts listed": ("check.project:reader_texts", "check.project:unseen_texts"),
    "check: prose": ("check.proses:read_document",),
    "check: prose remembered": ("check.project:read_proses",),
    "check: fields": ("check.project:read_fields", "check.project:check_fields"),
    "check: relations": ("check.project:check_relations",),
    "check: labels": ("check.project:check_labels",),
    "check: examples, literals": ("check.project:check_examples", "check.project:check_literals"),
    "check: charts": ("check.project:check_charts",),
    "check: fragments": ("check.project:check_fragments",),
    "check: parity": ("check.project:check_parity",),
    "check: glyphs": ("check.project:check_glyphs",),
    "check: mentions": ("check.project:find_mentions", "check.project:_unused"),
    "check: the rest": ("pipeline:check_reading",),
    "plan: where figures stand": ("outputs.view:find_stands",),
    "plan: pages": ("outputs.view:site_pages",),
    "plan: the rest": ("pipeline:plan_outputs",),
    "store: recalled": ("store:Store.recall", "pipeline:recall"),
    "store: what stands is found": ("remembering:Remembered.find",),
    "store: answers digested": ("asking:Answers.to",),
    "store: kept": ("pipeline:keep",),
    "pages: popovers": ("render.page:PageMaker._slip",),
    "pages: data page's rows": ("render.page:data_context",),
    "pages: templates": ("outputs.html:render_page",),
    "pages: addresses": ("outputs.html:settle",),
    "manifest": ("pipeline:with_manifest",),
    "publish": ("pipeline:publish_outputs",),
}
"""Each stage, and the functions it is: where they are called from, by the name they have there.
A task of the plan is a stage of its own."""
IMPORTS, REST = "imports", "the rest"


class Clock:
    """CPU seconds by stage; a stage within another stops the other's."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = dict.fromkeys((IMPORTS, *STAGES, REST), 0.0)
        self.open = [REST]
        self.since = time.process_time()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        self._turn()
        self.open.append(name)
        try:
            yield
        finally:
            self._turn()
            self.open.pop()

    def _turn(self) -> None:
        now = time.process_time()
        self.spent[self.open[-1]] = self.spent.get(self.open[-1], 0) + now - self.since
        self.since = now

    def tasks(self, make: Callable[..., Any]) -> Callable[..., Any]:
        """What makes a task, on this clock under the name of the task's function."""

        def run(task: Any, *args: Any) -> Any:
            with self.stage(task.function.__name__.replace("_", " ")):
                return make(task, *args)

        return run

    def timed(self, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """The function, and what it yields if it is a generator, on this clock."""

        def run(*args: Any, **named: Any) -> Any:
            with self.stage(name):
                made = work(*args, **named)
            return self._each(name, made) if isinstance(made, Iterator) else made

        return run

    def _each(self, name: str, made: Iterator[Any]) -> Iterator[Any]:
        while True:
            with self.stage(name):
                try:
                    item = next(made)
                except StopIteration:
                    return
            yield item


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition(":")[0])
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--charts", action="store_true")
    parser.add_argument("--again", action="store_true", help="one value changed since it was built")
    parser.add_argument("--project", type=Path, help="a project instead of the corpus")
    parser.add_argument("--functions", type=int, default=0, metavar="N")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        project = arguments.project or Path(folder, "corpus")
        words = _words(project, Path(folder))
        if not arguments.project:
            write_project(project, arguments.pages, charts=arguments.charts)
            if arguments.again:
                command = [sys.executable, str(TOP / "build.py"), *words]
                subprocess.run(command, check=True, capture_output=True)
                edit_value(project, (arguments.pages + 1) // 2, 300)
        files = len(list(project.glob("content/*/*.md")))
        if arguments.functions:
            print_functions(words, arguments.functions)
        else:
            print_stages(spend(words), files)


def _words(project: Path, folder: Path) -> list[str]:
    """What the command line is told."""
    places = {"--project": project, "--out": folder / "out", "--store": folder / "store"}
    options = (str(word) for option in places.items() for word in option)
    return ["build", "--jobs", "1", *options]


def spend(words: list[str]) -> dict[str, float]:
    """CPU seconds by stage of one build."""
    clock = Clock()
    with clock.stage(IMPORTS):
        for name, functions in STAGES.items():
            for each in functions:
                _replace(each, partial(clock.timed, name))
        _replace("outputs.task:Task.make", clock.tasks)
    _build(words)
    with clock.stage(REST):
        return clock.spent


def _replace(function: str, put: Callable[[Any], Any]) -> None:
    """Puts another function in a function's place."""
    module, _, name = function.partition(":")
    owner: Any = importlib.import_module(f"{PACKAGE}.{module}")
    *classes, last = name.split(".")
    for each in classes:
        owner = getattr(owner, each)
    setattr(owner, last, put(getattr(owner, last)))


def _build(words: list[str]) -> None:
    """One build in this process. Raises SystemExit where nothing was published."""
    command_line = importlib.import_module(f"{PACKAGE}.cli")
    with Path(os.devnull).open("w") as nowhere, redirect_stderr(nowhere):
        code = command_line.main(words)
    if code:
        raise SystemExit(code)


def print_stages(spent: dict[str, float], files: int) -> None:
    whole = sum(spent.values())
    print(f"{files} page files, Python {sys.version.split()[0]}: {whole:.2f} s of CPU\n")
    print(f"{'stage':<30} {'ms a page':>10} {'share':>7}")
    for name, seconds in spent.items():
        print(f"{name:<30} {1000 * seconds / files:>10.2f} {100 * seconds / whole:>5.1f} %")


def print_functions(words: list[str], most: int) -> None:
    profile = cProfile.Profile(time.process_time)
    profile.runcall(_build, words)
    for order in ("tottime", "cumtime"):
        pstats.Stats(profile).sort_stats(order).print_stats(most)


if __name__ == "__main__":
    main()
