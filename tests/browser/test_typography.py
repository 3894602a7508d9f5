"""Where lines end, and which language a text says it is in, on every page of two sites.

What a reader takes for carelessness: a heading whose last line is one character, a line that begins
with a full stop, a date torn in two, Chinese read out as English.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from audit.published import serving_published
from changzhou_site.publish import find_manifest
from tests.browser.served import publish
from tests.painting import pages_alone_painted

pytestmark = pytest.mark.browser

TOP = Path(__file__).resolve().parents[2]
IOWA = TOP / "tests/sites/iowa"
WIDTHS = [320, 360, 390, 768, 1280]

# A character's box, and whether one stands on a later line than another. `letters` are those of an
# element in the order in which they are read, each with the place that it has.
LETTERS = """
    const boxOf = (node, at) => {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        return [...range.getClientRects()].find(box => box.width > 0);
    };
    const shown = element => element && element.checkVisibility()
        && element.getBoundingClientRect().width > 1;
    const lettersOf = (element, wanted = () => true) => {
        const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
        const letters = [];
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            if (!shown(node.parentElement)) continue;
            [...node.data].forEach((letter, at) => {
                if (letter.trim()) letters.push({letter, node, at});
            });
        }
        return letters;
    };
    const below = (one, other) => {
        const [a, b] = [one, other].map(({node, at}) => boxOf(node, at));
        return a && b && b.top >= a.bottom - 2;
    };
    const words = (letters, at) => letters.slice(Math.max(0, at - 8), at + 9)
        .map(({letter}) => letter).join("");
"""

LONE_ENDS = f"""
    () => {{
        {LETTERS}
        const han = /\\p{{Script=Han}}/u;
        const titles = "h1, h2, h3, h4, caption, .chart-title, .clause";
        return [...document.querySelectorAll(titles)].filter(shown)
            .map(lettersOf).filter(letters => {{
                const starts = letters.findLastIndex(
                    (_, at) => at > 0 && below(letters[at - 1], letters[at]));
                const last = letters.slice(starts).filter(({{letter}}) => han.test(letter));
                return starts > 0 && last.length === 1 && letters.length - starts < 3;
            }}).map(letters => words(letters, letters.length));
    }}
"""

STRAY_STARTS = f"""
    () => {{
        {LETTERS}
        const never = new Set("。，、；：？！）」』》〉】");
        const blocks = "p, li, dt, dd, td, th, h1, h2, h3, h4, figcaption, caption, summary";
        const faults = [];
        const letters = lettersOf(document.body);
        letters.forEach((one, at) => {{
            if (!at || !never.has(one.letter)) return;
            const before = letters[at - 1];
            const [a, b] = [before, one].map(({{node}}) => node.parentElement.closest(blocks));
            if (a === b && below(before, one)) faults.push(words(letters, at));
        }});
        return faults;
    }}
"""

TORN_DATES = f"""
    () => {{
        {LETTERS}
        const inTables = "td, th, .key-period, .figure-period, .older-period, .when";
        const torn = [...document.querySelectorAll("time")].filter(shown).map(lettersOf)
            .filter(letters => below(letters[0], letters.at(-1)))
            .map(letters => words(letters, 0));
        for (const element of [...document.querySelectorAll(inTables)].filter(shown)) {{
            const letters = lettersOf(element);
            const text = letters.map(({{letter}}) => letter).join("");
            for (const found of text.matchAll(/\\d{{4}}年\\d{{1,2}}月(\\d{{1,2}}日)?/gu)) {{
                const end = found.index + found[0].length - 1;
                if (below(letters[found.index], letters[end])) torn.push(found[0]);
            }}
        }}
        return torn;
    }}
"""

UNTAGGED = """
    () => {
        const han = /\\p{Script=Han}+/u;
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const found = [];
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const holder = node.parentElement;
            if (holder.closest("script, code, textarea")) continue;
            const tag = holder.closest("[lang]").lang;
            if (han.test(node.data) && !tag.startsWith("zh")) found.push(node.data.trim());
        }
        return [...new Set(found)];
    }
"""


ASKED = {"lone end": LONE_ENDS, "stray start": STRAY_STARTS, "torn date": TORN_DATES}

Faults = list[tuple[str, str]]
"""Where each was met, and the words around it."""


@pytest.fixture(scope="module")
def iowa(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of Iowa, published without the files that no page shows."""
    out = tmp_path_factory.mktemp("iowa") / "dist"
    with pages_alone_painted():
        publish(IOWA, out)
    return out


@pytest.fixture(scope="module", params=["published", "iowa"])
def faults(request: pytest.FixtureRequest, browser: Browser) -> dict[str, Faults]:
    """What is wrong on the pages of a site, by its kind; each page is opened once for all."""
    out = request.getfixturevalue(request.param)
    with serving_published(out) as url:
        manifest = find_manifest(out)
        assert manifest is not None
        names = [name for name in manifest["files"] if name.endswith(".html")]
        assert len(names) > 10
        return faults_of(browser, url, names)


def faults_of(browser: Browser, url: str, names: list[str]) -> dict[str, Faults]:
    found: dict[str, Faults] = {kind: [] for kind in (*ASKED, "untagged")}
    page = browser.new_page(reduced_motion="reduce")
    for name in names:
        page.goto(url + name)
        page.evaluate("document.fonts.ready.then(() => null)")
        found["untagged"] += [(name, words) for words in page.evaluate(UNTAGGED)]
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            for kind, asked in ASKED.items():
                found[kind] += [(f"{name} at {width}", words) for words in page.evaluate(asked)]
    page.close()
    return found


def test_no_heading_ends_in_a_line_of_one_character(faults: dict[str, Faults]) -> None:
    assert faults["lone end"] == []


def test_no_line_begins_with_what_closes(faults: dict[str, Faults]) -> None:
    assert faults["stray start"] == []


def test_dates_stand_on_one_line(faults: dict[str, Faults]) -> None:
    assert faults["torn date"] == []


def test_text_in_other_letters_says_its_language(faults: dict[str, Faults]) -> None:
    assert faults["untagged"] == []
