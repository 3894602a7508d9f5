"""docs/charts.md and the program say the same: types, refusals, examples and their pictures."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest

from changzhou_site.charts import CHART_TYPES, demands, kinds
from changzhou_site.charts.kinds.chart_type import TOO_FEW
from changzhou_site.charts.kinds.line_needs import MISFITS
from changzhou_site.check import alts
from changzhou_site.load import Reading
from changzhou_site.model import Bound
from docs.draw import PAGE, PICTURES, draw, examples, read
from tests.support import told
from tests.test_charts_check import CASES, told_of

TEXT = PAGE.read_text("utf-8")
SECTIONS = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", TEXT, re.DOTALL | re.MULTILINE))
GENERAL = "What every chart has"
AGAIN = "python docs/draw.py"


@cache
def reading() -> Reading:
    return read(examples(TEXT))


def codes_said(text: str) -> set[str]:
    """Every code in a text; bounds have hyphens too."""
    named = set(re.findall(r"`([a-z]+(?:-[a-z]+)+)`", text))
    return named - {str(bound) for bound in Bound}


BY_NAME = {
    "TOO_FEW[least]": [*TOO_FEW.values()],
    "misfit.nature": [*MISFITS],
}
"""The codes that modules write by another name."""


def codes_given() -> Iterator[str]:
    """Every code that a problem of a chart can have, as the modules write it."""
    folder = Path(kinds.__file__).parent
    for path in [Path(demands.__file__), Path(alts.__file__), *folder.glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Problem":
                code = node.args[1]
                yield from (
                    [str(code.value)]
                    if isinstance(code, ast.Constant)
                    else BY_NAME[ast.unparse(code)]
                )


def test_every_type_has_its_section_example_and_picture() -> None:
    for name in CHART_TYPES:
        assert name in SECTIONS
        assert f"\n  type: {name}\n" in TEXT
        assert f"](charts/{name}.svg)" in TEXT
        assert f"[`{name}`](#{name})" in TEXT


def test_codes_on_the_page_are_those_of_the_program() -> None:
    assert codes_said(TEXT) == set(codes_given())


@pytest.mark.parametrize("case", CASES)
def test_a_type_says_what_it_refuses(case: str) -> None:
    type, _, message, _ = CASES[case]
    code = next(word for word in message.split()[1:] if word != "warning")
    assert code in codes_said(SECTIONS[GENERAL] + SECTIONS.get(type, ""))


def test_examples_have_nothing_wrong_in_them() -> None:
    site = reading().site
    assert told(reading()) == ""
    assert site is not None
    assert told_of(site) == []
    assert {chart.type for chart in site.charts.values()} == set(CHART_TYPES)


def test_yaml_without_a_file_name_would_not_be_read() -> None:
    assert TEXT.count("```yaml") == len(examples(TEXT))


def test_pictures_are_those_of_the_examples() -> None:
    drawn = draw(TEXT)
    there = {path.name: path.read_text("utf-8") for path in PICTURES.iterdir()}
    assert set(there) == set(drawn), AGAIN
    assert [name for name in drawn if there[name] != drawn[name]] == [], AGAIN
    for text in drawn.values():
        assert "var(" not in text
        assert ElementTree.fromstring(text).tag == "{http://www.w3.org/2000/svg}svg"


def test_every_picture_is_shown_and_described() -> None:
    shown = re.findall(r"!\[([^\]]{20,})\]\(charts/(\w+\.svg)\)", TEXT)
    assert sorted(name for _, name in shown) == sorted(path.name for path in PICTURES.iterdir())


def test_links_lead_to_headings() -> None:
    headings = re.findall(r"^## (.+)$", TEXT, re.MULTILINE)
    anchors = {heading.lower().replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", TEXT)) <= anchors
