"""Tables for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from changzhou_site.model import Observation
from changzhou_site.units import data_value

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def csv_bytes(fields: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    """A table for a spreadsheet: UTF-8 with a byte order mark; what a row lacks is empty."""
    out = io.StringIO()
    writer = csv.DictWriter(out, fields, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def safe_text(text: str) -> str:
    """A text that no spreadsheet runs as a formula: an apostrophe stands before its sign."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def value_cell(observation: Observation) -> str:
    """The published number, as digits."""
    return f"{data_value(observation):f}"


def whole_cell(observation: Observation) -> str:
    """The `m` of n of m, as digits."""
    return "" if observation.whole is None else f"{observation.whole:f}"
