"""What the partials of the theme show: key figures, tables, timelines, sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from changzhou_site.addresses import source_address
from changzhou_site.figures import Found, bound_html, observed_text, period_text
from changzhou_site.model import Citation, Event, Indicator, Observation
from changzhou_site.render.desk import Desk
from changzhou_site.render.frames import cited_places
from changzhou_site.render.source_names import places_text, short_names
from changzhou_site.scripts import tagged


@dataclass(frozen=True)
class SourceLine:
    """A source with the places of it that are cited."""

    name: Markup
    locators: str
    address: str


@dataclass(frozen=True)
class FigureView:
    """One figure, to be shown large or as a row."""

    label: Markup
    value: Markup
    period: str
    kind: str
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True)
class EventView:
    """One event of a timeline."""

    date: str
    machine_date: str
    title: Markup
    text: Markup | None
    sources: tuple[SourceLine, ...]


def source_lines(desk: Desk, citations: Iterable[Citation]) -> tuple[SourceLine, ...]:
    """The sources of some figures, each once, with the places cited in it."""
    cited = cited_places(citations)
    return tuple(
        SourceLine(
            name,
            places_text(desk, cited[id]),
            source_address(desk.meta, desk.code, id),
        )
        for id, name in short_names(desk, cited)
    )


def cell_name(desk: Desk, observation: Observation) -> Markup:
    """Where in a table of the project a value stands. A file may be named in any language; a line
    is broken before what stands behind its name."""
    file, colon, within = observation.cell.partition(":")
    name = tagged(file + colon, desk.language, desk.site)
    return Markup("{}<wbr>{}").format(name, within) if within else name


def figure_view(desk: Desk, found: Found) -> FigureView:
    """A figure with its label, period, kind and sources."""
    indicator, observation = found.indicator, found.observation
    return FigureView(
        label=desk.rich(indicator.label, linked=False),
        value=bound_html(found, desk.site, desk.language),
        period=observed_text(observation, desk.language),
        kind=kind_word(desk, indicator),
        sources=source_lines(desk, observation.citations),
    )


def newest(desk: Desk, id: str) -> Found:
    """An indicator's newest observation."""
    indicator = desk.site.indicators[id]
    return Found(indicator, indicator.newest)


def kind_word(desk: Desk, indicator: Indicator) -> str:
    """What kind a figure is, where it is no plain measurement and its label does not say so."""
    word = desk.kind_word(indicator.kind)
    return "" if word and word in desk.plain(indicator.label).lower() else word


def event_view(desk: Desk, event: Event) -> EventView:
    return EventView(
        date=period_text(event.date, desk.language),
        machine_date=event.date.written,
        title=desk.rich(event.title),
        text=desk.rich(event.text) if event.text else None,
        sources=source_lines(desk, event.citations),
    )
