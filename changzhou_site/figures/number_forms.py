"""The number in a figure: its digits, and the forms that units, steps and fractions give it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal, localcontext
from functools import cache, lru_cache

from babel import Locale
from babel.numbers import format_decimal

from changzhou_site.model import Bound, NumberWords, PluralForms, Unit
from changzhou_site.units import CONTEXT, PERCENT, WRITING, count_decimals, is_rank, round_to

SCALED = "{scaled}"
"""Stands in a unit's form for a number that is told in steps: 880.76 billion."""


BARE: PluralForms = {"other": "{n}"}
"""The form of a value without a unit."""


REMEMBERED = 1 << 16
"""Numbers of which it is remembered how they read: most are worded in many places."""


@cache
def cldr(locale: str) -> Locale:
    """What CLDR knows of a locale."""
    return Locale.parse(locale)


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
    return forms.get(_plural_category(str(number), locale), forms["other"])


@lru_cache(maxsize=REMEMBERED)
def _plural_category(written: str, locale: str) -> str:
    """Of a number as it is written: 1.0 is another category than 1."""
    return str(cldr(locale).plural_form(Decimal(written)))


def ordinal_text(rank: Decimal, numbers: NumberWords) -> str:
    digits = digits_text(rank, numbers)
    if rank != rank.to_integral_value():
        return digits
    category = cldr(numbers.locale).ordinal_form(int(rank))
    return numbers.ordinals.get(category, numbers.ordinals["other"]).replace("{n}", digits)


def digits_in_form(value: Decimal, unit: Unit, numbers: NumberWords) -> tuple[str, str]:
    """A number's digits, and how a value of the unit reads with {n} for them. The minus sign
    stands before a sign of money."""
    if SCALED in forms_of(unit, numbers)["other"]:
        return _scaled(value, unit, numbers)
    form = form_of(unit, value, numbers)
    before = form.partition("{n}")[0]
    if value < 0 and before and unicodedata.category(before[-1]) == "Sc":
        return digits_text(value.copy_abs(), numbers), f"−{form}"
    return digits_text(value, numbers), form


def _scaled(value: Decimal, unit: Unit, numbers: NumberWords) -> tuple[str, str]:
    """Digits and form of a number told in steps: 8807.60亿元 is ¥880.760 billion."""
    amount = CONTEXT.multiply(value, unit.times)
    power = step_of(amount, numbers)
    scaled = CONTEXT.divide(amount, Decimal(10) ** power)
    written = count_decimals(value)
    needed = count_decimals(scaled.normalize(CONTEXT))
    decimals = max(needed, written + power - unit.times.adjusted()) if written else needed
    return stepped(round_to(scaled, decimals, Bound.EXACT), power, unit, numbers)


def step_of(amount: Decimal, numbers: NumberWords) -> int:
    """The power of ten that a large number is told in."""
    return next((step for step in numbers.steps if abs(amount) >= 10**step), 0)


def stepped(number: Decimal, power: int, unit: Unit, numbers: NumberWords) -> tuple[str, str]:
    """Digits and form of so many of a power of ten: `880.76` and `¥{n} billion`."""
    size = number.copy_abs()
    body = _step_form(power, size, numbers).replace("0", "{n}") if power else "{n}"
    forms = forms_of(unit, numbers)
    form = forms.get(_step_category(power, size, numbers), forms["other"])
    return digits_text(size, numbers), ("−" if number < 0 else "") + form.replace(SCALED, body)


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
    """Every character with which figures in some units may usually be worded, each once."""
    words = ["0123456789−/", digits_text(Decimal("1234567.8"), numbers)]
    words += [forms[0] for forms in numbers.bounds.values()]
    words += numbers.below_zero.values()
    words += [*numbers.ranks.values(), *numbers.ordinals.values()]
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
    text = _size_text(str(value.copy_abs()), numbers.locale, numbers.grouped)
    return f"−{text}" if value < 0 else text


@lru_cache(maxsize=REMEMBERED)
def _size_text(written: str, locale: str, grouped: bool) -> str:
    """The digits of a number as it is written: 12.0 equals 12 and reads another way."""
    value = Decimal(written)
    places = count_decimals(value)
    pattern = "#,##0" + ("." + "0" * places if places else "")
    with localcontext(WRITING):  # Babel quantizes in the context of its caller
        text: str = format_decimal(
            value,
            pattern,
            locale=cldr(locale),
            decimal_quantization=False,
            group_separator=grouped,
        )
    return text


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
