"""Two versions of a site -> what is not the same in them, for people and for machines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from pydantic import TypeAdapter

from changzhou_site.diff.changes import (
    CheckChange,
    Difference,
    FieldChange,
    FigureChange,
    Listed,
    Observed,
    SourceChange,
    Touched,
)
from changzhou_site.diff.figure_changes import compare_figures, differing, told
from changzhou_site.diff.uncorrected import as_problem, find_uncorrected, find_withdrawn, withdrawal
from changzhou_site.diff.versions import Version
from changzhou_site.edition import ChartEntry, Edition, Entry, FigureEntry, Localised, SourceEntry
from changzhou_site.errors import Place, Problem

T = TypeVar("T")


@dataclass(frozen=True)
class Comparison:
    """Two versions, and what is not the same in them."""

    old: Version
    new: Version
    difference: Difference

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What `--strict` refuses, and warnings."""
        changed = map(as_problem, self.difference.uncorrected)
        return (*changed, *map(withdrawal, self.difference.withdrawn))

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if not problem.warning)

    def as_json(self) -> str:
        """The same as data; numbers are texts, as in data/indicators.json."""
        versions = {"old": self.old, "new": self.new}
        said = {
            key: {"name": version.name, "problems": len(version.problems)}
            for key, version in versions.items()
        }
        said |= TypeAdapter(Difference).dump_python(self.difference, mode="json")
        return json.dumps(said, ensure_ascii=False, indent=1)


def compare_versions(old: Version, new: Version) -> Comparison:
    return Comparison(old, new, _difference(old.edition, new.edition, new.places))


def _difference(old: Edition, new: Edition, places: Mapping[Observed, Place]) -> Difference:
    """All that changed from one edition to the other. `places` are those of the newer values."""
    was, now = old.figures, new.figures
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
        uncorrected=find_uncorrected(old, new, changed, places),
    )


def _listed(figure: FigureEntry, edition: Edition) -> Listed:
    first, newest = edition.first, figure.newest
    period = (newest.period_text or {}).get(first)
    return Listed(figure.id, figure.label[first], newest.text[first], period)


def _both(
    old: Mapping[str, T], new: Mapping[str, T]
) -> Iterator[tuple[str, T | None, T | None, T]]:
    """Each key with what it stands for in both, and in the newest that has it; those of the newer
    one first."""
    for key in dict.fromkeys([*new, *old]):
        yield key, old.get(key), new.get(key), (new if key in new else old)[key]


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
        for id, before, after, _ in _both(was, now)
        if id in different
    }


def _charts(old: Edition, new: Edition, seen: Seen) -> Iterator[Touched]:
    for id, was, now, entry in _both(old.charts, new.charts):
        figures = dict.fromkeys(figure for figure in (*entry.show, *entry.names) if figure in seen)
        words = bool(was and now and was.words != now.words)
        drawing = bool(was and now and _drawing(was) != _drawing(now))
        if figures or words or drawing or not (was and now):
            title = entry.title[(new if now else old).first]
            yield Touched(id, _how(was, now), title, tuple(figures), (), words, drawing)


def _drawing(chart: ChartEntry) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    return chart.type, chart.show, chart.highlight


def _pages(old: Edition, new: Edition, seen: Seen, charts: Iterable[Touched]) -> Iterator[Touched]:
    standing = _standing(old, new, charts)
    for path, was, now, entry in _both(old.pages, new.pages):
        figures = tuple(id for id, used in seen.items() if path in used)
        words = bool(was and now and was.words != now.words)
        there = standing.get(path, ())
        if figures or words or there or not (was and now):
            yield Touched(path, _how(was, now), entry.title, figures, there, words)


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
    for check, was, now, _ in _both(before, after):
        if was is None or now is None or was.holds != now.holds:
            yield CheckChange(check, was, now)


def _entries_beyond(edition: Edition, other: Edition) -> tuple[Entry, ...]:
    """The entries of a log that another has not, whatever they give as the reason."""
    known = [replace(each, why={}) for each in other.corrections]
    return tuple(each for each in edition.corrections if replace(each, why={}) not in known)


def _sources(old: Edition, new: Edition) -> Iterator[SourceChange]:
    for id, was, now, entry in _both(old.sources, new.sources):
        title = entry.title[(new if now else old).first]
        fields = tuple(_source_fields(was, now, new)) if was and now else ()
        if fields or not (was and now):
            yield SourceChange(id, _how(was, now), title, fields)


def _source_fields(was: SourceEntry, now: SourceEntry, new: Edition) -> Iterator[FieldChange]:
    for name in ("title", "publisher"):
        yield from differing({name: told(getattr(was, name), getattr(now, name), new)})
    yield from differing({"authors": (", ".join(was.authors), ", ".join(now.authors))})
    for name in ("date", "url", "accessed", "license"):
        yield from differing({name: (getattr(was, name) or "", getattr(now, name) or "")})


def _site(old: Edition, new: Edition) -> Iterator[FieldChange]:
    was, now = _masthead(old), _masthead(new)
    yield from differing({name: (was[name], now[name]) for name in now})


def _masthead(edition: Edition) -> dict[str, str]:
    """What is said of the site beside its words, which are those of its pages."""
    site = edition.site
    return {
        "url": site.url,
        "languages": ", ".join(site.languages),
        "published": site.published,
        "updated": site.updated or "",
        "publisher": site.publisher.name[edition.first],
        "license": site.license.name[edition.first],
    }
