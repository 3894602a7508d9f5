"""favicon.svg and favicon.png. They ask for the site's colours, the first for its template too."""

from __future__ import annotations

from io import BytesIO

from changzhou_site.outputs.task import Task
from changzhou_site.outputs.view import SiteView
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


def make_icon(view: SiteView) -> str:
    return f"{view.theme.render('parts/favicon.svg', _colours(view))}\n"


ICON = Task("favicon.svg", make_icon)


def _colours(view: SiteView) -> dict[str, str]:
    return {name: each.light for name, each in palette(view.site.meta.tokens).items()}


def make_icon_picture(view: SiteView) -> bytes:
    """The packaged icon, for programs that take no SVG."""
    from PIL import Image, ImageDraw  # only a build draws

    colours = _colours(view)
    accent, paper = colours["accent"], colours["paper"]
    unit = PIXELS * FINER // GRID
    image = Image.new("RGBA", (GRID * unit, GRID * unit))
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((0, 0, GRID * unit - 1, GRID * unit - 1), CORNER * unit, accent)
    for left, top in BARS:
        draw.rectangle((left * unit, top * unit, (left + 4) * unit - 1, FOOT * unit - 1), paper)
    buffer = BytesIO()
    image.resize((PIXELS, PIXELS)).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


ICON_PICTURE = Task("favicon.png", make_icon_picture)
