"""The data page in a reader's browser: filter, sort, links into the table, narrow screens."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, expect

pytestmark = pytest.mark.browser

PATHS = {"zh": "data/", "en": "en/data/"}

Open = Callable[..., Page]

COMPOSING = """(field, text) => {
    field.focus();
    field.dispatchEvent(new CompositionEvent("compositionstart"));
    field.value = text;
    field.dispatchEvent(new InputEvent("input", {isComposing: true, bubbles: true}));
}"""

COMPOSED = """(field, text) => {
    field.value = text;
    field.dispatchEvent(new CompositionEvent("compositionend", {data: text, bubbles: true}));
}"""


@pytest.fixture
def read(browser: Browser, site_url: str) -> Iterator[Open]:
    """Opens a data page in a context of its own; errors in the console fail the test."""
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def hear(said: ConsoleMessage) -> None:
        if said.type == "error":
            troubles.append(said.text)

    def open_page(language: str = "zh", at: str = "", width: int = 1280, **options: Any) -> Page:
        options = {"reduced_motion": "reduce", **options}
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", hear)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.goto(site_url + PATHS[language] + at)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert troubles == []


def field(page: Page) -> Locator:
    return page.get_by_role("searchbox")


def status(page: Page) -> Locator:
    return page.locator(".filter [role=status]")


def ids(page: Page) -> list[str]:
    """The rows that show, in order."""
    return page.eval_on_selector_all(
        "tr.indicator", "all => all.filter(one => one.getClientRects().length).map(one => one.id)"
    )


def topics(page: Page) -> list[str]:
    return page.eval_on_selector_all(
        "tbody.topic", "all => all.filter(one => one.getClientRects().length).map(one => one.id)"
    )


def heading(page: Page, sort: str) -> Locator:
    return page.locator(f"th[data-sort={sort}]")


def press(page: Page, sort: str) -> str | None:
    """Activates a heading and gives its state back."""
    heading(page, sort).get_by_role("button").click()
    return heading(page, sort).get_attribute("aria-sort")


def in_view(locator: Locator) -> bool:
    top = locator.evaluate("one => one.getBoundingClientRect().top")
    return 0 <= top < locator.page.evaluate("innerHeight")


# Filter -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", PATHS)
@pytest.mark.parametrize(
    "typed",
    ["地区生产总值目标", "goal for gdp", "GOAL for GDP", "gdp_goal", "目标 万亿元 gdp_goal"],
)
def test_a_figure_is_found_in_any_language(read: Open, language: str, typed: str) -> None:
    page = read(language)
    field(page).fill(typed)

    assert "gdp_goal" in ids(page)
    assert len(ids(page)) < 5


def test_full_width_reads_as_half_width(read: Open) -> None:
    page = read()
    field(page).fill("６５．９ＧＷｈ")

    assert ids(page) == ["battery_output"]


def test_all_words_have_to_match_in_any_order(read: Open) -> None:
    page = read("en")
    field(page).fill("rank")
    ranks = ids(page)
    field(page).fill("rank　产能")

    assert ids(page) == ["battery_capacity_rank"]
    assert set(ids(page)) < set(ranks)


@pytest.mark.parametrize(
    ("language", "some", "none"),
    [
        ("zh", "共{all}个指标，显示{shown}个", "没有符合的指标"),
        ("en", "{shown} of {all} indicators shown", "No indicator matches"),
    ],
)
def test_the_status_counts(read: Open, language: str, some: str, none: str) -> None:
    page = read(language)
    every = len(ids(page))
    expect(status(page)).to_be_empty()
    field(page).fill("gwh")
    shown = len(ids(page))

    assert 1 < shown < every
    expect(status(page)).to_have_text(some.format(shown=shown, all=every))
    field(page).fill("no such thing")
    assert ids(page) == []
    expect(status(page)).to_have_text(none)


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_moves_when_the_status_begins_to_speak(read: Open, width: int) -> None:
    page = read(width=width)
    top = "one => one.getBoundingClientRect().top + scrollY"
    before = heading(page, "name").evaluate(top)
    field(page).fill("gwh")
    assert heading(page, "name").evaluate(top) == before


def test_topics_without_a_row_are_put_away(read: Open) -> None:
    page = read()
    every = topics(page)
    field(page).fill("gwh")

    assert topics(page) == ["topic-batteries"]
    field(page).fill("")
    assert topics(page) == every


def test_escape_clears(read: Open) -> None:
    page = read()
    every = ids(page)
    field(page).fill("gwh")
    field(page).press("Escape")

    expect(field(page)).to_have_value("")
    expect(field(page)).to_be_focused()
    assert ids(page) == every


def test_pinyin_that_is_still_being_typed_does_not_filter(read: Open) -> None:
    page = read()
    every = ids(page)
    field(page).evaluate(COMPOSING, "chan'neng")
    assert ids(page) == every

    field(page).evaluate(COMPOSED, "产能")
    assert 0 < len(ids(page)) < len(every)


def test_the_row_a_link_led_to_is_never_hidden(read: Open) -> None:
    page = read(at="#gdp")
    field(page).fill("gwh")

    assert ids(page)[0] == "gdp"
    assert "topic-step" in topics(page)


def test_a_link_to_a_hidden_row_clears_the_filter(read: Open) -> None:
    page = read()
    every = ids(page)
    field(page).fill("gdp_gap")
    page.locator("#gdp_gap .formula a").last.click()

    expect(field(page)).to_have_value("")
    assert ids(page) == every
    assert page.url.endswith("#gdp")
    assert in_view(page.locator("#gdp"))


def test_a_new_fragment_in_the_address_clears_the_filter(read: Open) -> None:
    page = read()
    field(page).fill("gdp_gap")
    page.evaluate("location.hash = 'battery_sales'")

    expect(page.locator("#battery_sales")).to_be_visible()
    assert in_view(page.locator("#battery_sales"))


def test_a_link_to_a_topic_brings_the_topics_back(read: Open) -> None:
    page = read()
    every = topics(page)
    press(page, "name")
    field(page).fill("gwh")
    page.locator(".data-contents a[href='#topic-goals']").click()

    assert topics(page) == every
    assert in_view(page.locator("#topic-goals"))


# Sort ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sort", ["name", "value", "period"])
def test_sorting_goes_up_down_and_back(read: Open, sort: str) -> None:
    page = read()
    editors, every = ids(page), topics(page)
    assert heading(page, sort).get_attribute("aria-sort") == "none"

    assert press(page, sort) == "ascending"
    up = ids(page)
    assert topics(page) == []
    assert press(page, sort) == "descending"
    down = ids(page)

    assert sorted(up) == sorted(down) == sorted(editors)
    assert len({tuple(editors), tuple(up), tuple(down)}) == 3
    assert press(page, sort) == "none"
    assert (ids(page), topics(page)) == (editors, every)


def test_values_are_sorted_within_their_dimension(read: Open) -> None:
    page = read()
    press(page, "value")
    found = page.eval_on_selector_all(
        "tr.indicator", "all => all.map(one => [one.dataset.dimension, +one.dataset.value])"
    )
    dimensions = [dimension for dimension, _ in found]

    assert dimensions == sorted(dimensions, key=dimensions.index)
    for dimension in set(dimensions):
        values = [value for each, value in found if each == dimension]
        assert values == sorted(values)


def test_what_has_no_period_is_last_whichever_way_is_up(read: Open) -> None:
    page = read()
    periods = "all => all.map(one => one.dataset.period)"
    for _ in range(2):
        press(page, "period")
        found = page.eval_on_selector_all("tr.indicator", periods)
        told = [period for period in found if period]
        assert told in (sorted(told), sorted(told, reverse=True))
        assert found[: len(told)] == told
        assert len(told) < len(found)


def test_one_column_at_a_time_is_sorted(read: Open) -> None:
    page = read()
    press(page, "name")
    press(page, "value")

    states = page.eval_on_selector_all("th[aria-sort]", "all => all.map(one => one.ariaSort)")
    assert states == ["none", "ascending", "none"]


def test_filter_and_sort_work_together(read: Open) -> None:
    page = read()
    field(page).fill("gwh")
    found = ids(page)
    press(page, "value")
    assert set(ids(page)) == set(found)
    assert topics(page) == []
    field(page).fill("")
    press(page, "value")
    field(page).fill("gwh")
    press(page, "value")

    assert ids(page) == found
    assert topics(page) == ["topic-batteries"]


def test_it_all_works_by_keyboard(read: Open) -> None:
    page = read("en")
    field(page).focus()
    page.keyboard.type("gwh")
    expect(status(page)).to_contain_text(re.compile(r"^\d+ of"))
    page.keyboard.press("Tab")
    expect(heading(page, "name").get_by_role("button")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(heading(page, "value")).to_have_attribute("aria-sort", "ascending")
    expect(heading(page, "value").get_by_role("button")).to_be_focused()
    page.keyboard.press("Space")
    expect(heading(page, "value")).to_have_attribute("aria-sort", "descending")


# Without script, narrow, on paper -----------------------------------------------------------------


@pytest.mark.parametrize("language", PATHS)
def test_without_script_the_page_is_whole_and_has_no_controls(read: Open, language: str) -> None:
    plain, scripted = read(language, java_script_enabled=False), read(language)

    every = scripted.locator("tr.indicator").count()
    shown = plain.locator("tr.indicator:visible")
    assert shown.count() == every
    assert [row.get_attribute("id") for row in shown.all()] == ids(scripted)
    expect(plain.get_by_role("searchbox")).to_have_count(0)
    expect(plain.locator("table.indicators button")).to_have_count(0)


@pytest.mark.parametrize("language", PATHS)
@pytest.mark.parametrize("scripted", [True, False])
def test_nothing_scrolls_sideways_at_320_px(read: Open, language: str, scripted: bool) -> None:
    """Which is what 400 % zoom makes of 1280 px."""
    page = read(language, width=320, java_script_enabled=scripted)
    if scripted:
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        press(page, "value")
    assert page.locator("html").evaluate("html => html.scrollWidth") <= 320


def test_on_a_phone_rows_are_blocks_and_still_a_table(read: Open) -> None:
    page = read(width=320)
    row = page.locator("#gdp")
    table = page.get_by_role("table", name="指标")

    assert row.evaluate("row => getComputedStyle(row).display") == "block"
    expect(table.get_by_role("row").filter(has=page.locator("#gdp-label"))).to_have_count(1)
    expect(row.get_by_role("cell")).to_have_count(4)
    expect(row.get_by_role("rowheader", name="地区生产总值", exact=True)).to_have_count(1)
    label = row.get_by_role("cell").first.evaluate(
        "cell => getComputedStyle(cell, '::before').content"
    )
    assert label == '"数值"'


def test_on_a_desk_a_table_needs_no_telling_and_a_narrowed_one_is_told(read: Open) -> None:
    page = read(width=1280)
    told = page.locator("table.indicators :is([role=row], [role=cell], [role=rowheader])")
    expect(told).to_have_count(0)
    page.set_viewport_size({"width": 360, "height": 800})
    expect(page.locator("#gdp[role=row] > [role=cell]")).to_have_count(4)


def test_the_targeted_row_is_marked(read: Open) -> None:
    page = read(at="#gdp")
    paint = "cell => getComputedStyle(cell).backgroundColor"

    assert in_view(page.locator("#gdp"))
    assert page.locator("#gdp td").first.evaluate(paint) != page.locator(
        "#gdp_gap td"
    ).first.evaluate(paint)


def test_on_paper_everything_shows_and_nothing_is_to_be_pressed(read: Open) -> None:
    page = read()
    every = len(ids(page))
    field(page).fill("gwh")
    page.emulate_media(media="print")

    assert len(ids(page)) == every
    expect(page.locator(".filter:visible, .data-contents:visible")).to_have_count(0)
    expect(page.locator("#gdp details.uses li").first).to_be_visible()
