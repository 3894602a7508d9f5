"""How figures read in a language: the only place that words a value."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from changzhou_site.figures.number_forms import (
    SCALED,
    digits_in_form,
    digits_text,
    form_of,
    forms_of,
    fraction_words,
    ordinal_text,
)
from changzhou_site.figures.share_words import share_form, share_words
from changzhou_site.model import Amount, Bound, Indicator, Language, NumberWords, Observation, Unit
from changzhou_site.units import (
    CONTEXT,
    PERCENT,
    convert,
    count_decimals,
    decimals_that_tell,
    is_rank,
    published_value,
    round_to,
    significant_decimals,
    significant_digits,
)


def value_text(
    indicator: Indicator, observation: Observation, language: Language, word: str | None = None
) -> str:
    """A value as it is read, with bound and unit: `超260GWh`, `over 260 GWh`; `word` is what its
    bound is called where that is not the usual."""
    unit, numbers = indicator.unit, language.numbers
    form = said_form(word, indicator, observation, language)
    if observation.fraction:
        words = fraction_words(*observation.fraction, numbers)
        own = share_form(observation.fraction, observation.bound, numbers) if form is None else None
        form, words = own or (form or usual_form(observation.bound, numbers), words)
        return _bounded(form_of(unit, Decimal(2), numbers), words, form, numbers)
    value, decimals, bound = observation.value, observation.decimals, observation.bound
    return quantity_text(value, decimals, unit, bound, numbers, form)


def said_form(
    word: str | None, indicator: Indicator, observation: Observation, language: Language
) -> str | None:
    """The form of the word that is chosen for a value, or that its indicator is usually said with;
    None for the language's own usual one."""
    usual = indicator.said.get(language.code)
    if word is None and (usual is None or observation.value < 0):
        return None
    found = language.numbers.find_form(word or usual.value if usual else word or "")
    return found[1] if found and found[0] is observation.bound else None


def said_fault(
    word: str, indicator: Indicator, observation: Observation, language: Language
) -> tuple[str, str]:
    """Why a word cannot be chosen for a value, with a hint; empty where it can."""
    numbers, bound = language.numbers, observation.bound
    choice = ", ".join(numbers.bound_words(bound))
    hint = f"of `{bound}`: {choice}" if choice else "the value is exact, and needs no word"
    found = numbers.find_form(word)
    if is_rank(indicator.unit) and not indicator.unit.forms:
        return f"a rank is not said with `{word}`", "a rank has words of its own: leave it out"
    if found is None or found[0] is not bound:
        told = f"says `{found[0]}`" if found else f"is no word for a bound in `{language.code}`"
        return f"`{word}` {told}, and `{indicator.id}` is `{bound}`", hint
    if observation.value < 0:
        return f"`{word}` would be misread before a value below zero", "leave it out, or use `abs`"
    if ROUND in found[1] and not _is_round(indicator, observation, numbers):
        return f"`{word}` stands after a whole number that ends in 0", hint
    return "", ""


ROUND = "{round}"
"""Stands in a bound's form for the digits alone, of a whole number that ends in 0."""


def _is_round(indicator: Indicator, observation: Observation, numbers: NumberWords) -> bool:
    if observation.fraction:
        return False
    digits, _ = digits_in_form(published_value(observation), indicator.unit, numbers)
    return _ends_round(digits, numbers)


def _ends_round(digits: str, numbers: NumberWords) -> bool:
    """Whether digits are those of a whole number that ends in 0."""
    number = Decimal(re.sub(r"\D", "", digits))
    return bool(number) and digits.endswith("0") and digits == digits_text(number, numbers)


def size_text(
    indicator: Indicator,
    observation: Observation,
    to: Unit | None,
    decimals: int | None,
    language: Language,
) -> str:
    """A value without its sign, its bound turned round: after a verb that says the sign. In another
    unit of its dimension where one is given."""
    sized = observation
    if observation.value < 0:
        value, bound = published_value(observation).copy_abs(), observation.bound.turned
        sized = replace(observation, value=value, bound=bound)
    if to is not None:
        return converted_text(indicator, sized, to, decimals, language)
    return value_text(indicator, sized, language)


def words_text(indicator: Indicator, observation: Observation, language: Language) -> str | None:
    """A part of a whole in words that are true of it; None where there are none, or no whole."""
    share = share_of(indicator, observation)
    return None if share is None else share_words(share, observation.bound, language.numbers)


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
        digits = significant_digits(published_value(observation))
        decimals = significant_decimals(value, digits)
    form = said_form(None, indicator, observation, language)
    return quantity_text(value, decimals, to, observation.bound, language.numbers, form)


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
    """A share as per cent with one decimal, or as many as tell it from none and all; with its
    bound."""
    percent = CONTEXT.multiply(share, Decimal(100))
    decimals = decimals_that_tell(percent, 1, observation.bound, PERCENT)
    return quantity_text(percent, decimals, PERCENT, observation.bound, language.numbers)


def exact_text(value: Decimal, unit: Unit, numbers: NumberWords) -> str:
    """A number of a unit with the decimals it is written with."""
    return quantity_text(value, count_decimals(value), unit, Bound.EXACT, numbers)


def quantity_text(
    value: Decimal,
    decimals: int,
    unit: Unit,
    bound: Bound,
    numbers: NumberWords,
    form: str | None = None,
) -> str:
    """A value of a unit, rounded as its bound allows, worded; `form` is that of its bound."""
    rounded = round_to(value, decimals, bound)
    if is_rank(unit) and not unit.forms:
        rank = numbers.ranks[bound]
        ordinal = ordinal_text(rounded, numbers) if "{nth}" in rank else ""
        return rank.replace("{nth}", ordinal).replace("{n}", digits_text(rounded, numbers))
    digits, hole = digits_in_form(rounded, unit, numbers)
    if form is None or (ROUND in form and not _ends_round(digits, numbers)):
        form = usual_form(bound, numbers, below_zero=rounded < 0)
    return _bounded(
        hole, digits, form, numbers, inside=SCALED not in forms_of(unit, numbers)["other"]
    )


def usual_form(bound: Bound, numbers: NumberWords, *, below_zero: bool = False) -> str:
    """The form of a bound that is not chosen; that of a value below zero tells its direction."""
    if bound is Bound.EXACT:
        return "{n}"
    if below_zero and bound in numbers.below_zero:
        return numbers.below_zero[bound]
    return numbers.bounds[bound][0]


def _bounded(
    hole: str, digits: str, form: str, numbers: NumberWords, *, inside: bool = True
) -> str:
    """Digits in their unit's form, with the word of their bound where it belongs: at the digits, or
    around all; `inside` says whether it may stand within the unit's form."""
    at_digits = ROUND in form or (numbers.bound_at_number and inside and "{n}" in form)
    form = form.replace(ROUND, "{n}").replace("{all}", "{n}")
    if at_digits:
        return hole.replace("{n}", form.replace("{n}", digits))
    return form.replace("{n}", hole.replace("{n}", digits))
