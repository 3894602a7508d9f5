"""`python -m audit`: builds the sites, asks every judge, tells what they found.

Exit codes: 0 nothing, or nothing without a reason · 1 findings, or a judge that cannot be asked.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from audit import axe, crawl, html_validate, lighthouse, nu, packages
from audit.finding import Finding, Verdict
from audit.published import PROJECTS, Sites, build, served
from audit.reasons import idle, load_reasons, unexcused
from audit.tools import HERE, MissingTool, missing_tools

Judge = Callable[[Sites], tuple[Verdict, Any]]

BUILT, REPORTS = HERE / "built", HERE / "reports"
BESIDE_AXE: tuple[Judge, ...] = (
    lighthouse.judge,
    nu.judge,
    html_validate.judge,
    crawl.judge,
    packages.judge,
)


def main() -> int:
    """Builds, judges, tells."""
    if missing := missing_tools():
        return _fail(missing)
    if not all(build(name, BUILT / name) for name in PROJECTS):
        return _fail(["a site could not be built, so nothing was judged"])
    try:
        with ExitStack() as stack:
            sites = tuple(stack.enter_context(served(name, BUILT / name)) for name in PROJECTS)
            verdicts = ask_all(sites, REPORTS)
    except MissingTool as error:
        return _fail([str(error)])
    return tell(verdicts)


def _fail(lines: Iterable[str]) -> int:
    for line in lines:
        print(f"audit: {line}", file=sys.stderr)
    return 1


def ask_all(sites: Sites, reports: Path) -> list[Verdict]:
    """Every judge's verdict; what each said itself is kept under `reports`."""
    reports.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(2) as pool:  # each waits for a program of its own
        waiting = [pool.submit(judge, sites) for judge in BESIDE_AXE]
        answers = [axe.judge(sites), *(each.result() for each in waiting)]
    for verdict, report in answers:
        written = json.dumps(report, ensure_ascii=False, indent=1)
        (reports / f"{verdict.judge}.json").write_text(f"{written}\n", "utf-8")
    return [verdict for verdict, _ in answers]


def tell(verdicts: list[Verdict]) -> int:
    """Prints every finding without a reason, then a line a judge; the exit code."""
    found = [each for verdict in verdicts for each in verdict.findings]
    reasons = load_reasons(HERE / "reasons.yaml")
    wrong = sorted({*unexcused(found, reasons), *idle(found, reasons)})
    for finding in wrong:
        print(finding)
    for line in table(verdicts, wrong):
        print(line)
    return 1 if wrong else 0


def table(verdicts: list[Verdict], wrong: list[Finding]) -> list[str]:
    """A line a judge: pages looked at, findings without a reason, findings accepted."""
    lines = [f"{'judge':14}{'pages':>6}{'findings':>10}{'accepted':>10}"]
    for verdict in verdicts:
        left = sum(finding.judge == verdict.judge for finding in wrong)
        accepted = len({*verdict.findings} - {*wrong})
        lines.append(f"{verdict.judge:14}{verdict.pages:6}{left:10}{accepted:10}")
    return lines


if __name__ == "__main__":
    sys.exit(main())
