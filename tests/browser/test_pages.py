"""What a reader's browser makes of the Changzhou site."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations, product
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.drawings import DRAWINGS, SMALLEST_TEXT, VISIBLE, overlap, reaches_out

pytestmark = pytest.mark.browser

PAGES = {
    "zh-article": "",
    "en-article": "en/",
    "zh-data": "data/",
    "en-data": "en/data/",
    "zh-methods": "methods/",
    "en-methods": "en/methods/",
    "not-found": "404.html",
}
WIDTHS = {"phone": 360, "desktop": 1280}
SCHEMES = ["light", "dark"]
CASES = ["-".join(case) for case in product(PAGES, WIDTHS, SCHEMES)]


@dataclass
class Reading:
    """A page as opened, and what went wrong while it loaded."""

    page: Page = field(repr=False)
    status: int = 0
    troubles: list[str] = field(default_factory=list)
    drawings: list[dict] = field(default_factory=list, repr=False)


def read(
    browser: Browser, address: str, width: int = 1280, scheme: Literal["light", "dark"] = "light"
) -> Reading:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    reading = Reading(context.new_page())
    host = urlsplit(address).netloc

    def hear_message(message) -> None:
        # The page's own status is `status`; the browser logs it too.
        own_status = message.text.startswith("Failed to load resource") and (
            message.location["url"] == address
        )
        if message.type == "error" and not own_status:
            reading.troubles.append(f"console: {message.text}")

    def see_request(request) -> None:
        url = urlsplit(request.url)
        if url.scheme not in ("data", "blob") and url.netloc != host:
            reading.troubles.append(f"another host: {request.url}")

    def see_response(response) -> None:
        if response.status >= 400 and response.url != address:
            reading.troubles.append(f"status {response.status}: {response.url}")

    page = reading.page
    page.on("console", hear_message)
    page.on("pageerror", lambda error: reading.troubles.append(f"page error: {error}"))
    page.on("request", see_request)
    page.on("requestfailed", lambda request: reading.troubles.append(f"failed: {request.url}"))
    page.on("response", see_response)
    response = page.goto(address)
    assert response is not None
    reading.status = response.status
    page.evaluate("document.fonts.ready.then(() => null)")
    reading.drawings = page.evaluate(DRAWINGS)
    return reading


# With module scope each case is opened once for all the tests that ask for it.
@pytest.fixture(scope="module", params=CASES)
def reading(
    request: pytest.FixtureRequest, browser: Browser, site_url: str, screenshots: Path
) -> Iterator[Reading]:
    name, width, scheme = request.param.rsplit("-", 2)
    reading = read(browser, site_url + PAGES[name], WIDTHS[width], scheme)
    reading.page.screenshot(path=screenshots / f"{request.param}.jpg", full_page=True)
    yield reading
    reading.page.context.close()


def test_a_page_opens_without_errors_and_asks_no_other_host(reading: Reading) -> None:
    assert reading.status == 200
    assert reading.troubles == [], "\n".join(reading.troubles)


def test_a_page_needs_no_sideways_scrolling(reading: Reading) -> None:
    needed, there = reading.page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert needed <= there


def test_every_chart_shows_exactly_one_drawing(reading: Reading) -> None:
    drawn = reading.page.eval_on_selector_all(
        "figure[data-chart]",
        f"""figures => figures.map(figure => [
            figure.dataset.chart,
            [...figure.querySelectorAll("svg")].filter({VISIBLE}).length,
        ])""",
    )
    assert [(chart, count) for chart, count in drawn if count != 1] == []


def test_every_key_figure_is_visible(reading: Reading) -> None:
    hidden = reading.page.eval_on_selector_all(
        ".key-figure data",
        f"all => all.filter(one => !({VISIBLE})(one)).map(one => one.dataset.indicator)",
    )
    assert hidden == []


def test_no_text_of_a_drawing_is_too_small_to_read(reading: Reading) -> None:
    small = [
        (drawing["name"], text["words"], text["size"])
        for drawing in reading.drawings
        for text in drawing["texts"]
        if text["size"] < SMALLEST_TEXT - 0.01
    ]
    assert small == []


def test_no_two_texts_of_a_drawing_overlap(reading: Reading) -> None:
    clashes = [
        (drawing["name"], one["words"], other["words"])
        for drawing in reading.drawings
        for one, other in combinations(drawing["texts"], 2)
        if overlap(one["box"], other["box"])
    ]
    assert clashes == []


def test_no_text_of_a_drawing_is_cut_off_at_its_edge(reading: Reading) -> None:
    cut = [
        (drawing["name"], text["words"])
        for drawing in reading.drawings
        for text in drawing["texts"]
        if reaches_out(text["box"], drawing["box"])
    ]
    assert cut == []


def test_the_article_has_the_same_charts_and_key_figures_in_both_languages(
    browser: Browser, site_url: str
) -> None:
    seen = []
    for language in ("zh", "en"):
        page = read(browser, site_url + PAGES[f"{language}-article"]).page
        charts = page.eval_on_selector_all(
            "figure[data-chart]", "all => all.map(one => one.dataset.chart)"
        )
        figures = page.eval_on_selector_all(
            ".key-figure data", "all => all.map(one => one.dataset.indicator)"
        )
        page.context.close()
        seen.append((charts, figures))

    [zh, en] = seen
    assert zh == en
    charts, figures = zh
    assert len(charts) >= 10
    assert len(figures) >= 4


def test_a_missing_address_at_any_depth_shows_the_styled_404_page(
    browser: Browser, site_url: str
) -> None:
    reading = read(browser, site_url + "no/such/page/")
    sheets = reading.page.evaluate("document.styleSheets.length")
    reading.page.context.close()

    assert reading.status == 404
    assert reading.troubles == [], "\n".join(reading.troubles)
    assert sheets > 0


# Wider spacing, narrow screens --------------------------------------------------------------------

SPACING = """
* {
  line-height: 1.5 !important;
  letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important;
}
p { margin-bottom: 2em !important }
"""
"""What a reader may ask for, by WCAG 1.4.12."""


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("path", ["", "en/"], ids=["zh", "en"])
def test_drawings_hold_under_wider_spacing(
    browser: Browser, site_url: str, path: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, bypass_csp=True)
    page = context.new_page()
    page.goto(site_url + path)
    page.add_style_tag(content=SPACING)
    drawings = page.evaluate(DRAWINGS)
    assert drawings
    for drawing in drawings:
        for text in drawing["texts"]:
            assert not reaches_out(text["box"], drawing["box"]), (drawing["name"], text["words"])
        for one, other in combinations(drawing["texts"], 2):
            assert not overlap(one["box"], other["box"]), (one["words"], other["words"])
    context.close()


@pytest.mark.parametrize("width", [320, 360, 700, 1280])
def test_figures_begin_where_the_text_begins(browser: Browser, site_url: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(site_url)
    edges = page.eval_on_selector_all(
        ".section > .key-figures, .section > .text > p:first-child",
        "all => [...new Set(all.map(each => Math.round(each.getBoundingClientRect().left)))]",
    )
    assert page.locator(".section > .key-figures").count()
    assert len(edges) == 1
    page.close()
