"""A chart in somebody else's page."""

import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

pytestmark = pytest.mark.browser

CHART = "goals_distance"

HOST = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Another paper</title></head>
<body>
<div id="column">{frame}</div>
<script>
window.heard = [];
window.obeys = false;
addEventListener("message", (event) => {{
  const frame = document.querySelector("iframe");
  window.heard.push({{ own: event.source === frame.contentWindow, data: event.data }});
  const heights = event.data["datawrapper-height"];
  for (const id in window.obeys ? heights : {{}}) frame.style.height = heights[id] + "px";
}});
</script>
</body></html>
"""

Open = Callable[..., Page]


@pytest.fixture
def host() -> Iterator[tuple[str, dict[str, str]]]:
    """Another origin: its address, and the page that it serves, to be set."""
    pages = {"html": ""}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = pages["html"].encode() if self.path == "/" else b""
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", pages
        server.shutdown()


@pytest.fixture
def framed(browser: Browser, site_url: str, host: tuple[str, dict[str, str]]) -> Iterator[Open]:
    """Opens another site's page with a chart in it."""
    address, pages = host
    contexts, troubles = [], []

    def open_page(frame: str = "", width: int = 1000, **options: Any) -> Page:
        source = f"{site_url}charts/{CHART}/"
        frame = frame or f'<iframe src="{source}" title="" width="100%" height="150"></iframe>'
        pages["html"] = HOST.format(frame=frame)
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()

        def hear(said: Any) -> None:
            icon = said.location["url"].endswith("favicon.ico")
            if said.type == "error" and not icon:
                troubles.append(said.text)

        page.on("console", hear)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.goto(address)
        page.wait_for_function("window.heard.length >= 3")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert troubles == []


def inside(page: Page) -> Frame:
    return page.frames[1]


def content_height(page: Page) -> int:
    """How far down the chart's page goes, whatever the height of its frame."""
    return inside(page).evaluate(
        "() => Math.ceil(document.querySelector('main').getBoundingClientRect().bottom + scrollY)"
    )


def wait_for_height(page: Page, height: int) -> None:
    page.wait_for_function("height => window.heard.at(-1)?.data.includes?.(height)", arg=height)


def last_heard(page: Page) -> list[Any]:
    return [message["data"] for message in page.evaluate("window.heard.slice(-3)")]


def expected(page: Page, height: int) -> list[Any]:
    resize = {"src": inside(page).url, "context": "iframe.resize", "height": height}
    return [
        {"datawrapper-height": {CHART: height}},
        {"sentinel": "amp", "type": "embed-size", "height": height},
        json.dumps(resize, separators=(",", ":")),
    ]


def test_the_parent_hears_the_height_in_each_dialect(framed: Open) -> None:
    page = framed()
    height = content_height(page)

    assert height > 300
    assert last_heard(page) == expected(page, height)
    assert all(message["own"] for message in page.evaluate("window.heard"))


def test_it_hears_again_when_the_size_changes(framed: Open) -> None:
    page = framed()
    first = content_height(page)

    page.set_viewport_size({"width": 360, "height": 900})
    inside(page).wait_for_function("document.querySelector('.narrow').checkVisibility()")
    narrow = content_height(page)
    wait_for_height(page, narrow)
    assert narrow != first
    assert last_heard(page) == expected(page, narrow)

    inside(page).locator(".chart-data summary").click()
    opened = content_height(page)
    wait_for_height(page, opened)
    assert opened > narrow
    assert last_heard(page) == expected(page, opened)

    inside(page).locator(".chart-data summary").click()
    wait_for_height(page, narrow)


def test_a_parent_that_obeys_shows_all_of_it_and_it_does_not_grow(framed: Open) -> None:
    page = framed()
    page.evaluate("window.obeys = true")
    for width in (360, 755, 1200, 1000):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(300)
        count = page.evaluate("window.heard.length")
        page.wait_for_timeout(500)
        sizes = "() => [document.documentElement.scrollHeight, innerHeight]"
        needed, given = inside(page).evaluate(sizes)

        assert page.evaluate("window.heard.length") == count
        assert needed <= given == content_height(page)


def test_a_readout_does_not_change_the_height(framed: Open) -> None:
    page = framed()
    count = page.evaluate("window.heard.length")
    figure = inside(page).locator("figure[data-chart]")
    figure.locator('.drawings > :visible .mark[tabindex="0"]').focus()
    for _ in range(4):
        assert figure.get_by_role("status").text_content()
        page.keyboard.press("ArrowDown")
    page.wait_for_timeout(200)

    assert page.evaluate("window.heard.length") == count


def test_out_of_a_frame_it_says_nothing(browser: Browser, site_url: str) -> None:
    page = browser.new_page()
    page.add_init_script(
        "window.heard = []; addEventListener('message', ({data}) => window.heard.push(data));"
    )
    page.goto(f"{site_url}charts/{CHART}/")
    page.set_viewport_size({"width": 360, "height": 700})
    page.wait_for_timeout(200)

    assert page.evaluate("window.heard") == []
    assert page.locator(".embed-home a").evaluate("link => link.target || 'own'") == "own"
    assert page.locator("base").count() == 0
    page.locator(".embed-home a").click()
    expect(page).to_have_url(site_url)
    page.close()


def test_in_a_frame_links_open_beside_the_page_around_it(framed: Open, site_url: str) -> None:
    page = framed()
    with page.context.expect_page() as opened:
        inside(page).locator(".embed-home a").click()

    expect(opened.value).to_have_url(site_url)
    assert len(page.frames) == 2


def test_it_follows_the_readers_theme(framed: Open) -> None:
    page = framed(color_scheme="dark")
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    bars = """getComputedStyle([...document.querySelectorAll("svg text")].find(
        one => one.checkVisibility())).fill"""
    dark = [inside(page).evaluate(one) for one in (paper, bars)]
    page.emulate_media(color_scheme="light")
    light = [inside(page).evaluate(one) for one in (paper, bars)]

    assert dark[0] == "rgb(20, 22, 26)"
    assert light[0] == "rgb(251, 250, 247)"
    assert dark[1] != light[1]


def test_the_code_that_readers_copy_shows_the_chart(
    browser: Browser, framed: Open, site_url: str
) -> None:
    article = browser.new_page()
    article.goto(site_url)
    code = article.locator(f"figure[data-chart={CHART}] textarea").input_value()
    article.close()
    address = code.split('src="')[1].split('"')[0]
    here = urlsplit(site_url)
    assert urlsplit(address).path.startswith(here.path)
    page = framed(code.replace(address, f"{here.scheme}://{here.netloc}{urlsplit(address).path}"))

    assert page.locator("iframe").get_attribute("title")
    expect(inside(page).locator(f"figure[data-chart={CHART}] svg:visible")).to_have_count(1)
    box = page.locator("iframe").bounding_box()
    assert box is not None
    assert box["height"] >= content_height(page)


@pytest.mark.parametrize("prefix", ["", "en/"], ids=["zh", "en"])
def test_the_height_in_the_code_is_enough_at_every_width(
    browser: Browser, site_url: str, prefix: str
) -> None:
    page = browser.new_page()
    page.goto(f"{site_url}{prefix}")
    figures = page.locator("figure[data-chart]").all()
    ids = [figure.get_attribute("data-chart") or "" for figure in figures]
    cut = []
    for id in dict.fromkeys(ids):
        given = page.request.get(f"{site_url}{prefix}charts/{id}/oembed.json").json()["height"]
        page.goto(f"{site_url}{prefix}charts/{id}/")
        for width in (280, 300, 320, 360, 378, 480, 600, 720, 738, 1000, 1600):
            page.set_viewport_size({"width": width, "height": 200})
            needed = page.evaluate("document.body.getBoundingClientRect().height")
            cut += [(id, width, needed, given)] if needed > given else []
    page.close()
    assert ids
    assert cut == []


def test_the_page_tells_machines_where_it_belongs(browser: Browser, site_url: str) -> None:
    page = browser.new_page()
    page.goto(f"{site_url}charts/{CHART}/")
    head = page.locator("head")
    oembed = head.locator('link[type="application/json+oembed"]')

    assert head.locator('meta[name="robots"]').get_attribute("content") == "noindex"
    assert (head.locator("link[rel=canonical]").get_attribute("href") or "").endswith(
        f"/charts/{CHART}/"
    )
    assert oembed.get_attribute("title")
    path = urlsplit(oembed.get_attribute("href") or "").path
    here = urlsplit(site_url)
    answer = page.request.get(f"{here.scheme}://{here.netloc}{path}").json()
    assert answer["type"] == "rich"
    assert "<iframe" in answer["html"]
    page.close()
