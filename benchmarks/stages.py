"""Where the time of a build goes, by stage and by function:

    python -m benchmarks.stages [--pages N] [--charts] [--project DIR] [--functions N]

Builds the corpus, or a project, in this process alone and without a store, and prints the CPU
milliseconds a page file by stage. A stage is time spent in one of the functions below, but for what
another of them takes meanwhile, so that all stages together are the whole build. With `--functions`
the build is run under cProfile instead, which makes it slower: what counts there is the order.
"""

from __future__ import annotations

import argparse
import cProfile
import importlib
import pstats
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from benchmarks.corpus import write_project

PACKAGE = "changzhou_site"
STAGES = {
    "load: YAML read": ("load.files:Files.yaml",),
    "load: indicators": ("load.site:load_indicators",),
    "load: prose files": ("load.site:load_documents",),
    "load: the rest": ("pipeline:load_site",),
    "check: vocabulary": ("check.project:read_vocabulary",),
    "check: texts listed": ("check.project:reader_texts", "check.project:unseen_texts"),
    "check: prose": ("check.project:read_document",),
    "check: fields": ("check.project:check_fields",),
    "check: relations": ("check.project:check_relations",),
    "check: labels": ("check.project:check_labels",),
    "check: examples, literals": ("check.project:check_examples", "check.project:check_literals"),
    "check: charts and alts": ("check.project:check_chart", "check.project:check_alt"),
    "check: fragments": ("check.project:check_fragments",),
    "check: parity": ("check.project:check_parity",),
    "check: glyphs": ("check.project:check_glyphs",),
    "check: mentions": ("check.project:find_mentions", "check.project:_unused"),
    "check: the rest": ("pipeline:check_reading",),
    "plan: where figures stand": ("outputs.view:find_stands",),
    "plan: pages": ("outputs.view:site_pages",),
    "plan: the rest": ("pipeline:plan_outputs", "outputs.plan:plan_cards"),
    "assets": ("outputs.plan:make_assets",),
    "drawings: planned": ("outputs.plan:plan_drawings", "outputs.plan:plan_chart_pictures"),
    "drawings: SVG": ("outputs.drawings:draw_chart",),
    "drawings: files": ("outputs.chart_files:make_pictures",),
    "cards": ("outputs.cards:draw_card",),
    "pages: views": ("outputs.plan:plan_pages",),
    "pages: figures and popovers": ("render.page:PageMaker._provenance",),
    "pages: data page's view": ("render.page:data_context",),
    "pages: templates": ("outputs.html:render_page",),
    "pages: addresses": ("outputs.html:settle",),
    "chart tables, embeds": ("outputs.plan:plan_chart_tables", "outputs.plan:plan_oembeds"),
    "edition: indicators.json": (
        "outputs.edition_file:edition_of",
        "outputs.edition_file:write_edition",
    ),
    "table: indicators.csv": (
        "outputs.plan:plan_indicator_table",
        "outputs.indicator_table:csv_bytes",
    ),
    "data package": ("outputs.plan:plan_datapackage", "outputs.datapackage:json_text"),
    "sitemap": ("outputs.plan:plan_sitemap", "outputs.sitemap:make_sitemap"),
    "icon": ("outputs.plan:plan_icon", "outputs.icon:make_icon_picture"),
    "manifest": ("pipeline:make_manifest",),
    "publish": ("pipeline:publish_outputs",),
}
"""Each stage, and the functions it is: where they are called from, by the name they have there."""
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
        self.spent[self.open[-1]] += now - self.since
        self.since = now

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
    parser = argparse.ArgumentParser(description=__doc__.partition(",")[0])
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--charts", action="store_true")
    parser.add_argument("--project", type=Path, help="a project instead of the corpus")
    parser.add_argument("--functions", type=int, default=0, metavar="N")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        project = arguments.project
        if project is None:
            project = Path(folder, "corpus")
            write_project(project, arguments.pages, charts=arguments.charts)
        files = len(list(project.glob("content/*/*.md")))
        if arguments.functions:
            print_functions(project, Path(folder, "out"), arguments.functions)
        else:
            print_stages(spend(project, Path(folder, "out")), files)


def spend(project: Path, out: Path) -> dict[str, float]:
    """CPU seconds by stage of one build."""
    clock = Clock()
    with clock.stage(IMPORTS):
        for name, functions in STAGES.items():
            for each in functions:
                _replace(each, name, clock)
    _build(project, out)
    with clock.stage(REST):
        return clock.spent


def _replace(function: str, stage: str, clock: Clock) -> None:
    module, _, name = function.partition(":")
    owner: Any = importlib.import_module(f"{PACKAGE}.{module}")
    *classes, last = name.split(".")
    for each in classes:
        owner = getattr(owner, each)
    setattr(owner, last, clock.timed(stage, getattr(owner, last)))


def _build(project: Path, out: Path) -> None:
    pipeline = importlib.import_module(f"{PACKAGE}.pipeline")
    pipeline.build(project, out, lambda _name, _steps: nullcontext(lambda: None), jobs=1)


def print_stages(spent: dict[str, float], files: int) -> None:
    whole = sum(spent.values())
    print(f"{files} page files, Python {sys.version.split()[0]}: {whole:.2f} s of CPU\n")
    print(f"{'stage':<30} {'ms a page':>10} {'share':>7}")
    for name, seconds in spent.items():
        print(f"{name:<30} {1000 * seconds / files:>10.2f} {100 * seconds / whole:>5.1f} %")


def print_functions(project: Path, out: Path, most: int) -> None:
    profile = cProfile.Profile(time.process_time)
    profile.runcall(_build, project, out)
    for order in ("tottime", "cumtime"):
        pstats.Stats(profile).sort_stats(order).print_stats(most)


if __name__ == "__main__":
    main()
