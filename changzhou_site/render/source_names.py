"""How sources are named where they are cited in short: by publisher, and by title too where the
site has others of that publisher."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup

from changzhou_site.figures import period_text
from changzhou_site.model import Source
from changzhou_site.render.desk import Desk
from changzhou_site.scripts import tagged

NUMBERED = re.compile(r"\d+(?:\.\d+)*")
"""A locator that is the number of a section; others say themselves what they are."""


def places_text(desk: Desk, places: Sequence[str]) -> str:
    """The places cited in a source: sections by that word, what is named otherwise as it is."""
    said = desk.words["comma"].join(places)
    if not places or not all(map(NUMBERED.fullmatch, places)):
        return said
    return desk.words["section" if len(places) == 1 else "sections"].format(places=said)


def short_names(desk: Desk, ids: Iterable[str]) -> Iterator[tuple[str, Markup]]:
    """Each source with its name, those of one publisher together and the publisher said once."""
    cited: dict[str, list[Source]] = {}
    for source in (desk.site.sources[id] for id in ids):
        cited.setdefault(desk.plain(source.publisher), []).append(source)
    for publisher, own in cited.items():
        for place, source in enumerate(own):
            yield source.id, _name(desk, source, publisher, is_first=place == 0)


def _name(desk: Desk, source: Source, publisher: str, *, is_first: bool) -> Markup:
    alike, named = desk.sources_of[publisher], tagged(publisher, desk.language, desk.site)
    if len(alike) == 1:
        return named
    title = source_title(desk, source)
    if source.date and _titles(desk, alike).count(desk.plain(source.title)) > 1:
        date = period_text(source.date, desk.language)
        title = Markup(desk.words["source_dated"]).format(title=title, date=date)
    if not is_first:
        return title
    return Markup(desk.words["source_titled"]).format(publisher=named, title=title)


def source_title(desk: Desk, source: Source, address: str | None = None) -> Markup:
    """A title in its marks, linked where it has an address, with its language where that is not the
    page's."""
    written, language = desk.plain(source.title), _foreign(desk, source)
    title = Markup.escape(written) if language else tagged(written, desk.language, desk.site)
    if address:
        title = Markup('<a href="{}">{}</a>').format(address, title)
    tag = Markup(' lang="{}"').format(language) if language else ""
    words = desk.words
    marked = (tag, words["title_open"], title, words["title_close"])
    return Markup("<cite{}>{}{}{}</cite>").format(*marked)


def _titles(desk: Desk, sources: Iterable[Source]) -> list[str]:
    return [desk.plain(source.title) for source in sources]


def _foreign(desk: Desk, source: Source) -> str | None:
    """The language of a title that is the same on all pages, and not in that of this page."""
    is_translated = len({text.value for text in source.title.values()}) > 1
    if (
        source.lang is None
        or is_translated
        or f"{desk.language.tag}-".startswith(f"{source.lang}-")
    ):
        return None
    known = desk.site.languages.get(source.lang)
    return known.tag if known else source.lang
