"""docs/problems.md and the program say the same: every code has its entry, and its examples are
checked as they stand there.

An example is one or more files, each fence named by its path, laid over the small site.
"""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from changzhou_site.errors import Problem
from tests.support import TESTS, TOP, copy_small, problems_of

PACKAGE = TOP / "changzhou_site"
PAGE = TOP / "docs" / "problems.md"
CODE = re.compile(r"[a-z]+(?:-[a-z0-9]+)+|parity")


# What the page says -------------------------------------------------------------------------------

FENCE = re.compile(
    r"^(?P<ticks>`{3,})\w+ (?P<path>[^\n]+)\n(?P<content>.*?)^(?P=ticks)$\n?",
    re.DOTALL | re.MULTILINE,
)
IN_WORDS = re.compile(r"^In words: wrong is .+; right is .+|^In words: no text .+", re.MULTILINE)


@dataclass(frozen=True)
class Entry:
    """What the page says of a code."""

    code: str
    reason: str
    wrong: dict[str, str]
    right: dict[str, str]
    """Files by their paths."""


def read_entries(text: str) -> Iterator[Entry]:
    """Each `###` with what stands below it; lines of a fence are no headings."""
    masked = FENCE.sub(lambda fence: re.sub(".", "~", fence[0]), text)
    for match in re.finditer(r"^### `(.+)`\n((?:(?!#{2,3} ).*\n)*)", masked, re.MULTILINE):
        said = text[match.start(2) : match.end(2)]
        reason, _, examples = said.partition("\nWrong:\n")
        wrong, _, right = examples.partition("\nRight:\n")
        yield Entry(match[1], reason.strip(), _files(wrong), _files(right))


def _files(example: str) -> dict[str, str]:
    return {match["path"]: match["content"] for match in FENCE.finditer(example)}


def read_groups(text: str) -> dict[str, list[str]]:
    """Each `##` with the codes below it, in order; lines of a fence are no headings."""
    groups: dict[str, list[str]] = {}
    for line in FENCE.sub("", text).splitlines():
        if line.startswith("## "):
            groups[line.removeprefix("## ")] = codes = []
        elif match := re.fullmatch("### `(.+)`", line):
            codes.append(match[1])
    return groups


def read_contents(text: str) -> dict[str, list[str]]:
    """The same as the contents list them."""
    contents = text.partition("\n## All codes\n")[2].partition("\n## ")[0]
    groups: dict[str, list[str]] = {}
    for line in contents.splitlines():
        if match := re.fullmatch(r"\*\*\[(.+)\]\(#(.+)\)\*\*", line):
            assert match[2] == match[1].lower().replace(" ", "-")
            groups[match[1]] = codes = []
        elif match := re.match(r"\| \[`(.+?)`\]", line):
            codes.append(match[1])
    return groups


TEXT = PAGE.read_text("utf-8")
ENTRIES = {entry.code: entry for entry in read_entries(TEXT)}
SHOWN = [code for code, entry in ENTRIES.items() if entry.wrong]


# What the program says ----------------------------------------------------------------------------

NO_PROBLEM = {
    ("check/examples.py", "_failing"),
    ("load/languages.py", "_file"),
    ("load/languages.py", "is_known"),
    ("load/site.py", "_is_meant"),
    ("load/languages.py", "load_packaged"),
    ("load/languages.py", "_stand_in"),
    ("model/language.py", "Language"),
    ("model/language.py", "NumberWords"),
}
"""What takes a `code: str` of another sort: here, that of a language."""

TABLES = {
    ("charts/kinds/chart_type.py", "needs_count", "TOO_FEW[least]"): (
        "charts/kinds/chart_type.py",
        "TOO_FEW",
    ),
    ("charts/kinds/line_needs.py", "_misfit", "misfit.nature"): (
        "charts/kinds/line_needs.py",
        "MISFITS",
    ),
    ("check/fields.py", "_check", "told.code"): ("guard/hints.py", "CODES"),
    ("guard/hints.py", "tell", "code"): ("guard/hints.py", "_code"),
    ("load/scalars.py", "_no_number", "code"): ("load/scalars.py", "TRAPS"),
    ("load/table_cells.py", "_trap", "code"): ("load/table_cells.py", "NOT_SO"),
    ("prose/document.py", "judge_number", "told.code"): ("guard/hints.py", "CODES"),
    ("prose/seen.py", "find_leftovers", "each.code"): ("prose/leftovers.py", "LEFTOVERS"),
    ("prose/document.py", "_read", "each.code"): ("prose/typed.py", "find_typed"),
    ("source/compose.py", "_no_value", "code"): ("source/compose.py", "_no_value"),
}
"""Codes that are no literals where a problem is made, and the table or function that has them."""

RAISED = {"error.code", "fault.code", "self.code"}
"""Codes of exceptions that are told as problems; they were literals where they were raised."""

TOLD = {"fault.problem"}
"""A raised fault as a problem: it brings its code with it."""


@dataclass(frozen=True)
class Module:
    """A file of the package."""

    name: str
    tree: ast.Module

    @property
    def carriers(self) -> dict[str, int]:
        """Functions and classes that take a problem's code, and at which place they take it."""
        found: dict[str, int] = {}
        for node in ast.walk(self.tree):
            parameters = list(_parameters(node))
            if "code" in parameters and isinstance(node, ast.ClassDef | ast.FunctionDef):
                found[node.name] = parameters.index("code")
        return {
            name: place
            for name, place in found.items()
            if name != "__init__" and (self.name, name) not in NO_PROBLEM
        }


def _parameters(node: ast.AST) -> Iterator[str]:
    """What a function takes, or a class's constructor, apart from `self`."""
    if isinstance(node, ast.FunctionDef):
        taken = (argument for argument in node.args.args if argument.arg != "self")
        yield from (argument.arg for argument in taken if _is_text(argument))
    if isinstance(node, ast.ClassDef):
        for inner in node.body:
            if isinstance(inner, ast.FunctionDef) and inner.name == "__init__":
                yield from _parameters(inner)
            if isinstance(inner, ast.AnnAssign):
                yield ast.unparse(inner.target)


def _is_text(argument: ast.arg) -> bool:
    """Whether an argument of the name `code` is a text: exit codes are numbers."""
    annotation = ast.unparse(argument.annotation) if argument.annotation else ""
    return argument.arg != "code" or annotation == "str"


@cache
def modules() -> tuple[Module, ...]:
    return tuple(
        Module(path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text("utf-8")))
        for path in sorted(PACKAGE.rglob("*.py"))
    )


@dataclass(frozen=True)
class Handed:
    """A code that is handed on: in which function of which module, and as what."""

    module: str
    function: str
    written: str
    literal: str | None
    """The code itself, if it stands there."""


@cache
def handed_codes() -> tuple[Handed, ...]:
    public = {
        name: place
        for module in modules()
        for name, place in module.carriers.items()
        if not name.startswith("_")
    }
    return tuple(
        handed for module in modules() for handed in _handed(module, public | module.carriers)
    )


def _handed(module: Module, carriers: dict[str, int]) -> Iterator[Handed]:
    """The code in each call of a carrier, unless a carrier hands on what its callers gave it."""
    functions = [node for node in ast.walk(module.tree) if isinstance(node, ast.FunctionDef)]
    inside = {inner: function for function in functions for inner in ast.walk(function)}
    for call in ast.walk(module.tree):
        if not isinstance(call, ast.Call) or ast.unparse(call.func) in TOLD:
            continue
        if (name := _name(call.func)) in carriers:
            argument, function = _argument(call, carriers[name]), inside.get(call)
            written = ast.unparse(argument)
            constant = argument.value if isinstance(argument, ast.Constant) else None
            literal = constant if isinstance(constant, str) else None
            if function is None or written != "code" or "code" not in _parameters(function):
                where = function.name if function else ""
                yield Handed(module.name, where, written, literal)


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else ast.unparse(function)


def _argument(call: ast.Call, place: int) -> ast.expr:
    """The code of a call: by its name, in a starred argument, or at its place."""
    named = [keyword.value for keyword in call.keywords if keyword.arg == "code"]
    starred = [argument for argument in call.args if isinstance(argument, ast.Starred)]
    found = [*named, *starred, *call.args[place : place + 1]]
    assert found, f"{ast.unparse(call)} has no code"
    return found[0]


def codes_in(module: str, name: str) -> set[str]:
    """Every code that a table or function of a module holds."""
    tree = next(each.tree for each in modules() if each.name == module)
    definition = next(node for node in ast.walk(tree) if _defines(node, name))
    texts = (node.value for node in ast.walk(definition) if isinstance(node, ast.Constant))
    return {text for text in texts if isinstance(text, str) and CODE.fullmatch(text)}


def _defines(node: ast.AST, name: str) -> bool:
    if isinstance(node, ast.FunctionDef):
        return node.name == name
    targets = node.targets if isinstance(node, ast.Assign) else []
    targets = [node.target] if isinstance(node, ast.AnnAssign) else targets
    return any(ast.unparse(target) == name for target in targets)


def codes_of_the_program() -> set[str]:
    literals = {handed.literal for handed in handed_codes() if handed.literal}
    return literals.union(*(codes_in(*table) for table in TABLES.values()))


# Codes that no example can show -------------------------------------------------------------------

TOLD_ELSEWHERE = {
    "not-utf8": "bad/not-utf8",
    "needs-encoding": "bad/table-files",
    "needs-decimals": "bad/table-sheets",
    "merged-cells": "bad/table-sheets",
    "no-indicators": "bad/no-indicators",
    "no-sections": "bad/no-sections",
    "missing-file": "bad/no-site",
    "bad-picture": "bad/bad-pictures",
}
"""Bytes that are no text, and files that are not there: the case of tests/ that has them."""

TESTED_ELSEWHERE = {
    "file-too-large": "test_source.py",
    "value-too-long": "test_trust.py",
    "caption-lost": "test_photos.py",
    "template-error": "test_pipeline.py",
    "link-outside": "test_trust.py",
    "too-dense": "test_trust.py",
    "unit-unworded": "test_references.py",
    "slow-pattern": "test_own_languages.py",
}
"""Megabytes, links, pictures, and what only a build meets: the test that has them."""

BEYOND_REACH = {
    "unreadable-markup",  # a net under Markdown, which nothing is known to fall into
    "chart-needs-period",  # several observations come of `values`, whose keys are periods
}

OF_TWO_EDITIONS = {"uncorrected-change", "correction-withdrawn"}
"""What `diff --strict` tells; `check` reads one edition."""

NOT_SHOWN = TOLD_ELSEWHERE.keys() | TESTED_ELSEWHERE.keys() | BEYOND_REACH | OF_TWO_EDITIONS


# The two together ---------------------------------------------------------------------------------


def test_every_code_of_the_program_has_its_entry_and_no_other() -> None:
    assert set(ENTRIES) == codes_of_the_program()


def test_every_entry_stands_once() -> None:
    assert sorted(re.findall(r"^### `(.+)`$", TEXT, re.MULTILINE)) == sorted(ENTRIES)


def test_every_code_that_is_no_literal_comes_of_a_known_table() -> None:
    others = [handed for handed in handed_codes() if handed.literal is None]
    places = {(each.module, each.function, each.written) for each in others}
    assert {place for place in places if place[2] not in RAISED} == set(TABLES)


def test_every_code_is_words_with_hyphens() -> None:
    assert [code for code in codes_of_the_program() if not CODE.fullmatch(code)] == []


def test_the_contents_name_every_code_in_order_with_a_meaning() -> None:
    rows = re.findall(r"^\| \[`(.+?)`\]\(#(.+?)\) \| (.+) \|$", TEXT, re.MULTILINE)
    assert [code for code, _, _ in rows] == list(ENTRIES)
    assert all(code == anchor for code, anchor, _ in rows)


def test_the_contents_name_every_group_with_its_codes_and_no_other() -> None:
    assert read_groups(TEXT) == {"All codes": [], **read_contents(TEXT)}
    assert all(read_contents(TEXT).values())


def test_a_heading_within_an_example_is_no_group() -> None:
    text = "## A\n### `a-b`\n```md x.md\n## No group\n### `no-code`\n```\n### `c-d`\n"
    assert read_groups(text) == {"A": ["a-b", "c-d"]}


@pytest.mark.parametrize("code", ENTRIES)
def test_an_entry_has_a_reason_and_both_examples_or_says_them_in_words(code: str) -> None:
    entry = ENTRIES[code]
    assert len(entry.reason) > 40
    assert bool(entry.wrong) == bool(entry.right) == (code not in NOT_SHOWN)
    assert bool(IN_WORDS.search(entry.reason)) == (code in NOT_SHOWN)


def test_every_fence_of_an_entry_is_read() -> None:
    fences = sum(len(entry.wrong) + len(entry.right) for entry in ENTRIES.values())
    assert len(list(FENCE.finditer(TEXT))) == fences
    outside = FENCE.sub("", TEXT)
    assert re.findall(r"^```", outside, re.MULTILINE) == []


def test_the_first_problem_shown_is_that_of_its_example() -> None:
    printed = str(check(ENTRIES["bad-period"].wrong)[0])
    assert "".join(f"    {line}\n" for line in printed.split("\n")) in TEXT


# The examples -------------------------------------------------------------------------------------

PICTURE = TESTS / "bad_prose" / "unknown-picture" / "content" / "images" / "lake.png"
"""Examples may show it as images/lake.png."""

MAY_REMAIN = {"unused-indicator", "unused-chart", "no-translation", "parity"}
"""Warnings of a right example that shows one file and not all that would belong to it."""


def check(files: dict[str, str]) -> tuple[Problem, ...]:
    """The problems of the small site with an example in it."""
    return check_files(tuple(files.items()))


@cache
def check_files(files: tuple[tuple[str, str], ...]) -> tuple[Problem, ...]:
    """The same; many right examples are alike."""
    with TemporaryDirectory() as folder:
        site = copy_small(Path(folder))
        for path, content in files:
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            (site / path).write_text(content, "utf-8")
        (site / "content" / "images").mkdir()
        shutil.copy(PICTURE, site / "content" / "images")
        return problems_of(site)


def told(problems: tuple[Problem, ...]) -> str:
    return "\n".join(map(str, problems))


@pytest.mark.parametrize("code", SHOWN)
def test_a_wrong_example_has_its_problem_in_its_own_file(code: str) -> None:
    entry = ENTRIES[code]
    problems = check(entry.wrong)
    given = [problem for problem in problems if problem.code == code]
    assert given, told(problems)
    assert {problem.place.path for problem in given} <= set(entry.wrong), told(problems)


@pytest.mark.parametrize("code", SHOWN)
def test_a_wrong_example_has_nothing_else_wrong_and_a_hint(code: str) -> None:
    problems = check(ENTRIES[code].wrong)
    assert {problem.code for problem in problems} - MAY_REMAIN <= {code}, told(problems)
    assert all(problem.hint for problem in problems)


@pytest.mark.parametrize("code", SHOWN)
def test_a_right_example_has_no_problem(code: str) -> None:
    problems = check(ENTRIES[code].right)
    assert {problem.code for problem in problems} <= MAY_REMAIN - {code}, told(problems)


@pytest.mark.parametrize("code", TOLD_ELSEWHERE)
def test_what_no_example_shows_is_a_case_of_its_own(code: str) -> None:
    expected = (TESTS / TOLD_ELSEWHERE[code] / "expected.txt").read_text("utf-8")
    assert f": {code} " in expected


@pytest.mark.parametrize("code", TESTED_ELSEWHERE)
def test_what_no_example_shows_is_tested_elsewhere(code: str) -> None:
    assert code in (TESTS / TESTED_ELSEWHERE[code]).read_text("utf-8")
