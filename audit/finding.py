"""What judges say: findings, and a judge's verdict over all that it was shown."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that a judge holds against one page."""

    page: str
    """The site's name and the file in it: `small/en/index.html`."""
    judge: str
    rule: str
    element: str
    """A selector or the element's own text, as the judge gives it; may be empty."""
    message: str

    def __str__(self) -> str:
        what = " ".join(filter(None, (self.judge, self.rule, self.element)))
        return f"{self.page}: {what} — {self.message}"


@dataclass(frozen=True)
class Verdict:
    """All that one judge found, and how many pages it looked at."""

    judge: str
    pages: int
    findings: tuple[Finding, ...]
