"""What stands behind a number, in place: a popover, made once for each observation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from changzhou_site.addresses import correction_address, full_row_address
from changzhou_site.arithmetic import bound_of
from changzhou_site.figures import Found, bound_html, observed_text, period_text
from changzhou_site.formula import evaluate, values_of
from changzhou_site.model import Bound, Expression, Kind, Observation
from changzhou_site.render.blocks import SourceLine, cell_name, kind_word, source_lines
from changzhou_site.render.corrections_log import is_first, told
from changzhou_site.render.desk import Desk
from changzhou_site.render.formulas import (
    FormulaView,
    dated_ids,
    dated_label,
    formula_inputs,
    formula_view,
)
from changzhou_site.render.links import Link
from changzhou_site.render.series import SeriesLink, series_link
from changzhou_site.units import is_rank, published_value


@dataclass(frozen=True)
class DerivationView:
    """How a derived value comes about."""

    formula: FormulaView
    sign: str
    """`=`, or `≈` where the value is a rounded one and has no bound that says so."""
    why: str
    """Why the value has its bound; empty for an exact one."""


@dataclass(frozen=True)
class ProvenanceView:
    """What stands behind one observation."""

    id: str
    """What links to it are about: `gdp`, `gdp@2019`."""
    label: Markup
    kind: str
    value: Markup
    period: str
    whole: Markup | None
    """Of n of m: the m, and the share."""
    meanings: tuple[str, ...]
    """Kind and bound in words."""
    derivation: DerivationView | None
    sources: tuple[SourceLine, ...]
    cell: Markup
    """Where in a table of the project it stands; empty for what stands in none."""
    as_of: str
    """The dates of the sources that have one."""
    corrections: tuple[Link, ...]
    """That the value was corrected, and where the log says more."""
    note: Markup | None
    series: SeriesLink | None
    """Where all its observations are, if they are many."""
    row: str
    """The address of its row, with all that is known of it."""


def seen_on(desk: Desk, path: str) -> Iterator[Found]:
    """Every observation that a page names or draws, in the order of the files."""
    said = desk.stands.said.get(path, frozenset())
    for id in desk.stands.on.get(path, ()):
        indicator = desk.site.indicators[id]
        for each in indicator.observations:
            is_dated = each.period is not None and (id, each.period.written) in said
            if is_dated or (each is indicator.newest and (id, None) in said):
                yield Found(indicator, each)


def provenance_view(desk: Desk, found: Found) -> ProvenanceView:
    indicator, observation = found.indicator, found.observation
    note = observation.note or indicator.note
    return ProvenanceView(
        id=found.key,
        label=desk.rich(indicator.label, linked=False),
        kind=kind_word(desk, indicator),
        value=bound_html(found, desk.site, desk.language, linked=False),
        period=observed_text(observation, desk.language),
        whole=_whole(desk, found),
        meanings=tuple(_meanings(desk, found)),
        derivation=_derivation(desk, found),
        sources=source_lines(desk, observation.citations),
        cell=cell_name(desk, observation),
        as_of=_as_of(desk, observation),
        corrections=tuple(_corrections(desk, found)),
        note=desk.rich(note) if note else None,
        series=series_link(desk, indicator),
        row=full_row_address(desk.site, desk.code, indicator.id),
    )


def _whole(desk: Desk, found: Found) -> Markup | None:
    if found.observation.whole is None:
        return None
    whole, share = (
        bound_html(replace(found, part=part), desk.site, desk.language, linked=False)
        for part in ("of", "share")
    )
    return Markup(desk.words["whole_share"]).format(whole=whole, share=share)


def _meanings(desk: Desk, found: Found) -> Iterator[str]:
    """That a target, say, has not happened, and what the word at the number means."""
    indicator, bound = found.indicator, found.observation.bound
    yield desk.words[f"about_{_derived(found, indicator.kind)}"]
    if bound is not Bound.EXACT:
        ranked = is_rank(indicator.unit) and not bound.is_soft
        yield desk.words["about_rank" if ranked else f"about_{bound}"]
    elif indicator.kind is not Kind.THRESHOLD:
        yield desk.words[f"about_{_derived(found, bound)}"]


def _derived(found: Found, word: Kind | Bound) -> str:
    """The word for a derived figure, where there is one of its own."""
    own = word in (Kind.TARGET, Kind.FORECAST, Bound.EXACT) and found.indicator.formula is not None
    return f"derived_{word}" if own else str(word)


def _derivation(desk: Desk, found: Found) -> DerivationView | None:
    expression = found.observation.derivation
    if expression is None:
        return None
    formula = formula_view(desk, found.indicator, found.observation)
    exact = found.observation.bound is Bound.EXACT
    sign = "≈" if exact and _is_rounded(found.observation) else "="
    why = "" if exact else _why(desk, found, expression)
    return DerivationView(formula, sign, why)


def _is_rounded(observation: Observation) -> bool:
    return published_value(observation) != observation.value


def _why(desk: Desk, found: Found, expression: Expression) -> str:
    """Which inputs are bounded, what follows for the result, and how that is rounded. A formula
    that is open both ways gives no bound, and the editors chose one."""
    words, bound = desk.words, found.observation.bound
    inputs, dated = formula_inputs(desk.site, found.observation), dated_ids(expression)
    bounded = (
        words["input_bound"].format(
            label=dated_label(desk, input, dated),
            bound=desk.language.numbers.bound_word(input.observation.bound),
        )
        for input in inputs
        if input.observation.bound is not Bound.EXACT
    )
    computed = bound_of(evaluate(expression, values_of(desk.site), desk.site.units))
    why = "why_declared" if computed is None else "why_bound"
    word = desk.language.numbers.bound_word(bound)
    told = words[why].format(inputs=words["comma"].join(bounded), bound=word)
    if bound.sign and _is_rounded(found.observation):
        told += words["sentence_gap"] + words[f"rounded_{bound.rounding.word}"]
    return told


def _as_of(desk: Desk, observation: Observation) -> str:
    dates = {desk.site.sources[citation.source].date for citation in observation.citations}
    ordered = sorted((date for date in dates if date), key=lambda date: date.order)
    return desk.words["comma"].join(period_text(date, desk.language) for date in ordered)


def _corrections(desk: Desk, found: Found) -> Iterator[Link]:
    """Newest first. Corrections are about the newest observation."""
    if found.observation is not found.indicator.newest:
        return
    for correction in reversed(desk.site.corrections_of(found.indicator.id)):
        word = "corrected_from" if is_first(desk, correction) else "corrected_again"
        text = desk.words[word].format(
            date=period_text(correction.date, desk.language),
            was=told(desk, correction, correction.was),
        )
        yield Link(text, correction_address(desk.meta, desk.code, correction))
