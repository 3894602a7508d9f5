"""What the partials of the theme show: key figures, tables, timelines, sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from changzhou_site.figures import bound_html
from changzhou_site.model import Citation, Event, Indicator, Kind, Observation
from changzhou_site.figures import Value, find_value
from changzhou_site.render.frames import cited_places
from changzhou_site.render.desk import Scene
from changzhou_site.figures import observed_text, period_text


@dataclass(frozen=True)
class SourceLine:
    """A source with the places of it that are cited."""

    name: str
    locators: str
    address: str


@dataclass(frozen=True)
class FigureView:
    """One figure, to be shown large or as a row."""

    id: str
    label: Markup
    value: Markup
    period: str
    kind: str
    note: Markup | None
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True)
class EventView:
    """One event of a timeline."""

    date: str
    machine_date: str
    title: Markup
    text: Markup | None
    sources: tuple[SourceLine, ...]


def source_lines(scene: Scene, citations: Iterable[Citation]) -> tuple[SourceLine, ...]:
    """The sources of some figures, each once, with the places cited in it."""
    return tuple(
        SourceLine(
            scene.plain(scene.site.sources[id].publisher),
            scene.words["comma"].join(places),
            scene.addresses.source(id),
        )
        for id, places in cited_places(citations).items()
    )


def figure_view(scene: Scene, value: Value) -> FigureView:
    """A figure with its label, period, kind and sources."""
    found = find_value(value, scene.site)
    indicator, observation = found.indicator, found.observation
    note = observation.note or indicator.note
    return FigureView(
        id=indicator.id,
        label=scene.rich(indicator.label, linked=False),
        value=bound_html(value, scene.site, scene.language, scene.addresses),
        period=observed_text(observation, scene.language),
        kind=kind_word(scene, indicator),
        note=scene.rich(note) if note else None,
        sources=source_lines(scene, observation.citations),
    )


def kind_word(scene: Scene, indicator: Indicator) -> str:
    """What kind a figure is, where it is no plain measurement and its label does not say so."""
    if indicator.kind is Kind.ACTUAL:
        return ""
    word = scene.words[f"kind_{indicator.kind}"]
    return "" if word in scene.plain(indicator.label).lower() else word


def value_of(id: str, observation: Observation | None = None) -> Value:
    """A reference to an indicator's value, as prose would write it."""
    period = observation.period.written if observation and observation.period else None
    return Value(id, period, None, None, None, 0)


def event_view(scene: Scene, event: Event) -> EventView:
    return EventView(
        date=period_text(event.date, scene.language),
        machine_date=event.date.written,
        title=scene.rich(event.title),
        text=scene.rich(event.text) if event.text else None,
        sources=source_lines(scene, event.citations),
    )
