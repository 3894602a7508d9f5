"""What stands against a line: too few points or too many, and periods that make it false."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from changzhou_site.charts import style
from changzhou_site.charts.kinds.chart_type import Problems, shown
from changzhou_site.charts.times import Misfit, are_alike, find_misfit
from changzhou_site.errors import Problem, suggest
from changzhou_site.model import Chart, Indicator, Period, Site
from changzhou_site.source import Text
from changzhou_site.units import RATIO

MISFITS: Mapping[str, tuple[str, str]] = {
    "chart-unlike-periods": (
        "{after} is not as long as {before}",
        "a line joins periods of one length: leave out the others, or make two indicators of them",
    ),
    "chart-unfinished-period": (
        "{after} is only a part of what follows {before}",
        "leave it out until it is over: the line would fall or rise by what is still to come",
    ),
    "chart-overlapping-periods": (
        "{after} begins before {before} is over",
        "a line joins periods that follow one another, or that all begin on one day",
    ),
}


def needs(chart: Chart, site: Site) -> Problems:
    yield from _too_many(chart, site)
    for text, indicator in shown(chart, site):
        count, periods = len(indicator.observations), _periods(indicator)
        if count < 2:
            message = f"`{indicator.id}` has one observation, and a line joins two or more"
            hint = "give it `values: {2020: …, 2021: …}`, or take another type"
            yield Problem(text.place, "chart-needs-observations", message, hint)
        elif len(periods) < count:
            message = f"`{indicator.id}` has an observation without a period"
            yield Problem(text.place, "chart-needs-period", message, "give each its `period`")
        elif misfit := find_misfit(periods):
            yield _misfit(text, indicator, misfit)
    yield from _unlike_lines(chart, site)
    yield from _unknown_points(chart, site)


def _periods(indicator: Indicator) -> list[Period]:
    return [each.period for each in indicator.observations if each.period]


def _too_many(chart: Chart, site: Site) -> Problems:
    count = sum(len(indicator.observations) for _, indicator in shown(chart, site))
    if count > style.MOST_POINTS:
        message = f"`line` shows {style.MOST_POINTS} observations at most, not {count}"
        hint = "give coarser periods, such as years for months, or make a second chart"
        yield Problem(chart.show_place, "chart-too-many", message, hint)


def _misfit(text: Text, indicator: Indicator, misfit: Misfit) -> Problem:
    said, hint = MISFITS[misfit.nature]
    said = said.format(before=misfit.before.written, after=misfit.after.written)
    return Problem(text.place, misfit.nature, f"`{indicator.id}`: {said}", hint)


def _unlike_lines(chart: Chart, site: Site) -> Problems:
    """Warns of lines whose periods differ in length: a year's output towers over a month's. Rates
    may stand so."""
    items = shown(chart, site)
    for text, indicator in items[1:] if items and items[0][1].unit.dimension != RATIO else ():
        first = items[0][1]
        one, other = first.newest.period, indicator.newest.period
        if one and other and not are_alike(one, other):
            message = f"`{indicator.id}` is by other periods than `{first.id}`: "
            message += f"{other.written} is not as long as {one.written}"
            hint = "what adds up over time is compared by periods of one length"
            yield Problem(text.place, "chart-unlike-periods", message, hint, warning=True)


def _unknown_points(chart: Chart, site: Site) -> Iterator[Problem]:
    """Points to be labelled that are not there; ids that are not are told when they are read."""
    for text in chart.label:
        id, mark, period = text.value.partition("@")
        indicator = site.indicators.get(id)
        if id in chart.ids and indicator and mark and not indicator.at(period):
            known = [each.written for each in _periods(indicator)]
            message = f"`{id}` has no `{period}`"
            place = text.at(len(id) + 1)
            yield Problem(place, "unknown-period", message, suggest(period, known, "periods"))
