"""What a reader sees of a converted document: where each token landed, and its texts.

It reads the cleaned HTML, in which every element is closed and only ours and the allowed ones are
left; so what is text here is text on the page.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from itertools import islice, takewhile

from changzhou_site.figures import Braces, leads_sentence
from changzhou_site.guard import FILLER, Loose, Nature, StandingName
from changzhou_site.prose.leftovers import LEFTOVERS, may_be_left
from changzhou_site.prose.tokens import TOKEN, FindLoose, Token, Tokenised, decode, encode, mask_of
from changzhou_site.prose.typed import Typed

INLINE = frozenset(
    "a abbr b bdi bdo cite code del dfn em i ins kbd mark picture q s samp small source span strong"
    " sub sup u var wbr".split()
)

CONTEXT = 8
"""Characters before a number by which it is found in the source."""

NEAR = 1000
"""Characters before a piece of text among which its context is looked for."""

BESIDE = 300
"""Characters on each side of a figure among which its clause is looked for."""

MARKUP = r"(?:<[^<>\n]*>|\]\([^()\n]*\)|[^\w<]){0,12}?"
"""What may stand between two characters of a visible text in its source."""


@dataclass(frozen=True)
class Landing:
    """Where a token landed: in text, code, a block of its own, alt, title, address, attribute."""

    kind: str
    linked: bool = False
    """Whether it stands inside a link or a heading, where no further link may."""
    leads: bool = False
    """Whether it begins a sentence."""


@dataclass
class Seen:
    """What a reader sees."""

    landings: dict[int, Landing] = field(default_factory=dict)
    runs: list[str] = field(default_factory=list)
    """The text of each paragraph, cell, heading, alt or title, with its tokens."""


def read_seen(html: str) -> Seen:
    reader = _SeenReader()
    reader.feed(html)
    reader.close()
    reader.end_run()
    return reader.seen


class _SeenReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen = Seen()
        self.open: list[str] = []
        self.run = ""
        self.link = ("", 0)
        """The address of the open link, and where its text begins in the run."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        for name in ("alt", "title"):
            text = named.get(name) or ""
            self._land(text, Landing(name))
            self.seen.runs.append(text)
        if tag not in INLINE:
            self.end_run()
        if tag == "a":
            own = named.get("class") in ("footnote-ref", "footnote-backref")
            self.link = ("" if own else named.get("href") or " ", len(self.run))
        if tag not in ("br", "hr", "img", "source", "wbr"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in INLINE:
            self.end_run()
        if tag == "a":
            self._end_link()
        if tag in self.open:
            del self.open[len(self.open) - 1 - self.open[::-1].index(tag) :]

    def _end_link(self) -> None:
        """The text of `<https://…>` is an address, and that of a footnote's mark its number."""
        address, start = self.link
        text = self.run[start:]
        if not address or text in (address, address.removeprefix("mailto:")):
            self.run = self.run[:start] + FILLER * len(text)

    def handle_data(self, data: str) -> None:
        code = any(tag in ("code", "pre") for tag in self.open)
        linked = any(tag in ("a", "h2", "h3", "h4", "h5", "h6") for tag in self.open)
        self._land(data, Landing("code") if code else Landing("text", linked), self.run)
        self.run += FILLER if code else data

    def _land(self, text: str, landing: Landing, before: str = "") -> None:
        in_cell = any(tag in ("td", "th") for tag in self.open)
        for match in TOKEN.finditer(text):
            leads = not in_cell and leads_sentence(before + text[: match.start()])
            self.seen.landings.setdefault(decode(match), replace(landing, leads=leads))

    def end_run(self) -> None:
        if self.run.strip():
            self.seen.runs.append(self.run)
        self.run = ""


def figures_in(seen: Seen, source: Tokenised) -> Iterator[tuple[Token, str, str]]:
    """Each figure that a reader sees, with the text of its run near it on both sides."""
    for run in seen.runs:
        for match in TOKEN.finditer(run):
            token = source[match]
            if isinstance(token.held, Braces) and not token.held.escaped:
                before = run[: match.start()][-BESIDE:]
                after = run[match.end() :][:BESIDE]
                yield token, _without_tokens(before, source), _without_tokens(after, source)


def _without_tokens(text: str, source: Tokenised) -> str:
    """A text with what was typed; figures stand as what touches nothing."""

    def typed(match: re.Match[str]) -> str:
        token = source[match]
        return token.written if isinstance(token.held, Loose) else FILLER

    return TOKEN.sub(typed, text)


def find_leftovers(seen: Seen, source: Tokenised) -> Iterator[Typed]:
    """Each piece of markup that shows as text."""
    told: dict[str, int] = {}
    for run in filter(may_be_left, seen.runs):
        for each in LEFTOVERS:
            for match in each.pattern.finditer(run):
                offset = _offset(run, *match.span(), source, told.get(match[0], 0))
                told[match[0]] = offset + 1
                if source.text[:offset][-1:] != "\\":
                    typed = source.restored(match[0].strip())
                    shown = typed if "`" in typed else f"`{typed}`"
                    message = f"{shown} {each.message}"
                    yield Typed(source.original(offset), each.code, message, each.hint)


@dataclass(frozen=True)
class Piece:
    """A stretch of what a reader sees that was a token."""

    start: int
    end: int
    token: Token


@dataclass(frozen=True)
class Shown:
    """A run as it is seen, its loose numbers in their places again."""

    text: str
    run: str
    """The same with tokens."""
    pieces: tuple[Piece, ...]

    def inside(self, start: int, end: int) -> list[Piece]:
        """The tokens that a stretch of the text has part in."""
        first = bisect_right(self.pieces, start, key=lambda piece: piece.end)
        reached = takewhile(lambda piece: piece.start < end, islice(self.pieces, first, None))
        return [piece for piece in reached if max(piece.start, start) < min(piece.end, end)]

    def in_run(self, offset: int) -> int:
        """Where in the run a character stands that is no token's."""
        grown = 0
        for piece in self.pieces:
            if piece.end <= offset:
                grown += len(encode(piece.token.index)) - (piece.end - piece.start)
        return offset + grown


@dataclass(frozen=True)
class Unseen:
    """A number that shows only in the finished text, and the tokens that are part of it."""

    offset: int
    loose: Loose
    tokens: frozenset[int]


def find_unseen(
    runs: Iterable[Shown], source: Tokenised, find_loose: FindLoose
) -> Iterator[Unseen]:
    """Each number that is another in the finished text than in its source: split by markup,
    written as an entity, beside a bound figure, or in what looked like an address."""
    for shown in runs:
        for loose in find_loose(shown.text).loose:
            inside = shown.inside(loose.start, loose.end)
            if not _is_told(loose, inside):
                whole = all(_is_whole(shown, *piece, source) for piece in loose.pieces)
                offset = _origin(shown, loose.start, loose.end, source)
                onto = loose.nature in (Nature.GLUED, Nature.FALSE_UNIT)
                told = loose if whole or onto else replace(loose, nature=Nature.SPLIT)
                yield Unseen(offset, told, frozenset(piece.token.index for piece in inside))


def names_in(runs: Iterable[Shown], find: FindLoose) -> Iterator[StandingName]:
    """What holds a number and may stand, as a reader sees it."""
    for shown in runs:
        yield from find(shown.text).names


def shown_runs(seen: Seen, source: Tokenised) -> Iterator[Shown]:
    """The runs of a page as numbers are looked for in them."""
    for run in seen.runs:
        for each in LEFTOVERS if may_be_left(run) else ():
            run = each.pattern.sub(lambda match: FILLER * len(match[0]), run)
        yield _show(run, source)


def _show(run: str, source: Tokenised) -> Shown:
    parts, pieces, end, length = [], [], 0, 0
    for match in TOKEN.finditer(run):
        token = source[match]
        is_number = isinstance(token.held, Loose)
        shown = token.written if is_number else mask_of(token.held, len(token.written))
        parts += [run[end : match.start()], shown]
        length += match.start() - end
        pieces.append(Piece(length, length + len(shown), token))
        length += len(shown)
        end = match.end()
    return Shown("".join(parts) + run[end:], run, tuple(pieces))


def _is_told(loose: Loose, inside: list[Piece]) -> bool:
    """Whether the number was found as it is in the source, and is told there."""
    if len(inside) != 1:
        return False
    (piece,) = inside
    held = piece.token.held
    same = (piece.start, piece.end) == (loose.start, loose.end)
    if not isinstance(held, Loose) or held.quoted != loose.quoted:
        return False
    return same and held.nature is loose.nature


def _is_whole(shown: Shown, start: int, end: int, source: Tokenised) -> bool:
    """Whether a number is written in the source in one piece."""
    inside = shown.inside(start, end)
    if inside:
        return len(inside) == 1 and inside[0].start <= start and end <= inside[0].end
    number = shown.text[start:end]
    offset = _offset(shown.run, shown.in_run(start), shown.in_run(end), source)
    return source.text.startswith(number, offset)


def _origin(shown: Shown, start: int, end: int, source: Tokenised) -> int:
    """The original offset of what a stretch of the text begins with."""
    first = next(iter(shown.inside(start, start + 1)), None)
    if first:
        return first.token.offset + start - first.start
    inside = shown.inside(start, end)
    stop = inside[0].start if inside else end
    offset = _offset(shown.run, shown.in_run(start), shown.in_run(stop), source)
    return source.original(offset)


def _offset(run: str, start: int, end: int, source: Tokenised, after: int = 0) -> int:
    """Where a piece of a visible text stands in the tokenised source, as near as can be told, and
    not before a place where it was found already."""
    before = run[max(0, start - NEAR) : start]
    words = [re.escape(word) for word in re.findall(r"\w", before)[-CONTEXT:]]
    characters = (f"(?:{re.escape(character)}|&#?\\w+;)" for character in run[start:end])
    number = f"({MARKUP.join(characters)})"
    wanted = [MARKUP.join([*words[first:], number]) for first in range(len(words))]
    if words:
        wanted.append(f"{MARKUP.join(words)}()")
    found = (re.compile(pattern).search(source.text, after) for pattern in [*wanted, number])
    return next((match.start(1) for match in found if match), 0)
