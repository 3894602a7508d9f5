"""The texts of an element tree, their line breaks in a language without spaces, and the spans put
into them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from xml.etree.ElementTree import Element, SubElement

import regex

from changzhou_site.model import Typesetting

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


def heading_clauses(text: str, typesetting: Typesetting) -> list[str]:
    """The parts of a heading that hold together, each with the marks that close it; all of it in a
    language that has spaces."""
    ends = regex.escape(typesetting.clauses)
    return regex.findall(rf".+?(?:[{ends}]+[\p{{Pe}}\p{{Pf}}]*|$)", text) if ends else [text]


Pieces = Iterable[tuple[str, dict[str, str]]]
"""A text in pieces, each with the attributes of its span; none for what needs no span."""


def heading_pieces(text: str, typesetting: Typesetting) -> Pieces:
    """The clauses of a heading, where it has several."""
    clauses = heading_clauses(text, typesetting)
    attributes = {"class": "clause"} if len(clauses) > 1 else {}
    return [(clause, attributes) for clause in clauses]


def set_spans(root: Element, split: Callable[[str], Pieces]) -> None:
    """Puts the pieces of the texts in an element into spans; code keeps its own."""
    if root.tag in ("pre", "code"):
        return
    children, first = list(root), root.text
    root.text = None
    for child in children:
        root.remove(child)
    _append(root, split(first or ""))
    for child in children:
        tail, child.tail = child.tail, None
        set_spans(child, split)
        root.append(child)
        _append(root, split(tail or ""))


def _append(root: Element, parts: Pieces) -> None:
    """Puts pieces of text behind what an element holds already."""
    for text, attributes in parts:
        if attributes:
            span = SubElement(root, "span", attributes)
            span.text = text
        elif len(root):
            root[-1].tail = (root[-1].tail or "") + text
        else:
            root.text = (root.text or "") + text
