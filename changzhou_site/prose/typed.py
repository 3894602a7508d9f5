"""What is wrong with the lines of a text before Markdown sees them: tables, lists, footnotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from changzhou_site.prose.lists import SEPARATOR
from changzhou_site.prose.notes import cited_in

UNREAD = re.compile(
    r"^(?P<fence>`{3,}+|~{3,}+)[^\n]*\n(?:.*?\n)??(?P=fence)[ ]*$|<!--.*?-->",
    re.DOTALL | re.MULTILINE,
)
"""Code and comments, in which nothing is markup."""

MARKER = re.compile(
    r"(?m)^(?:[ \t]*(?:>|[*+-][ \t]))*[ \t]*"
    r"(?P<marker>[(（]\d{1,3}[)）]|\d{1,3}）|\d{1,3}\)(?=\S)|\d{1,3}、(?!\d))"
)
"""A number that begins a line as Chinese and English office documents number their lists."""

SIGNS = re.compile(
    r"(?m)^[ ]{0,3}(?P<sign>-(?=[^\W\d])|\*(?=[^\W\d])(?!.*\*)|[•・‧－](?=\w)|（(?!\d)\w{1,3}）)"
    r"[^\n]*(?:\n[ ]{0,3}(?:(?P=sign)|（\w{1,3}）)[^\n]*)+"
)
"""Lines in a row that begin with the same sign, as people type lists who know no Markdown."""

NOTE = re.compile(r"(?m)^ {0,3}\[\^(?P<label>[^\]\n]+)\]:")
CODE_SPAN = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")


@dataclass(frozen=True)
class Typed:
    """Something typed that will not be read as it is meant."""

    offset: int
    code: str
    message: str
    hint: str
    warning: bool = False


def without_code(text: str) -> str:
    """A text with spaces for its code and comments; every other character keeps its place."""
    return UNREAD.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def find_markers(text: str) -> Iterator[re.Match[str]]:
    """The numbers that begin lines, and which Markdown takes for text."""
    yield from MARKER.finditer(without_code(text))


def find_unread_lists(text: str) -> Iterator[Typed]:
    """Each number of a list in a form that Markdown takes for text, and each list of signs."""
    for match in SIGNS.finditer(without_code(text)):
        sign = match["sign"]
        yield Typed(
            match.start(), "list-not-read", f"`{sign}` begins no item of a list", "write `- `"
        )
    for match in find_markers(text):
        marker = match["marker"]
        number = re.sub(r"\D", "", marker)
        message = f"`{marker}` begins no item of a list"
        yield Typed(match.start("marker"), "list-not-read", message, f"write `{number}. ` for it")


def find_typed(text: str) -> Iterator[Typed]:
    """Each table and footnote that would not be read as it is meant. `text` has tokens for its
    figures, so that no `|` is in them."""
    read = without_code(text)
    yield from _tables(read)
    yield from _footnotes(read)


# Tables ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _TypedRow:
    offset: int
    text: str

    @property
    def cells(self) -> int:
        bare = CODE_SPAN.sub("", self.text).replace(r"\|", "").strip()
        return bare.removeprefix("|").removesuffix("|").count("|") + 1


def _tables(text: str) -> Iterator[Typed]:
    lines = [
        _TypedRow(m.start("row"), m["row"]) for m in re.finditer(r"(?m)^[> \t]*(?P<row>.*)$", text)
    ]
    at = 0
    while at < len(lines):
        rows = [*takewhile(lambda line: "|" in line.text, lines[at:])]
        yield from _table(rows)
        at += max(1, len(rows))


def _table(rows: list[_TypedRow]) -> Iterator[Typed]:
    """What is wrong with lines that hold `|` and follow on one another."""
    dashes = next((n for n, row in enumerate(rows) if SEPARATOR.fullmatch(row.text)), 0)
    if dashes:
        head, line = rows[dashes - 1], rows[dashes]
        if head.cells != line.cells:
            message = f"the table's head has {head.cells} cells, the dashes below it {line.cells}"
            hint = f"|{'---|' * head.cells}"
            yield Typed(line.offset, "table-not-read", message, hint)
        yield from _rows(head.cells, rows[dashes + 1 :])
    elif rows and rows[0].text.startswith("|") and (len(rows) > 1 or _is_row(rows[0])):
        hint = f"put it below the first row: |{'---|' * rows[0].cells}"
        message = "a table without its line of dashes"
        yield Typed(rows[0].offset, "table-not-read", message, hint)


def _is_row(line: _TypedRow) -> bool:
    return line.text.rstrip().endswith("|") and line.text.count("|") > 1


def _rows(columns: int, rows: list[_TypedRow]) -> Iterator[Typed]:
    for row in rows:
        if row.cells > columns:
            message = f"the row has {row.cells} cells, the table {columns} columns"
            hint = r"what is beyond would be lost; write \| for the character itself"
            yield Typed(row.offset, "table-cells", message, hint)


# Footnotes ---------------------------------------------------------------------------------------


def _footnotes(text: str) -> Iterator[Typed]:
    cited = set(cited_in(text))
    met: Counter[str] = Counter()
    for match in NOTE.finditer(text):
        label = match["label"]
        offset = match.start() + match[0].index("[")
        met[label] += 1
        if met[label] == 2:
            hint = f"give one of them another name: [^{label}-2]"
            yield Typed(offset, "duplicate-footnote", f"`[^{label}]` has two texts", hint)
        elif label not in cited:
            hint = f"put [^{label}] where the text needs it, or take the note out"
            message = f"nothing leads to the note `[^{label}]`"
            yield Typed(offset, "unused-footnote", message, hint, warning=True)
