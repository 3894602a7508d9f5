"""Snippets as VS Code reads them, made of pieces in which whoever uses one fills in [[ ]]."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import count

import yaml

BLANK = re.compile(r"\[\[(\w*)(?:=(.*?))?\]\]")
"""[[name=text]], [[=text]] or [[name]]; in place of a text, a|b is a choice."""
TODAY = "$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE"
"""The day on which a snippet is used: [[today]]."""


def snippet_file(pieces: str) -> str:
    """A file of snippets, from YAML that has `says`, `scope` and `body` for each by its name."""
    made = {
        name: {
            "scope": piece["scope"],
            "prefix": f"new-{name}",
            "description": piece["says"],
            "body": _with_stops(piece["body"].rstrip("\n")).split("\n"),
        }
        for name, piece in yaml.load(pieces, Loader=yaml.CBaseLoader).items()
    }
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def _with_stops(body: str) -> str:
    """A piece with the stops of the cursor in place of its blanks, in their order. What has a name
    has one number, and one text at its first place."""
    numbers, stops = count(1), dict[str, int]()
    written, at = list[str](), 0
    for blank in BLANK.finditer(body):
        written.append(_plain(body[at : blank.start()]))
        written.append(TODAY if blank[1] == "today" else _stop(blank, stops, numbers))
        at = blank.end()
    return "".join((*written, _plain(body[at:])))


def _stop(blank: re.Match[str], stops: dict[str, int], numbers: Iterator[int]) -> str:
    name, text = blank.groups()
    number = stops[name] if name in stops else next(numbers)
    if name:
        stops[name] = number
    if text is None:
        return f"${{{number}}}"
    if "|" in text:
        choices = (re.sub(r"([\\,|])", r"\\\1", choice) for choice in text.split("|"))
        return f"${{{number}|{','.join(choices)}|}}"
    return f"${{{number}:{_escaped(text)}}}"


def _plain(text: str) -> str:
    return re.sub(r"([\\$])", r"\\\1", text)


def _escaped(text: str) -> str:
    return re.sub(r"([\\$}])", r"\\\1", text)
