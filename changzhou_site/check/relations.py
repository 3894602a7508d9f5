"""What can only be said of a site when everything is read: whether what is named is there, checks
hold and corrections agree with the figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from changzhou_site.addresses import topic_anchor
from changzhou_site.errors import Fault, Place, Problem, Report, suggest
from changzhou_site.figures import said_fault
from changzhou_site.formula import judge
from changzhou_site.load import find_observation
from changzhou_site.load.scalars import Wrong
from changzhou_site.model import Amount, Check, Correction, Indicator, Site, names
from changzhou_site.units import dimension_name, published_value

Excuses = Callable[[str], bool]


def check_relations(site: Site, excuses: Excuses) -> Iterator[Problem]:
    """Every problem between the records of a site. `excuses` says which unknown ids are told
    elsewhere already."""
    report = Report()
    for text in site.meta.front:
        if text.value not in site.indicators and not excuses(text.value):
            hint = suggest(text.value, site.declared, "indicators")
            report.error(text.place, "unknown-indicator", f"`{text.value}`", hint)
    _topics(site, report)
    for indicator in site.indicators.values():
        _said(indicator, site, report)
    for check in site.checks:
        _check(check, site, report, excuses)
    _corrections(site, report, excuses)
    yield from report.problems


def _topics(site: Site, report: Report) -> None:
    """Reports files of figures that would have one address: a space in a name becomes a hyphen."""
    taken: dict[str, str] = {}
    for stem, (first, *_) in site.by_topic.items():
        anchor, path = topic_anchor(stem), first.place.path
        if anchor in taken:
            message = f"the address `{anchor}` is taken by {taken[anchor]}"
            report.error(Place(path), "duplicate-slug", message, "rename one of the files")
        taken.setdefault(anchor, path)


def _said(indicator: Indicator, site: Site, report: Report) -> None:
    """Reports a usual word that says another bound than the values it would be said of."""
    for code, word in indicator.said.items():
        language = site.languages[code]
        known = language.numbers.find_form(word.value)
        told = [
            one
            for one in indicator.observations
            if known and one.bound is known[0] and one.value >= 0
        ]
        for observation in told or [indicator.newest]:
            message, hint = said_fault(word.value, indicator, observation, language)
            if message:
                report.error(word.place, "bound-word", message, hint)
                break


def _check(check: Check, site: Site, report: Report, excuses: Excuses) -> None:
    """Reports a check that does not hold or cannot be judged."""
    used = [*names(check.left), *names(check.right)]
    if any(name.id not in site.indicators and excuses(name.id) for name in used):
        return
    before = len(report.problems)
    for name in used:
        try:
            find_observation(name, site.indicators, check.text, site.unread)
        except Wrong as error:
            report.extend(error.problems)
    if len(report.problems) == before:
        _judge(check, site, report)


def _judge(check: Check, site: Site, report: Report) -> None:
    text = check.text
    try:
        verdict = judge(check, site)
    except Fault as fault:
        report.extend([fault.problem(text.at(fault.offset))])
        return
    if not verdict.comparable:
        sides = [dimension_name(side.value.dimension) for side in (verdict.left, verdict.right)]
        message = f"the check compares {f' {check.sign} '.join(sides)}"
        report.error(text.place, "dimension-mismatch", message, "give a number its unit")
    elif not verdict.holds:
        a, b = (f"{number:f} {verdict.unit.id}".strip() for number in verdict.numbers)
        why = next(iter(check.why.values())).value
        message = f"`{text.value}` does not hold: {a} {check.sign} {b}"
        hint = f"correct a figure or the check, which says: {why}"
        report.error(text.place, "check-fails", message, hint)


PLACEHOLDERS = ("…", "...")
"""What the entry that `diff` offers has for a reason."""


def _corrections(site: Site, report: Report, excuses: Excuses) -> None:
    """Reports corrections that correct nothing, of what is not there, or too early; and a last word
    that is not the figure's value."""
    last: dict[str, Correction] = {}
    for correction in site.corrections:
        _says_something(correction, site, report)
        if correction.indicator in site.indicators:
            _follows(last.get(correction.indicator), correction, report)
            last[correction.indicator] = correction
        elif not excuses(correction.indicator):
            hint = suggest(correction.indicator, site.declared, "indicators")
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
