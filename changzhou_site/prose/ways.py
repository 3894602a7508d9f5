"""Where the links of prose lead: to documents, the data page, the log, charts, and places there."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass

from changzhou_site.addresses import (
    chart_path,
    corrections_path,
    data_path,
    document_path,
    is_whole,
)
from changzhou_site.errors import Fault, suggest
from changzhou_site.model import Document, Site
from changzhou_site.prose.clean import SCHEMES

SLUG = re.compile(r"^\d+-|\.\w+$")
"""What a file's name has beside its slug."""

OWN_PAGES = re.compile(r"content/(?P<language>[^/]+)/(?P<name>data|corrections)\.md")
"""Pages that the program makes, as if they were files beside the prose."""

CHART = "chart:"


@dataclass(frozen=True)
class Way:
    """A page by its path from the top of the site, and a place there, if it is to one."""

    page: str
    fragment: str = ""
    written: str = ""
    """The fragment that the author wrote; a section's own place is not written."""


def find_way(href: str, document: Document, site: Site) -> Way | None:
    """Where a link of a document leads; None for an address outside of the site.

    Raises Fault for one that leads nowhere. Whether there is such a place on the page is not known
    here: that is for check.
    """
    scheme, colon, rest = href.partition(":")
    if colon and scheme.lower() in SCHEMES:
        if not is_whole(href):
            hint = "write it whole, without a user's name: https://example.org/page"
            raise Fault("bad-link", f"`{href}` names no host", hint)
        return None
    if href.startswith(CHART):
        return _chart_way(rest, document, site)
    path, _, fragment = href.partition("#")
    if not path and fragment:
        page, _ = document_path(document, site.meta)
        return Way(page, fragment, fragment)
    if not path.endswith(".md"):
        hint = "link to a .md file of the site, to #id, to chart:id, or to a full address"
        if meant := _meant(path, document, site):
            hint = f"did you mean `{meant}`? {hint}"
        if path in site.pictures:
            hint = f"write ![what it shows]({path}) with an ASCII ! to show the picture"
        raise Fault("bad-link", f"`{href}` leads nowhere", hint)
    return _file_way(path, fragment, document, site)


def _chart_way(id: str, document: Document, site: Site) -> Way:
    chart = site.charts.get(id)
    if chart is None:
        hint = suggest(id, site.charts, "charts")
        raise Fault("unknown-chart", f"`{id}`", hint, id=f"chart {id}")
    return Way(chart_path(site.meta, chart, document.language))


def _file_way(path: str, fragment: str, document: Document, site: Site) -> Way:
    target = posixpath.normpath(posixpath.join(posixpath.dirname(document.path), path))
    own = OWN_PAGES.fullmatch(target)
    if own and own["language"] in site.languages:
        if own["name"] == "data":
            return Way(data_path(site.meta, own["language"]), fragment, fragment)
        if site.corrections:
            return Way(corrections_path(site.meta, own["language"]), fragment, fragment)
        hint = "there is such a page once data/corrections.yaml has an entry"
        raise Fault("unknown-link", f"`{path}`", hint, id="corrections")
    found = site.published.get(target)
    if found is None:
        raise Fault("unknown-link", f"`{path}`", _link_hint(path, target, document, site))
    page, place = document_path(found, site.meta)
    return Way(page, fragment or place, fragment)


def _meant(path: str, document: Document, site: Site) -> str | None:
    """The page of this language that a path without its file is meant for: `/reeds/`."""
    slug, folder = SLUG.sub("", posixpath.basename(path.strip("/"))), _folder(document)
    own = site.read_in(document.language)
    return next((posixpath.relpath(each.path, folder) for each in own if each.slug == slug), None)


def _link_hint(path: str, target: str, document: Document, site: Site) -> str:
    """The file that is meant, or why it is not there for readers."""
    if any(each.path == target for each in site.documents):
        return "it is a draft, which nobody sees: take `draft` out there, or the link here"
    if meant := _meant(path, document, site):
        return f"did you mean `{meant}`?"
    folder = _folder(document)
    return suggest(path, [posixpath.relpath(each, folder) for each in site.published], "files")


def _folder(document: Document) -> str:
    return posixpath.dirname(document.path)
