"""Bound figures and loose numbers as tokens, so that they pass through Markdown unharmed.

Before Markdown sees a text, each `{{ … }}` and each number that the guard finds becomes a token of
private characters that knows where it stood. What a token turns into is decided when it is known
where in the page it landed: in text, in code, in an address. Marks are tokens that turn into
nothing: they only tell where a heading, an address or a tag stood.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from changzhou_site.figures import Braces, find_braces
from changzhou_site.guard import FILLER, Loose, Sighted, bound_mask
from changzhou_site.prose.typed import find_markers
from changzhou_site.source import MISLEADING

OPEN, CLOSE, ZERO = "\ue000", "\ue001", 0xE010
DIGITS = {ZERO + digit: str(digit) for digit in range(10)}

TOKEN = re.compile(f"{OPEN}([\ue010-\ue019]+){CLOSE}")

SPACED_TOKEN = re.compile(f" ?{TOKEN.pattern}")
"""A tag's mark has a space before it, so that it becomes an attribute."""

PRIVATE = re.compile(f"[\ue000-\uf8ff\x00-\x08\x0b-\x1f\x7f{MISLEADING}]")
"""Characters that tokens, addresses or Markdown are made of, or that mislead; no text has need."""

PRIVATE_WRITTEN = re.compile(rf"{PRIVATE.pattern}|&#(?:[xX]([0-9a-fA-F]+)|(\d+));?", re.ASCII)
"""One of them, or any character that is written by its number."""

REPLACED = "\ufffd"

TORN = re.compile(f"[{OPEN}{CLOSE}\ue010-\ue019\x00-\x08\x0b-\x1f\x7f]")
"""What may be left of a token that Markdown has torn."""

SYNTAX = re.compile(
    r"(?m)"
    r"^[ \t]*\d{1,3}[.)](?=\s)"  # an ordered list's marker
    r"|^[ \t]*(?:`{3,}|~{3,})[^`\n]*$"  # a fence with its language
    r"|^[ \t]*\[(?!\^)[^\]\n]+\]:[^\n]*"  # the definition of a reference
    r"|^[ \t]*\[\^[^\]\n]+\]:"  # what begins a footnote
    r"|\[\^[^\]\n]+\]"  # a footnote's mark
    r"|(?<=\])\[[^\]\n]*\]"  # the label of a reference
    r"|(?<=\])\((?:[ \t]*<[^<>\n]*>)?(?:[^()\n]|\([^()\n]*\))*\)"  # an address and its title
    r"|(?<=\])\([^)\n]*\)"  # the same with a bracket too many
    r"|<(?:https?|mailto):[^>\s]*>|<[^<>\s@]+@[^<>\s@]+>"
    r"|(?<=\s)\{#[^}\n]*\}[ \t]*$"  # a heading's id
    r"|(?<=[^\W\d_])<su[bp]>[^<\n]{1,9}</su[bp]>"  # what belongs to a name, as in H<sub>2</sub>O
    r"|&#\w+;?|&[A-Za-z]\w*;"  # a character by its number or name
)
"""What is likely Markdown's own: a token in it would break it. Where it turns out to be text, its
numbers are found in what the reader sees."""

TAG = re.compile(r"<[A-Za-z][\w-]*(?:\s[^<>]*)?>")

MARKED = re.compile(
    r"(?m)^(?:[ \t]*(?:>|[*+-][ \t]|\d+\.[ \t]))*[ \t]*(?P<heading>#{1,6}[ \t]*)(?=\S)"
    r"|^[ \t]*(?P<underlined>(?!`{3}|~{3}|\{\{)\S[^\n]*)(?=\n(?:=+|-+)[ ]*$)"
    r"|(?P<address>\]\(\s*<?|^[ ]{0,3}\[(?!\^)[^\]\n]*\]:[ \t]*<?(?=\S))"
    r"|(?P<tag><(?![A-Za-z][\w+.-]*://)[A-Za-z][^\s/>@<]*(?=[\s/>]))"
)
"""What is told of by its place, other than tokens."""


@dataclass(frozen=True)
class Signpost:
    """Where a heading, an address or a tag begins."""

    offset: int
    of_tag: bool = False


Held = Braces | Loose | Signpost


@dataclass(frozen=True)
class Token:
    """A piece of a text that has been set aside, and where it stood."""

    index: int
    offset: int
    written: str
    held: Held


@dataclass(frozen=True)
class Tokenised:
    """A text with its tokens, and the way back to where each character stood."""

    text: str
    tokens: tuple[Token, ...]
    shifts: tuple[tuple[int, int], ...]
    """(offset in the tokenised text, offset in the original), ascending."""

    def original(self, offset: int) -> int:
        """The original offset of a character of the tokenised text."""
        index = bisect_right(self.shifts, offset, key=lambda shift: shift[0]) - 1
        start, origin = self.shifts[index] if index >= 0 else (0, 0)
        return origin + offset - start

    def restored(self, text: str) -> str:
        """A text as it was written, without its tokens."""
        return self._with(text, lambda index: self.tokens[index].written)

    def filled(self, text: str, replaced: Sequence[str]) -> str:
        """A text with what its tokens turn into."""
        return self._with(text, replaced.__getitem__)

    def _with(self, text: str, put: Callable[[int], str]) -> str:
        def fill(match: re.Match[str]) -> str:
            held = self[match].held
            of_tag = isinstance(held, Signpost) and held.of_tag
            return match[0][: match[0].startswith(" ") and not of_tag] + put(decode(match))

        return SPACED_TOKEN.sub(fill, text)

    def __getitem__(self, match: re.Match[str]) -> Token:
        """The token that a match of TOKEN, or of a pattern around it, stands for."""
        return self.tokens[decode(match)]


def encode(index: int) -> str:
    return OPEN + "".join(chr(ZERO + int(digit)) for digit in str(index)) + CLOSE


def decode(match: re.Match[str]) -> int:
    return int(match[1].translate(DIGITS))


def find_private(text: str) -> Iterator[tuple[int, int, int]]:
    """The characters that no text needs, themselves or by their numbers: start, end and number."""
    for match in PRIVATE_WRITTEN.finditer(text):
        by_number = int(match[1], 16) if match[1] else int(match[2] or ord(match[0][0]))
        if by_number <= sys.maxunicode and PRIVATE.match(chr(by_number)):
            yield *match.span(), by_number


FindLoose = Callable[[str], Sighted]


def tokenise(text: str, find_loose: FindLoose) -> Tokenised:
    """Sets every `{{ … }}` and every loose number aside, and marks places."""
    for start, end, _ in reversed(list(find_private(text))):
        text = f"{text[:start]}{REPLACED * (end - start)}{text[end:]}"
    pieces: list[tuple[int, int, Held]] = [
        (braces.start - braces.escaped, braces.end, braces) for braces in find_braces(text)
    ]
    pieces += [
        (each.start("marker"), each.end(), Signpost(each.start("marker")))
        for each in find_markers(text)
    ]
    masks = [(start, end, FILLER * (end - start)) for start, end in _syntax(text)]
    masks += [(start, end, mask_of(what, end - start)) for start, end, what in pieces]
    found = find_loose(_masked(text, masks)).loose
    pieces += [(each.start, each.end, each) for each in found if _is_one_piece(each, text)]
    pieces += [(at, at, mark) for at, mark in _marks(text)]
    parts: list[str] = []
    tokens: list[Token] = []
    shifts: list[tuple[int, int]] = []
    length = end = 0
    for start, stop, what in sorted(pieces, key=lambda piece: piece[:2]):
        if start < end:
            continue
        token = encode(len(tokens))
        if isinstance(what, Signpost) and what.of_tag:
            token = f" {token}"
        parts += [text[end:start], token]
        tokens.append(Token(len(tokens), start, text[start:stop], what))
        length += start - end + len(token)
        shifts.append((length, stop))
        end = stop
    return Tokenised("".join(parts) + text[end:], tuple(tokens), tuple(shifts))


def _syntax(text: str) -> Iterator[tuple[int, int]]:
    for match in SYNTAX.finditer(text):
        yield match.span()


def _marks(text: str) -> Iterator[tuple[int, Signpost]]:
    """Where a mark is put, and the place it tells: an address's own, else what is before it."""
    tags = [match.span() for match in TAG.finditer(text)]
    for match in MARKED.finditer(text):
        kind = match.lastgroup or ""
        inside = bisect_right(tags, (match.start(), match.end())) - 1
        if kind == "address" and inside >= 0 and match.end() <= tags[inside][1]:
            continue  # in an attribute, where brackets are no link
        offset = match.end() if kind == "address" else match.start(kind)
        yield match.end(kind), Signpost(offset, of_tag=kind == "tag")


def _is_one_piece(loose: Loose, text: str) -> bool:
    """Whether a number can be a token; one that goes on in the next line, or is made by bound
    figures alone, is found where it is seen."""
    return text.startswith(loose.text, loose.start) and "\n" not in loose.text and loose.text != ""


def mask_of(held: Held, length: int) -> str:
    """What stands for a reference while loose numbers are looked for."""
    if isinstance(held, Braces) and held.closed and not held.escaped:
        return bound_mask(held.inner, length)
    return FILLER * length


def _masked(text: str, masks: list[tuple[int, int, str]]) -> str:
    characters = list(text)
    for start, end, mask in masks:
        characters[start:end] = mask
    return "".join(characters)
