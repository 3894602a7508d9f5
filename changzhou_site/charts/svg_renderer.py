"""What Matplotlib's artists draw, as the elements of an SVG.

A renderer of our own: its own backend writes a document, styles and ids that would all have to be
read again and taken out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
from matplotlib.backend_bases import RendererBase
from matplotlib.colors import to_hex
from matplotlib.path import Path

from changzhou_site.charts.paths import Step, path_geometry, short

Attributes = Mapping[str, str]

LETTERS = {Path.MOVETO: "M", Path.LINETO: "L", Path.CURVE3: "Q", Path.CURVE4: "C"}
STYLE = ("fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "stroke-linejoin",
         "stroke-linecap", "font-size", "font-weight", "text-anchor")  # fmt: skip
"""The attributes of style, in the order they are written."""
SHARED = frozenset(STYLE) - {"opacity"}
"""What several shapes in a row may have from a group around them."""
ANCHORS = {"left": "start", "center": "middle", "right": "end"}
DEFAULTS = {"opacity": "1", "stroke-width": "1", "text-anchor": "start", "font-weight": "400",
            "stroke-linejoin": "miter", "stroke-linecap": "butt"}  # fmt: skip
"""What SVG takes for granted and need not be said."""


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
            return tag(self.name, attributes, closed=True)
        return f"{tag(self.name, attributes)}{self.inner}</{self.name}>"


def tag(name: str, attributes: Attributes, *, closed: bool = False) -> str:
    written = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{written}{'/' if closed else ''}>"


class SvgRenderer(RendererBase):
    """Gathers elements, each with the group it was drawn in; y runs down from the top."""

    def __init__(self, height: float, colours: Mapping[str, str], usual: Attributes) -> None:
        """`colours` says how each colour that is drawn is written; `usual`, what every element has
        from around it."""
        super().__init__()
        self.height, self.colours, self.usual = height, colours, usual
        self.drawn: list[tuple[str, SvgElement]] = []
        self._group = ""

    def open_group(self, s: str, gid: str | None = None) -> None:  # noqa: ARG002
        self._group = gid or ""

    def get_canvas_width_height(self) -> tuple[float, float]:
        return 1, self.height

    def draw_path(self, gc: Any, path: Path, transform: Any, rgbFace: Any = None) -> None:
        name, geometry = path_geometry(list(self._steps(path, transform)))
        style = {"fill": "none" if rgbFace is None else self._colour(rgbFace)}
        if gc.get_linewidth():
            style |= self._stroke(gc)
        if gc.get_forced_alpha():
            style["opacity"] = short(gc.get_alpha(), 2)
        self._add(name, geometry, style, {"fill"})

    def _steps(self, path: Path, transform: Any) -> Iterator[Step]:
        """Commands with their numbers, which are as fine as they are written anywhere."""
        for points, code in path.iter_segments(transform, simplify=False, curves=True):
            if code == Path.CLOSEPOLY:
                yield "z", []
                continue
            numbers = np.round(points, 6)
            numbers[1::2] = np.round(self.height - numbers[1::2], 6)
            yield LETTERS[code], [round(number, 1) for number in numbers.tolist()]

    def _stroke(self, gc: Any) -> dict[str, str]:
        style = {"stroke": self._colour(gc.get_rgb()), "stroke-width": short(gc.get_linewidth(), 2)}
        _, dashes = gc.get_dashes()
        if dashes is not None:
            style["stroke-dasharray"] = " ".join(short(dash, 1) for dash in dashes)
        style["stroke-linejoin"] = gc.get_joinstyle()
        style["stroke-linecap"] = gc.get_capstyle()
        return style

    def draw_text(
        self,
        gc: Any,
        x: float,
        y: float,
        s: str,
        prop: Any,
        angle: float,  # noqa: ARG002
        ismath: Any = False,  # noqa: ARG002
        mtext: Any = None,
    ) -> None:
        style = {
            "fill": self._colour(gc.get_rgb()),
            "font-size": short(prop.get_size(), 1),
            "font-weight": str(prop.get_weight()),
            "text-anchor": ANCHORS[mtext.get_horizontalalignment()],
        }
        geometry = {"x": short(round(float(x), 6)), "y": short(round(float(y), 6))}
        self._add("text", geometry, style, {"fill", "font-size"}, escape(s, quote=False))

    def _colour(self, rgb: Any) -> str:
        written = to_hex(rgb[:3])
        return self.colours.get(written, written)

    def _add(
        self,
        name: str,
        geometry: Attributes,
        style: Attributes,
        inherits: set[str],
        inner: str = "",
    ) -> None:
        usual = DEFAULTS | {key: value for key, value in self.usual.items() if key in inherits}
        said = {key: style[key] for key in STYLE if key in style and style[key] != usual.get(key)}
        self.drawn.append((self._group, SvgElement(name, {**geometry, **said}, inner)))
