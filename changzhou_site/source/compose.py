"""YAML -> nodes, over the events of libyaml's parser.

Aliases, tags, repeated keys and depth are judged as they come, before anything nests. Scalars stay
text: what they mean is the schema's matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from changzhou_site.errors import Place, Report, SiteError
from changzhou_site.source.characters import IS_MISLEADING
from changzhou_site.source.lines import Lines
from changzhou_site.source.nodes import COLON_HINT, Fields, Items, Node, Text
from changzhou_site.source.traps import BRACES, BRACES_HINT, COMMENT, COMMENT_HINT, find_trap

MAX_DEPTH = 24
"""Deeper nesting than any file of the contract needs."""

MAX_TEXT = 20_000
"""Characters of one value; an article's longest text has some hundreds."""

Event = Any
"""One of PyYAML's events; its stubs do not say what each holds."""


def load_yaml(text: str, path: str, *, line: int = 1, what: str = "the file") -> Node:
    """The one document of a YAML text that starts at `line` of its file.

    Raises SiteError with every problem found; a syntax error ends the reading.
    """
    composer = _Composer(text, path, line, what)
    node = composer.document()
    if node is None or composer.report.problems:
        raise SiteError(composer.report.problems)
    return node


class _Composer:
    """One pass over the parser's events. Gathers problems and goes on where it can."""

    def __init__(self, text: str, path: str, line: int, what: str) -> None:
        self.text, self.what = text, what
        self.lines = Lines(path, text, line)
        self.report = Report()
        self.depth = 0

    def document(self) -> Node | None:
        """None where the text has problems that end the reading."""
        self._odd_characters()
        if self.report.problems:
            return None
        try:
            return self._document()
        except yaml.reader.ReaderError as error:
            self._unreadable_character(error)
        except yaml.MarkedYAMLError as error:
            self.report.extend([find_trap(error, self.lines)])
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
            self.report.error(
                self._place(event), "second-document", "a second document begins", hint
            )
        if isinstance(node, Text) and not node.value.strip():
            self._empty()
        return node

    def _empty(self) -> None:
        hint = "write what belongs there, or remove the file"
        self.report.error(self.lines.at(0, 0), "empty-file", f"{self.what} is empty", hint)

    def _odd_characters(self) -> None:
        """YAML ends a line at three characters that editors show as nothing; others mislead."""
        for match in re.finditer(f"[\x85\u2028\u2029]|{IS_MISLEADING.pattern}", self.text):
            message = f"character U+{ord(match[0]):04X} is not for reading"
            if not IS_MISLEADING.match(match[0]):
                message = f"the line separator U+{ord(match[0]):04X}"
            place = self.lines.of_offset(match.start())
            self.report.error(place, "control-character", message, "remove it")

    def _node(self, event: Event) -> Node:
        if isinstance(event, yaml.AliasEvent):
            hint = "write the value out, or quote a text that begins with *"
            self.report.error(
                self._place(event), "yaml-alias", f"`*{event.anchor}` is an alias", hint
            )
            return Text("", self._place(event))
        if getattr(event, "anchor", None):
            hint = "remove it, or quote a text that begins with &"
            message = f"`&{event.anchor}` is an anchor"
            self.report.error(self._place(event), "yaml-anchor", message, hint)
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            hint = "remove it, or quote a text that begins with !"
            self.report.error(self._place(event), "yaml-tag", f"`{tag}` is a tag", hint)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        return self._nested(event)

    def _nested(self, event: Event) -> Node:
        if self.depth >= MAX_DEPTH:
            message = f"nested more than {MAX_DEPTH} deep"
            self.report.error(self._place(event), "too-deep", message, "no file needs this depth")
            raise SiteError(self.report.problems)
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
            before = len(self.report.problems)
            key = self._node(event)
            following = next(self.events)
            value = self._node(following)
            if not isinstance(key, Text):
                del self.report.problems[before:]
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
                self.report.error(key.place, "duplicate-key", f"`{key.value}` stands twice", hint)
            else:
                entries[key.value] = (key, value)
        return Fields(entries, self._place(start))

    def _no_word(self, start: Event, key: Event) -> None:
        if self.text.startswith("{{", start.start_mark.index):
            self.report.error(self._place(start), "braces-in-text", BRACES, BRACES_HINT)
        else:
            hint = "quote it if it is meant as a text"
            message = "a list or a map stands where a key belongs"
            self.report.error(self._place(key), "bad-key", message, hint)

    def _no_value(self, key: Text) -> None:
        code, hint = "comma-in-text", "an ASCII comma inside { } begins a new key: quote the text"
        if ":" in key.value:
            code, hint = "no-space-after-colon", "a key ends in a colon and a space"
        elif "：" in key.value:
            code, hint = "full-width-colon", COLON_HINT
        self.report.error(key.place, code, f"`{key.value}` has no value", hint)

    def _odd_indent(self, key: Text) -> None:
        message = f"the line begins with U+{ord(key.value[0]):04X}, which is not an ASCII space"
        self.report.error(key.place, "odd-space", message, "indent with ordinary spaces")

    def _lone(self, key: Event, value: Event) -> bool:
        """Whether a flow mapping's key stands without a colon."""
        between = self.text[key.end_mark.index : value.end_mark.index]
        return isinstance(value, yaml.ScalarEvent) and value.value == "" and ":" not in between

    def _scalar(self, event: Event) -> Text:
        if len(event.value) > MAX_TEXT:
            message = f"a value of {len(event.value):,} characters; at most {MAX_TEXT:,} are read"
            hint = "shorten it: prose stands in content/, and a quote may not have been closed"
            self.report.error(self._place(event), "value-too-long", message, hint)
            return Text("", self._place(event))
        plain = not event.style  # libyaml gives "" where PyYAML's own parser gives None
        if plain and event.value:
            self._comment_in_text(event)
        return Text(event.value, self._place(event), tuple(self._anchors(event)), plain)

    def _comment_in_text(self, event: Event) -> None:
        line = self.lines.line(event.end_mark.line)
        match = re.match(r"[ \t]+#(?=[^\s#])", line[event.end_mark.column :])
        if match:
            place = self.lines.at(event.end_mark.line, event.end_mark.column + match.end() - 1)
            self.report.error(place, "comment-in-text", COMMENT, COMMENT_HINT)

    def _anchors(self, event: Event) -> Iterator[tuple[int, int, int]]:
        raw = self.text[event.start_mark.index : event.end_mark.index]
        line, column = event.start_mark.line, event.start_mark.column
        if event.style in ("|", ">"):
            yield from self._block_anchors(event, literal=event.style == "|")
        elif not event.style and raw == event.value:
            yield 0, line + self.lines.first, column + 1
        elif event.style and raw[1:-1] == event.value:
            yield 0, line + self.lines.first, column + 2

    def _block_anchors(self, event: Event, *, literal: bool) -> Iterator[tuple[int, int, int]]:
        """A literal block maps line by line; a folded one only where it is a single line."""
        content = event.value.rstrip("\n").split("\n")
        if not literal and len(content) > 1:
            return
        offset, line = 0, event.start_mark.line + 1
        for text in content:
            source = self.lines.line(line)
            if not source.endswith(text):
                return
            yield offset, line + self.lines.first, len(source) - len(text) + 1
            offset, line = offset + len(text) + 1, line + 1

    def _unreadable_character(self, error: yaml.reader.ReaderError) -> None:
        """libyaml counts the bytes of the text as it was handed over, in UTF-8."""
        before = self.text.encode()[: error.position].decode(errors="ignore")
        message = f"the control character U+{error.character:04X}"
        place = self.lines.of_offset(len(before))
        self.report.error(place, "control-character", message, "remove it")

    def _place(self, event: Event) -> Place:
        return self.lines.at(event.start_mark.line, event.start_mark.column)
