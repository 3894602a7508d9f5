"""data/indicators.json: the edition.

It asks for all figures, checks and corrections, and for the words of charts and pages. The figures
of each topic are a piece.
"""

from __future__ import annotations

from functools import partial

from changzhou_site.edition import (
    EDITION_FILE,
    edition_without_figures,
    figure_entries,
    write_figures,
    write_with_figures,
)
from changzhou_site.outputs.task import Task
from changzhou_site.outputs.view import SiteView


def make_edition(view: SiteView) -> bytes:
    rest = edition_without_figures(view.checked, view.pages)
    stems = view.site.by_topic
    topics = (view.once(f"edition {stem}", partial(_figures, view, stem)) for stem in stems)
    return write_with_figures(rest, topics)


def _figures(view: SiteView, stem: str) -> str:
    return write_figures(figure_entries(view.site.by_topic[stem], view.site, view.used))


EDITION = Task(EDITION_FILE, make_edition)
