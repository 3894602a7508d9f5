"""What a problem's code means, as docs/problems.md says it."""

from __future__ import annotations

import re
from pathlib import Path

HEADING = re.compile(r"^#{2,3} ", re.MULTILINE)


def explain_code(asked: str) -> str | None:
    """The section about a code, with a wrong and a right example; None where there is none."""
    for section in HEADING.split(_documented().read_text("utf-8")):
        if section.startswith(f"`{asked}`\n"):
            return section.rstrip()
    return None


def _documented() -> Path:
    """The page, in the package, or in the checkout beside it."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "docs" / "problems.md"
    return installed if installed.is_file() else package.parent / "docs" / "problems.md"
