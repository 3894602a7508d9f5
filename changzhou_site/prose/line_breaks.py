"""The texts of an element tree, and their line breaks, in a language without spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

UNWANTED_BREAK = re.compile(r"(?<![A-Za-z0-9,.;:!?)’”\s\x03])\n|\n(?![A-Za-z0-9(‘“\s\x02])")
"""A line break in a Chinese paragraph that would show as a space between Han characters. Raw HTML
stands between \\x02 and \\x03 and may begin and end with a Latin letter."""


def element_texts(element: Element) -> Iterator[tuple[Element, str, str]]:
    """Every text inside an element in order, with the element and the name it is held by."""
    if element.text:
        yield element, "text", element.text
    for child in element:
        yield from element_texts(child)
        if child.tail:
            yield child, "tail", child.tail


def join_lines(root: Element) -> None:
    """Takes out line breaks that would show as spaces in Chinese; code keeps its own."""
    texts = list(element_texts(root))
    whole = "".join(text for _, _, text in texts)
    breaks = {match.start() for match in UNWANTED_BREAK.finditer(whole)}
    code = {
        id(node) for outer in root.iter() if outer.tag in ("pre", "code") for node in outer.iter()
    }
    start = 0
    for node, name, text in texts:
        if name == "tail" or id(node) not in code:
            kept = (c for at, c in enumerate(text, start) if at not in breaks)
            setattr(node, name, type(text)("".join(kept)))
        start += len(text)
