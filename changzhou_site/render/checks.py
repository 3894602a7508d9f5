"""The checks of a site with their answers, as readers see them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from changzhou_site.bound import bound_html
from changzhou_site.formula import Literal, Name
from changzhou_site.model import Bound, Check
from changzhou_site.references import Value
from changzhou_site.render.formulas import formula_html
from changzhou_site.render.scene import Scene
from changzhou_site.units import count_decimals
from changzhou_site.verdicts import Side, Verdict, find_verdict
from changzhou_site.wording import quantity_text

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
    return CheckView(
        why=scene.rich(check.why),
        left=formula_html(scene, verdict.left.expression, _label(scene)),
        sign=SIGNS[verdict.sign],
        right=formula_html(scene, verdict.right.expression, _label(scene)),
        left_values=_values(scene, verdict, verdict.left, left),
        right_values=_values(scene, verdict, verdict.right, right),
        holds=verdict.holds,
    )


def _values(scene: Scene, verdict: Verdict, side: Side, result: Decimal) -> Markup:
    """A side with its values; where it is calculated, its result too."""
    values = formula_html(scene, side.expression, _value(scene))
    if isinstance(side.expression, Name | Literal):
        return values
    unit, decimals = verdict.unit, count_decimals(result)
    worded = quantity_text(result, decimals, unit, Bound.EXACT, scene.language)
    return values + Markup(scene.words["check_result"]).format(result=worded)


def _label(scene: Scene) -> Callable[[Name], Markup]:
    def label(name: Name) -> Markup:
        text = scene.plain(scene.site.indicators[name.id].label)
        return Markup('<a href="{}">{}</a>').format(scene.addresses.row(name.id), text)

    return label


def _value(scene: Scene) -> Callable[[Name], Markup]:
    def value(name: Name) -> Markup:
        reference = Value(name.id, name.period, None, None, None, 0)
        return bound_html(reference, scene.site, scene.language, None)

    return value
