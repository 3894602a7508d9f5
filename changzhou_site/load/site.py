"""Puts the records of all files together into a Site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TypeVar

from changzhou_site.errors import Place, Problem, Report, suggest
from changzhou_site.load.built_in import load_theme, worded_units
from changzhou_site.load.content import load_documents, load_pictures
from changzhou_site.load.context import Context
from changzhou_site.load.files import Files
from changzhou_site.load.indicators import indicator_id, load_indicators, new_id
from changzhou_site.load.languages import is_known, load_languages, packaged_codes
from changzhou_site.load.lost_texts import lost_texts
from changzhou_site.load.packaged_fonts import packaged_fonts
from changzhou_site.load.records import (
    load_chart,
    load_check,
    load_correction,
    load_event,
    load_meta,
    load_source,
    load_unit,
)
from changzhou_site.load.scalars import Wrong, wrong
from changzhou_site.load.schema import find_node, validate
from changzhou_site.load.shapes import ChartShape, IndicatorShape, Shape, TopicShape, colon_trap
from changzhou_site.model import (
    Chart,
    Check,
    Indicator,
    Language,
    Localised,
    Site,
    Spot,
    SpotTexts,
    Unit,
    literals,
)
from changzhou_site.source import Entries, Fields, Items, Node, Text
from changzhou_site.units import NO_UNIT, is_worded

T = TypeVar("T")

SITE = "data/site.yaml"


@dataclass(frozen=True)
class Reading:
    """What could be read of a project, and all that is wrong with it so far."""

    site: Site | None
    """None where data/site.yaml or a language does not say what the site is."""
    likely: Site
    """The same with all that can be judged though it cannot be published: broken documents, and
    what stands in for what cannot be read."""
    lost: tuple[SpotTexts, ...]
    """The texts of records that cannot be read."""
    lost_charts: tuple[Chart, ...]
    """Those that show what is not there."""
    problems: tuple[Problem, ...]
    unread: frozenset[str]
    """Ids of indicators that are declared, but have problems of their own; `chart …` of charts;
    `corrections`, where their file has problems."""
    unguarded: frozenset[str]
    """Languages whose loose numbers cannot be judged."""

    def excuses(self, id: str) -> bool:
        """Whether to say that `id` is unknown would only repeat another problem."""
        return id in self.unread


def load_site(project: Path) -> Reading:
    """Reads a project whole. Problems are gathered, never raised."""
    return _Loader(project).read()


class _Loader:
    """Reads in the order in which records need each other."""

    def __init__(self, project: Path) -> None:
        self.project, self.report = project, Report()
        self.files = Files(project, self.report)
        self.lost: list[SpotTexts] = []
        self.lost_charts: list[Chart] = []
        self.topics: dict[str, Localised] = {}

    def read(self) -> Reading:
        node = self.files.yaml(SITE)
        if self.files.is_missing(SITE):
            hint = "is this the folder of a site? `--project DIR` names another"
            message = "there is no data/site.yaml"
            self.report.error(Place(SITE), "missing-file", message, hint)
        listed = _listed(node)
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
        indicators, unread = self._indicators(context)
        charts, broken_charts = self._charts(indicators, unread)
        events = self._list("data/events.yaml", "event", load_event, context)
        checks = self._list("data/checks.yaml", "check", load_check, context)
        corrections = self._list("data/corrections.yaml", "correction", load_correction, context)
        contents = load_documents(self.files, self.languages, self.report)
        pictures = load_pictures(self.files, self.report)
        theme = load_theme(self.project, self.report)
        self.files.strays(tuple(dict.fromkeys(text.value for text in (*known, *listed))))
        self._require_forms(indicators, checks, languages, context.units)
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
        )
        likely = site
        if contents.broken:
            likely = replace(site, documents=(*contents.documents, *contents.broken))
        return Reading(
            site=site if is_whole and found.lost.isdisjoint(languages) else None,
            likely=likely,
            lost=tuple(self.lost),
            lost_charts=tuple(self.lost_charts),
            problems=tuple(self.report.problems),
            unread=unread | {f"chart {id}" for id in broken_charts} | self._lost_pages(),
            unguarded=found.unguarded,
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

    def _require_forms(
        self,
        indicators: Mapping[str, Indicator],
        checks: Iterable[Check],
        languages: Mapping[str, Language],
        units: Mapping[str, Unit],
    ) -> None:
        """Reports a built-in unit that is used and has no form in a language of the site."""
        trees = [each.formula.expression for each in indicators.values() if each.formula]
        trees += [side for check in checks for side in (check.left, check.right)]
        ids = [each.unit.id for each in indicators.values()]
        ids += [each.unit for tree in trees for each in literals(tree) if each.unit]
        for id in dict.fromkeys(ids):
            for language in languages.values():
                if id in units and not is_worded(units[id], language.code):
                    path = f"languages/{language.base}/units.yaml"
                    hint = f'write `{id}: "{{n}} …"`: an indicator is counted in it'
                    self.report.error(Place(path), "missing-key", f"`{id}` is missing", hint)

    def _fields(self, path: str) -> Entries:
        node = self.files.yaml(path)
        if node is None:
            return {}
        if isinstance(node, Fields):
            return node.entries
        if isinstance(node, Items) and not node.items:
            return {}
        self.files.give_up(path)
        hint = f"write `id: …` for each record{', without `- `' * isinstance(node, Items)}"
        trap = colon_trap(node) if isinstance(node, Text) else None
        trap = trap or wrong(node.place, "wrong-shape", "a map of ids belongs here", hint)
        self.report.extend(trap.problems)
        return {}

    def _records(
        self, path: str, load: Callable[[Text, Node], T | None]
    ) -> tuple[dict[str, T], frozenset[str] | None]:
        """The records of a file by their ids, and the ids of those that cannot be read; None where
        nothing of it can, so that any may be."""
        loaded = {key.value: load(key, node) for key, node in self._fields(path).values()}
        found = {id: record for id, record in loaded.items() if record is not None}
        if not loaded and path in self.files.broken:
            return found, None
        return found, self.files.unread(path) | (loaded.keys() - found.keys())

    def _context(self, languages: Mapping[str, Language]) -> Context:
        """What figures are read against: the languages, the units, the sources."""
        own, unread_units = self._records(
            "data/units.yaml", lambda key, node: load_unit(key, node, self.report, languages)
        )
        units = {"": NO_UNIT, **worded_units(languages), **own}
        path = "data/sources.yaml"
        sources, unread_sources = self._records(
            path, lambda key, node: load_source(key, node, self.report, self.languages)
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
        )

    def _indicators(self, context: Context) -> tuple[dict[str, Indicator], frozenset[str]]:
        """The indicators, and the ids of those that cannot be read."""
        declared = self._declared("indicators", indicator_id, IndicatorShape)
        unread = self.files.unread("data/indicators/")
        if not declared and not unread:
            hint = "write the first file, data/indicators/….yaml"
            message = "there is no indicator"
            self.report.error(Place("data/indicators"), "no-indicators", message, hint)
        indicators = load_indicators(declared, context, unread)
        for id in declared.keys() - indicators.keys():
            self._lose("indicator", id, declared[id][1])
        return indicators, unread | (declared.keys() - indicators.keys())

    def _declared(
        self, folder: str, read_id: Callable[[Text, Entries], str], shape: type[Shape]
    ) -> dict[str, tuple[Text, Node]]:
        """Every record of a folder by its id, in the order of files and lines."""
        found: dict[str, tuple[Text, Node]] = {}
        for path in self.files.folder(f"data/{folder}"):
            for key, node in self._fields(path).values():
                if folder == "indicators" and self._topic(path, key, node):
                    continue
                try:
                    found[read_id(key, found)] = key, node
                except Wrong as error:
                    self.report.extend(error.problems)
                    self.files.excuse(path, key.value)
                    validate(shape, node, key.place, self.report, self.languages)
                    self._lose(folder.removesuffix("s"), key.value, node)
        return found

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
        declared = self._declared("charts", new_id, ChartShape)
        charts = {}
        for id, (key, node) in declared.items():
            chart = load_chart(key, node, self.report, self.languages)
            if chart and self._shows_known(chart, indicators, unread):
                charts[id] = chart
                continue
            self.lost_charts += [chart] if chart else []
            self._lose("chart", id, node)
        unread = self.files.unread("data/charts/")
        return charts, unread | (declared.keys() - charts.keys())

    def _shows_known(
        self, chart: Chart, indicators: Mapping[str, object], unread: frozenset[str]
    ) -> bool:
        """Whether a chart's indicators are there; only unknown ones are told."""
        for text in chart.named:
            if text.value not in indicators and text.value not in unread:
                hint = suggest(text.value, indicators, "indicators")
                self.report.error(text.place, "unknown-indicator", f"`{text.value}`", hint)
        drawn = "`show` or `gap`" if chart.gap else "`show`"
        for text in (*chart.highlight, *chart.label):
            id = text.value.partition("@")[0]
            if id not in chart.ids:
                hint = suggest(id, chart.ids, f"ids in {drawn}")
                self.report.error(text.place, "not-shown", f"`{id}` is not in {drawn}", hint)
        return all(id in indicators for id in chart.ids)

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
        records = []
        for item in node.items:
            record = load(item, context)
            if record is None:
                self._lose(kind, "", item)
            else:
                records.append(record)
        return tuple(records)


def _listed(node: Node | None) -> tuple[Text, ...]:
    """The languages that data/site.yaml lists, so far as they can be made out, each once."""
    entry = node.entries.get("languages") if isinstance(node, Fields) else None
    listed = entry[1].items if entry and isinstance(entry[1], Items) else ()
    texts = [item for item in listed if isinstance(item, Text) and item.value.strip()]
    return tuple({text.value: text for text in reversed(texts)}.values())[::-1]
