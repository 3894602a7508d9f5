"""Lists and tables as an author means them, put as Python-Markdown reads them.

It takes a list or a table for one only after an empty line, and a list within a list only where it
is indented by four. Other Markdown, and so most editors, asks for neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from markdown.preprocessors import Preprocessor

STEP = 4
"""Spaces by which Python-Markdown indents."""

NEAR = 2
"""Spaces by which a line is indented that belongs to the item above it."""

ITEM = re.compile(
    r"(?P<indent> *)(?:(?P<bullet>[-*+•●▪◦‣])|(?P<number>\d{1,3})(?P<sign>[.)])) +(?=\S)"
)

RULE = re.compile(r" {0,3}(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})")

QUOTE = re.compile(r" ?> ?")

SEPARATOR = re.compile(r"(?=.*\|)[ ]*\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?[ ]*")
"""The line of dashes under the head of a table."""

HARD_BREAK = re.compile(r"(?<!\\)\\$")


class ListsAsMeant(Preprocessor):
    """Puts empty lines before lists and tables that have none, and indents lists within lists."""

    def run(self, lines: list[str]) -> list[str]:
        return lines_as_meant(lines)


def lines_as_meant(lines: Iterable[str]) -> list[str]:
    """Lines, code already taken out of them, as Python-Markdown reads what they mean."""
    reader = _MeantLines()
    for quoted, group in groupby(lines, lambda line: bool(QUOTE.match(line))):
        if quoted:
            reader.quote(lines_as_meant(QUOTE.sub("", line, count=1) for line in group))
        else:
            for line, following in _with_next([*group]):
                reader.add(line, following)
    return reader.made


def _with_next(lines: list[str]) -> Iterator[tuple[str, str]]:
    return zip(lines, [*lines[1:], ""], strict=True)


@dataclass(frozen=True)
class _Item:
    """An item that is open: where its marker and its text begin."""

    indent: int
    text: int
    ordered: bool


@dataclass
class _MeantLines:
    made: list[str] = field(default_factory=list)
    items: list[_Item] = field(default_factory=list)
    """The open items, the outermost first."""
    loose: set[int] = field(default_factory=set)
    """The depths of open items that hold paragraphs; the next one needs an empty line before it."""
    in_table: bool = False
    after_gap: bool = False
    """Whether an empty line stands between the last marker and this line."""

    def quote(self, lines: list[str]) -> None:
        self.items = []
        self.made += [f"> {line}" for line in lines]

    def add(self, line: str, following: str) -> None:
        if not line.strip():
            self.made.append("")
            self.in_table, self.after_gap = False, True
            return
        item = None if RULE.fullmatch(line) else ITEM.match(line)
        if item and self._is_item(item, following):
            self._item(item, line[item.end() :])
            return
        if self._turns(line, following):
            self._gap()
        self.made.append(self._indented(line) if self.items else _broken(line, following))

    # Items ---------------------------------------------------------------------------------------

    def _is_item(self, item: re.Match[str], following: str) -> bool:
        """Whether what looks like one is one; a number amid a text is none by itself."""
        if self.items:
            return True
        if len(item["indent"]) >= STEP:
            return False
        if item["bullet"] or int(item["number"]) == 1:
            return True
        if item["sign"] == "." and not self._above:
            return True
        after = ITEM.match(following)
        counts_on = after and after["number"] and int(after["number"]) == int(item["number"]) + 1
        return bool(counts_on) or self._above.endswith((":", "："))

    def _item(self, item: re.Match[str], text: str) -> None:
        indent, ordered = len(item["indent"]), not item["bullet"]
        beside = None
        while self.items and indent < self.items[-1].indent + NEAR:
            beside = self.items.pop()
        depth = len(self.items) + 1
        begins = depth == 1 and beside is None
        if (
            begins
            or self.after_gap
            or depth in self.loose
            or (beside and beside.ordered != ordered)
        ):
            self._gap()
        self.loose = {each for each in self.loose if each < depth}
        if self.after_gap:
            self.loose.add(depth - 1)
        marker = f"{item['number']}." if ordered else "-"
        self.made.append(" " * STEP * len(self.items) + f"{marker} {text}")
        self.items.append(_Item(indent, item.end(), ordered))
        self.in_table = self.after_gap = False

    def _indented(self, line: str) -> str:
        """A line of an open item, or one that ends the list."""
        text = line.lstrip(" ")  # not the wide spaces that begin a Chinese paragraph
        indent = len(line) - len(text)
        if not self.after_gap:
            return " " * STEP * (len(self.items) - 1) + text if indent >= NEAR else line
        while self.items and indent < self.items[-1].indent + NEAR:
            self.items.pop()
        if not self.items:
            return line
        self.loose.add(len(self.items))
        inside = STEP * len(self.items)
        beyond = indent - (inside if indent >= inside + STEP else self.items[-1].text)
        return " " * (inside + (beyond if beyond >= STEP else 0)) + text

    # Tables --------------------------------------------------------------------------------------

    def _turns(self, line: str, following: str) -> bool:
        """Whether a table begins or ends at a line."""
        was, has_bar = self.in_table, "|" in line
        self.in_table = has_bar and (was or bool(SEPARATOR.fullmatch(following)))
        return was != self.in_table

    def _gap(self) -> None:
        if self._above:
            self.made.append("")

    @property
    def _above(self) -> str:
        return self.made[-1].strip() if self.made else ""


def _broken(line: str, following: str) -> str:
    """A backslash at the end of a line breaks it, as two spaces do."""
    if following.strip() and not line.startswith(" " * STEP):
        return HARD_BREAK.sub("  ", line)
    return line
