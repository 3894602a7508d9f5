"""Fractions and parts of a whole in the words of a language: each is one, in words alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from changzhou_site.errors import Problem, Report
from changzhou_site.load.language_forms import text_problems, texts_of
from changzhou_site.load.scalars import FRACTION
from changzhou_site.load.schema import find_node
from changzhou_site.load.unit_records import read_forms
from changzhou_site.source import Fields, Items, Node, Text

WHOLE = re.compile(r"[1-9]\d{0,3}", re.ASCII)


def part_problems(language: Fields, locale: str) -> Iterator[Problem]:
    """What is wrong with `fractions` and `shares` of a language.yaml."""
    fractions = find_node(language, ("numbers", "fractions"))
    for name, least in (("tops", 1), ("parts", 2)):
        node = find_node(fractions, (name,)) if fractions else None
        for key in _keys(node):
            if not WHOLE.fullmatch(key.value) or int(key.value) < least:
                message, hint = f"`{key}` is no whole number from {least}", "write one"
                yield Problem(key.place, "not-a-count", message, hint)
        if name == "parts":
            yield from _plural_problems(node, locale)
        yield from _text_problems(node)
    for path in (("numbers", "fractions", "whole"), ("numbers", "shares")):
        yield from _fraction_problems(find_node(language, path), below_one=path[1] == "shares")
        yield from _text_problems(find_node(language, path))
    yield from _count_problems(find_node(language, ("numbers", "shares")))


def _keys(node: Node | None) -> list[Text]:
    return [key for key, _ in node.entries.values()] if isinstance(node, Fields) else []


def _text_problems(node: Node | None) -> Iterator[Problem]:
    for text in texts_of(node):
        yield from text_problems(text, "")


def _plural_problems(node: Node | None, locale: str) -> Iterator[Problem]:
    """`other` alone will do for a part that has one form."""
    for _, forms in node.entries.values() if isinstance(node, Fields) else ():
        if not isinstance(forms, Fields) or list(forms.entries) == ["other"]:
            continue
        report = Report()
        with report:
            read_forms(forms, locale, of=locale, example="thirds", read=lambda text: text.value)
        yield from report.problems


def _fraction_problems(node: Node | None, *, below_one: bool) -> Iterator[Problem]:
    """Keys that are no fraction, and those that are another's again."""
    seen = dict[Fraction, str]()
    for key in _keys(node):
        match = FRACTION.fullmatch(key.value)
        value = Fraction(key.value) if match and match[2] != "1" else None
        if value is None or (below_one and value >= 1):
            hint = "two whole numbers, such as 1/3" + (
                ", the first the smaller" if below_one else ""
            )
            yield Problem(key.place, "bad-fraction", f"`{key}` is no part of a whole", hint)
        elif below_one and value in seen:
            message = f"`{key}` is `{seen[value]}` again"
            yield Problem(key.place, "bad-fraction", message, "leave one of the two out")
        elif value not in seen:
            seen[value] = key.value


def _count_problems(shares: Node | None) -> Iterator[Problem]:
    """Parts of a whole with more texts than there are ways to say one."""
    for _, value in shares.entries.values() if isinstance(shares, Fields) else ():
        if isinstance(value, Items) and len(value.items) not in (1, 2):
            hint = "write one text, or [text, the form of it that `{oblique}` asks for]"
            message = "one text or two belong here"
            yield Problem(value.place, "wrong-shape", message, hint)
