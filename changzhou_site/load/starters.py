"""What a new site is made from: the package's starter/, its templates and the texts to go in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

STARTER = Path(__file__).resolve().parents[1] / "starter"


@dataclass(frozen=True)
class StarterTexts:
    """What a new site says in one language."""

    notes: Mapping[str, str]
    """What its files are commented with, by name."""
    texts: Mapping[str, str]
    """What readers see, by name."""
    units: Mapping[str, str | Mapping[str, str]]
    """Forms of its own units, one or by plural category."""
    snippets: Mapping[str, str]
    """What an editor is told of the pieces that it brings, by name."""
    documents: Mapping[str, str]
    """Its prose, by file name."""


@cache
def starter_languages() -> tuple[str, ...]:
    """The languages that a new site can be written in, the usual one first."""
    usual = _yaml(STARTER / "starter.yaml")["default"]
    others = sorted(path.name for path in (STARTER / "texts").iterdir() if path.name != usual)
    return (usual, *others)


def load_starter_texts(language: str) -> StarterTexts:
    """The texts of one of `starter_languages`."""
    folder = STARTER / "texts" / language
    documents = {path.name: path.read_text("utf-8") for path in folder.glob("content/*.md")}
    return StarterTexts(**_yaml(folder / "texts.yaml"), documents=documents)


def load_starter_templates() -> dict[str, str]:
    """The files of a new site by path, with << >> where texts go. A name that begins with a point
    is kept as `dot.…`: tools would take it for their own."""
    top = STARTER / "site"
    paths = sorted(path for path in top.rglob("*") if path.is_file())
    return {_name(path.relative_to(top)): path.read_text("utf-8") for path in paths}


def load_starter_snippets() -> str:
    """The pieces that an editor brings, as YAML with << >> where texts go."""
    return (STARTER / "snippets.yaml").read_text("utf-8")


def _name(path: Path) -> str:
    return "/".join(part.replace("dot.", ".", 1) for part in path.parts)


def _yaml(path: Path) -> Any:
    return yaml.load(path.read_bytes(), Loader=yaml.CBaseLoader)
