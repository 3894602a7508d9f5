"""Two versions -> all there is to tell of them, for people and for machines."""

from __future__ import annotations

import json
from dataclasses import dataclass

from pydantic import TypeAdapter

from changzhou_site.diff.changes import Difference, Uncorrected
from changzhou_site.diff.compare import compare
from changzhou_site.diff.uncorrected import as_problem, find_uncorrected, withdrawal
from changzhou_site.diff.versions import Version
from changzhou_site.errors import Problem


@dataclass(frozen=True)
class VersionName:
    """A version by its name."""

    name: str | None
    """As it was asked for; None for the project's working files."""
    problems: int


@dataclass(frozen=True)
class Comparison:
    """Two versions, and what is not the same in them."""

    old: VersionName
    new: VersionName
    difference: Difference
    uncorrected: tuple[Uncorrected, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What `--strict` refuses, and warnings."""
        changed = (as_problem(uncorrected) for uncorrected in self.uncorrected)
        withdrawn = (withdrawal(entry) for entry in self.difference.withdrawn)
        return (*changed, *withdrawn)

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if not problem.warning)

    def as_json(self) -> str:
        """The same as data; numbers are texts, as in data/indicators.json."""
        said = TypeAdapter(Comparison).dump_python(self, mode="json")
        parts = {"old": said["old"], "new": said["new"], **said["difference"]}
        parts["uncorrected"] = said["uncorrected"]
        return json.dumps(parts, ensure_ascii=False, indent=1)


def compare_versions(old: Version, new: Version) -> Comparison:
    difference = compare(old.edition, new.edition)
    return Comparison(
        VersionName(old.name, len(old.problems)),
        VersionName(new.name, len(new.problems)),
        difference,
        find_uncorrected(old.edition, new.edition, difference.changed, new.places or {}),
    )
