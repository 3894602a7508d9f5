"""The HTML of a bound number: the text a reader sees, and the indicator it comes from."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from changzhou_site.model import Site
from changzhou_site.references import (
    Braces,
    ReferenceFault,
    Value,
    base_value,
    find_braces,
    find_value,
    reads,
)
from changzhou_site.source import Text


def bound_html(value: Value, site: Site, language: str, row: str | None) -> Markup:
    """A value as `<data>` in a link to its `row`; without the link where `row` is None.

    Labels and periods are words, and stay so. Raises ReferenceFault.
    """
    found = find_value(value, site)
    text = reads(value, site, language)
    number = base_value(value, found)
    if number is None:
        return Markup.escape(text)
    data = Markup('<data data-indicator="{}" value="{}">{}</data>').format(
        found.indicator.id, number, text
    )
    if row is None:
        return data
    return Markup('<a class="bound" href="{}">{}</a>').format(row, data)


def reference_html(
    value: Value, site: Site, language: str, row: Callable[[str], str] | None
) -> Markup:
    """A value as prose shows it, with the figures in a label bound. Raises ReferenceFault."""
    if value.part == "label":
        label = find_value(value, site).indicator.label[language]
        return rich_text(label, site, language, row, in_label=True)
    return bound_html(value, site, language, row(value.id) if row else None)


def rich_text(
    text: Text,
    site: Site,
    language: str,
    row: Callable[[str], str] | None,
    *,
    in_label: bool = False,
) -> Markup:
    """A field's text with its figures bound; linked to their rows where `row` gives addresses.

    What is faulty stays as it is written: `check` has told it. So does a label in a label.
    """
    parts, end = [], 0
    for braces in find_braces(text.value):
        parts.append(Markup.escape(text.value[end : braces.start - braces.escaped]))
        written = text.value[braces.start : braces.end]
        reference = _find_value(braces, in_label)
        parts.append(_filled(reference, written, site, language, row))
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
    row: Callable[[str], str] | None,
) -> Markup:
    try:
        if reference is not None:
            return reference_html(reference, site, language, row)
    except ReferenceFault:
        pass
    return Markup.escape(written)
