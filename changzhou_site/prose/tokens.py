"""Bound figures and loose numbers as tokens, so that they pass through Markdown unharmed.

Before Markdown sees a text, each `{{ … }}` and each number that the guard finds becomes a token of
private characters that knows where it stood. What a token turns into is decided when it is known
where in the page it landed: in text, in code, in an address.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from changzhou_site.prose.guard import FILLER, Loose
from changzhou_site.references import Braces, find_braces

OPEN, CLOSE, ZERO = "\ue000", "\ue001", 0xE010

TOKEN = re.compile(f"{OPEN}([\ue010-\ue019]+){CLOSE}")

SYNTAX = re.compile(
    r"(?m)"
    r"^[ \t]*\d{1,3}[.)](?=\s)"  # an ordered list's marker
    r"|^[ \t]*\[[^\]\n]+\]:[^\n]*"  # a definition of a reference or footnote
    r"|\[\^[^\]\n]+\]"  # a footnote's mark
    r"|(?<=\])\[[^\]\n]*\]"  # the label of a reference
    r"|(?<=\])\([^)\n]*\)"  # an address and its title, judged by themselves
    r"|<(?:https?|mailto):[^>\s]*>"
    r"|(?<=\s)\{#[^}\n]*\}[ \t]*$"  # a heading's id
)
"""What is Markdown's own and no text: digits in it are no numbers."""

FOOTNOTE_LABEL = re.compile(r"[ \t]*\[\^[^\]\n]+\]:")


@dataclass(frozen=True)
class Token:
    """A piece of a text that has been set aside, and where it stood."""

    index: int
    offset: int
    written: str
    held: Braces | Loose


@dataclass(frozen=True)
class Tokenised:
    """A text with its tokens, and the way back to where each character stood."""

    text: str
    tokens: tuple[Token, ...]
    shifts: tuple[tuple[int, int], ...]
    """(offset in the tokenised text, offset in the original), ascending."""

    def original(self, offset: int) -> int:
        """The original offset of a character of the tokenised text."""
        found = (0, 0)
        for shift in self.shifts:
            if shift[0] > offset:
                break
            found = shift
        return found[1] + offset - found[0]


def encode(index: int) -> str:
    return OPEN + "".join(chr(ZERO + int(digit)) for digit in str(index)) + CLOSE


def decode(match: re.Match[str]) -> int:
    return int("".join(str(ord(character) - ZERO) for character in match[1]))


FindLoose = Callable[[str], Iterator[Loose]]


def tokenise(text: str, find_loose: FindLoose) -> Tokenised:
    """Sets every `{{ … }}` and every loose number aside."""
    held: list[tuple[int, int, Braces | Loose]] = [
        (braces.start - braces.escaped, braces.end, braces) for braces in find_braces(text)
    ]
    masked = _fill(text, [(start, end) for start, end, _ in held] + list(_syntax(text)))
    numbers: list[tuple[int, int, Braces | Loose]] = [
        (loose.start, loose.end, loose) for loose in find_loose(masked)
    ]
    parts: list[str] = []
    tokens: list[Token] = []
    shifts: list[tuple[int, int]] = []
    length = end = 0
    for start, stop, what in sorted([*held, *numbers], key=lambda item: item[0]):
        token = encode(len(tokens))
        parts += [text[end:start], token]
        tokens.append(Token(len(tokens), start, text[start:stop], what))
        length += start - end + len(token)
        shifts.append((length, stop))
        end = stop
    return Tokenised("".join(parts) + text[end:], tuple(tokens), tuple(shifts))


def _syntax(text: str) -> Iterator[tuple[int, int]]:
    for match in SYNTAX.finditer(text):
        footnote = FOOTNOTE_LABEL.match(match[0])
        yield match.start(), match.start() + (footnote.end() if footnote else len(match[0]))


def _fill(text: str, spans: list[tuple[int, int]]) -> str:
    characters = list(text)
    for start, end in spans:
        characters[start:end] = FILLER * (end - start)
    return "".join(characters)
