"""Labels as blocks of lines: wrapped, balanced and measured before anything is drawn."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from changzhou_site.charts.fonts import measure
from changzhou_site.charts.style import LETTER_SPACING, SPACED_SPARE, SPARE, WORD_SPACING, Type

CLOSING = frozenset("，。、；：！？）》〉」』】〕”’%…—·,.;:!?)]}％")
"""What no line begins with."""
OPENING = frozenset("（《〈「『【〔“‘([{¥")
"""What no line ends with."""

PHRASE = re.compile(r"[^，；：。！？]*[，；：。！？][，；：。！？”」』》）]*|[^，；：。！？]+")
"""A part of a Chinese sentence that a line may well end with."""
EVEN = 0.4
"""The shortest line over the longest, where lines end after phrases; else they are balanced."""

UNIT = re.compile(r"(?<=[0-9]) (?=[A-Za-z])")
"""The space between a number and its unit."""
WIDE = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
"""Characters between which a line may end."""
PIECE = re.compile(rf"(?:(?![{WIDE}])[\w¥$€£&.,:%+\-–−’'/°\u00a0])+|\s+|.", re.DOTALL)


@dataclass(frozen=True)
class Line:
    """One line of text as it is drawn."""

    text: str
    type: Type
    colour: str = "ink"

    @property
    def under(self) -> float:
        """From its baseline to where the next line begins."""
        return self.type.leading / 2 - self.type.drop


@dataclass(frozen=True)
class TextBlock:
    """Lines one under the other."""

    lines: tuple[Line, ...] = ()

    @classmethod
    def of(cls, lines: Iterable[str], type: Type, colour: str = "ink") -> TextBlock:
        """Lines that are alike."""
        return cls(tuple(Line(line, type, colour) for line in lines))

    @property
    def width(self) -> float:
        """The room the widest line needs, with some to spare."""
        return max((room(line.text, line.type) for line in self.lines), default=0)

    @property
    def height(self) -> float:
        return sum(line.type.leading for line in self.lines)

    def __add__(self, other: TextBlock) -> TextBlock:
        return TextBlock(self.lines + other.lines)


def room(text: str, type: Type) -> float:
    """The room one line needs, with some to spare."""
    width = measure(text, type)
    spaces = LETTER_SPACING * len(text) + WORD_SPACING * text.count(" ")
    spaced = width * SPACED_SPARE + spaces * type.size if type.in_page else 0
    return max(width * SPARE, spaced)


def block(text: str, type: Type, width: float, colour: str = "ink") -> TextBlock:
    """A text wrapped into a width; nothing for an empty one."""
    return TextBlock.of(balanced(text, type, width), type, colour)


def paragraph(text: str, type: Type, width: float, colour: str = "ink") -> TextBlock:
    """A text whose lines are as long as they can be, if the last does not become too short."""
    lines = wrapped(text, type, width)
    if lines and room(lines[-1], type) < width * EVEN:
        lines = balanced(text, type, width)
    return TextBlock.of(lines, type, colour)


def headline(text: str, type: Type, width: float, colour: str = "ink") -> TextBlock:
    """A text broken after its phrases, where that takes no more lines than breaking anywhere.

    Numbers and their units stay together; nothing for an empty text.
    """
    text = UNIT.sub("\u00a0", text)
    anywhere = balanced(text, type, width)
    packed = (_packed(PHRASE.findall(text), type, width * share / 20) for share in range(10, 21))
    good = (
        lines
        for lines in packed
        if len(lines) <= len(anywhere) and _even([room(line, type) for line in lines], width)
    )
    return TextBlock.of(next(good, anywhere), type, colour)


def _even(lengths: list[float], width: float) -> bool:
    longest = max(lengths, default=0)
    return longest <= width and all(length > longest * EVEN for length in lengths)


def _packed(phrases: Iterable[str], type: Type, width: float) -> list[str]:
    """Phrases put together into as few lines as can be; the narrower, the more alike."""
    lines: list[str] = []
    for phrase in phrases:
        if lines and room(lines[-1] + phrase, type) <= width:
            lines[-1] += phrase
        else:
            lines.append(phrase)
    return lines


def balanced(text: str, type: Type, width: float) -> list[str]:
    """As few lines as fit, and those about equally long."""
    lines = wrapped(text, type, width)
    if len(lines) < 2:
        return lines
    low, high = max(room(line, type) for line in lines) / len(lines), width
    while high - low > type.size / 2:
        middle = (low + high) / 2
        tried = wrapped(text, type, middle)
        if len(tried) > len(lines) or any(room(line, type) > middle for line in tried):
            low = middle
        else:
            lines, high = tried, middle
    return lines


def wrapped(text: str, type: Type, width: float) -> list[str]:
    """Lines that fit a width: Han break anywhere but at punctuation, the rest at spaces."""
    lines = [""]
    for piece in _pieces(text, type, width):
        if lines[-1] and room((lines[-1] + piece).rstrip(), type) > width:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line for line in (line.strip() for line in lines) if line]


def fits(text: str, type: Type, width: float) -> bool:
    """Whether a text wraps into a width without a word being broken."""
    return all(room(piece.strip(), type) <= width for piece in _joined(text, type))


def _pieces(text: str, type: Type, width: float) -> Iterable[str]:
    """What is kept together; a word that is too long for any line falls into characters."""
    for piece in _joined(text, type):
        if room(piece.rstrip(), type) <= width:
            yield piece
        else:
            yield from piece


def _joined(text: str, type: Type) -> list[str]:
    """The pieces that no line is broken within, where it can be helped."""
    counted, magnitudes = type.set.rules.counted, type.set.rules.magnitudes
    pieces: list[str] = []
    for piece in PIECE.findall(text):
        together = pieces and (
            piece.isspace()
            or piece[0] in CLOSING
            or pieces[-1].strip()[-1:] in OPENING
            or (piece in counted and _ends_in_number(pieces[-1], magnitudes))
        )
        if together and not (pieces[-1][-1:].isspace() and not piece.isspace()):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces


def _ends_in_number(piece: str, magnitudes: str) -> bool:
    return piece.rstrip(magnitudes)[-1:].isdigit()
