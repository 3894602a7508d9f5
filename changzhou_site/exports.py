"""The site's files for machines: robots.txt, sitemap.xml, favicon."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from changzhou_site.model import Site
from changzhou_site.pages import Page
from changzhou_site.wording import TAGS

DECLARATION = '<?xml version="1.0" encoding="utf-8"?>'
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"


def robots(site: Site) -> bytes:
    return f"User-agent: *\nAllow: /\nSitemap: {urljoin(site.meta.url, 'sitemap.xml')}\n".encode()


def sitemap(site: Site, pages: tuple[Page, ...]) -> bytes:
    """Every page but the 404, each with its translations. Dates are those of site.yaml."""
    register_namespace("", SITEMAP)
    register_namespace("xhtml", XHTML)
    root = Element(f"{{{SITEMAP}}}urlset")
    for page in pages:
        if page.kind != "missing":
            root.append(_entry(site, page))
    indent(root)
    return f"{DECLARATION}\n{tostring(root, encoding='unicode')}\n".encode()


def _entry(site: Site, page: Page) -> Element:
    entry = Element(f"{{{SITEMAP}}}url")
    SubElement(entry, f"{{{SITEMAP}}}loc").text = urljoin(site.meta.url, page.path)
    day = site.meta.updated or site.meta.published
    SubElement(entry, f"{{{SITEMAP}}}lastmod").text = day.written
    for tag, path in _alternates(site, page):
        attributes = {"rel": "alternate", "hreflang": tag, "href": urljoin(site.meta.url, path)}
        SubElement(entry, f"{{{XHTML}}}link", attributes)
    return entry


def _alternates(site: Site, page: Page) -> Iterator[tuple[str, str]]:
    paths = page.alternates or {}
    if len(paths) > 1:
        yield from ((TAGS[language], path) for language, path in paths.items())
        first = site.meta.languages[0]
        if first in paths:
            yield "x-default", paths[first]
