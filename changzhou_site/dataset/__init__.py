"""All observations of a site as a table, and the Data Package that says what is in it."""

from changzhou_site.dataset.package import datapackage
from changzhou_site.dataset.indicators_csv import indicators_csv

__all__ = ["datapackage", "indicators_csv"]
