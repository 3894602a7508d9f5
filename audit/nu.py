"""The Nu HTML checker: is it HTML, by the standard's own grammar?

It is given addresses, not files: 'self' in a Content-Security-Policy means nothing for a file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from audit.finding import Finding, Verdict
from audit.published import Sites, addresses
from audit.tools import MODULES, run_json

JUDGE = "nu"
JAR = MODULES / "vnu-jar/build/dist/vnu.jar"
OF_THIS_MACHINE = "-Dnu.validator.servlet.allow-forbidden-hosts=true"
QUOTED = re.compile("“[^”]*”")
LONGEST = 120


def judge(sites: Sites) -> tuple[Verdict, Any]:
    """The verdict and the checker's own report. Raises MissingTool where it does not run."""
    pages = addresses(sites)
    command = ["java", OF_THIS_MACHINE, "-jar", str(JAR), "--format", "json", "--exit-zero-always"]
    report = run_json([*command, *pages], said_on="stderr")
    return Verdict(JUDGE, len(pages), findings(report, pages)), report


def findings(report: Any, pages: Mapping[str, str]) -> tuple[Finding, ...]:
    """Errors and warnings alike; `pages` names what stands at an address."""
    return tuple(_finding(each, pages) for each in report["messages"])


def _finding(message: Any, pages: Mapping[str, str]) -> Finding:
    address = message.get("url", "")
    text = message["message"]
    return Finding(pages.get(address, address), JUDGE, rule_of(text), _marked(message), text)


def rule_of(text: str) -> str:
    """The checker's rules have no names: what a message says, but for what it quotes."""
    sentence = re.split(r"[:.(]", QUOTED.sub("", text), maxsplit=1)[0]
    return "-".join(re.findall(r"[a-z0-9]+", sentence.lower()))


def _marked(message: Any) -> str:
    """The part of the page that the checker points at, on one line."""
    start = message.get("hiliteStart", 0)
    extract = message.get("extract", "")[start : start + message.get("hiliteLength", 0)]
    return " ".join(extract.split())[:LONGEST]
