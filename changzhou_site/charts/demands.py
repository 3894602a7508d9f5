"""What stands against a chart, told before anything is drawn; Matplotlib has no part in it."""

from __future__ import annotations

from collections.abc import Iterator

from changzhou_site.charts.drawn import events_of
from changzhou_site.charts.fonts import missing_glyphs
from changzhou_site.charts.kinds import CHART_TYPES, ChartType
from changzhou_site.charts.style import LABEL_LINES, NARROW
from changzhou_site.charts.words import wrapped
from changzhou_site.errors import Place, Problem, suggest
from changzhou_site.figures import observed_text, period_text, plain_text, value_text, whole_text
from changzhou_site.model import Chart, Font, Indicator, Localised, Observation, Site
from changzhou_site.source import Text


def check_chart(chart: Chart, site: Site) -> list[Problem]:
    """Every problem of a chart whose indicators are there."""
    kind = CHART_TYPES.get(chart.type)
    if kind is None:
        hint = suggest(chart.type, CHART_TYPES, "types")
        message = f"`{chart.type}` is no chart type"
        return [Problem(chart.type_place, "unknown-chart-type", message, hint)]
    problems = [*_form(chart, kind), *_duplicates(chart)]
    if not problems:
        problems += kind.problems(chart, site)
    if any(problem.code == "chart-too-many" for problem in problems):
        return problems
    return [*problems, *_texts(chart, site, kind)]


_GAP_HINT = "remove `gap`, or `type: progress`, which draws it from now to the target"


def _form(chart: Chart, kind: ChartType) -> Iterator[Problem]:
    """Whether `show` and `tag` have the form the type reads."""
    for group in chart.show:
        if not kind.events and len(group) not in kind.groups:
            wanted = "ids or pairs of ids" if 2 in kind.groups else "ids"
            message, hint = f"`{chart.type}` shows {wanted}", f"`show:` is a list of {wanted}"
            yield Problem(group[0].place, "chart-bad-group", message, hint)
    if chart.tag is not None and not kind.events:
        message, hint = f"`{chart.type}` draws no events", "remove `tag`, or `type: timeline`"
        yield Problem(chart.place, "chart-takes-no-tag", message, hint)
    if chart.gap and not kind.gaps:
        message = f"`{chart.type}` draws nothing that is missing"
        yield Problem(chart.gap[0].place, "chart-takes-no-gap", message, _GAP_HINT)
    if chart.label and not kind.series:
        message, hint = f"`{chart.type}` says all its values", "remove `label`, or `type: line`"
        yield Problem(chart.label[0].place, "chart-takes-no-label", message, hint)


def _duplicates(chart: Chart) -> Iterator[Problem]:
    """The same id, or the same pair, twice; an id may stand in several pairs."""
    seen: set[tuple[str, ...]] = set()
    for group in chart.show:
        ids = tuple(text.value for text in group)
        if ids in seen or len(set(ids)) < len(ids):
            message = f"`{', '.join(ids)}` stands twice in `show`"
            yield Problem(group[-1].place, "chart-duplicate", message, "keep one")
        seen.add(ids)


# Texts --------------------------------------------------------------------------------------------


def _texts(chart: Chart, site: Site, kind: ChartType) -> Iterator[Problem]:
    """What is wrong with the texts that stand in the drawing."""
    if kind.events:
        for event in events_of(chart, site):
            yield from _drawn(event.title, "the title of an event", site)
            dates = (period_text(event.date, language) for language in site.languages.values())
            yield from _worded("".join(dates), event.place, "the date of an event", site)
        return
    for id in dict.fromkeys(chart.ids):
        yield from _indicator(site.indicators[id], site)


def _indicator(indicator: Indicator, site: Site) -> Iterator[Problem]:
    yield from _drawn(indicator.label, f"the label of `{indicator.id}`", site)
    for observation in indicator.observations:
        if observation.period_text:
            what = f"`period_text` of `{indicator.id}`"
            yield from _glyphs(observation.period_text, what, site)
        words = _words(indicator, observation, site)
        yield from _worded(words, observation.place, f"the value of `{indicator.id}`", site)


def _words(indicator: Indicator, observation: Observation, site: Site) -> str:
    """All that is said of an observation, in every language."""
    words = ""
    for language in site.languages.values():
        words += value_text(indicator, observation, language)
        if not observation.period_text:
            words += observed_text(observation, language)
        if observation.whole is not None:
            words += whole_text(indicator, observation, language)
    return words


def _drawn(texts: Localised, what: str, site: Site) -> Iterator[Problem]:
    """A text of the editor's in the drawing: its characters, and how long it is."""
    yield from _glyphs(texts, what, site)
    for code, text in texts.items():
        label = NARROW.label.on(site.settings[code])
        lines = wrapped(plain_text(text, site, site.languages[code]), label, NARROW.width)
        if len(lines) > LABEL_LINES:
            message = f"{what} takes {len(lines)} lines on a narrow screen"
            hint = f"{LABEL_LINES} lines are the most that reads well beside a mark; shorten it"
            yield Problem(text.place, "text-too-long", message, hint, warning=True)


def _glyphs(texts: Localised, what: str, site: Site) -> Iterator[Problem]:
    """One text for all languages is looked at once."""
    for text in {text.place: text for text in texts.values()}.values():
        yield from check_glyphs(text, what, site.fonts["sans"])


def check_glyphs(text: Text, what: str, font: Font) -> Iterator[Problem]:
    """The characters of a text that a packaged font cannot draw."""
    for offset, character in missing_glyphs(text.value, font):
        yield _missing(text.at(offset), character, what)


def _worded(words: str, place: Place, what: str, site: Site) -> Iterator[Problem]:
    missing = missing_glyphs(words, site.fonts["sans"])
    for character in dict.fromkeys(character for _, character in missing):
        yield _missing(place, character, what)


def _missing(place: Place, character: str, what: str) -> Problem:
    message = f"no glyph for `{character}` (U+{ord(character):04X}) in {what}"
    hint = "the packaged font cannot draw it: write it with other characters"
    return Problem(place, "missing-glyph", message, hint)
