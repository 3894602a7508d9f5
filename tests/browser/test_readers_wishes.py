"""What a reader asks of every site: more contrast, wider spacing, letters twice as large."""

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from audit.tools import BROWSER_ARGS
from tests.browser.drawings import contrast

pytestmark = pytest.mark.browser

PAGES = {
    "zh": "",
    "en": "en/",
    "zh-data": "data/",
    "en-data": "en/data/",
    "zh-methods": "methods/",
    "en-methods": "en/methods/",
    "zh-chart": "charts/goals_distance/",
    "en-chart": "en/charts/goals_distance/",
}
EVERY_PAGE = pytest.mark.parametrize("path", PAGES.values(), ids=list(PAGES))

SIDEWAYS = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"

# Each text that is seen, with its colour and that of the nearest ground behind it.
INKS = """
    () => {
        const clear = colour => /, 0\\)$|transparent/.test(colour);
        const groundOf = element => {
            for (let one = element; one; one = one.parentElement) {
                const {backgroundColor} = getComputedStyle(one);
                if (!clear(backgroundColor)) return backgroundColor;
            }
            return "rgb(255, 255, 255)";
        };
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const found = [];
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const holder = node.parentElement;
            if (!node.data.trim() || !holder.checkVisibility({visibilityProperty: true})) continue;
            const {color, fill} = getComputedStyle(holder);
            found.push([node.data.trim(), holder.closest("text") ? fill : color, groundOf(holder)]);
        }
        return found;
    }
"""


@EVERY_PAGE
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_more_contrast_is_seven_to_one(
    browser: Browser, site_url: str, path: str, scheme: Literal["light", "dark"]
) -> None:
    page = browser.new_page(contrast="more", color_scheme=scheme, reduced_motion="reduce")
    page.goto(site_url + path)
    inks = page.evaluate(INKS)
    page.close()

    assert len(inks) > 8
    assert [words for words, ink, ground in inks if contrast(ink, ground) < 7] == []


SPACING = """
    * {
        line-height: 1.5 !important;
        letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important;
    }
    p { margin-bottom: 2em !important }
"""
"""What a reader may ask for, by WCAG 1.4.12."""

# The labels that CSS sets before values, as long as the words in them, and the room they have.
LABELS = """
    () => [...document.querySelectorAll("[data-label]")].filter(cell => cell.checkVisibility()
            && getComputedStyle(cell, "::before").content !== "none")
        .map(cell => {
            const label = document.createElement("span");
            label.textContent = cell.dataset.label;
            label.style.whiteSpace = "nowrap";
            cell.append(label);
            const needed = label.getBoundingClientRect().width;
            label.remove();
            return [cell.dataset.label, needed, parseFloat(getComputedStyle(cell).paddingLeft)];
        })
"""


@EVERY_PAGE
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_wider_spacing_pushes_nothing_out_of_its_place(
    browser: Browser, site_url: str, path: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, bypass_csp=True)
    page = context.new_page()
    page.goto(site_url + path)
    page.add_style_tag(content=SPACING)
    needed, there = page.evaluate(SIDEWAYS)
    labels = page.evaluate(LABELS)
    context.close()

    assert needed <= there
    if "data" in path and width < 640:
        assert len(labels) > 100
        assert [label for label, wide, room in labels if wide > room - 3] == []


@pytest.fixture(scope="module")
def large_letters(browser: Browser, browser_path: str) -> Iterator[Page]:
    """A window of a browser whose reader has asked for letters twice as large."""
    twice = "--blink-settings=defaultFontSize=32,defaultFixedFontSize=26"
    another = browser.browser_type.launch(executable_path=browser_path, args=[*BROWSER_ARGS, twice])
    yield another.new_page()
    another.close()


@EVERY_PAGE
@pytest.mark.parametrize("width", [390, 768, 1280])
def test_letters_twice_as_large_need_no_sideways_scrolling(
    large_letters: Page, site_url: str, path: str, width: int
) -> None:
    large_letters.set_viewport_size({"width": width, "height": 900})
    large_letters.goto(site_url + path)
    size = large_letters.evaluate("getComputedStyle(document.documentElement).fontSize")
    needed, there = large_letters.evaluate(SIDEWAYS)

    assert size == "36px"
    assert needed <= there
