"""Prose on a phone: what is wider than the page scrolls in a frame of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from changzhou_site.cli import main
from tests.support import copy_small

WIDE = """---
title: 试验
summary: 试验。
layout: page
---
| 指标名称甲 | 指标名称乙 | 指标名称丙 | 指标名称丁 | 指标名称戊 |
| --- | --- | --- | --- | --- |
| {{ bird_count }} | {{ bird_count }} | {{ bird_count }} | {{ bird_count }} | {{ bird_count }} |

```
这是一行很长的说明这是一行很长的说明这是一行很长的说明这是一行很长的说明这是一行很长的说明
```

{{ table bird_count geese swans }}
"""


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = copy_small(tmp_path_factory.mktemp("wide"))
    (site / "content/zh/trial.md").write_text(WIDE, "utf-8")
    assert main(["build", "--project", str(site)]) == 0
    return site / "dist/trial/index.html"


@pytest.fixture(params=[320, 360])
def phone(request: pytest.FixtureRequest, browser: Browser, trial: Path) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": request.param, "height": 800})
    page.goto(trial.as_uri())
    yield page
    page.close()


def test_no_page_is_wider_than_the_phone(phone: Page) -> None:
    assert phone.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("frame", [".text .table-scroll", "pre"])
def test_what_is_wider_scrolls_in_its_frame(phone: Page, frame: str) -> None:
    assert phone.locator(frame).first.evaluate("e => e.scrollWidth - e.clientWidth") > 0


def test_the_sources_of_a_table_of_figures_stand_below_their_row(phone: Page) -> None:
    row = phone.locator(".figures-table tbody tr").first
    label = row.locator("th").bounding_box()
    source = row.locator(".figure-source").bounding_box()
    assert label is not None
    assert source is not None
    assert source["y"] >= label["y"] + label["height"] - 1
    assert row.evaluate(
        "e => e.closest('.table-scroll').scrollWidth <= e.closest('.table-scroll').clientWidth"
    )


def test_a_table_of_figures_is_still_a_table_to_those_who_listen(phone: Page) -> None:
    table = phone.locator(".figures-table")
    row = table.locator("tbody tr").first
    assert row.evaluate("row => getComputedStyle(row).display") == "grid"
    expect(table.get_by_role("rowgroup")).to_have_count(2)
    expect(table.get_by_role("columnheader")).to_have_count(3)
    expect(row.get_by_role("rowheader")).to_have_count(1)
    expect(row.get_by_role("cell")).to_have_count(2)


def test_tables_are_told_apart_by_their_names(phone: Page) -> None:
    names = phone.locator(".table-scroll").evaluate_all(
        "frames => frames.map(frame => frame.getAttribute('aria-label'))"
    )
    assert len({*names}) == len(names) == 2
    assert all(name.startswith("数据表：") for name in names)


@pytest.mark.parametrize("width", [320, 500])
def test_a_caption_is_as_wide_as_its_table(browser: Browser, site_url: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(f"{site_url}en/")
    widths = page.locator(".figures-table").evaluate_all(
        "tables => tables.map(({ caption, offsetWidth }) => [caption.offsetWidth, offsetWidth])"
    )
    page.close()
    assert widths
    assert all(caption == table for caption, table in widths)
