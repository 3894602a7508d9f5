"""The patterns of a language's guard.yaml: each does nothing but match, and never nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import fields

import regex

from changzhou_site.errors import Place, Problem
from changzhou_site.languages import WORTH, compiled
from changzhou_site.load.language_scalars import key_problems
from changzhou_site.load.schema import find_node
from changzhou_site.load.shapes import wrong_shape
from changzhou_site.model import GuardRule, GuardWords, Numerals
from changzhou_site.source import Fields, Items, Node, Text

RULES = ("dates", "names", "measures")
PART = re.compile(r"\{([a-z_]+)\}")
FILLED_LATER = frozenset({"number", "masked"})
"""Parts of patterns that the program knows."""

PATTERNS = frozenset(
    field.name for noun in (GuardWords, Numerals) for field in fields(noun) if field.type == "str"
) - {"small", "large", "point"}
"""The keys of single patterns; those three hold characters and a word."""

RULE_KEYS = tuple(each.name for each in fields(GuardRule) if each.name != "place")

LONGEST = 20_000
"""Characters of a pattern with its parts."""
MOST_STEPS = 10_000
"""Single characters that a pattern names when all that repeats is written out."""
IN_A_PART = 1_000
"""How many of them a number in words counts for, which is filled in later."""
SECONDS = 0.5
"""The longest that a pattern may take over one of the texts it is tried on."""

WORTH_HINT = "of the groups `some` and `of` and numbers: some, some - 1, some / of, 1/2"
HINT = "a regular expression; {name} stands for what `parts` has under that name"

# Parts -------------------------------------------------------------------------------------------


def named_parts(guard: Fields) -> dict[str, str]:
    """The named parts of patterns, each with those before it filled in."""
    node, parts = find_node(guard, ("parts",)), dict[str, str]()
    for name, (_, value) in node.entries.items() if isinstance(node, Fields) else ():
        if isinstance(value, Text):
            parts[name] = filled(value.value.strip(), parts)
    return parts


def filled(pattern: str, parts: Mapping[str, str]) -> str:
    """A pattern with its parts; broken off where it grows too long, which is told of it later."""
    pieces, at, length = list[str](), 0, 0
    for match in PART.finditer(pattern):
        pieces += (pattern[at : match.start()], parts.get(match[1], match[0]))
        at, length = match.end(), length + len(pieces[-2]) + len(pieces[-1])
        if length > LONGEST:
            return "".join(pieces)
    return "".join((*pieces, pattern[at:]))


# What is wrong with them -------------------------------------------------------------------------


def pattern_problems(guard: Fields, parts: Mapping[str, str]) -> Iterator[Problem]:
    yield from _part_problems(find_node(guard, ("parts",)))
    for rule in (rule for kind in RULES for rule in _items(find_node(guard, (kind,)))):
        pattern = find_node(rule, ("pattern",))
        if isinstance(pattern, Text):
            examples = [
                text for key in ("passes", "flags") for text in _items(find_node(rule, (key,)))
            ]
            shown = tuple(text.value for text in examples if isinstance(text, Text))
            yield from _faults(filled(pattern.value.strip(), parts), pattern.place, shown)
        yield from key_problems(rule, RULE_KEYS)
        for worth in _items(find_node(rule, ("worth",))):
            if isinstance(worth, Text) and not WORTH.fullmatch(worth.value):
                yield Problem(worth.place, "bad-pattern", f"`{worth}` says no worth", WORTH_HINT)
    for owner in (guard, find_node(guard, ("numerals",))):
        for name, (_, node) in owner.entries.items() if isinstance(owner, Fields) else ():
            if isinstance(node, Text) and name in PATTERNS:
                yield from _faults(filled(node.value.strip(), parts), node.place)


def _part_problems(node: Node | None) -> Iterator[Problem]:
    """Parts that are no text, and would be missed where they are named."""
    if isinstance(node, Text | Items):
        yield from wrong_shape(node, "a map").problems
    for _, value in node.entries.values() if isinstance(node, Fields) else ():
        if not isinstance(value, Text):
            yield from wrong_shape(value, "a text").problems


def _items(node: Node | None) -> tuple[Node, ...]:
    return tuple(node.items) if isinstance(node, Items) else ()


def _faults(pattern: str, place: Place, examples: tuple[str, ...] = ()) -> Iterator[Problem]:
    if len(pattern) > LONGEST:
        message = f"it has more than {LONGEST:,} characters with its parts"
        yield Problem(place, "bad-pattern", message, "let a part stand for less")
        return
    for name in sorted(set(PART.findall(pattern)) - FILLED_LATER):
        yield Problem(place, "bad-pattern", f"there is no part `{{{name}}}`", HINT)
    fault = _construct(pattern) or _size(pattern) or _error(pattern) or _nothing(pattern, examples)
    if fault:
        message, hint = fault
        yield Problem(place, "bad-pattern", message, hint)


Found = tuple[str, str] | None
"""A message and a hint."""

LITERAL = r"\\.|\[\^?\]?(?:\\.|\[:\^?\w+:\]|[^\]\\])*\]"
"""What stands for one character, whatever is in it."""

CONSTRUCTS: tuple[tuple[str, str, str], ...] = (
    (
        r"\(\?(?:R|[+-]?\d+|&\w*|P>\w*)\)",
        "calls itself or a group of its own",
        "write out what it is to match",
    ),
    (
        r"\(\?[A-Za-z\d-]+\)",
        "sets flags for all that it is put into",
        "set them for a part alone, as (?-i:…)",
    ),
    (
        r"\\(?:[1-9]|g<\d)|\(\?\(\d",
        "names a group by its number, which changes where patterns are put together",
        "name it: (?P<some>…) and (?P=some)",
    ),
)
"""What a pattern may not hold, since it is put together with others."""

GROUP = re.compile(r"\(\?P?<([A-Za-z_]\w*)>")
GROUPS = ("some", "of")
"""The groups of which the program asks."""


def _construct(pattern: str) -> Found:
    """What would do more in a pattern than match, or change those it is put together with."""
    bare = re.sub(r"\\[^1-9g]|\[\^?\]?(?:\\.|[^\]\\])*\]", "x", pattern, flags=re.DOTALL)
    for construct, message, hint in CONSTRUCTS:
        if match := re.search(construct, bare):
            return f"`{match[0]}` {message}", hint
    unknown = sorted(set(GROUP.findall(bare)) - set(GROUPS))
    return (f"nothing asks for the group `{unknown[0]}`", "groups: some, of") if unknown else None


TOKEN = re.compile(
    rf"(?P<literal>{LITERAL})|(?P<later>\{{(?:{'|'.join(sorted(FILLED_LATER))})\}})"
    r"|(?P<open>\()|(?P<close>\))|\{(?P<least>\d*)(?P<most>,\d*)?\}|.",
    re.DOTALL,
)


def _size(pattern: str) -> Found:
    """How many single characters a pattern names when all that repeats is written out: as many
    are held in memory."""
    sums, last = [0], 0
    for token in TOKEN.finditer(pattern):
        if token["open"]:
            sums.append(0)
            continue
        if token["close"]:
            last = sums.pop() if len(sums) > 1 else 0
        elif token["least"] is not None:
            last *= max(0, _count(token) - 1)
        else:
            last = IN_A_PART if token["later"] else 1
        sums[-1] += last
    if sum(sums) <= MOST_STEPS:
        return None
    return "it repeats too much too often", "such as {1,9}; what repeats as often as it likes has +"


def _count(token: re.Match[str]) -> int:
    """How often what stands before is repeated at most, or at least where there is no most."""
    times = (token["most"] or "").lstrip(",") or token["least"] or "1"
    return int(times[:6].ljust(min(len(times), 6), "0"))


def _error(pattern: str) -> Found:
    try:
        regex.compile(PART.sub("x", pattern))
    except regex.error as error:
        return f"{error}", HINT
    except RecursionError:
        return "it has too many parts within each other", HINT
    return None


def _nothing(pattern: str, examples: tuple[str, ...]) -> Found:
    """Whether a pattern matches where there is nothing: then it would everywhere."""
    for text in ("", "a 1, b", *examples):
        with suppress(TimeoutError):
            matches = compiled(PART.sub("x", pattern), seconds=SECONDS).finditer(text)
            if any(match[0] == "" for match in matches):
                return "it matches where there is nothing", "let it name a character at least"
    return None
