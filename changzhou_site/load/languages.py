"""The folders of the languages: those of the package, and a site's own beside or over them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from babel import Locale
from babel.localedata import locale_identifiers

from changzhou_site.errors import Place, Problem, Report, SiteError, suggest
from changzhou_site.languages import Magnitudes
from changzhou_site.load.built_in import built_in_units
from changzhou_site.load.files import FILES
from changzhou_site.load.language_files import read_language_files
from changzhou_site.load.language_forms import braces, magnitude_problems, stray_brace
from changzhou_site.load.locales import locale_of, script_of
from changzhou_site.load.opening import is_there
from changzhou_site.load.scalars import read_text, wrong
from changzhou_site.load.schema import find_node
from changzhou_site.load.shapes import wrong_shape
from changzhou_site.load.unit_records import (
    ReadForm,
    built_in_form_problems,
    one_number,
    read_forms,
)
from changzhou_site.model import Language, PluralForms
from changzhou_site.source import Fields, Items, Node, Text, decode, load_yaml

PACKAGED = Path(__file__).resolve().parents[1] / "languages"
CODE = re.compile(r"[a-z]{2,3}(?:-[A-Z]{2})?")


@cache
def packaged_codes() -> tuple[str, ...]:
    """The languages of the package."""
    return tuple(sorted(path.parent.name for path in PACKAGED.glob("*/language.yaml")))


@dataclass(frozen=True)
class Languages:
    """The languages that a site is to be read in."""

    known: Mapping[str, Language]
    lost: frozenset[str]
    """Those that another language of the package stands in for."""
    unguarded: frozenset[str]
    """Those of them that the package does not bring: their loose numbers cannot be judged."""


def listed_languages(node: Node | None) -> tuple[Text, ...]:
    """The languages that data/site.yaml lists, so far as they can be made out, each once."""
    entry = node.entries.get("languages") if isinstance(node, Fields) else None
    listed = entry[1].items if entry and isinstance(entry[1], Items) else ()
    texts = [item for item in listed if isinstance(item, Text) and item.value.strip()]
    return tuple({text.value: text for text in reversed(texts)}.values())[::-1]


def unit_words(languages: Iterable[Language]) -> dict[str, str]:
    """Other words for units in some languages, with their ids."""
    words = (word for language in languages for word in language.guard.unit_words.items())
    return {word.casefold(): id for word, id in words}


def load_languages(project: Path, listed: tuple[Text, ...], report: Report) -> Languages:
    """The languages a site lists; where one cannot be read, which is reported, another of the
    package stands in for it."""
    found: dict[str, Language] = {}
    bases = (text.value.partition("-")[0] for text in listed)
    beside = next((base for base in bases if base in packaged_codes()), packaged_codes()[0])
    for text in listed:
        if is_known(project, text.value):
            with report:
                found[text.value] = _read(project, text, beside)
        else:
            report.error(text.place, "unknown-language", f"`{text.value}`", _hint(project, text))
    report.extend(_tag_problems(listed, found))
    lost = frozenset(text.value for text in listed if text.value not in found)
    unguarded = frozenset(code for code in lost if code.partition("-")[0] not in packaged_codes())
    known = {text.value: found.get(text.value) or _stand_in(text.value, beside) for text in listed}
    return Languages(known, lost, unguarded)


def _read(project: Path, text: Text, beside: str) -> Language:
    """A language of a site. Raises SiteError with all problems."""
    folders = (text.value, text.value.partition("-")[0])
    if not any(os.path.lexists(project / "languages" / name) for name in folders):
        with suppress(SiteError):  # told below, where the site lists it
            return _as_packaged(text.value, beside)
    return _Reader(project, text, beside).read()


@cache
def _as_packaged(listed: str, beside: str) -> Language:
    """A language of which a site changes nothing; while a site is written, it is asked for each
    time that something else changes."""
    return _Reader(PACKAGED, Text(listed, Place("data/site.yaml")), beside).read()


def _stand_in(code: str, beside: str) -> Language:
    """What a language of the package would be under another code, with the plurals of that."""
    base = code.partition("-")[0]
    language = load_packaged(base if base in packaged_codes() else beside)
    locale = str(Locale.parse(base)) if base in locale_identifiers() else language.locale
    numbers = replace(language.numbers, code=code, locale=locale)
    return replace(language, code=code, locale=locale, numbers=numbers)


def _tag_problems(listed: tuple[Text, ...], languages: Mapping[str, Language]) -> Iterator[Problem]:
    """Languages that HTML would call the same."""
    tags = dict[str, str]()
    for text in (text for text in listed if text.value in languages):
        tag = languages[text.value].tag
        first = tags.setdefault(tag.lower(), text.value)
        if first != text.value:
            message = f"`{text}` has the tag of `{first}`, `{tag}`"
            hint = f"write another `tag` in languages/{text}/language.yaml"
            yield Problem(text.place, "duplicate-language", message, hint)


SHAPE = "a code is `xx`, `xxx` or `xx-YY`: ru, gsw, en-US"


def _hint(project: Path, text: Text) -> str:
    """What an unknown language may be meant to be."""
    base, mark, region = re.sub("_", "-", text.value).partition("-")
    nearest = (f"{base.lower()}{mark}{region.upper()}", base.lower())
    for meant in nearest if not CODE.fullmatch(text.value) else nearest[:1]:
        if meant != text.value and is_known(project, meant):
            return f"did you mean `{meant}`? {SHAPE}"
    if not CODE.fullmatch(text.value):
        return f"{SHAPE}; so is its folder named"
    listed = suggest(text.value, packaged_codes(), "languages")
    return f"{listed}; others are written in languages/{text.value}/"


def load_packaged(code: str) -> Language:
    """A language as the package has it."""
    return _as_packaged(code, code.partition("-")[0])


def is_known(project: Path, code: str) -> bool:
    """Whether there is a folder for a language or for what it is a region of."""
    base = code.partition("-")[0]
    own = any((project / "languages" / name).is_dir() for name in (base, code))
    return bool(CODE.fullmatch(code)) and (own or base in packaged_codes())


# Files -------------------------------------------------------------------------------------------


def _file(project: Path, base: str, code: str, name: str, report: Report) -> Fields:
    """One file of a language, a site's own keys over those of the package."""
    place = Place(f"languages/{base}/{name}.yaml")
    merged: Node = _packaged_file(base, name) if base in packaged_codes() else Fields({}, place)
    for folder in dict.fromkeys((base, code)):
        shown = f"languages/{folder}/{name}.yaml"
        if is_there(project, shown):
            with report:
                own = load_yaml(decode((project / shown).read_bytes(), shown), shown)
                merged = _merged(merged, own)
    return _map(merged, report) or Fields({}, place)


def _map(node: Node, report: Report) -> Fields | None:
    if isinstance(node, Fields):
        return node
    report.error(node.place, "wrong-shape", "a map belongs here", "write `key: …` lines")
    return None


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
    """Puts a language together from its folders. Raises SiteError with all problems. `beside` is
    the language of the package whose words hints quote."""

    def __init__(self, project: Path, text: Text, beside: str) -> None:
        self.project, self.text, self.beside = project, text, beside
        self.report = Report()
        self.base, _, self.region = text.value.partition("-")
        self.nodes = {
            name: _file(project, self.base, text.value, name, self.report) for name in FILES
        }
        if self.report.problems:
            raise SiteError(self.report.problems)

    def read(self) -> Language:
        locale = self._locale()
        units = self._forms(locale)
        words = {key: self._held(node, model) for key, node, model in self._wanted("words")}
        counted = {
            key: self._plural(node, locale, '"{n} …"', partial(self._filled, model=model))
            for key, node, model in self._wanted("counted")
        }
        code = self.text.value
        known = {"code": code, "locale": locale, "percent": units.get("%", {})}
        language, guard = self.nodes["language"], self.nodes["guard"]
        tried = guard is self._packaged("guard")
        files = read_language_files(
            language, guard, known, self.report, tried=tried, units=self._unit_ids()
        )
        if files:
            numerals = Magnitudes.of([files.guard])
            if self.nodes["units"] is not self._packaged("units"):
                self.report.extend(built_in_form_problems(self.nodes["units"], numerals))
            self.report.extend(magnitude_problems(language, numerals))
        if files is None or self.report.problems:
            raise SiteError(self.report.problems)
        own = dict(files.language)
        own |= {"locale": locale, "tag": code if self.region else own["tag"] or code}
        words["sentence_gap"] = " " if files.language.typesetting.spaced else ""
        return Language(
            code=code,
            base=self.base,
            script=script_of(locale),
            words=words,
            counted=counted,
            units=units,
            guard=files.guard,
            own_guard=not tried,
            **own,
        )

    def _packaged(self, name: str) -> Node | None:
        return _packaged_file(self.base, name) if self.base in packaged_codes() else None

    def _unit_ids(self) -> frozenset[str]:
        """The ids of all units, those of the site's own as they are written."""
        path = "data/units.yaml"
        own: Node | None = None
        if is_there(self.project, path):
            with suppress(SiteError):  # told where the units are read
                own = load_yaml(decode((self.project / path).read_bytes(), path), path)
        return frozenset((*built_in_units()[0], *(own.entries if isinstance(own, Fields) else ())))

    def _locale(self) -> str:
        """The base language's locale, or its region's."""
        own = find_node(self.nodes["language"], ("locale",))
        if own is not None and not isinstance(own, Text):
            raise wrong_shape(own, "a text")
        if own is None:
            place = Place(f"languages/{self.base}/language.yaml")
            raise wrong(place, "missing-key", "`locale` is missing", "add `locale: pt_BR`")
        packaged = self._packaged("language")
        below = find_node(packaged, ("locale",)) if packaged else None
        return locale_of(self.text, own, below.value if isinstance(below, Text) else own.value)

    def _forms(self, locale: str) -> dict[str, PluralForms]:
        """Forms of built-in units."""
        node = self.nodes["units"]
        if "%" not in node.entries:
            self.report.error(node.place, "missing-key", "`%` is missing", 'add `"%": "{n} %"`')
        return {
            name: self._plural(
                value, locale, '"{n} km"', lambda text: one_number(text, ("n", "scaled"))
            )
            for name, (_, value) in node.entries.items()
        }

    def _plural(self, node: Node, locale: str, example: str, read: ReadForm) -> PluralForms:
        with self.report:
            return read_forms(node, locale, of=self.text.value, example=example, read=read)
        return {}

    def _wanted(self, part: str) -> Iterator[tuple[str, Node, Node]]:
        """The entries of a part of the theme's words, each with that of the package; those that
        are missing or not known are reported."""
        node, model = self.nodes["words"], _packaged_file(self.beside, "words")
        wanted = find_node(model, (part,))
        assert isinstance(wanted, Fields)
        assert isinstance(model, Fields)
        for key, (at, _) in node.entries.items() if part == "words" else ():
            if key not in model.entries:
                hint = f"{suggest(key, model.entries, 'keys here')}; texts stand under `words`"
                self.report.error(at.place, "unknown-key", f"`{key}`", hint)
        own = _map(find_node(node, (part,)) or Fields({}, node.place), self.report)
        if own is None:
            return
        for key, (_, alike) in wanted.entries.items():
            if key in own.entries:
                yield key, own.entries[key][1], alike
            else:
                hint = f"add `{key}: …` under `{part}`; in `{self.beside}`: {_shown(alike)}"
                self.report.error(own.place, "missing-key", f"`{key}` is missing", hint)
        for key, (at, _) in own.entries.items():
            if key not in wanted.entries:
                hint = suggest(key, wanted.entries, "keys here")
                self.report.error(at.place, "unknown-key", f"`{key}`", hint)

    def _held(self, node: Node, model: Node) -> str:
        """A text of the theme, as much as can be read of it."""
        if not isinstance(node, Text):
            self.report.error(node.place, "wrong-shape", "a text belongs here", "write one text")
            return ""
        return self._filled(node, model)

    def _filled(self, text: Text, model: Node) -> str:
        """A text that may hold what the package's own holds between braces."""
        shown = _shown(model)
        wanted = braces(shown)
        with self.report:
            read_text(text)
        for name in sorted(braces(text.value) ^ wanted):
            missing = name in wanted
            message = f"`{{{name}}}` is missing" if missing else f"nothing fills `{{{name}}}`"
            self.report.error(text.place, "bad-form", message, f"in `{self.beside}`: {shown}")
        self.report.extend(stray_brace(text))
        return text.value


def _shown(node: Node) -> str:
    """A text, or one of its plural forms."""
    forms = [value for _, value in node.entries.values()] if isinstance(node, Fields) else [node]
    return str(forms[-1])
