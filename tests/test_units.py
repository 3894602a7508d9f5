"""Units: dimensions, exact conversion, and rounding that keeps what is said true."""

import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from changzhou_site.figures import exact_text
from changzhou_site.load.built_in import worded_units
from changzhou_site.model import Bound, Unit
from changzhou_site.units import (
    NO_UNIT,
    RATIO,
    base_text,
    combine_dimensions,
    convert,
    count_decimals,
    dimension_name,
    is_rank,
    parse_dimension,
    raise_dimension,
    round_to,
    significant_decimals,
    to_base,
)
from tests.support import SMALL, TOP, language, load_with

BUILT_IN = worded_units({"zh": language("zh"), "en": language("en")})

BASE = {
    "%": ("ratio", "0.01"),
    "百分点": ("ratio", "0.01"),
    "倍": ("ratio", "1"),
    "位": ("rank", "1"),
    "places": ("places", "1"),
    "个": ("count", "1"),
    "家": ("count", "1"),
    "项": ("count", "1"),
    "人": ("count", "1"),
    "天": ("day", "1"),
    "年": ("year", "1"),
    "元": ("CNY", "1"),
    "万元": ("CNY", "10000"),
    "亿元": ("CNY", "100000000"),
    "万亿元": ("CNY", "1000000000000"),
    "亿元/年": ("CNY/year", "100000000"),
    "kWh": ("energy", "1000"),
    "MWh": ("energy", "1000000"),
    "GWh": ("energy", "1000000000"),
    "TWh": ("energy", "1000000000000"),
    "‰": ("ratio", "0.001"),
    "万人": ("count", "10000"),
    "万户": ("count", "10000"),
    "万人次": ("count", "10000"),
    "件": ("count", "1"),
    "岁": ("year", "1"),
    "吨": ("mass", "1000"),
    "万吨": ("mass", "10000000"),
    "公里": ("length", "1000"),
    "平方公里": ("area", "1000000"),
    "亩": ("area", "666.6666666666666666666666666666667"),
    "万亩": ("area", "6666666.666666666666666666666666667"),
    "公顷": ("area", "10000"),
    "亿千瓦时": ("energy", "100000000000"),
    "元/人": ("CNY/count", "1"),
    "美元": ("USD", "1"),
    "亿美元": ("USD", "100000000"),
    "USD": ("USD", "1"),
    "USD_k": ("USD", "1000"),
    "USD_M": ("USD", "1000000"),
    "USD_bn": ("USD", "1000000000"),
    "USD_tn": ("USD", "1000000000000"),
    "EUR": ("EUR", "1"),
    "EUR_k": ("EUR", "1000"),
    "EUR_M": ("EUR", "1000000"),
    "EUR_bn": ("EUR", "1000000000"),
    "EUR_tn": ("EUR", "1000000000000"),
    "GBP": ("GBP", "1"),
    "GBP_k": ("GBP", "1000"),
    "GBP_M": ("GBP", "1000000"),
    "GBP_bn": ("GBP", "1000000000"),
    "GBP_tn": ("GBP", "1000000000000"),
    "JPY": ("JPY", "1"),
    "JPY_k": ("JPY", "1000"),
    "JPY_M": ("JPY", "1000000"),
    "JPY_bn": ("JPY", "1000000000"),
    "JPY_tn": ("JPY", "1000000000000"),
    "CNY": ("CNY", "1"),
    "CNY_k": ("CNY", "1000"),
    "CNY_M": ("CNY", "1000000"),
    "CNY_bn": ("CNY", "1000000000"),
    "CNY_tn": ("CNY", "1000000000000"),
    "m": ("length", "1"),
    "km": ("length", "1000"),
    "m2": ("area", "1"),
    "km2": ("area", "1000000"),
    "ha": ("area", "10000"),
    "m3": ("volume", "1"),
    "kg": ("mass", "1"),
    "t": ("mass", "1000"),
    "kt": ("mass", "1000000"),
    "Mt": ("mass", "1000000000"),
    "kW": ("power", "1000"),
    "MW": ("power", "1000000"),
    "GW": ("power", "1000000000"),
    "degC": ("temperature", "1"),
    "ppm": ("ratio", "0.000001"),
    "people": ("count", "1"),
    "households": ("count", "1"),
    "jobs": ("count", "1"),
    "pp": ("ratio", "0.01"),
    "rank": ("rank", "1"),
    "times": ("ratio", "1"),
    "years": ("year", "1"),
    "days": ("day", "1"),
}
"""Every built-in unit: its dimension, and what one of it is in base units."""


def test_these_units_are_built_in() -> None:
    assert set(BUILT_IN) == set(BASE)


@pytest.mark.parametrize(("id", "base"), BASE.items(), ids=BASE)
def test_dimension_and_scale(id: str, base: tuple[str, str]) -> None:
    unit = BUILT_IN[id]
    assert dimension_name(unit.dimension) == base[0]
    assert unit.scale == Decimal(base[1])
    assert set(unit.forms) == (set() if is_rank(unit) else {"zh", "en"})


CONVERSIONS = [
    ("8807.60", "亿元", "万亿元", "0.88076"),
    ("8807.60", "亿元", "万元", "88076000"),
    ("1.7", "万亿元", "亿元", "17000"),
    ("16", "万元", "元", "160000"),
    ("0.1", "元", "亿元", "0.000000001"),
    ("65.9", "GWh", "TWh", "0.0659"),
    ("65.9", "GWh", "kWh", "65900000"),
    ("9.1", "%", "百分点", "9.1"),
    ("27.1", "%", "倍", "0.271"),
    ("3", "个", "家", "3"),
]


@pytest.mark.parametrize(("value", "unit", "to", "expected"), CONVERSIONS)
def test_conversion_is_exact_and_goes_back(value: str, unit: str, to: str, expected: str) -> None:
    converted = convert(Decimal(value), BUILT_IN[unit], BUILT_IN[to])
    assert converted == Decimal(expected)
    assert convert(converted, BUILT_IN[to], BUILT_IN[unit]) == Decimal(value)


@pytest.mark.parametrize(
    ("unit", "to", "told"),
    [
        ("亿元", "GWh", "亿元 is CNY, GWh is energy"),
        ("位", "个", "位 is rank, 个 is count"),
        ("年", "天", "年 is year, 天 is day"),
        ("亿元/年", "亿元", "亿元/年 is CNY/year, 亿元 is CNY"),
    ],
)
def test_dimensions_do_not_convert_into_each_other(unit: str, to: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        convert(Decimal(1), BUILT_IN[unit], BUILT_IN[to])


def test_no_unit_is_a_pure_ratio() -> None:
    assert NO_UNIT.dimension == RATIO
    assert convert(Decimal("0.5"), NO_UNIT, BUILT_IN["%"]) == 50


DIMENSIONS = {
    "length": "length",
    "ratio": "ratio",
    "1": "ratio",
    "CNY/year": "CNY/year",
    "mass*length/time/time": "length*mass/time/time",
    "length*length": "length*length",
    "length/length": "ratio",
    "m2": "m2",
}


@pytest.mark.parametrize(("written", "named"), DIMENSIONS.items(), ids=DIMENSIONS)
def test_dimension_names(written: str, named: str) -> None:
    assert dimension_name(parse_dimension(written)) == named


@pytest.mark.parametrize(
    "written", ["", " length", "length/", "/year", "1/year", "a b", "a**2", "长"]
)
def test_what_is_no_dimension(written: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(written)}$"):
        parse_dimension(written)


def test_one_over_a_dimension_has_a_name() -> None:
    assert dimension_name(raise_dimension(parse_dimension("year"), -1)) == "1/year"


def test_five_years_of_money_a_year_is_money() -> None:
    years, funds = BUILT_IN["年"].dimension, BUILT_IN["亿元/年"].dimension
    assert combine_dimensions((years, funds)) == BUILT_IN["亿元"].dimension


ROUNDINGS = [
    # value, decimals, exact or about, over or at least, under or at most
    ("86.494", 1, "86.5", "86.4", "86.5"),
    ("6.381", 1, "6.4", "6.3", "6.4"),
    ("2.5", 0, "2", "2", "3"),
    ("3.5", 0, "4", "3", "4"),
    ("0.25", 1, "0.2", "0.2", "0.3"),
    ("7", 2, "7.00", "7.00", "7.00"),
    ("-2.5", 0, "-2", "-3", "-2"),
    ("-0.04", 1, "0.0", "-0.1", "0.0"),
]


@pytest.mark.parametrize(("value", "decimals", "near", "down", "up"), ROUNDINGS)
def test_rounding_follows_the_bound(
    value: str, decimals: int, near: str, down: str, up: str
) -> None:
    rounded = {bound: str(round_to(Decimal(value), decimals, bound)) for bound in Bound}
    assert rounded == {
        Bound.EXACT: near,
        Bound.ABOUT: near,
        Bound.OVER: down,
        Bound.AT_LEAST: down,
        Bound.UNDER: up,
        Bound.AT_MOST: up,
    }


def test_rounding_loses_no_digit_of_a_long_number() -> None:
    value = Decimal("123456789012345678901234567890123.5")
    assert round_to(value, 9, Bound.EXACT) == value


def test_decimals_as_written() -> None:
    written = {"8807.60": 2, "8807.6": 1, "8807": 0, "1E+3": 0, "0.000": 3}
    assert {text: count_decimals(Decimal(text)) for text in written} == written


def test_decimals_that_show_so_many_digits() -> None:
    shown = {("0.88076", 5): 5, ("0.088076", 5): 6, ("88076000", 5): 0, ("1.2", 1): 0, ("0", 3): 0}
    for (value, digits), decimals in shown.items():
        assert significant_decimals(Decimal(value), digits) == decimals


BASE_TEXTS = [
    ("8807.60", "亿元", "880760000000"),
    ("65.9", "GWh", "65900000000"),
    ("9.1", "%", "0.091"),
    ("1.7", "万亿元", "1700000000000"),
    ("-1.50", "元", "-1.5"),
    ("0", "个", "0"),
    ("1234567890.12345", "元", "1234567890.12"),
    ("0.3333333333333333333", "倍", "0.333333333333"),
    ("123456789.0123456", "万元", "1234567890120"),
]


@pytest.mark.parametrize(("value", "unit", "text"), BASE_TEXTS)
def test_base_value_with_twelve_digits(value: str, unit: str, text: str) -> None:
    assert base_text(to_base(Decimal(value), BUILT_IN[unit])) == text


# The page of units -------------------------------------------------------------------------------

UNITS_PAGES = [(TOP / "docs" / name).read_text("utf-8") for name in ("units.md", "zh/units.md")]
SPOKEN = {code: language(code) for code in ("zh", "en", "de")}


@pytest.mark.parametrize("unit", worded_units(SPOKEN).values(), ids=lambda unit: unit.id)
def test_the_page_of_units_lists_it_with_its_scale_and_how_it_reads(unit: Unit) -> None:
    exact = Fraction(unit.scale).limit_denominator(10**8)
    scale = str(exact) if exact.denominator == 3 else f"{unit.scale.normalize():f}"
    reads = [exact_text(Decimal(12), unit, each.numbers) for each in SPOKEN.values()]
    cells = (f"`{unit.id}`", dimension_name(unit.dimension), scale, *reads)
    row = f"| {' | '.join(cells)} |".replace("\N{NO-BREAK SPACE}", " ")
    assert all(row in page for page in UNITS_PAGES)


@pytest.mark.parametrize("page", UNITS_PAGES, ids=["en", "zh"])
def test_the_page_of_units_lists_no_other(page: str) -> None:
    listed = re.findall(r"^\| `(.+?)` \|", page, re.MULTILINE)
    assert sorted(listed) == sorted(worded_units(SPOKEN))


@pytest.mark.parametrize("page", UNITS_PAGES, ids=["en", "zh"])
def test_the_example_of_a_unit_is_sound(page: str, tmp_path: Path) -> None:
    [example] = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    units = (SMALL / "data/units.yaml").read_text("utf-8") + example

    assert load_with(tmp_path, {"data/units.yaml": units}).problems == ()
