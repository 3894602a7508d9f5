"""What stands around a chart where it leaves the page: as a file, in an embed, on a card."""

from __future__ import annotations

import re
from collections.abc import Iterable

from changzhou_site.charts import Card, ChartFrame, chart_table, stage_chart
from changzhou_site.figures import value_text
from changzhou_site.model import Chart, Citation, Indicator
from changzhou_site.pages import Page
from changzhou_site.render.desk import Desk
from changzhou_site.render.source_names import places_text, short_names


def chart_frame(desk: Desk, chart: Chart) -> ChartFrame:
    """The texts of a chart's file, as plain as a picture holds them."""
    words, meta = desk.words, desk.meta
    note = desk.plain(chart.note) if chart.note else ""
    texts = {
        "title": desk.plain(chart.title),
        "subtitle": desk.plain(chart.subtitle) if chart.subtitle else "",
        "note": f"{words['note']}{words['colon']}{note}" if note else "",
        "source": f"{words['source']}{words['colon']}{_sources(desk, chart)}",
        "credit": " · ".join(desk.plain(each.name) for each in (meta.publisher, meta.license)),
    }
    setting = desk.site.settings[desk.code].narrowed("".join(texts.values()))
    return ChartFrame(**texts, setting=setting, tag=desk.code)


def _sources(desk: Desk, chart: Chart) -> str:
    rows = chart_table(chart, desk.site, desk.language).rows
    cited = cited_places(citation for row in rows for citation in row.citations)
    named = (
        f"{name.striptags()} {places_text(desk, cited[id])}".strip()
        for id, name in short_names(desk, cited)
    )
    return desk.words["semicolon"].join(named)


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


def page_card(desk: Desk, page: Page) -> Card:
    """A page's picture for sharing: its title; the article's has the opening chart, and in words
    what that finds."""
    value = label = ""
    opening = desk.opening if page.kind == "article" else None
    finding = _finding(desk, opening) if page.kind == "article" else None
    if finding:
        value = value_text(finding, finding.newest, desk.language)
        label = desk.plain(finding.label)
    texts = {
        "kicker": desk.plain(desk.meta.kicker) if desk.meta.kicker else "",
        "headline": desk.page_title(page)[0],
        "value": value,
        "label": label,
        "credit": desk.plain(desk.meta.publisher.name),
    }
    setting = desk.site.settings[desk.code].narrowed("".join(texts.values()))
    drawing = stage_chart(opening, desk.site, desk.language, "card") if opening else None
    return Card(**texts, setting=setting, is_han=desk.language.is_han, drawing=drawing)


def _finding(desk: Desk, opening: Chart | None) -> Indicator | None:
    """What a chart highlights or shows first; without one the first of the key figures."""
    named = [*opening.highlight, *opening.named] if opening else []
    ids = [text.value for text in (*named, *desk.meta.front)]
    return desk.site.indicators[ids[0]] if ids else None


def card_alt(card: Card) -> str:
    """A card in words."""
    return " ".join(filter(None, (card.headline, card.label, card.value)))
