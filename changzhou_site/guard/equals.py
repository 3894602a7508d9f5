"""Which figures of a site a loose number equals."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from changzhou_site.guard.numbers import DIGITS, Loose
from changzhou_site.guard.vocabulary import NUMBERED, KnownFigure, Vocabulary
from changzhou_site.languages import Worth
from changzhou_site.model import Dimension
from changzhou_site.units import is_rank

AGREE = 3
"""Significant digits by which a figure is known whatever its unit."""


def equal_figures(
    loose: Loose, vocabulary: Vocabulary, language: str | None, label_of: str
) -> tuple[KnownFigure, ...]:
    """All that a number equals, as they read in the language of the text; none of `label_of`."""
    worth = _worth_the_same if loose.worths else _written_the_same
    found: dict[str, KnownFigure] = {}
    for figure in worth(loose, vocabulary, language):
        if figure.reference.split(" ", 1)[0] != label_of:
            found.setdefault(figure.reference, figure)
    return tuple(found.values())


def _worth_the_same(
    loose: Loose, vocabulary: Vocabulary, language: str | None
) -> Iterator[KnownFigure]:
    """Figures of the same amount. What a number in words may be worth besides is growth, which is
    told in parts of the whole: 翻一番 is twice as much, or 100% more."""
    for number, worth in enumerate(loose.worths):
        figures = [
            figure
            for (value, dimension), each in vocabulary.amounts.items()
            if value == worth.value and _is_of(dimension, worth)
            for figure in each
            if number == 0 or figure.unit.scale != 1
        ]
        yield from _in_language(figures, loose, language)


def _in_language(
    figures: Iterable[KnownFigure], loose: Loose, language: str | None
) -> Iterable[KnownFigure]:
    """Those worded in the language of a text; of one for all languages, first those in its
    script."""
    if language is not None:
        return (figure for figure in figures if figure.language == language)
    said = loose.text + loose.after
    if not any(map(str.isalpha, said)):
        return figures
    return sorted(figures, key=lambda figure: figure.worded.isascii() != said.isascii())


def _is_of(dimension: Dimension, worth: Worth) -> bool:
    """Whether a figure may be what a number counts; what it counts is often only a noun."""
    return dimension in NUMBERED if worth.dimension is None else dimension == worth.dimension


def _written_the_same(
    loose: Loose, vocabulary: Vocabulary, language: str | None
) -> Iterator[KnownFigure]:
    """Figures of the same digits, whose unit agrees or whose digits are many."""
    number = vocabulary.characters.number_in(loose.text)
    magnitude = vocabulary.characters.magnitude.search(loose.text)
    large = magnitude[1] if magnitude else ""
    scaled = vocabulary.read_by(language).pattern("magnitudes").match(loose.after.lstrip())
    known = _significant(number) >= AGREE and not scaled
    for figure in _in_language(vocabulary.figures.get(number, ()), loose, language):
        right = _tail(figure.worded).startswith(large)
        if right and (known or _agrees(figure, large, loose, vocabulary, language)):
            yield figure


def _significant(number: str) -> int:
    """How many significant digits a number shows; zeros at the end of a whole number are none."""
    digits = number if "." in number else number.rstrip("0")
    return sum(map(str.isdigit, digits.lstrip("0.")))


def _agrees(
    figure: KnownFigure, large: str, loose: Loose, vocabulary: Vocabulary, language: str | None
) -> bool:
    """Whether the unit of a figure stands beside a number: behind it, or a sign before it."""
    head, tail = _head(figure.worded), _tail(figure.worded)
    following = large + loose.after.lstrip()
    signed = bool(head) and loose.before.rstrip().endswith(head[-1])
    if is_rank(figure.unit) and head:
        return signed
    if head and unicodedata.category(head[-1]) == "Sc" and not large:
        return signed and following.startswith(tail)
    words = vocabulary.read_by(language).unit_words
    named = next((id for word, id in words.items() if _begins(following.lower(), word)), "")
    return (bool(tail) and _begins(following, tail)) or named == (figure.unit.id or " ")


def _begins(text: str, word: str) -> bool:
    goes_on = word[-1:].isascii() and word[-1:].isalpha() and text[len(word) :][:1].isalpha()
    return text.startswith(word) and not (goes_on and text[len(word) :][:1].isascii())


def _head(worded: str) -> str:
    """What stands before the number of a wording."""
    digits = DIGITS.search(worded)
    return worded[: digits.start()].strip() if digits else ""


def _tail(worded: str) -> str:
    """What stands behind it."""
    digits = DIGITS.search(worded)
    return worded[digits.end() :].strip() if digits else ""
