"""The observations of an indicator whose values stand in a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from changzhou_site.charts.times import breaks
from changzhou_site.errors import Place, Problem, Report, counted, suggest
from changzhou_site.load.context import Context, citations
from changzhou_site.load.delimited import Written
from changzhou_site.load.observing import refuse_rounded_away
from changzhou_site.load.scalars import Wrong, read_choice, read_word, wrong
from changzhou_site.load.schema import validate
from changzhou_site.load.table import FEW, FOLDER, Table, few_of_each, plain_name, shown
from changzhou_site.load.table_cells import Dating, NumberSigns, read_dates, read_number_cell
from changzhou_site.load.table_shape import TableShape, not_built_yet
from changzhou_site.model import Bound, Citation, Kind, Localised, Observation, Period, Unit
from changzhou_site.source import Fields, Text
from changzhou_site.units import MOST_DECIMALS, round_to

BOUNDS = {str(bound): bound for bound in Bound}
KINDS = {str(kind): kind for kind in Kind}


@dataclass(frozen=True)
class Common:
    """What an indicator says of all its observations."""

    unit: Unit
    bound: Bound
    citations: tuple[Citation, ...]
    decimals: int | None


@dataclass(frozen=True)
class TableSeries:
    """What a table says of an indicator."""

    observations: tuple[Observation, ...]
    kind: Kind | None = None
    """None where no column says it."""
    gaps: tuple[Problem, ...] = ()
    """The warning of what is missing, where something is."""


def read_series(key: Text, node: Fields, common: Common, context: Context) -> TableSeries | None:
    """The series that the `values` of an indicator name; None with its problems reported."""
    before = len(context.report.problems)
    context.report.extend(not_built_yet(node.entries))
    shape = validate(TableShape, node, node.place, context.report, context.languages)
    with context.report:
        if shape:
            dates = read_dates(shape.dates) if shape.dates else None
            table = context.tables.open(shape.table, Written(shape.encoding, shape.delimiter))
            picked = _picked(shape, node, table)
            signs = NumberSigns(shape.decimal, shape.thousands)
            reader = _RowReader(table, picked, Dating(dates, shape.to), signs, common, context)
            series = reader.read()
            gaps = tuple(_gaps(key, node.place, reader.empty, series.observations))
            if len(context.report.problems) == before:
                return replace(series, gaps=gaps)
    return None


# Columns and rows --------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Picked:
    """The columns that are read, by number, and the rows."""

    named: Mapping[str, int]
    """`period`, `value` and what else there is, by their keys."""
    notes: Mapping[str, int]
    """By language."""
    rows: Sequence[int]


def _picked(shape: TableShape, node: Fields, table: Table) -> _Picked:
    """Raises Wrong for columns that are not there, and where no row is picked."""
    report, named, notes = Report(), dict[str, int](), dict[str, int]()
    for key in ("period", "value", "bound", "of", "kind", "source"):
        text = getattr(shape, key)
        with report:
            named |= {key: table.column(text)} if text else {}
    for language, own in (shape.note or {}).items():
        with report:
            notes[language] = table.column(own)
    rows: Sequence[int] | None = None
    for name, wanted in _conditions(node):
        with report:
            rows = _rows_with(wanted, table, table.column(name), rows)
    if report.problems:
        raise Wrong(*report.problems)
    return _Picked(named, notes, range(len(table.rows)) if rows is None else rows)


def _conditions(node: Fields) -> Iterator[tuple[Text, Text]]:
    """Each column by which rows are picked, with what is to stand in it."""
    where = node.entries["where"][1] if "where" in node.entries else None
    for name, wanted in where.entries.values() if isinstance(where, Fields) else ():
        if isinstance(wanted, Text):
            yield name, wanted


def _rows_with(
    wanted: Text, table: Table, column: int, rows: Sequence[int] | None
) -> Sequence[int]:
    """Those of the rows, or of all, that have a text in a column. Raises Wrong where none has."""
    value, known = plain_name(wanted.value), table.by_value(column)
    found = known.get(value, [])
    if rows is not None:
        picked = frozenset(rows)
        found = [row for row in found if row in picked]
    if not found:
        hint = suggest(value, filter(None, known), f"values of `{table.columns[column]}`")
        raise wrong(wanted.place, "no-rows", f"no row has `{value}` here", hint)
    return found


# Rows as observations ----------------------------------------------------------------------------


class _RowReader:
    """Reads the rows that an indicator picks, one observation each."""

    def __init__(
        self,
        table: Table,
        picked: _Picked,
        dating: Dating,
        signs: NumberSigns,
        common: Common,
        context: Context,
    ) -> None:
        self.table, self.picked, self.dating, self.signs = table, picked, dating, signs
        self.common, self.context = common, context
        self.empty = list[Place]()
        """Cells that should have a value, and have none."""
        self.seen = dict[str, int]()
        """The row of each period."""
        self.bare = list[Observation]()
        """Values of which a spreadsheet does not show how many decimals they have."""

    def read(self) -> TableSeries:
        """All observations, in the order of the rows. Raises Wrong with all that is wrong."""
        report, found, kind = Report(), list[Observation](), None
        for row in self.picked.rows:
            with report:
                observation = self._observation(row)
                found += [observation] if observation else []
        with report:
            kind = self._kind()
        if not found and not report.problems:
            message = f"no row of {self.table.path} has a value"
            hint = "`value` names the column of the values, and `where` picks rows"
            raise wrong(self.table.start, "no-rows", message, hint)
        if self.bare:
            report.extend([_needs_decimals(self.bare)])
        if report.problems:
            raise Wrong(*few_of_each(report.problems))
        return TableSeries(tuple(found), kind)

    def _observation(self, row: int) -> Observation | None:
        """What a row says; None where its value is missing. Raises Wrong."""
        column, cells = self.picked.named["value"], self.table.rows[row]
        period = self._period(row)
        if period.written in self.seen:
            raise self._repeated(period.written, row)
        self.seen[period.written] = row
        place = self.table.place(row, column)
        amount = read_number_cell(cells[column], place, self.signs)
        if amount is None:
            self.empty.append(place)
            return None
        common = self.common
        observation = Observation(
            amount.value,
            amount.decimals,
            self._bound(row),
            period,
            None,
            self._citations(row, place),
            place,
            whole=self._whole(row),
            note=self._note(row),
            cell=str(place).removeprefix(FOLDER),
        )
        if common.decimals is None:
            is_bare = isinstance(cells[column], Decimal) and amount.decimals > 0
            self.bare += [observation] if is_bare else []
            return observation
        stated = replace(observation, decimals=common.decimals)
        refuse_rounded_away(stated, common.unit)
        return replace(stated, value=round_to(amount.value, common.decimals, stated.bound))

    def _period(self, row: int) -> Period:
        column = self.picked.named["period"]
        cell = self.table.rows[row][column]
        try:
            return self.dating.read(cell, Place(self.table.path))
        except Wrong:  # where a cell stands takes longer to find than what it says
            return self.dating.read(cell, self.table.place(row, column))

    def _cell(self, name: str, row: int) -> Text | None:
        """What stands in a column, if it is named and the cell is not empty."""
        column = self.picked.named.get(name)
        return None if column is None else self._text(column, row)

    def _text(self, column: int, row: int) -> Text | None:
        written = shown(self.table.rows[row][column])
        return Text(written, self.table.place(row, column)) if written else None

    def _bound(self, row: int) -> Bound:
        text = self._cell("bound", row)
        return read_choice(text, BOUNDS, "unknown-bound") if text else self.common.bound

    def _whole(self, row: int) -> Decimal | None:
        column = self.picked.named.get("of")
        if column is None:
            return None
        place = self.table.place(row, column)
        amount = read_number_cell(self.table.rows[row][column], place, self.signs)
        return amount.value if amount else None

    def _citations(self, row: int, place: Place) -> tuple[Citation, ...]:
        text = self._cell("source", row)
        cited = citations((text,), self.context) if text else self.common.citations
        if not cited:
            hint = "fill the column that `source` names, or add `source: …` to the indicator"
            raise wrong(place, "missing-key", "the value has no source", hint)
        return cited

    def _note(self, row: int) -> Localised | None:
        """A note in every language, or none. Raises Wrong where some have none."""
        columns = self.picked.notes
        if not columns:
            return None
        found = {language: self._text(column, row) for language, column in columns.items()}
        note = {language: read_word(text) for language, text in found.items() if text}
        for language in columns.keys() - note.keys() if note else ():
            place = self.table.place(row, columns[language])
            hint = "fill the cell, or empty the notes of the row"
            raise wrong(place, "missing-language", f"no text in `{language}`", hint)
        return note or None

    def _kind(self) -> Kind | None:
        """The kind of all rows. Raises Wrong where they differ."""
        if "kind" not in self.picked.named:
            return None
        texts = [text for row in self.picked.rows if (text := self._cell("kind", row))]
        kinds = [read_choice(text, KINDS, "unknown-kind") for text in texts]
        for text, kind in zip(texts, kinds, strict=True):
            if kind is not kinds[0]:
                message = f"`{kind}` beside `{kinds[0]}`: a series of two kinds is not built yet"
                hint = "pick the rows of each by `where`, for an indicator of its own"
                raise wrong(text.place, "not-built-yet", message, hint)
        return kinds[0] if kinds else None

    def _repeated(self, period: str, row: int) -> Wrong:
        column, before = self.picked.named["period"], self.seen[period]
        message = f"`{period}` stands twice: first at {self.table.place(before, column)}"
        apart = self._apart(before, row)
        hint = f"pick rows of one sort: `where: {{{apart}}}`" if apart else "keep one of the rows"
        return wrong(self.table.place(row, column), "repeated-period", message, hint)

    def _apart(self, before: int, row: int) -> str:
        """What tells two rows apart: a column that is not read, best one of words."""
        read = {*self.picked.named.values(), *self.picked.notes.values()}
        found = [
            (any(map(str.isdigit, one)), f"{name}: {one}")
            for column, name in enumerate(self.table.columns)
            if (one := shown(self.table.rows[before][column]))
            and name
            and column not in read
            and one != shown(self.table.rows[row][column])
        ]
        return min(found, key=lambda each: each[0])[1] if found else ""


def _needs_decimals(bare: Sequence[Observation]) -> Problem:
    first, most = bare[0], max(each.decimals for each in bare)
    message = f"`{first.value:f}` does not show how many decimals it has: spreadsheets keep numbers"
    hint = f"say it beside `values`: `decimals: {most if most <= MOST_DECIMALS else 2}`"
    return Problem(first.place, "needs-decimals", message, hint)


def _gaps(
    key: Text, place: Place, empty: Sequence[Place], found: Sequence[Observation]
) -> Iterator[Problem]:
    """One warning of all that is missing in a series."""
    periods = sorted((each.period for each in found if each.period), key=lambda each: each.order)
    # A line begins with a break, which is no gap.
    broken = list(breaks(periods))[1:]
    lost = [after for after, is_gap in zip(periods[1:], broken, strict=True) if is_gap]
    told = []
    if empty:
        told.append(f"{counted(len(empty), 'row')} without a value (the first at {empty[0]})")
    if lost:
        told.append(f"periods are missing before {_first_few(lost)}")
    if told:
        message = f"`{key}` has gaps: {' and '.join(told)}"
        hint = "where the source has the values, fill them in; a line breaks where one is missing"
        yield Problem(place, "table-gaps", message, hint, warning=True)


def _first_few(periods: Sequence[Period]) -> str:
    written = ", ".join(period.written for period in periods[:FEW])
    more = len(periods) - FEW
    return f"{written} and {more} more" if more > 0 else written
