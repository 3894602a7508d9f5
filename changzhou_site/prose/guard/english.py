"""Numbers in English words: which of them measure something, and what they are worth.

Two-thirds, twice as many, ninety per cent and two million measure; three plants, the second half of
the year, a third-largest city and a double-check are words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from changzhou_site.prose.guard.numbers import FILLER, Loose, Nature, Worth
from changzhou_site.prose.guard.vocabulary import (
    ENGLISH_MEASURES,
    ENGLISH_UNITS,
    Vocabulary,
    word_at,
)
from changzhou_site.units import MONEY, RATIO

ONES = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
        " fifteen sixteen seventeen eighteen nineteen".split()
    )
}
TENS = {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
SCALES = {
    "hundred": 100,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
PARTS = {
    "hal": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "hundredth": 100,
}  # fmt: skip
MULTIPLES = {"half": Fraction(1, 2), "hal": Fraction(1, 2), "twice": Fraction(2)} | {
    word: Fraction(value)
    for value, words in ((2, "doub"), (3, "trip treb"), (4, "quad"), (5, "quin"))
    for word in words.split()
}

S = r"(?:[^\S\n]+|[^\S\n]*\n[^\S\n]*)"
"""A space, or the end of a line within a paragraph."""

# The forms ----------------------------------------------------------------------------------------

SMALL = rf"(?:(?:{'|'.join(TENS)})(?:(?:-|{S})(?:{'|'.join(list(ONES)[1:10])}))?|{'|'.join(ONES)})"
SCALE = rf"(?:{'|'.join(SCALES)})"
CARDINAL = (
    rf"(?:an?(?={S}{SCALE}\b)|{SMALL})(?:{S}point(?:{S}(?:{'|'.join(ONES)}))+)?"
    rf"(?:[-\s]and[-\s]an?[-\s]half\b)?"
    rf"(?:[-\s]{SCALE}\b(?:{S}(?:and{S})?{SMALL}\b)?)*"
)
NEARLY = (
    rf"(?:(?:nearly|almost|about|around|roughly|over|under|some|only|just|by|than|to|at{S}least"
    rf"|up{S}to|fully|exactly|well{S}over|is|are|was|were){S})"
)
PART = (
    r"(?:thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|hundredths?)"
)
WHOLE = rf"(?:(?:the|its|their|his|her|our|all|that|those|these)\b|of{S}(?!{FILLER}|\d))"

FORMS = re.compile(
    r"\b(?:"
    # twice as many, three times the size, half as large
    rf"(?P<multiple>(?P<by>twice|{CARDINAL}{S}times)(?:{S}as{S}\w+|{S}more\b|{S}\w+er{S}than\b"
    rf"|(?={S}(?:the|its|their|his|her|our|that{S}of)\b)"
    rf"(?!{S}\w+{S}(?:fun|trouble|time|week|day|year|month|night)))"
    rf"|half{S}as{S}\w+)"
    # doubled, a tripling, will double, double the output
    r"|(?P<grown>(?:doubl|tripl|trebl|quadrupl|quintupl|halv)(?:ed|ing)\b"
    rf"(?!{S}(?:down|up|over|back|as|for)\b|-))"
    rf"|(?:to|will|would|could|may|might|must|should|can|nearly|almost|roughly|than){S}"
    rf"(?P<grow>(?:double|triple|treble|quadruple|halve)\b(?!-|{S}(?:check|down|back|up|over|as|for"
    r"|glazing|rooms?|digits?|shifts?)\b))"
    rf"|(?P<double>(?:double|triple|treble|quadruple){S}(?:the|its|their|last)\b"
    rf"(?!{S}(?:fun|trouble)))"
    # twofold, a ten-fold rise
    rf"|(?P<fold>(?:{SMALL}|{SCALE})-?fold\b(?!{S}(?:aim|purpose|task|problem|role|answer|strategy"
    r"|approach|path|way)\b))"
    # one third, two-thirds, a quarter of
    rf"|(?P<fraction>(?:one|two|three|four|five|six|seven|eight|nine)[-\s](?:half\b|{PART}\b)"
    rf"(?!-|{S}(?:party|place|person|time|reading|ago|earlier|later|running|in{S}a{S}row)\b"
    rf"|{S}of{S}(?:growth|decline|contraction|losses|recession|an?{S}(?:hour|century|second)"
    rf"|{FILLER}|\d)))"
    rf"|(?P<part>an?{S}(?:{PART})\b(?={S}of\b)(?!{S}of{S}(?:an?{S}(?:hour|century|second|kind|mile)"
    rf"|growth|decline|{FILLER}|\d)))"
    rf"|{NEARLY}(?P<nearly>an?{S}(?:{PART}|half)\b(?!-|{S}(?:ago|earlier|later|time|place|year)\b))"
    # half of, nearly half, half a million
    rf"|(?P<half>half(?:{S}an?{S}(?:million|billion|trillion|per{S}?cent|percent(?:age{S}point)?)\b"
    rf"|(?={S}{WHOLE})(?!{S}\w+{S}(?:time|fun|battle|job|story|way)\b)))"
    rf"|{NEARLY}(?P<nearly_half>half)\b(?!-|{S}(?:past|an?|way|time|hour|year|price|term|board"
    r"|marathon|century|dozen|empty|full|asleep|finished|built|done|dead|mad|right|wrong)\b)"
    # three in four, nine out of ten
    rf"|(?P<ratio>(?P<some>{SMALL}){S}(?:in|out{S}of)(?:{S}every)?{S}(?P<all>{SMALL})\b(?!-|{S}"
    r"(?:years?|months?|weeks?|days?|decades?|hours?|minutes?|quarters?|generations?|rounds?|games?"
    r"|places?|languages?|cities|provinces|countries|districts|counties|towns|villages|sections"
    r"|parts|plants|factories|steps|stages|phases|volumes|halves|seconds|seasons|matches)\b))"
    rf"|(?P<odds>(?P<most>{SMALL})(?:-to-one\b|{S}to{S}one\b(?=[.,;:!?)”’]|$|{S}(?:in|against|for|over"
    r"|by|on|among|majority|ratio)\b)))"
    rf"|(?P<dozen>(?:an?|{SMALL}){S}dozen\b)"
    # thousands of birds, tens of thousands of them
    rf"|(?P<many>(?:(?:dozens|tens|hundreds|thousands|millions){S}of{S})?"
    rf"(?:dozens|hundreds|thousands|millions|billions|trillions)(?={S}of\b)"
    rf"(?!{S}of{S}(?:times|miles|years|thanks|reasons)\b))"
    rf"|(?P<cardinal>{CARDINAL}\b)"
    r")",
    re.IGNORECASE,
)

SECOND_HALF = re.compile(
    rf"\b(?:first|second|latter|other|better|last|top|bottom|northern|southern|eastern|western"
    rf"|upper|lower|earlier|former|each){S}$",
    re.IGNORECASE,
)
"""Before `half of`: a half that is one of two, and no measure."""

NOT_BEFORE = re.compile(rf"(?:\bhalf{S}|\bdime{S}|\btoo{S}clever{S}|[\w.]-)$", re.I)
NAMED = re.compile(
    rf"-(?:yuan|dollar|euro|pound|{SCALE})\w*(?:-\w+)?{S}(?:class|club|league|marks?|steps?|level"
    r"|milestone|threshold|question)\b",
    re.IGNORECASE,
)
"""After a number: the name of a class and no sum, as in the ten-billion-yuan class."""
NAMED_BEFORE = re.compile(rf"\b(?:steps?|class|marks?|threshold){S}of{S}$", re.IGNORECASE)
"""The same the other way round: steps of a hundred billion yuan each."""

ODDS_NOT_AFTER = re.compile(rf"\b(?:from|at|till|until|it{S}is|to){S}$", re.IGNORECASE)
"""Before `five to one`: a change or a time of day."""

CAPTION = re.compile(
    rf"\bin{S}\w+{S}of{S}(?:(?:US|current|constant){S})?"
    r"(?:yuan|RMB|CNY|dollars|euros|tonnes|tons|people|persons|k?Wh|[MGT]Wh|units?)\b",
    re.IGNORECASE,
)
"""How a table says its unit: in thousands of people."""

MEASURE = re.compile(rf"[-\s]?(?:{ENGLISH_MEASURES})", re.IGNORECASE)
IDIOMS = re.compile(rf"{S}(?:times|miles|points?|thanks|reasons)\b", re.IGNORECASE)
"""After `a hundred` or `a million`: a way of speaking."""


def find_english(text: str, plain: str, masked: str, vocabulary: Vocabulary) -> Iterator[Loose]:
    """Every number in English words that measures something. `masked` is without what may stand,
    also without units such as km², which `plain` has."""
    for match in FORMS.finditer(masked):
        form = next(name for name in FORM_NAMES if match[name] is not None)
        start, end = match.span(form)
        if _measures(form, plain, masked, start, end, vocabulary):
            worths = tuple(_worths(form, match, text[end : end + 40], vocabulary))
            words, after = text[start:end], text[end : end + 16]
            yield Loose(start, end, words, after, Nature.SPELLED, worths, core=(start, end))


FORM_NAMES = tuple(name for name in FORMS.groupindex if name not in ("by", "some", "all", "most"))


def _measures(
    form: str, plain: str, masked: str, start: int, end: int, vocabulary: Vocabulary
) -> bool:
    """Whether a form counts something here, and is no manner of speaking."""
    before, words = masked[max(0, start - 16) : start], masked[start:end].lower()
    if NOT_BEFORE.search(before):
        return False
    if form in ("half", "nearly_half"):
        return words[4:].lstrip()[:1] == "a" or not SECOND_HALF.search(before)
    if form == "fold" and words.startswith(("two", "three")):
        return not re.search(r"\b(?:is|are|was|were)\s+$", before, re.IGNORECASE)
    if form == "ratio":
        some, all_ = (
            _value(side) for side in re.split(r"\s+(?:in|out\s+of)(?:\s+every)?\s+", words)
        )
        return some is not None and all_ is not None and some < all_
    if form == "odds":
        most = _value(words.replace("-", " ").split(" to ")[0])
        return most is not None and most > 1 and not ODDS_NOT_AFTER.search(before)
    if form == "many":
        return not CAPTION.search(masked[max(0, start - 8) : end + 24])
    if form == "cardinal":
        return not NAMED_BEFORE.search(before) and _counts(words, plain[end : end + 40], vocabulary)
    return True


def _counts(words: str, rest: str, vocabulary: Vocabulary) -> bool:
    """Whether a number measures: large ones do, smaller ones before a unit, and one to ten only
    before what is not counted."""
    article = words.split()[0] in ("a", "an")
    if NAMED.match(rest) or (article and rest.startswith("-")):
        return False
    unit = rest.lstrip(" -")
    if MEASURE.match(rest) or (rest[:1] in " -" and word_at(unit, vocabulary.measured)):
        return True
    counted = bool(ENGLISH_UNITS.match(unit) or word_at(unit, vocabulary.english))
    if any(scale in words for scale in SCALES):
        alone = article and len(words.split()) == 2
        return counted and not IDIOMS.match(rest) if alone else True
    value = _value(words)
    return counted and value is not None and value > 10 and not IDIOMS.match(rest)


# What they are worth ------------------------------------------------------------------------------


def _worths(form: str, match: re.Match[str], rest: str, vocabulary: Vocabulary) -> Iterator[Worth]:
    words = match[form].lower()
    if form in ("multiple", "grown", "grow", "double", "fold"):
        yield from _times(form, words)
    elif form in ("fraction", "part", "nearly"):
        value = _fraction(words)
        if value is not None:
            yield Worth(value, RATIO)
    elif form in ("half", "nearly_half") and not re.search("illion|cent", words):
        yield Worth(Fraction(1, 2), RATIO)
    elif form == "odds":
        most = _value(match["most"].lower())
        if most is not None:
            yield Worth(most, RATIO)
    elif form == "many":
        return
    elif form == "ratio":
        some, whole = _value(match["some"].lower()), _value(match["all"].lower())
        if some is not None and whole:
            yield Worth(some / whole, RATIO)
    else:
        value = _value(words)
        if value is not None:
            yield _with_unit(value, rest, vocabulary)


def _times(form: str, words: str) -> Iterator[Worth]:
    """Doubled is twice as much, and growth of 100%."""
    first = re.split(r"-?fold|\s+times", words)[0]
    value = MULTIPLES.get(words.split()[0]) or _value(first)
    value = value or next((MULTIPLES[stem] for stem in MULTIPLES if words.startswith(stem)), None)
    if value is not None:
        yield Worth(value, RATIO)
        if form != "multiple" and value > 1:
            yield Worth(value - 1, RATIO)


def _fraction(words: str) -> Fraction | None:
    top, _, part = words.replace("-", " ").partition(" ")
    bottom = next((value for stem, value in PARTS.items() if part.strip().startswith(stem)), None)
    some = Fraction(1) if top in ("a", "an") else _value(top)
    return some / bottom if bottom and some is not None else None


def _with_unit(value: Fraction, rest: str, vocabulary: Vocabulary) -> Worth:
    unit = rest.lstrip(" -\n")
    if re.match(r"per\s?cent\b(?!age)", unit, re.IGNORECASE):
        return Worth(value / 100, RATIO)
    if re.match(r"yuan\b", unit, re.IGNORECASE):
        return Worth(value, ((MONEY, 1),))
    word = word_at(unit, vocabulary.measured) or word_at(unit, vocabulary.english)
    if word in vocabulary.scales:
        scale, dimension = vocabulary.scales[word]
        return Worth(value * scale, dimension)
    return Worth(value)


def _value(words: str) -> Fraction | None:
    """What a number in words is worth: two hundred and fifty thousand."""
    total, section = Fraction(0), Fraction(0)
    place = Fraction(0)
    for word in re.findall("[a-z]+", words):
        if word == "point":
            place = Fraction(1, 10)
        elif word == "half":
            section += Fraction(1, 2)
        elif word in ONES or word in TENS:
            digit = ONES.get(word) or TENS.get(word, 0)
            section += digit * place if place else digit
            place /= 10
        elif word == "hundred":
            section = (section or Fraction(1)) * 100
        elif word in SCALES:
            total += (section or Fraction(1)) * SCALES[word]
            section = Fraction(0)
        elif word == "dozen":
            section = (section or Fraction(1)) * 12
        elif word not in ("a", "an", "and"):
            return None
        if word in SCALES:
            place = Fraction(0)
    return total + section
