"""How what a site says is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from changzhou_site.asking import Rule, Rules
from changzhou_site.guard import Vocabulary
from changzhou_site.model import Document, Meta, Site, ThemeFiles

SITE_RULES: Rules = {
    Site: {
        "meta": Rule.PARTS,
        "languages": Rule.BY_KEY,
        "sources": Rule.BY_KEY,
        "units": Rule.BY_KEY,
        "indicators": Rule.BY_KEY,
        "topics": Rule.BY_KEY,
        "charts": Rule.BY_KEY,
        "pictures": Rule.BY_KEY,
        "fonts": Rule.FREE,
        "theme": Rule.PARTS,
        "settings": Rule.BY_KEY,
        "published": Rule.BY_KEY,
        "used_units": Rule.WHOLE,
        "derived_from": Rule.BY_KEY,
        "corrections_of": Rule.CALLED,
        "sections": Rule.CALLED,
        "pages": Rule.CALLED,
    },
    Meta: {},
    ThemeFiles: {},
}
"""What is not named here is asked for whole. Fonts are the package's."""


@dataclass(frozen=True, eq=False)
class Sources:
    """What prose is read against."""

    site: Site
    vocabulary: Vocabulary

    @cached_property
    def bodies(self) -> Mapping[str, object]:
        """The text of each document and the place of each character, by its path."""
        return {document.path: _written(document) for document in self.site.documents}

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        return {document.path: document for document in self.site.documents}


def _written(document: Document) -> object:
    body = document.body
    return body.value, body.place.line, body.place.column, body.anchors
