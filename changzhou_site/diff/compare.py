"""Two editions -> what is not the same in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from changzhou_site.diff.changes import (
    CheckChange,
    Difference,
    FieldChange,
    FigureChange,
    Listed,
    SourceChange,
    Touched,
)
from changzhou_site.diff.figure_changes import compare_figures, told
from changzhou_site.diff.uncorrected import find_withdrawn
from changzhou_site.edition import (
    ChartEntry,
    Edition,
    Entry,
    FigureEntry,
    Localised,
    PageEntry,
    SourceEntry,
)

T = TypeVar("T")


def compare(old: Edition, new: Edition) -> Difference:
    """All that changed from one edition to the other."""
    was = {figure.id: figure for figure in old.indicators}
    now = {figure.id: figure for figure in new.indicators}
    changed = compare_figures(old, new)
    seen = _seen(was, now, changed)
    charts = tuple(_charts(old, new, seen))
    return Difference(
        added=tuple(_listed(figure, new) for id, figure in now.items() if id not in was),
        removed=tuple(_listed(figure, old) for id, figure in was.items() if id not in now),
        changed=changed,
        charts=charts,
        pages=tuple(_pages(old, new, seen, charts)),
        cards=_cards(was, now),
        checks=tuple(_checks(old, new)),
        corrections=_entries_beyond(new, old),
        withdrawn=find_withdrawn(old, new),
        sources=tuple(_sources(old, new)),
        site=tuple(_site(old, new)),
    )


def _listed(figure: FigureEntry, edition: Edition) -> Listed:
    first = edition.site.languages[0]
    newest = figure.newest
    period = (newest.period_text or {}).get(first)
    return Listed(figure.id, figure.label[first], newest.text[first], period)


def _both(old: Mapping[str, T], new: Mapping[str, T]) -> Iterator[tuple[str, T | None, T | None]]:
    """Each key with what it stands for in both; those of the newer one first."""
    for key in dict.fromkeys([*new, *old]):
        yield key, old.get(key), new.get(key)


def _how(was: object, now: object) -> str:
    return "added" if was is None else "removed" if now is None else "changed"


# Where figures are seen --------------------------------------------------------------------------

Seen = Mapping[str, tuple[str, ...]]
"""Of each indicator that looks different, or is in one edition only, where it is used."""


def _seen(
    was: Mapping[str, FigureEntry], now: Mapping[str, FigureEntry], changed: Iterable[FigureChange]
) -> Seen:
    different = {change.id for change in changed if change.seen} | (was.keys() ^ now.keys())
    return {
        id: (*(before.used if before else ()), *(after.used if after else ()))
        for id, before, after in _both(was, now)
        if id in different
    }


def _charts(old: Edition, new: Edition, seen: Seen) -> Iterator[Touched]:
    for id, was, now in _both(old.charts, new.charts):
        entry = now or was
        assert entry is not None
        figures = dict.fromkeys(figure for figure in (*entry.show, *entry.names) if figure in seen)
        words = bool(was and now and was.words != now.words)
        drawing = bool(was and now and _drawing(was) != _drawing(now))
        if figures or words or drawing or not (was and now):
            title = entry.title[(new if now else old).site.languages[0]]
            yield Touched(id, _how(was, now), title, tuple(figures), (), words, drawing)


def _drawing(chart: ChartEntry) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    return chart.type, chart.show, chart.highlight


def _pages(old: Edition, new: Edition, seen: Seen, charts: Iterable[Touched]) -> Iterator[Touched]:
    standing = _standing(old, new, charts)
    for path, was, now in _both(old.pages, new.pages):
        entry = now or was
        assert entry is not None
        figures = tuple(id for id, used in seen.items() if path in used)
        words = _reworded(was, now)
        there = standing.get(path, ())
        if figures or words or there or not (was and now):
            yield Touched(path, _how(was, now), entry.title, figures, there, words)


def _reworded(was: PageEntry | None, now: PageEntry | None) -> bool:
    return bool(was and now and was.words != now.words)


def _standing(old: Edition, new: Edition, charts: Iterable[Touched]) -> dict[str, tuple[str, ...]]:
    """The pages that charts stand on whose own words or drawing changed."""
    found: dict[str, tuple[str, ...]] = {}
    for chart in charts:
        if chart.words or chart.drawing or chart.how != "changed":
            entries = [edition.charts.get(chart.id) for edition in (old, new)]
            for path in dict.fromkeys(path for entry in entries if entry for path in entry.used):
                found[path] = (*found.get(path, ()), chart.id)
    return found


def _cards(was: Mapping[str, FigureEntry], now: Mapping[str, FigureEntry]) -> tuple[str, ...]:
    """Cards say the newest value and its label, and nothing else of a figure."""
    pairs = [(before, now[id]) for id, before in was.items() if id in now]
    used = [after.used for before, after in pairs if _on_card(before) != _on_card(after)]
    return tuple(dict.fromkeys(path for paths in used for path in paths if path.endswith(".png")))


def _on_card(figure: FigureEntry) -> tuple[Localised, Localised]:
    return figure.newest.text, figure.label


# Checks, corrections, sources, the site ----------------------------------------------------------


def _checks(old: Edition, new: Edition) -> Iterator[CheckChange]:
    before = {answer.check: answer for answer in old.checks}
    after = {answer.check: answer for answer in new.checks}
    for check, was, now in _both(before, after):
        if was is None or now is None or was.holds != now.holds:
            yield CheckChange(check, was, now)


def _entries_beyond(edition: Edition, other: Edition) -> tuple[Entry, ...]:
    """The entries of a log that another has not, whatever they give as the reason."""
    known = {(each.date, each.indicator, each.was, each.now) for each in other.corrections}
    return tuple(
        each
        for each in edition.corrections
        if (each.date, each.indicator, each.was, each.now) not in known
    )


def _sources(old: Edition, new: Edition) -> Iterator[SourceChange]:
    for id, was, now in _both(old.sources, new.sources):
        entry = now or was
        assert entry is not None
        title = entry.title[(new if now else old).site.languages[0]]
        fields = tuple(_source_fields(was, now, new)) if was and now else ()
        if fields or not (was and now):
            yield SourceChange(id, _how(was, now), title, fields)


def _source_fields(was: SourceEntry, now: SourceEntry, new: Edition) -> Iterator[FieldChange]:
    for name in ("title", "publisher"):
        texts = told(getattr(was, name), getattr(now, name), new)
        yield from _differing(name, *texts)
    yield from _differing("authors", ", ".join(was.authors), ", ".join(now.authors))
    for name in ("date", "url", "accessed", "license"):
        yield from _differing(name, getattr(was, name) or "", getattr(now, name) or "")


SITE_FIELDS: Mapping[str, Callable[[Edition], str]] = {
    "url": lambda edition: edition.site.url,
    "languages": lambda edition: ", ".join(edition.site.languages),
    "published": lambda edition: edition.site.published,
    "updated": lambda edition: edition.site.updated or "",
    "publisher": lambda edition: edition.site.publisher.name[edition.site.languages[0]],
    "license": lambda edition: edition.site.license.name[edition.site.languages[0]],
}
"""What is said of the site beside its words, which are those of its pages."""


def _site(old: Edition, new: Edition) -> Iterator[FieldChange]:
    for name, read in SITE_FIELDS.items():
        yield from _differing(name, read(old), read(new))


def _differing(name: str, was: str, now: str) -> Iterator[FieldChange]:
    if was != now:
        yield FieldChange(name, was, now)
