"""Findings that are accepted, each for a reason with a source, from audit/reasons.yaml."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from audit.finding import Finding

MOST = 5
JUDGE = "reasons"


class Reason(BaseModel):
    """Why one rule of one judge is not followed at some elements. `*` stands for any text."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    judge: str
    rule: str
    elements: list[str] = Field(min_length=1)
    pages: list[str] = ["*"]
    why: str = Field(min_length=10)
    source: str = Field(pattern=r"^https://")

    def covers(self, finding: Finding) -> bool:
        """Whether the finding is accepted for this reason."""
        return (
            (finding.judge, finding.rule) == (self.judge, self.rule)
            and _matches(finding.element, self.elements)
            and _matches(finding.page, self.pages)
        )


def _matches(text: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(text, pattern.replace("[", "[[]")) for pattern in patterns)


def load_reasons(path: Path) -> tuple[Reason, ...]:
    """Raises pydantic's ValidationError, a ValueError, where the file says anything else."""
    shape = TypeAdapter(list[Reason])
    return tuple(shape.validate_python(yaml.safe_load(path.read_text("utf-8"))))


def unexcused(findings: Iterable[Finding], reasons: Iterable[Reason]) -> tuple[Finding, ...]:
    """The findings that no reason covers."""
    known = [*reasons]
    return tuple(each for each in findings if not any(reason.covers(each) for reason in known))


def idle(findings: Iterable[Finding], reasons: Iterable[Reason]) -> tuple[Finding, ...]:
    """A finding for each reason that covers nothing, and one where there are more than MOST."""
    made, known = [*findings], [*reasons]
    unused = [reason for reason in known if not any(map(reason.covers, made))]
    said = [
        Finding("audit/reasons.yaml", JUDGE, "idle", f"{each.judge} {each.rule}", "covers nothing")
        for each in unused
    ]
    if len(known) > MOST:
        many = f"{len(known)} reasons; {MOST} at most are accepted"
        said.append(Finding("audit/reasons.yaml", JUDGE, "too-many", "", many))
    return tuple(said)
