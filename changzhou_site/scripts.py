"""Runs of another language's letters in a text, found by the scripts of the site's languages.

What is written in letters that the page's language has not is in another language, and a voice that
reads the page has to know it. Latin letters in a Chinese text say nothing: they are names.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex
from markupsafe import Markup

from changzhou_site.model import Language, Site

EVERYWHERE = "Latn"
"""Names are written in these letters in every language."""

HAN = r"\p{Han}"
LETTERS = {
    "Hans": HAN,
    "Hant": HAN,
    "Jpan": HAN + r"\p{Hiragana}\p{Katakana}",
    "Kore": r"\p{Hangul}",
}
"""The letters of scripts that are several, or go by another name than their letters."""

WIDE = r"\u3001-\u303f\uff01-\uff0f\uff1a-\uff20"
"""Punctuation as wide as a Han character: it belongs to the run it stands in or beside."""
NARROW = r" \u00a0'\u2019\-"
"""What stands between two words of one run."""
NEVER = "(?!)"


def in_runs(text: str, language: Language, site: Site) -> Iterator[tuple[str, str | None]]:
    """A text in pieces, each with the tag of its language where that is not the page's own.

    Of several languages in the same letters the site's first is taken.
    """
    others = tuple((each.script, each.tag) for each in site.languages.values())
    pattern, tags = _runs(language.script, others)
    end = 0
    for match in pattern.finditer(text):
        if match.start() > end:
            yield text[end : match.start()], None
        yield match[0], tags[match.lastgroup or ""]
        end = match.end()
    if end < len(text):
        yield text[end:], None


def tagged(text: str, language: Language, site: Site) -> Markup:
    """A text as HTML, with `lang` on what is in another language's letters."""
    span = Markup('<span lang="{}">{}</span>')
    return Markup().join(
        span.format(tag, piece) if tag else piece for piece, tag in in_runs(text, language, site)
    )


@cache
def _runs(
    own: str, others: tuple[tuple[str, str], ...]
) -> tuple[regex.Pattern[str], dict[str, str]]:
    """What finds the runs, each kind of letters a group, and the tag of each group."""
    forms: list[str] = []
    tags: dict[str, str] = {}
    for script, tag in others:
        if script != EVERYWHERE and not (script in LETTERS and own in LETTERS) and script != own:
            name = f"run_{len(tags)}"
            forms.append(f"(?P<{name}>{_run(script)})")
            tags[name] = tag
    return regex.compile("|".join(forms) or NEVER), tags


def _run(script: str) -> str:
    if script not in LETTERS:
        letter = rf"[\p{{Script={script}}}]"
        return f"{letter}+(?:[{NARROW}]{letter}+)*"
    letter = f"[{LETTERS[script]}]"
    return f"[{WIDE}]*{letter}(?:[{LETTERS[script]}{WIDE}])*"
