"""How the package is put together: names that stand for one thing each."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1] / "changzhou_site"

LONGEST_FUNCTION = 60
LONGEST_MODULE = 350


def modules() -> list[Path]:
    """Every module; what a folder of a language brings is its own."""
    found = sorted(PACKAGE.rglob("*.py"))
    return [path for path in found if not is_of_a_language(path.relative_to(PACKAGE).parts)]


def is_of_a_language(parts: tuple[str, ...]) -> bool:
    return parts[0] == "languages" and len(parts) > 2


def shown(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def test_no_two_modules_share_a_name() -> None:
    places = defaultdict(list)
    for path in modules():
        if path.name != "__init__.py":
            places[path.name].append(shown(path))
    assert [each for each in places.values() if len(each) > 1] == []


def test_no_two_classes_share_a_name() -> None:
    places = defaultdict(list)
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                places[node.name].append(shown(path))
    assert {name: each for name, each in places.items() if len(each) > 1} == {}


def test_functions_and_modules_are_short() -> None:
    long = []
    for path in modules():
        text = path.read_text("utf-8")
        if text.count("\n") > LONGEST_MODULE:
            long.append(shown(path))
        functions = (n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef))
        long += [f"{shown(path)}: {n.name}" for n in functions if _length(n) >= LONGEST_FUNCTION]
    assert long == []


def _length(node: ast.FunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno
