"""Every problem of a project: reading, prose, charts, and what only shows when all is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from changzhou_site.asking import Answers
from changzhou_site.charts import CHART_TYPES, check_chart, check_glyphs
from changzhou_site.check.asked import Sources
from changzhou_site.check.examples import check_examples
from changzhou_site.check.field_groups import FieldsBefore, read_fields
from changzhou_site.check.fields import FieldsRead, check_fields
from changzhou_site.check.fragments import check_fragments
from changzhou_site.check.labels import check_labels
from changzhou_site.check.literals import SoundNames, check_literals
from changzhou_site.check.parity import check_parity
from changzhou_site.check.proses import ReadBefore, read_proses
from changzhou_site.check.relations import check_relations
from changzhou_site.check.sound_charts import SoundChart, check_charts
from changzhou_site.digests import Digests
from changzhou_site.errors import Place, Problem, SiteError
from changzhou_site.guard import CODES, WARNINGS, StandingName, read_vocabulary
from changzhou_site.load import FileFacts, Reading, load_site
from changzhou_site.mentions import ReaderText, find_mentions, reader_texts, unseen_texts
from changzhou_site.model import Chart, Document, Mention, Site
from changzhou_site.prose import Prose, placed_charts


@dataclass(frozen=True)
class Before:
    """What is remembered of a project that was checked."""

    facts: Mapping[str, FileFacts] = field(default_factory=dict)
    """What the files of figures say."""
    proses: Mapping[str, ReadBefore] = field(default_factory=dict)
    """Documents without problems, by path."""
    fields: Mapping[str, FieldsBefore] = field(default_factory=dict)
    """The texts of files without problems, by group."""
    sound: SoundNames | None = None
    charts: Mapping[str, SoundChart] = field(default_factory=dict)
    """Those without problems, by id."""


NOTHING_BEFORE = Before()


@dataclass(frozen=True)
class Checked:
    """A project that has been read and judged."""

    site: Site
    problems: tuple[Problem, ...]
    proses: Mapping[str, Prose]
    """Each document, read."""
    mentions: tuple[Mention, ...]
    """Every place that names an indicator."""
    texts: tuple[ReaderText, ...]
    """Every text beside the prose that a reader sees."""
    names: Mapping[str, tuple[StandingName, ...]]
    """What holds a number and stands unbound on the pages of each language."""
    kept: Before
    """What is to be remembered."""
    digests: Digests
    """Of the nouns of the site, so far as they were needed."""

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if not problem.warning)


def check_project(project: Path, before: Before = NOTHING_BEFORE, jobs: int = 1) -> Checked:
    """Every problem of a project's files. Nothing is drawn. Documents are read over `jobs`
    processes, but for those of `before` that would read as they did.

    Raises SiteError where the files do not say what the site is.
    """
    return check_reading(load_site(project, before.facts), before, jobs)


def check_reading(reading: Reading, before: Before = NOTHING_BEFORE, jobs: int = 1) -> Checked:
    """The same of what has been read. Raises SiteError with all problems where there is no site."""
    site = reading.likely
    vocabulary = read_vocabulary(site)
    texts, unseen = tuple(reader_texts(site)), unseen_texts(reading.lost)
    sources = Sources(site, vocabulary, texts)
    answers = Answers(sources, reading.digests)
    read = read_proses(reading, sources, answers, before.proses, jobs)
    proses = read.proses
    fields, fields_kept = read_fields(reading, sources, answers, before.fields)
    guarded = (each for each in unseen if each.language not in reading.unguarded)
    lost = check_fields(guarded, site, vocabulary, reading.excuses)
    all_names = _all_names(fields, proses)
    literals, sound = check_literals(site, vocabulary, all_names, answers, before.sound)
    charts, sound_charts = check_charts(site, answers, before.charts)
    problems = [
        *reading.problems,
        *check_relations(site, reading.excuses),
        *check_labels(site),
        *check_examples(site, vocabulary),
        *literals,
        *fields.problems,
        *lost.problems,
        *_prose_problems(proses, reading),
        *charts,
        *_types(reading.lost_charts, site),
        *_repeated_charts(site, proses),
        *check_fragments(site, proses),
        *check_parity(site, proses),
        *_missing_glyphs(site, texts),
    ]
    if reading.site is None:
        raise SiteError(problems)
    mentions = find_mentions(reading.site, proses, fields.mentions)
    if all(problem.warning for problem in problems):  # what cannot be read would seem unused
        problems += _unused(reading.site, mentions, proses)
    names = _names_by_language(reading.site, fields, proses)
    told = tuple(sorted(set(problems)))
    kept = Before(reading.facts, read.kept, fields_kept, sound, sound_charts)
    return Checked(reading.site, told, proses, mentions, texts, names, kept, reading.digests)


LOOSE = WARNINGS | {*CODES.values()}


def _prose_problems(proses: Mapping[str, Prose], reading: Reading) -> Iterator[Problem]:
    """Loose numbers are told only in languages whose own patterns could be read."""
    for document in reading.likely.documents:
        for problem in proses[document.path].problems:
            if document.language not in reading.unguarded or problem.code not in LOOSE:
                yield problem


def _all_names(fields: FieldsRead, proses: Mapping[str, Prose]) -> Iterator[StandingName]:
    """Every name that holds a number, wherever it stands."""
    yield from (name for _, name in fields.names)
    for prose in proses.values():
        yield from prose.names


def _names_by_language(
    site: Site, fields: FieldsRead, proses: Mapping[str, Prose]
) -> dict[str, tuple[StandingName, ...]]:
    """Those that readers meet, by language."""

    def of(language: str) -> Iterator[StandingName]:
        for text, name in fields.names:
            if text.language in (None, language) and text.spot.kind != "draft":
                yield name
        for document in site.read_in(language):
            yield from proses[document.path].names

    return {code: tuple(of(code)) for code in site.languages}


def _types(charts: Iterable[Chart], site: Site) -> Iterator[Problem]:
    """What is wrong with charts of whose figures nothing can be said: a type that there is not."""
    for chart in charts:
        if chart.type not in CHART_TYPES:
            yield from check_chart(chart, site)


def _repeated_charts(site: Site, proses: Mapping[str, Prose]) -> Iterator[Problem]:
    """A chart stands once on a page: its id is its address there."""
    first: dict[tuple[str, str, str], Place] = {}
    for document in site.published.values():
        for id, place in placed_charts(document, proses[document.path]):
            before = first.setdefault((*_page_of(document), id), place)
            if before is not place:
                message = f"the chart `{id}` stands twice on one page"
                yield Problem(place, "chart-twice", message, f"keep one; the first is at {before}")


def _page_of(document: Document) -> tuple[str, str]:
    """The language and address of the page that a document stands on."""
    return document.language, "" if document.layout == "section" else document.slug


def _missing_glyphs(site: Site, texts: Iterable[ReaderText]) -> Iterator[Problem]:
    """Characters that the packaged fonts cannot draw in files and cards, beside the drawings."""
    for each in texts:
        if each.face is not None:
            yield from check_glyphs(each.text, _what(each), site.fonts[each.face])


def _what(text: ReaderText) -> str:
    if text.face == "serif":
        return "a headline"
    return (
        f"the {text.field} of a chart" if text.spot.kind == "chart" else "a chart's file or a card"
    )


UNSEEN = ("draft", "check", "correction")
"""What names an indicator without saying it."""


def _unused(
    site: Site, mentions: tuple[Mention, ...], proses: Mapping[str, Prose]
) -> Iterator[Problem]:
    """Warns of indicators and charts that no reader meets."""
    used = {mention.id for mention in mentions if mention.spot.kind not in UNSEEN}
    for indicator in site.indicators.values():
        if indicator.id not in used:
            hint = "name it in prose or a chart; it stands on the data page alone"
            message = f"nothing uses `{indicator.id}`"
            yield Problem(indicator.place, "unused-indicator", message, hint, warning=True)
    placed = {id for path in site.published for id in proses[path].charts}
    for chart in site.charts.values():
        if chart.id not in placed:
            hint = f"put {{{{ chart {chart.id} }}}} on a line of its own"
            message = f"no page shows `{chart.id}`"
            yield Problem(chart.place, "unused-chart", message, hint, warning=True)
