"""Who is named where in the files, where that is seen, and every text that readers see."""

from changzhou_site.mentions.finding import Proses, find_mentions
from changzhou_site.mentions.stands import Stand, Stands, find_stands
from changzhou_site.mentions.texts import ReaderText, of_language, reader_texts

__all__ = [
    "Proses",
    "ReaderText",
    "Stand",
    "Stands",
    "find_mentions",
    "find_stands",
    "of_language",
    "reader_texts",
]
