"""Markdown with bound figures -> HTML."""

from changzhou_site.prose.document import Prose as Prose
from changzhou_site.prose.document import placed_charts as placed_charts
from changzhou_site.prose.document import read_document as read_document
from changzhou_site.prose.line_breaks import heading_clauses as heading_clauses
from changzhou_site.prose.markdown import Heading as Heading
from changzhou_site.prose.ways import Way as Way
