"""The places of an indicator as the data page links to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from changzhou_site.model import Document
from changzhou_site.pages import document_path
from changzhou_site.render.counting import count_text
from changzhou_site.render.frames import page_title
from changzhou_site.render.desk import Scene
from changzhou_site.mentions.stands import Stand

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


def uses_view(scene: Scene, indicator: str) -> UsesView:
    """The places of an indicator, those in the text apart."""
    links = use_links(scene, indicator)
    elsewhere = tuple(link for kind in ELSEWHERE for link in links if link.kind == kind)
    return UsesView(
        in_text=tuple(link for link in links if link.kind in IN_TEXT),
        elsewhere=elsewhere,
        summary=scene.words["comma"].join(_counts(scene, elsewhere)),
    )


def _counts(scene: Scene, links: Iterable[UseLink]) -> Iterator[str]:
    kinds = [link.kind for link in links]
    for kind in dict.fromkeys(kinds):
        yield count_text(scene, f"uses_{kind}", kinds.count(kind))


def use_links(scene: Scene, indicator: str) -> tuple[UseLink, ...]:
    """Each place of an indicator once, in reading order."""
    stands = scene.stands.get(indicator, ())
    links = (_link(scene, stand) for stand in stands if stand.kind in (*IN_TEXT, *ELSEWHERE))
    return tuple(dict.fromkeys(links))


def document_name(scene: Scene, document: Document) -> str:
    """What a section or page is called in short: its kicker, else its title."""
    return scene.plain(document.kicker or document.title)


def _link(scene: Scene, stand: Stand) -> UseLink:
    return UseLink(stand.kind, _title(scene, stand), scene.addresses.to(stand.path, stand.fragment))


def _title(scene: Scene, stand: Stand) -> str:
    if stand.kind == "chart":
        return scene.plain(scene.site.charts[stand.name].title)
    if stand.kind in ("site", "front"):
        return scene.words["opening" if stand.kind == "site" else "front"]
    if stand.kind == "card":
        return f"{scene.words['card']}{scene.words['colon']}{_card_title(scene, stand)}"
    document = _document_at(scene, stand)
    return document_name(scene, document) if document else scene.words["events"]


def _card_title(scene: Scene, stand: Stand) -> str:
    """The title of the page that a card is of."""
    page = next(each for each in scene.pages if each.language == scene.language
                and each.is_listed and each.name == stand.name)  # fmt: skip
    return page_title(scene.site, page)[0]


def _document_at(scene: Scene, stand: Stand) -> Document | None:
    """The section or page that a place is; None for the events of the data page."""
    documents = (*scene.site.sections(scene.language), *scene.site.pages(scene.language))
    place = (stand.path, stand.fragment)
    found = (each for each in documents if document_path(each, scene.site.meta) == place)
    return next(found, None)
