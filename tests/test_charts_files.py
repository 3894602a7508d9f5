"""Charts as framed files, and cards: what stands in them, their size, and that nothing is cut."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from changzhou_site.charts import (
    Card,
    ChartFiles,
    ChartFrame,
    chart_table,
    draw_card,
    draw_files,
    stage_chart,
)
from changzhou_site.charts.canvas import Canvas
from changzhou_site.charts.fonts import font_path, measure
from changzhou_site.charts.style import CARD_MARGIN, RIBBON, SPARE, Anchor, Type
from changzhou_site.charts.words import headline, paragraph
from changzhou_site.figures import plain_text
from changzhou_site.load import load_site
from changzhou_site.model import Localised, Site, TextSetting
from changzhou_site.theme import COLOURS, palette
from tests.boxes import Box, nothing_overlaps, text_box

ROOT = Path(__file__).parents[1]
NS = "{http://www.w3.org/2000/svg}"
LONG = {
    "zh": "常州的地区生产总值在五年里年均增长百分之七点一，"
    "离万亿元大关只差一千一百九十二亿四千万元，动力电池的产量、销量和产能都排在全国前面，而工业一般纳税人销售的目标还要再走很长的一段路",
    "en": "Gross domestic product grew by 7.1% a year on average over five years, which leaves the "
    "city’s economy ¥119.24 billion short of a trillion yuan, while industrial sales have further "
    "to go before they meet “the goal”",
}


@cache
def site() -> Site:
    found = load_site(ROOT).site
    assert found is not None
    return found


def setting(language: str) -> TextSetting:
    return site().settings[language]


def framed(
    title: str, subtitle: str, note: str, source: str, credit: str, language: str
) -> ChartFrame:
    return ChartFrame(title, subtitle, note, source, credit, setting(language), language)


def said_in(text: Localised, language: str) -> str:
    """A text of a chart as it reads."""
    return plain_text(text[language], site(), site().languages[language])


def frame_of(id: str, language: str) -> ChartFrame:
    chart = site().charts[id]
    assert chart.subtitle is not None
    title, subtitle = (said_in(text, language) for text in (chart.title, chart.subtitle))
    note = said_in(chart.note, language) if chart.note else ""
    credit = "Data Microsite · CC BY 4.0"
    return framed(title, subtitle, note, "来源：现代快报+ 1.4", credit, language)


@cache
def files(id: str, language: str, frame: ChartFrame | None = None) -> ChartFiles:
    return drawn(site(), id, language, frame or frame_of(id, language))


def drawn(of: Site, id: str, language: str, frame: ChartFrame) -> ChartFiles:
    return draw_files(stage_chart(of.charts[id], of, of.languages[language], "wide"), frame)


def tree(made: ChartFiles) -> ElementTree.Element:
    return ElementTree.fromstring(made.svg)


def picture(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


def words(root: ElementTree.Element) -> str:
    """All the texts of an SVG, run together without spaces."""
    return bare("".join(text.text or "" for text in root.iter(NS + "text")))


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def hex_of(pixel: object) -> str:
    assert isinstance(pixel, tuple)
    return "#{:02x}{:02x}{:02x}".format(*pixel)


ALL = [
    pytest.param(id, language, id=f"{id}-{language}")
    for id in site().charts
    for language in site().meta.languages
]
SOME = [pytest.param(id, language, id=f"{id}-{language}") for id, language in (
    ("policy_money", "zh"), ("national_ranks", "en"),
)]  # fmt: skip


# The SVG ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("id", "language"), ALL)
def test_svg_says_everything_in_the_picture(id: str, language: str) -> None:
    said, frame = words(tree(files(id, language))), frame_of(id, language)
    for text in (frame.title, frame.subtitle, frame.note, frame.source, frame.credit):
        assert bare(text) in said
    for row in chart_table(site().charts[id], site(), site().languages[language]).rows:
        assert bare(row.label) in said
        assert bare(row.value).split("/")[0] in said


@pytest.mark.parametrize(("id", "language"), ALL)
def test_svg_stands_alone(id: str, language: str) -> None:
    made = files(id, language)
    text, root = made.svg.decode(), tree(made)
    assert root.attrib["viewBox"] == f"0 0 {root.attrib['width']} {root.attrib['height']}"
    assert root.attrib["width"] == "800"
    assert root.findtext(f"{NS}title") == frame_of(id, language).title
    assert root.findtext(f"{NS}desc") == said_in(site().charts[id].alt, language)
    assert text.count("font-family") == 1
    first = root.attrib["font-family"].split(", ")[1]
    assert first == ("'Segoe UI'" if language == "en" else "'PingFang SC'")
    assert not re.search(r"var\(|style|class=|href|url\(|<metadata|<!| id=|NaN", text)
    assert text.count("http") == 1
    colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', text)) - {"none"}
    assert colours <= {colour.light for colour in COLOURS.values()}


def test_svg_keeps_its_marks() -> None:
    marks = [group.attrib for group in tree(files("battery_made_and_sold", "zh")).iter(NS + "g")]
    found = [mark["data-indicator"] for mark in marks if "data-indicator" in mark]
    assert found == list(site().charts["battery_made_and_sold"].ids)


def test_a_site_has_its_own_colours() -> None:
    tokens = {
        "accent": {"light": "#000000", "dark": "#ffffff"},
        "paper": {"light": "#ffeedd", "dark": "#000000"},
    }
    other = replace(site(), meta=replace(site().meta, tokens=tokens))
    frame = frame_of("battery_made_and_sold", "en")
    made = drawn(other, "battery_made_and_sold", "en", frame)
    root = tree(made)
    ground = next(root.iter(NS + "rect"))
    assert ground.attrib["fill"] == "#ffeedd"
    assert "fill" not in root.attrib  # what says nothing is black
    assert hex_of(picture(made.png).getpixel((0, 0))) == "#ffeedd"
    assert COLOURS["accent"].light not in made.svg.decode()


def test_texts_are_escaped_and_may_be_missing() -> None:
    full = framed('<b>"a" & b</b>', "", "", "", "", "en")
    root = tree(files("growth_pair", "en", full))
    assert root.findtext(f"{NS}title") == full.title
    assert bare(full.title) in words(root)
    whole = tree(files("growth_pair", "en"))
    assert float(root.attrib["height"]) < float(whole.attrib["height"]) - 100


# The PNG ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("id", "language"), SOME)
def test_png_is_the_svg_at_twice_its_size(id: str, language: str) -> None:
    made = files(id, language)
    image, root = picture(made.png), tree(made)
    assert image.size == (2 * int(root.attrib["width"]), 2 * int(root.attrib["height"]))
    seen = {hex_of(pixel): count for count, pixel in image.getcolors(1 << 16) or []}
    for token in ("paper", "ink", "accent", "muted", "neutral"):
        assert seen[COLOURS[token].light] > 100, token
    assert max(seen, key=lambda colour: seen[colour]) == COLOURS["paper"].light
    corners = (0, 0), (image.width - 1, 0), (0, image.height - 1)
    assert {hex_of(image.getpixel(corner)) for corner in corners} == {COLOURS["paper"].light}


def test_png_tells_nothing_of_its_making() -> None:
    data = files("policy_money", "zh").png
    chunks = re.findall(rb"(?<=.{4})(?:IHDR|PLTE|IDAT|IEND|tEXt|iTXt|zTXt|tIME|pHYs|eXIf)", data)
    assert set(chunks) == {b"IHDR", b"PLTE", b"IDAT", b"IEND"}
    assert len(data) < 90_000


def test_margins_of_the_png_are_empty() -> None:
    image = picture(files("policy_money", "zh").png)
    inside = (2 * 39, 2 * 39, image.width - 2 * 39, image.height - 2 * 25)
    image.paste(COLOURS["paper"].light, inside)
    assert image.getcolors() == [
        (image.width * image.height, tuple(bytes.fromhex(COLOURS["paper"].light[1:])))
    ]


# Boxes --------------------------------------------------------------------------------------------


def box(text: str, x: float, y: float, type: Type, anchor: str, spare: float) -> Box:
    return text_box(text, x, y, measure(text, type) * spare, type.size, anchor)


def boxes(element: ElementTree.Element, inherited: dict[str, str] | None = None) -> Iterator[Box]:
    """Every text with 15 % to spare, as high as its letters are."""
    said = {"font-weight": "400", "text-anchor": "start", **(inherited or {}), **element.attrib}
    if element.tag == NS + "text":
        size, weight = float(said["font-size"]), int(said["font-weight"])
        type = Type(size, weight, setting=setting("zh"))  # every language measures alike
        x, y = float(said["x"]), float(said["y"])
        yield box(element.text or "", x, y, type, said["text-anchor"], SPARE)
    for child in element:
        yield from boxes(child, said)


def stays_inside(found: list[Box], width: float, height: float, margin: float) -> None:
    for box in found:
        assert box.left >= margin - 1, box
        assert box.right <= width - margin + 1, box
        assert box.top >= 0, box
        assert box.bottom <= height - margin / 2, box


@pytest.mark.parametrize(("id", "language"), ALL)
def test_everything_stays_in_the_frame(id: str, language: str) -> None:
    root = tree(files(id, language))
    found = list(boxes(root))
    stays_inside(found, 800, float(root.attrib["height"]), 40)
    nothing_overlaps(found)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_long_texts_wrap(language: str) -> None:
    long = LONG[language]
    frame = framed(long, long, f"{long}。{long}", long, f"{long} · CC BY", language)
    root = tree(files("battery_made_and_sold", language, frame))
    found = list(boxes(root))
    stays_inside(found, 800, float(root.attrib["height"]), 40)
    nothing_overlaps(found)
    assert words(root).count(bare(long)) == 6


# Cards --------------------------------------------------------------------------------------------

CARD = Card(
    kicker="常州产业",
    headline="离万亿元大关还差1192.4亿元，常州要靠工业跨过去",
    value="8807.6亿元",
    label="地区生产总值",
    credit="数据新闻微站示例",
    setting=setting("zh"),
    is_han=True,
)
CARDS = {
    "plain": CARD,
    "short": replace(CARD, headline="数据与方法"),
    "long": replace(CARD, headline=LONG["zh"], label=LONG["zh"][:40], credit=LONG["zh"][:40]),
    "long-en": Card(
        kicker="Changzhou’s industry",
        headline=LONG["en"],
        value="at least ¥119.24 billion a year",
        label=LONG["en"][:60],
        credit=LONG["en"][:50],
        setting=setting("en"),
        is_han=False,
    ),
    "no-figure": replace(CARD, value="", label="", kicker="", credit=""),
}


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Box, Type]]:
    """What is written on a canvas, with its box as it is drawn."""
    found: list[tuple[Box, Type]] = []
    draw = Canvas.text

    def text(
        self: Canvas,
        x: float,
        y: float,
        text: str,
        type: Type,
        colour: str = "ink",
        anchor: Anchor = "start",
    ) -> None:
        found.append((box(text, x, y, type, anchor, 1), type))
        draw(self, x, y, text, type, colour, anchor)

    monkeypatch.setattr(Canvas, "text", text)
    return found


@pytest.mark.parametrize("name", CARDS)
def test_card_holds_its_texts(name: str, said: list[tuple[Box, Type]]) -> None:
    card = CARDS[name]
    image = picture(draw_card(card, COLOURS))
    assert image.size == (1200, 630)
    found = [box for box, _ in said]
    stays_inside(found, 1200, 630, CARD_MARGIN)
    nothing_overlaps(found)
    written = bare("".join(box.text for box in found))
    for text in (card.kicker, card.headline, card.value, card.label, card.credit):
        assert bare(text) in written
    lines = [type for _, type in said if type.face == "serif"]
    assert 1 <= len(lines) <= 4
    assert len(set(lines)) == 1
    assert lines[0].size >= 30
    margins_are_empty(image)


def margins_are_empty(image: Image.Image) -> None:
    """Nothing is drawn outside the margins but the ribbon."""
    paper = COLOURS["paper"].light
    image.paste(paper, (CARD_MARGIN - 2, 0, image.width - CARD_MARGIN + 2, image.height - 40))
    assert len(image.getcolors() or []) == 1


def test_card_shows_ribbon_figure_and_serif() -> None:
    image = picture(draw_card(CARD, COLOURS))
    accent = COLOURS["accent"].light
    assert hex_of(image.getpixel((CARD_MARGIN + RIBBON[0] // 2, RIBBON[1] // 2))) == accent
    seen = {hex_of(pixel): count for count, pixel in image.getcolors(1 << 16) or []}
    assert seen[accent] > 20_000
    assert seen[COLOURS["ink"].light] > 3_000
    assert "Serif" in font_path("serif")


def test_card_has_the_colours_of_the_site() -> None:
    overrides = {"paper": {"light": "#ffeedd", "dark": "#000000"}}
    image = picture(draw_card(CARD, palette(overrides)))
    assert hex_of(image.getpixel((0, 629))) == "#ffeedd"


# Words --------------------------------------------------------------------------------------------


def lines_of(text: str, width: float, language: str = "zh") -> list[str]:
    type = Type(10, setting=setting(language))
    return [line.text for line in headline(text, type, width).lines]


def test_headlines_break_after_their_phrases() -> None:
    text = "从整个经济到工业再到电池，常州的名次越来越靠前"
    assert lines_of(text, 16 * 10 * SPARE) == ["从整个经济到工业再到电池，", "常州的名次越来越靠前"]


def test_headlines_lose_nothing() -> None:
    for text in ("，，“常州：”好（在建）。。", "离万亿元，常州（2021年）", "a: b, c", "？"):
        for width in (20, 60, 200):
            assert bare("".join(lines_of(text, width))) == bare(text)


def test_headlines_keep_numbers_with_their_units() -> None:
    for width in range(60, 300, 10):
        english = lines_of("The capacity of the city is over 260 GWh a year", width, "en")
        assert any("260\u00a0GWh" in line for line in english)
        chinese = lines_of("离万亿元大关还差1192.4亿元常州要靠工业跨过去", width)
        assert any("1192.4亿元" in line for line in chinese)


def test_paragraphs_end_in_no_single_word() -> None:
    text = "Both goals are lower limits, so compare progress and not amounts."
    type = Type(10, setting=setting("en"))
    width = measure(text, type) * SPARE - 5
    lines = paragraph(text, type, width).lines
    assert len(lines) == 2
    assert min(measure(line.text, type) for line in lines) * SPARE > width * 0.4


# Determinism --------------------------------------------------------------------------------------


def digest() -> str:
    made = drawn(site(), "policy_money", "en", frame_of("policy_money", "en"))
    card = draw_card(CARD, COLOURS)
    return hashlib.sha256(made.svg + made.png + card).hexdigest()


def test_the_same_bytes_every_time_and_everywhere(tmp_path: Path) -> None:
    code = "from tests.test_charts_files import digest; print(digest())"
    settings = {"LC_ALL": "C", "TZ": "Asia/Kathmandu", "PYTHONHASHSEED": "7"}
    (tmp_path / "matplotlibrc").write_text(
        "savefig.dpi: 31\ntext.hinting: default\nlines.linewidth: 9\n"
    )
    environment = os.environ | settings | {"PYTHONPATH": str(ROOT), "MPLCONFIGDIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == digest() == digest()


def test_matplotlib_waits_for_something_to_draw() -> None:
    code = "import sys, changzhou_site.charts; print('matplotlib' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
