"""A figure's bound is told by the word an editor chooses: `| as`, and `said` at the indicator."""

from pathlib import Path

import pytest

from changzhou_site.errors import Place
from changzhou_site.figures import plain_text
from changzhou_site.model import Site
from changzhou_site.source import Text
from tests.support import SMALL, check_copy, copy_small, site_of

FIGURES = """\
floor: {label: x, unit: 亿元, value: 8000, bound: at-least, period: 2021, source: plan#1}
speed: {label: x, unit: "%", value: 5, bound: about, period: 2021, source: plan#1}
firms: {label: x, unit: 家, value: 200, bound: over, period: 2021, source: plan#1}
parks: {label: x, unit: 个, value: 20, bound: over, period: 2021, source: plan#1}
aid: {label: x, unit: USD_bn, value: 3, bound: over, period: 2021, source: plan#1}
down: {label: x, unit: "%", value: -2.3, bound: over, period: 2021, source: plan#1}
owed: {label: x, unit: USD, value: -5000, period: 2021, source: plan#1}
goal:
  {label: x, unit: 亿元, value: 3000, bound: over, period: 2021, source: plan#1, said: {zh: 突破}}
many:
  {label: x, unit: people, value: 26000, bound: over, period: 2021, source: plan#1, said: {zh: 多}}
two_thirds: {label: x, unit: 个, value: 2000, of: 3000, period: 2021, source: plan#1}
third: {label: x, value: 1/3, period: 2021, source: plan#1}
rows:
  label: x
  unit: 只
  source: plan#1
  said: {zh: 超过, en: more than}
  values: {2019: 10, 2020: {value: 20, bound: over}, 2021: {value: 30, bound: about}}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    project = copy_small(tmp_path_factory.mktemp("said"))
    (project / "data/indicators/more.yaml").write_text(FIGURES, "utf-8")
    return site_of(project)


READINGS = [
    ("zh", "{{ floor | as 以上 }}", "8000亿元以上"),
    ("zh", "{{ goal }}", "突破3000亿元"),
    ("zh", "{{ goal | as 超 }}", "超3000亿元"),
    ("zh", "{{ goal | in 万亿元 1 }}", "突破0.3万亿元"),
    ("en", "{{ goal }} is near", "Over ¥300 billion is near"),
    ("zh", "{{ speed | as 左右 }}", "5%左右"),
    ("zh", "{{ firms | as 余 }}", "200余家"),
    ("zh", "{{ parks | as 多 }}", "20多个"),
    ("zh", "{{ aid | as 多 }}", "30多亿美元"),
    ("en", "the {{ firms | as upwards of }}", "the upwards of 200 companies"),
    ("en", "{{ speed | as some }}", "Some 5%"),
    ("en", "{{ floor | as or more }}", "¥800 billion or more"),
    ("zh", "{{ rows @2019 }}、{{ rows @2020 }}、{{ rows }}", "10只、超过20只、约30只"),
    ("en", "from {{ rows @2020 }}", "from more than 20 birds"),
    # Below zero a bound reads by its direction, and `abs` turns it round
    ("zh", "{{ down }}", "高于−2.3%"),
    ("zh", "降幅{{ down | abs }}", "降幅不足2.3%"),
    ("en", "{{ down }}", "Above −2.3%"),
    ("en", "fell {{ down | abs }}", "fell under 2.3%"),
    ("en", "{{ owed }}", "−$5,000"),
    ("en", "owes {{ owed | abs }}", "owes $5,000"),
    # Parts of a whole in words
    ("zh", "{{ reed_share | words }}", "超三分之一"),
    ("en", "{{ species_ringed | words }} of them", "More than four in five of them"),
    ("zh", "{{ protected_part | words }}", "四分之一"),
    ("zh", "{{ two_thirds | words }}、{{ third | words }}", "三分之二、三分之一"),
    ("en", "about {{ two_thirds | words }}", "about two thirds"),
    # A word that does not fit another unit gives way to the usual one
    ("zh", "{{ many }}、{{ many | in 万人 }}", "26000多人、超2.6万人"),
    # A capital where a sentence begins, and only there
    ("en", "Look. {{ swans }} came", "Look. Over 2,600 birds came"),
    ("en", "{{ protected_part }}", "One quarter"),
    ("en", "It is (so far) {{ swans }}", "It is (so far) over 2,600 birds"),
    ("en", "“{{ swans }}”", "“Over 2,600 birds”"),
    ("en", "the U.S. {{ swans }}", "the U.S. over 2,600 birds"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "written", "read"), READINGS)
def test_it_reads(language: str, written: str, read: str, site: Site) -> None:
    text = Text(written, Place("content/x.md"))
    assert plain_text(text, site, site.languages[language]) == read


WRONG = [
    ("zh", "{{ goal | as 以上 }}", "`以上` says `at-least`, and `goal` is `over`"),
    ("zh", "{{ swans | as about }}", "`about` is no word for a bound in `zh`"),
    ("zh", "{{ geese | as 约 }}", "`约` says `about`, and `geese` is `exact`"),
    ("zh", "{{ reed_area | as 多 }}", "`多` stands after a whole number that ends in 0"),
    ("zh", "{{ swan_rank | as 超 }}", "a rank is not said with `超`"),
    ("en", "{{ down | as more than }}", "`more than` would be misread"),
]


@pytest.mark.parametrize(("language", "written", "told"), WRONG)
def test_a_word_that_does_not_fit_is_told(
    language: str, written: str, told: str, tmp_path: Path
) -> None:
    project = copy_small(tmp_path)
    (project / "data/indicators/more.yaml").write_text(FIGURES, "utf-8")
    page = f"---\ntitle: T\nsummary: S.\nlayout: page\n---\n{written}\n"
    (project / f"content/{language}/trial.md").write_text(page, "utf-8")
    messages = [each.message for each in check_copy(project).errors if "trial" in each.place.path]
    assert len(messages) == 1
    assert messages[0].startswith(told)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("{zh: 以上}", "`以上` says `at-least`, and `swans` is `over`"),
        ("{en: several}", "`several` is no word for a bound in `en`"),
        ("{fr: plus de}", "`fr`"),
        ("[超]", "a list where a text or a map of languages belongs"),
    ],
)
def test_a_usual_word_that_does_not_fit_is_told(said: str, told: str, tmp_path: Path) -> None:
    project = copy_small(tmp_path)
    birds = project / "data/indicators/birds.yaml"
    text = birds.read_text("utf-8")
    birds.write_text(text.replace("  value: 2600\n", f"  value: 2600\n  said: {said}\n"), "utf-8")
    messages = [each.message for each in check_copy(project).errors]
    assert [message for message in messages if message.startswith(told)], messages


def test_the_small_site_has_no_word_of_its_own() -> None:
    assert not any(indicator.said for indicator in site_of(SMALL).indicators.values())
