"""Every key of every record, given what does not belong there: it is told at its line, with a hint
of what does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from changzhou_site.load.shapes import (
    ChartShape,
    CheckShape,
    ColoursShape,
    CorrectionShape,
    EventShape,
    FrontMatterShape,
    IndicatorShape,
    NamedShape,
    Shape,
    SiteShape,
    SourceShape,
    TopicShape,
)
from tests.support import copy_small, problems_of

LABEL = "{zh: 又一, en: More}"


@dataclass(frozen=True)
class Record:
    """A record of a shape as it may stand in a file, a key a line."""

    shape: type[Shape]
    path: str
    before: str
    """What stands above its keys in the file."""
    keys: dict[str, str]
    """Each key with a value that may stand there."""
    indent: str = "  "
    after: str = ""

    def text(self, name: str, value: str) -> tuple[str, int]:
        """The file with a value of its own under one key, and the line of that."""
        keys = {**self.keys, name: value}
        lines = [f"{self.indent}{key}: {each}" for key, each in keys.items()]
        number = self.before.count("\n") + 1 + [*keys].index(name)
        return f"{self.before}{chr(10).join(lines)}\n{self.after}", number


SITE = {
    "title": "鹭湖",
    "description": "鹭湖",
    "url": "https://example.org/lake/",
    "languages": "[zh, en]",
    "published": "2022-03-01",
    "publisher": "{name: 观鸟会}",
    "authors": "[{name: 观鸟会}]",
    "license": "{name: CC BY}",
}
REST = "\n".join(f"{key}: {value}" for key, value in SITE.items() if key != "publisher")
INDICATOR = {"label": LABEL, "unit": "只", "value": "3", "period": "2021", "source": "count"}
EXTRA = "data/indicators/extra.yaml"
EVENT = {"date": "2021", "title": LABEL, "source": "count"}
CORRECTION = {"date": "2022-03-05", "indicator": "geese", "was": "1", "now": "18320", "why": LABEL}

RECORDS = {
    "site": Record(SiteShape, "data/site.yaml", "", SITE, ""),
    "publisher": Record(NamedShape, "data/site.yaml", f"{REST}\npublisher:\n", {"name": "观鸟会"}),
    "theme": Record(
        ColoursShape,
        "data/site.yaml",
        f"{REST}\npublisher: {SITE['publisher']}\ntheme:\n  accent:\n",
        {"light": '"#b5271b"', "dark": '"#ff7a66"'},
        "    ",
    ),
    "source": Record(
        SourceShape,
        "data/sources.yaml",
        "plan: {title: x, publisher: w}\ncount: {title: x, publisher: z}\nextra:\n",
        {"title": LABEL, "publisher": "社"},
    ),
    "indicator": Record(IndicatorShape, EXTRA, "extra:\n", INDICATOR),
    "topic": Record(TopicShape, EXTRA, "", {"topic": LABEL}, ""),
    "chart": Record(
        ChartShape,
        "data/charts/extra.yaml",
        "extra:\n",
        {
            "type": "bar",
            "title": LABEL,
            "alt": '"{{ geese }}"',
            "show": "[geese, swans]",
        },
    ),
    "event": Record(EventShape, "data/events.yaml", "-\n", EVENT),
    "check": Record(CheckShape, "data/checks.yaml", "-\n", {"check": "1 < 2", "why": LABEL}),
    "correction": Record(CorrectionShape, "data/corrections.yaml", "-\n", CORRECTION),
    "front matter": Record(
        FrontMatterShape,
        "content/en/about.md",
        "---\n",
        {"title": "About", "summary": "How.", "layout": "page"},
        "",
        "---\nText.\n",
    ),
}

WRONG = ("", "[[[a]]]", "{a: {b: {c: d}}}", "no")
"""Nothing, a list of lists, a map of maps, a word that YAML takes for false."""

ANYTHING = {
    ("site", "collections"),  # not built yet, whatever it says
    ("front matter", "each"),
}


def cases() -> Iterator[tuple[str, str, str]]:
    for name, record in RECORDS.items():
        for key in record.shape.__annotations__:
            for wrong in WRONG:
                if (name, key) not in ANYTHING:
                    yield name, key, wrong


@pytest.mark.parametrize(("name", "key", "wrong"), [*cases()])
def test_what_does_not_belong_under_a_key_is_told_there(
    name: str, key: str, wrong: str, tmp_path: Path
):
    site, record = copy_small(tmp_path), RECORDS[name]
    text, line = record.text(key, wrong)
    (site / record.path).write_text(text, "utf-8")

    found = [each for each in problems_of(site) if not each.warning]
    there = [each for each in found if (each.place.path, each.place.line) == (record.path, line)]
    assert there, found
    assert all(each.hint for each in found), found


@pytest.mark.parametrize("name", RECORDS)
def test_a_record_that_says_what_it_needs_has_no_problem(name: str, tmp_path: Path):
    site, record = copy_small(tmp_path), RECORDS[name]
    key, value = next(iter(record.keys.items()))
    (site / record.path).write_text(record.text(key, value)[0], "utf-8")
    assert [each for each in problems_of(site) if not each.warning] == []


@pytest.mark.parametrize("name", RECORDS)
def test_a_key_that_is_nearly_right_is_told_with_the_one_that_is(name: str, tmp_path: Path):
    site, record = copy_small(tmp_path), RECORDS[name]
    key, value = max(record.keys.items(), key=lambda each: len(each[0]))
    text, _ = record.text(f"{key}e", value)
    (site / record.path).write_text(text, "utf-8")
    hints = [each.hint for each in problems_of(site) if each.code == "unknown-key"]
    assert name == "topic" or [hint for hint in hints if f"`{key}`" in hint or key in hint], hints


OF_MAPS = [name for name in RECORDS if name not in ("site", "topic", "front matter")]
"""The records that are neither a file of their own nor anything else than a map."""


@pytest.mark.parametrize("name", OF_MAPS)
def test_a_text_where_a_record_belongs_is_told_with_the_keys_it_needs(name: str, tmp_path: Path):
    site, record = copy_small(tmp_path), RECORDS[name]
    (site / record.path).write_text(record.before.rstrip("\n ") + " words\n", "utf-8")
    told = [each for each in problems_of(site) if each.code == "wrong-shape"]
    assert len(told) == 1, told
    needed = [key for key, field in record.shape.model_fields.items() if field.is_required()]
    assert all(f"{key}: …" in told[0].hint for key in needed), told
