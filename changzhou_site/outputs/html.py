"""The pages.

Each asks for what its view holds: its texts, the figures and charts that stand on it with what
stands behind them, the titles in the navigation, and where the assets lie that it loads.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from changzhou_site.addresses import settle
from changzhou_site.model import Meta
from changzhou_site.outputs.task import Task
from changzhou_site.outputs.view import SiteView
from changzhou_site.render import PageMaker, PageView, Theme, render_page


def plan_pages(view: SiteView, files: Mapping[str, str]) -> Iterator[Task]:
    """`files` says where assets lie, by their plain names."""
    makers = {code: PageMaker(desk, view.checked.texts) for code, desk in view.desks.items()}
    for page in view.pages:
        made = makers[page.language].view(page)
        yield Task(made.file, make_page, (made, view.theme, view.site.meta, files))


def make_page(view: PageView, theme: Theme, meta: Meta, files: Mapping[str, str]) -> str:
    return settle(render_page(view, theme), view.path, meta, files)
