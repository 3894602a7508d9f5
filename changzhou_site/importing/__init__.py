"""The YAML for a table: what its columns hold, as figures of data/indicators/.

What is composed is read as the program reads it before it is printed, so that whatever is wrong
in the table is told at its cell, and what is printed can be built.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from changzhou_site.errors import SiteError
from changzhou_site.importing.columns import Sketch, sketch
from changzhou_site.importing.composing import as_yaml
from changzhou_site.importing.planning import plan
from changzhou_site.importing.refusing import refuse_unread
from changzhou_site.importing.trying import problems_of
from changzhou_site.load import load_site
from changzhou_site.load.offered import Offer, OfferedTable, load_offer
from changzhou_site.load.site import SITE
from changzhou_site.load.table import FOLDER


@dataclass(frozen=True)
class Imported:
    """What is printed for a table."""

    yaml: str
    next: str
    """What is to be done besides; empty where the table lies where it is read."""


def import_table(given: str, project: Path) -> Imported:
    """The YAML for a file, with a sheet and range behind a `#` if it has any.

    Raises SiteError for what is wrong in it, WrongUsage where there is none.
    """
    offer = load_offer(given, project)
    chosen, found = _best(offer)
    refuse_unread(chosen.table, found)
    site = load_site(project).likely
    languages = tuple(site.languages) if (project / SITE).is_file() else ()
    composed = plan(chosen, found, site, languages)
    if problems := problems_of(composed, chosen, site):
        raise SiteError(problems)
    into = project / FOLDER
    return Imported(as_yaml(composed), "" if offer.is_in_place else f"copy {offer.path} to {into}/")


def _best(offer: Offer) -> tuple[OfferedTable, Sketch]:
    """The first way to read a file in which it has periods and figures, or else the first."""
    found = [(way, sketch(way.table)) for way in offer.ways]
    return next((each for each in found if each[1].is_whole), found[0])
