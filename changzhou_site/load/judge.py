"""Whether a site's checks hold and its corrections agree with its figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from changzhou_site.arithmetic import Quantity, quantity
from changzhou_site.errors import Problem, Report, suggest
from changzhou_site.formula import FormulaError, Name, names, parse_check
from changzhou_site.load.derived import find_observation
from changzhou_site.load.scalars import Wrong
from changzhou_site.model import Amount, Check, Correction, Indicator, Site
from changzhou_site.source import Text
from changzhou_site.units import dimension_name, published_value
from changzhou_site.verdicts import judge

Excuses = Callable[[str], bool]


def judge_checks(site: Site, report: Report, excuses: Excuses) -> None:
    """Reports every check that does not hold or cannot be judged."""
    for check in site.checks:
        text = check.text
        try:
            _, *sides = parse_check(text.value, site.units)
            used = [name for side in sides for name in names(side)]
            if any(name.id not in site.indicators and excuses(name.id) for name in used):
                continue
            _require_known(used, text, site)
            _judge(check, site, report)
        except FormulaError as error:
            report.error(text.at(error.offset), error.code, error.message, error.hint)
        except Wrong as error:
            report.extend(error.problems)


def _require_known(used: Iterable[Name], text: Text, site: Site) -> None:
    """Raises Wrong with every name that stands for nothing."""
    problems: list[Problem] = []
    for name in used:
        try:
            find_observation(name, site.indicators, text)
        except Wrong as error:
            problems.extend(error.problems)
    if problems:
        raise Wrong(*problems)


def _judge(check: Check, site: Site, report: Report) -> None:
    text = check.text

    def lookup(name: Name) -> Quantity:
        return quantity(*find_observation(name, site.indicators, text))

    verdict = judge(check, lookup, site)
    if not verdict.comparable:
        sides = [dimension_name(side.value.dimension) for side in (verdict.left, verdict.right)]
        message = f"the check compares {f' {verdict.sign} '.join(sides)}"
        report.error(text.place, "dimension-mismatch", message, "give a number its unit")
    elif not verdict.holds:
        a, b = (f"{number:f} {verdict.unit.id}".strip() for number in verdict.numbers)
        why = next(iter(check.why.values())).value
        message = f"`{text.value}` does not hold: {a} {verdict.sign} {b}"
        hint = f"correct a figure or the check, which says: {why}"
        report.error(text.place, "check-fails", message, hint)


PLACEHOLDERS = ("…", "...")
"""What the entry that `diff` offers has for a reason."""


def judge_corrections(site: Site, report: Report, excuses: Excuses) -> None:
    """Reports corrections that correct nothing, of what is not there, or too early; and a last word
    that is not the figure's value."""
    last: dict[str, Correction] = {}
    for correction in site.corrections:
        _says_something(correction, site, report)
        if correction.indicator in site.indicators:
            _follows(last.get(correction.indicator), correction, report)
            last[correction.indicator] = correction
        elif not excuses(correction.indicator):
            hint = suggest(correction.indicator, site.indicators, "indicators")
            report.error(correction.place, "unknown-indicator", f"`{correction.indicator}`", hint)
    for id, correction in last.items():
        _agrees(site.indicators[id], correction, report)


def _says_something(correction: Correction, site: Site, report: Report) -> None:
    if correction.was.value == correction.now.value:
        hint = "say what was published before, or remove the entry"
        message = f"`was` and `now` are both {correction.now}"
        report.error(correction.place, "nothing-corrected", message, hint)
    published = site.meta.published
    if correction.date.last < published.last:
        hint = "what was not published yet needs no correction: mend the date, or remove the entry"
        message = f"{correction.date.written} is before {published.written}, when the site came out"
        report.error(correction.place, "correction-too-early", message, hint)
    for text in dict.fromkeys(correction.why.values()):
        if text.value.strip() in PLACEHOLDERS:
            hint = "say in a sentence what was wrong; readers see it in the corrections log"
            report.error(text.place, "empty-text", f"`{text.value}` is no reason", hint)


def _follows(before: Correction | None, after: Correction, report: Report) -> None:
    """A figure corrected twice was, the second time, what the first correction made it."""
    if before and before.date == after.date:
        message = f"`{after.indicator}` is corrected twice on {after.date.written}"
        hint = f"make it one entry; the other is at {before.place}"
        report.error(after.place, "correction-twice", message, hint)
    elif before and before.now.value != after.was.value:
        message = f"`was` is {after.was}, but the correction of {before.date.written} "
        message += f"made it {before.now}"
        report.error(after.place, "correction-differs", message, "change the one that is wrong")


def _agrees(indicator: Indicator, correction: Correction, report: Report) -> None:
    newest = indicator.newest
    published = published_value(newest)
    if correction.now.value not in (newest.value, published):
        said = Amount(published, newest.decimals, newest.fraction)
        message = f"`now` is {correction.now}, but `{indicator.id}` is {said} {indicator.unit.id}"
        report.error(
            correction.place, "correction-differs", message.strip(), "change the one that is wrong"
        )
