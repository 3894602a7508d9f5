"""The table of all indicators: topics, rows, and what rows are sorted and found by."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from changzhou_site.figures import bound_html, correction_mark
from changzhou_site.model import Document, Indicator, Observation, Site
from changzhou_site.figures import plain_text
from changzhou_site.render.blocks import SourceLine, kind_word, source_lines, value_of
from changzhou_site.render.counting import count_text
from changzhou_site.render.formulas import FormulaView, formula_view
from changzhou_site.render.desk import Scene
from changzhou_site.render.use_links import UsesView, document_name, uses_view
from changzhou_site.render.words import WORDS
from changzhou_site.units import base_text, dimension_name, to_base
from changzhou_site.figures import observed_text, value_text

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
    newest: ValueView
    mark: Markup
    """A link to the correction of its value; empty where there was none."""
    older: tuple[ValueView, ...]
    """Newest first."""
    older_summary: str
    """What opens them where they are many; empty where they are few."""
    sources: tuple[SourceLine, ...]
    uses: UsesView
    dimension: str
    base: str
    """Its value in base units: values of one dimension are sorted by it."""
    order: str
    """Its period's first and last day; empty without a period."""
    words: str
    """What a filter finds it by, in every language, folded."""


@dataclass(frozen=True)
class Topic:
    """The indicators of one file of data/indicators/."""

    id: str
    name: str
    address: str
    """Its section or page; empty where no document has its name."""
    rows: tuple[IndicatorRow, ...]


def topics(scene: Scene) -> tuple[Topic, ...]:
    """The topics in the order of the article, then those that have no section of their own."""
    files: dict[str, list[Indicator]] = {}
    for indicator in scene.site.indicators.values():
        files.setdefault(indicator.topic, []).append(indicator)
    slugs = [document.slug for document in _documents(scene.site, scene.language)]
    places = {slug: place for place, slug in enumerate(slugs)}
    stems = sorted(files, key=lambda stem: places.get(stem, len(slugs)))
    return tuple(_topic(scene, stem, files[stem]) for stem in stems)


def _topic(scene: Scene, stem: str, indicators: list[Indicator]) -> Topic:
    document = _document(scene.site, scene.language, stem)
    return Topic(
        id=f"topic-{'-'.join(stem.split())}",
        name=document_name(scene, document) if document else _plain_name(stem),
        address=scene.addresses.document(document) if document else "",
        rows=tuple(_row(scene, indicator) for indicator in indicators),
    )


def _documents(site: Site, language: str) -> tuple[Document, ...]:
    return (*site.sections(language), *site.pages(language))


def _document(site: Site, language: str, slug: str) -> Document | None:
    return next((each for each in _documents(site, language) if each.slug == slug), None)


def _plain_name(stem: str) -> str:
    words = stem.replace("_", " ").replace("-", " ")
    return words[:1].upper() + words[1:]


def _row(scene: Scene, indicator: Indicator) -> IndicatorRow:
    newest, *older = reversed(indicator.observations)
    citations = (citation for each in (newest, *older) for citation in each.citations)
    return IndicatorRow(
        id=indicator.id,
        label=scene.rich(indicator.label, linked=False),
        kind=kind_word(scene, indicator),
        formula=formula_view(scene, indicator),
        notes=tuple(_notes(scene, indicator)),
        newest=_value(scene, indicator, newest),
        mark=_correction_mark(scene, indicator),
        older=tuple(_value(scene, indicator, observation) for observation in older),
        older_summary=count_text(scene, "older", len(older)) if len(older) > OLDER_SHOWN else "",
        sources=source_lines(scene, citations),
        uses=uses_view(scene, indicator.id),
        dimension=dimension_name(indicator.unit.dimension),
        base=base_text(to_base(newest.value, indicator.unit)),
        order=" ".join(day.isoformat() for day in newest.period.order) if newest.period else "",
        words=search_words(scene.site, indicator),
    )


def _notes(scene: Scene, indicator: Indicator) -> Iterator[Markup]:
    """What is said of the indicator, then of its observations, each once."""
    notes = [indicator.note, *(each.note for each in reversed(indicator.observations))]
    yield from dict.fromkeys(scene.rich(note) for note in notes if note)


def _value(scene: Scene, indicator: Indicator, observation: Observation) -> ValueView:
    value = value_of(indicator.id, observation)
    whole = None
    if observation.whole is not None:
        whole = bound_html(replace(value, part="of"), scene.site, scene.language, None)
    return ValueView(
        value=bound_html(value, scene.site, scene.language, None),
        whole=whole and Markup(scene.words["out_of"]).format(whole=whole),
        period=observed_text(observation, scene.language),
    )


def _correction_mark(scene: Scene, indicator: Indicator) -> Markup:
    """The mark that a corrected number has everywhere; here without the link to this very row."""
    corrections = scene.site.corrections_of(indicator.id)
    if not corrections:
        return Markup()
    return correction_mark(corrections[-1], scene.site, scene.language, scene.addresses)


# What a filter finds -----------------------------------------------------------------------------


def search_words(site: Site, indicator: Indicator) -> str:
    """An indicator's names, values, periods and publishers in all languages, as `fold` has them."""
    languages = site.meta.languages
    texts = [text for language in languages for text in _texts(site, indicator, language)]
    return fold(" ".join(dict.fromkeys((indicator.id, indicator.unit.id, *texts))))


def _texts(site: Site, indicator: Indicator, language: str) -> Iterator[str]:
    yield plain_text(indicator.label[language], site, language)
    yield _topic_words(site, indicator, language)
    yield WORDS[language][f"kind_{indicator.kind}"]
    for observation in indicator.observations:
        yield value_text(indicator, observation, language)
        yield observed_text(observation, language)
        for citation in observation.citations:
            yield plain_text(site.sources[citation.source].publisher[language], site, language)


def _topic_words(site: Site, indicator: Indicator, language: str) -> str:
    document = _document(site, language, indicator.topic)
    if document is None:
        return _plain_name(indicator.topic)
    return plain_text(document.kicker or document.title, site, language)


def fold(text: str) -> str:
    """As the script folds what is typed: full width as half width, capitals as small letters."""
    return unicodedata.normalize("NFKC", text).lower()
