"""The data page of a site of many indicators, and the pages of its topics, in a browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.browser.served import serving
from tests.many import RIVERS, write_many

pytestmark = pytest.mark.browser

INDICATORS = 5 * RIVERS + 2


@pytest.fixture(scope="module")
def many_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site of many rivers, built and served."""
    folder = tmp_path_factory.mktemp("many")
    with serving(write_many(folder / "many", pages=1), folder / "dist") as url:
        yield url


@pytest.fixture(params=[1280, 390, 320])
def page(request: pytest.FixtureRequest, browser: Browser, many_url: str) -> Iterator[Page]:
    """The English data page at several widths; errors in the console fail the test."""
    context = browser.new_context(viewport={"width": request.param, "height": 800})
    page = context.new_page()
    troubles: list[str] = []

    def hear(said: ConsoleMessage) -> None:
        if said.type == "error":
            troubles.append(said.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto(many_url + "en/data/")
    yield page
    context.close()
    assert troubles == []


def shown(page: Page) -> list[str]:
    """The rows that are seen, by id, in their order."""
    found: list[str] = page.locator("tr.indicator").evaluate_all(
        "rows => rows.filter(row => row.getClientRects().length).map(row => row.id)"
    )
    return found


def is_as_wide_as_the_window(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_a_row_in_short_is_found_by_its_name_its_topic_its_id_and_its_period(page: Page) -> None:
    assert len(shown(page)) == INDICATORS
    field = page.get_by_role("searchbox")
    for typed, found in (
        ("ferries aac", ["ferries_2"]),
        ("river aac", ["length_2", "bridges_2", "ferries_2", "added_2", "share_2"]),
        ("share_7", ["share_7"]),
        ("ＡＡＣ 2021 length", ["length_2"]),
    ):
        field.fill(typed)
        assert shown(page) == found
    expect(page.locator(".filter [role=status]")).to_have_text(
        f"1 of {INDICATORS} indicators shown"
    )
    field.press("Escape")
    assert len(shown(page)) == INDICATORS


def test_rows_in_short_are_sorted_by_value_within_their_dimension(page: Page) -> None:
    page.get_by_role("button", name="Value").click()
    lengths = [id for id in shown(page) if id.startswith("length_")]
    assert lengths == [f"length_{n}" for n in range(1, RIVERS + 1)]
    page.get_by_role("button", name="Value").click()
    assert [id for id in shown(page) if id.startswith("length_")] == lengths[::-1]


def test_a_row_in_short_leads_to_the_whole_row_on_its_topics_page(page: Page) -> None:
    assert is_as_wide_as_the_window(page)
    page.get_by_role("link", name="Bridges over river Aac", exact=True).click()
    page.wait_for_url("**/en/data/topic-river-aac/#bridges_2")
    row = page.locator("#bridges_2")
    expect(row).to_be_in_viewport()
    assert "2011" in row.inner_text()
    assert is_as_wide_as_the_window(page)
    page.locator(".kicker a").click()
    page.wait_for_url("**/en/data/#topic-river-aac")
    expect(page.locator("#topic-river-aac")).to_be_in_viewport()


def test_a_number_in_a_note_opens_what_stands_behind_it(page: Page) -> None:
    page.get_by_role("link", name="Length of river Aac", exact=True).click()
    page.wait_for_url("**/en/data/topic-river-aac/#length_2")
    page.locator("#length_2 a.bound").click()
    popover = page.locator("#about-bridges_2")
    expect(popover).to_be_visible()
    popover.get_by_role("link", name="See the data page").click()
    assert page.url.endswith("/en/data/topic-river-aac/#bridges_2")
