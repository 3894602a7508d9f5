"""The places of an indicator as the data page links to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from changzhou_site.addresses import address
from changzhou_site.mentions import Stand
from changzhou_site.render.desk import Desk

IN_TEXT = ("site", "front", "section", "page")
"""Where a reader comes upon a figure in the text; these names are short."""

ELSEWHERE = ("chart", "event", "card")
"""Where else it is seen. A chart's own page, formulas and checks are told in other places."""


@dataclass(frozen=True)
class UseLink:
    """A place where an indicator is seen."""

    kind: str
    title: str
    address: str


@dataclass(frozen=True)
class UsesView:
    """All places of an indicator."""

    in_text: tuple[UseLink, ...]
    elsewhere: tuple[UseLink, ...]
    summary: str
    """How many of each kind the others are: `2张图、1张分享图`."""


def uses_view(desk: Desk, indicator: str) -> UsesView:
    """The places of an indicator, those in the text apart."""
    links = _links(desk, indicator)
    elsewhere = tuple(link for kind in ELSEWHERE for link in links if link.kind == kind)
    return UsesView(
        in_text=tuple(link for link in links if link.kind in IN_TEXT),
        elsewhere=elsewhere,
        summary=desk.words["comma"].join(_counts(desk, elsewhere)),
    )


def _counts(desk: Desk, links: Iterable[UseLink]) -> Iterator[str]:
    kinds = [link.kind for link in links]
    for kind in dict.fromkeys(kinds):
        yield desk.count(f"uses_{kind}", kinds.count(kind))


def _links(desk: Desk, indicator: str) -> tuple[UseLink, ...]:
    """Each place of an indicator once, in reading order."""
    stands = desk.stands.of.get(indicator, ())
    links = (
        UseLink(stand.kind, _title(desk, stand), address(stand.path, stand.fragment))
        for stand in stands
        if stand.kind in (*IN_TEXT, *ELSEWHERE)
    )
    return tuple(dict.fromkeys(links))


def _title(desk: Desk, stand: Stand) -> str:
    if stand.kind == "chart":
        return desk.plain(desk.site.charts[stand.name].title)
    if stand.kind in ("site", "front"):
        return desk.words["opening" if stand.kind == "site" else "front"]
    if stand.kind == "card":
        return f"{desk.words['card']}{desk.words['colon']}{desk.card_titles[stand.name]}"
    return desk.short_names.get((stand.path, stand.fragment), desk.words["events"])
