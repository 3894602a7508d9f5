"""What a single scalar means: numbers, periods, addresses. Strict, with a hint for each trap."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import TypeVar

import regex
from babel.localedata import locale_identifiers

from changzhou_site.addresses import is_whole
from changzhou_site.errors import Place, Problem, Report, SiteError
from changzhou_site.load.near_misses import periods_meant, pointed, ungrouped
from changzhou_site.model import Amount, Period
from changzhou_site.source import COLON_HINT, IS_MISLEADING, YAML_WORDS, Text
from changzhou_site.units import CONTEXT, count_decimals

S = TypeVar("S")
T = TypeVar("T")


class Wrong(SiteError, ValueError):
    """A value that is not what its key wants, as problems; none where they are told elsewhere.

    As a ValueError it may be raised where pydantic validates: `schema` finds it again.
    """

    def __init__(self, *problems: Problem) -> None:
        super().__init__(problems)


def wrong(place: Place, code: str, message: str, hint: str = "") -> Wrong:
    return Wrong(Problem(place, code, message, hint))


def read_each(read: Callable[[S], T], items: Collection[S]) -> tuple[T, ...]:
    """Every item, read. Raises Wrong with the problems of all."""
    report, found = Report(), list[T]()
    for item in items:
        with report:
            found.append(read(item))
    if len(found) < len(items):
        raise Wrong(*report.problems)
    return tuple(found)


# Numbers -----------------------------------------------------------------------------------------

NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?", re.ASCII)
FRACTION = re.compile(r"([1-9]\d{0,5})/([1-9]\d{0,5})", re.ASCII)
FRACTION_DECIMALS = 3
"""The decimals of a fraction where it is drawn or converted instead of spelt."""
MAX_DIGITS = 24
"""More than any source prints, and few enough to be written in any unit without rounding."""

TRAPS: tuple[tuple[str, str, str | Callable[[str], str]], ...] = (
    (r".*[\u3001\u3002\uFF01-\uFF5E].*", "number-full-width", "write it in ASCII digits and signs"),
    (r"[\u2212\u2012-\u2015]\s*[\d.]+", "number-minus", "write the minus sign as an ASCII -"),
    (r"[-+]?0[xXoObB][0-9A-Fa-f]+", "number-radix", "write it in decimal digits"),
    (
        r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)|[-+]?(inf|nan|infinity)",
        "number-not-finite",
        "a figure is a number; leave the indicator out where there is none",
    ),
    (r"[-+]?[\d.]+[eE][-+]?\d+", "number-exponent", "write the digits out"),
    (
        r"[-+]?\d+(:[0-5]?\d)+(\.\d*)?",
        "number-sexagesimal",
        "YAML reads this as base 60; write a decimal number",
    ),
    (r"[-+]?[\d_]*_[\d_.]*", "number-underscore", "write the digits without `_`"),
    (
        r"[-+]?0\d+(\.\d*)?",
        "number-leading-zero",
        "YAML reads this as octal; drop the zero in front",
    ),
    (
        r"[-+]?\d{1,3}(,\d{3})+(\.\d*)?",
        "number-grouped",
        ungrouped,
    ),
    (r"[-+]?\d+,\d+", "not-a-number", pointed),
    (
        r"[-+]?[\d.]+\s*/\s*[-+]?[\d.]+",
        "bad-fraction",
        "a fraction is made of two whole numbers from 1, such as 1/3",
    ),
    (r"[-+]?[\d.,]+\s*[^-~–—/:\d\s.,].*", "number-with-unit", "the unit goes under `unit`"),
)


def is_word(text: Text) -> bool:
    """Whether YAML 1.1 would read a plain scalar as a truth value or as nothing."""
    return text.plain and text.value.lower() in YAML_WORDS


def refuse_word(text: Text, hint: str = "") -> None:
    """Raises Wrong for a text that YAML would read as something else."""
    if is_word(text):
        message = f"`{text}` is read by YAML as true, false or nothing"
        raise wrong(text.place, "yaml-word", message, hint or f'quote it: "{text}"')


def read_number(text: Text) -> Decimal:
    """A number as written, its decimals kept. Raises Wrong."""
    value = text.value
    if not value.strip():
        raise wrong(text.place, "not-a-number", "no number stands here", "write it")
    if is_word(text):
        hint = "YAML reads this word as true, false or nothing; write a number"
        raise wrong(text.place, "number-word", f"`{value}` is no number", hint)
    if not NUMBER.fullmatch(value):
        raise _no_number(text)
    if len(value) > MAX_DIGITS and sum(map(str.isdigit, value)) > MAX_DIGITS:
        message = f"more than {MAX_DIGITS} digits"
        raise wrong(text.place, "number-too-long", message, "round it as the source does")
    number = Decimal(value)
    return number if number else number.copy_abs()


def _no_number(text: Text) -> Wrong:
    for pattern, code, hint in TRAPS:
        if re.fullmatch(pattern, text.value[:100], re.ASCII):
            told = hint if isinstance(hint, str) else hint(text.value)
            return wrong(text.place, code, f"`{text.value}` is no number", told)
    hint = "a number such as 65.9, or -0.5"
    return wrong(text.place, "not-a-number", f"`{text.value}` is no number", hint)


def read_amount(text: Text) -> Amount:
    """A number, or a fraction of two. Raises Wrong."""
    if match := FRACTION.fullmatch(text.value):
        top, bottom = int(match[1]), int(match[2])
        value = CONTEXT.divide(Decimal(top), Decimal(bottom))
        return Amount(value, FRACTION_DECIMALS, (top, bottom))
    number = read_number(text)
    return Amount(number, count_decimals(number))


def read_count(text: Text, most: int) -> int:
    """A whole number from 0 to `most`. Raises Wrong."""
    number = read_number(text)
    if number != number.to_integral_value() or not 0 <= number <= most:
        message = f"`{text.value}` is no whole number from 0 to {most}"
        raise wrong(text.place, "not-a-count", message, "write one")
    return int(number)


def read_truth(text: Text) -> bool:
    if text.plain and text.value in ("true", "false"):
        return text.value == "true"
    message = f"`{text.value}` is neither true nor false"
    raise wrong(text.place, "not-true-or-false", message, "write true or false, without quotes")


# Periods -----------------------------------------------------------------------------------------

MOMENT = re.compile(r"(\d{4})(?:-(H[12]|Q[1-4]|\d{2})(?:-(\d{2}))?)?", re.ASCII)

PERIOD_HINT = "2021, 2021-H1, 2021-Q1, 2021-12, 2021-12-29, 2016/2021 (from and to), ../2025 (by)"


def read_period(text: Text) -> Period:
    """A period of the contract. Raises Wrong."""
    written = text.value
    start, slash, end = written.partition("/")
    first: date | None
    try:
        if not slash:
            first, last = _moment(written)
            return Period(written, first, last)
        last = _moment(end)[1]
        first = None if start == ".." else _moment(start)[0]
    except ValueError as error:
        hint = "use ASCII digits" if re.search(r"[\uff01-\uff5e]", written) else PERIOD_HINT
        hint = f"{_did_you_mean(written)}{hint}"
        raise wrong(text.place, "bad-period", f"`{written}` {error}", hint) from None
    if first and first > last:
        hint = "the earlier one stands first"
        raise wrong(text.place, "bad-period", f"`{written}` ends before it begins", hint)
    return Period(written, first, last)


SPAN = Period("span", None, date.max)
"""Of a formula: from the first to the last of its inputs."""


def read_period_or_span(text: Text) -> Period:
    """A period, or `span`. Raises Wrong."""
    return SPAN if text.value == SPAN.written else read_period(text)


def read_date(text: Text) -> Period:
    """A day: `2022-02-08`. Raises Wrong."""
    with suppress(Wrong):
        period = read_period(text)
        if period.first == period.last:
            return period
    hint = "write year, month and day in ASCII digits: 2022-02-08"
    hint = f"{_did_you_mean(text.value)}{hint}"
    raise wrong(text.place, "bad-date", f"`{text.value}` is no day", hint)


def _did_you_mean(written: str) -> str:
    """The period that a text says in another form, as the beginning of a hint."""
    for meant in periods_meant(written):
        with suppress(ValueError):
            if meant != written and _moment(meant):
                return f"did you mean `{meant}`? "
    return ""


def _moment(written: str) -> tuple[date, date]:
    """First and last day of a year, half, quarter, month or day."""
    match = MOMENT.fullmatch(written)
    if not match or (match[3] and not match[2].isdigit()):
        raise ValueError("is no period")
    year, part, day = int(match[1]), match[2] or "", match[3]
    if year < 1:
        raise ValueError("is no year")
    first, last = _months(part)
    if not 1 <= first <= 12:
        raise ValueError("has no such month")
    end = calendar.monthrange(year, last)[1]
    if day and not 1 <= int(day) <= end:
        raise ValueError("has no such day")
    return date(year, first, int(day or 1)), date(year, last, int(day or end))


def _months(part: str) -> tuple[int, int]:
    if not part:
        return 1, 12
    if part[0] == "H":
        return (1, 6) if part == "H1" else (7, 12)
    if part[0] == "Q":
        last = 3 * int(part[1])
        return last - 2, last
    return int(part), int(part)


# Texts -------------------------------------------------------------------------------------------

ID = re.compile(r"[a-z][a-z0-9_]*")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


BLANK = regex.compile(r"[\s\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]*")
"""A text of which a reader sees nothing."""


def read_text(text: Text) -> Text:
    """A text for readers: not empty, no word that YAML would read as something else."""
    read_word(text)
    refuse_word(text)
    return text


def read_word(text: Text) -> Text:
    """A text that is not empty, and that may be any word where there are only texts."""
    if BLANK.fullmatch(text.value):
        raise wrong(text.place, "empty-text", "the text is empty", "write it, or leave the key out")
    refuse_unreadable(text)
    return text


def refuse_unreadable(text: Text) -> None:
    """Raises Wrong for a character that is not for reading."""
    for offset, character in enumerate(text.value):
        unreadable = unicodedata.category(character) in ("Cc", "Cs", "Co")
        unreadable = unreadable or bool(IS_MISLEADING.match(character))
        if (unreadable and character not in "\n\t") or character == "\ufffd":
            message = f"character U+{ord(character):04X} is not for reading"
            raise wrong(text.at(offset), "control-character", message, "remove it")


LONGEST_NAME = 100
"""Characters of an id or slug: files and folders are named after it, and disks take 255 bytes."""


def read_id(text: Text) -> str:
    if len(text.value) > LONGEST_NAME:
        message = f"`{text.value[:24]}…` has {len(text.value)} characters"
        raise wrong(text.place, "bad-id", message, f"at most {LONGEST_NAME}; files are named by it")
    if ID.fullmatch(text.value):
        return text.value
    if "：" in text.value:
        place = text.at(text.value.index("："))
        raise wrong(place, "full-width-colon", f"`{text}`", COLON_HINT)
    hint = "an id is made of a-z, 0-9 and _, and begins with a letter"
    meant = re.sub(r"[\s.-]+", "_", text.value.strip().lower())
    if ID.fullmatch(meant):
        hint = f"did you mean `{meant}`? {hint}"
    raise wrong(text.place, "bad-id", f"`{text}` is not an id", hint)


def read_url(text: Text, schemes: tuple[str, ...] = ("https", "http")) -> str:
    """An absolute address of one of the schemes. Raises Wrong."""
    refuse_unreadable(text)
    if _is_url(text.value, schemes):
        return text.value
    hint = f"an address that begins with {' or '.join(f'{s}:' for s in schemes)}"
    begun = "mailto:" if "@" in text.value else "https://"
    if "." in text.value and _is_url(f"{begun}{text.value}", schemes):
        hint = f"did you mean `{begun}{text.value}`? {hint}"
    raise wrong(text.place, "bad-url", f"`{text.value}` is no address", hint)


def _is_url(value: str, schemes: tuple[str, ...]) -> bool:
    is_plain = not re.search(r"[\s<>\"'`{}|\\^]", value)
    return is_plain and value.partition(":")[0].lower() in schemes and is_whole(value)


LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?")


def read_tag(text: Text) -> str:
    """A language as BCP 47 tags it, of those that CLDR knows. Raises Wrong."""
    refuse_word(text)
    if LANGUAGE_TAG.fullmatch(text.value) and text.value.partition("-")[0] in locale_identifiers():
        return text.value
    hint = "a tag such as zh, en, pt-BR or zh-Hant"
    raise wrong(text.place, "unknown-language", f"`{text.value}` is no language", hint)


def read_choice(text: Text, choices: Mapping[str, T], code: str) -> T:
    if text.value in choices:
        return choices[text.value]
    raise wrong(text.place, code, f"`{text.value}`", f"one of {', '.join(choices)}")
