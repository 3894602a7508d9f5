"""Derived indicators, computed from the others with their units, bounds and sources."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable, Mapping
from graphlib import CycleError, TopologicalSorter

from changzhou_site.arithmetic import Quantity, bound_of, quantity, same_dimension
from changzhou_site.errors import Fault, Place, Problem, suggest
from changzhou_site.formula import evaluate, parse_formula
from changzhou_site.load.context import Context, citations, find_unit
from changzhou_site.load.scalars import MAX_DIGITS, Wrong, read_each, wrong
from changzhou_site.load.shapes import IndicatorShape
from changzhou_site.model import (
    Bound,
    Formula,
    Indicator,
    Kind,
    Localised,
    Name,
    Observation,
    Period,
    Unit,
    literals,
    names,
)
from changzhou_site.source import Text
from changzhou_site.units import CONTEXT, count_decimals, dimension_name

Input = tuple[Indicator, Observation]


def find_observation(
    name: Name, known: Mapping[str, Indicator], text: Text, ids: Iterable[str] = ()
) -> Input:
    """What a name in a formula stands for; `ids` are those to suggest. Raises Wrong."""
    indicator = known.get(name.id)
    if indicator is None:
        hint = suggest(name.id, {*known, *ids}, "indicators")
        raise wrong(text.at(name.offset), "unknown-indicator", f"`{name.id}`", hint)
    observation = indicator.at(name.period)
    if observation is None:
        periods = [o.period.written for o in indicator.observations if o.period]
        hint = suggest(name.period or "", periods, "periods")
        raise wrong(
            text.at(name.offset), "unknown-period", f"`{name.id}` has no `{name.period}`", hint
        )
    return indicator, observation


class Deriver:
    """Computes formulas in the order they need each other; nothing nests, however long a chain."""

    def __init__(
        self,
        shapes: Mapping[str, IndicatorShape],
        places: Mapping[str, Place],
        written: Mapping[str, Indicator],
        context: Context,
        unread: frozenset[str],
    ) -> None:
        self.shapes, self.places, self.context = shapes, places, context
        self.unread = unread
        self.known = dict(written)
        self.formulas = {id: formula for id in shapes if (formula := self._parsed(id))}

    def _parsed(self, id: str) -> Formula | None:
        text = self.shapes[id].formula
        assert text is not None
        try:
            return Formula(text, parse_formula(text.value, self.context.units))
        except Fault as fault:
            self.context.report.extend([fault.problem(text.at(fault.offset))])
            return None

    def all(self) -> dict[str, Indicator]:
        """Every formula's indicator, if it has a value."""
        needed = {id: self._needed(id) for id in self.shapes}
        order = _inputs_first(needed)
        stuck = {id: needed[id] for id in self.shapes if id not in set(order)}
        self._tell_circles(stuck)
        for id in [*order, *stuck]:
            with self.context.report:
                self._derive(id, self.shapes[id])
        return {id: self.known[id] for id in self.shapes if id in self.known}

    def _needed(self, id: str) -> dict[str, Name]:
        """The other formulas that a formula names."""
        found = names(self.formulas[id].expression) if id in self.formulas else ()
        return {name.id: name for name in found if name.id in self.shapes}

    def _tell_circles(self, stuck: Mapping[str, Mapping[str, Name]]) -> None:
        """Walks from every formula that waits for another until the walk meets itself."""
        walked: set[str] = set()
        for start in stuck:
            path: list[str] = []
            id = start
            while id not in walked:
                walked.add(id)
                path.append(id)
                id = next(other for other in stuck[id] if other in stuck)
            if id in path:
                circle = path[path.index(id) :]
                self._tell_circle(circle, stuck[circle[-1]][circle[0]])

    def _tell_circle(self, circle: list[str], closing: Name) -> None:
        place = self.formulas[circle[-1]].text.at(closing.offset)
        shown = circle if len(circle) <= 8 else [*circle[:7], "…"]
        message = " → ".join([*shown, circle[0]])
        hint = "a formula may not need its own result"
        self.context.report.error(place, "formula-circle", message, hint)

    def _derive(self, id: str, shape: IndicatorShape) -> None:
        """Adds an indicator to those that are known. Raises Wrong."""
        unit, formula = None, self.formulas.get(id)
        with self.context.report:
            unit = find_unit(shape.unit, self.context)
        if formula is None:
            return
        named = list(names(formula.expression))
        inputs = read_each(lambda name: self._input(name, formula.text), named)
        result = self._value(formula)
        if unit is None:
            return
        if not same_dimension(result.dimension, unit.dimension):
            raise _mismatch(result, unit, shape.unit or formula.text)
        observation = self._observe(id, shape, formula, inputs, result, unit)
        kind = shape.kind or _derived_kind(inputs)
        self.known[id] = Indicator(
            id, shape.label, unit, kind, (observation,), self.places[id], shape.note, formula
        )

    def _value(self, formula: Formula) -> Quantity:
        text = formula.text
        try:
            return evaluate(
                formula.expression,
                lambda name: quantity(*find_observation(name, self.known, text)),
                self.context.units,
            )
        except Fault as fault:
            raise Wrong(fault.problem(text.at(fault.offset))) from None

    def _input(self, name: Name, text: Text) -> Input:
        """What a name stands for. One with problems of its own is Wrong without more ado."""
        if name.id not in self.known and (name.id in self.places or name.id in self.unread):
            raise Wrong
        return find_observation(name, self.known, text, self.places)

    def _observe(
        self,
        id: str,
        shape: IndicatorShape,
        formula: Formula,
        inputs: Collection[Input],
        result: Quantity,
        unit: Unit,
    ) -> Observation:
        place = formula.text.place
        if not inputs:
            self._require_own(id, shape)
        period, words = shape.period, shape.period_text
        if period is None and words is None:
            period, words = _agreed_period(id, inputs, place)
        cited = [citation for _, observation in inputs for citation in observation.citations]
        cited += citations(shape.source or (), self.context)
        unique = {str(citation): citation for citation in cited}
        decimals = shape.decimals
        if decimals is None:
            decimals = _default_decimals(unit, inputs, formula)
        value = CONTEXT.divide(result.value, unit.scale)
        if value.adjusted() + decimals > MAX_DIGITS:
            message = f"the result has more than {MAX_DIGITS} digits"
            raise wrong(place, "no-result", message, "choose a larger unit, or fewer decimals")
        bound = _bound(shape.bound, bound_of(result), place)
        return Observation(value, decimals, bound, period, words, tuple(unique.values()), place)

    def _require_own(self, id: str, shape: IndicatorShape) -> None:
        """Raises Wrong where a formula of numbers alone does not say whence and when they are."""
        hint = "a formula that names no indicator says where and when its numbers hold"
        given = {"source": shape.source, "period": shape.period or shape.period_text}
        problems = [
            Problem(self.places[id], "missing-key", f"`{id}` has no `{key}`", hint)
            for key, value in given.items()
            if value is None
        ]
        if problems:
            raise Wrong(*problems)


def _mismatch(result: Quantity, unit: Unit, text: Text) -> Wrong:
    message = f"the formula gives {dimension_name(result.dimension)}, but "
    message += f"`{unit.id}` is {dimension_name(unit.dimension)}" if unit.id else "has no unit"
    return wrong(text.place, "dimension-mismatch", message, "change the formula or the unit")


def _agreed_period(
    id: str, inputs: Iterable[Input], place: Place
) -> tuple[Period | None, Localised | None]:
    """The period that all inputs have. Raises Wrong where they differ."""
    found = {
        (o.period.written if o.period else "", _words(o.period_text)): (o.period, o.period_text)
        for _, o in inputs
        if o.period or o.period_text
    }
    if len(found) > 1:
        said = ", ".join(sorted(period or words for period, words in found))
        message = f"`{id}` has no `period`, and its inputs differ: {said}"
        hint = "say which period the result is about: add `period` or `period_text`"
        raise wrong(place, "missing-key", message, hint)
    return next(iter(found.values()), (None, None))


def _bound(declared: Bound | None, computed: Bound | None, place: Place) -> Bound:
    """The bound of a result that may be open both ways. Raises Wrong."""
    if computed and declared not in (None, computed):
        message = f"`bound: {declared}` is declared, but the formula gives `{computed}`"
        raise wrong(place, "bound-contradicts", message, "remove `bound`")
    bound = computed or declared
    if bound is None:
        message = "the result is open both ways: its inputs are bounded on different sides"
        raise wrong(place, "open-both-ways", message, "declare its `bound`")
    return bound


def _inputs_first(needed: Mapping[str, Iterable[str]]) -> list[str]:
    """The ids with inputs before results, without those in a circle or behind one."""
    sorter = TopologicalSorter(needed)
    with contextlib.suppress(CycleError):
        sorter.prepare()
    order: list[str] = []
    while ready := sorter.get_ready():
        order += ready
        sorter.done(*ready)
    return order


def _words(text: Localised | None) -> str:
    return "/".join(part.value for part in text.values()) if text else ""


def _derived_kind(inputs: Iterable[Input]) -> Kind:
    kinds = {indicator.kind for indicator, _ in inputs}
    return next((kind for kind in (Kind.TARGET, Kind.FORECAST) if kind in kinds), Kind.ACTUAL)


def _default_decimals(unit: Unit, inputs: Iterable[Input], formula: Formula) -> int:
    if unit.id == "%":
        return 1
    decimals = [observation.decimals for _, observation in inputs]
    numbers = [count_decimals(number.value) for number in literals(formula.expression)]
    return max(decimals or numbers, default=0)
