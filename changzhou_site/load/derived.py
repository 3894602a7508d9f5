"""Derived indicators, computed from the others with their units, bounds and sources."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter

from changzhou_site.arithmetic import Quantity, bound_of, quantity, same_dimension
from changzhou_site.errors import Fault, Place, Problem, suggest
from changzhou_site.formula import evaluate, parse_formula
from changzhou_site.load.context import Context, citations, find_unit
from changzhou_site.load.scalars import MAX_DIGITS, Wrong, wrong
from changzhou_site.load.shapes import IndicatorShape
from changzhou_site.model import (
    Bound,
    Expression,
    Formula,
    Indicator,
    Kind,
    Literal,
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


def find_observation(
    name: Name, known: Mapping[str, Indicator], text: Text, ids: Iterable[str] = ()
) -> tuple[Indicator, Observation]:
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
        complete: bool,
    ) -> None:
        self.shapes, self.places, self.context = shapes, places, context
        self.complete = complete
        self.known = dict(written)
        self.failed = {id for id in places if id not in written and id not in shapes}
        self.parsed: dict[str, Formula] = {}

    def all(self) -> dict[str, Indicator]:
        """Every formula's indicator, if it has a value."""
        for id, shape in self.shapes.items():
            self._parse(id, shape)
        needed = {id: self._needed(id) for id in self.shapes}
        order = _inputs_first(needed)
        stuck = {id: needed[id] for id in self.shapes if id not in set(order)}
        self._tell_circles(stuck)
        for id in [*order, *stuck]:
            if id in self.parsed:
                self._derive(id)
        return {id: self.known[id] for id in self.shapes if id in self.known}

    def _parse(self, id: str, shape: IndicatorShape) -> None:
        text = shape.formula
        assert text is not None
        try:
            self.parsed[id] = Formula(text, parse_formula(text.value, self.context.units))
        except Fault as fault:
            self._unit(shape)
            self.context.report.extend([fault.problem(text.at(fault.offset))])
            self.failed.add(id)

    def _needed(self, id: str) -> dict[str, Name]:
        """The other formulas that a formula names."""
        if id not in self.parsed:
            return {}
        found = names(self.parsed[id].expression)
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
        text = self.shapes[circle[-1]].formula
        assert text is not None
        shown = circle if len(circle) <= 8 else [*circle[:7], "…"]
        self.context.report.error(
            text.at(closing.offset),
            "formula-circle",
            " → ".join([*shown, circle[0]]),
            "a formula may not need its own result",
        )

    def _derive(self, id: str) -> None:
        try:
            self.known[id] = self._computed(id, self.shapes[id])
        except Wrong as error:
            self.context.report.extend(error.problems)
            self.failed.add(id)
        except _Unread:
            self.failed.add(id)

    def _computed(self, id: str, shape: IndicatorShape) -> Indicator:
        formula = self.parsed[id]
        text, expression = formula.text, formula.expression
        unit = self._unit(shape)
        inputs = self._inputs(expression, text)
        try:
            result = evaluate(expression, self._lookup, self.context.units)
        except Fault as fault:
            raise Wrong(fault.problem(text.at(fault.offset))) from None
        if unit is None:
            raise _Unread
        if not same_dimension(result.dimension, unit.dimension):
            raise self._mismatch(result, unit, shape)
        observation = self._observe(id, shape, expression, inputs, result, unit)
        kind = shape.kind or _derived_kind([indicator for indicator, _ in inputs])
        place = self.places[id]
        return Indicator(id, shape.label, unit, kind, (observation,), place, shape.note, formula)

    def _unit(self, shape: IndicatorShape) -> Unit | None:
        """The unit, or None with the problem reported, so that the formula is still read."""
        try:
            return find_unit(shape.unit, self.context)
        except Wrong as error:
            self.context.report.extend(error.problems)
            return None

    def _mismatch(self, result: Quantity, unit: Unit, shape: IndicatorShape) -> Wrong:
        text = shape.unit or shape.formula
        assert text is not None
        message = f"the formula gives {dimension_name(result.dimension)}, but "
        message += f"`{unit.id}` is {dimension_name(unit.dimension)}" if unit.id else "has no unit"
        return wrong(text.place, "dimension-mismatch", message, "change the formula or the unit")

    def _inputs(self, expression: Expression, text: Text) -> list[tuple[Indicator, Observation]]:
        """What the names of a formula stand for. Raises Wrong with all that is unknown."""
        found: list[tuple[Indicator, Observation]] = []
        problems: list[Problem] = []
        unread = False
        for name in names(expression):
            try:
                found.append(self._input(name, text))
            except Wrong as error:
                problems.extend(error.problems)
            except _Unread:
                unread = True
        if problems:
            raise Wrong(*problems)
        if unread:
            raise _Unread
        return found

    def _input(self, name: Name, text: Text) -> tuple[Indicator, Observation]:
        waits = name.id in self.shapes and name.id not in self.known
        if waits or name.id in self.failed or (name.id not in self.known and not self.complete):
            raise _Unread
        return find_observation(name, self.known, text, self.places)

    def _lookup(self, name: Name) -> Quantity:
        indicator = self.known[name.id]
        observation = indicator.at(name.period)
        assert observation is not None
        return quantity(indicator, observation)

    def _observe(
        self,
        id: str,
        shape: IndicatorShape,
        expression: Expression,
        inputs: list[tuple[Indicator, Observation]],
        result: Quantity,
        unit: Unit,
    ) -> Observation:
        text = shape.formula
        assert text is not None
        if not inputs:
            self._require_own(id, shape)
        period, words = shape.period, shape.period_text
        if period is None and words is None:
            period, words = self._agreed_period(id, inputs, text)
        cited = [citation for _, observation in inputs for citation in observation.citations]
        cited += citations(shape.source or (), self.context)
        unique = {str(citation): citation for citation in cited}
        decimals = shape.decimals
        if decimals is None:
            decimals = _default_decimals(unit, inputs, list(literals(expression)))
        value = CONTEXT.divide(result.value, unit.scale)
        if value.adjusted() + decimals > MAX_DIGITS:
            message = f"the result has more than {MAX_DIGITS} digits"
            raise wrong(text.place, "no-result", message, "choose a larger unit, or fewer decimals")
        bound = self._bound(shape, result, text)
        return Observation(
            value, decimals, bound, period, words, tuple(unique.values()), text.place
        )

    def _require_own(self, id: str, shape: IndicatorShape) -> None:
        """Raises Wrong where a formula of numbers alone does not say whence and when they are."""
        hint = "a formula that names no indicator says where and when its numbers hold"
        place = self.places[id]
        lacking = ["source"] if shape.source is None else []
        if shape.period is None and shape.period_text is None:
            lacking.append("period")
        if lacking:
            raise Wrong(
                *(Problem(place, "missing-key", f"`{id}` has no `{key}`", hint) for key in lacking)
            )

    def _agreed_period(
        self, id: str, inputs: list[tuple[Indicator, Observation]], text: Text
    ) -> tuple[Period | None, Localised | None]:
        dated = [o for _, o in inputs if o.period or o.period_text]
        written = {(o.period.written if o.period else "", _words(o.period_text)): o for o in dated}
        if len(written) == 1:
            agreed = next(iter(written.values()))
            return agreed.period, agreed.period_text
        if not written:
            return None, None
        said = ", ".join(sorted(period or words for period, words in written))
        hint = "say which period the result is about: add `period` or `period_text`"
        raise wrong(
            text.place,
            "missing-key",
            f"`{id}` has no `period`, and its inputs differ: {said}",
            hint,
        )

    def _bound(self, shape: IndicatorShape, result: Quantity, text: Text) -> Bound:
        computed = bound_of(result)
        if computed is None and shape.bound is None:
            message = "the result is open both ways: its inputs are bounded on different sides"
            raise wrong(text.place, "open-both-ways", message, "declare its `bound`")
        if computed and shape.bound not in (None, computed):
            message = f"`bound: {shape.bound}` is declared, but the formula gives `{computed}`"
            raise wrong(text.place, "bound-contradicts", message, "remove `bound`")
        bound = computed or shape.bound
        assert bound is not None
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


class _Unread(Exception):
    """A formula's input has problems of its own, which are told there."""


def _words(text: Localised | None) -> str:
    return "/".join(part.value for part in text.values()) if text else ""


def _derived_kind(inputs: list[Indicator]) -> Kind:
    kinds = {indicator.kind for indicator in inputs}
    return next((kind for kind in (Kind.TARGET, Kind.FORECAST) if kind in kinds), Kind.ACTUAL)


def _default_decimals(
    unit: Unit, inputs: list[tuple[Indicator, Observation]], numbers: list[Literal]
) -> int:
    if unit.id == "%":
        return 1
    decimals = [observation.decimals for _, observation in inputs]
    return max(decimals or [count_decimals(number.value) for number in numbers], default=0)
