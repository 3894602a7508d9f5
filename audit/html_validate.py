"""html-validate: markup that is allowed but not meant, by the rules of .htmlvalidate.json."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from audit.finding import Finding, Verdict
from audit.published import Sites
from audit.tools import HERE, MODULES, run_json

JUDGE = "html-validate"
COMMAND = MODULES / "html-validate/bin/html-validate.mjs"


def judge(sites: Sites) -> tuple[Verdict, Any]:
    """The verdict and the program's own report. Raises MissingTool where it does not run."""
    pages = {str(site.folder / page): site.told(page) for site in sites for page in site.pages}
    rules = str(HERE / ".htmlvalidate.json")
    command = ["node", str(COMMAND), "--config", rules, "--formatter", "json"]
    report = run_json([*command, *pages])
    return Verdict(JUDGE, len(pages), findings(report, pages)), report


def findings(report: Any, pages: Mapping[str, str]) -> tuple[Finding, ...]:
    """`pages` names the files."""
    return tuple(
        Finding(
            pages.get(file["filePath"], file["filePath"]),
            JUDGE,
            each["ruleId"],
            each.get("selector") or f"{each['line']}:{each['column']}",
            each["message"],
        )
        for file in report
        for each in file["messages"]
    )
