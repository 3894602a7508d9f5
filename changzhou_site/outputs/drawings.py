"""The drawings of charts that pages inline: one a chart, language and layout.

Each asks for what its chart shows, worded in its language, and for the site's colours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import cast

from changzhou_site.charts import LAYOUTS, Layout, draw_chart, stage_chart
from changzhou_site.outputs.task import Task
from changzhou_site.outputs.view import SiteView
from changzhou_site.render import Drawings


def plan_drawings(view: SiteView) -> Iterator[Task]:
    for key in product(view.site.charts, view.site.languages, LAYOUTS):
        yield Task(_name(*key), make_drawing, key)


def make_drawing(view: SiteView, id: str, code: str, layout: Layout) -> str:
    site = view.site
    return draw_chart(stage_chart(site.charts[id], site, site.languages[code], layout))


def drawings_of(tasks: Iterable[Task], made: Mapping[str, object]) -> Drawings:
    """What was made, as pages look for it."""
    return {
        cast(tuple[str, str, Layout], task.key): cast(bytes, made[task.name]).decode()
        for task in tasks
    }


def size_of(path: str, data: bytes) -> tuple[int, int] | None:
    """How large a PNG is, as its header says."""
    if not path.endswith(".png"):
        return None
    return int.from_bytes(data[16:20]), int.from_bytes(data[20:24])


def _name(id: str, language: str, layout: Layout) -> str:
    return f"{language}/{id}-{layout}"
