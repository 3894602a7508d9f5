"""How a derived indicator comes about: its formula, the tree of its inputs, its bound."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from changzhou_site.arithmetic import Quantity, bound_of, quantity
from changzhou_site.explain.layout import Branch, drawn, wrapped
from changzhou_site.figures import exact_text, find_name, value_text
from changzhou_site.formula import Part, Raised, evaluate, shown_derivation, written
from changzhou_site.model import (
    Bound,
    Expression,
    Indicator,
    Language,
    Literal,
    Name,
    Observation,
    Site,
    names,
)
from changzhou_site.units import NO_UNIT


def derivation(indicator: Indicator, site: Site) -> Iterator[str]:
    """The formula with its values, its inputs down to written figures, and its bound's reason."""
    expression = indicator.newest.derivation
    if expression is None:
        return
    shown = shown_derivation(indicator, indicator.newest, site)
    yield "Formula"
    yield from wrapped("", str(indicator.formula), 2)
    for language in site.languages.values():
        formula = "".join(_part(part, site, language) for part in written(shown))
        result = value_text(indicator, indicator.newest, language)
        yield from wrapped("", f"{formula} = {result}", 2)
    yield ""
    yield f"  {indicator.id}  {_told(indicator, indicator.newest, site)}"
    yield from drawn(_branches(expression, site, set()))
    yield from _reasons(indicator, expression, site)


RAISED = {Raised.START: " ^ (", Raised.END: ")"}


def _part(part: Part, site: Site, language: Language) -> str:
    """A sign, or the value that stands in its place."""
    if isinstance(part, Raised):
        return RAISED[part]
    if isinstance(part, Literal):
        unit = site.units.get(part.unit or "", NO_UNIT)
        return exact_text(part.value, unit, language.numbers)
    if not isinstance(part, Name):
        return part
    found = find_name(part, site)
    return value_text(found.indicator, found.observation, language)


def _key(name: Name) -> str:
    return f"{name.id}@{name.period}" if name.period else name.id


# The inputs --------------------------------------------------------------------------------------


def _branches(expression: Expression, site: Site, told: set[str]) -> tuple[Branch, ...]:
    """The inputs of a formula, each with its own; one that was told before is only named."""
    inputs = {_key(name): name for name in names(expression)}
    return tuple(_branch(key, name, site, told) for key, name in inputs.items())


def _branch(key: str, name: Name, site: Site, told: set[str]) -> Branch:
    found = find_name(name, site)
    indicator, observation = found.indicator, found.observation
    if key in told:
        return Branch(f"{key}  (above)")
    told.add(key)
    text = f"{key}  {_told(indicator, observation, site)}"
    if observation.derivation is None:
        return Branch(f"{text}  {', '.join(map(str, observation.citations))}".rstrip())
    formula = " ".join(str(indicator.formula).split())
    branches = _branches(observation.derivation, site, told)
    return Branch(f"{text}  = {formula}", branches)


def _told(indicator: Indicator, observation: Observation, site: Site) -> str:
    """A value with its period."""
    value = value_text(indicator, observation, site.first)
    period = observation.period
    return f"{value}, {period.written}" if period else value


# The bound ---------------------------------------------------------------------------------------


def _reasons(indicator: Indicator, expression: Expression, site: Site) -> Iterator[str]:
    """Why the result is not exact: what each input's bound makes of it, alone."""
    bound = indicator.newest.bound
    if bound is Bound.EXACT:
        return
    yield ""
    yield f"  It is {_words(bound)}, since"
    effects = []
    for key, name in {_key(name): name for name in names(expression)}.items():
        effect = _bound(expression, site, only=key)
        if effect is not Bound.EXACT:
            own = find_name(name, site).observation.bound
            effects.append(effect)
            yield f"    {key} is {_words(own)}, which alone makes the result {_words(effect)}"
    if _bound(expression, site) is None:
        yield "    all together leave it open both ways, and the file declares which it is"
    elif not effects:
        yield "    its inputs together make it so, though none of them does alone"
    elif bound.is_soft and set(effects) != {bound}:
        yield "    with any input that is about, the result is about"


def _words(bound: Bound | None) -> str:
    return str(bound).replace("-", " ") if bound else "open both ways"


def _bound(expression: Expression, site: Site, only: str | None = None) -> Bound | None:
    """The result's bound, or what it would be if `only` that input were not exact; None if the
    result is open both ways."""

    def lookup(name: Name) -> Quantity:
        found = find_name(name, site)
        observation = found.observation
        if only not in (None, _key(name)):
            observation = replace(observation, bound=Bound.EXACT)
        return quantity(found.indicator, observation)

    return bound_of(evaluate(expression, lookup, site.units))
