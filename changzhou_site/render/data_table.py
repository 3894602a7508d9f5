"""The table of all indicators: topics, rows, and what rows are sorted and found by."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from changzhou_site.addresses import document_address, topic_anchor
from changzhou_site.figures import (
    Found,
    bound_html,
    correction_mark,
    observed_text,
    plain_text,
    value_text,
)
from changzhou_site.model import Indicator, Language, Observation, Site
from changzhou_site.render.blocks import SourceLine, cell_name, kind_word, source_lines
from changzhou_site.render.desk import Desk, plain_name
from changzhou_site.render.formulas import FormulaView, formula_view
from changzhou_site.render.series import SeriesLink, series_link
from changzhou_site.render.use_links import UsesView, uses_view
from changzhou_site.units import base_text, dimension_name, to_base

OLDER_SHOWN = 4
"""With more observations than these, the older ones open on demand."""


@dataclass(frozen=True)
class ValueView:
    """One observation."""

    value: Markup
    whole: Markup | None
    period: str


@dataclass(frozen=True)
class IndicatorRow:
    """One indicator."""

    id: str
    label: Markup
    kind: str
    formula: FormulaView | None
    notes: tuple[Markup, ...]
    """Of the indicator, then of its observations, each once."""
    newest: ValueView
    mark: Markup | None
    """The link to the newest correction of its value, as it stands at the number everywhere."""
    older: tuple[ValueView, ...]
    """Newest first."""
    older_summary: str
    """What opens them where they are many; empty where they are few."""
    series: SeriesLink | None
    """The way to all observations, in place of the older ones, where they are many."""
    sources: tuple[SourceLine, ...]
    cell: Markup
    """Where in a table the newest stands; empty for what stands in none."""
    uses: UsesView
    keys: Mapping[str, str]
    """What it is sorted by."""
    words: str
    """What a filter finds it by, in every language, folded."""


@dataclass(frozen=True)
class Topic:
    """The indicators of one file of data/indicators/."""

    id: str
    name: str
    heading: Markup
    """The same, with its figures bound."""
    address: str
    """Its section or page; empty where no document has its name."""
    rows: Markup


MakeRows = Callable[[str], Markup]
"""Gives the rows of a topic."""


def topics(desk: Desk, rows: MakeRows) -> tuple[Topic, ...]:
    """The topics with all that is known of their indicators."""
    return tuple(topic_view(desk, stem, rows) for stem in topic_order(desk))


def topic_order(desk: Desk) -> list[str]:
    """The topics in the order of the article, then those that have no section of their own."""
    slugs = [document.slug for document in desk.site.read_in(desk.code)]
    places = {slug: place for place, slug in enumerate(slugs)}
    return sorted(desk.site.by_topic, key=lambda stem: places.get(stem, len(slugs)))


def topic_view(desk: Desk, stem: str, rows: MakeRows) -> Topic:
    document = desk.site.find_document(desk.code, stem)
    return Topic(
        id=topic_anchor(stem),
        name=desk.topic_name(stem),
        heading=topic_heading(desk, stem),
        address=document_address(document, desk.meta) if document else "",
        rows=rows(stem),
    )


def indicator_rows(desk: Desk, stem: str) -> tuple[IndicatorRow, ...]:
    return tuple(_row(desk, indicator) for indicator in desk.site.by_topic[stem])


def topic_heading(desk: Desk, stem: str) -> Markup:
    """A topic's name with its figures bound."""
    named = desk.site.topic_text(desk.code, stem)
    return desk.rich(named, linked=False) if named else Markup.escape(plain_name(stem))


def _row(desk: Desk, indicator: Indicator) -> IndicatorRow:
    newest, *older = reversed(indicator.observations)
    series = series_link(desk, indicator)
    older = [] if series else older
    notes = (indicator.note, newest.note, *(each.note for each in older))
    citations = (citation for each in indicator.observations for citation in each.citations)
    return IndicatorRow(
        id=indicator.id,
        label=desk.rich(indicator.label, linked=False),
        kind=kind_word(desk, indicator),
        formula=formula_view(desk, indicator, newest) if newest.derivation else None,
        notes=tuple(dict.fromkeys(desk.rich(note) for note in notes if note)),
        newest=value_view(desk, indicator, newest),
        mark=newest_mark(desk, indicator),
        older=tuple(value_view(desk, indicator, observation) for observation in older),
        older_summary=desk.count("older", len(older)) if len(older) > OLDER_SHOWN else "",
        series=series,
        sources=source_lines(desk, citations),
        cell=cell_name(desk, newest),
        uses=uses_view(desk, indicator.id),
        keys=sort_keys(indicator),
        words=search_words(desk.site, indicator),
    )


def newest_mark(desk: Desk, indicator: Indicator) -> Markup | None:
    """The link to the newest correction of an indicator's value."""
    corrections = desk.site.corrections_of(indicator.id)
    return correction_mark(corrections[-1], desk.site, desk.language) if corrections else None


def sort_keys(indicator: Indicator) -> Mapping[str, str]:
    """What rows are sorted by: values in base units within their dimension, and first and last
    days of periods."""
    newest = indicator.newest
    return {
        "dimension": dimension_name(indicator.unit.dimension),
        "value": base_text(to_base(newest.value, indicator.unit)),
        "period": " ".join(day.isoformat() for day in newest.period.order) if newest.period else "",
    }


def value_view(desk: Desk, indicator: Indicator, observation: Observation) -> ValueView:
    found = Found(indicator, observation)
    whole = None
    if observation.whole is not None:
        part = replace(found, part="of")
        whole = bound_html(part, desk.site, desk.language, linked=False)
    return ValueView(
        value=bound_html(found, desk.site, desk.language, linked=False),
        whole=whole and Markup(desk.words["out_of"]).format(whole=whole),
        period=observed_text(observation, desk.language),
    )


# What a filter finds -----------------------------------------------------------------------------


def search_words(site: Site, indicator: Indicator) -> str:
    """An indicator's names, values, periods and publishers in all languages, as `fold` has them."""
    texts = [text for each in site.languages.values() for text in _texts(site, indicator, each)]
    return fold(" ".join(dict.fromkeys((indicator.id, indicator.unit.id, *texts))))


def _texts(site: Site, indicator: Indicator, language: Language) -> Iterator[str]:
    yield plain_text(indicator.label[language.code], site, language)
    yield _topic_words(site, indicator, language)
    yield language.words.get(f"kind_{indicator.kind}", "")
    ends = indicator.observations[:: len(indicator.observations) - 1 or 1]
    for observation in ends if indicator.is_long else indicator.observations:
        yield value_text(indicator, observation, language)
        yield observed_text(observation, language)
        for citation in observation.citations:
            publisher = site.sources[citation.source].publisher
            yield plain_text(publisher[language.code], site, language)


def _topic_words(site: Site, indicator: Indicator, language: Language) -> str:
    named = site.topic_text(language.code, indicator.topic)
    return plain_text(named, site, language) if named else plain_name(indicator.topic)


def fold(text: str) -> str:
    """As the script folds what is typed: full width as half width, capitals as small letters."""
    return unicodedata.normalize("NFKC", text).lower()
