"""Every chart type, bound and kind as a reader's browser draws it, in the reader's fonts."""

from collections.abc import Callable, Iterator
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from changzhou_site.charts import CHART_TYPES
from tests.browser.drawings import (
    COLOURS,
    DRAWINGS,
    SMALLEST_TEXT,
    Seen,
    contrast,
    overlap,
    reaches_out,
)
from tests.browser.served import serving

pytestmark = pytest.mark.browser

PROJECT = Path(__file__).parents[1] / "sites/charts"
WIDTHS = [1280, 768, 360, 320]
WIDE_FROM = 720
LARGEST = 1.25
PAGES = {
    f"{language}-{kind}": prefix + ("" if kind == "bar" else f"{kind}/")
    for (language, prefix), kind in product({"zh": "", "en": "en/"}.items(), CHART_TYPES)
}


@pytest.fixture(scope="module")
def charts_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site of charts, built and served."""
    out = tmp_path_factory.mktemp("charts") / "dist"
    with serving(PROJECT, out) as url:
        yield url


@pytest.fixture(scope="module")
def window(browser: Browser, charts_url: str) -> Iterator[Page]:
    """One window for all tests."""
    page = browser.new_page(base_url=charts_url)
    yield page
    page.close()


# With module scope each page is opened once for all the tests that ask for it.
@pytest.fixture(scope="module", params=PAGES)
def page(request: pytest.FixtureRequest, window: Page) -> Page:
    window.goto(f"./{PAGES[request.param]}")
    window.evaluate("document.fonts.ready.then(() => null)")
    return window


@pytest.fixture
def media(page: Page) -> Iterator[Callable[..., Seen]]:
    """The colours of the page in a medium."""

    def seen_in(**media: Any) -> Seen:
        page.emulate_media(**media)
        seen: Seen = page.evaluate(COLOURS)
        return seen

    yield seen_in
    page.emulate_media(media="screen", color_scheme="light", forced_colors="none")


def test_drawings_are_whole_at_every_width(page: Page) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        drawings = page.evaluate(DRAWINGS)
        assert drawings
        for drawing in drawings:
            where = f"{drawing['name']} at {width}"
            is_laid_out_for_its_room(drawing, where)
            texts_are_whole(drawing, where)


def is_laid_out_for_its_room(drawing: Seen, where: str) -> None:
    wide = drawing["layout"] == "wide"
    assert wide == (drawing["room"] >= WIDE_FROM), where
    assert 0.999 < drawing["scale"] < (1.001 if wide else LARGEST + 0.001), where
    assert drawing["box"]["right"] - drawing["box"]["left"] <= drawing["room"] + 0.01, where


def texts_are_whole(drawing: Seen, where: str) -> None:
    for text in drawing["texts"]:
        assert text["size"] >= SMALLEST_TEXT - 0.01, (where, text)
        assert not reaches_out(text["box"], drawing["box"]), (where, text)
    for one, other in combinations(drawing["texts"], 2):
        assert not overlap(one["box"], other["box"]), (where, one["words"], other["words"])


# Colours ------------------------------------------------------------------------------------------


Media = Callable[..., Seen]
COLOURED = pytest.mark.parametrize(
    "page", [name for name in PAGES if name.startswith("zh-")], indirect=True
)
"""Colours are the same in both languages."""


@COLOURED
def test_another_colour_scheme_recolours_without_a_reload(page: Page, media: Media) -> None:
    page.evaluate("window.stays = true")
    light, dark = media(color_scheme="light"), media(color_scheme="dark")
    on_paper = [media(color_scheme=scheme, media="print") for scheme in ("light", "dark")]

    assert page.evaluate("window.stays")
    for one, other in zip(light["shapes"], dark["shapes"], strict=True):
        assert (one["fill"], one["stroke"]) != (other["fill"], other["stroke"]), one
    assert on_paper[0] == on_paper[1]


@COLOURED
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_and_texts_stand_out(page: Page, media: Media, scheme: str) -> None:
    stand_out(media(color_scheme=scheme))


@COLOURED
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_and_texts_stand_out_in_forced_colours(page: Page, media: Media, scheme: str) -> None:
    seen = media(color_scheme=scheme, forced_colors="active")
    # With `auto` every fill would become the colour of text, and what is hollow would be solid.
    assert {shape["forced"] for shape in seen["shapes"]} == {"none"}
    stand_out(seen)
    hollow = [shape for shape in seen["shapes"] if "--paper" in shape["token"]]
    assert all(contrast(shape["fill"], seen["ground"]) < 1.1 for shape in hollow)


def stand_out(seen: Seen) -> None:
    """Texts by 4.5 to 1, and of each mark something by 3 to 1."""
    ground = seen["ground"]
    marks: dict[str, float] = {}
    for shape in seen["shapes"]:
        if shape["name"] == "text":
            assert contrast(shape["fill"], ground) >= 4.5, shape
            continue
        painted = [colour for colour in (shape["fill"], shape["stroke"]) if colour != "none"]
        best = max(contrast(colour, ground) for colour in painted)
        marks[shape["mark"]] = max(best, marks.get(shape["mark"], 0))
    marks.pop("", None)
    assert marks
    assert {mark: best for mark, best in marks.items() if best < 3} == {}
