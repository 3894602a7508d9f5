"""Which pages there are, and the way from one to another."""

from dataclasses import replace

import pytest

from changzhou_site.load import load_site
from changzhou_site.model import Site
from changzhou_site.pages import Addresses, Page, site_pages
from tests.support import SMALL


def small_site() -> Site:
    site = load_site(SMALL).site
    assert site is not None
    return site


SITE = small_site()
PAGES = {page.path: page for page in site_pages(SITE)}


def test_the_first_language_stands_at_the_top_and_the_others_in_folders():
    assert [(page.kind, page.language, page.path) for page in PAGES.values()] == [
        ("article", "zh", ""),
        ("data", "zh", "data/"),
        ("corrections", "zh", "corrections/"),
        ("page", "zh", "about/"),
        ("chart", "zh", "charts/winters/"),
        ("chart", "zh", "charts/geese_and_swans/"),
        ("article", "en", "en/"),
        ("data", "en", "en/data/"),
        ("corrections", "en", "en/corrections/"),
        ("page", "en", "en/about/"),
        ("chart", "en", "en/charts/winters/"),
        ("chart", "en", "en/charts/geese_and_swans/"),
        ("missing", "zh", "404.html"),
    ]


def test_a_page_knows_its_translations():
    assert PAGES["about/"].alternates == {"zh": "about/", "en": "en/about/"}
    assert PAGES["en/"].alternates == {"zh": "", "en": "en/"}


@pytest.mark.parametrize(
    ("start", "path", "way"),
    [
        ("", "data/", "data/"),
        ("", "", "./"),
        ("", "assets/site.css", "assets/site.css"),
        ("data/", "", "../"),
        ("data/", "data/", "./"),
        ("en/", "en/data/", "data/"),
        ("en/data/", "data/", "../../data/"),
        ("en/data/", "assets/site.css", "../../assets/site.css"),
        ("404.html", "assets/site.css", "/lake/assets/site.css"),
        ("404.html", "", "/lake/"),
    ],
)
def test_addresses_are_relative_to_the_page(start: str, path: str, way: str):
    page = PAGES[start]
    meta = replace(SITE.meta, url="https://example.org/lake/")
    assert Addresses(page, meta, {}).to(path) == way


def test_a_place_on_the_page_itself_is_only_a_fragment():
    addresses = Addresses(PAGES["data/"], SITE.meta, {})
    assert addresses.row("gdp") == "#gdp"
    assert Addresses(PAGES[""], SITE.meta, {}).row("gdp") == "data/#gdp"
    assert Addresses(PAGES["en/about/"], SITE.meta, {}).row("gdp") == "../data/#gdp"


def test_a_section_is_a_place_in_the_article():
    section = SITE.sections("en")[0]
    assert Addresses(PAGES["en/data/"], SITE.meta, {}).document(section) == f"../#{section.slug}"
    assert Addresses(PAGES["en/"], SITE.meta, {}).document(section) == f"#{section.slug}"


def test_the_file_of_a_page():
    assert Page("data", "en", "en/data/").file == "en/data/index.html"
    assert Page("missing", "en", "404.html").file == "404.html"
