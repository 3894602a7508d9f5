"""Records against their shapes, and pydantic's errors as problems at the places they concern."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from changzhou_site.errors import Place, Problem, Report, suggest
from changzhou_site.load.field_types import SHAPES, plain, wrong_shape
from changzhou_site.load.shapes import Shape
from changzhou_site.source import Fields, Items, Node

S = TypeVar("S", bound=Shape)


def validate(
    shape: type[S], node: Node, owner: Place, report: Report, languages: tuple[str, ...]
) -> S | None:
    """A record of the given shape, or None with its problems reported.

    `owner` is where the record is named: what is missing in it is told there.
    """
    try:
        return shape.model_validate(plain(node), context={"languages": languages})
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            report.extend(_translate(shape, node, owner, detail))
        return None


def _translate(shape: type[Shape], node: Node, owner: Place, detail: Any) -> tuple[Problem, ...]:
    """One of pydantic's errors as problems at the places they concern."""
    if detail["type"] == "problems":
        problems: tuple[Problem, ...] = detail["ctx"]["problems"]
        return problems
    place, parent, name = _locate(node, owner, detail["loc"])
    if detail["type"] == "missing":
        return (Problem(place, "missing-key", f"`{name}` is missing", f"add `{name}: …`"),)
    if detail["type"] == "extra_forbidden":
        hint = suggest(name, _allowed(shape, detail["loc"]), "keys here")
        return (Problem(_key_place(parent, name, place), "unknown-key", f"`{name}`", hint),)
    wanted = {"list_type": "a list", "too_short": "a list of one or more"}.get(
        detail["type"], "a map"
    )
    given = _find(node, detail["loc"])
    if given is None or detail["type"] == "too_short":
        return (Problem(place, "wrong-shape", f"{wanted} belongs here", SHAPES[wanted]),)
    return wrong_shape(plain(given), wanted).problems


def _locate(node: Node, owner: Place, loc: tuple[str | int, ...]) -> tuple[Place, Node | None, str]:
    """Where the record at `loc` is named, the mapping it would stand in, and its last key."""
    place = owner
    current: Node | None = node
    for step in loc[:-1]:
        if isinstance(current, Fields) and step in current.entries:
            key, current = current.entries[str(step)]
            place = key.place
        elif isinstance(current, Items) and isinstance(step, int):
            current = current.items[step]
            place = current.place
    last = str(loc[-1]) if loc else ""
    inner = _find(node, loc)
    return (inner.place if inner is not None else place), current, last


def _find(node: Node, loc: tuple[str | int, ...]) -> Node | None:
    current: Node | None = node
    for step in loc:
        if isinstance(current, Fields) and step in current.entries:
            current = current.entries[str(step)][1]
        elif isinstance(current, Items) and isinstance(step, int):
            current = current.items[step]
        else:
            return None
    return current


def _key_place(parent: Node | None, name: str, otherwise: Place) -> Place:
    if isinstance(parent, Fields) and name in parent.entries:
        return parent.entries[name][0].place
    return otherwise


def _allowed(shape: type[Shape], loc: tuple[str | int, ...]) -> Mapping[str, Any]:
    """The keys that the mapping at `loc` may have."""
    current: type[Shape] | None = shape
    for step in loc[:-1]:
        if isinstance(step, str) and current and step in current.model_fields:
            current = _inner_shape(current.model_fields[step].annotation)
    return current.model_fields if current else {}


def _inner_shape(annotation: Any) -> type[Shape] | None:
    """The shape inside `list[X]`, `dict[str, X]` or `X | None`."""
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        return annotation
    found = (_inner_shape(part) for part in getattr(annotation, "__args__", ()))
    return next((shape for shape in found if shape is not None), None)
