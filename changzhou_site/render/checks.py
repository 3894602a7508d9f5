"""The checks of a site with their answers, as readers see them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from changzhou_site.figures import exact_text
from changzhou_site.formula import CheckSide, Verdict, find_verdict
from changzhou_site.model import Check, Literal, Name
from changzhou_site.render.desk import Desk
from changzhou_site.render.formulas import dated_ids, in_labels, in_values

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


def check_views(desk: Desk) -> tuple[CheckView, ...]:
    """Every check that has an answer; one that has none is a problem and keeps a site unbuilt."""
    views = (_view(desk, check) for check in desk.site.checks)
    return tuple(view for view in views if view)


def _view(desk: Desk, check: Check) -> CheckView | None:
    verdict = find_verdict(check, desk.site)
    if verdict is None:
        return None
    left, right = verdict.numbers
    dated = dated_ids(verdict.left.expression, verdict.right.expression)
    return CheckView(
        why=desk.rich(check.why),
        left=in_labels(desk, verdict.left.expression, dated),
        sign=SIGNS[check.sign],
        right=in_labels(desk, verdict.right.expression, dated),
        left_values=_values(desk, verdict, verdict.left, left),
        right_values=_values(desk, verdict, verdict.right, right),
        holds=verdict.holds,
    )


def _values(desk: Desk, verdict: Verdict, side: CheckSide, result: Decimal) -> Markup:
    """A side with its values; where it is calculated, its result too."""
    values = in_values(desk, side.expression)
    if isinstance(side.expression, Name | Literal):
        return values
    worded = exact_text(result, verdict.unit, desk.language.numbers)
    return values + Markup(desk.words["check_result"]).format(result=worded)
