"""Whether a chart's alternative still says what the chart shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from changzhou_site.charts import draws_events, draws_series, events_of
from changzhou_site.errors import Problem
from changzhou_site.figures import Value, find_braces, values_in
from changzhou_site.languages import SaidDate, find_dates
from changzhou_site.model import Chart, Localised, Period, Site
from changzhou_site.source import Text


def check_alt(chart: Chart, site: Site) -> Iterator[Problem]:
    """Figures and dates that a chart's alternative says and the chart does not show, and one that
    says none of its figures."""
    yield from _without_figure(chart)
    related = _related(chart, site)
    days = frozenset(_days(chart, related, site))
    told = _dates_told(chart, related, site)
    for text in dict.fromkeys(chart.alt.values()):
        yield from _strange_figures(chart, text, related, site)
        yield from _strange_dates(chart, text, days, told, site)


# Figures ------------------------------------------------------------------------------------------


NO_FIGURES = frozenset({"label", "period"})
"""Parts of an indicator that say nothing of how much it is."""


def _without_figure(chart: Chart) -> Iterator[Problem]:
    """Who cannot see the chart is to know its main figures; a timeline has none to say."""
    if draws_events(chart) or not chart.ids:
        return
    for text in dict.fromkeys(chart.alt.values()):
        said = {value.id for value in values_in(text) if value.part not in NO_FIGURES}
        if not said & set(chart.ids):
            message = "`alt` names none of the chart's figures"
            hint = f"write one into it, such as `{{{{ {chart.ids[0]} }}}}`: "
            hint += "who cannot see the chart is to know its main figures"
            yield Problem(text.place, "alt-without-figure", message, hint)


def _strange_figures(
    chart: Chart, text: Text, related: frozenset[str], site: Site
) -> Iterator[Problem]:
    told = {
        (value.id, value.period) for around in _around(chart, site) for value in values_in(around)
    }
    ids = related | {id for id, _ in told}
    for value in values_in(text):
        if value.id in site.indicators and value.id not in ids:
            message = f"`alt` says `{value.id}`, which `{chart.id}` does not show"
            shown = ", ".join(f"`{id}`" for id in dict.fromkeys(chart.ids)) or "events"
            hint = f"it shows {shown}: name one of those, or add `{value.id}` to `show`"
            yield Problem(text.at(value.offset), "alt-differs", message, hint)
        elif _is_undrawn(chart, value, site) and (value.id, value.period) not in told:
            message = f"`alt` says `{value.id} @{value.period}`, and `{chart.id}` shows the newest"
            hint = f"write {{{{ {value.id} }}}}, or draw the years before with `type: line`"
            yield Problem(text.at(value.offset), "alt-differs", message, hint)


def _is_undrawn(chart: Chart, value: Value, site: Site) -> bool:
    """Whether a value is an observation that only a line would draw."""
    indicator = site.indicators.get(value.id)
    observation = indicator.at(value.period) if indicator else None
    drawn = draws_series(chart) or value.id not in chart.ids
    return bool(indicator and observation and not drawn and observation is not indicator.newest)


def _related(chart: Chart, site: Site) -> frozenset[str]:
    """What a chart shows, what that is made of, and what is made of it."""
    shown = frozenset(chart.ids)

    def inputs(id: str) -> tuple[str, ...]:
        return site.indicators[id].inputs if id in site.indicators else ()

    return _reached(shown, inputs) | _reached(shown, lambda id: site.derived_from.get(id, ()))


def _reached(start: frozenset[str], steps: Callable[[str], tuple[str, ...]]) -> frozenset[str]:
    """Everything that steps lead to."""
    reached, ahead = set(start), list(start)
    while ahead:
        new = [id for id in steps(ahead.pop()) if id not in reached]
        reached.update(new)
        ahead += new
    return frozenset(reached)


# Dates --------------------------------------------------------------------------------------------


def _strange_dates(
    chart: Chart,
    text: Text,
    days: frozenset[date],
    told: frozenset[tuple[int, int, int]],
    site: Site,
) -> Iterator[Problem]:
    for said in dates_in(text.value, site):
        known = any(said.holds(day) for day in days) or any(_is_within(said, each) for each in told)
        if not known:
            message = f"`alt` says {said.text}, which is no date of what `{chart.id}` shows"
            dates = sorted({f"{day.year}" for day in days})
            hint = f"it shows {', '.join(dates)}" if dates else "it shows nothing with a date"
            hint += ": correct the date, or leave it out"
            yield Problem(text.at(said.offset), "alt-differs", message, hint)


def dates_in(text: str, site: Site) -> Iterator[SaidDate]:
    """Every date of a text, what stands between braces apart."""
    for braces in find_braces(text):
        text = text[: braces.start] + " " * (braces.end - braces.start) + text[braces.end :]
    return find_dates(text, tuple(site.languages.values()))


def _is_within(said: SaidDate, told: tuple[int, int, int]) -> bool:
    """Whether a date is told elsewhere in the chart, as exactly or more so."""
    asked = (said.year, said.month or 0, said.day or 0)
    return all(part in (0, there) for part, there in zip(asked, told, strict=True))


def _dates_told(
    chart: Chart, related: frozenset[str], site: Site
) -> frozenset[tuple[int, int, int]]:
    """The dates in the texts that stand around a chart, and in the words for its periods."""
    texts = [text.value for text in _around(chart, site)]
    for id in related & site.indicators.keys():
        for observation in site.indicators[id].observations:
            texts += [text.value for text in (observation.period_text or {}).values()]
    return frozenset(
        (said.year, said.month or 0, said.day or 0)
        for text in texts
        for said in dates_in(text, site)
    )


def _days(chart: Chart, related: frozenset[str], site: Site) -> Iterator[date]:
    """The first and last days of all that a chart shows."""
    periods: list[Period | None] = [event.date for event in events_of(chart, site)]
    for id in related & site.indicators.keys():
        periods += [observation.period for observation in site.indicators[id].observations]
    for period in periods:
        if period:
            yield period.last
            if period.first:
                yield period.first


def _around(chart: Chart, site: Site) -> Iterator[Text]:
    """The texts that a reader sees with a chart: its own, its labels, its events'."""
    own: list[Localised | None] = [chart.title, chart.subtitle, chart.note]
    own += [site.indicators[id].label for id in chart.ids if id in site.indicators]
    for event in events_of(chart, site):
        own += [event.title, event.text]
    for texts in own:
        yield from (texts or {}).values()
