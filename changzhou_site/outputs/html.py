"""The pages.

Each asks for what its view holds: its texts, the figures and charts that stand on it with what
stands behind them, the titles in the navigation, and where the assets lie that it loads.
"""

from __future__ import annotations

from collections.abc import Iterator

from changzhou_site.addresses import settle
from changzhou_site.outputs.task import Task
from changzhou_site.outputs.view import SiteView
from changzhou_site.render import PageMaker, render_page


def plan_pages(view: SiteView) -> Iterator[Task]:
    for page in view.pages:
        yield Task(page.file, make_page, (page.path,))


def make_page(view: SiteView, path: str) -> str:
    page = view.page_at[path]
    made = PageMaker(view.desks[page.language], view.once).view(page)
    return settle(render_page(made, view.theme), made.path, view.site.meta, view.files)
