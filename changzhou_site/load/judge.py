"""Whether a site's checks hold and its corrections agree with its figures."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Context

from changzhou_site.arithmetic import Quantity
from changzhou_site.errors import Problem, Report, suggest
from changzhou_site.formula import (
    COMPARED,
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
from changzhou_site.model import Check, Correction, Indicator, Site, Unit
from changzhou_site.units import NO_UNIT, dimension_name, round_to

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
    problems: list[Problem] = []
    for name in (name for side in (left, right) for name in names(side)):
        try:
            find_observation(name, site.indicators, text)
        except Wrong as error:
            problems.extend(error.problems)
    if problems:
        raise Wrong(*problems)

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
        shown = _sides(a, sign, b, unit)
        why = next(iter(check.why.values())).value
        report.error(
            text.place,
            "check-fails",
            f"`{text.value}` does not hold: {shown}",
            f"correct a figure or the check, which says: {why}",
        )


def _display_unit(left: Expression, right: Expression, site: Site) -> Unit | None:
    """The unit of the first indicator named, for showing both sides of a check."""
    first = next((name for side in (left, right) for name in names(side)), None)
    return site.indicators[first.id].unit if first else None


def _sides(left: Quantity, sign: str, right: Quantity, unit: Unit | None) -> str:
    """Both sides in that unit, if it is of their dimension, with digits that tell them apart."""
    if unit is None or not left.dimension == right.dimension == unit.dimension:
        unit = NO_UNIT
    scale = unit.scale
    short, long = (
        [f"{context.divide(side.value, scale).normalize(context):f}" for side in (left, right)]
        for context in (Context(prec=8), COMPARED)
    )
    a, b = (f"{text} {unit.id}".strip() for text in (long if short[0] == short[1] else short))
    return f"{a} {sign} {b}"


def judge_corrections(site: Site, report: Report, excuses: Excuses) -> None:
    """Reports corrections of what is not there, and a last word that is not the figure's value."""
    last: dict[str, Correction] = {}
    for correction in sorted(site.corrections, key=lambda each: each.date.last):
        if correction.indicator in site.indicators:
            _follows(last.get(correction.indicator), correction, report)
            last[correction.indicator] = correction
        elif not excuses(correction.indicator):
            hint = suggest(correction.indicator, site.indicators, "indicators")
            report.error(correction.place, "unknown-indicator", f"`{correction.indicator}`", hint)
    for id, correction in last.items():
        _agrees(site.indicators[id], correction, report)


def _follows(before: Correction | None, after: Correction, report: Report) -> None:
    """A figure corrected twice was, the second time, what the first correction made it."""
    if before and before.now != after.was:
        message = f"`was` is {after.was}, but the correction of {before.date.written} "
        message += f"made it {before.now}"
        report.error(after.place, "correction-differs", message, "change the one that is wrong")


def _agrees(indicator: Indicator, correction: Correction, report: Report) -> None:
    newest = indicator.newest
    published = round_to(newest.value, newest.decimals, newest.bound)
    if correction.now not in (newest.value, published):
        message = (
            f"`now` is {correction.now}, but `{indicator.id}` is {published:f} {indicator.unit.id}"
        )
        report.error(
            correction.place, "correction-differs", message.strip(), "change the one that is wrong"
        )
