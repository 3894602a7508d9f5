"""What is written in another language's letters says which language it is in."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from changzhou_site.model import Site
from changzhou_site.render.citations import citation
from changzhou_site.render.source_names import short_names, source_title
from changzhou_site.scripts import in_runs, tagged
from tests.desks import desk_with
from tests.support import language, site_of
from tests.test_own_languages import OZERO
from tests.test_prose import html


@pytest.fixture(scope="module")
def site() -> Site:
    """The small site, as if it were published in Russian too."""
    small, russian = site_of(), site_of(OZERO).first
    return replace(small, languages={**small.languages, "ru": russian})


@pytest.mark.parametrize(
    ("code", "text", "runs"),
    [
        ("en", "Modern Express (现代快报+)", {"现代快报": "zh-Hans"}),
        ("en", "headlined 《雁，回来了》.", {"《雁，回来了》": "zh-Hans"}),
        ("en", "雁 and 芦苇", {"雁": "zh-Hans", "芦苇": "zh-Hans"}),
        ("en", "the lake, Большое озеро, at dusk", {"Большое озеро": "ru"}),
        ("zh", "雁回到Большое озеро了", {"Большое озеро": "ru"}),
        ("ru", "озеро 芦苇荡 и Lake", {"芦苇荡": "zh-Hans"}),
    ],
)
def test_a_run_of_other_letters_has_the_tag_of_its_language(
    site: Site, code: str, text: str, runs: dict[str, str]
) -> None:
    pieces = list(in_runs(text, site.languages[code], site))

    assert "".join(piece for piece, _ in pieces) == text
    assert {piece: tag for piece, tag in pieces if tag} == runs


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("zh", "雁与Lake Birds都回来了"),
        ("ru", "озеро Lake Birds"),
        ("en", "λ is in no language of the site"),
        ("en", "“quoted” — a dash, …"),
    ],
)
def test_names_in_latin_letters_and_letters_of_no_language_have_none(
    site: Site, code: str, text: str
) -> None:
    assert list(in_runs(text, site.languages[code], site)) == [(text, None)]


def test_a_language_in_the_same_letters_cannot_be_told_apart(site: Site) -> None:
    regional = replace(language("zh"), code="zh-Hant", script="Hant", tag="zh-Hant")
    both = replace(site, languages={"zh": language("zh"), "zh-Hant": regional})
    assert list(in_runs("蘆葦", regional, both)) == [("蘆葦", None)]


def test_as_html_it_is_a_span_and_the_rest_is_escaped(site: Site) -> None:
    found = tagged("R&D <雁>", site.languages["en"], site)
    assert found == 'R&amp;D &lt;<span lang="zh-Hans">雁</span>&gt;'


# Where texts are shown ---------------------------------------------------------------------------

WAN = '<span lang="zh-Hans">雁</span>'


@pytest.mark.parametrize(
    ("body", "made"),
    [
        ("Geese (雁) came.", f"<p>Geese ({WAN}) came.</p>"),
        ("**Geese (雁)** came.", f"<p><strong>Geese ({WAN})</strong> came.</p>"),
        ("- Geese, 雁", f"<li>Geese, {WAN}</li>"),
        ("## Geese, 雁", f'<h3 id="count-1">Geese, {WAN}</h3>'),
        ("`雁` in a file", "<p><code>雁</code> in a file</p>"),
    ],
)
def test_prose_says_it_everywhere_but_in_code(body: str, made: str) -> None:
    assert made in html(body, "en")


CLUB = """
club:
  title: {zh: 雁, en: 雁}
  publisher: {zh: 观鸟会, en: Bird Club (雁)}
"""
EVENT = '- {date: 2022-02-02, title: {zh: 雁, en: "Geese, 雁"}, source: club}\n'


def test_fields_and_sources_say_it_too(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, {"+data/sources.yaml": CLUB, "+data/events.yaml": EVENT}, "en")
    event = next(each for each in desk.site.events if each.date.written == "2022-02-02")
    [(_, name)] = short_names(desk, ["club"])

    assert desk.rich(event.title) == f"Geese, {WAN}"
    assert name == f"Bird Club ({WAN})"
    assert citation(desk, desk.site.sources["club"]).count(WAN) == 2


def test_a_title_whose_language_the_data_say_is_marked_once(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, {"+data/sources.yaml": CLUB + "  lang: zh\n"}, "en")
    title = source_title(desk, desk.site.sources["club"])
    assert title == '<cite lang="zh-Hans">“雁”</cite>'


# Headings ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "clauses"),
    [
        ("雁来得早，去得晚", ["雁来得早，", "去得晚"]),
        ("他说“雁来了，”又走了", ["他说“雁来了，”", "又走了"]),
        ("{{ geese }}，都是雁", ["18320只，", "都是雁"]),
    ],
)
def test_a_heading_in_prose_holds_together_between_its_commas(
    written: str, clauses: list[str]
) -> None:
    found = re.findall('<span class="clause">(.*?)</span>', html(f"## {written}"))
    assert [re.sub("<[^>]*>", "", each) for each in found] == clauses


@pytest.mark.parametrize("written", ["雁来了", "雁**来得早，**去得晚"])
def test_a_heading_of_one_clause_or_of_several_elements_is_left_as_it_is(written: str) -> None:
    assert "clause" not in html(f"## {written}")


def test_a_heading_in_a_language_with_spaces_has_no_clauses() -> None:
    assert "clause" not in html("## Early geese, late swans", "en")
