"""What the finders of numbers share: the number found, and the characters that stand for others."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from changzhou_site.figures import QUOTED
from changzhou_site.languages import BARE, BOUND, FILLER, Worth
from changzhou_site.model import GuardWords

NAMED = 0xE100
"""From here on: the characters of the id of a bound figure, within its mask."""

FIGURE = re.compile(
    f"{BOUND}(?=[\ue100-\ue17f])(?P<id>[\ue101-\ue17f]*)\ue100*(?P<end>[{BOUND}{BARE}])"
)
"""The mask of a bound figure; a bound label or period is BOUND throughout."""

UNSEEN_LETTERS = "\u115f\u1160\u3164\uffa0"
"""Letters that a reader does not see, so that no word begins or ends beside them."""

INVISIBLE = (
    "\u00ad\u0300-\u036f\u061c\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u20e3\ufe00-\ufe0f\ufeff\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    f"\U000e0000-\U000e0fff{UNSEEN_LETTERS}"
)
"""Characters between which a reader sees nothing, in a character class: what Unicode calls
default-ignorable, and marks that stand on others."""

SPACE = " \u00a0\u2000-\u200a\u202f\u205f\u3000"

DIGITS = re.compile(
    rf"\d+(?:[{INVISIBLE}]*[.,:/∶：]?[{INVISIBLE}]*\d+"
    rf"|(?<![\d.,:/]\d\d\d\d)[{SPACE}](?=\d\d\d(?!\d))\d\d\d)*"
)
"""A number in digits, also one whose digits are set apart by what is no digit."""

APART = re.compile(rf"(?<=[\d.,:/])[{INVISIBLE}{SPACE}]+(?=[\d.,:/])")


class Nature(Enum):
    """In what way a number is loose."""

    TYPED = "typed"
    SPELLED = "spelled"
    RANGE = "range"
    SPLIT = "split"
    """One number only when what stands between its pieces is gone."""
    GLUED = "glued"
    """Typed onto a bound figure, so that the two read as another number."""
    VAGUE = "vague"
    """In words, and counted by nobody: dozens of."""
    FALSE_UNIT = "false unit"
    """A unit typed onto a bound figure that is not its own."""


@dataclass(frozen=True)
class Loose:
    """A number that stands in a text unbound."""

    start: int
    end: int
    text: str
    after: str = ""
    """What follows it, which may be the unit of the figure it equals."""
    nature: Nature = Nature.TYPED
    worths: tuple[Worth, ...] = ()
    """What a number in words may be worth: 翻一番 is twice as much, and growth of 100%."""
    ends: tuple[Loose, ...] = ()
    """The two ends of a range."""
    core: tuple[int, int] = (0, 0)
    """Where the number itself stands, without its 近 or 多."""
    before: str = ""
    """What stands before it, which may be a sign of money or 第."""
    quoted: bool = False
    """Whether it stands inside quotation marks."""

    @property
    def pieces(self) -> tuple[tuple[int, int], ...]:
        """Where its numbers stand: one, or both ends of a range."""
        return tuple(piece for end in self.ends for piece in end.pieces) or (self.core,)


def bound_mask(inner: str, length: int) -> str:
    """What stands for `{{ inner }}` while loose numbers are looked for. It tells whether a figure
    stands there, whether it shows its unit, and of which indicator that unit is. A name that holds
    a number is none."""
    if QUOTED.fullmatch(inner):
        return FILLER * length
    match = REFERENCE.fullmatch(inner)
    part = (match["part"] or "") if match else "label"
    if match is None or part in ("label", "period"):
        return BOUND * length
    told_so = part in ("", "number", "of", "abs") or part.startswith("as ")
    id = match["id"] if told_so else ""
    named = "".join(chr(NAMED + ord(character)) for character in id)
    return BOUND + named.ljust(length - 2, chr(NAMED)) + (BARE if part == "number" else BOUND)


REFERENCE = re.compile(
    r"\s*(?P<id>[A-Za-z_][\w-]*)[^|]*(?:\|\s*(?P<part>.*?)\s*)?", re.ASCII | re.DOTALL
)


def named_in(figure: re.Match[str]) -> str:
    """The id in the mask of a bound figure; none where it is told in a unit chosen in the text."""
    return "".join(chr(ord(character) - NAMED) for character in figure["id"])


def begins(text: str, word: str) -> bool:
    """Whether a text begins with a word, whole where words have spaces between them."""
    following = text[len(word) : len(word) + 1]
    goes_on = word[-1:].isascii() and word[-1:].isalpha() and following.isascii()
    return text.startswith(word) and not (goes_on and following.isalpha())


def is_digit(character: str) -> bool:
    """Whether a character is a digit, or a sign that is a number, of any script."""
    return unicodedata.category(character) in ("Nd", "Nl", "No")


class _Digits(dict[int, int]):
    """What stands for a character in ASCII, worked out when it is first met."""

    def __init__(self, kept: frozenset[str]) -> None:
        super().__init__({ord("．"): ord(".")})
        self.kept = kept

    def __missing__(self, code: int) -> int:
        character = chr(code)
        stays = character.isascii() or character in self.kept or not is_digit(character)
        self[code] = code if stays else ord("0")
        return self[code]


@dataclass(frozen=True)
class Characters:
    """The characters that are numerals in the languages of a site."""

    small: str
    large: str
    """They multiply what stands before them."""

    @classmethod
    def of(cls, words: Iterable[GuardWords]) -> Characters:
        known = list(words)
        return cls("".join(each.small for each in known), "".join(each.large for each in known))

    def in_ascii(self, text: str) -> str:
        """A text with digits and signs that are numbers, of every script, in ASCII: ½, ², Ⅳ."""
        return text.translate(self._digits)

    @cached_property
    def _digits(self) -> _Digits:
        return _Digits(frozenset(self.small + self.large))

    @cached_property
    def magnitude(self) -> re.Pattern[str]:
        """Digits with what multiplies them at their end."""
        return re.compile(rf"\d\s?([{re.escape(self.large)}]+)$" if self.large else "(?!)")

    @cached_property
    def run(self) -> re.Pattern[str]:
        return re.compile(f"[{re.escape(self.small + self.large)}]+" if self.small else "(?!)")

    def number_in(self, text: str) -> str:
        """The number of a wording: its digits without grouping, or its numerals."""
        text = APART.sub("", unicodedata.normalize("NFKC", text))
        digits = DIGITS.search(text)
        if digits:
            number = digits[0].replace(",", "")
            return number.rstrip("0").rstrip(".") if "." in number else number
        numerals = [match[0] for match in self.run.finditer(text)]
        return "/".join(numerals) or text


def is_glued(plain: str, start: int, end: int, onto: str = BOUND + BARE) -> bool:
    """Whether digits stand right beside a bound figure, or only a decimal point between."""
    before = re.search(rf"[{onto}][.,]?$", plain[max(0, start - 2) : start])
    after = re.match(rf"[.,]?[{BOUND}{BARE}]", plain[end : end + 2])
    return bool(
        (before and plain[start : start + 1].isdigit())
        or (after and plain[end - 1 : end].isdigit())
    )
