"""Everything of a site that is drawn: charts for the page, charts as files, cards for sharing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any

from changzhou_site.charts import LAYOUTS, Layout, draw_card, draw_chart, draw_files
from changzhou_site.model import Site
from changzhou_site.pages import Page, card_file, chart_file
from changzhou_site.render import chart_frame, page_card
from changzhou_site.theme import palette

Drawing = tuple[str, str, Layout]
"""A chart's id, a language, a layout."""


@dataclass(frozen=True)
class Task:
    """One thing to draw: what for, and by which function of what."""

    name: Drawing | str
    """A drawing of a page, or the path of a file."""
    function: Callable[..., Any]
    arguments: tuple[Any, ...]


@dataclass(frozen=True)
class Pictures:
    """What has been drawn."""

    drawings: Mapping[Drawing, str]
    files: Mapping[str, bytes]


def picture_tasks(site: Site, pages: Iterable[Page]) -> list[Task]:
    """All that a site has to draw, each independent of the others."""
    return [*_drawings(site), *_files(site), *_cards(site, pages)]


def _drawings(site: Site) -> Iterator[Task]:
    for id, chart in site.charts.items():
        for language in site.meta.languages:
            for layout in LAYOUTS:
                arguments = (chart, site, language, layout)
                yield Task((id, language, layout), draw_chart, arguments)


def _files(site: Site) -> Iterator[Task]:
    for chart in site.charts.values():
        for language in site.meta.languages:
            path = chart_file(site.meta, chart, language, "")
            frame = chart_frame(site, chart, language)
            yield Task(path, draw_files, (chart, site, language, frame))


def _cards(site: Site, pages: Iterable[Page]) -> Iterator[Task]:
    colours = palette(site.meta.theme)
    for page in pages:
        if page.is_listed:
            yield Task(card_file(site.meta, page), draw_card, (page_card(site, page), colours))


TASKS_A_PROCESS = 30
"""Fewer are drawn sooner than another process has started."""


def useful_jobs(tasks: Sequence[Task]) -> int:
    """How many processes draw these soonest on this machine."""
    return max(1, min(os.cpu_count() or 1, len(tasks) // TASKS_A_PROCESS))


def draw_pictures(tasks: Sequence[Task], jobs: int, step: Callable[[], None]) -> Pictures:
    """Draws one after the other, or over several processes; the result is the same."""
    drawings: dict[Drawing, str] = {}
    files: dict[str, bytes] = {}
    for task, made in zip(tasks, _run(tasks, jobs), strict=True):
        if not isinstance(task.name, str):
            drawings[task.name] = made
        elif task.function is draw_files:
            files |= {f"{task.name}svg": made.svg, f"{task.name}png": made.png}
        else:
            files[task.name] = made
        step()
    return Pictures(drawings, files)


def _run(tasks: Sequence[Task], jobs: int) -> Iterator[Any]:
    if jobs == 1:
        yield from map(_draw, tasks)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        yield from pool.map(_draw, tasks, chunksize=4)


def _draw(task: Task) -> Any:
    return task.function(*task.arguments)
