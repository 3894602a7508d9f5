"""Paths as SVG says them: commands with their numbers, in as few bytes as they take."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

Step = tuple[str, Sequence[float]]
"""One of M, L, Q, C and z, with its coordinates."""


def short(value: float, digits: int = 1) -> str:
    """A number as short as it can be said."""
    return _as_is(round(value, digits))


def _as_is(value: float) -> str:
    written = f"{round(value, 2):g}" if value != int(value) else str(int(value))
    return re.sub(r"^(-?)0\.", r"\1.", written)


def _without_ways_back(steps: Sequence[Step]) -> Iterator[Step]:
    """A way back to the start before a `z` is left out."""
    start: Sequence[float] = ()
    for (command, numbers), (following, _) in pairwise([*steps, ("", ())]):
        start = numbers if command == "M" else start
        if not (command == "L" and following == "z" and numbers == start):
            yield command, numbers


def path_geometry(steps: Sequence[Step]) -> tuple[str, dict[str, str]]:
    """The element that says a path in the fewest bytes, with where it stands."""
    steps = list(_without_ways_back(steps))
    if box := _rectangle(steps):
        return "rect", box
    if circle := _circle(steps):
        return "circle", circle
    return "path", {"d": _path(steps)}


def _rectangle(steps: Sequence[Step]) -> dict[str, str] | None:
    """The box of a path that is one upright rectangle."""
    if [command for command, _ in steps] != ["M", "L", "L", "L", "z"]:
        return None
    corners = [(numbers[0], numbers[1]) for _, numbers in steps[:4]]
    left, right = min(x for x, _ in corners), max(x for x, _ in corners)
    top, bottom = min(y for _, y in corners), max(y for _, y in corners)
    turns = pairwise([*corners, corners[0]])
    upright = all((a == c) != (b == d) for (a, b), (c, d) in turns)
    if not upright or len(set(corners)) < 4:
        return None
    box = {"x": left, "y": top, "width": right - left, "height": bottom - top}
    return {key: short(value) for key, value in box.items()}


def _circle(steps: Sequence[Step]) -> dict[str, str] | None:
    """Middle and radius of a path that is one circle, as `Canvas.circle` draws it."""
    if [command for command, _ in steps] != ["M", "C", "C", "C", "C", "z"]:
        return None
    (right, y), (left, _) = steps[0][1], steps[2][1][4:]
    circle = {"cx": (left + right) / 2, "cy": y, "r": (right - left) / 2}
    return {key: short(value, 2) for key, value in circle.items()}


LONG_PATH = 200
"""Paths of more steps are lines of long series, where a steep step need not be so fine."""
STEEP = 2


def _path(steps: Sequence[Step]) -> str:
    """The same path in relative steps, which are shorter; rounding does not add up."""
    written, at, start = "", (0.0, 0.0), (0.0, 0.0)
    is_long = len(steps) > LONG_PATH
    for command, numbers in steps:
        if command == "z":
            written += "z"
            at = start
            continue
        pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
        relative = [(round(x - at[0], 1), round(y - at[1], 1)) for x, y in pairs]
        if is_long and command == "L" and abs(relative[0][1]) > STEEP:
            relative = [(relative[0][0], round(relative[0][1]))]
            pairs = [(at[0] + relative[0][0], at[1] + relative[0][1])]
        written += _step(command, numbers, relative, first=not written)
        start = pairs[0] if command == "M" else start
        at = pairs[-1]
    return written


def _step(
    command: str, numbers: Sequence[float], relative: Sequence[tuple[float, float]], *, first: bool
) -> str:
    """One command with its numbers; only the first of a path is absolute."""
    (across, down), *_ = relative
    if command == "M" and first:
        return f"M{_joined(numbers)}"
    if command == "L" and down == 0:
        return f"h{_as_is(across)}"
    if command == "L" and across == 0:
        return f"v{_as_is(down)}"
    return command.lower() + _joined([number for pair in relative for number in pair])


def _joined(numbers: Sequence[float]) -> str:
    return re.sub(" -", "-", " ".join(_as_is(number) for number in numbers))
