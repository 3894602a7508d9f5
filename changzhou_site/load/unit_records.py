"""Units declared in data/units.yaml."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import TypeVar

from changzhou_site.errors import Problem, suggest
from changzhou_site.load.scalars import Wrong, is_word, read_number, read_text, wrong
from changzhou_site.model import Dimension, Unit
from changzhou_site.source import Fields, Node, Text
from changzhou_site.units import parse_dimension
from changzhou_site.wording import locale

T = TypeVar("T")


def read_unit(key: Text, node: Node, languages: tuple[str, ...]) -> Unit:
    """A unit with its dimension, scale, and a form a language. Raises Wrong with all problems."""
    if not isinstance(node, Fields):
        hint = '{dimension: length, scale: 1000, zh: "{n}公里", en: "{n} km"}'
        raise wrong(node.place, "wrong-shape", "a map belongs here", hint)
    problems: list[Problem] = []

    def gather(read: Callable[[], T]) -> T | None:
        try:
            return read()
        except Wrong as error:
            problems.extend(error.problems)
            return None

    gather(lambda: _check_id(key))
    gather(lambda: _check_keys(key, node, languages))
    given = [language for language in languages if language in node.entries]
    forms = {name: gather(partial(_forms, node.entries[name][1], name)) for name in given}
    dimension = gather(lambda: _dimension(node)) if "dimension" in node.entries else None
    scale = gather(lambda: _scale(node)) if "scale" in node.entries else None
    if scale is not None and dimension is not None and not _is_quotient(dimension):
        for name in given:
            gather(partial(_check_magnitudes, node.entries[name][1], scale))
    if problems or dimension is None or scale is None:
        raise Wrong(*problems)
    return Unit(key.value, dimension, scale, {name: form for name, form in forms.items() if form})


UNIT_ID = re.compile(r"[^\s\d()*+,<>=!@{}|\\\"'#/._-][^\s()*+,<>=!@{}|\\\"'#]*")
"""What can stand after a number in a formula and after `in` in prose: 公里, km2, m3/s, ℃."""


def _check_id(key: Text) -> None:
    if is_word(key):
        hint = f'quote it: "{key.value}"'
        message = f"`{key.value}` is read by YAML as true, false or nothing"
        raise wrong(key.place, "yaml-word", message, hint)
    if not UNIT_ID.fullmatch(key.value):
        hint = "it begins with a letter or sign such as ℃ and holds no space, quote or operator"
        raise wrong(key.place, "bad-id", f"`{key.value}` is no name for a unit", hint)


def _check_keys(key: Text, node: Fields, languages: tuple[str, ...]) -> None:
    wanted = ("dimension", "scale", *languages)
    problems = [
        Problem(at.place, "unknown-key", f"`{name}`", suggest(name, wanted, "keys here"))
        for name, (at, _) in node.entries.items()
        if name not in wanted
    ]
    problems += [
        Problem(key.place, "missing-key", f"`{key.value}` has no `{name}`", f"add `{name}: …`")
        for name in wanted
        if name not in node.entries
    ]
    if problems:
        raise Wrong(*problems)


def _dimension(node: Fields) -> tuple[tuple[str, int], ...]:
    value = node.entries["dimension"][1]
    text = value.value if isinstance(value, Text) else ""
    try:
        return parse_dimension(text)
    except ValueError:
        hint = "a word such as length, a quotient such as CNY/year, or `ratio`"
        raise wrong(value.place, "bad-dimension", f"`{text}` is no dimension", hint) from None


def _scale(node: Fields) -> Decimal:
    value = node.entries["scale"][1]
    if not isinstance(value, Text):
        raise wrong(value.place, "wrong-shape", "a number belongs here", "such as 1000")
    scale = read_number(value)
    if scale <= 0:
        hint = "it says how many base units one of this unit is"
        raise wrong(value.place, "bad-scale", "a scale is more than zero", hint)
    return scale


def _forms(node: Node, language: str) -> dict[str, str]:
    """One form, or a form for each plural category of the language, `other` among them."""
    if isinstance(node, Text):
        return {"other": _form(node)}
    if not isinstance(node, Fields):
        hint = '{one: "{n} bird", other: "{n} birds"}'
        raise wrong(node.place, "wrong-shape", "a text or a map of plural forms belongs here", hint)
    categories = sorted(locale(language).plural_form.tags | {"other"})
    forms = {}
    for name, (key, value) in node.entries.items():
        if name not in categories:
            hint = suggest(name, categories, f"plural categories of {language}")
            raise wrong(key.place, "unknown-key", f"`{name}`", hint)
        if not isinstance(value, Text):
            raise wrong(value.place, "wrong-shape", "a text belongs here", 'such as "{n} birds"')
        forms[name] = _form(value)
    if "other" not in forms:
        raise wrong(node.place, "missing-key", "the form `other` is missing", "add `other: …`")
    return forms


def _form(text: Text) -> str:
    form = read_text(text).value
    if form.count("{n}") != 1:
        places = "no place" if "{n}" not in form else "more than one place"
        hint = 'quote it, with one {n} where the number goes: "{n} km"'
        raise wrong(text.place, "bad-form", f"`{form}` has {places} for the number", hint)
    before, _, after = form.partition("{n}")
    if _is_numeral(before.rstrip(BETWEEN)[-1:]) or _is_numeral(_without_magnitude(after)[:1]):
        hint = "the number is the figure's alone; a name such as km² may hold one further on"
        raise wrong(text.place, "bad-form", f"`{form}` has another number beside {{n}}", hint)
    return form


# A form cannot make another number of a figure ----------------------------------------------------

BETWEEN = " \u00a0\u2009\u202f\u3000,.'·，．。、"
"""What stands within numbers, so that the digits on both sides of it are one."""

MAGNITUDES = {
    "百": 10**2, "千": 10**3, "万": 10**4, "亿": 10**8, "萬": 10**4, "億": 10**8,
    "dozen": 12, "hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9,
    "trillion": 10**12, "bn": 10**9, "trn": 10**12,
}  # fmt: skip
MAGNITUDE = re.compile(
    r"百(?!分)|千(?![瓦米克卡帕赫])|[万亿萬億]"
    r"|(?:dozen|hundred|thousand|million|billion|trillion|bn|trn)\b",
    re.IGNORECASE,
)
"""千瓦时 and 百分点 are names of units and no thousands and hundreds."""


def _is_numeral(character: str) -> bool:
    """Whether a character is a digit or a numeral of any script."""
    return unicodedata.category(character or " ") in ("Nd", "Nl", "No") or (
        character in tuple("〇零一二两三四五六七八九十廿卅百千万亿萬億")
    )


def _without_magnitude(after: str) -> str:
    """What follows the number, without 万 and million, and without 千 in 千瓦时."""
    rest = after.lstrip(BETWEEN)
    while match := MAGNITUDE.match(rest):
        rest = rest[match.end() :].lstrip(BETWEEN)
    return rest[1:] if NAME.match(rest) else rest


NAME = re.compile("百分|千[瓦米克卡帕赫]")


def _is_quotient(dimension: Dimension) -> bool:
    """Whether a scale is divided by another, as that of 亿元 a square kilometre, which is 100."""
    return any(power < 0 for _, power in dimension)


def _check_magnitudes(node: Node, scale: Decimal) -> None:
    """Whether a unit is told in thousands or 万 only where its scale is one of them."""
    values = [value for _, value in node.entries.values()] if isinstance(node, Fields) else [node]
    for value in values:
        if isinstance(value, Text):
            _, _, rest = value.value.partition("{n}")
            rest, magnitude = rest.lstrip(BETWEEN), 1
            while match := MAGNITUDE.match(rest):
                magnitude *= MAGNITUDES[match[0].lower()]
                rest = rest[match.end() :].lstrip(BETWEEN)
            if magnitude > 1 and Fraction(scale) % magnitude:
                message = f"`{value.value}` is no form of a unit with the scale {scale}"
                hint = "the scale is how many base units one is: 万只 of birds has scale: 10000"
                raise wrong(value.place, "bad-form", message, hint)
