"""The checks of a site with their answers, as readers see them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from changzhou_site.formula import Literal, Name
from changzhou_site.model import Bound, Check
from changzhou_site.render.formulas import dated_ids, in_labels, in_values
from changzhou_site.render.desk import Scene
from changzhou_site.units import count_decimals
from changzhou_site.formula.verdicts import Side, Verdict, find_verdict
from changzhou_site.figures import quantity_text

SIGNS = {"<": "<", "<=": "≤", "==": "=", "!=": "≠", ">=": "≥", ">": ">"}


@dataclass(frozen=True)
class CheckView:
    """A statement, the comparison behind it, and whether it holds."""

    why: Markup
    left: Markup
    sign: str
    right: Markup
    left_values: Markup
    """The side with its values put in, and what comes of them."""
    right_values: Markup
    holds: bool


def check_views(scene: Scene) -> tuple[CheckView, ...]:
    """Every check that has an answer; one that has none is a problem and keeps a site unbuilt."""
    views = (_view(scene, check) for check in scene.site.checks)
    return tuple(view for view in views if view)


def _view(scene: Scene, check: Check) -> CheckView | None:
    verdict = find_verdict(check, scene.site)
    if verdict is None:
        return None
    left, right = verdict.numbers
    dated = dated_ids(verdict.left.expression, verdict.right.expression)
    return CheckView(
        why=scene.rich(check.why),
        left=in_labels(scene, verdict.left.expression, dated),
        sign=SIGNS[verdict.sign],
        right=in_labels(scene, verdict.right.expression, dated),
        left_values=_values(scene, verdict, verdict.left, left),
        right_values=_values(scene, verdict, verdict.right, right),
        holds=verdict.holds,
    )


def _values(scene: Scene, verdict: Verdict, side: Side, result: Decimal) -> Markup:
    """A side with its values; where it is calculated, its result too."""
    values = in_values(scene, side.expression)
    if isinstance(side.expression, Name | Literal):
        return values
    unit, decimals = verdict.unit, count_decimals(result)
    worded = quantity_text(result, decimals, unit, Bound.EXACT, scene.language)
    return values + Markup(scene.words["check_result"]).format(result=worded)
