"""The texts of a language that numbers and periods are put into: each keeps what it is given."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from babel import Locale

from changzhou_site.errors import Problem, suggest
from changzhou_site.load.schema import find_node
from changzhou_site.model import Bound
from changzhou_site.source import Fields, Items, Node, Text

BOUNDS = tuple(str(bound) for bound in Bound)
SPANNED = ("Q2", "Q3", "Q4")
MOMENTS = ("year", "H1", "H2", "Q1", "Q2", "Q3", "Q4")
FIRST, LAST = "first|first_alone|first_number", "last|last_alone|last_number"
PIECES = ("authors", "title", "publisher", "date", "read")


@dataclass(frozen=True)
class Forms:
    """What the texts of a map hold between braces."""

    needs: Mapping[str, str]
    """By key, and for all others under "": what each holds, `a|b` one of them or both."""
    keys: tuple[str, ...]
    """The keys that there have to be."""
    more: tuple[str, ...] | None = ()
    """Other keys that may be; None for any."""


FORMS: Mapping[tuple[str, str], Forms] = {
    ("numbers", "bounds"): Forms({"": "n|all|round"}, BOUNDS[1:]),
    ("numbers", "below_zero"): Forms({"": "n|all"}, tuple(str(b) for b in Bound if b.sign)),
    ("numbers", "share_forms"): Forms({"": "n|oblique"}, ("nearly", *BOUNDS[1:])),
    ("numbers", "ranks"): Forms({"": "n|nth"}, BOUNDS),
    ("numbers", "ordinals"): Forms({"": "n"}, ("other",), None),
    ("periods", "moments"): Forms({"": "year"}, MOMENTS),
    ("periods", "by"): Forms({"": "moment|year"}, ("any",), ("month", "day", *MOMENTS)),
    ("periods", "spans"): Forms(
        {
            "": "first last",
            "months": f"{FIRST} {LAST} year",
            "Q2": "year",
            "Q3": "year",
            "Q4": "year",
        },
        ("years", "months", "any", "Q2", "Q3", "Q4"),
    ),
}


PART = Forms({"": ""}, ("other",), None)
"""The parts of a fraction: a third, thirds."""


def form_problems(language: Fields, locale: str) -> Iterator[Problem]:
    """What is wrong with the texts of a language.yaml, and with its steps."""
    yield from _step_problems(language, locale)
    for path, forms in FORMS.items():
        node = find_node(language, path)
        if isinstance(node, Fields):
            yield from _map_problems(node, forms)
    parts = find_node(language, ("numbers", "fractions", "parts"))
    for _, part in parts.entries.values() if isinstance(parts, Fields) else ():
        if isinstance(part, Fields):
            yield from _map_problems(part, PART)
    fraction = find_node(language, ("numbers", "fractions", "form"))
    if isinstance(fraction, Text):
        yield from _text_problems(fraction, "top part")
    for kind in ("sentences", "anonymous"):
        for text in _texts(find_node(language, ("citation", kind))):
            yield from _text_problems(text, "|".join(PIECES))
    ranks = find_node(language, ("numbers", "ranks"))
    ordinal = any("{nth}" in text.value for text in _texts(ranks))
    if ordinal and find_node(language, ("numbers", "ordinals")) is None:
        place = find_node(language, ("numbers",))
        assert place is not None
        hint = "add `ordinals: {other: …}`: `ranks` asks for {nth}"
        yield Problem(place.place, "missing-key", "`ordinals` is missing", hint)


def _texts(node: Node | None) -> Iterator[Text]:
    """The texts of a list or map, however deep."""
    if isinstance(node, Text):
        yield node
    elif isinstance(node, Items):
        for item in node.items:
            yield from _texts(item)
    elif node:
        for _, value in node.entries.values():
            yield from _texts(value)


def _map_problems(node: Fields, forms: Forms) -> Iterator[Problem]:
    for key in forms.keys:
        if key not in node.entries:
            yield Problem(node.place, "missing-key", f"`{key}` is missing", f"add `{key}: …`")
    for key, (at, value) in node.entries.items():
        if forms.more is not None and key not in (*forms.keys, *forms.more):
            hint = suggest(key, (*forms.keys, *forms.more), "keys here")
            yield Problem(at.place, "unknown-key", f"`{key}`", hint)
        else:
            for text in _texts(value):
                yield from _text_problems(text, forms.needs.get(key, forms.needs[""]))


def _text_problems(text: Text, needs: str) -> Iterator[Problem]:
    """What is missing in a form, what nothing fills, and digits that would make another number."""
    written = braces(text.value)
    allowed = needs.replace("|", " ").split()
    listed = ", ".join(f"{{{each}}}" for each in allowed)
    for name in sorted(written - set(allowed)):
        message = f"nothing fills `{{{name}}}`"
        yield Problem(text.place, "bad-form", message, f"here may stand {listed}")
    for need in needs.split():
        if not written & set(need.split("|")):
            message = f"`{{{need.split('|')[0]}}}` is missing"
            hint = f"here stand {listed}" if " " in needs else f"here stands {listed}"
            yield Problem(text.place, "bad-form", message, hint)
    if re.search(r"\d", text.value):
        hint = "a digit would make another number of every figure; write the words alone"
        yield Problem(text.place, "bad-form", f"`{text}` holds a digit", hint)


def _step_problems(language: Fields, locale: str) -> Iterator[Problem]:
    """Steps that CLDR has no word for, and those out of their order."""
    node = find_node(language, ("numbers", "steps"))
    steps = [text.value for text in _texts(node)]
    formats = Locale.parse(locale).compact_decimal_formats
    patterns = (formats.get("long") or formats["short"])["other"]
    known = [
        str(len(power) - 1)
        for power, each in patterns.items()
        if re.findall("0+", each.pattern) == ["0"] and each.pattern != "0"
    ]
    known.sort(key=int, reverse=True)
    assert node is not None or not steps
    for step in steps:
        if node and step not in known:
            hint = f"those that CLDR has a word for: {', '.join(known)}"
            yield Problem(node.place, "bad-form", f"no word for the step `{step}`", hint)
    if node and set(steps) <= set(known) and steps != sorted(steps, key=int, reverse=True):
        hint = f"the greatest first: [{', '.join(sorted(steps, key=int, reverse=True))}]"
        yield Problem(node.place, "bad-form", "the steps are not in their order", hint)


def braces(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))
