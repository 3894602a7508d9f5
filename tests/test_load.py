"""data/ and content/ as a Site: what an editor writes, and what is made of it."""

import random
from contextlib import suppress
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from changzhou_site.check import check_reading
from changzhou_site.errors import SiteError
from changzhou_site.figures import observed_text, value_text
from changzhou_site.load import Reading, load_site
from changzhou_site.model import Bound, Indicator, Kind, Site
from changzhou_site.units import round_to
from tests.support import SMALL, copy_small, language, load_with, remembered, told

EXTRA = "data/indicators/extra.yaml"
ZH, EN = language("zh"), language("en")


@pytest.fixture(scope="module")
def small() -> Site:
    reading = load_site(SMALL)
    assert told(reading) == ""
    assert reading.site is not None
    return reading.site


def site_with(tmp_path: Path, **indicators: str) -> Site:
    """The small site with more indicators, each the inside of a `{ }`; nothing may be wrong."""
    lines = [f"{id}: {{label: {id}, {rest}}}\n" for id, rest in indicators.items()]
    reading = load_with(tmp_path, {EXTRA: "".join(lines)})
    assert told(reading) == ""
    assert reading.site is not None
    return reading.site


def codes(reading: Reading) -> list[str]:
    return sorted({problem.code for problem in reading.problems})


# What a site is ----------------------------------------------------------------------------------


def test_the_site_says_what_it_is(small: Site) -> None:
    meta = small.meta
    assert meta.languages == ("zh", "en")
    assert meta.kicker is not None
    assert meta.kicker["en"].value == "Heron Lake"
    assert meta.license.name["zh"] == meta.license.name["en"]  # one text for all languages
    assert meta.tokens == {"accent": {"light": "#0f5f8a", "dark": "#6fb7e0"}}
    assert [text.value for text in meta.front] == ["bird_count", "swans", "reed_share"]


def test_an_address_without_its_slash_gets_one(tmp_path: Path) -> None:
    text = (SMALL / "data/site.yaml").read_text("utf-8").replace("org/lake/", "org/lake")
    site = load_with(tmp_path, {"data/site.yaml": text}).site
    assert site is not None
    assert site.meta.url == "https://example.org/lake/"


def test_everything_is_read(small: Site) -> None:
    assert list(small.sources) == ["count", "plan"]
    assert {"只", "km2", "%"} <= set(small.units)
    assert list(small.charts) == ["winters", "geese_and_swans"]
    assert [event.tag for event in small.events] == [None, "swans"]
    assert len(small.checks) == 2
    assert [str(correction.now) for correction in small.corrections] == ["18320"]
    assert [document.slug for document in small.sections("zh")] == ["count", "reeds"]
    assert [document.slug for document in small.pages("en")] == ["about"]


def test_sections_stand_in_the_order_of_their_names(tmp_path: Path) -> None:
    front = "---\ntitle: x\nsummary: about\n---\n"
    files = {
        f"content/{language}/{name}.md": front
        for language in ("zh", "en")
        for name in ("10-last", "3-third", "unplaced", "002-also-second")
    }
    site = load_with(tmp_path, dict(files)).site
    assert site is not None
    slugs = [document.slug for document in site.sections("en")]
    assert slugs == ["count", "also-second", "reeds", "third", "last", "unplaced"]


def test_one_language_is_enough(tmp_path: Path) -> None:
    text = (SMALL / "data/site.yaml").read_text("utf-8")
    for line in ("{zh: 鹭湖, en: Heron Lake}", "{zh: 鹭湖观鸟会, en: Heron Lake Bird Club}"):
        text = text.replace(line, "Heron Lake")
    text = text.replace("languages: [zh, en]", "languages: [en]")
    head = "title: Heron Lake\ndescription: A lake.\n" + text[text.index("kicker:") :]
    head = head.replace(text[text.index("description:") : text.index("url:")], "")
    reading = load_with(tmp_path, {"data/site.yaml": head})
    # What is left of the Chinese is now an unknown language, told wherever it stands.
    assert codes(reading) == ["unknown-key", "unknown-language"]
    assert reading.site is not None
    assert reading.site.meta.languages == ("en",)
    assert set(reading.site.meta.title) == {"en"}


def test_what_is_no_part_of_a_site_is_left_alone(tmp_path: Path) -> None:
    files = {"README.md": "x", "content/README.md": "x", "data/.swp.yaml": "x", "data/a.csv": "x"}
    assert told(load_with(tmp_path, dict(files))) == ""


def test_a_byte_order_mark_and_windows_line_endings_are_accepted(tmp_path: Path) -> None:
    def windows(name: str) -> bytes:
        return b"\xef\xbb\xbf" + (SMALL / name).read_bytes().replace(b"\n", b"\r\n")

    names = [str(path.relative_to(SMALL)) for path in SMALL.glob("[a-z]*/**/*.*") if path.is_file()]
    assert told(load_with(tmp_path, {name: windows(name) for name in names})) == ""


@pytest.mark.parametrize("format", ["PNG", "JPEG", "WEBP", "GIF"])
def test_pictures_know_their_size(tmp_path: Path, format: str) -> None:
    data = BytesIO()
    Image.new("RGB", (30, 20)).save(data, format)
    name = f"images/lake.{format.lower()}"
    site = load_with(tmp_path, {f"content/{name}": data.getvalue()}).site
    assert site is not None
    assert (site.pictures[name].width, site.pictures[name].height) == (30, 20)


def test_a_picture_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    data = BytesIO()
    Image.new("1", (20, 20)).save(data, "PNG")
    header = data.getvalue()
    huge = header[:16] + (60_000).to_bytes(4) * 2 + header[24:]
    reading = load_with(tmp_path, {"content/images/huge.png": huge})
    assert codes(reading) == ["bad-picture"]


# Figures -----------------------------------------------------------------------------------------


def test_several_observations(small: Site) -> None:
    birds = small.indicators["bird_count"]
    assert [str(observation.value) for observation in birds.observations] == [
        "41200", "43850", "46500",
    ]  # fmt: skip
    assert birds.newest.bound is Bound.ABOUT
    assert [str(citation) for citation in birds.newest.citations] == ["count#2"]
    earlier = birds.at("2019")
    assert earlier is not None
    assert (earlier.bound, str(earlier.citations[0])) == (Bound.EXACT, "count#1")
    assert birds.at(None) is birds.newest
    assert birds.at("2018") is None


def test_observations_are_told_apart_by_their_end(tmp_path: Path) -> None:
    values = "{2021: 4, 2019: 1, 2020-H1: 2, ../2020: 3, 2022-02-07: 5, 2021-Q4: 4.5}"
    site = site_with(tmp_path, terns=f"source: plan, bound: over, values: {values}")
    observations = site.indicators["terns"].observations
    assert [str(each.value) for each in observations] == ["1", "2", "3", "4", "4.5", "5"]
    assert {each.bound for each in observations} == {Bound.OVER}


def test_decimals_are_those_written(tmp_path: Path) -> None:
    site = site_with(tmp_path, area="value: 12.50, unit: km2, period: 2021, source: plan")
    area = site.indicators["area"]
    assert value_text(area, area.newest, ZH) == "12.50平方公里"


def test_quoted_numbers_and_periods_are_the_same(tmp_path: Path) -> None:
    site = site_with(tmp_path, area="value: '12.5', period: \"2021\", source: plan")
    assert site.indicators["area"].newest.value == Decimal("12.5")


def test_an_actual_figure_has_no_bound_unless_it_says_so(small: Site) -> None:
    bounds = {id: indicator.newest.bound for id, indicator in small.indicators.items()}
    marked = {id: bound for id, bound in bounds.items() if bound is not Bound.EXACT}
    assert marked == {
        "bird_count": Bound.ABOUT,
        "swans": Bound.OVER,
        "reed_area": Bound.OVER,
        "reed_goal": Bound.AT_LEAST,
        "reed_share": Bound.OVER,
    }


def test_a_threshold_needs_no_period(tmp_path: Path) -> None:
    site = site_with(tmp_path, mark="value: 50000, unit: 只, kind: threshold, source: plan")
    assert site.indicators["mark"].newest.period is None


def test_words_alone_may_say_the_period(tmp_path: Path) -> None:
    site = site_with(tmp_path, mark="value: 5, period_text: {zh: 达产后, en: later}, source: plan")
    assert observed_text(site.indicators["mark"].newest, EN) == "later"


# Derived figures ---------------------------------------------------------------------------------


def derived(tmp_path: Path, rest: str, **others: str) -> Indicator:
    return site_with(tmp_path, **others, result=rest).indicators["result"]


def test_a_derived_figure_takes_over_what_its_inputs_say(small: Site) -> None:
    share = small.indicators["reed_share"]
    assert str(share.formula) == "reed_area / lake_area"
    assert share.inputs == ("reed_area", "lake_area")
    assert value_text(share, share.newest, EN) == "over 33.6%"
    assert [str(citation) for citation in share.newest.citations] == ["plan#1"]
    assert observed_text(share.newest, ZH) == "2021年"


DECIMALS = {
    "unit: 只, formula: geese * 1.25": "22900",
    "unit: 只, formula: geese * 1.25, decimals: 2": "22900.00",
    "unit: km2, formula: lake_area / 3": "20.8",
    "unit: km2, formula: lake_area / 3, decimals: 0": "21",
    'unit: "%", formula: lake_area / lake_area': "100.0",
    'unit: "%", formula: lake_area / lake_area, decimals: 0': "100",
    "formula: protected_part * 2": "0.5",
    "formula: 1.25 * 2, period: 2021, source: plan": "2.5",
}


@pytest.mark.parametrize(("rest", "published"), DECIMALS.items(), ids=DECIMALS)
def test_decimals_of_a_result(tmp_path: Path, rest: str, published: str) -> None:
    newest = derived(tmp_path, rest).newest
    assert str(round_to(newest.value, newest.decimals, newest.bound)) == published


def test_a_result_is_a_target_if_an_input_is(tmp_path: Path) -> None:
    site = site_with(
        tmp_path,
        wish="value: 3, kind: forecast, period: 2025, source: plan",
        mark="value: 5, kind: threshold, source: plan",
        growth="formula: reed_goal / lake_area, period: 2025",
        both="formula: wish * growth, period: 2025",
        half_mark="formula: mark / 2",
        foreseen="formula: wish * 2",
        stated="formula: wish * 2, kind: actual",
    )
    kinds = {id: site.indicators[id].kind for id in ("growth", "both", "half_mark", "foreseen")}
    assert kinds == {
        "growth": Kind.TARGET,
        "both": Kind.TARGET,
        "half_mark": Kind.ACTUAL,
        "foreseen": Kind.FORECAST,
    }
    assert site.indicators["stated"].kind is Kind.ACTUAL


def test_sources_of_all_inputs_and_its_own_stand_once(tmp_path: Path) -> None:
    rest = "unit: 只, formula: geese + swans + geese, source: [plan#9, count#3]"
    citations = derived(tmp_path, rest).newest.citations
    assert [str(citation) for citation in citations] == ["count#3", "count#4", "plan#9"]


def test_inputs_of_different_periods_need_a_period_of_the_result(tmp_path: Path) -> None:
    rest = "unit: 只, formula: bird_count@2020 - bird_count@2019, period: 2019/2020"
    newest = derived(tmp_path, rest).newest
    assert newest.period is not None
    assert newest.value == 2650
    assert newest.period.written == "2019/2020"


def test_open_both_ways_may_be_settled_by_the_editor(tmp_path: Path) -> None:
    rest = "unit: km2, formula: reed_goal - reed_area, period: span, bound: about"
    assert derived(tmp_path, rest).newest.bound is Bound.ABOUT


def test_a_declared_bound_may_repeat_the_computed_one(tmp_path: Path) -> None:
    rest = 'unit: "%", formula: reed_area / lake_area, bound: over'
    assert derived(tmp_path, rest).newest.bound is Bound.OVER


def test_a_bound_that_fell_below_zero_is_kept(tmp_path: Path) -> None:
    rest = 'unit: "%", formula: (reed_area - lake_area) / lake_area'
    result = derived(tmp_path, rest)
    assert value_text(result, result.newest, EN) == "above −66.4%"


def test_derived_figures_may_need_each_other_in_any_order(tmp_path: Path) -> None:
    chain = {f"step_{n}": f"unit: 只, formula: step_{n + 1} + 1 只" for n in range(400)}
    site = site_with(tmp_path, **chain, step_400="unit: 只, formula: geese")
    assert site.indicators["step_0"].newest.value == 18320 + 400


def test_a_circle_of_many_is_told_not_followed(tmp_path: Path) -> None:
    lines = [f"s{n}: {{label: x, unit: 只, formula: s{(n + 1) % 400}}}\n" for n in range(400)]
    reading = load_with(tmp_path, {EXTRA: "".join(lines)})
    assert [problem.code for problem in reading.problems] == ["formula-circle"]
    assert {"s0", "s399"} <= reading.unread


def test_counts_multiply_as_plain_numbers(tmp_path: Path) -> None:
    site = site_with(
        tmp_path,
        nests="unit: 个, value: 3, bound: at-least, period: 2021, source: plan",
        all="unit: 万元, formula: nests * 20 万元",
    )
    total = site.indicators["all"]
    assert value_text(total, total.newest, ZH) == "至少60万元"


# What is wrong, and what only follows from it ----------------------------------------------------


def test_what_is_unread_is_excused(tmp_path: Path) -> None:
    reading = load_with(tmp_path, {"data/indicators/lake.yaml": "lake_area: {{ x }}\n"})
    assert reading.excuses("lake_area")
    assert not reading.excuses("reed_share")
    assert [problem.place.path for problem in reading.problems] == ["data/indicators/lake.yaml"]


def test_a_broken_indicator_is_excused_by_name(tmp_path: Path) -> None:
    reading = load_with(tmp_path, {EXTRA: "terns: {label: x}\ngulls: {label: x, formula: terns}\n"})
    assert reading.unread == {"terns", "gulls"}
    assert not reading.excuses("ducks")


def test_a_figure_corrected_twice_agrees_with_the_last_correction(tmp_path: Path) -> None:
    text = (
        "- {date: 2022-03-09, indicator: geese, was: 18300, now: 18320, why: 第二次}\n"
        "- {date: 2022-03-05, indicator: geese, was: 18230, now: 18300, why: 第一次}\n"
        "- {date: 2022-03-05, indicator: reed_share, was: 33.5, now: 33.6, why: 公布的数}\n"
    )
    assert told(load_with(tmp_path, {"data/corrections.yaml": text})) == ""


def test_no_site_at_all_is_one_problem(tmp_path: Path) -> None:
    reading = load_site(tmp_path)
    assert reading.site is None
    assert [str(problem) for problem in reading.problems] == [
        "data/site.yaml:1:1: missing-file there is no data/site.yaml\n"
        "    hint: is this the folder of a site? `--project DIR` names another"
    ]


def test_a_site_that_is_begun_without_its_site_yaml_tells_all_that_it_lacks(tmp_path: Path) -> None:
    (tmp_path / "content/en").mkdir(parents=True)
    (tmp_path / "content/en/1-birds.md").write_text("Birds\n")
    assert {problem.place.path for problem in load_site(tmp_path).problems} >= {
        "data/site.yaml",
        "data/sources.yaml",
        "data/indicators",
        "content/en/1-birds.md",
    }


# Strange inputs ----------------------------------------------------------------------------------

SCRAPS = [
    "no", "010", "1:30", "1e5", "１２", "：", "*a", "&a ", "!!str ", ".nan", "{{ geese }}", "{{",
    "}", "[", "]", ": ", " #x", "\t", "%", "@", "'", '"', "|", "- ", "---\n", "\u2028", "\x07",
    "𝄞", "\ufeff", "\r", "~", "1/0", "2021-13", "9" * 40, "geese ** geese", "10 ** 9999",
    "geese / (geese - geese)", "((((", "0 ** 0", "3 ** -3", "\u3000", "\xa0", "[a, [b]]",
    "{a: b, c}", "formula: ", "values: ", "of: 0\n", "each: x", "languages: [fr]", '"\\0"',
]  # fmt: skip


def mangled(chance: random.Random, text: str) -> str:
    """A text with one to three small accidents."""
    for _ in range(chance.choice([1, 1, 2, 3])):
        at, end = sorted(chance.sample(range(len(text) + 1), 2))
        cut = chance.choice([0, 0, 1, min(12, end - at)])
        text = text[:at] + chance.choice(["", *SCRAPS]) + text[at + cut :]
    return text


@pytest.mark.parametrize("seed", range(8))
def test_whatever_is_typed_is_told_and_never_raised(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    site = copy_small(tmp_path)
    names = sorted(path for path in SMALL.glob("[a-z]*/**/*") if path.is_file())
    for _ in range(25):
        original = chance.choice(names)
        broken = site / original.relative_to(SMALL)
        broken.write_bytes(mangled(chance, original.read_text("utf-8")).encode())
        reading = load_site(site)
        lines = told(reading).replace("\u3000", " ").split("\n")
        assert all(line.isprintable() for line in lines)
        if reading.site and lines == [""]:
            read_all(reading.site)
        with suppress(SiteError):
            check_reading(reading, remembered())
        broken.write_bytes(original.read_bytes())


def read_all(site: Site) -> None:
    """What has no problem can be read out."""
    for indicator in site.indicators.values():
        for observation in indicator.observations:
            for each in site.languages.values():
                assert value_text(indicator, observation, each)
