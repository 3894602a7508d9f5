"""What hostile people write is shown or told, and never runs.

tests/hostile/payloads.yaml lists it; tests/trust/hostile.py tries each text and address alone, and
tests/browser/test_hostile.py opens such a site.
"""

import html
import itertools
import re

import pytest

from changzhou_site.errors import SiteError
from tests.hostile.nothing_runs import (
    LINKS,
    PAYLOADS,
    SPREAD,
    hostile_site,
    in_page,
    in_table,
    in_xml,
    published_or_told,
    published_outputs,
    published_prose,
    whatever_runs,
)


def test_the_list_is_long_enough():
    assert len({each for group in PAYLOADS.values() for each in group}) >= 120


def test_texts_are_shown_as_they_are_written(tmp_path):
    outputs = published_outputs(hostile_site(tmp_path, text=SPREAD))
    pages = "".join(html.unescape(outputs[path].decode()) for path in outputs if ".html" in path)

    assert whatever_runs(outputs) == []
    assert [each for each in PAYLOADS["text"] if each.split()[0] not in pages] == []


@pytest.mark.parametrize("payload", PAYLOADS["refused"], ids=ascii)
def test_a_text_that_none_may_hold_is_told(tmp_path, payload):
    with pytest.raises(SiteError) as told:
        published_outputs(hostile_site(tmp_path, text=payload))

    assert len(told.value.problems) > 20, "at every text"


def test_forms_of_units_and_words_of_the_theme_are_texts_too(tmp_path):
    written = " ".join(PAYLOADS["form"])
    outputs = published_outputs(hostile_site(tmp_path, form=written))

    assert whatever_runs(outputs) == []
    assert written in html.unescape(outputs["index.html"].decode())


def test_prose_shows_it_or_tells_it(tmp_path):
    paragraphs = [*PAYLOADS["text"], *PAYLOADS["refused"]]
    outputs, left = published_prose(tmp_path, paragraphs)

    assert whatever_runs(outputs) == []
    assert {"&lt;script&gt;ran()&lt;/script&gt;", '" onmouseover="ran()'} <= {*left}
    assert not [each for each in left if each.startswith("<script")]


@pytest.mark.parametrize("link", LINKS)
def test_no_link_of_prose_leads_astray(tmp_path, link):
    outputs, left = published_prose(tmp_path, [link.format(each) for each in PAYLOADS["address"]])

    assert whatever_runs(outputs) == []
    assert not [each for each in left if f"({each}" in "(javascript:ran()"]


@pytest.mark.parametrize("payload", PAYLOADS["colour"], ids=ascii)
def test_a_colour_that_is_none_is_told(tmp_path, payload):
    with pytest.raises(SiteError) as told:
        published_outputs(hostile_site(tmp_path, colour=payload))

    assert [problem.code for problem in told.value.problems] == ["bad-colour"]


@pytest.mark.parametrize("name", PAYLOADS["picture"], ids=ascii)
def test_a_picture_may_have_any_name(tmp_path, name):
    told, outputs = published_or_told(hostile_site(tmp_path, picture=name))

    assert told <= {"unknown-picture", "html-not-allowed"}
    assert whatever_runs(outputs) == []
    assert told or re.search(r'<img [^>]*src="\.\./assets/', outputs["about/index.html"].decode())


@pytest.mark.parametrize("name", ["Lake (2021) 5 km.png", "5 (of 7).png", "a) 5.png"])
def test_a_picture_whose_name_has_brackets_and_numbers_is_shown(tmp_path, name):
    outputs = published_outputs(hostile_site(tmp_path, picture=name))

    assert re.search(r'<img [^>]*src="\.\./assets/', outputs["about/index.html"].decode())


# What is looked for is found ---------------------------------------------------------------------

POLICY = (
    "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'; script-src 'self'\">"
)


@pytest.mark.parametrize(
    "written",
    [
        "<script>ran()</script>",
        "<script src=https://evil.example/x.js defer></script>",
        "<img src=x onerror=ran()>",
        "<a href=javascript:ran()>x</a>",
        "<a href='java\nscript:ran()'>x</a>",
        "<a href='&#106;avascript:ran()'>x</a>",
        "<p style=color:red>x</p>",
        "<iframe src=x></iframe>",
        "<base href=https://evil.example/>",
        "<meta http-equiv=refresh content='0;url=x'>",
        '<script type="application/ld+json">{"a": "<script>"}</script>',
    ],
)
def test_a_page_in_which_something_runs_is_found_out(written):
    assert in_page(f"{POLICY}<p>x</p>") == []
    assert len(in_page(f"{POLICY}{written}")) == 1


def test_a_page_without_a_policy_is_found_out():
    assert in_page("<p>x</p>") == ["no Content-Security-Policy"]


@pytest.mark.parametrize(
    "written",
    [
        "<svg><script>ran()</script></svg>",
        "<svg onload='ran()'/>",
        "<svg xmlns:xlink='x'><use xlink:href='javascript:ran()'/></svg>",
        "<!DOCTYPE svg [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><svg/>",
    ],
)
def test_a_drawing_in_which_something_runs_is_found_out(written):
    assert list(itertools.islice(in_xml("<svg/>"), 1)) == []
    assert len(list(in_xml(written))) == 1


def test_a_cell_that_a_spreadsheet_runs_is_found_out():
    assert list(in_table("a,-5,+1.2\n'=x,＝x,=x\n")) == ["＝x", "=x"]
