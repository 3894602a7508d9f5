"""What could be read of a project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from changzhou_site.digests import Digests
from changzhou_site.errors import Problem
from changzhou_site.load.facts import FileFacts
from changzhou_site.model import Chart, Site, SpotTexts


@dataclass(frozen=True)
class Reading:
    """What could be read of a project, and all that is wrong with it so far."""

    site: Site | None
    """None where data/site.yaml or a language does not say what the site is."""
    likely: Site
    """The same with all that can be judged though it cannot be published: broken documents, and
    what stands in for what cannot be read."""
    lost: tuple[SpotTexts, ...]
    """The texts of records that cannot be read."""
    lost_charts: tuple[Chart, ...]
    """Those that show what is not there."""
    problems: tuple[Problem, ...]
    unread: frozenset[str]
    """Ids of indicators that are declared, but have problems of their own; `chart …` of charts;
    `corrections`, where their file has problems."""
    unguarded: frozenset[str]
    """Languages whose loose numbers cannot be judged."""
    facts: Mapping[str, FileFacts]
    """What the files of data/indicators/ say that have no problems, by path."""
    digests: Digests
    """Of what has been read, so far as they are known."""

    def excuses(self, id: str) -> bool:
        """Whether to say that `id` is unknown would only repeat another problem."""
        return id in self.unread
