"""Units declared in data/units.yaml."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import TypeVar

from changzhou_site.errors import Problem, suggest
from changzhou_site.load.scalars import Wrong, is_word, read_number, read_text, wrong
from changzhou_site.model import Unit
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
    return form
