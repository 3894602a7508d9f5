"""The HTML of a bound number: the text a reader sees, and the indicator it comes from."""

from __future__ import annotations

from typing import Protocol

from markupsafe import Markup

from changzhou_site.model import Correction, Site
from changzhou_site.references import (
    Braces,
    ReferenceFault,
    Value,
    base_value,
    find_braces,
    find_value,
    plain_text,
    reads,
)
from changzhou_site.source import Text
from changzhou_site.wording import period_text

CORRECTED = {"zh": "〔更正〕", "en": "[corrected]"}
"""What stands at a number that was published wrong, and leads to its correction. The brackets part
it from the number where the text is copied or read out."""

CORRECTION_NAMES = {"zh": "更正：{label}，{date}", "en": "corrected: {label}, {date}"}
"""The same to those who meet it in a list of links."""


class Rows(Protocol):
    """Where a page finds what stands behind a number."""

    def row(self, indicator: str) -> str:
        """An indicator's row on the data page."""

    def correction(self, correction: Correction) -> str:
        """An entry in the corrections log."""


def bound_html(value: Value, site: Site, language: str, rows: Rows | None) -> Markup:
    """A value as `<data>` in a link to its row; without the link where `rows` is None.

    A corrected value carries a mark. Labels and periods are words, and stay so. Raises
    ReferenceFault.
    """
    found = find_value(value, site)
    text = reads(value, site, language)
    number = base_value(value, found)
    if number is None:
        return Markup.escape(text)
    data = Markup('<data data-indicator="{}" value="{}">{}</data>').format(
        found.indicator.id, number, text
    )
    if rows is None:
        return data
    link = Markup('<a class="bound" href="{}" data-about="{}">{}</a>').format(
        rows.row(value.id), found.key, data
    )
    corrections = site.corrections_of(found.indicator.id)
    is_newest = found.observation is found.indicator.newest
    if not corrections or not is_newest or value.part == "of":
        return link  # a correction is about the newest value, and not about its whole
    gap = "" if language == "zh" else " "
    return link + gap + correction_mark(corrections[-1], site, language, rows)


def correction_mark(correction: Correction, site: Site, language: str, rows: Rows) -> Markup:
    """A link to an entry of the corrections log, to stand behind the number that it is about."""
    label = site.indicators[correction.indicator].label[language]
    name = CORRECTION_NAMES[language].format(
        label=plain_text(label, site, language, in_label=True),
        date=period_text(correction.date, language),
    )
    return Markup('<a class="corrected" href="{}" aria-label="{}">{}</a>').format(
        rows.correction(correction), name, CORRECTED[language]
    )


def reference_html(value: Value, site: Site, language: str, rows: Rows | None) -> Markup:
    """A value as prose shows it, with the figures in a label bound. Raises ReferenceFault."""
    if value.part == "label":
        label = find_value(value, site).indicator.label[language]
        return rich_text(label, site, language, rows, in_label=True)
    return bound_html(value, site, language, rows)


def rich_text(
    text: Text,
    site: Site,
    language: str,
    rows: Rows | None,
    *,
    in_label: bool = False,
) -> Markup:
    """A field's text with its figures bound; linked to their rows where `rows` gives addresses.

    What is faulty stays as it is written: `check` has told it. So does a label in a label.
    """
    parts, end = [], 0
    for braces in find_braces(text.value):
        parts.append(Markup.escape(text.value[end : braces.start - braces.escaped]))
        written = text.value[braces.start : braces.end]
        reference = _find_value(braces, in_label)
        parts.append(_filled(reference, written, site, language, rows))
        end = braces.end
    return Markup().join([*parts, Markup.escape(text.value[end:])])


def _find_value(braces: Braces, in_label: bool) -> Value | None:
    try:
        reference = None if braces.escaped else braces.parse()
    except ReferenceFault:
        return None
    if not isinstance(reference, Value) or (in_label and reference.part == "label"):
        return None
    return reference


def _filled(
    reference: Value | None,
    written: str,
    site: Site,
    language: str,
    rows: Rows | None,
) -> Markup:
    try:
        if reference is not None:
            return reference_html(reference, site, language, rows)
    except ReferenceFault:
        pass
    return Markup.escape(written)
