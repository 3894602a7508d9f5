"""Where an indicator is used: in the files, on the site, and by what depends on it."""

from __future__ import annotations

from collections.abc import Iterator

from changzhou_site.addresses import data_path, full_row
from changzhou_site.check.project import Checked
from changzhou_site.errors import counted
from changzhou_site.explain.layout import Branch, drawn
from changzhou_site.mentions import Stand, find_stands
from changzhou_site.model import Indicator, Mention, Site
from changzhou_site.pages import site_pages

GROUPS = {
    "section": "prose",
    "page": "prose",
    "site": "opening",
    "front": "key figures",
    "chart": "charts",
    "formula": "formulas",
    "topic": "topics",
    "indicator": "labels and notes",
    "event": "events",
    "check": "checks",
    "correction": "corrections",
    "draft": "drafts",
}
"""The kinds of mentions in the order they are told in."""

STANDS = {
    "site": "opening",
    "front": "key figures",
    "section": "section {}",
    "page": "page {}",
    "chart": "chart {}",
    "embed": "chart {} alone",
    "card": "card {}",
    "topic": "topic {}",
    "indicator": "row of {}",
    "series": "all observations of {}",
    "formula": "row of {}",
    "event": "event {}",
    "check": "checks",
    "correction": "correction {}",
}


def mentions(checked: Checked, indicator: Indicator) -> Iterator[str]:
    """Every place in the files that names it."""
    found = [mention for mention in checked.mentions if mention.id == indicator.id]
    places = {(each.place, GROUPS[each.spot.kind], _beside(each)) for each in found}
    if not places:
        yield "Used nowhere"
        return
    yield f"Used in {counted(len(places), 'place')}"
    for group in dict.fromkeys(GROUPS.values()):
        inside = sorted((place, beside) for place, own, beside in places if own == group)
        if inside:
            yield f"  {group}"
        width = max((len(str(place)) for place, _ in inside), default=0)
        for place, beside in inside:
            yield f"    {place!s:{width}}  {beside}".rstrip()


def _beside(mention: Mention) -> str:
    """What a place belongs to, where its file does not say it, and which observation it names."""
    spot = mention.spot
    name = spot.name if spot.kind not in ("section", "page", "draft", "correction") else ""
    return f"{name} {f'@{mention.period}' if mention.period else ''}".strip()


def stands(checked: Checked, site: Site, indicator: Indicator) -> Iterator[str]:
    """Every address on the site where it is seen, language by language."""
    yield f"Seen below {site.meta.url}"
    told: dict[str, list[str]] = {}
    pages = site_pages(site)
    for code in site.languages:
        told[f"{data_path(site.meta, code)}#{indicator.id}"] = ["its row"]
        told["#".join(full_row(site, code, indicator.id))] = ["its row"]
        found = find_stands(site, checked.mentions, checked.proses, pages, code)
        for stand in found.of.get(indicator.id, ()):
            told.setdefault(_address(stand), []).append(STANDS[stand.kind].format(stand.name))
    width = max(map(len, told))
    for address, whats in told.items():
        yield f"  {address:{width}}  {', '.join(dict.fromkeys(whats))}"


def _address(stand: Stand) -> str:
    return f"{stand.path}#{stand.fragment}" if stand.fragment else stand.path


# What depends on it ------------------------------------------------------------------------------


def dependants(checked: Checked, site: Site, indicator: Indicator) -> Iterator[str]:
    """What is derived from it, drawn of it or checked with it, directly or through others."""
    branches = _dependants(checked, site, indicator.id, set())
    if branches:
        yield "What depends on it"
        yield from drawn(branches)


def _dependants(checked: Checked, site: Site, id: str, told: set[str]) -> tuple[Branch, ...]:
    branches = [_derived(checked, site, each, told) for each in site.derived_from.get(id, ())]
    for kind in ("chart", "check"):
        spots = (m.spot for m in checked.mentions if m.id == id and m.spot.kind == kind)
        branches += [Branch(f"{kind}  {spot.name}") for spot in dict.fromkeys(spots)]
    return tuple(branches)


def _derived(checked: Checked, site: Site, id: str, told: set[str]) -> Branch:
    if id in told:
        return Branch(f"{id}  (above)")
    told.add(id)
    said = sum(m.id == id and m.spot.kind in ("section", "page") for m in checked.mentions)
    prose = f"  {counted(said, 'mention')} in prose" if said else ""
    return Branch(f"{id}{prose}", _dependants(checked, site, id, told))
