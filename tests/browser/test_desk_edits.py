"""Whatever an editor does, one after the other, the page that is open says in the end what it says
when it is opened anew, and the site is what a clean build gives."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from changzhou_site.check import check_project
from tests.desks import outputs_of
from tests.edits.kinds import KINDS, all_restored
from tests.showing import Live, shown
from tests.support import SMALL, copy_small

pytestmark = pytest.mark.browser

EDITS = 200
LOOKED_AT = 8
"""After so many edits the open page is held to one that is opened then; the next mends the site."""

IS_NEWEST = """async () => {
    const shown = document.querySelector("script[data-page]");
    const path = encodeURIComponent(decodeURI(location.pathname));
    const { page, problems } = await (await fetch(new URL(`state?path=${path}`, shown.src))).json();
    const told = document.querySelectorAll("#desk-problems li").length;
    return page === shown.dataset.page && problems.length === told;
}"""

SAID = """() => {
    const copy = document.body.cloneNode(true);
    for (const own of copy.querySelectorAll("[class^=desk-]")) own.remove();
    return [document.title, copy.outerHTML.trim()];
}"""
"""What a page says once its scripts have run, without the desk."""


def test_two_hundred_edits_later_the_open_page_says_what_is_so(
    browser: Browser, tmp_path: Path
) -> None:
    dice, site = random.Random(12), copy_small(tmp_path)
    with shown(site) as live:
        page = browser.new_page()
        page.goto(f"http://{live.host}{live.base}en/")
        page.wait_for_selector(".desk-open")
        for number in range(EDITS):
            edit = dice.choice(KINDS) if number % LOOKED_AT else all_restored
            before = live.workshop.state.number
            edit(site, SMALL, dice.randrange(1000))
            wait_for_more(live, before, most=0.4)  # an edit may change nothing
            if number % LOOKED_AT == LOOKED_AT - 1:
                settle(page, live)
                assert_as_anew(browser, page)
        all_restored(site, SMALL, 0)
        settle(page, live)
        assert_as_anew(browser, page)
        page.close()
        good = live.workshop.good
        assert good is not None
        served = {path: live.workshop.find(path) for path in (*good.tasks, *good.assets)}
    meant = outputs_of(check_project(SMALL))
    del meant["build.json"]

    assert served == meant


def settle(page: Page, live: Live) -> None:
    """Waits until all has been read, and the page has heard of it. What is read first after a file
    was saved may have been begun before; what is read second was not."""
    for word in ("once", "twice"):
        before = live.workshop.state.number
        (live.site / "content/.saved").write_text(word, "utf-8")
        wait_for_more(live, before, most=30)
    page.wait_for_function(IS_NEWEST)


def wait_for_more(live: Live, before: int, most: float) -> None:
    """Until files have been read again; at most for so many seconds."""
    end = time.monotonic() + most
    while live.workshop.state.number == before and time.monotonic() < end:
        time.sleep(0.01)


def assert_as_anew(browser: Browser, page: Page) -> None:
    """The scripts of a page whose body was exchanged run a moment later."""
    anew, end = said_anew(browser, page), time.monotonic() + 10
    while said(page) != anew and time.monotonic() < end:
        time.sleep(0.05)
    assert said(page) == anew


def said(page: Page) -> list[str]:
    found: list[str] = page.evaluate(SAID)
    return found


def said_anew(browser: Browser, page: Page) -> list[str]:
    fresh = browser.new_page()
    fresh.goto(page.url)
    fresh.wait_for_selector(".desk-open")
    found = said(fresh)
    fresh.close()
    return found
