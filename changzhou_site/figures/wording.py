"""How figures read in a language: the only place that words a number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal, localcontext
from functools import cache

from babel import Locale
from babel.numbers import format_decimal

from changzhou_site.model import (
    Amount,
    Bound,
    Indicator,
    Language,
    NumberWords,
    Observation,
    PluralForms,
    Unit,
)
from changzhou_site.units import (
    CONTEXT,
    PERCENT,
    WRITING,
    convert,
    count_decimals,
    is_rank,
    published_value,
    round_to,
    significant_decimals,
)

SCALED = "{scaled}"
"""Stands in a unit's form for a number that is told in steps: 880.76 billion."""

BARE: PluralForms = {"other": "{n}"}
"""The form of a value without a unit."""


@cache
def cldr(locale: str) -> Locale:
    """What CLDR knows of a locale."""
    return Locale.parse(locale)


def value_text(indicator: Indicator, observation: Observation, language: Language) -> str:
    """A value as it is read, with bound and unit: `超260GWh`, `over 260 GWh`."""
    unit, numbers = indicator.unit, language.numbers
    if observation.fraction and not unit.dimension and unit.scale == 1:
        words = fraction_words(*observation.fraction, numbers)
        body = form_of(unit, Decimal(2), numbers).replace("{n}", words)
        return _bounded(body, observation.bound, numbers)
    return quantity_text(observation.value, observation.decimals, unit, observation.bound, numbers)


def amount_text(amount: Amount, indicator: Indicator, language: Language) -> str:
    """What an indicator's newest value would read with another number."""
    changed = replace(
        indicator.newest,
        value=amount.value,
        decimals=amount.decimals,
        fraction=amount.fraction,
    )
    return value_text(indicator, changed, language)


def number_text(observation: Observation, language: Language) -> str:
    """The bare number, for where the bound is exact."""
    if observation.fraction:
        return fraction_words(*observation.fraction, language.numbers)
    return digits_text(published_value(observation), language.numbers)


def converted_text(
    indicator: Indicator,
    observation: Observation,
    to: Unit,
    decimals: int | None,
    language: Language,
) -> str:
    """A value in another unit of its dimension, with its written significant digits unless
    `decimals` are given. Raises ValueError where the dimensions differ."""
    value = convert(observation.value, indicator.unit, to)
    if decimals is None:
        decimals = significant_decimals(value, _significant_digits(observation))
    return quantity_text(value, decimals, to, observation.bound, language.numbers)


def _significant_digits(observation: Observation) -> int:
    published = published_value(observation)
    digits = "".join(map(str, published.as_tuple().digits)).lstrip("0")
    return max(1, len(digits if count_decimals(published) else digits.rstrip("0")))


def whole_text(indicator: Indicator, observation: Observation, language: Language) -> str:
    """The `m` of n of m, with its unit."""
    assert observation.whole is not None
    return exact_text(observation.whole, indicator.unit, language.numbers)


def share_of(indicator: Indicator, observation: Observation) -> Decimal | None:
    """What part of its whole a value is, or None where it has no whole. A ratio is its own part."""
    if observation.whole is not None:
        return CONTEXT.divide(observation.value, observation.whole)
    if not indicator.unit.dimension:
        return CONTEXT.multiply(observation.value, indicator.unit.scale)
    return None


def share_text(observation: Observation, share: Decimal, language: Language) -> str:
    """A share as per cent with one decimal, with its bound."""
    percent = CONTEXT.multiply(share, Decimal(100))
    return quantity_text(percent, 1, PERCENT, observation.bound, language.numbers)


def exact_text(value: Decimal, unit: Unit, numbers: NumberWords) -> str:
    """A number of a unit with the decimals it is written with."""
    return quantity_text(value, count_decimals(value), unit, Bound.EXACT, numbers)


def quantity_text(
    value: Decimal, decimals: int, unit: Unit, bound: Bound, numbers: NumberWords
) -> str:
    """A value of a unit, rounded as its bound allows, worded."""
    rounded = round_to(value, decimals, bound)
    if is_rank(unit) and not unit.forms:
        form = numbers.ranks[bound]
        ordinal = _ordinal_text(rounded, numbers) if "{nth}" in form else ""
        return form.replace("{nth}", ordinal).replace("{n}", digits_text(rounded, numbers))
    if SCALED in forms_of(unit, numbers)["other"]:
        return _bounded(_scaled_text(rounded, unit, numbers), bound, numbers)
    form = form_of(unit, rounded, numbers)
    digits = digits_text(rounded, numbers)
    if numbers.bound_at_number:
        return form.replace("{n}", _bounded(digits, bound, numbers))
    return _bounded(form.replace("{n}", digits), bound, numbers)


def forms_of(unit: Unit, numbers: NumberWords) -> PluralForms:
    """A unit's forms in a language. That one is missing is told by `load`; until it is mended, the
    unit's id stands in."""
    if unit is PERCENT:
        return numbers.percent
    return unit.forms.get(numbers.code, {"other": f"{{n}} {unit.id}"}) if unit.id else BARE


def exact_form(unit: Unit, numbers: NumberWords) -> str:
    """A unit's form for no number in particular; of a built-in rank, that of an exact one."""
    if is_rank(unit) and not unit.forms:
        return numbers.ranks[Bound.EXACT].replace("{nth}", "{n}")
    return forms_of(unit, numbers)["other"]


def form_of(unit: Unit, number: Decimal, numbers: NumberWords) -> str:
    """A unit's form for a number: its plural category's, or `other`."""
    return plural(forms_of(unit, numbers), number, numbers.locale)


def plural(forms: PluralForms, number: Decimal | int, locale: str) -> str:
    """The text for a number's plural category, or `other`."""
    return forms.get(cldr(locale).plural_form(number), forms["other"])


def _bounded(text: str, bound: Bound, numbers: NumberWords) -> str:
    return text if bound is Bound.EXACT else numbers.bounds[bound].replace("{n}", text)


def _ordinal_text(rank: Decimal, numbers: NumberWords) -> str:
    digits = digits_text(rank, numbers)
    if rank != rank.to_integral_value():
        return digits
    category = cldr(numbers.locale).ordinal_form(int(rank))
    return numbers.ordinals.get(category, numbers.ordinals["other"]).replace("{n}", digits)


def _scaled_text(value: Decimal, unit: Unit, numbers: NumberWords) -> str:
    """8807.60亿元 is ¥880.760 billion, 8000亿元 ¥800 billion."""
    amount = CONTEXT.multiply(value, unit.times)
    power = step_of(amount, numbers)
    scaled = CONTEXT.divide(amount, Decimal(10) ** power)
    written = count_decimals(value)
    needed = count_decimals(scaled.normalize(CONTEXT))
    decimals = max(needed, written + power - unit.times.adjusted()) if written else needed
    return stepped_text(round_to(scaled, decimals, Bound.EXACT), power, unit, numbers)


def step_of(amount: Decimal, numbers: NumberWords) -> int:
    """The power of ten that a large number is told in."""
    return next((step for step in numbers.steps if abs(amount) >= 10**step), 0)


def stepped_text(number: Decimal, power: int, unit: Unit, numbers: NumberWords) -> str:
    """So many of a power of ten, in a unit that is told in steps: `¥880.76 billion`."""
    size = abs(number)
    digits = digits_text(size, numbers)
    body = _step_form(power, size, numbers).replace("0", digits) if power else digits
    forms = forms_of(unit, numbers)
    form = forms.get(_step_category(power, size, numbers), forms["other"])
    return ("−" if number < 0 else "") + form.replace(SCALED, body)


def _step_category(power: int, number: Decimal, numbers: NumberWords) -> str:
    """The plural category of what is counted in a step: French says deux millions *de* dollars.
    Babel knows the rule, and not the numbers that it is about."""
    rules = cldr(numbers.locale).plural_form
    if power >= 6 and re.search(r"\b[ce] not in 0\.\.5", rules.rules.get("many", "")):
        return "many"
    return str(rules(number))


def _step_form(power: int, number: Decimal, numbers: NumberWords) -> str:
    """CLDR's form of a large number, its digits as `0`: `0 billion`, `0亿`."""
    formats = cldr(numbers.locale).compact_decimal_formats
    forms = formats.get("long") or formats["short"]
    found = forms.get(cldr(numbers.locale).plural_form(number)) or forms["other"]
    return str(found[str(10**power)].pattern)


def figure_characters(units: Iterable[Unit], numbers: NumberWords) -> str:
    """Every character with which figures in some units may be worded, each once."""
    words = ["0123456789−/", digits_text(Decimal("1234567.8"), numbers)]
    words += [*numbers.bounds.values(), *numbers.ranks.values(), *numbers.ordinals.values()]
    for unit in units:
        words += () if is_rank(unit) and not unit.forms else forms_of(unit, numbers).values()
    for power in numbers.steps:
        words += [_step_form(power, number, numbers) for number in SAMPLES]
    fractions = numbers.fractions
    words += [fractions.form, *fractions.tops.values(), *fractions.whole.values()]
    words += [part for parts in fractions.parts.values() for part in parts.values()]
    return "".join(sorted(set("".join(words)) - set("{}")))


SAMPLES = (Decimal(1), Decimal(2), Decimal(5), Decimal("1.5"), Decimal(100))
"""Numbers of every plural category."""


def digits_text(value: Decimal, numbers: NumberWords) -> str:
    """Digits as a language writes them: Chinese ungrouped, English grouped."""
    places = count_decimals(value)
    pattern = "#,##0" + ("." + "0" * places if places else "")
    with localcontext(WRITING):  # Babel quantizes in the context of its caller
        text: str = format_decimal(
            abs(value),
            pattern,
            locale=cldr(numbers.locale),
            decimal_quantization=False,
            group_separator=numbers.grouped,
        )
    return f"−{text}" if value < 0 else text


def fraction_words(top: int, bottom: int, numbers: NumberWords) -> str:
    """三分之一, one third; `3/7` where a fraction is not usually spelt."""
    fractions = numbers.fractions
    written = f"{top}/{bottom}"
    if written in fractions.whole:
        return fractions.whole[written]
    if bottom not in fractions.parts or top not in fractions.tops or top >= bottom:
        return written
    part = plural(fractions.parts[bottom], top, numbers.locale)
    return fractions.form.format(top=fractions.tops[top], part=part)
