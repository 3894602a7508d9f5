"""A part of a whole in words that are true of it: nearly one in five, 近两成."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from changzhou_site.figures.number_forms import fraction_words
from changzhou_site.model import Bound, NumberWords

OBLIQUE = "{oblique}"
"""Stands in a form for the other form of a part's words."""

NEAR = Fraction(1, 50)
"""The farthest that a part may be from what it is said to be; a small part no farther than a sixth
of that."""


DIGITS_LEFT = Fraction(1, 10**30)
"""What is lost where a fraction is computed with."""


def share_words(share: Decimal, bound: Bound, numbers: NumberWords) -> str | None:
    """A share between none and all in the words nearest to it; None where none are true of it."""
    value = _simple(share)
    if not 0 < value < 1:
        return None
    told = ((part, _form(value, part, bound, numbers)) for part in numbers.shares)
    far = [(abs(part - value), part, form) for part, form in told if form]
    near = [each for each in far if each[0] <= min(NEAR, each[1] / 6)]
    if not near:
        return None
    _, part, form = min(near)
    words = numbers.shares[part]
    return form.replace("{n}", words[0]).replace(OBLIQUE, words[-1])


def share_form(
    fraction: tuple[int, int], bound: Bound, numbers: NumberWords
) -> tuple[str, str] | None:
    """How a bound of a fraction is told, with {n} for its words, and those words: weniger als {n},
    die Hälfte. In digits where a form asks for words that the language does not say; None where it
    has no such form, or no words for the fraction."""
    form, digits = numbers.share_forms.get(bound), "{}/{}".format(*fraction)
    words = fraction_words(*fraction, numbers)
    if form is None or words == digits:
        return None
    if OBLIQUE in form:
        part = Fraction(*fraction)
        words = numbers.shares.get(part, (digits,))[-1] if f"{part}" == digits else digits
    return form.replace(OBLIQUE, "{n}"), words


def _simple(share: Decimal) -> Fraction:
    """A share as a fraction: a third is no longer a third to so many digits."""
    value = Fraction(share)
    simple = value.limit_denominator(1000)
    return simple if abs(simple - value) < DIGITS_LEFT else value


def _form(value: Fraction, part: Fraction, bound: Bound, numbers: NumberWords) -> str:
    """How a share is told by a part of a whole so that its bound stays true; empty where it cannot
    be."""
    forms = numbers.share_forms
    if bound.is_soft or (bound.sign and part == value):
        return forms[bound]
    if bound.sign:
        stays_true = bound.sign * (value - part) > 0
        return forms[Bound.of(bound.side, included=False)] if stays_true else ""
    if part == value:
        return "{n}"
    return forms["nearly"] if value < part else forms[Bound.OVER]
