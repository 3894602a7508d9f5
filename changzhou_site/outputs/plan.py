"""What there is to make, in two rounds: what is drawn, and the pages that take up the drawings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from changzhou_site.check import Checked
from changzhou_site.outputs.assets import Asset, make_assets
from changzhou_site.outputs.cards import plan_cards
from changzhou_site.outputs.chart_files import (
    plan_chart_pictures,
    plan_chart_tables,
    plan_oembeds,
)
from changzhou_site.outputs.datapackage import plan_datapackage
from changzhou_site.outputs.drawings import drawings_of, plan_drawings, sizes_of
from changzhou_site.outputs.edition_file import plan_edition
from changzhou_site.outputs.html import plan_pages
from changzhou_site.outputs.icon import plan_icon
from changzhou_site.outputs.indicator_table import plan_indicator_table
from changzhou_site.outputs.sitemap import plan_sitemap
from changzhou_site.outputs.task import Task
from changzhou_site.outputs.view import SiteView


@dataclass(frozen=True)
class Plan:
    """The tasks of a build."""

    view: SiteView

    @cached_property
    def drawings(self) -> tuple[Task, ...]:
        """Drawings that pages inline: no outputs themselves."""
        return tuple(plan_drawings(self.view))

    @cached_property
    def pictures(self) -> tuple[Task, ...]:
        return (*plan_chart_pictures(self.view), *plan_cards(self.view))

    @cached_property
    def assets(self) -> tuple[Asset, ...]:
        return make_assets(self.view.site, self.view.checked.texts)

    def texts(self, drawn: Mapping[str, bytes]) -> Iterator[Task]:
        """Pages and data, with the drawings that were made."""
        view = self.view.drawn(drawings_of(self.view, drawn), sizes_of(drawn))
        yield from plan_pages(view, {asset.name: asset.path for asset in self.assets})
        yield from plan_chart_tables(view)
        yield from plan_oembeds(view)
        yield from plan_edition(view)
        yield from plan_indicator_table(view)
        yield from plan_datapackage(view)
        yield from plan_sitemap(view)
        yield from plan_icon(view)


def plan_outputs(checked: Checked) -> Plan:
    return Plan(SiteView(checked))
