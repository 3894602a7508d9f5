"""What is told of a loose number, and how it is bound: to the indicator it equals, if one does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from changzhou_site.guard.equals import equal_figures
from changzhou_site.guard.numbers import APART, INVISIBLE, Loose, Nature
from changzhou_site.guard.vocabulary import PER_CENT, KnownFigure, Vocabulary

CODES = {
    Nature.TYPED: "loose-number",
    Nature.SPELLED: "spelled-number",
    Nature.RANGE: "loose-range",
    Nature.SPLIT: "split-number",
    Nature.GLUED: "split-number",
    Nature.FALSE_UNIT: "false-unit",
    Nature.VAGUE: "vague-number",
}

WARNINGS = frozenset({"vague-number", "quoted-number"})

SETTLED = 'a literal or {{ "…" }} around it settles it'

UNKNOWN = {
    Nature.TYPED: "write {{ id }} of an indicator; a name goes into `literals`",
    Nature.SPELLED: "make an indicator of it and write {{ id }}, or say it without a number;"
    " a name goes into `literals`",
    Nature.SPLIT: "write {{ id }} of an indicator, in one piece",
    Nature.VAGUE: f"say how many with {{{{ id }}}} of an indicator; {SETTLED}",
}


UNSEEN = re.compile(f"[{INVISIBLE}]")


@dataclass(frozen=True)
class Told:
    """A loose number as a problem."""

    code: str
    message: str
    hint: str
    warning: bool = False


def tell(
    loose: Loose, vocabulary: Vocabulary, language: str | None = None, label_of: str = ""
) -> Told:
    """What is wrong with a loose number of a text in a language, and how it is mended. The label
    of an indicator cannot name that indicator."""
    code = _code(loose)
    hint = hint_for(loose, vocabulary, language, label_of)
    if code == "quoted-number":
        hint = f"see that it was said so; {hint}; {SETTLED}"
    return Told(code, _message(loose, code), hint, code in WARNINGS)


def _code(loose: Loose) -> str:
    """What is typed onto a bound figure is no part of what was said."""
    can_be_said = loose.nature in (Nature.TYPED, Nature.SPELLED, Nature.RANGE)
    return "quoted-number" if loose.quoted and can_be_said else CODES[loose.nature]


def _message(loose: Loose, code: str) -> str:
    if not loose.text:
        return "two bound figures stand side by side and read as one number"
    said = " ".join(UNSEEN.sub("", APART.sub("", loose.text)).split())
    if code == "quoted-number":
        return f"`{said}` stands in a quotation"
    if loose.nature is Nature.RANGE and loose.after[:1] in (*PER_CENT,):
        said += loose.after[0]
    return {
        Nature.TYPED: "`{}` is typed into the text",
        Nature.SPELLED: "`{}` is a number in words",
        Nature.RANGE: "`{}` is a range typed into the text",
        Nature.SPLIT: "`{}` is typed into the text, split by spaces, markup or what cannot be seen",
        Nature.GLUED: "`{}` is typed onto a bound figure, and makes another number of it",
        Nature.FALSE_UNIT: "`{}` is typed onto a bound figure, and is not its unit",
        Nature.VAGUE: "`{}` is a number that nobody has counted",
    }[loose.nature].format(said)


def hint_for(
    loose: Loose, vocabulary: Vocabulary, language: str | None = None, label_of: str = ""
) -> str:
    """How to mend a loose number."""
    if loose.nature is Nature.RANGE:
        return "; ".join(_hints_for_ends(loose, vocabulary, language, label_of))
    if loose.nature is Nature.FALSE_UNIT:
        return (
            "leave it out: {{ id }} brings its own unit; {{ id | in UNIT }} tells it in another,"
            " {{ id | share }} as a part of its whole"
        )
    if loose.nature is Nature.GLUED:
        hint = "let the figure stand alone: its number, bound and unit come from the indicator"
        return f"{hint}; a number beside it is bound too, with words between"
    figures = equal_figures(loose, vocabulary, language, label_of)
    if not figures:
        return UNKNOWN[loose.nature]
    written = " or ".join(f"{{{{ {figure.reference} }}}}" for figure in figures)
    return f"{_readings(figures)}: write {written}"


def _hints_for_ends(
    loose: Loose, vocabulary: Vocabulary, language: str | None, label_of: str
) -> Iterator[str]:
    yield "each end is a figure of its own: {{ low }}–{{ high }}"
    for end in loose.ends:
        figures = equal_figures(end, vocabulary, language, label_of)
        if figures:
            yield _readings(figures)


def _readings(figures: Iterable[KnownFigure]) -> str:
    return ", ".join(f"`{figure.reference}` reads {figure.worded}" for figure in figures)
