"""sitemap.xml and robots.txt.

They ask for the addresses of the pages and the day of the last change.
"""

from __future__ import annotations

from urllib.parse import urljoin
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from changzhou_site.outputs.task import Task
from changzhou_site.outputs.view import SiteView
from changzhou_site.pages import Page
from changzhou_site.render.links import alternate_links

DECLARATION = '<?xml version="1.0" encoding="utf-8"?>'
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"

Entry = tuple[str, tuple[tuple[str, str], ...]]
"""A page's address, and its translations by tag."""


def _entry(view: SiteView, page: Page) -> Entry:
    links = tuple((link.tag, link.address) for link in alternate_links(view.site, page))
    several = len(page.alternates or {}) > 1
    return urljoin(view.site.meta.url, page.path), links if several else ()


def make_robots(view: SiteView) -> str:
    return f"User-agent: *\nAllow: /\nSitemap: {urljoin(view.site.meta.url, 'sitemap.xml')}\n"


ROBOTS = Task("robots.txt", make_robots)


def make_sitemap(view: SiteView) -> str:
    """Every page to be found, each with its translations. Dates are those of site.yaml."""
    entries = (_entry(view, page) for page in view.pages if page.is_listed)
    modified = view.site.modified.written
    register_namespace("", SITEMAP)
    register_namespace("xhtml", XHTML)
    root = Element(f"{{{SITEMAP}}}urlset")
    for address, links in entries:
        entry = SubElement(root, f"{{{SITEMAP}}}url")
        SubElement(entry, f"{{{SITEMAP}}}loc").text = address
        SubElement(entry, f"{{{SITEMAP}}}lastmod").text = modified
        for tag, other in links:
            attributes = {"rel": "alternate", "hreflang": tag, "href": other}
            SubElement(entry, f"{{{XHTML}}}link", attributes)
    indent(root)
    return f"{DECLARATION}\n{tostring(root, encoding='unicode')}\n"


SITEMAP_FILE = Task("sitemap.xml", make_sitemap)
