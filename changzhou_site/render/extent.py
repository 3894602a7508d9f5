"""What the data covers and where it ends: counts, and what follows from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from changzhou_site.charts import chart_table
from changzhou_site.figures import Block, Found
from changzhou_site.mentions import ReaderText, of_language
from changzhou_site.model import Bound, Indicator, Kind, Site, Source
from changzhou_site.render.desk import Desk
from changzhou_site.units import is_rank


def coverage_text(desk: Desk, texts: Iterable[ReaderText]) -> str:
    """How much of what is said is bound, and to what.

    The numbers are those that readers meet in one language, each once where it is written: in the
    text of sections and pages, in fields (titles, labels, notes and the like) and among the key
    figures, and one for each mark of a chart.
    """
    site, words, count = desk.site, desk.words, desk.count
    numbers = _in_fields(desk, texts) + _in_prose(desk) + len(site.meta.front) + _marks(desk)
    derived = sum(indicator.formula is not None for indicator in site.indicators.values())
    how_many = words["coverage"].format(
        numbers=count("numbers", numbers),
        indicators=count("indicators_counted", len(site.indicators)),
    )
    from_what = words["coverage_derived" if derived else "coverage_written"].format(
        derived=count("derived", derived),
        sources=count("sources_counted", len(_figure_sources(site))),
    )
    return words["sentence_gap"].join((how_many, from_what))


def _in_fields(desk: Desk, texts: Iterable[ReaderText]) -> int:
    own = (each for each in of_language(texts, desk.code) if each.spot.kind != "draft")
    return sum(_bound_in(desk.rich(each.text)) for each in own if not each.is_name)


def _in_prose(desk: Desk) -> int:
    documents = desk.site.read_in(desk.code)
    return sum(_in_piece(each) for d in documents for each in desk.proses[d.path].pieces)


def _in_piece(piece: str | Block) -> int:
    """The numbers of a block are its figures; charts are counted by their marks."""
    if isinstance(piece, Block):
        return 0 if piece.kind == "chart" else len(piece.items)
    return _bound_in(piece)


def _bound_in(html: str) -> int:
    """Authors may not write `<data>` themselves, so each one is a bound number."""
    return html.count("<data ")


def _marks(desk: Desk) -> int:
    charts = desk.site.charts.values()
    rows = (row for chart in charts for row in chart_table(chart, desk.site, desk.language).rows)
    return sum(isinstance(row.mark, Found) for row in rows)


def _figure_sources(site: Site) -> tuple[Source, ...]:
    """The sources of the figures, in the order of their file."""
    cited = {id for indicator in site.indicators.values() for id in _sources_of(indicator)}
    return tuple(source for source in site.sources.values() if source.id in cited)


def _sources_of(indicator: Indicator) -> set[str]:
    return {citation.source for each in indicator.observations for citation in each.citations}


# Limits ------------------------------------------------------------------------------------------


def limit_texts(desk: Desk) -> Iterator[str]:
    """What the data cannot say, each as a sentence; nothing of what does not occur."""
    indicators = tuple(desk.site.indicators.values())
    found = [word for indicator in indicators for word in _limits(indicator)]
    for word in ("limit_above", "limit_below", "limit_rank", "limit_both", "limit_target",
                 "limit_forecast", "limit_derived"):  # fmt: skip
        if word in found:
            yield desk.count(word, found.count(word))
    yield from _source_limits(desk, indicators)


def _limits(indicator: Indicator) -> Iterator[str]:
    """What is uncertain about an indicator's value, as the words that tell it."""
    bound = indicator.newest.bound
    if bound is not Bound.EXACT:
        yield "limit_rank" if is_rank(indicator.unit) else f"limit_{bound.side}"
    if indicator.kind in (Kind.TARGET, Kind.FORECAST):
        yield f"limit_{indicator.kind}"
    if indicator.formula:
        yield "limit_derived"


def _source_limits(desk: Desk, indicators: tuple[Indicator, ...]) -> Iterator[str]:
    sources = _figure_sources(desk.site)
    written = [indicator for indicator in indicators if not indicator.formula]
    alone = sum(len(_sources_of(indicator)) == 1 for indicator in written)
    if len(sources) == 1:
        yield desk.words["limit_one_source"]
    elif alone:
        yield desk.count("limit_alone", alone)
    days = [source.date for source in sources]
    for word, number in (
        ("limit_undated", sum(not (day and day.first == day.last) for day in days)),
        ("limit_unaddressed", sum(source.url is None for source in sources)),
    ):
        if number:
            yield desk.words[f"{word}_only"] if len(sources) == 1 else desk.count(word, number)
