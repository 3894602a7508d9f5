"""Units declared in data/units.yaml."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache

from babel import Locale

from changzhou_site.errors import Place, Problem, Report, suggest
from changzhou_site.languages import BETWEEN, Magnitudes
from changzhou_site.load.built_in import built_in_units
from changzhou_site.load.language_forms import braces, stray_brace
from changzhou_site.load.scalars import Wrong, read_number, read_text, refuse_word, wrong
from changzhou_site.load.schema import find_node
from changzhou_site.model import (
    Check,
    Dimension,
    Indicator,
    Language,
    PluralForms,
    Unit,
    literals,
)
from changzhou_site.source import Fields, Node, Text
from changzhou_site.units import is_rank, is_worded, parse_dimension

ReadForm = Callable[[Text], str]


def read_unit(key: Text, node: Node, languages: Mapping[str, Language]) -> Unit:
    """A unit with its dimension, scale, and a form a language. Raises Wrong with all problems."""
    if not isinstance(node, Fields):
        shown = ", ".join(f'{language}: "{{n}} km"' for language in languages)
        hint = f"{{dimension: length, scale: 1000, {shown}}}"
        raise wrong(node.place, "wrong-shape", "a map belongs here", hint)
    report, forms = Report(), dict[str, PluralForms]()
    dimension = scale = None
    with report:
        _check_id(key)
    report.extend(_key_problems(key, node, languages))
    given = {code: node.entries[code][1] for code in languages if code in node.entries}
    numerals = Magnitudes.of(language.guard for language in languages.values())
    for code, form in given.items():
        with report:
            forms[code] = _own_forms(form, languages[code], numerals)
    with report:
        dimension = _dimension(node)
    with report:
        scale = _scale(node)
    if dimension is not None and scale is not None and not _is_quotient(dimension):
        for form in given.values():
            with report:
                _check_magnitudes(form, scale, numerals)
    if report.problems or dimension is None or scale is None:
        raise Wrong(*report.problems)
    return Unit(key.value, dimension, scale, scale, forms=forms)


UNIT_ID = re.compile(r"[^\s\d()*+,<>=!@{}|\\\"'#/._-][^\s()*+,<>=!@{}|\\\"'#]*")
"""What can stand after a number in a formula and after `in` in prose: 公里, km2, m3/s, ℃."""


def _check_id(key: Text) -> None:
    refuse_word(key)
    if not UNIT_ID.fullmatch(key.value):
        hint = "it begins with a letter or sign such as ℃ and holds no space, quote or operator"
        if meant := id_meant(key.value):
            hint = f"did you mean `{meant}`? {hint}"
        raise wrong(key.place, "bad-id", f"`{key.value}` is no name for a unit", hint)


def id_meant(name: str) -> str:
    """The id that a name for a unit may have; empty where none is near."""
    meant = re.sub(r"[\s._/-]+", "_", name.strip())
    return meant if UNIT_ID.fullmatch(meant) else ""


def _key_problems(key: Text, node: Fields, languages: Iterable[str]) -> Iterator[Problem]:
    wanted = ("dimension", "scale", *languages)
    for name, (at, _) in node.entries.items():
        if name not in wanted:
            hint = suggest(name, wanted, "keys here")
            yield Problem(at.place, "unknown-key", f"`{name}`", hint)
    for name in wanted:
        if name not in node.entries and name != "scale":
            message = f"`{key}` has no `{name}`"
            yield Problem(key.place, "missing-key", message, f"add `{name}: …`")


def _dimension(node: Fields) -> Dimension:
    value = find_node(node, ("dimension",))
    if value is None:
        raise Wrong
    text = value.value if isinstance(value, Text) else ""
    try:
        return parse_dimension(text)
    except ValueError:
        hint = "a word such as length, a quotient such as CNY/year, or `ratio`"
        raise wrong(value.place, "bad-dimension", f"`{text}` is no dimension", hint) from None


def _scale(node: Fields) -> Decimal:
    value = find_node(node, ("scale",))
    if value is None:
        return Decimal(1)
    if not isinstance(value, Text):
        raise wrong(value.place, "wrong-shape", "a number belongs here", "such as 1000")
    scale = read_number(value)
    if scale <= 0:
        hint = "it says how many base units one of this unit is"
        raise wrong(value.place, "bad-scale", "a scale is more than zero", hint)
    return scale


def read_forms(node: Node, locale: str, *, of: str, example: str, read: ReadForm) -> PluralForms:
    """One text, or one for each plural category of a locale, `other` among them. Raises Wrong."""
    if isinstance(node, Text):
        return {"other": read(node)}
    if not isinstance(node, Fields):
        message = "a text or a map of plural forms belongs here"
        raise wrong(node.place, "wrong-shape", message, f"{{one: {example}, other: {example}}}")
    categories = sorted(Locale.parse(locale).plural_form.tags | {"other"})
    forms = {}
    for name, (key, value) in node.entries.items():
        if name not in categories:
            hint = suggest(name, categories, f"plural categories of {of}")
            raise wrong(key.place, "unknown-key", f"`{name}`", hint)
        if not isinstance(value, Text):
            raise wrong(value.place, "wrong-shape", "a text belongs here", f"such as {example}")
        forms[name] = read(value)
    for name in sorted({"other", *_counting(locale)}):
        if name not in forms:
            message = f"the form `{name}` is missing"
            raise wrong(node.place, "missing-key", message, f"add `{name}: …`")
    return forms


@cache
def _counting(locale: str) -> frozenset[str]:
    """The plural categories of whole numbers that are met every day."""
    return frozenset(map(Locale.parse(locale).plural_form, range(201)))


def _own_forms(node: Node, language: Language, numerals: Magnitudes) -> PluralForms:
    """The forms of a site's own unit. A sign of money alone leaves the size to the number."""
    forms = read_forms(
        node,
        language.locale,
        of=language.code,
        example='"{n} birds"',
        read=lambda text: _form(text, numerals, ("n", "scaled")),
    )
    return {name: _scaled(form, language, numerals) for name, form in forms.items()}


def _scaled(form: str, language: Language, numerals: Magnitudes) -> str:
    if "{n}" not in form:
        return form
    before, _, after = form.partition("{n}")
    signed = any(before.endswith(sign) for sign in language.numbers.signs)
    return f"{before}{{scaled}}{after}" if signed and not numerals.begins(after) else form


def one_number(text: Text, names: tuple[str, ...] = ("n",)) -> str:
    """A form with one place for its number. Raises Wrong."""
    form = read_text(text).value
    count = sum(form.count(f"{{{name}}}") for name in names)
    if count != 1:
        places = "more than one place" if count else "no place"
        hint = 'quote it, with one {n} where the number goes: "{n} km"'
        raise wrong(text.place, "bad-form", f"`{form}` has {places} for the number", hint)
    if unfilled := sorted(braces(form) - set(names)):
        message, hint = f"nothing fills `{{{unfilled[0]}}}`", "leave it out"
        raise wrong(text.place, "bad-form", message, hint)
    if stray := list(stray_brace(text)):
        raise Wrong(*stray)
    return form


def _form(text: Text, numerals: Magnitudes, names: tuple[str, ...] = ("n",)) -> str:
    form = one_number(text, names)
    before, _, after = re.sub(r"\{\w+\}", "{n}", form).partition("{n}")
    left, right = before.rstrip(BETWEEN)[-1:], numerals.without(after)[:1]
    if numerals.is_numeral(left) or numerals.is_numeral(right):
        hint = "the number is the figure's alone; a name such as km² may hold one further on"
        raise wrong(text.place, "bad-form", f"`{form}` has another number beside {{n}}", hint)
    return form


# A form cannot make another number of a figure ----------------------------------------------------


def built_in_form_problems(node: Fields, numerals: Magnitudes) -> Iterator[Problem]:
    """What is wrong with the forms that a site's own language gives to built-in units."""
    units, _ = built_in_units()
    for name, (key, value) in node.entries.items():
        if name not in units or is_rank(units[name]):
            hint = suggest(name, [id for id in units if not is_rank(units[id])], "built-in units")
            yield Problem(key.place, "unknown-key", f"`{name}`", hint)
            continue
        for text in _texts(value):
            report = Report()
            with report:
                _form(text, numerals, ("n", "scaled"))
                _check_built_in(text, units[name], numerals)
            yield from report.problems


def _texts(forms: Node) -> list[Text]:
    """A form, or those of each plural category."""
    nodes = [form for _, form in forms.entries.values()] if isinstance(forms, Fields) else [forms]
    return [node for node in nodes if isinstance(node, Text)]


def _check_built_in(text: Text, unit: Unit, numerals: Magnitudes) -> None:
    """Raises Wrong where a form names another magnitude than its unit has, or one beside steps."""
    stepped = "{scaled}" in text.value
    parts = 1 / unit.scale if not unit.dimension and unit.scale < 1 else Decimal(1)
    if numerals.product(text.value) not in ((1,) if stepped else (1, unit.times, parts)):
        wanted = "{scaled} brings the word itself" if stepped else f"one is {unit.times:,f}"
        message = f"`{text}` is no form of `{unit.id}`"
        raise wrong(text.place, "bad-form", message, f"{wanted}: leave the large number out")


def _is_quotient(dimension: Dimension) -> bool:
    """Whether a scale is divided by another, as that of 亿元 a square kilometre, which is 100."""
    return any(power < 0 for _, power in dimension)


def _check_magnitudes(node: Node, scale: Decimal, numerals: Magnitudes) -> None:
    """Whether a unit is told in thousands or 万 only where its scale is one of them."""
    for text in _texts(node):
        if "{scaled}" in text.value and numerals.product(text.value) != 1:
            message = f"`{text}` names a large number beside {{scaled}}"
            hint = "{scaled} brings the word itself: leave the large number out"
            raise wrong(text.place, "bad-form", message, hint)
        magnitude, _ = numerals.split(text.value.partition("{n}")[2])
        if magnitude > 1 and Fraction(scale) % magnitude:
            message = f"`{text}` is no form of a unit with the scale {scale}"
            hint = "the scale is how many base units one is: thousands of birds have `scale: 1000`"
            raise wrong(text.place, "bad-form", message, hint)


def require_forms(
    indicators: Mapping[str, Indicator],
    checks: Iterable[Check],
    languages: Mapping[str, Language],
    units: Mapping[str, Unit],
    report: Report,
) -> None:
    """Reports a built-in unit that is used and has no form in a language of the site."""
    trees = [each.formula.expression for each in indicators.values() if each.formula]
    trees += [side for check in checks for side in (check.left, check.right)]
    ids = [each.unit.id for each in indicators.values()]
    ids += [each.unit for tree in trees for each in literals(tree) if each.unit]
    for id in dict.fromkeys(ids):
        for language in languages.values():
            if id in units and not is_worded(units[id], language.code):
                path = f"languages/{language.base}/units.yaml"
                hint = f'write `{id}: "{{n}} …"`: an indicator is counted in it'
                report.error(Place(path), "missing-key", f"`{id}` is missing", hint)
