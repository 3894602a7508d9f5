"""Records against their shapes, and pydantic's errors as problems at the places they concern."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from functools import cache
from inspect import Parameter, signature
from typing import Any, TypeVar, get_type_hints

from pydantic import ValidationError

from changzhou_site.errors import Place, Problem, Report, suggest
from changzhou_site.load.shapes import SHAPES, Shape, plain, wrong_shape
from changzhou_site.source import Fields, Items, Node

S = TypeVar("S", bound=Shape)

UNKNOWN = frozenset({"extra_forbidden", "unexpected_keyword_argument"})
"""What pydantic calls a key of a shape, or of a noun, that it does not know."""

WANTED = {
    "list_type": "a list",
    "tuple_type": "a list",
    "frozen_set_type": "a list",
    "too_short": "a list of one or more",
    "string_type": "a text",
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "int_parsing": "a whole number",
    "int_parsing_size": "a whole number",
    "int_type": "a whole number",
    "float_parsing": "a number",
    "float_type": "a number",
    "fraction_parsing": "a number",
    "fraction_type": "a number",
}
"""What belongs where pydantic finds something else; a map, if it says nothing of these."""

KEY = "[key]"
"""What pydantic calls the key of an entry."""


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
        few = error.error_count() <= MANY
        for detail in error.errors(include_url=False):
            report.extend(_translate(shape, node, owner, detail, few=few))
        return None


MANY = 1000
"""Problems of one record beyond which no near miss is looked for."""


def _translate(
    shape: type[Shape], node: Node, owner: Place, detail: Any, *, few: bool
) -> tuple[Problem, ...]:
    """One of pydantic's errors as problems at the places they concern."""
    if detail["type"] == "value_error":
        problems: tuple[Problem, ...] = detail["ctx"]["error"].problems
        return problems
    loc = detail["loc"]
    wanted = WANTED.get(detail["type"], "a map")
    if loc and loc[-1] == KEY:
        place = list(_way(node, owner, loc[:-1]))[-1][0]
        return (Problem(place, "unknown-key", f"`{loc[-2]}`", f"the key is {wanted}"),)
    name, given = str(loc[-1]) if loc else "", find_node(node, loc)
    parent = find_node(node, loc[:-1])
    if detail["type"] in UNKNOWN and isinstance(parent, Fields):
        hint = suggest(name if few else "", _allowed(shape, loc), "keys here")
        return (Problem(parent.entries[name][0].place, "unknown-key", f"`{name}`", hint),)
    place = given.place if given else list(_way(node, owner, loc[:-1]))[-1][0]
    if detail["type"] == "missing":
        return (Problem(place, "missing-key", f"`{name}` is missing", f"add `{name}: …`"),)
    if given is None or detail["type"] == "too_short":
        hint = SHAPES.get(wanted, f"write {wanted}")
        return (Problem(place, "wrong-shape", f"{wanted} belongs here", hint),)
    inner = _shape_at(shape, loc) if detail["type"] in RECORDS else None
    return wrong_shape(given, wanted, _keys_hint(inner) if inner else "").problems


RECORDS = frozenset({"model_type", "dataclass_type", "model_attributes_type"})
"""What pydantic says of anything but a map where a record belongs."""


def find_node(node: Node, loc: tuple[str | int, ...]) -> Node | None:
    way = list(_way(node, node.place, loc))
    return way[-1][1] if len(way) > len(loc) else None


def _way(node: Node, owner: Place, loc: tuple[str | int, ...]) -> Iterator[tuple[Place, Node]]:
    """Each node on the way to `loc`, as far as there is one, with where it is named."""
    yield owner, node
    for step in loc:
        if isinstance(node, Fields) and step in node.entries:
            key, node = node.entries[str(step)]
            yield key.place, node
        elif isinstance(node, Items) and isinstance(step, int):
            node = node.items[step]
            yield node.place, node
        else:
            return


@cache
def keys_of(shape: type) -> Mapping[str, Any]:
    """The keys of a shape with their types; to read them takes longer than all the rest."""
    return get_type_hints(shape)


def _allowed(shape: type[Shape], loc: tuple[str | int, ...]) -> Mapping[str, Any]:
    """The keys that the mapping around `loc` may have."""
    current = _shape_at(shape, loc[:-1])
    return keys_of(current) if current else {}


def _shape_at(shape: type[Shape], loc: tuple[str | int, ...]) -> type | None:
    """The shape of the mapping at `loc`: one of ours, or a noun."""
    current: type | None = shape
    for step in loc:
        if isinstance(step, str) and current and step in (keys := keys_of(current)):
            current = _inner_shape(keys[step])
    return current


def _keys_hint(shape: type) -> str:
    """How a record is written: with the keys that it needs, and those that it may have."""
    keys = sorted(set(keys_of(shape)) - {"model_config"})
    shown = ", ".join(f"{name}: …" for name in _needed(shape) or keys[:1])
    return f"write {{{shown}}}; keys here: {', '.join(keys)}"


def _needed(shape: type) -> list[str]:
    """The keys of a shape, or of a noun, that have no value of their own."""
    if issubclass(shape, Shape):
        return [name for name, field in shape.model_fields.items() if field.is_required()]
    parameters = signature(shape).parameters.values()
    return [each.name for each in parameters if each.default is Parameter.empty]


def _inner_shape(annotation: Any) -> type | None:
    """The shape inside `list[X]`, `dict[str, X]` or `X | None`: one of ours, or a noun."""
    if isinstance(annotation, type) and (issubclass(annotation, Shape) or is_dataclass(annotation)):
        return annotation
    found = (_inner_shape(part) for part in getattr(annotation, "__args__", ()))
    return next((shape for shape in found if shape is not None), None)
