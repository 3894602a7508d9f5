"""One Markdown file -> the pieces of a page, the headings in it, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from markupsafe import Markup

from changzhou_site.errors import Fault, Place, Problem
from changzhou_site.figures import (
    Block,
    Braces,
    Found,
    Quoted,
    Value,
    bound_html,
    find_chart_id,
    find_value,
    reference_html,
)
from changzhou_site.guard import (
    QUOTED,
    WARNED,
    Loose,
    Sighted,
    StandingName,
    Vocabulary,
    disguises_of,
    said_twice,
    sight,
    tell,
)
from changzhou_site.model import Document, Mention, Site, document_spot
from changzhou_site.prose.clean import clean_html
from changzhou_site.prose.density import find_dense
from changzhou_site.prose.markdown import Heading, Surroundings, convert
from changzhou_site.prose.seen import (
    Landing,
    figures_in,
    find_leftovers,
    find_unseen,
    names_in,
    read_seen,
    shown_runs,
)
from changzhou_site.prose.tokens import (
    TOKEN,
    TORN,
    FindLoose,
    Signpost,
    Token,
    Tokenised,
    decode,
    find_private,
    tokenise,
)
from changzhou_site.prose.typed import Typed, find_typed, find_unread_lists
from changzhou_site.prose.ways import Way


@dataclass(frozen=True)
class Prose:
    """A document as a page takes it up."""

    pieces: tuple[Markup | Block, ...]
    headings: tuple[Heading, ...]
    mentions: tuple[Mention, ...]
    """Every indicator that its text names, in order."""
    charts: tuple[str, ...]
    names: tuple[StandingName, ...]
    """What holds a number and may stand, in order of its kind."""
    ways: tuple[tuple[Way, Place], ...]
    """Where its links within the site lead, and where each is written."""
    notes: frozenset[str]
    """The ids of its footnotes and of the marks that lead to them."""
    problems: tuple[Problem, ...]
    is_whole: bool
    """Whether all that stands between braces could be read."""

    @property
    def opening(self) -> str | None:
        """The chart that stands first, before any text."""
        first = self.pieces[0] if self.pieces else None
        is_chart = isinstance(first, Block) and first.kind == "chart"
        return self.charts[0] if is_chart else None


def read_document(
    document: Document,
    site: Site,
    vocabulary: Vocabulary,
    excuses: Callable[[str], bool] = lambda _: False,
    find: FindLoose | None = None,
) -> Prose:
    """A document's text as HTML and blocks, with every problem in it.

    Its addresses begin at the top of the site. `excuses` says which unknown ids are told elsewhere
    already; `find` finds loose numbers and names, if that is not for this function to do.
    """
    if dense := find_dense(document.body):
        return _unread(dense)
    try:
        return _read(document, site, vocabulary, excuses, find or _finder(document, vocabulary))
    except RecursionError:
        message = "brackets, quotes or lists stand too deep in one another"
        hint = "write it with less nesting"
        return _unread(Problem(document.body.place, "too-deep", message, hint))


def _finder(document: Document, vocabulary: Vocabulary) -> FindLoose:
    @cache
    def find(text: str) -> Sighted:
        return sight(text, vocabulary, document.literals, document.language)

    return find


def _unread(problem: Problem) -> Prose:
    """A document that is not read, with the one problem that says why."""
    return Prose((), (), (), (), (), (), frozenset(), (problem,), is_whole=False)


def _read(
    document: Document,
    site: Site,
    vocabulary: Vocabulary,
    excuses: Callable[[str], bool],
    find: FindLoose,
) -> Prose:
    tokenised = tokenise(document.body.value, find)
    around = Surroundings(document, site, tokenised, excuses)
    converted = convert(around)
    html, garbled = whole_tokens(clean_html(converted.html))
    seen = read_seen(html)
    runs = tuple(shown_runs(seen, tokenised))
    unseen = tuple(find_unseen(runs, tokenised, find))
    landings = {**seen.landings, **converted.landings}
    told = frozenset[int]().union(*(number.tokens for number in unseen))
    reader = _Resolver(around, vocabulary, landings, told, excuses, find)
    replaced = [reader.replace(token) for token in tokenised.tokens]
    if garbled:
        hint = "look for an & before {{ or a number, and for tags that are not closed"
        reader.problem(0, "unreadable-markup", "something here cannot be read as Markdown", hint)
    for number in unseen:
        reader.judge_number(number.offset, number.loose)
    for token, before, after in figures_in(seen, tokenised):
        reader.judge_words(token, before, after)
    for each in (*find_leftovers(seen, tokenised), *_find_typed(tokenised)):
        reader.problem(each.offset, each.code, each.message, each.hint, each.warning)
    headings = tuple(
        replace(heading, text=_words(heading.text, tokenised, replaced))
        for heading in converted.headings
    )
    charts = (b.items[0].id for b in replaced if isinstance(b, Block) and b.kind == "chart")
    return Prose(
        pieces=tuple(_pieces(html, tokenised, replaced)),
        headings=headings,
        mentions=tuple(reader.mentions),
        charts=tuple(charts),
        names=(*names_in(runs, find), *reader.names),
        ways=tuple((way, document.body.at(offset)) for way, offset in converted.ways),
        notes=frozenset(converted.notes),
        problems=(*_private_characters(document), *converted.problems, *reader.problems),
        is_whole=reader.is_whole and not garbled,
    )


def _find_typed(source: Tokenised) -> Iterator[Typed]:
    """The same of lines as they are typed, at their places in the document."""
    yield from find_unread_lists(source.restored(source.text))
    for each in find_typed(source.text):
        yield replace(each, offset=source.original(each.offset))


def placed_charts(document: Document, prose: Prose) -> Iterator[tuple[str, Place]]:
    """The charts that a document shows, and where each is named."""
    for piece in prose.pieces:
        if isinstance(piece, Block) and piece.kind == "chart":
            yield piece.items[0].id, document.body.at(piece.items[0].offset)


def whole_tokens(html: str) -> tuple[str, bool]:
    """HTML without the pieces of tokens that Markdown has torn, and whether there are any."""
    parts = re.split(f"({TOKEN.pattern.replace('(', '(?:')})", html)
    whole = [TORN.sub("", part) if n % 2 == 0 else part for n, part in enumerate(parts)]
    return "".join(whole), whole != parts


def _private_characters(document: Document) -> Iterator[Problem]:
    for start, _, number in find_private(document.body.value):
        message = f"character U+{number:04X} is not for reading"
        place = document.body.at(start)
        yield Problem(place, "control-character", message, "remove it")


def _pieces(
    html: str, tokenised: Tokenised, replaced: list[Markup | Block]
) -> Iterator[Markup | Block]:
    """Splits at the blocks, and puts everything else where its token stands."""
    pattern = re.compile(f"<div>{TOKEN.pattern}</div>\n?")
    end = 0
    for match in pattern.finditer(html):
        block = replaced[decode(match)]
        if isinstance(block, Block):
            yield from _filled(html[end : match.start()], tokenised, replaced)
            yield block
            end = match.end()
    yield from _filled(html[end:], tokenised, replaced)


def _filled(html: str, tokenised: Tokenised, replaced: list[Markup | Block]) -> Iterator[Markup]:
    if html.strip():
        texts = ["" if isinstance(found, Block) else str(found) for found in replaced]
        yield Markup(tokenised.filled(html, texts).strip())


def _words(text: str, tokenised: Tokenised, replaced: list[Markup | Block]) -> str:
    """A heading's text without markup, for the table of contents."""
    filled = next(_filled(str(Markup.escape(text)), tokenised, replaced), Markup())
    return filled.striptags()


@dataclass
class _Resolver:
    """Decides what each token turns into, now that it is known where it landed."""

    around: Surroundings
    vocabulary: Vocabulary
    landings: dict[int, Landing]
    told: frozenset[int]
    """The tokens that are part of a number which is told by what a reader sees."""
    excuses: Callable[[str], bool]
    find: FindLoose
    problems: list[Problem] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    names: list[StandingName] = field(default_factory=list)
    figures: dict[int, tuple[Found, int]] = field(default_factory=dict)
    """What each token stands for that is a figure, and where its id is written."""
    is_whole: bool = True

    def replace(self, token: Token) -> Markup | Block:
        landing = self.landings.get(token.index, Landing("dropped"))
        if isinstance(token.held, Signpost) or landing.kind == "dropped":
            return Markup()
        if isinstance(token.held, Loose):
            if landing.kind in ("text", "alt", "title") and token.index not in self.told:
                self.judge_number(token.offset, token.held)
            return Markup.escape(token.written)
        if landing.kind == "code":
            return Markup.escape(token.written)
        if token.held.escaped:
            for loose in self.find(token.written).loose:
                self.judge_number(token.offset + loose.start, loose)
            return Markup.escape(token.written[1:])
        return self._reference(token, token.held, landing)

    def judge_number(self, offset: int, loose: Loose) -> None:
        told = tell(loose, self.vocabulary, self.around.document.language)
        place = self.around.document.body.at(offset)
        self.problems.append(Problem(place, told.code, told.message, told.hint, told.warning))
        if told.warning:
            self.names.append(StandingName(WARNED, loose.text))

    def judge_words(self, token: Token, before: str, after: str) -> None:
        """Tells of words beside a figure that say again what it says."""
        if token.index not in self.figures:
            return
        found, offset = self.figures[token.index]
        fault = said_twice(found, self.around.site, self.around.language, before, after)
        if fault:
            self.problem(offset, fault.code, fault.message, fault.hint)

    def _reference(self, token: Token, braces: Braces, landing: Landing) -> Markup | Block:
        try:
            reference = braces.parse()
            if landing.kind in ("address", "title", "attribute"):
                hint = "a figure stands in text, where it can be seen to be bound"
                where = {"address": "an address", "title": "a link's title"}
                message = f"`{{{{` in {where.get(landing.kind, 'an HTML attribute')}"
                raise Fault("reference-in-attribute", message, hint, offset=braces.start)
            if isinstance(reference, Quoted):
                return self._quoted(reference, braces)
            if isinstance(reference, Block):
                return self._block(reference, landing, braces)
            return self._value(token, reference, landing)
        except Fault as fault:
            if fault.code != "unknown-indicator" or not self.excuses(fault.id):
                self.problem(fault.offset, fault.code, fault.message, fault.hint)
                self.is_whole = False
            return Markup.escape(token.written)

    def _quoted(self, quoted: Quoted, braces: Braces) -> Markup:
        rest = self.around.document.body.value[braces.end :][:64]
        disguises_of(self.vocabulary).judge_quoted(quoted, rest)
        self.names.append(StandingName(QUOTED, quoted.name))
        return Markup.escape(quoted.name)

    def _value(self, token: Token, value: Value, landing: Landing) -> Markup:
        self._mention(value)
        site, language = self.around.site, self.around.language
        found = replace(find_value(value, site, language), leads=landing.leads)
        self.figures[token.index] = found, value.offset
        if landing.kind == "alt":
            return Markup.escape(bound_html(found, site, language, linked=False).striptags())
        return reference_html(found, site, language, linked=not landing.linked)

    def _block(self, block: Block, landing: Landing, braces: Braces) -> Markup | Block:
        if landing.kind != "block":
            hint = "put it on a line of its own, outside of lists and tables"
            message = f"`{block.kind}` stands inside other text"
            raise Fault("block-inside", message, hint, offset=braces.start)
        if block.kind == "timeline" and not self.around.site.events:
            hint = "write them in data/events.yaml"
            raise Fault("no-events", "there are no events to show", hint, offset=block.offset)
        if block.kind == "chart":
            if not self.excuses(f"chart {block.items[0].id}"):
                find_chart_id(block, self.around.site)
            return block
        for item in block.items:
            self._mention(item)
            self._judge_item(block, item)
        return block

    def _judge_item(self, block: Block, item: Value) -> None:
        if item.part is not None:
            hint = f"{{{{ {block.kind} {item.id} }}}}"
            message = "a part is not chosen here"
            raise Fault("bad-reference", message, hint, offset=item.offset)
        find_value(item, self.around.site, self.around.language)

    def _mention(self, value: Value) -> None:
        document = self.around.document
        place, spot = document.body.at(value.offset), document_spot(document)
        self.mentions.append(Mention(value.id, value.period, place, spot, document.language))

    def problem(
        self, offset: int, code: str, message: str, hint: str, warning: bool = False
    ) -> None:
        place = self.around.document.body.at(offset)
        self.problems.append(Problem(place, code, message, hint, warning))
