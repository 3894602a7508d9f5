"""docs/charts.md, its Chinese twin and the program say the same: types, refusals, examples and
their pictures."""

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
from docs.draw import PAGES, draw, examples, pictures, read
from tests.support import told
from tests.test_charts_check import CASES, told_of

TEXTS = {language: page.read_text("utf-8") for language, page in PAGES.items()}
SECTIONS = {
    language: dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE))
    for language, text in TEXTS.items()
}
GENERAL = {"en": "What every chart has", "zh": "每张图表都有的"}
AGAIN = "python docs/draw.py"


@cache
def reading() -> Reading:
    return read(examples(TEXTS["en"]))


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


@pytest.mark.parametrize("language", TEXTS)
def test_every_type_has_its_section_example_and_picture(language: str) -> None:
    text = TEXTS[language]
    for name in CHART_TYPES:
        assert name in SECTIONS[language]
        assert f"\n  type: {name}\n" in text
        assert f"](charts/{name}.svg)" in text
        assert re.search(rf"\[`{name}`[^\]]*\]\(#{name}\)", text)


@pytest.mark.parametrize("language", TEXTS)
def test_codes_on_the_page_are_those_of_the_program(language: str) -> None:
    assert codes_said(TEXTS[language]) == set(codes_given())


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("case", CASES)
def test_a_type_says_what_it_refuses(case: str, language: str) -> None:
    type, _, message, _ = CASES[case]
    code = next(word for word in message.split()[1:] if word != "warning")
    sections = SECTIONS[language]
    assert code in codes_said(sections[GENERAL[language]] + sections.get(type, ""))


def test_examples_have_nothing_wrong_in_them() -> None:
    site = reading().site
    assert told(reading()) == ""
    assert site is not None
    assert told_of(site) == []
    assert {chart.type for chart in site.charts.values()} == set(CHART_TYPES)


def test_both_pages_have_the_same_examples() -> None:
    assert examples(TEXTS["zh"]) == examples(TEXTS["en"])


@pytest.mark.parametrize("language", TEXTS)
def test_yaml_without_a_file_name_would_not_be_read(language: str) -> None:
    assert TEXTS[language].count("```yaml") == len(examples(TEXTS[language]))


@pytest.mark.parametrize("language", TEXTS)
def test_pictures_are_those_of_the_examples(language: str) -> None:
    drawn = draw(TEXTS[language], language)
    there = {path.name: path.read_text("utf-8") for path in pictures(language).iterdir()}
    assert set(there) == set(drawn), AGAIN
    assert [name for name in drawn if there[name] != drawn[name]] == [], AGAIN
    for text in drawn.values():
        assert "var(" not in text
        assert ElementTree.fromstring(text).tag == "{http://www.w3.org/2000/svg}svg"


@pytest.mark.parametrize("language", TEXTS)
def test_every_picture_is_shown_and_described(language: str) -> None:
    shown = re.findall(r"!\[([^\]]{10,})\]\(charts/(\w+\.svg)\)", TEXTS[language])
    assert sorted(name for _, name in shown) == sorted(
        path.name for path in pictures(language).iterdir()
    )
