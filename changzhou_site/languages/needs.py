"""What a text must hold for a pattern to match anywhere in it.

Most patterns of a language are about words that a text does not have. What is told here of a
pattern is safe and no more: a text without it has no match, a text with it may have none either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

DIGIT = r"\d"
"""Stands for any digit among the characters that a text holds."""

MOST = 80
"""Alternatives of which one is needed; of more than these, nearly every text has one."""

KEPT = 3
"""Needs that are kept of what stands in a row: those that fewest texts meet."""


@dataclass(frozen=True)
class Need:
    """Characters and words of which one is needed."""

    characters: frozenset[str]
    words: tuple[str, ...] = ()

    @property
    def weight(self) -> int:
        """How many texts have one of them, by a rough count."""
        digits = [each for each in self.characters if each == DIGIT or each.isdecimal()]
        letters = [each for each in self.characters if each.isascii() and each.isalpha()]
        others = len(self.characters) - len(digits) - len(letters)
        common = 8 * (others + bool(digits)) + 26 * len(letters)
        return common + sum(4 if len(word) < 3 else 1 for word in self.words)


Needs = tuple[Need, ...]
"""All of which are needed, the rarest first; nothing where nothing is known."""


@dataclass(frozen=True)
class Held:
    """What a text holds, in small letters."""

    folded: str
    characters: frozenset[str]

    def meets(self, needs: Needs) -> bool:
        for need in needs:  # loops, since generators would take twice as long
            if need.characters.isdisjoint(self.characters):
                for word in need.words:
                    if word in self.folded:
                        break
                else:
                    return False
        return True


@lru_cache(maxsize=8)
def held_by(text: str) -> Held:
    folded = _folded(text)
    characters = frozenset(folded)
    return Held(folded, characters | {DIGIT for each in characters if each.isdecimal()})


def _folded(text: str) -> str:
    """A text in which letters that a pattern takes for each other are the same."""
    return text.lower() if text.isascii() else text.translate(DOTS).casefold()


DOTS = str.maketrans("İı", "ii")


def any_word(words: Iterable[str]) -> Need:
    needs = [need for word in words for need in _written(word)]
    return _one_of(needs)


@dataclass(frozen=True)
class Alternative:
    """One of the alternatives of a pattern."""

    pattern: str
    needs: Needs


def alternatives_of(pattern: str, later: Mapping[str, Needs]) -> tuple[Alternative, ...]:
    """The alternatives of a regular expression in their order, with what each needs, as far as its
    words and characters tell; `later` says it of parts that are filled in later."""
    found, start = list[Alternative](), 0
    try:
        tokens = _Tokens(pattern)
        while True:
            needs = _row(tokens, later)
            found.append(Alternative(pattern[start : tokens.start], needs))
            if tokens.kind == "end":
                return tuple(found)
            if tokens.kind != "bar":
                raise _UnknownError
            tokens.step()
            start = tokens.start
    except _UnknownError:
        return (Alternative(pattern, ()),)


# Reading patterns --------------------------------------------------------------------------------

TOKEN = re.compile(
    r"(?P<plain>[^\\()\[{|*+?.^$]+)"
    r"|(?P<class>\[\^?\]?(?:\\.|[^\]\\])*\])"
    r"|(?P<close>\))"
    r"|(?P<bar>\|)"
    r"|(?P<times>(?:[*+?]|\{\d+(?:,\d*)?\}|\{,\d+\})[?+]?)"
    r"|(?P<later>\{[a-z]+\})"
    r"|(?P<open>\((?![?*])|\(\?(?:>|<?=|P<\w+>|-?i?:))"
    r"|(?P<unlike>\(\?<?!)"
    r"|(?P<digit>\\d)"
    r"|(?P<any>\\[bBAZDsSwWnt]|\\[pP]\{[^}]*\}|[.^$])"
    r"|(?P<escaped>\\[^A-Za-z0-9])",
    re.DOTALL,
)


class _UnknownError(Exception):
    """What is not read here, such as conditions and fuzzy matching."""


class _Tokens:
    """The tokens of a pattern, one after the other; `kind` is "end" behind the last."""

    def __init__(self, pattern: str) -> None:
        self.pattern, self.start, self.at = pattern, 0, 0
        self.kind = self.text = ""
        self.step()

    def step(self) -> None:
        match = TOKEN.match(self.pattern, self.at)
        if match is None and self.at < len(self.pattern):
            raise _UnknownError
        self.kind, self.text = (match.lastgroup or "", match[0]) if match else ("end", "")
        self.start, self.at = self.at, self.at + len(self.text)


def _either(tokens: _Tokens, later: Mapping[str, Needs]) -> Needs:
    """What alternatives need: one of what each of them does."""
    found = [_row(tokens, later)]
    while tokens.kind == "bar":
        tokens.step()
        found.append(_row(tokens, later))
    return found[0] if len(found) == 1 else need_of_one(found)


def need_of_one(alternatives: Sequence[Needs]) -> Needs:
    """What all alternatives need together: what is rarest in one of them, or in another."""
    if not all(alternatives):
        return ()
    need = _one_of(needs[0] for needs in alternatives)
    return (need,) if len(need.characters) + len(need.words) <= MOST else ()


def _one_of(needs: Iterable[Need]) -> Need:
    needs = tuple(needs)
    characters = frozenset[str]().union(*(need.characters for need in needs))
    return Need(characters, tuple(dict.fromkeys(word for need in needs for word in need.words)))


def _row(tokens: _Tokens, later: Mapping[str, Needs]) -> Needs:
    """What stands in a row needs: all that its parts do."""
    found, word = list[Need](), ""
    while tokens.kind not in ("bar", "close", "end"):
        letters, needs = _part(tokens, later)
        if letters and tokens.kind != "times":
            word += letters
            continue
        word += letters[:-1]
        if _is_there(tokens):
            word += letters[-1:]
            found += needs
        found += _written(word)
        word = ""
    found += _written(word)
    if len(found) < 2:
        return tuple(found)
    return tuple(sorted(found, key=lambda need: need.weight)[:KEPT])


def _part(tokens: _Tokens, later: Mapping[str, Needs]) -> tuple[str, Needs]:
    """The next part of a pattern: the letters that it is, or what it needs."""
    kind, text = tokens.kind, tokens.text
    tokens.step()
    match kind:
        case "plain":
            return text, ()
        case "escaped":
            return text[-1], ()
        case "open" | "unlike":
            needs = _either(tokens, later)
            if tokens.kind != "close":
                raise _UnknownError
            tokens.step()
            return "", needs if kind == "open" else ()
        case "class":
            return "", _any_of(text)
        case "digit":
            return "", (Need(frozenset({DIGIT})),)
        case "any":
            return "", ()
        case "later":
            return "", later.get(text[1:-1], ())
    raise _UnknownError


def _is_there(tokens: _Tokens) -> bool:
    """Whether a part stands there once at least, by how often it is repeated."""
    if tokens.kind != "times":
        return True
    least = tokens.text
    tokens.step()
    return not least.startswith(("*", "?", "{0", "{,"))


def _written(word: str) -> Needs:
    """What a word needs, or a character, or a digit."""
    folded = word if word == DIGIT else _folded(word)
    if len(folded) == 1 or folded == DIGIT:
        return (Need(frozenset({folded})),)
    return (Need(frozenset(), (folded,)),) if folded else ()


IN_CLASS = re.compile(
    r"(?P<digit>\\d)|(?P<first>\\[^A-Za-z0-9]|[^\\])(?:-(?P<last>\\[^A-Za-z0-9]|[^\\]))?",
    re.DOTALL,
)


NAMED_CLASS = re.compile(r"\[:\^?\w+:")


@lru_cache(maxsize=512)
def _any_of(written: str) -> Needs:
    """What a class of characters needs, where it lists few: one of them."""
    if NAMED_CLASS.search(written) or written.startswith("[]"):
        raise _UnknownError
    found, at = dict[str, None](), 1
    while at < len(written) - 1:
        match = IN_CLASS.match(written, at, len(written) - 1)
        if match is None or written[1] == "^":
            return ()
        at = match.end()
        if match["digit"]:
            found[DIGIT] = None
        else:
            first, last = match["first"][-1], (match["last"] or match["first"])[-1]
            found |= dict.fromkeys(
                map(chr, range(ord(first), min(ord(last), ord(first) + MOST) + 1))
            )
    return (any_word(found),) if len(found) <= MOST else ()
