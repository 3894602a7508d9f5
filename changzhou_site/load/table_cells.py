"""What the cells of a table mean: numbers as an office prints them, periods as it dates them."""

from __future__ import annotations

import calendar
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

import regex

from changzhou_site.errors import Place
from changzhou_site.load.scalars import PERIOD_HINT, Wrong, read_number, read_period, wrong
from changzhou_site.load.table import TableCell, shown
from changzhou_site.load.table_shape import Step
from changzhou_site.model import Amount, Period
from changzhou_site.source import Text
from changzhou_site.units import count_decimals

# Numbers -----------------------------------------------------------------------------------------

GAPS = frozenset(["", "-", "--", "–", "—", "−", "..", "...", "…", "……"])
"""What offices print where there is no number."""

SPACES = "[ \u00a0\u2009\u202f]"
SIGNS = {" ": SPACES, "'": "['’]", "’": "['’]"}
"""What is the same as a sign between thousands."""

ERRORS = re.compile(r"#[A-Z0-9/_]+[!?]?|Err:\d+")
"""What spreadsheets print where a formula has no result."""

PERCENT = re.compile(r"(.*\d)\s*[%％‰]")
MARKED = re.compile(
    r"(-?\d[\d.,]*)\s*"
    r"(?:[*†‡§#]+|[\u00b9\u00b2\u00b3\u2070-\u2079]+|\s\d{1,2}\)|\(\w{1,3}\)|\[\w{1,3}\]|[a-z]\)?)"
)
"""A number with the mark of a footnote."""

DIGITS = r"[0-9][0-9.,'’ \u00a0\u2009\u202f]*"
NOT_SO: tuple[tuple[str, str, str, str], ...] = (
    (
        rf"(?:[*†‡§#]+|[\u00b9\u00b2\u00b3\u2070-\u2079]+)\s*-?{DIGITS}",
        "footnote-mark",
        "has a mark before it",
        "take the mark out of the cell; a column of notes can say what it says: `note: …`",
    ),
    (
        rf"\(\s*{DIGITS}\)",
        "number-minus",
        "stands in brackets",
        "if these say that it is below zero, write -5 for (5)",
    ),
    (
        rf"[\u2212\u2012-\u2015]\s*{DIGITS}",
        "number-minus",
        "is no number",
        "write the minus sign as an ASCII -",
    ),
    (rf"\+\s*{DIGITS}", "not-a-number", "is no number", "leave out the +"),
    (
        rf"\p{{Sc}}\s*-?{DIGITS}|-?{DIGITS}\p{{Sc}}",
        "number-with-unit",
        "is no number",
        "take the sign of the money out of the cells; it goes under `unit`",
    ),
    (
        r"-?\.[0-9]+|-?[0-9]+\.",
        "not-a-number",
        "is no number",
        "a digit stands on both sides of the point: 0.5",
    ),
    (
        r"-?0[0-9][0-9.]*",
        "number-leading-zero",
        "begins with a zero",
        "write the number without it; a code is no figure",
    ),
    (
        r"\D*",
        "not-a-number",
        "is no number",
        "where there is none, leave the cell empty, or write … or – in it",
    ),
)
"""What else stands in cells: its form, and the code, message and hint for it."""

GROUPED = re.compile(r"-?\d{1,3}(?:([,.'’ \u00a0\u2009\u202f])\d{3})(?:\1\d{3})*(?:([.,])\d+)?")
DECIMAL_COMMA = re.compile(r"-?\d+,\d+")


@dataclass(frozen=True)
class NumberSigns:
    """How a table writes its numbers, where it says so."""

    decimal: str | None = None
    thousands: str | None = None


def read_number_cell(cell: TableCell, place: Place, signs: NumberSigns) -> Amount | None:
    """The number of a cell, its decimals kept; None where there is none. Raises Wrong."""
    if isinstance(cell, Decimal):
        number = read_number(Text(f"{cell:f}", place))
        return Amount(number, count_decimals(number))
    if isinstance(cell, date):
        hint = "the program that wrote the table has made a date of a number; write the number"
        raise wrong(place, "not-a-number", f"`{cell}` is a date", hint)
    written = cell.strip()
    if written in GAPS:
        return None
    plain = _plain(written, signs)
    try:
        number = read_number(Text(plain, place))
    except Wrong as error:
        raise _trap(written, place, signs) or error from None
    return Amount(number, count_decimals(number))


def _plain(written: str, signs: NumberSigns) -> str:
    """A number with a point before its decimals and nothing between its thousands; anything else as
    it stands."""
    point = signs.decimal or "."
    if signs.thousands:
        between = SIGNS.get(signs.thousands, re.escape(signs.thousands))
        grouped = rf"(-?\d{{1,3}}(?:{between}\d{{3}})+)((?:{re.escape(point)}\d+)?)"
        if match := re.fullmatch(grouped, written, re.ASCII):
            written = re.sub(between, "", match[1]) + match[2]
    if point == "," and "." in written:
        return f"{written} "  # a point is no sign of this table: not to be read as one
    return written.replace(point, ".") if point == "," else written


def _trap(written: str, place: Place, signs: NumberSigns) -> Wrong | None:
    """What an office prints that is more, or otherwise written, than a number."""
    if written.startswith("="):
        hint = "let a spreadsheet program work it out and save the table, or write the number"
        return wrong(place, "formula-cell", f"`{written}` is a formula without its result", hint)
    if ERRORS.fullmatch(written):
        hint = "mend the formula, or empty the cell"
        return wrong(place, "formula-cell", f"`{written}` is what a formula failed with", hint)
    if PERCENT.fullmatch(written):
        hint = 'take the sign out of the cells: `unit: "%"` says it for all of them; '
        hint += "where a spreadsheet shows it, the cell holds a hundredth: write 12 for 12%"
        return wrong(place, "percent-sign", f"`{written}` has a sign behind it", hint)
    if MARKED.fullmatch(written):
        hint = "take the mark out of the cell; a column of notes can say what it says: `note: …`"
        return wrong(place, "footnote-mark", f"`{written}` has a mark behind it", hint)
    match = GROUPED.fullmatch(written)
    if match and match[1] != signs.thousands:
        return _needs_signs(written, place, match[1], match[2] or "")
    if DECIMAL_COMMA.fullmatch(written) and signs.decimal is None:
        hint = 'say beside `table:` what stands before decimals: `decimal: ","`'
        return wrong(place, "needs-decimal", f"`{written}` has a comma before its decimals", hint)
    for pattern, code, told, hint in NOT_SO:
        if regex.fullmatch(pattern, written[:LONGEST]):
            return wrong(place, code, f"`{written}` {told}", hint)
    return None


def _needs_signs(written: str, place: Place, between: str, point: str) -> Wrong:
    sign = " " if re.fullmatch(SPACES, between) else between
    hint = f'say beside `table:` what stands between thousands: `thousands: "{sign}"`'
    if point == ",":
        hint += ', and before decimals: `decimal: ","`'
    elif written.count(",") == 1 and not point:
        hint += '; or, if it stands before decimals, `decimal: ","`'
    return wrong(place, "needs-thousands", f"`{written}` has signs between its digits", hint)


LONGEST = 100
"""Characters of a cell that are looked at; no number has more."""

# Periods -----------------------------------------------------------------------------------------

DIRECTIVES = re.compile(r"%(.)", re.DOTALL)
DAY, MONTH = frozenset("dj"), frozenset("mbB")
TAKEN = frozenset("YaAHMSfzZ%") | DAY | MONTH

SERIAL = re.compile(r"\d{5}(?:\.0*)?", re.ASCII)
DAY_WRITTEN = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
FIRST_SERIAL, LAST_SERIAL = 10_000, 99_999
"""Days since the end of 1899 that a number of five digits may be: 1927 to 2173."""


def read_dates(text: Text) -> str:
    """How a table writes its dates. Raises Wrong for what cannot be read, or names no year."""
    every = DIRECTIVES.findall(text.value)
    found = set(every)
    hint = "%Y a year of four digits, %m or %b or %B a month, %d a day: `%b %d %Y` for Jan 31 2006"
    for unknown in sorted(found - TAKEN):
        raise wrong(text.place, "bad-dates", f"`%{unknown}` is not read", hint)
    for twice in sorted(name for name in found - {"%"} if every.count(name) > 1):
        raise wrong(text.place, "bad-dates", f"`%{twice}` stands twice", hint)
    if "Y" not in found or (found & frozenset("d") and not found & MONTH):
        raise wrong(text.place, "bad-dates", f"`{text}` names no whole date", hint)
    return text.value


@dataclass(frozen=True)
class Dating:
    """How a table dates its rows."""

    dates: str | None = None
    to: Step | None = None

    def read(self, cell: TableCell, place: Place) -> Period:
        """The period of a cell. Raises Wrong."""
        period = self._period(cell, place)
        return _made(period, self.to, place) if self.to else period

    def _period(self, cell: TableCell, place: Place) -> Period:
        if isinstance(cell, date):
            day = cell.date() if isinstance(cell, datetime) else cell
            return Period(f"{day}", day, day)
        written = shown(cell)
        if self.dates:
            return self._dated(written, place)
        if SERIAL.fullmatch(written):
            _refuse_serial(written, place)
        if DAY_WRITTEN.fullmatch(written):
            with suppress(ValueError):  # told below, as any other period
                day = date.fromisoformat(written)
                return Period(written, day, day)
        try:
            return read_period(Text(written, place))
        except Wrong:
            message = f"`{written}` is no period" if written else "no period stands here"
            hint = f'{PERIOD_HINT}; `dates: "%m/%d/%Y"` says how else a table writes them'
            raise wrong(place, "bad-period", message, hint) from None

    def _dated(self, written: str, place: Place) -> Period:
        assert self.dates is not None
        try:
            day = datetime.strptime(written, self.dates).date()
        except ValueError:
            message = f"`{written}` is not written as `{self.dates}`"
            hint = "`dates` is how every cell of the column is written"
            raise wrong(place, "bad-period", message, hint) from None
        named = set(DIRECTIVES.findall(self.dates))
        if named & DAY:
            return Period(f"{day}", day, day)
        return _step(day, "month" if named & MONTH else "year")


def _refuse_serial(written: str, place: Place) -> None:
    """Raises Wrong for a number of days, as spreadsheets keep dates."""
    days = int(written.partition(".")[0])
    if FIRST_SERIAL <= days <= LAST_SERIAL:
        day = date(1899, 12, 30) + timedelta(days)
        hint = (
            f"it is {day} if it counts days as spreadsheets do: give the column a format of dates"
        )
        hint += ", and save the table again"
        raise wrong(place, "date-as-number", f"`{written}` is a number of days", hint)


def _made(period: Period, to: Step, place: Place) -> Period:
    """The month, quarter or year that a day stands for. Raises Wrong for a day amid it."""
    assert period.first is not None or period.written.startswith("..")
    step = _step(period.last, to)
    if period.written == step.written:
        return period
    if period.first == period.last and period.last in (step.first, step.last):
        return step
    message = f"`{period.written}` is neither the first nor the last day of a {to}"
    hint = f"`to: {to}` makes the first or last day of a {to} that {to}; leave it out for days"
    raise wrong(place, "bad-period", message, hint)


def _step(day: date, step: Step) -> Period:
    """The month, quarter or year that a day lies in."""
    months = {"month": 1, "quarter": 3, "year": 12}[step]
    first = (day.month - 1) // months * months + 1
    end = first + months - 1
    written = {
        "month": f"{day.year:04}-{day.month:02}",
        "quarter": f"{day.year:04}-Q{end // 3}",
        "year": f"{day.year:04}",
    }[step]
    last = date(day.year, end, calendar.monthrange(day.year, end)[1])
    return Period(written, date(day.year, first, 1), last)
