"""What the program knows of a language, as it stands in its folder. Frozen, and data throughout."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

from changzhou_site.errors import Place
from changzhou_site.model.bounds import Bound

PluralForms = Mapping[str, str]
"""A text by plural category as Babel names it; `other` always."""


def word_of(form: str) -> str:
    """What a form says without its number."""
    return re.sub(r"\s*\{\w+\}\s*", "", form)


HAN_SCRIPTS = frozenset({"Hans", "Hant", "Hani", "Jpan", "Kore"})
"""Scripts whose fonts set Latin punctuation as wide as a Han character."""


@dataclass(frozen=True)
class Fractions:
    """How a fraction is told in words."""

    form: str
    """Of {top} and {part}."""
    tops: Mapping[int, str]
    parts: Mapping[int, PluralForms]
    """By denominator; fractions of others are written in digits. Of ten parts at most."""
    whole: Mapping[str, str] = field(default_factory=dict)
    """Those that read otherwise, such as `1/2`."""


@dataclass(frozen=True)
class NumberWords:
    """How numbers read: all that it takes to word a value of a unit."""

    code: str
    """The language as the site lists it, by which units have their forms."""
    locale: str
    """As CLDR names it: digits, plural categories, large numbers in words."""
    grouped: bool
    bound_at_number: bool
    """Whether the word of a bound stands at the number, within the unit's form; else before all."""
    bounds: Mapping[Bound, tuple[str, ...]]
    """The forms of each, the usual one first: {n} is what is bounded, {all} the figure with its
    unit, {round} a whole number that ends in 0."""
    below_zero: Mapping[Bound, str]
    """Those of a value below zero, which `over` or `under` by themselves would leave unclear."""
    ranks: Mapping[Bound, str]
    """With {n} for digits or {nth} for an ordinal number."""
    fractions: Fractions
    steps: tuple[int, ...]
    """The powers of ten by which a sum of money is told in words, the greatest first."""
    percent: PluralForms
    shares: Mapping[Fraction, tuple[str, ...]]
    """Parts of a whole in words, with another form where words before them ask for it."""
    share_forms: Mapping[str, str]
    """How a part that is a little less or more than one of those is told: `nearly`, or the name of
    a bound, with {n} for its words or {oblique} for their other form."""
    signs: tuple[str, ...] = ()
    """Signs of money that stand before a number and leave its size to it."""
    ordinals: PluralForms = field(default_factory=lambda: {"other": "{n}"})
    """By ordinal category, with {n}."""

    def bound_word(self, bound: Bound) -> str:
        """The usual word of a bound, by itself."""
        return word_of(self.bounds[bound][0])

    def bound_words(self, bound: Bound) -> tuple[str, ...]:
        """Every word that may be chosen for a bound."""
        return tuple(word_of(form) for form in self.bounds.get(bound, ()))

    def find_form(self, word: str) -> tuple[Bound, str] | None:
        """The bound that a word tells, and its form."""
        for bound, forms in self.bounds.items():
            for form in forms:
                if word_of(form) == word:
                    return bound, form
        return None


@dataclass(frozen=True)
class PeriodWords:
    """How periods read. A form that is not given is that of `any`."""

    moments: Mapping[str, str]
    """`year`, `H1` to `Q4`, with {year}; months and days are Babel's."""
    by: Mapping[str, str]
    """By when, with {moment}, by the same names, `month`, `day` and `any`."""
    spans: Mapping[str, str]
    """From {first} to {last}: `years`, `months` of one {year}, `any`; and by the quarter they end
    with, `Q2` to `Q4`, those of a {year} that begin with its first."""
    day_signs: str = ""
    """What else than CLDR's sign may follow the number of a day."""


@dataclass(frozen=True)
class Typesetting:
    """Where lines may end, and what of that differs by language."""

    spaced: bool
    """Whether words have spaces between them."""
    clauses: str = ""
    """A heading holds together between these, where its language is not spaced."""
    joining: str = ""
    """A line ends well after these characters."""
    suffixes: str = ""
    """They belong to what stands before them: no line begins well with one."""
    endings: str = ""
    """A word is likely to end with these, and the next to begin."""
    prefixes: str = ""
    """They belong to what follows: no line ends well with one."""
    words: tuple[str, ...] = ()
    """Words without spaces between them that no line breaks well."""
    small: frozenset[str] = frozenset()
    """Short words that no line ends well with."""
    counted: str = ""
    """Characters that stay with the number before them."""
    magnitudes: str = ""
    """Characters that multiply the number before them."""
    headline: float = 1.16
    """Line height over size of a headline."""

    @cached_property
    def bonds(self) -> frozenset[str]:
        """Pairs of characters that no line break comes between, where it can be helped."""
        return frozenset(a + b for word in self.words for a, b in pairwise(word))


@dataclass(frozen=True)
class CitationStyle:
    """How a source is cited: sentences of pieces, each with one name in braces, which is left out
    where the data do not say it."""

    stop: str
    """What ends a sentence."""
    sentences: tuple[tuple[str, ...], ...]
    anonymous: tuple[tuple[str, ...], ...] = ()
    """Of a source without authors, if they are others."""
    joint: str = ""
    """What stands between the pieces of a sentence."""
    authors: str | None = None
    """What stands between authors; None for a list as Babel writes it."""


# The guard ----------------------------------------------------------------------------------------


NAME_KINDS = (
    "dates",
    "ordinals",
    "times",
    "ages",
    "codes",
    "places",
    "spans",
    "classes",
    "sayings",
    "scores",
)
"""The classes of names that may hold a number."""

UNLESS_ASKED = ("scores",)
"""Those that are off unless the site asks for them."""


@dataclass(frozen=True)
class GuardRule:
    """A pattern of what passes or is told, with texts that show it."""

    pattern: str
    place: Place
    passes: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    warns: tuple[str, ...] = ()
    kind: str = "sayings"
    """Of a name: one of NAME_KINDS."""
    worth: tuple[str, ...] = ()
    """What a match may be worth, of its groups `some` and `of`: `some - 1`, `some / of`, `1/2`."""
    below: Fraction | None = None
    """It measures only if it is worth less than this."""
    above: Fraction | None = None


@dataclass(frozen=True)
class Numerals:
    """Numbers in words, of a language that writes them in letters."""

    words: Mapping[str, int]
    """Up to ninety-nine, as far as they are words of their own."""
    scales: Mapping[str, int]
    """What multiplies what stands before it: hundred, million."""
    articles: frozenset[str] = frozenset()
    """They stand for one before a scale."""
    joints: tuple[str, ...] = ()
    """What may stand between two words: `and`."""
    stems: Mapping[str, Fraction] = field(default_factory=dict)
    """Beginnings of other words that are worth something: doub, third."""
    joined: bool = False
    """Whether they are written in one word."""
    point: str = ""
    half: str = ""
    """A pattern for `and a half` behind a number."""
    not_after: str = ""
    """A pattern of what stands before a word that only looks like a number."""
    names_before: str = ""
    names_after: str = ""
    """Patterns of what makes a name of a number: `steps of`, `-yuan class`."""
    sayings_after: str = ""
    """After a scale with an article: a way of speaking."""


@dataclass(frozen=True)
class GuardWords:
    """What the guard knows of a language. A pattern that is not given matches nothing."""

    dates: tuple[GuardRule, ...]
    """Dates and years, unless what follows makes a quantity of them."""
    names: tuple[GuardRule, ...]
    """What holds a number and counts nothing."""
    measures: tuple[GuardRule, ...]
    """Numbers in other words than numerals."""
    vague: tuple[GuardRule, ...]
    """Numbers that nobody has counted: dozens of."""
    quotes: tuple[str, ...]
    """Pairs of quotation marks."""
    measured: str
    """Units of measure, whether a site has them or not."""
    counted: str
    """What is counted, and large numbers."""
    percent: str
    """What makes a part or a multiple of any figure."""
    joints: str
    """What stands between the ends of a range."""
    between: str
    """What stands before a range of two numbers with `and` between them."""
    between_joints: str
    nouns: str = ""
    """What else is counted: a noun in its plural, before which a number in words counts."""
    measures_after: str = ""
    """Units that may not be typed after a bound figure of another unit."""
    magnitudes: str = ""
    """What makes another number of a bound figure before it."""
    magnitude_after: str = ""
    """A magnitude in characters after digits, which belongs to them."""
    like_units: str = ""
    """Words that only begin as a unit does."""
    scales: Mapping[str, int] = field(default_factory=dict)
    """What makes another number of the one before it, in a unit's form too."""
    unit_names: str = ""
    """Names of units that only begin with one of those."""
    classifiers: frozenset[str] = frozenset()
    """What may follow the number of whatever is counted."""
    unit_words: Mapping[str, str] = field(default_factory=dict)
    """Other words for units: `percent` for `%`."""
    ordinal: str = ""
    """What stands before digits that are an ordinal number."""
    falls_before: str = ""
    """Words right before a figure that say it is below zero: `fell by`."""
    falls_after: str = ""
    """The same right behind it."""
    bounds_before: str = ""
    """Words right before a figure that say how exact it is, besides the forms of `bounds`."""
    bounds_after: str = ""
    like_bounds: str = ""
    """Words beside a figure that only end, or begin, as the word of a bound does."""
    small: str = ""
    """Characters that are numerals."""
    large: str = ""
    """Characters that multiply what stands before them."""
    numerals: Numerals | None = None


@dataclass(frozen=True, eq=False)
class Language:
    """Everything that differs by language."""

    code: str
    """As the site lists it: its folder, its key in maps, its address."""
    base: str
    """The language of the package or site that it is a regional form of, or itself."""
    tag: str
    """As HTML says it."""
    locale: str
    """As CLDR names it."""
    script: str
    """As ISO 15924 names it."""
    name: str
    """What it calls itself."""
    words: Mapping[str, str] = field(repr=False)
    """What the theme says; `{…}` is filled in."""
    counted: Mapping[str, PluralForms] = field(repr=False)
    """The same of what depends on a number, {n}."""
    numbers: NumberWords = field(repr=False)
    periods: PeriodWords = field(repr=False)
    typesetting: Typesetting = field(repr=False)
    citation: CitationStyle = field(repr=False)
    units: Mapping[str, PluralForms] = field(repr=False)
    """Forms of built-in units."""
    guard: GuardWords = field(repr=False)
    own_guard: bool
    """Whether any of that is the site's own."""

    @property
    def is_han(self) -> bool:
        return self.script in HAN_SCRIPTS
