"""data/indicators.csv: every observation, one a row."""

from __future__ import annotations

from collections.abc import Iterator

from changzhou_site.dataset.columns import Row, table_columns
from changzhou_site.exports import csv_bytes
from changzhou_site.model import Site


def indicators_csv(site: Site) -> bytes:
    """All observations, the indicators in the order of the files, the oldest observation first."""
    columns = table_columns(site)
    rows = ({column.name: column.cell(row) for column in columns} for row in _rows(site))
    return csv_bytes([column.name for column in columns], rows)


def _rows(site: Site) -> Iterator[Row]:
    for indicator in site.indicators.values():
        for observation in indicator.observations:
            yield Row(site, indicator, observation)
