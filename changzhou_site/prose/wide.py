"""Frames for what may be wider than the text: tables and code."""

from __future__ import annotations

from xml.etree.ElementTree import Element

CODE = "<pre>"

FOCUS = {"tabindex": "0"}
"""What scrolls is reached by keyboard."""


def frame_tables(root: Element, label: str) -> None:
    """Each table in a frame that scrolls where the table is wider; code is a frame itself."""
    for outer in [*root.iter()]:
        for place, inner in enumerate([*outer]):
            if inner.tag == "table":
                named = {"class": "table-scroll", "role": "group", "aria-label": label}
                frame = Element("div", named | FOCUS)
                frame.tail, inner.tail = inner.tail, "\n"
                frame.append(inner)
                outer[place] = frame
            elif inner.tag == "pre":
                inner.attrib |= FOCUS


def focusable(raw: str) -> str:
    """A fence's code, which was taken out of the text, as such a frame."""
    return raw.replace(CODE, '<pre tabindex="0">', 1) if raw.startswith(CODE) else raw
