"""An indicator of many observations: the page of them all, and the way to it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from markupsafe import Markup

from changzhou_site.addresses import address, full_row_address, series_path
from changzhou_site.figures import Found, bound_html, observed_text
from changzhou_site.model import Indicator, Observation
from changzhou_site.render.blocks import SourceLine, kind_word, source_lines
from changzhou_site.render.desk import Desk


@dataclass(frozen=True)
class SeriesLink:
    """The way to all observations of an indicator, with the first of them."""

    text: str
    """How many they are."""
    address: str
    first: Markup
    since: str


@dataclass(frozen=True)
class ObservationRow:
    """One observation, as the page of all of them shows it."""

    id: str
    """Its period as written: its place on the page."""
    period: str
    value: Markup
    whole: Markup | None
    note: Markup | None
    sources: tuple[SourceLine, ...]


def series_link(desk: Desk, indicator: Indicator) -> SeriesLink | None:
    """None where the observations are few, and stand in the indicator's row."""
    if not indicator.is_long:
        return None
    first = indicator.observations[0]
    return SeriesLink(
        text=desk.count("all_observations", len(indicator.observations)),
        address=address(series_path(desk.meta, desk.code, indicator.id)),
        first=bound_html(Found(indicator, first), desk.site, desk.language, linked=False),
        since=observed_text(first, desk.language),
    )


def series_context(desk: Desk, indicator: Indicator) -> dict[str, object]:
    """What the template of the page is given. Sources stand in the rows where they differ."""
    observations = indicator.observations
    alike = len({observation.citations for observation in observations}) == 1
    cited = (citation for each in observations for citation in each.citations)
    return {
        "kind_word": kind_word(desk, indicator),
        "note": desk.rich(indicator.note) if indicator.note else None,
        "sources": source_lines(desk, cited),
        "sources_differ": not alike,
        "rows": [_row(desk, indicator, each) for each in reversed(observations)],
        "row_address": full_row_address(desk.site, desk.code, indicator.id),
    }


def _row(desk: Desk, indicator: Indicator, observation: Observation) -> ObservationRow:
    found, whole = Found(indicator, observation), None
    if observation.whole is not None:
        part = replace(found, part="of")
        whole = bound_html(part, desk.site, desk.language, linked=False)
    assert observation.period is not None
    return ObservationRow(
        id=observation.period.written,
        period=observed_text(observation, desk.language),
        value=bound_html(found, desk.site, desk.language, linked=False),
        whole=whole and Markup(desk.words["out_of"]).format(whole=whole),
        note=desk.rich(observation.note) if observation.note else None,
        sources=source_lines(desk, observation.citations),
    )
