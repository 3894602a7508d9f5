"""Lighthouse: one page of each kind, for accessibility, good practice and search engines."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from audit.finding import Finding, Verdict
from audit.published import Sites, one_of_each_kind
from audit.tools import BROWSER_ARGS, HERE, MODULES, find_browser, run_json

JUDGE = "lighthouse"
COMMAND = MODULES / "lighthouse/cli/index.js"
AT_ONCE = 2
LONGEST = 120


def judge(sites: Sites) -> tuple[Verdict, Any]:
    """The verdict and a report for each page. Raises MissingTool where it does not run."""
    pages = one_of_each_kind(sites)
    browser = find_browser()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        reports = pool.map(lambda address: _look_at(address, browser), pages)
        report = dict(zip(pages.values(), reports, strict=True))
    found = (each for page, said in report.items() for each in findings(page, said))
    return Verdict(JUDGE, len(pages), tuple(found)), report


def _look_at(address: str, browser: str) -> Any:
    config = f"--config-path={HERE / 'lighthouse.json'}"
    flags = f"--chrome-flags={' '.join(BROWSER_ARGS)}"
    command = ["node", str(COMMAND), address, config, flags, "--quiet", "--output=json"]
    return run_json(command, CHROME_PATH=browser)


def findings(page: str, report: Any) -> Iterator[Finding]:
    """The audits of a report that failed and count, each with its elements."""
    if error := report.get("runtimeError"):
        yield Finding(page, JUDGE, error["code"], "", error["message"])
    for audit in _failed(report):
        for element in _elements(audit):
            said = audit.get("explanation") or audit["title"]
            yield Finding(page, JUDGE, audit["id"], element, said)


def _failed(report: Any) -> Iterator[Any]:
    counted = {
        each["id"]
        for category in report["categories"].values()
        for each in category["auditRefs"]
        if each["weight"]
    }
    for name, audit in report["audits"].items():
        if name in counted and audit["score"] is not None and audit["score"] < 1:
            yield audit


def _elements(audit: Any) -> list[str]:
    """Where the audit points; one empty place where it points at none."""
    items = audit.get("details", {}).get("items", [])
    nodes = [item.get("node", {}) for item in items]
    return [node.get("selector", "")[:LONGEST] for node in nodes] or [""]
