"""Whether all languages of a site name the same figures: readers of one are to miss none."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from changzhou_site.errors import Fault, Place, Problem
from changzhou_site.figures import Found, Value, find_braced, find_braces
from changzhou_site.mentions import Proses, spot_texts
from changzhou_site.model import Document, Mention, Site
from changzhou_site.prose import placed_charts
from changzhou_site.source import Text

FRONT_MATTER = ("title", "summary", "kicker")


@dataclass(frozen=True)
class Part:
    """A text that has a counterpart in every language: a field, or what is under a heading."""

    language: str
    place: Place
    named: Mapping[str, Place]
    """What it names, as braces would hold it, and where first: `gdp`, `gdp@2019`, `chart a`."""


def check_parity(site: Site, proses: Proses) -> Iterator[Problem]:
    """Warns of what a language names and the first one does not, or the other way round. A text
    that cannot be read whole is told of elsewhere, and not compared."""
    for each in spot_texts(site):
        if each.field != "period_text":
            in_label = each.field == "label"
            yield from _compared(
                _of_text(text, code, site, in_label=in_label) for code, text in each.texts.items()
            )
    firsts = {document.slug: document for document in site.read_in(site.first.code)}
    for document in site.published.values():
        first = firsts.get(document.slug, document)
        if first.language != document.language:
            yield from _of_documents(first, document, site, proses)


def _compared(parts: Iterable[Part | None]) -> Iterator[Problem]:
    """The first of some counterparts with each of the others; None is one that is not whole."""
    first, *others = parts
    for other in others:
        if first and other:
            yield from _differences(first, other)


def _differences(first: Part, other: Part) -> Iterator[Problem]:
    missing = [name for name in first.named if name not in other.named]
    if missing:
        names = ", ".join(f"`{name}`" for name in missing)
        message = f"not named here, as in `{first.language}`: {names}"
        hint = f"write {{{{ {missing[0]} }}}} here too, or take it out at {first.named[missing[0]]}"
        yield Problem(other.place, "parity", message, hint, warning=True)
    for name, place in other.named.items():
        if name not in first.named:
            message = f"`{name}` is named here, and not in `{first.language}`"
            hint = f"write {{{{ {name} }}}} at {first.place} too, or take it out here"
            yield Problem(place, "parity", message, hint, warning=True)


# Fields -------------------------------------------------------------------------------------------


def _of_text(text: Text, language: str, site: Site, *, in_label: bool = False) -> Part | None:
    """None for a text with a fault, or one that stands in for a text that cannot be read."""
    if not text.place.path:
        return None
    named: dict[str, Place] = {}
    for braces in find_braces(text.value):
        try:
            value = None if braces.escaped else braces.parse()
        except Fault:
            return None
        if isinstance(value, Value):
            found = find_braced(
                text.value, braces, site, site.languages[language], in_label=in_label
            )
            if not isinstance(found, Found):
                return None
            named.setdefault(found.key, text.at(value.offset))
    return Part(language, text.place, named)


# Documents ----------------------------------------------------------------------------------------


def _of_documents(
    first: Document, other: Document, site: Site, proses: Proses
) -> Iterator[Problem]:
    for field in FRONT_MATTER:
        yield from _compared(_of_field(field, document, site) for document in (first, other))
    if not (proses[first.path].is_whole and proses[other.path].is_whole):
        return
    parts = [_under_headings(document, site, proses) for document in (first, other)]
    if len(parts[0]) == len(parts[1]):
        for pair in zip(*parts, strict=True):
            yield from _compared(pair)
    else:
        yield from _compared(_joined(each) for each in parts)


def _of_field(field: str, document: Document, site: Site) -> Part | None:
    text = getattr(document, field)
    if text is None:
        return Part(document.language, document.title.place, {})
    return _of_text(text, document.language, site)


def _under_headings(document: Document, site: Site, proses: Proses) -> list[Part]:
    """What stands before the first heading, and under each."""
    prose, body = proses[document.path], document.body
    places = sorted([body.place, *(body.at(heading.offset) for heading in prose.headings)])
    named: list[dict[str, Place]] = [{} for _ in places]
    found = [(_key(mention, site), mention.place) for mention in prose.mentions]
    found += [(f"chart {id}", place) for id, place in placed_charts(document, prose)]
    for name, place in found:
        named[max(0, bisect_right(places, place) - 1)].setdefault(name, place)
    return [Part(document.language, *each) for each in zip(places, named, strict=True)]


def _key(mention: Mention, site: Site) -> str:
    """A figure, with its period where that is not the newest; one that is not known, by its id."""
    indicator = site.indicators.get(mention.id)
    observation = indicator.at(mention.period) if indicator else None
    return Found(indicator, observation).key if indicator and observation else mention.id


def _joined(parts: list[Part]) -> Part:
    """A document as a whole."""
    named: dict[str, Place] = {}
    for part in parts:
        named |= {name: place for name, place in part.named.items() if name not in named}
    return Part(parts[0].language, parts[0].place, named)
