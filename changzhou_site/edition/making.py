"""A project as an edition."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from decimal import Decimal

from changzhou_site.charts import events_of
from changzhou_site.edition.entries import (
    FORMAT,
    Answer,
    ChartEntry,
    Edition,
    Entry,
    Figure,
    FigureValue,
    Localised,
    Masthead,
    NamedEntry,
    PageEntry,
    SourceEntry,
    UnitEntry,
)
from changzhou_site.model import (
    Chart,
    Check,
    Document,
    Event,
    Indicator,
    Named,
    Observation,
    Site,
    Source,
    Unit,
)
from changzhou_site.model import Localised as Texts
from changzhou_site.pages import Page, document_path, site_pages
from changzhou_site.prose import Mention
from changzhou_site.figures import Block, plain_text
from changzhou_site.source import Text
from changzhou_site.units import base_text, data_value, dimension_name, to_base
from changzhou_site.mentions.stands import Proses, find_stands, is_of_chart
from changzhou_site.formula.verdicts import find_verdict
from changzhou_site.figures import observed_text, value_text

DIGEST = 16
"""Characters of a digest: enough to tell two wordings apart, and short to read."""


def edition_of(site: Site, mentions: tuple[Mention, ...], proses: Proses) -> Edition:
    """What a project says. Whatever has problems and could not be read is not in it."""
    used = _used(site, mentions, proses)
    return Edition(
        format=FORMAT,
        site=_masthead(site),
        sources={id: _source(source) for id, source in site.sources.items()},
        units={unit.id: _unit(unit) for unit in site.used_units if unit.id},
        indicators=tuple(
            _figure(indicator, site, used.get(indicator.id, ()))
            for indicator in site.indicators.values()
        ),
        checks=tuple(_answer(check, site) for check in site.checks),
        corrections=tuple(
            Entry(
                each.date.written,
                each.indicator,
                str(each.was),
                str(each.now),
                _plain(each.why, site),
            )
            for each in site.corrections
        ),
        charts={id: _chart(chart, site, mentions, proses) for id, chart in site.charts.items()},
        pages=dict(_pages(site, proses)),
    )


def _plain(texts: Texts, site: Site) -> Localised:
    return {language: plain_text(text, site, language) for language, text in texts.items()}


def _plain_note(texts: Texts | None, site: Site) -> Localised | None:
    return _plain(texts, site) if texts else None


def _as_written(texts: Texts) -> Localised:
    return {language: text.value for language, text in texts.items()}


def _masthead(site: Site) -> Masthead:
    meta = site.meta
    return Masthead(
        title=_plain(meta.title, site),
        url=meta.url,
        languages=meta.languages,
        published=meta.published.written,
        publisher=_named(meta.publisher),
        license=_named(meta.license),
        updated=meta.updated.written if meta.updated else None,
    )


def _named(named: Named) -> NamedEntry:
    return NamedEntry(_as_written(named.name), named.url)


def _source(source: Source) -> SourceEntry:
    return SourceEntry(
        title=_as_written(source.title),
        publisher=_as_written(source.publisher),
        authors=source.authors,
        date=source.date.written if source.date else None,
        url=source.url,
        accessed=source.accessed.written if source.accessed else None,
        license=source.license,
    )


def _unit(unit: Unit) -> UnitEntry:
    forms = {language: dict(forms) for language, forms in unit.forms.items()}
    return UnitEntry(dimension_name(unit.dimension), unit.scale, forms)


def _figure(indicator: Indicator, site: Site, used: tuple[str, ...]) -> Figure:
    return Figure(
        id=indicator.id,
        topic=indicator.topic,
        label=_plain(indicator.label, site),
        unit=indicator.unit.id,
        kind=indicator.kind,
        observations=tuple(_value(indicator, each, site) for each in indicator.observations),
        formula=indicator.formula.value if indicator.formula else None,
        inputs=indicator.inputs,
        note=_plain_note(indicator.note, site),
        used=used,
    )


def _value(indicator: Indicator, observation: Observation, site: Site) -> FigureValue:
    languages = site.meta.languages
    period = observation.period
    when = {language: observed_text(observation, language) for language in languages}
    return FigureValue(
        value=data_value(observation),
        base=Decimal(base_text(to_base(observation.value, indicator.unit))),
        bound=observation.bound,
        text={language: value_text(indicator, observation, language) for language in languages},
        sources=tuple(map(str, observation.citations)),
        period=period.written if period else None,
        first=period.first if period else None,
        last=period.last if period else None,
        period_text=when if any(when.values()) else None,
        of=observation.whole,
        fraction="/".join(map(str, observation.fraction)) if observation.fraction else None,
        note=_plain_note(observation.note, site),
    )


def _answer(check: Check, site: Site) -> Answer:
    text, why = check.text.value, _plain(check.why, site)
    verdict = find_verdict(check, site)
    if verdict is None:
        return Answer(text, why)
    left, right = verdict.numbers
    return Answer(text, why, verdict.unit.id, left, right, verdict.holds)


# Where it is seen --------------------------------------------------------------------------------


def _address(path: str) -> str:
    """A page's address from the site's own, which no reader of the file takes for nothing."""
    return path or "./"


def _documents(site: Site) -> Iterator[tuple[str, Document]]:
    """Every published document with the path of its page, in reading order."""
    for language in site.meta.languages:
        for document in (*site.sections(language), *site.pages(language)):
            yield document_path(document, site.meta)[0], document


def _used(site: Site, mentions: tuple[Mention, ...], proses: Proses) -> dict[str, tuple[str, ...]]:
    """Of each indicator the pages of prose that it is seen on, and the cards."""
    prose_pages = {path for path, _ in _documents(site)}
    used: dict[str, dict[str, None]] = {}
    for language in site.meta.languages:
        for id, stands in find_stands(site, mentions, proses, language).items():
            seen = (stand for stand in stands if stand.path in prose_pages or stand.kind == "card")
            used.setdefault(id, {}).update((_address(stand.path), None) for stand in seen)
    return {id: tuple(paths) for id, paths in used.items()}


def _chart(chart: Chart, site: Site, mentions: tuple[Mention, ...], proses: Proses) -> ChartEntry:
    shown = dict.fromkeys(chart.ids)
    own = (mention.id for mention in mentions if is_of_chart(mention, chart, site))
    fields = (chart.title, chart.subtitle, chart.alt, chart.note)
    words = [text.value if text else "" for texts in fields for text in _each(texts, site)]
    for language in site.meta.languages:
        words += _event_words(events_of(chart, site), language)
    stands = (path for path, document in _documents(site) if chart.id in _placed(document, proses))
    return ChartEntry(
        type=chart.type,
        title=_plain(chart.title, site),
        words=_digest(words),
        show=tuple(shown),
        highlight=tuple(text.value for text in chart.highlight),
        names=tuple(dict.fromkeys(id for id in own if id not in shown)),
        used=tuple(dict.fromkeys(map(_address, stands))),
    )


def _placed(document: Document, proses: Proses) -> tuple[str, ...]:
    return proses[document.path].charts


def _pages(site: Site, proses: Proses) -> Iterator[tuple[str, PageEntry]]:
    """The pages that hold words of the editors; those of charts are told with the charts."""
    for page in site_pages(site):
        if page.is_listed:
            digest = _digest(_page_words(page, site, proses))
            yield _address(page.path), PageEntry(digest, _page_title(page, site))


def _page_title(page: Page, site: Site) -> str | None:
    title = page.document.title if page.document else site.meta.title[page.language]
    own = page.kind in ("article", "page")
    return plain_text(title, site, page.language) if own else None


def _page_words(page: Page, site: Site, proses: Proses) -> Iterator[str]:
    language = page.language
    if page.document:
        yield from _document_words(page.document, site, proses)
    elif page.kind == "article":
        for texts in (site.meta.title, site.meta.kicker, site.meta.description):
            yield texts[language].value if texts else ""
        yield from (text.value for text in site.meta.front)
        for section in site.sections(language):
            yield from _document_words(section, site, proses)
    elif page.kind == "data":
        yield from _event_words(site.events, language)
        yield from (check.why[language].value for check in site.checks)
    else:
        yield from (correction.why[language].value for correction in site.corrections)


def _document_words(document: Document, site: Site, proses: Proses) -> Iterator[str]:
    yield from (document.slug, document.title.value, document.summary.value, document.body.value)
    yield document.kicker.value if document.kicker else ""
    pieces = proses[document.path].pieces
    if any(isinstance(piece, Block) and piece.kind == "timeline" for piece in pieces):
        yield from _event_words(site.events, document.language)


def _event_words(events: Iterable[Event], language: str) -> Iterator[str]:
    for event in events:
        yield event.date.written
        yield event.title[language].value
        yield event.text[language].value if event.text else ""


def _each(texts: Texts | None, site: Site) -> Iterator[Text | None]:
    """A text in every language, the same number of them whether there is one or not."""
    for language in site.meta.languages:
        yield texts[language] if texts else None


def _digest(words: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(words).encode()).hexdigest()[:DIGEST]
