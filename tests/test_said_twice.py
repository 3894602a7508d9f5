"""A figure brings its bound, its unit and its sign: what touches it may not say them again, or say
otherwise. Beside an exact figure a comparison is prose."""

import shutil
from pathlib import Path

import pytest

from tests.support import SMALL, check_copy, copy_small

IOWA = SMALL.parent / "iowa"

FIGURES = """\
fewer: {label: x, unit: 只, value: -700, period: 2021, source: count#7}
slower: {label: x, unit: "%", value: -0.5, period: 2021, source: count#7}
faster: {label: x, unit: "%", value: 3.0, period: 2021, source: count#7}
costs: {label: x, unit: 亿元, value: 12.3, period: 2021, source: count#7}
prize: {label: x, unit: USD_M, value: 3, bound: under, period: 2021, source: count#7}
stay: {label: x, unit: 天, value: 90, bound: at-most, period: 2021, source: count#7}
harvest: {label: x, unit: 每亩公斤, value: 363.3, period: 2021, source: count#7}
"""

UNITS = """\
只: {dimension: count, zh: "{n}只", en: {one: "{n} bird", other: "{n} birds"}}
km2: {dimension: area, scale: 1000000, zh: "{n}平方公里", en: "{n} km²"}
每亩公斤: {dimension: mass/area, zh: "每亩{n}公斤", en: "{n} kg a mu"}
"""


def said(tmp_path: Path, language: str, text: str) -> list[str]:
    site = copy_small(tmp_path)
    (site / "data/indicators/more.yaml").write_text(FIGURES, "utf-8")
    (site / "data/units.yaml").write_text(UNITS, "utf-8")
    page = f"---\ntitle: A trial\nsummary: A trial.\nlayout: page\n---\n{text}\n"
    (site / f"content/{language}/trial.md").write_text(page, "utf-8")
    found = [problem for problem in check_copy(site).errors if "trial" in problem.place.path]
    assert {problem.code for problem in found} <= {"said-twice"}
    return [problem.message.split("`")[1] for problem in found]


TWICE = [
    # The bound
    ("zh", "天鹅超过{{ swans }}", "超过"),
    ("zh", "天鹅超过了{{ swans }}", "超过了"),
    ("zh", "天鹅有{{ swans }}以上", "以上"),
    ("zh", "天鹅有{{ swans }}多", "多"),
    ("zh", "天鹅**超过** {{ swans }}", "超过"),
    ("zh", "天鹅不足{{ swans }}", "不足"),
    ("zh", "水鸟约为{{ bird_count }}", "约为"),
    ("zh", "水鸟将近{{ bird_count }}", "将近"),
    ("zh", "水鸟{{ bird_count }}左右", "左右"),
    ("zh", "芦苇至少{{ reed_goal }}", "至少"),
    ("zh", "芦苇突破{{ reed_goal }}", "突破"),
    ("zh", "停留不超过{{ stay }}", "不超过"),
    ("zh", "近{{ species_ringed | words }}", "近"),
    ("zh", "超过{{ reed_share | share }}", "超过"),
    ("en", "More than {{ swans }}", "more than"),
    ("en", "exceeding {{ swans }}", "exceeding"),
    ("en", "there were {{ swans }} or so", "or so"),
    ("en", "there were {{ swans }} at least", "at least"),
    ("en", "roughly {{ bird_count }}", "roughly"),
    ("en", "nearly {{ bird_count }}", "nearly"),
    ("en", "at\nleast {{ reed_goal }}", "at least"),
    ("en", "*under* {{ prize }}", "under"),
    ("en", "up to {{ stay }}", "up to"),
    ("en", "nearly {{ species_ringed | words }}", "nearly"),
    # The unit
    ("zh", "雁{{ geese }}只", "只"),
    ("zh", "芦苇{{ reed_area }}平方公里", "平方公里"),
    ("zh", "花了{{ costs }}元", "元"),
    ("zh", "第{{ swan_rank }}", "第"),
    ("zh", "居前{{ swan_rank }}", "前"),
    ("zh", "排{{ swan_rank }}位", "位"),
    ("zh", "平均每亩{{ harvest }}", "每亩"),
    ("zh", "占{{ reed_share }}%", "%"),
    ("en", "{{ geese }} birds", "birds"),
    ("en", "{{ reed_area }} km²", "km²"),
    ("en", "¥{{ costs }}", "¥"),
    ("en", "top {{ swan_rank }}", "Top"),
    ("en", "{{ reed_share }} percent", "percent"),
    ("en", "{{ stay }} days", "days"),
    ("en", "{{ costs }} yuan", "yuan"),
    # The sign
    ("zh", "鸟减少{{ fewer }}", "减少"),
    ("zh", "鸟减少了{{ fewer }}", "减少了"),
    ("zh", "增速回落{{ slower }}", "回落"),
    ("zh", "降幅为{{ slower }}", "降幅为"),
    ("zh", "低于上年{{ slower }}", "低于上年"),
    ("en", "The lake lost {{ fewer }}", "lost"),
    ("en", "Numbers fell by {{ slower }}", "fell by"),
    ("en", "a decline of {{ slower }}", "decline of"),
    ("en", "{{ slower }} lower", "lower"),
    ("en", "Prices slumped {{ slower }}", "slumped"),
    ("en", "They lost over {{ fewer }}", "lost over"),
    ("en", "short by {{ fewer }}", "short by"),
    ("zh", "比上年低{{ slower }}", "比上年低"),
    ("zh", "负{{ slower }}", "负"),
]

ONCE = [
    ("zh", "雁超过{{ geese }}"),  # a comparison with an exact figure
    ("zh", "天鹅超过，{{ swans }}"),  # across punctuation
    ("zh", "他说：“超过{{ swans }}”"),  # someone else's words
    ("zh", "天鹅超过{{ swans | label }}"),
    ("zh", "天鹅{{ swans }}，多是幼鸟"),
    ("zh", "停留{{ stay }}年年如此"),
    ("zh", "鸟减少{{ fewer | abs }}"),
    ("zh", "下降约{{ faster }}"),
    ("zh", "第{{ swan_rank | number }}位"),
    ("zh", "签约{{ swans }}"),
    ("zh", "最近{{ swans }}"),
    ("en", "{{ swans }} plus their young"),
    ("en", "{{ swans }} and above all geese"),
    ("en", "Geese exceed {{ geese }}"),
    ("en", "The rest is over. {{ swans }} stayed"),
    ("en", "He said “more than {{ swans }}”"),
    ("en", "It fell to {{ slower }}"),
    ("en", "The lake lost {{ fewer | abs }}"),
    ("en", "A takeover {{ swans }} saw"),
    ("en", "{{ geese }} birdsong recordings"),
]


@pytest.mark.parametrize(("language", "text", "word"), TWICE)
def test_said_twice(language: str, text: str, word: str, tmp_path: Path) -> None:
    assert [each.lower() for each in said(tmp_path, language, text)] == [word.lower()]


@pytest.mark.parametrize(("language", "text"), ONCE)
def test_said_once(language: str, text: str, tmp_path: Path) -> None:
    assert said(tmp_path, language, text) == []


GERMAN = [
    ("mehr als {{ lines }}", "mehr als"),
    ("knapp {{ investment }}", "knapp"),
    ("*mindestens* {{ renewable_goal }}", "mindestens"),
    ("{{ renewable_goal }} oder mehr", "oder mehr"),
    ("Top {{ output_rank }}", "Top"),
    ("{{ lines }} km", "km"),
    ("{{ investment }} Dollar", "Dollar"),
    ("{{ fossil_share }} Prozent", "Prozent"),
    ("{{ counties }} Landkreise", "Landkreise"),
    ("Der Anteil sank um {{ fall }}", "sank um"),
    ("Der Anteil ging um {{ fall }} zurück", "ging um"),
    ("Der Anteil ist um {{ fall }} gesunken", "gesunken"),
]


@pytest.mark.parametrize(("text", "word"), GERMAN)
def test_said_twice_in_german(text: str, word: str, tmp_path: Path) -> None:
    site = tmp_path / "iowa"
    shutil.copytree(IOWA, site)
    fall = (
        'fall: {label: x, unit: "%", formula: fossil_share@2001 * 0 - fossil_share, period: 2017}\n'
    )
    (site / "data/indicators/fall.yaml").write_text(fall, "utf-8")
    page = f"---\ntitle: Probe\nsummary: Probe.\nlayout: page\n---\n{text}\n"
    (site / "content/de/trial.md").write_text(page, "utf-8")
    told = [each for each in check_copy(site, IOWA).errors if "trial" in each.place.path]
    assert [(each.code, each.message.split("`")[1].lower()) for each in told] == [
        ("said-twice", word.lower())
    ]
