"""Times sites that are generated with more and more page files: `make bench`.

A page file has three figures of its own and a chart, and names a figure of all pages. What is
printed is the time a page file takes in each stage, and the size of a drawing's task as it is
handed to another process. Both are to be level: a site of ten times the pages takes ten times as
long.
"""

from __future__ import annotations

import gc
import pickle
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import TypeVar

from changzhou_site.charts import LAYOUTS
from changzhou_site.check import Checked, check_project
from changzhou_site.outputs import Plan, plan_outputs

T = TypeVar("T")

SIZES = (100, 300, 1000)
LEVEL = 1.2
"""How much longer a page may take in the largest site than in the smallest."""

SITE = """\
title: Districts
description: A page for each of them
url: https://example.org/
languages: [en]
published: 2022-01-01
publisher: {name: Desk, url: https://example.org/}
authors: [{name: Desk, url: https://example.org/}]
license: {name: Free}
front: [all]
"""
INDICATORS = """\
people_{n}: {{label: People of {name}, unit: jobs, value: {v}, {common}}}
past_{n}: {{label: People of {name} before, unit: jobs, value: {v}, {past}}}
area_{n}: {{label: Surface of {name}, unit: km2, value: {n}.5, {common}}}
"""
CHART = """\
chart_{n}:
  type: bar
  title: {name}
  alt: "Bars: {{{{ people_{n} }}}} and {{{{ past_{n} }}}}."
  show: [people_{n}, past_{n}]
"""
PAGE = """\
---
title: {name}
summary: "It has {{{{ people_{n} }}}}."
layout: page
---

In {name} there are {{{{ people_{n} }}}} on {{{{ area_{n} }}}}, of {{{{ all }}}} in all.

{{{{ chart chart_{n} }}}}

## What was before

It had {{{{ past_{n} }}}}, and was as large.
"""


def name_of(number: int) -> str:
    """A name without a digit: Aab, Aac, Aad."""
    letters = (chr(ord("a") + number // 26**place % 26) for place in (2, 1, 0))
    return "".join(letters).capitalize()


def write_site(folder: Path, pages: int) -> None:
    """A site with so many page files."""
    for name in ("data/indicators", "data/charts", "content/en"):
        (folder / name).mkdir(parents=True)
    numbers = range(1, pages + 1)
    (folder / "data/site.yaml").write_text(SITE, "utf-8")
    (folder / "data/sources.yaml").write_text("s: {title: Census, publisher: Office}\n", "utf-8")
    common, past = "period: 2021, source: s#1", "period: 2011, source: s#2"
    figures = [
        INDICATORS.format(n=n, name=name_of(n), v=1000 + n, common=common, past=past)
        for n in numbers
    ]
    figures.append(f"all: {{label: People, unit: jobs, value: {pages * 2000}, {common}}}\n")
    (folder / "data/indicators/all.yaml").write_text("".join(figures), "utf-8")
    charts = "".join(CHART.format(n=n, name=name_of(n)) for n in numbers)
    (folder / "data/charts/all.yaml").write_text(charts, "utf-8")
    (folder / "content/en/1-all.md").write_text(
        "---\ntitle: All districts\nsummary: Together\n---\n\n{{ all }}.\n", "utf-8"
    )
    for n in numbers:
        page = PAGE.format(n=n, name=name_of(n))
        (folder / f"content/en/district-{n}.md").write_text(page, "utf-8")


def timed(work: Callable[[], T]) -> tuple[float, T]:
    gc.collect()
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def make_pages(plan: Plan) -> int:
    """Makes all that is not drawn, with an empty drawing in place of each."""
    view = plan.view
    keys = product(view.site.charts, view.site.languages, LAYOUTS)
    undrawn = view.drawn(dict.fromkeys(keys, '<svg height="9"></svg>'), {})
    return sum(len(task.make(undrawn).files) for task in plan.texts)


def checked(folder: Path) -> Checked:
    found = check_project(folder)
    if found.problems:
        raise SystemExit("\n".join(map(str, found.problems[:5])))
    return found


def measure(size: int) -> tuple[float, float, float]:
    """Seconds a page file to check and to make pages of, and bytes a drawing's task."""
    with tempfile.TemporaryDirectory() as folder:
        write_site(Path(folder), size)
        checking, found = timed(lambda: checked(Path(folder)))
        plan = plan_outputs(found)
        making, _ = timed(lambda: make_pages(plan))
    pickled = sum(len(pickle.dumps(task)) for task in plan.drawings)
    return checking / size, making / size, pickled / len(plan.drawings)


def main() -> int:
    measure(min(SIZES) // 4)  # what is loaded and compiled once is no page's time
    print(f"{'page files':>10} {'check':>9} {'pages':>9} {'drawing task':>14}")
    rows = [(size, *measure(size)) for size in SIZES]
    for size, check, pages, task in rows:
        print(f"{size:>10} {check * 1000:>6.2f} ms {pages * 1000:>6.2f} ms {task:>8.0f} bytes")
    ratios = [last / first for first, last in zip(rows[0][1:], rows[-1][1:], strict=True)]
    print(f"{'ratio':>10} {ratios[0]:>9.2f} {ratios[1]:>9.2f} {ratios[2]:>14.2f}")
    return int(max(ratios) > LEVEL)


if __name__ == "__main__":
    sys.exit(main())
