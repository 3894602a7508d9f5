"""axe-core in Chromium: may everybody read it, on a desk and on a phone, by day and by night?

Every rule is asked at both widths. What the colour scheme changes is colour, so the other two
combinations are asked for contrast alone.
"""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, sync_playwright

from audit.finding import Finding, Verdict
from audit.published import Sites, addresses
from audit.tools import BROWSER_ARGS, MODULES, find_browser

JUDGE = "axe"
SCRIPT = MODULES / "axe-core/axe.min.js"
DESK, PHONE = 1280, 360  # CSS pixels
CONTRAST = {"runOnly": ["color-contrast"]}
EVERYTHING = {"rules": {"target-size": {"enabled": True}}}  # the one rule of WCAG 2.2 that is off
LOOKS = (
    (DESK, "light", EVERYTHING),
    (PHONE, "dark", EVERYTHING),
    (PHONE, "light", CONTRAST),
    (DESK, "dark", CONTRAST),
)
ASK = """async (options) => {
    for (const details of document.querySelectorAll("details")) details.open = true;
    const { violations } = await axe.run({ ...options, resultTypes: ["violations"] });
    return violations.map(({ id, help, nodes }) =>
        ({ id, help, targets: nodes.map(({ target }) => target.flat().join(" ")) }));
}"""


def judge(sites: Sites) -> tuple[Verdict, Any]:
    """The verdict and what axe said of each page. Raises MissingTool where no browser is found."""
    pages = addresses(sites)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=BROWSER_ARGS)
        context = browser.new_context(reduced_motion="reduce")
        context.add_init_script(path=SCRIPT)
        page = context.new_page()
        report = {name: _look_at(page, address) for address, name in pages.items()}
        browser.close()
    return Verdict(JUDGE, len(pages), findings(report)), report


def _look_at(page: Page, address: str) -> dict[str, Any]:
    page.goto(address)
    said = {}
    for width, scheme, options in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        said[f"{width} {scheme}"] = page.evaluate(ASK, options)
    return said


def findings(report: Any) -> tuple[Finding, ...]:
    """Of a report: page -> look -> what was violated there."""
    return tuple(
        Finding(page, JUDGE, broken["id"], target, f"{broken['help']} ({look})")
        for page, looks in report.items()
        for look, said in looks.items()
        for broken in said
        for target in broken["targets"]
    )
