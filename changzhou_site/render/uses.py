"""The places of an indicator as the data page links to them."""

from __future__ import annotations

from dataclasses import dataclass

from changzhou_site.render.scene import Scene
from changzhou_site.uses import Stand

SHOWN = ("site", "front", "section", "page", "chart", "event", "card")
"""What a reader would look up; a chart's own page, formulas and checks are told elsewhere."""


@dataclass(frozen=True)
class UseLink:
    """A place where an indicator is seen."""

    kind: str
    title: str
    address: str


def use_links(scene: Scene, indicator: str) -> tuple[UseLink, ...]:
    """Each place of an indicator once, in reading order."""
    stands = (stand for stand in scene.stands.get(indicator, ()) if stand.kind in SHOWN)
    links = (_link(scene, stand) for stand in stands)
    return tuple(dict.fromkeys(links))


def _link(scene: Scene, stand: Stand) -> UseLink:
    return UseLink(stand.kind, _title(scene, stand), scene.addresses.to(stand.path, stand.fragment))


def _title(scene: Scene, stand: Stand) -> str:
    if stand.kind == "chart":
        return scene.plain(scene.site.charts[stand.name].title)
    if stand.kind in ("section", "page"):
        documents = (*scene.site.sections(scene.language), *scene.site.pages(scene.language))
        return scene.plain(next(d.title for d in documents if d.slug == stand.name))
    words = {"site": "opening", "front": "front", "event": "events", "card": "card"}
    return scene.words[words[stand.kind]]
