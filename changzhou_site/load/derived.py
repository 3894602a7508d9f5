"""Derived indicators, computed from the others with their units, bounds and sources."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from msgspec.structs import replace

from changzhou_site.arithmetic import Quantity, quantity
from changzhou_site.errors import Fault, Place, Problem, suggest
from changzhou_site.formula import evaluate, parse_formula
from changzhou_site.load.context import Context, find_unit
from changzhou_site.load.observing import Input, Result, observe, result_unit
from changzhou_site.load.scalars import Wrong, read_each, wrong
from changzhou_site.load.shapes import IndicatorShape
from changzhou_site.model import Formula, Indicator, Kind, Name, Period, Unit, names, with_names
from changzhou_site.source import Text
from changzhou_site.units import dimension_name


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
        named = read_each(
            lambda name: self._input(name, formula.text), [*names(formula.expression)]
        )
        if not named:
            self._require_own(id, shape)
        results = [self._result(formula, taken) for taken in self._taken(shape, formula)]
        told_in = result_unit(unit, results, self.context) if unit else None
        if unit is None:
            return
        if told_in is None:
            raise _mismatch(results[0].quantity, unit, shape.unit or formula.text)
        observations = observe(id, shape, results, told_in, self.context)
        kind = shape.kind or _derived_kind(results[-1].inputs)
        self.known[id] = Indicator(
            id,
            shape.label,
            told_in,
            kind,
            observations,
            self.places[id],
            shape.note,
            formula,
            shape.said or {},
        )

    def _taken(self, shape: IndicatorShape, formula: Formula) -> Iterator[Mapping[str, Period]]:
        """For each result, the period that is taken of each series which the formula follows: all
        periods that the series share, unless the record says when its value is. Raises Wrong."""
        stated = shape.period or shape.period_text
        undated = () if stated else (n.id for n in names(formula.expression) if not n.period)
        series = [self.known[each] for each in dict.fromkeys(undated)]
        series = [each for each in series if len(each.observations) > 1]
        if not series:
            yield {}
            return
        first, *others = (
            {o.period.written: o.period for o in s.observations if o.period} for s in series
        )
        shared = [first[written] for written in first if all(written in other for other in others)]
        if not shared:
            listed = " and ".join(f"`{each.id}`" for each in series)
            hint = "name the observations that are meant: `gdp@2019`; and state the `period`"
            message = f"{listed} have no period in common"
            raise wrong(formula.text.place, "no-common-period", message, hint)
        for period in shared:
            yield {each.id: period for each in series}

    def _result(self, formula: Formula, taken: Mapping[str, Period]) -> Result:
        """What a formula gives for one period of the series it follows. Raises Wrong."""

        def dated(name: Name) -> Name:
            if name.period or name.id not in taken:
                return name
            newest = self.known[name.id].newest.period == taken[name.id]
            return name if newest else replace(name, period=taken[name.id].written)

        text, derivation = formula.text, with_names(formula.expression, dated)
        inputs = tuple(find_observation(name, self.known, text) for name in names(derivation))
        try:
            value = evaluate(
                derivation,
                lambda name: quantity(*find_observation(name, self.known, text)),
                self.context.units,
            )
        except Fault as fault:
            raise Wrong(fault.problem(text.at(fault.offset))) from None
        return Result(derivation, inputs, value, next(iter(taken.values()), None))

    def judge(self, text: Text) -> None:
        """Reports what is wrong with the formula of a record that cannot be read otherwise."""
        with self.context.report:
            try:
                expression = parse_formula(text.value, self.context.units)
            except Fault as fault:
                raise Wrong(fault.problem(text.at(fault.offset))) from None
            read_each(lambda name: self._input(name, text), [*names(expression)])

    def _input(self, name: Name, text: Text) -> Input:
        """What a name stands for. One with problems of its own is Wrong without more ado."""
        if name.id not in self.known and (name.id in self.places or name.id in self.unread):
            raise Wrong
        return find_observation(name, self.known, text, self.places)

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


def _derived_kind(inputs: Iterable[Input]) -> Kind:
    kinds = {indicator.kind for indicator, _ in inputs}
    return next((kind for kind in (Kind.TARGET, Kind.FORECAST) if kind in kinds), Kind.ACTUAL)
