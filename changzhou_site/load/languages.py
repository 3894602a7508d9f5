"""The folders of the languages: those of the package, and a site's own beside or over them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import regex
from babel import Locale, UnknownLocaleError
from babel.core import get_global

from changzhou_site.errors import Place, Report, SiteError, suggest
from changzhou_site.load.language_shapes import (
    CitationShape,
    GuardShape,
    LanguageShape,
    NumbersShape,
    NumeralsShape,
    PeriodsShape,
    RuleShape,
    TypesettingShape,
)
from changzhou_site.load.scalars import Wrong, read_text, wrong
from changzhou_site.load.schema import validate
from changzhou_site.load.unit_records import one_number, read_forms
from changzhou_site.model import (
    Bound,
    CitationStyle,
    Fractions,
    GuardRule,
    GuardWords,
    Language,
    NumberWords,
    Numerals,
    PeriodWords,
    PluralForms,
    Typesetting,
)
from changzhou_site.source import Fields, Node, Text, decode, load_yaml

PACKAGED = Path(__file__).resolve().parents[1] / "languages"
FILES = ("language", "words", "units", "guard")
CODE = re.compile(r"[a-z]{2,3}(?:-[A-Z]{2})?")

WORTH = re.compile(r"(\d+|some)(?:\s*[-+*/]\s*(?:\d+|of|some))?")


@cache
def packaged_codes() -> tuple[str, ...]:
    """The languages of the package."""
    return tuple(sorted(path.parent.name for path in PACKAGED.glob("*/language.yaml")))


def load_languages(
    project: Path, listed: tuple[Text, ...], report: Report
) -> dict[str, Language] | None:
    """The languages a site lists; None, with problems reported, where one cannot be read."""
    found: dict[str, Language] = {}
    for text in listed:
        try:
            found[text.value] = _language(project, text)
        except Wrong as error:
            report.extend(error.problems)
        except SiteError as error:
            report.extend(error.problems)
    return found if len(found) == len({text.value for text in listed}) else None


def load_packaged(code: str) -> Language:
    """A language as the package has it."""
    return _language(PACKAGED, Text(code, Place("data/site.yaml")))


def _language(project: Path, text: Text) -> Language:
    """A language put together from its folders. Raises Wrong and SiteError with all problems."""
    code = text.value
    base, _, region = code.partition("-")
    own = [project / "languages" / name for name in dict.fromkeys((base, code))]
    known = base in packaged_codes()
    if not CODE.fullmatch(code) or not (known or any(folder.is_dir() for folder in own)):
        codes = packaged_codes()
        hint = f"{suggest(code, codes, 'languages')}; others are written in languages/{code}/"
        raise wrong(text.place, "unknown-language", f"`{code}`", hint)
    report = Report()
    nodes = {name: _files(name, base, own, project, report) for name in FILES}
    if report.problems:
        raise SiteError(report.problems)
    language = _Reader(base, code, region, nodes, text, report).read()
    if report.problems or language is None:
        raise SiteError(report.problems)
    return language


# Files -------------------------------------------------------------------------------------------


def _files(name: str, base: str, own: list[Path], project: Path, report: Report) -> Fields:
    """One file of a language, a site's own keys over those of the package."""
    nodes = [_packaged_file(base, name)] if base in packaged_codes() else []
    for folder in own:
        path = folder / f"{name}.yaml"
        if path.is_file():
            shown = path.relative_to(project).as_posix()
            try:
                nodes.append(load_yaml(decode(path.read_bytes(), shown), shown))
            except SiteError as error:
                report.extend(error.problems)
    place = Place(f"languages/{base}/{name}.yaml")
    merged: Node = Fields({}, place)
    for node in nodes:
        merged = _merged(merged, node)
    if not isinstance(merged, Fields):
        report.error(merged.place, "wrong-shape", "a map belongs here", "write `key: …` lines")
        return Fields({}, place)
    return merged


@cache
def _packaged_file(base: str, name: str) -> Node:
    path = f"languages/{base}/{name}.yaml"
    return load_yaml(decode((PACKAGED / base / f"{name}.yaml").read_bytes(), path), path)


def _merged(below: Node, above: Node) -> Node:
    """Maps are put together key by key; of all else the upper one counts."""
    if not (isinstance(below, Fields) and isinstance(above, Fields)):
        return above
    entries = dict(below.entries)
    for name, (key, node) in above.entries.items():
        entries[name] = (key, _merged(entries[name][1], node) if name in entries else node)
    return Fields(entries, above.place)


# Nouns -------------------------------------------------------------------------------------------


class _Reader:
    """Makes a language of its files; what is wrong with them is reported."""

    def __init__(
        self,
        base: str,
        code: str,
        region: str,
        nodes: Mapping[str, Fields],
        text: Text,
        report: Report,
    ) -> None:
        self.base, self.code, self.region = base, code, region
        self.nodes, self.text, self.report = nodes, text, report

    def read(self) -> Language | None:
        shape = validate(
            LanguageShape, self.nodes["language"], self._place("language"), self.report, ()
        )
        guard = validate(GuardShape, self.nodes["guard"], self._place("guard"), self.report, ())
        locale = self._locale(shape.locale) if shape else None
        if shape is None or locale is None:
            return None
        units = self._forms(self.nodes["units"], locale)
        words, counted = self._words(locale)
        own_guard = self._guard(guard) if guard else None
        if self.report.problems or own_guard is None:
            return None
        spaced = shape.typesetting.spaced
        return Language(
            code=self.code,
            base=self.base,
            tag=shape.tag.value if shape.tag and not self.region else self.code,
            locale=locale,
            script=_script(locale),
            name=shape.name.value,
            words={**words, "sentence_gap": " " if spaced else ""},
            counted=counted,
            numbers=_numbers(shape.numbers, self.code, locale, units),
            periods=_periods(shape.periods),
            typesetting=_typesetting(shape.typesetting),
            citation=_citation(shape.citation),
            units=units,
            guard=own_guard,
        )

    def _place(self, name: str) -> Place:
        return Place(f"languages/{self.base}/{name}.yaml")

    def _locale(self, text: Text) -> str | None:
        """The base language's locale, or that of its region, which is written in the same script."""
        wanted = f"{self.base}_{self.region}" if self.region else text.value
        try:
            locale = str(Locale.parse(wanted))
        except (ValueError, UnknownLocaleError):
            place = self.text.place if self.region else text.place
            hint = "a locale of CLDR, such as pt_BR"
            self.report.error(place, "unknown-language", f"there is no locale `{wanted}`", hint)
            return None
        if _script(locale) != _script(text.value):
            message = f"`{self.code}` is written in other letters than `{self.base}`"
            hint = f"bring it as a language of its own, in languages/{self.code}/"
            self.report.error(self.text.place, "unknown-language", message, hint)
            return None
        return locale

    def _forms(self, node: Fields, locale: str) -> dict[str, PluralForms]:
        forms = {}
        for name, (_, value) in node.entries.items():
            try:
                forms[name] = read_forms(
                    value,
                    locale,
                    of=self.code,
                    example='"{n} km"',
                    read=lambda text: one_number(text, ("n", "scaled")),
                )
            except Wrong as error:
                self.report.extend(error.problems)
        if "%" not in forms:
            self.report.error(node.place, "missing-key", "`%` is missing", 'add `"%": "{n} %"`')
        return forms

    def _words(self, locale: str) -> tuple[dict[str, str], dict[str, PluralForms]]:
        """What the theme says, held to the same keys and placeholders as in the package."""
        node, model = self.nodes["words"], _packaged_file(packaged_codes()[0], "words")
        assert isinstance(model, Fields)
        words: dict[str, str] = {}
        counted: dict[str, PluralForms] = {}
        for key, text in self._wanted(node, model, "words"):
            words[key] = self._held(text, _texts_of(model, "words", key))
        for key, value in self._wanted(node, model, "counted"):
            try:
                counted[key] = read_forms(
                    value,
                    locale,
                    of=self.code,
                    example='"{n} …"',
                    read=lambda text: read_text(text).value,
                )
            except Wrong as error:
                self.report.extend(error.problems)
        return words, counted

    def _wanted(self, node: Fields, model: Fields, part: str) -> Iterator[tuple[str, Node]]:
        """The entries of a part; those that are missing or not known are reported."""
        own = node.entries[part][1] if part in node.entries else Fields({}, node.place)
        wanted = model.entries[part][1]
        assert isinstance(wanted, Fields)
        if not isinstance(own, Fields):
            self.report.error(
                own.place, "wrong-shape", "a map belongs here", "write `key: …` lines"
            )
            return
        for key in wanted.entries:
            if key in own.entries:
                yield key, own.entries[key][1]
            else:
                hint = f"add `{key}: …` under `{part}`"
                self.report.error(own.place, "missing-key", f"`{key}` is missing", hint)
        for key, (at, _) in own.entries.items():
            if key not in wanted.entries:
                hint = suggest(key, wanted.entries, "keys here")
                self.report.error(at.place, "unknown-key", f"`{key}`", hint)

    def _held(self, node: Node, model: str) -> str:
        """A text of the theme; it may hold what the package's own holds between braces."""
        if not isinstance(node, Text):
            self.report.error(node.place, "wrong-shape", "a text belongs here", "write one text")
            return ""
        try:
            text = read_text(node).value
        except Wrong as error:
            self.report.extend(error.problems)
            return ""
        wanted, given = _braces(model), _braces(text)
        for name in sorted(given ^ wanted):
            missing = name in wanted
            message = f"`{{{name}}}` is missing" if missing else f"nothing fills `{{{name}}}`"
            hint = f"it reads in another language: {model}"
            self.report.error(node.place, "bad-form", message, hint)
        return text

    # The guard -----------------------------------------------------------------------------------

    def _guard(self, shape: GuardShape) -> GuardWords:
        parts = _parts({name: text.value for name, text in shape.parts.items()})
        rules = {
            kind: tuple(self._rule(rule, parts) for rule in getattr(shape, kind))
            for kind in ("dates", "names", "measures")
        }
        characters = shape.characters
        return GuardWords(
            dates=rules["dates"],
            names=rules["names"],
            measures=rules["measures"],
            **self._patterns(shape, parts),
            classifiers=frozenset(shape.classifiers),
            scales=shape.scales,
            unit_words=shape.unit_words,
            small=characters.small.value if characters else "",
            large=characters.large.value if characters else "",
            numerals=self._numerals(shape.numerals, parts) if shape.numerals else None,
        )

    def _patterns(self, shape: GuardShape, parts: Mapping[str, str]) -> dict[str, Any]:
        """The fields that are one pattern, so far as they are given."""
        given = {name: getattr(shape, name) for name in PATTERNS}
        return {name: self._pattern(text, parts) for name, text in given.items() if text}

    def _rule(self, shape: RuleShape, parts: Mapping[str, str]) -> GuardRule:
        for worth in shape.worth:
            if not WORTH.fullmatch(worth):
                hint = "of the groups `some` and `of` and numbers: some, some - 1, some / of, 1/2"
                message = f"`{worth}` says no worth"
                self.report.error(shape.pattern.place, "bad-pattern", message, hint)
        return GuardRule(
            pattern=self._pattern(shape.pattern, parts),
            place=shape.pattern.place,
            passes=shape.passes,
            flags=shape.flags,
            worth=shape.worth,
            below=None if shape.below is None else Fraction(shape.below),
            above=None if shape.above is None else Fraction(shape.above),
        )

    def _numerals(self, shape: NumeralsShape, parts: Mapping[str, str]) -> Numerals:
        texts = {
            name: self._pattern(text, parts)
            for name in ("half", "not_after", "names_before", "names_after", "sayings_after")
            if (text := getattr(shape, name)) is not None
        }
        return Numerals(
            words=shape.words,
            scales=shape.scales,
            articles=frozenset(shape.articles),
            joints=shape.joints,
            stems=shape.stems,
            joined=shape.joined,
            point=shape.point.value if shape.point else "",
            **texts,
        )

    def _pattern(self, text: Text, parts: Mapping[str, str]) -> str:
        pattern = _filled(text.value.strip(), parts)
        plain = re.sub(r"\{(?:number|masked)\}", "x", pattern)
        try:
            regex.compile(plain)
        except regex.error as error:
            hint = "a regular expression; {name} stands for what `parts` has under that name"
            self.report.error(text.place, "bad-pattern", f"{error}", hint)
            return "(?!)"
        return pattern


PATTERNS = (
    "measured",
    "counted",
    "measures_after",
    "percent",
    "magnitudes",
    "magnitude_after",
    "like_units",
    "unit_names",
    "ordinal",
    "joints",
    "between",
    "between_joints",
)
"""The fields of the guard that are one pattern."""


def _parts(written: Mapping[str, str]) -> dict[str, str]:
    """The named parts of patterns, each with those before it filled in."""
    parts: dict[str, str] = {}
    for name, pattern in written.items():
        parts[name] = _filled(pattern.strip(), parts)
    return parts


def _filled(pattern: str, parts: Mapping[str, str]) -> str:
    return re.sub(r"\{([a-z_]+)\}", lambda match: parts.get(match[1], match[0]), pattern)


def _texts_of(model: Fields, part: str, key: str) -> str:
    entries = model.entries[part][1]
    assert isinstance(entries, Fields)
    node = entries.entries[key][1]
    return node.value if isinstance(node, Text) else ""


def _braces(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def _script(locale: str) -> str:
    """The script that CLDR takes a language to be written in, as `Hans` or `Latn`."""
    parsed = Locale.parse(locale)
    if parsed.script:
        return str(parsed.script)
    likely = get_global("likely_subtags")
    for name in (f"{parsed.language}_{parsed.territory}", parsed.language):
        if name in likely:
            return str(likely[name].split("_")[1])
    return "Zyyy"


def _numbers(
    shape: NumbersShape, code: str, locale: str, units: Mapping[str, PluralForms]
) -> NumberWords:
    fractions = shape.fractions
    return NumberWords(
        code=code,
        locale=locale,
        grouped=shape.grouped,
        bound_at_number=shape.bound_at == "number",
        bounds={Bound(name): form for name, form in shape.bounds.items()},
        ranks={Bound(name): form for name, form in shape.ranks.items()},
        ordinals=shape.ordinals,
        fractions=Fractions(
            form=fractions.form.value,
            tops={int(name): word for name, word in fractions.tops.items()},
            parts={
                int(name): {"other": part.value}
                if isinstance(part, Text)
                else {category: text.value for category, text in part.items()}
                for name, part in fractions.parts.items()
            },
            whole=fractions.whole,
        ),
        steps=tuple(int(step) for step in sorted(shape.money_steps, reverse=True)),
        signs=shape.money_signs,
        percent=units["%"],
    )


def _periods(shape: PeriodsShape) -> PeriodWords:
    return PeriodWords(shape.moments, shape.by, shape.spans)


def _typesetting(shape: TypesettingShape) -> Typesetting:
    sets = {
        name: frozenset(text.value)
        for name in ("joining", "suffixes", "endings", "prefixes", "counted", "magnitudes")
        if (text := getattr(shape, name)) is not None
    }
    pairs = (pair for word in shape.words for pair in pairwise(word))
    return Typesetting(
        spaced=shape.spaced,
        clauses=shape.clauses.value if shape.clauses else "",
        bonds=frozenset("".join(pair) for pair in pairs),
        small=frozenset(shape.small_words),
        headline=float(shape.headline),
        **sets,
    )


def _citation(shape: CitationShape) -> CitationStyle:
    return CitationStyle(
        stop=shape.stop.value,
        joint=shape.joint.value if shape.joint else "",
        authored=tuple(shape.sentences),
        anonymous=tuple(shape.anonymous or shape.sentences),
        authors=shape.authors.value if shape.authors else None,
    )
