"""What has been composed is read, as it will be read in the site."""

from __future__ import annotations

from pathlib import Path

from changzhou_site.errors import Place, Problem, Report
from changzhou_site.importing.composing import Composed, ComposedFigure, as_yaml
from changzhou_site.load.context import Context
from changzhou_site.load.files import Files
from changzhou_site.load.offered import OfferedTable
from changzhou_site.load.schema import find_node
from changzhou_site.load.table_series import Common, read_series
from changzhou_site.load.tables import Tables
from changzhou_site.model import Bound, Citation, Site
from changzhou_site.source import Fields, Text, load_yaml

COMPOSED = "import"
"""Where what is composed is said to stand; nothing wrong is found there but by a fault of ours."""


def problems_of(composed: Composed, chosen: OfferedTable, site: Site) -> tuple[Problem, ...]:
    """What is wrong in the table, for the figures that are made of it."""
    report = Report()
    tables = Tables(Files(Path(), report))
    tables.know(chosen.name, chosen.written, chosen.table)
    context = Context(
        tuple(site.languages), site.units, frozenset(), site.sources, frozenset(), report, tables
    )
    node = load_yaml(as_yaml(composed), COMPOSED)
    for figure in composed.figures:
        values = find_node(node, (figure.id, "values"))
        assert isinstance(values, Fields)
        read_series(Text(figure.id, values.place), values, _common(figure, site), context)
    return tuple(problem for problem in report.problems if not problem.warning)


def _common(figure: ComposedFigure, site: Site) -> Common:
    """What the record says, with a source in the place of the one that is to come."""
    cited = (Citation("", "", Place(COMPOSED)),)
    return Common(site.units[figure.unit], Bound.EXACT, cited, figure.decimals)
