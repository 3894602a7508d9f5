"""The texts of a language that numbers and periods are put into: each keeps what it is given."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from babel import Locale

from changzhou_site.errors import Problem, suggest
from changzhou_site.languages import Magnitudes
from changzhou_site.load.schema import find_node
from changzhou_site.model import Bound, word_of
from changzhou_site.source import Fields, Items, Node, Text

BOUNDS = tuple(str(bound) for bound in Bound)
MOMENTS = ("year", "H1", "H2", "Q1", "Q2", "Q3", "Q4")
FIRST, LAST = "first|first_alone|first_number", "last|last_alone|last_number"
PIECES = ("authors", "title", "publisher", "date", "read")


@dataclass(frozen=True)
class Forms:
    """What the texts of a map hold between braces."""

    needs: Mapping[str, str]
    """By key, and for all others under "": what each holds, `a|b` one of them or both."""
    keys: tuple[str, ...]
    """The keys that there have to be."""
    more: tuple[str, ...] | None = ()
    """Other keys that may be; None for any."""
    worded: bool = False
    """Whether each says something besides, and no two the same."""
    wordless: str = ""
    """The key of the one that need not."""


FORMS: Mapping[tuple[str, str], Forms] = {
    ("numbers", "bounds"): Forms({"": "n|all|round"}, BOUNDS[1:], worded=True),
    ("numbers", "below_zero"): Forms(
        {"": "n|all"}, tuple(str(bound) for bound in Bound if bound.sign), worded=True
    ),
    ("numbers", "share_forms"): Forms({"": "n|oblique"}, ("nearly", *BOUNDS[1:]), worded=True),
    ("numbers", "ranks"): Forms({"": "n|nth"}, BOUNDS, worded=True, wordless=BOUNDS[0]),
    ("numbers", "ordinals"): Forms({"": "n"}, ("other",), None),
    ("periods", "moments"): Forms({"": "year"}, MOMENTS),
    ("periods", "by"): Forms({"": "moment|year"}, ("any",), ("month", "day", *MOMENTS)),
    ("periods", "spans"): Forms(
        {
            "": "first last",
            "months": f"{FIRST} {LAST} year",
            "Q2": "year",
            "Q3": "year",
            "Q4": "year",
        },
        ("years", "months", "any", "Q2", "Q3", "Q4"),
    ),
}


def form_problems(language: Fields, locale: str) -> Iterator[Problem]:
    """What is wrong with the texts of a language.yaml that something is put into."""
    for path, forms in FORMS.items():
        node = find_node(language, path)
        if isinstance(node, Fields):
            yield from _map_problems(node, forms)
            yield from _word_problems(node, forms) if forms.worded else ()
    fraction = find_node(language, ("numbers", "fractions", "form"))
    if isinstance(fraction, Text):
        yield from text_problems(fraction, "top part")
    for kind in ("sentences", "anonymous"):
        for text in texts_of(find_node(language, ("citation", kind))):
            yield from text_problems(text, "|".join(PIECES))
    yield from _usual_problems(find_node(language, ("numbers", "bounds")))
    yield from _ordinal_problems(language, locale)


def texts_of(node: Node | None) -> Iterator[Text]:
    """The texts of a list or map, however deep."""
    if isinstance(node, Text):
        yield node
    elif isinstance(node, Items):
        for item in node.items:
            yield from texts_of(item)
    elif node:
        for _, value in node.entries.values():
            yield from texts_of(value)


def _map_problems(node: Fields, forms: Forms) -> Iterator[Problem]:
    for key in forms.keys:
        if key not in node.entries:
            yield Problem(node.place, "missing-key", f"`{key}` is missing", f"add `{key}: …`")
    for key, (at, value) in node.entries.items():
        if forms.more is not None and key not in (*forms.keys, *forms.more):
            hint = suggest(key, (*forms.keys, *forms.more), "keys here")
            yield Problem(at.place, "unknown-key", f"`{key}`", hint)
        else:
            for text in texts_of(value):
                yield from text_problems(text, forms.needs.get(key, forms.needs[""]))


def text_problems(text: Text, needs: str) -> Iterator[Problem]:
    """What is missing in a form or stands there twice, what nothing fills, and digits that would
    make another number."""
    written = braces(text.value)
    allowed = needs.replace("|", " ").split()
    listed = ", ".join(f"{{{each}}}" for each in allowed) or "words alone"
    for name in sorted(written - set(allowed)):
        message = f"nothing fills `{{{name}}}`"
        yield Problem(text.place, "bad-form", message, f"here may stand {listed}")
    for need in needs.split():
        names = need.split("|")
        count = sum(text.value.count(f"{{{name}}}") for name in names)
        if count != 1:
            message = f"`{{{names[0]}}}` {'stands there more than once' if count else 'is missing'}"
            hint = f"here stand {listed}" if " " in needs else f"here stands {listed}, once"
            yield Problem(text.place, "bad-form", message, hint)
    yield from stray_brace(text)
    if any(unicodedata.category(c) in ("Nd", "Nl", "No") for c in text.value):
        hint = "a digit would make another number of every figure; write the words alone"
        yield Problem(text.place, "bad-form", f"`{text}` holds a digit", hint)


def braces(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def stray_brace(text: Text) -> Iterator[Problem]:
    """A brace that is not around a name."""
    if re.search(r"[{}]", re.sub(r"\{\w+\}", "", text.value)):
        message = f"`{text}` has a brace that is not around a name"
        yield Problem(text.place, "bad-form", message, "braces stand around names: {n}")


def _word_problems(node: Fields, forms: Forms) -> Iterator[Problem]:
    """Forms that say nothing, and those that say what another does."""
    said = dict[str, str]()
    for key, (_, value) in node.entries.items():
        for text in texts_of(value) if key != forms.wordless else ():
            word = word_of(text.value)
            if not any(c.isalpha() or unicodedata.category(c)[0] == "S" for c in word):
                message = f"`{text}` does not say `{key}`"
                hint = "write the word that says it before or after the number"
                yield Problem(text.place, "bad-form", message, hint)
            elif word in said:
                message = f"`{text}` says `{said[word]}` already"
                yield Problem(text.place, "bad-form", message, "each has words of its own")
            else:
                said[word] = key


def _usual_problems(bounds: Node | None) -> Iterator[Problem]:
    """Bounds without a form, and those whose usual one is not for every number."""
    for key, (at, value) in bounds.entries.items() if isinstance(bounds, Fields) else ():
        usual = next(iter(texts_of(value)), None)
        if isinstance(value, Items) and not value.items:
            hint = "write one text, or a list of one or more"
            yield Problem(at.place, "wrong-shape", f"`{key}` has no form", hint)
        elif usual and "{round}" in usual.value:
            hint = "the first form is the usual one; put it behind one with {n}"
            message = f"`{usual}` is only for whole numbers that end in a zero"
            yield Problem(usual.place, "bad-form", message, hint)


def _ordinal_problems(language: Fields, locale: str) -> Iterator[Problem]:
    """Ordinals that ranks ask for and that are missing, and those that CLDR does not tell apart."""
    ordinals = find_node(language, ("numbers", "ordinals"))
    ranks = find_node(language, ("numbers", "ranks"))
    categories = sorted(Locale.parse(locale).ordinal_form.tags | {"other"})
    for key, (at, _) in ordinals.entries.items() if isinstance(ordinals, Fields) else ():
        if key not in categories:
            hint = suggest(key, categories, "ordinal categories of CLDR")
            yield Problem(at.place, "unknown-key", f"`{key}`", hint)
    if ordinals is None and any("{nth}" in text.value for text in texts_of(ranks)):
        place = find_node(language, ("numbers",))
        assert place is not None
        hint = "add `ordinals: {other: …}`: `ranks` asks for {nth}"
        yield Problem(place.place, "missing-key", "`ordinals` is missing", hint)


MULTIPLIED = ("bounds", "below_zero", "ranks", "ordinals", "share_forms")


def magnitude_problems(language: Fields, numerals: Magnitudes) -> Iterator[Problem]:
    """Forms whose words hold a number: `more than {n} million` would be another figure."""
    for name in MULTIPLIED:
        for text in texts_of(find_node(language, ("numbers", name))):
            if numerals.product(text.value) > 1:
                hint = "it would make another number of every figure; leave it out"
                yield Problem(text.place, "bad-form", f"`{text}` holds a number", hint)
