"""A formula as readers see it: in words, and with the values put in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from changzhou_site.figures import bound_html
from changzhou_site.formula import (
    Expression,
    Literal,
    Name,
    Part,
    Raised,
    names,
    parse_formula,
    written,
)
from changzhou_site.model import Bound, Indicator, Site
from changzhou_site.figures import Found, Value, find_value
from changzhou_site.render.desk import Scene
from changzhou_site.units import NO_UNIT, count_decimals
from changzhou_site.figures import digits_text, observed_text, quantity_text


@dataclass(frozen=True)
class FormulaView:
    """How a figure is derived."""

    labels: Markup
    """The formula over the labels of its inputs, each a link to its row."""
    values: Markup
    """The same with the value of each input, bound."""


def formula_view(scene: Scene, indicator: Indicator) -> FormulaView | None:
    """A derived indicator's formula; None for one that is written."""
    if indicator.formula is None:
        return None
    expression = parse_formula(indicator.formula.value, scene.site.units)
    return FormulaView(
        labels=in_labels(scene, expression, dated_ids(expression)),
        values=in_values(scene, expression),
    )


def formula_inputs(site: Site, indicator: Indicator) -> tuple[Found, ...]:
    """What a derived indicator's formula names, each once; nothing for one that is written."""
    if indicator.formula is None:
        return ()
    expression = parse_formula(indicator.formula.value, site.units)
    found = (find_value(_named(name), site) for name in names(expression))
    return tuple({input.key: input for input in found}.values())


def _named(name: Name) -> Value:
    return Value(name.id, name.period, None, None, None, 0)


def dated_ids(*expressions: Expression) -> frozenset[str]:
    """The indicators that are named with a period. Wherever one of them is named, its period is
    told, so that `gdp / gdp@2018` is not a figure by itself."""
    return frozenset(name.id for each in expressions for name in names(each) if name.period)


def in_labels(scene: Scene, expression: Expression, dated: frozenset[str]) -> Markup:
    """A formula over the labels of its inputs, each a link to its row; the `dated` ones with their
    periods."""
    return _joined(scene, expression, partial(_label, dated))


def dated_label(scene: Scene, input: Found, dated: frozenset[str]) -> str:
    """An input's label, with the period of its observation if it is one of the `dated`."""
    label = scene.plain(input.indicator.label)
    period = observed_text(input.observation, scene.language)
    if input.indicator.id not in dated or not period:
        return label
    return scene.words["dated_label"].format(label=label, period=period)


def in_values(scene: Scene, expression: Expression) -> Markup:
    """A formula with the value of each input, bound."""
    return _joined(scene, expression, _value)


RAISED = {Raised.START: Markup("<sup>"), Raised.END: Markup("</sup>")}


def _joined(scene: Scene, expression: Expression, word: Callable[[Scene, Name], Markup]) -> Markup:
    return Markup().join(_part(scene, part, word) for part in written(expression))


def _part(scene: Scene, part: Part, word: Callable[[Scene, Name], Markup]) -> Markup:
    if isinstance(part, Raised):
        return RAISED[part]
    if isinstance(part, Literal):
        return _literal(scene, part)
    return word(scene, part) if isinstance(part, Name) else Markup.escape(part)


def _label(dated: frozenset[str], scene: Scene, name: Name) -> Markup:
    label = dated_label(scene, find_value(_named(name), scene.site), dated)
    return Markup('<a href="{}">{}</a>').format(scene.addresses.row(name.id), label)


def _value(scene: Scene, name: Name) -> Markup:
    return bound_html(_named(name), scene.site, scene.language, None)


def _literal(scene: Scene, literal: Literal) -> Markup:
    decimals = count_decimals(literal.value)
    if literal.unit is None:
        return Markup.escape(digits_text(literal.value, scene.language))
    unit = scene.site.units.get(literal.unit, NO_UNIT)
    return Markup.escape(quantity_text(literal.value, decimals, unit, Bound.EXACT, scene.language))
