"""data/indicators.json: the edition.

It asks for all figures, checks and corrections, and for the words of charts and pages.
"""

from __future__ import annotations

from changzhou_site.edition import EDITION_FILE, edition_of, write_edition
from changzhou_site.outputs.task import Task
from changzhou_site.outputs.view import SiteView


def make_edition(view: SiteView) -> bytes:
    return write_edition(edition_of(view.checked, view.pages, view.stands))


EDITION = Task(EDITION_FILE, make_edition)
