"""The numbers of a page that no indicator stands behind: names, by class."""

from __future__ import annotations

from collections.abc import Iterator

from changzhou_site.guard import LITERAL, QUOTED, WARNED
from changzhou_site.model import NAME_KINDS
from changzhou_site.render.desk import Desk
from changzhou_site.render.method import Term
from changzhou_site.scripts import tagged

COUNTED = ("dates", "ordinals", "sayings")
"""Classes that are told by how many they are; of the others each name is listed once."""


def unbound_terms(desk: Desk) -> Iterator[Term]:
    """Each class of names that stands on the pages, with its names or how many they are."""
    for kind in (LITERAL, QUOTED, *NAME_KINDS, WARNED):
        found = [name.text for name in desk.names if name.kind == kind]
        if found and kind in COUNTED:
            yield Term(desk.words[f"names_{kind}"], desk.count("names_counted", len(found)))
        elif found:
            listed = dict.fromkeys(" ".join(name.split()) for name in found)
            names = desk.words["semicolon"].join(listed)
            yield Term(desk.words[f"names_{kind}"], tagged(names, desk.language, desk.site))
