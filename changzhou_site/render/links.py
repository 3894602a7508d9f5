"""The ways from a page to the others: navigation, languages, translations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from changzhou_site.addresses import address, data_path, language_path
from changzhou_site.figures import cldr
from changzhou_site.model import Language, Site
from changzhou_site.pages import Page
from changzhou_site.render.desk import Desk

PAGE_LIST = "data-pages"
"""Where the data page lists all pages."""


@dataclass(frozen=True)
class Link:
    """A link with its text."""

    text: str
    address: str
    tag: str = ""
    current: bool = False


def navigation_links(desk: Desk, page: Page) -> list[Link]:
    """The navigation as one page has it: the data page, and those beside the article; where they
    are many, the list of them."""
    data = data_path(desk.meta, desk.code)
    listed = [(desk.words["data"], data), *_pages_beside(desk)]
    links = [Link(text, address(path), current=path == page.path) for text, path in listed]
    if desk.site.has_page_list(desk.code):
        links.append(Link(desk.words["pages"], address(data, PAGE_LIST)))
    return links


def _pages_beside(desk: Desk) -> list[tuple[str, str]]:
    """The short name and the path of each page beside the article; none where they are many."""
    if desk.site.has_page_list(desk.code):
        return []
    return [(name, path) for (path, place), name in desk.short_names.items() if not place]


def alternate_links(site: Site, page: Page) -> Iterator[Link]:
    """A page in its other languages, absolute, for machines; the first is the default."""
    paths = page.alternates or {}
    for code, path in paths.items():
        yield Link(code, urljoin(site.meta.url, path), site.languages[code].tag)
    first = site.first.code
    if first in paths:
        yield Link(first, urljoin(site.meta.url, paths[first]), "x-default")


def language_links(site: Site, page: Page) -> Iterator[Link]:
    """A page in each language, or the article where the page is not translated."""
    for code, language in site.languages.items():
        path = (page.alternates or {}).get(code, language_path(site.meta, code))
        yield Link(_own_name(language, site), address(path), language.tag, code == page.language)


def _own_name(language: Language, site: Site) -> str:
    """What a language calls itself, with its country where two of the site have that name."""
    alike = [each for each in site.languages.values() if each.name == language.name]
    country = cldr(language.locale).get_territory_name()
    return f"{language.name} ({country})" if len(alike) > 1 and country else language.name


def open_graph_locale(language: Language) -> str:
    """`zh_CN`: language and territory, without the script."""
    parts = language.locale.split("_")
    return "_".join((parts[0], parts[-1])) if len(parts) > 1 else parts[0]
