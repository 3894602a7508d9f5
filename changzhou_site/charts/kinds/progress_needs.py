"""What `progress` asks of its pairs, and of what is said to be missing from them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from changzhou_site.arithmetic import bound_of, quantity, subtract
from changzhou_site.charts.kinds.chart_type import Problems, refuses_negative, same_dimension
from changzhou_site.errors import Problem
from changzhou_site.model import Chart, Indicator, Kind, Site
from changzhou_site.source import Text
from changzhou_site.units import published_value, to_base

AIMS = (Kind.TARGET, Kind.THRESHOLD)

Pair = tuple[Text, Text]


def needs(chart: Chart, site: Site) -> Problems:
    pairs, hint = pairs_of(chart), "`show: [now, target]`, or a list of such pairs"
    if not chart.show:
        yield Problem(chart.place, "chart-needs-pairs", "`progress` shows nothing", hint)
    elif 2 * len(pairs) != sum(map(len, chart.show)):
        odd = next(group[0] for group in chart.show if len(group) != 2)
        yield Problem(odd.place, "chart-needs-pairs", f"`{odd.value}` stands in no pair", hint)
    for now, target in pairs:
        yield from _pair(site.indicators[now.value], now, site.indicators[target.value], target)
    yield from _gaps(chart, pairs, site)


def pairs_of(chart: Chart) -> list[Pair]:
    """`[a, b]` and `[[a, b], [c, d]]` alike as pairs; what is no pair is left out."""
    if len(chart.show) == 2 and all(len(group) == 1 for group in chart.show):
        return [(chart.show[0][0], chart.show[1][0])]
    return [(group[0], group[1]) for group in chart.show if len(group) == 2]


def _pair(now: Indicator, at: Text, target: Indicator, target_at: Text) -> Problems:
    yield from same_dimension(now, target_at, target)
    yield from refuses_negative(at, now)
    if target.kind not in AIMS:
        message = f"`{target.id}` is {target.kind}, and progress is towards a target or threshold"
        hint = "a pair is [now, target]; give the target `kind: target` or `kind: threshold`"
        yield Problem(target_at.place, "chart-needs-target", message, hint)
    elif target.newest.value <= 0:
        message = f"`{target.id}` is not above zero"
        yield Problem(target_at.place, "chart-negative", message, "progress is drawn from zero")
    if now.kind in AIMS:
        message = f"`{now.id}` is itself a {now.kind}"
        hint = "a pair is [now, target], what is first and what is aimed at second"
        yield Problem(at.place, "chart-needs-now", message, hint)


# What is missing ----------------------------------------------------------------------------------


def _gaps(chart: Chart, pairs: Sequence[Pair], site: Site) -> Problems:
    if chart.gap and len(chart.gap) != len(pairs):
        message = f"`gap` names {len(chart.gap)}, and `show` has {len(pairs)} of [now, target]"
        hint = "one for each pair, in their order"
        yield Problem(chart.gap[-1].place, "chart-needs-gaps", message, hint)
        return
    for (now, target), gap in zip(pairs, chart.gap, strict=False):
        yield from _gap(gap, *(site.indicators[each.value] for each in (gap, now, target)))


def _gap(at: Text, gap: Indicator, now: Indicator, target: Indicator) -> Problems:
    """A gap is what its pair leaves, and leaves open what the pair does."""
    hint = f"`formula: {target.id} - {now.id}` gives it"
    if len({each.unit.dimension for each in (gap, now, target)}) > 1:
        yield from same_dimension(target, at, gap)
    elif not _is_left(gap, now, target):
        left = (_amount(target) - _amount(now)) / gap.unit.scale
        message = f"`{gap.id}` is {published_value(gap.newest)}, and `{target.id}` less "
        message += f"`{now.id}` is {left.normalize():f} in {gap.unit.id or 'its unit'}"
        yield Problem(at.place, "chart-gap-differs", message, hint)
    elif gap.newest.value <= 0:
        message = f"`{now.id}` has reached `{target.id}`: nothing is missing"
        yield Problem(at.place, "chart-negative", message, "remove `gap`, and say so in the title")
    else:
        both = (quantity(each, each.newest) for each in (target, now))
        bound = bound_of(subtract(*both))
        if bound and bound is not gap.newest.bound:
            message = f"`{gap.id}` is {gap.newest.bound}, and `{target.id}` less `{now.id}` is "
            yield Problem(at.place, "chart-gap-differs", f"{message}{bound}", hint)


def _is_left(gap: Indicator, now: Indicator, target: Indicator) -> bool:
    """Whether what is missing is target less now, as computed or as published."""
    computed = [to_base(each.newest.value, each.unit) for each in (gap, now, target)]
    published = [_amount(each) for each in (gap, now, target)]
    return any(missing == aim - had for missing, had, aim in (computed, published))


def _amount(indicator: Indicator) -> Decimal:
    """As published, in base units."""
    return to_base(published_value(indicator.newest), indicator.unit)
