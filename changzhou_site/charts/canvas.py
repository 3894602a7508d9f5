"""A drawing surface over Matplotlib's `Figure`: pixels from the top left, colours by token.

Shapes become artists as they come; the height is set when everything is drawn. Nothing of pyplot,
of the machine's fonts or of its settings has a part in it.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

import matplotlib
from matplotlib.artist import Artist
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from changzhou_site.charts.fonts import font_path
from changzhou_site.charts.style import Anchor, Paint, Type
from changzhou_site.charts.words import Block

Point = tuple[float, float]

SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",
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


@dataclass(frozen=True)
class Mark:
    """What a group of shapes stands for: the attributes of its `<g>`."""

    attributes: tuple[tuple[str, str], ...]


@dataclass
class Canvas:
    """Gathers the shapes of one drawing."""

    width: float
    colours: Mapping[str, str]
    """What each token is drawn with; for SVG these are stand-ins."""
    height: float = 0
    marks: list[Mark] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._artists: list[Artist] = []
        self._flip = Affine2D()
        self._mark: str | None = None

    @contextmanager
    def mark(self, **attributes: str) -> Iterator[None]:
        """What is drawn inside belongs to one mark; `indicator="gdp"` becomes `data-indicator`."""
        named = tuple((f"data-{name}", value) for name, value in attributes.items())
        self.marks.append(Mark(named))
        self._mark = f"mark:{len(self.marks) - 1}"
        yield
        self._mark = None

    # Shapes ---------------------------------------------------------------------------------------

    def rect(self, x: float, y: float, width: float, height: float, paint: Paint) -> None:
        self.polygon([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], paint)

    def polygon(self, points: Sequence[Point], paint: Paint) -> None:
        codes = [Path.MOVETO, *[Path.LINETO] * (len(points) - 1), Path.CLOSEPOLY]
        self._path([*points, points[0]], codes, paint)

    def line(self, points: Sequence[Point], paint: Paint) -> None:
        self._path(points, [Path.MOVETO, *[Path.LINETO] * (len(points) - 1)], paint)

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

    def squares(self, corners: Iterable[Point], size: float, paint: Paint) -> None:
        """Many squares as one shape."""
        points: list[Point] = []
        for x, y in corners:
            points += [(x, y), (x + size, y), (x + size, y + size), (x, y + size), (x, y)]
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
                transform=self._flip,
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
        self._add(
            Text(
                x,
                y,
                text,
                color=self.colours[colour],
                fontproperties=_font(type),
                horizontalalignment=ALIGN[anchor],
                verticalalignment="baseline",
                parse_math=False,
                transform=self._flip,
            )
        )

    def block(self, x: float, y: float, block: Block, anchor: Anchor = "start") -> float:
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

    def figure(self) -> Figure:
        """The drawing as Matplotlib has it, its height what was asked for."""
        self._flip.clear().scale(1, -1).translate(0, self.height)
        figure = Figure(figsize=(self.width / 72, self.height / 72), dpi=72, frameon=False)
        for artist in self._artists:
            figure.add_artist(artist)
        return figure

    def svg(self) -> str:
        """The drawing as Matplotlib writes it, with stand-in colours and marks as group ids."""
        out = io.BytesIO()
        surface: Any = FigureCanvasSVG(self.figure())
        surface.print_svg(out, metadata={"Date": None, "Creator": None})
        return out.getvalue().decode()


@contextmanager
def settings() -> Iterator[None]:
    """Matplotlib as it comes, with ours: what is drawn inside owes nothing to the machine."""
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(SETTINGS)
        yield


@cache
def _font(type: Type) -> FontProperties:
    return FontProperties(fname=font_path(), size=type.size, weight=type.weight)
