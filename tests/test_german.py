"""A site in German and American English, from a public table: how it reads."""

from __future__ import annotations

import re
from functools import cache
from html import unescape

import pytest

from changzhou_site.check import check_project
from changzhou_site.errors import Place
from changzhou_site.figures import period_text, value_text
from changzhou_site.guard import find_loose, read_vocabulary
from changzhou_site.load.scalars import read_period
from changzhou_site.source import Text
from tests.desks import undrawn_pages
from tests.support import TESTS, site_of

IOWA = TESTS / "sites" / "iowa"


@cache
def pages() -> dict[str, str]:
    return undrawn_pages(IOWA)


def words(path: str) -> str:
    """What a page says, in one line."""
    text = unescape(re.sub("<[^>]+>", " ", pages()[path]))
    return re.sub(r"\s+", " ", text.replace("\N{NO-BREAK SPACE}", " "))


def test_it_has_nothing_wrong() -> None:
    assert check_project(IOWA).problems == ()


@pytest.mark.parametrize(
    ("id", "de", "us"),
    [
        ("renewables", "21.933 GWh", "21,933 GWh"),
        ("renewable_goal", "mindestens 30.000 GWh", "at least 30,000 GWh"),
        ("lines", "über 600 km", "over 600 km"),
        ("investment", "rund 3,6 Milliarden Dollar", "about $3.6 billion"),
        ("households", "unter 1.250.000 Haushalte", "under 1,250,000 households"),
        ("state_rank", "1.", "1st"),
        ("output_rank", "Top 3", "top 3"),
        ("farm_part", "die Hälfte", "one half"),
        ("counties", "28 Landkreise", "28 counties"),
        ("fossil_share", "51,9 %", "51.9%"),
        ("renewables_times", "15,26-mal", "15.26 times"),
    ],
)
def test_figures_read(id: str, de: str, us: str) -> None:
    site = site_of(IOWA)
    indicator = site.indicators[id]
    read = [value_text(indicator, indicator.newest, site.languages[c]) for c in ("de", "en-US")]
    assert [text.replace("\N{NO-BREAK SPACE}", " ") for text in read] == [de, us]


@pytest.mark.parametrize(
    ("written", "de", "us"),
    [
        ("2017", "2017", "2017"),
        ("2017-12", "Dezember 2017", "December 2017"),
        ("2017-12-29", "29. Dezember 2017", "December 29, 2017"),
        ("2017-H2", "zweites Halbjahr 2017", "second half of 2017"),
        ("2017-Q1", "erstes Quartal 2017", "first quarter of 2017"),
        ("2017-Q1/2017-Q3", "erste drei Quartale 2017", "first three quarters of 2017"),
        ("2017-01/2017-09", "Januar bis September 2017", "January to September 2017"),
        ("2001/2017", "2001–2017", "2001–2017"),
        ("../2020", "bis 2020", "by 2020"),
        ("../2020-12-31", "bis zum 31. Dezember 2020", "by December 31, 2020"),
    ],
)
def test_periods_read(written: str, de: str, us: str) -> None:
    site = site_of(IOWA)
    period = read_period(Text(written, Place("a.yaml")))
    assert [period_text(period, site.languages[c]) for c in ("de", "en-US")] == [de, us]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("index.html", "Veröffentlicht am 1. Februar 2018"),
        ("index.html", "Tabelle der Nettoerzeugung “ (2017). US-Energiebehörde EIA."),
        ("index.html", "Anna Beispiel und Tom Muster (31. Januar 2018)"),
        ("index.html", "In neue Windparks flossen zuletzt rund 3,6 Milliarden Dollar"),
        ("data/index.html", "Auf den deutschen Seiten stehen"),
        ("data/index.html", "1 Wert ist nur ungefähr."),
        ("corrections/index.html", "12. Februar 2018"),
        ("404.html", "Diese Seite gibt es nicht"),
        ("en-US/index.html", "Published February 1, 2018"),
    ],
)
def test_pages_say(path: str, said: str) -> None:
    assert said in words(path)


def test_pages_are_told_apart_by_their_tags() -> None:
    assert '<html lang="de">' in pages()["index.html"]
    assert '<html lang="en-US">' in pages()["en-US/index.html"]
    assert 'property="og:locale" content="de_DE"' in pages()["index.html"]
    assert 'property="og:locale" content="en_US"' in pages()["en-US/index.html"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ein Drittel der Parks", ["Ein Drittel"]),
        ("Der Ertrag verdoppelte sich", ["verdoppelte"]),
        ("gut 4.000 Haushalte", ["4.000"]),
        ("fünfundzwanzig Prozent", ["fünfundzwanzig"]),
        ("zwei von drei Parks", ["zwei von drei"]),
        ("am 29. Dezember 2017, im 19. Jahrhundert", []),
        ("drei Parks", []),
    ],
)
def test_its_guard_tells(text: str, found: list[str]) -> None:
    vocabulary = read_vocabulary(site_of(IOWA))
    assert [loose.text for loose in find_loose(text, vocabulary, (), "de")] == found
