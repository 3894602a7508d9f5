"""Where things lie on the site, and the way there from a page.

What a page is put together from is made once, for whatever page it will stand on. In it an address
is written from the top of the site between two characters that no text may hold; when the page is
known, `settle` turns each into the way from there, so that the site can be moved.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from urllib.parse import SplitResult, quote, unquote, urlsplit

from changzhou_site.model import Chart, Correction, Document, Meta, Site

OPEN, CLOSE, FILE = "\ue020", "\ue021", "\ue022"
ADDRESS = re.compile(f"{OPEN}({FILE}?)([^#{CLOSE}]*)(?:#([^{CLOSE}]*))?{CLOSE}")

MISSING = "404.html"
"""It may be shown at any depth, so its addresses begin with the site's own path."""


def address(path: str, fragment: str = "") -> str:
    """An address that does not know yet on which page it will stand."""
    return f"{OPEN}{path}#{fragment}{CLOSE}" if fragment else f"{OPEN}{path}{CLOSE}"


def file_address(name: str) -> str:
    """The address of an asset or picture by its plain name."""
    return f"{OPEN}{FILE}{quote(name)}{CLOSE}"


def settle(html: str, page: str, meta: Meta, files: Mapping[str, str]) -> str:
    """HTML with each address as the way from the page at a path. `files` says where assets lie."""
    ways: dict[str, str] = {}

    def way(match: re.Match[str]) -> str:
        if match[0] not in ways:
            path = files[unquote(match[2])] if match[1] else match[2]
            ways[match[0]] = way_from(page, path, match[3] or "", meta)
        return ways[match[0]]

    return ADDRESS.sub(way, html)


def way_from(page: str, path: str, fragment: str, meta: Meta) -> str:
    """The way from a page to a path from the top of the site, and a place there."""
    mark = f"#{fragment}" if fragment else ""
    if mark and path == page:
        return mark
    if page == MISSING:
        return base_path(meta) + path + mark
    way = posixpath.relpath(path or ".", page or ".")
    return f"{way}/{mark}" if path.endswith("/") or not path else way + mark


# Paths -------------------------------------------------------------------------------------------


def base_path(meta: Meta) -> str:
    """The path under which the site is served, with slashes at both ends."""
    return urlsplit(meta.url).path or "/"


def language_path(meta: Meta, language: str) -> str:
    """Where a language begins: the first at the top, the others at `<lang>/`."""
    return "" if language == meta.languages[0] else f"{language}/"


def data_path(meta: Meta, language: str) -> str:
    return f"{language_path(meta, language)}data/"


def series_path(meta: Meta, language: str, indicator: str) -> str:
    """The page of all observations of an indicator that has many."""
    return f"{data_path(meta, language)}{indicator}/"


def topic_anchor(stem: str) -> str:
    """Where the figures of a file of data/indicators/ begin on the data page."""
    return f"topic-{'-'.join(stem.split())}"


def topic_path(meta: Meta, language: str, stem: str) -> str:
    """The page of the figures of a file of data/indicators/, on a site of many indicators. The name
    of a file may hold what an address may not."""
    return f"{data_path(meta, language)}{quote(topic_anchor(stem))}/"


def full_row(site: Site, language: str, indicator: str) -> tuple[str, str]:
    """The page on which all is told that is known of an indicator, and its row there."""
    if not site.has_topic_pages:
        return data_path(site.meta, language), indicator
    return topic_path(site.meta, language, site.indicators[indicator].topic), indicator


def corrections_path(meta: Meta, language: str) -> str:
    return f"{language_path(meta, language)}corrections/"


def chart_path(meta: Meta, chart: Chart, language: str) -> str:
    """A chart's own page."""
    return f"{language_path(meta, language)}charts/{chart.id}/"


def chart_file(meta: Meta, chart: Chart, language: str, suffix: str) -> str:
    """Where a chart's file lies: `charts/<id>.png`."""
    return f"{language_path(meta, language)}charts/{chart.id}.{suffix}"


def document_path(document: Document, meta: Meta) -> tuple[str, str]:
    """A document's page, and its place on it: a section in the article, or a page of its own."""
    start = language_path(meta, document.language)
    if document.layout == "section":
        return start, document.slug
    return f"{start}{document.slug}/", ""


# Addresses of what is named often ----------------------------------------------------------------


def row_address(meta: Meta, language: str, indicator: str) -> str:
    """An indicator's row on the data page: where every bound number leads."""
    return address(data_path(meta, language), indicator)


def full_row_address(site: Site, language: str, indicator: str) -> str:
    """Where all is told that is known of an indicator."""
    return address(*full_row(site, language, indicator))


def source_address(meta: Meta, language: str, source: str) -> str:
    return row_address(meta, language, f"source-{source}")


def correction_address(meta: Meta, language: str, correction: Correction) -> str:
    """An entry in the corrections log."""
    return address(corrections_path(meta, language), correction.anchor)


def document_address(document: Document, meta: Meta) -> str:
    return address(*document_path(document, meta))


# Outside of the site -----------------------------------------------------------------------------


def is_whole(address: str) -> bool:
    """Whether an address with its scheme names a host, and nothing that could be taken for one, or
    a mailbox."""
    try:
        parts = urlsplit(address)
        if parts.scheme == "mailto":
            return "@" in parts.path and not parts.netloc
        return bool(parts.netloc) and _is_host(parts)
    except ValueError:  # a port that is none, among others
        return False


def _is_host(parts: SplitResult) -> bool:
    """Whether an address names a host alone: no user, no password, and a port if a colon."""
    name, is_named = parts.hostname or "", "@" not in parts.netloc
    has_port = parts.port != 0 and not parts.netloc.endswith(":")
    return is_named and has_port and all(name.removesuffix(".").split("."))


# On a server --------------------------------------------------------------------------------------


def served_base(url: str) -> str:
    """The path that a site has on its host, between slashes and decoded."""
    return unquote(urlsplit(url).path) or "/"


def file_at(path: str) -> str:
    """The published file behind a path from the top of the site."""
    return f"{path}index.html" if path.endswith("/") or not path else path


EDITOR = "vscode://file/{path}:{line}:{column}"
"""How an editor is asked to open a place; `path` is whole, without the slash that it begins with,
and quoted for an address."""
