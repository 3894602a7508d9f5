"""What numbers and periods that are written otherwise are meant to be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

POINT = "the decimal sign is a point"


def ungrouped(written: str) -> str:
    """How a number with commas in it is written: without them, or with a point for the only one."""
    together = f"digits stand together: {written.replace(',', '')}"
    if written.count(",") > 1 or "." in written:
        return together
    return f"{together}; {pointed(written)}"


def pointed(written: str) -> str:
    return f"{POINT}: {written.replace(',', '.')}"


SIGN = r"[^\dA-Za-z/]"
NUMBERED = re.compile(rf"(\d{{4}})(?:{SIGN}+(\d{{1,2}}))?(?:{SIGN}+(\d{{1,2}}))?{SIGN}*", re.ASCII)
"""Year, month and day with other signs between or behind them."""

YEAR = re.compile(r"[1-9]\d{3}", re.ASCII)

MONTHS = ("%b %Y", "%B %Y", "%Y %b", "%Y %B", "%m/%Y", "%m.%Y")
DAYS = ("%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%b %d %Y", "%B %d %Y")
"""Names of months are those that `dates` of a table knows."""


def periods_meant(written: str) -> Iterator[str]:
    """What a text may say, as periods are written; there may be no such month or day."""
    if match := NUMBERED.fullmatch(written):
        yield "-".join(part.zfill(2) for part in match.groups() if part)
    if not YEAR.search(written):  # of the cells of a table, few are dates
        return
    for forms, shape in ((MONTHS, "%Y-%m"), (DAYS, "%Y-%m-%d")):
        for form in forms:
            with suppress(ValueError):
                yield datetime.strptime(written.strip(), form).strftime(shape)
