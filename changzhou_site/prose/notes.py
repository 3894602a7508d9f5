"""Footnotes in the order in which a reader meets their marks, whatever that of their texts."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.treeprocessors import Treeprocessor

CITED = re.compile(r"^ {0,3}\[\^[^\]\n]+\]:|\[\^(?P<label>[^\]\n]+)\]", re.MULTILINE)
"""A note's mark; what begins a note is passed over."""


def cited_in(text: str) -> Iterator[str]:
    """The labels of the marks in a text."""
    return (match["label"] for match in CITED.finditer(text) if match["label"])


class NotesAsMet(Treeprocessor):
    """Sorts the notes that were read before they are numbered; one that no mark leads to is left
    out, since the way back from it would end nowhere."""

    def __init__(self, processor: Markdown, notes: FootnoteExtension) -> None:
        super().__init__(processor)
        self.notes = notes

    def run(self, root: Element) -> None:
        texts: OrderedDict[str, str] = self.notes.footnotes
        self.notes.footnotes = OrderedDict(
            (label, texts[label]) for label in _met(root.itertext(), texts)
        )


def _met(texts: Iterable[str], notes: OrderedDict[str, str]) -> Iterator[str]:
    """The labels of notes as the texts cite them, and then as those notes cite others."""
    met: dict[str, None] = {}
    waiting = [*texts]
    while waiting:
        labels = [label for text in waiting for label in cited_in(text)]
        new = [label for label in dict.fromkeys(labels) if label in notes and label not in met]
        met |= dict.fromkeys(new)
        waiting = [notes[label] for label in new]
    yield from met
