"""The site as outputs ask about it: what several of them want to know is worked out once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import product

from changzhou_site.check import Checked
from changzhou_site.mentions import Stands, find_stands
from changzhou_site.model import Chart, Site
from changzhou_site.pages import Page, site_pages
from changzhou_site.render import Desk, Drawings, Sizes, Theme


@dataclass(frozen=True, eq=False)
class SiteView:
    """A checked site, and what was drawn of it once that is made."""

    checked: Checked
    drawings: Drawings = field(default_factory=dict)
    sizes: Sizes = field(default_factory=dict)

    @property
    def site(self) -> Site:
        return self.checked.site

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        return site_pages(self.site)

    @cached_property
    def stands(self) -> Mapping[str, Stands]:
        """Where indicators are seen, by language."""
        mentions, proses = self.checked.mentions, self.checked.proses
        return {
            code: find_stands(self.site, mentions, proses, self.pages, code)
            for code in self.site.languages
        }

    @cached_property
    def theme(self) -> Theme:
        return Theme(self.site.theme.templates)

    @cached_property
    def desks(self) -> Mapping[str, Desk]:
        """What the pages of each language are put together from."""
        return {
            code: Desk(
                site=self.site,
                language=language,
                pages=tuple(page for page in self.pages if page.language == code),
                proses=self.checked.proses,
                stands=self.stands[code],
                theme=self.theme,
                names=self.checked.names[code],
                drawings=self.drawings,
                sizes=self.sizes,
            )
            for code, language in self.site.languages.items()
        }

    @property
    def told_charts(self) -> Iterator[tuple[Chart, Desk]]:
        """Every chart in every language."""
        return product(self.site.charts.values(), self.desks.values())

    def drawn(self, drawings: Drawings, sizes: Sizes) -> SiteView:
        """The same site with its drawings, and the sizes of its pictures."""
        return replace(self, drawings=drawings, sizes=sizes)
