"""The pictures of pages for sharing.

Each asks for the page's title, the kicker and the publisher; the article's, for its opening chart.
"""

from __future__ import annotations

from collections.abc import Iterator

from changzhou_site.charts import draw_card
from changzhou_site.outputs.task import Task
from changzhou_site.outputs.view import SiteView
from changzhou_site.pages import card_file
from changzhou_site.render import page_card
from changzhou_site.theme import palette


def plan_cards(view: SiteView) -> Iterator[Task]:
    for page in view.pages:
        if page.has_card:
            yield Task(card_file(view.site.meta, page), make_card, (page.path,))


def make_card(view: SiteView, path: str) -> bytes:
    page = view.page_at[path]
    return draw_card(page_card(view.desks[page.language], page), palette(view.site.meta.tokens))
