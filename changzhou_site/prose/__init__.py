"""Markdown with bound figures -> HTML."""

from changzhou_site.prose.document import Prose, read_document
from changzhou_site.prose.markdown import Heading

__all__ = ["Heading", "Prose", "read_document"]
