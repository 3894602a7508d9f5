"""No network: each address within a site leads to a file of it, and to a place there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote, unquote, urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

from audit.finding import Finding, Verdict
from audit.published import PublishedSite, Sites

JUDGE = "crawl"
ADDRESSED = ("href", "src", "poster", "data", "cite", "action")
LOCATION = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
IN_SHEET = re.compile(r"url\(\s*[\"']?([^\"')]+)")


@dataclass
class Anatomy(HTMLParser):
    """The ids of a page and the addresses in it."""

    ids: set[str] = field(default_factory=set)
    repeated: set[str] = field(default_factory=set)
    addresses: list[tuple[str, str]] = field(default_factory=list)
    """Tag and attribute, and the address."""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if id := given.get("id"):
            (self.repeated if id in self.ids else self.ids).add(id)
        named = [(f"{tag}[{name}]", given[name]) for name in ADDRESSED if name in given]
        self.addresses += named
        for candidate in given.get("srcset", "").split(","):
            if candidate.strip():
                self.addresses.append((f"{tag}[srcset]", candidate.split()[0]))
        content = given.get("content", "")
        if tag == "meta" and re.match("https?://", content):
            name = given.get("property") or given.get("name")
            self.addresses.append((f"meta[{name}]", content))


def judge(sites: Sites) -> tuple[Verdict, Any]:
    """The verdict, and the number of addresses that were followed in each site."""
    crawls = {site.name: [*_followed(site)] for site in sites}
    found = [finding for crawl in crawls.values() for finding in crawl if finding]
    report = {name: {"addresses": len(crawl)} for name, crawl in crawls.items()}
    return Verdict(JUDGE, sum(len(site.pages) for site in sites), tuple(found)), report


def _followed(site: PublishedSite) -> Iterator[Finding | None]:
    """Of each address within the site what is wrong with it, or None."""
    pages = {page: _read(site, page) for page in site.pages}
    for page, anatomy in pages.items():
        for id in sorted(anatomy.repeated):
            yield Finding(site.told(page), JUDGE, "repeated-id", id, "an id stands twice")
        for element, written in anatomy.addresses:
            yield _follow(site, pages, page, element, written)
    for name in sorted(site.files):
        for element, written in _beside_pages(site, name):
            yield _follow(site, pages, name, element, written)


def _read(site: PublishedSite, page: str) -> Anatomy:
    anatomy = Anatomy()
    anatomy.feed((site.folder / page).read_text("utf-8"))
    return anatomy


def _beside_pages(site: PublishedSite, name: str) -> Iterator[tuple[str, str]]:
    """The addresses in files that are no pages: sheets, the sitemap, robots.txt."""
    if name.endswith(".css"):
        for written in IN_SHEET.findall((site.folder / name).read_text("utf-8")):
            yield "url()", written
    elif name == "sitemap.xml":
        for location in ElementTree.parse(site.folder / name).iter():
            written = location.text if location.tag == LOCATION else location.get("href")
            if written:
                yield location.tag.rpartition("}")[2], written
    elif name == "robots.txt":
        for written in re.findall(r"(?m)^Sitemap: (\S+)", (site.folder / name).read_text("utf-8")):
            yield "Sitemap", written


def _follow(
    site: PublishedSite, pages: dict[str, Anatomy], page: str, element: str, written: str
) -> Finding | None:
    """What is wrong with one address; addresses of other sites are not followed."""
    address, fragment = urldefrag(urljoin(site.home + quote(page), written))
    if not address.startswith(site.home):
        is_ours = not urlsplit(written).scheme and not written.startswith("//")
        return _broken(site, page, "outside-path", element, written) if is_ours else None
    name = unquote(urlsplit(address).path)[len(unquote(urlsplit(site.home).path)) :]
    file = f"{name}index.html" if not name or name.endswith("/") else name
    if file not in site.files | {"build.json"}:
        return _broken(site, page, "no-file", element, written)
    if fragment and file in pages and unquote(fragment) not in pages[file].ids:
        return _broken(site, page, "no-id", element, written)
    return None


def _broken(site: PublishedSite, page: str, rule: str, element: str, written: str) -> Finding:
    told = {
        "no-file": "leads to no file of build.json",
        "no-id": "leads to a page that has no such id",
        "outside-path": "leaves the path of the site",
    }
    return Finding(site.told(page), JUDGE, rule, element, f"{written} {told[rule]}")
