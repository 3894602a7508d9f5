"""The HTML that an author has written among Markdown, and what of it is not allowed."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from changzhou_site.prose.clean import WRITTEN_ATTRIBUTES, WRITTEN_TAGS
from changzhou_site.prose.tokens import TOKEN

INSTEAD = {
    "a": "write [text](file.md) or [text](https://…)",
    "img": "write ![what it shows](images/x.jpg)",
    "data": "a figure is bound with {{ id }}",
    "figure": "a chart is placed with {{ chart id }}, a picture with ![…](images/x.jpg)",
    "figcaption": "a chart is placed with {{ chart id }}, a picture with ![…](images/x.jpg)",
    "code": "write it between `",
    "pre": "put it between lines of ```",
    "table": "write it with | in Markdown",
    "blockquote": "begin its lines with >",
    "ul": "begin its lines with -",
    "ol": "begin its lines with 1.",
} | dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "write ## before it")
"""What Markdown or the grammar has for a tag."""

ATTRIBUTES_HINT = f"leave it out; allowed: {', '.join(sorted(WRITTEN_ATTRIBUTES))}"


OURS = re.compile(r"</?(?:figure|figcaption|picture|source)\b[^>]*>", re.IGNORECASE)
"""Tags that a picture of Markdown is made of, so that cleaning lets them pass."""


def without_ours(written: str) -> str:
    """HTML without what only the program may write; that it stands there is told."""
    return OURS.sub("", written)


class RawHtml(HTMLParser):
    """Reads one piece of HTML; the author's tags carry the mark of their place."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.values: list[tuple[str, str]] = []
        """Where each attribute's value counts, and the value."""
        self.faults: list[tuple[str | None, str, str]] = []
        """The mark of a tag that is not allowed, the message and the hint."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        marks = [name for name, _ in attrs if TOKEN.fullmatch(name)]
        if not marks and tag in ("pre", "code"):
            return  # made of a fence
        for name, value in attrs:
            if not TOKEN.fullmatch(name):
                self.values.append(("title" if name == "title" else "attribute", value or ""))
        self._judge(tag, [name for name, _ in attrs if name not in marks], marks)

    def parse_html_declaration(self, i: int) -> int:
        """The standard library's own raises AssertionError for `<![ x`."""
        return self.parse_bogus_comment(i)

    def _judge(self, tag: str, names: list[str], marks: list[str]) -> None:
        mark = marks[0] if marks else None
        if tag not in WRITTEN_TAGS:
            plain = "Markdown has no form for it; write `&lt;` for the character <"
            self.faults.append((mark, f"`<{tag}>` may not be written", INSTEAD.get(tag, plain)))
            return
        for name in names:
            if name not in WRITTEN_ATTRIBUTES:
                message = f"`{name}` may not be written in `<{tag}>`"
                self.faults.append((mark, message, ATTRIBUTES_HINT))
