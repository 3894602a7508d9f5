"""How figures, periods and dates read in each language: the only place that words a number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal, localcontext
from functools import cache

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from changzhou_site.model import Amount, Bound, Indicator, Observation, Period, Unit
from changzhou_site.units import (
    BUILT_IN,
    CONTEXT,
    WRITING,
    convert,
    count_decimals,
    is_rank,
    published_value,
    round_to,
    significant_decimals,
)

LOCALES = {"zh": "zh_Hans_CN", "en": "en_GB"}
"""The languages the program speaks, with the locale each is written in."""

TAGS = {"zh": "zh-Hans", "en": "en"}
"""The same as HTML says them."""

BOUND_WORDS = {
    "zh": {
        Bound.OVER: "超",
        Bound.AT_LEAST: "至少",
        Bound.ABOUT: "约",
        Bound.UNDER: "不足",
        Bound.AT_MOST: "至多",
    },
    "en": {
        Bound.OVER: "over",
        Bound.AT_LEAST: "at least",
        Bound.ABOUT: "about",
        Bound.UNDER: "under",
        Bound.AT_MOST: "at most",
    },
}

RANK_FORMS = {
    "zh": {
        Bound.EXACT: "第{n}位",
        Bound.ABOUT: "约第{n}位",
        Bound.AT_MOST: "前{n}位",
        Bound.UNDER: "第{n}位之前",
        Bound.OVER: "第{n}位之后",
        Bound.AT_LEAST: "第{n}位或之后",
    },
    "en": {
        Bound.EXACT: "{n}",
        Bound.ABOUT: "about {n}",
        Bound.AT_MOST: "top {n}",
        Bound.UNDER: "above {n}",
        Bound.OVER: "below {n}",
        Bound.AT_LEAST: "{n} or lower",
    },
}

MONEY_STEPS = ((12, "trillion"), (9, "billion"), (6, "million"), (0, ""))

SPELT_DENOMINATORS = {2, 3, 4, 5, 6, 8, 9, 10}
"""Fractions of these are spelt; the contract writes sevenths, and finer ones, in digits."""

ENGLISH_PARTS = {
    2: ("half", "halves"),
    3: ("third", "thirds"),
    4: ("quarter", "quarters"),
    5: ("fifth", "fifths"),
    6: ("sixth", "sixths"),
    8: ("eighth", "eighths"),
    9: ("ninth", "ninths"),
    10: ("tenth", "tenths"),
}
ENGLISH_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
CHINESE_DIGITS = "零一二三四五六七八九十"


@cache
def locale(language: str) -> Locale:
    return Locale.parse(LOCALES[language])


def value_text(indicator: Indicator, observation: Observation, language: str) -> str:
    """A value as it is read, with bound and unit: `超260GWh`, `over 260 GWh`."""
    if observation.fraction and not indicator.unit.dimension and indicator.unit.scale == 1:
        words = fraction_words(*observation.fraction, language)
        body = indicator_form(indicator.unit, language, Decimal(2)).replace("{n}", words)
        return _with_bound(body, observation.bound, language)
    return quantity_text(
        observation.value, observation.decimals, indicator.unit, observation.bound, language
    )


def amount_text(amount: Amount, indicator: Indicator, language: str) -> str:
    """What an indicator's newest value would read with another number."""
    changed = replace(
        indicator.newest,
        value=amount.value,
        decimals=amount.decimals,
        fraction=amount.fraction,
    )
    return value_text(indicator, changed, language)


def number_text(observation: Observation, language: str) -> str:
    """The bare number, for where the bound is exact."""
    if observation.fraction:
        return fraction_words(*observation.fraction, language)
    rounded = published_value(observation)
    return digits_text(rounded, language)


def converted_text(
    indicator: Indicator, observation: Observation, to: Unit, decimals: int | None, language: str
) -> str:
    """A value in another unit of its dimension, with its written significant digits unless
    `decimals` are given. Raises ValueError where the dimensions differ."""
    value = convert(observation.value, indicator.unit, to)
    if decimals is None:
        decimals = significant_decimals(value, _significant_digits(observation))
    return quantity_text(value, decimals, to, observation.bound, language)


def _significant_digits(observation: Observation) -> int:
    published = published_value(observation)
    digits = "".join(map(str, published.as_tuple().digits)).lstrip("0")
    return max(1, len(digits if count_decimals(published) else digits.rstrip("0")))


def whole_text(indicator: Indicator, observation: Observation, language: str) -> str:
    """The `m` of n of m, with its unit."""
    assert observation.whole is not None
    whole = observation.whole
    return quantity_text(whole, count_decimals(whole), indicator.unit, Bound.EXACT, language)


def share_of(indicator: Indicator, observation: Observation) -> Decimal | None:
    """What part of its whole a value is, or None where it has no whole. A ratio is its own part."""
    if observation.whole is not None:
        return CONTEXT.divide(observation.value, observation.whole)
    if not indicator.unit.dimension:
        return CONTEXT.multiply(observation.value, indicator.unit.scale)
    return None


def share_text(observation: Observation, share: Decimal, language: str) -> str:
    """A share as per cent with one decimal, with its bound."""
    percent = CONTEXT.multiply(share, Decimal(100))
    return quantity_text(percent, 1, BUILT_IN["%"], observation.bound, language)


def quantity_text(value: Decimal, decimals: int, unit: Unit, bound: Bound, language: str) -> str:
    """A value of a unit, rounded as its bound allows, worded."""
    rounded = round_to(value, decimals, bound)
    if is_rank(unit) and unit.id in BUILT_IN:
        number = _rank_number(rounded, bound, language)
        return RANK_FORMS[language][bound].replace("{n}", number)
    if language == "zh":
        number = _with_bound(digits_text(rounded, language), bound, language)
        return indicator_form(unit, language, rounded).replace("{n}", number)
    form = indicator_form(unit, language, rounded)
    body = (
        _money(form, rounded, unit)
        if "¥{n}" in form
        else form.replace("{n}", digits_text(rounded, language))
    )
    return _with_bound(body, bound, language)


def indicator_form(unit: Unit, language: str, number: Decimal) -> str:
    """A unit's form for a number: its plural category's, or `other`."""
    forms = unit.forms[language]
    return forms.get(locale(language).plural_form(number), forms["other"])


def _with_bound(text: str, bound: Bound, language: str) -> str:
    if bound is Bound.EXACT:
        return text
    word = BOUND_WORDS[language][bound]
    return f"{word}{text}" if language == "zh" else f"{word} {text}"


def _rank_number(rank: Decimal, bound: Bound, language: str) -> str:
    digits = digits_text(rank, language)
    if language != "en" or bound is Bound.AT_MOST or rank != rank.to_integral_value():
        return digits
    suffix = {"one": "st", "two": "nd", "few": "rd", "other": "th"}
    return digits + suffix[locale(language).ordinal_form(int(rank))]


def _money(form: str, value: Decimal, unit: Unit) -> str:
    """English money scales itself: 8807.60亿元 is ¥880.760 billion, 8000亿元 ¥800 billion."""
    yuan = CONTEXT.multiply(value, unit.scale)
    power, word = next(step for step in MONEY_STEPS if abs(yuan) >= 10 ** step[0] or not step[0])
    scaled = CONTEXT.divide(yuan, Decimal(10) ** power)
    written = count_decimals(value)
    needed = count_decimals(scaled.normalize(CONTEXT))
    decimals = max(needed, written + power - unit.scale.adjusted()) if written else needed
    amount = digits_text(abs(round_to(scaled, decimals, Bound.EXACT)), "en")
    sign = "−" if value < 0 else ""
    return sign + form.replace("{n}", f"{amount} {word}".strip())


def figure_characters(units: Iterable[Unit], language: str) -> str:
    """Every character with which figures in some units may be worded, each once."""
    words = ["0123456789.,−/", *BOUND_WORDS[language].values(), *RANK_FORMS[language].values()]
    words += [form for unit in units for form in unit.forms[language].values()]
    if language == "zh":
        words += [CHINESE_DIGITS, "分之"]
    else:
        words += ["stndrdth", *ENGLISH_DIGITS, *(word for _, word in MONEY_STEPS)]
        words += [part for parts in ENGLISH_PARTS.values() for part in parts]
    return "".join(sorted(set("".join(words))))


def digits_text(value: Decimal, language: str) -> str:
    """Digits as a language writes them: Chinese ungrouped, English grouped."""
    places = count_decimals(value)
    pattern = "#,##0" + ("." + "0" * places if places else "")
    with localcontext(WRITING):  # Babel quantizes in the context of its caller
        text: str = format_decimal(
            abs(value),
            pattern,
            locale=locale(language),
            decimal_quantization=False,
            group_separator=language != "zh",
        )
    return f"−{text}" if value < 0 else text


def fraction_words(top: int, bottom: int, language: str) -> str:
    """三分之一, one third; `3/7` where a fraction is not usually spelt."""
    if bottom not in SPELT_DENOMINATORS or not 0 < top < bottom:
        return f"{top}/{bottom}"
    if language == "zh":
        return f"{CHINESE_DIGITS[bottom]}分之{CHINESE_DIGITS[top]}"
    return f"{ENGLISH_DIGITS[top]} {ENGLISH_PARTS[bottom][top > 1]}"


def observed_text(observation: Observation, language: str) -> str:
    """When an observation was: the source's words where it has them, else its period."""
    if observation.period_text:
        return observation.period_text[language].value
    return period_text(observation.period, language) if observation.period else ""


def period_text(period: Period, language: str) -> str:
    """`2021年上半年`, `first half of 2021`; `2016—2021年`; `by 2025`."""
    if period.written.startswith("../"):
        end = _moment_text(period.written[3:], period.last, language)
        article = "the " if " of " in end else ""
        return f"到{end}" if language == "zh" else f"by {article}{end}"
    if "/" not in period.written:
        return _moment_text(period.written, period.last, language)
    start, end = period.written.split("/")
    assert period.first is not None
    if language == "zh":
        first = (
            start if len(start) == len(end) == 4 else _moment_text(start, period.first, language)
        )
        return f"{first}—{_moment_text(end, period.last, language)}"
    dash = "–" if len(start) == len(end) == 4 else " – "
    first = _moment_text(start, period.first, language)
    return f"{first}{dash}{_moment_text(end, period.last, language)}"


PARTS = {
    "zh": {"H1": "上半年", "H2": "下半年"}
    | {f"Q{n}": f"第{c}季度" for n, c in enumerate("一二三四", 1)},
    "en": {"H1": "first half of", "H2": "second half of"}
    | {f"Q{n}": f"{w} quarter of" for n, w in enumerate(("first", "second", "third", "fourth"), 1)},
}


def _moment_text(written: str, day: date, language: str) -> str:
    year, _, part = written.partition("-")
    if part in PARTS[language]:
        words = PARTS[language][part]
        return f"{year}年{words}" if language == "zh" else f"{words} {year}"
    if not part:
        return f"{year}年" if language == "zh" else year
    if "-" in part:
        return format_date(day, "long", locale=locale(language))
    return format_skeleton("yMMMM", day, locale=locale(language))
