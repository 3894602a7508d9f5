"""The HTML of a bound number: the text a reader sees, and the indicator it comes from."""

from __future__ import annotations

from markupsafe import Markup

from changzhou_site.addresses import correction_address, row_address
from changzhou_site.figures.grammar import Quoted, find_braces
from changzhou_site.figures.periods import period_text
from changzhou_site.figures.references import Found, find_braced, plain_text, reads
from changzhou_site.model import Correction, Language, Site
from changzhou_site.scripts import tagged
from changzhou_site.source import Text


def bound_html(found: Found, site: Site, language: Language, *, linked: bool = True) -> Markup:
    """A figure as `<data>`, in a link to its row where it may be one.

    A corrected value carries a mark. Labels and periods are words, and stay so.
    """
    text, number = reads(found, site, language), found.base_text
    if number is None:
        return Markup.escape(text)
    data = Markup('<data data-indicator="{}" value="{}">{}</data>').format(
        found.indicator.id, number, text
    )
    if not linked:
        return data
    row = row_address(site.meta, language.code, found.indicator.id)
    link = Markup('<a class="bound" href="{}" data-about="{}">{}</a>').format(row, found.key, data)
    corrections = site.corrections_of(found.indicator.id)
    is_newest = found.observation is found.indicator.newest
    if not corrections or not is_newest or found.part == "of":
        return link  # a correction is about the newest value, and not about its whole
    gap = " " if language.typesetting.spaced else ""
    return link + gap + correction_mark(corrections[-1], site, language)


def correction_mark(correction: Correction, site: Site, language: Language) -> Markup:
    """A link to an entry of the corrections log, to stand behind the number that it is about. Its
    brackets part it from the number where the text is copied or read out."""
    label = site.indicators[correction.indicator].label[language.code]
    name = language.words["corrected_name"].format(
        label=plain_text(label, site, language, in_label=True),
        date=period_text(correction.date, language),
    )
    return Markup('<a class="corrected" href="{}" aria-label="{}">{}</a>').format(
        correction_address(site.meta, language.code, correction),
        name,
        language.words["corrected_mark"],
    )


def reference_html(found: Found, site: Site, language: Language, *, linked: bool = True) -> Markup:
    """A figure as prose shows it, with the figures in a label bound."""
    if found.part == "label":
        label = found.indicator.label[language.code]
        return rich_text(label, site, language, linked=linked, in_label=True)
    return bound_html(found, site, language, linked=linked)


def rich_text(
    text: Text, site: Site, language: Language, *, linked: bool = True, in_label: bool = False
) -> Markup:
    """A field's text with its figures bound, and linked to their rows where they may be.

    What is faulty stays as it is written: `check` has told it. So does a label in a label.
    """
    parts, end = [], 0
    for braces in find_braces(text.value):
        parts.append(tagged(text.value[end : braces.start - braces.escaped], language, site))
        found = find_braced(text.value, braces, site, language, in_label=in_label)
        written = text.value[braces.start : braces.end]
        if isinstance(found, Quoted):
            parts.append(Markup.escape(found.name))
        elif found:
            parts.append(reference_html(found, site, language, linked=linked))
        else:
            parts.append(Markup.escape(written))
        end = braces.end
    return Markup().join([*parts, tagged(text.value[end:], language, site)])
