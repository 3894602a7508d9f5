"""Dates as languages write them in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

import regex
from babel import Locale

from changzhou_site.model import Language

YEAR = r"(?<![\d.,])(?:19|20)\d\d(?!\d|[.,]\d)"
ISO = rf"(?P<year>{YEAR})-(?P<month>\d\d)(?:-(?P<day>\d\d))?"

SHORTEST = 3
"""Letters of a month that is written short: Sep, Sept."""


@dataclass(frozen=True)
class SaidDate:
    """A date that a text says."""

    offset: int
    text: str
    year: int
    month: int | None
    day: int | None

    def holds(self, day: date) -> bool:
        """Whether a day lies in what is said."""
        parts = ((self.year, day.year), (self.month, day.month), (self.day, day.day))
        return all(said in (None, there) for said, there in parts)


def find_dates(text: str, languages: tuple[Language, ...]) -> Iterator[SaidDate]:
    """Every date of a text, as far as it is told: to its day, its month or its year."""
    for match in _dated(languages).finditer(text):
        parts = match.groupdict()
        name, month, day = parts.get("name"), parts.get("month"), parts.get("day")
        number = int(month) if month else _month_number(name, languages)
        day_number = int(day) if day else None
        yield SaidDate(match.start(), match[0], int(match["year"]), number, day_number)


def _month_number(name: str | None, languages: tuple[Language, ...]) -> int | None:
    known = (_months(language).get(name or "") for language in languages)
    return next((number for number in known if number), None)


@cache
def _dated(languages: tuple[Language, ...]) -> regex.Pattern[str]:
    own = (_pattern(language) for language in languages)
    return regex.compile("|".join((*own, ISO, f"(?P<year>{YEAR})")))


def _pattern(language: Language) -> str:
    """How a language writes dates: with the names of months, or with signs behind the numbers."""
    written = Locale.parse(language.locale).date_formats["long"].pattern
    signs = re.fullmatch(r"y(\W|\w)M(\W|\w)d(\W|\w)", written)
    if signs and not signs[1].isspace():
        year, month_sign, own = map(re.escape, signs.groups())
        sign = f"[{own}{re.escape(language.periods.day_signs)}]"
        day = rf"(?:\s?(?P<day>3[01]|[12]\d|0?[1-9])\s?{sign})?"
        month = rf"(?:\s?(?P<month>1[0-2]|0?[1-9])\s?{month_sign}{day})?"
        return rf"(?P<year>{YEAR})\s?{year}{month}"
    names = sorted(map(re.escape, _months(language)), key=lambda name: (-len(name), name))
    return (
        rf"(?:(?P<day>\d{{1,2}})\.?\s+)?(?P<name>{'|'.join(names)})\b\.?\s+"
        rf"(?:(?P<day>\d{{1,2}}),?\s+)?(?P<year>{YEAR})"
    )


@cache
def _months(language: Language) -> dict[str, int]:
    """The names of months, alone and in dates, and their beginnings."""
    months = Locale.parse(language.locale).months
    return {
        name[:length]: number
        for context in ("format", "stand-alone")
        for number, name in months[context]["wide"].items()
        for length in range(SHORTEST, len(name) + 1)
        if not name[0].isdigit()
    }
