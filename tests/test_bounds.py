"""Every bound is worded, drawn, exported and computed, wherever a figure may stand.

A bound that is added and forgotten somewhere fails here under its name.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest

from changzhou_site.arithmetic import add, bound_of, bounded, exact, negate, subtract
from changzhou_site.charts import CHART_TYPES, LAYOUTS, draw_chart, stage_chart
from changzhou_site.charts.style import Layout
from changzhou_site.check import Checked, check_project
from changzhou_site.figures import Found, observed_text, value_text
from changzhou_site.figures.wording import usual_form
from changzhou_site.load import packaged_codes
from changzhou_site.model import Bound, Rounding, Side, Site
from changzhou_site.model.language import word_of
from changzhou_site.outputs import plan_outputs
from changzhou_site.outputs.view import SiteView
from changzhou_site.render.extent import limit_texts
from changzhou_site.render.method import rules, terms
from changzhou_site.render.provenance import provenance_view
from changzhou_site.render.structured import structured_data
from changzhou_site.units import RATIO, round_to
from tests.desks import undrawn

BOUNDS = list(Bound)
OPEN = [bound for bound in BOUNDS if bound is not Bound.EXACT]
CODES = packaged_codes()

CHARTS = {
    "bar": "[lone, {id}]",
    "column": "[lone, {id}]",
    "line": "[series_{key}]",
    "dot": "[lone, {id}]",
    "coverage": "[part_{key}]",
    "share": "[{id}, whole]",
    "progress": "[{id}, whole]",
}
"""How each type of chart that draws figures shows one with a bound."""


def key(bound: Bound) -> str:
    return bound.name.lower()


def indicators() -> Iterator[str]:
    """A figure, a negative one, a rank, a part of a whole and a series, each with every bound."""
    common = "source: s, period: 2021"
    yield f"lone: {{label: Lone, unit: GWh, value: 20, {common}}}"
    yield f"whole: {{label: Whole, unit: GWh, value: 40, kind: target, {common}}}"
    for bound in BOUNDS:
        name, said = key(bound), f"bound: {bound}, {common}"
        yield f"plain_{name}: {{label: Plain {name}, unit: GWh, value: 12.5, {said}}}"
        yield f"below_{name}: {{label: Below {name}, unit: '%', value: -5, {said}}}"
        yield f"place_{name}: {{label: Place {name}, unit: rank, value: 3, {said}}}"
        yield f"part_{name}: {{label: Part {name}, unit: jobs, value: 4, of: 10, {said}}}"
        values = f"{{2020: 7, 2021: {{value: 9, bound: {bound}}}}}"
        yield f"series_{name}: {{label: Row {name}, unit: GWh, values: {values}, source: s}}"
        derived = f"formula: lone / 3 + plain_{name}, unit: GWh, decimals: 1"
        yield f"sum_{name}: {{label: Sum {name}, {derived}}}"


def charts() -> Iterator[str]:
    for type, show in CHARTS.items():
        for bound in BOUNDS:
            id, name = f"plain_{key(bound)}", key(bound)
            shown = show.format(id=id, key=name)
            first = shown.strip("[]").split(", ")[-1 if type in ("bar", "column", "dot") else 0]
            texts = f'title: A {type} of {name}, alt: "{{{{ {first} }}}}"'
            yield f"{type}_{name}: {{type: {type}, {texts}, show: {shown}}}"
    for bound in BOUNDS:
        shown = (
            f"[below_exact, below_{key(bound)}]" if bound is not Bound.EXACT else "[lone, whole]"
        )
        alt = f"{{{{ {shown.strip('[]').split(', ')[1]} }}}}"
        said = f'title: Signed, alt: "{alt}"'
        yield f"signed_{key(bound)}: {{type: bar, {said}, show: {shown}}}"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site in every language of the package."""
    site = tmp_path_factory.mktemp("bounds")
    (site / "data/indicators").mkdir(parents=True)
    (site / "data/charts").mkdir()
    named = "{name: Desk, url: https://example.org/}"
    (site / "data/site.yaml").write_text(
        f"title: Bounds\ndescription: All of them\nurl: https://example.org/\n"
        f"languages: [{', '.join(CODES)}]\npublished: 2022-01-01\npublisher: {named}\n"
        f"authors: [{named}]\nlicense: {{name: Free}}\n"
    )
    (site / "data/sources.yaml").write_text("s: {title: Report, publisher: Office}\n")
    (site / "data/indicators/all.yaml").write_text("\n".join(indicators()))
    (site / "data/charts/all.yaml").write_text("\n".join(charts()))
    for code in CODES:
        (site / f"content/{code}").mkdir(parents=True)
        text = "---\ntitle: Bounds\nsummary: All of them\n---\n\n{{ plain_over }}\n"
        (site / f"content/{code}/1-all.md").write_text(text)
    return site


@pytest.fixture(scope="module")
def checked(project: Path) -> Checked:
    found = check_project(project)
    assert found.errors == ()
    return found


@pytest.fixture(scope="module")
def view(checked: Checked) -> SiteView:
    return SiteView(checked)


@pytest.fixture(scope="module")
def site(checked: Checked) -> Site:
    return checked.site


# In words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("bound", OPEN)
@pytest.mark.parametrize("figure", ["plain", "below", "place", "part", "series", "sum"])
def test_it_is_worded_in_every_language(figure: str, bound: Bound, code: str, site: Site) -> None:
    said = site.indicators[f"{figure}_{key(bound)}"]
    plain = site.indicators[f"{figure}_exact"]
    own = site.languages[code]
    reads, exactly = (value_text(each, each.newest, own) for each in (said, plain))
    assert reads != exactly
    form = usual_form(bound, own.numbers, below_zero=figure == "below")
    if figure != "place":
        assert word_of(form) in reads


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("bound", BOUNDS)
def test_no_two_bounds_read_alike(bound: Bound, code: str, site: Site) -> None:
    own = site.languages[code]
    for figure in ("plain", "place"):
        texts = [
            value_text(each, each.newest, own)
            for each in (site.indicators[f"{figure}_{key(other)}"] for other in BOUNDS)
        ]
        assert texts.count(texts[BOUNDS.index(bound)]) == 1


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("bound", BOUNDS)
@pytest.mark.parametrize("figure", ["plain", "place", "sum"])
def test_its_popover_says_what_it_means(
    figure: str, bound: Bound, code: str, view: SiteView
) -> None:
    desk = view.desks[code]
    indicator = view.site.indicators[f"{figure}_{key(bound)}"]
    about = provenance_view(desk, Found(indicator, indicator.newest))
    assert len(about.meanings) == 2
    assert all(about.meanings)
    if figure == "sum" and bound is not Bound.EXACT:
        assert about.derivation is not None
        assert desk.language.numbers.bound_word(bound) in about.derivation.why


@pytest.mark.parametrize("code", CODES)
def test_the_data_page_explains_all(code: str, view: SiteView) -> None:
    desk = view.desks[code]
    words = [term.word for term in terms(desk)]
    assert [desk.language.numbers.bound_word(bound) for bound in OPEN] == words[: len(OPEN)]
    assert len(list(rules(desk))) == 3 + len(Rounding)
    limits = " ".join(limit_texts(desk))
    for side in {bound.side for bound in OPEN}:
        count = sum(bound.side is side for bound in OPEN) * 5
        assert desk.count(f"limit_{side}", count) in limits


# Drawn -------------------------------------------------------------------------------------------


def shapes(site: Site, chart: str, indicator: str, layout: Layout = "wide") -> list[Element]:
    """What is drawn of an indicator, without its words."""
    svg = draw_chart(stage_chart(site.charts[chart], site, site.first, layout))
    groups = (g for g in fromstring(svg).iter("g") if g.get("data-indicator") == indicator)
    return [each for group in groups for each in group.iter() if each.tag not in ("g", "text")]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("type", CHARTS)
@pytest.mark.parametrize("bound", OPEN)
def test_every_type_of_chart_draws_it(type: str, bound: Bound, layout: Layout, site: Site) -> None:
    figure = "series" if type == "line" else "part" if type == "coverage" else "plain"
    drawn, exactly = (
        shapes(site, f"{type}_{key(each)}", f"{figure}_{key(each)}", layout)
        for each in (bound, Bound.EXACT)
    )
    assert exactly
    assert len(drawn) > len(exactly), "nothing shows that it is not exact"


def test_every_type_that_draws_figures_is_among_them() -> None:
    assert set(CHARTS) == {name for name, type in CHART_TYPES.items() if not type.events}


@pytest.mark.parametrize("bound", [bound for bound in OPEN if bound.sign])
def test_a_negative_value_is_open_where_its_interval_is(bound: Bound, site: Site) -> None:
    """More than −5 is nearer to zero: a formula and a bar say the same of it."""
    low, high = bound.interval(Decimal(-5))
    drawn = shapes(site, f"signed_{key(bound)}", f"below_{key(bound)}")
    starts = [float(re.findall(r"M(-?[\d.]+)", each.get("d", ""))[0])
              for each in drawn if each.tag == "path"]  # fmt: skip
    (alike,) = shapes(site, f"signed_{key(bound)}", "below_exact")
    opens_left = low.value is None
    assert opens_left is not (high.value is None)
    assert (min(starts) < float(alike.attrib["x"])) is opens_left


# For machines ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def files(checked: Checked) -> dict[str, bytes]:
    """The outputs that need no drawing."""
    plan = plan_outputs(checked)
    view = undrawn(plan.view)
    return {path: data for task in plan.texts for path, data in task.make(view).files.items()}


@pytest.mark.parametrize("bound", BOUNDS)
def test_it_stands_in_every_table(bound: Bound, files: dict[str, bytes]) -> None:
    id = f"plain_{key(bound)}"
    for path in ("data/indicators.csv", f"charts/bar_{key(bound)}.csv"):
        rows = csv.DictReader(io.StringIO(files[path].decode("utf-8-sig")))
        assert [row["bound"] for row in rows if row["indicator"] == id] == [str(bound)]
    package = json.loads(files["data/datapackage.json"])
    fields = package["resources"][0]["schema"]["fields"]
    column = next(field for field in fields if field["name"] == "bound")
    assert str(bound) in column["constraints"]["enum"]
    edition = json.loads(files["data/indicators.json"])
    figure = next(each for each in edition["indicators"] if each["id"] == id)
    assert figure["observations"][0]["bound"] == str(bound)


@pytest.mark.parametrize("bound", BOUNDS)
def test_search_engines_are_given_the_end_it_has(bound: Bound, view: SiteView) -> None:
    desk = view.desks[CODES[0]]
    page = next(page for page in desk.pages if page.kind == "data")
    data = structured_data(desk, page)
    assert data is not None
    about = next(
        each
        for each in json.loads(data)["variableMeasured"]
        if each["propertyID"] == f"plain_{key(bound)}"
    )
    ends = {name for name in ("value", "minValue", "maxValue") if name in about}
    wanted = {Side.ABOVE: {"minValue"}, Side.BELOW: {"maxValue"}}
    assert ends == wanted.get(bound.side, {"value"})
    indicator = view.site.indicators[f"plain_{key(bound)}"]
    worded = value_text(indicator, indicator.newest, desk.language)
    assert worded in about["description"]
    if bound.is_soft:
        assert about["value"] == worded
    assert observed_text(indicator.newest, desk.language) in about["description"]


# Computed ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("bound", BOUNDS)
@pytest.mark.parametrize("value", ["12.5", "-5"])
def test_formulas_carry_it(bound: Bound, value: str) -> None:
    figure = bounded(Decimal(value), RATIO, bound)
    assert bound_of(figure) is bound or (bound.sign and bound_of(figure) is None)
    assert bound_of(add(figure, exact(Decimal(3)))) in (bound, None)
    turned = bound_of(negate(figure))
    assert turned in (bound, None) if not bound.sign else turned is not bound
    assert bound_of(subtract(figure, figure)) in ((bound,) if not bound.sign else (None, *BOUNDS))


@pytest.mark.parametrize("bound", BOUNDS)
@pytest.mark.parametrize("value", ["2.25", "2.35", "-2.25", "-2.35"])
def test_what_is_said_stays_true_when_it_is_rounded(bound: Bound, value: str) -> None:
    """The interval that is said holds the one that was computed."""
    number = Decimal(value)
    said = round_to(number, 1, bound)
    if bound.sign > 0:
        assert said <= number
    if bound.sign < 0:
        assert said >= number


@pytest.mark.parametrize("bound", BOUNDS)
def test_a_bound_is_named_by_its_side(bound: Bound) -> None:
    assert Bound.of(bound.side, included=bound.included) is bound
