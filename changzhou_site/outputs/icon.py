"""favicon.svg. It asks for its template and the site's colours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from changzhou_site.outputs.task import Task
from changzhou_site.outputs.view import SiteView
from changzhou_site.render import Theme
from changzhou_site.theme import palette


def plan_icon(view: SiteView) -> Iterator[Task]:
    colours = {name: each.light for name, each in palette(view.site.meta.tokens).items()}
    yield Task("favicon.svg", make_icon, (view.theme, colours))


def make_icon(theme: Theme, colours: Mapping[str, str]) -> str:
    return f"{theme.render('parts/favicon.svg', colours)}\n"
