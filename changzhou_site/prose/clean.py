"""Which HTML an author may write, and the cleaning of all that Markdown made of a text."""

from __future__ import annotations

import nh3

WRITTEN_TAGS = frozenset(
    "abbr b bdi bdo br cite dd del details dfn div dl dt em i ins kbd mark p q rp rt ruby s samp"
    " small span strong sub summary sup u var wbr".split()
)
"""What an author may write as HTML; the rest has a form in Markdown, or none."""

WRITTEN_ATTRIBUTES = frozenset({"lang", "dir", "title", "open"})

TAGS = WRITTEN_TAGS | frozenset(
    "a blockquote code figcaption figure h2 h3 h4 h5 h6 hr img li ol p picture pre source table"
    " tbody td th thead tr ul".split()
)

ATTRIBUTES = {
    "*": {"lang", "dir", "title"},
    "a": {"href", "class", "id"},
    "details": {"open"},
    "div": {"class", "tabindex", "role", "aria-label"},
    "figure": {"class"},
    "pre": {"tabindex"},
    "source": {"srcset", "sizes", "type"},
    "span": {"class"},
    "sup": {"id"},
    "li": {"id"},
    "ol": {"start"},
    "img": {"src", "alt", "width", "height", "loading", "decoding"},
    "td": {"align"},
    "th": {"align"},
} | {f"h{level}": {"id"} for level in range(2, 7)}

SCHEMES = {"http", "https", "mailto"}


def clean_html(html: str) -> str:
    """HTML with nothing in it but what prose may hold. Our own elements are still tokens here."""
    return nh3.clean(
        html,
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        allowed_classes=None,
        link_rel=None,
    )
