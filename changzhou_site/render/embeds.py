"""A chart in somebody else's page: the code for it, and how high its frame must be.

The frame has one height, whatever room the page around it gives: that which is enough at every
width from 280 to 1,000 pixels. What stands around the drawing is laid out here as 3-chart.css and
5-embed.css have it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from urllib.parse import urljoin

from markupsafe import Markup

from changzhou_site.addresses import chart_path
from changzhou_site.charts import LAYOUTS, text_lines, text_width
from changzhou_site.model import Chart, TextSetting
from changzhou_site.render.desk import Desk, Once
from changzhou_site.render.frames import chart_frame

WIDTHS = (280, 304, 328, 352, 378)
"""Frames with the narrow drawing. It grows up to the last; texts grow the other way."""
WIDE_FROM = 738
"""The narrowest frame with the wide drawing."""

REM = 18.0
SIDES = 1.0 * REM
"""Left and right of the chart together."""
NARROW_WIDTH, LARGEST = 288, 360
"""What the narrow drawing is laid out for, and the widest it is shown."""

HEAD = 0.4 * REM
ABOVE_DRAWING = 0.7 * REM
TITLE = (1.0556 * REM, 1.45, 600)
SUBTITLE = (0.8 * REM, 1.5, 400)
SMALL = (0.7222 * REM, 1.6, 400)
"""Size, line height over it, and weight."""
NOTE_GAP, FOOT_GAP = 0.5 * REM, 0.2 * REM
FOOT_ITEM_GAP, FOOT_PADDING = 0.8 * REM, 0.5 * REM
FOOT = 0.8 * REM
SPARE = 8.0
"""For what browsers round up."""
SIGN = "\u25be"
"""Behind what opens."""


@dataclass(frozen=True)
class EmbedTexts:
    """What stands around a drawing, each in its type and with what is above it."""

    lines: tuple[tuple[tuple[str, ...], tuple[float, float, int], float], ...]
    """A text is one part, or the clauses of a title that go to the next line whole."""
    foot: tuple[str, ...]
    """The source, and what can be done, one after the other."""
    setting: TextSetting

    def height(self, width: float) -> float:
        """Of all in a column of that width, without the drawing."""
        rest = HEAD + ABOVE_DRAWING + FOOT + SPARE
        return rest + sum(self._line_heights(width)) + self._foot_height(width)

    def _line_heights(self, width: float) -> Iterator[float]:
        for parts, type, above in self.lines:
            size, spacing, _ = type
            yield self._rows(parts, type, width) * size * spacing + above * any(parts)

    def _foot_height(self, width: float) -> float:
        size, spacing, _ = SMALL
        rows = self._rows(self.foot, SMALL, width, FOOT_ITEM_GAP)
        return FOOT_GAP + rows * (size * spacing + FOOT_PADDING)

    def _rows(
        self, parts: Iterable[str], type: tuple[float, float, int], width: float, gap: float = 0
    ) -> int:
        """The lines that parts take which share one where they have room, and else begin one."""
        size, _, weight = type
        rows, used = 0, width
        for part in filter(None, parts):
            lines = text_lines(part, size, width, self.setting, weight)
            taken = text_width(part, size, self.setting) if lines == 1 else width
            begins = used + taken > width
            rows, used = rows + begins * lines, taken + gap + (0 if begins else used)
        return rows


def embed_height(desk: Desk, id: str, once: Once) -> int:
    """How high a frame of a chart's page must be, in pixels. To measure its texts takes long."""
    return int(once(f"embed height {desk.code} {id}", partial(_measured, desk, id)))


def _measured(desk: Desk, id: str) -> str:
    chart = desk.site.charts[id]
    texts = _texts(desk, chart)
    wide, narrow = (_height(desk.drawings[chart.id, desk.code, each]) for each in LAYOUTS)
    heights = [texts.height(WIDE_FROM - SIDES) + wide]
    for one, wider in pairwise((*WIDTHS, WIDE_FROM)):
        drawn = min(wider - SIDES, LARGEST) / NARROW_WIDTH
        heights.append(texts.height(one - SIDES) + narrow * drawn)
    return str(math.ceil(max(heights)))


def _height(drawing: str) -> float:
    return float(drawing.partition(' height="')[2].partition('"')[0])


def _texts(desk: Desk, chart: Chart) -> EmbedTexts:
    words, frame = desk.words, chart_frame(desk, chart)
    home = f"{words['read_article']}{words['colon']}{desk.plain(desk.meta.title)}"
    lines = (
        (tuple(desk.clauses(frame.title)), TITLE, 0.0),
        ((frame.subtitle,), SUBTITLE, 0.0),
        ((frame.note,), SMALL, NOTE_GAP),
        ((home,), SMALL, 0.0),
    )
    opening = (f"{words[word]} {SIGN}" for word in ("table", "embed"))
    return EmbedTexts(
        lines, (frame.source, *opening, "CSV", "PNG", "SVG"), desk.site.settings[desk.code]
    )


def embed_code(desk: Desk, chart: Chart, height: int) -> str:
    """An iframe of a chart's page, to be pasted into another site."""
    iframe = Markup(
        '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy" '
        'style="border:0" allow="clipboard-write"></iframe>'
    )
    address = urljoin(desk.meta.url, chart_path(desk.meta, chart, desk.code))
    return str(iframe.format(address, desk.plain(chart.title), height))
