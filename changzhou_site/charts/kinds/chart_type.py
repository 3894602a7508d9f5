"""What a chart type declares, and what several of them ask of their indicators."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from changzhou_site.charts.staging import Staging
from changzhou_site.errors import Problem
from changzhou_site.model import Chart, Indicator, Site
from changzhou_site.source import Text
from changzhou_site.units import dimension_name, is_rank

if TYPE_CHECKING:
    from changzhou_site.charts.canvas import Canvas

Problems = Iterator[Problem]


@dataclass(frozen=True)
class ChartType:
    """A type of chart."""

    name: str
    draw: Callable[[Canvas, Staging], None]
    """Draws the indicators and sets the canvas's height."""
    needs: Callable[[Chart, Site], Problems] | None = None
    """What stands against drawing these indicators so, besides what is declared here."""
    least: int = 0
    """How many indicators it shows at least."""
    most: int | None = None
    one_scale: bool = False
    """Whether all are drawn to the scale of the first, and are of its dimension."""
    groups: tuple[int, ...] = (1,)
    """How many ids an entry of `show` may hold together."""
    series: bool = False
    """Whether it draws every observation of an indicator, and not only the newest."""
    events: bool = False
    """Whether it draws events, and no indicators."""
    gaps: bool = False
    """Whether it draws what is missing between two of them."""

    def problems(self, chart: Chart, site: Site) -> Problems:
        """Everything that stands against drawing these indicators so; of too many, that alone."""
        counted = list(needs_count(chart, self.least, self.most))
        yield from counted
        if any(problem.code == "chart-too-many" for problem in counted):
            return
        if self.one_scale:
            items = shown(chart, site)
            for text, indicator in items[1:]:
                yield from same_dimension(items[0][1], text, indicator)
        if self.needs:
            yield from self.needs(chart, site)


def shown(chart: Chart, site: Site) -> list[tuple[Text, Indicator]]:
    """The indicators of a chart, each with where `show` names it."""
    return [(text, site.indicators[text.value]) for group in chart.show for text in group]


TOO_FEW = {1: "chart-needs-one", 2: "chart-needs-two"}


def needs_count(chart: Chart, least: int, most: int | None) -> Problems:
    count = sum(map(len, chart.show))
    if count < least:
        message = f"`{chart.type}` shows {_number(least)} or more, not {_number(count)}"
        place = chart.show[0][0].place if chart.show else chart.show_place
        yield Problem(place, TOO_FEW[least], message, "add ids to `show`")
    if most is not None and count > most:
        text = [text for group in chart.show for text in group][most]
        message = f"`{chart.type}` shows {_number(most)} at most, not {count}"
        hint = "make a second chart of what is too much"
        yield Problem(text.place, "chart-too-many", message, hint)


def _number(number: int) -> str:
    return dict(enumerate(("none", "one", "two", "three", "four"))).get(number, str(number))


def same_dimension(first: Indicator, text: Text, indicator: Indicator) -> Problems:
    if first.unit.dimension != indicator.unit.dimension:
        message = (
            f"`{indicator.id}` is {dimension_name(indicator.unit.dimension)}, "
            f"`{first.id}` is {dimension_name(first.unit.dimension)}"
        )
        hint = "one scale holds one dimension: leave it out, or make a chart of its own"
        yield Problem(text.place, "chart-mixed-dimensions", message, hint)


def warns_of_ranks(chart: Chart, site: Site) -> Problems:
    """A rank has no length: twice the bar would be half as good."""
    for text, indicator in shown(chart, site):
        if is_rank(indicator.unit):
            message = f"`{indicator.id}` is a rank, and the longer bar would be the worse place"
            hint = "`type: dot` draws ranks with the first place best"
            yield Problem(text.place, "chart-rank-as-length", message, hint, warning=True)


def refuses_negative(text: Text, indicator: Indicator) -> Problems:
    if indicator.newest.value < 0:
        message = f"`{indicator.id}` is below zero and is no part of anything"
        yield Problem(text.place, "chart-negative", message, "`type: bar` draws values below zero")
