"""How the figures are to be read: bounds, kinds, rounding, units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from changzhou_site.model import Bound, Dimension, Indicator, Kind, Unit
from changzhou_site.render.desk import Scene
from changzhou_site.units import COUNT, RATIO, dimension_name, is_rank
from changzhou_site.figures import BOUND_WORDS, RANK_FORMS, quantity_text

ROUNDED = {
    Bound.EXACT: "rounding_even",
    Bound.ABOUT: "rounding_even",
    Bound.OVER: "rounding_down",
    Bound.AT_LEAST: "rounding_down",
    Bound.UNDER: "rounding_up",
    Bound.AT_MOST: "rounding_up",
}

BASES: Mapping[Dimension, str] = {RATIO: "base_ratio", ((COUNT, 1),): "base_count"}
"""What is said of units that are numbers of their own accord."""


@dataclass(frozen=True)
class Term:
    """A word that figures carry, and what it means here."""

    word: str
    meaning: str


@dataclass(frozen=True)
class UnitView:
    """A unit as the data files name it, as it reads, and what one of it is."""

    id: str
    one: str
    base: str


def terms(scene: Scene) -> tuple[Term, ...]:
    """The bounds and kinds that occur among the figures."""
    return (*_bounds(scene), *_ranks(scene), *_kinds(scene))


def _bounds(scene: Scene) -> Iterator[Term]:
    found = {bound for each, bound in _bounded(scene) if not is_rank(each.unit)}
    for bound, word in BOUND_WORDS[scene.language].items():
        if bound in found:
            yield Term(word, scene.words[f"meaning_{bound}"])


def _ranks(scene: Scene) -> Iterator[Term]:
    """A bound of a rank is a form of its own: `前n位`, `top n`."""
    found = {bound for each, bound in _bounded(scene) if is_rank(each.unit)}
    for bound, form in RANK_FORMS[scene.language].items():
        if bound in found:
            yield Term(form.format(n="n"), scene.words["meaning_rank"])


def _bounded(scene: Scene) -> Iterator[tuple[Indicator, Bound]]:
    for indicator in scene.site.indicators.values():
        for observation in indicator.observations:
            if observation.bound is not Bound.EXACT:
                yield indicator, observation.bound


def _kinds(scene: Scene) -> Iterator[Term]:
    found = {indicator.kind for indicator in scene.site.indicators.values()}
    for kind in Kind:
        if kind in found and kind is not Kind.ACTUAL:
            yield Term(scene.words[f"kind_{kind}"], scene.words[f"meaning_{kind}"])


def rules(scene: Scene) -> Iterator[str]:
    """How figures are copied, derived, rounded and converted."""
    derived = [each for each in scene.site.indicators.values() if each.formula]
    rounded = {ROUNDED[each.newest.bound] for each in derived}
    yield scene.words["as_written"]
    if derived:
        yield scene.words["inherits"]
    yield from (scene.words[word] for word in dict.fromkeys(ROUNDED.values()) if word in rounded)
    yield scene.words["conversions"]


# Units -------------------------------------------------------------------------------------------


def unit_views(scene: Scene) -> tuple[UnitView, ...]:
    """The units of the figures, each kind together, small before large."""
    units = scene.site.used_units
    kinds = list(dict.fromkeys(unit.dimension for unit in units))
    ordered = sorted(units, key=lambda unit: (kinds.index(unit.dimension), unit.scale))
    return tuple(_unit(scene, unit) for unit in ordered)


def _unit(scene: Scene, unit: Unit) -> UnitView:
    one = quantity_text(Decimal(1), 0, unit, Bound.EXACT, scene.language)
    return UnitView(unit.id, one, _base(scene, unit))


def _base(scene: Scene, unit: Unit) -> str:
    """What one of a unit is: an exact number, its thousands parted so that they can be counted."""
    if is_rank(unit):
        return scene.words["base_rank"]
    if unit.scale == 1:
        return scene.words[BASES.get(unit.dimension, "base_itself")]
    number = f"{unit.scale:,f}".replace(",", "\N{NO-BREAK SPACE}")
    name = _base_name(scene, unit.dimension)
    if name is None:
        unknown = dimension_name(unit.dimension)
        return scene.words["base_unnamed"].format(number=number, dimension=unknown)
    return scene.words["base"].format(number=number, unit=name).strip()


def _base_name(scene: Scene, dimension: Dimension) -> str | None:
    """元, yuan, 元/年; None where the theme has no word for a dimension of the site's own."""
    names = {name: scene.words.get(f"base_{name}") for name, _ in dimension if name != COUNT}
    if None in names.values():
        return None
    powers = [(names[name] or "", power) for name, power in dimension if name in names]
    over = [name for name, power in powers for _ in range(power)]
    return "·".join(over) + "".join(f"/{name}" for name, power in powers for _ in range(-power))
