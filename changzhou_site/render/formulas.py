"""A formula as readers see it: in words, and with the values put in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from changzhou_site.addresses import row_address
from changzhou_site.figures import Found, bound_html, exact_text, find_name, observed_text
from changzhou_site.formula import Part, Raised, written
from changzhou_site.model import Expression, Indicator, Literal, Name, Site, names
from changzhou_site.render.desk import Desk
from changzhou_site.units import NO_UNIT


@dataclass(frozen=True)
class FormulaView:
    """How a figure is derived."""

    labels: Markup
    """The formula over the labels of its inputs, each a link to its row."""
    values: Markup
    """The same with the value of each input, bound."""


def formula_view(desk: Desk, indicator: Indicator) -> FormulaView | None:
    """A derived indicator's formula; None for one that is written."""
    if indicator.formula is None:
        return None
    expression = indicator.formula.expression
    return FormulaView(
        labels=in_labels(desk, expression, dated_ids(expression)),
        values=in_values(desk, expression),
    )


def formula_inputs(site: Site, indicator: Indicator) -> tuple[Found, ...]:
    """What a derived indicator's formula names, each once; nothing for one that is written."""
    if indicator.formula is None:
        return ()
    found = (find_name(name, site) for name in names(indicator.formula.expression))
    return tuple({input.key: input for input in found}.values())


def dated_ids(*expressions: Expression) -> frozenset[str]:
    """The indicators that are named with a period. Wherever one of them is named, its period is
    told, so that `gdp / gdp@2018` is not a figure by itself."""
    return frozenset(name.id for each in expressions for name in names(each) if name.period)


def in_labels(desk: Desk, expression: Expression, dated: frozenset[str]) -> Markup:
    """A formula over the labels of its inputs, each a link to its row; the `dated` ones with their
    periods."""
    return _joined(desk, expression, partial(_label, dated))


def dated_label(desk: Desk, input: Found, dated: frozenset[str]) -> str:
    """An input's label, with the period of its observation if it is one of the `dated`."""
    label = desk.plain(input.indicator.label)
    period = observed_text(input.observation, desk.language)
    if input.indicator.id not in dated or not period:
        return label
    return desk.words["dated_label"].format(label=label, period=period)


def in_values(desk: Desk, expression: Expression) -> Markup:
    """A formula with the value of each input, bound."""
    return _joined(desk, expression, _value)


RAISED = {Raised.START: Markup("<sup>"), Raised.END: Markup("</sup>")}


def _joined(desk: Desk, expression: Expression, word: Callable[[Desk, Name], Markup]) -> Markup:
    return Markup().join(_part(desk, part, word) for part in written(expression))


def _part(desk: Desk, part: Part, word: Callable[[Desk, Name], Markup]) -> Markup:
    if isinstance(part, Raised):
        return RAISED[part]
    if isinstance(part, Literal):
        return _literal(desk, part)
    return word(desk, part) if isinstance(part, Name) else Markup.escape(part)


def _label(dated: frozenset[str], desk: Desk, name: Name) -> Markup:
    label = dated_label(desk, find_name(name, desk.site), dated)
    return Markup('<a href="{}">{}</a>').format(row_address(desk.meta, desk.code, name.id), label)


def _value(desk: Desk, name: Name) -> Markup:
    return bound_html(find_name(name, desk.site), desk.site, desk.language, linked=False)


def _literal(desk: Desk, literal: Literal) -> Markup:
    unit = desk.site.units.get(literal.unit or "", NO_UNIT)
    return Markup.escape(exact_text(literal.value, unit, desk.language.numbers))
