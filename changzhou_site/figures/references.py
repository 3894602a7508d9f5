"""What a reference stands for, and how it reads."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from changzhou_site.errors import Fault, suggest
from changzhou_site.figures.grammar import Block, Braces, Quoted, Value, find_braces
from changzhou_site.figures.periods import observed_text
from changzhou_site.figures.wording import (
    converted_text,
    number_text,
    said_fault,
    share_of,
    share_text,
    size_text,
    value_text,
    whole_text,
    words_text,
)
from changzhou_site.model import Bound, Indicator, Language, Name, Observation, Site, Unit
from changzhou_site.source import Text
from changzhou_site.units import base_text, convert, decimals_that_tell, is_worded, to_base


@dataclass(frozen=True)
class Found:
    """An observation of an indicator, and the part of it that is asked for."""

    indicator: Indicator
    observation: Observation
    part: str | None = None
    unit: Unit | None = None
    """In which it is told, where that is another than its own."""
    decimals: int | None = None
    word: str | None = None
    """What its bound is called, where that is not the usual word."""
    leads: bool = False
    """Whether it begins a sentence."""

    @property
    def key(self) -> str:
        """The id, and for another than the newest observation its period: `gdp@2019`."""
        period = self.observation.period
        if self.observation is self.indicator.newest or period is None:
            return self.indicator.id
        return f"{self.indicator.id}@{period.written}"

    @property
    def share(self) -> Decimal:
        share = share_of(self.indicator, self.observation)
        assert share is not None
        return share

    @property
    def number(self) -> Decimal | None:
        """What is told, in base units; None where that is no number."""
        if self.part in ("label", "period"):
            return None
        if self.part in ("share", "words"):
            return self.share
        value = self.observation.whole if self.part == "of" else self.observation.value
        assert value is not None
        return to_base(value, self.indicator.unit)

    @property
    def base_text(self) -> str | None:
        """The number as `<data value>` carries it."""
        number = self.number
        return None if number is None else base_text(number)


def find_value(value: Value, site: Site, language: Language) -> Found:
    """What a value stands for in a text of a language. Raises Fault where the site has no such
    thing, or the language no such words."""
    indicator = site.indicators.get(value.id)
    if indicator is None:
        hint = suggest(value.id, site.declared, "indicators")
        message = f"`{value.id}`"
        raise Fault("unknown-indicator", message, hint, offset=value.offset, id=value.id)
    observation = indicator.at(value.period)
    if observation is None:
        periods = [o.period.written for o in indicator.observations if o.period]
        hint = suggest(value.period or "", periods, "periods")
        message = f"`{value.id}` has no `{value.period}`"
        raise Fault("unknown-period", message, hint, offset=value.period_offset)
    unit = _find_unit(value, indicator, site) if value.unit is not None else None
    found = Found(indicator, observation, value.part, unit, value.decimals, value.word)
    _check_part(value, found, language)
    return found


def find_name(name: Name, site: Site) -> Found:
    """What a name in a formula stands for; `load` has seen that it is there."""
    observation = site.indicators[name.id].at(name.period)
    assert observation is not None
    return Found(site.indicators[name.id], observation)


def _check_part(value: Value, found: Found, language: Language) -> None:
    """Whether the part asked for is there to be had."""
    observation, id = found.observation, value.id

    def fault(code: str, message: str, hint: str) -> Fault:
        return Fault(code, message, hint, offset=value.part_offset)

    if value.part == "number" and observation.bound is not Bound.EXACT:
        hint = f"write {{{{ {id} }}}}: the bound belongs to the figure"
        message = f"`{id}` is `{observation.bound}`; its bare number would be false"
        raise fault("bound-lost", message, hint)
    if value.part == "of" and observation.whole is None:
        raise fault("no-whole", f"`{id}` has no `of`", "add `of: …` to the indicator")
    if value.part == "share" and share_of(found.indicator, observation) is None:
        message = f"`{id}` is no part of a whole"
        raise fault("no-whole", message, "add `of: …` to the indicator")
    if value.part == "period" and not observed_text(observation, language):
        raise fault("no-period", f"`{id}` has no period", "add `period: …` to the indicator")
    if value.part == "words" and words_text(found.indicator, observation, language) is None:
        raise _no_words(value, found)
    if found.word is not None:
        message, hint = said_fault(found.word, found.indicator, observation, language)
        if message:
            raise fault("bound-word", message, hint)
    if found.unit is not None and found.decimals is not None:
        _check_rounding(value, found)


def _no_words(value: Value, found: Found) -> Fault:
    share = share_of(found.indicator, found.observation)
    hint = f"write {{{{ {value.id} }}}}"
    message = f"`{value.id}` is no part of a whole"
    if share is not None:
        message = f"no words are near enough to `{value.id}`, and true of it"
    if share is not None and not 0 < share < 1:
        message = f"`{value.id}` is not between none and all of its whole"
    return Fault("no-words", message, hint, offset=value.part_offset)


def _check_rounding(value: Value, found: Found) -> None:
    """Raises Fault where so few decimals make nothing, or all, of what is neither."""
    assert found.unit is not None
    assert found.decimals is not None
    bound, own = found.observation.bound, found.indicator.unit
    amount = convert(found.observation.value, own, found.unit)
    needed = decimals_that_tell(amount, found.decimals, bound, found.unit)
    if needed != found.decimals:
        message = f"`{value.id}` would read as nothing or as all, and is neither"
        hint = f"{{{{ {value.id} | in {found.unit.id} {needed} }}}}" if needed else "a smaller unit"
        raise Fault("rounded-away", message, hint, offset=value.unit_offset)


def _find_unit(value: Value, indicator: Indicator, site: Site) -> Unit:
    """The unit that a value is to be told in. Raises Fault."""

    def fault(code: str, message: str, hint: str) -> Fault:
        return Fault(code, message, hint, offset=value.unit_offset)

    unit = site.units.get(value.unit or "")
    if unit is None:
        hint = suggest(value.unit or "", (id for id in site.units if id), "units")
        raise fault("unknown-unit", f"`{value.unit}`", hint)
    if unit.dimension != indicator.unit.dimension:
        own = indicator.unit.id or "no unit"
        message = f"`{value.id}` is in {own}, not to be told in {unit.id}"
        hint = "a figure converts to units of its own dimension"
        raise fault("dimension-mismatch", message, hint)
    for language in site.languages.values():
        if not is_worded(unit, language.code):
            message = f"`{unit.id}` has no form in `{language.code}`"
            raise fault("unit-unworded", message, form_hint(unit, language))
    return unit


def form_hint(unit: Unit, language: Language) -> str:
    """How a built-in unit is given a form in a language that lacks it."""
    return f'write `{unit.id}: "{{n}} …"` into languages/{language.base}/units.yaml'


def find_chart_id(block: Block, site: Site) -> str:
    """The chart a block names. Raises Fault for an unknown one."""
    item = block.items[0]
    if item.id not in site.charts:
        hint = suggest(item.id, site.charts, "charts")
        raise Fault("unknown-chart", f"`{item.id}`", hint, offset=item.offset, id=item.id)
    return item.id


def reads(found: Found, site: Site, language: Language) -> str:
    """What is found, as it reads in a language; with a capital where it begins a sentence."""
    text = _text_of(found, site, language)
    return text[:1].upper() + text[1:] if found.leads and found.part != "label" else text


def _text_of(found: Found, site: Site, language: Language) -> str:
    indicator, observation = found.indicator, found.observation
    if found.part == "label":
        return plain_text(indicator.label[language.code], site, language, in_label=True)
    if found.part == "number":
        return number_text(observation, language)
    if found.part == "period":
        return observed_text(observation, language)
    if found.part == "of":
        return whole_text(indicator, observation, language)
    if found.part == "share":
        return share_text(observation, found.share, language)
    if found.part == "abs":
        return size_text(indicator, observation, found.unit, found.decimals, language)
    if found.part == "words":
        return words_text(indicator, observation, language) or ""
    if found.unit is not None:
        return converted_text(indicator, observation, found.unit, found.decimals, language)
    return value_text(indicator, observation, language, found.word)


SENTENCE = re.compile(r"(?:^|(?<!\b\w)[.!?…][\"'”’»)\]]*\s+)[\"'“‘«„(\[¿¡]*$")


NEAR = 200
"""Characters that may stand between a sentence's end and its first word, and many more."""


def leads_sentence(before: str) -> bool:
    """Whether what follows a text begins a sentence."""
    return bool(SENTENCE.search(before[-NEAR:]))


def plain_text(text: Text, site: Site, language: Language, *, in_label: bool = False) -> str:
    """A field's text with its references filled in. What is faulty stays as it is written, and so
    does a label in a label, which might hold itself."""
    parts, end = [], 0
    for braces in find_braces(text.value):
        parts.append(text.value[end : braces.start - braces.escaped])
        found = find_braced(text.value, braces, site, language, in_label=in_label)
        written = text.value[braces.start : braces.end]
        parts.append(_said(found, site, language) or written)
        end = braces.end
    return "".join(parts) + text.value[end:]


def _said(found: Found | Quoted | None, site: Site, language: Language) -> str:
    """What a field's braces say; nothing where they say nothing that is known."""
    if isinstance(found, Quoted):
        return found.name
    return reads(found, site, language) if found else ""


def find_braced(
    text: str, braces: Braces, site: Site, language: Language, *, in_label: bool
) -> Found | Quoted | None:
    """What the braces of a field's text stand for; None for what stays as it is written."""
    try:
        reference = None if braces.escaped else braces.parse()
        if isinstance(reference, Quoted):
            return reference
        if not isinstance(reference, Value) or (in_label and reference.part == "label"):
            return None
        found = find_value(reference, site, language)
        return replace(found, leads=leads_sentence(text[: braces.start]))
    except Fault:
        return None
