"""What prose needs to know of the page it becomes part of: addresses, relative to it."""

from __future__ import annotations

from typing import Protocol

from changzhou_site.bound import Rows
from changzhou_site.model import Correction, Document


class Links(Rows, Protocol):
    """Addresses as seen from one page."""

    def document(self, document: Document) -> str:
        """A section's place in the article, or a page."""

    def picture(self, name: str) -> str:
        """A picture's file, with its hash."""


class NoLinks:
    """Stands in where prose is only checked."""

    def document(self, document: Document) -> str:
        return f"#{document.slug}"

    def row(self, indicator: str) -> str:
        return f"#{indicator}"

    def correction(self, correction: Correction) -> str:
        return f"#{correction.indicator}"

    def picture(self, name: str) -> str:
        return name
