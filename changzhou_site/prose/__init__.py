"""Markdown with bound figures -> HTML, and the guard against loose numbers."""

from changzhou_site.prose.document import Prose, read_document
from changzhou_site.prose.fields import Fields, check_fields
from changzhou_site.prose.guard import Vocabulary, read_vocabulary
from changzhou_site.prose.links import Links, NoLinks
from changzhou_site.prose.mentions import Mention, Spot

__all__ = [
    "Fields",
    "Links",
    "Mention",
    "NoLinks",
    "Prose",
    "Spot",
    "Vocabulary",
    "check_fields",
    "read_document",
    "read_vocabulary",
]
