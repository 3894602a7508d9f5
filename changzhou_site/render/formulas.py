"""A formula as readers see it: in words, and with the values put in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from changzhou_site.addresses import full_row_address
from changzhou_site.figures import Found, bound_html, exact_text, find_name, observed_text
from changzhou_site.formula import Part, Raised, shown_derivation, written
from changzhou_site.model import Expression, Indicator, Literal, Name, Observation, Site, names
from changzhou_site.render.desk import Desk
from changzhou_site.units import NO_UNIT


@dataclass(frozen=True)
class FormulaView:
    """How a figure is derived."""

    labels: Markup
    """The formula over the labels of its inputs, each a link to its row."""
    values: Markup
    """The same with the value of each input, bound."""


def formula_view(desk: Desk, indicator: Indicator, observation: Observation) -> FormulaView:
    """The formula of an observation that has one."""
    expression = observation.derivation
    assert expression is not None
    labels = in_labels(desk, expression, dated_ids(expression))
    shown = shown_derivation(indicator, observation, desk.site)
    return FormulaView(labels, in_values(desk, shown))


def formula_inputs(site: Site, observation: Observation) -> tuple[Found, ...]:
    """What the formula of an observation names, each once; nothing for one that is written."""
    if observation.derivation is None:
        return ()
    found = (find_name(name, site) for name in names(observation.derivation))
    return tuple({input.key: input for input in found}.values())


def dated_ids(*expressions: Expression) -> frozenset[str]:
    """The indicators that are named with a period. Wherever one of them is named, its period is
    told, so that `gdp / gdp@2018` is not a figure by itself."""
    return frozenset(name.id for each in expressions for name in names(each) if name.period)


def in_labels(desk: Desk, expression: Expression, dated: frozenset[str]) -> Markup:
    """A formula over the labels of its inputs, each a link to its row; the `dated` ones with their
    periods."""

    def linked(name: Name) -> Markup:
        label = dated_label(desk, find_name(name, desk.site), dated)
        row = full_row_address(desk.site, desk.code, name.id)
        return Markup('<a href="{}">{}</a>').format(row, label)

    return _joined(desk, expression, linked)


def dated_label(desk: Desk, input: Found, dated: frozenset[str]) -> str:
    """An input's label, with the period of its observation if it is one of the `dated`."""
    label = desk.plain(input.indicator.label)
    period = observed_text(input.observation, desk.language)
    if input.indicator.id not in dated or not period:
        return label
    return desk.words["dated_label"].format(label=label, period=period)


def in_values(desk: Desk, expression: Expression) -> Markup:
    """A formula with the value of each input, bound."""

    def value(name: Name) -> Markup:
        return bound_html(find_name(name, desk.site), desk.site, desk.language, linked=False)

    return _joined(desk, expression, value)


RAISED = {Raised.START: Markup("<sup>"), Raised.END: Markup("</sup>")}


def _joined(desk: Desk, expression: Expression, word: Callable[[Name], Markup]) -> Markup:
    return Markup().join(_part(desk, part, word) for part in written(expression))


def _part(desk: Desk, part: Part, word: Callable[[Name], Markup]) -> Markup:
    if isinstance(part, Raised):
        return RAISED[part]
    if isinstance(part, Literal):
        unit = desk.site.units.get(part.unit or "", NO_UNIT)
        return Markup.escape(exact_text(part.value, unit, desk.language.numbers))
    return word(part) if isinstance(part, Name) else Markup.escape(part)
