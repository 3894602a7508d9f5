"""Every mention of an indicator in the files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from changzhou_site.model import (
    Document,
    Expression,
    Mention,
    Site,
    Spot,
    names,
)
from changzhou_site.prose import Prose
from changzhou_site.source import Text

Proses = Mapping[str, Prose]
"""Every document as HTML and blocks, by path of its file."""


def find_mentions(
    site: Site, proses: Proses, in_fields: tuple[Mention, ...]
) -> tuple[Mention, ...]:
    """Every place in the files that names an indicator, the article's in reading order first."""
    read = [document for code in site.languages for document in site.read_in(code)]
    placed = {id for d in site.read_in(site.first.code) for id in proses[d.path].charts}
    return (
        *(_named(text, Spot("front", "")) for text in site.meta.front),
        *(mention for mention in in_fields if mention.spot.kind == "site"),
        *(mention for document in read for mention in _of_document(document, site, proses)),
        *_charts(site, [id for id in site.charts if id not in placed]),
        *(mention for mention in in_fields if mention.spot.kind != "site"),
        *_formulas(site),
        *_checks(site),
        *_corrections(site),
        *(m for d in site.documents if d.draft for m in proses[d.path].mentions),
    )


def _named(text: Text, spot: Spot) -> Mention:
    return Mention(text.value, None, text.place, spot, None)


def _of_document(document: Document, site: Site, proses: Proses) -> Iterator[Mention]:
    """What its text names, and, in the first language, what its charts show."""
    prose = proses[document.path]
    yield from prose.mentions
    if document.language == site.first.code:
        yield from _charts(site, prose.charts)


def _charts(site: Site, ids: Iterable[str]) -> Iterator[Mention]:
    for chart in (site.charts[id] for id in ids if id in site.charts):
        yield from (_named(text, Spot("chart", chart.id)) for text in chart.named)


def _formulas(site: Site) -> Iterator[Mention]:
    for indicator in site.indicators.values():
        if formula := indicator.formula:
            yield from _in_formula(formula.expression, formula.text, Spot("formula", indicator.id))


def _in_formula(expression: Expression, text: Text, spot: Spot) -> Iterator[Mention]:
    for name in names(expression):
        yield Mention(name.id, name.period, text.at(name.offset), spot, None)


def _checks(site: Site) -> Iterator[Mention]:
    for check in site.checks:
        for side in (check.left, check.right):
            yield from _in_formula(side, check.text, Spot("check", check.text.value))


def _corrections(site: Site) -> Iterator[Mention]:
    for correction in site.corrections:
        spot = Spot("correction", correction.anchor)
        yield Mention(correction.indicator, None, correction.place, spot, None)
