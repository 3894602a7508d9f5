"""What stands around a chart where it leaves the page: as a file, in an embed, on a card."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urljoin

from markupsafe import Markup

from changzhou_site.charts import Card, Frame, chart_table
from changzhou_site.model import Chart, Citation, Localised, Site
from changzhou_site.pages import Page
from changzhou_site.figures import plain_text
from changzhou_site.render.words import WORDS
from changzhou_site.figures import value_text

EMBED_REST = 260
"""About how high title, note, source and link of an embedded chart are, beside the drawing."""


def chart_frame(site: Site, chart: Chart, language: str) -> Frame:
    """The texts of a chart's file, as plain as a picture holds them."""
    words = WORDS[language]
    note = _plain(site, chart.note, language)
    return Frame(
        title=_plain(site, chart.title, language),
        subtitle=_plain(site, chart.subtitle, language),
        note=f"{words['note']}{words['colon']}{note}" if note else "",
        source=f"{words['source']}{words['colon']}{_sources(site, chart, language)}",
        credit=f"{_plain(site, site.meta.publisher.name, language)} · "
        f"{_plain(site, site.meta.license.name, language)}",
    )


def _plain(site: Site, text: Localised | None, language: str) -> str:
    return plain_text(text[language], site, language) if text else ""


def _sources(site: Site, chart: Chart, language: str) -> str:
    rows = chart_table(chart, site, language).rows
    cited = cited_places(citation for row in rows for citation in row.citations)
    named = (
        f"{_plain(site, site.sources[id].publisher, language)} "
        f"{WORDS[language]['comma'].join(places)}".strip()
        for id, places in cited.items()
    )
    return WORDS[language]["semicolon"].join(named)


def cited_places(citations: Iterable[Citation]) -> dict[str, list[str]]:
    """The places cited of each source, each once and in their order: 2.4 before 2.10."""
    found: dict[str, set[str]] = {}
    for citation in citations:
        found.setdefault(citation.source, set()).update({citation.locator} - {""})
    return {id: sorted(places, key=_natural) for id, places in found.items()}


def _natural(locator: str) -> list[tuple[int, str]]:
    return [
        (int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", locator)
    ]


def page_title(site: Site, page: Page) -> tuple[str, str]:
    """A page's title and description, as plain text."""
    meta, language, words = site.meta, page.language, WORDS[page.language]
    if page.document:
        texts = (page.document.title, page.document.summary)
        return plain_text(texts[0], site, language), plain_text(texts[1], site, language)
    if page.chart:
        return _plain(site, page.chart.title, language), _plain(site, page.chart.alt, language)
    if f"{page.kind}_title" in words:
        return words[f"{page.kind}_title"], words[f"{page.kind}_summary"]
    return _plain(site, meta.title, language), _plain(site, meta.description, language)


def page_card(site: Site, page: Page) -> Card:
    """A page's picture for sharing: its title, and the first of the key figures."""
    language, meta = page.language, site.meta
    value = label = ""
    if meta.front:
        indicator = site.indicators[meta.front[0].value]
        value = value_text(indicator, indicator.newest, language)
        label = plain_text(indicator.label[language], site, language)
    return Card(
        kicker=_plain(site, meta.kicker, language),
        headline=page_title(site, page)[0],
        value=value,
        label=label,
        credit=_plain(site, meta.publisher.name, language),
        language=language,
    )


def card_alt(card: Card) -> str:
    """A card in words."""
    return " ".join(filter(None, (card.headline, card.label, card.value)))


def embed_height(wide: str, narrow: str) -> int:
    """How high an embed may become, from its two drawings."""
    drawings = [
        int(match[1]) for svg in (wide, narrow) if (match := re.search(r' height="(\d+)', svg))
    ]
    return max(drawings[0], round(drawings[1] * 1.25)) + EMBED_REST


def embed_code(site: Site, page: Page, height: int) -> str:
    """An iframe of a chart's page, to be pasted into another site."""
    assert page.chart is not None
    title = plain_text(page.chart.title[page.language], site, page.language)
    iframe = Markup(
        '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy" '
        'style="border:0" allow="clipboard-write"></iframe>'
    )
    return str(iframe.format(urljoin(site.meta.url, page.path), title, height))
