"""What there is to make, in two rounds: what is drawn, and the pages that take up the drawings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from changzhou_site.check import Checked
from changzhou_site.outputs.assets import plan_assets
from changzhou_site.outputs.cards import plan_cards
from changzhou_site.outputs.chart_files import (
    plan_chart_pictures,
    plan_chart_tables,
    plan_oembeds,
)
from changzhou_site.outputs.datapackage import DATAPACKAGE
from changzhou_site.outputs.drawings import plan_drawings
from changzhou_site.outputs.edition_file import EDITION
from changzhou_site.outputs.html import plan_pages
from changzhou_site.outputs.icon import ICON, ICON_PICTURE
from changzhou_site.outputs.indicator_table import INDICATOR_TABLE
from changzhou_site.outputs.sitemap import ROBOTS, SITEMAP_FILE
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
    def assets(self) -> tuple[Task, ...]:
        return tuple(plan_assets(self.view))

    @cached_property
    def pictures(self) -> tuple[Task, ...]:
        return (*plan_chart_pictures(self.view), *plan_cards(self.view))

    @cached_property
    def texts(self) -> tuple[Task, ...]:
        """Pages and data, which take up what is drawn."""
        view = self.view
        return (
            *plan_pages(view),
            *plan_chart_tables(view),
            *plan_oembeds(view),
            EDITION,
            INDICATOR_TABLE,
            DATAPACKAGE,
            SITEMAP_FILE,
            ROBOTS,
            ICON,
            ICON_PICTURE,
        )


def plan_outputs(checked: Checked) -> Plan:
    return Plan(SiteView(checked))
