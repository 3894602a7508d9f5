"""Text files -> values that remember where they stand. Strict where YAML would guess.

The composer works on the events of libyaml's parser, so that aliases, tags, repeated keys and
depth are judged before anything nests. Scalars stay text: what they mean is the schema's matter.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import yaml

from changzhou_site.errors import Place, Problem, SiteError

MAX_DEPTH = 24
"""Deeper nesting than any file of the contract needs."""

MAX_BYTES = 4_000_000

YAML_WORDS = {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "~"}
"""Plain scalars that one YAML or another reads as something else than text."""


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
        raise SiteError([_undecodable(data, path, error)]) from None
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _undecodable(data: bytes, path: str, error: UnicodeDecodeError) -> Problem:
    before = data[: error.start].decode("utf-8", "replace")
    line = before.count("\n") + 1
    column = len(before) - before.rfind("\n")
    hint = "save the file as UTF-8"
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        hint = "the file looks like UTF-16; save it as UTF-8"
    elif _decodes(data, "gb18030"):
        hint = "was it saved as GBK? save it as UTF-8"
    message = f"byte 0x{data[error.start]:02X} at offset {error.start} is not UTF-8"
    return Problem(Place(path, line, column), "not-utf8", message, hint)


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def load_yaml(text: str, path: str, *, line: int = 1) -> Node:
    """The one document of a YAML text that starts at `line` of its file.

    Raises SiteError with every problem found; a syntax error ends the reading.
    """
    composer = _Composer(text, path, line)
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
        hint = "begin the file with a line `---`, `title: …`, and another line `---`"
        problem = Problem(Place(path), "no-front-matter", "the file has no front matter", hint)
        raise SiteError([problem])
    first = text.count("\n", 0, match.end()) + 1
    body = text[match.end() :]
    fields = load_yaml(match["yaml"], path, line=2)
    return fields, Text(body, Place(path, first, 1), tuple(_line_anchors(body, first)))


def _line_anchors(text: str, line: int) -> Iterator[tuple[int, int, int]]:
    offset = 0
    for number, content in enumerate(text.split("\n"), line):
        yield offset, number, 1
        offset += len(content) + 1


class _Composer:
    """One pass over the parser's events. Gathers problems and goes on where it can."""

    def __init__(self, text: str, path: str, line: int) -> None:
        self.text, self.path, self.first = text, path, line
        self.lines = text.split("\n")
        self.problems: list[Problem] = []
        self.depth = 0

    def document(self) -> Node | None:
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
            self._problem(Place(self.path, self.first), "empty-file", "the file is empty", "")
            return None
        node = self._node(next(self.events))
        next(self.events)
        event = next(self.events)
        if isinstance(event, yaml.DocumentStartEvent):
            hint = "remove the `---`: one file is one document"
            self._problem(self._place(event), "second-document", "a second document begins", hint)
        if isinstance(node, Text) and not node.value.strip():
            self._problem(Place(self.path, self.first), "empty-file", "the file is empty", "")
        return node

    def _node(self, event: yaml.Event) -> Node:
        if isinstance(event, yaml.AliasEvent):
            hint = "write the value out: a figure is stated where it is used"
            self._problem(self._place(event), "yaml-alias", f"alias `*{event.anchor}`", hint)
            return Text("", self._place(event))
        if getattr(event, "anchor", None):
            hint = "remove it; aliases are not used in these files"
            self._problem(self._place(event), "yaml-anchor", f"anchor `&{event.anchor}`", hint)
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            hint = "remove the tag: what a value means is said by its key"
            self._problem(self._place(event), "yaml-tag", f"tag `{tag}`", hint)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        return self._nested(event)

    def _nested(self, event: yaml.Event) -> Node:
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

    def _items(self, start: yaml.Event) -> Items:
        items = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self._node(event))
        return Items(tuple(items), self._place(start))

    def _fields(self, start: yaml.Event) -> Fields:
        entries: dict[str, tuple[Text, Node]] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._node(event)
            following = next(self.events)
            value = self._node(following)
            if not isinstance(key, Text):
                self._braces(key)
            elif start.flow_style and key.plain and self._lone(event, following):
                hint = "an ASCII comma inside { } begins a new key: quote the text"
                self._problem(key.place, "comma-in-text", f"`{key.value}` has no value", hint)
            elif key.value in entries:
                first = entries[key.value][0].place.line
                hint = f"the first stands in line {first}; keep one"
                self._problem(key.place, "duplicate-key", f"`{key.value}` stands twice", hint)
            else:
                entries[key.value] = (key, value)
        return Fields(entries, self._place(start))

    def _braces(self, key: Node) -> None:
        hint = 'quote the text: "… {{ id }} …"'
        message = "a key must be a word; `{{` begins two mappings in YAML"
        self._problem(key.place, "braces-in-text", message, hint)

    def _lone(self, key: yaml.Event, value: yaml.Event) -> bool:
        """Whether a flow mapping's key stands without a colon."""
        between = self.text[key.end_mark.index : value.end_mark.index]
        return isinstance(value, yaml.ScalarEvent) and value.value == "" and ":" not in between

    def _scalar(self, event: yaml.ScalarEvent) -> Text:
        plain = event.style is None
        text = Text(event.value, self._place(event), plain=plain)
        if plain and event.value:
            self._comment_in_text(event)
        return replace(text, anchors=tuple(self._anchors(event)))

    def _comment_in_text(self, event: yaml.ScalarEvent) -> None:
        line = self.lines[event.end_mark.line]
        match = re.match(r"[ \t]+#(?=[^\s#])", line[event.end_mark.column :])
        if match:
            place = self._at(event.end_mark.line, event.end_mark.column + match.end() - 1)
            hint = "quote the text, or put a space after the # of a comment"
            message = "the text ends before ` #`, which begins a comment"
            self._problem(place, "comment-in-text", message, hint)

    def _anchors(self, event: yaml.ScalarEvent) -> Iterator[tuple[int, int, int]]:
        raw = self.text[event.start_mark.index : event.end_mark.index]
        line, column = event.start_mark.line, event.start_mark.column
        if event.style in ("|", ">"):
            yield from self._block_anchors(event, literal=event.style == "|")
        elif event.style is None and raw == event.value:
            yield 0, line + self.first, column + 1
        elif event.style is not None and raw[1:-1] == event.value:
            yield 0, line + self.first, column + 2

    def _block_anchors(
        self, event: yaml.ScalarEvent, *, literal: bool
    ) -> Iterator[tuple[int, int, int]]:
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

    def _syntax(self, error: yaml.MarkedYAMLError) -> None:
        mark = error.problem_mark or error.context_mark
        context = error.context_mark if error.context_mark else mark
        code, hint = self._diagnose(mark, context)
        if code == "yaml-syntax" and "quoted scalar" in (error.context or ""):
            mark, hint = context, "a quotation mark is opened here and never closed"
        self._problem(self._at(mark.line, mark.column), code, f"not YAML: {error.problem}", hint)

    def _diagnose(self, mark: yaml.Mark, context: yaml.Mark) -> tuple[str, str]:
        """Which of YAML's traps an editor most likely fell into."""
        line = self.lines[min(mark.line, len(self.lines) - 1)]
        opened = self.lines[min(context.line, len(self.lines) - 1)]
        if "\t" in line[: len(line) - len(line.lstrip())]:
            return "yaml-tab", "indent with spaces, not tabs"
        if "{{" in line or "{{" in opened:
            return "braces-in-text", "a text that holds `{{` is quoted or written as a block"
        if "：" in line[: mark.column + 1]:
            return "full-width-colon", "a key ends in an ASCII colon and a space, not in `：`"
        if re.search(r"\S\s+#", opened):
            return "comment-in-text", "a text that holds ` #` is quoted or written as a block"
        if re.search(r":\s.*:\s", line):
            return "colon-in-text", "a text that holds `: ` is quoted or written as a block"
        if re.match(r"\s*[\w-]+:\s*[%@`]", line):
            return "yaml-indicator", "a value that begins with % @ or ` is quoted"
        return "yaml-syntax", "check quotes, brackets and indentation here and just above"

    def _unreadable_character(self, error: yaml.reader.ReaderError) -> None:
        before = self.text[: self._character_index(error.position)]
        place = self._at(before.count("\n"), len(before) - before.rfind("\n") - 1)
        character = error.character
        number = ord(character) if isinstance(character, str) else character
        message = f"control character U+{number:04X}"
        self._problem(place, "control-character", message, "remove it")

    def _character_index(self, byte_position: int) -> int:
        """libyaml counts the bytes of the text as it was handed over, in UTF-8."""
        return len(self.text.encode()[:byte_position].decode(errors="ignore"))

    def _place(self, event: yaml.Event) -> Place:
        return self._at(event.start_mark.line, event.start_mark.column)

    def _at(self, line: int, column: int) -> Place:
        return Place(self.path, line + self.first, column + 1)

    def _problem(self, place: Place, code: str, message: str, hint: str) -> None:
        self.problems.append(Problem(place, code, message, hint))
