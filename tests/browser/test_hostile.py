"""A hostile site in a reader's browser: no payload of tests/hostile/payloads.yaml runs."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from audit.published import serving_published
from changzhou_site.cli import main
from tests.hostile.nothing_runs import PAYLOADS, SPREAD, hostile_site

pytestmark = pytest.mark.browser

RAN = "window.ran = window.alert = () => { window.hasRun = true; }; window.hasRun = false;"

STRANGE = """() => [...document.querySelectorAll("*")].flatMap((element) => [
    ...[...element.attributes].filter((each) => /^on|^srcdoc$/.test(each.name)),
    ...["href", "src", "action", "formAction"]
        .map((name) => String(element[name]?.baseVal ?? element[name] ?? ""))
        .filter((value) => /^(?!https?:|mailto:|$)/.test(value)),
    ...(element.matches("script:not([src]):not([type='application/ld+json'])") ? [element] : []),
].map((found) => `${element.tagName} ${found.name ?? found}`))"""
"""Elements and attributes as the browser has read them."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site that holds every text, served."""
    room = tmp_path_factory.mktemp("hostile")
    site = hostile_site(room, text=SPREAD, form=" ".join(PAYLOADS["form"]))
    assert main(["build", "--project", str(site)]) == 0
    with serving_published(site / "dist") as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.add_init_script(RAN)
    yield page
    page.close()


@pytest.mark.parametrize(
    "path",
    [
        "",
        "zh/",
        "data/",
        "about/",
        "corrections/",
        "charts/birds/",
        "charts/days/",
        "charts/days.svg",
    ],
)
def test_nothing_of_a_hostile_site_runs(page, address, path):
    page.goto(address + path)
    for control in page.locator("button:visible, summary:visible").all():
        control.click()
    page.mouse.move(200, 200)
    page.wait_for_timeout(100)

    assert page.evaluate("window.hasRun") is False
    assert page.url.startswith(address)
    if not path.endswith(".svg"):
        assert page.evaluate(STRANGE) == []


def test_a_payload_that_would_run_is_heard(page):
    page.goto("about:blank")
    page.set_content("<img src=x: onerror=ran()>")
    page.wait_for_function("window.hasRun")

    assert page.evaluate(STRANGE) == ["IMG onerror", "IMG x:"]
