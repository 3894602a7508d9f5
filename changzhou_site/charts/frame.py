"""A chart as a file: its wide drawing with the title above it and note, source and credit below."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from changzhou_site.charts import style
from changzhou_site.charts.fonts import font_features
from changzhou_site.charts.kinds import KINDS
from changzhou_site.charts.scene import Scene, set_scene
from changzhou_site.charts.words import Block, headline, paragraph
from changzhou_site.model import Chart, Site
from changzhou_site.references import plain_text
from changzhou_site.theme import LATIN, SANS, families, palette

if TYPE_CHECKING:
    from changzhou_site.charts.canvas import Canvas

WIDE = style.STYLES["wide"]


@dataclass(frozen=True)
class Frame:
    """The texts around a drawing, in its language; all but the title may be empty."""

    title: str
    subtitle: str
    note: str
    source: str
    credit: str


@dataclass(frozen=True)
class ChartFiles:
    """A chart as files that stand alone, on light paper."""

    svg: bytes
    png: bytes


def draw_files(chart: Chart, site: Site, language: str, frame: Frame) -> ChartFiles:
    """A chart in its frame, drawn once and written twice; the same bytes every time."""
    from changzhou_site.charts import canvas, svg  # Matplotlib is loaded where something is drawn

    colours = palette(site.meta.theme)
    light = {name: colour.light for name, colour in colours.items()}
    scene = set_scene(chart, site, language, "wide")
    alt = plain_text(chart.alt[language], site, language)
    with canvas.settings():
        surface = canvas.Canvas(
            style.FRAME_WIDTH, light, ground="paper", features=font_features(language)
        )
        _draw(surface, chart, scene, frame)
        drawn, png = surface.svg(), surface.png(style.FRAME_SCALE)
    inner = svg.finish(drawn, surface.marks, style=WIDE, palette=colours, prefix="", alt=alt)
    return ChartFiles(_alone(inner, frame.title, alt, language), png)


def _draw(canvas: Canvas, chart: Chart, scene: Scene, frame: Frame) -> None:
    top = _head(canvas, frame) + style.AROUND_DRAWING
    with canvas.moved(style.MARGIN, top):
        KINDS[chart.type].draw(canvas, scene)
    bottom = top + canvas.height + style.AROUND_DRAWING
    canvas.height = math.ceil(_foot(canvas, frame, bottom))


def _head(canvas: Canvas, frame: Frame) -> float:
    """The title and what it measures; where they end."""
    y = canvas.block(style.MARGIN, style.MARGIN, headline(frame.title, style.TITLE, WIDE.width))
    words = headline(frame.subtitle, style.SUBTITLE, WIDE.width, "muted")
    return canvas.block(style.MARGIN, y + style.UNDER_TITLE, words) if words.lines else y


def _foot(canvas: Canvas, frame: Frame, y: float) -> float:
    """Note and source, and under a rule whose it is; where the frame ends."""
    y = canvas.block(style.MARGIN, y, _footnotes(frame))
    if frame.credit:
        y += style.CREDIT_GAP
        ends = (style.MARGIN, y), (style.MARGIN + WIDE.width, y)
        canvas.line(ends, style.FRAME_RULE)
        words = paragraph(frame.credit, style.CREDIT, WIDE.width)
        y = canvas.block(style.MARGIN, y + style.CREDIT_GAP, words)
    return y + style.MARGIN - style.CREDIT_GAP


def _footnotes(frame: Frame) -> Block:
    note = paragraph(frame.note, style.FOOTNOTE, WIDE.width, "muted")
    return note + paragraph(frame.source, style.FOOTNOTE, WIDE.width, "muted")


# The SVG on its own -------------------------------------------------------------------------------


def _alone(inlined: str, title: str, alt: str, language: str) -> bytes:
    """An SVG with a name, a description and fonts of its own.

    Its colours are plain already. What has none is black, as Matplotlib leaves black unsaid.
    """
    drawing = ElementTree.fromstring(inlined)
    for group in drawing.iter("g"):
        group.attrib.pop("class", None)
    root = ElementTree.Element("svg", _attributes(drawing, language))
    ElementTree.SubElement(root, "title").text = title
    ElementTree.SubElement(root, "desc").text = alt
    root.extend(drawing)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _attributes(drawing: ElementTree.Element, language: str) -> dict[str, str]:
    kept = {name: drawing.attrib[name] for name in ("viewBox", "width", "height", "font-size")}
    names = (*LATIN, *SANS[1:]) if language == "en" else SANS
    return {
        "xmlns": "http://www.w3.org/2000/svg",
        "xml:lang": language,
        **kept,
        "font-family": families(names).replace('"', "'"),
    }
