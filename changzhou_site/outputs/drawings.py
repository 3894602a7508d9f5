"""The drawings of charts that pages inline: one a chart, language and layout.

Each asks for what its chart shows, worded in its language, and for the site's colours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from changzhou_site.charts import LAYOUTS, Layout, draw_chart, stage_chart
from changzhou_site.model import Site
from changzhou_site.outputs.task import Task
from changzhou_site.outputs.view import SiteView
from changzhou_site.render import Drawings, Sizes


def plan_drawings(view: SiteView) -> Iterator[Task]:
    site = view.site
    for id, code, layout in _keys(site):
        staging = stage_chart(site.charts[id], site, site.languages[code], layout)
        yield Task(_name(id, code, layout), draw_chart, (staging,))


def drawings_of(view: SiteView, made: Mapping[str, bytes]) -> Drawings:
    """What was made, as pages look for it."""
    return {key: made[_name(*key)].decode() for key in _keys(view.site)}


def sizes_of(made: Mapping[str, bytes]) -> Sizes:
    """How large each PNG is, as its header says."""
    return {
        path: (int.from_bytes(data[16:20]), int.from_bytes(data[20:24]))
        for path, data in made.items()
        if path.endswith(".png")
    }


def _keys(site: Site) -> Iterator[tuple[str, str, Layout]]:
    return product(site.charts, site.languages, LAYOUTS)


def _name(id: str, language: str, layout: Layout) -> str:
    return f"{language}/{id}-{layout}"
