"""A drawing surface over Matplotlib's `Figure`: pixels from the top left, colours by token.

Shapes become artists as they come; the height is set when everything is drawn. Nothing of pyplot,
of the machine's fonts or of its settings has a part in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, Literal

import matplotlib
import numpy as np
from matplotlib.artist import Artist
from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D, Transform

from changzhou_site.charts.fonts import as_drawn, font_path
from changzhou_site.charts.outlines import outlines_of
from changzhou_site.charts.pixels import write_png
from changzhou_site.charts.style import Anchor, Paint, Type
from changzhou_site.charts.words import TextBlock

Point = tuple[float, float]

SETTINGS: dict[Any, Any] = {
    "lines.scale_dashes": False,
    "path.simplify": False,
}
KAPPA = 0.5523
"""How far the handles of a quarter circle reach."""
ALIGN: Mapping[Anchor, Literal["left", "center", "right"]] = {
    "start": "left",
    "middle": "center",
    "end": "right",
}


Mark = Mapping[str, str]
"""What a group of shapes stands for: the attributes of its `<g>`, besides its class if that is not
`mark`."""


@dataclass
class Canvas:
    """Gathers the shapes of one drawing."""

    width: float
    colours: Mapping[str, str]
    """What each token is drawn with; for SVG these are stand-ins."""
    height: float = 0
    marks: list[Mark] = field(default_factory=list)
    ground: str | None = None
    """The token of what lies under everything, if anything does."""
    features: tuple[str, ...] = ()
    """What the packaged fonts are asked for, in pixels."""

    def __post_init__(self) -> None:
        self._artists: list[Artist] = []
        self._flip = Affine2D()
        self._place: Transform = self._flip
        self._mark: str | None = None

    @contextmanager
    def mark(self, **attributes: str) -> Iterator[None]:
        """What is drawn inside belongs to one mark; `indicator="gdp"` becomes `data-indicator`."""
        with self._group({f"data-{name}": value for name, value in attributes.items()}):
            yield

    @contextmanager
    def line_of(self, indicator: str) -> Iterator[None]:
        """What is drawn inside is the line of a mark that stands elsewhere."""
        with self._group({"class": "line", "data-line": indicator}):
            yield

    @contextmanager
    def _group(self, attributes: Mark) -> Iterator[None]:
        self.marks.append(attributes)
        self._mark = f"mark:{len(self.marks) - 1}"
        yield
        self._mark = None

    @contextmanager
    def moved(self, x: float, y: float) -> Iterator[None]:
        """What is drawn inside begins there and not at the top left."""
        self._place = Affine2D().translate(x, y) + self._flip
        yield
        self._place = self._flip

    # Shapes ---------------------------------------------------------------------------------------

    def rect(self, x: float, y: float, width: float, height: float, paint: Paint) -> None:
        self.polygon([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], paint)

    def polygon(self, points: Sequence[Point], paint: Paint) -> None:
        codes = [Path.MOVETO, *[Path.LINETO] * (len(points) - 1), Path.CLOSEPOLY]
        self._path([*points, points[0]], codes, paint)

    def line(self, points: Sequence[Point], paint: Paint) -> None:
        self.lines([points], paint)

    def lines(self, lines: Iterable[Sequence[Point]], paint: Paint) -> None:
        """Several lines as one shape."""
        points: list[Point] = []
        codes: list[Any] = []
        for line in lines:
            points += line
            codes += [Path.MOVETO, *[Path.LINETO] * (len(line) - 1)]
        if points:
            self._path(points, codes, paint)

    def circle(self, x: float, y: float, radius: float, paint: Paint) -> None:
        k = KAPPA
        unit = [(1, 0), (1, k), (k, 1), (0, 1), (-k, 1), (-1, k), (-1, 0)]
        unit += [(-1, -k), (-k, -1), (0, -1), (k, -1), (1, -k), (1, 0)]
        points = [(x + radius * a, y + radius * b) for a, b in unit]
        codes = [Path.MOVETO, *[Path.CURVE4] * 12, Path.CLOSEPOLY]
        self._path([*points, points[-1]], codes, paint)

    def boxes(self, corners: Iterable[Point], width: float, height: float, paint: Paint) -> None:
        """Many rectangles of one size as one shape."""
        points: list[Point] = []
        for x, y in corners:
            right, bottom = x + width, y + height
            points += [(x, y), (right, y), (right, bottom), (x, bottom), (x, y)]
        codes = [Path.MOVETO, *[Path.LINETO] * 3, Path.CLOSEPOLY] * (len(points) // 5)
        if points:
            self._path(points, codes, paint)

    def _path(self, points: Sequence[Point], codes: Sequence[Any], paint: Paint) -> None:
        self._add(
            PathPatch(
                Path(points, codes),
                facecolor=self.colours[paint.fill] if paint.fill else "none",
                edgecolor=self.colours[paint.stroke] if paint.stroke else "none",
                linewidth=paint.width if paint.stroke else 0,
                linestyle=(0, paint.dash) if paint.dash else "-",
                alpha=paint.opacity if paint.opacity < 1 else None,
                joinstyle="round" if paint.round else "miter",
                capstyle="round" if paint.round else "butt",
                transform=self._place,
            )
        )

    # Text -----------------------------------------------------------------------------------------

    def text(
        self,
        x: float,
        y: float,
        text: str,
        type: Type,
        colour: str = "ink",
        anchor: Anchor = "start",
    ) -> None:
        """A line whose baseline is at `y`."""
        drawn = _Line(
            x,
            y,
            as_drawn(text, type),
            color=self.colours[colour],
            fontproperties=_font(type),
            horizontalalignment=ALIGN[anchor],
            verticalalignment="baseline",
            parse_math=False,
            transform=self._place,
        )
        drawn.outline = type.outline
        drawn.features = self.features
        self._add(drawn)

    def block(self, x: float, y: float, block: TextBlock, anchor: Anchor = "start") -> float:
        """Lines from the top `y` down; where they end."""
        for line in block.lines:
            baseline = y + line.type.leading / 2 + line.type.drop
            self.text(x, baseline, line.text, line.type, line.colour, anchor)
            y += line.type.leading
        return y

    def _add(self, artist: Artist) -> None:
        artist.set_gid(self._mark or "still")
        artist.set_clip_on(False)
        artist.set_zorder(1)  # drawn in the order they come in
        self._artists.append(artist)

    # Finishing ------------------------------------------------------------------------------------

    def _shapes(self) -> Sequence[Artist]:
        """All that is drawn, what it lies on first, so many pixels to a unit."""
        if self.ground:
            self.rect(0, 0, self.width, self.height, Paint(fill=self.ground))
            self._artists.insert(0, self._artists.pop())
            self.ground = None
        return self._artists

    @cached_property
    def figure(self) -> Figure:
        """The drawing as Matplotlib has it, its height what was asked for."""
        figure = Figure(figsize=(self.width / 72, self.height / 72), dpi=72, frameon=False)
        for artist in self._shapes():
            figure.add_artist(artist)
        return figure

    def _scale(self, scale: float) -> None:
        """So many pixels to a unit."""
        self._flip.clear().scale(scale, -scale).translate(0, self.height * scale)

    def draw_on(self, renderer: RendererBase) -> None:
        """Has every shape draw itself, a pixel to a unit; each says the group that it is of."""
        self._scale(1)
        for shape in self._shapes():
            shape.draw(renderer)

    def png(self, scale: int = 1) -> bytes:
        """The drawing in pixels, so many to a unit, on its ground."""
        self._scale(scale)
        self.figure.dpi = 72 * scale
        surface: Any = FigureCanvasAgg(self.figure)
        surface.draw()
        made = write_png(np.asarray(surface.buffer_rgba()))
        # A figure and its surface hold each other until somebody looks for garbage; three megabytes
        # of pixels do not wait for that.
        surface.renderer = None
        return made


class _Line(Text):
    """A line of text that knows its place without being laid out.

    In pixels it is drawn by its letters' outlines: the packaged fonts have no bold ones, and what
    Matplotlib measures to align it knows nothing of features.
    """

    outline = 0.0
    """What makes the letters bolder, in points."""
    features: tuple[str, ...] = ()

    def draw(self, renderer: Any) -> None:
        renderer.open_group("text", self.get_gid())
        gc = renderer.new_gc()
        gc.set_foreground(self.get_color())
        x, y = self.get_transform().transform(self.get_position())
        if isinstance(renderer, RendererAgg):
            self._draw_outlines(renderer, gc, x, y)
        else:
            top = renderer.get_canvas_width_height()[1] - y
            font = self.get_fontproperties()
            renderer.draw_text(gc, x, top, self.get_text(), font, 0, mtext=self)
        gc.restore()
        renderer.close_group("text")

    def _draw_outlines(self, renderer: Any, gc: Any, x: float, y: float) -> None:
        font, colour = self.get_fontproperties(), to_rgba(self.get_color())
        outlines = outlines_of(str(font.get_file()), self.get_text(), self.features)
        if outlines is None:
            return
        scale = renderer.points_to_pixels(font.get_size_in_points()) / text_to_path.FONT_SCALE
        before = {"left": 0.0, "center": 0.5, "right": 1.0}[self.get_horizontalalignment()]
        wider = 1 + self.outline / font.get_size_in_points() / 2  # as bold letters are
        left = x - before * scale * wider * float(np.max(outlines.vertices, axis=0)[0])
        gc.set_linewidth(self.outline)
        gc.set_joinstyle("miter")
        gc.set_snap(False)
        place = Affine2D().scale(scale * wider, scale).translate(left, round(y))
        renderer.draw_path(gc, outlines, place, colour)


@contextmanager
def settings() -> Iterator[None]:
    """Matplotlib as it comes, with ours: what is drawn inside owes nothing to the machine."""
    parameters: Any = matplotlib.rcParams
    before = dict.copy(parameters)
    dict.update(parameters, _settings())
    try:
        yield
    finally:
        dict.update(parameters, before)


@cache
def _settings() -> Mapping[str, Any]:
    """What Matplotlib's own `rc_context` would check again for each drawing, which takes longer
    than to draw it."""
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(SETTINGS)
        parameters: Any = matplotlib.rcParams
        return dict.copy(parameters)


@cache
def _font(type: Type) -> FontProperties:
    return FontProperties(fname=font_path(type.face), size=type.size, weight=type.weight)
