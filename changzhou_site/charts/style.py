"""Every size and distance of a drawing. Colours are named by the tokens of `theme`.

One unit is one CSS pixel. A drawing is laid out for its width and never scaled down.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from changzhou_site.model import TextSetting

Layout = Literal["wide", "narrow", "card"]
Anchor = Literal["start", "middle", "end"]
START: Anchor = "start"
MIDDLE: Anchor = "middle"
END: Anchor = "end"
Face = Literal["sans", "serif"]

SPARE = 1.15
"""Text is measured with the packaged font and read in the reader's: this is kept to spare."""

LETTER_SPACING, WORD_SPACING = 0.12, 0.16
"""What readers may ask for on a page, over type size (WCAG 1.4.12): drawings in pages have room for
that too."""
SPACED_SPARE = 1.03
"""What is kept to spare for the reader's fonts when letters are spaced."""

BOLD = 1.05
"""How much wider bold Latin letters and digits are than the regular ones that are measured."""

LEADING = 1.36
"""Line height over type size, where labels wrap."""

EMBOLDEN = 0.00015
"""The packaged fonts have one weight: pixels of bolder text are outlined, by this for each unit of
weight over the regular one, over type size."""

MIDDLE_HEIGHT = 0.36
"""How far the baseline is under the middle of a line, over type size."""


@dataclass(frozen=True)
class Type:
    """A size and weight of text."""

    size: float
    weight: int = 400
    face: Face = "sans"
    spacing: float = LEADING
    """Line height over size."""
    setting: TextSetting | None = None
    """What its lines are measured and broken with; every type has one where text is set."""
    in_page: bool = False
    """Whether its letters may be spaced."""

    def on(self, setting: TextSetting, *, in_page: bool = False) -> Type:
        return replace(self, setting=setting, in_page=in_page)

    @property
    def set(self) -> TextSetting:
        assert self.setting is not None
        return self.setting

    @property
    def leading(self) -> float:
        return round(self.size * self.spacing)

    @property
    def outline(self) -> float:
        """How thick an outline makes the packaged font this bold."""
        return self.size * EMBOLDEN * max(0, self.weight - 400)

    @property
    def drop(self) -> float:
        """From the middle of a line to its baseline."""
        return self.size * MIDDLE_HEIGHT


@dataclass(frozen=True)
class Paint:
    """How a shape is filled and outlined, by token."""

    fill: str | None = None
    stroke: str | None = None
    width: float = 1
    dash: tuple[float, ...] = ()
    opacity: float = 1
    round: bool = False
    """Round joins and ends, for lines that run through points."""


@dataclass(frozen=True)
class Style:
    """What differs between the two layouts; as it stands here, of the wide one."""

    layout: Layout = "wide"
    width: float = 720
    label: Type = Type(15)
    """What a mark is."""
    value: Type = Type(15, 600)
    """What it says: the figure itself."""
    small: Type = Type(13)
    """Periods, ticks and what else stands back."""
    big: Type = Type(46, 600)
    """The one figure of a progress drawing."""
    large: Type = Type(34, 600)
    """The one figure of a share drawing."""
    middling: Type = Type(21, 600)
    """Figures of which a drawing has a few."""
    bar: float = 28
    """How thick a bar is."""
    track: float = 72
    """How thick the one bar of a progress drawing is."""
    whole: float = 44
    """How thick the bar of a share drawing is."""
    row_gap: float = 16
    """Between one row and the next."""
    plot: float = 230
    """How high upright drawings stand."""
    slot: float = 360
    """The most room a column takes for itself."""
    column: float = 128
    """The most a column is wide."""

    def on(self, setting: TextSetting) -> Style:
        """The same with its text set in a language."""
        own = {name: each for name, each in vars(self).items() if isinstance(each, Type)}
        types: dict[str, Any] = {name: each.on(setting, in_page=True) for name, each in own.items()}
        return replace(self, **types)

    @property
    def narrow(self) -> bool:
        return self.layout == "narrow"


WIDE = Style()
NARROW = Style(
    layout="narrow",
    width=288,
    label=Type(13),
    value=Type(13, 600),
    small=Type(12),
    big=Type(28, 600),
    large=Type(24, 600),
    middling=Type(17, 600),
    bar=22,
    track=44,
    whole=34,
    plot=190,
    slot=144,
    column=72,
)
CARD = Style(
    layout="card",
    width=1056,
    label=Type(26),
    value=Type(28, 600),
    small=Type(22),
    big=Type(64, 600),
    large=Type(64, 600),
    middling=Type(48, 600),
    bar=44,
    track=76,
    whole=64,
    row_gap=18,
)
"""For a picture that is seen small."""
STYLES: Mapping[Layout, Style] = {"wide": WIDE, "narrow": NARROW, "card": CARD}

EDGE = 1
"""Kept free around a drawing, so that no outline is cut in half."""

GAP = 8
"""Between a mark and its label."""

BASELINE = Paint(stroke="ink", width=1)
"""Where bars begin."""

MOST_ROWS = 50
"""More rows than this nobody reads through."""

OVERHANG = 5
"""How far it stands out over the first and last bar."""

GRID = Paint(stroke="faint", width=1)
SCALE = Paint(stroke="neutral", width=1)

# Bars ---------------------------------------------------------------------------------------------

LABEL_SHARE = 0.36
"""The most of the width that the column of labels takes."""

UNDER_LABEL = 5
"""Between a label and the bar it stands above."""

LABEL_LINES = 3
"""Labels that need more lines than this in their column stand above their bars instead."""

COLUMN_LINES = 6
"""Labels under columns that need more lines than this make the chart a lying one."""
COLUMN_SHARE = 0.56
"""The most of its slot that a column fills."""

LEAST_BAR = 0.3
"""The longest bar has this part of its room at least, or the values stand above the bars."""

HAIRLINE = 1.5
"""What is too small to see is drawn this long, unless it is nothing."""

# What is not measured is outlined -----------------------------------------------------------------

OUTLINE = 1.75
TINTED = 0.14
"""How much of its hue fills what is missing."""
FORECAST_DASH = (5.0, 3.0)
THRESHOLD_DASH = (7.0, 3.0, 1.5, 3.0)

# What is not exact has no hard end ----------------------------------------------------------------

CHEVRONS = ((0.62, 4.0), (0.4, 3.5), (0.22, 3.0))
"""Opacity and thickness of the open end's strokes, outwards from the value."""
CHEVRON_STEP = 7.0
CHEVRON_DEPTH = 4.0
OPEN_TIP = 3 * CHEVRON_STEP + CHEVRON_DEPTH
"""How far an open end reaches past its value."""

SOFT = (0.82, 0.62, 0.42, 0.22)
"""Opacities of a soft edge, from the sure side to the other, the value in the middle."""
SOFT_STEP = 4.0
SOFT_REACH = len(SOFT) * SOFT_STEP / 2

# One bar against its whole or its mark -----------------------------------------------------------

NOW_SHARE = 0.56
"""The most of the width that the words of the part take, those of the whole beside them."""
PIECES = 12
"""A fraction of more parts than this is drawn undivided."""
PIECE_GAP = 3
BRACKET = 10
"""How far under a whole the bracket is that spans it."""
MARK = Paint(stroke="ink", width=2.5)
"""The line at a threshold."""

# Dots and lines -----------------------------------------------------------------------------------

DOT = 6.5
TICK = 7.0
"""How long a tick of a row's own scale is."""
HALO = ((3.5, 0.2), (1.0, 0.4))
"""Around a dot that stands for about a value: how much wider, and how faint."""
RANGE = 13.0
"""How thick a range of ranks is drawn."""
POINT = 3.0
END_POINT = 4.5
LINE = 2.25
STRONG_LINE = 3.25
"""The line that is highlighted: it stands out without its colour too."""
TARGET_DASH = (5.0, 3.0)
FOOT = 12
"""Between a panel and the periods under it."""
PANEL_SHARE = 0.55
"""How high a panel of several is, of the height of one alone."""
END_SHARE = 0.24
"""The most of the width that the names at the ends of lines take."""
TICKS = 5
"""About how many ticks a scale has."""

MOST_POINTS = 2000
"""Of all lines together: more than this no drawing of this width shows."""
FEW = 12
"""Lines of up to so many points show all of them as dots."""
UNIT_ROOM = 24
"""How much longer than the others the word with the unit may be that stands beside its line."""
UNDER_UNIT = 4
"""Under a word that stands on a line of the grid."""
WIDE_END_SHARE = 0.36
"""The same where a name within the panel would otherwise be too high."""

CLOSE = 24
"""Of two points nearer to each other than this, one alone has its value beside it."""
AROUND = 20
"""A line goes up or down by its next points, a part of all of them as small as this."""
EXTREMES_FROM = 3
"""Lines of at least so many points have their highest and lowest labelled."""
END_GAP = 6
"""Between the names at the ends of lines."""
LEADER = Paint(stroke="neutral", width=1)
FAR = 20
"""A name farther than this from the end of its line has a leader."""

# Cells of units -----------------------------------------------------------------------------------

CELL_GAP = 1.5
LEAST_CELL = 4
"""A whole whose cells would be narrower is a bar."""
CELL_EMPTY = Paint(stroke="neutral", width=1)
CELL_DASH = (2.0, 1.5)
CELL_FADE = (0.7, 0.5, 0.3)
"""The cells after a value that may be more, or the last of one that may be less."""
COVERAGE_SHARE = 0.33
"""The most of the width that the words beside a whole take."""

# Timelines ----------------------------------------------------------------------------------------

MOST_EVENTS = 100
"""More than this are a list, and no picture."""
EVENT_GAP = 26
EVENT_DOT = 5.5

# Charts as files ----------------------------------------------------------------------------------

MARGIN = 40
"""Around the drawing of a chart as a file, and around its texts."""
FRAME_WIDTH = WIDE.width + 2 * MARGIN
FRAME_SCALE = 2
"""Pixels of a PNG to a unit."""
TITLE = Type(26, 700, spacing=1.3)
SUBTITLE = Type(16, spacing=1.45)
FOOTNOTE = Type(13, spacing=1.55)
CREDIT = Type(13, 600)
UNDER_TITLE = 8
AROUND_DRAWING = 26
"""Between the drawing and the texts above and below it."""
CREDIT_GAP = 14
"""On both sides of the rule above the credit."""
FRAME_RULE = Paint(stroke="faint", width=1)

# Cards for sharing --------------------------------------------------------------------------------

CARD_SIZE = CARD_WIDTH, CARD_HEIGHT = 1200, 630
CARD_MARGIN = 72
RIBBON = (96, 12)
"""The width and height of the accent at a card's top edge."""
KICKER = Type(32, 600)
CARD_CREDIT = Type(26)
CARD_LABEL = Type(34, spacing=1.3)
CARD_GAP = 20
"""The least between the headline and what stands above and below it."""
HEADLINES = tuple(range(72, 24, -4))
"""The sizes a headline may have, the first that fits is taken."""
HEADLINE_LINES = 4
FIGURES = tuple(range(116, 36, -8))
"""The sizes the figure may have."""
FIGURE_SPACING = 1.2
DRAWING_HEIGHT = 290
"""The highest drawing that leaves room for a headline."""
CREDIT_SHARE = 0.4
"""The most of the width that the credit takes, the label beside it."""
