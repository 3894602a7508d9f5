"""The pages on paper, A4: no sheet with a single line, no heading left at its foot."""

import pytest
from playwright.sync_api import Browser

from tests.browser.printed import Printed, sheets

pytestmark = pytest.mark.browser

PAGES = ["", "en/", "data/", "en/data/", "methods/", "en/methods/", "charts/goals_distance/"]

TEXT_SIZE = 11
"""Points; headings are larger."""
SHEET_HEIGHT = (297 - 2 * 18) / 25.4 * 96
SHEET_WIDTH = (210 - 2 * 16) / 25.4 * 96
"""CSS pixels between the margins."""


def printed(browser: Browser, address: str) -> list[list[Printed]]:
    page = browser.new_page()
    page.goto(address)
    page.evaluate("document.fonts.ready.then(() => null)")
    pdf = page.pdf(prefer_css_page_size=True, format="A4")
    page.close()
    return sheets(pdf)


@pytest.mark.parametrize("path", PAGES)
def test_every_sheet_has_some_lines_and_none_ends_with_a_heading(
    browser: Browser, site_url: str, path: str
) -> None:
    found = printed(browser, site_url + path)
    lines = [len({run.height for run in sheet}) for sheet in found]
    at_the_foot = [min(sheet, key=lambda run: run.height).size for sheet in found]

    assert min(lines) > 3, lines
    assert max(at_the_foot) <= TEXT_SIZE + 0.1, at_the_foot
    assert max(run.size for sheet in found for run in sheet) > TEXT_SIZE + 1


@pytest.mark.parametrize("path", PAGES)
def test_a_chart_fits_a_sheet_whole_and_a_table_repeats_its_head(
    browser: Browser, site_url: str, path: str
) -> None:
    page = browser.new_page(viewport={"width": round(SHEET_WIDTH), "height": 1000})
    page.emulate_media(media="print")
    page.goto(site_url + path)
    charts = page.eval_on_selector_all(
        ".chart",
        "all => all.map(e => [getComputedStyle(e).breakInside, e.getBoundingClientRect().height])",
    )
    heads = page.eval_on_selector_all(
        "thead", "all => all.filter(e => e.checkVisibility()).map(e => getComputedStyle(e).display)"
    )
    page.close()

    assert charts or heads or "methods" in path
    assert all(rule == "avoid" and height < SHEET_HEIGHT for rule, height in charts)
    assert set(heads) <= {"table-header-group"}
