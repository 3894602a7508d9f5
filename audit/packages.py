"""frictionless: is each site's data package what it says of itself?"""

from __future__ import annotations

from typing import Any

import frictionless

from audit.finding import Finding, Verdict
from audit.published import Sites

JUDGE = "frictionless"
PACKAGE = "data/datapackage.json"


def judge(sites: Sites) -> tuple[Verdict, Any]:
    """The verdict and a report for each site."""
    report = {
        site.told(PACKAGE): frictionless.validate(str(site.folder / PACKAGE)).to_dict()
        for site in sites
    }
    return Verdict(JUDGE, len(report), findings(report)), report


def findings(report: Any) -> tuple[Finding, ...]:
    """The errors of packages and of the tables in them."""
    return tuple(
        Finding(page, JUDGE, error["type"], task.get("place", ""), error["message"])
        for page, said in report.items()
        for task in [said, *said["tasks"]]
        for error in task["errors"]
    )
