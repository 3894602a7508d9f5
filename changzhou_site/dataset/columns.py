"""The columns of data/indicators.csv: how each is filled, and what it says of itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from changzhou_site.exports import safe_text, value_cell, whole_cell
from changzhou_site.model import Bound, Indicator, Kind, Localised, Observation, Site
from changzhou_site.figures import plain_text
from changzhou_site.figures import observed_text

Words = Mapping[str, str]
"""A text of ours by language."""


@dataclass(frozen=True)
class Row:
    """An observation with the indicator it is one of."""

    site: Site
    indicator: Indicator
    observation: Observation

    def text(self, localised: Localised, language: str) -> str:
        return plain_text(localised[language], self.site, language)


@dataclass(frozen=True)
class Column:
    """A column, with what a table schema says of it."""

    name: str
    type: str
    title: Words
    description: Words
    cell: Callable[[Row], str]
    constraints: Mapping[str, object] = field(default_factory=dict)


KEY = "observation"
"""The column that names a row."""

ID = "[a-z][a-z0-9_]*"


def table_columns(site: Site) -> tuple[Column, ...]:
    """The columns in their order; texts have one for each language of the site."""
    languages = site.meta.languages
    return (
        *_names(),
        *(_translated(language, *LABEL, _label, {"required": True}) for language in languages),
        *_numbers(),
        *_qualities(),
        *_periods(),
        *(_translated(language, *PERIOD_TEXT, _period_text) for language in languages),
        *_origins(),
        *(_translated(language, *NOTE, _note) for language in languages),
    )


def _names() -> Iterator[Column]:
    yield Column(
        KEY,
        "string",
        {"zh": "观测", "en": "Observation"},
        {
            "zh": "本行的名字：指标，有时期的加@和时期。",
            "en": "The name of the row: the indicator, and its period after an @ where it has one.",
        },
        lambda row: observation_key(row.indicator, row.observation),
        {"required": True, "unique": True, "pattern": f"{ID}(@[0-9./HQ-]+)?"},
    )
    yield Column(
        "indicator",
        "string",
        {"zh": "指标", "en": "Indicator"},
        {
            "zh": "指标的代号，也是它在数据页上的位置。",
            "en": "The indicator's id, which is also its place on the data page.",
        },
        lambda row: row.indicator.id,
        {"required": True, "pattern": ID},
    )
    yield Column(
        "topic",
        "string",
        {"zh": "主题", "en": "Topic"},
        {"zh": "指标属于哪一组。", "en": "The group that the indicator belongs to."},
        lambda row: safe_text(row.indicator.topic),
        {"required": True},
    )


LABEL = (
    "label",
    {"zh": "名称", "en": "Label"},
    {"zh": "指标读作什么。", "en": "What the indicator is called."},
)
PERIOD_TEXT = (
    "period_text",
    {"zh": "时期（文字）", "en": "Period in words"},
    {
        "zh": "时期读作什么；来源另有说法的照来源。",
        "en": "As it reads, in the source's words if any.",
    },
)
NOTE = (
    "note",
    {"zh": "注", "en": "Note"},
    {"zh": "使用这个数字须知。", "en": "What is to be known when the figure is used."},
)


def _translated(
    language: str,
    name: str,
    title: Words,
    description: Words,
    cell: Callable[[str, Row], str],
    constraints: Mapping[str, object] | None = None,
) -> Column:
    titles = {own: f"{text} ({language})" for own, text in title.items()}
    filled = partial(cell, language)
    return Column(f"{name}_{language}", "string", titles, description, filled, constraints or {})


def _label(language: str, row: Row) -> str:
    return safe_text(row.text(row.indicator.label, language))


def _period_text(language: str, row: Row) -> str:
    return safe_text(observed_text(row.observation, language))


def _note(language: str, row: Row) -> str:
    """The notes of the observation and of the indicator."""
    notes = filter(None, (row.observation.note, row.indicator.note))
    return safe_text(" ".join(row.text(note, language) for note in notes))


def _numbers() -> Iterator[Column]:
    yield Column(
        "value",
        "number",
        {"zh": "数值", "en": "Value"},
        {
            "zh": "公布的数值，位数照公布的写；要和bound一起读。",
            "en": "As published, with its digits; to be read with its bound.",
        },
        lambda row: value_cell(row.observation),
        {"required": True},
    )
    for name, title in (
        ("numerator", {"zh": "分子", "en": "Numerator"}),
        ("denominator", {"zh": "分母", "en": "Denominator"}),
    ):
        yield Column(
            name,
            "integer",
            title,
            {
                "zh": "以分数公布的，分数本身；value是它的小数。",
                "en": "Of a value that is published as a fraction; value is its decimal.",
            },
            partial(_fraction_cell, name == "denominator"),
            {"minimum": 1},
        )
    yield Column(
        "of",
        "number",
        {"zh": "总数", "en": "Out of"},
        {"zh": "几个中的几个：总数，单位相同。", "en": "The m of n of m, in the same unit."},
        lambda row: whole_cell(row.observation),
    )


def _qualities() -> Iterator[Column]:
    """What makes a number a figure."""
    yield Column(
        "unit",
        "string",
        {"zh": "单位", "en": "Unit"},
        {
            "zh": "单位的代号，见units；空的是纯比率。",
            "en": "The unit's id in the resource units; none for a pure ratio.",
        },
        lambda row: safe_text(row.indicator.unit.id),
    )
    yield Column(
        "bound",
        "string",
        {"zh": "界限", "en": "Bound"},
        {
            "zh": "来源把数值说得多准：正好、超过、至少、大约、不足、至多。",
            "en": "How exact the value is: just so much, or more, or at least so much, and so on.",
        },
        lambda row: str(row.observation.bound),
        {"required": True, "enum": [str(bound) for bound in Bound]},
    )
    yield Column(
        "kind",
        "string",
        {"zh": "性质", "en": "Kind"},
        {
            "zh": "已发生的、目标、预测，或者作参照的线。",
            "en": "Measured, aimed at, foreseen, or a mark to measure against.",
        },
        lambda row: str(row.indicator.kind),
        {"required": True, "enum": [str(kind) for kind in Kind]},
    )


def _fraction_cell(index: int, row: Row) -> str:
    """Two columns of whole numbers: a spreadsheet takes `1/3` for a day in March."""
    return str(row.observation.fraction[index]) if row.observation.fraction else ""


def _periods() -> Iterator[Column]:
    yield Column(
        "period",
        "string",
        {"zh": "时期", "en": "Period"},
        {
            "zh": "数值所指的时期，如2021、2021-H1、2016/2021；../2025是到2025年。",
            "en": "The time the value is about: 2021, 2021-H1, 2016/2021; ../2025 is by 2025.",
        },
        lambda row: row.observation.period.written if row.observation.period else "",
    )
    yield Column(
        "period_first",
        "date",
        {"zh": "时期首日", "en": "First day"},
        {"zh": "没有起点的空着。", "en": "None where the period is open at its start."},
        lambda row: _day(row, first=True),
    )
    yield Column(
        "period_last",
        "date",
        {"zh": "时期末日", "en": "Last day"},
        {"zh": "算在时期之内。", "en": "It is part of the period."},
        lambda row: _day(row, first=False),
    )


def _day(row: Row, *, first: bool) -> str:
    period = row.observation.period
    day = period and (period.first if first else period.last)
    return day.isoformat() if day else ""


def _origins() -> Iterator[Column]:
    yield Column(
        "formula",
        "string",
        {"zh": "算法", "en": "Formula"},
        {"zh": "由别的指标推算的才有。", "en": "Only of what is derived from other indicators."},
        lambda row: safe_text(row.indicator.formula.value) if row.indicator.formula else "",
    )
    yield Column(
        "inputs",
        "string",
        {"zh": "算自", "en": "Inputs"},
        {
            "zh": "算法用到的指标，以分号隔开。",
            "en": "The indicators that the formula names, semicolons between them.",
        },
        lambda row: "; ".join(row.indicator.inputs),
    )
    yield Column(
        "sources",
        "string",
        {"zh": "来源", "en": "Sources"},
        {
            "zh": "来源的代号#所在位置，以分号隔开；代号见本数据包的sources。",
            "en": "Id of the source # place in it, semicolons between them; "
            "the ids are those of the package's sources.",
        },
        lambda row: safe_text("; ".join(map(str, row.observation.citations))),
    )


def observation_key(indicator: Indicator, observation: Observation) -> str:
    """How an observation is named: `gdp@2021`, or `trillion_mark` where it has no period."""
    period = observation.period
    return f"{indicator.id}@{period.written}" if period else indicator.id
