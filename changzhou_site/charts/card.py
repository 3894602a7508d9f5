"""A card for sharing: a headline and a figure, to be read in a preview of 300 pixels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from changzhou_site.charts import style
from changzhou_site.charts.fonts import font_features
from changzhou_site.charts.kinds import CHART_TYPES
from changzhou_site.charts.staging import Staging
from changzhou_site.charts.style import Type
from changzhou_site.charts.words import TextBlock, block, fits, headline, paragraph, room
from changzhou_site.model import TextSetting
from changzhou_site.theme import Colour

if TYPE_CHECKING:
    from changzhou_site.charts.canvas import Canvas

LEFT, RIGHT = style.CARD_MARGIN, style.CARD_WIDTH - style.CARD_MARGIN
WIDTH = (RIGHT - LEFT) * style.SPARE * 0.98
"""What words may take: they are read in the font they are measured in, so little is to spare."""


@dataclass(frozen=True)
class Card:
    """The texts of a card, in its language; all but the headline may be empty."""

    kicker: str
    headline: str
    value: str
    label: str
    """What the value is."""
    credit: str
    setting: TextSetting
    is_han: bool
    drawing: Staging | None = None
    """Stands for value and label where it leaves room for the headline."""


def draw_card(card: Card, colours: Mapping[str, Colour]) -> bytes:
    """A card as PNG, on light paper; the same bytes every time."""
    from changzhou_site.charts import canvas  # Matplotlib is loaded where something is drawn

    light = {name: colour.light for name, colour in colours.items()}
    with canvas.settings():
        surface = canvas.Canvas(
            style.CARD_WIDTH, light, ground="paper", features=font_features(card.is_han)
        )
        surface.height = style.CARD_HEIGHT
        _draw(surface, card)
        return surface.png()


def _draw(canvas: Canvas, card: Card) -> None:
    canvas.rect(LEFT, 0, *style.RIBBON, style.Paint(fill="accent"))
    kicker = paragraph(card.kicker, style.KICKER.on(card.setting), WIDTH, "accent")
    top = canvas.block(LEFT, style.CARD_MARGIN - style.CARD_GAP, kicker) + style.CARD_GAP
    height = _drawing_height(canvas, card)
    bottom = (_drawn_foot(canvas, card, height) if height else _foot(canvas, card)) - style.CARD_GAP
    canvas.block(LEFT, top, _headline(card, bottom - top))


def _drawing_height(canvas: Canvas, card: Card) -> float:
    """How high the chart is; nothing where there is none, or no room for it."""
    if card.drawing is None:
        return 0
    trial = replace(canvas, marks=[])
    CHART_TYPES[card.drawing.type].draw(trial, card.drawing)
    return trial.height if trial.height <= style.DRAWING_HEIGHT else 0


def _drawn_foot(canvas: Canvas, card: Card, height: float) -> float:
    """The credit at the bottom, the chart over it; where that begins."""
    bottom = style.CARD_HEIGHT - style.CARD_MARGIN + style.CARD_GAP
    type = style.CARD_CREDIT.on(card.setting)
    credit = paragraph(card.credit, type, WIDTH * style.CREDIT_SHARE, "muted")
    canvas.block(RIGHT, bottom - credit.height, credit, style.END)
    top, drawn_height = bottom - credit.height - style.CARD_GAP - height, canvas.height
    with canvas.moved(LEFT, top):
        assert card.drawing is not None
        CHART_TYPES[card.drawing.type].draw(canvas, card.drawing)
    canvas.height = drawn_height
    return top


def _headline(card: Card, height: float) -> TextBlock:
    """As large as it fits into a few lines, or else as many lines as it takes."""
    setting = card.setting
    spacing = setting.rules.headline
    types = [Type(size, 400, "serif", spacing, setting) for size in style.HEADLINES]
    blocks = [headline(card.headline, type, WIDTH) for type in types]
    fitting = [
        words
        for type, words in zip(types, blocks, strict=True)
        if words.height <= height and fits(card.headline, type, WIDTH)
    ]
    short = [words for words in fitting if len(words.lines) <= style.HEADLINE_LINES]
    return next(iter([*short, *fitting, blocks[-1]]))


def _foot(canvas: Canvas, card: Card) -> float:
    """From the bottom up: credit and label side by side, the value over them; where they begin."""
    bottom = style.CARD_HEIGHT - style.CARD_MARGIN + style.CARD_GAP
    credit = paragraph(
        card.credit, style.CARD_CREDIT.on(card.setting), WIDTH * style.CREDIT_SHARE, "muted"
    )
    canvas.block(RIGHT, bottom - credit.height, credit, style.END)
    beside = WIDTH - credit.width - 2 * style.CARD_GAP
    label = block(card.label, style.CARD_LABEL.on(card.setting), beside, "muted")
    canvas.block(LEFT, bottom - label.height, label)
    value = _figure(card)
    top = bottom - max(label.height, credit.height)
    return canvas.block(LEFT, top - value.height, value) - value.height


def _figure(card: Card) -> TextBlock:
    """The value on one line, as large as it fits."""
    spacing, setting = style.FIGURE_SPACING, card.setting
    types = [Type(size, 600, spacing=spacing, setting=setting) for size in style.FIGURES]
    type = next((type for type in types if room(card.value, type) <= WIDTH), types[-1])
    return block(card.value, type, WIDTH, "accent")
