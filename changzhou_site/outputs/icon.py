"""favicon.svg and favicon.png. They ask for the site's colours, the first for its template too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO

from changzhou_site.outputs.task import Task
from changzhou_site.outputs.view import SiteView
from changzhou_site.render import Theme
from changzhou_site.theme import palette

GRID = 32
"""Units of the drawing, as in the template."""

CORNER = 6
BARS = ((7, 18), (14, 13), (21, 8))
"""Left and top of each; they are four wide and stand on one line."""

FOOT = 24

PIXELS = 192
FINER = 4
"""Drawn so much larger and made smaller, so that its corners are smooth."""


def plan_icon(view: SiteView) -> Iterator[Task]:
    colours = {name: each.light for name, each in palette(view.site.meta.tokens).items()}
    yield Task("favicon.svg", make_icon, (view.theme, colours))
    yield Task("favicon.png", make_icon_picture, (colours["accent"], colours["paper"]))


def make_icon(theme: Theme, colours: Mapping[str, str]) -> str:
    return f"{theme.render('parts/favicon.svg', colours)}\n"


def make_icon_picture(accent: str, paper: str) -> bytes:
    """The packaged icon, for programs that take no SVG."""
    from PIL import Image, ImageDraw  # only a build draws

    unit = PIXELS * FINER // GRID
    image = Image.new("RGBA", (GRID * unit, GRID * unit))
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((0, 0, GRID * unit - 1, GRID * unit - 1), CORNER * unit, accent)
    for left, top in BARS:
        draw.rectangle((left * unit, top * unit, (left + 4) * unit - 1, FOOT * unit - 1), paper)
    buffer = BytesIO()
    image.resize((PIXELS, PIXELS)).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
