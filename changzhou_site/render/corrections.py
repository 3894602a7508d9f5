"""The corrections log: what was published wrong, and when it was put right."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from changzhou_site.model import Correction
from changzhou_site.render.scene import Scene
from changzhou_site.wording import period_text, quantity_text


@dataclass(frozen=True)
class CorrectionView:
    """One entry of the log."""

    id: str
    date: str
    machine_date: str
    label: Markup
    was: str
    now: str
    why: Markup


def corrections_context(scene: Scene) -> dict[str, object]:
    """What the log's template is given, the newest entry first."""
    newest_first = reversed(scene.site.corrections)
    return {"entries": [correction_view(scene, correction) for correction in newest_first]}


def correction_view(scene: Scene, correction: Correction) -> CorrectionView:
    """An entry with both values worded as the figure is."""
    indicator = scene.site.indicators[correction.indicator]
    label = Markup('<a href="{}">{}</a>').format(
        scene.addresses.row(indicator.id), scene.plain(indicator.label)
    )

    def worded(number: Decimal) -> str:
        bound = indicator.newest.bound
        return quantity_text(number, correction.decimals, indicator.unit, bound, scene.language)

    return CorrectionView(
        id=correction.anchor,
        date=period_text(correction.date, scene.language),
        machine_date=correction.date.written,
        label=label,
        was=worded(correction.was),
        now=worded(correction.now),
        why=scene.rich(correction.why),
    )
