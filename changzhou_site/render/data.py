"""The data page: every figure with its source, formula and uses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from markupsafe import Markup

from changzhou_site.bound import bound_html
from changzhou_site.model import Correction, Indicator, Observation, Source
from changzhou_site.render.blocks import (
    SourceLine,
    event_view,
    kind_word,
    source_lines,
    value_of,
)
from changzhou_site.render.scene import Scene
from changzhou_site.render.uses import UseLink, use_links
from changzhou_site.wording import observed_text, period_text, quantity_text


@dataclass(frozen=True)
class ValueRow:
    """One observation."""

    value: Markup
    whole: Markup | None
    period: str
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True)
class IndicatorRow:
    """One indicator, newest observation first."""

    id: str
    label: Markup
    kind: str
    values: tuple[ValueRow, ...]
    note: Markup | None
    formula: Markup | None
    uses: tuple[UseLink, ...]


def data_context(scene: Scene) -> dict[str, object]:
    """What the data page's template is given."""
    site = scene.site
    return {
        "groups": list(_groups(scene)),
        "sources": [_source(scene, source) for source in site.sources.values()],
        "checks": [(check.text.value, scene.rich(check.why)) for check in site.checks],
        "events": [event_view(scene, event) for event in site.events],
        "corrections": [_correction(scene, correction) for correction in site.corrections],
    }


def _groups(scene: Scene) -> Iterator[list[IndicatorRow]]:
    """The indicators of each topic, which is a file of data/indicators/."""
    topics: dict[str, list[IndicatorRow]] = {}
    for indicator in scene.site.indicators.values():
        topics.setdefault(indicator.place.path, []).append(_row(scene, indicator))
    yield from topics.values()


def _row(scene: Scene, indicator: Indicator) -> IndicatorRow:
    newest_first = tuple(reversed(indicator.observations))
    note = indicator.note or indicator.newest.note
    return IndicatorRow(
        id=indicator.id,
        label=scene.rich(indicator.label, linked=False),
        kind=kind_word(scene, indicator),
        values=tuple(_value(scene, indicator, observation) for observation in newest_first),
        note=scene.rich(note) if note else None,
        formula=_formula(scene, indicator),
        uses=use_links(scene, indicator.id),
    )


def _value(scene: Scene, indicator: Indicator, observation: Observation) -> ValueRow:
    value = value_of(indicator.id, observation)
    whole = None
    if observation.whole is not None:
        whole = bound_html(replace(value, part="of"), scene.site, scene.language, None)
    return ValueRow(
        value=bound_html(value, scene.site, scene.language, None),
        whole=whole,
        period=observed_text(observation, scene.language),
        sources=source_lines(scene, observation.citations),
    )


def _formula(scene: Scene, indicator: Indicator) -> Markup | None:
    """The formula, and the labels of what it is made from as links to their rows."""
    if indicator.formula is None:
        return None
    links = [
        Markup('<a href="{}">{}</a>').format(
            scene.addresses.row(id), scene.plain(scene.site.indicators[id].label)
        )
        for id in indicator.inputs
    ]
    made_from = Markup(scene.words["comma"]).join(links)
    return Markup("<code>{}</code> {}").format(indicator.formula, made_from)


def _source(scene: Scene, source: Source) -> dict[str, object]:
    return {
        "id": source.id,
        "title": scene.plain(source.title),
        "publisher": scene.plain(source.publisher),
        "authors": source.authors,
        "date": period_text(source.date, scene.language) if source.date else "",
        "accessed": period_text(source.accessed, scene.language) if source.accessed else "",
        "url": source.url,
        "license": source.license,
    }


def _correction(scene: Scene, correction: Correction) -> str:
    indicator = scene.site.indicators[correction.indicator]
    bound = indicator.newest.bound

    def told(number: Decimal) -> str:
        return quantity_text(number, correction.decimals, indicator.unit, bound, scene.language)

    return scene.words["correction"].format(
        date=period_text(correction.date, scene.language),
        label=scene.plain(indicator.label),
        was=told(correction.was),
        now=told(correction.now),
        why=scene.plain(correction.why),
    )
