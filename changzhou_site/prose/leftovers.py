"""Markdown that was not understood, and would stand on the page as it was written."""

from __future__ import annotations

import re
from dataclasses import dataclass

ADDRESS_LIKE = r"[（(]\s*(?:[^（()）\s]*\.md\b|https?:|mailto:|chart:|images/|#)"


@dataclass(frozen=True)
class Leftover:
    """A piece of markup by its looks, and what is told of it."""

    pattern: re.Pattern[str]
    code: str
    message: str
    hint: str


def _leftover(pattern: str, code: str, message: str, hint: str) -> Leftover:
    return Leftover(re.compile(pattern, re.MULTILINE), code, message, hint)


def _full_width(pattern: str, hint: str) -> Leftover:
    return _leftover(
        pattern, "full-width-markup", "is in full-width signs, which mark nothing", hint
    )


def _shown(pattern: str, hint: str) -> Leftover:
    return _leftover(pattern, "markup-shown", "would stand on the page as it is typed", hint)


LEFTOVERS = (
    _leftover(
        r"\[\^[^\]\s]+\]",
        "unknown-footnote",
        "has no text",
        "write it on a line of its own: [^1]: …",
    ),
    _leftover(
        r"\{#[^}\n]*\}",
        "bad-heading-id",
        "is not read as a heading's id",
        "it ends a heading: ## … {#id}, of a-z, 0-9 and -, beginning with a letter",
    ),
    _leftover(
        "(?<!`)```",
        "unclosed-code",
        "begins code that does not end",
        "put ``` on a line of its own, not indented, before the code and after it",
    ),
    _leftover(
        "(?<!`)``?(?!`)",
        "unclosed-code",
        "begins code that does not end",
        r"put the same sign behind the code, or write \` for the sign itself",
    ),
    _leftover(
        "<!--",
        "unclosed-comment",
        "begins a comment that does not end",
        "put --> behind it; what it holds would be published",
    ),
    _full_width(
        r"(?:｛\s*[｛{]|\{\s*｛)(?:[^{}｛｝\n]*[｝}]{2})?|｝\s*[｝}]|\}\s*｝",
        "write {{ and }} in ASCII",
    ),
    _full_width(r"＊＊|＿＿|～～(?=\S)", "write ** in ASCII"),
    _full_width(r"^\s*＃+", "write ## and a space in ASCII"),
    _full_width(r"｜[^｜\n]*｜", "write a table with the ASCII |"),
    _full_width(r"｀+", "write ` in ASCII"),
    _full_width(r"^\s*＞", "write > in ASCII"),
    _full_width(rf"(?:[］】]\s*|\]\s*(?=（)){ADDRESS_LIKE}", "write [text](address) in ASCII"),
    _full_width(r"！\[|!［", "write ![what it shows](images/x.jpg) in ASCII"),
    _shown(r"\*\*", r"put ** close to the words on both sides, or write \*\* for the signs"),
    _shown(r"(?<![\w_])__(?=[^\W_])|(?<=[^\W_])__(?![\w_])", r"write **…**, or \_\_ for the signs"),
    _shown(
        r"(?<!\{)\{\s*[a-z][a-z0-9_]*\s*(?:[@|][^{}\n]*)?\}(?!\})",
        r"write {{ … }} for a figure, or \{ for the sign",
    ),
    _shown(r"~~", r"write <del>…</del>, or \~\~ for the signs"),
    _shown(r"==(?=[^\s=])[^=\n]*==", "write <mark>…</mark>"),
    _shown(r"^\s*\[[ xX]\](?=\s)", "boxes cannot be ticked on a page: leave [ ] out"),
    _shown(
        r"(?<!!)\[[^\[\]\n]*\]\[[^\[\]\n]*\]", "write [text](address), or the line [name]: address"
    ),
    _shown(
        r"\][ \t]+\((?:[^()\s]+\.md\b|https?:|mailto:|chart:|images/|#)[^()\n]*\)",
        "put ( straight after ]: [text](address)",
    ),
    _shown(r"!\[[^\[\]\n]*\](?!\()", "write ![what it shows](images/x.jpg)"),
    _shown(r"\[\[[^\[\]\n]*\]\]", "write [text](file.md)"),
    _shown(r"^\s*\[(?i:toc)\]\s*$", "the page has its contents already: leave it out"),
    _shown(r"^\s*(?:!!!|:::)(?=\s*\w)", "write a quotation with >, or a heading"),
    _shown(r"\{[:.][\w .#:=\"-]*\}\s*$", "classes cannot be given: leave it out"),
)

SIGNS = re.compile("[][{}<*_~`=!:｛｝＊＿～＃｜｀＞］】！［]")


def may_be_left(text: str) -> bool:
    """Whether a text has any sign that those patterns begin with or go on to; most have none."""
    return SIGNS.search(text) is not None
