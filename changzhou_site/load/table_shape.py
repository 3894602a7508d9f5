"""What an indicator says of the table that its values stand in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from changzhou_site.errors import Problem
from changzhou_site.load.readers import Read
from changzhou_site.load.scalars import read_choice, wrong
from changzhou_site.load.shapes import Line, Prose, Shape, field
from changzhou_site.source import Entries, Text

Step = Literal["month", "quarter", "year"]
"""What a day is made to be the period of."""

STEPS: Mapping[str, Step] = {"month": "month", "quarter": "quarter", "year": "year"}

ENCODINGS = {
    name: name
    for name in (
        "utf-8 utf-16 gb18030 big5 shift_jis euc-jp euc-kr windows-1250 windows-1251 windows-1252 "
        "iso-8859-1 iso-8859-2 iso-8859-15 koi8-r mac-roman"
    ).split()
}
DELIMITERS = {",": ",", ";": ";", "|": "|", "\t": "\t", "tab": "\t"}
DECIMALS = {".": ".", ",": ","}
THOUSANDS = {sign: sign for sign in (",", ".", " ", "'", "’")}

NOT_BUILT = ("columns", "status", "missing", "low", "high")
"""Keys of the contract that are still to come."""


def _read_sign(text: Text, signs: Mapping[str, str]) -> str:
    if text.value in signs:
        return signs[text.value]
    shown = " or ".join(f'"{sign}"' for sign in signs if sign != "\t")
    raise wrong(text.place, "unknown-choice", f"`{text.value}`", f"write {shown}")


def _sign(signs: Mapping[str, str]) -> Read:
    return field(lambda text: _read_sign(text, signs), "a sign in quotes")


def _choice(choices: Mapping[str, str]) -> Read:
    return field(lambda text: read_choice(text, choices, "unknown-choice"), "a word")


Cell = Annotated[str, field(lambda text: text.value.strip(), "what stands in the cells")]
"""Any text: what picks a row is compared with what stands there."""


class TableShape(Shape):
    table: Line
    period: Line
    value: Line
    to: Annotated[Step, _choice(STEPS)] | None = None
    dates: Line | None = None
    where: dict[str, Cell] = Field(default_factory=dict)
    encoding: Annotated[str, _choice(ENCODINGS)] | None = None
    delimiter: Annotated[str, _sign(DELIMITERS)] | None = None
    decimal: Annotated[str, _sign(DECIMALS)] | None = None
    thousands: Annotated[str, _sign(THOUSANDS)] | None = None
    bound: Line | None = None
    of: Line | None = None
    kind: Line | None = None
    note: Prose | None = None
    source: Line | None = None
    columns: Any = None
    status: Any = None
    missing: Any = None
    low: Any = None
    high: Any = None


def not_built_yet(entries: Entries) -> Iterator[Problem]:
    """What the keys ask for that the contract has and the program has not."""
    for name in NOT_BUILT:
        if name in entries:
            message = f"`{name}` of a table is not built yet"
            hint = "remove the key until the program reads it"
            yield Problem(entries[name][0].place, "not-built-yet", message, hint)
