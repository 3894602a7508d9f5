"""The `{{ … }}` grammar: what an editor may write between double braces, and how it reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal

from changzhou_site.errors import suggest
from changzhou_site.model import Bound, Indicator, Observation, Site
from changzhou_site.source import Text
from changzhou_site.units import base_text, to_base
from changzhou_site.wording import (
    converted_text,
    number_text,
    observed_text,
    share_of,
    share_text,
    value_text,
    whole_text,
)

PARTS = ("number", "label", "period", "of", "share", "in")
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
CONVERSION = re.compile(r"in\s+(?P<unit>\S+)(?:\s+(?P<decimals>\d{1,2}))?", re.ASCII)


class ReferenceFault(Exception):
    """What is wrong with a reference, and at which character of the text it stands in."""

    def __init__(self, code: str, offset: int, message: str, hint: str, id: str = "") -> None:
        super().__init__(message)
        self.code, self.offset, self.message, self.hint, self.id = code, offset, message, hint, id


@dataclass(frozen=True)
class Value:
    """`{{ gdp @2019 | in 万亿元 2 }}`"""

    id: str
    period: str | None
    part: str | None
    unit: str | None
    decimals: int | None
    offset: int
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


@dataclass(frozen=True)
class Braces:
    """One `{{ … }}` as it stands in a text."""

    start: int
    end: int
    inner: str
    closed: bool
    escaped: bool

    def parse(self) -> Value | Block:
        """What stands between the braces. Raises ReferenceFault."""
        if not self.closed:
            hint = "close it with `}}` on the same line, or write `\\{{` for the characters"
            raise ReferenceFault("unclosed-braces", self.start, "`{{` is not closed", hint)
        offset = self.start + 2
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
        with suppress(ReferenceFault):
            value = None if braces.escaped else braces.parse()
            if isinstance(value, Value):
                yield value


def _block(match: re.Match[str], offset: int) -> Block:
    kind, rest = match["kind"], match["rest"] or ""
    at = offset + match.start("kind")
    start = offset + (match.start("rest") if match["rest"] else match.end())
    items = tuple(_value(item[0], start + item.start()) for item in ITEM.finditer(rest))
    wanted = {"chart": len(items) == 1, "timeline": not items}.get(kind, bool(items))
    if not wanted:
        said = {"chart": "one chart", "timeline": "nothing"}.get(kind, "one or more indicators")
        hint = f"{{{{ {BLOCK_FORMS[kind]} }}}}"
        raise ReferenceFault("bad-reference", at, f"`{kind}` takes {said}", hint)
    return Block(kind, items, at)


def _value(inner: str, offset: int) -> Value:
    match = VALUE.fullmatch(inner)
    at = offset + len(inner) - len(inner.lstrip())
    if match is None:
        hint = "{{ id }}, {{ id @2019 }}, {{ id | share }}, {{ id | in 万亿元 2 }}"
        message = f"`{inner.strip()}` cannot be read" if inner.strip() else "nothing stands here"
        raise ReferenceFault("bad-reference", at, message, hint)
    value = Value(
        match["id"],
        match["period"],
        part=None,
        unit=None,
        decimals=None,
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
    if written in PARTS and written != "in":
        return replace(value, part=written)
    hint = suggest(written, ("number", "label", "period", "of", "share", "in UNIT"), "parts")
    raise ReferenceFault("unknown-part", offset, f"`{written}`", hint)


# What a reference stands for ---------------------------------------------------------------------


@dataclass(frozen=True)
class Found:
    """A value's indicator and observation."""

    indicator: Indicator
    observation: Observation

    @property
    def key(self) -> str:
        """The id, and for another than the newest observation its period: `gdp@2019`."""
        period = self.observation.period
        if self.observation is self.indicator.newest or period is None:
            return self.indicator.id
        return f"{self.indicator.id}@{period.written}"


def find_value(value: Value, site: Site) -> Found:
    """What a value stands for. Raises ReferenceFault where the site has no such thing."""
    indicator = site.indicators.get(value.id)
    if indicator is None:
        hint = suggest(value.id, site.indicators, "indicators")
        message = f"`{value.id}`"
        raise ReferenceFault("unknown-indicator", value.offset, message, hint, value.id)
    observation = indicator.at(value.period)
    if observation is None:
        periods = [o.period.written for o in indicator.observations if o.period]
        message = f"`{value.id}` has no `{value.period}`"
        raise ReferenceFault(
            "unknown-period",
            value.period_offset,
            message,
            suggest(value.period or "", periods, "periods"),
        )
    _check_part(value, indicator, observation, site)
    return Found(indicator, observation)


def _check_part(value: Value, indicator: Indicator, observation: Observation, site: Site) -> None:
    """Whether the part asked for is there to be had."""
    bound = observation.bound

    def fault(code: str, message: str, hint: str) -> ReferenceFault:
        offset = value.part_offset if value.unit is None else value.unit_offset
        return ReferenceFault(code, offset, message, hint)

    if value.part == "number" and bound is not Bound.EXACT:
        hint = f"write {{{{ {value.id} }}}}: the bound belongs to the figure"
        raise fault(
            "bound-lost", f"`{value.id}` is `{bound}`; its bare number would be false", hint
        )
    if value.part == "of" and observation.whole is None:
        raise fault("no-whole", f"`{value.id}` has no `of`", "add `of: …` to the indicator")
    if value.part == "share" and share_of(indicator, observation) is None:
        raise fault(
            "no-whole", f"`{value.id}` is no part of a whole", "add `of: …` to the indicator"
        )
    if value.part == "period" and not observed_text(observation, site.meta.languages[0]):
        raise fault("no-period", f"`{value.id}` has no period", "add `period: …` to the indicator")
    if value.unit is not None:
        unit = site.units.get(value.unit)
        if unit is None:
            hint = suggest(value.unit, (id for id in site.units if id), "units")
            raise fault("unknown-unit", f"`{value.unit}`", hint)
        if unit.dimension != indicator.unit.dimension:
            hint = "a figure converts to units of its own dimension"
            message = (
                f"`{value.id}` is in {indicator.unit.id or 'no unit'}, not to be told in {unit.id}"
            )
            raise fault("dimension-mismatch", message, hint)


def find_chart_id(block: Block, site: Site) -> str:
    """The chart a block names. Raises ReferenceFault for an unknown one."""
    item = block.items[0]
    if item.id not in site.charts:
        hint = suggest(item.id, site.charts, "charts")
        raise ReferenceFault("unknown-chart", item.offset, f"`{item.id}`", hint, item.id)
    return item.id


def reads(value: Value, site: Site, language: str) -> str:
    """A value as it reads in a language. Raises ReferenceFault."""
    found = find_value(value, site)
    indicator, observation = found.indicator, found.observation
    if value.part == "label":
        return plain_text(indicator.label[language], site, language, in_label=True)
    if value.part == "number":
        return number_text(observation, language)
    if value.part == "period":
        return observed_text(observation, language)
    if value.part == "of":
        return whole_text(indicator, observation, language)
    if value.part == "share":
        share = share_of(indicator, observation)
        assert share is not None
        return share_text(observation, share, language)
    if value.part == "in":
        unit = site.units[value.unit or ""]
        return converted_text(indicator, observation, unit, value.decimals, language)
    return value_text(indicator, observation, language)


def base_value(value: Value, found: Found) -> str | None:
    """The number behind what is read, in base units; None where what is read is no number."""
    indicator, observation = found.indicator, found.observation
    if value.part in ("label", "period"):
        return None
    number: Decimal | None = observation.value
    if value.part == "of":
        number = observation.whole
    if value.part == "share":
        share = share_of(indicator, observation)
        assert share is not None
        return base_text(share)
    assert number is not None
    return base_text(to_base(number, indicator.unit))


def plain_text(text: Text, site: Site, language: str, *, in_label: bool = False) -> str:
    """A field's text with its references filled in. What is faulty stays as it is written, and so
    does a label in a label, which might hold itself."""
    parts, end = [], 0
    for braces in find_braces(text.value):
        parts.append(text.value[end : braces.start - braces.escaped])
        parts.append(
            _filled(braces, text.value[braces.start : braces.end], site, language, in_label)
        )
        end = braces.end
    return "".join(parts) + text.value[end:]


def _filled(braces: Braces, written: str, site: Site, language: str, in_label: bool) -> str:
    if braces.escaped:
        return written
    try:
        reference = braces.parse()
        if isinstance(reference, Block) or (in_label and reference.part == "label"):
            return written
        return reads(reference, site, language)
    except ReferenceFault:
        return written
