"""favicon.svg. It asks for its template and the site's colours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from changzhou_site.outputs.task import Made, Task
from changzhou_site.outputs.view import SiteView
from changzhou_site.render import Theme
from changzhou_site.theme import palette

PATH = "favicon.svg"


def plan_icon(view: SiteView) -> Iterator[Task]:
    colours = {name: each.light for name, each in palette(view.site.meta.tokens).items()}
    yield Task(PATH, make_icon, (view.theme, colours))


def make_icon(theme: Theme, colours: Mapping[str, str]) -> Made:
    return {PATH: f"{theme.render('parts/favicon.svg', colours)}\n".encode()}
