"""The corrections log: what was published wrong, when it was put right, and what followed."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from changzhou_site.addresses import address, corrections_path, full_row_address
from changzhou_site.figures import amount_text, bound_html, period_text
from changzhou_site.model import Amount, Correction, Indicator, Site
from changzhou_site.render.blocks import newest
from changzhou_site.render.desk import Desk
from changzhou_site.render.formulas import formula_inputs


@dataclass(frozen=True)
class FigureLink:
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
    figure: FigureLink
    change: Markup
    """What it was and what it is."""
    why: Markup
    derived: tuple[FigureLink, ...]
    """What was worked out from the figure, and so again from the right one."""


def corrections_context(desk: Desk) -> dict[str, object]:
    """What the log's template is given, the newest entry first."""
    newest_first = reversed(desk.site.corrections)
    return {"entries": [correction_view(desk, correction) for correction in newest_first]}


def correction_view(desk: Desk, correction: Correction) -> CorrectionView:
    """An entry with both values worded as the figure is."""
    indicator = desk.site.indicators[correction.indicator]
    return CorrectionView(
        id=correction.anchor,
        date=period_text(correction.date, desk.language),
        machine_date=correction.date.written,
        figure=_figure(desk, indicator),
        change=_change(desk, correction),
        why=desk.rich(correction.why),
        derived=tuple(_figure(desk, each) for each in derived_from(desk.site, indicator)),
    )


def _change(desk: Desk, correction: Correction) -> Markup:
    was = Markup("<del>{}</del>").format(told(desk, correction, correction.was))
    now = Markup("<ins>{}</ins>").format(told(desk, correction, correction.now))
    word = "was_now" if is_first(desk, correction) else "was_now_again"
    return Markup(desk.words[word]).format(was=was, now=now)


def _figure(desk: Desk, indicator: Indicator) -> FigureLink:
    return FigureLink(
        label=desk.rich(indicator.label, linked=False),
        value=bound_html(newest(desk, indicator.id), desk.site, desk.language, linked=False),
        address=full_row_address(desk.site, desk.code, indicator.id),
    )


def told(desk: Desk, correction: Correction, amount: Amount) -> str:
    """A correction's old or new value, worded as the figure is."""
    return amount_text(amount, desk.site.indicators[correction.indicator], desk.language)


def is_first(desk: Desk, correction: Correction) -> bool:
    """Whether no earlier correction has changed the figure before."""
    return correction is desk.site.corrections_of(correction.indicator)[0]


def derived_from(site: Site, indicator: Indicator) -> tuple[Indicator, ...]:
    """Everything whose formula rests on an indicator's newest value, at whatever distance."""
    found = {indicator.id: indicator}
    walked = [indicator]
    for input in walked:  # which grows as it is walked
        for other in (site.indicators[id] for id in site.derived_from.get(input.id, ())):
            if other.id not in found and _rests_on(site, other, input):
                found[other.id] = other
                walked.append(other)
    return tuple(walked[1:])


def _rests_on(site: Site, indicator: Indicator, on: Indicator) -> bool:
    inputs = (input for one in indicator.observations for input in formula_inputs(site, one))
    return any(input.observation is on.newest for input in inputs)


def corrections_address(desk: Desk) -> str:
    """The corrections log; empty where there is none."""
    return address(corrections_path(desk.meta, desk.code)) if desk.site.corrections else ""


def corrections_text(desk: Desk) -> str:
    """How many corrections there were, for the end of the article."""
    count = len(desk.site.corrections)
    return desk.count("corrections_counted", count) if count else ""
