"""Whether a site's checks hold and its corrections agree with its figures."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from changzhou_site.arithmetic import Quantity
from changzhou_site.errors import Report, suggest
from changzhou_site.formula import (
    Expression,
    FormulaError,
    Name,
    compare,
    evaluate,
    names,
    parse_check,
)
from changzhou_site.load.derived import find_observation, quantity, same_dimension
from changzhou_site.load.scalars import Wrong
from changzhou_site.model import Bound, Check, Site, Unit
from changzhou_site.units import dimension_name
from changzhou_site.wording import quantity_text

Excuses = Callable[[str], bool]


def judge_checks(site: Site, report: Report, excuses: Excuses) -> None:
    """Reports every check that does not hold or cannot be judged."""
    for check in site.checks:
        text = check.text
        try:
            sign, left, right = parse_check(text.value, site.units)
            used = [name for side in (left, right) for name in names(side)]
            if any(name.id not in site.indicators and excuses(name.id) for name in used):
                continue
            _judge(check, sign, left, right, site, report)
        except FormulaError as error:
            report.error(text.at(error.offset), error.code, error.message, error.hint)
        except Wrong as error:
            report.extend(error.problems)


def _judge(
    check: Check, sign: str, left: Expression, right: Expression, site: Site, report: Report
) -> None:
    text = check.text

    def lookup(name: Name) -> Quantity:
        return quantity(*find_observation(name, site.indicators, text))

    a, b = (evaluate(side, lookup, site.units) for side in (left, right))
    if not same_dimension(a.dimension, b.dimension):
        sides = f"{dimension_name(a.dimension)} {sign} {dimension_name(b.dimension)}"
        report.error(
            text.place,
            "dimension-mismatch",
            f"the check compares {sides}",
            "give a number its unit",
        )
    elif not compare(sign, a.value, b.value):
        unit = _display_unit(left, right, site)
        shown = f"{_shown(a.value, unit)} {sign} {_shown(b.value, unit)}"
        why = next(iter(check.why.values())).value
        report.error(
            text.place,
            "check-fails",
            f"`{text.value}` does not hold: {shown}",
            f"it says why: {why}",
        )


def _display_unit(left: Expression, right: Expression, site: Site) -> Unit | None:
    """The unit of the first indicator named, for showing both sides of a check."""
    first = next((name for side in (left, right) for name in names(side)), None)
    return site.indicators[first.id].unit if first else None


def _shown(value: Decimal, unit: Unit | None) -> str:
    """A side of a check in that unit, to its last digit."""
    shown = (value / unit.scale if unit else value).normalize()
    text = f"{shown:f}"
    return f"{text} {unit.id}" if unit and unit.id else text


def judge_corrections(site: Site, report: Report, excuses: Excuses) -> None:
    for correction in site.corrections:
        indicator = site.indicators.get(correction.indicator)
        if indicator is None:
            if not excuses(correction.indicator):
                hint = suggest(correction.indicator, site.indicators, "indicators")
                report.error(
                    correction.place, "unknown-indicator", f"`{correction.indicator}`", hint
                )
        elif indicator.newest.value != correction.now:
            newest = indicator.newest
            now = quantity_text(newest.value, newest.decimals, indicator.unit, Bound.EXACT, "en")
            message = f"`now` is {correction.now}, but `{indicator.id}` is {now}"
            report.error(
                correction.place, "correction-differs", message, "change the one that is wrong"
            )
