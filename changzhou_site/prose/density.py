"""Prose that would take Markdown minutes: it looks for an end behind every mark that may begin
something, and so the time grows with their number times the paragraph's length."""

from __future__ import annotations

import re

from changzhou_site.errors import Problem
from changzhou_site.source import Text

PARAGRAPH = re.compile(r"(?:[^\n]*\S[^\n]*(?:\n|\Z))+")
ITEM = re.compile(r"\n(?=\s*(?:[-*+|>#]|\d+[.)]\s|\[\^))")
"""Where a list, a table or a quotation goes on, each line of which is read by itself."""
MARK = re.compile(r"\[|<|`+|&")

NUMBER = re.compile(r"\d+")

DENSEST = 2_000_000
"""Marks times characters of one paragraph or line; this one takes about a second. An article's has
a hundred thousand."""
WHOLE = 5 * DENSEST
"""The same for all of a file, and for a list or table as a whole."""
FIGURES = 10_000
LINES = 5_000
"""Of a file; what Markdown makes of paragraphs, headings and rules grows with their square too."""


def find_dense(body: Text) -> Problem | None:
    """What of a document would take too long to read."""
    for number, most, what in [
        (body.value.count("\n"), LINES, "lines"),
        (body.value.count("{{"), FIGURES, "figures"),
        (len(NUMBER.findall(body.value)), FIGURES, "numbers"),
    ]:
        if number > most:
            message = f"{number:,} {what}; more than {most:,} in a file would take too long"
            hint = "split the file, or put data into data/"
            return Problem(body.place, "too-dense", message, hint)
    spent = 0
    for match in PARAGRAPH.finditer(body.value):
        paragraph = match[0]
        costs = [_cost(item) for item in ITEM.split(paragraph)]
        spent += sum(costs)
        if max(costs) > DENSEST or max(spent, _cost(paragraph)) > WHOLE:
            number = len(MARK.findall(paragraph))
            message = f"{number:,} marks that may begin a link, code or HTML in one"
            hint = "split it by blank lines; put data into data/, code between lines of ```"
            place = body.at(match.start())
            return Problem(place, "too-dense", f"{message} paragraph would take too long", hint)
    return None


def _cost(text: str) -> int:
    return len(text) * len(MARK.findall(text))
