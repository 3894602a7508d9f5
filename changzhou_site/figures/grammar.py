"""The `{{ … }}` grammar: what an editor may write between double braces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

from changzhou_site.errors import Fault, suggest
from changzhou_site.source import Text

PARTS = ("number", "label", "period", "of", "share", "abs", "words")
BLOCKS = ("chart", "figures", "table", "timeline")

BLOCK_FORMS = {
    "chart": "chart id_of_a_chart",
    "figures": "figures gdp gdp_growth",
    "table": "table gdp gdp_growth",
    "timeline": "timeline",
}

BRACES = re.compile(r"(?P<escape>\\)?\{\{(?P<inner>[^\n{}]*)(?P<close>\}\})?")
VALUE = re.compile(
    r"\s*(?P<id>[A-Za-z_][\w-]*)\s*(?:@\s*(?P<period>[\w./-]+)\s*)?(?:\\?\|\s*(?P<part>.*?)\s*)?",
    re.ASCII,
)
BLOCK = re.compile(rf"\s*(?P<kind>{'|'.join(BLOCKS)})(?:\s+(?P<rest>.*))?", re.DOTALL)
ITEM = re.compile(r"[^\s@|]+(?:\s*@\s*[^\s|]+)?(?:\s*\\?\|.*)?|\S+")
SIZE = re.compile(r"abs\s*\\?\|\s*(?P<conversion>in\s.*)")
CHOICE = re.compile(r"as\s+(?P<word>.+)")
CONVERSION = re.compile(r"in\s+(?P<unit>\S+)(?:\s+(?P<decimals>\d{1,2}))?", re.ASCII)


@dataclass(frozen=True)
class Value:
    """`{{ gdp @2019 | in GWh 2 }}`"""

    id: str
    period: str | None = None
    part: str | None = None
    unit: str | None = None
    decimals: int | None = None
    word: str | None = None
    """What its bound is to be called."""
    offset: int = 0
    period_offset: int = 0
    part_offset: int = 0
    unit_offset: int = 0


@dataclass(frozen=True)
class Block:
    """`{{ chart battery_scale }}`: a whole of its own, made by a template."""

    kind: str
    items: tuple[Value, ...]
    """The indicators it names; for a chart, its id."""
    offset: int


QUOTED = re.compile(r"\s*[\"“”„](?P<name>[^\"“”„]*)[\"“”]\s*")


@dataclass(frozen=True)
class Quoted:
    """`{{ "麒麟9000" }}`: a name that holds a number, shown as it is written."""

    name: str
    offset: int


@dataclass(frozen=True)
class Braces:
    """One `{{ … }}` as it stands in a text."""

    start: int
    end: int
    inner: str
    closed: bool
    escaped: bool

    def parse(self) -> Value | Block | Quoted:
        """What stands between the braces. Raises Fault."""
        if not self.closed:
            hint = "close it with `}}` on the same line, or write `\\{{` for the characters"
            raise Fault("unclosed-braces", "`{{` is not closed", hint, offset=self.start)
        offset = self.start + 2
        if quoted := QUOTED.fullmatch(self.inner):
            return _quoted(quoted, offset)
        match = BLOCK.fullmatch(self.inner)
        return _block(match, offset) if match else _value(self.inner, offset)


def find_braces(text: str) -> Iterator[Braces]:
    """Every `{{`, in order; one that is not closed holds nothing."""
    for match in BRACES.finditer(text):
        escaped, closed = bool(match["escape"]), bool(match["close"])
        start = match.start() + escaped
        inner = match["inner"] if closed else ""
        yield Braces(start, match.end() if closed else start + 2, inner, closed, escaped)


def values_in(text: Text) -> Iterator[Value]:
    """The indicators that a text names; faulty references are told where they are read."""
    for braces in find_braces(text.value):
        with suppress(Fault):
            value = None if braces.escaped else braces.parse()
            if isinstance(value, Value):
                yield value


def _quoted(match: re.Match[str], offset: int) -> Quoted:
    if not match["name"].strip():
        hint = '{{ "Model 3" }}, a name that holds a number'
        message = "no name stands between the quotation marks"
        raise Fault("bad-reference", message, hint, offset=offset)
    return Quoted(match["name"], offset + match.start("name"))


def _block(match: re.Match[str], offset: int) -> Block:
    kind, rest = match["kind"], match["rest"] or ""
    at = offset + match.start("kind")
    start = offset + (match.start("rest") if match["rest"] else match.end())
    items = tuple(_value(item[0], start + item.start()) for item in ITEM.finditer(rest))
    wanted = {"chart": len(items) == 1, "timeline": not items}.get(kind, bool(items))
    if not wanted:
        said = {"chart": "one chart", "timeline": "nothing"}.get(kind, "one or more indicators")
        hint = f"{{{{ {BLOCK_FORMS[kind]} }}}}"
        raise Fault("bad-reference", f"`{kind}` takes {said}", hint, offset=at)
    return Block(kind, items, at)


def _value(inner: str, offset: int) -> Value:
    match = VALUE.fullmatch(inner)
    at = offset + len(inner) - len(inner.lstrip())
    if match is None:
        hint = "{{ id }}, {{ id @2019 }}, {{ id | share }}, {{ id | in UNIT 2 }}"
        message = f"`{inner.strip()}` cannot be read" if inner.strip() else "nothing stands here"
        raise Fault("bad-reference", message, hint, offset=at)
    value = Value(
        match["id"],
        match["period"],
        offset=offset + match.start("id"),
        period_offset=offset + match.start("period"),
    )
    if match["part"] is None:
        return value
    return _with_part(value, match["part"], offset + match.start("part"))


def _with_part(value: Value, written: str, offset: int) -> Value:
    value = replace(value, part_offset=offset)
    conversion = CONVERSION.fullmatch(written)
    if conversion:
        decimals = None if conversion["decimals"] is None else int(conversion["decimals"])
        unit_offset = offset + conversion.start("unit")
        unit = conversion["unit"]
        return replace(value, part="in", unit=unit, decimals=decimals, unit_offset=unit_offset)
    size = SIZE.fullmatch(written)
    if size:
        converted = _with_part(value, size["conversion"], offset + size.start("conversion"))
        return replace(converted, part="abs", part_offset=offset)
    choice = CHOICE.fullmatch(written)
    if choice:
        return replace(value, part="as", word=" ".join(choice["word"].split()))
    if written in PARTS:
        return replace(value, part=written)
    hint = suggest(written, (*PARTS, "in UNIT", "as WORD"), "parts")
    raise Fault("unknown-part", f"`{written}`", hint, offset=offset)
