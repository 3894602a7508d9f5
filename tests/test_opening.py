"""What a reader meets first: the opening of the article, its card, and the tables of figures."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from changzhou_site.charts import Card
from changzhou_site.render import page_card
from tests.desks import desk_of, page_at, undrawn_pages
from tests.support import SMALL, TOP

LANGUAGES = {"zh": "", "en": "en/"}


def changzhou() -> dict[str, str]:
    return undrawn_pages(TOP)


def text(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


@pytest.mark.parametrize("path", LANGUAGES.values(), ids=LANGUAGES)
def test_the_opening_chart_stands_above_the_key_figures(path: str) -> None:
    html = changzhou()[f"{path}index.html"]
    order = ('class="kicker"', "<h1", "standfirst", "byline", "opening-chart", "strip", "contents")
    places = [html.index(each) for each in order]
    assert places == sorted(places)


@pytest.mark.parametrize("path", LANGUAGES.values(), ids=LANGUAGES)
def test_the_opening_chart_draws_the_number_of_the_headline(path: str) -> None:
    html = changzhou()[f"{path}index.html"]
    [headline] = re.findall(r"<h1>.*?</h1>", html, re.DOTALL)
    opening = html[html.index('class="opening-chart"') : html.index('class="strip"')]
    [title] = re.findall(r'<p class="chart-title">.*?</p>', opening, re.DOTALL)
    assert 'data-indicator="gdp_gap"' in headline
    assert 'data-indicator="gdp_gap"' in title
    strip = html[html.index('class="strip"') : html.index('class="contents"')]
    assert 'data-indicator="gdp_gap"' not in strip


@pytest.mark.parametrize(("path", "said"), [("", "演示"), ("en/", "demonstration")], ids=LANGUAGES)
def test_that_it_is_a_demonstration_is_said_once_and_at_the_top(path: str, said: str) -> None:
    html = changzhou()[f"{path}index.html"]
    body = html[html.index("<main") : html.index("</main>")]
    assert text(body).count(said) == 1
    [standfirst] = re.findall(r'<p class="standfirst">.*?</p>', body, re.DOTALL)
    assert said in text(standfirst)


def test_a_card_of_the_article_draws_the_opening_chart() -> None:
    card = card_of(TOP, "en", "en/")
    assert card.drawing is not None
    assert [item.id for item in card.drawing.gaps] == ["gdp_gap"]
    assert (card.label, card.value) == ("Gap to the trillion-yuan mark", "¥119.24 billion")


def test_a_card_of_the_article_says_the_first_key_figure_where_no_chart_opens() -> None:
    card = card_of(TOP / "tests/sites/ozero", "ru", "")
    assert card.drawing is None
    assert card.value


@pytest.mark.parametrize("path", ["data/", "about/"])
def test_the_card_of_another_page_carries_its_title_alone(path: str) -> None:
    card = card_of(SMALL, "zh", path)
    assert card.headline
    assert (card.value, card.label, card.drawing) == ("", "", None)


def card_of(project: Path, language: str, path: str) -> Card:
    desk = desk_of(project, language)
    return page_card(desk, page_at(desk, path))


def tables(path: str) -> list[str]:
    html = changzhou()[f"{path}index.html"]
    return re.findall(r'<table class="figures-table">.*?</table>', html, re.DOTALL)


def test_a_caption_says_the_source_and_period_that_all_rows_share() -> None:
    _, goals = tables("en/")
    [caption] = re.findall(r"<caption>.*?</caption>", goals, re.DOTALL)
    assert text(caption) == "within five years; Source: Modern Express (现代快报+) section 4.1"
    assert re.findall(r'<th scope="col"[^>]*>(.*?)</th>', goals) == ["Indicator", "Value"]


def test_a_source_that_differs_stays_with_its_row() -> None:
    targets, _ = tables("en/")
    [caption] = re.findall(r"<caption>.*?</caption>", targets, re.DOTALL)
    assert text(caption) == "by 2025"
    assert "section 3.3" in text(targets)
    assert "section 3.4" in text(targets)
