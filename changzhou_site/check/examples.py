"""Whether the patterns of a site's own language do what their examples say."""

from __future__ import annotations

from collections.abc import Iterator

from changzhou_site.errors import Problem
from changzhou_site.guard import Vocabulary, find_loose
from changzhou_site.model import GuardRule, Site

HINT = "mend the pattern, or correct the example"


def check_examples(site: Site, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Examples that are to pass and are told, and the other way round. Those of the package's own
    patterns are held by its tests."""
    for code, language in site.languages.items():
        words = language.guard
        for rule in (*words.dates, *words.names, *words.measures) if language.own_guard else ():
            yield from _failing(rule, code, vocabulary)


def _failing(rule: GuardRule, code: str, vocabulary: Vocabulary) -> Iterator[Problem]:
    for text in (*rule.passes, *rule.flags):
        told = [loose.text for loose in find_loose(text, vocabulary, (), code)]
        if bool(told) == (text in rule.passes):
            message = f"`{text}` is to pass, and `{', '.join(told)}` is told"
            if not told:
                message = f"`{text}` is to be told, and passes"
            yield Problem(rule.place, "example-fails", message, HINT)
