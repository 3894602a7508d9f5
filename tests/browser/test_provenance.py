"""A bound number opens what stands behind it: by mouse, keyboard and touch, and without script."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    FloatRect,
    Locator,
    Page,
    expect,
)

from tests.browser.served import serving
from tests.support import SMALL

pytestmark = pytest.mark.browser

Open = Callable[..., Page]

OPEN = ".provenance:popover-open"
LOOKS = [("", 1280), ("", 320), ("en/", 1280), ("en/", 320)]


@pytest.fixture(scope="module")
def small_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The small site, which has a correction and several observations of a figure."""
    out = tmp_path_factory.mktemp("small") / "dist"
    with serving(SMALL, out) as url:
        yield url


@pytest.fixture
def read(browser: Browser, site_url: str) -> Iterator[Open]:
    """Opens a page in a context of its own; errors in the console fail the test."""
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def hear(said: ConsoleMessage) -> None:
        if said.type == "error":
            troubles.append(said.text)

    def open_page(path: str = "", width: int = 1280, url: str = site_url, **options: Any) -> Page:
        options = {"reduced_motion": "reduce", **options}
        context = browser.new_context(viewport={"width": width, "height": 700}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", hear)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.goto(url + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert troubles == []


def number(page: Page, key: str, place: str = ".text p") -> Locator:
    """A bound number in the text."""
    return page.locator(f':is({place}) a.bound[data-about="{key}"]').first


def opened(page: Page, key: str) -> Locator:
    return page.locator(f"[id='about-{key}']")


def overlap(one: FloatRect, other: FloatRect) -> bool:
    return (
        one["x"] < other["x"] + other["width"]
        and other["x"] < one["x"] + one["width"]
        and one["y"] < other["y"] + other["height"]
        and other["y"] < one["y"] + one["height"]
    )


# Opening and closing -----------------------------------------------------------------------------


def test_nothing_is_open_at_first(read: Open) -> None:
    page = read()
    expect(page.locator(".provenance").first).to_be_hidden()
    expect(page.locator(".provenance:visible")).to_have_count(0)


@pytest.mark.parametrize(("path", "width"), LOOKS)
def test_a_click_opens_it_inside_the_window_and_the_number_stays_in_sight(
    read: Open, path: str, width: int
) -> None:
    page = read(path, width)
    for key in ("gdp", "gdp_growth_needed", "gdp_per_head_rank", "policy_funds_total"):
        link = number(page, key)
        link.click()
        expect(opened(page, key)).to_be_visible()
        expect(page.locator(OPEN)).to_have_count(1)
        box, own = opened(page, key).bounding_box(), link.bounding_box()
        assert box is not None
        assert own is not None
        assert box["x"] >= 0
        assert box["y"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] + box["height"] <= 700
        assert not overlap(box, own)
        page.keyboard.press("Escape")
        expect(opened(page, key)).to_be_hidden()


def test_a_page_does_not_become_wider_or_jump(read: Open) -> None:
    page = read(width=320)
    size = "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
    before = page.evaluate(size)
    number(page, "gdp").click()
    assert page.evaluate(size) == before


def test_enter_opens_it_and_escape_gives_the_focus_back(read: Open) -> None:
    page = read()
    link = number(page, "gdp")
    expect(link).to_have_attribute("aria-expanded", "false")
    link.press("Enter")

    expect(opened(page, "gdp")).to_be_visible()
    expect(opened(page, "gdp")).to_be_focused()
    expect(link).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(opened(page, "gdp")).to_be_hidden()
    expect(link).to_be_focused()
    expect(link).to_have_attribute("aria-expanded", "false")


def test_space_scrolls_as_on_any_link(read: Open) -> None:
    page = read()
    number(page, "gdp").press("Space")
    expect(page.locator(OPEN)).to_have_count(0)


@pytest.mark.parametrize("width", [320, 1280])
def test_a_tap_opens_it_and_a_tap_elsewhere_closes_it(read: Open, width: int) -> None:
    page = read(width=width, has_touch=True)
    link = number(page, "gdp")
    link.tap()
    expect(opened(page, "gdp")).to_be_visible()
    page.touchscreen.tap(width / 2, 5)
    expect(opened(page, "gdp")).to_be_hidden()
    expect(link).to_have_attribute("aria-expanded", "false")


def test_a_click_elsewhere_closes_it_and_the_reader_goes_on_from_the_number(read: Open) -> None:
    page = read()
    link = number(page, "gdp")
    link.click()
    page.mouse.click(5, 350)
    expect(opened(page, "gdp")).to_be_hidden()
    expect(link).to_be_focused()


@pytest.mark.parametrize("touch", [False, True])
def test_a_second_activation_closes_it_and_a_third_opens_it(read: Open, touch: bool) -> None:
    page = read(has_touch=touch)
    link = number(page, "gdp")
    press = link.tap if touch else link.click
    press()
    expect(opened(page, "gdp")).to_be_visible()
    press()
    expect(opened(page, "gdp")).to_be_hidden()
    expect(link).to_be_focused()
    press()
    expect(opened(page, "gdp")).to_be_visible()


def test_one_is_open_at_a_time(read: Open) -> None:
    page = read()
    first, second = number(page, "gdp"), number(page, "trillion_mark")
    first.click()
    second.click()
    expect(page.locator(OPEN)).to_have_count(1)
    expect(opened(page, "trillion_mark")).to_be_visible()
    expect(first).to_have_attribute("aria-expanded", "false")
    expect(second).to_have_attribute("aria-expanded", "true")
    expect(opened(page, "trillion_mark")).to_be_focused()


def test_the_same_figure_at_another_place_takes_it_over(read: Open) -> None:
    page = read()
    links = page.locator('.text p a.bound[data-about="gdp"]')
    links.nth(0).click()
    links.nth(1).click()
    expect(opened(page, "gdp")).to_be_visible()
    expect(links.nth(0)).to_have_attribute("aria-expanded", "false")
    expect(links.nth(1)).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(links.nth(1)).to_be_focused()


def test_the_close_button_closes_it(read: Open) -> None:
    page = read()
    link = number(page, "gdp")
    link.press("Enter")
    opened(page, "gdp").get_by_role("button", name="关闭").press("Enter")
    expect(opened(page, "gdp")).to_be_hidden()
    expect(link).to_be_focused()


@pytest.mark.parametrize("path", ["", "en/"])
@pytest.mark.parametrize(("width", "height"), [(320, 568), (320, 180), (667, 375), (1280, 400)])
def test_however_little_room_there_is_the_number_and_the_way_out_are_in_sight(
    read: Open, path: str, width: int, height: int
) -> None:
    """320 by 180 is what 400 % zoom leaves of 1280 by 720."""
    page = read(path, width)
    page.set_viewport_size({"width": width, "height": height})
    link = number(page, "gdp_growth_needed")
    link.evaluate("link => link.scrollIntoView({block: 'center'})")
    link.click()
    popover = opened(page, "gdp_growth_needed")
    close = popover.get_by_role("button")
    expect(link).to_be_in_viewport(ratio=1)
    expect(close).to_be_in_viewport(ratio=1)
    box, own = popover.bounding_box(), link.bounding_box()
    assert box is not None
    assert own is not None
    assert box["y"] >= 0
    assert not overlap(box, own)
    close.click()
    expect(popover).to_be_hidden()


def test_what_has_the_focus_is_not_under_the_foot(read: Open) -> None:
    page = read("en/", 320)
    page.set_viewport_size({"width": 320, "height": 400})
    number(page, "gdp_growth_needed").press("Enter")
    popover = opened(page, "gdp_growth_needed")
    foot = popover.locator(".provenance-end").bounding_box()
    assert foot is not None
    for stop in popover.locator("dl a").all():
        page.keyboard.press("Tab")
        expect(stop).to_be_focused()
        box = stop.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= foot["y"]


def test_tab_goes_through_it_and_on_from_the_number(read: Open) -> None:
    page = read()
    link = number(page, "gdp")
    link.press("Enter")
    stops = opened(page, "gdp").locator("a, button")
    for stop in stops.all():
        page.keyboard.press("Tab")
        expect(stop).to_be_focused()
    page.keyboard.press("Tab")
    expect(opened(page, "gdp")).to_be_hidden()
    following = page.evaluate(
        """() => {
            const links = [...document.querySelectorAll("main a")];
            const [at] = links.filter(link => link.matches('.text p a.bound[data-about="gdp"]'));
            return links.indexOf(document.activeElement) - links.indexOf(at);
        }"""
    )
    assert following == 1

    link.press("Enter")
    page.keyboard.press("Shift+Tab")
    expect(opened(page, "gdp")).to_be_hidden()
    expect(link).to_be_focused()


# Links stay links --------------------------------------------------------------------------------


@pytest.mark.parametrize("modifier", ["Control", "Shift", "Meta", "Alt"])
def test_a_click_with_a_key_held_is_left_to_the_browser(read: Open, modifier: Any) -> None:
    page = read()
    page.evaluate(
        """() => addEventListener("click", event => {
            window.taken = event.defaultPrevented;
            event.preventDefault();
        })"""
    )
    number(page, "gdp").click(modifiers=[modifier])
    assert page.evaluate("window.taken") is False
    expect(page.locator(OPEN)).to_have_count(0)


@pytest.mark.parametrize("path", ["", "en/"])
def test_without_script_it_is_a_link_to_its_row(read: Open, path: str) -> None:
    page = read(path, java_script_enabled=False)
    expect(page.locator(".provenance:visible")).to_have_count(0)
    link = number(page, "gdp")
    assert link.get_attribute("aria-haspopup") is None
    link.click()
    page.wait_for_url(re.compile(rf"/{path}data/#gdp$"))
    expect(page.locator("#gdp")).to_be_visible()


def test_a_browser_without_popovers_gets_a_link(browser: Browser, site_url: str) -> None:
    context = browser.new_context()
    context.add_init_script("delete HTMLElement.prototype.popover")
    page = context.new_page()
    page.goto(site_url)
    assert number(page, "gdp").get_attribute("aria-haspopup") is None
    number(page, "gdp").click()
    page.wait_for_url(re.compile(r"/data/#gdp$"))
    context.close()


def test_links_inside_lead_away(read: Open) -> None:
    page = read()
    number(page, "gdp_gap").click()
    opened(page, "gdp_gap").locator("dd.formula a").first.click()
    page.wait_for_url(re.compile(r"/data/#trillion_mark$"))


def test_on_paper_it_is_hidden(read: Open) -> None:
    page = read()
    number(page, "gdp").click()
    page.emulate_media(media="print")
    expect(page.locator(".provenance:visible")).to_have_count(0)


# What it says ------------------------------------------------------------------------------------

CONTENTS = [
    ("", "gdp", ["地区生产总值", "8807.6亿元", "2021年", "现代快报+ 第0.1、2.3节", "名义值"]),
    ("", "battery_capacity", ["超260GWh", "大多少不知道", "截至2022年初"]),
    (
        "",
        "gdp_growth_needed",
        ["超6.3%", "由目标推算", "地区生产总值目标 ÷ 地区生产总值", "结果也只能说“超”", "只舍不入"],
    ),
    ("", "gdp_goal", ["超1.2万亿元", "不是已经发生的事", "今后五年"]),
    ("", "installation_share", ["三分之一", "2021年"]),
    ("", "top_battery_makers", ["4家", "共10家，占40.0%"]),
    (
        "en/",
        "gdp",
        ["Gross domestic product", "¥880.76 billion", "Source published", "February 2022"],
    ),
    (
        "en/",
        "gdp_growth_needed",
        ["over 6.3%", "Worked out from a target", "so the result can only be “over”"],
    ),
]


@pytest.mark.parametrize(("path", "key", "said"), CONTENTS)
def test_what_it_says(read: Open, path: str, key: str, said: list[str]) -> None:
    page = read(path)
    number(page, key, ".text p, .figures-table td").click()
    for words in said:
        expect(opened(page, key)).to_contain_text(words)


@pytest.mark.parametrize(
    ("path", "name"), [("", "地区生产总值"), ("en/", "Gross domestic product")]
)
def test_it_is_a_dialog_named_by_its_label(read: Open, path: str, name: str) -> None:
    page = read(path)
    link = number(page, "gdp")
    expect(link).to_have_attribute("aria-haspopup", "dialog")
    link.click()
    dialog = page.get_by_role("dialog", name=name, exact=True)
    expect(dialog).to_have_count(1)
    expect(dialog).to_be_focused()
    assert dialog.locator("a, button").evaluate_all(
        "all => all.every(one => one.textContent.trim())"
    )


def test_a_corrected_figure_leads_to_the_log(read: Open, small_url: str) -> None:
    page = read(url=small_url)
    number(page, "geese").click()
    opened(page, "geese").get_by_role("link", name="2022年3月5日，原为18230只").click()
    page.wait_for_url(re.compile(r"/corrections/#geese-2022-03-05$"))
    expect(page.locator("li:target")).to_contain_text("两位数字写反了")


def test_the_mark_at_a_corrected_number_is_a_link_of_its_own(read: Open, small_url: str) -> None:
    page = read(url=small_url)
    mark = page.locator(".text p a.corrected").first
    expect(mark).to_have_accessible_name("更正：雁类，2022年3月5日")
    box = mark.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 24
    mark.click()
    page.wait_for_url(re.compile(r"/corrections/#geese-2022-03-05$"))


@pytest.mark.parametrize("path", ["", "en/"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_mark_hangs_beside_a_column_of_numbers(
    read: Open, small_url: str, path: str, width: int
) -> None:
    page = read(path, width, small_url)
    chart = page.locator("#chart-geese_and_swans")
    chart.locator(".chart-data summary").click()
    ends = "all => all.map(one => Math.round(one.getBoundingClientRect().right))"
    assert len(set(chart.locator("td.number a.bound").evaluate_all(ends))) == 1

    mark, cell = chart.locator("td a.corrected"), chart.locator("td.number:has(.corrected)")
    box, own = mark.bounding_box(), cell.bounding_box()
    beside = number(page, "geese", "td").bounding_box()
    assert box is not None
    assert own is not None
    assert beside is not None
    assert not overlap(box, beside)
    assert box["x"] + box["width"] <= own["x"] + own["width"]
    assert min(box["width"], box["height"]) >= 24


def test_an_older_observation_opens_its_own(read: Open, small_url: str) -> None:
    page = read(url=small_url)
    page.locator("#chart-winters .chart-data summary").click()
    number(page, "bird_count@2020", "td").click()
    expect(page.locator(OPEN)).to_have_count(1)
    expect(page.locator(OPEN)).to_contain_text("43850只")


# With charts -------------------------------------------------------------------------------------


def test_numbers_in_the_tables_of_charts_open_too(read: Open) -> None:
    page = read("charts/goals_distance/")
    page.locator(".chart-data summary").click()
    number(page, "gdp_goal", "td").click()
    expect(opened(page, "gdp_goal")).to_be_visible()


def test_in_a_frame_it_stands_by_its_number(read: Open) -> None:
    """A frame may be higher than the window around it, so its foot may be out of sight."""
    page = read("charts/goals_distance/", 400)
    page.set_viewport_size({"width": 400, "height": 1600})
    page.locator(".chart-data summary").click()
    number(page, "gdp_goal", "td").click()
    box, own = (
        opened(page, "gdp_goal").bounding_box(),
        number(page, "gdp_goal", "td").bounding_box(),
    )
    assert box is not None
    assert own is not None
    assert 0 < box["y"] - own["y"] - own["height"] < 20


def test_one_escape_closes_one_thing(read: Open) -> None:
    page = read()
    figure = page.locator("#chart-trillion_step")
    number(page, "gdp").press("Enter")
    mark = figure.locator(".drawings > :visible .mark").last
    page.mouse.move(5, 5)
    mark.hover(force=True)
    expect(figure.get_by_role("status")).not_to_be_empty()
    page.keyboard.press("Escape")
    expect(page.locator(OPEN)).to_have_count(0)
    expect(figure.get_by_role("status")).not_to_be_empty()
    page.keyboard.press("Escape")
    expect(figure.get_by_role("status")).to_be_empty()


def test_nothing_moves_by_itself(read: Open) -> None:
    page = read(reduced_motion="no-preference")
    number(page, "gdp").click()
    assert opened(page, "gdp").evaluate("one => one.getAnimations().length") == 0


def test_pages_weigh_little(read: Open, site_url: str) -> None:
    """The article with its popovers, compressed; fonts, style and script apart."""

    page = read()
    html = page.request.get(site_url).body()
    assert len(gzip.compress(html)) < 40_000
