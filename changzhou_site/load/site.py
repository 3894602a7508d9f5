"""Puts the records of all files together into a Site."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TypeVar

from changzhou_site.errors import Place, Report
from changzhou_site.load.again import Again
from changzhou_site.load.built_in import load_theme, worded_units
from changzhou_site.load.content import load_documents, load_pictures
from changzhou_site.load.context import Context
from changzhou_site.load.facts import (
    NO_FACTS,
    Declared,
    FileFacts,
    KnownFiles,
    Record,
)
from changzhou_site.load.files import Files
from changzhou_site.load.indicators import indicator_id, load_indicators, new_id
from changzhou_site.load.languages import (
    is_known,
    listed_languages,
    load_languages,
    packaged_codes,
    unit_words,
)
from changzhou_site.load.lost_texts import lost_texts
from changzhou_site.load.packaged_fonts import packaged_fonts
from changzhou_site.load.reading import Reading
from changzhou_site.load.records import (
    load_chart,
    load_check,
    load_correction,
    load_event,
    load_meta,
    load_source,
    load_unit,
    shows_known,
)
from changzhou_site.load.scalars import Wrong, wrong
from changzhou_site.load.schema import find_node, validate
from changzhou_site.load.shapes import ChartShape, IndicatorShape, Shape, TopicShape, colon_trap
from changzhou_site.load.tables import Tables
from changzhou_site.load.unit_records import require_forms
from changzhou_site.model import (
    Chart,
    Indicator,
    Language,
    Localised,
    Site,
    Spot,
    SpotTexts,
    Unit,
)
from changzhou_site.source import Entries, Fields, Items, Node, Text
from changzhou_site.units import NO_UNIT

T = TypeVar("T")

SITE = "data/site.yaml"
NO_ENTRIES: Entries = {}


def load_site(
    project: Path, before: Mapping[str, FileFacts] = NO_FACTS, again: Again | None = None
) -> Reading:
    """Reads a project whole, but for files of figures that stand as they did `before`, and what the
    same process made `again` of others. Problems are gathered, never raised."""
    return _Loader(project, before, again or Again()).read()


class _Loader:
    """Reads in the order in which records need each other."""

    def __init__(self, project: Path, before: Mapping[str, FileFacts], again: Again) -> None:
        self.project, self.report, self.before = project, Report(), before
        self.digests = again.digests()
        self.files = Files(project, self.report, again)
        self.tables = Tables(self.files)
        self.lost: list[SpotTexts] = []
        self.lost_charts: list[Chart] = []
        self.faulty: tuple[str, ...] = ()
        self.topics: dict[str, Localised] = {}
        self.named_tables: Set[str] | None = None

    def read(self) -> Reading:
        node = self.files.yaml(SITE)
        if self.files.is_missing(SITE):
            hint = "is this the folder of a site? `--project DIR` names another"
            message = "there is no data/site.yaml"
            self.report.error(Place(SITE), "missing-file", message, hint)
        listed = listed_languages(node)
        found = load_languages(self.project, listed, self.report)
        known = tuple(text for text in listed if self._is_meant(text.value, node)) or listed
        if not listed:
            known = self._likely()
            found = load_languages(self.project, known, self.report)
        self.languages = tuple(text.value for text in known)
        languages = {code: found.known[code] for code in self.languages}
        meta, is_whole = load_meta(node, self.report, self.languages, self.files.unread(SITE))
        if node and not is_whole:
            self._lose("site", "", node)
        context = self._context(languages)
        indicators, unread, facts = self._indicators(context)
        charts, broken_charts = self._charts(indicators, unread)
        events = self._list("data/events.yaml", "event", load_event, context)
        checks = self._list("data/checks.yaml", "check", load_check, context)
        corrections = self._list("data/corrections.yaml", "correction", load_correction, context)
        contents = load_documents(self.files, self.languages, self.report)
        pictures = load_pictures(self.files, self.report)
        theme = load_theme(self.project, self.report)
        every = tuple(dict.fromkeys(text.value for text in (*known, *listed)))
        self.files.strays(every, self.named_tables)
        require_forms(indicators, checks, languages, context.units, self.report)
        site = Site(
            meta=meta,
            languages=languages,
            sources=context.sources,
            units=context.units,
            indicators=indicators,
            topics=self.topics,
            charts=charts,
            events=tuple(sorted(events, key=lambda event: event.date.order)),
            checks=checks,
            corrections=tuple(sorted(corrections, key=lambda each: each.date.order)),
            documents=contents.documents,
            pictures=pictures,
            theme=theme,
            fonts=packaged_fonts(),
            unread=self.faulty,
        )
        likely = site
        if contents.broken:
            likely = replace(site, documents=(*contents.documents, *contents.broken))
        return Reading(
            site=site if is_whole and found.lost.isdisjoint(languages) else None,
            likely=likely,
            lost=tuple(self.lost),
            lost_charts=tuple(self.lost_charts),
            problems=self.files.problems_of(SITE),
            unread=unread | {f"chart {id}" for id in broken_charts} | self._lost_pages(),
            unguarded=found.unguarded,
            facts=facts,
            digests=self.digests,
        )

    def _lost_pages(self) -> set[str]:
        """The corrections, where what the file says cannot be read."""
        told = {problem.place.path for problem in self.report.problems}
        return {"corrections"} & {path.removeprefix("data/").removesuffix(".yaml") for path in told}

    def _lose(self, kind: str, name: str, node: Node) -> None:
        """Keeps the texts of a record that cannot be read."""
        self.lost += lost_texts(node, Spot(kind, name), self.languages)

    def _is_meant(self, code: str, node: Node | None) -> bool:
        """Whether to go on with a listed language: it is known, or the title is there in it."""
        title = find_node(node, ("title", code)) if node else None
        return is_known(self.project, code) or title is not None

    def _likely(self) -> tuple[Text, ...]:
        """The languages to go on with where none is listed: those of the package that prose is
        there in, or all."""
        codes = packaged_codes()
        found = [code for code in self.files.languages() if code in codes]
        return tuple(Text(code, Place(f"content/{code}")) for code in found or codes)

    def _fields(self, path: str, content: bytes | None = None) -> Entries:
        node = self.files.yaml(path, content)
        if node is None:
            return NO_ENTRIES
        if isinstance(node, Fields):
            return node.entries
        if isinstance(node, Items) and not node.items:
            return NO_ENTRIES
        self.files.give_up(path)
        hint = f"write `id: …` for each record{', without `- `' * isinstance(node, Items)}"
        trap = colon_trap(node) if isinstance(node, Text) else None
        trap = trap or wrong(node.place, "wrong-shape", "a map of ids belongs here", hint)
        self.report.extend(trap.problems)
        return NO_ENTRIES

    def _records(
        self, path: str, load: Callable[[Text, Node], T | None], *of: object
    ) -> tuple[dict[str, T], frozenset[str] | None]:
        """The records of a file by their ids, which depend on `of` too, and the ids of those that
        cannot be read; None where nothing of it can, so that any may be."""

        def make() -> tuple[dict[str, T], Set[str]]:
            loaded = {key.value: load(key, node) for key, node in entries.values()}
            found = {id: record for id, record in loaded.items() if record is not None}
            return found, loaded.keys()

        entries = self._fields(path)
        found, ids = self._once(f"records of {path}", (entries, *of), make)
        if not ids and path in self.files.broken:
            return found, None
        return found, self.files.unread(path) | (ids - found.keys())

    def _once(self, name: str, of: tuple[object, ...], make: Callable[[], T]) -> T:
        return self.files.again.once(name, of, make, self.report)

    def _context(self, languages: Mapping[str, Language]) -> Context:
        """What figures are read against: the languages, the units, the sources."""
        own, unread_units = self._records(
            "data/units.yaml",
            lambda key, node: load_unit(key, node, self.report, languages),
            *languages.values(),
        )

        def join() -> Mapping[str, Unit]:
            return {"": NO_UNIT, **worded_units(languages), **own}

        units = self._once("units", (own, *languages.values()), join)
        path = "data/sources.yaml"
        sources, unread_sources = self._records(
            path,
            lambda key, node: load_source(key, node, self.report, self.languages),
            self.languages,
        )
        is_there = self.files.exists(path)
        if self.files.is_missing(path):
            hint = "every figure names a source of this file"
            self.report.error(Place(path), "missing-file", "there is no data/sources.yaml", hint)
        return Context(
            languages=self.languages,
            units=units,
            unread_units=unread_units,
            sources=sources,
            unread_sources=unread_sources if is_there else None,
            report=self.report,
            tables=self.tables,
            unit_words=unit_words(languages.values()),
        )

    def _indicators(
        self, context: Context
    ) -> tuple[dict[str, Indicator], frozenset[str], Mapping[str, FileFacts]]:
        """The indicators, the ids of those that cannot be read, and what is to be remembered."""
        known = KnownFiles(self.before, context, self.digests)
        declared = dict[str, Declared]()
        for path in self.files.folder("data/indicators"):
            self._add_figures(path, known, declared)
        unread = self.files.unread("data/indicators/")
        if not declared and not unread:
            hint = "write the first file, data/indicators/….yaml"
            message = "there is no indicator"
            self.report.error(Place("data/indicators"), "no-indicators", message, hint)
        indicators = load_indicators(declared, context, unread)
        self.faulty = tuple(id for id in declared if id not in indicators)
        for id, record in declared.items():
            if id not in indicators and not isinstance(record, Indicator):
                self._lose("indicator", id, record[1])
        facts = known.to_keep(declared, indicators, self.topics, self.report.problems)
        self.named_tables = None if unread else known.named_tables(declared)
        return indicators, unread | (declared.keys() - indicators.keys()), facts

    def _add_figures(self, path: str, known: KnownFiles, found: dict[str, Declared]) -> None:
        """Adds what a file of data/indicators/ declares."""
        content = self.files.content(path)
        facts = known.find(path, content, found.keys())
        if facts is None:
            # What is remembered by its content is read from no other: files may be written to now.
            entries = self._fields(path, content)
            found.update(self._records_of(path, entries, found, indicator_id, IndicatorShape))
            return
        if facts.topic:
            self.topics[PurePosixPath(path).stem] = facts.topic
        self.report.extend(facts.warnings)
        found |= known.records(facts)

    def _records_of(
        self,
        path: str,
        entries: Entries,
        found: Mapping[str, Declared],
        read_id: Callable[[Text, Mapping[str, Declared]], str],
        shape: type[Shape],
    ) -> Iterator[tuple[str, Record]]:
        """The records of a file by their ids; `found` are those before each, in this file too: a
        dictionary is updated by one at a time."""
        for key, node in entries.values():
            if shape is IndicatorShape and self._topic(path, key, node):
                continue
            try:
                id = read_id(key, found)
            except Wrong as error:
                self.report.extend(error.problems)
                self.files.excuse(path, key.value)
                validate(shape, node, key.place, self.report, self.languages)
                self._lose(PurePosixPath(path).parent.name.removesuffix("s"), key.value, node)
            else:
                yield id, (key, node)

    def _topic(self, path: str, key: Text, node: Node) -> bool:
        """Whether an entry of a file says what heads its figures; it is kept."""
        record = Fields({"topic": (key, node)}, key.place)
        if key.value not in record.entries or find_node(node, ("label",)):
            return False
        if shape := validate(TopicShape, record, key.place, self.report, self.languages):
            self.topics[PurePosixPath(path).stem] = shape.topic
        else:
            self._lose("topic", path, record)
        return True

    def _charts(
        self, indicators: Mapping[str, object], unread: frozenset[str]
    ) -> tuple[dict[str, Chart], frozenset[str]]:
        declared: dict[str, Record] = {}
        for path in self.files.folder("data/charts"):
            entries = self._fields(path)
            declared.update(self._records_of(path, entries, declared, new_id, ChartShape))
        charts = {}
        for id, (key, node) in declared.items():
            read = partial(load_chart, key, node, self.report, self.languages)
            chart = self._once(f"chart {id}", (key, node, self.languages), read)
            if chart and shows_known(chart, indicators, self.faulty, unread, self.report):
                charts[id] = chart
                continue
            self.lost_charts += [chart] if chart else []
            self._lose("chart", id, node)
        unread = self.files.unread("data/charts/")
        return charts, unread | (declared.keys() - charts.keys())

    def _list(
        self, path: str, kind: str, load: Callable[[Node, Context], T | None], context: Context
    ) -> tuple[T, ...]:
        node = self.files.yaml(path)
        if node is None:
            return ()
        if not isinstance(node, Items):
            hint = "begin each record with `- `"
            self.report.error(node.place, "wrong-shape", "a list belongs here", hint)
            return ()
        unread = (context.unread_units, context.unread_sources)
        of = (node, context.units, context.sources, context.languages, unread)
        loaded = self._once(
            f"list of {path}", of, lambda: [load(item, context) for item in node.items]
        )
        for item, record in zip(node.items, loaded, strict=True):
            if record is None:
                self._lose(kind, "", item)
        return tuple(record for record in loaded if record is not None)
