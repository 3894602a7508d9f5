"""Records against their shapes, and pydantic's errors as problems at the places they concern."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import is_dataclass
from typing import Any, TypeVar, get_type_hints

from pydantic import ValidationError

from changzhou_site.errors import Place, Problem, Report, suggest
from changzhou_site.load.field_types import SHAPES, plain, wrong_shape
from changzhou_site.load.shapes import Shape
from changzhou_site.source import Fields, Items, Node

S = TypeVar("S", bound=Shape)

WANTED = {
    "list_type": "a list",
    "tuple_type": "a list",
    "frozen_set_type": "a list",
    "too_short": "a list of one or more",
    "string_type": "a text",
    "bool_parsing": "true or false",
    "int_parsing": "a whole number",
    "float_parsing": "a number",
    "fraction_parsing": "a number",
}
"""What belongs where pydantic finds something else; a map, if it says nothing of these."""


def validate(
    shape: type[S], node: Node, owner: Place, report: Report, languages: tuple[str, ...]
) -> S | None:
    """A record of the given shape, or None with its problems reported.

    `owner` is where the record is named: what is missing in it is told there.
    """
    return validate_values(shape, plain(node), node, owner, report, {"languages": languages})


def validate_values(
    shape: type[S],
    values: object,
    node: Node,
    owner: Place,
    report: Report,
    context: Mapping[str, object] | None = None,
) -> S | None:
    """The same of values that were made of a node."""
    try:
        return shape.model_validate(values, context=context)
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
    wanted = WANTED.get(detail["type"], "a map")
    given = find_node(node, detail["loc"])
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
    inner = find_node(node, loc)
    return (inner.place if inner is not None else place), current, last


def find_node(node: Node, loc: tuple[str | int, ...]) -> Node | None:
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
    current: type | None = shape
    for step in loc[:-1]:
        if isinstance(step, str) and current and step in (keys := get_type_hints(current)):
            current = _inner_shape(keys[step])
    return get_type_hints(current) if current else {}


def _inner_shape(annotation: Any) -> type | None:
    """The shape inside `list[X]`, `dict[str, X]` or `X | None`: one of ours, or a noun."""
    if isinstance(annotation, type) and (issubclass(annotation, Shape) or is_dataclass(annotation)):
        return annotation
    found = (_inner_shape(part) for part in getattr(annotation, "__args__", ()))
    return next((shape for shape in found if shape is not None), None)
