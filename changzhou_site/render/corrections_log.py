"""The corrections log: what was published wrong, when it was put right, and what followed."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from changzhou_site.figures import bound_html
from changzhou_site.model import Amount, Correction, Indicator, Site
from changzhou_site.pages import language_path
from changzhou_site.render.blocks import value_of
from changzhou_site.render.counting import count_text
from changzhou_site.render.formulas import formula_inputs
from changzhou_site.render.desk import Scene
from changzhou_site.figures import amount_text, period_text


@dataclass(frozen=True)
class Figure:
    """A figure with its label and a link to its row."""

    label: Markup
    value: Markup
    address: str


@dataclass(frozen=True)
class CorrectionView:
    """One entry of the log."""

    id: str
    date: str
    machine_date: str
    figure: Figure
    change: Markup
    """What it was and what it is."""
    why: Markup
    derived: tuple[Figure, ...]
    """What was worked out from the figure, and so again from the right one."""


def corrections_context(scene: Scene) -> dict[str, object]:
    """What the log's template is given, the newest entry first."""
    newest_first = reversed(scene.site.corrections)
    return {"entries": [correction_view(scene, correction) for correction in newest_first]}


def correction_view(scene: Scene, correction: Correction) -> CorrectionView:
    """An entry with both values worded as the figure is."""
    indicator = scene.site.indicators[correction.indicator]
    return CorrectionView(
        id=correction.anchor,
        date=period_text(correction.date, scene.language),
        machine_date=correction.date.written,
        figure=_figure(scene, indicator),
        change=_change(scene, correction),
        why=scene.rich(correction.why),
        derived=tuple(_figure(scene, each) for each in derived_from(scene.site, indicator)),
    )


def _change(scene: Scene, correction: Correction) -> Markup:
    was = Markup("<del>{}</del>").format(told(scene, correction, correction.was))
    now = Markup("<ins>{}</ins>").format(told(scene, correction, correction.now))
    word = "was_now" if is_first(scene, correction) else "was_now_again"
    return Markup(scene.words[word]).format(was=was, now=now)


def _figure(scene: Scene, indicator: Indicator) -> Figure:
    return Figure(
        label=scene.rich(indicator.label, linked=False),
        value=bound_html(value_of(indicator.id), scene.site, scene.language, None),
        address=scene.addresses.row(indicator.id),
    )


def told(scene: Scene, correction: Correction, amount: Amount) -> str:
    """A correction's old or new value, worded as the figure is."""
    return amount_text(amount, scene.site.indicators[correction.indicator], scene.language)


def is_first(scene: Scene, correction: Correction) -> bool:
    """Whether no earlier correction has changed the figure before."""
    return correction is scene.site.corrections_of(correction.indicator)[0]


def derived_from(site: Site, indicator: Indicator) -> tuple[Indicator, ...]:
    """Everything whose formula rests on an indicator's newest value, at whatever distance."""
    found = [indicator]
    for input in found:  # which grows as it is walked
        found += [
            other
            for other in site.indicators.values()
            if other not in found and _rests_on(site, other, input)
        ]
    return tuple(found[1:])


def _rests_on(site: Site, indicator: Indicator, on: Indicator) -> bool:
    if on.id not in indicator.inputs:
        return False
    inputs = formula_inputs(site, indicator)
    return any(input.observation is on.newest for input in inputs)


def corrections_address(scene: Scene) -> str:
    """The corrections log; empty where there is none."""
    if not scene.site.corrections:
        return ""
    return scene.addresses.to(f"{language_path(scene.site.meta, scene.language)}corrections/")


def corrections_text(scene: Scene) -> str:
    """How many corrections there were, for the end of the article."""
    count = len(scene.site.corrections)
    return count_text(scene, "corrections_counted", count) if count else ""
