"""The texts of records that cannot be read: what is wrong in them is told all the same."""

from __future__ import annotations

from collections.abc import Iterator

from changzhou_site.model import Spot, SpotTexts
from changzhou_site.source import Fields, Node, Text

TEXT_KEYS = frozenset(
    "title kicker description topic label note period_text subtitle alt text why".split()
)
"""The keys of texts that readers see, names apart."""


def lost_texts(node: Node, spot: Spot, languages: tuple[str, ...]) -> Iterator[SpotTexts]:
    """Those of a record, and of the records within it, such as the observations of `values`."""
    for name, (_, value) in node.entries.items() if isinstance(node, Fields) else ():
        if name in TEXT_KEYS:
            if texts := _in_languages(value, languages):
                yield SpotTexts(texts, spot, name)
        else:
            yield from lost_texts(value, spot, languages)


def _in_languages(node: Node, languages: tuple[str, ...]) -> dict[str, Text]:
    """One text for all languages, or those that are there."""
    if isinstance(node, Text):
        return dict.fromkeys(languages, node)
    entries = node.entries if isinstance(node, Fields) else {}
    given = {code: entries[code][1] for code in languages if code in entries}
    return {code: text for code, text in given.items() if isinstance(text, Text)}
