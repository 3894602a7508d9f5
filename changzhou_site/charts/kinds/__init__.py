"""The chart types, one file each. A new one is a file here and a line below."""

from __future__ import annotations

from collections.abc import Mapping

from changzhou_site.charts.kinds import bar, column, coverage, dot, line, progress, share, timeline
from changzhou_site.charts.kinds.chart_type import ChartType

CHART_TYPES: Mapping[str, ChartType] = {
    module.TYPE.name: module.TYPE
    for module in (bar, column, line, dot, coverage, share, progress, timeline)
}

__all__ = ["CHART_TYPES", "ChartType"]
