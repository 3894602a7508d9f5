"""What holds a number and may stand unbound: dates, the names of a language, listed literals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from changzhou_site.guard.listed import spans_of
from changzhou_site.guard.numbers import is_glued
from changzhou_site.guard.vocabulary import Voices
from changzhou_site.languages import BARE, FILLER, Pattern, Tongue, compiled
from changzhou_site.source import Text

LITERAL, QUOTED = "literals", "quoted"
"""Names that the editors have listed, and those that stand in braces and quotation marks."""

WARNED = "warned"
"""Numbers that nobody has counted and those in quotations, which are published with a warning."""

YEAR = r"(?:19|20)\d\d"
OLD_YEAR = r"(?:1\d|20)\d\d"
MONTH, DAY = r"(?:0?[1-9]|1[0-2])(?!\d)", r"(?:0?[1-9]|[12]\d|3[01])(?!\d)"
FREE = r"(?:(?<![0-9A-Za-z_.,¥￥$€£+−%\-])(?<![¥￥$€£]\s)|(?<=[A-Za-z]-))"

ISO_DATES = compiled(
    rf"{FREE}{YEAR}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?(?![\w.]|-\d)"
    rf"|{FREE}{YEAR}([./]){MONTH}\1{DAY}(?![./\w])"
)

CODES = compiled(
    r"(?<![A-Za-z0-9_.,&¥￥$€£−])"
    r"(?:(?:[A-Z]{1,5}[-–/]?(?=\d{4}(?!\d))|[a-z]?[A-Z][A-Za-z]{0,11}(?:[-–/][A-Z])?[-–/]?(?!\d{4}))\d{1,4}(?:[-–.&/]\d{1,3})?[A-Za-z]{0,3}(?:[+#]|[-–]\d+)?"
    r"|[A-Z]\+\d|[48]K|(?:[A-Z]\d{1,2}){2,3}|CC BY(?:-[A-Z]{2})* \d\.\d"
    r"|\d{1,2}[ACDEFGHLPRSTUVYZ]\d?)"
    r"(?![A-Za-z0-9_%‰]|[.,]\d)",
    flags=0,
)
"""Codes and models, in any language: 5G, COVID-19, F-150, PM2.5, A380, LY5&6."""


@dataclass(frozen=True)
class StandingName:
    """A name that stands in a text: its class, what was written, and the literal that lists it."""

    kind: str
    text: str
    literal: Text | None = None


@dataclass
class Masking:
    """A text in which one class of names after the other is masked."""

    plain: str
    voices: Voices
    masked: str = field(init=False)
    names: dict[int, StandingName] = field(default_factory=dict)
    """By where they begin."""

    def __post_init__(self) -> None:
        self.masked = self.plain

    def mask(
        self, spans: Iterable[tuple[int, int]], kind: str, literal: Text | None = None
    ) -> None:
        """Masks a class of names, and keeps those that hold more than what is masked already."""
        parts, end = [], 0
        for start, stop in spans:
            if start < end or not self.masked[start:stop].strip(f"{FILLER} "):
                continue
            self.names[start] = StandingName(kind, self.plain[start:stop], literal)
            parts += [self.masked[end:start], FILLER * (stop - start)]
            end = stop
        self.masked = "".join(parts) + self.masked[end:]

    def mask_times(self, spans: Iterable[tuple[int, int]]) -> None:
        """Masks dates and years, unless what follows makes a quantity of them, or a bound figure
        stands right beside them."""
        goes_on = _goes_on(self.voices)

        def is_time(start: int, end: int) -> bool:
            rest = self.plain[end:][:24]
            year = self.plain[end - 1].isdigit()
            quantity = year and bool(goes_on.match(rest) or self.voices.counts(rest))
            return not quantity and not is_glued(self.plain, start, end, onto=BARE)

        self.mask([span for span in spans if is_time(*span)], "dates")


def mask_names(
    plain: str, voices: Voices, tongues: tuple[Tongue, ...], literals: Iterable[Text]
) -> Masking:
    """A text without all that may stand. Raises TimeoutError for a pattern that takes too long."""
    masking = Masking(plain, voices)
    for tongue in tongues:
        masking.mask_times(match.span() for _, match in tongue.dates.matches(plain))
    masking.mask_times(match.span() for match in ISO_DATES.finditer(masking.masked))
    for literal in sorted(set(literals), key=_longest_first):
        masking.mask(spans_of(literal, plain, voices), LITERAL, literal)
    for unit in voices.vocabulary.unit_names:
        masking.mask(spans_of(unit, plain, voices), "")
    masking.mask_times(match.span() for match in _bare_year(voices).finditer(masking.masked))
    for tongue in tongues:
        _mask_by_class(masking, tongue)
    masking.mask(_codes(masking.masked, voices), "codes")
    return masking


def _longest_first(literal: Text) -> tuple[int, str]:
    return -len(literal.value), literal.value


def _mask_by_class(masking: Masking, tongue: Tongue) -> None:
    """The names of a language, but for classes that the site does not ask for."""
    voices, masked = masking.voices, masking.masked
    found = list(tongue.names_of(voices.vocabulary.asked).matches(masked))
    for kind in dict.fromkeys(rule.kind for rule, _ in found):
        spans = [match.span() for rule, match in found if rule.kind == kind]
        masking.mask([each for each in spans if not _counts(masked, kind, each[1], voices)], kind)


def _counts(masked: str, kind: str, end: int, voices: Voices) -> bool:
    """Whether the number that a code ends with counts what follows: GDP 8807亿元."""
    ends = kind == "codes" and masked[end - 1].isdigit()
    return ends and voices.counts(masked[end:][:24])


def _codes(masked: str, voices: Voices) -> Iterator[tuple[int, int]]:
    """Letters and digits in one, but for a number with the unit that follows it: 260GWh."""
    for match in CODES.finditer(masked):
        digits = re.match(r"\d+", match[0])
        if not (digits and voices.counts(masked[match.start() + digits.end() :][:24])):
            yield match.span()


def _bare_year(voices: Voices) -> Pattern:
    after = r"(?![\d.,]?\d|[A-Za-z_%‰°℃])"
    ordinal = f"(?<!{voices.joined('ordinal')})"
    return compiled(rf"{ordinal}{FREE}{YEAR}(?:[—–\-/]{YEAR}|[–/-]\d\d(?!\d))?s?{after}")


def _goes_on(voices: Voices) -> Pattern:
    """What makes the low end of a range of a year: 2000—3000只."""
    joint = rf"[—–~～-]+|{voices.joined('joints')}"
    number = rf"(?!{OLD_YEAR}(?!\d))\d[\d.,]{{2}}"
    return compiled(rf"(?:(?!\n\s*\n)\s)*(?:{joint})\s*{number}")
