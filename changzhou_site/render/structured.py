"""What a page says of itself to search engines: schema.org, as JSON-LD.

What is not known is left out, and a value with a bound is given as the end it has, never as a bare
number.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from urllib.parse import urljoin

from markupsafe import Markup

from changzhou_site.addresses import corrections_path, data_path
from changzhou_site.figures import (
    SCALED,
    exact_text,
    forms_of,
    observed_text,
    period_text,
    value_text,
)
from changzhou_site.model import (
    Correction,
    Indicator,
    Kind,
    Language,
    Named,
    Observation,
    Source,
    Unit,
)
from changzhou_site.pages import Page, card_file
from changzhou_site.render.corrections_log import told
from changzhou_site.render.desk import Desk
from changzhou_site.units import data_value, is_rank

Thing = Mapping[str, object]
"""A node of schema.org."""

MOMENT = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
"""A period that is a date to machines too: a year, a month or a day."""

DOWNLOADS = {"data/indicators.csv": "text/csv", "data/indicators.json": "application/json"}


def structured_data(desk: Desk, page: Page) -> Markup | None:
    """The JSON-LD of the article, the data page or a topic's page, for a script element; None for
    other pages."""
    if page.kind == "article":
        return _script(_article(desk, page))
    if page.kind == "data":
        return _script(_dataset(desk, page))
    if page.topic is not None:
        return _script(_part_of_dataset(desk, page, desk.site.by_topic[page.topic]))
    return None


def _script(thing: Thing) -> Markup:
    return json_script({"@context": "https://schema.org", **thing})


def json_script(value: object) -> Markup:
    """JSON that cannot end its script element: `<` is written as an escape."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(written.replace("<", "\\u003c"))


def _known(**properties: object) -> Thing:
    """A node with what is known of it; `_type` and `_id` stand for `@type` and `@id`."""
    return {
        re.sub("^_", "@", name): value
        for name, value in properties.items()
        if value not in (None, "", (), [])
    }


def _article(desk: Desk, page: Page) -> Thing:
    meta = desk.meta
    here = _absolute(desk, page.path)
    title, description = desk.page_title(page)
    return _known(
        _type="NewsArticle",
        _id=f"{here}#article",
        mainEntityOfPage=here,
        url=here,
        headline=title,
        description=description,
        **_published(desk),
        author=[_maker(desk, author) for author in meta.authors],
        image=_absolute(desk, card_file(meta, page)),
        isBasedOn={"@id": _dataset_id(desk)},
        citation=[_source(desk, source) for source in desk.site.sources.values()],
        correction=[_correction(desk, correction) for correction in desk.site.corrections],
    )


def _absolute(desk: Desk, path: str, fragment: str = "") -> str:
    mark = f"#{fragment}" if fragment else ""
    return urljoin(desk.meta.url, path) + mark


def _dataset_id(desk: Desk) -> str:
    """One dataset has one name, whatever the language of the page that tells of it."""
    return _absolute(desk, "data/", "dataset")


def _published(desk: Desk) -> Thing:
    """By whom and when, in which language, and what may be done with it."""
    meta = desk.meta
    return _known(
        inLanguage=desk.language.tag,
        datePublished=meta.published.written,
        dateModified=desk.site.modified.written,
        publisher=_organization(desk, meta.publisher),
        license=meta.license.url or _license(desk.plain(meta.license.name)),
    )


def _license(name: str | None) -> Thing | None:
    """A licence of which the name is known: schema.org takes an address or a work, but no text."""
    return {"@type": "CreativeWork", "name": name} if name else None


def _organization(desk: Desk, named: Named) -> Thing:
    return _known(_type="Organization", name=desk.plain(named.name), url=named.url)


def _maker(desk: Desk, named: Named) -> Thing:
    """An author; one of the publisher's name is the publisher."""
    publisher = desk.meta.publisher
    if desk.plain(named.name) == desk.plain(publisher.name):
        return _organization(desk, publisher)
    return _known(_type="Person", name=desk.plain(named.name), url=named.url)


def _source(desk: Desk, source: Source) -> Thing:
    page, date = data_path(desk.meta, desk.code), source.date
    return _known(
        _type="CreativeWork",
        _id=_absolute(desk, page, f"source-{source.id}"),
        name=desk.plain(source.title),
        author=[{"@type": "Person", "name": author} for author in source.authors],
        publisher={"@type": "Organization", "name": desk.plain(source.publisher)},
        datePublished=date.written if date and MOMENT.fullmatch(date.written) else None,
        url=source.url,
        license=_license(source.license),
        inLanguage=source.lang,
    )


def _correction(desk: Desk, correction: Correction) -> Thing:
    """An entry of the corrections log, and its address."""
    indicator = desk.site.indicators[correction.indicator]
    text = desk.words["correction"].format(
        date=period_text(correction.date, desk.language),
        label=desk.plain(indicator.label),
        was=told(desk, correction, correction.was),
        now=told(desk, correction, correction.now),
        why=desk.plain(correction.why),
    )
    page = corrections_path(desk.meta, desk.code)
    return _known(
        _type="CorrectionComment",
        text=text.strip(),
        datePublished=correction.date.written,
        url=_absolute(desk, page, correction.anchor),
    )


# The dataset -------------------------------------------------------------------------------------


def _dataset(desk: Desk, page: Page) -> Thing:
    meta, indicators = desk.meta, desk.site.indicators.values()
    name, about = desk.page_title(page)
    return _known(
        _type="Dataset",
        _id=_dataset_id(desk),
        url=_absolute(desk, page.path),
        name=f"{desk.plain(meta.title)} · {name}",
        description=desk.words["sentence_gap"].join((desk.plain(meta.description), about)),
        **_published(desk),
        creator=[_maker(desk, author) for author in meta.authors],
        isAccessibleForFree=True,
        temporalCoverage=_coverage(indicators),
        variableMeasured=_variables(desk, () if desk.site.has_topic_pages else indicators),
        isBasedOn=[_source(desk, source) for source in desk.site.sources.values()],
        distribution=[
            _known(_type="DataDownload", encodingFormat=format, contentUrl=_absolute(desk, path))
            for path, format in DOWNLOADS.items()
        ],
    )


def _part_of_dataset(desk: Desk, page: Page, indicators: Sequence[Indicator]) -> Thing:
    """The dataset of one topic, where the whole is too large for one page."""
    name, about = desk.page_title(page)
    return _known(
        _type="Dataset",
        _id=_absolute(desk, page.path, "dataset"),
        url=_absolute(desk, page.path),
        name=f"{desk.plain(desk.meta.title)} · {name}",
        description=desk.words["sentence_gap"].join((desk.plain(desk.meta.description), about)),
        **_published(desk),
        creator=[_maker(desk, author) for author in desk.meta.authors],
        isAccessibleForFree=True,
        isPartOf={"@id": _dataset_id(desk)},
        temporalCoverage=_coverage(indicators),
        variableMeasured=_variables(desk, indicators),
    )


def _variables(desk: Desk, indicators: Iterable[Indicator]) -> list[Thing]:
    return [_variable(desk, indicator) for indicator in indicators]


def _coverage(indicators: Iterable[Indicator]) -> str | None:
    """The days from the first to the last that something was measured for; goals lie ahead."""
    measured = [
        observation.period
        for indicator in indicators
        if indicator.kind is Kind.ACTUAL
        for observation in indicator.observations
        if observation.period
    ]
    if not measured:
        return None
    first = min(period.first or period.last for period in measured)
    last = max(period.last for period in measured)
    return f"{first.isoformat()}/{last.isoformat()}"


def _variable(desk: Desk, indicator: Indicator) -> Thing:
    """An indicator with its newest value, as a number where it is one."""
    page = data_path(desk.meta, desk.code)
    return _known(
        _type="PropertyValue",
        propertyID=indicator.id,
        url=_absolute(desk, page, indicator.id),
        name=desk.plain(indicator.label),
        unitText=_unit_text(indicator.unit, desk.language),
        **_told(desk, indicator, indicator.newest),
    )


def _unit_text(unit: Unit, language: Language) -> str | None:
    """What a value counts: 亿元, `km²`, `¥100 million`; None where a language has no word for it.

    A unit that is named in a language's own letters is told by its name, another by its form, if
    the number stands at one of its ends.
    """
    if language.is_han and not unit.id.isascii():
        return unit.id
    if is_rank(unit) and not unit.forms:
        return None
    form = forms_of(unit, language.numbers)["other"]
    if SCALED in form:
        one = exact_text(Decimal(1), unit, language.numbers)
        return one if unit.times != 1 else form.replace(SCALED, "").strip()
    if form.startswith("{n}") or form.endswith("{n}"):
        return form.replace("{n}", "").strip()
    return None


def _told(desk: Desk, indicator: Indicator, observation: Observation) -> Thing:
    """A value in words with its period and kind, and as a number or an end that it lies beyond;
    one that is about so much is its words, which schema.org takes too."""
    worded = value_text(indicator, observation, desk.language)
    words = (
        worded,
        observed_text(observation, desk.language),
        desk.kind_word(indicator.kind),
    )
    description = desk.words["description_comma"].join(filter(None, words))
    end = observation.bound.property_name
    if end is None:
        return {"description": description, "value": worded}
    return {"description": description, end: _number(data_value(observation))}


def _number(value: Decimal) -> int | float:
    """A number as JSON has them; the digits of published values survive it."""
    return int(value) if value == value.to_integral_value() else float(value)
