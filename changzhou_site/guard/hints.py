"""What is told of a loose number, and how it is bound: to the indicator it equals, if one does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from changzhou_site.guard.numbers import APART, DIGITS, INVISIBLE, Loose, Nature
from changzhou_site.guard.vocabulary import NUMBERED, KnownFigure, Vocabulary
from changzhou_site.languages import Worth
from changzhou_site.model import Dimension

CODES = {
    Nature.TYPED: "loose-number",
    Nature.SPELLED: "spelled-number",
    Nature.RANGE: "loose-range",
    Nature.SPLIT: "split-number",
    Nature.GLUED: "split-number",
    Nature.FALSE_UNIT: "false-unit",
}

UNKNOWN = {
    Nature.TYPED: "write {{ id }} of an indicator; a name goes into `literals`",
    Nature.SPELLED: "make an indicator of it and write {{ id }}, or say it without a number;"
    " a name goes into `literals`",
    Nature.SPLIT: "write {{ id }} of an indicator, in one piece",
}


UNSEEN = re.compile(f"[{INVISIBLE}]")


@dataclass(frozen=True)
class Told:
    """A loose number as a problem."""

    code: str
    message: str
    hint: str


def tell(loose: Loose, vocabulary: Vocabulary, label_of: str = "") -> Told:
    """What is wrong with a loose number and how it is mended. The label of an indicator cannot
    name that indicator."""
    return Told(CODES[loose.nature], _message(loose), hint_for(loose, vocabulary, label_of))


def _message(loose: Loose) -> str:
    if not loose.text:
        return "two bound figures stand side by side and read as one number"
    return {
        Nature.TYPED: "`{}` is typed into the text",
        Nature.SPELLED: "`{}` is a number in words",
        Nature.RANGE: "`{}` is a range typed into the text",
        Nature.SPLIT: "`{}` is typed into the text, split by spaces, markup or what cannot be seen",
        Nature.GLUED: "`{}` is typed onto a bound figure, and makes another number of it",
        Nature.FALSE_UNIT: "`{}` is typed onto a bound figure, and is not its unit",
    }[loose.nature].format(" ".join(UNSEEN.sub("", APART.sub("", loose.text)).split()))


def hint_for(loose: Loose, vocabulary: Vocabulary, label_of: str = "") -> str:
    """How to mend a loose number."""
    if loose.nature is Nature.RANGE:
        return "; ".join(_hints_for_ends(loose, vocabulary, label_of))
    if loose.nature is Nature.FALSE_UNIT:
        return (
            "leave it out: {{ id }} brings its own unit; {{ id | in UNIT }} tells it in another,"
            " {{ id | share }} as a part of its whole"
        )
    if loose.nature is Nature.GLUED:
        hint = "let the figure stand alone: its number, bound and unit come from the indicator"
        return f"{hint}; a number beside it is bound too, with words between"
    figure = find_figure(loose, vocabulary, label_of)
    if figure is None:
        return UNKNOWN[loose.nature]
    return f"`{figure.reference}` reads {figure.worded}: write {{{{ {figure.reference} }}}}"


def _hints_for_ends(loose: Loose, vocabulary: Vocabulary, label_of: str) -> Iterator[str]:
    yield "each end is a figure of its own: {{ low }}–{{ high }}"
    for end in loose.ends:
        figure = find_figure(end, vocabulary, label_of)
        if figure is not None:
            yield f"`{figure.reference}` reads {figure.worded}"


def find_figure(loose: Loose, vocabulary: Vocabulary, label_of: str = "") -> KnownFigure | None:
    """The figure that a number equals, the likeliest where there are several."""
    if loose.worths:
        worth = _worth_the_same(loose, vocabulary)
        return next((figure for figure in worth if _id(figure) != label_of), None)
    magnitude = vocabulary.characters.magnitude.search(loose.text)
    figures = vocabulary.figures.get(vocabulary.characters.number_in(loose.text), ())
    figures = tuple(figure for figure in figures if _id(figure) != label_of)
    if magnitude:
        figures = tuple(f for f in figures if _tail(f.worded).startswith(magnitude[1]))
    following = (magnitude[1] if magnitude else "") + loose.after.lstrip()

    def likeness(figure: KnownFigure) -> tuple[bool, bool]:
        """Whether its unit follows, and whether it is worded in the script of what follows."""
        agrees = _agrees(_tail(figure.worded), following)
        return agrees, bool(loose.after) and figure.worded.isascii() == loose.after.isascii()

    return max(figures, key=likeness, default=None)


def _worth_the_same(loose: Loose, vocabulary: Vocabulary) -> Iterator[KnownFigure]:
    """Figures of the same amount, first those worded in the script of the text."""
    for worth in loose.worths:
        figures = [
            figure
            for (value, dimension), each in vocabulary.amounts.items()
            if value == worth.value and _is_of(dimension, worth)
            for figure in each
        ]
        yield from sorted(figures, key=lambda f: f.worded.isascii() != loose.text.isascii())


def _is_of(dimension: Dimension, worth: Worth) -> bool:
    """Whether a figure may be what a number counts; what it counts is often only a noun."""
    return dimension in NUMBERED if worth.dimension is None else dimension == worth.dimension


def _id(figure: KnownFigure) -> str:
    return figure.reference.split(" ", 1)[0]


def _tail(worded: str) -> str:
    """What stands behind the number of a wording."""
    digits = DIGITS.search(worded)
    return worded[digits.end() :].strip() if digits else ""


def _agrees(tail: str, following: str) -> bool:
    return bool(tail) and following.startswith(tail)
