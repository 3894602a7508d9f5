"""Files for machines: tables for spreadsheets, JSON, and the cells of a figure."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence

from changzhou_site.model import Indicator, Observation
from changzhou_site.units import data_value

Cells = dict[str, str]

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet may take for the beginning of a formula, full-width signs too."""


def csv_bytes(fields: Sequence[str], rows: Iterable[Cells]) -> bytes:
    """A table for a spreadsheet: UTF-8 with a byte order mark; what a row lacks is empty."""
    head = csv_rows(fields, [dict(zip(fields, fields, strict=True))])
    return f"{head}{csv_rows(fields, rows)}".encode("utf-8-sig")


def csv_rows(fields: Sequence[str], rows: Iterable[Cells]) -> str:
    """Some rows of it."""
    out = io.StringIO()
    csv.DictWriter(out, fields, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def json_text(described: Mapping[str, object]) -> str:
    return f"{json.dumps(described, ensure_ascii=False, indent=1)}\n"


def safe_cells(cells: Mapping[str, str]) -> Cells:
    """Texts that no spreadsheet runs as a formula: an apostrophe stands before its sign."""
    return {name: safe_text(text) for name, text in cells.items()}


def safe_text(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def figure_cells(indicator: Indicator, observation: Observation) -> Cells:
    """The published numbers as digits (a negative one is no formula), and what makes a figure of
    them."""
    whole = observation.whole
    return {
        "value": f"{data_value(observation):f}",
        "of": "" if whole is None else f"{whole:f}",
        "indicator": indicator.id,
        "bound": str(observation.bound),
        "kind": str(indicator.kind),
        "unit": safe_text(indicator.unit.id),
    }
