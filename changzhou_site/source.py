"""Text files -> values that remember where they stand. Strict where YAML would guess.

The composer works on the events of libyaml's parser, so that aliases, tags, repeated keys and
depth are judged before anything nests. Scalars stay text: what they mean is the schema's matter.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import yaml

from changzhou_site.errors import Place, Problem, SiteError

MAX_DEPTH = 24
"""Deeper nesting than any file of the contract needs."""

MAX_BYTES = 4_000_000

YAML_WORDS = {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "~"}
"""Plain scalars that one YAML or another reads as something else than text."""


BRACES = "`{{` begins two maps in YAML"
BRACES_HINT = "a text that holds `{{` is quoted or written as a block"
COMMENT = "the text ends before ` #`, which begins a comment"
COMMENT_HINT = "quote the text, or put a space after the # of a comment"
MISFIT = (
    "mapping values are not allowed",
    "did not find expected key",
    "did not find expected '-' indicator",
    "did not find expected <document start>",
)
"""What libyaml says of a line that is indented as none of its neighbours."""
COLON_HINT = "a key ends in an ASCII colon and a space, not in `：`"


@dataclass(frozen=True)
class Text:
    """A scalar or a run of prose, with the place of each of its characters."""

    value: str
    place: Place
    anchors: tuple[tuple[int, int, int], ...] = ()
    """(offset, line, column), ascending; none where the text cannot be mapped to its source."""
    plain: bool = False
    """Written without quotes or block indicator."""

    def at(self, offset: int) -> Place:
        """The place of the character at `offset`, or of the text's start if it is not known."""
        index = bisect_right(self.anchors, offset, key=lambda anchor: anchor[0]) - 1
        if index < 0:
            return self.place
        start, line, column = self.anchors[index]
        return Place(self.place.path, line, column + offset - start)

    def __str__(self) -> str:
        return self.value


Event = Any
"""One of PyYAML's events; its stubs do not say what each holds."""


@dataclass(frozen=True)
class Items:
    """A YAML sequence."""

    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True)
class Fields:
    """A YAML mapping; keys are texts and stand once."""

    entries: Mapping[str, tuple[Text, Node]]
    place: Place


Node = Text | Items | Fields


def decode(data: bytes, path: str) -> str:
    """UTF-8, with or without a byte order mark. Raises SiteError naming the first bad byte."""
    if len(data) > MAX_BYTES:
        size = f"{len(data):,} bytes; at most {MAX_BYTES:,} are read"
        raise SiteError([Problem(Place(path), "file-too-large", size, "split the file by topic")])
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SiteError([_undecodable(data, path, error.start)]) from None
    if "\0" in text:
        raise SiteError([_undecodable(data, path, data.index(0))])
    return _unix_lines(text)


def _unix_lines(text: str) -> str:
    return text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _undecodable(data: bytes, path: str, offset: int) -> Problem:
    before = _unix_lines(data[:offset].decode("utf-8", "replace"))
    line = before.count("\n") + 1
    column = len(before) - before.rfind("\n")
    hint = "save the file as UTF-8"
    if b"\0" in data or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        hint = "the file looks like UTF-16; save it as UTF-8"
    elif _decodes(data, "gb18030"):
        hint = "was it saved as GBK? save it as UTF-8"
    message = f"byte 0x{data[offset]:02X} at offset {offset} is not UTF-8 text"
    return Problem(Place(path, line, column), "not-utf8", message, hint)


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def load_yaml(text: str, path: str, *, line: int = 1, what: str = "the file") -> Node:
    """The one document of a YAML text that starts at `line` of its file.

    Raises SiteError with every problem found; a syntax error ends the reading.
    """
    composer = _Composer(text, path, line, what)
    node = composer.document()
    if composer.problems:
        raise SiteError(composer.problems)
    assert node is not None
    return node


FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<yaml>.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


def load_prose(text: str, path: str) -> tuple[Node, Text]:
    """A Markdown file's front matter and its body; the body keeps the lines of the file."""
    match = FRONT_MATTER.match(text)
    if match is None:
        raise SiteError([_no_front_matter(text, path)])
    first = text.count("\n", 0, match.end()) + 1
    body = text[match.end() :]
    fields = load_yaml(match["yaml"], path, line=2, what="the front matter")
    return fields, Text(body, Place(path, first, 1), tuple(_line_anchors(body, first)))


def _no_front_matter(text: str, path: str) -> Problem:
    hint = "begin it with a line `---`, `title: …`, `summary: …`, and another line `---`"
    if not text.strip():
        return Problem(Place(path), "empty-file", "the file is empty", hint)
    message = "the file has no front matter"
    if re.match(r"---[ \t]*\n", text):
        message, hint = "the front matter has no end", "close it with a line `---`"
    return Problem(Place(path), "no-front-matter", message, hint)


def _line_anchors(text: str, line: int) -> Iterator[tuple[int, int, int]]:
    offset = 0
    for number, content in enumerate(text.split("\n"), line):
        yield offset, number, 1
        offset += len(content) + 1


class _Composer:
    """One pass over the parser's events. Gathers problems and goes on where it can."""

    def __init__(self, text: str, path: str, line: int, what: str) -> None:
        self.text, self.path, self.first, self.what = text, path, line, what
        self.lines = text.split("\n")
        self.problems: list[Problem] = []
        self.depth = 0

    def document(self) -> Node | None:
        self._odd_line_breaks()
        if self.problems:
            return None
        try:
            return self._document()
        except yaml.reader.ReaderError as error:
            self._unreadable_character(error)
        except yaml.MarkedYAMLError as error:
            self._syntax(error)
        return None

    def _document(self) -> Node | None:
        self.events = yaml.parse(self.text, Loader=yaml.CSafeLoader)
        next(self.events)
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            self._empty()
            return None
        node = self._node(next(self.events))
        next(self.events)
        event = next(self.events)
        if isinstance(event, yaml.DocumentStartEvent):
            hint = "remove the `---`: one file is one document"
            self._problem(self._place(event), "second-document", "a second document begins", hint)
        if isinstance(node, Text) and not node.value.strip():
            self._empty()
        return node

    def _empty(self) -> None:
        hint = "write what belongs there, or remove the file"
        self._problem(Place(self.path, self.first), "empty-file", f"{self.what} is empty", hint)

    def _odd_line_breaks(self) -> None:
        """YAML ends a line at three characters that editors show as nothing."""
        for match in re.finditer("[\x85\u2028\u2029]", self.text):
            message = f"the line separator U+{ord(match[0]):04X}"
            self._problem(self._place_of(match.start()), "control-character", message, "remove it")

    def _node(self, event: Event) -> Node:
        if isinstance(event, yaml.AliasEvent):
            hint = "write the value out, or quote a text that begins with *"
            self._problem(self._place(event), "yaml-alias", f"`*{event.anchor}` is an alias", hint)
            return Text("", self._place(event))
        if getattr(event, "anchor", None):
            hint = "remove it, or quote a text that begins with &"
            message = f"`&{event.anchor}` is an anchor"
            self._problem(self._place(event), "yaml-anchor", message, hint)
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            hint = "remove it, or quote a text that begins with !"
            self._problem(self._place(event), "yaml-tag", f"`{tag}` is a tag", hint)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        return self._nested(event)

    def _nested(self, event: Event) -> Node:
        if self.depth >= MAX_DEPTH:
            message = f"nested more than {MAX_DEPTH} deep"
            self._problem(self._place(event), "too-deep", message, "no file needs this depth")
            raise SiteError(self.problems)
        self.depth += 1
        node = (
            self._fields(event) if isinstance(event, yaml.MappingStartEvent) else self._items(event)
        )
        self.depth -= 1
        return node

    def _items(self, start: Event) -> Items:
        items = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self._node(event))
        return Items(tuple(items), self._place(start))

    def _fields(self, start: Event) -> Fields:
        entries: dict[str, tuple[Text, Node]] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            before = len(self.problems)
            key = self._node(event)
            following = next(self.events)
            value = self._node(following)
            if not isinstance(key, Text):
                del self.problems[before:]
                self._no_word(start, event)
            elif start.flow_style and key.plain and self._lone(event, following):
                self._no_value(key)
            elif isinstance(event, yaml.AliasEvent):
                continue
            elif re.match(r"[^\S \t]", key.value) and key.plain:
                self._odd_indent(key)
            elif key.value in entries:
                first = entries[key.value][0].place.line
                hint = f"the first stands in line {first}; keep one"
                self._problem(key.place, "duplicate-key", f"`{key.value}` stands twice", hint)
            else:
                entries[key.value] = (key, value)
        return Fields(entries, self._place(start))

    def _no_word(self, start: Event, key: Event) -> None:
        if self.text.startswith("{{", start.start_mark.index):
            self._problem(self._place(start), "braces-in-text", BRACES, BRACES_HINT)
        else:
            hint = "quote it if it is meant as a text"
            message = "a list or a map stands where a key belongs"
            self._problem(self._place(key), "bad-key", message, hint)

    def _no_value(self, key: Text) -> None:
        code, hint = "comma-in-text", "an ASCII comma inside { } begins a new key: quote the text"
        if ":" in key.value:
            code, hint = "no-space-after-colon", "a key ends in a colon and a space"
        elif "：" in key.value:
            code, hint = "full-width-colon", COLON_HINT
        self._problem(key.place, code, f"`{key.value}` has no value", hint)

    def _odd_indent(self, key: Text) -> None:
        message = f"the line begins with U+{ord(key.value[0]):04X}, which is not an ASCII space"
        self._problem(key.place, "odd-space", message, "indent with ordinary spaces")

    def _lone(self, key: Event, value: Event) -> bool:
        """Whether a flow mapping's key stands without a colon."""
        between = self.text[key.end_mark.index : value.end_mark.index]
        return isinstance(value, yaml.ScalarEvent) and value.value == "" and ":" not in between

    def _scalar(self, event: Event) -> Text:
        plain = not event.style  # libyaml gives "" where PyYAML's own parser gives None
        text = Text(event.value, self._place(event), plain=plain)
        if plain and event.value:
            self._comment_in_text(event)
        return replace(text, anchors=tuple(self._anchors(event)))

    def _comment_in_text(self, event: Event) -> None:
        line = self.lines[event.end_mark.line]
        match = re.match(r"[ \t]+#(?=[^\s#])", line[event.end_mark.column :])
        if match:
            place = self._at(event.end_mark.line, event.end_mark.column + match.end() - 1)
            self._problem(place, "comment-in-text", COMMENT, COMMENT_HINT)

    def _anchors(self, event: Event) -> Iterator[tuple[int, int, int]]:
        raw = self.text[event.start_mark.index : event.end_mark.index]
        line, column = event.start_mark.line, event.start_mark.column
        if event.style in ("|", ">"):
            yield from self._block_anchors(event, literal=event.style == "|")
        elif not event.style and raw == event.value:
            yield 0, line + self.first, column + 1
        elif event.style and raw[1:-1] == event.value:
            yield 0, line + self.first, column + 2

    def _block_anchors(self, event: Event, *, literal: bool) -> Iterator[tuple[int, int, int]]:
        """A literal block maps line by line; a folded one only where it is a single line."""
        content = event.value.rstrip("\n").split("\n")
        if not literal and len(content) > 1:
            return
        offset, line = 0, event.start_mark.line + 1
        for text in content:
            source = self.lines[line] if line < len(self.lines) else ""
            if not source.endswith(text):
                return
            yield offset, line + self.first, len(source) - len(text) + 1
            offset, line = offset + len(text) + 1, line + 1

    def _syntax(self, error: Any) -> None:
        mark = error.problem_mark or error.context_mark
        context = error.context_mark or mark
        found = (
            self._quote_trap(error, mark, context)
            or self._line_trap(mark, context)
            or self._flow_trap(error, mark, context)
            or self._value_trap(mark)
            or self._colon_trap(error, context)
        )
        if found is None:
            misfit = any(words in error.problem for words in MISFIT)
            message = "this line does not fit those above it"
            if not misfit:
                message = f"cannot be read as YAML: {error.problem}"
            hint = "check indentation, quotes and brackets here and just above"
            found = Problem(self._mark_place(mark), "yaml-syntax", message, hint)
        if found not in self.problems:
            self.problems.append(found)

    # Which of YAML's traps an editor most likely fell into ---------------------------------------

    def _quote_trap(self, error: Any, mark: yaml.Mark, context: yaml.Mark) -> Problem | None:
        if "quoted scalar" not in (error.context or ""):
            return None
        if "escape" in error.problem or "hexdecimal" in error.problem:
            place = self._at(mark.line, mark.column)
            message = "a backslash begins an escape here, and YAML knows no such escape"
            hint = "write the backslash twice, or use single quotes"
            return Problem(place, "yaml-escape", message, hint)
        place = self._at(context.line, context.column)
        message = "a quotation mark is opened here and never closed"
        hint = 'close it; inside double quotes a quotation mark is written \\"'
        return Problem(place, "unclosed-quote", message, hint)

    def _line_trap(self, mark: yaml.Mark, context: yaml.Mark) -> Problem | None:
        """A tab, a full-width colon or a missing space, in the line of the error or one above."""
        above = next((n for n in range(mark.line - 1, -1, -1) if self._line(n).strip()), mark.line)
        for number in dict.fromkeys((mark.line, context.line, above)):
            line = self._line(number)
            if match := re.match(r"[ ]*\t", line):
                place = self._at(number, match.end() - 1)
                message, hint = "a tab indents this line", "indent with spaces, not tabs"
                return Problem(place, "yaml-tab", message, hint)
            if match := re.match(r"\s*(?:- )?[\w-]+(：)(?!.*: )", line):
                place = self._at(number, match.start(1))
                return Problem(place, "full-width-colon", "`：` does not end a key", COLON_HINT)
            if match := re.match(r"[ ]*(?:- )?([\w-]+)(:)([^\s/:][^:]*)$", line):
                place = self._at(number, match.start(2))
                hint = f"write `{match[1]}: {match[3].strip()}`"
                message = "a space is missing after the colon"
                return Problem(place, "no-space-after-colon", message, hint)
        return None

    def _flow_trap(self, error: Any, mark: yaml.Mark, context: yaml.Mark) -> Problem | None:
        """`{{` that stands unquoted, or a comment that swallows the end of a { } or [ ]."""
        for number in dict.fromkeys((mark.line, context.line)):
            column = self._line(number).find("{{")
            if column >= 0:
                return Problem(self._at(number, column), "braces-in-text", BRACES, BRACES_HINT)
        match = re.search(r"\S[ \t]+(#)", self._line(context.line))
        if match and "flow" in (error.context or ""):
            place = self._at(context.line, match.start(1))
            return Problem(place, "comment-in-text", COMMENT, COMMENT_HINT)
        if "flow" in (error.context or "") and context.line < mark.line:
            bracket = self._line(context.line)[context.column :][:1]
            message = f"`{bracket}` is opened here and not closed"
            hint = "close it, and put a comma between its parts"
            place = self._at(context.line, context.column)
            return Problem(place, "unclosed-bracket", message, hint)
        return None

    def _value_trap(self, mark: yaml.Mark) -> Problem | None:
        """A text with `: ` in it, or one that begins with a sign that means something to YAML."""
        line = self._line(mark.line)
        sign = line[mark.column : mark.column + 1]
        place = self._mark_place(mark)
        if sign == ":" and re.search(r":\s", line[: mark.column]):
            message = "`: ` begins a value within a text"
            hint = "a text that holds `: ` is quoted or written as a block"
            return Problem(place, "colon-in-text", message, hint)
        match = re.match(r"\s*(?:- |[\w-]+:\s+)+([\"'\[{*&!|>?,\]}-])", line)
        if not (sign and sign in "%@`"):
            if match is None or match.start(1) > mark.column:
                return None
            sign, place = match[1], self._at(mark.line, match.start(1))
        message = f"a text that begins with {sign} means something else to YAML"
        return Problem(place, "yaml-indicator", message, "put the whole text in quotes")

    def _colon_trap(self, error: Any, context: yaml.Mark) -> Problem | None:
        if "could not find expected ':'" not in error.problem:
            return None
        message = "this line of a map is no `key: value`"
        hint = "give it a colon and a value; a text that goes on over lines is indented"
        return Problem(self._mark_place(context), "missing-colon", message, hint)

    def _mark_place(self, mark: yaml.Mark) -> Place:
        """Where a mark stands; libyaml puts that of the end on a line that is not there."""
        if mark.line < len(self.lines):
            return self._at(mark.line, mark.column)
        return self._place_of(len(self.text.rstrip()))

    def _line(self, number: int) -> str:
        return self.lines[number] if number < len(self.lines) else ""

    def _unreadable_character(self, error: yaml.reader.ReaderError) -> None:
        place = self._place_of(self._character_index(error.position))
        character = error.character
        number = ord(character) if isinstance(character, str) else character
        message = f"the control character U+{number:04X}"
        self._problem(place, "control-character", message, "remove it")

    def _character_index(self, byte_position: int) -> int:
        """libyaml counts the bytes of the text as it was handed over, in UTF-8."""
        return len(self.text.encode()[:byte_position].decode(errors="ignore"))

    def _place_of(self, offset: int) -> Place:
        before = self.text[:offset]
        return self._at(before.count("\n"), len(before) - before.rfind("\n") - 1)

    def _place(self, event: Event) -> Place:
        return self._at(event.start_mark.line, event.start_mark.column)

    def _at(self, line: int, column: int) -> Place:
        return Place(self.path, line + self.first, column + 1)

    def _problem(self, place: Place, code: str, message: str, hint: str) -> None:
        self.problems.append(Problem(place, code, message, hint))
