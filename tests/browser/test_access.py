"""Charts by keyboard, pointer, touch and ear, and without script."""

import re
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, expect

pytestmark = pytest.mark.browser

LANGUAGES = {"zh": "", "en": "en/"}
WIDTHS = [360, 1280]
SCHEMES = ["light", "dark"]

Open = Callable[..., Page]

KEY = "({dataset}) => [dataset.event ?? dataset.indicator, dataset.period].join(' ')"
"""What ties a mark to its row."""

ROWS = f"""
    figure => Object.fromEntries([...figure.querySelectorAll(".chart-data tbody tr")].map(row => [
        ({KEY})(row), [...row.cells].map(cell => cell.textContent.replace(/\\s+/g, " ").trim()),
    ]))
"""
VISIBLE_MARKS = ".drawings > :visible .mark"


@pytest.fixture
def read(browser: Browser, site_url: str) -> Iterator[Open]:
    """Opens a page in a context of its own; errors in the console fail the test."""
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def hear(said: ConsoleMessage) -> None:
        if said.type == "error":
            troubles.append(said.text)

    def open_page(path: str = "", width: int = 1280, **options: Any) -> Page:
        options = {"reduced_motion": "reduce", **options}
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", hear)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.goto(site_url + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert troubles == []


def charts(page: Page) -> list[Locator]:
    return page.locator("figure[data-chart]").all()


def chart(page: Page, id: str) -> Locator:
    return page.locator(f"figure[data-chart={id}]")


def first_mark(figure: Locator) -> Locator:
    return figure.locator(f'{VISIBLE_MARKS}[tabindex="0"]')


def readout(figure: Locator) -> Locator:
    return figure.get_by_role("status")


def said(figure: Locator) -> str:
    return readout(figure).text_content() or ""


def focused_key(page: Page) -> str:
    return page.evaluate(f"({KEY})(document.activeElement)")


def middle(page: Page, mark: Locator) -> tuple[float, float]:
    """A point where the mark is painted: the middle of its first shape."""
    mark.scroll_into_view_if_needed()
    box = mark.locator("> *").first.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


# Keyboard -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", WIDTHS)
def test_tab_reaches_every_chart_once(read: Open, width: int) -> None:
    page = read(width=width)
    ids = page.eval_on_selector_all(
        "figure[data-chart]", "all => all.map(one => one.dataset.chart)"
    )
    focused = """() => document.activeElement.matches(".mark")
        ? document.activeElement.closest("figure").dataset.chart
        : document.activeElement.tagName"""
    stops: list[str] = []
    while stops[-1:] != ["BODY"] and len(stops) < 1000:
        page.keyboard.press("Tab")
        stops.append(page.evaluate(focused))

    assert [stop for stop in stops if stop in ids] == ids


@pytest.mark.parametrize(("language", "width", "scheme"), list(product(LANGUAGES, WIDTHS, SCHEMES)))
def test_every_mark_is_announced_with_its_row(
    read: Open, language: str, width: int, scheme: str
) -> None:
    page = read(LANGUAGES[language], width, color_scheme=scheme)

    for figure in charts(page):
        rows = figure.evaluate(ROWS)
        drawn = figure.locator(VISIBLE_MARKS).evaluate_all(f"marks => marks.map({KEY})")
        first_mark(figure).focus()
        page.keyboard.press("Home")
        walked = []
        for _ in drawn:
            walked.append(focused_key(page))
            name = page.evaluate("document.activeElement.getAttribute('aria-label')")
            spoken = said(figure)
            for cell in rows[walked[-1]]:
                assert cell in spoken
                assert cell in name
            page.keyboard.press("ArrowDown")

        assert sorted(walked) == sorted(drawn)
        assert list(dict.fromkeys(walked)) == [key for key in rows if key in drawn]


def test_the_announcement_has_label_value_with_bound_period_and_source(read: Open) -> None:
    page = read()
    figure = chart(page, "goals_distance")
    figure.locator(f"{VISIBLE_MARKS}[data-indicator=gdp_goal]").focus()

    for words in ("地区生产总值目标", "超1.2万亿元", "今后五年", "来源：现代快报+ 第4.1节"):
        expect(readout(figure)).to_contain_text(words)


def test_the_status_is_there_and_silent_before_anything_happens(read: Open) -> None:
    page = read()

    for figure in charts(page):
        status = readout(figure)
        expect(status).to_have_count(1)
        expect(status).to_have_attribute("aria-live", "polite")
        assert said(figure) == ""
        assert status.evaluate("status => getComputedStyle(status).visibility") == "visible"


def test_arrows_move_and_stop_at_the_ends(read: Open) -> None:
    page = read()
    figure = chart(page, "national_ranks")
    keys = list(figure.evaluate(ROWS))
    first_mark(figure).focus()

    def press(key: str) -> int:
        page.keyboard.press(key)
        return keys.index(focused_key(page))

    assert keys.index(focused_key(page)) == 0
    assert [press("ArrowRight"), press("ArrowDown"), press("ArrowLeft")] == [1, 2, 1]
    assert [press("ArrowUp"), press("ArrowUp"), press("ArrowLeft")] == [0, 0, 0]
    assert [press("End"), press("ArrowDown"), press("Home")] == [len(keys) - 1] * 2 + [0]


def test_tab_comes_back_to_the_mark_it_left(read: Open) -> None:
    page = read()
    first_mark(chart(page, "national_ranks")).focus()
    page.keyboard.press("End")
    left = focused_key(page)
    page.keyboard.press("Tab")
    assert focused_key(page) != left
    page.keyboard.press("Shift+Tab")

    assert focused_key(page) == left


def test_escape_closes_the_readout_and_keeps_the_focus(read: Open) -> None:
    page = read()
    figure = chart(page, "national_ranks")
    mark = first_mark(figure)
    mark.focus()
    assert said(figure)

    page.keyboard.press("Escape")
    assert said(figure) == ""
    expect(mark).to_be_focused()

    page.keyboard.press("Enter")
    assert said(figure)
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowDown")
    assert said(figure)


def test_leaving_the_chart_closes_the_readout(read: Open) -> None:
    page = read()
    figure = chart(page, "national_ranks")
    first_mark(figure).focus()
    page.keyboard.press("Tab")

    assert said(figure) == ""


# Assistive technology -----------------------------------------------------------------------------


def test_the_picture_becomes_a_group_of_named_images(read: Open) -> None:
    page, still = read(), read(java_script_enabled=False)

    for figure, plain in zip(charts(page), charts(still), strict=True):
        alt = plain.locator(".drawings svg:visible").get_attribute("aria-label")
        assert alt
        drawing = figure.get_by_role("group", name=alt, exact=True)
        expect(drawing).to_have_count(1)
        names = [mark.get_attribute("aria-label") for mark in drawing.get_by_role("img").all()]
        assert len(names) == figure.locator(VISIBLE_MARKS).count()
        assert all(names)


def test_without_script_the_picture_has_words_and_the_table_is_one_activation_away(
    read: Open,
) -> None:
    page = read(java_script_enabled=False)

    for figure in charts(page):
        drawing = figure.locator(".drawings svg:visible")
        expect(drawing).to_have_count(1)
        expect(drawing).to_have_attribute("role", "img")
        expect(drawing).to_have_attribute("aria-label", re.compile(".{10}"))
        expect(figure.locator(".mark[tabindex]")).to_have_count(0)
        expect(figure.locator(".chart-embed button")).to_be_hidden()
        table = figure.locator(".chart-data table")
        expect(table).to_be_hidden()
        figure.locator(".chart-data summary").press("Enter")
        expect(table).to_be_visible()
        assert table.locator("caption").text_content()
        assert table.locator("th:not([scope])").count() == 0


# The frame around the mark in focus --------------------------------------------------------------

FRAME = """
    () => {
        const mark = document.activeElement;
        const frame = mark.ownerSVGElement.querySelector(".mark-frame");
        const {display, stroke, strokeWidth} = getComputedStyle(frame);
        const [inner, outer] = [mark, frame].map(one => one.getBoundingClientRect());
        const probe = document.createElement("canvas").getContext("2d");
        const rgb = colour => {
            probe.fillStyle = colour;
            probe.fillRect(0, 0, 1, 1);
            return [...probe.getImageData(0, 0, 1, 1).data].slice(0, 3);
        };
        return {
            display, width: parseFloat(strokeWidth), stroke: rgb(stroke),
            paper: rgb(getComputedStyle(document.documentElement).backgroundColor),
            around: outer.left < inner.left && outer.right > inner.right
                && outer.top < inner.top && outer.bottom > inner.bottom,
        };
    }
"""


def luminance(rgb: list[int]) -> float:
    parts = [channel / 255 for channel in rgb]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: list[int], other: list[int]) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    "look",
    [{"color_scheme": "light"}, {"color_scheme": "dark"}, {"forced_colors": "active"}],
    ids=["light", "dark", "forced"],
)
def test_focus_can_be_seen(read: Open, look: dict[str, str]) -> None:
    page = read(**look)

    for figure in charts(page):
        first_mark(figure).focus()
        page.keyboard.press("Home")
        frame = page.evaluate(FRAME)
        assert frame["display"] != "none"
        assert frame["width"] >= 2
        assert frame["around"]
        assert contrast(frame["stroke"], frame["paper"]) >= 3
    expect(page.locator(".mark-frame:visible")).to_have_count(1)


# Pointer ------------------------------------------------------------------------------------------


def test_hover_shows_the_readout_and_leaving_closes_it(read: Open) -> None:
    page = read()
    figure = chart(page, "national_ranks")
    mark = figure.locator(VISIBLE_MARKS).first
    [label, value, *_] = figure.evaluate(ROWS)[mark.evaluate(KEY)]
    page.mouse.move(*middle(page, mark))

    expect(readout(figure)).to_contain_text(label)
    expect(readout(figure)).to_contain_text(value)
    page.mouse.move(2, 2)
    expect(readout(figure)).to_be_empty()


def test_the_readout_can_be_reached_with_the_pointer_and_stays(read: Open) -> None:
    page = read()
    figure = chart(page, "national_ranks")
    page.mouse.move(*middle(page, figure.locator(VISIBLE_MARKS).nth(2)))
    spoken = said(figure)
    box = readout(figure).bounding_box()
    assert spoken
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=4)
    page.wait_for_timeout(500)

    assert said(figure) == spoken


def test_escape_closes_what_hover_opened_until_the_pointer_moves_on(read: Open) -> None:
    page = read()
    figure = chart(page, "national_ranks")
    x, y = middle(page, figure.locator(VISIBLE_MARKS).first)
    page.mouse.move(x, y)
    expect(readout(figure)).not_to_be_empty()

    page.keyboard.press("Escape")
    page.mouse.move(x + 1, y)
    expect(readout(figure)).to_be_empty()
    page.mouse.move(*middle(page, figure.locator(VISIBLE_MARKS).last))
    expect(readout(figure)).not_to_be_empty()


def test_a_near_miss_hits(read: Open) -> None:
    page = read()
    figure = chart(page, "national_ranks")
    mark = figure.locator(VISIBLE_MARKS).last
    x, y = middle(page, mark)
    page.mouse.move(x - 11, y - 11)

    expect(readout(figure)).to_contain_text(figure.evaluate(ROWS)[mark.evaluate(KEY)][0])


@pytest.mark.parametrize("width", WIDTHS)
def test_a_tap_shows_the_readout_and_a_tap_elsewhere_hides_it(read: Open, width: int) -> None:
    page = read(width=width, has_touch=True)

    for figure in charts(page):
        mark = figure.locator(VISIBLE_MARKS).first
        label = figure.evaluate(ROWS)[mark.evaluate(KEY)][0]
        page.touchscreen.tap(*middle(page, mark))
        expect(readout(figure)).to_contain_text(label)
        title = figure.locator(".chart-source").bounding_box()
        assert title is not None
        page.touchscreen.tap(title["x"] + title["width"] - 2, title["y"] + 4)
        expect(readout(figure)).to_be_empty()


def test_a_finger_on_a_drawing_scrolls_the_page(read: Open) -> None:
    page = read(width=360, has_touch=True)
    figure = chart(page, "national_ranks")
    x, y = middle(page, figure.locator(VISIBLE_MARKS).last)
    before = page.evaluate("scrollY")
    session = page.context.new_cdp_session(page)

    def touch(type: str, *points: dict[str, float]) -> None:
        session.send("Input.dispatchTouchEvent", {"type": type, "touchPoints": list(points)})

    touch("touchStart", {"x": x, "y": y})
    for step in range(1, 21):
        touch("touchMove", {"x": x, "y": y - 10 * step})
    touch("touchEnd")
    page.wait_for_function("before => scrollY - before > 100", arg=before)

    assert said(figure) == ""


# Place --------------------------------------------------------------------------------------------

SIZES = """
    figure => [figure, figure.querySelector(".readout")]
        .map(one => one.getBoundingClientRect().toJSON())
"""


@pytest.mark.parametrize(
    ("path", "width"), list(product([*LANGUAGES.values(), "charts/goals_distance/"], [320, 1280]))
)
def test_the_readout_stays_in_its_figure_and_moves_nothing(
    read: Open, path: str, width: int
) -> None:
    page = read(path, width)
    size = "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
    # The headings may take up their font after the page is loaded: that is no doing of a readout.
    page.evaluate(
        """async () => {
            await document.fonts.ready;
            await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
            window.shifts = [];
            new PerformanceObserver(list => list.getEntries().forEach(entry => window.shifts.push(
                entry.sources.map(({node}) => node?.outerHTML?.slice(0, 80) ?? "")
            ))).observe({type: "layout-shift"});
        }"""
    )
    before = page.evaluate(size)

    for figure in charts(page):
        first_mark(figure).focus()
        page.keyboard.press("Home")
        for _ in range(figure.locator(VISIBLE_MARKS).count()):
            outer, inner = figure.evaluate(SIZES)
            assert inner["width"] > 40
            assert inner["left"] >= outer["left"]
            assert inner["right"] <= outer["right"]
            assert inner["top"] >= outer["top"] - 0.5
            assert inner["bottom"] <= outer["bottom"] + 0.5
            assert page.evaluate(size) == before
            page.keyboard.press("ArrowDown")
    assert page.evaluate("window.shifts") == []


def test_focus_and_readout_follow_the_drawing_that_is_shown(read: Open) -> None:
    page = read()
    figure = chart(page, "national_ranks")
    first_mark(figure).focus()
    page.keyboard.press("ArrowDown")
    key, spoken = focused_key(page), said(figure)

    for width, shown in [(360, "narrow"), (1280, "wide")]:
        page.set_viewport_size({"width": width, "height": 800})
        mark = figure.locator(f'.{shown} .mark[tabindex="0"]')
        expect(mark).to_be_focused()
        assert focused_key(page) == key
        assert said(figure) == spoken
        outer, inner = figure.evaluate(SIZES)
        assert outer["left"] <= inner["left"]
        assert inner["right"] <= outer["right"]
    page.keyboard.press("ArrowDown")
    assert focused_key(page) != key


def test_nothing_is_animated(read: Open) -> None:
    page = read()
    first_mark(chart(page, "national_ranks")).focus()
    durations = page.eval_on_selector_all(
        ".readout, .mark, .mark-frame",
        """all => all.map(one => getComputedStyle(one)).flatMap(
            style => [style.transitionDuration, style.animationName])""",
    )

    assert set(durations) == {"0s", "none"}


# Actions ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_action_leads_somewhere(read: Open, language: str) -> None:
    page = read(LANGUAGES[language])

    for figure in charts(page):
        links = figure.locator(".chart-actions > a").all()
        assert [link.text_content() for link in links[:3]] == ["CSV", "PNG", "SVG"]
        assert len(links) == 4
        for link in links:
            address = link.evaluate("link => link.href")
            assert page.request.get(address).status == 200, address
        saves = [link.get_attribute("download") is not None for link in links]
        assert saves == [True, True, True, False]


def test_the_actions_open_under_their_row(read: Open) -> None:
    page = read()
    figure = chart(page, "national_ranks")
    places = """figure => [...figure.querySelectorAll(
        ".chart-actions > a, .chart-actions > details > summary")].map(
        action => [action.getBoundingClientRect().x,
            action.getBoundingClientRect().y - figure.getBoundingClientRect().y])"""
    before = figure.evaluate(places)
    figure.locator(".chart-data summary").click()
    figure.locator(".chart-embed summary").click()

    expect(figure.locator(".chart-data table")).to_be_visible()
    expect(figure.locator("textarea")).to_be_visible()
    assert figure.evaluate(places) == before


def test_the_embed_code_is_copied_and_the_status_says_so(read: Open) -> None:
    page = read(permissions=["clipboard-read", "clipboard-write"])
    figure = chart(page, "goals_distance")
    figure.locator(".chart-embed summary").click()
    button = figure.locator(".chart-embed button")
    button.click()

    expect(readout(figure)).to_have_text("已复制")
    expect(button).to_be_focused()
    code = figure.locator(".chart-embed textarea").input_value()
    assert page.evaluate("navigator.clipboard.readText()") == code
    assert re.match(r'<iframe src="https://\S+/charts/goals_distance/" title="[^"]+" ', code)


def test_where_the_clipboard_is_closed_the_code_is_selected(read: Open) -> None:
    page = read()
    page.evaluate(
        """() => {
            navigator.clipboard.writeText = () => Promise.reject(new Error("closed"));
            document.execCommand = () => false;
        }"""
    )
    figure = chart(page, "goals_distance")
    figure.locator(".chart-embed summary").click()
    figure.locator(".chart-embed button").click()

    expect(readout(figure)).to_contain_text("代码已选中")
    code = figure.locator(".chart-embed textarea").input_value()
    assert page.evaluate("getSelection().toString()") == code


def test_on_paper_there_is_nothing_to_press(read: Open) -> None:
    page = read()
    page.emulate_media(media="print")

    expect(page.locator(".chart-actions:visible, .readout:visible")).to_have_count(0)
