"""The Changzhou site in WebKit and Firefox: `make browsers`, for both have to be installed.

Not collected with the other tests, which ask for no more than one browser.
"""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

from tests.browser.drawings import DRAWINGS, overlap, reaches_out
from tests.browser.drivers import Engine, MissingProgram, firefox, webkit

pytestmark = pytest.mark.browser

ENGINES = {"webkit": webkit, "firefox": firefox}
PAGES = {"zh": "", "en": "en/", "zh-data": "data/", "en-data": "en/data/"}
WIDTHS = [320, 390, 1280]

TARGET = "超1.2万亿元"

# How long the value is as the page sets it, and as it would be with the two other rules.
SPACING = f"""
    () => [...document.querySelectorAll(".drawing text")]
        .filter(text => text.textContent === "{TARGET}" && text.getClientRects().length)
        .map(text => {{
            const length = rule => {{
                text.style.textAutospace = rule;
                return text.getComputedTextLength();
            }};
            const letters = [..."{TARGET}"].map((_, at) =>
                text.getEndPositionOfChar(at).x - text.getStartPositionOfChar(at).x);
            return {{
                shown: text.getComputedTextLength(), letters,
                closed: length("no-autospace"), spaced: length("normal"),
            }};
        }})
"""


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    try:
        with ENGINES[request.param]() as engine:
            yield engine
    except MissingProgram as missing:
        pytest.fail(str(missing), pytrace=False)


@pytest.fixture(params=[f"{page} at {width}" for page in PAGES for width in WIDTHS])
def opened(
    request: pytest.FixtureRequest, engine: Engine, site_url: str, screenshots: Path
) -> Engine:
    """A page as an engine shows it; its picture is kept."""
    page, _, width = request.param.partition(" at ")
    engine.open(site_url + PAGES[page], int(width))
    picture = screenshots / f"{engine.name}-{page}-{width}.png"
    picture.write_bytes(engine.picture())
    return engine


@pytest.mark.parametrize("width", WIDTHS)
def test_a_value_in_a_drawing_has_no_room_at_its_digits_and_keeps_its_dot(
    engine: Engine, site_url: str, width: int
) -> None:
    engine.open(site_url, width)
    values = engine.ask(SPACING)
    assert values
    for value in values:
        assert value["shown"] == value["closed"] < value["spaced"]
        assert min(value["letters"]) > 0


def test_no_two_texts_of_a_drawing_overlap_and_none_is_cut_off(opened: Engine) -> None:
    faults = []
    for drawing in opened.ask(DRAWINGS):
        texts = drawing["texts"]
        faults += [each["words"] for each in texts if reaches_out(each["box"], drawing["box"])]
        pairs = combinations(texts, 2)
        faults += [(a["words"], b["words"]) for a, b in pairs if overlap(a["box"], b["box"])]
    assert faults == []


def test_a_page_needs_no_sideways_scrolling(opened: Engine) -> None:
    needed, there = opened.ask(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert needed <= there
