"""How the figures are to be read: bounds, kinds, rounding, units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from babel import Locale
from babel.numbers import get_currency_name, get_decimal_symbol
from markupsafe import Markup

from changzhou_site.figures import cldr, exact_text
from changzhou_site.model import Bound, Dimension, Kind, Rounding, Unit
from changzhou_site.render.desk import Desk
from changzhou_site.scripts import tagged
from changzhou_site.units import (
    COUNT,
    RATIO,
    count_decimals,
    dimension_name,
    is_rank,
    round_to,
    significant_decimals,
)

LONGEST = 6
"""Decimals of a number that is told whole."""

BASES: Mapping[Dimension, str] = {RATIO: "base_ratio", ((COUNT, 1),): "base_count"}
"""What is said of units that are numbers of their own accord."""


@dataclass(frozen=True)
class Term:
    """A word that figures carry, and what it means here."""

    word: str
    meaning: str | Markup


@dataclass(frozen=True)
class UnitView:
    """A unit as the data files name it, as it reads, and what one of it is."""

    id: Markup
    one: str
    base: str


def terms(desk: Desk) -> Iterator[Term]:
    """The bounds and kinds that occur among the figures. A bound of a rank is a form of its own:
    `前n位`, `top n`."""
    indicators, numbers = desk.site.indicators.values(), desk.language.numbers
    bounds = {(is_rank(each.unit), o.bound) for each in indicators for o in each.observations}
    for bound in Bound:
        if bound is not Bound.EXACT and (False, bound) in bounds:
            yield Term(numbers.bound_word(bound), desk.words[f"meaning_{bound}"])
    for bound, form in numbers.ranks.items():
        if bound is not Bound.EXACT and (True, bound) in bounds:
            yield Term(form.format(n="n", nth="n"), desk.words["meaning_rank"])
    kinds = {indicator.kind for indicator in indicators}
    for kind in Kind:
        if kind is not Kind.ACTUAL and kind in kinds:
            yield Term(desk.kind_word(kind), desk.words[f"meaning_{kind}"])


def rules(desk: Desk) -> Iterator[str]:
    """How figures are copied, derived, rounded and converted."""
    derived = [each for each in desk.site.indicators.values() if each.formula]
    rounded = {each.newest.bound.rounding for each in derived}
    yield desk.words["as_written"]
    if derived:
        yield desk.words["inherits"]
    for rounding in Rounding:
        if rounding in rounded:
            yield desk.words[f"rounding_{rounding.word}"]
    yield desk.words["conversions"]


# Units -------------------------------------------------------------------------------------------


def unit_views(desk: Desk) -> list[UnitView]:
    """The units of the figures, each kind together, small before large."""
    units, numbers = desk.site.used_units, desk.language.numbers
    kinds = list(dict.fromkeys(unit.dimension for unit in units))
    ordered = sorted(units, key=lambda unit: (kinds.index(unit.dimension), unit.scale))
    one = Decimal(1)
    return [
        UnitView(
            tagged(each.id, desk.language, desk.site),
            exact_text(one, each, numbers),
            _base(desk, each),
        )
        for each in ordered
    ]


def _base(desk: Desk, unit: Unit) -> str:
    """What one of a unit is."""
    if is_rank(unit):
        return desk.words["base_rank"]
    if unit.scale == 1:
        return desk.words[BASES.get(unit.dimension, "base_itself")]
    number = _counted(unit.scale, cldr(desk.language.locale))
    name = _base_name(desk, unit)
    if name is None:
        unknown = dimension_name(unit.dimension)
        return desk.words["base_unnamed"].format(number=number, dimension=unknown)
    return desk.words["base"].format(number=number, unit=name).strip()


def _counted(scale: Decimal, locale: Locale) -> str:
    """A number with its thousands parted so that they can be counted, also where the language does
    not part them; one that has no end, as the square metres of a mu, with six digits."""
    endless = count_decimals(scale) > LONGEST
    digits = significant_decimals(scale, LONGEST)
    shown = round_to(scale, digits, Bound.EXACT) if endless else scale
    text = f"{shown:,f}".replace(",", "\N{NO-BREAK SPACE}").replace(".", get_decimal_symbol(locale))
    return f"≈ {text}" if endless else text


def _base_name(desk: Desk, unit: Unit) -> str | None:
    """元, yuan, 元/年; None where nobody has a word for a dimension of the site's own."""
    dimension = unit.dimension
    names = {name: _dimension_word(desk, name, unit) for name, _ in dimension if name != COUNT}
    if None in names.values():
        return None
    powers = [(names[name] or "", power) for name, power in dimension if name in names]
    over = [name for name, power in powers for _ in range(power)]
    return "·".join(over) + "".join(f"/{name}" for name, power in powers for _ in range(-power))


def _dimension_word(desk: Desk, name: str, unit: Unit) -> str | None:
    """A dimension's base unit, as the theme or, for so much money, CLDR has it."""
    locale = cldr(desk.language.locale)
    if word := desk.words.get(f"base_{name}"):
        return word
    return get_currency_name(name, unit.scale, locale) if name in locale.currencies else None
