"""What stands behind the numbers of a page, in place: one popover for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from changzhou_site.arithmetic import bound_of
from changzhou_site.figures import bound_html
from changzhou_site.formula import Expression, evaluate, parse_formula
from changzhou_site.model import Bound, Kind, Observation
from changzhou_site.figures import Found
from changzhou_site.render.blocks import SourceLine, kind_word, source_lines, value_of
from changzhou_site.render.corrections_log import is_first, told
from changzhou_site.render.formulas import (
    FormulaView,
    dated_ids,
    dated_label,
    formula_inputs,
    formula_view,
)
from changzhou_site.render.desk import Scene
from changzhou_site.units import is_rank, published_value
from changzhou_site.formula.verdicts import values_of
from changzhou_site.figures import BOUND_WORDS, observed_text, period_text

ROUNDING_WORDS = {
    Bound.OVER: "rounded_down",
    Bound.AT_LEAST: "rounded_down",
    Bound.UNDER: "rounded_up",
    Bound.AT_MOST: "rounded_up",
}


@dataclass(frozen=True)
class Derivation:
    """How a derived value comes about."""

    formula: FormulaView
    sign: str
    """`=`, or `≈` where the value is a rounded one and has no bound that says so."""
    why: str
    """Why the value has its bound; empty for an exact one."""


@dataclass(frozen=True)
class CorrectionLine:
    """That a value was corrected, and where the log says more."""

    text: str
    address: str


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
    derivation: Derivation | None
    sources: tuple[SourceLine, ...]
    as_of: str
    """The dates of the sources that have one."""
    corrections: tuple[CorrectionLine, ...]
    note: Markup | None
    row: str
    """Its address on the data page."""


def provenance_views(scene: Scene) -> tuple[ProvenanceView, ...]:
    """One for each observation of the indicators that are seen on the page.

    The data page has none: what a number leads to stands there already.
    """
    if scene.page.kind == "data":
        return ()
    return tuple(_view(scene, found) for found in seen_on_page(scene))


def seen_on_page(scene: Scene) -> Iterator[Found]:
    """Every observation of the indicators that are seen on the page, in the order of the files."""
    for indicator in scene.site.indicators.values():
        if any(stand.path == scene.page.path for stand in scene.stands.get(indicator.id, ())):
            yield from (Found(indicator, each) for each in indicator.observations)


def _view(scene: Scene, found: Found) -> ProvenanceView:
    indicator, observation = found.indicator, found.observation
    note = observation.note or indicator.note
    return ProvenanceView(
        id=found.key,
        label=scene.rich(indicator.label, linked=False),
        kind=kind_word(scene, indicator),
        value=bound_html(value_of(indicator.id, observation), scene.site, scene.language, None),
        period=observed_text(observation, scene.language),
        whole=_whole(scene, found),
        meanings=tuple(_meanings(scene, found)),
        derivation=_derivation(scene, found),
        sources=source_lines(scene, observation.citations),
        as_of=_as_of(scene, observation),
        corrections=tuple(_corrections(scene, found)),
        note=scene.rich(note) if note else None,
        row=scene.addresses.row(indicator.id),
    )


def _whole(scene: Scene, found: Found) -> Markup | None:
    if found.observation.whole is None:
        return None
    value = value_of(found.indicator.id, found.observation)
    whole, share = (
        bound_html(replace(value, part=part), scene.site, scene.language, None)
        for part in ("of", "share")
    )
    return Markup(scene.words["whole_share"]).format(whole=whole, share=share)


def _meanings(scene: Scene, found: Found) -> Iterator[str]:
    """That a target, say, has not happened, and what the word at the number means."""
    indicator, bound = found.indicator, found.observation.bound
    yield scene.words[f"about_{_derived(found, indicator.kind)}"]
    if bound is not Bound.EXACT:
        ranked = is_rank(indicator.unit) and bound is not Bound.ABOUT
        yield scene.words["about_rank" if ranked else f"about_{bound}"]
    elif indicator.kind is not Kind.THRESHOLD:
        yield scene.words[f"about_{_derived(found, bound)}"]


def _derived(found: Found, word: Kind | Bound) -> str:
    """The word for a derived figure, where there is one of its own."""
    own = word in (Kind.TARGET, Kind.FORECAST, Bound.EXACT) and found.indicator.formula is not None
    return f"derived_{word}" if own else str(word)


def _derivation(scene: Scene, found: Found) -> Derivation | None:
    formula = formula_view(scene, found.indicator)
    if formula is None:
        return None
    exact = found.observation.bound is Bound.EXACT
    sign = "≈" if exact and _is_rounded(found.observation) else "="
    return Derivation(formula, sign, "" if exact else _why(scene, found))


def _is_rounded(observation: Observation) -> bool:
    return published_value(observation) != observation.value


def _why(scene: Scene, found: Found) -> str:
    """Which inputs are bounded, what follows for the result, and how that is rounded."""
    words, bound = scene.words, found.observation.bound
    inputs = formula_inputs(scene.site, found.indicator)
    dated = dated_ids(_expression(scene, found))
    bounded = (
        words["input_bound"].format(
            label=dated_label(scene, input, dated),
            bound=BOUND_WORDS[scene.language][input.observation.bound],
        )
        for input in inputs
        if input.observation.bound is not Bound.EXACT
    )
    why = "why_declared" if _computed_bound(scene, found) is None else "why_bound"
    told = words[why].format(
        inputs=words["comma"].join(bounded), bound=BOUND_WORDS[scene.language][bound]
    )
    if bound in ROUNDING_WORDS and _is_rounded(found.observation):
        told += words["sentence_gap"] + words[ROUNDING_WORDS[bound]]
    return told


def _computed_bound(scene: Scene, found: Found) -> Bound | None:
    """The bound that the formula gives; None where it is open both ways and the editors chose."""
    computed = evaluate(_expression(scene, found), values_of(scene.site), scene.site.units)
    return bound_of(computed)


def _expression(scene: Scene, found: Found) -> Expression:
    assert found.indicator.formula is not None
    return parse_formula(found.indicator.formula.value, scene.site.units)


def _as_of(scene: Scene, observation: Observation) -> str:
    dates = {scene.site.sources[citation.source].date for citation in observation.citations}
    ordered = sorted((date for date in dates if date), key=lambda date: date.order)
    return scene.words["comma"].join(period_text(date, scene.language) for date in ordered)


def _corrections(scene: Scene, found: Found) -> Iterator[CorrectionLine]:
    """Newest first. Corrections are about the newest observation."""
    if found.observation is not found.indicator.newest:
        return
    for correction in reversed(scene.site.corrections_of(found.indicator.id)):
        word = "corrected_from" if is_first(scene, correction) else "corrected_again"
        text = scene.words[word].format(
            date=period_text(correction.date, scene.language),
            was=told(scene, correction, correction.was),
        )
        yield CorrectionLine(text, scene.addresses.correction(correction))
