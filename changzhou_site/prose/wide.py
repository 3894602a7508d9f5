"""Frames for what may be wider than the text: tables and code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

from changzhou_site.prose.tokens import TOKEN

CODE = "<pre>"
HELD = re.compile(f"{TOKEN.pattern}|\u0002[^\u0003]*\u0003")
"""What stands for something else until the page is made: our tokens, and Markdown's own."""

FOCUS = {"tabindex": "0"}
"""What scrolls is reached by keyboard."""


def frame_tables(root: Element, words: Mapping[str, str]) -> None:
    """Each table in a frame that scrolls where the table is wider, called by its headings, so that
    two are told apart; code is a frame itself."""
    for outer in [*root.iter()]:
        for place, inner in enumerate([*outer]):
            if inner.tag == "table":
                called = _name(inner, words)
                named = {"class": "table-scroll", "role": "group", "aria-label": called}
                frame = Element("div", named | FOCUS)
                frame.tail, inner.tail = inner.tail, "\n"
                frame.append(inner)
                outer[place] = frame
            elif inner.tag == "pre":
                inner.attrib |= FOCUS


def _name(table: Element, words: Mapping[str, str]) -> str:
    """What a table is, and its headings as far as they are plain text."""
    texts = (HELD.sub("", "".join(cell.itertext())).strip() for cell in table.iter("th"))
    headings = words["comma"].join(filter(None, texts))
    return f"{words['table']}{words['colon']}{headings}" if headings else words["table"]


def focusable(raw: str) -> str:
    """A fence's code, which was taken out of the text, as such a frame."""
    return raw.replace(CODE, '<pre tabindex="0">', 1) if raw.startswith(CODE) else raw
