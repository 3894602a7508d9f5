"""Figures in the guise of names: literals and `{{ "…" }}` that are measures, or read as one."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, lru_cache
from itertools import pairwise

import regex

from changzhou_site.errors import Fault
from changzhou_site.figures import Quoted
from changzhou_site.guard.find import find_loose
from changzhou_site.guard.numbers import Loose, Nature
from changzhou_site.guard.ranges import is_unit
from changzhou_site.guard.vocabulary import PER_CENT, Vocabulary, Voices
from changzhou_site.languages import Pattern, compiled, word_at

MONEY = "¥￥$€£"

MEASURE_HINT = (
    "make an indicator of it and write {{ id }}; a name says more than a number and its unit"
)


@lru_cache(maxsize=2)
def disguises_of(vocabulary: Vocabulary) -> Disguises:
    """Made once for a site."""
    return Disguises(vocabulary)


class Disguises:
    """What tells a name from a figure in the guise of one, for one site."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = replace(vocabulary, literals=())
        self.voices: Voices = self.vocabulary.read_by(None)

    @cached_property
    def _readings(self) -> dict[str, str]:
        """How each figure reads, and which it is."""
        figures = (figure for each in self.vocabulary.figures.values() for figure in each)
        return {figure.worded: figure.reference for figure in figures}

    @cached_property
    def _around(self) -> tuple[Pattern, Pattern]:
        """What bounds and ranks write before a number and after it, and nothing else."""
        numbers = [tongue.language.numbers for tongue in self.voices.tongues]
        forms = [f for each in numbers for f in each.ranks.values()]
        forms += [form for each in numbers for words in each.bounds.values() for form in words]
        forms += [form for each in numbers for form in each.ordinals.values()]
        halves = [regex.split(r"\{\w+\}", form) for form in forms]
        before, after = (_any_of({half[at].strip() for half in halves}) for at in (0, -1))
        return compiled(rf"(?:{before}|[{MONEY}−+-]|\s)*"), compiled(rf"(?:{after}|\s)*")

    @cached_property
    def _nouns(self) -> Pattern:
        """What is counted, by the nouns of the languages."""
        return self.voices.pattern("nouns")

    def fault_in(self, name: str) -> str:
        """Why what is listed as a name is a figure; "" for a name."""
        return self.reading_in(name) or self.measure_in(name)

    def reading_in(self, name: str) -> str:
        """The same, of a name that is how a figure of the site reads."""
        reference = self._readings.get(name.strip())
        return f"`{name}` is how `{reference}` reads" if reference else ""

    def measure_in(self, name: str) -> str:
        """The same, of a name that is a measure by the rules of the languages, whatever the site's
        figures are. A bare number may be a name."""
        found = find_loose(name, self.vocabulary)
        if not found or not self._is_all(name, found):
            return ""
        bare = len(found) == 1 and found[0].nature is Nature.TYPED and found[0].text == name.strip()
        return "" if bare else f"`{name}` is a measure and no name"

    def _is_all(self, name: str, found: tuple[Loose, ...]) -> bool:
        """Whether there is nothing in a text but numbers, units and words of bounds and ranks."""
        before, after = self._around
        rest = name[found[-1].end :]
        rest = rest[len(rest) - len(rest.lstrip(PER_CENT)) :]
        noun = self._nouns.match(rest)
        unit_first = is_unit(after.sub("", rest[noun.end() if noun else 0 :]), self.voices)
        between = [name[a.end : b.start] for a, b in pairwise(found)]
        return (
            before.fullmatch(name[: found[0].start]) is not None
            and all(is_unit(each, self.voices) for each in between)
            and (unit_first or after.fullmatch(rest) is not None)
        )

    def judge_quoted(self, quoted: Quoted, rest: str) -> None:
        """Raises Fault for `{{ "…" }}` that holds a measure, or before a unit."""
        message = self.fault_in(quoted.name)
        for loose in find_loose(quoted.name, self.vocabulary):
            in_words = loose.nature not in (Nature.TYPED, Nature.GLUED)
            if in_words or self._is_measured(quoted.name[loose.end :]):
                message = message or f"`{quoted.name}` holds a measure"
        if (
            not message
            and quoted.name[-1:].isnumeric()
            and self._is_measured(rest.lstrip("*_"), named=any(map(str.isalpha, quoted.name)))
        ):
            message = f"a unit follows `{quoted.name}`, and makes a measure of it"
        if message:
            raise Fault("measure-as-name", message, MEASURE_HINT, offset=quoted.offset)

    def _is_measured(self, rest: str, *, named: bool = False) -> bool:
        """Whether a unit, a magnitude or a noun in its plural stands behind a number; a noun behind
        a name that has words too is what the name is of."""
        rest = rest.strip()
        if named and self.voices.pattern("like_units").match(rest):
            return False
        for tongue in self.voices.tongues:
            lexicon = self.voices.lexicon(tongue)
            own = rest.startswith(lexicon.units) if tongue.characters else False
            if own or (not named and word_at(rest, lexicon.several)):
                return True
        known = [(name, rest) for name in ("measured", "magnitudes", "magnitude_after")]
        known += [] if named else [("nouns", f" {rest}")]
        return rest[:1] in (*PER_CENT,) or any(
            self.voices.pattern(name).match(text) for name, text in known
        )


def _any_of(words: set[str]) -> str:
    listed = sorted((word for word in words if word), key=lambda word: (-len(word), word))
    return "|".join(map(regex.escape, listed)) or "(?!)"
