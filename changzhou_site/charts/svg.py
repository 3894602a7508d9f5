"""A drawing -> an SVG to inline: no styles, no ids, colours as custom properties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from changzhou_site.charts.canvas import Canvas, Mark
from changzhou_site.charts.paths import short
from changzhou_site.charts.staging import Staging
from changzhou_site.charts.svg_renderer import SvgElement, SvgRenderer, tag
from changzhou_site.theme import Colour

STAND_INS = "#f1{:02x}7e"
"""A colour for each token that no theme can take away; this module alone knows them."""


def stand_ins(palette: Mapping[str, Colour]) -> dict[str, str]:
    """A colour of its own for each token, to be recognised when it is drawn."""
    return {name: STAND_INS.format(index) for index, name in enumerate(palette)}


def write_svg(canvas: Canvas, staging: Staging) -> str:
    """The drawing to inline."""
    palette = staging.colours
    usual = {
        "fill": f"var(--ink, {palette['ink'].light})",
        "font-size": short(staging.style.label.size),
    }
    colours = {
        drawn: f"var(--{name}, {palette[name].light})" for name, drawn in stand_ins(palette).items()
    }
    renderer = SvgRenderer(canvas.height, colours, usual)
    canvas.draw_on(renderer)
    width, height = short(canvas.width), short(canvas.height)
    attributes = {
        "class": "drawing",
        "viewBox": f"0 0 {width} {height}",
        "width": width,
        "height": height,
        "role": "img",
        "aria-label": staging.alt,
        **usual,
    }
    return f"{tag('svg', attributes)}{''.join(_groups(renderer.drawn, canvas.marks))}</svg>"


def _groups(drawn: Sequence[tuple[str, SvgElement]], marks: Sequence[Mark]) -> Iterator[str]:
    """What stands still as it is, what is of one mark in one group."""
    for id, group in groupby(drawn, itemgetter(0)):
        shapes = "".join(_hoisted([element for _, element in group]))
        _, _, number = id.partition("mark:")
        if number:
            mark = {"class": "mark", **marks[int(number)]}
            shapes = f"{tag('g', mark)}{shapes}</g>"
        yield shapes


def _hoisted(shapes: Sequence[SvgElement]) -> Iterator[str]:
    """Shapes, with what those in a row have in common said once where that is shorter."""
    start = 0
    while start < len(shapes):
        end, said = _longest_run(shapes, start)
        inner = "".join(shape.without(said) for shape in shapes[start:end])
        yield f"{tag('g', dict(sorted(said)))}{inner}</g>" if said else inner
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
