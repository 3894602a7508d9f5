"""A site in a language that the package does not know, words of its own, and regions."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from changzhou_site.charts.fonts import as_drawn, missing_glyphs
from changzhou_site.charts.style import Type
from changzhou_site.cli import main
from changzhou_site.errors import Place
from changzhou_site.figures import exact_text, period_text, value_text
from changzhou_site.load import load_site
from changzhou_site.load.scalars import read_period
from changzhou_site.model import Bound, Site, Unit
from changzhou_site.pages import site_pages
from changzhou_site.render.links import language_links, open_graph_locale
from changzhou_site.source import Text
from tests.desks import undrawn_pages
from tests.support import TESTS, copy_small, language, site_of

OZERO = TESTS / "sites" / "ozero"
"""A small site in Russian, of which everything stands in its own languages/ru/."""


def copy_ozero(to: Path) -> Path:
    shutil.copytree(OZERO, to / "site")
    return to / "site"


def problems(project: Path) -> list[str]:
    return [f"{each.place}: {each.code} {each.message}" for each in load_site(project).problems]


def period(written: str) -> str:
    read = read_period(Text(written, Place("a.yaml")))
    return period_text(read, site_of(OZERO).first)


# A language of the site --------------------------------------------------------------------------


def test_a_site_in_its_own_language_has_nothing_wrong() -> None:
    assert load_site(OZERO).problems == ()


@pytest.mark.parametrize(
    ("id", "observation", "reads"),
    [
        ("pairs", "2019", "3 пары"),
        ("pairs", "2020", "12 пар"),
        ("pairs", "2021", "22 пары"),
        ("cranes", None, "не менее 5 журавлей"),
        ("area", None, "около 12,5 км²"),
        ("reeds", None, "две трети"),
        ("budget", None, "более 3,2 миллиона евро"),
        ("place", None, "3-е"),
        ("young", None, "2,0 птенца"),
    ],
)
def test_figures_read_by_its_forms(id: str, observation: str | None, reads: str) -> None:
    """One, few, many and other each have their own."""
    site = site_of(OZERO)
    indicator = site.indicators[id]
    observed = indicator.at(observation)
    assert observed is not None
    assert value_text(indicator, observed, site.first) == reads


@pytest.mark.parametrize(
    ("written", "reads"),
    [
        ("2021", "2021 год"),
        ("2021-12-29", "29 декабря 2021\u202fг."),
        ("2021-H1", "первое полугодие 2021 года"),
        ("../2025", "к 2025 году"),
        ("2016/2021", "2016–2021 годы"),
        ("2022-01/2022-09", "с января по сентябрь 2022 года"),
        ("2022-Q1/2022-Q3", "первые три квартала 2022 года"),
    ],
)
def test_periods_read_by_its_forms(written: str, reads: str) -> None:
    assert period(written) == reads


def test_nothing_of_another_language_stands_on_its_pages() -> None:
    for path, html in undrawn_pages(OZERO).items():
        for word in ("Source", "Key figures", "来源", "Quelle", "[corrected]"):
            assert word not in html, (path, word)


def test_its_guard_reads_its_own_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = copy_ozero(tmp_path)
    with (site / "content/ru/1-ozero.md").open("a", encoding="utf-8") as file:
        file.write("\nПтиц стало вдвое больше, двадцать пять человек считали их 3 мая.\n")
    assert main(["check", "--project", str(site)]) == 1
    told = capsys.readouterr().out
    assert "spelled-number `вдвое`" in told
    assert "spelled-number `двадцать пять`" in told
    assert "3" not in told.replace("1-ozero.md:13", "").split("hint")[0].split("`", 1)[1]


# What a folder lacks -----------------------------------------------------------------------------


def drop_line(path: Path, start: str) -> None:
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(x for x in lines if not x.lstrip().startswith(start)), "utf-8")


@pytest.mark.parametrize(
    ("file", "line", "told"),
    [
        ("words.yaml", "corrected_mark:", "2:3: missing-key `corrected_mark` is missing"),
        ("words.yaml", "uses_card:", ": missing-key `uses_card` is missing"),
        ("language.yaml", "under:", ": missing-key `under` is missing"),
        ("language.yaml", "Q3:", ": missing-key `Q3` is missing"),
        ("language.yaml", "spaced:", ": missing-key `spaced` is missing"),
        ("guard.yaml", "joints:", ": missing-key `joints` is missing"),
        ("units.yaml", "km2:", ": missing-key `km2` is missing"),
    ],
)
def test_what_a_folder_lacks_is_told_with_file_and_key(
    file: str, line: str, told: str, tmp_path: Path
) -> None:
    site = copy_ozero(tmp_path)
    drop_line(site / "languages/ru" / file, line)
    found = [each for each in problems(site) if each.startswith(f"languages/ru/{file}")]
    assert any(told in each for each in found), problems(site)


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("words.yaml", '"Дата обращения: {date}"', '"Дата"', "bad-form `{date}` is missing"),
        ("words.yaml", '"Закрыть"', '"Закрыть {x}"', "bad-form nothing fills `{x}`"),
        ("words.yaml", "close:", "clos:", "unknown-key `clos`"),
        ("language.yaml", '"более {n}"', '"более {m}"', "bad-form nothing fills `{m}`"),
        ("language.yaml", "locale: ru_RU", "locale: rr_RR", "unknown-language there is no locale"),
        ("units.yaml", '"{n} км²"', '"км²"', "bad-form `км²` has no place for the number"),
        ("guard.yaml", "joints: до\\b", "joints: '(до'", "bad-pattern missing )"),
        ("guard.yaml", "worth: [some * of]", "worth: [half]", "bad-pattern `half` says no worth"),
        ("language.yaml", '"более {n}"', '"более"', "bad-form `{n}` is missing"),
        ("language.yaml", '"более {n}"', '"более 9{n}"', "holds a digit"),
        ("language.yaml", 'exact: "{nth}"', "exact: первый", "bad-form `{n}` is missing"),
        ("language.yaml", '"{n}-е"', '"е"', "bad-form `{n}` is missing"),
        ("language.yaml", 'form: "{top} {part}"', 'form: "{part}"', "`{top}` is missing"),
        ("language.yaml", 'year: "{year} год"', "year: год", "bad-form `{year}` is missing"),
        ("language.yaml", '"{first}–{last} годы"', '"{first} годы"', "`{last}` is missing"),
        ("language.yaml", " many: третей, other: трети}", "}", "missing-key `other` is missing"),
        ("language.yaml", "3: {one: треть", "x: {one: треть", "a whole number belongs here"),
        ("language.yaml", "any: к {moment}", "any: к", "bad-form `{moment}` is missing"),
        ("language.yaml", "any: к {moment}", "any: к {moment}\n    week: к {moment}", "`week`"),
        ("language.yaml", "steps: [12, 9, 6]", "steps: [12, 9, 4]", "no word for the step `4`"),
        ("language.yaml", "steps: [12, 9, 6]", "steps: [6, 9]", "not in their order"),
        ("language.yaml", "grouped: true", "grouped: true\n  foo: {a: b}", "unknown-key `foo`"),
        ("language.yaml", "grouped: true", "grouped: often", "a text where true or false belongs"),
        ("language.yaml", '"{publisher}"', '"{verlag}"', "nothing fills `{verlag}`"),
        ("units.yaml", '"{n} км²"', '"{n}0 км²"', "has another number beside {n}"),
        ("units.yaml", '"{scaled} евро"', '"{scaled} миллионов евро"', "no form of `EUR_M`"),
        ("units.yaml", '"{n} км²"', '"{n} км²"\nfurlong: "{n}"', "unknown-key `furlong`"),
        ("words.yaml", "words:", "source: Данные\nwords:", "unknown-key `source`"),
        ("words.yaml", "corrections_counted: {one:", "corrections_counted: {two:", "`two`"),
        ("guard.yaml", "passes: [в 2019 году]", "pases: [в 2019 году]", "unknown-key `pases`"),
    ],
)
def test_what_is_wrong_in_a_folder_is_told_at_its_place(
    file: str, old: str, new: str, told: str, tmp_path: Path
) -> None:
    site = copy_ozero(tmp_path)
    path = site / "languages/ru" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    assert any(
        each.startswith(f"languages/ru/{file}:") and told in each for each in problems(site)
    ), problems(site)


def test_a_plural_form_that_whole_numbers_need_is_asked_for(tmp_path: Path) -> None:
    site = copy_ozero(tmp_path)
    path = site / "data/units.yaml"
    text = path.read_text("utf-8")
    path.write_text(re.sub(r' few: "[^"]+",', "", text, count=1), "utf-8")
    assert any("missing-key the form `few` is missing" in each for each in problems(site))


def test_examples_of_its_patterns_are_tried(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = copy_ozero(tmp_path)
    path = site / "languages/ru/guard.yaml"
    text = path.read_text("utf-8")
    text = text.replace("[в 2019 году]", "[в 2019 году, 47 километров]")
    path.write_text(text.replace("[половина гнёзд]", "[три гнезда]"), "utf-8")
    assert main(["check", "--project", str(site)]) == 1
    told = capsys.readouterr().out
    assert "example-fails `47 километров` is to pass, and `47` is told" in told
    assert "example-fails `три гнезда` is to be told, and passes" in told


def test_a_file_that_no_language_of_the_site_reads_is_told(tmp_path: Path) -> None:
    site = copy_ozero(tmp_path)
    shutil.copy(site / "languages/ru/words.yaml", site / "languages/ru/word.yaml")
    told = [each for each in problems(site) if "unknown-file" in each]
    assert told == ["languages/ru/word.yaml:1:1: unknown-file nothing reads this file"]


@pytest.mark.parametrize(
    ("listed", "meant"), [("en_US", "en-US"), ("en-us", "en-US"), ("EN", "en")]
)
def test_a_code_that_is_nearly_one_is_told_with_what_it_may_be(
    listed: str, meant: str, tmp_path: Path
) -> None:
    site = copy_small(tmp_path)
    path = site / "data/site.yaml"
    path.write_text(path.read_text("utf-8").replace("[zh, en]", f"[zh, {listed}]"), "utf-8")
    told = [each for each in load_site(site).problems if each.code == "unknown-language"]
    assert f"did you mean `{meant}`?" in {each.hint for each in told}


def test_a_pattern_that_takes_too_long_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = copy_ozero(tmp_path)
    path = site / "languages/ru/guard.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("'\\bполовин[ауы]\\b'", "'(?:а|аа)+я'"), "utf-8")
    with (site / "content/ru/1-ozero.md").open("a", encoding="utf-8") as file:
        file.write(f"\n{'а' * 60}\n")
    assert main(["check", "--project", str(site)]) == 1
    assert "slow-pattern" in capsys.readouterr().out


def test_an_unknown_language_is_told_where_it_is_listed_and_hides_nothing(tmp_path: Path) -> None:
    site = copy_ozero(tmp_path)
    shutil.rmtree(site / "languages")
    (site / "data/checks.yaml").write_text("- {check: pairs >, why: Больше}\n", "utf-8")
    assert sorted(problems(site)) == [
        "data/checks.yaml:1:18: formula-syntax the formula ends too early",
        "data/site.yaml:5:13: unknown-language `ru`",
    ]


def test_a_built_in_unit_without_a_form_is_told_and_so_is_all_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = copy_ozero(tmp_path)
    families = "families: {label: Семьи, unit: 万户, value: 3, period: 2021, source: report#1}\n"
    (site / "data/indicators/x.yaml").write_text(families, "utf-8")
    with (site / "content/ru/1-ozero.md").open("a", encoding="utf-8") as file:
        file.write("\n812 семей.\n")
    assert main(["check", "--project", str(site)]) == 1
    told = capsys.readouterr().out
    assert "languages/ru/units.yaml:1:1: missing-key `万户` is missing" in told
    assert "loose-number `812`" in told


# Other ways to write numbers ---------------------------------------------------------------------

FRENCH = replace(language("de").numbers, code="fr", locale="fr_FR", steps=(12, 9, 6))
"""As French writes them."""

DOLLARS = Unit(
    "USD_M",
    (("USD", 1),),
    Decimal(1000000),
    Decimal(1000000),
    forms={
        "fr": {"one": "{scaled} dollar", "many": "{scaled} de dollars", "other": "{scaled} dollars"}
    },
)


@pytest.mark.parametrize(
    ("value", "reads"),
    [
        ("2", "2 millions de dollars"),
        ("2.5", "2,5 millions de dollars"),
        ("0.0005", "500 dollars"),
        ("3200", "3,2 milliards de dollars"),
    ],
)
def test_what_is_counted_in_millions_has_a_form_of_its_own(value: str, reads: str) -> None:
    """CLDR's category `many` of French, Spanish, Italian and Portuguese."""
    said = exact_text(Decimal(value), DOLLARS, FRENCH)
    assert said.replace("\N{NO-BREAK SPACE}", " ") == reads


def test_a_space_that_the_fonts_lack_is_drawn_as_one_they_have() -> None:
    type = Type(15).on(site_of().settings["en"])
    narrow = "2\N{NARROW NO-BREAK SPACE}421"
    assert as_drawn(narrow, type) == "2\N{NO-BREAK SPACE}421"
    assert list(missing_glyphs(narrow, site_of().fonts["sans"])) == []


# Words in place of the package's -----------------------------------------------------------------


def test_a_site_replaces_words_of_a_language_of_the_package(tmp_path: Path) -> None:
    site = copy_small(tmp_path)
    folder = site / "languages" / "en"
    folder.mkdir(parents=True)
    (folder / "words.yaml").write_text("words: {source: Data from}\n", "utf-8")
    text = 'numbers: {bounds: {over: [{one: "more {n}"}]}}\n'
    (folder / "language.yaml").write_text(text, "utf-8")
    told = problems(site)
    assert told == ["languages/en/language.yaml:1:27: wrong-shape a map where a text belongs"]
    (folder / "language.yaml").write_text('numbers: {bounds: {over: "more than {n}"}}\n', "utf-8")
    own = site_of(site).languages["en"]
    assert own.words["source"] == "Data from"
    assert own.words["close"] == "Close"
    assert own.numbers.bounds[Bound.OVER] == ("more than {n}",)


# Regions -----------------------------------------------------------------------------------------


def small_in(code: str, to: Path) -> Site:
    """The small site with English in the form of a region."""
    site = copy_small(to)
    (site / "content/en").rename(site / f"content/{code}")
    for path in site.rglob("*.yaml"):
        text = path.read_text("utf-8")
        path.write_text(text.replace("en: ", f"{code}: ").replace("[zh, en]", f"[zh, {code}]"))
    reading = load_site(site)
    assert reading.problems == ()
    assert reading.site is not None
    return reading.site


@pytest.mark.parametrize(
    ("code", "day", "locale"),
    [
        ("en-US", "February 1, 2016", "en_US"),
        ("en-GB", "1 February 2016", "en_GB"),
        ("en-AU", "1 February 2016", "en_AU"),
    ],
)
def test_a_region_is_its_language_with_the_regions_dates(
    code: str, day: str, locale: str, tmp_path: Path
) -> None:
    own = small_in(code, tmp_path).languages[code]
    assert period_text(read_period(Text("2016-02-01", Place("a.yaml"))), own) == day
    assert (own.tag, own.base, open_graph_locale(own)) == (code, "en", locale)


def test_plain_english_is_british() -> None:
    own = site_of().languages["en"]
    assert period_text(read_period(Text("2016-02-01", Place("a.yaml"))), own) == "1 February 2016"


def test_a_region_has_its_own_folder_key_and_address(tmp_path: Path) -> None:
    small_in("en-US", tmp_path)
    pages = undrawn_pages(tmp_path / "site")
    assert "en-US/index.html" in pages
    assert '<html lang="en-US">' in pages["en-US/index.html"]
    assert 'hreflang="en-US"' in pages["index.html"]


def test_two_of_one_name_are_told_apart_by_their_countries(tmp_path: Path) -> None:
    small = small_in("en-US", tmp_path)
    language = small.languages["en-US"]
    both = {"en-US": language, "en-GB": replace(language, code="en-GB", locale="en_GB")}
    page = next(page for page in site_pages(small) if page.kind == "article")
    links = language_links(replace(small, languages=both), page)
    assert [link.text for link in links] == ["English (United States)", "English (United Kingdom)"]


def test_a_region_in_other_letters_is_a_language_of_its_own(tmp_path: Path) -> None:
    site = copy_small(tmp_path)
    path = site / "data/site.yaml"
    path.write_text(path.read_text("utf-8").replace("[zh, en]", "[zh-TW, en]"), "utf-8")
    told = [each for each in problems(site) if "unknown-language" in each]
    assert told[0].endswith("`zh-TW` is written in other letters than `zh`")
