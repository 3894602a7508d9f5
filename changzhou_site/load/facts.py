"""What the files of data/indicators/ said when they were last read, so that a file which stands as
it did is not read again.

Kept are files without errors, with the warnings that they get, each with digests of its bytes and
of all that records are read against. A figure is kept as it was read; of a formula, what comes of
it depends on other figures, so it is kept as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from pathlib import PurePosixPath

import msgspec

from changzhou_site.digests import Digests
from changzhou_site.errors import Place, Problem
from changzhou_site.load.context import Context
from changzhou_site.load.tables import table_path
from changzhou_site.model import Indicator, Localised
from changzhou_site.source import Node, Text
from changzhou_site.units import NO_UNIT


class Figure(msgspec.Struct, frozen=True, tag=True):
    """A figure that was read; in the place of its unit, the id of that."""

    indicator: Indicator
    unit: str
    digest: str
    """Of the whole."""


class Stated(msgspec.Struct, frozen=True, tag=True):
    """A record with a formula."""

    key: Text
    node: Node


class FileFacts(msgspec.Struct, frozen=True):
    """What a file says."""

    read: bytes
    """The digest of its bytes and of what they were read against."""
    topic: Localised | None
    """What heads its figures, where it says so."""
    records: Mapping[str, Figure | Stated]
    tables: Mapping[str, bytes]
    """The digests of the tables that its figures stand in, by their paths."""
    warnings: tuple[Problem, ...] = ()
    """What is told of it each time."""


NO_FACTS: Mapping[str, FileFacts] = {}

Record = tuple[Text, Node]
Declared = Indicator | Record
"""A record of data/indicators/: a figure that is known, or what stands there."""


def place_of(declared: Declared) -> Place:
    """Where a record is named."""
    return declared.place if isinstance(declared, Indicator) else declared[0].place


class KnownFiles:
    """The files that stand as they did, and those that are read, by path."""

    def __init__(self, before: Mapping[str, FileFacts], context: Context, digests: Digests) -> None:
        self.before, self.context, self.digests = before, context, digests
        sources, unread = frozenset(context.sources), (context.unread_units, context.unread_sources)
        self._against = digests.of((context.languages, context.units, sources, unread))
        self._read: dict[str, bytes] = {}
        self._known: dict[str, FileFacts] = {}

    def find(self, path: str, data: bytes, taken: Set[str]) -> FileFacts | None:
        """What is known of a file with these bytes; nothing where an id is `taken` by another file,
        which is to be told."""
        read, facts = self.digests.of((data, self._against)), self.before.get(path)
        if facts and facts.read == read and self._stands(facts, taken):
            self._known[path] = facts
            return facts
        self._read[path] = read
        return None

    def _stands(self, facts: FileFacts, taken: Set[str]) -> bool:
        """Whether a file says what it said: no id is taken, and no table has changed."""
        tables = self.context.tables
        same = all(tables.digest(path) == digest for path, digest in facts.tables.items())
        return same and facts.records.keys().isdisjoint(taken)

    def records(self, facts: FileFacts) -> Iterator[tuple[str, Declared]]:
        """The records of a file by their ids, in its order."""
        for id, record in facts.records.items():
            if isinstance(record, Figure):
                indicator = replace(record.indicator, unit=self.context.units[record.unit])
                self.digests.know(indicator, record.digest)
                yield id, indicator
            else:
                yield id, (record.key, record.node)

    def to_keep(
        self,
        declared: Mapping[str, Declared],
        indicators: Mapping[str, Indicator],
        topics: Mapping[str, Localised],
        problems: Sequence[Problem],
    ) -> dict[str, FileFacts]:
        """What is to be remembered: all files but those with `problems` that are no warnings, or
        that hold what cannot be read for a reason told elsewhere."""
        lost = (record for id, record in declared.items() if id not in indicators)
        told = {place_of(record).path for record in lost}
        told |= {problem.place.path for problem in problems if not problem.warning}
        records: dict[str, dict[str, Figure | Stated]] = {path: {} for path in self._read}
        for id, record in declared.items():
            path = place_of(record).path
            if path in records and path not in told and not isinstance(record, Indicator):
                records[path][id] = self._kept(record, indicators[id])
        tables = _tables_by_file(declared)
        fresh = {
            path: FileFacts(
                self._read[path],
                topics.get(PurePosixPath(path).stem),
                found,
                {table: self.context.tables.digest(table) for table in tables.get(path, ())},
                tuple(problem for problem in problems if problem.place.path == path),
            )
            for path, found in records.items()
            if path not in told
        }
        return self._known | fresh

    def named_tables(self, declared: Mapping[str, Declared]) -> set[str]:
        """The tables that some figure stands in."""
        known = (facts.tables for facts in self._known.values())
        return set().union(*known, *_tables_by_file(declared).values())

    def _kept(self, record: Record, indicator: Indicator) -> Figure | Stated:
        if indicator.formula:
            return Stated(*record)
        bare, digest = replace(indicator, unit=NO_UNIT), self.digests.of_named(indicator)
        return Figure(bare, indicator.unit.id, digest)


def _tables_by_file(declared: Mapping[str, Declared]) -> dict[str, list[str]]:
    """The tables that the records of each file name, of those that were read."""
    found: dict[str, list[str]] = {}
    for record in declared.values():
        table = None if isinstance(record, Indicator) else table_path(record[1])
        if table:
            found.setdefault(place_of(record).path, []).append(table)
    return found
