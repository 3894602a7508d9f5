"""What the data covers and where it ends: counts, and what follows from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from changzhou_site.charts import chart_table
from changzhou_site.model import Bound, Indicator, Kind, Site, Source
from changzhou_site.check.fields import reader_texts
from changzhou_site.figures import Block
from changzhou_site.render.counting import count_text
from changzhou_site.render.desk import Scene
from changzhou_site.units import is_rank


@dataclass(frozen=True)
class Coverage:
    """How much of what is said is bound, and to what."""

    numbers: int
    """Numbers that readers meet in one language, each once where it is written: in the text of
    sections and pages, in fields (titles, labels, notes and the like) and among the key figures,
    and one for each mark of a chart."""
    indicators: int
    derived: int
    sources: int
    """Those that some figure cites."""


def coverage(scene: Scene) -> Coverage:
    site = scene.site
    return Coverage(
        numbers=_in_fields(scene) + _in_prose(scene) + len(site.meta.front) + _marks(scene),
        indicators=len(site.indicators),
        derived=sum(indicator.formula is not None for indicator in site.indicators.values()),
        sources=len(cited_sources(site)),
    )


def _in_fields(scene: Scene) -> int:
    texts = (
        field.text
        for field in reader_texts(scene.site)
        if field.language in (None, scene.language) and field.spot.kind != "draft"
    )
    return sum(_bound_in(scene.rich(text)) for text in texts)


def _in_prose(scene: Scene) -> int:
    return sum(_in_piece(piece) for prose in scene.prose.values() for piece in prose.pieces)


def _in_piece(piece: str | Block) -> int:
    """The numbers of a block are its figures; charts are counted by their marks."""
    if isinstance(piece, Block):
        return 0 if piece.kind == "chart" else len(piece.items)
    return _bound_in(piece)


def _bound_in(html: str) -> int:
    """Authors may not write `<data>` themselves, so each one is a bound number."""
    return html.count("<data ")


def _marks(scene: Scene) -> int:
    charts = scene.site.charts.values()
    rows = (row for chart in charts for row in chart_table(chart, scene.site, scene.language).rows)
    return sum(row.indicator is not None for row in rows)


def cited_sources(site: Site) -> tuple[Source, ...]:
    """The sources of the figures, in the order of their file."""
    cited = {id for indicator in site.indicators.values() for id in _sources_of(indicator)}
    return tuple(source for source in site.sources.values() if source.id in cited)


def _sources_of(indicator: Indicator) -> set[str]:
    return {citation.source for each in indicator.observations for citation in each.citations}


def coverage_texts(scene: Scene, counts: Coverage) -> Iterator[str]:
    """The counts as sentences."""
    words = scene.words
    yield words["coverage"].format(
        numbers=count_text(scene, "numbers", counts.numbers),
        indicators=count_text(scene, "indicators_counted", counts.indicators),
    )
    yield words["coverage_derived" if counts.derived else "coverage_written"].format(
        derived=count_text(scene, "derived", counts.derived),
        sources=count_text(scene, "sources_counted", counts.sources),
    )


# Limits ------------------------------------------------------------------------------------------

LIMITS = {
    Bound.OVER: "limit_lower",
    Bound.AT_LEAST: "limit_lower",
    Bound.UNDER: "limit_upper",
    Bound.AT_MOST: "limit_upper",
    Bound.ABOUT: "limit_about",
}


def limit_texts(scene: Scene) -> Iterator[str]:
    """What the data cannot say, each as a sentence; nothing of what does not occur."""
    indicators = tuple(scene.site.indicators.values())
    found = [word for indicator in indicators for word in _limits(indicator)]
    for word in ("limit_lower", "limit_upper", "limit_rank", "limit_about", "limit_target",
                 "limit_forecast", "limit_derived"):  # fmt: skip
        if word in found:
            yield count_text(scene, word, found.count(word))
    yield from _source_limits(scene, indicators)


def _limits(indicator: Indicator) -> Iterator[str]:
    """What is uncertain about an indicator's value, as the words that tell it."""
    bound = indicator.newest.bound
    if bound is not Bound.EXACT:
        yield "limit_rank" if is_rank(indicator.unit) else LIMITS[bound]
    if indicator.kind in (Kind.TARGET, Kind.FORECAST):
        yield f"limit_{indicator.kind}"
    if indicator.formula:
        yield "limit_derived"


def _source_limits(scene: Scene, indicators: tuple[Indicator, ...]) -> Iterator[str]:
    sources = cited_sources(scene.site)
    written = [indicator for indicator in indicators if not indicator.formula]
    alone = sum(len(_sources_of(indicator)) == 1 for indicator in written)
    if len(sources) == 1:
        yield scene.words["limit_one_source"]
    elif alone:
        yield count_text(scene, "limit_alone", alone)
    only = "_only" if len(sources) == 1 else ""
    undated = sum(not _has_day(source) for source in sources)
    if undated:
        yield count_text(scene, f"limit_undated{only}", undated)
    unaddressed = sum(source.url is None for source in sources)
    if unaddressed:
        yield count_text(scene, f"limit_unaddressed{only}", unaddressed)


def _has_day(source: Source) -> bool:
    return source.date is not None and source.date.first == source.date.last
