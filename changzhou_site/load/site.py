"""Puts the records of all files together into a Site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from changzhou_site.errors import Place, Problem, Report, suggest
from changzhou_site.load.built_in import load_theme, worded_units
from changzhou_site.load.content import load_documents, load_pictures
from changzhou_site.load.context import Context
from changzhou_site.load.files import Files
from changzhou_site.load.indicators import indicator_id, load_indicators, new_id
from changzhou_site.load.languages import is_known, load_languages, packaged_codes
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
from changzhou_site.load.shapes import ChartShape, IndicatorShape, Shape, colon_trap
from changzhou_site.model import Chart, Check, Indicator, Language, Site, Source, Unit, literals
from changzhou_site.source import Entries, Fields, Items, Node, Text
from changzhou_site.units import NO_UNIT, is_worded

T = TypeVar("T")


@dataclass(frozen=True)
class Reading:
    """What could be read of a project, and all that is wrong with it so far."""

    site: Site | None
    """None where data/site.yaml does not say what the site is."""
    problems: tuple[Problem, ...]
    unread: frozenset[str]
    """Ids that are declared, but have problems of their own."""
    complete: bool
    """Whether every file that declares ids could be read at all."""

    def excuses(self, id: str) -> bool:
        """Whether to say that `id` is unknown would only repeat another problem."""
        return id in self.unread or not self.complete


def load_site(project: Path) -> Reading:
    """Reads a project whole. Problems are gathered, never raised."""
    return _Loader(project).read()


class _Loader:
    """Reads in the order in which records need each other."""

    def __init__(self, project: Path) -> None:
        self.project, self.report = project, Report()
        self.files = Files(project, self.report)
        self.complete = True

    def read(self) -> Reading:
        node = self._root("data/site.yaml")
        if node is None and self.complete:
            hint = "is this the folder of a site? `--project DIR` names another"
            message = "there is no data/site.yaml"
            self.report.error(Place("data/site.yaml"), "missing-file", message, hint)
        listed = _listed(node)
        known = tuple(text for text in listed if self._is_meant(text.value, node)) or listed
        languages = load_languages(self.project, listed, self.report)
        if not listed:
            known = self._likely()
            languages = load_languages(self.project, known, self.report)
        self.languages = tuple(text.value for text in known)
        meta = load_meta(node, self.report, self.languages) if node else None
        units = self._units(languages)
        context = Context(self.languages, *units, *self._sources(), self.report)
        declared = self._declared("indicators", indicator_id, IndicatorShape)
        if not declared and self.complete:
            hint = "write the first file, data/indicators/….yaml"
            message = "there is no indicator"
            self.report.error(Place("data/indicators"), "no-indicators", message, hint)
        indicators = load_indicators(declared, context, self.complete)
        unread = frozenset(declared.keys() - indicators.keys())
        charts, broken_charts = self._charts(indicators, unread)
        events = self._list("data/events.yaml", load_event, context)
        checks = self._list("data/checks.yaml", load_check, context)
        corrections = self._list("data/corrections.yaml", load_correction, context)
        documents = load_documents(self.files, self.languages, self.report)
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
            charts=charts,
            events=tuple(sorted(events, key=lambda event: event.date.order)),
            checks=checks,
            corrections=tuple(sorted(corrections, key=lambda each: each.date.order)),
            documents=documents,
            pictures=pictures,
            theme=theme,
            fonts=packaged_fonts(),
        ) if meta and languages.keys() == set(meta.languages) else None  # fmt: skip
        problems = tuple(self.report.problems)
        return Reading(site, problems, unread | broken_charts, self.complete)

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

    def _root(self, path: str) -> Node | None:
        node = self.files.yaml(path)
        if node is None and self.files.exists(path):
            self.complete = False
        return node

    def _fields(self, path: str) -> Entries:
        node = self._root(path)
        if node is None:
            return {}
        if isinstance(node, Fields):
            return node.entries
        if isinstance(node, Items) and not node.items:
            return {}
        self.complete = False
        hint = "write `id: …` for each record"
        trap = colon_trap(node) if isinstance(node, Text) else None
        trap = trap or wrong(node.place, "wrong-shape", "a map of ids belongs here", hint)
        self.report.extend(trap.problems)
        return {}

    def _records(
        self, path: str, load: Callable[[Text, Node], T | None]
    ) -> tuple[dict[str, T], bool]:
        """The records of a file by their ids, and whether none has a problem."""
        before = len(self.report.problems)
        loaded = {key.value: load(key, node) for key, node in self._fields(path).values()}
        found = {id: record for id, record in loaded.items() if record is not None}
        return found, len(self.report.problems) == before

    def _units(self, languages: Mapping[str, Language]) -> tuple[dict[str, Unit], bool]:
        """The units, and whether all could be read, for which their languages have to be known."""
        units: dict[str, Unit] = {"": NO_UNIT, **worded_units(languages)}
        if languages.keys() != set(self.languages):
            return units, False
        own, read = self._records(
            "data/units.yaml", lambda key, node: load_unit(key, node, self.report, languages)
        )
        return units | own, read

    def _sources(self) -> tuple[dict[str, Source], bool]:
        path = "data/sources.yaml"
        if self.files.exists(path):
            return self._records(
                path, lambda key, node: load_source(key, node, self.report, self.languages)
            )
        hint = "every figure names a source of this file"
        self.report.error(Place(path), "missing-file", "there is no data/sources.yaml", hint)
        return {}, False

    def _declared(
        self, folder: str, read_id: Callable[[Text, Entries], str], shape: type[Shape]
    ) -> dict[str, tuple[Text, Node]]:
        """Every record of a folder by its id, in the order of files and lines."""
        found: dict[str, tuple[Text, Node]] = {}
        for path in self.files.folder(f"data/{folder}"):
            for key, node in self._fields(path).values():
                try:
                    found[read_id(key, found)] = key, node
                except Wrong as error:
                    self.report.extend(error.problems)
                    validate(shape, node, key.place, self.report, self.languages)
        return found

    def _charts(
        self, indicators: Mapping[str, object], unread: frozenset[str]
    ) -> tuple[dict[str, Chart], frozenset[str]]:
        declared = self._declared("charts", new_id, ChartShape)
        charts = {}
        for id, (key, node) in declared.items():
            chart = load_chart(key, node, self.report, self.languages)
            if chart and self._shows_known(chart, indicators, unread):
                charts[id] = chart
        return charts, frozenset(declared.keys() - charts.keys())

    def _shows_known(
        self, chart: Chart, indicators: Mapping[str, object], unread: frozenset[str]
    ) -> bool:
        """Whether a chart's indicators are there; only unknown ones are told."""
        texts = [text for group in chart.show for text in group]
        for text in texts:
            if text.value not in indicators and text.value not in unread and self.complete:
                hint = suggest(text.value, indicators, "indicators")
                self.report.error(text.place, "unknown-indicator", f"`{text.value}`", hint)
        for text in chart.highlight:
            if text.value not in chart.ids:
                hint = suggest(text.value, chart.ids, "ids in `show`")
                self.report.error(text.place, "not-shown", f"`{text.value}` is not in `show`", hint)
        for text in chart.label:
            id = text.value.partition("@")[0]
            if id not in chart.ids:
                hint = suggest(id, chart.ids, "ids in `show`")
                self.report.error(text.place, "not-shown", f"`{id}` is not in `show`", hint)
        return all(text.value in indicators for text in texts)

    def _list(
        self, path: str, load: Callable[[Node, Context], T | None], context: Context
    ) -> tuple[T, ...]:
        node = self._root(path)
        if node is None:
            return ()
        if not isinstance(node, Items):
            hint = "begin each record with `- `"
            self.report.error(node.place, "wrong-shape", "a list belongs here", hint)
            return ()
        loaded = (load(item, context) for item in node.items)
        return tuple(record for record in loaded if record is not None)


def _listed(node: Node | None) -> tuple[Text, ...]:
    """The languages that data/site.yaml lists, so far as they can be made out, each once."""
    entry = node.entries.get("languages") if isinstance(node, Fields) else None
    listed = entry[1].items if entry and isinstance(entry[1], Items) else ()
    texts = [item for item in listed if isinstance(item, Text) and item.value.strip()]
    return tuple({text.value: text for text in reversed(texts)}.values())[::-1]
