"""The drawings of charts that pages inline: one a chart, language and layout.

Each asks for what its chart shows, worded in its language, and for the site's colours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from changzhou_site.charts import LAYOUTS, Staging, draw_chart, stage_chart
from changzhou_site.outputs.task import Made, Task
from changzhou_site.outputs.view import SiteView
from changzhou_site.render import Drawings


def plan_drawings(view: SiteView) -> Iterator[Task]:
    for chart in view.site.charts.values():
        for language in view.languages:
            for layout in LAYOUTS:
                name = _name(chart.id, language.code, layout)
                staging = stage_chart(chart, view.site, language, layout)
                yield Task(name, make_drawing, (name, staging))


def make_drawing(name: str, staging: Staging) -> Made:
    return {name: draw_chart(staging).encode()}


def _name(id: str, language: str, layout: str) -> str:
    return f"{language}/{id}-{layout}"


def drawings_of(view: SiteView, made: Mapping[str, bytes]) -> Drawings:
    """What was made, as pages look for it."""
    return {
        (id, language.code, layout): made[_name(id, language.code, layout)].decode()
        for id in view.site.charts
        for language in view.languages
        for layout in LAYOUTS
    }
