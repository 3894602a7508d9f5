"""A project as an edition."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any, TypeVar

from changzhou_site.addresses import document_path
from changzhou_site.charts import events_of
from changzhou_site.check import Checked
from changzhou_site.edition.entries import (
    FORMAT,
    Answer,
    ChartEntry,
    Edition,
    Entry,
    FigureEntry,
    FigureValue,
    Localised,
    Masthead,
    NamedEntry,
    PageEntry,
    SourceEntry,
    UnitEntry,
)
from changzhou_site.figures import (
    SCALED,
    Block,
    exact_form,
    forms_of,
    observed_text,
    plain_text,
    value_text,
)
from changzhou_site.formula import find_verdict
from changzhou_site.mentions import Proses, Stands
from changzhou_site.model import (
    Amount,
    Chart,
    Check,
    Document,
    Event,
    Formula,
    Indicator,
    Language,
    Mention,
    Observation,
    Period,
    Site,
    Spot,
    Unit,
)
from changzhou_site.model import Localised as Texts
from changzhou_site.pages import Page
from changzhou_site.source import Text
from changzhou_site.units import base_text, data_value, dimension_name, is_rank, to_base

T = TypeVar("T", bound=NamedEntry | Masthead | SourceEntry | FigureEntry | Entry)

DIGEST = 16
"""Characters of a digest: enough to tell two wordings apart, and short to read."""


def edition_of(checked: Checked, pages: Iterable[Page], stands: Mapping[str, Stands]) -> Edition:
    """What a project says. Whatever has problems and could not be read is not in it."""
    site, used = checked.site, used_on(checked.site, stands)
    figures = figure_entries(site.indicators.values(), site, used)
    return replace(edition_without_figures(checked, pages), indicators=figures)


def figure_entries(
    indicators: Iterable[Indicator], site: Site, used: Mapping[str, tuple[str, ...]]
) -> tuple[FigureEntry, ...]:
    """`used` are the addresses that indicators are seen at."""
    return tuple(_figure(each, site, used.get(each.id, ())) for each in indicators)


def edition_without_figures(checked: Checked, pages: Iterable[Page]) -> Edition:
    """All that a project says but for its indicators."""
    site, proses = checked.site, checked.proses
    mentioned = _mentioned(checked.mentions)
    placed = _placed(site, proses)
    return Edition(
        format=FORMAT,
        site=_masthead(site),
        sources={id: _entry(SourceEntry, source) for id, source in site.sources.items()},
        units={unit.id: _unit(unit, site) for unit in site.used_units if unit.id},
        indicators=(),
        checks=tuple(_answer(check, site) for check in site.checks),
        corrections=tuple(
            _entry(Entry, each, why=_plain(each.why, site)) for each in site.corrections
        ),
        charts={id: _chart(chart, site, mentioned, placed) for id, chart in site.charts.items()},
        pages=dict(_pages(site, pages, proses)),
    )


def _plain(texts: Texts, site: Site) -> Localised:
    return {code: plain_text(text, site, site.languages[code]) for code, text in texts.items()}


def _entry(kind: type[T], noun: object, **others: Any) -> T:
    """An entry with what its noun says under the same names, as it is written, and the others."""
    own = [field.name for field in fields(kind) if field.name not in others]
    return kind(**{name: _written(getattr(noun, name)) for name in own}, **others)


def _written(value: Any) -> Any:
    if isinstance(value, Period):
        return value.written
    if isinstance(value, Mapping):
        return {key: _written(each) for key, each in value.items()}
    return str(value) if isinstance(value, Amount | Formula | Text) else value


def _masthead(site: Site) -> Masthead:
    return _entry(
        Masthead,
        site.meta,
        title=_plain(site.meta.title, site),
        publisher=_entry(NamedEntry, site.meta.publisher),
        license=_entry(NamedEntry, site.meta.license),
    )


def _unit(unit: Unit, site: Site) -> UnitEntry:
    forms = {code: _forms(unit, each) for code, each in site.languages.items()}
    return UnitEntry(dimension_name(unit.dimension), unit.scale, forms)


def _forms(unit: Unit, language: Language) -> Localised:
    """By plural category; a rank that is built in has the form of an exact one."""
    if is_rank(unit) and not unit.forms:
        return {"other": exact_form(unit, language.numbers)}
    forms = forms_of(unit, language.numbers)
    return {category: form.replace(SCALED, "{n}") for category, form in forms.items()}


def _figure(indicator: Indicator, site: Site, used: tuple[str, ...]) -> FigureEntry:
    return _entry(
        FigureEntry,
        indicator,
        label=_plain(indicator.label, site),
        unit=indicator.unit.id,
        observations=tuple(_value(indicator, each, site) for each in indicator.observations),
        note=_plain(indicator.note, site) if indicator.note else None,
        used=used,
    )


def _value(indicator: Indicator, observation: Observation, site: Site) -> FigureValue:
    languages = site.languages
    period = observation.period
    when = {code: observed_text(observation, each) for code, each in languages.items()}
    return FigureValue(
        value=data_value(observation),
        base=Decimal(base_text(to_base(observation.value, indicator.unit))),
        bound=observation.bound,
        text={code: value_text(indicator, observation, each) for code, each in languages.items()},
        sources=tuple(map(str, observation.citations)),
        period=period.written if period else None,
        first=period.first if period else None,
        last=period.last if period else None,
        period_text=when if any(when.values()) else None,
        of=observation.whole,
        fraction="/".join(map(str, observation.fraction)) if observation.fraction else None,
        note=_plain(observation.note, site) if observation.note else None,
    )


def _answer(check: Check, site: Site) -> Answer:
    text, why = check.text.value, _plain(check.why, site)
    verdict = find_verdict(check, site)
    if verdict is None:
        return Answer(text, why)
    return Answer(text, why, verdict.unit.id, *verdict.numbers, verdict.holds)


# Where it is seen --------------------------------------------------------------------------------


def _address(path: str) -> str:
    """A page's address from the site's own, which no reader of the file takes for nothing."""
    return path or "./"


def _documents(site: Site) -> Iterator[tuple[str, Document]]:
    """Every published document with the path of its page, in reading order."""
    for language in site.languages:
        for document in site.read_in(language):
            yield document_path(document, site.meta)[0], document


def used_on(site: Site, stands: Mapping[str, Stands]) -> dict[str, tuple[str, ...]]:
    """Of each indicator the pages of prose that it is seen on, and the cards."""
    prose_pages = {path for path, _ in _documents(site)}
    used: dict[str, dict[str, None]] = {}
    for own in stands.values():
        for id, places in own.of.items():
            seen = (each for each in places if each.path in prose_pages or each.kind == "card")
            used.setdefault(id, {}).update((_address(each.path), None) for each in seen)
    return {id: tuple(paths) for id, paths in used.items()}


Mentioned = Mapping[Spot, list[str]]
"""The indicators that the texts of each spot name."""


def _mentioned(mentions: Iterable[Mention]) -> Mentioned:
    found: dict[Spot, list[str]] = {}
    for mention in mentions:
        found.setdefault(mention.spot, []).append(mention.id)
    return found


def _placed(site: Site, proses: Proses) -> dict[str, dict[str, None]]:
    """The pages of prose that each chart stands on."""
    found: dict[str, dict[str, None]] = {}
    for path, document in _documents(site):
        for id in proses[document.path].charts:
            found.setdefault(id, {})[_address(path)] = None
    return found


def _chart(
    chart: Chart, site: Site, mentioned: Mentioned, placed: Mapping[str, Iterable[str]]
) -> ChartEntry:
    shown, events = dict.fromkeys(chart.ids), events_of(chart, site)
    spots = [Spot("chart", chart.id)]
    spots += [Spot("event", date) for date in dict.fromkeys(e.date.written for e in events)]
    own = [id for spot in spots for id in mentioned.get(spot, ())]
    said = (chart.title, chart.subtitle, chart.alt, chart.note)
    words = [_own(texts, language) for texts in said for language in site.languages]
    for language in site.languages:
        words += _event_words(events, language)
    return ChartEntry(
        type=chart.type,
        title=_plain(chart.title, site),
        words=_digest(words),
        show=tuple(shown),
        highlight=tuple(text.value for text in chart.highlight),
        names=tuple(dict.fromkeys(id for id in own if id not in shown)),
        used=tuple(placed.get(chart.id, ())),
    )


def _pages(site: Site, pages: Iterable[Page], proses: Proses) -> Iterator[tuple[str, PageEntry]]:
    """The pages that hold words of the editors; those of charts are told with the charts."""
    for page in pages:
        if page.is_listed:
            digest = _digest(_page_words(page, site, proses))
            yield _address(page.path), PageEntry(digest, _page_title(page, site))


def _page_title(page: Page, site: Site) -> str | None:
    title = page.document.title if page.document else site.meta.title[page.language]
    own = page.kind in ("article", "page")
    return plain_text(title, site, site.languages[page.language]) if own else None


def _page_words(page: Page, site: Site, proses: Proses) -> Iterator[str]:
    language = page.language
    if page.document:
        yield from _document_words(page.document, site, proses)
    elif page.kind == "article":
        for texts in (site.meta.title, site.meta.kicker, site.meta.description):
            yield _own(texts, language)
        yield from (text.value for text in site.meta.front)
        for section in site.sections(language):
            yield from _document_words(section, site, proses)
    elif page.topic is not None:
        yield _own(site.topics.get(page.topic), language)
    elif page.kind == "data":
        yield from (_own(texts, language) for texts in site.topics.values())
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
        yield _own(event.title, language)
        yield _own(event.text, language)


def _own(texts: Texts | None, language: str) -> str:
    """The editors' own words, figures not filled in; empty where there are none."""
    return texts[language].value if texts else ""


def _digest(words: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(words).encode()).hexdigest()[:DIGEST]
