"""The single values of a language's files: truths, steps, signs, words and what they are worth."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import fields
from decimal import Decimal

from babel import Locale

from changzhou_site.errors import Problem, Report, suggest
from changzhou_site.load.language_forms import texts_of
from changzhou_site.load.locales import family_of
from changzhou_site.load.scalars import (
    FRACTION,
    NUMBER,
    read_truth,
    read_word,
    refuse_unreadable,
    wrong,
)
from changzhou_site.load.schema import find_node
from changzhou_site.model import NumberWords
from changzhou_site.source import Fields, Items, Node, Text

Path = tuple[str, ...]

TAG = re.compile(
    r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*",
    re.ASCII,
)
"""Language, script, region and variants, as BCP 47 writes them."""

WHOLE = re.compile(r"0|[1-9]\d{0,17}", re.ASCII)

FILLED_IN = ("code", "locale", "percent")
"""What the program tells of numbers, and no file."""

MAY_BE_EMPTY: frozenset[Path] = frozenset(
    {("citation", name) for name in ("stop", "joint", "authors")}
    | {("typesetting", name) for name in ("clauses", "joining", "suffixes", "endings", "prefixes")}
    | {("typesetting", "counted"), ("typesetting", "magnitudes"), ("periods", "day_signs")}
)


def scalar_problems(language: Fields, base: str, locale: str) -> Iterator[Problem]:
    """What is wrong with the single values of a language.yaml, in the folder `base`."""
    for path, text in _walk(language):
        yield from _told(refuse_unreadable if path in MAY_BE_EMPTY else read_word, text)
    for path, read in LANGUAGE.items():
        for text in _listed(find_node(language, path)):
            yield from _told(read, text)
    yield from _tag_problems(find_node(language, ("tag",)), base, locale)
    keys = [each.name for each in fields(NumberWords) if each.name not in FILLED_IN]
    yield from key_problems(find_node(language, ("numbers",)), keys)
    yield from _step_problems(find_node(language, ("numbers", "steps")), locale)


def _tag_problems(tag: Node | None, base: str, locale: str) -> Iterator[Problem]:
    """A tag by which HTML would call the language another."""
    own = {family_of(base), family_of(locale.partition("_")[0])}
    if not isinstance(tag, Text) or not TAG.fullmatch(tag.value):
        return
    if family_of(tag.value.partition("-")[0]) not in own:
        message, hint = f"`{tag}` is the tag of another language", f"`{base}`, or leave it out"
        yield Problem(tag.place, "unknown-language", message, hint)


def word_problems(guard: Fields, units: Collection[str]) -> Iterator[Problem]:
    """What is wrong with the words of a guard.yaml, and with what they are worth. `units` are the
    ids that a word may stand for."""
    for path, read in WORTHS.items():
        node = find_node(guard, path)
        for key, value in node.entries.values() if isinstance(node, Fields) else ():
            yield from _told(read_word, key)
            if isinstance(value, Text):
                yield from _told(read, value)
    for path, read in WORDS.items():
        for text in _listed(find_node(guard, path)):
            yield from _told(read, text)
    for text in texts_of(find_node(guard, ("unit_words",))):
        if text.value not in units:
            yield Problem(
                text.place, "unknown-unit", f"`{text}`", suggest(text.value, units, "units")
            )


def _listed(node: Node | None) -> list[Text]:
    """A text, or those of a list."""
    nodes = node.items if isinstance(node, Items) else (node,)
    return [each for each in nodes if isinstance(each, Text)]


def key_problems(node: Node | None, known: Collection[str]) -> Iterator[Problem]:
    """Keys of a map that are no key of it."""
    for key, _ in node.entries.values() if isinstance(node, Fields) else ():
        if key.value not in known:
            hint = suggest(key.value, known, "keys here")
            yield Problem(key.place, "unknown-key", f"`{key}`", hint)


def _walk(node: Node, path: Path = ()) -> Iterator[tuple[Path, Text]]:
    """Every text with the keys that it stands under."""
    if isinstance(node, Text):
        yield path, node
    elif isinstance(node, Items):
        for item in node.items:
            yield from _walk(item, path)
    else:
        for key, (_, value) in node.entries.items():
            yield from _walk(value, (*path, key))


def _told(read: Callable[[Text], object], text: Text) -> Iterable[Problem]:
    report = Report()
    with report:
        read(text)
    return report.problems


# Readers: each raises Wrong ----------------------------------------------------------------------


def _read_line(text: Text) -> None:
    if "\n" in text.value:
        raise wrong(text.place, "bad-form", "it has more than one line", "write it on one")


def _read_tag(text: Text) -> None:
    if not TAG.fullmatch(text.value):
        hint = "language, script and region as BCP 47 writes them: ru, zh-Hans, pt-BR"
        raise wrong(text.place, "unknown-language", f"`{text}` is no tag of a language", hint)


def _read_sign(text: Text) -> None:
    """Letters or signs of currencies: a form may end with anything else before its number."""
    if not all(c.isalpha() or unicodedata.category(c) == "Sc" for c in text.value):
        hint = "signs of money that stand before a number: [$, €]"
        raise wrong(text.place, "bad-form", f"`{text}` is no sign of money", hint)


def _read_headline(text: Text) -> None:
    if not NUMBER.fullmatch(text.value) or not 1 <= Decimal(text.value) <= 2:
        hint = "the height of a headline's lines over its size: 1.16 for letters, 1.3 for Han"
        raise wrong(text.place, "bad-form", f"`{text}` is not from 1 to 2", hint)


def _read_characters(text: Text) -> None:
    """Characters that are put into patterns one by one."""
    odd = [c for c in text.value if not c.isalnum() or c.isascii()]
    if odd:
        message, hint = f"`{odd[0]}` is no such character", "write the characters, nothing between"
        raise wrong(text.place, "bad-form", message, hint)


def _read_whole(text: Text) -> None:
    if not WHOLE.fullmatch(text.value):
        message = f"`{text}` is no whole number"
        raise wrong(text.place, "not-a-count", message, "what the word is worth, such as 20")


def _read_multiple(text: Text) -> None:
    if not WHOLE.fullmatch(text.value) or int(text.value) < 2:
        hint = "what the number before it is multiplied by, such as 1000"
        raise wrong(text.place, "bad-scale", f"`{text}` makes no other number", hint)


def _read_worth(text: Text) -> None:
    if not FRACTION.fullmatch(text.value) and not WHOLE.fullmatch(text.value.replace(".", "", 1)):
        message = f"`{text}` is no number above zero"
        raise wrong(text.place, "not-a-number", message, "what the word is worth, such as 2 or 1/3")


LANGUAGE: dict[Path, Callable[[Text], object]] = {
    ("name",): _read_line,
    ("tag",): _read_tag,
    ("numbers", "grouped"): read_truth,
    ("numbers", "bound_at_number"): read_truth,
    ("numbers", "signs"): _read_sign,
    ("periods", "day_signs"): _read_characters,
    ("typesetting", "spaced"): read_truth,
    ("typesetting", "headline"): _read_headline,
}

WORDS: dict[Path, Callable[[Text], object]] = {
    ("small",): _read_characters,
    ("large",): _read_characters,
    ("classifiers",): read_word,
    ("numerals", "articles"): read_word,
    ("numerals", "joints"): read_word,
    ("numerals", "point"): read_word,
    ("numerals", "joined"): read_truth,
}

WORTHS: dict[Path, Callable[[Text], object]] = {
    ("scales",): _read_multiple,
    ("unit_words",): read_word,
    ("numerals", "words"): _read_whole,
    ("numerals", "scales"): _read_multiple,
    ("numerals", "stems"): _read_worth,
}
"""Maps of words, by the reader of what each is worth."""

# Steps -------------------------------------------------------------------------------------------


def _step_problems(node: Node | None, locale: str) -> Iterator[Problem]:
    """Steps that CLDR has no word for, and those out of their order."""
    steps = _listed(node) if isinstance(node, Items) else []
    known = _known_steps(locale)
    for step in steps:
        if step.value not in known:
            hint = f"those that CLDR has a word for: {', '.join(known)}"
            yield Problem(step.place, "bad-form", f"no word for the step `{step}`", hint)
    given = [step.value for step in steps]
    ordered = sorted(set(given), key=known.index) if set(given) <= set(known) else given
    if node and given != ordered:
        hint = f"each once, the greatest first: [{', '.join(ordered)}]"
        yield Problem(node.place, "bad-form", "the steps are not in their order", hint)


def _known_steps(locale: str) -> list[str]:
    """The powers of ten that CLDR has one word for, the greatest first."""
    formats = Locale.parse(locale).compact_decimal_formats
    patterns = (formats.get("long") or formats["short"])["other"]
    known = [
        len(power) - 1
        for power, each in patterns.items()
        if re.findall("0+", each.pattern) == ["0"] and each.pattern != "0"
    ]
    return [str(power) for power in sorted(known, reverse=True)]
