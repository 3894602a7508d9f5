"""A chart as a file: its wide drawing with the title above it and note, source and credit below."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from changzhou_site.charts import style
from changzhou_site.charts.fonts import font_features
from changzhou_site.charts.kinds import CHART_TYPES
from changzhou_site.charts.staging import Staging
from changzhou_site.charts.words import headline, paragraph
from changzhou_site.model import TextSetting
from changzhou_site.theme import LATIN, SANS, families

if TYPE_CHECKING:
    from changzhou_site.charts.canvas import Canvas

WIDTH = style.WIDE.width


@dataclass(frozen=True)
class ChartFrame:
    """The texts around a drawing, in its language; all but the title may be empty."""

    title: str
    subtitle: str
    note: str
    source: str
    credit: str
    setting: TextSetting
    tag: str
    """The language, as SVG says it."""


@dataclass(frozen=True)
class ChartFiles:
    """A chart as files that stand alone, on light paper."""

    svg: bytes
    png: bytes


def draw_files(staging: Staging, frame: ChartFrame) -> ChartFiles:
    """A wide chart in its frame, drawn once and written twice; the same bytes every time."""
    from changzhou_site.charts import canvas, svg  # Matplotlib is loaded where something is drawn

    light = {name: colour.light for name, colour in staging.colours.items()}
    with canvas.settings():
        features = font_features(staging.is_han)
        surface = canvas.Canvas(style.FRAME_WIDTH, light, ground="paper", features=features)
        _draw(surface, staging, frame)
        inner, png = svg.write_svg(surface, staging), surface.png(style.FRAME_SCALE)
    return ChartFiles(_alone(inner, frame, staging), png)


def _draw(canvas: Canvas, staging: Staging, frame: ChartFrame) -> None:
    top = _head(canvas, frame) + style.AROUND_DRAWING
    with canvas.moved(style.MARGIN, top):
        CHART_TYPES[staging.type].draw(canvas, staging)
    bottom = top + canvas.height + style.AROUND_DRAWING
    canvas.height = math.ceil(_foot(canvas, frame, bottom))


def _head(canvas: Canvas, frame: ChartFrame) -> float:
    """The title and what it measures; where they end."""
    title, subtitle = (type.on(frame.setting) for type in (style.TITLE, style.SUBTITLE))
    y = canvas.block(style.MARGIN, style.MARGIN, headline(frame.title, title, WIDTH))
    words = headline(frame.subtitle, subtitle, WIDTH, "muted")
    return canvas.block(style.MARGIN, y + style.UNDER_TITLE, words) if words.lines else y


def _foot(canvas: Canvas, frame: ChartFrame, y: float) -> float:
    """Note and source, and under a rule whose it is; where the frame ends."""
    type = style.FOOTNOTE.on(frame.setting)
    for text in (frame.note, frame.source):
        y = canvas.block(style.MARGIN, y, paragraph(text, type, WIDTH, "muted"))
    if frame.credit:
        y += style.CREDIT_GAP
        ends = (style.MARGIN, y), (style.MARGIN + WIDTH, y)
        canvas.line(ends, style.FRAME_RULE)
        words = paragraph(frame.credit, style.CREDIT.on(frame.setting), WIDTH)
        y = canvas.block(style.MARGIN, y + style.CREDIT_GAP, words)
    return y + style.MARGIN - style.CREDIT_GAP


# The SVG on its own -------------------------------------------------------------------------------


def _alone(inlined: str, frame: ChartFrame, staging: Staging) -> bytes:
    """An SVG with a name, a description and fonts of its own.

    Its colours are plain already. What has none is black, as Matplotlib leaves black unsaid.
    """
    drawing = ElementTree.fromstring(inlined)
    for group in drawing.iter("g"):
        group.attrib.pop("class", None)
    names = SANS if staging.is_han else (*LATIN, *SANS[1:])
    attributes = {
        "xmlns": "http://www.w3.org/2000/svg",
        "xml:lang": frame.tag,
        **{name: drawing.attrib[name] for name in ("viewBox", "width", "height", "font-size")},
        "font-family": families(names).replace('"', "'"),
    }
    root = ElementTree.Element("svg", attributes)
    ElementTree.SubElement(root, "title").text = frame.title
    ElementTree.SubElement(root, "desc").text = staging.alt
    root.extend(drawing)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written
