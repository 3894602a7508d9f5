"""Reads all documents, but for those that would read as they did.

Only what is without problems is remembered: of it nothing is told, whatever else a site says. It
does not ask for all figures, as a loose number does that may be any of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

import msgspec
from markupsafe import Markup

from changzhou_site.asking import STEP, Answers, Asking, Recorder
from changzhou_site.check.asked import RULES_ASKED, SITE_RULES, Sources
from changzhou_site.check.sights import Sights, SightsBefore, may_be_kept
from changzhou_site.errors import Place
from changzhou_site.figures import Block
from changzhou_site.guard import Sighted, StandingName
from changzhou_site.load import Reading
from changzhou_site.model import Document, Mention, Site
from changzhou_site.prose import Heading, Prose, Way, read_document
from changzhou_site.workers import spread


class ReadBefore(msgspec.Struct, frozen=True):
    """A document without problems as it was read, and what was asked for that."""

    asked: Mapping[str, bytes]
    pieces: tuple[str | Block, ...]
    headings: tuple[Heading, ...]
    mentions: tuple[Mention, ...]
    charts: tuple[str, ...]
    names: tuple[StandingName, ...]
    ways: tuple[tuple[Way, Place], ...]
    notes: frozenset[str]
    sights: SightsBefore

    @property
    def prose(self) -> Prose:
        said = {name: getattr(self, name) for name in SAID}
        pieces = (each if isinstance(each, Block) else Markup(each) for each in self.pieces)
        return Prose(**{**said, "pieces": tuple(pieces)}, problems=(), is_whole=True)


SAID = frozenset(ReadBefore.__struct_fields__) - {"asked", "sights"}


@dataclass(frozen=True)
class ReadProses:
    """Documents by their paths."""

    proses: Mapping[str, Prose]
    kept: Mapping[str, ReadBefore]
    """Those that are to be remembered."""


@dataclass(frozen=True)
class _DocumentReader:
    """Reads documents by their numbers."""

    documents: tuple[Document, ...]
    sources: Sources
    reading: Reading
    answers: Answers
    before: Mapping[str, ReadBefore]

    def __call__(self, number: int) -> tuple[Prose, ReadBefore | None]:
        document, recorder = self.documents[number], Recorder()
        sources, before = self.sources, self.before.get(document.path)
        site = cast(Site, Asking(sources.site, f"{STEP}.site", recorder, SITE_RULES))
        sights = Sights(sources.vocabulary, self.answers, before.sights if before else None)

        def find(text: str) -> Sighted:
            return sights(text, document.literals, document.language)

        with recorder.noting() as noted:
            prose = read_document(document, site, sources.vocabulary, self.reading.excuses, find)
        return prose, self._kept(document, prose, noted.asked, sights)

    def _kept(
        self, document: Document, prose: Prose, asked: Mapping[str, None], sights: Sights
    ) -> ReadBefore | None:
        if not may_be_kept(prose.problems, prose.names):
            return None
        said = {name: getattr(prose, name) for name in SAID}
        pieces = (each if isinstance(each, Block) else str(each) for each in prose.pieces)
        own = (f"{STEP}.{part}{STEP}[{document.path}" for part in ("documents", "bodies"))
        return ReadBefore(
            asked=self.answers.to({**asked, **dict.fromkeys((*RULES_ASKED, *own))}),
            sights=sights.kept(prose.mentions),
            **{**said, "pieces": tuple(pieces)},
        )


def read_proses(
    reading: Reading,
    sources: Sources,
    answers: Answers,
    before: Mapping[str, ReadBefore],
    jobs: int,
) -> ReadProses:
    """Every document, in the order of the files. Where files have problems, what is remembered
    stays, for when they are mended."""
    kept = {
        document.path: found
        for document in sources.site.documents
        if (found := before.get(document.path)) and answers.agree(found.asked)
    }
    missing = tuple(each for each in sources.site.documents if each.path not in kept)
    reader = _DocumentReader(missing, sources, reading, answers, before)
    done = spread(reader, len(missing), jobs)
    read = {each.path: found for each, found in zip(missing, done, strict=True)}
    proses = {path: prose for path, (prose, _) in read.items()}
    proses |= {path: found.prose for path, found in kept.items()}
    fresh = {path: found for path, (_, found) in read.items() if found}
    ordered = {each.path: proses[each.path] for each in sources.site.documents}
    return ReadProses(ordered, before if reading.problems else kept | fresh)
