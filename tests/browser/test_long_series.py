"""A line of many points in the browser: a slider that keyboard, pointer and touch go along."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page

from tests.browser.served import serving

pytestmark = pytest.mark.browser

PROJECT = Path(__file__).parents[1] / "sites/payrolls"


@pytest.fixture(scope="module")
def payrolls_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site of payrolls, built and served."""
    out = tmp_path_factory.mktemp("payrolls") / "dist"
    with serving(PROJECT, out) as url:
        yield url


@pytest.fixture(params=["en/", "en/charts/jobs/"], ids=["article", "alone"])
def page(request: pytest.FixtureRequest, browser: Browser, payrolls_url: str) -> Iterator[Page]:
    """The article, which has no table of the points, and the chart's own page, which has one."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    troubles: list[str] = []

    def hear(said: ConsoleMessage) -> None:
        if said.type == "error":
            troubles.append(said.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto(payrolls_url + request.param)
    yield page
    context.close()
    assert troubles == []


def slider(page: Page, label: str) -> Locator:
    figure = page.locator("figure[data-chart=jobs]")
    return figure.get_by_role("slider", name=label).and_(page.locator(":visible"))


def said(page: Page) -> str:
    return page.locator("figure[data-chart=jobs] [role=status]").inner_text()


def test_a_line_is_one_stop_of_the_keyboard_and_reaches_every_point(page: Page) -> None:
    line = slider(page, "Manufacturing")
    line.focus()
    ends = [line.get_attribute(f"aria-value{end}") for end in ("min", "max")]
    assert ends == ["1", "120"]
    last = line.get_attribute("aria-valuetext")
    page.keyboard.press("Home")
    assert line.get_attribute("aria-valuetext") == (
        "14,210 thousand jobs; January 2006; Source: Bureau of Labor Statistics"
    )
    heard = {line.get_attribute("aria-valuetext")}
    for _ in range(119):
        page.keyboard.press("ArrowRight")
        heard.add(line.get_attribute("aria-valuetext"))
    assert len(heard) == 120
    assert line.get_attribute("aria-valuetext") == last
    page.keyboard.press("PageDown")
    assert "December 2014" in (line.get_attribute("aria-valuetext") or "")
    assert "December 2014" in said(page)


def test_the_lines_come_one_after_the_other_in_the_order_of_show(page: Page) -> None:
    slider(page, "Manufacturing").focus()
    labels = []
    for _ in range(4):
        labels.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
        page.keyboard.press("Tab")
    assert labels == [
        "Manufacturing", "Construction", "Financial activities", "Leisure and hospitality",
    ]  # fmt: skip


def test_a_pointer_meets_the_point_below_it(page: Page) -> None:
    drawing = page.locator("figure[data-chart=jobs] .drawings > :visible svg")
    drawing.scroll_into_view_if_needed()
    box = drawing.bounding_box()
    assert box is not None
    slider(page, "Construction").focus()
    page.keyboard.press("Home")
    at = page.locator(".mark-cursor").bounding_box()
    assert at is not None
    page.mouse.move(at["x"] + at["width"] / 2 + 60, at["y"] + at["height"] / 2)
    page.wait_for_timeout(50)
    assert "Construction" in said(page)
    assert "January 2006" not in said(page)
    page.mouse.move(box["x"] + box["width"] - 5, box["y"] + box["height"] - 2)
    page.wait_for_timeout(400)
    assert "Construction" in said(page)  # what has the focus speaks again


def test_another_layout_stays_at_the_point(page: Page) -> None:
    slider(page, "Construction").focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.set_viewport_size({"width": 360, "height": 800})
    page.wait_for_timeout(200)
    text = page.evaluate("document.activeElement.getAttribute('aria-valuetext')")
    assert text.startswith("7,664 thousand jobs; February 2006")
