"""`timeline`: events, one under the other."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from changzhou_site.charts import style
from changzhou_site.charts.kinds.chart_type import ChartType, Problems
from changzhou_site.charts.placing import label_block
from changzhou_site.charts.staging import Happening, Staging
from changzhou_site.charts.style import Paint
from changzhou_site.charts.words import TextBlock, room
from changzhou_site.errors import Problem
from changzhou_site.model import Chart, Event, Site

if TYPE_CHECKING:
    from changzhou_site.charts.canvas import Canvas


def needs(chart: Chart, site: Site) -> Problems:
    if chart.show:
        message = "`timeline` draws events, not indicators"
        hint = "remove `show`; `tag:` chooses among the events"
        yield Problem(chart.show[0][0].place, "chart-takes-no-show", message, hint)
    count = len(tagged_events(chart, site))
    if count > style.MOST_EVENTS:
        message = f"`timeline` shows {style.MOST_EVENTS} events at most, not {count}"
        hint = "give what matters a tag of its own, and name that: `tag: …`"
        yield Problem(chart.place, "chart-too-many", message, hint)
    if not count:
        tags = sorted({event.tag for event in site.events if event.tag})
        known = f"tags: {', '.join(tags)}" if tags else "there are no tags"
        message = f"no event has the tag `{chart.tag}`" if chart.tag else "there are no events"
        hint = known if chart.tag else "write them in data/events.yaml"
        yield Problem(chart.place, "chart-needs-events", message, hint)


def tagged_events(chart: Chart, site: Site) -> tuple[Event, ...]:
    """The events that a chart of events draws, oldest first."""
    return tuple(event for event in site.events if chart.tag in (None, event.tag))


def draw(canvas: Canvas, staging: Staging) -> None:
    left, value = _date_column(staging), staging.style.value
    axis = left + style.EVENT_DOT + style.EDGE
    text_left = axis + style.EVENT_DOT + 2 * style.GAP
    width = staging.style.width - text_left
    rows = [_words(staging, happening, width, dated=not left) for happening in staging.happenings]
    tops = list(accumulate((words.height + style.EVENT_GAP for words in rows[:-1]), initial=0.0))
    middles = [top + words.lines[0].type.leading / 2 for top, words in zip(tops, rows, strict=True)]
    canvas.line([(axis, middles[0]), (axis, middles[-1])], Paint(stroke="neutral", width=1.5))
    placed = zip(staging.happenings, rows, tops, middles, strict=True)
    for number, (happening, words, top, middle) in enumerate(placed, 1):
        with canvas.mark(event=str(number), period=happening.written):
            canvas.circle(axis, middle, style.EVENT_DOT, Paint("neutral", "paper", 2))
            if left:
                canvas.text(0, middle + value.drop, happening.date, value)
            canvas.block(text_left, top, words)
    canvas.height = tops[-1] + rows[-1].height + style.EDGE


def _date_column(staging: Staging) -> float:
    """The width of the dates where they stand in a column of their own; else nothing."""
    if staging.style.narrow:
        return 0
    dates = [happening.date for happening in staging.happenings]
    return max(room(date, staging.style.value) for date in dates) + 2 * style.GAP


def _words(staging: Staging, happening: Happening, width: float, *, dated: bool) -> TextBlock:
    title = label_block(happening.title, staging.style.label, width)
    return label_block(happening.date, staging.style.value, width) + title if dated else title


TYPE = ChartType("timeline", draw, needs, events=True)
