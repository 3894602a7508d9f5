"""data/indicators.csv: every observation, one a row; and what each of its columns says of itself.

It asks for all observations of all indicators.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from changzhou_site.figures import observed_text, plain_text
from changzhou_site.model import Bound, Indicator, Kind, Observation, Site
from changzhou_site.outputs.data_files import Cells, csv_bytes, csv_rows, figure_cells, safe_cells
from changzhou_site.outputs.task import Task
from changzhou_site.outputs.view import SiteView


def make_indicator_table(view: SiteView) -> bytes:
    """The indicators in the order of the files, the oldest observation first; the rows of each
    topic are a piece."""
    head = csv_bytes(_fields(view.site), ())
    topics = (view.once(f"table {stem}", partial(_rows, view, stem)) for stem in view.site.by_topic)
    return head + "".join(topics).encode()


def _fields(site: Site) -> tuple[str, ...]:
    return tuple(column.name for column in table_columns(site))


def _rows(view: SiteView, stem: str) -> str:
    site = view.site
    rows = (
        _row(site, indicator, observation)
        for indicator in site.by_topic[stem]
        for observation in indicator.observations
    )
    return csv_rows(_fields(site), rows)


INDICATOR_TABLE = Task("data/indicators.csv", make_indicator_table)


@dataclass(frozen=True)
class DataColumn:
    """A column, with what a table schema says of it. Its title and description are the theme's
    words `column_<key>` and `about_column_<key>`."""

    name: str
    type: str
    constraints: Mapping[str, object] = field(default_factory=dict)
    language: str | None = None
    """Of a column of texts, the language they are in."""

    @property
    def key(self) -> str:
        return self.name.removesuffix(f"_{self.language}") if self.language else self.name


KEY = "observation"
"""The column that names a row."""

ID = "[a-z][a-z0-9_]*"

REQUIRED = {"required": True}


def table_columns(site: Site) -> tuple[DataColumn, ...]:
    """The columns in their order; texts have one for each language of the site."""
    unique = {"required": True, "unique": True, "pattern": f"{ID}(@[0-9./HQ-]+)?"}
    return (
        DataColumn(KEY, "string", unique),
        DataColumn("indicator", "string", {"required": True, "pattern": ID}),
        DataColumn("topic", "string", REQUIRED),
        *_translated("label", site, REQUIRED),
        DataColumn("value", "number", REQUIRED),
        DataColumn("numerator", "integer", {"minimum": 1}),
        DataColumn("denominator", "integer", {"minimum": 1}),
        DataColumn("of", "number"),
        DataColumn("unit", "string"),
        DataColumn("bound", "string", {"required": True, "enum": list(map(str, Bound))}),
        DataColumn("kind", "string", {"required": True, "enum": list(map(str, Kind))}),
        DataColumn("period", "string"),
        DataColumn("period_first", "date"),
        DataColumn("period_last", "date"),
        *_translated("period_text", site, {}),
        DataColumn("formula", "string"),
        DataColumn("inputs", "string"),
        DataColumn("sources", "string"),
        *_translated("note", site, {}),
    )


def _translated(name: str, site: Site, constraints: Mapping[str, object]) -> Iterator[DataColumn]:
    for code in site.languages:
        yield DataColumn(f"{name}_{code}", "string", constraints, code)


def _row(site: Site, indicator: Indicator, observation: Observation) -> Cells:
    """An observation with the indicator it is one of. A fraction is in two columns of whole
    numbers: a spreadsheet takes `1/3` for a day in March."""
    period = observation.period
    numerator, denominator = observation.fraction or ("", "")
    cells = {
        KEY: observation_key(indicator, observation),
        "topic": indicator.topic,
        "numerator": str(numerator),
        "denominator": str(denominator),
        "period": period.written if period else "",
        "period_first": period.first.isoformat() if period and period.first else "",
        "period_last": period.last.isoformat() if period else "",
        "formula": str(indicator.formula or ""),
        "inputs": "; ".join(indicator.inputs),
        "sources": "; ".join(map(str, observation.citations)),
    }
    notes = [note for note in (observation.note, indicator.note) if note]
    for code, language in site.languages.items():
        cells[f"label_{code}"] = plain_text(indicator.label[code], site, language)
        cells[f"period_text_{code}"] = observed_text(observation, language)
        cells[f"note_{code}"] = " ".join(plain_text(note[code], site, language) for note in notes)
    return figure_cells(indicator, observation) | safe_cells(cells)


def observation_key(indicator: Indicator, observation: Observation) -> str:
    """How an observation is named: `gdp@2021`, or `trillion_mark` where it has no period."""
    period = observation.period
    return f"{indicator.id}@{period.written}" if period else indicator.id
