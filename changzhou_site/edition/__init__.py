"""What one version of a site says: made from a project, published with it, and read back."""

from changzhou_site.edition.edition_file import (
    EDITION_FILE,
    UnreadableEdition,
    read_edition,
    write_edition,
)
from changzhou_site.edition.entries import (
    Answer,
    ChartEntry,
    Digits,
    Edition,
    Entry,
    FigureEntry,
    FigureValue,
    Localised,
    Masthead,
    NamedEntry,
    PageEntry,
    SourceEntry,
    UnitEntry,
)
from changzhou_site.edition.making import edition_of

__all__ = [
    "EDITION_FILE",
    "Answer",
    "ChartEntry",
    "Digits",
    "Edition",
    "Entry",
    "FigureEntry",
    "FigureValue",
    "Localised",
    "Masthead",
    "NamedEntry",
    "PageEntry",
    "SourceEntry",
    "UnitEntry",
    "UnreadableEdition",
    "edition_of",
    "read_edition",
    "write_edition",
]
