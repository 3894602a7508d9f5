"""Matplotlib's SVG -> an SVG to inline: no styles, no stray ids, colours as custom properties."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby, pairwise
from operator import itemgetter
from xml.etree import ElementTree

from changzhou_site.charts.canvas import Mark
from changzhou_site.charts.staging import Staging
from changzhou_site.charts.style import Style
from changzhou_site.theme import Colour

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}href"

STAND_INS = "#f1{:02x}7e"
"""A colour for each token that no theme can take away; `svg.py` alone knows them."""

KEPT = ("fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "stroke-linejoin",
        "stroke-linecap", "font-size", "font-weight", "text-anchor")  # fmt: skip
"""The properties that become attributes, in the order they are written."""

DEFAULTS = {"opacity": "1", "stroke-width": "1", "text-anchor": "start", "font-weight": "400",
            "stroke-linejoin": "miter", "stroke-linecap": "butt"}  # fmt: skip
"""What SVG takes for granted and need not be said."""

MATPLOTLIB_JOIN = "round"
"""Matplotlib's own style sheet says so of every stroke whose element says nothing."""

SHARED = frozenset(KEPT) - {"opacity"}
"""What several shapes in a row may have from a group around them."""

Attributes = dict[str, str]


@dataclass(frozen=True)
class SvgElement:
    """One element as it is written."""

    name: str
    attributes: Attributes
    inner: str = ""

    @property
    def shared(self) -> set[tuple[str, str]]:
        return {item for item in self.attributes.items() if item[0] in SHARED}

    def without(self, said: set[tuple[str, str]]) -> str:
        attributes = {key: text for key, text in self.attributes.items() if (key, text) not in said}
        if not self.inner:
            return _tag(self.name, attributes, closed=True)
        return f"{_tag(self.name, attributes)}{self.inner}</{self.name}>"


def stand_ins(palette: Mapping[str, Colour]) -> dict[str, str]:
    """A colour of its own for each token, to be recognised in Matplotlib's output."""
    return {name: STAND_INS.format(index) for index, name in enumerate(palette)}


def finish(drawn: str, marks: Sequence[Mark], staging: Staging, *, prefix: str) -> str:
    """The drawing to inline. `prefix` stands before every id that something refers to."""
    root = ElementTree.fromstring(drawn)
    width, height = (_number(part) for part in root.attrib["viewBox"].split()[2:])
    writer = _Writer(staging.colours, prefix, _used_ids(root), staging.style)
    body = "".join(writer.groups(_parts(root), marks))
    attributes = {
        "class": "drawing",
        "viewBox": f"0 0 {width} {height}",
        "width": width,
        "height": height,
        "role": "img",
        "aria-label": staging.alt,
        **writer.inherited,
    }
    return f"{_tag('svg', attributes)}{body}</svg>"


def _parts(root: ElementTree.Element) -> Iterator[tuple[str, ElementTree.Element]]:
    """Every element that is drawn or referred to, with the number of the mark it belongs to; what
    is of none stands still."""
    for element in root:
        if element.tag == SVG + "defs":
            yield from (("", child) for child in element if child.tag != SVG + "style")
        elif element.tag == SVG + "g" and element.get("id", "").startswith("figure"):
            for group in element:
                _, _, mark = group.get("id", "").partition("mark:")
                yield from ((mark, child) for child in group)


def _used_ids(root: ElementTree.Element) -> set[str]:
    written = ElementTree.tostring(root, encoding="unicode")
    return set(re.findall(r"""(?:url\(|href=")#([^")]+)""", written))


class _Writer:
    """Writes elements with attributes in place of styles."""

    def __init__(
        self, palette: Mapping[str, Colour], prefix: str, used: set[str], style: Style
    ) -> None:
        self.colours = {
            drawn: f"var(--{name}, {palette[name].light})"
            for name, drawn in stand_ins(palette).items()
        }
        self.prefix, self.used = prefix, used
        self.inherited = {
            "fill": f"var(--ink, {palette['ink'].light})",
            "font-size": _number(style.label.size),
        }

    def groups(
        self, parts: Iterator[tuple[str, ElementTree.Element]], marks: Sequence[Mark]
    ) -> Iterator[str]:
        """What stands still as it is, what is of one mark in one group."""
        for number, group in groupby(parts, itemgetter(0)):
            shapes = "".join(_hoisted([self._shape(element) for _, element in group]))
            if number:
                mark = {"class": "mark", **marks[int(number)]}
                shapes = f"{_tag('g', mark)}{shapes}</g>"
            yield shapes

    def _shape(self, element: ElementTree.Element) -> SvgElement:
        name = element.tag.removeprefix(SVG)
        attributes = self._geometry(name, element) | self._style(element, name == "text")
        inner = escape(element.text or "", quote=False) if name == "text" else ""
        inner += "".join(self._shape(child).without(set()) for child in element)
        if name == "path":
            written = element.get("d") or ""
            for plain, geometry in (("rect", _rectangle(written)), ("circle", _circle(written))):
                if geometry:
                    attributes.pop("d")
                    return SvgElement(plain, geometry | attributes)
        return SvgElement(name, attributes, inner)

    def _geometry(self, name: str, element: ElementTree.Element) -> Attributes:
        kept: Attributes = {}
        for key, value in element.attrib.items():
            if key == "d":
                kept["d"] = _path(value)
            elif key == "id" and value in self.used:
                kept["id"] = self.prefix + value
            elif key == XLINK:
                kept["href"] = f"#{self.prefix}{value[1:]}"
            elif key in ("x", "y", "width", "height"):
                kept[key] = _number(value)
            elif key == "transform" and name != "text":
                kept["transform"] = value
        return kept

    def _style(self, element: ElementTree.Element, text: bool) -> Attributes:
        rules = (rule.partition(":") for rule in (element.get("style") or "").split(";"))
        said = {key.strip(): value.strip() for key, _, value in rules if value}
        if said.get("stroke", "none") != "none":
            said.setdefault("stroke-linejoin", MATPLOTLIB_JOIN)
        else:
            said.pop("stroke-linejoin", None)
        said = {key: self._value(key, said[key]) for key in KEPT if key in said}
        inherited = self.inherited if text else {"fill": self.inherited["fill"]}
        usual = {**DEFAULTS, **inherited}
        return {key: value for key, value in said.items() if value != usual.get(key)}

    def _value(self, key: str, value: str) -> str:
        if key in ("fill", "stroke"):
            referred = re.sub(r"url\(#", f"url(#{self.prefix}", value)
            return self.colours.get(value, referred)
        if key in ("stroke-width", "opacity"):
            return _number(value, 2)
        if key == "stroke-dasharray":
            return " ".join(_number(part) for part in value.split(","))
        return _number(value.removesuffix("px")) if key == "font-size" else value


def _hoisted(shapes: Sequence[SvgElement]) -> Iterator[str]:
    """Shapes, with what those in a row have in common said once where that is shorter."""
    start = 0
    while start < len(shapes):
        end, said = _longest_run(shapes, start)
        inner = "".join(shape.without(said) for shape in shapes[start:end])
        yield f"{_tag('g', dict(sorted(said)))}{inner}</g>" if said else inner
        start = end


def _longest_run(shapes: Sequence[SvgElement], start: int) -> tuple[int, set[tuple[str, str]]]:
    """Where the row ends that saves most, and what its shapes have in common."""
    best: tuple[int, int, set[tuple[str, str]]] = (0, start + 1, set())
    common = shapes[start].shared
    for end in range(start + 2, len(shapes) + 1):
        common = common & shapes[end - 1].shared
        length = sum(len(f' {key}="{value}"') for key, value in common)
        saved = (end - start - 1) * length - len("<g></g>")
        if saved > best[0]:
            best = saved, end, common
    return best[1:]


def _tag(name: str, attributes: Mapping[str, str], *, closed: bool = False) -> str:
    written = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{written}{'/' if closed else ''}>"


def _number(value: str | float, digits: int = 1) -> str:
    """A coordinate as short as it can be said."""
    return _short(round(float(value), digits))


def _short(value: float) -> str:
    written = f"{round(value, 2):g}" if value != int(value) else str(int(value))
    return re.sub(r"^(-?)0\.", r"\1.", written)


# Paths --------------------------------------------------------------------------------------------


def _steps(d: str) -> Iterator[tuple[str, list[float]]]:
    """Commands with their rounded numbers; a way back to the start before a `z` is left out."""
    steps = [
        (command, [round(float(number), 1) for number in numbers.split()])
        for command, numbers in re.findall(r"([MLCQzZ])([^MLCQzZ]*)", d)
    ]
    start: list[float] = []
    for (command, numbers), (following, _) in pairwise([*steps, ("", [])]):
        start = numbers if command == "M" else start
        if not (command == "L" and following.lower() == "z" and numbers == start):
            yield command.replace("Z", "z"), numbers


def _rectangle(d: str) -> Attributes | None:
    """The box of a path that is one upright rectangle."""
    steps = list(_steps(d))
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
    return {key: _number(value) for key, value in box.items()}


def _circle(d: str) -> Attributes | None:
    """Middle and radius of a path that is one circle, as `Canvas.circle` draws it."""
    steps = list(_steps(d))
    if [command for command, _ in steps] != ["M", "C", "C", "C", "C", "z"]:
        return None
    (right, y), (left, _) = steps[0][1], steps[2][1][4:]
    circle = {"cx": (left + right) / 2, "cy": y, "r": (right - left) / 2}
    return {key: _number(value, 2) for key, value in circle.items()}


LONG_PATH = 200
"""Paths of more steps are lines of long series, where a steep step need not be so fine."""
STEEP = 2


def _path(d: str) -> str:
    """The same path in relative steps, which are shorter; rounding does not add up."""
    written, at, start = "", (0.0, 0.0), (0.0, 0.0)
    steps = list(_steps(d))
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
        return f"h{_short(across)}"
    if command == "L" and across == 0:
        return f"v{_short(down)}"
    return command.lower() + _joined([number for pair in relative for number in pair])


def _joined(numbers: Sequence[float]) -> str:
    return re.sub(" -", "-", " ".join(_short(number) for number in numbers))
