"""Words that touch a figure and say again what it says itself, or say something else.

A figure brings its bound, its unit and its sign. Judged is what stands right beside it, with
nothing but spaces between, and outside of quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from changzhou_site.errors import Fault
from changzhou_site.figures import Found, exact_form, forms_of, reads
from changzhou_site.guard.numbers import INVISIBLE
from changzhou_site.languages import compiled
from changzhou_site.model import Bound, Language, Site, Unit
from changzhou_site.units import PERCENT, RATIO, is_rank

WORDS = ("label", "period")
"""Parts of a figure that are words."""
HOLE = re.compile(r"\{\w+\}")
SPACE = re.compile(rf"[\s{INVISIBLE}]+")
QUOTES = re.compile('[“”„«»「」『』"]')


def said_twice(
    found: Found, site: Site, language: Language, before: str, after: str
) -> Fault | None:
    """What is wrong with the words on both sides of a figure; None where nothing is."""
    if found.part in (*WORDS, "number") or _quoted(before):
        return None
    before, after = (SPACE.sub(" ", side) for side in (before, after))
    before, after = before.rstrip(), after.lstrip()
    for word, fault, hint in _faults(found, site, language, before, after):
        message = f"`{word}` beside {reads(found, site, language)}, {fault}"
        return Fault("said-twice", message, hint)
    return None


def _quoted(before: str) -> bool:
    """Whether a text leaves a quotation open."""
    open_marks = ""
    for mark in QUOTES.findall(before):
        closes = mark in "”»」』" or (mark == '"' and '"' in open_marks)
        closes = closes or (mark == "“" and "„" in open_marks)
        open_marks = "" if closes else mark
    return bool(open_marks)


def _faults(
    found: Found, site: Site, language: Language, before: str, after: str
) -> Iterator[tuple[str, str, str]]:
    """Each word that is one too many, with what is wrong and a hint."""
    unit = PERCENT if found.part == "share" else found.unit or found.indicator.unit
    id = found.key
    if word := _fall(found, language, before, after):
        told = f" | in {found.unit.id}" if found.unit else ""
        hint = f"write {{{{ {id} | abs{told} }}}} beside a word that says the sign"
        yield word, "whose minus sign says it too", hint
    if _is_bounded(found) and (word := _bound_word(language, before, after)):
        form = language.numbers.find_form(word)
        same = form is not None and form[0] is _shown_bound(found)
        fault = "which says it itself" if same else "which says something else"
        yield word, fault, _bound_hint(word, found, same=same)
    if found.part != "words" and (word := _unit_word(unit, site, language, before, after)):
        yield word, "which brings its unit", "leave it out"


def _is_bounded(found: Found) -> bool:
    """Whether a figure has a word for how exact it is."""
    bounded = found.part != "of" and found.observation.bound is not Bound.EXACT
    return bounded or found.part == "words"


def _shown_bound(found: Found) -> Bound:
    turned = found.part == "abs" and found.observation.value < 0
    return found.observation.bound.turned if turned else found.observation.bound


def _fall(found: Found, language: Language, before: str, after: str) -> str:
    """The word beside a value below zero that says so too."""
    if found.part in ("abs", "of", "share", "words") or found.observation.value >= 0:
        return ""
    return _matched(language.guard.falls_before, language.guard.falls_after, before, after)


def _bound_word(language: Language, before: str, after: str) -> str:
    """The word of a bound that touches a figure."""
    numbers, words = language.numbers, language.guard
    if words.like_bounds and compiled(f"(?:{words.like_bounds})$").search(before):
        before = ""
    if words.like_bounds and compiled(words.like_bounds).match(after):
        after = ""
    forms = [form for each in numbers.bounds.values() for form in each]
    forms += numbers.below_zero.values()
    word = _touching(forms, language, before, after)
    return word or _matched(words.bounds_before, words.bounds_after, before, after)


def _bound_hint(word: str, found: Found, *, same: bool) -> str:
    if same and found.part in (None, "as") and not is_rank(found.indicator.unit):
        return f"leave it out, or choose it: {{{{ {found.key} | as {word} }}}}"
    return "leave it out: the figure brings the word of its bound"


def _unit_word(unit: Unit, site: Site, language: Language, before: str, after: str) -> str:
    """The unit that stands beside a figure which has it, or the last part of it."""
    like_units = language.guard.like_units
    if like_units and compiled(like_units).match(after):
        return ""
    if is_rank(unit) and not unit.forms:
        return _touching(language.numbers.ranks.values(), language, before, after)
    forms = list(forms_of(unit, language.numbers).values())
    alike = (each for each in site.units.values() if each.dimension == unit.dimension)
    tails = {HOLE.split(exact_form(each, language.numbers))[-1].strip() for each in alike}
    own = [HOLE.split(form)[-1].strip() for form in forms]
    forms += ["{n}" + tail for tail in tails if tail and any(each.endswith(tail) for each in own)]
    for name in _names(unit, site, language):
        forms += [f"{{n}} {name}", f"{name} {{n}}"]
    return _touching(forms, language, before, after)


def _names(unit: Unit, site: Site, language: Language) -> Iterator[str]:
    """Other words for a unit: of money, for any amount of it."""
    for name, id in language.guard.unit_words.items():
        other = site.units.get(id)
        alike = other and other.dimension == unit.dimension != RATIO
        if id == unit.id or alike:
            yield name


def _touching(forms: Iterable[str], language: Language, before: str, after: str) -> str:
    """The longest of the words before or behind the numbers of some forms that touches a figure."""
    spaced, found = language.typesetting.spaced, [""]
    before, after = before.lower(), after.lower()
    for form in forms:
        head, tail = (part.strip() for part in (HOLE.split(form)[0], HOLE.split(form)[-1]))
        if head and re.search(_edge(head[0], spaced) + re.escape(head.lower()) + "$", before):
            found.append(head)
        if tail and re.match(re.escape(tail.lower()) + _edge(tail[-1], spaced), after):
            found.append(tail)
    return max(found, key=len)


def _edge(character: str, spaced: bool) -> str:
    """Where words have spaces between them, a word is told by them from a part of another."""
    return r"\b" if spaced and character.isalnum() else ""


def _matched(pattern_before: str, pattern_after: str, before: str, after: str) -> str:
    """What a language's patterns find right before or right behind a figure."""
    found = compiled(f"(?:{pattern_before})$").search(before) if pattern_before else None
    if not found and pattern_after:
        found = compiled(pattern_after).match(after)
    return found[0].strip() if found else ""
