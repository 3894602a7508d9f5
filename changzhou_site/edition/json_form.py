"""An edition as data/indicators.json, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache

from pydantic import TypeAdapter, ValidationError

from changzhou_site.edition.entries import FORMAT, Edition, FigureEntry

EDITION_FILE = "data/indicators.json"


class UnreadableEdition(Exception):
    """The file is none of ours, or of another format."""


def write_edition(edition: Edition) -> bytes:
    """The file as it is published. Order is that of the project's files."""
    return _adapter().dump_json(edition, indent=1, exclude_defaults=True) + b"\n"


NO_FIGURES = b'\n "indicators": [],\n'
"""Where they stand; no text has a line end in it as it is written here."""


def write_with_figures(edition: Edition, figures: Iterable[str]) -> bytes:
    """The same of an edition without figures, and of these as `write_figures` gives them."""
    listed = ",\n".join(filter(None, figures))
    own = f'\n "indicators": [\n{listed}\n ],\n'.encode()
    return write_edition(edition).replace(NO_FIGURES, own if listed else NO_FIGURES, 1)


def write_figures(figures: tuple[FigureEntry, ...]) -> str:
    """Some indicators as they stand in the file."""
    written = _figures_adapter().dump_json(figures, indent=1, exclude_defaults=True).decode()
    return "\n".join(f" {line}" for line in written.split("\n")[1:-1])


def read_edition(data: bytes) -> Edition:
    """Raises UnreadableEdition, which says what is wrong."""
    try:
        written = json.loads(data)
    except ValueError as error:
        raise UnreadableEdition(f"it is not JSON: {error}") from None
    found = written.get("format") if isinstance(written, dict) else None
    if found != FORMAT:
        said = "has no format" if found is None else f"is of format {found}"
        raise UnreadableEdition(f"it {said}; this program reads format {FORMAT}")
    try:
        return _adapter().validate_json(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise UnreadableEdition(f"{where}: {first['msg']}") from None


@cache
def _adapter() -> TypeAdapter[Edition]:
    """Made when first needed: `check` needs none."""
    return TypeAdapter(Edition)


@cache
def _figures_adapter() -> TypeAdapter[tuple[FigureEntry, ...]]:
    return TypeAdapter(tuple[FigureEntry, ...])
