"""data/indicators.csv: every observation, one a row; and what each of its columns says of itself.

It asks for all observations of all indicators.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from changzhou_site.figures import observed_text, plain_text
from changzhou_site.model import (
    Bound,
    Indicator,
    Kind,
    Language,
    Localised,
    Observation,
    Site,
)
from changzhou_site.outputs.spreadsheet import csv_bytes, safe_text, value_cell, whole_cell
from changzhou_site.outputs.task import Made, Task
from changzhou_site.outputs.view import SiteView

PATH = "data/indicators.csv"


def plan_indicator_table(view: SiteView) -> Iterator[Task]:
    columns = table_columns(view.site)
    rows = tuple({each.name: each.cell(row) for each in columns} for row in _rows(view.site))
    yield Task(PATH, make_indicator_table, (tuple(each.name for each in columns), rows))


def make_indicator_table(fields: Sequence[str], rows: Sequence[Mapping[str, str]]) -> Made:
    return {PATH: csv_bytes(fields, rows)}


def _rows(site: Site) -> Iterator[DataRow]:
    """The indicators in the order of the files, the oldest observation first."""
    for indicator in site.indicators.values():
        for observation in indicator.observations:
            yield DataRow(site, indicator, observation)


@dataclass(frozen=True)
class DataRow:
    """An observation with the indicator it is one of."""

    site: Site
    indicator: Indicator
    observation: Observation

    def text(self, localised: Localised, language: Language) -> str:
        return plain_text(localised[language.code], self.site, language)


@dataclass(frozen=True)
class DataColumn:
    """A column, with what a table schema says of it. Its title and description are the theme's
    words `column_<key>` and `about_column_<key>`."""

    name: str
    type: str
    cell: Callable[[DataRow], str]
    constraints: Mapping[str, object] = field(default_factory=dict)
    language: str | None = None
    """Of a column of texts, the language they are in."""

    @property
    def key(self) -> str:
        return self.name.removesuffix(f"_{self.language}") if self.language else self.name


KEY = "observation"
"""The column that names a row."""

ID = "[a-z][a-z0-9_]*"


def table_columns(site: Site) -> tuple[DataColumn, ...]:
    """The columns in their order; texts have one for each language of the site."""
    languages = tuple(site.languages.values())
    return (
        *_names(),
        *(_translated("label", each, _label, {"required": True}) for each in languages),
        *_numbers(),
        *_qualities(),
        *_periods(),
        *(_translated("period_text", each, _period_text) for each in languages),
        *_origins(),
        *(_translated("note", each, _note) for each in languages),
    )


def _names() -> Iterator[DataColumn]:
    unique = {"required": True, "unique": True, "pattern": f"{ID}(@[0-9./HQ-]+)?"}
    yield DataColumn(
        KEY, "string", lambda row: observation_key(row.indicator, row.observation), unique
    )
    named = {"required": True, "pattern": ID}
    yield DataColumn("indicator", "string", lambda row: row.indicator.id, named)
    yield DataColumn(
        "topic", "string", lambda row: safe_text(row.indicator.topic), {"required": True}
    )


def _translated(
    name: str,
    language: Language,
    cell: Callable[[Language, DataRow], str],
    constraints: Mapping[str, object] | None = None,
) -> DataColumn:
    filled, code = partial(cell, language), language.code
    return DataColumn(f"{name}_{code}", "string", filled, constraints or {}, code)


def _label(language: Language, row: DataRow) -> str:
    return safe_text(row.text(row.indicator.label, language))


def _period_text(language: Language, row: DataRow) -> str:
    return safe_text(observed_text(row.observation, language))


def _note(language: Language, row: DataRow) -> str:
    """The notes of the observation and of the indicator."""
    notes = filter(None, (row.observation.note, row.indicator.note))
    return safe_text(" ".join(row.text(note, language) for note in notes))


def _numbers() -> Iterator[DataColumn]:
    yield DataColumn("value", "number", lambda row: value_cell(row.observation), {"required": True})
    for index, name in enumerate(("numerator", "denominator")):
        yield DataColumn(name, "integer", partial(_fraction_cell, index), {"minimum": 1})
    yield DataColumn("of", "number", lambda row: whole_cell(row.observation))


def _qualities() -> Iterator[DataColumn]:
    """What makes a number a figure."""
    bounds, kinds = list(map(str, Bound)), list(map(str, Kind))
    yield DataColumn("unit", "string", lambda row: safe_text(row.indicator.unit.id))
    yield DataColumn(
        "bound",
        "string",
        lambda row: str(row.observation.bound),
        {"required": True, "enum": bounds},
    )
    yield DataColumn(
        "kind", "string", lambda row: str(row.indicator.kind), {"required": True, "enum": kinds}
    )


def _fraction_cell(index: int, row: DataRow) -> str:
    """Two columns of whole numbers: a spreadsheet takes `1/3` for a day in March."""
    return str(row.observation.fraction[index]) if row.observation.fraction else ""


def _periods() -> Iterator[DataColumn]:
    yield DataColumn(
        "period",
        "string",
        lambda row: row.observation.period.written if row.observation.period else "",
    )
    yield DataColumn("period_first", "date", lambda row: _day(row, first=True))
    yield DataColumn("period_last", "date", lambda row: _day(row, first=False))


def _day(row: DataRow, *, first: bool) -> str:
    period = row.observation.period
    day = period and (period.first if first else period.last)
    return day.isoformat() if day else ""


def _origins() -> Iterator[DataColumn]:
    yield DataColumn(
        "formula",
        "string",
        lambda row: safe_text(str(row.indicator.formula)) if row.indicator.formula else "",
    )
    yield DataColumn("inputs", "string", lambda row: "; ".join(row.indicator.inputs))
    yield DataColumn(
        "sources",
        "string",
        lambda row: safe_text("; ".join(map(str, row.observation.citations))),
    )


def observation_key(indicator: Indicator, observation: Observation) -> str:
    """How an observation is named: `gdp@2021`, or `trillion_mark` where it has no period."""
    period = observation.period
    return f"{indicator.id}@{period.written}" if period else indicator.id
