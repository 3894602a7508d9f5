"""Whether the patterns of a site's own language do what their examples say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from changzhou_site.errors import Problem
from changzhou_site.guard import Vocabulary, find_loose, tell
from changzhou_site.model import UNLESS_ASKED, GuardRule, Site

HINT = "mend the pattern, or correct the example"


def check_examples(site: Site, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Examples that are to pass and are told, and the other way round. Those of the package's own
    patterns are held by its tests."""
    vocabulary = replace(vocabulary, asked=frozenset(UNLESS_ASKED))
    for code, language in site.languages.items():
        words = language.guard
        rules = (*words.dates, *words.names, *words.measures, *words.vague)
        for rule in rules if language.own_guard else ():
            yield from _failing(rule, code, vocabulary)


def _failing(rule: GuardRule, code: str, vocabulary: Vocabulary) -> Iterator[Problem]:
    for text in (*rule.passes, *rule.flags, *rule.warns):
        loose = find_loose(text, vocabulary, (), code)
        warned = all(tell(each, vocabulary, code).warning for each in loose)
        said = "passes" if not loose else "is warned of" if warned else "is told"
        wanted = "is told" if text in rule.flags else "is warned of"
        if said != ("passes" if text in rule.passes else wanted):
            numbers = ", ".join(each.text for each in loose)
            message = f"`{text}` is to be told, and {said}"
            if text in rule.passes:
                message = f"`{text}` is to pass, and `{numbers}` is told"
            elif text in rule.warns:
                message = f"`{text}` is to be warned of, and {said}"
            yield Problem(rule.place, "example-fails", message, HINT)
