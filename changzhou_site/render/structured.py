"""What a page says of itself to search engines: schema.org, as JSON-LD.

What is not known is left out, and a value with a bound is given as the end it has, never as a bare
number.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from urllib.parse import urljoin

from markupsafe import Markup

from changzhou_site.model import (
    Bound,
    Correction,
    Indicator,
    Kind,
    Named,
    Observation,
    Period,
    Source,
    Unit,
)
from changzhou_site.pages import card_file, language_path
from changzhou_site.render.corrections_log import told
from changzhou_site.render.frames import page_title
from changzhou_site.render.desk import Scene
from changzhou_site.units import BUILT_IN, data_value
from changzhou_site.figures import TAGS, observed_text, period_text, quantity_text, value_text

Thing = Mapping[str, object]
"""A node of schema.org."""

MOMENT = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
"""A period that is a date to machines too: a year, a month or a day."""

ENDS = {
    Bound.EXACT: "value",
    Bound.OVER: "minValue",
    Bound.AT_LEAST: "minValue",
    Bound.UNDER: "maxValue",
    Bound.AT_MOST: "maxValue",
}
"""What a bound says of a value. One that is about is told in words alone."""

DOWNLOADS = {"data/indicators.csv": "text/csv", "data/indicators.json": "application/json"}


def structured_data(scene: Scene) -> Markup | None:
    """The article's or the data page's JSON-LD, for a script element; None for other pages."""
    if scene.page.kind == "article":
        return _script(_article(scene))
    if scene.page.kind == "data":
        return _script(_dataset(scene))
    return None


def _script(thing: Thing) -> Markup:
    """JSON that cannot end its script element: `<` is written as an escape."""
    context = {"@context": "https://schema.org", **thing}
    return Markup(json.dumps(context, ensure_ascii=False).replace("<", "\\u003c"))


def _known(**properties: object) -> Thing:
    """A node with what is known of it; `_type` and `_id` stand for `@type` and `@id`."""
    return {
        re.sub("^_", "@", name): value
        for name, value in properties.items()
        if value not in (None, "", (), [])
    }


def _article(scene: Scene) -> Thing:
    meta = scene.site.meta
    here = _absolute(scene, scene.page.path)
    title, description = page_title(scene.site, scene.page)
    return _known(
        _type="NewsArticle",
        _id=f"{here}#article",
        mainEntityOfPage=here,
        url=here,
        headline=title,
        description=description,
        **_published(scene),
        author=[_maker(scene, author) for author in meta.authors],
        image=_absolute(scene, card_file(meta, scene.page)),
        isBasedOn={"@id": _dataset_id(scene)},
        citation=[_source(scene, source) for source in scene.site.sources.values()],
        correction=[_correction(scene, correction) for correction in scene.site.corrections],
    )


def _absolute(scene: Scene, path: str, fragment: str = "") -> str:
    mark = f"#{fragment}" if fragment else ""
    return urljoin(scene.site.meta.url, path) + mark


def _dataset_id(scene: Scene) -> str:
    """One dataset has one name, whatever the language of the page that tells of it."""
    return _absolute(scene, "data/", "dataset")


def _published(scene: Scene) -> Thing:
    """By whom and when, in which language, and what may be done with it."""
    meta = scene.site.meta
    return _known(
        inLanguage=TAGS[scene.language],
        datePublished=meta.published.written,
        dateModified=scene.site.modified.written,
        publisher=_organization(scene, meta.publisher),
        license=meta.license.url or _license(scene.plain(meta.license.name)),
    )


def _license(name: str | None) -> Thing | None:
    """A licence of which the name is known: schema.org takes an address or a work, but no text."""
    return {"@type": "CreativeWork", "name": name} if name else None


def _organization(scene: Scene, named: Named) -> Thing:
    return _known(_type="Organization", name=scene.plain(named.name), url=named.url)


def _maker(scene: Scene, named: Named) -> Thing:
    """An author; one of the publisher's name is the publisher."""
    publisher = scene.site.meta.publisher
    if scene.plain(named.name) == scene.plain(publisher.name):
        return _organization(scene, publisher)
    return _known(_type="Person", name=scene.plain(named.name), url=named.url)


def _source(scene: Scene, source: Source) -> Thing:
    page = f"{language_path(scene.site.meta, scene.language)}data/"
    return _known(
        _type="CreativeWork",
        _id=_absolute(scene, page, f"source-{source.id}"),
        name=scene.plain(source.title),
        author=[{"@type": "Person", "name": author} for author in source.authors],
        publisher={"@type": "Organization", "name": scene.plain(source.publisher)},
        datePublished=_moment(source.date),
        url=source.url,
        license=_license(source.license),
    )


def _moment(period: Period | None) -> str | None:
    return period.written if period and MOMENT.fullmatch(period.written) else None


def _correction(scene: Scene, correction: Correction) -> Thing:
    """An entry of the corrections log, and its address."""
    indicator = scene.site.indicators[correction.indicator]
    text = scene.words["correction"].format(
        date=period_text(correction.date, scene.language),
        label=scene.plain(indicator.label),
        was=told(scene, correction, correction.was),
        now=told(scene, correction, correction.now),
        why=scene.plain(correction.why),
    )
    page = f"{language_path(scene.site.meta, scene.language)}corrections/"
    return _known(
        _type="CorrectionComment",
        text=text.strip(),
        datePublished=correction.date.written,
        url=_absolute(scene, page, correction.anchor),
    )


# The dataset -------------------------------------------------------------------------------------


def _dataset(scene: Scene) -> Thing:
    meta, indicators = scene.site.meta, scene.site.indicators.values()
    name, about = page_title(scene.site, scene.page)
    between = "" if scene.language == "zh" else " "
    return _known(
        _type="Dataset",
        _id=_dataset_id(scene),
        url=_absolute(scene, scene.page.path),
        name=f"{scene.plain(meta.title)} · {name}",
        description=f"{scene.plain(meta.description)}{between}{about}",
        **_published(scene),
        creator=[_maker(scene, author) for author in meta.authors],
        isAccessibleForFree=True,
        temporalCoverage=_coverage(indicators),
        variableMeasured=[_variable(scene, indicator) for indicator in indicators],
        isBasedOn=[_source(scene, source) for source in scene.site.sources.values()],
        distribution=list(_distribution(scene)),
    )


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


def _variable(scene: Scene, indicator: Indicator) -> Thing:
    """An indicator with its newest value, as a number where it is one."""
    page = f"{language_path(scene.site.meta, scene.language)}data/"
    return _known(
        _type="PropertyValue",
        propertyID=indicator.id,
        url=_absolute(scene, page, indicator.id),
        name=scene.plain(indicator.label),
        unitText=_unit_text(indicator.unit, scene.language),
        **_told(scene, indicator, indicator.newest),
    )


def _unit_text(unit: Unit, language: str) -> str | None:
    """What a value counts: 亿元, `km²`, `¥100 million`; None where a language has no word for it.

    A form without its number reads as a unit if the number stands at one of its ends. The names of
    built-in units are Chinese or international.
    """
    form = unit.forms[language]["other"]
    if language == "zh" and unit.id in BUILT_IN:
        return unit.id
    if "¥{n}" in form and unit.scale != 1:
        return quantity_text(Decimal(1), 0, unit, Bound.EXACT, language)
    if form.startswith("{n}") or form.endswith("{n}"):
        return form.replace("{n}", "").strip()
    return unit.id if language == "zh" else None


def _told(scene: Scene, indicator: Indicator, observation: Observation) -> Thing:
    """A value in words with its period and kind, and as a number or an end that it lies beyond."""
    words = (
        value_text(indicator, observation, scene.language),
        observed_text(observation, scene.language),
        scene.words[f"kind_{indicator.kind}"],
    )
    description = ("，" if scene.language == "zh" else ", ").join(filter(None, words))
    end = ENDS.get(observation.bound)
    if end is None:
        return {"description": description}
    return {"description": description, end: _number(data_value(observation))}


def _number(value: Decimal) -> int | float:
    """A number as JSON has them; the digits of published values survive it."""
    return int(value) if value == value.to_integral_value() else float(value)


def _distribution(scene: Scene) -> Iterator[Thing]:
    for name, format in DOWNLOADS.items():
        yield _known(_type="DataDownload", encodingFormat=format, contentUrl=_absolute(scene, name))
