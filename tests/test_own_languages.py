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
from changzhou_site.load.languages import PACKAGED
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


@pytest.mark.parametrize(
    ("written", "bound", "reads"),
    [
        ((1, 2), Bound.UNDER, "менее половины"),
        ((2, 3), Bound.ABOUT, "около двух третей"),
        ((2, 3), Bound.EXACT, "две трети"),
        ((3, 10), Bound.OVER, "более 3/10"),
        ((3, 7), Bound.OVER, "более 3/7"),
    ],
)
def test_a_bounded_fraction_takes_the_form_that_the_word_before_it_asks_for(
    written: tuple[int, int], bound: Bound, reads: str
) -> None:
    """In digits where the language does not say that form."""
    site = site_of(OZERO)
    reeds = site.indicators["reeds"]
    observation = replace(reeds.newest, fraction=written, bound=bound)
    assert value_text(reeds, observation, site.first) == reads


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
        ("language.yaml", "any: к {moment}", "any: к", "bad-form `{moment}` is missing"),
        ("language.yaml", "any: к {moment}", "any: к {moment}\n    week: к {moment}", "`week`"),
        ("language.yaml", "steps: [12, 9, 6]", "steps: [12, 9, 4]", "no word for the step `4`"),
        ("language.yaml", "steps: [12, 9, 6]", "steps: [6, 9]", "not in their order"),
        ("language.yaml", "grouped: true", "grouped: true\n  foo: {a: b}", "unknown-key `foo`"),
        ("language.yaml", "grouped: true", "grouped: often", "`often` is neither true nor false"),
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


TENTHS = "10: {one: десятая, few: десятых, many: десятых, other: десятых}"
OVER = '["более {n}", "больше {n}", "свыше {n}"]'
SCALES = "scales: {тысяч: 1000, тысячи: 1000, миллион: 1000000, миллионов: 1000000}"
HALVES = "'\\bполовин[ауы]\\b'"
YEARS = "'\\b{year}{s}год\\w*'"

WRONG_VALUES = [
    # Fractions and parts of a whole
    (TENTHS, "x: {other: z}", ["not-a-count `x` is no whole number from 2"]),
    (TENTHS, "10: {one: a}", ["missing-key the form `few` is missing"]),
    (TENTHS, "10: {}", ["missing-key the form `few` is missing"]),
    (TENTHS, "10: {x: y}", ["unknown-key `x`"]),
    (TENTHS, "10:", ["empty-text the text is empty"]),
    (TENTHS, "1: {other: целых}", ["not-a-count `1` is no whole number from 2"]),
    (TENTHS, "10: {other: 10-х}", ["bad-form `10-х` holds a digit"]),
    ("tops: {1: одна,", "tops: {x: y,", ["not-a-count `x` is no whole number from 1"]),
    ("tops: {1: одна,", "tops: {0: y,", ["not-a-count `0` is no whole number from 1"]),
    ("tops: {1: одна,", "tops: {-3: y,", ["not-a-count `-3` is no whole number from 1"]),
    ("tops: {1: одна,", 'tops: {1: "",', ["empty-text the text is empty"]),
    ("tops: {1: одна,", 'tops: {1: "{x}",', ["bad-form nothing fills `{x}`"]),
    ("tops: {1: одна,", 'tops: {1: "\\ue000",', ["control-character character U+E000"]),
    ("{1/2: половина}", "{0/0: ноль}", ["bad-fraction `0/0` is no part of a whole"]),
    ("{1/2: половина}", "{1/0: ноль}", ["bad-fraction `1/0` is no part of a whole"]),
    ("{1/2: половина}", '{1/2: ""}', ["empty-text the text is empty"]),
    ("{1/2: половина}", "{1/2: пол 2}", ["bad-form `пол 2` holds a digit"]),
    ("shares: {", "shares: {3/2: a, ", ["bad-fraction `3/2` is no part of a whole"]),
    ("shares: {", "shares: {0: a, ", ["bad-fraction `0` is no part of a whole"]),
    ("shares: {", "shares: {2/4: a, ", ["bad-fraction `1/2` is `2/4` again"]),
    ("shares: {", "shares: {1/7: [], ", ["wrong-shape one text or two belong here"]),
    ("shares: {", "shares: {1/7: [a, b, c], ", ["wrong-shape one text or two belong here"]),
    ("shares: {", 'shares: {1/7: "1 из 7", ', ["bad-form `1 из 7` holds a digit"]),
    ("shares: {", 'shares: {1/7: "{n}", ', ["bad-form nothing fills `{n}`"]),
    ('"почти {n}"', '"{n}"', ["bad-form `{n}` does not say `nearly`"]),
    ('"почти {n}"', '"почти"', ["bad-form `{n}` is missing"]),
    ('"почти {n}"', '"почти {n} {oblique}"', ["bad-form `{n}` stands there more than once"]),
    ('"почти {n}"', '"более {n}"', ["bad-form `более {oblique}` says `nearly` already"]),
    # Bounds and ranks
    (OVER, '"{n}"', ["bad-form `{n}` does not say `over`"]),
    (OVER, '"-{n}."', ["bad-form `-{n}.` does not say `over`"]),
    (OVER, '"более {n} {n}"', ["bad-form `{n}` stands there more than once"]),
    (OVER, '"более {n} {"', ["bad-form `более {n} {` has a brace that is not around a name"]),
    (OVER, '"менее {n}"', ["bad-form `менее {n}` says `over` already"]),
    (OVER, "[]", ["wrong-shape `over` has no form"]),
    (OVER, '["{round} с лишним"]', ["is only for whole numbers that end in a zero"]),
    (OVER, '"более ½{n}"', ["bad-form `более ½{n}` holds a digit"]),
    (OVER, '"более {n} миллионов"', ["bad-form `более {n} миллионов` holds a number"]),
    ('"выше {n}", at', '"ниже {n}", at', ["bad-form `ниже {n}` says `over` already"]),
    ("about: около {nth}", 'about: "{nth}"', ["bad-form `{nth}` does not say `about`"]),
    ("about: около {nth}", "about: выше {nth}", ["bad-form `выше {nth}` says `about` already"]),
    ('{other: "{n}-е"}', '{one: "{n}-й", other: "{n}-е"}', ["unknown-key `one`"]),
    # Steps, signs, truths, sizes
    ("steps: [12, 9, 6]", "steps: [1.5]", ["bad-form no word for the step `1.5`"]),
    ("steps: [12, 9, 6]", "steps: [6, 6]", ["bad-form the steps are not in their order"]),
    ("steps: [12, 9, 6]", "steps: [[6]]", ["wrong-shape a list where a whole number belongs"]),
    ("steps: [12, 9, 6]", 'steps: [6]\n  signs: [""]', ["empty-text the text is empty"]),
    ("steps: [12, 9, 6]", "steps: [6]\n  signs: ['1']", ["bad-form `1` is no sign of money"]),
    ("steps: [12, 9, 6]", 'steps: [6]\n  signs: ["("]', ["bad-form `(` is no sign of money"]),
    ("grouped: true", "grouped: yes", ["not-true-or-false `yes` is neither true nor false"]),
    ("grouped: true", "grouped: true\n  code: en", ["unknown-key `code`"]),
    ("grouped: true", "grouped: true\n  foo: {a: {b: c}}", ["unknown-key `foo`"]),
    ("  bounds:", "  bounds:\n    foo: {a: b}\n   ", ["unknown-key `foo`"]),
    *(
        (
            "spaced: true",
            f"spaced: true\n  headline: {size}",
            [f"bad-form `{size}` is not from 1 to 2"],
        )
        for size in ("nan", "inf", "-1", "0", "1e9", "2.5")
    ),
    ("periods:", 'periods:\n  day_signs: "z-a"', ["bad-form `z` is no such character"]),
    ("periods:", 'periods:\n  day_signs: "]"', ["bad-form `]` is no such character"]),
    # What it is called
    ("name: русский", 'name: ""', ["empty-text the text is empty"]),
    ("name: русский", 'name: "a\\x07"', ["control-character character U+0007"]),
    ("name: русский", 'name: "\\u3164"', ["empty-text the text is empty"]),
    ("name: русский", 'name: "a\\nb"', ["bad-form it has more than one line"]),
    ("name: русский", "name: [русский]", ["wrong-shape a list where a text belongs"]),
    (
        "locale: ru_RU",
        "locale: ru_RU\ntag: x y",
        ["unknown-language `x y` is no tag of a language"],
    ),
    ("locale: ru_RU", "locale: ru_RU\ntag: de", ["`de` is the tag of another language"]),
    ("locale: ru_RU", "locale: de_DE", ["`de_DE` is the locale of another language than `ru`"]),
    ("locale: ru_RU", "locale: zh_CN", ["`zh_CN` is the locale of another language than `ru`"]),
    ("locale: ru_RU", "locale: [ru]", ["wrong-shape a list where a text belongs"]),
    ('[["{authors}"]', '[["{authors"]', ["bad-form `{authors` has a brace", "is missing"]),
]
"""What stands in the language.yaml of ozero, what is put there instead, and all that is told."""


@pytest.mark.parametrize(("old", "new", "told"), WRONG_VALUES)
def test_a_wrong_value_is_told_once_and_at_its_place(
    old: str, new: str, told: list[str], tmp_path: Path
) -> None:
    assert_told("language.yaml", old, new, told, tmp_path)


WRONG_WORDS = [
    # Patterns
    *(
        (place, pattern, ["bad-pattern it matches where there is nothing"])
        for place in (HALVES, YEARS)
        for pattern in ("'x*'", "''", "'a|'", r"'\b'", "'^'", "'$'", r"'\G'", "'(?:foo){e<=3}'")
    ),
    ("  stems:", "  half: 'x*'\n  stems:", ["bad-pattern it matches where there is nothing"]),
    ("parts:", "parts:\n  a: [x]", ["wrong-shape a list where a text belongs"]),
    (HALVES, "'(?b)x'", ["bad-pattern `(?b)` sets flags for all that it is put into"]),
    ("percent: ", "percent: '(?x) a # c'\n#", ["`(?x)` sets flags for all that it is put into"]),
    (HALVES, "'x(?R)?'", ["bad-pattern `(?R)` calls itself or a group of its own"]),
    (HALVES, "'(a(?1)?b)'", ["bad-pattern `(?1)` calls itself or a group of its own"]),
    (HALVES, "'(?P<some>a(?&some)?b)'", ["`(?&some)` calls itself or a group of its own"]),
    (HALVES, r"'(a)\1'", ["names a group by its number"]),
    (HALVES, "'(?P<rule0>a)'", ["bad-pattern nothing asks for the group `rule0`"]),
    (HALVES, "'a{999999999}'", ["bad-pattern it repeats too much too often"]),
    (HALVES, "'(?:a{9999}){9999}'", ["bad-pattern it repeats too much too often"]),
    (HALVES, "'(?:a{9999,}){9999,}'", ["bad-pattern it repeats too much too often"]),
    (HALVES, "'(?:{number}){99}'", ["bad-pattern it repeats too much too often"]),
    (HALVES, f"'{'(' * 3000}a{')' * 3000}'", ["it has too many parts within each other"]),
    (HALVES, f"'{'a' * 30000}'", ["value-too-long a value of 30,000 characters"]),
    (HALVES, f"'{'{month}' * 2800}'", ["bad-pattern it has more than 20,000 characters"]),
    (
        "measures:",
        "measures:\n  - {pattern: щ, place: x, below: 1/0}",
        ["unknown-key `place`", "wrong-shape a text where a number belongs"],
    ),
    # Words and what they are worth
    (SCALES, 'scales: {"": 5}', ["empty-text the text is empty"]),
    (SCALES, "scales: {тысяч: -1}", ["bad-scale `-1` makes no other number"]),
    (SCALES, "scales: {тысяч: 0}", ["bad-scale `0` makes no other number"]),
    (SCALES, "scales: {тысяч: 1}", ["bad-scale `1` makes no other number"]),
    (SCALES, "scales: {тысяч: 1e3}", ["bad-scale `1e3` makes no other number"]),
    ("один: 1,", '"": 1,', ["empty-text the text is empty"]),
    ("один: 1,", "один: 1.5,", ["not-a-count `1.5` is no whole number"]),
    ("один: 1,", "один: [1],", ["wrong-shape a list where a whole number belongs"]),
    ("{трет: 1/3,", "{трет: 1/0,", ["not-a-number `1/0` is no number above zero"]),
    ("{трет: 1/3,", '{"": 1/3,', ["empty-text the text is empty"]),
    ("  stems:", '  joints: [""]\n  stems:', ["empty-text the text is empty"]),
    ("  stems:", '  articles: [""]\n  stems:', ["empty-text the text is empty"]),
    (SCALES, 'classifiers: [""]', ["empty-text the text is empty"]),
    (SCALES, "unit_words: {процент: foo}", ["unknown-unit `foo`"]),
    (SCALES, 'small: "[z-a]"', ["bad-form `[` is no such character"]),
    (SCALES, 'small: "["', ["bad-form `[` is no such character"]),
    (SCALES, r'large: "^\\"', ["bad-form `^` is no such character"]),
]
"""The same of its guard.yaml."""


@pytest.mark.parametrize(("old", "new", "told"), WRONG_WORDS)
def test_a_wrong_pattern_or_word_is_told_once_and_at_its_place(
    old: str, new: str, told: list[str], tmp_path: Path
) -> None:
    assert_told("guard.yaml", old, new, told, tmp_path)


def assert_told(file: str, old: str, new: str, told: list[str], to: Path) -> None:
    """All that is told of a file of ozero's with a text put in place of another."""
    site = copy_ozero(to)
    path = site / "languages/ru" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    found = load_site(site).problems
    assert len(found) == len(told), found
    for problem, part in zip(sorted(found), told, strict=True):
        assert problem.place.path == f"languages/ru/{file}"
        assert part in f"{problem.code} {problem.message}"
        assert problem.hint
    assert main(["check", "--project", str(site)]) == 1


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ('"{n} на сто миллионов"', "bad-form `{n} на сто миллионов` is no form of `%`"),
        ('"{n} тысяч %"', "bad-form `{n} тысяч %` is no form of `%`"),
        ('"{n} % {x}"', "bad-form nothing fills `{x}`"),
        ('"{n} % }"', "bad-form `{n} % }` has a brace that is not around a name"),
    ],
)
def test_a_form_that_changes_its_number_is_told(form: str, told: str, tmp_path: Path) -> None:
    assert_told("units.yaml", '"{n} %"', form, [told], tmp_path)


def test_per_hundred_is_a_form_of_per_cent(tmp_path: Path) -> None:
    site = copy_ozero(tmp_path)
    path = site / "languages/ru/units.yaml"
    path.write_text(path.read_text("utf-8").replace('"{n} %"', '"{n} на сто"'), "utf-8")
    assert load_site(site).problems == ()


def test_a_counted_text_holds_what_the_packages_own_does(tmp_path: Path) -> None:
    new = 'indicators_counted: {one: "показатель'
    told = ["bad-form `{n}` is missing"]
    assert_told("words.yaml", 'indicators_counted: {one: "{n} показателя', new, told, tmp_path)


def test_a_word_for_a_unit_of_the_sites_own_is_known(tmp_path: Path) -> None:
    site = copy_ozero(tmp_path)
    path = site / "languages/ru/guard.yaml"
    path.write_text(path.read_text("utf-8") + "\nunit_words: {пара: pairs}\n", "utf-8")
    assert load_site(site).problems == ()


def test_what_is_seen_of_nothing_is_no_match(tmp_path: Path) -> None:
    """A pattern that matches between characters alone can name no number."""
    site = copy_ozero(tmp_path)
    path = site / "languages/ru/guard.yaml"
    text = path.read_text("utf-8").replace("  stems:", "  half: '(?<=а)'\n  point: '('\n  stems:")
    path.write_text(text.replace("measures:", "measures:\n  - pattern: '(?=ж)'"), "utf-8")
    assert main(["check", "--project", str(site)]) == 0


# What a language is called -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("listed", "hint"),
    [
        ("ru-Cyrl", "did you mean `ru`? a code is `xx`, `xxx` or `xx-YY`"),
        ("ru-001", "did you mean `ru`? a code is `xx`, `xxx` or `xx-YY`"),
        ("RU", "did you mean `ru`? a code is `xx`, `xxx` or `xx-YY`"),
        ("ru_RU", "did you mean `ru-RU`? a code is `xx`, `xxx` or `xx-YY`"),
        ("..", "a code is `xx`, `xxx` or `xx-YY`"),
    ],
)
def test_a_code_of_another_shape_is_told_though_its_folder_is_there(
    listed: str, hint: str, tmp_path: Path
) -> None:
    site = copy_ozero(tmp_path)
    shutil.copytree(site / "languages/ru", site / "languages" / listed, dirs_exist_ok=True)
    path = site / "data/site.yaml"
    path.write_text(path.read_text("utf-8").replace("[ru]", f"[{listed}]"), "utf-8")
    (told,) = [each for each in load_site(site).problems if each.place.path == "data/site.yaml"]
    assert (told.code, told.message) == ("unknown-language", f"`{listed}`")
    assert told.hint.startswith(hint)


def test_two_languages_have_two_tags(tmp_path: Path) -> None:
    """Norwegian in two folders, both of which HTML would call Bokmål."""
    site = copy_small(tmp_path)
    for code in ("no", "nb"):
        folder = site / "languages" / code
        shutil.copytree(PACKAGED / "de", folder, ignore=shutil.ignore_patterns("*py*"))
        text = (folder / "language.yaml").read_text("utf-8")
        text = text.replace("locale: de_DE", "locale: nb_NO\ntag: nb")
        (folder / "language.yaml").write_text(text, "utf-8")
    path = site / "data/site.yaml"
    path.write_text(path.read_text("utf-8").replace("[zh, en]", "[zh, no, nb]"), "utf-8")
    told = [each for each in problems(site) if "duplicate-language" in each]
    assert told == ["data/site.yaml:9:21: duplicate-language `nb` has the tag of `no`, `nb`"]


@pytest.mark.parametrize(
    ("locale", "told"),
    [
        ("fr_FR", "`fr_FR` is the locale of another language than `zh`"),
        ("zh_Hant_TW", "`zh_Hant_TW` is written in other letters than `zh_Hans_CN`, the package's"),
    ],
)
def test_a_locale_over_the_packages_is_of_its_language_and_letters(
    locale: str, told: str, tmp_path: Path
) -> None:
    site = copy_small(tmp_path)
    (site / "languages/zh").mkdir(parents=True)
    (site / "languages/zh/language.yaml").write_text(f"locale: {locale}\n", "utf-8")
    found = [each for each in problems(site) if "unknown-language" in each]
    assert found == [f"languages/zh/language.yaml:1:9: unknown-language {told}"]


def test_a_file_or_folder_of_the_others_name_is_told(tmp_path: Path) -> None:
    site = copy_small(tmp_path)
    (site / "languages/zh/words.yaml").mkdir(parents=True)
    (site / "languages/en").write_text("words: {}\n", "utf-8")
    (site / "data/units.yaml").unlink()
    (site / "data/units.yaml").symlink_to("nowhere.yaml")
    told = [each for each in problems(site) if "unknown-file" in each]
    assert told == [
        "data/units.yaml:1:1: unknown-file nothing reads this file",
        "languages/zh/words.yaml:1:1: unknown-file nothing reads this file",
        "languages/en:1:1: unknown-file nothing reads this file",
    ]


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
    assert any(f"did you mean `{meant}`?" in each.hint for each in told)


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
