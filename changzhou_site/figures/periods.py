"""How periods read in a language."""

from __future__ import annotations

from datetime import date

from babel import Locale
from babel.dates import format_date, format_skeleton

from changzhou_site.model import Language, Observation, Period


def observed_text(observation: Observation, language: Language) -> str:
    """When an observation was: the source's words where it has them, else its period."""
    if observation.period_text:
        return observation.period_text[language.code].value
    return period_text(observation.period, language) if observation.period else ""


def period_text(period: Period, language: Language) -> str:
    """`2021年上半年`, `first half of 2021`; `2016—2021年`; `by 2025`."""
    start, slash, end = period.written.partition("/")
    if not slash:
        return _moment_text(start, period.last, language)
    if start == "..":
        by = language.periods.by
        moment = _moment_text(end, period.last, language)
        return by.get(_kind(end), by["any"]).format(moment=moment, year=end[:4])
    assert period.first is not None
    return _span_text((start, period.first), (end, period.last), language)


def _kind(written: str) -> str:
    """`year`, `H1`, `Q3`, `month` or `day`."""
    part = written[5:]
    if not part or part[0] in "HQ":
        return part or "year"
    return "day" if "-" in part else "month"


def _moment_text(written: str, day: date, language: Language) -> str:
    kind, locale = _kind(written), Locale.parse(language.locale)
    if kind == "day":
        return format_date(day, "long", locale=locale)
    if kind == "month":
        return format_skeleton("yMMMM", day, locale=locale)
    return language.periods.moments[kind].format(year=written[:4])


def _span_text(start: tuple[str, date], end: tuple[str, date], language: Language) -> str:
    """From and to: the year is said once where one is enough."""
    spans, kinds = language.periods.spans, {_kind(start[0]), _kind(end[0])}
    year, last = end[0][:4], _kind(end[0])
    within = start[0][:4] == year
    if kinds == {"year"}:
        return spans["years"].format(first=start[0], last=end[0])
    if within and kinds == {"month"}:
        return spans["months"].format(year=year, **_months(start[1], end[1], language))
    if within and _kind(start[0]) == "Q1" and last in spans:
        return spans[last].format(year=year)
    first, last = (_moment_text(*moment, language) for moment in (start, end))
    return spans["any"].format(first=first, last=last)


def _months(first: date, last: date, language: Language) -> dict[str, str | int]:
    """Both months by their names within a date and alone, and by their numbers."""
    months = Locale.parse(language.locale).months
    dated, alone = months["format"]["wide"], months["stand-alone"]["wide"]
    return {
        "first": dated[first.month],
        "last": dated[last.month],
        "first_alone": alone[first.month],
        "last_alone": alone[last.month],
        "first_number": first.month,
        "last_number": last.month,
    }
