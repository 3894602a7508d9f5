"""The languages of the package: complete, alike in what they know, and nowhere else in the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from changzhou_site.guard import Vocabulary, find_loose, read_vocabulary, tell
from changzhou_site.load import packaged_codes
from changzhou_site.load.built_in import worded_units
from changzhou_site.load.language_patterns import named_parts, pattern_problems
from changzhou_site.load.language_scalars import word_problems
from changzhou_site.model import UNLESS_ASKED, GuardRule
from changzhou_site.source import Fields, load_yaml
from changzhou_site.units import is_rank
from tests.support import TOP, copy_small, language, site_of

PACKAGE = TOP / "changzhou_site"
CODES = packaged_codes()
KINDS = ("dates", "names", "measures", "vague")


def test_the_package_speaks_three_languages() -> None:
    assert CODES == ("de", "en", "zh")


# What a language knows stands in its folder ------------------------------------------------------


def modules() -> list[Path]:
    """Every module but those of a language's own folder."""
    found = sorted(PACKAGE.rglob("*.py"))
    return [path for path in found if not is_of_a_language(path.relative_to(PACKAGE).parts)]


def is_of_a_language(parts: tuple[str, ...]) -> bool:
    return parts[0] == "languages" and len(parts) > 2


def texts_in(path: Path) -> Iterator[tuple[int, str]]:
    """The texts of a module's code; what is said in docstrings and comments is no code."""
    tree = ast.parse(path.read_text("utf-8"))
    said = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.lineno, node.value


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_module_outside_names_a_language(path: Path) -> None:
    names = {name for code in CODES for name in (code, language(code).tag, language(code).locale)}
    named = [(line, text) for line, text in texts_in(path) if text in names]
    spoken = [(line, text) for line, text in texts_in(path) if re.search("[\u4e00-\u9fff]", text)]
    assert named == []
    assert spoken == []


@pytest.mark.parametrize("code", CODES)
def test_the_packages_own_guard_holds_to_what_is_asked_of_a_sites(code: str) -> None:
    path = PACKAGE / "languages" / code / "guard.yaml"
    guard = load_yaml(path.read_text("utf-8"), "guard.yaml")
    assert isinstance(guard, Fields)
    assert [*pattern_problems(guard, named_parts(guard))] == []
    assert [*word_problems(guard, site_of().units)] == []


# The folders are complete ------------------------------------------------------------------------


@pytest.mark.parametrize("code", CODES)
def test_a_built_in_unit_reads_in_every_language(code: str) -> None:
    own = language(code)
    unworded = [
        unit.id
        for unit in worded_units({code: own}).values()
        if not is_rank(unit) and code not in unit.forms
    ]
    assert unworded == []


@pytest.mark.parametrize("code", CODES)
def test_languages_have_the_same_words(code: str) -> None:
    first, own = language(CODES[0]), language(code)
    assert own.words.keys() == first.words.keys()
    assert own.counted.keys() == first.counted.keys()


# The guard's patterns ----------------------------------------------------------------------------


@cache
def vocabulary(code: str) -> Vocabulary:
    """What the guard knows of a language, in a site without figures."""
    languages = {code: language(code)}
    site = site_of()
    units = {"": site.units[""], **worded_units(languages)}
    bare = replace(
        site,
        languages=languages,
        units=units,
        indicators={},
        meta=replace(site.meta, languages=(code,), literals=()),
    )
    return replace(read_vocabulary(bare), asked=frozenset(UNLESS_ASKED))


RULES = [
    pytest.param(code, rule, id=f"{code}-{kind}-{number}")
    for code in CODES
    for kind in KINDS
    for number, rule in enumerate(getattr(language(code).guard, kind))
]


@pytest.mark.parametrize(("code", "rule"), RULES)
def test_a_pattern_tells_what_its_examples_say(code: str, rule: GuardRule) -> None:
    said = {text: verdict(text, code) for text in (*rule.passes, *rule.flags, *rule.warns)}
    assert [text for text in rule.passes if said[text] != "pass"] == []
    assert [text for text in rule.flags if said[text] != "flag"] == []
    assert [text for text in rule.warns if said[text] != "warn"] == []


def verdict(text: str, code: str) -> str:
    """What the guard says of a text: `flag` for an error, `warn` for warnings alone."""
    known = vocabulary(code)
    told = [tell(found, known, code) for found in find_loose(text, known, (), code)]
    if not told:
        return "pass"
    return "warn" if all(each.warning for each in told) else "flag"


@pytest.mark.parametrize(("code", "rule"), RULES)
def test_a_pattern_has_examples(code: str, rule: GuardRule) -> None:
    assert rule.passes or rule.flags or rule.warns


def test_a_language_of_the_package_is_read_once_unless_a_site_has_files_of_its_own(
    tmp_path: Path,
) -> None:
    """Its patterns are compiled as they are needed, and so by the first site alone."""
    own = copy_small(tmp_path)
    (own / "languages/en").mkdir(parents=True)
    (own / "languages/en/words.yaml").write_text("words: {source: Data from}\n", "utf-8")

    known, other = site_of().languages, site_of(own).languages
    assert other["zh"] is known["zh"] is language("zh")
    assert other["en"] is not known["en"]
    assert other["en"].words["source"] == "Data from"
