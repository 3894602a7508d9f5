"""Whoever works out a derived figure from the figures that its derivation shows gets the figure.

Sites are made at random, from a seed: written figures of several units, exactness and precision,
series, and formulas upon formulas. What a reader sees of each derivation is then read as text and
worked out again, with fractions and a reader of its own.
"""

from __future__ import annotations

import math
import random
import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from changzhou_site.check import check_project
from changzhou_site.figures import Found
from changzhou_site.load import load_site
from changzhou_site.model import Site
from changzhou_site.outputs.view import SiteView
from changzhou_site.render.provenance import provenance_view
from tests.support import copy_small

FORMS = """\
kjobs: {dimension: count, scale: 1000, zh: "{n}千岗", en: "{n} thousand jobs"}
Mjobs: {dimension: count, scale: 1000000, zh: "{n}百万岗", en: "{n} million jobs"}
只: {dimension: count, zh: "{n}只", en: {one: "{n} bird", other: "{n} birds"}}
km2: {dimension: area, scale: 1000000, zh: "{n}平方公里", en: "{n} km²"}
"""
SCALES: dict[str, Fraction] = {
    "thousand": Fraction(1000),
    "million": Fraction(1000000),
    "%": Fraction(1, 100),
}
BOUNDS = {"over": "down", "at least": "down", "under": "up", "at most": "up", "above": "down",
          "or higher": "down", "below": "up", "or lower": "up"}  # fmt: skip
"""The words of a bound, and which way a figure that has one is rounded."""


def written(dice: random.Random) -> Iterator[str]:
    """A dozen figures from sources."""
    for n in range(8):
        digits, decimals = dice.randint(1, 6), dice.choice([0, 0, 1, 2, 3])
        value = Decimal(dice.randint(1, 10**digits)).scaleb(-decimals)
        unit = dice.choice(["jobs", "kjobs", "Mjobs", '"%"'])
        bound = dice.choice(["exact"] * 8 + ["over", "about"])
        said = f"unit: {unit}, bound: {bound}, source: count#1"
        if dice.random() < 0.3:
            values = f"{{2019: {value}, 2020: {value * 3}, 2021: {value * 2}}}"
            yield f"w{n}: {{label: Figure, {said}, values: {values}}}"
        else:
            yield f"w{n}: {{label: Figure, {said}, value: {value}, period: 2021}}"


def derived(dice: random.Random) -> Iterator[str]:
    """Formulas over them, and over one another."""
    names = [f"w{n}" for n in range(8)]
    for n in range(14):
        a, b = dice.sample(names, 2)
        formula, unit = dice.choice(
            [
                (f"{a} / {b}", '"%"'),
                (f"({a} - {b}) / {b}", '"%"'),
                (f"{a} / {b}", "none"),
                (f"{a} - {b}", "kjobs"),
                (f"{a} + {b}", "Mjobs"),
                (f"3 * {a}", "jobs"),
                (f"max({a}, {b}) - min({a}, {b})", "kjobs"),
                (f"-({a} - {b}) / 7", "kjobs"),
            ]
        )
        told_in = "" if unit == "none" else f", unit: {unit}"
        yield f"d{n}: {{label: Figure, formula: '{formula}'{told_in}, period: span}}"
        yield f"e{n}: {{label: Figure, formula: '{formula}'{told_in}}}"
        names += [f"d{n}", f"e{n}"]


def made(tmp_path: Path, seed: int) -> Site:
    """A site whose formulas are those of the seed that give a figure that can be published."""
    dice = random.Random(seed)
    project = copy_small(tmp_path)
    (project / "data/units.yaml").write_text(FORMS, "utf-8")
    lines = [*written(dice), *derived(dice)]
    for _ in range(len(lines)):
        (project / "data/indicators/made.yaml").write_text("\n".join(lines) + "\n", "utf-8")
        reading = load_site(project)
        wrong = {each.place.line - 1 for each in reading.problems}
        if not wrong and reading.site:
            return reading.site
        lines = [line for n, line in enumerate(lines) if n not in wrong]
    raise AssertionError("no formula is left")


NUMBER = re.compile(r"(?P<sign>−)?(?P<digits>\d[\d,]*(?:\.\d+)?)")


def amount(text: str) -> Fraction:
    """A figure as a reader takes it: over 14,226 thousand jobs."""
    match = NUMBER.search(text)
    assert match, text
    value = Fraction(match["digits"].replace(",", "")) * (-1 if match["sign"] else 1)
    return value * next(
        (scale for word, scale in SCALES.items() if has_word(text, word)), Fraction(1)
    )


def has_word(text: str, word: str) -> bool:
    return re.search(rf"(?<![a-z]){word}(?![a-z])", text) is not None


FIGURE = re.compile(r"<data[^>]*>(?P<shown>[^<]*)</data>|(?P<typed>\d[\d,.]*)")


def worked_out(html: str) -> Fraction:
    """What a derivation gives, from the figures that stand in it."""
    told = FIGURE.sub(lambda m: f" Fraction('{amount(m['shown'] or m['typed'])}') ", html)
    assert "<" not in told, told
    for sign, python in {"−": "-", "×": "*", "÷": "/"}.items():
        told = told.replace(sign, python)
    return Fraction(eval(told, {"Fraction": Fraction, "min": min, "max": max}))


def shown_figures(tmp_path: Path, seed: int) -> Iterator[tuple[str, str]]:
    """Each derived figure as it is shown, with its derivation as HTML."""
    site = made(tmp_path, seed)
    desk = SiteView(check_project(tmp_path / "site")).desks["en"]
    for indicator in site.indicators.values():
        for observation in indicator.observations if indicator.formula else ():
            view = provenance_view(desk, Found(indicator, observation))
            assert view.derivation
            yield view.value.striptags(), str(view.derivation.formula.values)


def as_shown(value: Fraction, shown: str) -> Fraction:
    """A number with the decimals and the rounding of a figure."""
    scale = next((s for word, s in SCALES.items() if has_word(shown, word)), Fraction(1))
    bound = next((word for word in BOUNDS if word in shown), "")
    match = NUMBER.search(shown)
    assert match
    steps = value / scale * 10 ** len(match["digits"].partition(".")[2])
    rounding = {"down": math.floor, "up": math.ceil}.get(BOUNDS.get(bound, ""), round)
    return Fraction(rounding(steps), 10 ** len(match["digits"].partition(".")[2])) * scale


@pytest.mark.parametrize("seed", range(20))
def test_what_is_shown_gives_what_is_shown(seed: int, tmp_path: Path) -> None:
    figures = list(shown_figures(tmp_path, seed))
    assert len(figures) >= 3
    for shown, derivation in figures:
        assert as_shown(worked_out(derivation), shown) == amount(shown), (derivation, shown)


def test_the_reader_of_these_tests_tells_a_wrong_derivation() -> None:
    wrong = "<data>907 thousand jobs</data> ÷ <data>3 million jobs</data>"
    assert as_shown(worked_out(wrong), "32.7%") != amount("32.7%")
