"""Block forms, which stand on lines of their own."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

import markdown
from markdown.blockprocessors import BlockProcessor

from changzhou_site.figures import BLOCKS, Braces
from changzhou_site.prose.tokens import TOKEN, Tokenised

OWN_LINE = re.compile(rf" {{0,3}}{TOKEN.pattern}[ \t]*")


def _is_block(held: object) -> bool:
    return isinstance(held, Braces) and held.inner.split()[:1] in [[kind] for kind in BLOCKS]


class OwnLines(BlockProcessor):
    """A block form on a line of its own, outside of all else, is an element of its own."""

    def __init__(self, parser: markdown.blockparser.BlockParser, tokenised: Tokenised) -> None:
        super().__init__(parser)
        self.tokenised = tokenised

    def _lines(self, block: str) -> list[int]:
        return [
            number
            for number, line in enumerate(block.split("\n"))
            if (match := OWN_LINE.fullmatch(line)) and _is_block(self.tokenised[match].held)
        ]

    def test(self, parent: Element, block: str) -> bool:
        return parent is self.parser.root and bool(self._lines(block))

    def run(self, parent: Element, blocks: list[str]) -> None:
        lines = blocks.pop(0).split("\n")
        number = self._lines("\n".join(lines))[0]
        before, after = lines[:number], lines[number + 1 :]
        if before:
            self.parser.parseBlocks(parent, ["\n".join(before)])
        SubElement(parent, "div").text = lines[number].strip()
        if after:
            blocks.insert(0, "\n".join(after))
