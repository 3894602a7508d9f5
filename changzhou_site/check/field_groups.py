"""Reads the texts of all files, but for those files whose texts would read as they did.

As with prose, only what is without problems is remembered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import cast

import msgspec

from changzhou_site.asking import STEP, Answers, Asking, Recorder
from changzhou_site.check.asked import RULES_ASKED, SITE_RULES, Sources
from changzhou_site.check.fields import FieldsRead, check_fields
from changzhou_site.check.sights import Sights, SightsBefore, may_be_kept
from changzhou_site.guard import StandingName
from changzhou_site.load import Reading
from changzhou_site.mentions import ReaderText
from changzhou_site.model import Mention, Site


class FieldsBefore(msgspec.Struct, frozen=True):
    """The texts of a file without problems as they were read, and what was asked for that."""

    asked: Mapping[str, bytes]
    mentions: tuple[Mention, ...]
    names: tuple[tuple[int, StandingName], ...]
    """What holds a number and may stand, with the number of its text in the file."""
    sights: SightsBefore

    def of(self, texts: tuple[ReaderText, ...]) -> FieldsRead:
        return FieldsRead((), self.mentions, tuple((texts[n], name) for n, name in self.names))


def read_fields(
    reading: Reading, sources: Sources, answers: Answers, before: Mapping[str, FieldsBefore]
) -> tuple[FieldsRead, Mapping[str, FieldsBefore]]:
    """What all texts say, in their order, and what of it is to be remembered, by file; where files
    have problems, what is remembered already."""
    read: list[FieldsRead] = []
    kept: dict[str, FieldsBefore] = {}
    for path, texts in sources.texts.items():
        found = before.get(path)
        if found and answers.agree(found.asked):
            kept[path] = found
            read.append(found.of(texts))
            continue
        sights = Sights(sources.vocabulary, answers, found.sights if found else None)
        own, fresh = _read(path, texts, reading, sources, answers, sights)
        read.append(own)
        if fresh:
            kept[path] = fresh
    return _joined(read), before if reading.problems else kept


def _read(
    path: str,
    texts: tuple[ReaderText, ...],
    reading: Reading,
    sources: Sources,
    answers: Answers,
    sights: Sights,
) -> tuple[FieldsRead, FieldsBefore | None]:
    recorder = Recorder()
    site = cast(Site, Asking(sources.site, f"{STEP}.site", recorder, SITE_RULES))
    guarded = (each for each in texts if each.language not in reading.unguarded)
    with recorder.noting() as noted:
        read = check_fields(guarded, site, sources.vocabulary, reading.excuses, sights)
    if not may_be_kept(read.problems, (name for _, name in read.names)):
        return read, None
    own = (*RULES_ASKED, f"{STEP}.written{STEP}[{path}")
    number = {id(text): n for n, text in enumerate(texts)}
    kept = sights.kept(read.mentions)
    names = tuple((number[id(text)], name) for text, name in read.names)
    return read, FieldsBefore(
        answers.to(noted.asked | dict.fromkeys(own)), read.mentions, names, kept
    )


def _joined(read: Iterable[FieldsRead]) -> FieldsRead:
    each = list(read)
    return FieldsRead(
        tuple(dict.fromkeys(chain.from_iterable(one.problems for one in each))),
        tuple(chain.from_iterable(one.mentions for one in each)),
        tuple(chain.from_iterable(one.names for one in each)),
    )
