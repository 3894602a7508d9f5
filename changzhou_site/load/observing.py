"""What a formula gives, as observations: which periods, how fine, how bound, from which sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from changzhou_site.arithmetic import Quantity, bound_of, same_dimension
from changzhou_site.errors import Place, Report
from changzhou_site.formula import is_difference
from changzhou_site.load.context import Context, citations
from changzhou_site.load.scalars import MAX_DIGITS, SPAN, Wrong, wrong
from changzhou_site.load.shapes import IndicatorShape
from changzhou_site.model import (
    Bound,
    Citation,
    Expression,
    Indicator,
    Localised,
    Observation,
    Period,
    Unit,
    literals,
)
from changzhou_site.precision import decimals_of
from changzhou_site.units import (
    CONTEXT,
    COUNT,
    PLACES,
    RANK,
    count_decimals,
    decimals_that_tell,
    is_rank,
)

Input = tuple[Indicator, Observation]


@dataclass(frozen=True)
class Result:
    """What a formula gives, for one period of the series that it follows if it follows any."""

    derivation: Expression
    inputs: tuple[Input, ...]
    quantity: Quantity
    period: Period | None


def result_unit(unit: Unit, results: Sequence[Result], context: Context) -> Unit | None:
    """The unit that a formula's results are told in; None where they are of another dimension. A
    difference of ranks is no rank, but a number of places."""
    result = results[0]
    if result.quantity.dimension == ((RANK, 1),) and is_difference(result.derivation):
        counted = unit.dimension == ((COUNT, 1),)
        return context.units[PLACES] if is_rank(unit) else unit if counted else None
    return unit if same_dimension(result.quantity.dimension, unit.dimension) else None


def observe(
    id: str, shape: IndicatorShape, results: Sequence[Result], unit: Unit, context: Context
) -> tuple[Observation, ...]:
    """A formula's observations. Raises Wrong for a period, bound or precision that would say what
    is not so."""
    assert shape.formula is not None
    decimals = shape.decimals
    if decimals is None:
        decimals = max(_decimals(result, unit) for result in results)
    cited, follows = citations(shape.source or (), context), len(results) > 1
    found = []
    for result in results:
        sources = [each for _, one in result.inputs for each in one.citations]
        unique = {str(citation): citation for citation in (*sources, *cited)}
        found.append(
            _observation(id, shape, result, unit, decimals, follows, tuple(unique.values()))
        )
    if shape.bound and all(one.bound != shape.bound for one in found):
        _bound(shape.bound, found[-1].bound, shape.formula.place)
    return tuple(found)


def _observation(
    id: str,
    shape: IndicatorShape,
    result: Result,
    unit: Unit,
    decimals: int,
    follows: bool,
    cited: tuple[Citation, ...],
) -> Observation:
    """What a formula gives for one period; of a series that it `follows`, the declared bound is for
    those periods that leave it open. Raises Wrong with all that is wrong with it."""
    assert shape.formula is not None
    place, report = shape.formula.place, Report()
    computed = bound_of(result.quantity)
    with report:
        period, words = _period(id, shape, result)
    with report:
        bound = _bound(None if follows and computed else shape.bound, computed, place)
    with report:
        value = CONTEXT.divide(result.quantity.value, unit.scale)
        if value.adjusted() + decimals > MAX_DIGITS:
            message = f"the result has more than {MAX_DIGITS} digits"
            raise wrong(place, "no-result", message, "choose a larger unit, or fewer decimals")
    if report.problems:
        raise Wrong(*report.problems)
    one = Observation(value, decimals, bound, period, words, cited, place)
    refuse_rounded_away(one, unit)
    return replace(one, derivation=result.derivation)


def _decimals(result: Result, unit: Unit) -> int:
    numbers = literals(result.derivation)
    typed = max((count_decimals(number.value) for number in numbers), default=0)
    return decimals_of(result.quantity.value, result.quantity.precision, unit, typed)


def refuse_rounded_away(observation: Observation, unit: Unit) -> None:
    """Raises Wrong where rounding makes nothing, or all, of what is neither."""
    needed = decimals_that_tell(observation.value, observation.decimals, observation.bound, unit)
    if needed == observation.decimals:
        return
    said = "zero" if abs(observation.value) < abs(CONTEXT.subtract(observation.value, 1)) else "all"
    of = f" of {observation.period.written}" if observation.period else ""
    message = f"rounded to {observation.decimals} decimals, the result{of} reads as {said}, "
    message += "and is not"
    hint = f"`decimals: {needed}` tells it" if needed else "choose a smaller unit"
    raise wrong(observation.place, "rounded-away", message, hint)


# Periods -----------------------------------------------------------------------------------------


def _period(
    id: str, shape: IndicatorShape, result: Result
) -> tuple[Period | None, Localised | None]:
    """When a result is. Raises Wrong where that is not said, or cannot be so."""
    assert shape.formula is not None
    place, stated = shape.formula.place, shape.period
    if stated is SPAN:
        return span_of(id, result.inputs, place), shape.period_text
    if stated:
        _refuse_outside(stated, result.inputs, place)
        return stated, shape.period_text
    if result.period or shape.period_text:
        return result.period, shape.period_text
    return _agreed_period(id, result.inputs, place)


def _refuse_outside(stated: Period, inputs: Iterable[Input], place: Place) -> None:
    """Raises Wrong where the formula reads what is later than the figure says it is."""
    later = [
        (one.period, indicator)
        for indicator, one in inputs
        if one.period and one.period.last > stated.last
    ]
    if not later:
        return
    period, indicator = max(later, key=lambda each: each[0].last)
    message = f"it ends with {stated.written}, and the formula reads `{indicator.id}` of "
    hint = "`period: span` reaches from the first to the last of the inputs; "
    hint += f"`period_text` says it in words; `{indicator.id}@…` names another observation"
    raise wrong(place, "period-outside", message + period.written, hint)


def span_of(id: str, inputs: Iterable[Input], place: Place) -> Period:
    """From the first to the last of the inputs, open at the start where one of them is. Raises
    Wrong where none has a period."""
    periods = [one.period for _, one in inputs if one.period]
    if not periods:
        hint = "state it: `period: 2021`"
        raise wrong(place, "missing-key", f"no input of `{id}` has a period", hint)
    first = min(periods, key=lambda period: period.first or date.min)
    last = max(periods, key=lambda period: period.last)
    start, end = first.written.split("/")[0], last.written.split("/")[-1]
    whole = start == end or (first.first, first.last) == (last.first, last.last)
    written = first.written if whole else f"{start}/{end}"
    return Period(written, first.first, last.last)


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
        hint = "say which period the result is about: add `period`, or `period: span` for all of it"
        raise wrong(place, "missing-key", message, hint)
    return next(iter(found.values()), (None, None))


def _words(text: Localised | None) -> str:
    return "/".join(part.value for part in text.values()) if text else ""


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
