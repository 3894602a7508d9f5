"""How what a site says is asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from changzhou_site.asking import STEP, Rule, Rules
from changzhou_site.guard import Vocabulary
from changzhou_site.mentions import ReaderText
from changzhou_site.model import Chart, Document, Meta, Site, ThemeFiles, Unit
from changzhou_site.source import Text

SITE_RULES: Rules = {
    Site: {
        "meta": Rule.PARTS,
        "languages": Rule.BY_KEY,
        "sources": Rule.BY_KEY,
        "units": Rule.BY_KEY,
        "indicators": Rule.BY_KEY,
        "topics": Rule.BY_KEY,
        "charts": Rule.EACH_PARTS,
        "pictures": Rule.BY_KEY,
        "fonts": Rule.FREE,
        "theme": Rule.PARTS,
        "settings": Rule.BY_KEY,
        "published": Rule.BY_KEY,
        "used_units": Rule.WHOLE,
        "modified": Rule.WHOLE,
        "has_topic_pages": Rule.WHOLE,
        "has_page_list": Rule.CALLED,
        "by_topic": Rule.BY_KEY,
        "topic_text": Rule.CALLED,
        "find_document": Rule.CALLED,
        "derived_from": Rule.BY_KEY,
        "corrections_of": Rule.CALLED,
        "sections": Rule.CALLED,
        "pages": Rule.CALLED,
    },
    Chart: {},
    Meta: {},
    ThemeFiles: {},
}
"""What is not named here is asked for whole. Fonts are the package's."""


RULES_ASKED = (f"{STEP}.vocabulary", f"{STEP}.site{STEP}.languages")
"""What every text is read by: what the guard knows, and the rules of the languages."""


@dataclass(frozen=True, eq=False)
class Sources:
    """What texts are read against, and the texts."""

    site: Site
    vocabulary: Vocabulary
    all_texts: tuple[ReaderText, ...]
    """Those beside the prose."""

    @cached_property
    def texts(self) -> Mapping[str, tuple[ReaderText, ...]]:
        """The same by file: the first of its texts, and those that come after texts of others."""
        found: dict[str, tuple[ReaderText, ...]] = {}
        times = Counter[str]()
        for path, texts in groupby(self.all_texts, key=lambda each: each.text.place.path):
            times[path] += 1
            found[f"{path}:{times[path]}"] = tuple(texts)
        return found

    @cached_property
    def written(self) -> Mapping[str, object]:
        """What stands in each of them, with the place of each character."""
        return {
            name: tuple((each, *_written(each.text)) for each in texts)
            for name, texts in self.texts.items()
        }

    @cached_property
    def units_of(self) -> Mapping[str, Unit]:
        """The unit of each indicator, which says what may not be typed behind its figures."""
        return {id: indicator.unit for id, indicator in self.site.indicators.items()}

    @cached_property
    def bodies(self) -> Mapping[str, object]:
        """The text of each document and the place of each character, by its path."""
        return {document.path: _written(document.body) for document in self.site.documents}

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        return {document.path: document for document in self.site.documents}


def _written(text: Text) -> tuple[object, ...]:
    return text.value, text.place.line, text.place.column, text.anchors
