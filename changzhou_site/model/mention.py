"""Where a text names an indicator."""

from __future__ import annotations

from dataclasses import dataclass

from changzhou_site.errors import Place
from changzhou_site.model.publication import Document
from changzhou_site.model.statistics import Localised


@dataclass(frozen=True)
class Spot:
    """What a text belongs to."""

    kind: str
    """site, front, section, page, draft, chart, topic (a heading of the data page), indicator (its
    label and notes), formula, event, check or correction"""
    name: str
    """The slug or id; of a topic its file's name, of site which of its texts, of an event its date,
    of a check its text."""


@dataclass(frozen=True)
class SpotTexts:
    """What stands under one key of a record, in the languages it stands there in."""

    texts: Localised
    spot: Spot
    field: str
    """The key: `title`, `label`, `note`."""


@dataclass(frozen=True)
class Mention:
    """An indicator named in a text."""

    id: str
    period: str | None
    """The observation that is asked for; None for the newest."""
    place: Place
    spot: Spot
    language: str | None
    """None where one text serves all languages."""


def document_spot(document: Document) -> Spot:
    return Spot("draft" if document.draft else document.layout, document.slug)
