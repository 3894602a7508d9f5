"""Formulas: their grammar, their arithmetic, and what becomes of the bounds of their inputs."""

import random
from collections.abc import Mapping
from decimal import Decimal

import pytest

from changzhou_site.arithmetic import Quantity, bound_of, bounded
from changzhou_site.errors import Fault
from changzhou_site.formula import compare, evaluate, parse_check, parse_formula
from changzhou_site.load.built_in import worded_units
from changzhou_site.model import Bound, Name, Unit, names
from changzhou_site.units import CONTEXT, RATIO, dimension_name, parse_dimension, to_base
from tests.support import language

UNITS: Mapping[str, Unit] = worded_units({"zh": language("zh"), "en": language("en")})


def value(formula: str, **known: Quantity) -> Quantity:
    """A formula's value, its names standing for quantities."""

    def lookup(name: Name) -> Quantity:
        return known[name.id + (f"_{name.period}" if name.period else "")]

    return evaluate(parse_formula(formula, UNITS), lookup, UNITS)


def ratio(number: str | int, bound: str = "exact") -> Quantity:
    return bounded(Decimal(number), RATIO, Bound(bound))


def measured(number: str, unit: str, bound: str = "exact") -> Quantity:
    return bounded(to_base(Decimal(number), UNITS[unit]), UNITS[unit].dimension, Bound(bound))


def fault(formula: str, **known: Quantity) -> tuple[str, int]:
    """The code and the offset of what is wrong with a formula."""
    with pytest.raises(Fault) as error:
        value(formula, **known)
    return error.value.code, error.value.offset


# Grammar -----------------------------------------------------------------------------------------

PRECEDENCE = {
    "2 + 3 * 4": 14,
    "(2 + 3) * 4": 20,
    "2 * 3 + 4": 10,
    "10 - 4 - 3": 3,
    "24 / 4 / 3": 2,
    "24 / 4 * 3": 18,
    "2 ** 3 ** 2": 512,
    "(2 ** 3) ** 2": 64,
    "2 * 3 ** 2": 18,
    "-2 ** 2": -4,
    "(-2) ** 2": 4,
    "2 ** -1": Decimal("0.5"),
    "-2 * -3": 6,
    "- - 5": 5,
    "4 - -1": 5,
    "min(3, 1 + 1, 7)": 2,
    "max(3, min(9, 5)) * 2": 10,
    "round(2.5) + round(3.5)": 6,
    "round(2.345, 2)": Decimal("2.34"),
    "round(1234, 0 - 2)": 1200,
    "round(1250, -2)": 1200,
    "50%": Decimal("0.5"),
    "5 倍 - 300%": 2,
    "1-1": 0,
    "  7  ": 7,
    "0.50 * 2": 1,
}


@pytest.mark.parametrize(("formula", "result"), PRECEDENCE.items(), ids=PRECEDENCE)
def test_precedence(formula: str, result: Decimal) -> None:
    assert value(formula).value == result


EXACTNESS = {
    "6 / 3": "2",
    "0.1 + 0.2": "0.3",
    "1 / 3": "0.3333333333333333333333333333333333",
    "2 / 3": "0.6666666666666666666666666666666667",
    "10 ** 20 + 1 - 10 ** 20": "1",
    "4 ** 0.5": "2",
    "3 ** -3": "0.03703703703703703703703703703703704",
}


@pytest.mark.parametrize(("formula", "result"), EXACTNESS.items(), ids=EXACTNESS)
def test_decimals_to_34_digits(formula: str, result: str) -> None:
    assert value(formula).value == Decimal(result)


def test_a_name_with_a_period_is_an_observation() -> None:
    known = {"gdp_2021": ratio(12), "gdp_2020": ratio(10), "gdp": ratio(1)}
    assert value("gdp@2021 / gdp @ 2020 - gdp", **known).value == Decimal("0.2")


@pytest.mark.parametrize(
    ("formula", "periods"),
    [
        ("gdp@2021/gdp@2020", ["2021", "2020"]),
        ("gdp@2021-gdp@2020-1", ["2021", "2020"]),
        ("gdp@2016/2021", ["2016/2021"]),
        ("gdp@2021-12/gdp@2021-Q1", ["2021-12", "2021-Q1"]),
        ("gdp@2021-12-29*gdp@../2025", ["2021-12-29", "../2025"]),
        ("gdp@2021-13 + gdp@21", ["2021-13", "21"]),
        ("gdp+output", [None, None]),
    ],
)
def test_periods_end_where_a_period_ends(formula: str, periods: list[str | None]) -> None:
    assert [name.period for name in names(parse_formula(formula, UNITS))] == periods


def test_names_know_where_they_stand() -> None:
    found = names(parse_formula("最" * 0 + "5 年 * funds - (gdp + funds)", UNITS))
    assert [(name.id, name.offset) for name in found] == [("funds", 6), ("gdp", 15), ("funds", 21)]


SYNTAX = {
    "": 0,
    "gdp +": 5,
    "* gdp": 0,
    "(gdp": 4,
    "gdp)": 3,
    "gdp gdp": 4,
    "2 gdp": 2,
    "5 parsecs": 2,
    "gdp ＋ 1": 4,
    "２ * gdp": 0,
    "gdp × 2": 4,
    "010": 0,
    "8_000": 0,
    "1e5": 1,
    "0x1F": 3,
    "1:30": 1,
    "gdp, gdp": 3,
    "sum(gdp)": 0,
    "min": 0,
    "min()": 4,
    "max(1,)": 6,
    "round(1, 2, 3)": 0,
    "round(1, 0.5)": 0,
    "round(1, 2 年)": 0,
    "gdp@": 3,
    "GDP": 0,
    "gdp == 1": 4,
    "中 + 1": 0,
    "亿元": 0,
}


@pytest.mark.parametrize(("formula", "offset"), SYNTAX.items(), ids=SYNTAX)
def test_syntax_is_told_with_its_character(formula: str, offset: int) -> None:
    assert fault(formula, gdp=ratio(1)) == ("formula-syntax", offset)


def test_a_long_formula_and_a_deep_one_are_refused() -> None:
    assert fault("1" + " + 1" * 5000)[0] == "formula-syntax"
    assert fault("(" * 5000)[0] == "formula-syntax"
    assert fault("-" * 5000 + "1")[0] == "formula-syntax"
    assert value("1" + " + 1" * 99).value == 100


@pytest.mark.parametrize(
    ("check", "parts"),
    [
        ("gdp < 1", ("<", 1, 0)),
        ("gdp + 1 >= output * 2", (">=", 1, 1)),
        ("1 == 1", ("==", 0, 0)),
        ("gdp!=output", ("!=", 1, 1)),
    ],
)
def test_a_check_is_one_comparison(check: str, parts: tuple[str, int, int]) -> None:
    sign, left, right = parse_check(check, UNITS)
    assert (sign, len(list(names(left))), len(list(names(right)))) == parts


@pytest.mark.parametrize(
    ("check", "told"),
    [
        ("gdp", ("not-a-comparison", 3)),
        ("gdp + 1)", ("not-a-comparison", 7)),
        ("1 < 2 < 3", ("formula-syntax", 6)),
        ("gdp = 1", ("formula-syntax", 4)),
        ("gdp ≤ 1", ("formula-syntax", 4)),
        ("< 1", ("formula-syntax", 0)),
    ],
)
def test_what_is_no_check(check: str, told: tuple[str, int]) -> None:
    with pytest.raises(Fault) as error:
        parse_check(check, UNITS)
    assert (error.value.code, error.value.offset) == told


def test_comparisons_see_30_digits() -> None:
    third = value("1 / 3 * 3").value
    assert third != 1
    assert compare("==", third, Decimal(1))
    assert not compare("<", third, Decimal(1))
    assert not compare("==", Decimal("1.00000000001"), Decimal(1))


# Units -------------------------------------------------------------------------------------------

UNIT_RESULTS = {
    "5 年 * 100 亿元/年": ("CNY", "500", "亿元"),
    "5年*100亿元/年": ("CNY", "500", "亿元"),
    "100 亿元/年 * 5 年": ("CNY", "500", "亿元"),
    "1.2 万亿元 * 43%": ("CNY", "5160", "亿元"),
    "1 万亿元 - 8807.6 亿元": ("CNY", "1192.4", "亿元"),
    "8000 亿元 / 500 亿元": ("ratio", "16", "倍"),
    "33 个 / 41 个 * 41": ("ratio", "33", "倍"),
    "1 TWh / 4": ("energy", "250", "GWh"),
    "min(1 万元, 9999 元)": ("CNY", "9999", "元"),
    "100 亿元 / 5 年": ("CNY/year", "20", "亿元/年"),
}


@pytest.mark.parametrize(("formula", "expected"), UNIT_RESULTS.items(), ids=UNIT_RESULTS)
def test_units_in_formulas(formula: str, expected: tuple[str, str, str]) -> None:
    dimension, number, unit = expected
    result = value(formula)
    assert dimension_name(result.dimension) == dimension
    assert result.value == pytest.approx(
        to_base(Decimal(number), UNITS[unit]), rel=Decimal("1e-30")
    )


def test_powers_of_units() -> None:
    assert value("(2 年) ** 2").dimension == parse_dimension("year*year")
    assert value("(2 年) ** 0").dimension == RATIO
    assert dimension_name(value("(2 年) ** -1").dimension) == "1/year"


DIMENSION_FAULTS = {
    "1 元 + 1": ("dimension-mismatch", 4),
    "1 元 - 1 GWh": ("dimension-mismatch", 4),
    "1 + 5 年": ("dimension-mismatch", 2),
    "5 年 + 5 天": ("dimension-mismatch", 4),
    "min(1 元, 1)": ("dimension-mismatch", 0),
    "max(1 个, 1 位)": ("dimension-mismatch", 0),
    "2 ** 1 年": ("bad-exponent", 2),
    "(4 元) ** 0.5": ("bad-exponent", 6),
    "(0 - 4) ** 0.5": ("bad-exponent", 8),
    "0 ** -1": ("bad-exponent", 2),
    "2 ** 1001": ("bad-exponent", 2),
    "1 / 0": ("division-by-zero", 2),
    "1 / (2 - 2)": ("division-by-zero", 2),
    "0 ** 0": ("no-result", 2),
    "(10 ** 999) ** 9": ("no-result", 12),
    "(1 元) ** 2 + 1 元": ("dimension-mismatch", 11),
}


@pytest.mark.parametrize(("formula", "told"), DIMENSION_FAULTS.items(), ids=DIMENSION_FAULTS)
def test_arithmetic_faults_stand_at_their_operator(formula: str, told: tuple[str, int]) -> None:
    assert fault(formula) == told


def test_an_exponent_is_exact() -> None:
    assert fault("2 ** x", x=ratio(3, "over")) == ("bad-exponent", 2)


# Bounds ------------------------------------------------------------------------------------------

# Rows: the bound of a = 6; columns: that of b = 3. `open` is a result that is open both ways.
COLUMNS = ["exact", "over", "at-least", "under", "at-most", "about"]
TABLES = {
    "a + b": """
        exact    | exact    over     at-least under    at-most  about
        over     | over     over     over     open     open     about
        at-least | at-least over     at-least open     open     about
        under    | under    open     open     under    under    about
        at-most  | at-most  open     open     under    at-most  about
        about    | about    about    about    about    about    about
    """,
    "a - b": """
        exact    | exact    under    at-most  over     at-least about
        over     | over     open     open     over     over     about
        at-least | at-least open     open     over     at-least about
        under    | under    under    under    open     open     about
        at-most  | at-most  under    at-most  open     open     about
        about    | about    about    about    about    about    about
    """,
    "a * b": """
        exact    | exact    over     at-least under    at-most  about
        over     | over     over     over     open     open     about
        at-least | at-least over     at-least open     open     about
        under    | under    open     open     under    under    about
        at-most  | at-most  open     open     under    at-most  about
        about    | about    about    about    about    about    about
    """,
    "a / b": """
        exact    | exact    under    at-most  over     at-least about
        over     | over     open     open     over     over     about
        at-least | at-least open     open     over     at-least about
        under    | under    under    under    open     open     about
        at-most  | at-most  under    at-most  open     open     about
        about    | about    about    about    about    about    about
    """,
    "min(a, b)": """
        exact    | exact    over     at-least under    at-most  about
        over     | exact    over     at-least under    at-most  about
        at-least | exact    over     at-least under    at-most  about
        under    | at-most  open     open     under    at-most  about
        at-most  | at-most  open     open     under    at-most  about
        about    | about    about    about    about    about    about
    """,
}  # fmt: skip


def table(text: str) -> list[tuple[str, str, str]]:
    rows = [line.split("|") for line in text.strip().splitlines()]
    return [
        (row.strip(), column, cell)
        for row, cells in rows
        for column, cell in zip(COLUMNS, cells.split(), strict=True)
    ]


CELLS = [(formula, *cell) for formula, text in TABLES.items() for cell in table(text)]


@pytest.mark.parametrize(("formula", "a", "b", "expected"), CELLS)
def test_bounds_of_two(formula: str, a: str, b: str, expected: str) -> None:
    result = value(formula, a=ratio(6, a), b=ratio(3, b))
    assert (bound_of(result) or "open") == expected


ONE = {
    # formula: with x = 4 exact, over, at-least, under, at-most, about
    "x * 2": "exact over at-least under at-most about",
    "x / 2": "exact over at-least under at-most about",
    "2 / x": "exact under at-most over at-least about",
    "x + 1": "exact over at-least under at-most about",
    "1 - x": "exact under at-most over at-least about",
    "-x": "exact under at-most over at-least about",
    "x - 9": "exact over at-least under at-most about",
    "(x - 9) / 9": "exact over at-least under at-most about",
    "(x - 9) * 3": "exact over at-least under at-most about",
    "(x - 9) * (0 - 3)": "exact under at-most over at-least about",
    "x / (0 - 2)": "exact under at-most over at-least about",
    "x * 0": "exact exact exact exact exact about",
    "x ** 2": "exact over at-least under at-most about",
    "x ** 0.5": "exact over at-least under at-most about",
    "x ** (1/3) - 1": "exact over at-least under at-most about",
    "x ** -1": "exact under at-most over at-least about",
    "x ** -3": "exact under at-most over at-least about",
    "x ** 0": "exact exact exact exact exact about",
    "round(x)": "exact at-least at-least at-most at-most about",
    "min(x, 9)": "exact over at-least under at-most about",
    "max(x, 9)": "exact at-least at-least exact exact about",
    "max(x, 1)": "exact over at-least under at-most about",
}


@pytest.mark.parametrize(("formula", "expected"), ONE.items(), ids=ONE)
def test_bounds_of_one(formula: str, expected: str) -> None:
    bounds = [bound_of(value(formula, x=ratio(4, bound))) or "open" for bound in COLUMNS]
    assert " ".join(bounds) == expected


def test_the_same_digits_are_computed_for_the_value_and_its_ends() -> None:
    """Else a bound would be lost in the 34th digit."""
    for number in range(2, 60):
        for formula in ("1 / x", "x / 7", "x ** -3", "x ** (1/7)", "x ** 2.3", "(x - 1) / x"):
            for bound in (Bound.OVER, Bound.AT_MOST):
                result = bound_of(value(formula, x=ratio(number, bound)))
                assert result is not None or formula == "(x - 1) / x"


def test_quantities_below_zero_are_taken_as_written() -> None:
    assert bound_of(value("x * 2", x=ratio(-4, "over"))) is Bound.OVER
    assert bound_of(value("x * 2", x=ratio(-4, "under"))) is Bound.UNDER
    assert bound_of(value("1 / (x - 9)", x=ratio(4, "over"))) is None


def test_the_derived_figures_of_the_fact_sheet() -> None:
    known = {
        "gdp": measured("8807.6", "亿元"),
        "goal": measured("1.2", "万亿元", "over"),
        "share": measured("43", "%", "about"),
        "capital": measured("8000", "亿元", "at-least"),
        "funds": measured("100", "亿元/年"),
    }
    results = {
        "(goal / gdp) ** (1/5) - 1": ("0.0638", Bound.OVER),
        "goal * share": ("516000000000", Bound.ABOUT),
        "capital / (5 年 * funds)": ("16", Bound.AT_LEAST),
    }
    for formula, (number, bound) in results.items():
        result = value(formula, **known)
        assert str(result.value.normalize().__format__("f")).startswith(number)
        assert bound_of(result) is bound


# What a bound says is true, whatever the inputs turn out to be -----------------------------------


FORMS = [
    "({} + {})", "({} - {})", "({} * {})", "({} / {})", "min({}, {})", "max({}, {})",
    "({} ** 2)", "({} ** -1)", "(-{})", "round({}, 1)",
]  # fmt: skip


def random_formula(chance: random.Random, depth: int) -> str:
    if depth == 0 or chance.random() < 0.2:
        return chance.choice(["a", "b", "c", "2", "0.5", "3"])
    left, right = random_formula(chance, depth - 1), random_formula(chance, depth - 1)
    return chance.choice(FORMS).format(left, right)


def random_truth(chance: random.Random, written: Decimal, bound: Bound) -> Decimal:
    """A value that a figure with a bound may really have."""
    more = Decimal(chance.choice(["0.001", "0.5", "7", "1000"]))
    less = written * Decimal(chance.choice(["0.999", "0.5", "0.01", "0"]))
    return {
        Bound.EXACT: written,
        Bound.OVER: written + more,
        Bound.AT_LEAST: chance.choice([written, written + more]),
        Bound.UNDER: less,
        Bound.AT_MOST: chance.choice([written, less]),
    }[bound]


def holds(truth: Decimal, bound: Bound, said: Decimal) -> bool:
    """Whether a truth is as a bound says, but for the last of 34 digits."""
    slack = CONTEXT.multiply(1 + abs(said), Decimal("1e-28"))
    more = CONTEXT.subtract(truth, said)
    return {
        Bound.EXACT: abs(more) <= slack,
        Bound.OVER: more > -slack,
        Bound.AT_LEAST: more >= -slack,
        Bound.UNDER: more < slack,
        Bound.AT_MOST: more <= slack,
    }[bound]


def test_no_bound_says_what_may_be_false() -> None:
    chance = random.Random(20220208)
    judged = 0
    for _ in range(1500):
        formula = random_formula(chance, 3)
        written = {name: Decimal(chance.choice([1, 2, 4, 7])) for name in "abc"}
        bounds = {name: chance.choice([b for b in Bound if b is not Bound.ABOUT]) for name in "abc"}
        inputs = {name: ratio(str(written[name]), bounds[name]) for name in "abc"}
        truths = {name: random_truth(chance, written[name], bounds[name]) for name in "abc"}
        try:
            result = value(formula, **inputs)
            truth = value(formula, **{name: ratio(str(truths[name])) for name in "abc"}).value
        except Fault:
            continue
        bound = bound_of(result)
        if bound is not None:
            judged += 1
            assert holds(truth, bound, result.value), (formula, written, bounds, truths)
    assert judged > 500
