"""How periods read in a language."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date, format_skeleton

from changzhou_site.figures.number_forms import cldr
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
        return by.get(moment_kind(end), by["any"]).format(moment=moment, year=end[:4])
    assert period.first is not None
    return _span_text((start, period.first), (end, period.last), language)


def moment_kind(written: str) -> str:
    """What a moment is: `year`, `H1`, `Q3`, `month` or `day`."""
    part = written[5:]
    if not part or part[0] in "HQ":
        return part or "year"
    return "day" if "-" in part else "month"


def _moment_text(written: str, day: date, language: Language) -> str:
    kind, locale = moment_kind(written), cldr(language.locale)
    if kind == "day":
        return format_date(day, "long", locale=locale)
    if kind == "month":
        return format_skeleton("yMMMM", day, locale=locale)
    return language.periods.moments[kind].format(year=written[:4])


def _span_text(start: tuple[str, date], end: tuple[str, date], language: Language) -> str:
    """From and to: the year is said once where one is enough."""
    spans, kinds = language.periods.spans, {moment_kind(start[0]), moment_kind(end[0])}
    year, last = end[0][:4], moment_kind(end[0])
    within = start[0][:4] == year
    if kinds == {"year"}:
        return spans["years"].format(first=start[0], last=end[0])
    if within and kinds == {"month"}:
        return spans["months"].format(year=year, **_months(start[1], end[1], language))
    if within and moment_kind(start[0]) == "Q1" and last in spans:
        return spans[last].format(year=year)
    first, last = (_moment_text(*moment, language) for moment in (start, end))
    return spans["any"].format(first=first, last=last)


def _months(first: date, last: date, language: Language) -> dict[str, str | int]:
    """Both months by their names within a date and alone, and by their numbers."""
    months = cldr(language.locale).months
    dated, alone = months["format"]["wide"], months["stand-alone"]["wide"]
    return {
        "first": dated[first.month],
        "last": dated[last.month],
        "first_alone": alone[first.month],
        "last_alone": alone[last.month],
        "first_number": first.month,
        "last_number": last.month,
    }


# On an axis of time -------------------------------------------------------------------------------


AXIS_FORMS = {"year": "y", "month": "yMMM", "Q1": "yQQQ", "Q2": "yQQQ", "Q3": "yQQQ",
              "Q4": "yQQQ", "day": "yMMMd"}  # fmt: skip
"""How moments are written short, as CLDR names their parts."""


def short_period_text(observation: Observation, language: Language) -> str:
    """When an observation was, as short as an axis says it: `Jan 2006`, `2006年1月`."""
    period = observation.period
    if observation.period_text or period is None:
        return observed_text(observation, language)
    kind = moment_kind(period.written)
    if "/" in period.written or kind not in AXIS_FORMS:
        return period_text(period, language)
    return format_skeleton(AXIS_FORMS[kind], period.last, locale=cldr(language.locale))


def tick_text(day: date, kind: str, language: Language) -> str:
    """A year, or a quarter, month or day whose year another word on the axis says: `2006年`, `Q1`,
    `Jan`, `1月`, `5 Sept`."""
    locale = cldr(language.locale)
    if kind == "month":  # Babel has no pattern for it alone in most languages
        return str(locale.months["format"]["abbreviated"][day.month])
    if kind == "quarter":
        return str(locale.quarters["format"]["abbreviated"][(day.month + 2) // 3])
    return format_skeleton("y" if kind == "year" else "MMMd", day, locale=locale)
