"""Which pages there are, and the way from one to another."""

from dataclasses import replace

import pytest

from changzhou_site.addresses import (
    address,
    correction_address,
    document_address,
    file_address,
    row_address,
    settle,
    source_address,
    way_from,
)
from changzhou_site.pages import Page, site_pages
from tests.support import site_of

SITE = site_of()
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
    meta = replace(SITE.meta, url="https://example.org/lake/")
    assert PAGES[start].path == start
    assert way_from(start, path, "", meta) == way
    assert settle(address(path), start, meta, {}) == way


def settled(html: str, page: str) -> str:
    assert PAGES[page].path == page
    return settle(html, page, SITE.meta, {})


def test_a_place_on_the_page_itself_is_only_a_fragment():
    zh, en = (row_address(SITE.meta, code, "gdp") for code in ("zh", "en"))
    assert settled(zh, "data/") == "#gdp"
    assert settled(zh, "") == "data/#gdp"
    assert settled(en, "en/about/") == "../data/#gdp"


def test_a_section_is_a_place_in_the_article():
    section = SITE.sections("en")[0]
    link = document_address(section, SITE.meta)
    assert settled(link, "en/data/") == f"../#{section.slug}"
    assert settled(link, "en/") == f"#{section.slug}"


def test_a_source_and_a_correction_have_places_too():
    assert settled(source_address(SITE.meta, "en", "plan"), "en/") == "data/#source-plan"
    link = correction_address(SITE.meta, "zh", SITE.corrections[0])
    assert settled(link, "") == "corrections/#geese-2022-03-05"
    assert settled(link, "corrections/") == "#geese-2022-03-05"


def test_an_asset_lies_where_the_build_has_put_it():
    files = {"site.css": "assets/site.1f.css"}
    html = f'<link href="{file_address("site.css")}">'
    assert settle(html, "en/data/", SITE.meta, files) == ('<link href="../../assets/site.1f.css">')
    with pytest.raises(KeyError, match=r"site\.js"):
        settle(file_address("site.js"), "", SITE.meta, files)


def test_all_addresses_of_a_text_are_settled_and_nothing_else_is():
    html = f"<p>#a <a href={address('', 'a')}>1</a> <a href={address('data/')}>2</a></p>"
    assert settled(html, "") == "<p>#a <a href=#a>1</a> <a href=data/>2</a></p>"
    assert settled(html, "data/") == "<p>#a <a href=../#a>1</a> <a href=./>2</a></p>"


def test_the_file_of_a_page():
    assert Page("data", "en", "en/data/").file == "en/data/index.html"
    assert Page("missing", "en", "404.html").file == "404.html"
