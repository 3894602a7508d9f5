"""A site of many indicators: the index of them all on the data page, and the page of each topic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from changzhou_site.addresses import (
    address,
    data_path,
    full_row_address,
    topic_anchor,
    topic_path,
)
from changzhou_site.model import Indicator
from changzhou_site.render.blocks import kind_word
from changzhou_site.render.data_table import (
    MakeRows,
    ValueView,
    newest_mark,
    sort_keys,
    topic_heading,
    topic_order,
    topic_view,
    value_view,
)
from changzhou_site.render.desk import Desk


@dataclass(frozen=True)
class ShortRow:
    """One indicator, in short."""

    id: str
    label: Markup
    address: str
    """Its row on the page of its topic."""
    kind: str
    newest: ValueView
    mark: Markup | None
    """The link to the newest correction of its value."""
    keys: Mapping[str, str]
    """What it is sorted by."""


@dataclass(frozen=True)
class IndexedTopic:
    """The indicators of one file of data/indicators/, in short."""

    id: str
    name: str
    heading: Markup
    address: str
    """Its page."""
    rows: Markup


def indexed_topics(desk: Desk, rows: MakeRows) -> tuple[IndexedTopic, ...]:
    return tuple(_indexed(desk, stem, rows) for stem in topic_order(desk))


def _indexed(desk: Desk, stem: str, rows: MakeRows) -> IndexedTopic:
    return IndexedTopic(
        id=topic_anchor(stem),
        name=desk.topic_name(stem),
        heading=topic_heading(desk, stem),
        address=address(topic_path(desk.meta, desk.code, stem)),
        rows=rows(stem),
    )


def short_rows(desk: Desk, stem: str) -> tuple[ShortRow, ...]:
    return tuple(_short(desk, indicator) for indicator in desk.site.by_topic[stem])


def _short(desk: Desk, indicator: Indicator) -> ShortRow:
    return ShortRow(
        id=indicator.id,
        label=desk.rich(indicator.label, linked=False),
        address=full_row_address(desk.site, desk.code, indicator.id),
        kind=kind_word(desk, indicator),
        newest=value_view(desk, indicator, indicator.newest),
        mark=newest_mark(desk, indicator),
        keys=sort_keys(indicator),
    )


def topic_context(desk: Desk, stem: str, rows: MakeRows) -> dict[str, object]:
    """What the template of a topic's page is given; `reading` is the title of its document."""
    document = desk.site.find_document(desk.code, stem)
    return {
        "topic": topic_view(desk, stem, rows),
        "reading": desk.plain(document.title) if document else "",
        "index_address": address(data_path(desk.meta, desk.code), topic_anchor(stem)),
    }
