"""The words on an axis of amounts: the unit is said once, at the top, as newspapers do."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from changzhou_site.figures.number_forms import SCALED, digits_text, forms_of, step_of, stepped
from changzhou_site.figures.wording import exact_text
from changzhou_site.model import NumberWords, Unit
from changzhou_site.units import CONTEXT, count_decimals, is_rank


def scale_texts(
    marks: Sequence[Decimal], unit: Unit, numbers: NumberWords, *, bare: bool = False
) -> tuple[str, ...]:
    """The marks of a scale in a unit, the lowest first: all but the highest are bare digits, and
    that too where `bare`. Ranks have no unit and are said as what they are; nothing is 0 where it
    is not the highest."""
    if is_rank(unit):
        return tuple(exact_text(mark, unit, numbers) for mark in marks)
    if SCALED not in forms_of(unit, numbers)["other"]:
        texts = [_bare(mark, numbers) for mark in marks]
        return tuple(texts) if bare else (*texts[:-1], exact_text(marks[-1], unit, numbers))
    power = step_of(CONTEXT.multiply(max(map(abs, marks)), unit.times), numbers)
    scaled = [CONTEXT.multiply(mark, unit.times.scaleb(-power)).normalize() for mark in marks]
    decimals = max(map(count_decimals, scaled))
    even = [number.quantize(Decimal(1).scaleb(-decimals)) for number in scaled]
    texts = [_bare(number, numbers) for number in even]
    digits, form = stepped(even[-1], power, unit, numbers)
    return tuple(texts) if bare else (*texts[:-1], form.replace("{n}", digits))


def _bare(number: Decimal, numbers: NumberWords) -> str:
    return digits_text(number, numbers) if number else "0"
