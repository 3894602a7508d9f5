"""Which of YAML's traps an editor most likely fell into, where a file cannot be read as YAML."""

from __future__ import annotations

import re
from typing import Any

from changzhou_site.errors import Problem
from changzhou_site.source.lines import Lines
from changzhou_site.source.nodes import COLON_HINT

BRACES = "`{{` begins two maps in YAML"
BRACES_HINT = "a text that holds `{{` is quoted or written as a block"
COMMENT = "the text ends before ` #`, which begins a comment"
COMMENT_HINT = "quote the text, or put a space after the # of a comment"
QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|(?<![\w])\'[^\']*\'')
MISFIT = (
    "mapping values are not allowed",
    "did not find expected key",
    "did not find expected '-' indicator",
    "did not find expected <document start>",
)
"""What libyaml says of a line that is indented as none of its neighbours."""


def find_trap(error: Any, lines: Lines) -> Problem:
    """What to say of one of libyaml's errors."""
    trap = _Trap(error, lines)
    found = trap.quote() or trap.line() or trap.flow() or trap.value() or trap.colon()
    if found:
        return found
    message = f"cannot be read as YAML: {error.problem}"
    if any(words in error.problem for words in MISFIT):
        message = "this line does not fit those above it"
    hint = "check indentation, quotes and brackets here and just above"
    return Problem(lines.of_mark(trap.mark), "yaml-syntax", message, hint)


class _Trap:
    """An error with its two marks: where libyaml gave up, and where the thing began it was in."""

    def __init__(self, error: Any, lines: Lines) -> None:
        self.said, self.inside, self.lines = error.problem, error.context or "", lines
        self.mark = error.problem_mark or error.context_mark
        self.context = error.context_mark or self.mark

    def quote(self) -> Problem | None:
        if "quoted scalar" not in self.inside:
            return None
        if "escape" in self.said or "hexdecimal" in self.said:
            place = self.lines.of_mark(self.mark)
            message = "a backslash begins an escape here, and YAML knows no such escape"
            hint = "write the backslash twice, or use single quotes"
            return Problem(place, "yaml-escape", message, hint)
        place = self.lines.of_mark(self.context)
        message = "a quotation mark is opened here and never closed"
        hint = 'close it; inside double quotes a quotation mark is written \\"'
        return Problem(place, "unclosed-quote", message, hint)

    def line(self) -> Problem | None:
        """A tab, a full-width colon or a missing space, in the line of the error or one above."""
        for number in dict.fromkeys((self.mark.line, self.context.line, self._above())):
            line = self.lines.line(number)
            if match := re.match(r"[ ]*\t", line):
                place = self.lines.at(number, match.end() - 1)
                message, hint = "a tab indents this line", "indent with spaces, not tabs"
                return Problem(place, "yaml-tab", message, hint)
            if match := re.match(r"\s*(?:- )?[\w-]+(：)(?!.*: )", line):
                place = self.lines.at(number, match.start(1))
                return Problem(place, "full-width-colon", "`：` does not end a key", COLON_HINT)
            if match := re.match(r"[ ]*(?:- )?([\w-]+)(:)([^\s/:][^:]*)$", line):
                place = self.lines.at(number, match.start(2))
                hint = f"write `{match[1]}: {match[3].strip()}`"
                message = "a space is missing after the colon"
                return Problem(place, "no-space-after-colon", message, hint)
        return None

    def flow(self) -> Problem | None:
        """`{{` that stands unquoted, or a comment that swallows the end of a { } or [ ]."""
        for number in dict.fromkeys((self.mark.line, self.context.line)):
            column = self.lines.line(number).find("{{")
            if column >= 0:
                return Problem(self.lines.at(number, column), "braces-in-text", BRACES, BRACES_HINT)
        if "flow" not in self.inside:
            return None
        if found := self._comment():
            return found
        line = self.lines.line(self.context.line)
        if self.context.line >= self.mark.line:
            return None
        message = f"`{line[self.context.column :][:1]}` is opened here and not closed"
        hint = "close it, and put a comma between its parts"
        return Problem(self.lines.of_mark(self.context), "unclosed-bracket", message, hint)

    def _comment(self) -> Problem | None:
        """A comment behind where the map or list begins, or a `#` further on, or just above, with
        no space behind it."""
        first = self.context.line
        numbers = [first, *range(first + 1, self.mark.line + 1), self._above()]
        for number in numbers:
            unquoted = QUOTED.sub(lambda quoted: " " * len(quoted[0]), self.lines.line(number))
            behind = "" if number == first else r"(?=[^\s#])"
            if match := re.search(rf"(?:\S[ \t]+|[\[{{,])(#){behind}", unquoted):
                place = self.lines.at(number, match.start(1))
                return Problem(place, "comment-in-text", COMMENT, COMMENT_HINT)
        return None

    def _above(self) -> int:
        """The last line above that is not empty."""
        above = range(self.mark.line - 1, -1, -1)
        return next((n for n in above if self.lines.line(n).strip()), self.mark.line)

    def value(self) -> Problem | None:
        """A text with `: ` in it, or one that begins with a sign that means something to YAML."""
        line = self.lines.line(self.mark.line)
        sign = line[self.mark.column : self.mark.column + 1]
        place = self.lines.of_mark(self.mark)
        if sign == ":" and re.search(r":\s", line[: self.mark.column]):
            message = "`: ` begins a value within a text"
            hint = "a text that holds `: ` is quoted or written as a block"
            return Problem(place, "colon-in-text", message, hint)
        match = re.match(r"\s*(?:- |[\w-]+:\s+)+([\"'\[{*&!|>?,\]}-])", line)
        if not (sign and sign in "%@`"):
            if match is None or match.start(1) > self.mark.column:
                return None
            sign, place = match[1], self.lines.at(self.mark.line, match.start(1))
        message = f"a text that begins with {sign} means something else to YAML"
        return Problem(place, "yaml-indicator", message, "put the whole text in quotes")

    def colon(self) -> Problem | None:
        if "could not find expected ':'" not in self.said:
            return None
        message = "this line of a map is no `key: value`"
        hint = "give it a colon and a value; a text that goes on over lines is indented"
        return Problem(self.lines.of_mark(self.context), "missing-colon", message, hint)
