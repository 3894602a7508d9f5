"""Puts the records of all files together into a Site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from changzhou_site.errors import Place, Problem, Report, suggest
from changzhou_site.load import records
from changzhou_site.load.built_in import load_theme, packaged_fonts, worded_units
from changzhou_site.load.content import load_documents, load_pictures
from changzhou_site.load.context import Context
from changzhou_site.load.files import Files
from changzhou_site.load.indicators import Record, check_id, load_indicators
from changzhou_site.load.languages import is_known, load_languages, packaged_codes
from changzhou_site.load.scalars import Wrong, read_id
from changzhou_site.load.schema import validate
from changzhou_site.load.shapes import ChartShape, IndicatorShape, Shape
from changzhou_site.model import Chart, Check, Indicator, Language, Site, Source, Unit, literals
from changzhou_site.source import COLON_HINT, Fields, Items, Node, Text
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
        node = self._root("data/site.yaml", required=True)
        listed = _listed(node)
        known = tuple(text for text in listed if is_known(self.project, text.value))
        languages = load_languages(self.project, listed, self.report)
        if not known:
            known = self._likely()
            languages = load_languages(self.project, known, self.report)
        self.languages = tuple(text.value for text in known)
        meta = records.load_meta(node, self.report, self.languages) if node else None
        units = self._units(languages)
        context = Context(self.languages, *units, *self._sources(), self.report)
        declared = self._declared("indicators", check_id, IndicatorShape)
        if not declared and self.complete:
            hint = "write the first file, data/indicators/….yaml"
            message = "there is no indicator"
            self.report.error(Place("data/indicators"), "no-indicators", message, hint)
        indicators = load_indicators(declared, context, self.complete)
        unread = frozenset(declared.keys() - indicators.keys())
        charts, broken_charts = self._charts(indicators, unread)
        events = self._list("data/events.yaml", lambda n, p: records.load_event(n, p, context))
        checks = self._list("data/checks.yaml", lambda n, p: records.load_check(n, p, context))
        corrections = self._list(
            "data/corrections.yaml", lambda n, p: records.load_correction(n, p, context)
        )
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

    def _root(self, path: str, *, required: bool = False) -> Node | None:
        node = self.files.yaml(path)
        if node is None and self.files.exists(path):
            self.complete = False
        elif node is None and required:
            hint = "is this the folder of a site? `--project DIR` names another"
            self.report.error(Place(path), "missing-file", "there is no data/site.yaml", hint)
        return node

    def _fields(self, path: str) -> Mapping[str, tuple[Text, Node]]:
        node = self._root(path)
        if node is None:
            return {}
        if isinstance(node, Fields):
            return node.entries
        if isinstance(node, Items) and not node.items:
            return {}
        self.complete = False
        place, hint = node.place, "write `id: …` for each record"
        if isinstance(node, Text) and (match := re.match(r"[\w-]+(：)", node.value)):
            place, message = node.at(match.start(1)), "`：` does not end a key"
            self.report.error(place, "full-width-colon", message, COLON_HINT)
        else:
            self.report.error(place, "wrong-shape", "a map of ids belongs here", hint)
        return {}

    def _units(self, languages: Mapping[str, Language]) -> tuple[dict[str, Unit], bool]:
        """The units, and whether all could be read, for which their languages have to be known."""
        before = len(self.report.problems)
        units: dict[str, Unit] = {"": NO_UNIT, **worded_units(languages)}
        if languages.keys() != set(self.languages):
            return units, False
        for key, node in self._fields("data/units.yaml").values():
            unit = records.load_unit(key, node, self.report, languages)
            if unit:
                units[unit.id] = unit
        return units, len(self.report.problems) == before

    def _sources(self) -> tuple[dict[str, Source], bool]:
        path = "data/sources.yaml"
        if not self.files.exists(path):
            hint = "every figure names a source of this file"
            self.report.error(Place(path), "missing-file", "there is no data/sources.yaml", hint)
            return {}, False
        before = len(self.report.problems)
        sources = {}
        for key, node in self._fields(path).values():
            source = records.load_source(key, node, self.report, self.languages)
            if source:
                sources[source.id] = source
        return sources, len(self.report.problems) == before

    def _declared(
        self, folder: str, check: records.IdCheck, shape: type[Shape]
    ) -> dict[str, Record]:
        """Every record of a folder by its id, in the order of files and lines."""
        found: dict[str, Record] = {}
        for path in self.files.folder(f"data/{folder}"):
            for key, node in self._fields(path).values():
                try:
                    found[check(key, found)] = Record(key, node)
                except Wrong as error:
                    self.report.extend(error.problems)
                    validate(shape, node, key.place, self.report, self.languages)
        return found

    def _charts(
        self, indicators: Mapping[str, object], unread: frozenset[str]
    ) -> tuple[dict[str, Chart], frozenset[str]]:
        declared = self._declared("charts", _chart_id, ChartShape)
        charts = {}
        for id, record in declared.items():
            chart = records.load_chart(id, record, self.report, self.languages)
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
        return all(text.value in indicators for text in texts)

    def _list(self, path: str, load: records.ItemLoader[T]) -> tuple[T, ...]:
        node = self._root(path)
        if node is None:
            return ()
        if not isinstance(node, Items):
            self.report.error(
                node.place, "wrong-shape", "a list belongs here", "begin each record with `- `"
            )
            return ()
        loaded = (load(item, item.place) for item in node.items)
        return tuple(item for item in loaded if item is not None)


def _chart_id(key: Text, seen: Mapping[str, Record]) -> str:
    id = read_id(key)
    if id in seen:
        hint = f"the first is at {seen[id].key.place}"
        raise Wrong(Problem(key.place, "duplicate-id", f"`{id}` stands twice", hint))
    return id


def _listed(node: Node | None) -> tuple[Text, ...]:
    """The languages that data/site.yaml lists, so far as they can be made out, each once."""
    entry = node.entries.get("languages") if isinstance(node, Fields) else None
    listed = entry[1].items if entry and isinstance(entry[1], Items) else ()
    texts = [item for item in listed if isinstance(item, Text) and item.value.strip()]
    return tuple({text.value: text for text in reversed(texts)}.values())[::-1]
