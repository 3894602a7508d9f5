"""A site that is opened in a browser while it is written."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, expect

from tests.showing import Live, shown
from tests.support import copy_small

pytestmark = pytest.mark.browser

LAKE = "data/indicators/lake.yaml"
BIRDS = "data/indicators/birds.yaml"
SWANS = r"value: (2600|2\d00\b)"
PROBLEMS = "#desk-problems"


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Live]:
    with shown(copy_small(tmp_path)) as live:
        yield live


@pytest.fixture
def page(browser: Browser, live: Live) -> Iterator[Page]:
    """The English article; what the console says against it fails the test."""
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error":
            said.append(message.text)

    context = browser.new_context(viewport={"width": 1280, "height": 700}, reduced_motion="reduce")
    page = context.new_page()
    page.on("console", hear)
    page.on("pageerror", lambda error: said.append(str(error)))
    open_page(page, live, "en/")
    yield page
    context.close()
    assert said == []


def open_page(page: Page, live: Live, path: str) -> None:
    with page.expect_response(re.compile("~desk/state")):
        page.goto(f"http://{live.host}{live.base}{path}")
    expect(page.locator(".desk-open")).to_be_visible()
    # A mark that goes when the page is loaded again.
    page.evaluate("document.documentElement.dataset.here = 'still'")


def is_loaded_again(page: Page) -> bool:
    return page.evaluate("document.documentElement.dataset.here") != "still"


def figure(page: Page, id: str) -> str:
    return page.locator(f"main [data-indicator={id}]").first.inner_text()


def test_a_changed_value_is_seen_and_the_reader_stays_where_he_was(page: Page, live: Live) -> None:
    page.evaluate("scrollTo({ top: 600, behavior: 'instant' })")
    page.wait_for_function("scrollY > 300")
    before = page.evaluate("scrollY")
    live.edit(LAKE, r"value: 21\b", "value: 22")

    expect(page.locator("main [data-indicator=reed_area]").first).to_have_text("over 22 km²")
    page.wait_for_function("top => Math.abs(scrollY - top) < 2", arg=before)
    assert not is_loaded_again(page)


def test_a_popover_that_is_open_is_open_again(page: Page, live: Live) -> None:
    page.locator("main [data-indicator=geese]").first.click()
    popover = page.locator(".provenance:popover-open")
    expect(popover).to_be_visible()
    live.edit(LAKE, r"value: 21\b", "value: 22")

    expect(page.locator("main [data-indicator=reed_area]").first).to_have_text("over 22 km²")
    expect(popover).to_be_visible()
    page.keyboard.press("Escape")
    expect(popover).to_be_hidden()


def test_an_open_popover_says_the_new_value_too(page: Page, live: Live) -> None:
    page.locator("main [data-indicator=reed_area]").first.click()
    popover = page.locator(".provenance:popover-open")
    live.edit(LAKE, r"value: 21\b", "value: 22")

    expect(popover).to_contain_text("over 22 km²")
    assert not is_loaded_again(page)


def test_a_chart_that_is_drawn_again_answers_to_keys_as_before(page: Page, live: Live) -> None:
    live.edit(BIRDS, SWANS, "value: 2700")
    mark = page.locator("main [data-chart] .mark[tabindex='0']:visible").first
    expect(page.locator("main")).to_contain_text("over 2,700")
    mark.focus()
    expect(page.locator(".readout:not(:empty)")).to_have_count(1)

    assert not is_loaded_again(page)


def test_after_many_changes_of_charts_a_page_is_loaded_again(page: Page, live: Live) -> None:
    for number in range(27):
        live.edit(BIRDS, SWANS, f"value: {2700 + 100 * (number % 2)}")
        expect(page.locator("main")).to_contain_text(f"over 2,{7 + number % 2}00")

    assert is_loaded_again(page)


def test_the_filter_keeps_its_text(page: Page, live: Live) -> None:
    open_page(page, live, "en/data/")
    field = page.locator(".filter input")
    field.fill("reed")
    live.edit(LAKE, r"value: 21\b", "value: 22")

    expect(page.locator("tr[data-indicator=reed_area], #reed_area").first).to_contain_text("22")
    expect(field).to_have_value("reed")


def test_a_page_that_says_the_same_is_left_alone(page: Page, live: Live) -> None:
    open_page(page, live, "en/about/")
    with page.expect_response(re.compile("~desk/state")):
        live.edit(LAKE, r"value: 21\b", "value: 22")

    assert not is_loaded_again(page)


def test_a_change_of_style_alone_does_not_load_the_page_again(page: Page, live: Live) -> None:
    (live.site / "templates/static").mkdir(parents=True)
    (live.site / "templates/static/9-own.css").write_text("main { outline: 7px solid }\n", "utf-8")

    expect(page.locator("main")).to_have_css("outline-width", "7px")
    assert not is_loaded_again(page)


def test_a_mistake_is_shown_over_the_last_good_page_until_it_is_mended(
    page: Page, live: Live, screenshots: Path
) -> None:
    live.edit(LAKE, r"value: 62\.5", "value: many")
    overlay = page.locator(PROBLEMS)
    expect(overlay).to_be_visible()
    link = overlay.locator("a").first

    assert re.fullmatch(rf"{LAKE}:\d+:\d+", link.inner_text())
    assert (link.get_attribute("href") or "").startswith(f"vscode://file{live.site}/{LAKE}")
    assert overlay.locator("mark").inner_text() == "many"
    assert "a number such as" in overlay.inner_text()
    assert (
        figure(page, "lake_area") if page.locator("main [data-indicator=lake_area]").count() else 1
    )
    for width, scheme in ((390, "light"), (1280, "dark")):
        page.set_viewport_size({"width": width, "height": 700})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.screenshot(path=screenshots / f"desk-problems-{width}-{scheme}.png")
    live.edit(LAKE, r"value: many", "value: 62.5")

    expect(overlay).to_be_hidden()


def test_the_mark_ends_where_the_mistake_does(page: Page, live: Live) -> None:
    live.edit("content/zh/1-count.md", r"\Z", "\n湖上有4711只鹤，一年比一年多。\n")
    overlay = page.locator(PROBLEMS)

    expect(overlay.locator("mark")).to_have_text(["4711"])
    expect(overlay.locator("pre")).to_have_text(["湖上有4711只鹤，一年比一年多。"])


def test_before_there_is_a_good_page_none_is_promised(browser: Browser, tmp_path: Path) -> None:
    site = copy_small(tmp_path)
    (site / LAKE).write_text("lake_area: many\n", "utf-8")
    with shown(site) as live, browser.new_page() as page:
        page.goto(f"http://{live.host}/")
        expect(page.locator(PROBLEMS)).to_contain_text(
            "no page can be shown before they are mended"
        )


def test_all_mistakes_are_listed_and_the_list_can_be_hidden(page: Page, live: Live) -> None:
    live.edit(LAKE, r"value: 62\.5", "value: many")
    live.edit(LAKE, r"value: 21\b", "value: few")
    overlay = page.locator(PROBLEMS)

    expect(overlay.locator("li")).to_have_count(2)
    page.keyboard.press("Escape")
    expect(overlay).to_be_hidden()


def test_a_section_that_is_removed_goes_and_a_chart_that_is_added_comes(
    page: Page, live: Live
) -> None:
    section = page.locator("main h2")
    before = section.count()
    for language in ("zh", "en"):
        (live.site / f"content/{language}/2-reeds.md").unlink()
    expect(section).to_have_count(before - 1)

    charts = page.locator("main [data-chart]")
    drawn = charts.count()
    again = (live.site / "data/charts/birds.yaml").read_text("utf-8")
    third = again[again.index("geese_and_swans:") :].replace("geese_and_swans:", "swans_and_geese:")
    (live.site / "data/charts/more.yaml").write_text(third, "utf-8")
    for language in ("zh", "en"):
        article = live.site / f"content/{language}/1-count.md"
        article.write_text(
            f"{article.read_text('utf-8')}\n{{{{ chart swans_and_geese }}}}\n", "utf-8"
        )

    expect(charts).to_have_count(drawn + 1)


def test_a_draft_carries_its_mark(page: Page, live: Live) -> None:
    for language in ("zh", "en"):
        live.edit(f"content/{language}/2-reeds.md", r"\A---\n", "---\ndraft: true\n")

    expect(page.locator("#reeds-title .desk-draft")).to_have_text("Draft")
    assert page.locator("#count-title .desk-draft").count() == 0


def test_a_renamed_file_of_prose_is_found_at_its_new_address(page: Page, live: Live) -> None:
    for language in ("zh", "en"):
        folder = live.site / "content" / language
        for path in folder.glob("*.md"):
            path.write_text(path.read_text("utf-8").replace("(about.md", "(counting.md"), "utf-8")
        shutil.move(folder / "about.md", folder / "counting.md")
    expect(page.locator("a[href$='counting/']").first).to_be_attached()
    open_page(page, live, "en/counting/")

    assert "same morning" in page.inner_text("main")


def test_the_panel_tells_what_a_page_weighs_and_what_stands_unbound(
    page: Page, screenshots: Path
) -> None:
    page.locator(".desk-open").click()
    panel = page.locator("#desk-panel")

    expect(panel).to_be_visible()
    assert re.search(r"[\d.]+ KB of 150\.0 KB", panel.inner_text())
    assert "Warnings: 0" in panel.inner_text()
    page.screenshot(path=screenshots / "desk-panel.png")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()


@pytest.mark.parametrize(
    ("selector", "place"),
    [
        ("main [data-indicator=geese]", "data/indicators/birds.yaml"),
        ("main [data-chart] .title, main [data-chart] figcaption", "data/charts/birds.yaml"),
        ("main p >> text=dyke before dawn", "content/en/1-count.md"),
    ],
)
def test_with_alt_held_down_a_thing_says_where_it_comes_from(
    page: Page, selector: str, place: str
) -> None:
    target = page.locator(selector).first
    target.scroll_into_view_if_needed()
    page.keyboard.down("Alt")
    target.hover(position={"x": 5, "y": 5})
    target.hover(position={"x": 6, "y": 5})
    link = page.locator("#desk-origin a").first

    expect(link).to_contain_text(place)
    page.keyboard.up("Alt")


def test_a_site_that_begins_with_a_mistake_is_there_once_it_is_mended(
    browser: Browser, tmp_path: Path
) -> None:
    site = copy_small(tmp_path)
    lake = site / LAKE
    good = lake.read_text("utf-8")
    lake.write_text(good.replace("value: 62.5", "value: many"), "utf-8")
    with shown(site) as live:
        page = browser.new_page()
        page.goto(f"http://{live.host}/")
        expect(page.locator(PROBLEMS)).to_contain_text("not-a-number")
        lake.write_text(good, "utf-8")

        expect(page.locator("h1")).to_be_visible()
        assert page.url.endswith("/lake/")
        page.close()


def test_a_fault_in_a_template_is_told_once_however_many_pages_have_it(
    browser: Browser, page: Page, live: Live
) -> None:
    other = browser.new_page()
    open_page(other, live, "")
    (live.site / "templates/parts").mkdir(parents=True)
    (live.site / "templates/parts/base.html").write_text("{{ 1/0 }}\n", "utf-8")

    for each in (page, other):
        expect(each.locator(f"{PROBLEMS} li")).to_have_count(1)
    before = live.workshop.state.number
    page.wait_for_timeout(300)
    assert live.workshop.state.number == before
    other.close()


def test_a_popover_is_open_over_the_same_figure_when_others_come_before_it(
    page: Page, live: Live
) -> None:
    page.locator("main [aria-haspopup][data-about=protected_part]").last.click()
    live.edit("content/en/1-count.md", r"\n---\n", "\n---\n\nFirst of all {{ bird_count }}.\n")

    expect(page.locator("main")).to_contain_text("First of all")
    expect(page.locator("#about-protected_part")).to_be_visible()


def test_who_types_into_the_filter_types_on(page: Page, live: Live) -> None:
    open_page(page, live, "en/data/")
    page.locator(".filter input").press_sequentially("ree")
    live.edit(LAKE, r"value: 21\b", "value: 22")
    expect(page.locator("#reed_area")).to_contain_text("22")
    expect(page.locator(".filter input")).to_be_focused()
    page.keyboard.type("d")

    expect(page.locator(".filter input")).to_have_value("reed")


def test_a_sorted_table_stays_sorted_and_what_was_not_filtered_is_not(
    page: Page, live: Live
) -> None:
    open_page(page, live, "en/data/")
    heading = page.locator("th[data-sort=value]")
    heading.locator("button").click()
    heading.locator("button").click()
    live.edit(LAKE, r"value: 21\b", "value: 22")

    expect(page.locator("#reed_area")).to_contain_text("22")
    expect(heading).to_have_attribute("aria-sort", "descending")
    expect(page.locator(".filter [role=status]")).to_have_text("")


def test_a_table_that_was_scrolled_aside_stays_there(page: Page, live: Live) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    page.locator("details.chart-data").first.evaluate("fold => (fold.open = true)")
    table = page.locator("main .table-scroll").first
    table.evaluate("table => (table.scrollLeft = 20)")
    live.edit(BIRDS, SWANS, "value: 2700")

    expect(page.locator("main")).to_contain_text("over 2,700")
    page.wait_for_function("() => document.querySelector('main .table-scroll').scrollLeft === 20")


def test_scripts_that_come_late_run_once_on_each_page(page: Page, live: Live) -> None:
    open_page(page, live, "en/data/")

    def late(route: Route) -> None:
        time.sleep(0.1)
        route.continue_()

    page.route("**/*.js", late)
    for value in ("22", "21", "22", "21", "22"):
        live.edit(LAKE, r"value: 2[12]\b", f"value: {value}")
        page.wait_for_timeout(150)

    expect(page.locator("#reed_area")).to_contain_text("22")
    page.wait_for_timeout(1000)
    expect(page.locator("th[data-sort=value] button")).to_have_count(1)


def test_the_mark_of_a_draft_is_on_its_own_page_alone(page: Page, live: Live) -> None:
    for language in ("zh", "en"):
        live.edit(f"content/{language}/about.md", r"\A---\n", "---\ndraft: true\n")
    live.edit("data/site.yaml", r"url: \S+", "url: https://example.org/about/")

    expect(page).to_have_url(re.compile("/about/en/$"))
    open_page(page, live, "en/about/")
    expect(page.locator("h1 .desk-draft")).to_have_count(1)
    open_page(page, live, "")
    page.wait_for_timeout(200)
    expect(page.locator(".desk-draft")).to_have_count(0)


def test_an_open_page_goes_along_when_the_site_moves(page: Page, live: Live) -> None:
    live.edit("data/site.yaml", r"url: \S+", "url: https://example.org/elsewhere/")

    expect(page).to_have_url(re.compile("/elsewhere/en/$"))


def test_the_desk_stands_on_an_address_that_is_no_text(browser: Browser, live: Live) -> None:
    page, said = browser.new_page(), list[str]()
    page.on("pageerror", lambda error: said.append(str(error)))
    open_page(page, live, "%ff/")
    with page.expect_response(re.compile("~desk/state")):
        live.edit(LAKE, r"value: 21\b", "value: 22")
    page.close()

    assert said == []
